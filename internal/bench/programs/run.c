// run PROG [ARGS]: runs PROG and prints how many nanoseconds it took, the most
// memory in KiB that it had, and its CPU time in nanoseconds. A small program of
// its own, since a process inherits the memory record of the one that started it.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cpu.h"

int main(int argc, char **argv)
{
	struct timespec a, b;
	struct rusage ru;
	int status;

	if (argc < 2)
		return 2;
	clock_gettime(CLOCK_MONOTONIC, &a);
	pid_t pid = vfork();
	if (pid == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0)
		return 1;
	long long cpu = cputime(pid);
	clock_gettime(CLOCK_MONOTONIC, &b);
	if (wait4(pid, &status, 0, &ru) < 0)
		return 1;
	printf("%lld %ld %lld\n", (b.tv_sec - a.tv_sec) * 1000000000LL + (b.tv_nsec - a.tv_nsec), ru.ru_maxrss, cpu);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
