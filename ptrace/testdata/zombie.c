// zombie: the leader ends, another thread ends the process with 4 after 10 calls.
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
static void *work(void *arg)
{
	for (int i = 0; i < 10; i++) { syscall(SYS_getppid); usleep(1000); }
	exit(4);
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, work, NULL);
	pthread_exit(NULL);
}
