// inherit PROG ARGS: executes PROG with SIGHUP and SIGINT ignored and SIGUSR1 and the real-time signals
// above 34, which the Go runtime unblocks, blocked.
// inherit check: 0 if it finds that.
#include <signal.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	sigset_t set;
	if (!strcmp(argv[1], "check")) {
		struct sigaction sa;
		sigprocmask(SIG_SETMASK, NULL, &set);
		for (int i = 1; i < 65; i++) {
			if (i == 32 || i == 33) continue;
			int ign = sigaction(i, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN;
			if (ign != (i == SIGHUP || i == SIGINT)) return i;
			if (sigismember(&set, i) != (i == SIGUSR1 || i > 34)) return 100 + i;
		}
		return 0;
	}
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	for (int i = 35; i < 65; i++) sigaddset(&set, i);
	sigprocmask(SIG_SETMASK, &set, NULL);
	execv(argv[1], argv + 1);
	return 1;
}
