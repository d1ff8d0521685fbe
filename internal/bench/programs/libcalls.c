// libcalls N: calls strlen(3) N times, through its slot.
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	size_t sum = 0;
	char *volatile s = argv[argc - 1]; // strlen is pure: it would be called once

	for (long n = argc > 1 ? atol(argv[1]) : 100000; n > 0; n--)
		sum += strlen(s);
	return sum == 0;
}
