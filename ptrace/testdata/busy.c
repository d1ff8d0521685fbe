// busy: threads that check their own work until descriptor 0 is closed: system calls that must succeed, sleeps that must
// not be cut short, signals that must all arrive. Prints "ready" first and "ok SIGNALS" last, or what went wrong.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static volatile int stop;
static volatile long got;
static void die(const char *what) { printf("bad: %s: %s\n", what, strerror(errno)); fflush(stdout); _exit(1); }
static void on(int sig) { __atomic_add_fetch(&got, 1, __ATOMIC_SEQ_CST); }
static void *calls(void *arg)
{
	int p[2];
	if (pipe(p)) die("pipe");
	for (unsigned i = 0; !stop; i++) {
		unsigned j;
		if (write(p[1], &i, sizeof i) != sizeof i) die("write");
		if (read(p[0], &j, sizeof j) != sizeof j || j != i) die("read");
	}
	return NULL;
}
static void *sleeps(void *arg)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	while (!stop) {
		struct timespec ts = {0, 3000000}, a, b;
		clock_gettime(CLOCK_MONOTONIC, &a);
		if (nanosleep(&ts, NULL)) die("nanosleep");
		clock_gettime(CLOCK_MONOTONIC, &b);
		if ((b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec < 3000000) die("short sleep");
	}
	return NULL;
}
static void *forks(void *arg)
{
	while (!stop) {
		int st;
		pid_t pid = fork();
		if (pid == 0) _exit(3);
		if (pid < 0) die("fork");
		pid_t w = waitpid(pid, &st, 0);
		if (w != pid) die("waitpid");
		if (!WIFEXITED(st) || WEXITSTATUS(st) != 3) die("child");
	}
	return NULL;
}
static void *nothing(void *arg) { return NULL; }
static void *creates(void *arg)
{
	while (!stop) {
		pthread_t t;
		if (pthread_create(&t, NULL, nothing, NULL)) die("pthread_create");
		pthread_join(t, NULL);
	}
	return NULL;
}
int main(void)
{
	void *(*work[])(void *) = {calls, sleeps, forks, creates};
	pthread_t t[4];
	struct sigaction sa;
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGUSR1, &sa, NULL);
	for (int i = 0; i < 4; i++) pthread_create(&t[i], NULL, work[i], NULL);
	puts("ready");
	fflush(stdout);
	char c;
	while (read(0, &c, 1) == 1) ;
	stop = 1;
	for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
	printf("ok %ld\n", got);
	return 0;
}
