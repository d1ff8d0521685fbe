package syscalls

import "gotrace/xlat"

// Calls about mounts, file systems, swap and quotas.
var (
	Fsconfig     = Desc{Name: "fsconfig", Class: CFile | CDesc, Args: []Arg{fd("fd"), enum("cmd", &xlat.FsconfigCmds), ptr("key"), ptr("value"), num("aux")}, Switch: &fsconfigCmd}
	Fsmount      = Desc{Name: "fsmount", Class: CDesc, Args: []Arg{fd("fs_fd"), flags("flags", &xlat.FsmountFlags), flags("attr_flags", &xlat.MountAttrs)}, Ret: RetFD}
	Fsopen       = Desc{Name: "fsopen", Class: CDesc, Args: []Arg{str("fs_name"), flags("flags", &xlat.FsopenFlags)}, Ret: RetFD}
	Fspick       = Desc{Name: "fspick", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("path"), flags("flags", &xlat.FspickFlags)}, Ret: RetFD}
	Listmount    = Desc{Name: "listmount", Args: []Arg{mntIDReq("req", &listmountReq), ids64("mnt_ids"), size("nr_mnt_ids"), flags("flags", &xlat.ListmountFlags)}}
	Listns       = Desc{Name: "listns", Args: []Arg{mntIDReq("req", &nsIDReq), ids64("ns_ids"), size("nr_ns_ids"), hex("flags")}}
	Mount        = Desc{Name: "mount", Class: CFile, Args: []Arg{path("dev_name"), path("dir_name"), inCustom("type", sayMountType), inCustom("flags", sayMountFlags), inCustom("data", sayMountData)}}
	MountSetattr = Desc{Name: "mount_setattr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("path"), flags("flags", &xlat.MountSetattrFlags), ext("uattr", &mountAttr, 4), size("usize")}}
	MoveMount    = Desc{Name: "move_mount", Class: CFile | CDesc, Args: []Arg{dirfd("from_dfd"), path("from_pathname"), dirfd("to_dfd"), path("to_pathname"), flags("flags", &xlat.MoveMountFlags)}}
	Nfsservctl   = Desc{Name: "nfsservctl", Args: []Arg{hexlong("cmd"), hexlong("arg"), hexlong("res")}}
	OpenTree     = Desc{Name: "open_tree", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), flags("flags", &xlat.OpenTreeFlags)}, Ret: RetFD}
	OpenTreeAttr = Desc{Name: "open_tree_attr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), flags("flags", &xlat.OpenTreeFlags), ext("uattr", &mountAttr, 4), size("usize")}, Ret: RetFD}
	PivotRoot    = Desc{Name: "pivot_root", Class: CFile, Args: []Arg{path("new_root"), path("put_old")}}
	Quotactl     = Desc{Name: "quotactl", Class: CFile, Args: []Arg{inCustom("cmd", sayQuotaCmd), path("special"), id("id"), ptr("addr")}, Switch: &quotaCmd}
	QuotactlFd   = Desc{Name: "quotactl_fd", Class: CDesc, Args: []Arg{fd("fd"), inCustom("cmd", sayQuotaCmd), id("id"), ptr("addr")}, Switch: &quotaFdCmd}
	Statmount    = Desc{Name: "statmount", Args: []Arg{mntIDReq("req", &statmountReq), out("buf", &statmount), size("bufsize"), flags("flags", &xlat.StatmountFlags)}}
	Swapoff      = Desc{Name: "swapoff", Class: CFile, Args: []Arg{path("specialfile")}}
	Swapon       = Desc{Name: "swapon", Class: CFile, Args: []Arg{path("specialfile"), inCustom("swap_flags", saySwapFlags)}}
	Umount       = Desc{Name: "umount", Class: CFile, Args: []Arg{path("name")}}
	Umount2      = Desc{Name: "umount2", Class: CFile, Args: []Arg{path("name"), flags("flags", &xlat.UmountFlags)}}
)
