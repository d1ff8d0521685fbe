// A program that loads a library into three namespaces, one after the other and at
// once, and the library (-DLIBRARY), which calls malloc, strlen and free 100 times
// for each.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
int work(const char *s)
{
	int n = 0;
	for (int i = 0; i < 100; i++) {
		char *p = malloc(10);
		n += strlen(s);
		free(p);
	}
	return n;
}
#else
int main(int argc, char **argv)
{
	void *held[3];

	for (int i = 0; i < 6; i++) {
		void *h = dlmopen(LM_ID_NEWLM, argv[1], i % 2 ? RTLD_NOW : RTLD_LAZY);
		int (*work)(const char *);

		if (!h || !(work = (int (*)(const char *))dlsym(h, "work")))
			return puts(dlerror());
		printf("%d\n", work("abc"));
		if (i < 3)
			dlclose(h);
		else
			held[i - 3] = h;
	}
	for (int i = 0; i < 3; i++)
		dlclose(held[i]);
	return 7;
}
#endif
