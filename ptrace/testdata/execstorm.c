// execstorm N: with threads that are busy with system calls, leader among them, one thread executes this program again
// with N-1; 7 at the end.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
static char **args;
static int n;
static void *busy(void *arg) { for (;;) syscall(SYS_getppid); }
static void *run(void *arg)
{
	char left[16];
	snprintf(left, sizeof left, "%d", n - 1);
	for (int i = 0; i < 50; i++) syscall(SYS_getppid);
	execl(args[0], args[0], left, NULL);
	_exit(1);
}
int main(int argc, char **argv)
{
	pthread_t t;
	args = argv;
	n = atoi(argv[1]);
	if (n == 0) return 7;
	for (int i = 0; i < 3; i++) pthread_create(&t, NULL, busy, NULL);
	pthread_create(&t, NULL, run, NULL);
	busy(NULL);
}
