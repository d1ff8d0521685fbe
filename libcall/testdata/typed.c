// A library whose functions nobody describes but its debugging information.
#include "typed.h"

int typed_numbers(short s, unsigned u, signed char c, unsigned char uc, long l, unsigned long long ull, _Bool b, char ch) { return -(s + (int)u + c + uc + (int)l + (int)ull + b + ch); }
double typed_floats(float f, double d, long double ld, int after) { return f + d + ld + after; }
const char *typed_text(const char *s, char *buf, size_t n) { return n ? s : buf; }
enum shade typed_enum(enum shade e, pid_t pid) { return pid ? e : DARK; }
struct spot typed_spot(struct spot s, const struct spot *p, struct spot *q) { *q = *p; s.x++; return s; }
shape_t typed_shape(const shape_t *s, shape_t by) { by.next = 0; by.name = s->name; return by; }
int typed_many(union any u, const char *const *list, int (*f)(int), void *p, ...) { return f(u.i) + (list != p); }
int typed_complex(double _Complex z, int after) { return (int)z + after; }
unsigned char typed_list(int n, va_list list) { return n + va_arg(list, int); }
void typed_nothing(void) {}
