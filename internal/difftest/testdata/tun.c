//netns
//difftest: -v -e trace=ioctl
//difftest: -y -e trace=ioctl
//difftest: -X verbose -e trace=ioctl
/* Devices of tun and tap in a network namespace of its own. */
#include "fam.h"
#include <linux/filter.h>
#include <linux/if.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

static int opened(short flags, const char *name)
{
	struct ifreq r = { .ifr_flags = flags };
	int fd = object(open("/dev/net/tun", O_RDWR | O_NONBLOCK), "/dev/net/tun");

	strcpy(r.ifr_name, name);
	object(ioctl(fd, TUNSETIFF, &r), "tun device");
	memset(&r, 0, sizeof r);
	ioctl(fd, TUNGETIFF, &r);
	return fd;
}

int main(void)
{
	struct sock_filter all = BPF_STMT(BPF_RET | BPF_K, 0xffff);
	struct sock_fprog prog = { 1, &all };
	struct { struct tun_filter f; char more[2][ETH_ALEN]; } filter = { { TUN_FLT_ALLMULTI, 2 }, { { 1, 0, 0x5e, 0, 0, 1 }, { 2, 3, 4, 5, 6, 7 } } };
	struct ifreq r = { 0 };
	unsigned features;
	int tun, tap, n = -1;

	tun = opened(IFF_TUN | IFF_NO_PI, "first%d");
	ioctl(tun, TUNGETFEATURES, &features);
	ioctl(tun, TUNSETPERSIST, 0L);
	ioctl(tun, TUNSETOWNER, 65534L);
	ioctl(tun, TUNSETGROUP, 65534L);
	ioctl(tun, TUNSETLINK, 1L);
	ioctl(tun, TUNSETNOCSUM, 1L);
	ioctl(tun, TUNSETDEBUG, 1L);
	ioctl(tun, TUNGETSNDBUF, &n);
	n = 100000;
	ioctl(tun, TUNSETSNDBUF, &n);
	ioctl(tun, TUNGETVNETHDRSZ, &n);
	ioctl(tun, TUNSETVNETHDRSZ, &n);
	ioctl(tun, TUNATTACHFILTER, &prog);

	tap = opened(IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE, "second");
	ioctl(tap, TUNSETOFFLOAD, (long)(TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6));
	ioctl(tap, TUNSETTXFILTER, &filter);
	ioctl(tap, TUNATTACHFILTER, &prog);
	ioctl(tap, TUNGETFILTER, &prog);
	ioctl(tap, TUNDETACHFILTER, &prog);
	n = 1;
	ioctl(tap, TUNSETVNETLE, &n);
	ioctl(tap, TUNGETVNETLE, &n);
	ioctl(tap, TUNSETVNETBE, &n);
	ioctl(tap, TUNGETVNETBE, &n);
	n = -1;
	ioctl(tap, TUNSETSTEERINGEBPF, &n);
	ioctl(tap, TUNSETFILTEREBPF, &n);
	ioctl(tap, TUNSETCARRIER, &n);
	r.ifr_flags = IFF_DETACH_QUEUE;
	ioctl(tap, TUNSETQUEUE, &r);
	r.ifr_flags = IFF_ATTACH_QUEUE;
	ioctl(tap, TUNSETQUEUE, &r);
	ioctl(tap, SIOCGIFHWADDR, &r);
	ioctl(tap, TUNGETDEVNETNS);
	n = 7;
	ioctl(-1, TUNSETIFINDEX, &n);
	ioctl(-1, TUNSETIFF, BAD);
	return 0;
}
