// threadexec: a thread that is not the leader executes "threadexec x", which ends with 7. With "zombie", the
// leader has ended before.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <stdio.h>
static char **args;
static int zombie;
static void *idle(void *arg) { for (;;) pause(); }
static int leader_is_zombie(void)
{
	char path[64], buf[256], *p;
	snprintf(path, sizeof path, "/proc/%d/stat", getpid());
	FILE *f = fopen(path, "r");
	size_t n = fread(buf, 1, sizeof buf - 1, f);
	fclose(f);
	buf[n] = 0;
	return (p = strrchr(buf, ')')) && p[2] == 'Z';
}
static void *run(void *arg)
{
	if (zombie) while (!leader_is_zombie()) usleep(1000);
	execl(args[0], args[0], "x", NULL);
	return NULL;
}
int main(int argc, char **argv)
{
	pthread_t t;
	args = argv;
	if (argc > 1 && !strcmp(argv[1], "x")) return 7;
	zombie = argc > 1;
	pthread_create(&t, NULL, idle, NULL);
	pthread_create(&t, NULL, run, NULL);
	if (zombie) pthread_exit(NULL);
	for (;;) pause();
}
