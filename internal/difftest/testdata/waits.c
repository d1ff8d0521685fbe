//difftest:
//difftest: -y
//difftest: -X raw
//difftest: -X verbose
//difftest: -e verbose=none
/* Waiting for descriptors: select, poll, epoll; eventfd, inotify, timerfd. */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#ifdef SYS__newselect
#define SELECT SYS__newselect
#else
#define SELECT SYS_select
#endif

int main(void)
{
	int p[2], ep, i;
	fd_set r, w, x;
	struct timeval tv = { 0, 0 };
	struct timespec ts = { 0, 0 };
	sigset_t usr;
	struct { void *p; size_t n; } mask = { &usr, 8 };
	struct epoll_event ev = { EPOLLIN | EPOLLOUT | EPOLLET, { .u64 = 0x1122334455667788 } }, got[4];
	uint64_t one = 1;

	sigemptyset(&usr);
	sigaddset(&usr, SIGUSR1);
	pipe(p);
	for (i = 0; i < 2; i++) {
		FD_ZERO(&r); FD_ZERO(&w); FD_ZERO(&x);
		FD_SET(p[0], &r); FD_SET(p[1], &w); FD_SET(p[0], &x);
		syscall(SELECT, p[1] + 1, &r, i ? &w : 0, &x, &tv);
		FD_SET(p[0], &r); FD_SET(p[1], &w);
		syscall(SYS_pselect6, p[1] + 1, &r, i ? &w : 0, 0, &ts, &mask);
		struct pollfd f[3] = { { p[0], POLLIN | POLLPRI }, { -1, POLLIN }, { i ? p[1] : p[0], i ? POLLOUT : POLLIN } };
		syscall(SYS_poll, f, 3, 0);
		syscall(SYS_ppoll, f, 3, &ts, &usr, 8);
		f[1].fd = 99;
		syscall(SYS_poll, f, 3, 0);
	}
	syscall(SELECT, 0, 0, 0, 0, &tv);
	syscall(SELECT, -1, &r, 0, 0, 0);
	syscall(SELECT, p[1] + 1, 1L, 0, 0, &tv);
	syscall(SYS_poll, 0, 0, 0);
	syscall(SYS_poll, 1L, 2, 0);
#ifdef __i386__
	long old[5] = { p[1] + 1, 0, (long)&w, 0, (long)&tv };
	FD_SET(p[1], &w);
	syscall(SYS_select, old);
	syscall(SYS_select, 1L);
#endif

	ep = epoll_create1(EPOLL_CLOEXEC);
	epoll_create(0);
	epoll_create(5);
	epoll_ctl(ep, EPOLL_CTL_ADD, p[1], &ev);
	epoll_ctl(ep, EPOLL_CTL_ADD, p[1], &ev);
	epoll_ctl(ep, EPOLL_CTL_MOD, p[1], &ev);
	syscall(SYS_epoll_wait, ep, got, 4, 0);
	syscall(SYS_epoll_wait, ep, got, 4, 0);
	syscall(SYS_epoll_pwait, ep, got, 4, 0, &usr, 8);
	syscall(SYS_epoll_pwait, ep, got, -1, 0, &usr, 8);
	syscall(441, ep, got, 4, &(uint64_t[]){ 0, 0 }, &usr, 8);
	epoll_ctl(ep, EPOLL_CTL_DEL, p[1], &ev);

	int e = eventfd(3, EFD_NONBLOCK | EFD_CLOEXEC | EFD_SEMAPHORE);
	read(e, &one, 8);
	write(e, &one, 8);
	eventfd(3, 0x10000);
	syscall(SYS_eventfd, 3);

	int in = inotify_init1(IN_NONBLOCK);
	inotify_add_watch(in, ".", IN_ALL_EVENTS | IN_ONLYDIR);
	inotify_add_watch(in, "absent", IN_CREATE);
	inotify_rm_watch(in, 1);
	inotify_rm_watch(in, 9);

	int t = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	struct itimerspec it = { { 5, 6 }, { 1000, 0 } }, was;
	timerfd_settime(t, 0, &it, &was);
	it.it_value.tv_nsec = -1;
	timerfd_settime(t, TFD_TIMER_ABSTIME, &it, 0);
	timerfd_gettime(99, &was);
	timerfd_create(77, TFD_CLOEXEC);

	int s = signalfd(-1, &usr, SFD_CLOEXEC);
	signalfd(s, &usr, 0);
	syscall(SYS_signalfd, 99, &usr, 8);
	return 0;
}
