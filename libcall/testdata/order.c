// Four threads that call functions of a library and make system calls in turn.
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// parent calls getppid(2), by no function of a library.
static void parent(long unused)
{
	long n = SYS_getppid;
#ifdef __x86_64__
	__asm__ volatile("syscall" : "+a"(n) : "D"(unused) : "rcx", "r11", "memory");
#else
	__asm__ volatile("int $0x80" : "+a"(n) : "b"(unused) : "memory");
#endif
}

static void *run(void *arg)
{
	for (int i = 0; i < 500; i++) {
		parent(strlen("four"));
		parent((long)strchr("four", 'r'));
	}
	return arg;
}

int main(void)
{
	pthread_t t[4];
	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, run, NULL);
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	return 0;
}
