// m32 (with -m32): a mapping above 2 GB, a failing call, a child.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
	void *p = (void *)syscall(SYS_mmap2, 0x90000000, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (p != (void *)0x90000000) return 1;
	if (syscall(SYS_close, -5) != -1) return 2;
	pid_t pid = fork();
	if (pid == 0) _exit(9);
	int st;
	return waitpid(pid, &st, 0) == pid && WEXITSTATUS(st) == 9 ? 0 : 3;
}
