/* object ends a program that cannot get what it is about; the test says why. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static inline int object(int got, const char *what)
{
	if (got >= 0)
		return got;
	dprintf(2, "no %s here: %s\n", what, strerror(errno));
	_exit(77);
}
