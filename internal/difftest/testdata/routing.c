//netns
//difftest:
//difftest: -X verbose
/* Interfaces, addresses, routes, rules, neighbours and traffic control in a network
 * namespace of its own: what the kernel has of them, it makes and shows. */
#include "rtnl.h"
#include <linux/fib_rules.h>
#include <linux/if_link.h>
#include <linux/if_tunnel.h>
#include <linux/neighbour.h>
#include <linux/nexthop.h>
#include <linux/pkt_cls.h>
#include <linux/tc_act/tc_gact.h>
#include <linux/tc_act/tc_mirred.h>
#include <linux/veth.h>

#define MAKE (NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK)

static struct nlattr *info, *data;

static void link_of(const char *kind, const char *name)
{
	begin(RTM_NEWLINK, MAKE, sizeof(struct ifinfomsg));
	str(IFLA_IFNAME, name);
	info = nest(IFLA_LINKINFO);
	str(IFLA_INFO_KIND, kind);
}

static void made(void)
{
	end(info);
	talk();
}

static void make(const char *kind, const char *name, int type, const void *p, int n)
{
	link_of(kind, name);
	if (type) {
		data = nest(IFLA_INFO_DATA);
		put(type, p, n);
		end(data);
	}
	made();
}

static int number(int v) { return v; }

static void links(void)
{
	struct ifinfomsg *i;
	int vni = number(42), mode = 4;
	unsigned short id = 7;
	unsigned char one = 1;

	make("dummy", "d0", 0, 0, 0);
	make("bridge", "br0", IFLA_BR_VLAN_FILTERING, &one, 1);
	make("ifb", "ifb0", 0, 0, 0);
	link_of("veth", "v0");
	data = nest(IFLA_INFO_DATA);
	info = nest(VETH_INFO_PEER);
	m->nlmsg_len += sizeof *i;
	str(IFLA_IFNAME, "v1");
	end(info);
	end(data);
	info = (void *)(out + NLMSG_LENGTH(sizeof *i) + NLA_ALIGN(NLA_HDRLEN + 3));
	made();
	make("vlan", "vlan7", IFLA_VLAN_ID, &id, 2);
	make("vxlan", "vx0", IFLA_VXLAN_ID, &vni, 4);
	make("macvlan", "mv0", IFLA_MACVLAN_MODE, &mode, 4);
	make("gre", "gre1", IFLA_GRE_IKEY, &vni, 4);
	/* Before they are up, since counters and addresses then change. */
	for (int n = 1; n < 6; n++) {
		i = begin(RTM_GETLINK, 0, sizeof *i);
		i->ifi_index = n;
		u32(IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN);
		talk();
	}
	for (int n = 1; n < 6; n++) {
		i = begin(RTM_SETLINK, NLM_F_ACK, sizeof *i);
		i->ifi_index = n;
		if (n == 1)
			i->ifi_flags = i->ifi_change = IFF_UP;
		u32(IFLA_MTU, 1400);
		if (n == 4)
			u32(IFLA_MASTER, if_nametoindex("br0"));
		talk();
	}
}

static void addresses(void)
{
	struct ifaddrmsg *a = begin(RTM_NEWADDR, MAKE, sizeof *a);

	*a = (struct ifaddrmsg){ .ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = 1 };
	ip4(IFA_LOCAL, "10.0.0.1");
	ip4(IFA_ADDRESS, "10.0.0.1");
	str(IFA_LABEL, "lo:1");
	talk();
	a = begin(RTM_NEWADDR, MAKE, sizeof *a);
	*a = (struct ifaddrmsg){ .ifa_family = AF_INET6, .ifa_prefixlen = 64, .ifa_index = 1, .ifa_flags = IFA_F_NODAD };
	ip6(IFA_ADDRESS, "2001:db8::1");
	u32(IFA_FLAGS, IFA_F_NODAD | IFA_F_NOPREFIXROUTE);
	talk();
	a = begin(RTM_GETADDR, NLM_F_DUMP, sizeof *a);
	talk();
}

static void route(int family, int len)
{
	struct rtmsg *r = begin(RTM_NEWROUTE, MAKE, sizeof *r);

	*r = (struct rtmsg){ .rtm_family = family, .rtm_dst_len = len, .rtm_table = RT_TABLE_MAIN,
		.rtm_protocol = RTPROT_STATIC, .rtm_type = RTN_UNICAST };
}

