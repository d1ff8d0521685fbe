//abi 32
//difftest:
//difftest: -v
//difftest: -X verbose
/* Calls that only i386 has, or has in an older form. */
#include "fam.h"
#include <asm/ldt.h>
#include <sys/resource.h>
#include <sys/select.h>

int main(void)
{
	struct { unsigned long n; void *r, *w, *e, *t; } sel = { 1, buf, 0, buf + 128, buf + 256 };
	struct { unsigned long addr, len, prot, flags, fd, off; } map = { 0, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 4096 };
	struct user_desc ldt = { .entry_number = -1, .base_addr = 0x1000, .limit = 0xfff, .seg_32bit = 1, .useable = 1 };
	struct { int name[2]; int nlen; void *old; size_t *oldlen; void *new; size_t newlen; int unused[4]; } ctl = { { 1, 2 }, 2, buf, 0, 0, 0 };
	unsigned short groups[4] = { 1, 2, 3 };
	unsigned short r, e, s;
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	syscall(82, &sel);			 /* select */
	syscall(82, 8L);
	munmap((void *)syscall(90, &map), 8192); /* mmap */
	C(oldstat, "file", buf);
	C(oldlstat, "missing", buf);
	C(oldfstat, fd, buf);
	C(stat64, "file", buf);
	C(fstat64, fd, buf);
	C(lstat64, "missing", buf);
	C(fstatat64, AT_FDCWD, "file", buf, AT_SYMLINK_NOFOLLOW);
	C(_llseek, fd, 1, 2, buf, SEEK_SET);
	C(ftruncate64, fd, 5, 0);
	C(truncate64, "missing", 0, 1);
	C(pread64, fd, buf, 5, 1, 1);
	C(readahead, fd, 4096, 0, 100);
	C(fadvise64, fd, 0, 1, 10, POSIX_FADV_WILLNEED);
	C(fadvise64_64, fd, 0, 1, 10, 2, POSIX_FADV_DONTNEED);
	C(sync_file_range, fd, 1, 0, 2, 0, 7);
	C(getuid);
	C(getuid32);
	C(setgroups, 3, groups);
	C(getgroups, 0, 0);
	C(getresuid, &r, &e, &s);
	C(setreuid, -1, -1);
	C(chown, "file", -1, 0);
	C(lchown32, "missing", -1, 5);
	C(setfsuid, -1);
	C(nice, 0);
	C(waitpid, -1, buf, 1);
	C(signal, SIGUSR1, SIG_IGN);
	C(sigaction, SIGUSR2, 0, buf);
	C(sigpending, buf);
	C(sigprocmask, SIG_BLOCK, 0, buf);
	C(sgetmask);
	C(ssetmask, 0);
	C(time, buf);
	C(stime, BAD);
	C(gettimeofday, buf, 0);
	C(clock_gettime, CLOCK_REALTIME, buf);
	C(clock_gettime64, CLOCK_REALTIME, buf);
	C(clock_getres_time64, CLOCK_MONOTONIC, buf);
	C(utimensat_time64, AT_FDCWD, "missing", 0, 0);
	C(utimensat, AT_FDCWD, "missing", 0, 0);
	C(pselect6_time64, 0, 0, 0, 0, buf + 256, 0);
	C(ppoll_time64, 0, 0, buf + 256, 0, 8);
	C(futex_time64, buf, 0, 5, buf + 256);
	C(getrlimit, RLIMIT_STACK, buf);
	C(ugetrlimit, RLIMIT_STACK, buf);
	C(olduname, BAD);
	C(oldolduname, BAD);
	C(readdir, fd, buf, 1);
	C(set_thread_area, &ldt);
	C(get_thread_area, &ldt);
	C(modify_ldt, 0, buf, 16);
	C(modify_ldt, 17, &ldt, 16);
	C(modify_ldt, 5, BAD, 1);
	C(vm86, 0, 0);
	C(vm86old, BAD);
	C(iopl, 9);
	C(ioperm, 0, -1, 1);
	C(_sysctl, &ctl);
	C(bdflush, 9, 0);
	C(uselib, "missing");
	C(idle);
	C(create_module, "x", 4096);
	C(get_kernel_syms, 0);
	C(query_module, 0, 0, buf, 10, 0);
	C(afs_syscall);
	C(break);
	C(ftime);
	C(gtty);
	C(lock);
	C(mpx);
	C(prof);
	C(profil);
	C(stty);
	C(ulimit);
	C(vserver);
	return 0;
}
