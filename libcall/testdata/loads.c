// Eight threads: two load and unload a library (namespaces.c) all the time, six
// sleep; the first thread waits in read. Each checks that nothing has gone wrong.
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile int stop;
static const char *library;
static long bad, rounds;

static void *sleeps(void *arg)
{
	while (!stop) {
		struct timespec t = {0, 30000000};

		if (nanosleep(&t, NULL))
			bad++;
	}
	return NULL;
}

static void *loads(void *arg)
{
	while (!stop) {
		void *h = dlopen(library, RTLD_NOW);
		int (*work)(const char *) = h ? (int (*)(const char *))dlsym(h, "work") : NULL;

		if (!work || work("abc") != 300)
			bad++;
		if (h)
			dlclose(h);
		rounds++;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t t[8];
	char c;

	library = argv[1];
	for (int i = 0; i < 8; i++)
		pthread_create(&t[i], NULL, i < 2 ? loads : sleeps, NULL);
	while (read(0, &c, 1) > 0)
		;
	stop = 1;
	for (int i = 0; i < 8; i++)
		pthread_join(t[i], NULL);
	printf("bad %ld, ran %d\n", bad, rounds > 0);
	return 5;
}
