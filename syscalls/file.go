package syscalls

import "gotrace/xlat"

// Calls about files and directories by name.
var (
	Access          = Desc{Name: "access", Class: CFile, Args: []Arg{path("filename"), flags("mode", &xlat.AccessModes)}}
	Acct            = Desc{Name: "acct", Class: CFile, Args: []Arg{path("name")}}
	Chdir           = Desc{Name: "chdir", Class: CFile, Args: []Arg{path("filename")}}
	Chmod           = Desc{Name: "chmod", Class: CFile, Args: []Arg{path("filename"), mode("mode")}}
	Chown           = Desc{Name: "chown", Class: CFile, Args: []Arg{path("filename"), id16("user"), id16("group")}}
	Chown32         = Desc{Name: "chown32", Class: CFile, Args: []Arg{path("filename"), id("user"), id("group")}}
	Chroot          = Desc{Name: "chroot", Class: CFile, Args: []Arg{path("filename")}}
	Creat           = Desc{Name: "creat", Class: CFile | CDesc, Args: []Arg{path("pathname"), mode("mode")}, Ret: RetFD}
	Faccessat       = Desc{Name: "faccessat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), flags("mode", &xlat.AccessModes)}}
	Faccessat2      = Desc{Name: "faccessat2", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), flags("mode", &xlat.AccessModes), flags("flags", &xlat.FaccessatFlags)}}
	Fchdir          = Desc{Name: "fchdir", Class: CDesc, Args: []Arg{fd("fd")}}
	Fchmodat        = Desc{Name: "fchmodat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), mode("mode")}}
	Fchmodat2       = Desc{Name: "fchmodat2", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), mode("mode"), flags("flags", &xlat.AtFlags)}}
	Fchownat        = Desc{Name: "fchownat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), id("user"), id("group"), flags("flag", &xlat.AtFlags)}}
	Fchroot         = Desc{Name: "fchroot", Class: CDesc, Args: []Arg{fd("fd"), hex("flags")}}
	FileGetattr     = Desc{Name: "file_getattr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), outExt("ufattr", &fileAttr, 3), size("usize"), flags("at_flags", &xlat.AtFlags)}}
	FileSetattr     = Desc{Name: "file_setattr", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), ext("ufattr", &fileAttr, 3), size("usize"), flags("at_flags", &xlat.AtFlags)}}
	Fstatat64       = Desc{Name: "fstatat64", Class: CFile | CDesc | CFstat | CStatLike, Args: []Arg{dirfd("dfd"), path("filename"), stat("statbuf", &stat64), flags("flag", &xlat.AtFlags)}}
	Futimesat       = Desc{Name: "futimesat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), filetimes("utimes", &fileTimeval)}}
	Getcwd          = Desc{Name: "getcwd", Class: CFile, Args: []Arg{outCustom("buf", sayCwd), size("size")}}
	Lchown          = Desc{Name: "lchown", Class: CFile, Args: []Arg{path("filename"), id16("user"), id16("group")}}
	Lchown32        = Desc{Name: "lchown32", Class: CFile, Args: []Arg{path("filename"), id("user"), id("group")}}
	Link            = Desc{Name: "link", Class: CFile, Args: []Arg{path("oldname"), path("newname")}}
	Linkat          = Desc{Name: "linkat", Class: CFile | CDesc, Args: []Arg{dirfd("olddfd"), path("oldname"), dirfd("newdfd"), path("newname"), flags("flags", &xlat.AtFlags)}}
	LookupDcookie   = Desc{Name: "lookup_dcookie", Args: []Arg{uoff64("cookie64"), outData("buf", LenRet), size("len")}}
	Lstat           = Desc{Name: "lstat", Class: CFile | CLstat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &kstat)}}
	Lstat64         = Desc{Name: "lstat64", Class: CFile | CLstat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &stat64)}}
	Mkdir           = Desc{Name: "mkdir", Class: CFile, Args: []Arg{path("pathname"), mode("mode")}}
	Mkdirat         = Desc{Name: "mkdirat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), mode("mode")}}
	Mknod           = Desc{Name: "mknod", Class: CFile, Args: []Arg{path("filename"), fileMode("mode"), cond(makesDevice1, "dev", sayDev)}}
	Mknodat         = Desc{Name: "mknodat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), fileMode("mode"), cond(makesDevice2, "dev", sayDev)}}
	NameToHandleAt  = Desc{Name: "name_to_handle_at", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("name"), inoutCustom("handle", sayNewHandle), outCustom("mnt_id", sayMountID), flags("flag", &xlat.NameToHandleFlags)}}
	Newfstatat      = Desc{Name: "newfstatat", Class: CFile | CDesc | CFstat | CStatLike, Args: []Arg{dirfd("dfd"), path("filename"), stat("statbuf", &kstat), flags("flag", &xlat.AtFlags)}}
	Oldlstat        = Desc{Name: "oldlstat", Class: CFile | CLstat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &oldStat)}}
	Oldstat         = Desc{Name: "oldstat", Class: CFile | CStat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &oldStat)}}
	Open            = Desc{Name: "open", Class: CFile | CDesc, Args: []Arg{path("filename"), openFlags("flags"), cond(creates1, "mode", sayMode)}, Ret: RetFD}
	OpenByHandleAt  = Desc{Name: "open_by_handle_at", Class: CDesc, Args: []Arg{fd("mountdirfd"), inCustom("handle", sayHandle), openFlags("flags")}, Ret: RetFD}
	Openat          = Desc{Name: "openat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), openFlags("flags"), cond(creates2, "mode", sayMode)}, Ret: RetFD}
	Openat2         = Desc{Name: "openat2", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), inCustom("how", sayOpenHow), size("usize")}, Ret: RetFD}
	Readlink        = Desc{Name: "readlink", Class: CFile, Args: []Arg{path("path"), outData("buf", LenRet), size("bufsiz")}}
	Readlinkat      = Desc{Name: "readlinkat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), outData("buf", LenRet), size("bufsiz")}}
	Rename          = Desc{Name: "rename", Class: CFile, Args: []Arg{path("oldname"), path("newname")}}
	Renameat        = Desc{Name: "renameat", Class: CFile | CDesc, Args: []Arg{dirfd("olddfd"), path("oldname"), dirfd("newdfd"), path("newname")}}
	Renameat2       = Desc{Name: "renameat2", Class: CFile | CDesc, Args: []Arg{dirfd("olddfd"), path("oldname"), dirfd("newdfd"), path("newname"), flags("flags", &xlat.RenameFlags)}}
	Rmdir           = Desc{Name: "rmdir", Class: CFile, Args: []Arg{path("pathname")}}
	Stat            = Desc{Name: "stat", Class: CFile | CStat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &kstat)}}
	Stat64          = Desc{Name: "stat64", Class: CFile | CStat | CStatLike, Args: []Arg{path("filename"), stat("statbuf", &stat64)}}
	Statfs          = Desc{Name: "statfs", Class: CFile | CStatfs | CStatfsLike, Args: []Arg{path("pathname"), out("buf", &statfs)}}
	Statfs64        = Desc{Name: "statfs64", Class: CFile | CStatfs | CStatfsLike, Args: []Arg{path("pathname"), size("sz"), outStatfs64("buf")}}
	Statx           = Desc{Name: "statx", Class: CFile | CDesc | CFstat | CStatLike, Args: []Arg{dirfd("dfd"), path("filename"), inCustom("flags", sayStatxFlags), flags("mask", &xlat.StatxMask), out("buffer", &statx)}}
	Symlink         = Desc{Name: "symlink", Class: CFile, Args: []Arg{path("oldname"), path("newname")}}
	Symlinkat       = Desc{Name: "symlinkat", Class: CFile | CDesc, Args: []Arg{path("oldname"), dirfd("newdfd"), path("newname")}}
	Truncate        = Desc{Name: "truncate", Class: CFile, Args: []Arg{path("path"), size("length")}}
	Truncate64      = Desc{Name: "truncate64", Class: CFile, Args: []Arg{path("filename"), uoff64("length")}}
	Umask           = Desc{Name: "umask", Args: []Arg{mode("mask")}, Ret: RetOct}
	Unlink          = Desc{Name: "unlink", Class: CFile, Args: []Arg{path("pathname")}}
	Unlinkat        = Desc{Name: "unlinkat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), flags("flag", &xlat.AtFlags)}}
	Uselib          = Desc{Name: "uselib", Class: CFile, Args: []Arg{path("library")}}
	Ustat           = Desc{Name: "ustat", Class: CStatfsLike, Args: []Arg{dev("dev"), ptr("ubuf")}}
	Utime           = Desc{Name: "utime", Class: CFile, Args: []Arg{path("filename"), in("times", &utimbuf)}}
	Utimensat       = Desc{Name: "utimensat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), filetimes("utimes", &fileTimespec), flags("flags", &xlat.AtFlags)}}
	UtimensatTime64 = Desc{Name: "utimensat_time64", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("filename"), filetimes("utimes", &fileTimespec64), flags("flags", &xlat.AtFlags)}}
	Utimes          = Desc{Name: "utimes", Class: CFile, Args: []Arg{path("filename"), filetimes("utimes", &fileTimeval)}}
)
