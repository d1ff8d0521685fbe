/* Sockets. */
//difftest:
//difftest: -yy
#include "fam.h"
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

int main(void)
{
	struct sockaddr_un un = { AF_UNIX, "sock" };
	struct sockaddr_un abs = { AF_UNIX, "\0difftest\0x" };
	struct sockaddr_in in = { AF_INET, 0, { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_in6 in6 = { AF_INET6, htons(9), 0, in6addr_loopback };
	struct sockaddr_nl nl = { AF_NETLINK };
	char control[128] __attribute__((aligned(8)));
	struct iovec v[2] = { { "hello ", 6 }, { "world", 5 } }, r = { buf, 100 };
	struct msghdr m = { .msg_iov = v, .msg_iovlen = 2 }, mr = { .msg_iov = &r, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
	struct mmsghdr mm[2] = { { m }, { m } };
	struct linger li = { 1, 5 };
	struct timeval tv = { 3, 4 };
	struct ucred uc;
	socklen_t len;
	int s, c, a, sv[2], one = 1;

	socket(AF_INET, SOCK_STREAM, 999);
	socket(99, SOCK_STREAM, 0);
	socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, sv);
	send(sv[0], "data", 4, MSG_DONTWAIT | MSG_NOSIGNAL);
	recv(sv[1], buf, 100, MSG_PEEK);
	recv(sv[1], buf, 2, MSG_TRUNC);
	recv(sv[1], buf, 100, MSG_DONTWAIT);
	m.msg_control = control;
	m.msg_controllen = CMSG_SPACE(2 * sizeof(int));
	memset(control, 0, sizeof control);
	struct cmsghdr *h = CMSG_FIRSTHDR(&m);
	h->cmsg_level = SOL_SOCKET, h->cmsg_type = SCM_RIGHTS, h->cmsg_len = CMSG_LEN(2 * sizeof(int));
	memcpy(CMSG_DATA(h), sv, sizeof sv);
	sendmsg(sv[0], &m, 0);
	recvmsg(sv[1], &mr, MSG_CMSG_CLOEXEC);
	recvmsg(99, &mr, 0);
	sendmsg(sv[0], (void *)8, 0);
	sendmmsg(sv[0], mm, 2, 0);
	mm[0].msg_hdr.msg_iov = mm[1].msg_hdr.msg_iov = &r;
	mm[0].msg_hdr.msg_iovlen = mm[1].msg_hdr.msg_iovlen = 1;
	recvmmsg(sv[1], mm, 2, MSG_DONTWAIT, 0);
	setsockopt(sv[0], SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
	len = sizeof uc;
	getsockopt(sv[0], SOL_SOCKET, SO_PEERCRED, &uc, &len);

	s = socket(AF_UNIX, SOCK_STREAM, 0);
	bind(s, (void *)&un, sizeof un);
	bind(s, (void *)&un, sizeof un);
	listen(s, 5);
	c = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	connect(c, (void *)&un, 7);
	connect(c, (void *)&abs, 2 + 11);
	len = sizeof un;
	a = accept4(s, (void *)buf, &len, SOCK_CLOEXEC);
	len = sizeof un;
	getsockname(c, (void *)buf, &len);
	len = sizeof un;
	getpeername(c, (void *)buf, &len);
	shutdown(c, SHUT_WR);
	shutdown(99, 9);

	s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	setsockopt(s, SOL_SOCKET, SO_LINGER, &li, sizeof li);
	setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	setsockopt(s, 999, 3, "abc", 3);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (void *)8, 4);
	len = 4;
	getsockopt(s, SOL_SOCKET, SO_TYPE, buf, &len);
	len = 4;
	getsockopt(s, IPPROTO_TCP, TCP_MAXSEG, buf, &len);
	len = sizeof li;
	getsockopt(s, SOL_SOCKET, SO_LINGER, buf, &len);
	len = 4;
	getsockopt(99, SOL_SOCKET, SO_ERROR, buf, &len);
	bind(s, (void *)&in, sizeof in);
	listen(s, 1);
	len = sizeof in;
	getsockname(s, (void *)&in, &len);
	c = socket(AF_INET, SOCK_STREAM, 0);
	connect(c, (void *)&in, sizeof in);
	len = sizeof in;
	a = accept(s, (void *)buf, &len);
	send(c, "tcp", 3, MSG_MORE);
	shutdown(c, SHUT_WR);
	recvfrom(a, buf, 100, MSG_WAITALL, 0, 0);
	close(a);
	close(c);
	c = socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
	sendto(c, "udp", 3, 0, (void *)&in6, sizeof in6);
	in6.sin6_scope_id = 1, in6.sin6_flowinfo = htonl(5);
	connect(c, (void *)&in6, sizeof in6);
	recvfrom(c, buf, 100, MSG_DONTWAIT, (void *)buf, &len);

	c = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	nl.nl_groups = RTMGRP_LINK;
	bind(c, (void *)&nl, sizeof nl);
	struct { struct nlmsghdr h; struct rtgenmsg g; char pad[3]; } req = { { sizeof req, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 7, 0 }, { AF_UNSPEC } };
	nl.nl_groups = 0;
	sendto(c, &req, sizeof req, 0, (void *)&nl, sizeof nl);
	req.h.nlmsg_type = 9999, req.h.nlmsg_seq = 8;
	send(c, &req, sizeof req, 0);
	sendto(c, "short", 5, 0, (void *)&nl, 3);
	return 0;
}
