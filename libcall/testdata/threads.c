// Eight threads that call malloc and free as often as the argument says.
#include <pthread.h>
#include <stdlib.h>

static int n;

static void *run(void *arg)
{
	for (int i = 0; i < n; i++)
		free(malloc(i % 64));
	return arg;
}

int main(int argc, char **argv)
{
	pthread_t t[8];
	n = argc > 1 ? atoi(argv[1]) : 1;
	for (int i = 0; i < 8; i++)
		pthread_create(&t[i], NULL, run, NULL);
	for (int i = 0; i < 8; i++)
		pthread_join(t[i], NULL);
	return 0;
}
