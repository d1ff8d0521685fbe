//golden: no its file system has no quotas where the goldens are made
//difftest: -y
//difftest: -v
//difftest: -X verbose
/* Quotas, on a file system of its own that has them: tmpfs in a mount namespace. */
#include "fam.h"
#include <linux/dqblk_xfs.h>
#include <linux/quota.h>
#include <sched.h>

int main(void)
{
	struct if_dqblk b = { .dqb_bhardlimit = 100, .dqb_bsoftlimit = 50, .dqb_valid = QIF_LIMITS };
	struct if_dqinfo info = { .dqi_bgrace = 7, .dqi_valid = IIF_BGRACE };
	int fd;

	object(C(unshare, CLONE_NEWNS), "mount namespace");
	C(mount, 0, "/", 0, 1 << 18 | 16384, 0);
	mkdir("q", 0700);
	object(C(mount, "none", "q", "tmpfs", 0, "quota,size=1m"), "tmpfs with quotas");
	fd = open("q", O_RDONLY | O_DIRECTORY);
	C(quotactl_fd, fd, QCMD(Q_SETQUOTA, USRQUOTA), 1000, &b);
	C(quotactl_fd, fd, QCMD(Q_GETQUOTA, USRQUOTA), 1000, &b);
	C(quotactl_fd, fd, QCMD(Q_GETNEXTQUOTA, GRPQUOTA), 0, buf);
	C(quotactl_fd, fd, QCMD(Q_GETINFO, USRQUOTA), 0, &info);
	C(quotactl_fd, fd, QCMD(Q_SETINFO, USRQUOTA), 0, &info);
	C(quotactl_fd, fd, QCMD(Q_GETFMT, USRQUOTA), 0, buf);
	C(quotactl_fd, fd, QCMD(Q_XGETQUOTA, PRJQUOTA), 7, buf);
	C(quotactl_fd, fd, QCMD(Q_XGETQSTATV, USRQUOTA), 0, buf);
	C(quotactl_fd, fd, QCMD(0x123456, 9), 0, buf);
	C(quotactl, QCMD(Q_SYNC, USRQUOTA), "/dev/none", 0, 0);
	C(quotactl, QCMD(Q_QUOTAON, GRPQUOTA), "/dev/none", QFMT_VFS_V1, "file");
	C(quotactl, QCMD(Q_XQUOTAON, GRPQUOTA), "/dev/none", 0, buf);
	C(umount2, "q", 2);
	return 0;
}
