/* A thread that unmaps its own stack, and ends the process without one. */
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *stack;
static const size_t size = 1 << 20;

__attribute__((noinline)) static void vanish(void)
{
	__asm__ volatile("syscall; mov %3, %%eax; xor %%edi, %%edi; syscall"
			 : : "a"(SYS_munmap), "D"(stack), "S"(size), "i"(SYS_exit_group) : "rcx", "r11", "memory");
}

static void *start(void *arg)
{
	vanish();
	return arg;
}

int main(void)
{
	pthread_attr_t attr;
	pthread_t t;

	stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pthread_attr_init(&attr);
	pthread_attr_setstack(&attr, stack, size);
	pthread_create(&t, &attr, start, NULL);
	pause();
	return 1;
}
