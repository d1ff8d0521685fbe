// attach N TRACER [ARGS] -- PROG [ARGS]: starts PROG, which waits, and N-1
// processes that sleep, then TRACER with a -p for each of them, and lets PROG go
// once all are traced. It prints, as run does, how many nanoseconds PROG took from
// there to its end, the tracer's memory in KiB and its CPU time in nanoseconds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cpu.h"

static int traced(pid_t pid)
{
	char path[64], line[256];
	int is = 0;

	sprintf(path, "/proc/%d/status", pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "TracerPid: %d", &is) == 1)
			break;
	if (f)
		fclose(f);
	return is != 0;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 0, sep = 2, go[2], status;
	struct timespec a, b;
	struct rusage ru;

	while (sep < argc && strcmp(argv[sep], "--"))
		sep++;
	if (n < 1 || sep + 1 >= argc || pipe2(go, O_CLOEXEC))
		return 2;
	pid_t *pid = calloc(n, sizeof *pid);
	for (int i = 0; i < n; i++)
		if ((pid[i] = fork()) == 0) {
			char c;
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			if (i > 0)
				for (close(go[1]);;)
					pause();
			close(go[1]);
			if (read(go[0], &c, 1) != 1)
				_exit(1);
			execvp(argv[sep + 1], argv + sep + 1);
			_exit(127);
		}

	char **av = calloc(sep + 2 * n + 1, sizeof *av);
	int ac = 0;
	for (int i = 2; i < sep; i++)
		av[ac++] = argv[i];
	for (int i = 0; i < n; i++) {
		av[ac++] = "-p";
		if (asprintf(&av[ac++], "%d", pid[i]) < 0)
			return 1;
	}
	pid_t tracer = fork();
	if (tracer == 0) {
		execvp(av[0], av);
		_exit(127);
	}
	for (int i = n - 1; i >= 0; i--)
		for (int tries = 0; !traced(pid[i]); usleep(1000))
			if (++tries > 20000)
				return 1;
	usleep(20000); // until it waits
	clock_gettime(CLOCK_MONOTONIC, &a);
	if (write(go[1], "", 1) != 1 || waitpid(pid[0], &status, 0) < 0)
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &b);
	for (int i = 1; i < n; i++)
		kill(pid[i], SIGKILL);
	for (int i = 1; i < n; i++)
		waitpid(pid[i], NULL, 0);
	long long cpu = cputime(tracer);
	if (wait4(tracer, NULL, 0, &ru) < 0)
		return 1;
	printf("%lld %ld %lld\n", (b.tv_sec - a.tv_sec) * 1000000000LL + (b.tv_nsec - a.tv_nsec), ru.ru_maxrss, cpu);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
