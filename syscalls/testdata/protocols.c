// protocols is loaded into strace by TestVectorsAgainstStrace: strace asks the
// kernel for the protocol of a netlink socket (sock_diag(7)) and is told the one
// that play.c put into the port that the socket is connected to. So messages of
// protocols that the kernel does not have can be compared, too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/sock_diag.h>
#include <stddef.h>
#include <sys/socket.h>

#define PORT 0x4e4c0000

ssize_t recvmsg(int fd, struct msghdr *m, int flags) {
	static ssize_t (*real)(int, struct msghdr *, int);
	if (!real)
		real = dlsym(RTLD_NEXT, "recvmsg");
	ssize_t n = real(fd, m, flags);
	struct nlmsghdr *h = n > 0 ? m->msg_iov[0].iov_base : NULL;
	int left = n;
	for (; h && NLMSG_OK(h, left); h = NLMSG_NEXT(h, left)) {
		struct netlink_diag_msg *d = NLMSG_DATA(h);
		if (h->nlmsg_type == SOCK_DIAG_BY_FAMILY && h->nlmsg_len >= NLMSG_LENGTH(sizeof *d) &&
			d->ndiag_family == AF_NETLINK && (d->ndiag_dst_portid & ~0xffu) == PORT)
			d->ndiag_protocol = d->ndiag_dst_portid & 0xff;
	}
	return n;
}