static void routes(void)
{
	struct nhmsg *n;
	struct rtmsg *r;
	struct nlattr *a;
	struct rtnexthop *h;
	struct fib_rule_hdr *f;
	struct ndmsg *d;

	route(AF_INET, 16);
	ip4(RTA_DST, "192.168.0.0");
	ip4(RTA_GATEWAY, "10.0.0.2");
	u32(RTA_OIF, 1);
	u32(RTA_PRIORITY, 100);
	a = nest(RTA_METRICS);
	u32(RTAX_MTU, 1300);
	str(RTAX_CC_ALGO, "cubic");
	end(a);
	talk();
	route(AF_INET, 16);
	ip4(RTA_DST, "192.169.0.0");
	a = nest(RTA_MULTIPATH);
	for (int i = 2; i < 4; i++) {
		h = (void *)(out + m->nlmsg_len);
		*h = (struct rtnexthop){ .rtnh_len = 16, .rtnh_hops = i, .rtnh_ifindex = 1 };
		m->nlmsg_len += sizeof *h;
		u32(RTA_GATEWAY, htonl(0x0a000000 + i));
	}
	end(a);
	talk();
	route(AF_INET6, 32);
	ip6(RTA_DST, "2001:db9::");
	u32(RTA_OIF, 1);
	u8(RTA_PREF, 1);
	talk();
	n = begin(RTM_NEWNEXTHOP, MAKE, sizeof *n);
	n->nh_family = AF_INET;
	u32(NHA_ID, 1);
	u32(NHA_OIF, 1);
	ip4(NHA_GATEWAY, "10.0.0.3");
	talk();
	n = begin(RTM_GETNEXTHOP, NLM_F_DUMP, sizeof *n);
	talk();
	for (int family = AF_INET; family <= AF_INET6; family += AF_INET6 - AF_INET) {
		r = begin(RTM_GETROUTE, NLM_F_DUMP, sizeof *r);
		r->rtm_family = family;
		talk();
		f = begin(RTM_NEWRULE, MAKE, sizeof *f);
		*f = (struct fib_rule_hdr){ .family = family, .action = FR_ACT_TO_TBL, .table = 100 };
		u32(FRA_PRIORITY, 1000);
		u32(FRA_FWMARK, 7);
		str(FRA_IIFNAME, "lo");
		u8(FRA_IP_PROTO, IPPROTO_TCP);
		talk();
		f = begin(RTM_GETRULE, NLM_F_DUMP, sizeof *f);
		f->family = family;
		talk();
	}
	d = begin(RTM_NEWNEIGH, MAKE, sizeof *d);
	*d = (struct ndmsg){ .ndm_family = AF_INET, .ndm_ifindex = if_nametoindex("br0"), .ndm_state = NUD_PERMANENT };
	ip4(NDA_DST, "10.0.0.9");
	put(NDA_LLADDR, "\2\0\0\0\0\1", 6);
	talk();
	d = begin(RTM_GETNEIGH, NLM_F_DUMP, sizeof *d);
	talk();
}

static void traffic(int type, const char *kind, unsigned parent, unsigned info)
{
	struct tcmsg *t = begin(type, MAKE, sizeof *t);

	t->tcm_ifindex = 1;
	t->tcm_parent = parent;
	t->tcm_handle = type == RTM_NEWTFILTER ? 0 : 0x10000;
	t->tcm_info = info;
	str(TCA_KIND, kind);
}

static void replace(void)
{
	m->nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE | NLM_F_ACK;
	talk();
}

static void queues(void)
{
	struct tc_fifo_qopt fifo = { .limit = 100 };
	struct tc_tbf_qopt tbf = { .rate = { .rate = 125000, .linklayer = 1 }, .limit = 3000, .buffer = 1000000 };
	struct tc_htb_glob htb = { .version = 3, .rate2quantum = 10, .defcls = 1 };
	struct tcmsg *t;
	struct nlattr *a, *b, *c, *d;
	struct tc_gact drop = { .action = TC_ACT_SHOT };

	traffic(RTM_NEWQDISC, "pfifo", TC_H_ROOT, 0);
	put(TCA_OPTIONS, &fifo, sizeof fifo);
	replace();
	traffic(RTM_NEWQDISC, "tbf", TC_H_ROOT, 0);
	a = nest(TCA_OPTIONS);
	put(TCA_TBF_PARMS, &tbf, sizeof tbf);
	end(a);
	replace();
	traffic(RTM_NEWQDISC, "fq_codel", TC_H_ROOT, 0);
	a = nest(TCA_OPTIONS);
	u32(TCA_FQ_CODEL_LIMIT, 1000);
	end(a);
	replace();
	traffic(RTM_NEWQDISC, "htb", TC_H_ROOT, 0);
	a = nest(TCA_OPTIONS);
	put(TCA_HTB_INIT, &htb, sizeof htb);
	end(a);
	replace();
	traffic(RTM_NEWQDISC, "ingress", TC_H_INGRESS, 0);
	talk();
	t = begin(RTM_GETQDISC, NLM_F_DUMP, sizeof *t);
	talk();
	traffic(RTM_NEWTFILTER, "matchall", 0xffff0000, TC_H_MAKE(1 << 16, htons(0x0003)));
	a = nest(TCA_OPTIONS);
	b = nest(TCA_MATCHALL_ACT);
	c = nest(1);
	str(TCA_ACT_KIND, "gact");
	d = nest(TCA_ACT_OPTIONS);
	put(TCA_GACT_PARMS, &drop, sizeof drop);
	end(d);
	end(c);
	end(b);
	end(a);
	talk();
	traffic(RTM_NEWTFILTER, "flower", 0xffff0000, TC_H_MAKE(2 << 16, htons(0x0800)));
	a = nest(TCA_OPTIONS);
	u16(TCA_FLOWER_KEY_ETH_TYPE, htons(0x0800));
	ip4(TCA_FLOWER_KEY_IPV4_DST, "10.0.0.9");
	end(a);
	talk();
	traffic(RTM_NEWTFILTER, "u32", 0xffff0000, TC_H_MAKE(3 << 16, htons(0x0800)));
	a = nest(TCA_OPTIONS);
	u32(TCA_U32_CLASSID, 0x10001);
	put(TCA_U32_SEL, "\1\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\0\x0a\0\0\0\x10\0\0\0\0\0\0\0", 32);
	end(a);
	talk();
	t = begin(RTM_GETTFILTER, NLM_F_DUMP, sizeof *t);
	t->tcm_ifindex = 1;
	t->tcm_parent = 0xffff0000;
	talk();
}

int main(void)
{
	connect_to(NETLINK_ROUTE);
	addresses();
	links();
	routes();
	queues();
	return 0;
}
