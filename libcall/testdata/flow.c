// Ways in which control leaves functions. The name of one is the argument; each
// prints what it has counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

extern char **environ;
static int calls;

static int compare(const void *a, const void *b)
{
	calls++;
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int sorts(void)
{
	char *words[64];
	for (int i = 0; i < 64; i++) {
		words[i] = malloc(8);
		snprintf(words[i], 8, "w%d", i * 37 % 64);
	}
	qsort(words, 64, sizeof *words, compare);
	printf("%d %s %s\n", calls, words[0], words[63]);
	return 0;
}

static int depth;

static int deeper(const void *a, const void *b)
{
	if (++depth < 301) {
		int v[2] = {1, 2};
		qsort(v, 2, sizeof *v, deeper);
	}
	return 0;
}

static int recursion(void)
{
	int v[2] = {1, 2};
	qsort(v, 2, sizeof *v, deeper);
	printf("%d\n", depth);
	return 0;
}

static jmp_buf env;

static int jumps(const void *a, const void *b)
{
	longjmp(env, 1);
}

static int longjumps(void)
{
	static volatile int n;
	for (n = 0; n < 200; n++) {
		int v[2] = {1, 2};
		if (setjmp(env) == 0)
			qsort(v, 2, sizeof *v, jumps);
		else
			calls += strlen("x");
	}
	printf("%d %d\n", n, calls);
	return 0;
}

static sigjmp_buf segv_env;

static void segv(int sig)
{
	siglongjmp(segv_env, 1);
}

static int faults(void)
{
	static volatile int n;
	static volatile size_t got;
	signal(SIGSEGV, segv);
	for (n = 0; n < 20; n++) {
		if (sigsetjmp(segv_env, 1) == 0)
			got += strlen((char *)(long)(8 + n));
		else
			calls++;
	}
	printf("%d %d %zu\n", n, calls, got);
	return 0;
}

// Tail calls: the compiler jumps to the function.
__attribute__((noinline)) static size_t tail(const char *s)
{
	return strlen(s);
}

static int tails(void)
{
	size_t n = 0;
	for (int i = 0; i < 100; i++)
		n += tail("four") + atoi("1");
	printf("%zu\n", n);
	return 0;
}

static int forks(void)
{
	for (int i = 0; i < 10; i++) {
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			free(malloc(10));
			_exit(strlen("abc"));
		}
		int status;
		waitpid(pid, &status, 0);
		calls += WEXITSTATUS(status);
	}
	printf("%d\n", calls);
	return 0;
}

static int vforks(void)
{
	for (int i = 0; i < 10; i++) {
		pid_t pid = vfork();
		if (pid == 0) {
			execl("/bin/true", "true", NULL);
			_exit(1);
		}
		int status;
		waitpid(pid, &status, 0);
		calls += WEXITSTATUS(status) + strlen("a");
	}
	printf("%d\n", calls);
	return 0;
}

static int spawns(void)
{
	char *args[] = {"sh", "-c", "exit 3", NULL};
	pid_t pid;
	int status;
	if (posix_spawn(&pid, "/bin/sh", NULL, NULL, args, environ) != 0)
		return 1;
	waitpid(pid, &status, 0);
	printf("%d ", WEXITSTATUS(status));
	fflush(stdout);
	printf("%d\n", WEXITSTATUS(system("echo shell; exit 5")));
	return 0;
}

static void *thread(void *arg)
{
	for (int i = 0; i < 100; i++)
		free(malloc(i));
	if ((long)arg & 1)
		pthread_exit(arg);
	return arg;
}

static int threads(void)
{
	pthread_t t[8];
	long sum = 0;
	for (long i = 0; i < 8; i++)
		pthread_create(&t[i], NULL, thread, (void *)i);
	for (int i = 0; i < 8; i++) {
		void *r;
		pthread_join(t[i], &r);
		sum += (long)r;
	}
	printf("%ld\n", sum);
	return 0;
}

static void *sleeper(void *arg)
{
	pause();
	return arg;
}

static int cancels(void)
{
	for (int i = 0; i < 10; i++) {
		pthread_t t;
		void *r;
		pthread_create(&t, NULL, sleeper, NULL);
		pthread_cancel(t);
		pthread_join(t, &r);
		calls += r == PTHREAD_CANCELED;
	}
	printf("%d\n", calls);
	return 0;
}

static ucontext_t here, there[2];

static int running;

static int yields(const void *a, const void *b)
{
	swapcontext(&there[running], &here);
	calls++;
	return 0;
}

static void routine(void)
{
	for (int i = 0; i < 10; i++) {
		int v[2] = {1, 2};
		qsort(v, 2, sizeof *v, yields);
	}
}

static int contexts(void)
{
	for (int i = 0; i < 2; i++) {
		getcontext(&there[i]);
		there[i].uc_stack.ss_sp = malloc(65536);
		there[i].uc_stack.ss_size = 65536;
		there[i].uc_link = &here;
		makecontext(&there[i], routine, 0);
	}
	int n = 0;
	for (; n < 20; n++) {
		running = n % 2;
		swapcontext(&here, &there[running]);
	}
	printf("%d %d\n", n, calls);
	return 0;
}

static int libraries(void)
{
	double (*cosine)(double);
	for (int i = 0; i < 3; i++) {
		void *m = dlopen("libm.so.6", RTLD_LAZY);
		if (!m || !(cosine = dlsym(m, "cos")))
			return 1;
		printf("%.1f ", cosine(0));
		if (dlclose(m) != 0)
			return 1;
	}
	printf("%d\n", dlsym(RTLD_NEXT, "malloc") != NULL);
	return 0;
}

static int traps;

static void trapped(int sig)
{
	traps++;
}

static int own(void)
{
	struct sigaction sa = {.sa_handler = trapped}, old;
	sigset_t set, now;
	sigaction(SIGTRAP, &sa, NULL);
	for (int i = 0; i < 10; i++) {
		__asm__ volatile("int3");
		calls += strlen("ab");
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTRAP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int i = 0; i < 10; i++)
		calls += strlen("ab");
	raise(SIGTRAP); // waits
	calls += strlen("ab");
	int before = traps;
	sigprocmask(SIG_SETMASK, NULL, &now);
	sigaction(SIGTRAP, NULL, &old);
	int blocked = sigismember(&now, SIGTRAP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	printf("%d %d %d %d %d\n", calls, before, traps, blocked, old.sa_handler == trapped);
	return 0;
}

static int walks_(const void *a, const void *b)
{
	void *pc[16];
	int n = backtrace(pc, 16);
	calls += n > 3;
	return 0;
}

static int walks(void)
{
	for (int i = 0; i < 10; i++) {
		int v[2] = {1, 2};
		qsort(v, 2, sizeof *v, walks_);
		calls += strlen("x");
	}
	printf("%d\n", calls);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct { const char *name; int (*run)(void); } ways[] = {
		{"sorts", sorts}, {"recursion", recursion}, {"longjumps", longjumps}, {"faults", faults},
		{"tails", tails}, {"forks", forks}, {"vforks", vforks}, {"spawns", spawns},
		{"threads", threads}, {"cancels", cancels}, {"contexts", contexts}, {"libraries", libraries},
		{"own", own}, {"walks", walks},
	};
	for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++)
		if (argc > 1 && strcmp(argv[1], ways[i].name) == 0)
			return ways[i].run();
	return 100;
}
