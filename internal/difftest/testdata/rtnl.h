/* Messages of netlink, one after the other: begin, attributes, talk. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char out[4096], in[65536];
static struct nlmsghdr *const m = (void *)out;
static int s, seq;

static void *begin(int type, int flags, int headlen)
{
	memset(out, 0, sizeof out);
	m->nlmsg_type = type;
	m->nlmsg_flags = NLM_F_REQUEST | flags;
	m->nlmsg_seq = ++seq;
	m->nlmsg_len = NLMSG_LENGTH(NLMSG_ALIGN(headlen));
	return NLMSG_DATA(m);
}

static struct nlattr *put(int type, const void *p, int n)
{
	struct nlattr *a = (void *)(out + NLMSG_ALIGN(m->nlmsg_len));

	a->nla_len = NLA_HDRLEN + n;
	a->nla_type = type;
	memcpy(a + 1, p, n);
	m->nlmsg_len = NLMSG_ALIGN(m->nlmsg_len) + NLA_ALIGN(a->nla_len);
	return a;
}

static inline void str(int type, const char *p) { put(type, p, strlen(p) + 1); }
static inline void u8(int type, unsigned char v) { put(type, &v, 1); }
static inline void u16(int type, unsigned short v) { put(type, &v, 2); }
static inline void u32(int type, unsigned v) { put(type, &v, 4); }
static inline void ip4(int type, const char *p) { u32(type, inet_addr(p)); }
static inline void ip6(int type, const char *p)
{
	struct in6_addr a;

	inet_pton(AF_INET6, p, &a);
	put(type, &a, sizeof a);
}
static inline struct nlattr *nest(int type) { return put(type, "", 0); }
static inline void end(struct nlattr *a) { a->nla_len = out + m->nlmsg_len - (char *)a; }

/* Sends the message and reads the answers: of a dump all. */
static void talk(void)
{
	struct nlmsghdr *h = (void *)in;

	send(s, out, m->nlmsg_len, 0);
	do {
		if (recv(s, in, sizeof in, MSG_DONTWAIT) < (int)sizeof *h)
			break;
	} while (h->nlmsg_flags & NLM_F_MULTI && h->nlmsg_type != NLMSG_DONE);
}

static inline void connect_to(int protocol)
{
	struct sockaddr_nl a = { .nl_family = AF_NETLINK, .nl_pid = 4711 };

	s = socket(AF_NETLINK, SOCK_RAW, protocol);
	bind(s, (struct sockaddr *)&a, sizeof a);
}
