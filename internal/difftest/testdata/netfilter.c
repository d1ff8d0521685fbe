//netns
//difftest:
//difftest: -v -s 3
//difftest: -X raw -s 4096
//difftest: -X verbose
/* Messages to netfilter, in a network namespace of its own: the kernel may lack
 * what they ask for. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <linux/netfilter/ipset/ip_set.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_acct.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netfilter/nfnetlink_log.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include "object.h"

static char out[8192], in[65536];
static int used, fd;
static struct nlmsghdr *last;

static void message(int subsystem, int kind, int flags, int family, int res)
{
	struct nfgenmsg *g;

	last = (void *)(out + used);
	last->nlmsg_type = subsystem << 8 | kind;
	last->nlmsg_flags = NLM_F_REQUEST | flags;
	last->nlmsg_seq = used;
	g = NLMSG_DATA(last);
	g->nfgen_family = family;
	g->res_id = htons(res);
	used += last->nlmsg_len = NLMSG_LENGTH(sizeof *g);
}

static struct nlattr *put(int type, const void *p, int n)
{
	struct nlattr *a = (void *)(out + used);

	a->nla_len = NLA_HDRLEN + n;
	a->nla_type = type;
	memcpy(a + 1, p, n);
	used += NLA_ALIGN(a->nla_len);
	last->nlmsg_len = out + used - (char *)last;
	return a;
}

static void str(int type, const char *s) { put(type, s, strlen(s) + 1); }
static void u8(int type, unsigned char v) { put(type, &v, 1); }
static void be16(int type, int v) { unsigned short b = htons(v); put(type, &b, 2); }
static void be32(int type, unsigned v) { v = htonl(v); put(type, &v, 4); }
static void be64(int type, unsigned v) { unsigned b[2] = { 0, htonl(v) }; put(type, b, 8); }
static struct nlattr *nest(int type) { return put(type | NLA_F_NESTED, "", 0); }
static void end(struct nlattr *a) { a->nla_len = out + used - (char *)a; }

/* Sends what was made and reads up to n answers. */
static void talk(int n)
{
	send(fd, out, used, 0);
	while (n-- > 0 && recv(fd, in, sizeof in, MSG_DONTWAIT) > 0)
		;
	memset(out, 0, sizeof out);
	used = 0;
}

static void ask(int subsystem, int kind, int flags)
{
	message(subsystem, kind, flags, AF_INET, 0);
	talk(3);
}

static void batch(int kind) { message(0, kind, 0, 0, NFNL_SUBSYS_NFTABLES); }

static void nft(int kind, int flags) { message(NFNL_SUBSYS_NFTABLES, kind, flags, NFPROTO_IPV4, 0); }

static struct nlattr *outer[2];
static void expr(const char *name)
{
	outer[0] = nest(NFTA_LIST_ELEM);
	str(NFTA_EXPR_NAME, name);
	outer[1] = nest(NFTA_EXPR_DATA);
}

static void end_expr(void)
{
	end(outer[1]);
	end(outer[0]);
}

static void chain(const char *name, int hook, int priority)
{
	struct nlattr *a;

	nft(NFT_MSG_NEWCHAIN, NLM_F_CREATE);
	str(NFTA_CHAIN_TABLE, "t");
	str(NFTA_CHAIN_NAME, name);
	a = nest(NFTA_CHAIN_HOOK);
	be32(NFTA_HOOK_HOOKNUM, hook);
	be32(NFTA_HOOK_PRIORITY, priority);
	end(a);
	be32(NFTA_CHAIN_POLICY, NF_ACCEPT);
	str(NFTA_CHAIN_TYPE, "filter");
}

static struct nlattr *rule(const char *chain)
{
	nft(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND);
	str(NFTA_RULE_TABLE, "t");
	str(NFTA_RULE_CHAIN, chain);
	return nest(NFTA_RULE_EXPRESSIONS);
}

