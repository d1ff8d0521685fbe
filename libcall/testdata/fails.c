// Functions that fail, each with another errno, in two threads.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void *fails(void *arg)
{
	open("/nonexistent/x", O_RDONLY);
	close(777);
	chdir("/dev/null");
	mkdir("/", 0777);
	return fopen("/", "w");
}

int main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, fails, NULL);
	pthread_join(t, NULL);
	return fails(NULL) != NULL;
}
