/* Signals: sent, caught, blocked, ignored, queued with a value; a handler that
 * interrupts a call; the end by a signal. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void handler(int sig) { }
static void action(int sig, siginfo_t *si, void *u) { }

int main(void)
{
	struct sigaction sa = { .sa_handler = handler };
	struct sigaction si = { .sa_sigaction = action, .sa_flags = SA_SIGINFO | SA_RESTART };
	sigset_t set, old;
	union sigval v = { .sival_int = 77 };
	int pid = getpid();

	sigaction(SIGUSR1, &sa, 0);
	sigaction(SIGUSR2, &si, 0);
	sigaction(SIGRTMIN, &si, 0);
	sigaction(SIGRTMAX, &si, 0);
	signal(SIGPIPE, SIG_IGN);
	kill(pid, SIGUSR1);
	raise(SIGUSR2);
	sigqueue(pid, SIGRTMIN, v);
	sigqueue(pid, SIGRTMAX, v);
	kill(pid, SIGPIPE);
	kill(pid, SIGWINCH);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &old);
	kill(pid, SIGUSR1);
	sigpending(&set);
	sigprocmask(SIG_SETMASK, &old, 0);
	sigaction(SIGALRM, &sa, 0);
	struct itimerval it = { .it_value.tv_usec = 20000 };
	setitimer(ITIMER_REAL, &it, 0);
	pause();
	setitimer(ITIMER_REAL, &it, 0);
	struct timespec ts = { 5, 0 };
	nanosleep(&ts, &ts);
	kill(pid, 0);
	kill(pid, 99);
	sigaction(SIGSEGV, &(struct sigaction){ .sa_handler = SIG_DFL }, 0);
	*(volatile int *)8 = 1;
	return 0;
}
