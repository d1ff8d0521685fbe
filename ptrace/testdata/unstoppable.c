// unstoppable HOW: prints "ready" once it waits for a child made by vfork, or its leader is a zombie, or ("later") its
// leader will be one after SIGUSR1; goes on when its standard input ends and prints "ok".
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
static void wait_for_end(void)
{
	char c;
	write(1, "ready\n", 6);
	while (read(0, &c, 1) == 1) ;
}
static void *thread(void *arg)
{
	wait_for_end();
	write(1, "ok\n", 3);
	_exit(0);
}
int main(int argc, char **argv)
{
	pthread_t t;
	int st;
	if (strcmp(argv[1], "vfork")) {
		sigset_t set;
		int sig;
		sigemptyset(&set);
		sigaddset(&set, SIGUSR1);
		sigprocmask(SIG_BLOCK, &set, NULL);
		pthread_create(&t, NULL, thread, NULL);
		if (!strcmp(argv[1], "later")) sigwait(&set, &sig);
		syscall(SYS_exit, 0);
	}
	pid_t pid = vfork();
	if (pid == 0) {
		wait_for_end();
		_exit(3);
	}
	if (waitpid(pid, &st, 0) != pid || WEXITSTATUS(st) != 3) return 1;
	write(1, "ok\n", 3);
	return 0;
}
