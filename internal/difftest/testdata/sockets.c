//difftest:
//difftest: -v
//difftest: -yy
//difftest: -s 3
//difftest: -X raw
//difftest: -X verbose
//difftest: -xx
/* Sockets: their addresses, messages and options. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static char buf[4096];

/* Addresses of all families and many lengths, for a descriptor that is none. */
static void addresses(void)
{
	static const struct { int family, lengths[4]; } list[] = {
		{ 0, { 2, 3, 16 } }, { 1, { 2, 3, 5, 110 } }, { 2, { 7, 15, 16, 28 } }, { 4, { 15, 16 } },
		{ 9, { 17, 18 } }, { 10, { 23, 24, 28, 64 } }, { 16, { 11, 12 } }, { 17, { 19, 20, 24 } },
		{ 31, { 4, 6, 8, 10 } }, { 38, { 24, 88 } }, { 39, { 16, 20, 96 } }, { 40, { 16 } },
		{ 42, { 12 } }, { 44, { 16 } }, { 45, { 12 } }, { 46, { 2, 20 } },
	};

	for (unsigned i = 0; i < sizeof list / sizeof list[0]; i++)
		for (int k = 0; k < 4; k++)
			for (int fill = 0; fill < 3; fill++) {
				for (int n = 0; n < 128; n++)
					buf[n] = fill == 0 ? 0 : fill == 1 ? n * 7 + 1 : 'a' + n % 26;
				*(short *)buf = list[i].family;
				connect(-1, (void *)buf, list[i].lengths[k]);
			}
	connect(-1, 0, 16);
	connect(-1, (void *)16, 16);
	bind(-1, (void *)buf, -1);
}

static void inet(void)
{
	static const char *list[] = { "::", "::1", "::2", "::1:0", "::1.2.3.4", "::ffff:1.2.3.4", "::fffe:1.2.3.4", "1::",
				      "fe80::1", "1:0:0:2::3", "1:0:2:3:4:5:6:7", "0:1:0:1:0:1:0:1", "ff02::1", "1::8:0:0:0" };
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_port = htons(443), .sin6_flowinfo = htonl(5), .sin6_scope_id = 1 };

	for (unsigned i = 0; i < sizeof list / sizeof list[0]; i++) {
		inet_pton(AF_INET6, list[i], &a.sin6_addr);
		connect(-1, (void *)&a, sizeof a);
	}
}

