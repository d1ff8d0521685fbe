/* Loads and unloads libraries, which may get each other's addresses, and the
   same name for another file. Arguments: path and function, again and again. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void back(void) { write(1, "p", 1); }

int main(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		void *h = dlopen(argv[i], RTLD_NOW);
		void (*f)(void (*)(void)) = h ? (void (*)(void (*)(void)))dlsym(h, argv[i + 1]) : NULL;
		if (!f) {
			fprintf(stderr, "%s\n", dlerror());
			exit(1);
		}
		f(back);
		dlclose(h);
	}
	return 0;
}
