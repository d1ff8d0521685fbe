/* Calls that are tampered with, by -e inject= and fault=. */
//difftest: -e inject=chdir:error=ENOENT:when=2
//difftest: -e inject=chdir,rmdir:retval=5:when=2+2
//difftest: -e inject=chdir:signal=USR1:when=1..2
//difftest: -e inject=chdir:error=EIO:signal=USR1:when=3
//difftest: -e inject=chdir:delay_enter=1ms -e inject=write:delay_exit=2ms
//difftest: -e inject=write:poke_enter=@arg2=414243
//difftest: -e inject=write:poke_enter=@arg2=414243:error=EIO
//difftest: -e inject=write:poke_exit=@arg2=414243:delay_exit=1ms:retval=3
//difftest: -e inject=getcwd:poke_exit=@arg1=2f2f00
//difftest: -e inject=chdir:poke_enter=@arg1=2f746d7000:when=2
//difftest: -e inject=rmdir:retval=4095 -X raw
//difftest: -e inject=rmdir:error=4095 -n
//difftest: -e fault=rmdir,%memory:when=2..3+2
//difftest: -e inject=chdir:error=EIO:syscall=getppid:when=2+
//difftest: -e inject=chdir:error=EIO:delay_exit=1ms:signal=USR1 -T
//difftest: -z -e fault=chdir:when=1 -e trace=chdir,rmdir
//difftest: -e trace=rmdir -e fault=chdir
//difftest: -P / -e inject=all:error=EINTR
#include "fam.h"

int main(void)
{
	char out[] = "0123456";

	signal(SIGUSR1, SIG_IGN);
	for (int i = 0; i < 5; i++)
		C(chdir, "/");
	C(rmdir, "/nonexistent");
	C(rmdir, "/nonexistent");
	C(rmdir, "/nonexistent");
	C(getcwd, buf, sizeof buf);
	C(write, 1, out, 7);
	for (int i = 0; i < 4; i++)
		C(mprotect, buf, 4096, PROT_READ | PROT_WRITE);
	return 0;
}
