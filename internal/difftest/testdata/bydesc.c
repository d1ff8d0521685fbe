/* Calls about descriptors. */
#include "fam.h"
#include <linux/falloc.h>
#include <poll.h>
#include <sys/ioctl.h>

int main(void)
{
	struct iovec v[3] = { { "one", 3 }, { "", 0 }, { "three\n\001", 7 } };
	struct iovec in[2] = { { buf, 4 }, { buf + 100, 60 } };
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 3, .l_len = 5 };
	int fd, fd2, p[2], n;
	loff_t off = 2;

	fd = C(open, "f", O_RDWR | O_CREAT, 0644);
	fd2 = C(open, "g", O_RDWR | O_CREAT | O_APPEND, 0644);
	C(write, fd, "a text that is longer than thirty-two bytes\n\t\"\\\377", 50);
	C(write, fd, "", 0);
	C(write, fd, BAD, 10);
	C(write, 99, "x", 1);
	C(lseek, fd, 0L, SEEK_SET);
	C(lseek, fd, -1L, SEEK_CUR);
	C(lseek, fd, 0L, SEEK_DATA);
	C(read, fd, buf, 10);
	C(read, fd, buf, 1000);
	C(read, fd, buf, 1000);
	C(read, 99, buf, 10);
	C(read, fd, 0, 0);
	C(writev, fd, v, 3);
	C(writev, 99, v, 1);
	C(readv, fd, in, 2);
	C(readv, fd, BAD, 2);
	C(pread64, fd, buf, 8, 4L, 0L);
	C(pwrite64, fd, "pp", 2, 1L, 0L);
	C(preadv, fd, in, 2, 1L, 0L);
	C(pwritev, fd, v, 3, 60L, 0L);
	C(preadv2, fd, in, 2, 0L, 0L, RWF_HIPRI);
	C(pwritev2, fd, v, 1, -1L, -1L, 0);
	n = C(dup, fd);
	C(dup2, fd, n + 3);
	C(dup3, fd, n + 4, O_CLOEXEC);
	C(dup3, fd, fd, 0);
	C(fcntl, fd, F_GETFL);
	C(fcntl, fd, F_SETFL, O_RDWR | O_NONBLOCK | O_APPEND);
	C(fcntl, fd, F_GETFD);
	C(fcntl, fd, F_SETFD, FD_CLOEXEC);
	C(fcntl, fd, F_DUPFD, 20);
	C(fcntl, fd, F_DUPFD_CLOEXEC, 30);
	C(fcntl, fd, F_SETLK, &fl);
	C(fcntl, fd, F_GETLK, &fl);
	C(fcntl, fd, F_SETOWN, 0);
	C(fcntl, fd, F_GETOWN);
	C(fcntl, fd, F_GETPIPE_SZ);
	C(fcntl, fd, 9999, 1);
	C(fcntl, 99, F_GETFL);
#ifdef __i386__
	C(fcntl64, fd, F_GETFL);
	C(fcntl64, fd, F_SETLK64, &(struct flock64){ .l_type = F_RDLCK, .l_len = 1 });
	C(_llseek, fd, 0, 5, &off, SEEK_SET);
	C(sendfile, fd2, fd, 0, 4);
#endif
	C(flock, fd, LOCK_EX | LOCK_NB);
	C(flock, fd, LOCK_UN);
	C(fallocate, fd, FALLOC_FL_KEEP_SIZE, 0L, 0L, 100L, 0L);
	C(fsync, fd);
	C(fdatasync, 99);
	C(pipe, p);
	C(pipe2, p, O_NONBLOCK | O_CLOEXEC);
	C(pipe2, p, 1);
	C(read, p[0], buf, 10);
	C(write, p[1], "in the pipe", 11);
	C(tee, p[0], p[1], 5, 0);
	C(vmsplice, p[1], v, 1, SPLICE_F_GIFT);
	C(splice, p[0], 0, fd, 0, 4, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
	off = 2;
#ifdef __x86_64__
	C(sendfile, fd2, fd, &off, 4);
#endif
	C(copy_file_range, fd, &off, p[1], 0, 5, 0);
	C(fadvise64, fd, 0L, 0L, 100, POSIX_FADV_RANDOM);
	C(readahead, fd, 0L, 0L, 4096);
	C(sync_file_range, fd, 0L, 0L, 0L, 0L, 2);
	C(memfd_create, "name", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	C(memfd_create, "name", 0x100);
	C(ioctl, fd, FIONREAD, &n);
	C(ioctl, fd, TCGETS, buf);
	C(ioctl, fd, FIOCLEX);
	C(ioctl, p[0], FIONBIO, &n);
	C(ioctl, fd, 0x1234, 5);
	C(ioctl, 99, TIOCGWINSZ, buf);
	C(ioctl, fd, 0x80086601, buf);
	C(close_range, 50, 60, 0);
	C(close_range, 5, 3, 4);
	C(eventfd2, 7, 0x80000);
	C(close, fd);
	C(close, fd);
	C(close, 99);
	return 0;
}
