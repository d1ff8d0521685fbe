//golden: -f -y -a 0 -e read=3,5 -e write=4
/* What -e read= and write= dump. (strace leaves out what follows an empty buffer
 * of an array, so there is none here.) */
//difftest: -e read=all -e write=all
//difftest: -e read=3,5 -e write=!4
//difftest: -e read=none -e write=4 -f -t
//difftest: -e write=all -e raw=write -s 4
#include "fam.h"
#include <sys/sendfile.h>
#include <sys/wait.h>

int main(void)
{
	static char big[13000];
	int p[2], s[2], f;
	char x[2], y[50];
	struct iovec out[2] = { { "abc", 3 }, { "defghijklmnopqrstuvwxyz", 23 } };
	struct iovec in[3] = { { x, 2 }, { y, 50 }, { buf, 10 } };
	struct msghdr om = { .msg_iov = out, .msg_iovlen = 2 }, im = { .msg_iov = in, .msg_iovlen = 3 };
	struct mmsghdr omm[2] = { { om }, { om } }, imm[3] = { { im }, { im }, { im } };

	pipe(p);
	C(write, p[1], "a text of more than sixteen bytes\x80\xff\n", 36);
	C(read, p[0], buf, 100);
	C(write, p[1], "0123456789abcdef", 16);
	C(read, p[0], buf, 16);
	C(write, p[1], "", 0);
	C(writev, p[1], out, 2);
	C(readv, p[0], in, 3);
	C(vmsplice, p[1], out, 1, 0);
	C(read, p[0], buf, 1);
	C(read, 99, buf, 4);
	C(write, 99, "abc", 3);
	C(write, p[1], BAD, 4);
	C(readv, p[0], BAD, 4);
	socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
	send(s[0], "ping", 4, 0);
	recv(s[1], buf, 10, 0);
	sendto(s[0], "pong", 4, 0, 0, 0);
	recvfrom(s[1], buf, 10, 0, 0, 0);
	sendmsg(s[0], &om, 0);
	recvmsg(s[1], &im, 0);
	sendmmsg(s[0], omm, 2, 0);
	recvmmsg(s[1], imm, 2, 0, 0);
	f = C(memfd_create, "x", 0);
	pwrite(f, "0123456789", 10, 0);
	pread(f, buf, 5, 2);
	pwritev(f, out, 2, 0);
	preadv(f, in, 2, 1);
	pwritev2(f, out, 1, 0, 0);
	preadv2(f, in, 2, 0, 0);
	C(write, f, big, sizeof big);
	C(pread64, f, big, sizeof big, 0L, 0L);
	return 0;
}
