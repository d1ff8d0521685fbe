/* player FILE ERRNO: makes the system calls that FILE lists, none of which is
 * executed: a seccomp filter lets each one return -ERRNO, or 0.
 *
 * FILE begins with IMAGE bytes, which are mapped at BASE with nothing mapped
 * behind them; then come records of seven 64-bit numbers: the call's number and
 * its six registers. It is mapped at BASE + 0x1000000. */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BASE 0x20000000UL
#define IMAGE 0x10000
#define LAST 77 /* exit_group's status is this at the end: that call is executed */

static void call(const unsigned long long *r)
{
#ifdef __x86_64__
	long ret;
	register long r10 __asm__("r10") = r[4];
	register long r8 __asm__("r8") = r[5];
	register long r9 __asm__("r9") = r[6];
	__asm__ volatile("syscall" : "=a"(ret)
			 : "a"(r[0]), "D"(r[1]), "S"(r[2]), "d"(r[3]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
#else
	syscall((long)r[0], (long)r[1], (long)r[2], (long)r[3], (long)r[4], (long)r[5], (long)r[6]);
#endif
}

int main(int argc, char **argv)
{
	struct stat st;
	int fd;

	if (argc != 3 || (fd = open(argv[1], O_RDONLY)) < 0 || fstat(fd, &st))
		return 2;
	if (mmap((void *)BASE, IMAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED)
		return 3;
	const unsigned long long *r = mmap((void *)(BASE + 0x1000000), st.st_size - IMAGE, PROT_READ,
					   MAP_PRIVATE | MAP_FIXED, fd, IMAGE);
	if (r == MAP_FAILED)
		return 4;
	const unsigned long long *end = r + (st.st_size - IMAGE) / sizeof *r;

	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_exit_group, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LAST, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | atoi(argv[2])),
	};
	struct sock_fprog p = { sizeof f / sizeof *f, f };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p))
		return 5;
	for (; r + 7 <= end; r += 7)
		call(r);
	syscall(__NR_exit_group, LAST);
	return 6;
}
