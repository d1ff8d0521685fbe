/* Calls from functions of many kinds, for stack traces: inline system calls,
   handlers on their own stack and on an alternate one, a tail call, the vDSO. */
#include <alloca.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NOINLINE __attribute__((noinline))

NOINLINE static long direct(long a, long b, long c)
{
	long r;
#ifdef __x86_64__
	__asm__ volatile("syscall" : "=a"(r) : "a"(SYS_write), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
#else
	__asm__ volatile("int $0x80" : "=a"(r) : "a"(SYS_write), "b"(a), "c"(b), "d"(c) : "memory");
#endif
	return r;
}

NOINLINE static int leaf(int x)
{
	char b[64];
	memset(b, x, sizeof b);
	direct(1, (long)b, 1);
	return b[x];
}

NOINLINE static int sized(int n)
{
	char *b = alloca(n);
	memset(b, n, n);
	return write(1, b, 1) + leaf(b[0]);
}

NOINLINE static int middle(int x)
{
	int r = leaf(x) + leaf(x + 1);
	write(1, "m", 1);
	return r + sized(64 * x);
}

NOINLINE static void handler(int sig)
{
	write(1, "h", 1);
	if (sig == SIGUSR1)
		raise(SIGUSR2);
}

int main(void)
{
	static char other[1 << 16];
	stack_t ss = { .ss_sp = other, .ss_size = sizeof other };
	struct sigaction sa = { .sa_handler = handler };
	struct timespec t;
	int r;

	sigaction(SIGUSR1, &sa, NULL);
	sa.sa_flags = SA_ONSTACK | SA_SIGINFO;
	sigaction(SIGUSR2, &sa, NULL);
	sigaltstack(&ss, NULL);
	r = middle(1);
	raise(SIGUSR1);
	raise(SIGUSR2);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* the vDSO makes the call */
	write(1, "\n", 1);
	return r == 12345;
}
