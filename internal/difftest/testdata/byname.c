/* Calls about files by name. */
#include "fam.h"
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <utime.h>

int main(void)
{
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH };
	struct timespec ts[2] = { { 1000000000, 5 }, { 0, UTIME_OMIT } };
	struct stat st;
	int dir, fd;

	umask(022);
	C(mkdir, "d", 0755);
	C(mkdir, "d", 0700);
	C(mkdirat, AT_FDCWD, "d/e", 0711);
	dir = C(open, "d", O_RDONLY | O_DIRECTORY);
	fd = C(openat, dir, "f", O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0640);
	C(open, "none", O_WRONLY | O_TRUNC | O_NONBLOCK);
	C(open, "d", O_TMPFILE | O_RDWR, 0600);
	C(creat, "c", 0666);
	C(openat2, dir, "f", &how, sizeof how);
	C(openat2, dir, "f", &how, 4);
	C(openat2, dir, BAD, BAD, sizeof how);
	C(open, BAD, 0);
	C(stat, "d", buf);
	C(lstat, "d/f", buf);
	C(fstat, fd, buf);
	C(stat, "none", buf);
	C(fstat, 99, buf);
	C(statx, AT_FDCWD, "d/f", AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC, STATX_BASIC_STATS | STATX_BTIME, buf);
	C(statx, dir, "none", 0, STATX_SIZE, buf);
#ifdef SYS_newfstatat
	C(newfstatat, dir, "f", buf, 0);
	C(newfstatat, AT_FDCWD, "none", buf, AT_SYMLINK_NOFOLLOW);
#else
	C(stat64, "d", buf);
	C(lstat64, "d", buf);
	C(fstat64, fd, buf);
	C(fstatat64, dir, "f", buf, 0);
	C(oldstat, "d", buf);
	C(chown32, "d/f", 0, -1);
	C(lchown32, "d/f", -1, 0);
	C(fchown32, fd, -1, -1);
	C(truncate64, "d/f", 7, 0);
	C(ftruncate64, fd, 9, 0);
	C(statfs64, ".", 84, buf);
	C(fstatfs64, fd, 84, buf);
	C(statfs64, ".", 80, buf);
	C(utimensat_time64, AT_FDCWD, "d/f", 0, 0);
#endif
	C(chmod, "d/f", 0600);
	C(fchmod, fd, 04755);
	C(fchmodat, dir, "f", 0644);
	C(chown, "d/f", -1, -1);
	C(lchown, "d/f", 0, 0);
	C(fchown, fd, -1, 0);
	C(fchownat, dir, "f", 0, 0, AT_SYMLINK_NOFOLLOW);
	C(link, "d/f", "hard");
	C(linkat, dir, "f", AT_FDCWD, "hard2", 0);
	C(linkat, dir, "none", AT_FDCWD, "hard2", AT_SYMLINK_FOLLOW);
	C(symlink, "d/f", "sym");
	C(symlinkat, "a\"b\n", dir, "sym2");
	C(readlink, "sym", buf, sizeof buf);
	C(readlink, "sym", buf, 2);
	C(readlink, "d", buf, 100);
	C(readlinkat, dir, "sym2", buf, 100);
	C(rename, "hard", "hard3");
	C(renameat, AT_FDCWD, "hard3", dir, "hard4");
	C(renameat2, dir, "hard4", AT_FDCWD, "c", 2);
	C(renameat2, dir, "none", AT_FDCWD, "c", 1);
	C(access, "d/f", R_OK | W_OK);
	C(access, "none", F_OK);
	C(faccessat, dir, "f", X_OK);
	C(faccessat2, dir, "f", R_OK, AT_EACCESS);
	C(truncate, "d/f", 4096L);
	C(ftruncate, fd, 100L);
	C(truncate, "none", 0L);
	C(utimensat, AT_FDCWD, "d/f", ts, AT_SYMLINK_NOFOLLOW);
	C(utimensat, fd, 0, 0, 0);
	C(utime, "d/f", buf + 4096);
	C(utimes, "none", 0);
	C(futimesat, dir, "f", 0);
	C(mknod, "fifo", S_IFIFO | 0600, 0);
	C(mknodat, dir, "reg", S_IFREG | 0600, 0);
	C(mknod, "none/dev", S_IFCHR | 0600, 0x103);
	C(statfs, ".", buf);
	C(fstatfs, fd, buf);
	C(statfs, "none", buf);
	memset(buf, 0, 64);
	*(int *)buf = 16;
	C(name_to_handle_at, AT_FDCWD, "none", buf, buf + 4096, 0);
	C(getdents64, dir, buf + 8192, 24);
	C(getdents64, 99, buf, 100);
	C(getdents, 99, buf, 100);
	C(chdir, "d");
	C(chdir, "none");
	C(fchdir, dir);
	C(fchdir, 99);
	C(getcwd, buf, 4096);
	C(getcwd, buf, 2);
	C(chdir, "..");
	C(unlink, "sym");
	C(unlinkat, dir, "sym2", 0);
	C(unlinkat, dir, "e", AT_REMOVEDIR);
	C(rmdir, "none");
	C(chroot, "none");
	C(mount, "src", "none", "type", MS_RDONLY | 2, "data");
	C(umount2, "none", 2);
	C(pivot_root, "none", "other");
	C(swapon, "none", 0);
	C(swapoff, "none");
	C(acct, "none");
	C(quotactl, 0x80000700, "none", 0, buf);
	C(umask, 077);
	C(sync);
	C(syncfs, fd);
	return 0;
}
