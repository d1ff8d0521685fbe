// ids UID GID NGROUPS: 0 if it runs with those.
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	uid_t r, e, s;
	gid_t gr, ge, gs;
	uid_t u = atoi(argv[1]);
	gid_t g = atoi(argv[2]);
	getresuid(&r, &e, &s);
	getresgid(&gr, &ge, &gs);
	if (r != u || e != u || s != u) return 1;
	if (gr != g || ge != g || gs != g) return 2;
	return getgroups(0, NULL) == atoi(argv[3]) ? 0 : 3;
}
