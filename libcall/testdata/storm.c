// Signals that come while functions are being called.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static sigjmp_buf env;
static volatile int jumping, ticks, wrong;

static void tick(int sig)
{
	ticks++;
	wrong += strcmp("a tick", "a tick") != 0;
	if (jumping)
		siglongjmp(env, 1);
}

static void segv(int sig)
{
	siglongjmp(env, 2);
}

static void every(int usec)
{
	struct itimerval t = {{0, usec}, {0, usec}};
	setitimer(ITIMER_REAL, &t, NULL);
}

int main(int argc, char **argv)
{
	static const char text[] = "a text that is longer than what is shown of it";
	char *words[2] = {(char *)text + 3, (char *)text + 7};
	signal(SIGALRM, tick);
	signal(SIGSEGV, segv);
	every(2000);
	// 20000 calls, whatever comes between them.
	for (int i = 0; i < 10000; i++) {
		wrong += strlen(words[i & 1]) != sizeof text - 1 - (i & 1 ? 7 : 3);
		wrong += strchr(words[i & 1], 'z') != NULL;
	}
	while (ticks < 50)
		;
	// Handlers that do not return.
	volatile int jumps = 0;
	if (sigsetjmp(env, 1) == 1)
		jumps++;
	jumping = 1;
	while (jumps < 200)
		wrong += strspn(words[jumps & 1], "qx") != 0;
	jumping = 0;
	every(0);
	// Addresses that cannot be read, at once and after some bytes.
	volatile int faults = 0;
	if (sigsetjmp(env, 1) == 2)
		faults++;
	if (faults < 20)
		wrong += strpbrk((char *)(long)(8 + faults), "x") != NULL;
	// Functions that get addresses and do not read there.
	wrong += strncmp((char *)16, (char *)24, 0) != 0;
	printf("%d wrong, %d faults\n", wrong, faults);
	return 3;
}
