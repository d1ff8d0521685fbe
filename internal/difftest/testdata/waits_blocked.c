//golden: no when each waits for which is left to time
//difftest: -f
/* Calls that wait: what is shown of them when a signal interrupts them, and
 * when the program is killed in the middle. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fds[2], ep;
static long aio;
static mqd_t mq;
static sigset_t usr;
static struct timespec ten = { 10, 5 };
static siginfo_t info;

static void on_alarm(int sig) { }

static void do_pause(void) { syscall(SYS_pause); }
static void do_suspend(void) { syscall(SYS_rt_sigsuspend, &usr, 8); }
static void do_timedwait(void) { syscall(SYS_rt_sigtimedwait, &usr, &info, &ten, 8); }
static void do_wait_null(void) { syscall(SYS_rt_sigtimedwait, &usr, 0, 0, 8); }
static void do_nanosleep(void) { struct timespec t = ten; syscall(SYS_nanosleep, &t, &t); }
static void do_nanosleep_null(void) { syscall(SYS_nanosleep, &ten, 0); }
static void do_clock(void) { struct timespec r; syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &ten, &r); }
static void do_abstime(void)
{
	struct timespec t = { 4000000000u, 0 };

	syscall(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &t, &t);
}
static void do_select(void)
{
	fd_set r;
	struct timeval t = { 10, 0 };

	FD_ZERO(&r);
	FD_SET(fds[0], &r);
#ifdef SYS__newselect
	syscall(SYS__newselect, fds[0] + 1, &r, 0, 0, &t);
#else
	syscall(SYS_select, fds[0] + 1, &r, 0, 0, &t);
#endif
}
static void do_pselect(void)
{
	fd_set r;
	struct { void *p; size_t n; } m = { &usr, 8 };

	FD_ZERO(&r);
	FD_SET(fds[0], &r);
	syscall(SYS_pselect6, fds[0] + 1, &r, 0, 0, 0, &m);
}
static void do_poll(void) { struct pollfd p = { fds[0], POLLIN }; syscall(SYS_poll, &p, 1, -1); }
static void do_ppoll(void) { struct pollfd p = { fds[0], POLLIN }; syscall(SYS_ppoll, &p, 1, 0, &usr, 8); }
static void do_epoll_wait(void) { struct epoll_event e[2]; syscall(SYS_epoll_wait, ep, e, 2, -1); }
static void do_epoll_pwait(void) { struct epoll_event e[2]; syscall(SYS_epoll_pwait, ep, e, 2, -1, &usr, 8); }
static void do_getevents(void) { struct io_event e[2]; syscall(SYS_io_getevents, aio, 1, 2, e, 0); }
static void do_receive(void) { char b[8192]; unsigned p; mq_receive(mq, b, sizeof b, &p); }

static void (*const calls[])(void) = {
	do_pause, do_suspend, do_timedwait, do_wait_null, do_nanosleep, do_nanosleep_null, do_clock, do_abstime,
	do_select, do_pselect, do_poll, do_ppoll, do_epoll_wait, do_epoll_pwait, do_getevents,
	do_receive,
};

int main(void)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	struct itimerspec soon = { .it_value = { 0, 20000000 } };
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	struct epoll_event ee = { EPOLLIN, { .u64 = 7 } };
	timer_t t;
	unsigned i;

	pipe(fds);
	ep = epoll_create1(0);
	epoll_ctl(ep, EPOLL_CTL_ADD, fds[0], &ee);
	mq = mq_open("/gotrace-difftest", O_RDWR | O_CREAT, 0600, 0);
	mq_unlink("/gotrace-difftest");
	syscall(SYS_io_setup, 1, &aio);
	sigset_t chld;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, 0); /* its stop would interrupt usleep */
	sigemptyset(&usr);
	sigaddset(&usr, SIGUSR1);
	sigaction(SIGALRM, &sa, 0);
	for (i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (!fork()) {
			timer_create(CLOCK_MONOTONIC, &ev, &t);
			timer_settime(t, 0, &soon, 0);
			calls[i]();
			_exit(0);
		}
		wait(0);
	}
	for (i = 0; i < sizeof calls / sizeof *calls; i++) {
		int pid = fork();

		if (!pid) {
			calls[i]();
			_exit(0);
		}
		usleep(30000);
		kill(pid, SIGKILL);
		usleep(30000);
		waitpid(pid, 0, 0);
	}
	return 0;
}
