package syscalls

// Calls about waiting for descriptors, and descriptors made for waiting.
var (
	Newselect       = Desc{Name: "_newselect", Class: CDesc, Args: []Arg{num("n"), ptr("inp"), ptr("outp"), ptr("exp"), ptr("tvp")}}
	EpollCreate     = Desc{Name: "epoll_create", Class: CDesc, Args: []Arg{num("size")}, Ret: RetFD}
	EpollCreate1    = Desc{Name: "epoll_create1", Class: CDesc, Args: []Arg{num("flags")}, Ret: RetFD}
	EpollCtl        = Desc{Name: "epoll_ctl", Class: CDesc, Args: []Arg{fd("epfd"), num("op"), fd("fd"), ptr("event")}}
	EpollCtlOld     = Desc{Name: "epoll_ctl_old", Args: []Arg{fd("epfd"), num("op"), fd("fd"), ptr("event")}}
	EpollPwait      = Desc{Name: "epoll_pwait", Class: CDesc, Args: []Arg{fd("epfd"), ptr("events"), num("maxevents"), num("timeout"), ptr("sigmask"), size("sigsetsize")}}
	EpollPwait2     = Desc{Name: "epoll_pwait2", Class: CDesc, Args: []Arg{fd("epfd"), ptr("events"), num("maxevents"), ptr("timeout"), ptr("sigmask"), size("sigsetsize")}}
	EpollWait       = Desc{Name: "epoll_wait", Class: CDesc, Args: []Arg{fd("epfd"), ptr("events"), num("maxevents"), num("timeout")}}
	EpollWaitOld    = Desc{Name: "epoll_wait_old", Args: []Arg{fd("epfd"), ptr("events"), num("maxevents"), num("timeout")}}
	Eventfd         = Desc{Name: "eventfd", Class: CDesc, Args: []Arg{unum("count")}, Ret: RetFD}
	Eventfd2        = Desc{Name: "eventfd2", Class: CDesc, Args: []Arg{unum("count"), num("flags")}, Ret: RetFD}
	FanotifyInit    = Desc{Name: "fanotify_init", Class: CDesc, Args: []Arg{hex("flags"), hex("event_f_flags")}, Ret: RetFD}
	FanotifyMark    = Desc{Name: "fanotify_mark", Class: CFile | CDesc, Args: []Arg{fd("fanotify_fd"), hex("flags"), hexlong("mask"), dirfd("dfd"), path("pathname")}}
	InotifyAddWatch = Desc{Name: "inotify_add_watch", Class: CFile | CDesc, Args: []Arg{fd("fd"), path("pathname"), unum("mask")}}
	InotifyInit     = Desc{Name: "inotify_init", Class: CDesc, Ret: RetFD}
	InotifyInit1    = Desc{Name: "inotify_init1", Class: CDesc, Args: []Arg{num("flags")}, Ret: RetFD}
	InotifyRmWatch  = Desc{Name: "inotify_rm_watch", Class: CDesc, Args: []Arg{fd("fd"), num("wd")}}
	Poll            = Desc{Name: "poll", Class: CDesc, Args: []Arg{ptr("ufds"), unum("nfds"), num("timeout_msecs")}}
	Ppoll           = Desc{Name: "ppoll", Class: CDesc, Args: []Arg{ptr("ufds"), unum("nfds"), ptr("tsp"), ptr("sigmask"), size("sigsetsize")}}
	PpollTime64     = Desc{Name: "ppoll_time64", Class: CDesc, Args: []Arg{ptr("ufds"), unum("nfds"), ptr("tsp"), ptr("sigmask"), size("sigsetsize")}}
	Pselect6        = Desc{Name: "pselect6", Class: CDesc, Args: []Arg{num("n"), ptr("inp"), ptr("outp"), ptr("exp"), ptr("tsp"), ptr("sig")}}
	Pselect6Time64  = Desc{Name: "pselect6_time64", Class: CDesc, Args: []Arg{num("n"), ptr("inp"), ptr("outp"), ptr("exp"), ptr("tsp"), ptr("sig")}}
	Select          = Desc{Name: "select", Class: CDesc, Args: []Arg{num("n"), ptr("inp"), ptr("outp"), ptr("exp"), ptr("tvp")}}
	OldSelect       = Desc{Name: "select", Class: CDesc, Args: []Arg{ptr("arg")}}
)
