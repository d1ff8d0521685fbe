// stops: stops itself by SIGSTOP and by SIGTSTP, handles SIGCONT and SIGUSR1, sleeps on.
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t conts, usr1;
static void on(int sig) { if (sig == SIGCONT) conts++; else usr1++; }
int main(void)
{
	struct sigaction sa;
	setpgid(0, 0); /* SIGTSTP does not stop an orphaned process group */
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on;
	sigaction(SIGCONT, &sa, NULL);
	sigaction(SIGUSR1, &sa, NULL);
	raise(SIGSTOP);
	if (conts != 1) return 1;
	raise(SIGTSTP);
	if (conts != 2) return 2;
	raise(SIGUSR1);
	if (usr1 != 1) return 3;
	signal(SIGUSR1, SIG_IGN);
	raise(SIGUSR1);
	struct timespec ts = {0, 20000000};
	if (nanosleep(&ts, NULL)) return 4;
	return 0;
}
