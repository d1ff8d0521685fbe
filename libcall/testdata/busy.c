// Threads that call library functions and check what they return, until standard
// input ends; then the program tells how often, and whether all was well.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int stop, wrong;
static atomic_long rounds;

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void *run(void *arg)
{
	while (!stop) {
		char *words[4];
		for (int i = 0; i < 4; i++) {
			words[i] = malloc(16);
			snprintf(words[i], 16, "%ld.%d", (long)arg, 3 - i);
		}
		qsort(words, 4, sizeof *words, compare);
		for (int i = 0; i < 4; i++) {
			if (strlen(words[i]) != 3 || words[i][2] != '0' + i)
				wrong++;
			free(words[i]);
		}
		rounds++;
		if ((long)arg % 4 == 0)
			usleep(100);
	}
	return arg;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 4;
	pthread_t t[16];
	char c;
	for (long i = 0; i < n; i++)
		pthread_create(&t[i], NULL, run, (void *)i);
	printf("ready\n");
	fflush(stdout);
	while (read(0, &c, 1) > 0) {
		printf("%d\n", wrong);
		fflush(stdout);
	}
	stop = 1;
	for (long i = 0; i < n; i++) {
		void *r;
		pthread_join(t[i], &r);
		wrong += r != (void *)i;
	}
	printf("%s %d\n", rounds > 0 ? "ran" : "idle", wrong);
	return 5;
}
