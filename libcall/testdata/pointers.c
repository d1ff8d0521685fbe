// Calls functions whose addresses it also reads as data: the compiler is made to
// take them to registers. 1000 calls of strlen and strtol each from the program
// itself; those that qsort makes of strcmp are none of the program's.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *words[] = {"d", "c", "b", "a"};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char **)a, *(char **)b);
}

int main(void)
{
	size_t sum = 0;

	for (int i = 0; i < 500; i++) {
		sum += strlen(words[i % 4]);
		sum += strtol("10", NULL, 10);
		sum += strlen(words[(i + 1) % 4]);
		sum += strtol("11", NULL, 10);
	}
	size_t (*volatile length)(const char *) = strlen;
	qsort(words, 4, sizeof *words, compare);
	printf("%zu %s %d\n", sum, words[0], length == strlen);
	return 7;
}
