//difftest:
//difftest: -v
//difftest: -y
//difftest: -s 3
//difftest: -X raw
/* Calls on descriptors, made the plain way and once or more each. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/memfd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

#define call(name, ...) syscall(SYS_##name, ##__VA_ARGS__)

#ifdef __i386__
#define FCNTL SYS_fcntl64
#else
#define FCNTL SYS_fcntl
#endif

static char buf[4096];

static void vectors(int fd)
{
	char a[4], b[100];
	struct iovec v[3] = { { a, sizeof a }, { b, sizeof b }, { 0, 0 } };

	lseek(fd, 0, SEEK_SET);
	call(readv, fd, v, 3);
	call(readv, fd, v, 2);
	call(readv, -1, v, 2);
	call(preadv, fd, v, 2, 30L, 0L);
	call(preadv2, fd, v, 2, -1L, -1L, 1);
	v[1].iov_len = 3;
	call(writev, fd, v, 2);
	call(pwritev, fd, v, 1, 5L, 1L);
	call(pwritev2, fd, v, 1, 0L, 0L, 0);
	call(writev, fd, 0, 1);
}

static void locks(int fd)
{
	struct flock l = { F_WRLCK, SEEK_SET, 5, 10 };
	struct flock64 m = { F_RDLCK, SEEK_END, -5, 0 };
	struct f_owner_ex o = { F_OWNER_PGRP, 1 };

	syscall(FCNTL, fd, F_SETLK, &l);
	syscall(FCNTL, fd, F_GETLK, &l);
	syscall(FCNTL, fd, F_SETLKW, &l);
	syscall(FCNTL, fd, F_SETLK, 0);
	syscall(FCNTL, fd, F_OFD_SETLK, &m);
	syscall(FCNTL, fd, F_OFD_GETLK, &m);
	syscall(FCNTL, fd, 12, &m);
	syscall(FCNTL, fd, 13, &m);
	syscall(FCNTL, fd, F_SETOWN_EX, &o);
	syscall(FCNTL, fd, F_GETOWN_EX, &o);
	flock(fd, LOCK_EX | LOCK_NB);
	flock(fd, LOCK_UN);
}

static void commands(int fd, int pipe)
{
	int mem;

	syscall(FCNTL, fd, F_DUPFD, 20);
	syscall(FCNTL, fd, F_DUPFD_CLOEXEC, 30);
	syscall(FCNTL, fd, F_SETFD, FD_CLOEXEC);
	syscall(FCNTL, fd, F_GETFD);
	syscall(FCNTL, pipe, F_GETFD);
	syscall(FCNTL, fd, F_GETFL);
	syscall(FCNTL, fd, F_SETFL, O_NONBLOCK | O_APPEND);
	syscall(FCNTL, fd, F_GETFL);
	syscall(FCNTL, fd, F_SETSIG, SIGUSR1);
	syscall(FCNTL, fd, F_GETSIG);
	syscall(FCNTL, fd, F_SETSIG, 0);
	syscall(FCNTL, fd, F_GETSIG);
	syscall(FCNTL, fd, F_SETOWN, 0);
	syscall(FCNTL, fd, F_GETOWN);
	syscall(FCNTL, fd, F_SETLEASE, F_UNLCK);
	syscall(FCNTL, fd, F_GETLEASE);
	syscall(FCNTL, pipe, F_GETPIPE_SZ);
	syscall(FCNTL, pipe, F_SETPIPE_SZ, 8192);
	syscall(FCNTL, fd, F_NOTIFY, DN_CREATE);
	syscall(FCNTL, fd, 99, 5);
	syscall(FCNTL, -1, F_GETFL);
	mem = call(memfd_create, "memory", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	syscall(FCNTL, mem, F_GET_SEALS);
	syscall(FCNTL, mem, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL);
	syscall(FCNTL, mem, F_GET_SEALS);
	call(memfd_create, "no such size", MFD_HUGETLB | 63 << 26);
}

static void copies(int a, int b, int *p)
{
	loff_t in = 5, out = 7;
	long pos = 3;

	call(copy_file_range, a, &in, b, &out, 10L, 0);
	call(copy_file_range, a, 0, b, 0, 10L, 9);
	call(sendfile, b, a, &pos, 5L);
	call(sendfile, b, a, 0, 5L);
	call(sendfile, b, -1, &pos, 5L);
#ifdef SYS_sendfile64
	call(sendfile64, b, a, &in, 5L);
#endif
	in = 1;
	call(splice, a, &in, p[1], 0, 5L, SPLICE_F_MOVE);
	call(tee, p[0], p[0], 5L, 0);
	call(splice, p[0], 0, b, &out, 3L, 0);
	call(vmsplice, p[1], &(struct iovec){ "some data", 9 }, 1L, SPLICE_F_NONBLOCK);
}

static void directory(void)
{
	int d;

	mkdir("d", 0700);
	close(open("d/a", O_CREAT, 0600));
	symlink("a", "d/l");
	mkfifo("d/p", 0600);
	d = open("d", O_RDONLY | O_DIRECTORY);
	call(getdents64, d, buf, 8L);
	call(getdents64, -1, buf, sizeof buf);
	call(getdents, d, buf, 4L);
	lseek(d, 0, SEEK_END);
	call(getdents64, d, buf, sizeof buf);
}

int main(void)
{
	struct stat st;
	struct statfs sf;
	int a, b, p[2];

	a = open("a", O_RDWR | O_CREAT, 0644);
	b = open("b", O_RDWR | O_CREAT, 0644);
	write(a, "0123456789abcdefghijklmnopqrstuvwxyz\n\t\"\\\001\200", 42);
	write(a, "", 0);
	write(-1, "abc", 3);
	write(a, (void *)1, 3);
	lseek(a, 0, SEEK_SET);
	read(a, buf, sizeof buf);
	read(a, buf, sizeof buf);
	read(-1, buf, sizeof buf);
	pread(a, buf, 3, 2);
	pwrite(a, "xyz", 3, 0x100000000LL >> 20);
	lseek(a, -1, SEEK_CUR);
	lseek(a, -1000, SEEK_SET);
	lseek(a, 0, SEEK_HOLE);
	vectors(a);
	pipe(p);
	call(pipe2, buf, O_CLOEXEC | O_NONBLOCK);
	call(pipe2, buf, 1);
	commands(a, p[0]);
	locks(b);
	copies(a, b, p);
	directory();
	fstat(-1, &st);
	fstatfs(-1, &sf);
	fchmod(a, 0600);
	fchown(a, -1, -1);
	ftruncate(a, 100);
	ftruncate(a, -1);
	posix_fadvise(a, 0, 10, POSIX_FADV_WILLNEED);
	fallocate(a, FALLOC_FL_KEEP_SIZE, 0, 10);
	fallocate(a, 0, 0, 0);
	readahead(a, 0, 10);
	sync_file_range(a, 0, 10, SYNC_FILE_RANGE_WRITE);
	fsync(p[0]);
	fdatasync(a);
	call(syncfs, -1);
	dup(a);
	dup2(a, 40);
	dup3(a, 41, O_CLOEXEC);
	dup3(a, a, 0);
	call(close_range, 40, 41, 0);
	call(close_range, 50, 3, 4);
	close(a);
	close(a);
	return 0;
}
