//difftest: -f -y
//difftest: -f -X verbose
//loose
/* Calls that another process decides on: seccomp's notifications. */
#include "fam.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static int listener;
static struct seccomp_notif_resp r;

static void answer(int error, unsigned flags)
{
	struct seccomp_notif n = { 0 };
	struct seccomp_notif_addfd a = { 0 };

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &n))
		return;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &n.id);
	a.id = n.id;
	a.srcfd = 0;
	a.newfd = 50;
	a.flags = SECCOMP_ADDFD_FLAG_SETFD;
	a.newfd_flags = O_CLOEXEC;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &a);
	memset(&r, 0, sizeof r);
	r.id = n.id;
	r.error = error;
	r.flags = flags;
	if (!flags)
		r.val = 77;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &r);
}

int main(void)
{
	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_getpgid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog p = { sizeof f / sizeof *f, f };
	struct seccomp_notif_sizes sizes;
	unsigned action = SECCOMP_RET_KILL_PROCESS;

	C(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
	C(seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes);
	C(seccomp, SECCOMP_SET_MODE_FILTER, 0x1000, &p);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	listener = object(C(seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &p), "seccomp notifications");
	if (!fork()) {
		C(getpgid, 1);
		C(getpgid, 2);
		C(getpgid, 3);
		_exit(0);
	}
	answer(0, 0);
	answer(-EXDEV, 0);
	answer(0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
	wait(0);
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &r); /* there is none any more */
	return 0;
}
