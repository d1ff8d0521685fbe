// confined installs a filter that answers getppid with ENOSYS, by prctl or, with
// an argument, by seccomp for all threads, and calls getppid: itself, in a
// child, and in a thread that was there before.
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int go[2], gone[2];

static void *other(void *arg)
{
	char c;
	read(go[0], &c, 1);
	long r = syscall(SYS_getppid);
	write(gone[1], &c, 1);
	return (void *)r;
}

int main(int argc, char **argv)
{
	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog p = { 4, f };
	pthread_t t;
	char c = 0;

	pipe(go);
	pipe(gone);
	pthread_create(&t, 0, other, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (argc > 1 ? syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &p)
		     : prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p))
		return 1;
	syscall(SYS_getppid);
	write(go[1], &c, 1);
	read(gone[0], &c, 1);
	pid_t pid = fork();
	if (pid == 0) {
		syscall(SYS_getppid);
		_exit(0);
	}
	waitpid(pid, 0, 0);
	return 0;
}
