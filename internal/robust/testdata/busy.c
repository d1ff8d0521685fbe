/* busy: several threads that make all sorts of calls and check what these
 * return, until SIGTERM comes. Its status is 42 if nothing was ever wrong. It
 * writes "ready" when it has begun. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static atomic_int over, ticks;

#define CHECK(ok)                                                              \
	do {                                                                   \
		if (!(ok)) {                                                   \
			int e = errno;                                         \
			fprintf(stderr, "busy: line %d: %s: errno %d\n",       \
				__LINE__, #ok, e);                             \
			_exit(1);                                              \
		}                                                              \
	} while (0)

static void *pipes(void *unused)
{
	int p[2];
	char in[512], out[512];

	CHECK(pipe(p) == 0);
	for (int i = 0; !over; i++) {
		memset(out, i, sizeof out);
		CHECK(write(p[1], out, sizeof out) == sizeof out);
		CHECK(read(p[0], in, sizeof in) == sizeof in);
		CHECK(memcmp(in, out, sizeof in) == 0);
	}
	return 0;
}

static void *sleeps(void *unused)
{
	struct timespec ts = { 0, 700000 }, left = { 9, 9 };

	while (!over) {
		CHECK(nanosleep(&ts, &left) == 0);
		CHECK(clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, 0) == 0);
		CHECK(poll(0, 0, 1) == 0);
	}
	return 0;
}

static void *children(void *unused)
{
	for (int i = 0; !over; i++) {
		int st, pid = fork();
		CHECK(pid >= 0);
		if (!pid)
			_exit(i & 127);
		CHECK(waitpid(pid, &st, 0) == pid);
		CHECK(WIFEXITED(st) && WEXITSTATUS(st) == (i & 127));
		usleep(2000);
	}
	return 0;
}

static void *nothing(void *arg) { return arg; }

static void *threads(void *unused)
{
	while (!over) {
		pthread_t t;
		void *r;
		CHECK(pthread_create(&t, 0, nothing, &t) == 0);
		CHECK(pthread_join(t, &r) == 0 && r == &t);
		usleep(2000);
	}
	return 0;
}

static void *maps(void *unused)
{
	while (!over) {
		char *p = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(p != MAP_FAILED);
		p[4096] = 1;
		CHECK(munmap(p, 8192) == 0);
		CHECK(close(-1) == -1 && errno == EBADF);
	}
	return 0;
}

static pthread_t target;

static void tick(int sig) { ticks++; }

/* signals sends signals to a thread that waits for them, and counts. */
static void *waiter(void *unused)
{
	while (!over)
		usleep(100000);
	return 0;
}

static void *signals(void *unused)
{
	for (int sent = 0; !over;) {
		CHECK(pthread_kill(target, SIGUSR1) == 0);
		sent++;
		for (int i = 0; ticks < sent; i++) {
			CHECK(i < 20000);
			usleep(500);
		}
		CHECK(ticks == sent);
	}
	return 0;
}

int main(void)
{
	void *(*jobs[])(void *) = { pipes, sleeps, children, threads, maps, signals };
	pthread_t t[sizeof jobs / sizeof *jobs];
	struct sigaction sa = { .sa_handler = tick, .sa_flags = SA_RESTART };
	sigset_t term;
	int sig;

	sigaction(SIGUSR1, &sa, 0);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &term, 0);
	CHECK(pthread_create(&target, 0, waiter, 0) == 0);
	for (int i = 0; i < sizeof jobs / sizeof *jobs; i++)
		CHECK(pthread_create(&t[i], 0, jobs[i], 0) == 0);
	CHECK(write(1, "ready\n", 6) == 6);
	do
		sig = sigwaitinfo(&term, 0);
	while (sig < 0 && errno == EINTR);
	CHECK(sig == SIGTERM);
	over = 1;
	for (int i = 0; i < sizeof jobs / sizeof *jobs; i++)
		pthread_join(t[i], 0);
	return 42;
}
