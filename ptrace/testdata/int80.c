// int80: the same number by int $0x80 and by syscall: 20 is getpid there and writev here. 0 if both answer right.
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
	long a, pid = getpid();
	asm volatile("int $0x80" : "=a"(a) : "a"(20), "b"(-5L), "c"(2), "d"(3), "S"(4), "D"(5)
		: "memory", "r8", "r9", "r10", "r11");
	if (a != pid) return 1;
	if (syscall(20, -1L, 0, 0) != -1) return 2;
	asm volatile("int $0x80" : "=a"(a) : "a"(6), "b"(-5L) : "memory", "r8", "r9", "r10", "r11"); /* close */
	return a == -9 ? 0 : 3;
}
