// strict: confines itself to read, write, exit and sigreturn, calls once more, is killed by the next call if "bad".
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)) return 1;
	write(-1, "", 0);
	if (argc > 1) syscall(SYS_getppid);
	syscall(SYS_exit, 5);
}
