//difftest:
//difftest: -v
//difftest: -X raw
//difftest: -X verbose
/* Mappings, their attributes and policy. */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE 4096L

int main(void)
{
	unsigned char vec[8];
	unsigned long nodes[2] = { 1, 0 };
	int policy, status[2];
	void *at = (void *)0x40000000;
	char *p = mmap(at, 8 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	*p = 1;
	mmap(NULL, 0, PROT_NONE, MAP_SHARED, -1, 0);
	mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, -1, 0x7000);
	mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_HUGETLB | 21 << 26, -1, 0);
	mmap(at, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	mprotect(p, PAGE, PROT_READ | PROT_WRITE);
	mprotect(p + 1, PAGE, PROT_EXEC);
	mprotect(p, PAGE, PROT_READ | PROT_GROWSDOWN);
	madvise(p, PAGE, MADV_DONTNEED);
	madvise(p, PAGE, 99);
	mincore(p, 3 * PAGE, vec);
	mincore(p + 1, PAGE, vec);
	mlock(p, PAGE);
	munlock(p, PAGE);
	syscall(SYS_mlock2, p, PAGE, 1);
	mlockall(0x40);
	munlockall();
	msync(p, PAGE, MS_ASYNC | MS_INVALIDATE);
	mremap(p, 8 * PAGE, 8 * PAGE, 0);
	mremap(p + 1, PAGE, PAGE, MREMAP_MAYMOVE);
	mremap(p + 4 * PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, p + 5 * PAGE);
	syscall(SYS_get_mempolicy, &policy, nodes, 128L, NULL, 0L);
	syscall(SYS_set_mempolicy, 0, NULL, 0L);
	syscall(SYS_mbind, p, PAGE, 2L, nodes, 8L, 1L);
	syscall(SYS_mbind, p + 1, PAGE, 0x8001L, nodes, 8L, 1L);
	void *pages[2] = { p, p + 100 * PAGE };
	syscall(SYS_move_pages, 0, 2L, pages, NULL, status, 2);
	syscall(SYS_pkey_alloc, 1L, 3L);
	syscall(SYS_pkey_free, 99);
	syscall(SYS_membarrier, 0, 0, 0);
	syscall(SYS_membarrier, 99, 1, 2);
	char buf[6] = "abcdef";
	struct iovec l[2] = { { buf, 3 }, { buf + 3, 3 } }, r = { p, 5 };
	syscall(SYS_process_vm_writev, -1, l, 2L, &r, 1L, 0L);
	syscall(SYS_process_vm_readv, -1, l, 2L, &r, 1L, 1L);
	syscall(SYS_userfaultfd, 0x7f);
	syscall(SYS_remap_file_pages, p, PAGE, 0L, 0L, 0L);
	munmap(p, 8 * PAGE);
	munmap(p + 1, 0);
	return 0;
}
