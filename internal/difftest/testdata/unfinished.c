//golden: no when each waits for which is left to time
//loose
//difftest: -f
/* Calls that block while another process goes on: what is shown before they
 * block, and after. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fds[2];

/* later lets another process write to the pipe after a while. */
static void later(void)
{
	if (!fork()) {
		usleep(30000);
		write(fds[1], "x", 1);
		_exit(0);
	}
}

static void drain(void)
{
	char c;

	read(fds[0], &c, 1);
	wait(0);
}

int main(void)
{
	char buf[8];
	struct pollfd p;
	fd_set r;
	struct timeval tv = { 5, 0 };
	struct timespec ts = { 5, 0 };
	struct epoll_event ev = { .events = EPOLLIN, .data.u64 = 7 };

	pipe(fds);
	later();
	read(fds[0], buf, sizeof buf);
	wait(0);
	p.fd = fds[0], p.events = POLLIN;
	later(), poll(&p, 1, 5000), drain();
	FD_ZERO(&r);
	FD_SET(fds[0], &r);
	later(), select(fds[0] + 1, &r, 0, 0, &tv), drain();
	later(), ppoll(&p, 1, &ts, 0), drain();
	FD_ZERO(&r);
	FD_SET(fds[0], &r);
	later(), pselect(fds[0] + 1, &r, 0, 0, &ts, 0), drain();
	int ep = epoll_create1(0);
	epoll_ctl(ep, EPOLL_CTL_ADD, fds[0], &ev);
	later(), epoll_wait(ep, &ev, 1, 5000), drain();
	int pid = fork();
	if (!pid) {
		usleep(30000);
		_exit(9);
	}
	int st;
	waitpid(pid, &st, 0);
	int pid2 = fork();
	if (!pid2) {
		usleep(30000);
		_exit(10);
	}
	siginfo_t si;
	waitid(P_PID, pid2, &si, WEXITED);
	return 0;
}
