//difftest: -f
//loose
/* Processes: made, waited for, asked about. */
#include "fam.h"
#include <linux/futex.h>
#include <linux/sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/sysinfo.h>

int main(void)
{
	struct clone_args ca = { .flags = CLONE_CLEAR_SIGHAND, .exit_signal = SIGCHLD };
	struct rlimit rl = { 100, 4096 };
	struct timespec ts = { 0, 1000 };
	unsigned word = 5;
	int st, pid;

	if (!(pid = fork()))
		_exit(1);
	C(waitid, P_PID, pid, buf, WEXITED | WNOWAIT, 0);
	C(wait4, pid, &st, 0, buf);
	C(wait4, -1, &st, WNOHANG, 0);
	if (!(pid = C(clone3, &ca, sizeof ca)))
		_exit(2);
	C(waitid, P_ALL, 0, buf, WEXITED | WSTOPPED, buf + 4096);
	C(clone3, &ca, 8);
	C(clone3, BAD, sizeof ca);
	if (!(pid = vfork()))
		_exit(3);
	C(wait4, -1, &st, __WALL, 0);
	pid = fork();
	if (!pid) {
		raise(SIGSTOP);
		abort();
	}
	C(wait4, pid, &st, WUNTRACED, 0);
	kill(pid, SIGCONT);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	C(wait4, pid, &st, WCONTINUED, 0);
	C(wait4, pid, &st, 0, 0);
	C(execve, "none", (char *[]){ "none", "arg", 0 }, (char *[]){ "A=1", 0 });
	C(execve, "none", BAD, 0);
	C(execveat, AT_FDCWD, "none", (char *[]){ "none", 0 }, 0, AT_SYMLINK_NOFOLLOW);
	C(prctl, PR_SET_NAME, "a new name");
	C(prctl, PR_GET_NAME, buf);
	C(prctl, PR_GET_DUMPABLE);
	C(prctl, PR_SET_DUMPABLE, 1);
	C(prctl, PR_SET_PDEATHSIG, SIGTERM);
	C(prctl, PR_GET_PDEATHSIG, &st);
	C(prctl, PR_CAPBSET_READ, 3);
	C(prctl, PR_GET_SECCOMP);
	C(prctl, PR_SET_SECCOMP, 9, 0);
	C(prctl, PR_GET_TIMERSLACK);
	C(prctl, PR_SET_NO_NEW_PRIVS, 0, 1);
	C(prctl, 9999, 1, 2, 3, 4);
	C(getrlimit, RLIMIT_NOFILE, buf);
	C(setrlimit, RLIMIT_CPU, &(struct rlimit){ 99999, RLIM_INFINITY });
	C(prlimit64, 0, RLIMIT_AS, 0, buf);
	C(prlimit64, 0, 99, BAD, 0);
	C(getrusage, 9, buf);
	C(personality, 0xffffffff);
	C(uname, buf);
	C(uname, BAD);
	C(sysinfo, BAD);
	C(setpgid, 0, 0);
	C(getpgid, 99999999);
	C(getsid, 99999999);
	C(setsid);
	C(kcmp, getpid(), getpid(), 0, 1, 1);
	C(pidfd_open, getpid(), 0);
	C(pidfd_open, -1, 1);
	C(pidfd_send_signal, 99, 0, 0, 0);
	C(pidfd_getfd, 99, 0, 0);
	C(futex, &word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 5, &ts);
	C(futex, &word, FUTEX_WAKE, 1);
	C(futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 6, 0, 0, -1);
	C(futex, &word, FUTEX_CMP_REQUEUE, 1, 2, &word, 9);
	C(futex, &word, FUTEX_WAKE_OP, 1, 1, &word, 0x11000002);
	C(futex, &word, 99, 1, 1, &word, 1);
	C(set_robust_list, buf, 24);
	C(get_robust_list, 0, BAD, BAD);
	C(set_tid_address, buf);
	C(seccomp, 2, 0, &(int){ 0x7fff0000 });
	C(seccomp, 9, 1, BAD);
	C(getrandom, buf, 0, 1);
	C(getrandom, BAD, 3, 8);
	C(getcpu, BAD, 0, 0);
	C(unshare, 0);
	C(unshare, 1);
	C(setns, 99, CLONE_NEWNET);
	C(ptrace, 99, getpid(), 1, 2);
	C(kill, 99999999, SIGHUP);
	C(tgkill, getpid(), getpid(), 0);
	C(tkill, 99999999, SIGUSR2);
	C(exit, 0x1234);
	return 0;
}