static void messages(void)
{
	int pair[2], on = 1;
	union {
		struct cmsghdr h;
		char bytes[256];
	} control = { 0 };
	struct iovec out[2] = { { "hello", 5 }, { ", world", 7 } }, in[2] = { { buf, 3 }, { buf + 100, 64 } };
	struct msghdr m = { .msg_iov = out, .msg_iovlen = 2 };

	socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair);
	setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
	sendmsg(pair[0], &m, 0);
	m.msg_control = control.bytes;
	m.msg_controllen = CMSG_SPACE(2 * sizeof(int));
	control.h = (struct cmsghdr){ .cmsg_len = CMSG_LEN(2 * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
	memcpy(CMSG_DATA(&control.h), pair, sizeof pair);
	sendmsg(pair[0], &m, MSG_NOSIGNAL);
	m.msg_controllen = 5;
	sendmsg(pair[0], &m, 0);
	control.h.cmsg_len = 1;
	m.msg_controllen = 64;
	sendmsg(pair[0], &m, MSG_DONTWAIT);
	m = (struct msghdr){ .msg_iov = in, .msg_iovlen = 2, .msg_control = control.bytes, .msg_name = buf + 200 };
	for (int i = 0; i < 4; i++) {
		m.msg_controllen = sizeof control;
		m.msg_namelen = 100;
		recvmsg(pair[1], &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	}

	struct mmsghdr mm[3] = { { { .msg_iov = out, .msg_iovlen = 1 } }, { { .msg_iov = out + 1, .msg_iovlen = 1 } }, { { .msg_iov = (void *)16, .msg_iovlen = 1 } } };
	sendmmsg(pair[0], mm, 3, 0);
	sendmmsg(-1, mm, 2, 0);
	sendmmsg(pair[0], mm, 0, 0);
	memset(mm, 0, sizeof mm);
	for (int i = 0; i < 3; i++)
		mm[i].msg_hdr = (struct msghdr){ .msg_iov = in, .msg_iovlen = 2, .msg_name = buf + 200, .msg_namelen = 20 };
	struct timespec t = { 9, 0 };
	recvmmsg(pair[1], mm, 3, MSG_DONTWAIT, 0);
	recvmmsg(pair[1], mm, 3, MSG_DONTWAIT, &t);
	recvmmsg(-1, mm, 3, 0, (void *)16);
	close(pair[0]);
	close(pair[1]);
}

static void options(int s)
{
	static const int names[][2] = {
		{ SOL_SOCKET, SO_TYPE }, { SOL_SOCKET, SO_ERROR }, { SOL_SOCKET, SO_LINGER }, { SOL_SOCKET, SO_RCVTIMEO },
		{ SOL_SOCKET, SO_PEERCRED }, { SOL_SOCKET, SO_DOMAIN }, { SOL_SOCKET, SO_REUSEADDR }, { SOL_SOCKET, 999 },
		{ IPPROTO_IP, IP_TTL }, { IPPROTO_IP, IP_TOS }, { IPPROTO_TCP, TCP_NODELAY }, { IPPROTO_TCP, TCP_CONGESTION },
		{ IPPROTO_IPV6, IPV6_V6ONLY }, { SOL_PACKET, PACKET_STATISTICS }, { SOL_NETLINK, NETLINK_PKTINFO }, { 777, 1 },
	};
	static const int lengths[] = { 0, 1, 4, 8, 12, 16, 100, -1 };

	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
		for (int k = 0; k < 8; k++) {
			socklen_t len = lengths[k];
			memset(buf, 0, 100);
			getsockopt(s, names[i][0], names[i][1], buf, &len);
			setsockopt(-1, names[i][0], names[i][1], buf, lengths[k]);
		}
	getsockopt(s, SOL_SOCKET, SO_TYPE, 0, 0);
	struct ip_mreqn mreq = { { htonl(0xe0000001) }, { htonl(0x7f000001) }, 1 };
	setsockopt(-1, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof mreq);
	struct ipv6_mreq mreq6 = { IN6ADDR_LOOPBACK_INIT, 1 };
	setsockopt(-1, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, &mreq6, sizeof mreq6);
	struct group_req group = { 1, { 0 } };
	group.gr_group.ss_family = AF_INET;
	setsockopt(-1, IPPROTO_IP, MCAST_JOIN_GROUP, &group, sizeof group);
	struct packet_mreq pm = { 1, PACKET_MR_PROMISC, 6, { 1, 2, 3, 4, 5, 6 } };
	setsockopt(-1, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &pm, sizeof pm);
}

static void tcp(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP), c = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	listen(s, 5);
	getsockname(s, (void *)&a, &len);
	accept(-1, (void *)&a, &len);
	accept4(-1, 0, 0, SOCK_CLOEXEC);
	accept4(-1, 0, (void *)16, 0x10000000);
	len = 100;
	getpeername(s, (void *)buf, &len);
	getsockname(s, 0, 0);
	connect(c, (void *)&a, sizeof a);
	options(s);
	shutdown(c, SHUT_WR);
	shutdown(c, 9);
	close(c);
	close(s);
}

int main(void)
{
	socket(AF_UNIX, SOCK_STREAM, 5);
	socket(AF_PACKET, 99, htons(3));
	socket(77, SOCK_DGRAM | 0x100000, 9);
	socket(-1, -1, -1);
	socket(AF_BLUETOOTH, SOCK_RAW, 1);
	socketpair(AF_INET, SOCK_STREAM, 0, 0);
	addresses();
	inet();
	messages();
	tcp();
	send(-1, "abc", 3, MSG_OOB | 0x100000);
	recv(-1, buf, 3, MSG_PEEK);
	recvfrom(-1, buf, 3, 0, (void *)buf, (void *)16);
	sendto(-1, "abc", 3, MSG_MORE, (void *)16, 7);
	return 0;
}
