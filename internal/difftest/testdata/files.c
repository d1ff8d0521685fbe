//difftest:
//difftest: -v
//difftest: -y
//difftest: -s 3
//difftest: -X raw
//difftest: -X verbose
//difftest: -xx
/* Calls on files by name, made the plain way and once or more each. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#define call(name, ...) syscall(SYS_##name, ##__VA_ARGS__)

static char buf[4096];

/* fix gives a file times that do not change from run to run. */
static void fix(const char *name)
{
	struct timespec ts[2] = { { 1700000000, 123456789 }, { 1700000001, 0 } };

	call(utimensat, AT_FDCWD, name, ts, AT_SYMLINK_NOFOLLOW);
}

static void attributes(void)
{
	setxattr("f", "user.one", "value", 6, XATTR_CREATE);
	setxattr("f", "user.two", "v\0al", 4, 0);
	setxattr("f", "user.two", "val", 3, XATTR_CREATE);
	lsetxattr("f", "user.two", "val", 3, XATTR_REPLACE);
	getxattr("f", "user.one", buf, sizeof buf);
	getxattr("f", "user.one", buf, 2);
	getxattr("f", "user.one", 0, 0);
	lgetxattr("f", "user.none", buf, sizeof buf);
	listxattr("f", buf, sizeof buf);
	llistxattr("f", buf, 3);
	removexattr("f", "user.one");
	lremovexattr("f", "user.one");
}

static void times(void)
{
	struct timespec ts[2] = { { 0, UTIME_NOW }, { 0, UTIME_OMIT } };
	struct timeval tv[2] = { { 1700000000, 123456 }, { 0, 0 } };
	struct utimbuf ut = { 1700000000, 5 };

	call(utimensat, AT_FDCWD, "f", ts, 0);
	call(utimensat, AT_FDCWD, "none", 0, 0);
	call(futimesat, AT_FDCWD, "f", tv);
	call(utimes, "f", tv);
	call(utime, "f", &ut);
	fix("f");
}

static void handles(int fd)
{
	struct { unsigned n; int type; char h[128]; } h = { 0 };
	struct open_how how = { O_RDONLY | O_CLOEXEC, 0, RESOLVE_BENEATH };
	int id;

	call(name_to_handle_at, fd, "f", &h, 0, 0);
	call(name_to_handle_at, fd, "f", 0, &id, AT_SYMLINK_FOLLOW);
	call(openat2, fd, "f", &how, sizeof how);
	how.flags = O_RDWR | O_CREAT, how.mode = 0600;
	call(openat2, AT_FDCWD, "new", &how, sizeof how);
	call(openat2, AT_FDCWD, "../f", &how, sizeof how);
	call(openat2, AT_FDCWD, "new", &how, 7);
}

int main(void)
{
	struct stat st;
	struct statfs sf;
	int dir;

	umask(022);
	umask(027);
	call(getcwd, buf, 3);
	call(mkdir, "d", 0755);
	call(mkdirat, AT_FDCWD, "d", 0700);
	dir = open("d", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	call(open, "f", O_WRONLY | O_CREAT | O_TRUNC, 0644);
	call(openat, dir, "f", O_RDWR | O_CREAT | O_EXCL | O_APPEND, 0600);
	call(openat, AT_FDCWD, ".", O_TMPFILE | O_RDWR, 0600);
	call(openat, -1, "none", O_PATH | O_NOFOLLOW);
	call(creat, "d/c", 0640);
	call(access, "f", R_OK | W_OK);
	call(access, "none", F_OK);
	call(faccessat, dir, "f", X_OK);
	call(chmod, "f", 0600);
	call(fchmodat, AT_FDCWD, "f", 04711);
	call(chown, "f", -1, -1);
	call(lchown, "f", 0, -1);
	call(fchownat, AT_FDCWD, "none", 0, 0, AT_SYMLINK_NOFOLLOW);
	call(link, "f", "g");
	call(linkat, AT_FDCWD, "f", dir, "g", AT_SYMLINK_FOLLOW);
	call(symlink, "a target that is longer than thirty-two bytes", "s");
	call(symlinkat, "f", dir, "s");
	call(readlink, "s", buf, sizeof buf);
	call(readlinkat, dir, "s", buf, sizeof buf);
	call(readlink, "f", buf, sizeof buf);
	call(rename, "g", "h");
	call(renameat, AT_FDCWD, "h", dir, "h");
	call(renameat2, AT_FDCWD, "none", dir, "h", 1);
	call(mknod, "p", S_IFIFO | 0600, 0);
	call(mknodat, dir, "p", S_IFREG | 0600, makedev(1, 3));
	call(truncate, "f", 10000);
	fix("f"), fix("s"), fix("d");
	stat("none", &st);
	lstat("none", &st);
	call(statx, AT_FDCWD, "none", AT_STATX_FORCE_SYNC, 0x7ff, buf);
	call(statfs, "none", &sf);
	call(statfs, "/proc", &sf);
	call(statfs, "/dev", &sf);
	attributes();
	times();
	handles(dir);
	call(chdir, "d");
	call(fchdir, dir);
	call(chroot, "none");
	call(acct, "none");
	call(uselib, "none");
	call(unlink, "f");
	call(unlinkat, AT_FDCWD, "g", 0);
	call(unlinkat, AT_FDCWD, "none", AT_REMOVEDIR);
	call(rmdir, "none");
	call(pivot_root, "none", "none");
	call(umount2, "none", 2);
	call(swapon, "none", 0x8005);
	call(swapoff, "none");
	return 0;
}
