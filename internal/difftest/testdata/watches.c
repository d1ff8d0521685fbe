//difftest: -y
//difftest: -v
//difftest: -X verbose
/* What watches files: inotify and fanotify, with events. */
#include "fam.h"
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>

static void touched(void)
{
	int f = open("file", O_RDWR | O_CREAT, 0600);

	write(f, "x", 1);
	close(f);
}

static void notes(void)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), n, w;

	w = inotify_add_watch(fd, ".", IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_ONLYDIR | IN_EXCL_UNLINK);
	inotify_add_watch(fd, "missing", IN_ALL_EVENTS | 0x800000);
	inotify_add_watch(fd, ".", IN_MODIFY | IN_MASK_ADD);
	ioctl(fd, _IOW('I', 0, int) /* INOTIFY_IOC_SETNEXTWD */, 77L);
	touched();
	ioctl(fd, FIONREAD, &n);
	C(read, fd, buf, 4096);
	unlink("file");
	C(read, fd, buf, 4096);
	inotify_rm_watch(fd, w);
	C(read, fd, buf, 4096);
	inotify_rm_watch(fd, 1000);
	close(fd);
	inotify_init1(5);
#ifdef SYS_inotify_init
	close(C(inotify_init));
#endif
}

static void fan(int flags, int event, long long mask)
{
	int fd = flags & 0x40000 ? fanotify_init(flags, event) : object(fanotify_init(flags, event), "fanotify"), n = C(read, -1, buf, 0);

	fanotify_mark(fd, FAN_MARK_ADD, mask, AT_FDCWD, ".");
	fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_IGNORED_MASK | FAN_MARK_IGNORED_SURV_MODIFY, FAN_ACCESS, AT_FDCWD, ".");
	fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_DONT_FOLLOW, FAN_ALL_EVENTS | 1LL << 40, AT_FDCWD, "missing");
	touched();
	n = C(read, fd, buf, 4096);
	if (n > 0 && (flags & 0xc) == FAN_CLASS_CONTENT) {
		struct fanotify_response r = { *(int *)(buf + 16), FAN_ALLOW };
		C(write, fd, &r, sizeof r);
	}
	unlink("file");
	C(read, fd, buf, 4096);
	fanotify_mark(fd, FAN_MARK_REMOVE, FAN_MODIFY, AT_FDCWD, ".");
	fanotify_mark(fd, FAN_MARK_FLUSH, 0, AT_FDCWD, ".");
	fanotify_mark(fd, FAN_MARK_FLUSH | FAN_MARK_MOUNT, 0, AT_FDCWD, 0);
	close(fd);
}

int main(void)
{
	notes();
	fan(FAN_CLASS_NOTIF | FAN_NONBLOCK | FAN_CLOEXEC, O_RDONLY | O_LARGEFILE, FAN_MODIFY | FAN_CLOSE_WRITE | FAN_EVENT_ON_CHILD);
	fan(FAN_CLASS_NOTIF | FAN_NONBLOCK | FAN_REPORT_FID | FAN_REPORT_DIR_FID | FAN_REPORT_NAME, O_RDWR, FAN_CREATE | FAN_DELETE | FAN_ONDIR);
	fan(FAN_CLASS_NOTIF | FAN_NONBLOCK | FAN_REPORT_TID | FAN_UNLIMITED_QUEUE, O_RDWR, FAN_OPEN | FAN_OPEN_EXEC | FAN_EVENT_ON_CHILD);
	fan(FAN_CLASS_CONTENT | FAN_CLASS_PRE_CONTENT | 0x40000, -1, FAN_OPEN_PERM);
	return 0;
}
