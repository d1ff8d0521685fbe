// Gets SIGTRAP and SIGUSR1 by turns, as often as another process can send them,
// while it calls strlen 5000 times. None may be lost: the next is sent when the one
// before has been handled.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile struct { int sent, handled, done; } *shared;

static void handle(int sig)
{
	if (strchr("a", 'b') == NULL)
		shared->handled++;
}

int main(void)
{
	struct sigaction sa = {.sa_handler = handle};
	volatile size_t n = 0;

	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	sigaction(SIGTRAP, &sa, NULL);
	sigaction(SIGUSR1, &sa, NULL);
	pid_t me = getpid(), sender = fork();
	if (sender == 0) {
		while (!shared->done)
			if (shared->sent == shared->handled) {
				shared->sent++;
				kill(me, shared->sent % 2 ? SIGTRAP : SIGUSR1);
			}
		_exit(0);
	}
	for (int i = 0; i < 5000; i++)
		n += strlen("four");
	shared->done = 1;
	waitpid(sender, NULL, 0);
	for (int i = 0; i < 1000 && shared->sent != shared->handled; i++)
		usleep(1000);
	printf("%zu %s\n", n, shared->sent == shared->handled ? "all" : "lost");
	return 3;
}
