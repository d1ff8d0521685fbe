//difftest: -f
/* A thread that is not its process's leader executes another program: the leader
 * and the other threads are superseded. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *self;

static void *exec_it(void *unused)
{
	char *argv[] = { self, "again", 0 }, *env[] = { 0 };

	usleep(20000);
	execve(self, argv, env);
	return 0;
}

int main(int argc, char **argv)
{
	pthread_t t;

	if (argc > 1)
		return 3;
	self = argv[0];
	if (pthread_create(&t, 0, exec_it, 0))
		return 1;
	for (;;)
		pause();
}
