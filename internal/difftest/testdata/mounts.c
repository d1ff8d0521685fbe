//difftest:
//difftest: -v
//difftest: -s 3
//difftest: -X verbose
/* Calls on mounts and quotas, none of which finds what it is asked to change. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/mount.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#define call(name, ...) syscall(SYS_##name, ##__VA_ARGS__)
#define QCMD(cmd, type) ((unsigned)(cmd) << 8 | (type))

int main(void)
{
	struct mount_attr attr = { MOUNT_ATTR_RDONLY, MOUNT_ATTR__ATIME, 0x40000, 5 };
	uint64_t quota[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 0x3f };
	unsigned flags = 3;

	call(mount, "dev", "none", "ext4", MS_RDONLY | MS_NOSUID, "data=1");
	call(mount, "dev", "none", "type", MS_BIND | MS_REC, "data");
	call(mount, 0, "none", 0, MS_REMOUNT | MS_BIND, "data");
	call(mount, "dev", "none", "ext4", 0xc0ed0000 | MS_NOEXEC, 0);
	call(mount, "dev", "none", (char *)1, MS_PRIVATE, 0);
	call(umount2, "none", 1 | 8);
#ifdef SYS_umount
	call(umount, "none");
#endif
	call(fsopen, "none", FSOPEN_CLOEXEC);
	call(fspick, AT_FDCWD, "none", FSPICK_NO_AUTOMOUNT);
	call(fsmount, -1, FSMOUNT_CLOEXEC, MOUNT_ATTR_RDONLY | MOUNT_ATTR_STRICTATIME);
	call(fsconfig, -1, FSCONFIG_SET_FLAG, "ro", 0, 0);
	call(fsconfig, -1, FSCONFIG_SET_STRING, "source", "/dev/none", 0);
	call(fsconfig, -1, FSCONFIG_SET_BINARY, "key", "\1\2\3\4", 4);
	call(fsconfig, -1, FSCONFIG_SET_PATH, "key", "none", AT_FDCWD);
	call(fsconfig, -1, FSCONFIG_SET_PATH_EMPTY, "key", "", 5);
	call(fsconfig, -1, FSCONFIG_SET_FD, "key", 0, 5);
	call(fsconfig, -1, FSCONFIG_CMD_CREATE, 0, 0, 0);
	call(fsconfig, -1, 99, "key", "value", 1);
	call(open_tree, AT_FDCWD, "none", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | 0x8000);
	call(move_mount, -1, "none", AT_FDCWD, "none", MOVE_MOUNT_F_EMPTY_PATH);
	call(mount_setattr, AT_FDCWD, "none", 0x8000, &attr, sizeof attr);
	call(mount_setattr, -1, "none", 0, &attr, 8);
	call(quotactl, QCMD(0x800007, 0), "none", 1000, quota);
	call(quotactl, QCMD(0x800008, 1), "none", -1, quota);
	call(quotactl, QCMD(0x800006, 2), "none", 0, quota);
	call(quotactl, QCMD(0x800002, 1), "none", 4, "none");
	call(quotactl, QCMD(0x5801, 0), "none", 0, &flags);
	call(quotactl, QCMD(0x5804, 0), "none", 1000, quota);
	call(quotactl_fd, -1, QCMD(0x800001, 0), 0, 0);
	return 0;
}
