package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Calls about waiting for descriptors, and descriptors made for waiting.
var (
	Newselect       = Desc{Name: "_newselect", Class: CDesc, Args: []Arg{num("n"), fdset("inp"), fdset("outp"), fdset("exp"), in("tvp", &Timeval)}, Aux: auxSelect}
	EpollCreate     = Desc{Name: "epoll_create", Class: CDesc, Args: []Arg{num("size")}, Ret: RetFD}
	EpollCreate1    = Desc{Name: "epoll_create1", Class: CDesc, Args: []Arg{flags("flags", &xlat.EpollCreate)}, Ret: RetFD}
	EpollCtl        = Desc{Name: "epoll_ctl", Class: CDesc, Args: []Arg{fd("epfd"), enum("op", &xlat.EpollOps), fd("fd"), inCustom("event", sayEpollCtl)}}
	EpollCtlOld     = Desc{Name: "epoll_ctl_old", Args: []Arg{hexlong("epfd"), hexlong("op"), hexlong("fd"), hexlong("event")}}
	EpollPwait      = Desc{Name: "epoll_pwait", Class: CDesc, Args: []Arg{fd("epfd"), outs("events", &epollEvent, LenRet), num("maxevents"), num("timeout"), outSigset("sigmask", 5), size("sigsetsize")}}
	EpollPwait2     = Desc{Name: "epoll_pwait2", Class: CDesc, Args: []Arg{fd("epfd"), outs("events", &epollEvent, LenRet), num("maxevents"), out("timeout", &Timespec64), outSigset("sigmask", 5), size("sigsetsize")}}
	EpollWait       = Desc{Name: "epoll_wait", Class: CDesc, Args: []Arg{fd("epfd"), outs("events", &epollEvent, LenRet), num("maxevents"), num("timeout")}}
	EpollWaitOld    = Desc{Name: "epoll_wait_old", Args: []Arg{hexlong("epfd"), hexlong("events"), hexlong("maxevents"), hexlong("timeout")}}
	Eventfd         = Desc{Name: "eventfd", Class: CDesc, Args: []Arg{unum("count")}, Ret: RetFD}
	Eventfd2        = Desc{Name: "eventfd2", Class: CDesc, Args: []Arg{unum("count"), flags("flags", &xlat.EventfdFlags)}, Ret: RetFD}
	FanotifyInit    = Desc{Name: "fanotify_init", Class: CDesc, Args: []Arg{inCustom("flags", sayFanotifyInit), openFlags("event_f_flags")}, Ret: RetFD}
	FanotifyMark    = Desc{Name: "fanotify_mark", Class: CFile | CDesc, Args: []Arg{fd("fanotify_fd"), flags("flags", &xlat.FanotifyMark), flags64("mask", &xlat.FanotifyEvents), {Name: "dfd", Fn: sayFanotifyDir, Kind: DirFDKind}, path("pathname")}}
	InotifyAddWatch = Desc{Name: "inotify_add_watch", Class: CFile | CDesc, Args: []Arg{fd("fd"), path("pathname"), flags("mask", &xlat.InotifyMask)}}
	InotifyInit     = Desc{Name: "inotify_init", Class: CDesc, Ret: RetFD}
	InotifyInit1    = Desc{Name: "inotify_init1", Class: CDesc, Args: []Arg{flags("flags", &xlat.InotifyInit)}, Ret: RetFD}
	InotifyRmWatch  = Desc{Name: "inotify_rm_watch", Class: CDesc, Args: []Arg{fd("fd"), num("wd")}}
	Poll            = Desc{Name: "poll", Class: CDesc, Args: []Arg{pollfds("ufds"), unum("nfds"), num("timeout_msecs")}, Aux: auxPoll}
	Ppoll           = Desc{Name: "ppoll", Class: CDesc, Args: []Arg{pollfds("ufds"), unum("nfds"), in("tsp", &Timespec), sigset("sigmask", 4), size("sigsetsize")}, Aux: auxPpoll}
	PpollTime64     = Desc{Name: "ppoll_time64", Class: CDesc, Args: []Arg{pollfds("ufds"), unum("nfds"), in("tsp", &Timespec64), sigset("sigmask", 4), size("sigsetsize")}, Aux: auxPpoll64}
	Pselect6        = Desc{Name: "pselect6", Class: CDesc, Args: []Arg{num("n"), fdset("inp"), fdset("outp"), fdset("exp"), in("tsp", &Timespec), inCustom("sig", saySelectMask)}, Aux: auxPselect}
	Pselect6Time64  = Desc{Name: "pselect6_time64", Class: CDesc, Args: []Arg{num("n"), fdset("inp"), fdset("outp"), fdset("exp"), in("tsp", &Timespec64), inCustom("sig", saySelectMask)}, Aux: auxPselect64}
	Select          = Desc{Name: "select", Class: CDesc, Args: []Arg{num("n"), fdset("inp"), fdset("outp"), fdset("exp"), in("tvp", &Timeval)}, Aux: auxSelect}
	OldSelect       = Desc{Name: "select", Class: CDesc, Args: []Arg{inCustom("n", sayOldSelect), oldSelectArg("inp", 1, sayOldFDSet), oldSelectArg("outp", 2, sayOldFDSet), oldSelectArg("exp", 3, sayOldFDSet), oldSelectArg("tvp", 4, sayOldTimeout)}, Aux: auxOldSelect}
)

// What epoll_pwait(2) and epoll_pwait2(2) read is shown, as in strace, only when
// they succeed: strace decodes all that stands behind the events at the end.

// epollEvent is struct epoll_event, which has no holes on amd64. Its data is a
// union; strace shows it as two of its members.
var epollEvent = ctype.Struct{CName: "epoll_event", Packed: true, Fields: []ctype.Field{
	ctype.Flags("events", ctype.U32, &xlat.EpollEvents),
	ctype.As("data", ctype.U64, showEpollData),
}}

func showEpollData(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Buf.Struct()
	d.Field("u32")
	d.Uint(v & (1<<32 - 1))
	d.Field("u64")
	d.Uint(v)
	d.EndStruct()
}

// epollCtlDel is EPOLL_CTL_DEL (linux/eventpoll.h), which ignores the event.
const epollCtlDel = 2

func sayEpollCtl(d *Dec, _ *Arg, i int) {
	if d.C.Uint(1) == epollCtlDel {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Struct(&epollEvent, d.C.Ptr(i))
}

// fanClass is the part of fanotify_init(2)'s flags that is a number
// (linux/fanotify.h, FAN_ALL_CLASS_BITS).
const fanClass = 0xc

func sayFanotifyInit(d *Dec, _ *Arg, i int) {
	v := uint64(d.C.Uint(i))
	d.BeginParts(v)
	d.PartEnum(&xlat.FanotifyClasses, v&fanClass)
	if rest := v &^ fanClass; rest != 0 {
		d.PartNoted(&xlat.FanotifyInit, rest)
	}
	d.EndParts()
}

// fanNoFD is FAN_NOFD (linux/fanotify.h).
const fanNoFD = -1

func sayFanotifyDir(d *Dec, _ *Arg, i int) {
	if fd := d.C.Int(i); fd != fanNoFD {
		d.DirFD(fd)
		return
	}
	d.Const("FAN_NOFD", fanNoFD)
}
