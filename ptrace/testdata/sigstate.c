// sigstate FD: 0 if no signal is blocked, ignored or handled, and descriptor FD is not open.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	sigset_t set;
	sigprocmask(SIG_SETMASK, NULL, &set);
	for (int i = 1; i < 65; i++) {
		struct sigaction sa;
		if (sigaction(i, NULL, &sa) == 0 && sa.sa_handler != SIG_DFL) return 100 + i;
		if (sigismember(&set, i) == 1) return i;
	}
	return fcntl(atoi(argv[1]), F_GETFD) >= 0 ? 200 : 0;
}
