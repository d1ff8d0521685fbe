// A library of functions of every calling convention (-DLIBRARY), and a program that
// checks what they get and return, and that the x87 is as it was, at several depths.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "conventions.h"

#ifdef __i386__
#define POPS __attribute__((stdcall))
#define REGS __attribute__((regparm(3)))
#define FAST __attribute__((fastcall))
#else
#define POPS
#define REGS
#define FAST
#endif

struct three conv_three(struct three v, int by);
int POPS conv_pops(int a, int b, int c, int d);
int REGS conv_regs(int a, int b, int c, int d);
int FAST conv_fast(int a, int b, int c);
int POPS conv_apply(int (*f)(int), int n);

#ifdef LIBRARY
double conv_halves(double v) { return v / 2; }
float conv_quarters(float v, const char *unit) { return v / 4 + unit[0]; }
long double conv_thirds(long double v) { return v / 3; }
long long conv_wide(long long v, int by) { return v * by; }
const char *conv_texts(const char *a, const char *b, const char *c) { return strlen(a) > strlen(b) ? a : c; }
int conv_twelve(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) { return a - b + c - d + e - f + g - h + i - j + k - l; }
int conv_thirteen(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m) { return conv_twelve(a, b, c, d, e, f, g, h, i, j, k, l) + m; }
void conv_nothing(void) { }
int conv_whole(int v) { return v + 1; }
struct three conv_three(struct three v, int by) { return (struct three){v.a * by, v.b * by, v.c * by}; }
int POPS conv_pops(int a, int b, int c, int d) { return a + 2 * b + 3 * c + 4 * d; }
int REGS conv_regs(int a, int b, int c, int d) { return a + 2 * b + 3 * c + 4 * d; }
int FAST conv_fast(int a, int b, int c) { return a + 2 * b + 3 * c; }
int POPS conv_apply(int (*f)(int), int n) { return f(n) + 1; }
#else
static int wrong;

// tags checks that no register of the x87 is in use.
__attribute__((noinline)) static void tags(void)
{
	static unsigned short env[14]; // on the stack it would be what other functions are shown to get
	__asm__ volatile("fnstenv %0\n\tfldenv %0" : "+m"(env));
	wrong += env[4] != 0xffff;
}

static void check(int ok)
{
	wrong += !ok;
	tags();
}

static int deeper(int n)
{
	struct three v = conv_three((struct three){n, n + 1, n + 2}, 3);
	check(v.a == 3 * n && v.b == 3 * n + 3 && v.c == 3 * n + 6);
	check(conv_pops(n, 1, 2, 3) == n + 20);
	check(conv_regs(n, 1, 2, 3) == n + 20);
	check(conv_fast(n, 1, 2) == n + 8);
	check(conv_halves(n) == n / 2.0);
	check(conv_quarters(n, "A") == n / 4.0f + 'A');
	check(conv_thirds(3 * n) == n);
	check(conv_wide(n * 0x100000000LL, -2) == n * -0x200000000LL);
	check(conv_whole(n) == n + 1);
	conv_nothing();
	check(conv_twelve(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, n) == 7 - n);
	check(conv_thirteen(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, n) == 6 + n);
	return n > 1 ? conv_apply(deeper, n - 1) : 0;
}

// texts shows strings of all lengths and alignments, and one at the end of memory.
static void texts(int most)
{
	char *s = malloc(most + 16);
	for (int n = 0; n < most; n += 1 + n / 16) {
		memset(s, 'a' + n % 26, n + 8);
		s[n + n % 8] = 0;
		check(conv_texts(s + n % 8, "", "?") == (n ? s + n % 8 : "?"));
	}
	check(strcmp(conv_texts("", "b", "the third"), "the third") == 0);
	free(s);
}

int main(int argc, char **argv)
{
	for (int i = 0; i < 20; i++)
		check(conv_apply(deeper, 7) == 7);
	texts(argc > 1 ? atoi(argv[1]) : 100);
	printf("%d wrong\n", wrong);
	return 6;
}
#endif
