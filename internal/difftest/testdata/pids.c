//golden: no the end of a child comes before, within or after the call that waits for it
/* What process ids mean, with -Y and in another pid namespace. */
//difftest: -f -Y
//difftest: -f -e decode-pids=comm,pidns
//difftest: -f --pidns-translation
//difftest: -f
//loose
#include "fam.h"
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void calls(void)
{
	int p = C(getpid), t = C(gettid), sv[2], f;
	struct f_owner_ex o = { F_OWNER_TID, t };
	struct ucred u;
	socklen_t l = sizeof u;
	siginfo_t si;

	C(getppid);
	C(kill, p, 0);
	C(kill, -p, 0);
	C(tkill, t, 0);
	C(tgkill, p, t, 0);
	C(getpgid, p);
	C(getpgid, 0);
	C(getpgrp);
	C(getsid, p);
	C(setpgid, 0, p);
	C(getpgrp);
	C(kill, -p, 0);
	C(setpgid, p, 0);
	C(sched_getscheduler, p);
	C(getpriority, PRIO_PROCESS, p);
	C(getpriority, PRIO_PGRP, p);
	C(getpriority, PRIO_USER, 0);
	C(ioprio_get, 1, p);
	C(ioprio_get, 2, p);
	C(setpriority, PRIO_PROCESS, p, 0);
	C(prlimit64, p, RLIMIT_NOFILE, 0, buf);
	C(pidfd_open, p, 0);
	C(fcntl, 0, F_SETOWN, p);
	C(fcntl, 0, F_SETOWN, -p);
	C(fcntl, 0, F_SETOWN_EX, &o);
	C(fcntl, 0, F_GETOWN_EX, &o);
	C(prctl, PR_SET_PTRACER, p);
	C(prctl, PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
	getsockopt(sv[0], SOL_SOCKET, SO_PEERCRED, &u, &l);
	C(kill, 32767, 0);
	f = fork();
	if (f == 0)
		_exit(3);
	C(waitid, P_PID, f, &si, WEXITED | WNOWAIT, 0);
	C(waitid, P_PGID, p, &si, WEXITED | WNOWAIT, 0);
	C(wait4, f, 0, 0, 0);
	C(wait4, -1, 0, 0, 0);
	C(rt_sigqueueinfo, p, 0, &si);
	C(prctl, PR_SET_NAME, "a<b>\"\\\001\377 c");
	C(getpid);
	C(prctl, PR_SET_NAME, "");
	C(getpid);
}

int main(void)
{
	if (unshare(CLONE_NEWPID) == 0) {
		int f = fork();
		if (f == 0) {
			if (fork() == 0) {
				C(setsid);
				calls();
				_exit(0);
			}
			wait(0);
			_exit(0);
		}
		waitpid(f, 0, 0);
	}
	C(getpid);
	return 0;
}
