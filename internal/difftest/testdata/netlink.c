//netns
//difftest:
//difftest: -v
//difftest: -s 3
//difftest: -X raw
//difftest: -X verbose
/* Messages on netlink sockets, whose port is always the same. */
#define _GNU_SOURCE
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buf[32768], in[32768];
static int s;

/* A message whose payload is a header and attributes; its answer. */
static void talk(int type, int flags, const void *head, int headlen, const void *attrs, int attrslen)
{
	struct nlmsghdr *h = (void *)buf;

	memset(buf, 0, 1024);
	h->nlmsg_len = NLMSG_LENGTH(NLMSG_ALIGN(headlen) + attrslen);
	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | flags;
	h->nlmsg_seq = 7;
	memcpy(NLMSG_DATA(h), head, headlen);
	memcpy((char *)NLMSG_DATA(h) + NLMSG_ALIGN(headlen), attrs, attrslen);
	send(s, buf, h->nlmsg_len, 0);
	recv(s, in, sizeof in, MSG_DONTWAIT);
}

static int open_socket(int protocol)
{
	struct sockaddr_nl a = { .nl_family = AF_NETLINK, .nl_pid = 0x40001234 };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

	bind(fd, (void *)&a, sizeof a);
	return fd;
}

int main(void)
{
	struct ifinfomsg link = { .ifi_index = 9999 };
	struct ifaddrmsg addr = { .ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = 9999 };
	struct rtmsg route = { .rtm_family = AF_INET, .rtm_dst_len = 32, .rtm_table = RT_TABLE_MAIN };
	struct { struct rtattr a; unsigned v; } mask = { { 8, IFLA_EXT_MASK }, RTEXT_FILTER_VF };
	struct { struct rtattr a; unsigned v; struct rtattr b; char name[8]; } two = { { 8, IFA_LOCAL }, 0x0100007f, { 7, IFA_LABEL }, "lo" };
	struct { struct rtattr a; unsigned v; } dst = { { 8, RTA_DST }, 0x0100007f };

	s = open_socket(NETLINK_ROUTE);
	talk(RTM_GETLINK, 0, &link, sizeof link, &mask, sizeof mask);
	talk(RTM_GETLINK, 0, &link, 1, 0, 0);
	talk(RTM_DELLINK, NLM_F_ACK, &link, sizeof link, 0, 0);
	talk(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, &addr, sizeof addr, &two, sizeof two);
	talk(RTM_GETROUTE, 0, &route, sizeof route, &dst, sizeof dst);
	talk(99, NLM_F_ACK, &addr, sizeof addr, 0, 0);
	talk(NLMSG_NOOP, 0xffff, &addr, sizeof addr, 0, 0);
	two.a.rta_len = 100;
	talk(RTM_NEWADDR, NLM_F_ACK, &addr, sizeof addr, &two, sizeof two);
	two.a.rta_len = 2;
	talk(RTM_NEWADDR, NLM_F_ACK, &addr, sizeof addr, &two, sizeof two);

	struct nlmsghdr *h = (void *)buf;
	h->nlmsg_len = 5;
	send(s, buf, 40, 0);
	h->nlmsg_len = 100;
	send(s, buf, 40, 0);
	h->nlmsg_len = 16;
	h->nlmsg_type = NLMSG_NOOP;
	send(s, buf, 40, 0);
	send(s, buf, 7, 0);
	h->nlmsg_type = NLMSG_DONE;
	h->nlmsg_len = 24;
	send(s, buf, 24, 0);
	send(s, buf, 39, 0);
	mask.a.rta_type |= NLA_F_NESTED | NLA_F_NET_BYTEORDER;
	talk(RTM_GETLINK, 0, &link, sizeof link, &mask, sizeof mask);
	two.a.rta_len = 8;
	talk(RTM_NEWADDR, NLM_F_ACK, &addr, sizeof addr, &two, 9);
	close(s);

	s = open_socket(NETLINK_SOCK_DIAG);
	struct inet_diag_req_v2 diag = { .sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_TCP, .idiag_ext = 3, .idiag_states = 1 << 10 | 1 << 7 };
	diag.id.idiag_sport = htons(1);
	talk(SOCK_DIAG_BY_FAMILY, 0, &diag, sizeof diag, 0, 0);
	diag.sdiag_family = AF_INET6;
	talk(SOCK_DIAG_BY_FAMILY, 0, &diag, sizeof diag, 0, 0);
	talk(SOCK_DIAG_BY_FAMILY, 0, &diag, 2, 0, 0);
	diag.sdiag_family = AF_UNIX;
	talk(SOCK_DIAG_BY_FAMILY, 0, &diag, 24, 0, 0);
	diag.sdiag_family = AF_PACKET;
	diag.sdiag_protocol = 0;
	talk(SOCK_DIAG_BY_FAMILY, 0, &diag, 3, 0, 0);
	return 0;
}
