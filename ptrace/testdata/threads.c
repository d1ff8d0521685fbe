// threads N CALLS: N threads at a time, CALLS getppid each, twice over. 0 if all did their work.
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
static int calls;
static long done;
static void *work(void *arg)
{
	for (int i = 0; i < calls; i++)
		if (syscall(SYS_getppid) <= 0) return NULL;
	__atomic_add_fetch(&done, 1, __ATOMIC_SEQ_CST);
	return NULL;
}
int main(int argc, char **argv)
{
	int n = atoi(argv[1]);
	pthread_t t[n];
	pthread_attr_t a;
	calls = atoi(argv[2]);
	pthread_attr_init(&a);
	pthread_attr_setstacksize(&a, 65536);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < n; i++)
			if (pthread_create(&t[i], &a, work, NULL)) return 1;
		for (int i = 0; i < n; i++) pthread_join(t[i], NULL);
	}
	return done == 2 * n ? 0 : 2;
}
