// cloop CPU PROG [ARGS]: the smallest loop that stops PROG at the entry and the exit of each of its system calls, for
// comparison with gotrace's. Tracer and tracee run on that CPU, or wherever they like if it is -1.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	int cpu = atoi(argv[1]), status;
	if (cpu >= 0) {
		cpu_set_t set;
		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		if (sched_setaffinity(0, sizeof set, &set)) return 1;
	}
	pid_t pid = fork();
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		execv(argv[2], argv + 2);
		_exit(1);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) return 1;
	ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD);
	struct timespec a, b;
	long stops = 0;
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (;;) {
		ptrace(PTRACE_SYSCALL, pid, 0, 0);
		if (wait4(pid, &status, __WALL, NULL) != pid || !WIFSTOPPED(status)) break;
		stops++;
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%ld stops, %.0f ns per stop\n", stops, ((b.tv_sec - a.tv_sec) * 1e9 + b.tv_nsec - a.tv_nsec) / stops);
	return 0;
}
