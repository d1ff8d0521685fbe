/* What signals tell: faults, traps, forbidden calls, timers, children, pipes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static sigjmp_buf back;

static void fault(int sig, siginfo_t *si, void *u) { siglongjmp(back, 1); }
static void quiet(int sig, siginfo_t *si, void *u) { }

#define TRY(x) do if (!sigsetjmp(back, 1)) { x; } while (0)

int main(void)
{
	struct sigaction sf = { .sa_sigaction = fault, .sa_flags = SA_SIGINFO | SA_NODEFER };
	struct sigaction sq = { .sa_sigaction = quiet, .sa_flags = SA_SIGINFO | SA_RESTART };
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP };
	unsigned i;
	volatile int zero = 0, sink;
	char *page, *file;
	int fd, pair[2];

	for (i = 0; i < sizeof faults / sizeof *faults; i++)
		sigaction(faults[i], &sf, 0);
	sigaction(SIGSYS, &sq, 0);
	sigaction(SIGUSR1, &sq, 0);
	sigaction(SIGIO, &sq, 0);
	sigaction(SIGRTMIN + 3, &sq, 0);

	page = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	TRY(*(volatile char *)0x10 = 1);
	TRY(*(volatile char *)page = 1);
	TRY(sink = 1 / zero);
	TRY(__asm__ volatile("ud2"));
	TRY(__asm__ volatile("int3"));
	TRY(__asm__ volatile("hlt"));
	fd = open("short", O_RDWR | O_CREAT, 0600);
	file = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
	TRY(sink = *(volatile char *)file);

	/* A timer, with a value. */
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 42 };
	struct itimerspec soon = { .it_value = { 0, 1000000 } };
	timer_t t;
	sigset_t block, old;

	sigemptyset(&block);
	sigaddset(&block, SIGUSR1);
	sigaddset(&block, SIGIO);
	sigaddset(&block, SIGRTMIN + 3);
	sigaddset(&block, SIGCHLD);
	sigprocmask(SIG_BLOCK, &block, &old);
	timer_create(CLOCK_MONOTONIC, &ev, &t);
	timer_settime(t, 0, &soon, 0);
	siginfo_t si;
	syscall(SYS_rt_sigtimedwait, &block, &si, 0, 8);
	timer_delete(t);

	/* Input is there: a signal of its own, and SIGIO. */
	pipe(pair);
	fcntl(pair[0], F_SETOWN, getpid());
	fcntl(pair[0], F_SETFL, O_ASYNC | O_NONBLOCK);
	fcntl(pair[0], F_SETSIG, SIGRTMIN + 3);
	write(pair[1], "x", 1);
	syscall(SYS_rt_sigtimedwait, &block, &si, 0, 8);
	fcntl(pair[0], F_SETSIG, 0);
	write(pair[1], "x", 1);
	sigprocmask(SIG_SETMASK, &old, 0);

	/* Messages of a queue are no business of this file: see sysvipc.c. */
	static const int ends[] = { 0, 7, -SIGKILL, -SIGSTOP };
	sigaction(SIGCHLD, &sq, 0);
	sigprocmask(SIG_BLOCK, &block, 0);
	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		int pid = fork(), status;

		if (!pid) {
			if (ends[i] >= 0)
				_exit(ends[i]);
			kill(getpid(), -ends[i]);
			_exit(0);
		}
		syscall(SYS_rt_sigtimedwait, &block, &si, 0, 8);
		if (ends[i] == -SIGSTOP) {
			kill(pid, SIGCONT);
			syscall(SYS_rt_sigtimedwait, &block, &si, 0, 8);
		}
		waitpid(pid, &status, 0);
	}

	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP | 5),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { 4, f };
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog);
	syscall(SYS_getppid);
	return 0;
}
