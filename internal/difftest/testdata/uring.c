//difftest: -a 0
//difftest: -a 0 -e trace=/io_uring
/* io_uring with real files and sockets: without --io-uring, what strace shows. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include "object.h"

#define ENTRIES 64
#define NO_MMAP 0x4000
#define NO_ARRAY 0x10000

static struct io_uring_params p;
static int ring, index_of = -1;
static char *rings, *entries;
static unsigned tail;

static unsigned *at(unsigned off) { return (unsigned *)(rings + off); }

/* fixed returns memory that has the same address in every run. */
static void *fixed(long where)
{
	void *m = mmap((void *)where, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (m == MAP_FAILED)
		exit(2);
	return m;
}

static struct io_uring_sqe *add(int op, int fd, void *addr, unsigned len, unsigned data)
{
	int size = p.flags & IORING_SETUP_SQE128 ? 128 : 64;
	unsigned i = tail++ & (p.sq_entries - 1);
	struct io_uring_sqe *e = (void *)(entries + i * size);

	memset(e, 0, size);
	e->opcode = op, e->fd = fd, e->addr = (unsigned long)addr, e->len = len, e->user_data = data;
	if (!(p.flags & NO_ARRAY))
		at(p.sq_off.array)[i] = i;
	return e;
}

/* enter submits n entries, waits for as many completions, and takes all. */
static int enter(unsigned n)
{
	unsigned flags = IORING_ENTER_GETEVENTS;
	unsigned head = *at(p.cq_off.head);
	int res = -1;

	__atomic_store_n(at(p.sq_off.tail), tail, __ATOMIC_RELEASE);
	if (p.flags & IORING_SETUP_SQPOLL)
		flags |= IORING_ENTER_SQ_WAKEUP;
	if (index_of >= 0)
		flags |= IORING_ENTER_REGISTERED_RING;
	syscall(SYS_io_uring_enter, index_of >= 0 ? index_of : ring, n, n, flags, 0, 0);
	if (head != __atomic_load_n(at(p.cq_off.tail), __ATOMIC_ACQUIRE))
		res = *(int *)(rings + p.cq_off.cqes + (head & (p.cq_entries - 1)) * (p.flags & IORING_SETUP_CQE32 ? 32 : 16) + 8);
	*at(p.cq_off.head) = *at(p.cq_off.tail);
	return res;
}

int main(void)
{
	char *buf = fixed(0x10000000);
	int pair[2];

	if (p.flags & NO_MMAP) {
		p.sq_off.resv2 = (unsigned long)(entries = fixed(0x20000000)); /* user_addr */
		p.cq_off.resv2 = (unsigned long)(rings = fixed(0x30000000));
	}
	ring = object(syscall(SYS_io_uring_setup, ENTRIES, &p), "io_uring");
	if (!(p.flags & NO_MMAP)) {
		int size = p.flags & IORING_SETUP_SQE128 ? 128 : 64;
		rings = mmap(0, 16384, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
		entries = mmap(0, p.sq_entries * size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
	}

	strcpy(buf, "f");
	add(IORING_OP_OPENAT, AT_FDCWD, buf, 0600, 1)->open_flags = O_RDWR | O_CREAT;
	int f = enter(1);

	if (p.flags & IORING_SETUP_SQPOLL)
		return 0;

	strcpy(buf + 256, "hello, ring");
	struct iovec *v = (void *)(buf + 512);
	v[0].iov_base = buf + 256, v[0].iov_len = 5, v[1].iov_base = buf + 261, v[1].iov_len = 6;
	add(IORING_OP_WRITEV, f, v, 2, 2)->flags = IOSQE_IO_LINK;
	add(IORING_OP_FSYNC, f, 0, 0, 3)->fsync_flags = IORING_FSYNC_DATASYNC;
	enter(2);

	syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &f, 1);
	add(IORING_OP_READ, 0, buf + 1024, 16, 4)->flags = IOSQE_FIXED_FILE;
	enter(1);

	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	add(IORING_OP_SEND, pair[0], buf + 256, 5, 5)->msg_flags = MSG_NOSIGNAL;
	enter(1);
	add(IORING_OP_RECV, pair[1], buf + 2048, 16, 6);
	enter(1);

	/* Three are queued, then one, then the others are submitted. */
	add(IORING_OP_NOP, -1, 0, 0, 7);
	add(IORING_OP_CLOSE, pair[0], 0, 0, 8);
	add(IORING_OP_CLOSE, 77, 0, 0, 9);
	enter(1);
	enter(2);

	/* The kernel stops at the first. */
	add(200, 3, 0, 0, 10);
	add(IORING_OP_NOP, -1, 0, 0, 11);
	enter(2);
	enter(1);

	long long *t = (void *)(buf + 4096);
	t[1] = 1000;
	add(IORING_OP_TIMEOUT, -1, t, 1, 12);
	enter(1);

	struct io_uring_rsrc_update u = { -1U, 0, ring };
	if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_RING_FDS, &u, 1) == 1) {
		index_of = u.offset;
		add(IORING_OP_UNLINKAT, AT_FDCWD, buf, 0, 13);
		enter(1);
	}
	return 0;
}
