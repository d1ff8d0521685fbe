//netns
//difftest:
//difftest: -v
//difftest: -s 3
//difftest: -X raw
//difftest: -X verbose
/* Generic netlink: families and what is told of them. */
#define _GNU_SOURCE
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/taskstats.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buf[65536], in[65536];
static int s;

/* A message of a family; what is answered, up to the end of a dump. */
static int talk(int type, int flags, int cmd, const void *attrs, int len)
{
	struct nlmsghdr *h = (void *)buf;
	struct genlmsghdr *g = NLMSG_DATA(h);
	int n = 0, end = !(flags & NLM_F_DUMP);

	memset(buf, 0, 256);
	h->nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN + len);
	h->nlmsg_type = type;
	h->nlmsg_flags = NLM_F_REQUEST | flags;
	h->nlmsg_seq = 7;
	g->cmd = cmd;
	g->version = 1;
	memcpy((char *)g + GENL_HDRLEN, attrs, len);
	send(s, buf, h->nlmsg_len, 0);
	do {
		n = recv(s, in, sizeof in, MSG_DONTWAIT);
		h = (void *)in;
	} while (n > 0 && !end && h->nlmsg_type != NLMSG_DONE && h->nlmsg_type != NLMSG_ERROR);
	return n;
}

/* The number of a family by its name, or -1. */
static int family(const char *name)
{
	struct { struct nlattr a; char name[GENL_NAMSIZ]; } by = { { NLA_HDRLEN + strlen(name) + 1, CTRL_ATTR_FAMILY_NAME } };
	struct nlattr *a = (void *)(in + NLMSG_HDRLEN + GENL_HDRLEN);
	int n;

	strcpy(by.name, name);
	n = talk(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, &by, NLA_ALIGN(by.a.nla_len));
	if (n < 0 || ((struct nlmsghdr *)in)->nlmsg_type != GENL_ID_CTRL)
		return -1;
	for (; (char *)a < in + n; a = (void *)((char *)a + NLA_ALIGN(a->nla_len)))
		if (a->nla_type == CTRL_ATTR_FAMILY_ID)
			return *(unsigned short *)(a + 1);
	return -1;
}

int main(void)
{
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK, .nl_pid = 0x40001234 };
	struct { struct nlattr a; unsigned short id, pad; } id = { { 6, CTRL_ATTR_FAMILY_ID }, GENL_ID_CTRL };
	struct { struct nlattr a; unsigned pid; } pid = { { 8, TASKSTATS_CMD_ATTR_PID } };
	struct nlmsghdr *h = (void *)buf;
	int one = 1, n;

	s = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	bind(s, (void *)&addr, sizeof addr);

	/* What no family says: the rest of a message without a family is bytes. */
	talk(GENL_MAX_ID, NLM_F_ACK, 1, &id, sizeof id);
	talk(0xffff, NLM_F_ACK, 1, 0, 0);
	talk(NLMSG_NOOP, NLM_F_ACK, 1, &id, sizeof id);
	h->nlmsg_len = NLMSG_HDRLEN;
	h->nlmsg_type = GENL_ID_CTRL;
	send(s, buf, NLMSG_HDRLEN, 0);
	recv(s, in, sizeof in, MSG_DONTWAIT);
	h->nlmsg_len = NLMSG_HDRLEN + 3;
	send(s, buf, NLMSG_HDRLEN + 3, 0);
	recv(s, in, NLMSG_HDRLEN, MSG_DONTWAIT);

	family("nlctrl");
	family("no such thing");
	talk(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, &id, sizeof id);
	talk(GENL_ID_CTRL, NLM_F_DUMP, CTRL_CMD_GETPOLICY, &id, sizeof id);
	setsockopt(s, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof one);
	id.a.nla_len = 5;
	talk(GENL_ID_CTRL, NLM_F_ACK, CTRL_CMD_GETFAMILY, &id, sizeof id);
	id.a.nla_len = 2;
	talk(GENL_ID_CTRL, NLM_F_ACK, CTRL_CMD_GETFAMILY, &id, sizeof id);
	id.a.nla_len = 6;
	id.a.nla_type |= NLA_F_NESTED;
	talk(GENL_ID_CTRL, NLM_F_ACK, 99, &id, sizeof id);

	n = family("TASKSTATS");
	pid.pid = getpid();
	talk(n, 0, TASKSTATS_CMD_GET, &pid, sizeof pid);
	n = family("ethtool");
	talk(n, NLM_F_ACK, 200, 0, 0);
	return 0;
}
