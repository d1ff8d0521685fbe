#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

enum shade { DARK, LIGHT = 5, BRIGHT = -2 };
struct spot { short x, y; };
struct shape {
	const char *name;
	struct spot at;
	enum shade shade;
	double area;
	unsigned low : 3, high : 5;
	int sides[3];
	struct shape *next;
};
typedef struct shape shape_t;
union any { int i; double d; };

int typed_numbers(short s, unsigned u, signed char c, unsigned char uc, long l, unsigned long long ull, _Bool b, char ch);
double typed_floats(float f, double d, long double ld, int after);
const char *typed_text(const char *s, char *buf, size_t n);
enum shade typed_enum(enum shade e, pid_t pid);
struct spot typed_spot(struct spot s, const struct spot *p, struct spot *q);
shape_t typed_shape(const shape_t *s, shape_t by);
int typed_many(union any u, const char *const *list, int (*f)(int), void *p, ...);
int typed_complex(double _Complex z, int after);
unsigned char typed_list(int n, va_list list);
void typed_nothing(void);
