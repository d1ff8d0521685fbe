// play makes the system calls of a plan, one after the other, for a tracer that
// watches it. None of them is executed: a seccomp filter hands them to a second
// process, which writes the memory that they are to leave behind and answers
// with their results. A marker call with number 0x7000 precedes each.
// Descriptor 100+n is a netlink socket, which protocols.c makes one of protocol n.
//
// The plan is a file of numbers and bytes in the machine's order, as written by
// TestVectorsAgainstStrace.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *at;
static volatile int listener = -1;
static char *volatile exit_regions;
static volatile int64_t result;

static uint32_t u32(void) { uint32_t v; memcpy(&v, at, 4); at += 4; return v; }
static uint64_t u64(void) { uint64_t v; memcpy(&v, at, 8); at += 8; return v; }

extern char trapped[];

#ifdef __x86_64__
__asm__(".globl play_call\nplay_call:\n"
	"mov %rdi,%rax\nmov %rsi,%r11\n"
	"mov (%r11),%rdi\nmov 8(%r11),%rsi\nmov 16(%r11),%rdx\n"
	"mov 24(%r11),%r10\nmov 32(%r11),%r8\nmov 40(%r11),%r9\n"
	"syscall\n.globl trapped\ntrapped: ret\n");
#else
__asm__(".globl play_call\nplay_call:\n"
	"push %ebx\npush %esi\npush %edi\npush %ebp\n"
	"mov 20(%esp),%eax\nmov 24(%esp),%ebp\n"
	"mov 0(%ebp),%ebx\nmov 8(%ebp),%ecx\nmov 16(%ebp),%edx\n"
	"mov 24(%ebp),%esi\nmov 32(%ebp),%edi\nmov 40(%ebp),%ebp\n"
	"int $0x80\n.globl trapped\ntrapped: pop %ebp\npop %edi\npop %esi\npop %ebx\nret\n");
#endif
extern long play_call(unsigned long nr, uint64_t *args);

static void die(const char *what) { perror(what); _exit(1); }

// copy stores the regions that p describes; with map it maps them first.
static char *copy(char *p, int map) {
	at = p;
	for (uint32_t n = u32(); n > 0; n--) {
		uintptr_t a = u64();
		uint32_t len = u32();
		if (map && mmap((void *)a, len + (len == 0), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
			die("mmap");
		memcpy((void *)a, at, len);
		at += len;
	}
	return at;
}

static void unmap(char *p) {
	at = p;
	for (uint32_t n = u32(); n > 0; n--) {
		uintptr_t a = u64();
		uint32_t len = u32();
		munmap((void *)a, len + (len == 0));
		at += len;
	}
}

// supervise answers the calls. It shares memory and descriptors with main.
static int supervise(void *unused) {
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (listener < 0)
		usleep(1000);
	for (;;) {
		struct seccomp_notif req = {0};
		struct seccomp_notif_resp resp = {0};
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &req) < 0)
			_exit(0);
		char *saved = at;
		copy(exit_regions, 0);
		at = saved;
		resp.id = req.id;
		if (result < 0 && result > -4096)
			resp.error = result;
		else
#ifdef __x86_64__
			resp.val = result;
#else
			resp.val = (uint32_t)result; // as wide as a register
#endif
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp) < 0)
			_exit(0);
	}
}

static void open_netlink(void) {
	for (int n = 0; n < 32; n++) {
		struct sockaddr_nl to = {.nl_family = AF_NETLINK, .nl_pid = 0x4e4c0000 + n};
		int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_USERSOCK);
		if (fd < 0 || connect(fd, (void *)&to, sizeof to) < 0 || dup2(fd, 100 + n) < 0)
			die("netlink");
		close(fd);
	}
}

int main(int argc, char **argv) {
	int fd = open(argv[1], O_RDONLY);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0)
		die(argv[1]);
	char *plan = malloc(st.st_size + 1);
	if (read(fd, plan, st.st_size) != st.st_size)
		die("read");
	open_netlink();
	static char stack[64 << 10] __attribute__((aligned(16)));
	pid_t child = clone(supervise, stack + sizeof stack, CLONE_VM | CLONE_FILES | SIGCHLD, NULL);
	if (child < 0)
		die("clone");

	uint64_t ip = (uintptr_t)trapped;
	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)ip, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(ip >> 32), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = {sizeof f / sizeof f[0], f};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		die("no_new_privs");
	int l = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &prog);
	if (l < 0)
		die("seccomp");
	listener = l;

	at = plan;
	for (uint32_t n = u32(), i = 0; i < n; i++) {
		unsigned long nr = u32();
		uint64_t args[6];
		for (int k = 0; k < 6; k++)
			args[k] = u64();
		int64_t ret = u64();
		char *regions = at;
		exit_regions = copy(regions, 1);
		char *next = exit_regions;
		at = next;
		for (uint32_t m = u32(); m > 0; m--) {
			u64();
			uint32_t len = u32();
			at += len;
		}
		next = at;
		result = ret;
		syscall(0x7000, i);
		play_call(nr, args);
		unmap(regions);
		at = next;
	}
	kill(child, SIGKILL);
	_exit(0);
}
