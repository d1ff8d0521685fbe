// Calls each function of typed.c.
#include "typed.h"

static int twice(int v) { return 2 * v; }

static unsigned char list(int n, ...) {
	va_list l;
	va_start(l, n);
	unsigned char c = typed_list(n, l);
	va_end(l);
	return c;
}

int main(void) {
	char buf[8] = "buffer";
	const char *words[] = { "one", 0 };
	struct spot a = { 1, -2 }, b;
	shape_t last = { "last", { 3, 4 }, LIGHT, 0.5, 1, 2, { 7, 8, 9 }, 0 }, first = { "first", { -5, 6 }, BRIGHT, 1.25, 7, 31, { 1, 2, 3 }, &last };
	union any u = { .i = 21 };
	typed_numbers(-3, 4000000000u, -100, 200, -5, 1ull << 40, 1, 'x');
	typed_floats(0.5f, 2.25, 4.125L, 1);
	typed_text("text", buf, 3);
	typed_enum(LIGHT, 1);
	typed_enum(77, 1);
	typed_spot(a, &a, &b);
	typed_shape(&first, last);
	typed_many(u, words, twice, words);
	typed_complex(1.5, 2);
	list(1, 2);
	typed_nothing();
	return 0;
}
