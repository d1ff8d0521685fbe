/* threads N: starts N threads, many of which live at once, which make a few
 * calls and end. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_barrier_t all;

static void *thread(void *last)
{
	getppid();
	if (last)
		pthread_barrier_wait(&all);
	usleep(1000);
	return 0;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 200, i;
	pthread_t *t = calloc(n, sizeof *t);

	/* the first half at once, the others in short succession */
	pthread_barrier_init(&all, 0, n / 2);
	for (i = 0; i < n; i++)
		if (pthread_create(&t[i], 0, thread, i < n / 2 ? &all : 0))
			return 1;
	for (i = 0; i < n; i++)
		if (pthread_join(t[i], 0))
			return 2;
	return 17;
}
