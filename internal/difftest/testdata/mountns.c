//difftest: -y
//difftest: -v
//difftest: -X verbose
/* Mounts in a namespace of its own: the old way, the new one, what is asked of them. */
#include "fam.h"
#include <linux/mount.h>
#include <sched.h>
#include <sys/statfs.h>

#ifndef MS_PRIVATE
#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_REMOUNT 32
#define MS_BIND 4096
#define MS_REC 16384
#define MS_PRIVATE (1 << 18)
#define MS_SLAVE (1 << 19)
#endif

static void old_way(void)
{
	C(mount, "none", "/", 0, MS_REC | MS_PRIVATE, 0);
	mkdir("old", 0700);
	mkdir("bound", 0700);
	C(mount, "tmpfs", "old", "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,mode=700");
	C(mount, "old", "bound", 0, MS_BIND, BAD);
	C(mount, 0, "bound", 0, MS_REMOUNT | MS_BIND | 1, 0);
	C(mount, "x", "missing", "none", 0xc0ed0000 | 0x10000000, "");
#ifdef SYS_umount
	C(umount, "missing");
#endif
	C(umount2, "bound", 2);
	C(umount2, "old", 1 | 8 | 0x100);
	C(umount2, "old", 4);
	C(umount2, "old", 2);
	C(pivot_root, "old", "missing");
}

static void new_way(void)
{
	struct mount_attr a = { .attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOATIME, .attr_clr = MOUNT_ATTR__ATIME, .propagation = MS_SLAVE };
	int fs = C(fsopen, "tmpfs", FSOPEN_CLOEXEC), mnt, tree;

	C(fsconfig, fs, FSCONFIG_SET_STRING, "size", "64k", 0);
	C(fsconfig, fs, FSCONFIG_SET_FLAG, "noswap", 0, 0);
	C(fsconfig, fs, FSCONFIG_SET_STRING, "wrong", "value", 0);
	C(read, fs, buf, 200L);
	C(fsconfig, fs, FSCONFIG_SET_BINARY, "key", "\1\2\3", 3);
	C(fsconfig, fs, FSCONFIG_SET_PATH, "path", "/", AT_FDCWD);
	C(fsconfig, fs, FSCONFIG_SET_PATH_EMPTY, "path", "", 0);
	C(fsconfig, fs, FSCONFIG_SET_FD, "fd", 0, 0);
	C(fsconfig, fs, FSCONFIG_CMD_CREATE, 0, 0, 0);
	mnt = C(fsmount, fs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID | MOUNT_ATTR_STRICTATIME);
	C(mount_setattr, mnt, "", AT_EMPTY_PATH, &a, sizeof a);
	mkdir("new", 0700);
	C(move_mount, mnt, "", AT_FDCWD, "new", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS);
	tree = C(open_tree, AT_FDCWD, "new", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	C(mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &a, sizeof a);
	fs = C(fspick, AT_FDCWD, "new", FSPICK_CLOEXEC | FSPICK_NO_AUTOMOUNT);
	C(fsconfig, fs, FSCONFIG_SET_STRING, "size", "32k", 0);
	C(fsconfig, fs, FSCONFIG_CMD_RECONFIGURE, 0, 0, 0);
	C(fsconfig, fs, 99, "what", BAD, 5);
	C(statfs, "new", buf);
	C(umount2, "new", 2);
}

int main(void)
{
	if (C(unshare, CLONE_NEWNS) && C(unshare, CLONE_NEWUSER | CLONE_NEWNS))
		return 0;
	old_way();
	new_way();
	return 0;
}
