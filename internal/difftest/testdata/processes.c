//loose
//difftest: -f
//difftest: -f -X verbose
/* Processes: clone in its forms, waiting, executing, futexes, prctl, limits. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int child(void *p) { _exit(p ? 3 : 0); }

static void clones(void)
{
	static char stack[16384];
	int st, tid = 0;
	struct rusage ru;

	pid_t pid = clone(child, stack + sizeof stack, CLONE_FS | CLONE_FILES | CLONE_PARENT_SETTID | SIGCHLD, &tid, &tid, 0, 0);
	waitpid(pid, &st, 0);
	struct clone_args a;
	memset(&a, 0, sizeof a);
	a.exit_signal = SIGCHLD;
	pid = syscall(SYS_clone3, &a, sizeof a);
	if (pid == 0)
		_exit(7);
	wait4(pid, &st, __WALL, &ru);
	a.flags = CLONE_PARENT_SETTID;
	a.parent_tid = (uintptr_t)&tid;
	pid = syscall(SYS_clone3, &a, 64L);
	if (pid == 0)
		pause();
	siginfo_t si;
	waitid(P_PID, pid, &si, WEXITED | WNOHANG);
	kill(pid, SIGTERM);
	waitid(P_PID, pid, &si, WEXITED | WNOWAIT);
	waitid(P_ALL, 0, &si, WEXITED);
	syscall(SYS_clone3, &a, 8L);
	waitpid(-1, &st, WNOHANG);
	pid = vfork();
	if (pid == 0)
		_exit(5);
	waitpid(pid, NULL, 0);
}

static void execs(void)
{
	char *argv[] = { "nothing", "with \"quotes\"", "and\ttabs", 0 }, *none[] = { 0 };

	execve("/nonexistent", argv, none);
	execve("/nonexistent", NULL, NULL);
	execve("", none, argv);
	execve("/etc/passwd", (char **)8, (char **)16);
	syscall(SYS_execveat, -100, "", argv, none, 0x1000);
	if (fork() == 0)
		execve("/bin/true", argv, argv + 1), _exit(1);
	wait(NULL);
}

static void prctls(void)
{
	char name[17] = "";
	int v;

	prctl(PR_SET_NAME, "renamed");
	prctl(PR_GET_NAME, name);
	prctl(PR_SET_NAME, "a name that is too long");
	prctl(PR_SET_PDEATHSIG, SIGUSR1);
	prctl(PR_GET_PDEATHSIG, &v);
	prctl(PR_GET_DUMPABLE);
	prctl(PR_SET_DUMPABLE, 1);
	prctl(PR_GET_KEEPCAPS);
	prctl(PR_CAPBSET_READ, 0);
	prctl(PR_GET_SECUREBITS);
	prctl(PR_SET_TIMERSLACK, 70000);
	prctl(PR_GET_TIMERSLACK);
	prctl(PR_MCE_KILL_GET, 0, 0, 0, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 0);
	prctl(PR_GET_CHILD_SUBREAPER, &v);
	prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
	prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0);
	prctl(PR_GET_SECCOMP);
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, 1, 0, 0);
	prctl(PR_GET_TSC, &v);
	prctl(PR_SET_SECCOMP, 9, 8, 0, 0);
	prctl(9999, 1, 2, 3, 4);
}

static void futexes(void)
{
	uint32_t w = 1;
	struct timespec ts = { 0, 1000 };

	syscall(SYS_futex, &w, FUTEX_WAIT, 2, NULL, NULL, 0);
	syscall(SYS_futex, &w, FUTEX_WAIT_PRIVATE, 1, &ts, NULL, 0);
	syscall(SYS_futex, &w, FUTEX_WAKE, 1, NULL, NULL, 0);
	syscall(SYS_futex, &w, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 1, &ts, NULL, -1);
	syscall(SYS_futex, &w, FUTEX_CMP_REQUEUE, 1, 2, &w, 5);
	syscall(SYS_futex, &w, FUTEX_WAKE_OP, 1, 1, &w, FUTEX_OP(FUTEX_OP_ADD, 1, FUTEX_OP_CMP_GT, 0));
	syscall(SYS_futex, &w, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
	syscall(SYS_futex, (void *)1, 99, 1, NULL, NULL, 0);
}

int main(void)
{
	struct rlimit lim;
	struct rusage ru;
	struct tms tms;
	struct utsname un;

	clones();
	execs();
	prctls();
	futexes();
	getrlimit(RLIMIT_NOFILE, &lim);
	setrlimit(RLIMIT_NOFILE, &lim);
	getrlimit(99, &lim);
	uname(&un);
	uname((void *)16);
	syscall(SYS_getrusage, 77, &ru);
	syscall(SYS_times, (void *)16);
	personality(0xffffffff);
	getpgid(0) == getsid(0);
	setpgid(0, -1);
	syscall(SYS_unshare, 0x10000L);
	syscall(SYS_setns, -1, 0x40000000);
	syscall(SYS_kcmp, 0, 0, 99, 1, 2);
	return 0;
}
