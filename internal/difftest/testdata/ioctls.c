//golden: no a seccomp filter answers: there are no objects, and each command has its vector
/* Commands of ioctl(2): harmless ones on files of several kinds, then many that a
 * seccomp filter answers instead of the kernel: with 0, then with an error. No
 * device is touched. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/blkpg.h>
#include <linux/blktrace_api.h>
#include <linux/counter.h>
#include <linux/fiemap.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/input.h>
#include <linux/kd.h>
#include <linux/lirc.h>
#include <linux/loop.h>
#include <linux/nbd.h>
#include <linux/nsfs.h>
#include <linux/ptp_clock.h>
#include <linux/random.h>
#include <linux/rtc.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <linux/watchdog.h>
#include <net/if.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const unsigned commands[] = {
	BLKROSET, BLKROGET, BLKRRPART, BLKGETSIZE, BLKFLSBUF, BLKRASET, BLKRAGET, BLKSECTGET, BLKSSZGET,
	BLKBSZGET, BLKBSZSET, BLKGETSIZE64, BLKDISCARD, BLKIOMIN, BLKIOOPT, BLKALIGNOFF, BLKPBSZGET,
	BLKSECDISCARD, BLKROTATIONAL, BLKZEROOUT, BLKPG, BLKTRACESETUP, BLKTRACESTART,
	LOOP_SET_FD, LOOP_CLR_FD, LOOP_SET_STATUS, LOOP_GET_STATUS, LOOP_SET_STATUS64, LOOP_GET_STATUS64,
	LOOP_CHANGE_FD, LOOP_SET_CAPACITY, LOOP_SET_DIRECT_IO, LOOP_SET_BLOCK_SIZE, LOOP_CONFIGURE,
	LOOP_CTL_ADD, LOOP_CTL_REMOVE, LOOP_CTL_GET_FREE,
	NBD_SET_SOCK, NBD_SET_BLKSIZE, NBD_DO_IT, NBD_SET_TIMEOUT,
	FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, FS_IOC_FSGETXATTR, FS_IOC_FSSETXATTR, FS_IOC_FIEMAP, FICLONE,
	FICLONERANGE, FIDEDUPERANGE, FITRIM, FIFREEZE, FITHAW, FS_IOC_GETFSLABEL, FS_IOC_SETFSLABEL,
	RNDGETENTCNT, RNDADDTOENTCNT, RNDADDENTROPY, RNDCLEARPOOL,
	RTC_AIE_ON, RTC_ALM_SET, RTC_ALM_READ, RTC_RD_TIME, RTC_SET_TIME, RTC_IRQP_READ, RTC_IRQP_SET,
	RTC_WKALM_SET, RTC_WKALM_RD, RTC_PLL_GET, RTC_PLL_SET, RTC_VL_READ, RTC_VL_CLR,
	WDIOC_GETSTATUS, WDIOC_KEEPALIVE, WDIOC_SETTIMEOUT, WDIOC_GETTIMEOUT,
	UFFDIO_API, UFFDIO_REGISTER, UFFDIO_UNREGISTER, UFFDIO_WAKE, UFFDIO_COPY, UFFDIO_ZEROPAGE,
	SECCOMP_IOCTL_NOTIF_RECV, SECCOMP_IOCTL_NOTIF_SEND, SECCOMP_IOCTL_NOTIF_ID_VALID,
	SECCOMP_IOCTL_NOTIF_ADDFD,
	EVIOCGVERSION, EVIOCGID, EVIOCGREP, EVIOCSREP, EVIOCGKEYCODE, EVIOCSKEYCODE, EVIOCGNAME(16),
	EVIOCGPHYS(16), EVIOCGUNIQ(16), EVIOCGPROP(8), EVIOCGMTSLOTS(16), EVIOCGKEY(8), EVIOCGLED(8),
	EVIOCGSND(8), EVIOCGSW(8), EVIOCGBIT(0, 8), EVIOCGBIT(EV_KEY, 96), EVIOCGABS(ABS_X),
	EVIOCSABS(ABS_Y), EVIOCRMFF, EVIOCGEFFECTS, EVIOCGRAB, EVIOCREVOKE, EVIOCSCLOCKID,
	PTP_CLOCK_GETCAPS, PTP_EXTTS_REQUEST, PTP_PIN_GETFUNC, PTP_PIN_SETFUNC, PTP_SYS_OFFSET_PRECISE,
	LIRC_GET_FEATURES, LIRC_GET_SEND_MODE, LIRC_SET_REC_MODE, LIRC_GET_LENGTH,
	COUNTER_ADD_WATCH_IOCTL, COUNTER_ENABLE_EVENTS_IOCTL,
	KDGETLED, KDSETLED, KDGKBTYPE, KDGETMODE, KDSETMODE, KDGKBMODE, KDSKBMODE, KDGKBMETA, KDSKBMETA,
	SIOCGIFNAME, SIOCGIFFLAGS, SIOCSIFFLAGS, SIOCGIFADDR, SIOCGIFNETMASK, SIOCGIFMTU, SIOCGIFHWADDR,
	SIOCGIFINDEX, SIOCGIFTXQLEN, SIOCGIFMAP, SIOCADDMULTI, SIOCSIFNAME,
	_IOC(_IOC_READ | _IOC_WRITE, 0x7e, 0x7f, 0x80), _IOC(_IOC_NONE, 0, 0, 0),
};

static void answered(int err, char *page)
{
	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_ioctl, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | err),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog p = { sizeof f / sizeof *f, f };

	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p))
		_exit(2);
	for (unsigned i = 0; i < sizeof commands / sizeof *commands; i++) {
		ioctl(-2, commands[i], 1L);
		for (int k = 0; k < 1024; k++)
			page[k] = 0;
		ioctl(-2, commands[i], page);
		for (int k = 0; k < 1024; k++)
			page[k] = k % 4 ? 0 : k / 4 + 1;
		ioctl(-2, commands[i], page);
		ioctl(-2, commands[i], page + 1024);
	}
}

int main(void)
{
	char *page = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int n = 0, fds[2];
	struct ifreq r = { .ifr_name = "lo" };

	if (page == MAP_FAILED || munmap(page + 4096, 4096))
		return 1;
	page += 4096 - 1024;
	if (pipe(fds) || write(fds[1], "hello", 5) != 5)
		return 1;
	ioctl(fds[0], FIONREAD, &n);
	ioctl(fds[0], FIONBIO, &n);
	ioctl(fds[0], FIOCLEX);
	ioctl(fds[0], FIONCLEX);
	ioctl(fds[0], TCGETS, page);
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	ioctl(s, SIOCGIFFLAGS, &r);
	ioctl(s, SIOCGIFADDR, &r);
	ioctl(s, SIOCGIFINDEX, &r);
	ioctl(s, SIOCGIFNAME, &r);
	ioctl(s, SIOCGIFMTU, &r);
	ioctl(s, SIOCGIFHWADDR, &r);
	strcpy(r.ifr_name, "nosuchdev");
	ioctl(s, SIOCGIFINDEX, &r);
	int d = open("/dev/urandom", O_RDONLY);
	ioctl(d, RNDGETENTCNT, 1L);
	int ns = open("/proc/self/ns/net", O_RDONLY);
	ioctl(ns, NS_GET_NSTYPE);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 1;
	if (!fork()) {
		answered(0, page);
		_exit(0);
	}
	answered(EPERM, page);
	return 0;
}
