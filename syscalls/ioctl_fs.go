package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Commands of files and file systems (linux/fs.h, linux/btrfs.h).
var fsIoctls = []Case{
	{Name: "BTRFS_IOC_ADD_DEV", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_BALANCE"},
	{Name: "BTRFS_IOC_DEFAULT_SUBVOL", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "BTRFS_IOC_DEFRAG"},
	{Name: "BTRFS_IOC_DEVICES_READY", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_FORGET_DEV", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_QGROUP_ASSIGN", Args: []Arg{in("arg", &btrfsAssign)}},
	{Name: "BTRFS_IOC_QGROUP_CREATE", Args: []Arg{in("arg", &btrfsQgroup)}},
	{Name: "BTRFS_IOC_QUOTA_RESCAN_WAIT"},
	{Name: "BTRFS_IOC_RESIZE", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_RM_DEV", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_SCAN_DEV", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_SCRUB_CANCEL"},
	{Name: "BTRFS_IOC_SNAP_CREATE", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_SNAP_DESTROY", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_START_SYNC", Args: []Arg{outNum("arg", ctype.U64)}},
	{Name: "BTRFS_IOC_SUBVOL_CREATE", Args: []Arg{in("arg", &btrfsVol)}},
	{Name: "BTRFS_IOC_SYNC"},
	{Name: "BTRFS_IOC_TRANS_END"},
	{Name: "BTRFS_IOC_TRANS_START"},
	{Name: "BTRFS_IOC_WAIT_SYNC", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "FICLONE", Args: []Arg{num("arg")}},
	{Name: "FICLONERANGE", Args: []Arg{in("arg", &cloneRange)}},
	{Name: "FIDEDUPERANGE", Args: []Arg{inoutCustom("arg", sayDedupe)}},
	{Name: "FIFREEZE"},
	{Name: "FITHAW"},
	{Name: "FITRIM", Args: []Arg{in("arg", &trimRange)}},
	{Name: "FS_IOC32_GETFLAGS", Args: []Arg{outFlags("arg", &xlat.InodeFlags)}},
	{Name: "FS_IOC32_SETFLAGS", Args: []Arg{inFlags("arg", &xlat.InodeFlags)}},
	{Name: "FS_IOC_FIEMAP", Args: []Arg{inoutCustom("arg", sayFiemap)}},
	{Name: "FS_IOC_FSGETXATTR", Args: []Arg{out("arg", &fsxattr)}},
	{Name: "FS_IOC_FSSETXATTR", Args: []Arg{in("arg", &fsxattrSet)}},
	{Name: "FS_IOC_GETFLAGS", Args: []Arg{outFlags("arg", &xlat.InodeFlags)}},
	{Name: "FS_IOC_GETFSLABEL", Args: []Arg{outCustom("arg", sayLabel)}},
	{Name: "FS_IOC_SETFLAGS", Args: []Arg{inFlags("arg", &xlat.InodeFlags)}},
	{Name: "FS_IOC_SETFSLABEL", Args: []Arg{inCustom("arg", sayLabel)}},
	{Name: "XFS_IOC_FSGETXATTRA", Args: []Arg{out("arg", &fsxattr)}},
}

// Commands of block devices (linux/fs.h).
var blockIoctls = []Case{
	{Name: "BLKALIGNOFF", Args: []Arg{outInt("arg")}},
	{Name: "BLKBSZGET", Args: []Arg{outInt("arg")}},
	{Name: "BLKBSZSET", Args: []Arg{inInt("arg")}},
	{Name: "BLKDISCARD", Args: []Arg{inCustom("arg", sayRange64)}},
	{Name: "BLKDISCARDZEROES", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKFLSBUF"},
	{Name: "BLKFRAGET", Args: []Arg{outNum("arg", ctype.Long)}},
	{Name: "BLKFRASET", Args: []Arg{size("arg")}},
	{Name: "BLKGETDISKSEQ", Args: []Arg{outNum("arg", ctype.U64)}},
	{Name: "BLKGETNRZONES", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKGETSIZE", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "BLKGETSIZE64", Args: []Arg{outNum("arg", ctype.U64)}},
	{Name: "BLKGETZONESZ", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKIOMIN", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKIOOPT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKPBSZGET", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "BLKPG", Args: []Arg{in("arg", &blkpgArg)}},
	{Name: "BLKRAGET", Args: []Arg{outNum("arg", ctype.Long)}},
	{Name: "BLKRASET", Args: []Arg{size("arg")}},
	{Name: "BLKROGET", Args: []Arg{outInt("arg")}},
	{Name: "BLKROSET", Args: []Arg{inInt("arg")}},
	{Name: "BLKROTATIONAL", Args: []Arg{outNum("arg", ctype.U16)}},
	{Name: "BLKRRPART"},
	{Name: "BLKSECDISCARD", Args: []Arg{inCustom("arg", sayRange64)}},
	{Name: "BLKSECTGET", Args: []Arg{outNum("arg", ctype.U16)}},
	{Name: "BLKSSZGET", Args: []Arg{outInt("arg")}},
	{Name: "BLKTRACESETUP", Args: []Arg{fill("arg", &blkTrace, &blkTraceName)}},
	{Name: "BLKTRACESTART"},
	{Name: "BLKTRACESTOP"},
	{Name: "BLKTRACETEARDOWN"},
	{Name: "BLKZEROOUT", Args: []Arg{inCustom("arg", sayRange64)}},
}

// Commands of loop devices (linux/loop.h).
var loopIoctls = []Case{
	{Name: "LOOP_CHANGE_FD", Args: []Arg{fd("arg")}},
	{Name: "LOOP_CLR_FD"},
	{Name: "LOOP_CONFIGURE", Args: []Arg{in("arg", &loopConfig)}},
	{Name: "LOOP_CTL_ADD", Args: []Arg{num("arg")}},
	{Name: "LOOP_CTL_GET_FREE"},
	{Name: "LOOP_CTL_REMOVE", Args: []Arg{num("arg")}},
	{Name: "LOOP_GET_STATUS", Args: []Arg{out("arg", &loopInfo)}},
	{Name: "LOOP_GET_STATUS64", Args: []Arg{out("arg", &loopInfo64)}},
	{Name: "LOOP_SET_BLOCK_SIZE", Args: []Arg{size("arg")}},
	{Name: "LOOP_SET_CAPACITY"},
	{Name: "LOOP_SET_DIRECT_IO", Args: []Arg{size("arg")}},
	{Name: "LOOP_SET_FD", Args: []Arg{fd("arg")}},
	{Name: "LOOP_SET_STATUS", Args: []Arg{in("arg", &loopInfo)}},
	{Name: "LOOP_SET_STATUS64", Args: []Arg{in("arg", &loopInfo64)}},
}

// Commands of network block devices (linux/nbd.h).
var nbdIoctls = []Case{
	{Name: "NBD_CLEAR_QUE"},
	{Name: "NBD_CLEAR_SOCK"},
	{Name: "NBD_DISCONNECT"},
	{Name: "NBD_DO_IT"},
	{Name: "NBD_PRINT_DEBUG"},
	{Name: "NBD_SET_BLKSIZE", Args: []Arg{size("arg")}},
	{Name: "NBD_SET_FLAGS", Args: []Arg{flagslong("arg", &xlat.NbdFlags)}},
	{Name: "NBD_SET_SIZE", Args: []Arg{size("arg")}},
	{Name: "NBD_SET_SIZE_BLOCKS", Args: []Arg{size("arg")}},
	{Name: "NBD_SET_SOCK", Args: []Arg{num("arg")}},
	{Name: "NBD_SET_TIMEOUT", Args: []Arg{size("arg")}},
}

// Commands of namespaces (linux/nsfs.h).
var nsIoctls = []Case{
	{Name: "NS_GET_NSTYPE", Aux: auxNsType},
	{Name: "NS_GET_OWNER_UID", Args: []Arg{outID("arg")}},
	{Name: "NS_GET_PARENT"},
	{Name: "NS_GET_USERNS"},
}

var fsxattrFields = []ctype.Field{
	ctype.Flags("fsx_xflags", ctype.U32, &xlat.XFlags),
	ctype.Num("fsx_extsize", ctype.U32),
	ctype.Num("fsx_nextents", ctype.U32),
	ctype.Hex("fsx_projid", ctype.U32),
	ctype.Num("fsx_cowextsize", ctype.U32),
	ctype.Pad(ctype.U8, 8),
}

// What FS_IOC_FSSETXATTR reads is all but the number of extents.
var (
	fsxattr    = ctype.Struct{CName: "fsxattr", Fields: fsxattrFields}
	fsxattrSet = ctype.Struct{CName: "fsxattr", Fields: fsxattrFields, Order: []string{"fsx_xflags", "fsx_extsize", "fsx_projid", "fsx_cowextsize"}}
)
var cloneRange = ctype.Struct{CName: "file_clone_range", Fields: []ctype.Field{
	ctype.As("src_fd", ctype.S64, ctype.ShowFD),
	ctype.Num("src_offset", ctype.AU64),
	ctype.Num("src_length", ctype.AU64),
	ctype.Num("dest_offset", ctype.AU64),
}}

var trimRange = ctype.Struct{CName: "fstrim_range", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U64),
	ctype.Num("len", ctype.U64),
	ctype.Num("minlen", ctype.U64),
}}

const labelMax = 256 // FSLABEL_MAX (linux/fs.h)

// sayLabel says the name of a file system, which is shown whole.
func sayLabel(d *Dec, _ *Arg, i int) {
	s, whole, ok := d.CString(d.C.Ptr(i), labelMax-1)
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Str(s, !whole)
}

// auxNsType says what kind of namespace the result means.
func auxNsType(d *Dec) {
	if name, ok := xlat.NsKinds.Lookup(d.ABI, Return(d.C)); ok {
		d.AuxField("", "type")
		d.Word(name)
	}
}
