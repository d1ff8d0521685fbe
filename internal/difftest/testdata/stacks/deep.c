/* A deep stack, and one that leads back to itself. */
#include <unistd.h>

__attribute__((noinline)) static int down(int n)
{
	int r = n ? down(n - 1) : write(1, "d", 1);
	__asm__ volatile("" : "+r"(r));
	return r + 1;
}

__attribute__((noinline)) static void broken(unsigned long fill)
{
	volatile unsigned long *frame = __builtin_frame_address(0);
	unsigned long fp = frame[0], ret = frame[1];

	frame[0] = fill ? fill : (unsigned long)frame;
	if (fill)
		frame[1] = fill;
	write(1, "b", 1);
	frame[0] = fp;
	frame[1] = ret;
}

int main(void)
{
	down(400);
	broken(0);
	broken(0x1234567890);
	broken((unsigned long)&main);
	return 0;
}
