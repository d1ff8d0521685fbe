// mask: looks at its CPU mask in all ways it can: 0 if the mask is always its own. Its arguments are the mask that it
// was started with, as a number, and, in an executed child, "x".
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#define CHECK(what, want) check(__LINE__, what, want)
static void check(int line, unsigned long got, unsigned long want)
{
	if (got != want) {
		fprintf(stderr, "mask.c:%d: mask %lx, want %lx\n", line, got, want);
		_exit(1);
	}
}
static void busy(void) { for (int i = 0; i < 700; i++) syscall(SYS_getppid); }
static unsigned long get(pid_t tid)
{
	unsigned long m[16] = {0};
	return syscall(SYS_sched_getaffinity, tid, sizeof m, m) > 0 ? m[0] : -1;
}
static unsigned long from_file(void)
{
	char line[256];
	unsigned long m = 0;
	FILE *f = fopen("/proc/self/status", "r");
	while (fgets(line, sizeof line, f))
		if (!strncmp(line, "Cpus_allowed:", 13)) m = strtoul(line + 13, NULL, 16);
	fclose(f);
	return m;
}
static unsigned long own;
static pid_t first;
static int file = 1;
static void *thread(void *arg)
{
	busy();
	CHECK(get(0), own);
	CHECK(get(first), own);
	CHECK(get(gettid()), own);
	unsigned long one = own & -own;
	if (sched_setaffinity(0, sizeof one, (void *)&one)) exit(3);
	busy();
	CHECK(get(0), one);
	CHECK(get(first), own);
	pid_t pid = fork();
	if (pid == 0) {
		CHECK(get(0), one);
		busy();
		CHECK(get(0), one);
		_exit(0);
	}
	int st;
	if (waitpid(pid, &st, 0) != pid || st) exit(4);
	/* the leader's mask, set from here */
	unsigned long last = own;
	while (last & last - 1) last &= last - 1;
	if (sched_setaffinity(first, sizeof last, (void *)&last)) exit(5);
	CHECK(get(first), last);
	CHECK(get(0), one);
	if (sched_setaffinity(first, sizeof own, (void *)&own)) exit(6);
	return NULL;
}
int main(int argc, char **argv)
{
	pthread_t t;
	int st;
	own = strtoul(argv[1], NULL, 0);
	first = getpid();
	busy();
	CHECK(get(0), own);
	if (argc > 2) {
		if (!strcmp(argv[2], "x")) CHECK(from_file(), own);
		return 0;
	}
	pthread_create(&t, NULL, thread, NULL);
	pthread_join(t, NULL);
	CHECK(get(0), own);
	busy();
	for (int i = 0; i < 6; i++) {
		pid_t pid = fork();
		if (pid == 0) {
			busy();
			execl(argv[0], argv[0], argv[1], getenv("NOFILE") ? "y" : "x", NULL);
			_exit(1);
		}
		if (waitpid(pid, &st, 0) != pid || st) return 7;
	}
	/* what a child that outlives this process has */
	if (vfork() == 0) {
		execl("/bin/sh", "sh", "-c", "sleep 0.1; taskset -p $$ | sed 's/.*: //' >&3", NULL);
		_exit(1);
	}
	busy();
	CHECK(get(0), own);
	if (!getenv("NOFILE")) CHECK(from_file(), own);
	return 0;
}
