/* Scheduling and priorities. */
#include "fam.h"
#include <sched.h>
#include <sys/resource.h>

int main(void)
{
	struct sched_param sp = { 0 };
	unsigned attr[12] = { 48, SCHED_BATCH, 0, 0, 0, 0 };

	C(sched_getscheduler, 0);
	C(sched_setscheduler, 0, SCHED_BATCH, &sp);
	C(sched_setscheduler, 0, SCHED_FIFO | 0x40000000, BAD);
	C(sched_getparam, 0, buf);
	C(sched_setparam, 0, &sp);
	C(sched_get_priority_max, SCHED_RR);
	C(sched_get_priority_min, 99);
	C(sched_rr_get_interval, 0, buf);
	C(sched_yield);
	C(sched_setattr, 0, attr, 0);
	C(sched_getattr, 0, buf, 48, 0);
	C(sched_getattr, 0, buf, 4, 0);
	C(sched_getaffinity, 0, 4, buf);
	C(sched_setaffinity, 0, 0, buf + 8192);
	C(getpriority, PRIO_PROCESS, 0);
	C(setpriority, PRIO_PROCESS, 0, 0);
	C(getpriority, 9, 0);
#ifdef SYS_nice
	C(nice, 0);
#endif
	C(ioprio_get, 1, 0);
	C(ioprio_set, 1, 0, 2 << 13 | 4);
	C(ioprio_set, 9, 0, 0);
	return 0;
}
