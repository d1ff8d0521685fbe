// memory: tells, as arguments of getpid calls, of a page whose bytes count up and that unmapped memory follows, of one
// that may not be read, and of the last two pages, mapped from a file that fills only the first.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
	unsigned char *p = mmap(NULL, 3 * 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < 3 * 4096; i++) p[i] = i * 7;
	munmap(p + 8192, 4096);
	unsigned char *q = mmap(NULL, 2 * 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < 2 * 4096; i++) q[i] = i * 7;
	mprotect(q + 4096, 4096, PROT_NONE);
	int fd = memfd_create("x", 0);
	ftruncate(fd, 4096);
	unsigned char *f = mmap(NULL, 2 * 4096, 3, MAP_SHARED, fd, 0);
	for (int i = 0; i < 4096; i++) f[i] = i * 7;
	syscall(SYS_getpid, p + 4096, q, f);
	return 0;
}
