//golden: no when each waits for which is left to time
//difftest: -f
/* Calls on descriptors that block while another process goes on. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int fds[2];

/* end ends a child, after a while: not while its parent is still busy with what
 * it has waited for. */
static void end(void)
{
	usleep(30000);
	_exit(0);
}

/* later lets another process write to the pipe after a while. */
static void later(void)
{
	if (!fork()) {
		usleep(30000);
		write(fds[1], "some data", 9);
		end();
	}
}

int main(void)
{
	char a[4], b[8];
	struct iovec v[2] = { { a, sizeof a }, { b, sizeof b } };
	struct flock l = { F_WRLCK, SEEK_SET, 0, 1 };
	int f, other[2];

	pipe(fds);
	pipe(other);
	f = open("f", O_RDWR | O_CREAT, 0600);
	mkfifo("p", 0600);

	later(), readv(fds[0], v, 2), wait(0);
	later(), syscall(SYS_splice, fds[0], 0, other[1], 0, 9L, 0), wait(0);
	later(), tee(fds[0], other[1], 4, 0), wait(0);
	if (!fork()) {
		fcntl(f, F_SETLK, &l);
		usleep(30000);
		l.l_type = F_UNLCK;
		fcntl(f, F_SETLK, &l);
		end();
	}
	usleep(15000);
	fcntl(f, F_SETLKW, &l);
	wait(0);
	if (!fork()) {
		f = open("f", O_RDONLY);
		flock(f, LOCK_EX);
		usleep(30000);
		flock(f, LOCK_UN);
		end();
	}
	usleep(15000);
	flock(f, LOCK_SH);
	wait(0);
	if (!fork()) {
		usleep(30000);
		open("p", O_WRONLY);
		end();
	}
	open("p", O_RDONLY);
	wait(0);
	return 0;
}
