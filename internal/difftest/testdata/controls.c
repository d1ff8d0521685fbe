//golden: -v -a 0 -e trace=socketpair,sendmmsg,recvmmsg
//difftest:
//difftest: -v
/* Control messages of all levels, kinds and lengths, several at once, cut short;
 * and many messages in one call. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

static long buf[128];
static struct cmsghdr *const first = (void *)buf;

static void send_control(unsigned long n)
{
	struct msghdr m = { .msg_control = buf, .msg_controllen = n };

	sendmsg(-1, &m, 0);
}

static void one(int level, int type, int n)
{
	unsigned char *p;

	memset(buf, 0, sizeof buf);
	p = CMSG_DATA(first);
	for (int i = 0; i < n; i++)
		p[i] = i % 11 == 3 ? 0 : i;
	*first = (struct cmsghdr){ .cmsg_len = CMSG_LEN(n), .cmsg_level = level, .cmsg_type = type };
	send_control(CMSG_SPACE(n));
}

/* A second message behind one that is in order, with any length, in any room. */
static void second(void)
{
	struct msghdr m = { .msg_control = buf, .msg_controllen = sizeof buf };
	struct cmsghdr *next;

	memset(buf, 0, sizeof buf);
	*first = (struct cmsghdr){ .cmsg_len = CMSG_LEN(4), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
	next = CMSG_NXTHDR(&m, first);
	for (int len = 0; len < 60; len += 7)
		for (int room = 0; room < 100; room += 9) {
			*next = (struct cmsghdr){ .cmsg_len = len, .cmsg_level = SOL_SOCKET, .cmsg_type = 2 };
			send_control(room);
		}
}

/* More messages than a decoder might think of. */
static void many(void)
{
	enum { N = 40 };
	static struct mmsghdr m[N];
	static struct iovec in[N];
	static char text[N][8], names[N][128];
	struct iovec out = { "hello", 5 };
	int p[2];

	socketpair(AF_UNIX, SOCK_DGRAM, 0, p);
	for (int i = 0; i < N; i++)
		m[i].msg_hdr = (struct msghdr){ .msg_iov = &out, .msg_iovlen = 1 };
	sendmmsg(p[0], m, 9, 0);
	sendmmsg(p[0], m, 1, MSG_DONTWAIT);
	sendmmsg(p[0], m, N, MSG_DONTWAIT);
	for (int i = 0; i < N; i++) {
		in[i] = (struct iovec){ text[i], i % 8 };
		m[i].msg_hdr = (struct msghdr){ .msg_iov = in + i, .msg_iovlen = 1, .msg_name = names[i], .msg_namelen = i * 37 };
	}
	recvmmsg(p[1], m, 3, MSG_DONTWAIT, &(struct timespec){ 1, 2 });
	recvmmsg(p[1], m, N, MSG_DONTWAIT, 0);
	recvmmsg(p[1], m, N, MSG_DONTWAIT, &(struct timespec){ 1, 2 });
}

int main(void)
{
	/* levels, and the kinds that they have, up to a 0 */
	static const short kinds[][24] = {
		{ 1, 1, 2, 3, 4, 29, 35, 36, 37, 40, 58, 61, 63, 64, 65, 78, 84, 99 },
		{ 0, 1, 2, 3, 6, 7, 8, 11, 20, 23, 25, 52, 99 },
		{ 41, 2, 3, 8, 11, 25, 50, 52, 61, 67, 74, 99 },
		{ 6, 36 }, { 17, 103, 104 }, { 101, 1 }, { 107, 1, 2, 3, 4 }, { 132, 1, 2, 3, 4, 5, 6, 7, 8 }, { 263, 8, 16 }, { 269, 1 },
		{ 270, 3, 8 }, { 271, 1, 2, 3 }, { 272, 1, 2, 5, 7, 12, 16 }, { 274, 3, 4, 5 }, { 276, 1, 2, 3, 4, 5, 11, 12, 13 }, { 277, 1 },
		{ 279, 2, 3, 4 }, { 282, 1, 2 }, { 287, 1 }, { 999, 1 },
	};
	static const int lengths[] = { 0, 1, 4, 7, 8, 12, 16, 24, 33, 48, 140 };

	for (unsigned l = 0; l < sizeof kinds / sizeof *kinds; l++)
		for (int k = 1; kinds[l][k]; k++)
			for (unsigned n = 0; n < sizeof lengths / sizeof *lengths; n++)
				if (l < 2 || n % 2)
					one(kinds[l][0], kinds[l][k], lengths[n]);
	second();
	many();
	return 0;
}
