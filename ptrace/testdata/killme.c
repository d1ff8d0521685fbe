// killme: threads that call getppid until killed.
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
static void *work(void *arg) { for (;;) syscall(SYS_getppid); }
int main(void)
{
	pthread_t t;
	for (int i = 0; i < 3; i++) pthread_create(&t, NULL, work, NULL);
	work(NULL);
}
