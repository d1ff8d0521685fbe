//netns
//difftest:
//difftest: -v
//difftest: -X verbose
/* Sockets in a network namespace of its own, as sock_diag(7) shows them; states
 * and policies of IPsec. */
#include "rtnl.h"
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <linux/xfrm.h>
#include <sys/un.h>

static void sockets(void)
{
	struct sockaddr_in a = { AF_INET, htons(4242) };
	struct sockaddr_in6 a6 = { AF_INET6, htons(4243) };
	struct sockaddr_un u = { AF_UNIX, "\0a name" };
	struct sock_filter all = BPF_STMT(BPF_RET | BPF_K, 0xffff);
	struct sock_fprog prog = { 1, &all };
	struct sockaddr_nl n = { .nl_family = AF_NETLINK, .nl_pid = 4712 };
	struct packet_mreq mr = { .mr_ifindex = 1, .mr_type = PACKET_MR_MULTICAST, .mr_alen = 6, .mr_address = { 1, 0, 0x5e } };
	int fds[2], t = socket(AF_INET, SOCK_STREAM, 0), t6 = socket(AF_INET6, SOCK_STREAM, 0);

	bind(t, (struct sockaddr *)&a, sizeof a);
	listen(t, 5);
	bind(t6, (struct sockaddr *)&a6, sizeof a6);
	listen(t6, 5);
	bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&u, 9);
	socketpair(AF_UNIX, SOCK_DGRAM, 0, fds);
	bind(socket(AF_NETLINK, SOCK_RAW, NETLINK_USERSOCK), (struct sockaddr *)&n, sizeof n);
	t = socket(AF_PACKET, SOCK_RAW, htons(3));
	setsockopt(t, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof prog);
	setsockopt(t, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mr, sizeof mr);
}

static void dumps(void)
{
	struct inet_diag_req_v2 *i;
	struct unix_diag_req *u;
	struct netlink_diag_req *n;
	struct packet_diag_req *p;

	for (int family = AF_INET; family <= AF_INET6; family += AF_INET6 - AF_INET) {
		i = begin(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, sizeof *i);
		*i = (struct inet_diag_req_v2){ .sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_ext = 0xff, .idiag_states = 0x1fff };
		talk();
	}
	u = begin(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, sizeof *u);
	*u = (struct unix_diag_req){ .sdiag_family = AF_UNIX, .udiag_states = 0x1fff, .udiag_show = 0x7f };
	talk();
	n = begin(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, sizeof *n);
	*n = (struct netlink_diag_req){ .sdiag_family = AF_NETLINK, .sdiag_protocol = NETLINK_USERSOCK, .ndiag_show = 0xf };
	talk();
	p = begin(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, sizeof *p);
	*p = (struct packet_diag_req){ .sdiag_family = AF_PACKET, .pdiag_show = 0x3f };
	talk();
}

static void ipsec(void)
{
	struct xfrm_usersa_info *sa;
	struct xfrm_userpolicy_info *p;
	struct { struct xfrm_algo a; char key[16]; } k = { { "cbc(aes)", 128 }, "0123456789abcde" };
	struct xfrm_user_tmpl t = { .family = AF_INET6, .mode = XFRM_MODE_TUNNEL, .id.proto = IPPROTO_ESP, .reqid = 1, .aalgos = -1, .ealgos = -1, .calgos = -1 };

	sa = begin(XFRM_MSG_NEWSA, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *sa);
	sa->family = sa->sel.family = AF_INET6;
	sa->mode = XFRM_MODE_TUNNEL;
	sa->id.proto = IPPROTO_ESP;
	sa->id.spi = htonl(0x100);
	sa->reqid = 1;
	inet_pton(AF_INET6, "2001:db8::", &sa->id.daddr);
	inet_pton(AF_INET6, "2001:db9::", &sa->saddr);
	put(XFRMA_ALG_CRYPT, &k, sizeof k);
	talk();
	p = begin(XFRM_MSG_NEWPOLICY, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *p);
	p->sel.family = AF_INET6;
	p->dir = XFRM_POLICY_OUT;
	inet_pton(AF_INET6, "2001:db8::", &t.id.daddr);
	put(XFRMA_TMPL, &t, sizeof t);
	talk();
	begin(XFRM_MSG_GETSA, NLM_F_DUMP, 0);
	talk();
	begin(XFRM_MSG_GETPOLICY, NLM_F_DUMP, 0);
	talk();
}

int main(void)
{
	sockets();
	connect_to(NETLINK_SOCK_DIAG);
	dumps();
	close(s);
	connect_to(NETLINK_XFRM);
	ipsec();
	return 0;
}
