/* Each process counts its calls for -e inject= from one. */
//difftest: -f -e fault=chdir:when=2
//difftest: -f -e fault=chdir:when=2+2 -e trace=chdir
//loose
#include "fam.h"
#include <sys/wait.h>

static void calls(void)
{
	for (int i = 0; i < 5; i++)
		C(chdir, "/");
}

int main(void)
{
	calls();
	for (int i = 0; i < 2; i++) {
		if (fork() == 0) {
			calls();
			_exit(0);
		}
		wait(0);
	}
	calls();
	return 0;
}
