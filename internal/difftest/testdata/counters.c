//difftest: -y
//difftest: -v
//difftest: -X raw
//difftest: -X verbose
/* Events of perf: of software, on the program itself; filters, groups, samples. */
#include "fam.h"
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>

int main(void)
{
	struct perf_event_attr a = { .type = PERF_TYPE_SOFTWARE, .size = sizeof a, .config = PERF_COUNT_SW_TASK_CLOCK, .disabled = 1,
		.exclude_kernel = 1, .exclude_hv = 1, .read_format = PERF_FORMAT_GROUP | PERF_FORMAT_ID };
	struct perf_event_attr b = { .type = PERF_TYPE_SOFTWARE, .size = sizeof a, .config = PERF_COUNT_SW_PAGE_FAULTS, .sample_period = 1,
		.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_ADDR, .exclude_kernel = 1, .mmap = 1, .comm = 1, .precise_ip = 0, .wakeup_events = 1 };
	struct perf_event_attr old = { .type = PERF_TYPE_TRACEPOINT, .size = PERF_ATTR_SIZE_VER0, .config = 1, .freq = 1, .sample_freq = 100 };
	struct perf_event_attr brk = { .type = PERF_TYPE_BREAKPOINT, .size = sizeof brk, .bp_type = 2, .bp_addr = 0x1000, .bp_len = 4, .exclude_kernel = 1 };
	struct perf_event_attr cache = { .type = PERF_TYPE_HW_CACHE, .size = sizeof cache, .config = PERF_COUNT_HW_CACHE_LL | PERF_COUNT_HW_CACHE_OP_WRITE << 8 | PERF_COUNT_HW_CACHE_RESULT_MISS << 16 };
	struct { struct perf_event_query_bpf q; unsigned ids[4]; } q = { { 4 } };
	unsigned long long id, period = 5;
	int lead, fd;

	lead = object(C(perf_event_open, &a, 0, -1, -1, PERF_FLAG_FD_CLOEXEC), "perf event");
	ioctl(lead, PERF_EVENT_IOC_ID, &id);
	ioctl(lead, PERF_EVENT_IOC_RESET, 0L);
	ioctl(lead, PERF_EVENT_IOC_ENABLE, (long)PERF_IOC_FLAG_GROUP);
	fd = C(perf_event_open, &b, 0, -1, lead, PERF_FLAG_FD_NO_GROUP | PERF_FLAG_FD_OUTPUT);
	if (fd < 0)
		fd = C(perf_event_open, &b, 0, -1, -1, 0L);
	mmap(0, 2 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	ioctl(fd, PERF_EVENT_IOC_PERIOD, &period);
	ioctl(fd, PERF_EVENT_IOC_REFRESH, 3L);
	ioctl(fd, PERF_EVENT_IOC_SET_OUTPUT, -1L);
	ioctl(fd, PERF_EVENT_IOC_SET_FILTER, "a filter");
	ioctl(fd, PERF_EVENT_IOC_PAUSE_OUTPUT, 1L);
	ioctl(fd, PERF_EVENT_IOC_SET_BPF, -1L);
	ioctl(fd, PERF_EVENT_IOC_QUERY_BPF, &q);
	ioctl(fd, PERF_EVENT_IOC_MODIFY_ATTRIBUTES, &b);
	ioctl(lead, PERF_EVENT_IOC_DISABLE, 0L);
	ioctl(lead, PERF_EVENT_IOC_PERIOD, BAD);
	C(perf_event_open, &old, 0, 0, -1, PERF_FLAG_PID_CGROUP | 0x100);
	C(perf_event_open, &brk, 0, -1, -1, 0L);
	C(perf_event_open, &cache, 0, -1, 99, 0L);
	C(perf_event_open, BAD, -1, -1, -1, 0L);
	return 0;
}
