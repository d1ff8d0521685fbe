// Unloads a library in a child, and goes on to use it itself: 100 calls of strlen from
// the library before, 100 from the child's own before it unloads it, 100 behind that.
// With LIBRARY it is the library.
#include <string.h>
#ifdef LIBRARY
int work(const char *s)
{
	int n = 0;

	for (int i = 0; i < 100; i++)
		n += strlen(s);
	return n;
}
#else
#include <dlfcn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	void *lib = dlopen(argv[1], RTLD_NOW);
	int (*work)(const char *) = dlsym(lib, "work");
	int n = work("one"), status = 0;

	if (fork() == 0) {
		n = work("two");
		dlclose(lib);
		lib = dlopen("libm.so.6", RTLD_NOW); // has other stubs
		_exit(n != 300 || lib == NULL);
	}
	wait(&status);
	n += work("three");
	printf("%d %d\n", n, status);
	return 4;
}
#endif
