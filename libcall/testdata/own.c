// A library of whose functions nobody has prototypes.
int own_add(int a, int b) { return a + b; }
const char *own_name(const char *prefix) { return prefix; }
long own_minus(long a) { return -a; }
int own_apply(int (*f)(int), int v) { return f(v); }
