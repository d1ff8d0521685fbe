//netns
//difftest:
//difftest: -v
/* Families of generic netlink that the kernel has, asked for by name and then spoken
 * to, in a network namespace of its own; audit. */
#include "rtnl.h"
#include <sys/time.h>
#include <linux/audit.h>
#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/mptcp.h>
#include <linux/tcp_metrics.h>

/* The number of a family, 0 if the kernel lacks it. */
static int family(const char *name)
{
	struct genlmsghdr *g = begin(GENL_ID_CTRL, 0, sizeof *g);
	struct nlmsghdr *h = (void *)in;
	struct nlattr *a;

	*g = (struct genlmsghdr){ CTRL_CMD_GETFAMILY, 1 };
	str(CTRL_ATTR_FAMILY_NAME, name);
	talk();
	if (h->nlmsg_type != GENL_ID_CTRL)
		return 0;
	for (a = (void *)(in + NLMSG_LENGTH(sizeof *g)); (char *)a < in + h->nlmsg_len; a = (void *)a + NLA_ALIGN(a->nla_len))
		if (a->nla_type == CTRL_ATTR_FAMILY_ID)
			return *(unsigned short *)(a + 1);
	return 0;
}

static void command(int type, int flags, int cmd, int version)
{
	*(struct genlmsghdr *)begin(type, flags, sizeof(struct genlmsghdr)) = (struct genlmsghdr){ cmd, version };
}

static void ethtool(int type)
{
	struct nlattr *a;

	command(type, 0, ETHTOOL_MSG_STRSET_GET, 1);
	a = nest(ETHTOOL_A_STRSET_HEADER);
	u32(ETHTOOL_A_HEADER_DEV_INDEX, 1);
	u32(ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_COMPACT_BITSETS);
	end(a);
	talk();
	command(type, NLM_F_DUMP, ETHTOOL_MSG_FEATURES_GET, 1);
	a = nest(ETHTOOL_A_FEATURES_HEADER | NLA_F_NESTED);
	end(a);
	talk();
	command(type, 0, ETHTOOL_MSG_LINKSTATE_GET, 1);
	a = nest(ETHTOOL_A_LINKSTATE_HEADER | NLA_F_NESTED);
	str(ETHTOOL_A_HEADER_DEV_NAME, "lo");
	end(a);
	talk();
}

static void mptcp(int type)
{
	struct nlattr *a;

	command(type, 0, MPTCP_PM_CMD_ADD_ADDR, 1);
	a = nest(MPTCP_PM_ATTR_ADDR | NLA_F_NESTED);
	u16(MPTCP_PM_ADDR_ATTR_FAMILY, AF_INET);
	u8(MPTCP_PM_ADDR_ATTR_ID, 5);
	ip4(MPTCP_PM_ADDR_ATTR_ADDR4, "10.0.0.1");
	u32(MPTCP_PM_ADDR_ATTR_FLAGS, MPTCP_PM_ADDR_FLAG_SIGNAL);
	end(a);
	talk();
	command(type, NLM_F_DUMP, MPTCP_PM_CMD_GET_ADDR, 1);
	talk();
	command(type, 0, MPTCP_PM_CMD_GET_LIMITS, 1);
	talk();
}

/* Audit's answers come from a thread of the kernel. */
static void audit(int type)
{
	begin(type, 0, 0);
	send(s, out, m->nlmsg_len, 0);
	recv(s, in, sizeof in, 0);
}

int main(void)
{
	static const char *const absent[] = { "ovs_datapath", "wireguard", "nl80211", "devlink", "macsec", "team", "no such family" };
	int type;

	connect_to(NETLINK_GENERIC);
	if ((type = family("ethtool")))
		ethtool(type);
	if ((type = family("mptcp_pm")))
		mptcp(type);
	if ((type = family("tcp_metrics"))) {
		command(type, NLM_F_DUMP, TCP_METRICS_CMD_GET, 1);
		talk();
		command(type, 0, TCP_METRICS_CMD_GET, 1);
		ip4(TCP_METRICS_ATTR_ADDR_IPV4, "10.0.0.1");
		talk();
	}
	for (unsigned i = 0; i < sizeof absent / sizeof *absent; i++)
		family(absent[i]);
	command(GENL_ID_CTRL, NLM_F_DUMP, CTRL_CMD_GETPOLICY, 1);
	str(CTRL_ATTR_FAMILY_NAME, "nlctrl");
	talk();
	close(s);
	connect_to(NETLINK_AUDIT);
	setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ 2 }, sizeof(struct timeval));
	audit(AUDIT_GET);
	audit(AUDIT_GET_FEATURE);
	audit(AUDIT_LIST_RULES);
	return 0;
}
