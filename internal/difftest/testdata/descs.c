//difftest: -y
//difftest: -yy
//difftest: -yy -X verbose
/* What descriptors refer to: files that have a name and that have not, sockets of
 * every family, the kernel's own files; in a network namespace of its own, too. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>
#include "object.h"

static struct sockaddr_in in;
static socklen_t len = sizeof in;

/* look has a descriptor shown. */
static int look(int fd)
{
	fdatasync(fd);
	return fd;
}

static void sockets(void)
{
	static const short kinds[][3] = {
		{ AF_PACKET, SOCK_RAW, 0 }, { AF_VSOCK, SOCK_STREAM, 0 }, { AF_ALG, SOCK_SEQPACKET, 0 }, { 44, SOCK_RAW, 0 },
		{ AF_INET, SOCK_RAW, 1 }, { AF_INET, SOCK_DGRAM, 0 }, { AF_INET, SOCK_STREAM, 262 - 256 }, { AF_INET6, SOCK_RAW, 58 },
		{ AF_INET6, SOCK_STREAM, 0 }, { AF_INET6, SOCK_DGRAM, 0 }, { AF_UNIX, SOCK_STREAM, 0 }, { AF_UNIX, SOCK_DGRAM, 0 },
		{ AF_UNIX, SOCK_SEQPACKET, 0 }, { AF_NETLINK, SOCK_RAW, 16 }, { AF_NETLINK, SOCK_RAW, 4 },
	};

	for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
		close(look(socket(kinds[i][0], kinds[i][1], kinds[i][2])));
}

static void tcp(unsigned address)
{
	int l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0), a, u;
	char b;

	in = (struct sockaddr_in){ AF_INET, 0, { htonl(address) } };
	look(l);
	bind(l, (void *)&in, sizeof in);
	listen(l, 1);
	look(l);
	getsockname(l, (void *)&in, &len);
	connect(c, (void *)&in, sizeof in);
	look(c);
	a = look(accept(l, 0, 0));
	close(a);
	read(look(c), &b, 1);
	u = socket(AF_INET, SOCK_DGRAM, 0);
	connect(u, (void *)&in, sizeof in);
	look(u);
	close(u);
	close(c);
	close(l);
}

static void local(const char *name)
{
	struct sockaddr_un un = { AF_UNIX };
	struct sockaddr_nl nl = { AF_NETLINK };
	int s = socket(AF_UNIX, SOCK_STREAM, 0), n = socket(AF_NETLINK, SOCK_RAW, 0), p[2];

	strcpy(un.sun_path + 1, name);
	bind(s, (void *)&un, 3 + strlen(name));
	close(look(s));
	bind(n, (void *)&nl, sizeof nl);
	close(look(n));
	socketpair(AF_UNIX, SOCK_DGRAM, 0, p);
	look(p[1]);
	union {
		struct cmsghdr h;
		char bytes[64];
	} control = { { .cmsg_len = CMSG_LEN(8), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS } };
	struct msghdr m = { .msg_iov = &(struct iovec){ "x", 1 }, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(8) };
	memcpy(CMSG_DATA(&control.h), p, 8);
	sendmsg(p[0], &m, 0);
	recvmsg(p[1], &m, 0);
	close(p[0]);
	close(p[1]);
}

static void files(void)
{
	int p[2], d = open("a <file>\n", O_CREAT | O_RDWR, 0600);
	sigset_t m;

	look(d);
	unlink("a <file>\n");
	look(d);
	pipe(p);
	look(p[0]);
	look(open("/", O_PATH));
	look(open("/dev/null", O_RDONLY));
	look(memfd_create("memory <1>", 0));
	look(epoll_create1(0));
	look(inotify_init());
	look(timerfd_create(CLOCK_MONOTONIC, 0));
	look(open("/proc/self/ns/net", O_RDONLY));
	look(eventfd(255, EFD_SEMAPHORE));
	sigemptyset(&m);
	sigaddset(&m, SIGUSR1);
	look(signalfd(-1, &m, 0));
	d = look(syscall(SYS_pidfd_open, getpid(), 0));
	syscall(SYS_pidfd_getfd, d, p[0], 0);
	syscall(SYS_pidfd_getfd, d, 999, 0);
	syscall(SYS_pidfd_getfd, p[0], 0, 1);
}

int main(void)
{
	int outside = socket(AF_INET, SOCK_DGRAM, 0), s;
	struct ifreq up = { "lo", .ifr_flags = IFF_UP };

	sockets();
	tcp(INADDR_LOOPBACK);
	local("descs");
	files();
	in = (struct sockaddr_in){ AF_INET, htons(9), { htonl(INADDR_LOOPBACK) } };
	connect(outside, (void *)&in, sizeof in);
	object(unshare(CLONE_NEWNET), "network namespace");
	s = socket(AF_INET, SOCK_DGRAM, 0);
	ioctl(s, SIOCSIFFLAGS, &up);
	look(outside);
	sockets();
	tcp(INADDR_LOOPBACK + 6);
	local("inside");
	return 0;
}
