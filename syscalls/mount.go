package syscalls

import "gotrace/xlat"

// Calls about mounts, file systems, swap and quotas.
var (
	Fsconfig     = Desc{Name: "fsconfig", Class: CFile | CDesc, Args: []Arg{fd("fd"), unum("cmd"), str("key"), ptr("value"), num("aux")}}
	Fsmount      = Desc{Name: "fsmount", Class: CDesc, Args: []Arg{fd("fs_fd"), hex("flags"), hex("attr_flags")}, Ret: RetFD}
	Fsopen       = Desc{Name: "fsopen", Class: CDesc, Args: []Arg{str("fs_name"), hex("flags")}, Ret: RetFD}
	Fspick       = Desc{Name: "fspick", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("path"), hex("flags")}, Ret: RetFD}
	Listmount    = Desc{Name: "listmount", Args: []Arg{ptr("req"), ptr("mnt_ids"), size("nr_mnt_ids"), hex("flags")}}
	Listns       = Desc{Name: "listns", Args: []Arg{ptr("req"), ptr("ns_ids"), size("nr_ns_ids"), hex("flags")}}
	Mount        = Desc{Name: "mount", Class: CFile, Args: []Arg{ptr("dev_name"), ptr("dir_name"), ptr("type"), hexlong("flags"), ptr("data")}}
	MountSetattr = Desc{Name: "mount_setattr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("path"), hex("flags"), ptr("uattr"), size("usize")}}
	MoveMount    = Desc{Name: "move_mount", Class: CFile | CDesc, Args: []Arg{fd("from_dfd"), path("from_pathname"), fd("to_dfd"), path("to_pathname"), hex("flags")}}
	Nfsservctl   = Desc{Name: "nfsservctl", Args: []Arg{hexlong("cmd"), hexlong("arg"), hexlong("res")}}
	OpenTree     = Desc{Name: "open_tree", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), hex("flags")}, Ret: RetFD}
	OpenTreeAttr = Desc{Name: "open_tree_attr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), hex("flags"), ptr("uattr"), size("usize")}, Ret: RetFD}
	PivotRoot    = Desc{Name: "pivot_root", Class: CFile, Args: []Arg{path("new_root"), path("put_old")}}
	Quotactl     = Desc{Name: "quotactl", Class: CFile, Args: []Arg{unum("cmd"), path("special"), id("id"), ptr("addr")}}
	QuotactlFd   = Desc{Name: "quotactl_fd", Class: CDesc, Args: []Arg{fd("fd"), unum("cmd"), id("id"), ptr("addr")}}
	Statmount    = Desc{Name: "statmount", Args: []Arg{ptr("req"), ptr("buf"), size("bufsize"), hex("flags")}}
	Swapoff      = Desc{Name: "swapoff", Class: CFile, Args: []Arg{path("specialfile")}}
	Swapon       = Desc{Name: "swapon", Class: CFile, Args: []Arg{path("specialfile"), inCustom("swap_flags", saySwapFlags)}}
	Umount       = Desc{Name: "umount", Class: CFile, Args: []Arg{path("name")}}
	Umount2      = Desc{Name: "umount2", Class: CFile, Args: []Arg{path("name"), flags("flags", &xlat.UmountFlags)}}
)
