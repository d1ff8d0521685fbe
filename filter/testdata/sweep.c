// Makes every system call six times, each time with one argument that is the
// name of a file (mode 0) or a descriptor of it (mode 1), all others 0. A
// seccomp filter lets none of them do anything. How it is compiled says for
// which ABI.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static char path[] = "/dev/zero";

static void call(const long *nr_and_args)
{
	long r;
#ifdef __i386__
	__asm__ volatile (
		"push %%ebp; push %%ebx;"
		"mov 4(%%eax), %%ebx; mov 8(%%eax), %%ecx; mov 12(%%eax), %%edx;"
		"mov 16(%%eax), %%esi; mov 20(%%eax), %%edi; mov 24(%%eax), %%ebp;"
		"mov (%%eax), %%eax; int $0x80;"
		"pop %%ebx; pop %%ebp"
		: "=a"(r) : "0"(nr_and_args) : "ecx", "edx", "esi", "edi", "memory");
#else
	register long r10 __asm__("r10") = nr_and_args[4];
	register long r8 __asm__("r8") = nr_and_args[5];
	register long r9 __asm__("r9") = nr_and_args[6];
	__asm__ volatile ("syscall"
		: "=a"(r)
		: "0"(nr_and_args[0]), "D"(nr_and_args[1]), "S"(nr_and_args[2]), "d"(nr_and_args[3]),
		  "r"(r10), "r"(r8), "r"(r9)
		: "rcx", "r11", "memory");
#endif
}

// Calls that do something in spite of the filter, or whose arguments are behind
// a pointer.
static int skipped(int nr)
{
#ifdef __i386__
	return nr == 82 /* select */ || nr == 90 /* mmap */ || nr == SYS_socketcall || nr == SYS_ipc ||
		nr == SYS_exit || nr == SYS_sigreturn || nr == SYS_rt_sigreturn || nr == SYS_exit_group;
#else
	return nr == SYS_exit || nr == SYS_rt_sigreturn || nr == SYS_exit_group ||
		nr == 335 /* uretprobe */ || nr == 336 /* uprobe */;
#endif
}

int main(int argc, char **argv)
{
	struct sock_filter code[] = {
		{ 0x20, 0, 0, 0 }, // load the number
		{ 0x15, 0, 1, SYS_exit_group },
		{ 0x06, 0, 0, SECCOMP_RET_ALLOW },
		{ 0x06, 0, 0, SECCOMP_RET_ERRNO | 38 },
	};
	struct sock_fprog prog = { 4, code };
	int fd = open(path, O_RDONLY);
	dup2(fd, 77);
	close(fd);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog))
		return 3;
	for (int nr = 0; nr <= 450; nr++)
		for (int i = 1; i <= 6 && !skipped(nr); i++) {
			long args[7] = { nr };
			args[i] = argv[1][0] == '1' ? 77 : (long) path;
			call(args);
		}
	syscall(SYS_exit_group, 0);
}
