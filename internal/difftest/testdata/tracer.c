//golden: -v -y -a 0
//loose
//difftest:
//difftest: -v
//difftest: -X verbose
/* A program that traces its own child, with registers in sets and one by one. */
#include "fam.h"
#include <elf.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

static int child;

static long request(int r, long addr, void *data) { return C(ptrace, r, child, addr, data); }

static void registers(void)
{
	static struct user_regs_struct regs;
	static const int sets[] = { NT_PRSTATUS, NT_PRFPREG, NT_X86_XSTATE, 0x77 };
	struct iovec v = { buf, sizeof regs };

	request(PTRACE_GETREGS, 0, &regs);
	request(PTRACE_SETREGS, 0, &regs);
	request(PTRACE_GETFPREGS, 0, buf);
	for (unsigned i = 0; i < sizeof sets / sizeof *sets; i++) {
		v.iov_len = sizeof regs;
		request(PTRACE_GETREGSET, sets[i], &v);
	}
	v.iov_len = 64;
	request(PTRACE_GETREGSET, NT_PRSTATUS, &v);
	v.iov_len = 3;
	request(PTRACE_SETREGSET, NT_PRSTATUS, &v);
	request(PTRACE_GETREGSET, NT_PRSTATUS, BAD);
#ifdef __x86_64__ /* strace takes i386's offsets for amd64's */
	request(PTRACE_PEEKUSER, offsetof(struct user, u_debugreg[7]), buf);
	request(PTRACE_POKEUSER, offsetof(struct user, u_debugreg[7]), 0);
#endif
}

int main(void)
{
	siginfo_t si;
	unsigned long msg;
	static unsigned long long mask;
	int st;

	child = fork();
	if (!child) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		getppid();
		fork() || (_exit(0), 0);
		_exit(9);
	}
	waitpid(child, &st, 0);
	request(PTRACE_SETOPTIONS, 0, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL));
	request(PTRACE_SETOPTIONS, 0, (void *)0x40000000L);
	request(PTRACE_GETSIGINFO, 0, &si);
	request(PTRACE_SETSIGINFO, 0, &si);
	request(PTRACE_GETSIGMASK, 8, &mask);
	request(PTRACE_SETSIGMASK, 8, &mask);
	registers();
	request(PTRACE_PEEKDATA, (long)buf, &msg);
	request(PTRACE_POKEDATA, (long)buf, (void *)0x41424344L);
	request(PTRACE_SYSCALL, 0, 0);
	waitpid(child, &st, 0);
	request(PTRACE_GET_SYSCALL_INFO, 88, buf);
	request(PTRACE_GET_SYSCALL_INFO, 24, buf);
	request(PTRACE_SYSCALL, 0, 0);
	waitpid(child, &st, 0);
	request(PTRACE_GET_SYSCALL_INFO, 88, buf);
	request(PTRACE_CONT, 0, 0);
	waitpid(child, &st, 0);
	request(PTRACE_GETEVENTMSG, 0, &msg);
	request(PTRACE_SECCOMP_GET_FILTER, 0, buf);
	request(PTRACE_GET_RSEQ_CONFIGURATION, 24, buf);
	request(PTRACE_INTERRUPT, 0, 0);
	request(PTRACE_LISTEN, 0, 0);
	request(0x9999, 1, (void *)2L);
	request(PTRACE_DETACH, 0, 0);
	waitpid(child, &st, 0);
	request(PTRACE_ATTACH, 0, 0);
	request(PTRACE_SEIZE, 0, (void *)PTRACE_O_TRACECLONE);
	request(PTRACE_KILL, 0, 0);
	return 0;
}