static void tables(void)
{
	struct nlattr *a, *b, *c;

	batch(NFNL_MSG_BATCH_BEGIN);
	be32(NFNL_BATCH_GENID, 1);
	nft(NFT_MSG_NEWTABLE, NLM_F_CREATE);
	str(NFTA_TABLE_NAME, "t");
	be32(NFTA_TABLE_FLAGS, 0);
	chain("in", NF_INET_LOCAL_IN, -150);

	nft(NFT_MSG_NEWSET, NLM_F_CREATE);
	str(NFTA_SET_TABLE, "t");
	str(NFTA_SET_NAME, "s");
	be32(NFTA_SET_FLAGS, 0);
	be32(NFTA_SET_KEY_TYPE, 7);
	be32(NFTA_SET_KEY_LEN, 4);
	be32(NFTA_SET_ID, 1);
	nft(NFT_MSG_NEWSETELEM, NLM_F_CREATE);
	str(NFTA_SET_ELEM_LIST_TABLE, "t");
	str(NFTA_SET_ELEM_LIST_SET, "s");
	a = nest(NFTA_SET_ELEM_LIST_ELEMENTS);
	b = nest(NFTA_LIST_ELEM);
	c = nest(NFTA_SET_ELEM_KEY);
	be32(NFTA_DATA_VALUE, 0x7f000001);
	end(c);
	end(b);
	end(a);

	a = rule("in");
	expr("payload");
	be32(NFTA_PAYLOAD_DREG, NFT_REG_1);
	be32(NFTA_PAYLOAD_BASE, NFT_PAYLOAD_NETWORK_HEADER);
	be32(NFTA_PAYLOAD_OFFSET, 12);
	be32(NFTA_PAYLOAD_LEN, 4);
	end_expr();
	expr("lookup");
	be32(NFTA_LOOKUP_SREG, NFT_REG_1);
	str(NFTA_LOOKUP_SET, "s");
	be32(NFTA_LOOKUP_SET_ID, 1);
	end_expr();
	expr("counter");
	be64(NFTA_COUNTER_BYTES, 0);
	be64(NFTA_COUNTER_PACKETS, 0);
	end_expr();
	expr("log");
	be16(NFTA_LOG_GROUP, 2);
	str(NFTA_LOG_PREFIX, "hi ");
	end_expr();
	expr("immediate");
	be32(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
	b = nest(NFTA_IMMEDIATE_DATA);
	c = nest(NFTA_DATA_VERDICT);
	be32(NFTA_VERDICT_CODE, NF_ACCEPT);
	end(c);
	end(b);
	end_expr();
	end(a);
	batch(NFNL_MSG_BATCH_END);
	talk(9);

	batch(NFNL_MSG_BATCH_BEGIN);
	nft(NFT_MSG_DELTABLE, NLM_F_ACK);
	str(NFTA_TABLE_NAME, "none");
	batch(NFNL_MSG_BATCH_END);
	talk(9);
	ask(NFNL_SUBSYS_NFTABLES, NFT_MSG_GETGEN, 0);
	ask(NFNL_SUBSYS_NFTABLES, NFT_MSG_GETTABLE, NLM_F_DUMP);
	ask(NFNL_SUBSYS_NFTABLES, NFT_MSG_GETCHAIN, NLM_F_DUMP);
	ask(NFNL_SUBSYS_NFTABLES, NFT_MSG_GETRULE, NLM_F_DUMP);
	nft(NFT_MSG_GETSETELEM, NLM_F_DUMP);
	str(NFTA_SET_ELEM_LIST_TABLE, "t");
	str(NFTA_SET_ELEM_LIST_SET, "s");
	talk(3);
}

/* A rule that queues what is sent, by the target of iptables. */
static void queue_rule(void)
{
	struct nlattr *a;

	batch(NFNL_MSG_BATCH_BEGIN);
	chain("out", NF_INET_LOCAL_OUT, 0);
	a = rule("out");
	expr("target");
	str(NFTA_TARGET_NAME, "NFQUEUE");
	be32(NFTA_TARGET_REV, 0);
	put(NFTA_TARGET_INFO, "\3\0\0\0\0\0\0", 8);
	end_expr();
	end(a);
	batch(NFNL_MSG_BATCH_END);
	talk(9);
}

static void packets(void)
{
	struct nfulnl_msg_config_mode mode = { htonl(100), NFULNL_COPY_PACKET };
	struct nfulnl_msg_config_cmd bind_log = { NFULNL_CFG_CMD_BIND };
	struct nfqnl_msg_config_cmd bind_queue = { NFQNL_CFG_CMD_BIND, 0, htons(AF_INET) };
	struct nfqnl_msg_config_params params = { htonl(100), NFQNL_COPY_PACKET };
	struct nfqnl_msg_verdict_hdr verdict = { htonl(NF_ACCEPT), htonl(1) };
	struct sockaddr_in from = { AF_INET, htons(1000), { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_in to = { AF_INET, htons(9), { htonl(INADDR_LOOPBACK) } };
	struct ifreq up = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int s = socket(AF_INET, SOCK_DGRAM, 0);

	ioctl(s, SIOCSIFFLAGS, &up);
	bind(s, (void *)&from, sizeof from);
	message(NFNL_SUBSYS_ULOG, NFULNL_MSG_CONFIG, NLM_F_ACK, AF_INET, 2);
	put(NFULA_CFG_CMD, &bind_log, sizeof bind_log);
	put(NFULA_CFG_MODE, &mode, sizeof mode);
	be32(NFULA_CFG_QTHRESH, 1);
	be16(NFULA_CFG_FLAGS, NFULNL_CFG_F_SEQ);
	talk(1);
	message(NFNL_SUBSYS_QUEUE, NFQNL_MSG_CONFIG, NLM_F_ACK, AF_INET, 3);
	put(NFQA_CFG_CMD, &bind_queue, sizeof bind_queue);
	talk(1);
	message(NFNL_SUBSYS_QUEUE, NFQNL_MSG_CONFIG, NLM_F_ACK, AF_INET, 3);
	put(NFQA_CFG_PARAMS, &params, sizeof params);
	be32(NFQA_CFG_MASK, NFQA_CFG_F_FAIL_OPEN | NFQA_CFG_F_UID_GID);
	be32(NFQA_CFG_FLAGS, NFQA_CFG_F_UID_GID);
	talk(1);
	queue_rule();
	sendto(s, "hello", 5, 0, (void *)&to, sizeof to);
	recv(fd, in, sizeof in, MSG_DONTWAIT);
	message(NFNL_SUBSYS_QUEUE, NFQNL_MSG_VERDICT, 0, 0, 3);
	put(NFQA_VERDICT_HDR, &verdict, sizeof verdict);
	talk(3);
	close(s);
}

static void tuple(int type, unsigned src, unsigned dst, int sport, int dport)
{
	struct nlattr *a = nest(type), *b = nest(CTA_TUPLE_IP);

	be32(CTA_IP_V4_SRC, src);
	be32(CTA_IP_V4_DST, dst);
	end(b);
	b = nest(CTA_TUPLE_PROTO);
	u8(CTA_PROTO_NUM, IPPROTO_TCP);
	be16(CTA_PROTO_SRC_PORT, sport);
	be16(CTA_PROTO_DST_PORT, dport);
	end(b);
	end(a);
}

static void conntrack(void)
{
	struct nlattr *a, *b;

	message(NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_NEW, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, AF_INET, 0);
	tuple(CTA_TUPLE_ORIG, 0x01020304, 0x05060708, 1000, 80);
	tuple(CTA_TUPLE_REPLY, 0x05060708, 0x01020304, 80, 1000);
	be32(CTA_TIMEOUT, 1000);
	be32(CTA_MARK, 0x10);
	a = nest(CTA_PROTOINFO);
	b = nest(CTA_PROTOINFO_TCP);
	u8(CTA_PROTOINFO_TCP_STATE, 3);
	end(b);
	end(a);
	talk(1);
	ask(NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET, NLM_F_DUMP);
	ask(NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET_STATS, 0);
	ask(NFNL_SUBSYS_CTNETLINK_EXP, IPCTNL_MSG_EXP_GET, NLM_F_DUMP);
	message(NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE, NLM_F_ACK, AF_INET, 0);
	tuple(CTA_TUPLE_ORIG, 0x01020304, 0x05060708, 1000, 80);
	talk(1);
}

static void set(int command, int flags)
{
	message(NFNL_SUBSYS_IPSET, command, flags, AF_INET, 0);
	u8(IPSET_ATTR_PROTOCOL, 7);
	if (command != IPSET_CMD_PROTOCOL)
		str(IPSET_ATTR_SETNAME, "s");
}

static void sets(void)
{
	struct nlattr *a, *b;

	set(IPSET_CMD_PROTOCOL, 0);
	talk(1);
	set(IPSET_CMD_CREATE, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL);
	str(IPSET_ATTR_TYPENAME, "hash:ip");
	u8(IPSET_ATTR_REVISION, 0);
	u8(IPSET_ATTR_FAMILY, AF_INET);
	a = nest(IPSET_ATTR_DATA);
	be32(IPSET_ATTR_TIMEOUT | NLA_F_NET_BYTEORDER, 0); /* elements stay: what is left of a time differs from run to run */
	be32(IPSET_ATTR_HASHSIZE | NLA_F_NET_BYTEORDER, 64);
	end(a);
	talk(1);
	set(IPSET_CMD_ADD, NLM_F_ACK);
	a = nest(IPSET_ATTR_DATA);
	b = nest(IPSET_ATTR_IP);
	be32(IPSET_ATTR_IPADDR_IPV4 | NLA_F_NET_BYTEORDER, 0x01020304);
	end(b);
	u8(IPSET_ATTR_CIDR, 32);
	end(a);
	talk(1);
	set(IPSET_CMD_LIST, NLM_F_DUMP);
	talk(2);
	set(IPSET_CMD_DESTROY, NLM_F_ACK);
	talk(1);
}

int main(void)
{
	struct sockaddr_nl a = { .nl_family = AF_NETLINK, .nl_pid = 0x40001234 };

	fd = object(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER), "netfilter");
	bind(fd, (void *)&a, sizeof a);
	ask(NFNL_SUBSYS_NONE, 0x20, NLM_F_ACK);
	ask(NFNL_SUBSYS_COUNT, 1, NLM_F_ACK);
	ask(NFNL_SUBSYS_NFTABLES, 99, NLM_F_ACK);
	message(NFNL_SUBSYS_NFTABLES, NFT_MSG_GETTABLE, 0, AF_INET, 0);
	((struct nfgenmsg *)NLMSG_DATA(last))->res_id = NFNL_SUBSYS_NFTABLES;
	((struct nfgenmsg *)NLMSG_DATA(last))->version = 1;
	talk(1);
	tables();
	packets();
	conntrack();
	sets();
	message(NFNL_SUBSYS_ACCT, NFNL_MSG_ACCT_NEW, NLM_F_CREATE | NLM_F_ACK, 0, 0);
	str(NFACCT_NAME, "http");
	talk(1);
	ask(NFNL_SUBSYS_ACCT, NFNL_MSG_ACCT_GET, NLM_F_DUMP);
	return 0;
}
