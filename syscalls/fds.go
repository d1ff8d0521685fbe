package syscalls

import "gotrace/xlat"

// Calls about descriptors and what is done with them.
var (
	Llseek        = Desc{Name: "_llseek", Class: CDesc, Args: []Arg{fd("fd"), highLow("offset"), outCustom("result", saySought), enum("whence", &xlat.SeekWhence)}}
	Cachestat     = Desc{Name: "cachestat", Class: CDesc, Args: []Arg{fd("fd"), in("cstat_range", &cachestatRange), out("cstat", &cachestat), hex("flags")}}
	Close         = Desc{Name: "close", Class: CDesc, Args: []Arg{fd("fd")}}
	CloseRange    = Desc{Name: "close_range", Args: []Arg{bareFD("fd"), unum("max_fd"), flags("flags", &xlat.CloseRange)}}
	CopyFileRange = Desc{Name: "copy_file_range", Class: CDesc, Args: []Arg{fd("fd_in"), off64Ref("off_in"), fd("fd_out"), off64Ref("off_out"), size("len"), unum("flags")}}
	Dup           = Desc{Name: "dup", Class: CDesc, Args: []Arg{fd("fildes")}, Ret: RetFD}
	Dup2          = Desc{Name: "dup2", Class: CDesc, Args: []Arg{fd("oldfd"), fd("newfd")}, Ret: RetFD}
	Dup3          = Desc{Name: "dup3", Class: CDesc, Args: []Arg{fd("oldfd"), fd("newfd"), flags("flags", &xlat.OpenFlags)}, Ret: RetFD}
	Fadvise64     = Desc{Name: "fadvise64", Class: CDesc, Args: []Arg{fd("fd"), off64("offset"), size("len"), enum("advice", &xlat.Fadvise)}}
	Fadvise6464   = Desc{Name: "fadvise64_64", Class: CDesc, Args: []Arg{fd("fd"), off64("offset"), off64("len"), enum("advice", &xlat.Fadvise)}}
	Fallocate     = Desc{Name: "fallocate", Class: CDesc, Args: []Arg{fd("fd"), flags("mode", &xlat.Fallocate), off64("offset"), off64("len")}}
	Fchmod        = Desc{Name: "fchmod", Class: CDesc, Args: []Arg{fd("fd"), mode("mode")}}
	Fchown        = Desc{Name: "fchown", Class: CDesc, Args: []Arg{fd("fd"), id16("user"), id16("group")}}
	Fchown32      = Desc{Name: "fchown32", Class: CDesc, Args: []Arg{fd("fd"), id("user"), id("group")}}
	Fcntl         = Desc{Name: "fcntl", Class: CDesc, Args: []Arg{fd("fd"), enum("cmd", &xlat.FcntlCmds), hexlong("arg")}, Switch: &fcntlCmd}
	Fcntl64       = Desc{Name: "fcntl64", Class: CDesc, Args: []Arg{fd("fd"), enum("cmd", &xlat.FcntlCmds), hexlong("arg")}, Switch: &fcntlCmd}
	Fdatasync     = Desc{Name: "fdatasync", Class: CDesc, Args: []Arg{fd("fd")}}
	Flock         = Desc{Name: "flock", Class: CDesc, Args: []Arg{fd("fd"), flags("cmd", &xlat.FlockOps)}}
	Fstat         = Desc{Name: "fstat", Class: CDesc | CFstat | CStatLike, Args: []Arg{fd("fd"), stat("statbuf", &kstat)}}
	Fstat64       = Desc{Name: "fstat64", Class: CDesc | CFstat | CStatLike, Args: []Arg{fd("fd"), stat("statbuf", &stat64)}}
	Fstatfs       = Desc{Name: "fstatfs", Class: CDesc | CFstatfs | CStatfsLike, Args: []Arg{fd("fd"), out("buf", &statfs)}}
	Fstatfs64     = Desc{Name: "fstatfs64", Class: CDesc | CFstatfs | CStatfsLike, Args: []Arg{fd("fd"), size("sz"), outStatfs64("buf")}}
	Fsync         = Desc{Name: "fsync", Class: CDesc, Args: []Arg{fd("fd")}}
	Ftruncate     = Desc{Name: "ftruncate", Class: CDesc, Args: []Arg{fd("fd"), size("length")}}
	Ftruncate64   = Desc{Name: "ftruncate64", Class: CDesc, Args: []Arg{fd("fd"), uoff64("length")}}
	Getdents      = Desc{Name: "getdents", Class: CDesc, Args: []Arg{fd("fd"), outCustom("dirent", sayDirents), unum("count")}}
	Getdents64    = Desc{Name: "getdents64", Class: CDesc, Args: []Arg{fd("fd"), outCustom("dirent", sayDirents64), unum("count")}}
	Lseek         = Desc{Name: "lseek", Class: CDesc, Args: []Arg{fd("fd"), long("offset"), enum("whence", &xlat.SeekWhence)}}
	MemfdCreate   = Desc{Name: "memfd_create", Class: CDesc, Args: []Arg{str("uname"), inCustom("flags", sayMemfdFlags)}, Ret: RetFD}
	MemfdSecret   = Desc{Name: "memfd_secret", Class: CDesc, Args: []Arg{flags("flags", &xlat.MemfdSecret)}, Ret: RetFD}
	Oldfstat      = Desc{Name: "oldfstat", Class: CDesc | CFstat | CStatLike, Args: []Arg{fd("fd"), stat("statbuf", &oldStat)}}
	Pipe          = Desc{Name: "pipe", Class: CDesc, Args: []Arg{outCustom("fildes", sayFDPair)}}
	Pipe2         = Desc{Name: "pipe2", Class: CDesc, Args: []Arg{outCustom("fildes", sayFDPair), flags("flags", &xlat.OpenFlags)}}
	Pread64       = Desc{Name: "pread64", Class: CDesc, IO: ReadData, Args: []Arg{fd("fd"), outData("buf", LenRet), size("count"), off64("pos")}}
	Preadv        = Desc{Name: "preadv", Class: CDesc, IO: ReadIovec, Args: []Arg{fd("fd"), outIovec("vec", 2), size("vlen"), pos("pos"), posHigh("pos_h")}, Regs64: 4}
	Preadv2       = Desc{Name: "preadv2", Class: CDesc, IO: ReadIovec, Args: []Arg{fd("fd"), outIovec("vec", 2), size("vlen"), pos("pos"), posHigh("pos_h"), flags("flags", &xlat.RwfFlags)}}
	Pwrite64      = Desc{Name: "pwrite64", Class: CDesc, IO: WriteData, Args: []Arg{fd("fd"), data("buf", 2), size("count"), off64("pos")}}
	Pwritev       = Desc{Name: "pwritev", Class: CDesc, IO: WriteIovec, Args: []Arg{fd("fd"), iovec("vec", 2), size("vlen"), pos("pos"), posHigh("pos_h")}, Regs64: 4}
	Pwritev2      = Desc{Name: "pwritev2", Class: CDesc, IO: WriteIovec, Args: []Arg{fd("fd"), iovec("vec", 2), size("vlen"), pos("pos"), posHigh("pos_h"), flags("flags", &xlat.RwfFlags)}}
	Read          = Desc{Name: "read", Class: CDesc, IO: ReadData, Args: []Arg{fd("fd"), outData("buf", LenRet), size("count")}}
	Readahead     = Desc{Name: "readahead", Class: CDesc, Args: []Arg{fd("fd"), off64("offset"), size("count")}}
	Readdir       = Desc{Name: "readdir", Class: CDesc, Args: []Arg{fd("fd"), outCustom("dirent", sayOldDirent), cond(notOne2, "count", sayUint)}}
	Readv         = Desc{Name: "readv", Class: CDesc, IO: ReadIovec, Args: []Arg{fd("fd"), outIovec("vec", 2), size("vlen")}}
	Sendfile      = Desc{Name: "sendfile", Class: CNet | CDesc, Args: []Arg{fd("out_fd"), fd("in_fd"), inoutOff("offset"), size("count")}}
	Sendfile64    = Desc{Name: "sendfile64", Class: CNet | CDesc, Args: []Arg{fd("out_fd"), fd("in_fd"), inoutOff64("offset"), size("count")}}
	Splice        = Desc{Name: "splice", Class: CDesc, Args: []Arg{fd("fd_in"), off64Ref("off_in"), fd("fd_out"), off64Ref("off_out"), size("len"), flags("flags", &xlat.SpliceFlags)}}
	Sync          = Desc{Name: "sync"}
	SyncFileRange = Desc{Name: "sync_file_range", Class: CDesc, Args: []Arg{fd("fd"), off64("offset"), off64("nbytes"), flags("flags", &xlat.SyncFileRange)}}
	Syncfs        = Desc{Name: "syncfs", Class: CDesc, Args: []Arg{fd("fd")}}
	Tee           = Desc{Name: "tee", Class: CDesc, Args: []Arg{fd("fdin"), fd("fdout"), size("len"), flags("flags", &xlat.SpliceFlags)}}
	Vmsplice      = Desc{Name: "vmsplice", Class: CDesc, IO: WriteIovec, Args: []Arg{fd("fd"), iovec("uiov", 2), size("nr_segs"), flags("flags", &xlat.SpliceFlags)}}
	Write         = Desc{Name: "write", Class: CDesc, IO: WriteData, Args: []Arg{fd("fd"), data("buf", 2), size("count")}}
	Writev        = Desc{Name: "writev", Class: CDesc, IO: WriteIovec, Args: []Arg{fd("fd"), iovec("vec", 2), size("vlen")}}
)
