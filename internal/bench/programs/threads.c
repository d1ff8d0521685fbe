// threads T N: T threads call getppid(2) at once, N times each. It prints how far
// the slowest had come when the fastest was done, in percent.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile long done[64];
static pthread_barrier_t barrier;
static long n;
static int threads, first = 1;

static void *work(void *arg)
{
	long me = (long)arg;

	pthread_barrier_wait(&barrier);
	while (done[me] < n) {
		syscall(SYS_getppid);
		done[me]++;
	}
	if (__atomic_exchange_n(&first, 0, __ATOMIC_SEQ_CST)) {
		long min = n;
		for (int i = 0; i < threads; i++)
			if (done[i] < min)
				min = done[i];
		printf("slowest %ld\n", 100 * min / n);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t t[64];

	if (argc < 3)
		return 2;
	threads = atoi(argv[1]), n = atol(argv[2]);
	if (threads < 1 || threads > 64)
		return 2;
	pthread_barrier_init(&barrier, NULL, threads);
	for (long i = 0; i < threads; i++)
		if (pthread_create(&t[i], NULL, work, (void *)i))
			return 1;
	for (int i = 0; i < threads; i++)
		pthread_join(t[i], NULL);
	return 0;
}
