//golden: no whether a thread begins before the process ends is left to time
//difftest: -f -y
//difftest: -f -yy
//difftest: -f -X verbose
//loose
/* Processes by descriptor: signals, waiting, taking descriptors, advice. */
#include "fam.h"
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>

#define P_PIDFD 3

int main(void)
{
	siginfo_t si;
	struct iovec v = { buf, 4096 };
	struct pollfd p;
	int child = fork(), fd, mem;

	if (!child) {
		pause();
		_exit(0);
	}
	mem = C(memfd_create, "taken", 0);
	fd = C(pidfd_open, child, 0);
	C(pidfd_open, child, O_NONBLOCK);
	C(pidfd_open, child, O_EXCL | 0x10000);
	C(pidfd_open, 0, 0);
	C(pidfd_getfd, fd, mem, 0);
	C(pidfd_getfd, fd, 0, 0);
	C(pidfd_getfd, -1, 0, 5);
	C(setns, fd, CLONE_NEWUTS | CLONE_NEWIPC);
	C(process_madvise, fd, &v, 1L, MADV_COLD, 0);
	C(process_madvise, fd, BAD, 1L, 99, 5);
	C(process_mrelease, fd, 0);
	C(pidfd_send_signal, fd, 0, 0, 0);
	C(pidfd_send_signal, fd, SIGTERM, 0, 0);
	p.fd = fd;
	p.events = POLLIN;
	poll(&p, 1, 5000);
	C(waitid, P_PIDFD, fd, &si, WEXITED | WNOWAIT, 0);
	C(waitid, P_PIDFD, fd, &si, WEXITED, 0);
	C(pidfd_send_signal, fd, SIGTERM, 0, 0);
	C(pidfd_send_signal, -1, SIGKILL, BAD, 7);
	C(waitid, P_PIDFD, -1, &si, WEXITED | WNOHANG, BAD);
	return 0;
}
