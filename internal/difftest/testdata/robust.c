//difftest: -v
//difftest: -X verbose
/* Robust lists, restartable sequences, barriers, and the newer futex calls. */
#include "fam.h"
#include <linux/futex.h>
#include <linux/membarrier.h>

struct waitv { __u64 val, uaddr; __u32 flags, reserved; };

int main(void)
{
	static struct robust_list_head head = { { &head.list }, 16 };
	void *p = 0;
	size_t n;
	unsigned word = 1, other = 2;
	struct waitv w[3] = { { 0, (uintptr_t)&word, 2 | 0x80 }, { 2, (uintptr_t)&other, 2 }, { 5, 8, 0x4d, 7 } };
	long long ts[2] = { 0, 1000 }; /* struct __kernel_timespec */

	C(set_robust_list, &head, sizeof head);
	C(set_robust_list, &head, 5L);
	C(get_robust_list, 0, &p, &n);
	C(get_robust_list, 999999999, &p, &n);
	C(get_robust_list, 0, BAD, 0);
	C(rseq, buf, 32, 0, 0x53053053);
	C(rseq, buf, 32, 1, 0x53053053);
	C(rseq, BAD, 5, 0x10, 7);
	C(membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
	C(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
	C(membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, 0, 0);
	C(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ, MEMBARRIER_CMD_FLAG_CPU, 0);
	C(membarrier, 0x40, 2, -1);
	C(futex_waitv, w, 2, 0, 0, 0);
	w[0].val = 1;
	C(futex_waitv, w, 2, 0, ts, CLOCK_MONOTONIC);
	C(futex_waitv, w, 3, 0, ts, CLOCK_REALTIME);
	C(futex_waitv, BAD, 1, 5, BAD, 77);
	return 0;
}
