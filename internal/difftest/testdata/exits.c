//golden: no whether a wait sees that a child goes on is left to time
//loose
//difftest: -f
/* The ways in which processes end and stop: statuses, signals, stops and
 * continuations; vfork; waiting for each. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(void (*f)(void), int options)
{
	int st, pid = fork();

	if (!pid) {
		f();
		_exit(0);
	}
	while (waitpid(pid, &st, options) == pid && !WIFEXITED(st) && !WIFSIGNALED(st))
		if (WIFSTOPPED(st))
			kill(pid, SIGCONT);
}

static void zero(void) { }
static void many(void) { _exit(255); }
static void killed(void) { raise(SIGKILL); }
static void term(void) { raise(SIGTERM); }
static void fault(void) { *(volatile int *)16 = 0; }
static void stop(void) { raise(SIGSTOP); _exit(4); }
static void tstp(void) { raise(SIGTSTP); _exit(5); }
static void trap(void) { __asm__ volatile("int3"); }
static void fpe(void) { volatile int z = 0; z = 1 / z; }

int main(void)
{
	struct rlimit none = { 0, 0 };
	int st;

	setrlimit(RLIMIT_CORE, &none);
	child(zero, 0);
	child(many, 0);
	child(killed, 0);
	child(term, 0);
	child(fault, 0);
	child(stop, WUNTRACED | WCONTINUED);
	child(tstp, WUNTRACED);
	child(trap, 0);
	child(fpe, 0);
	if (!vfork())
		_exit(7);
	wait(&st);
	if (!vfork()) {
		execl("/bin/true", "true", (char *)0);
		_exit(8);
	}
	wait3(&st, 0, 0);
	waitpid(-1, &st, WNOHANG);
	return 42;
}
