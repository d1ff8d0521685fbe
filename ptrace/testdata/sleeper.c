// sleeper: prints "ready", sleeps until its standard input ends.
#include <stdio.h>
#include <unistd.h>
int main(void)
{
	char c;
	puts("ready");
	fflush(stdout);
	while (read(0, &c, 1) == 1) ;
	return 0;
}
