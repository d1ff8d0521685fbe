/* Mappings and memory policy. */
#include "fam.h"
#include <linux/mempolicy.h>

int main(void)
{
	char *p, vec[16];
	unsigned long mask = 1;
	struct iovec l = { buf, 16 }, r;

	C(brk, 0);
#ifdef SYS_mmap2
	p = (void *)C(mmap2, 0, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	C(mmap2, 0, 4096, PROT_NONE, MAP_SHARED, 99, 2);
	long old[6] = { 0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0 };
	C(mmap, old);
	C(mmap, BAD);
#else
	p = (void *)C(mmap, 0, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	C(mmap, 0, 4096, PROT_NONE, MAP_SHARED, 99, 8192);
	C(mmap, 0, 4096, PROT_READ | PROT_GROWSDOWN, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_LOCKED, -1, 0);
#endif
	C(mprotect, p, 4096, PROT_READ | PROT_EXEC);
	C(mprotect, 1, 4096, PROT_NONE);
	C(madvise, p, 8192, MADV_DONTNEED);
	C(madvise, p, 8192, 999);
	C(mremap, p + 32768, 4096, 8192, MREMAP_MAYMOVE);
	C(mremap, p, 4096, 4096, MREMAP_FIXED, p);
	C(msync, p, 4096, MS_SYNC | MS_INVALIDATE);
	C(mlock, p, 4096);
	C(mlock2, p, 4096, 1);
	C(munlock, p, 4096);
	C(mlockall, 0);
	C(munlockall);
	C(mincore, p, 16384, vec);
	C(mincore, p + 1, 16384, vec);
	C(mbind, p, 8192, MPOL_PREFERRED, &mask, 8, 0);
	C(mbind, p, 8192, 99, 0, 0, MPOL_MF_MOVE | 8);
	C(get_mempolicy, buf, buf + 64, 64, 0, 0);
	C(set_mempolicy, MPOL_DEFAULT, 0, 0);
	C(process_vm_readv, getpid(), &l, 1, BAD, 1, 0);
	r.iov_base = p + 4096, r.iov_len = 8;
	C(process_vm_readv, getpid(), &l, 1, &r, 1, 0);
	C(process_vm_writev, getpid(), &l, 1, &r, 1, 1);
	C(remap_file_pages, p, 4096, 0, 0, 0);
	C(pkey_alloc, 1, 0);
	C(pkey_free, 99);
	C(pkey_mprotect, p, 4096, PROT_READ, -1);
	C(membarrier, 0, 0, 0);
	C(membarrier, 999, 1, 0);
	C(munmap, p, 65536);
	C(munmap, p + 1, 4096);
	C(userfaultfd, O_CLOEXEC | 4);
	C(move_pages, 0, 0, 0, 0, 0, 2);
	C(migrate_pages, 0, 0, 0, 0);
	return 0;
}
