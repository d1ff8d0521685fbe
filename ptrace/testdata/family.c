// family: a child by fork, one by vfork that executes, one by clone3, a grandchild that is orphaned.
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
static int status_of(pid_t pid)
{
	int st;
	if (waitpid(pid, &st, 0) != pid || !WIFEXITED(st)) return -1;
	return WEXITSTATUS(st);
}
int main(int argc, char **argv)
{
	if (argc > 1) return atoi(argv[1]);
	pid_t pid = fork();
	if (pid == 0) _exit(11);
	if (status_of(pid) != 11) return 1;

	pid = vfork();
	if (pid == 0) {
		execl(argv[0], argv[0], "12", NULL);
		_exit(1);
	}
	if (status_of(pid) != 12) return 2;

	struct clone_args ca;
	memset(&ca, 0, sizeof ca);
	ca.exit_signal = SIGCHLD;
	pid = syscall(SYS_clone3, &ca, sizeof ca);
	if (pid == 0) _exit(13);
	if (status_of(pid) != 13) return 3;

	int p[2];
	char c;
	if (pipe(p)) return 4;
	pid = fork();
	if (pid == 0) {
		pid_t middle = getpid();
		if (fork() == 0) {
			while (getppid() == middle) ;
			write(p[1], "x", 1);
			_exit(14);
		}
		_exit(15);
	}
	if (status_of(pid) != 15) return 5;
	close(p[1]);
	return read(p[0], &c, 1) == 1 ? 0 : 6;
}
