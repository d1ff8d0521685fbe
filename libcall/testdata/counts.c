// Calls malloc, strlen and free 2000 times each, from as many places as there are
// ways to link.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile int sink;

int main(int argc, char **argv)
{
	size_t sum = 0;
	for (int i = 0; i < 2000; i++) {
		char *p = malloc(i % 100 + 32);
		if (!p)
			return 1;
		memset(p, 'x', 8);
		p[i % 8] = 0;
		sum += strlen(p);
		free(p);
	}
	printf("%zu\n", sum);
	return 7;
}
