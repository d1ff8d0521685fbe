// Does for a second after a byte has come what a program may do, and goes on doing
// it when its tracer is killed meanwhile: calls from several threads, exceptions,
// loading and unloading of modules.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>
#include <stdexcept>
#include <time.h>
#include <unistd.h>

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int refuses(const void *a, const void *b)
{
	throw std::runtime_error("no order");
}

static bool late(const timespec &end)
{
	timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec > end.tv_nsec);
}

static void *run(void *arg)
{
	timespec end = *(timespec *)arg;
	long wrong = 0, rounds = 0;
	while (!late(end)) {
		char *words[4];
		for (int i = 0; i < 4; i++) {
			words[i] = (char *)malloc(16);
			snprintf(words[i], 16, "w%d", 3 - i);
		}
		qsort(words, 4, sizeof *words, compare);
		for (int i = 0; i < 4; i++) {
			wrong += strlen(words[i]) != 2 || words[i][1] != '0' + i;
			free(words[i]);
		}
		if (++rounds % 64 == 0) {
			int v[] = {2, 1}, caught = 0;
			try {
				qsort(v, 2, sizeof *v, refuses);
			} catch (std::exception &e) {
				caught = strlen(e.what());
			}
			wrong += caught != 8;
		}
	}
	return (void *)wrong;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 4;
	pthread_t t[16];
	char c;
	puts("ready");
	fflush(stdout);
	if (read(0, &c, 1) != 1)
		return 1;
	timespec end;
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec++;
	for (int i = 0; i < n; i++)
		pthread_create(&t[i], NULL, run, &end);
	while (!late(end)) {
		void *m = dlopen("libutil.so.1", RTLD_LAZY);
		if (!m || !dlsym(m, "openpty") || dlclose(m) != 0)
			return 2;
		usleep(10000);
	}
	long wrong = 0;
	for (int i = 0; i < n; i++) {
		void *r;
		pthread_join(t[i], &r);
		wrong += (long)r;
	}
	printf("%ld wrong\n", wrong);
	return 5;
}
