// Functions whose debugging information has to say what these lines say. What begins
// with none_ has no prototype: a part of it is not understood.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum shade { DARK, LIGHT = 5, BRIGHT = -2, LAST = 2147483647 };
struct spot { short x, y; };
typedef struct spot spot_t;
union any { int i; double d; char text[4]; };
struct hidden;
struct numbers {
	signed char c;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned u;
	long l;
	unsigned long ul;
	long long ll;
	unsigned long long ull;
	_Bool b;
	char ch;
	float f;
	double d;
	long double ld;
	wchar_t w;
	uint16_t fixed;
	size_t size;
	pid_t pid;
	mode_t mode;
};
struct bits { unsigned a : 3, b : 7; int c : 5; unsigned long long d : 33; short e : 9; unsigned : 0; unsigned char f : 1; };
struct __attribute__((packed)) tight { char c; int i; short s; double d; };
struct node {
	char name[12];
	unsigned char raw[3];
	int grid[2][2];
	struct spot spots[3];
	const char *text;
	enum shade shade;
	union any any;
	struct { int inner; char c; } unnamed;
	struct { long own; };
	void *anything;
	int (*call)(int);
	struct hidden *hidden;
	struct node *next, *back;
	struct timespec when;
	char *names[2];
};

int take_integers(signed char c, unsigned char uc, short s, unsigned short us, int i, unsigned u, long l, unsigned long ul, long long ll, unsigned long long ull, _Bool b, char ch) { return i; }
double take_floats(float f, double d, long double ld, int after, float g) { return d; }
long double give_long_double(void) { return 1; }
float give_float(int a) { return a; }
const char *take_text(const char *s, char *buf, const wchar_t *w, size_t n) { return s; }
char *give_text(void) { return 0; }
enum shade take_enum(enum shade e, pid_t pid, mode_t mode, uid_t uid, clockid_t clock) { return e; }
struct spot take_spot(struct spot s, const struct spot *p, struct spot *q) { return s; }
spot_t take_named(spot_t s, const spot_t *p) { return s; }
struct numbers take_numbers(const struct numbers *n, struct numbers by, int after) { return by; }
int take_bits(const struct bits *b, struct bits by, int after) { return after; }
int take_tight(const struct tight *p, struct tight by, int after) { return after; }
struct node *take_node(const struct node *n, struct node *m, int after) { return m; }
union any take_any(union any u, int after) { return u; }
int take_pointers(void *p, const void *q, const int *i, int *o, const char *const *v, char **w, const double *d, int (*f)(int), struct hidden *h, const struct hidden *k, const unsigned char *raw) { return 0; }
int take_list(int n, va_list l) { return n; }
int take_more(const char *s, ...) { return 0; }
int take_times(const struct timespec *t, struct tm *tm, const struct tm *k) { return 0; }
void take_nothing(void) {}

struct odd { int before; double _Complex z; int after; };
int none_complex(double _Complex z, int after) { return after; }
int none_odd(struct odd o) { return o.after; }
int none_vector(int a __attribute__((mode(SI))), float v __attribute__((vector_size(16)))) { return a; }
static int none_static(int a) { return a; }
int (*none_used)(int) = none_static;
