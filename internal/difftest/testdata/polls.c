/* Waiting for descriptors and events. */
#include "fam.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

int main(void)
{
	struct pollfd p[3] = { { 0, POLLIN | POLLPRI }, { 99, POLLOUT }, { -1, 0 } };
	struct timespec ts = { 0, 1000 };
	struct timeval tv = { 0, 10 };
	struct epoll_event ev = { EPOLLIN | EPOLLET | EPOLLONESHOT, { .u64 = 0x123456789 } };
	struct itimerspec its = { { 0, 0 }, { 100, 5 } };
	unsigned long set[32] = { 5 };
	unsigned long mask[2] = { 0x204 };
	int fds[2], ep, i, t;

	pipe(fds);
	write(fds[1], "x", 1);
	p[0].fd = fds[0];
	C(poll, p, 3, 0);
	C(poll, p, 3, -1);
	C(poll, p + 2, 1, 1);
	C(poll, BAD, 1, 0);
	C(poll, 0, 0, 1);
	C(ppoll, p, 1, &ts, mask, 8);
	C(ppoll, p + 2, 1, &ts, 0, 8);
	set[0] = 1 << fds[0];
#ifdef __i386__
	C(_newselect, fds[0] + 1, set, 0, 0, &tv);
	long args[5] = { 0, 0, 0, 0, (long)&tv };
	C(select, args);
#else
	C(select, fds[0] + 1, set, 0, 0, &tv);
	C(select, 0, 0, 0, 0, &tv);
	C(select, -1, set, set, set, 0);
	C(epoll_create, 10);
	C(epoll_wait, 99, &ev, 1, 0);
#endif
	C(pselect6, 0, 0, 0, 0, &ts, 0);
	struct { void *m; long n; } sig = { mask, 8 };
	C(pselect6, fds[0] + 1, set, 0, set, &ts, &sig);
	ep = C(epoll_create1, EPOLL_CLOEXEC);
	C(epoll_ctl, ep, EPOLL_CTL_ADD, fds[0], &ev);
	C(epoll_ctl, ep, EPOLL_CTL_MOD, fds[0], &ev);
	C(epoll_ctl, ep, EPOLL_CTL_ADD, fds[0], &ev);
	C(epoll_ctl, ep, EPOLL_CTL_DEL, 99, 0);
	C(epoll_pwait, ep, buf, 4, 0, mask, 8);
	C(epoll_pwait, ep, buf, 4, 0, 0, 8);
	C(epoll_pwait, ep, BAD, 0, 0, 0, 8);
	C(epoll_pwait2, ep, buf, 4, &ts, 0, 8);
	C(eventfd, 3);
	C(eventfd2, 3, O_NONBLOCK | 1);
	C(signalfd4, -1, mask, 8, SFD_CLOEXEC | SFD_NONBLOCK);
	C(signalfd, 99, mask, 8);
	t = C(timerfd_create, CLOCK_MONOTONIC, TFD_NONBLOCK);
	C(timerfd_settime, t, TFD_TIMER_ABSTIME, &its, buf);
	C(timerfd_settime, 99, 0, BAD, 0);
	C(timerfd_gettime, 99, buf);
	i = C(inotify_init1, IN_CLOEXEC);
	C(inotify_init);
	C(inotify_add_watch, i, ".", IN_CREATE | IN_DELETE | IN_ONLYDIR);
	C(inotify_add_watch, i, "none", IN_ALL_EVENTS);
	C(inotify_rm_watch, i, 1);
	C(inotify_rm_watch, i, 7);
	C(fanotify_mark, 99, 1, 2, -1, "none", 0);
	return 0;
}
