// spawner: a child per round, each executes true; the filter of its tracer is inherited. 0 if all went well.
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	if (argc > 1) return syscall(SYS_getppid) > 0 && syscall(SYS_getppid) > 0 ? 21 : 22;
	for (int i = 0; i < 3; i++) {
		int st;
		pid_t pid = fork();
		if (pid == 0) { execl(argv[0], argv[0], "x", NULL); _exit(1); }
		if (waitpid(pid, &st, 0) != pid || !WIFEXITED(st) || WEXITSTATUS(st) != 21) return 1;
		if (syscall(SYS_getppid, 0L) <= 0) return 2;
	}
	return 0;
}
