package syscalls

// Calls about signals.
var (
	Kill                 = Desc{Name: "kill", Class: CProcess | CSignal, Args: []Arg{pid("pid"), sig("sig")}}
	Pause                = Desc{Name: "pause", Class: CSignal}
	PidfdSendSignal      = Desc{Name: "pidfd_send_signal", Class: CProcess | CSignal | CDesc, Args: []Arg{fd("pidfd"), sig("sig"), ptr("info"), hex("flags")}}
	RtSigaction          = Desc{Name: "rt_sigaction", Class: CSignal, Args: []Arg{sig("sig"), ptr("act"), ptr("oact"), size("sigsetsize")}}
	RtSigpending         = Desc{Name: "rt_sigpending", Class: CSignal, Args: []Arg{ptr("uset"), size("sigsetsize")}}
	RtSigprocmask        = Desc{Name: "rt_sigprocmask", Class: CSignal, Args: []Arg{num("how"), ptr("nset"), ptr("oset"), size("sigsetsize")}}
	RtSigqueueinfo       = Desc{Name: "rt_sigqueueinfo", Class: CProcess | CSignal, Args: []Arg{pid("pid"), sig("sig"), ptr("uinfo")}}
	RtSigreturn          = Desc{Name: "rt_sigreturn", Class: CSignal}
	RtSigsuspend         = Desc{Name: "rt_sigsuspend", Class: CSignal, Args: []Arg{ptr("unewset"), size("sigsetsize")}}
	RtSigtimedwait       = Desc{Name: "rt_sigtimedwait", Class: CSignal, Args: []Arg{ptr("uthese"), ptr("uinfo"), ptr("uts"), size("sigsetsize")}}
	RtSigtimedwaitTime64 = Desc{Name: "rt_sigtimedwait_time64", Class: CSignal, Args: []Arg{ptr("uthese"), ptr("uinfo"), ptr("uts"), size("sigsetsize")}}
	RtTgsigqueueinfo     = Desc{Name: "rt_tgsigqueueinfo", Class: CProcess | CSignal, Args: []Arg{pid("tgid"), pid("pid"), sig("sig"), ptr("uinfo")}}
	Sgetmask             = Desc{Name: "sgetmask", Class: CSignal}
	Sigaction            = Desc{Name: "sigaction", Class: CSignal, Args: []Arg{sig("sig"), ptr("act"), ptr("oact")}}
	Sigaltstack          = Desc{Name: "sigaltstack", Class: CSignal, Args: []Arg{ptr("uss"), ptr("uoss")}}
	Signal               = Desc{Name: "signal", Class: CSignal, Args: []Arg{sig("sig"), hexlong("handler")}}
	Signalfd             = Desc{Name: "signalfd", Class: CSignal | CDesc, Args: []Arg{fd("ufd"), ptr("user_mask"), size("sizemask")}, Ret: RetFD}
	Signalfd4            = Desc{Name: "signalfd4", Class: CSignal | CDesc, Args: []Arg{fd("ufd"), ptr("user_mask"), size("sizemask"), num("flags")}, Ret: RetFD}
	Sigpending           = Desc{Name: "sigpending", Class: CSignal, Args: []Arg{ptr("set32")}}
	Sigprocmask          = Desc{Name: "sigprocmask", Class: CSignal, Args: []Arg{num("how"), ptr("nset"), ptr("oset")}}
	Sigreturn            = Desc{Name: "sigreturn", Class: CSignal}
	Sigsuspend           = Desc{Name: "sigsuspend", Class: CSignal, Args: []Arg{num("unused1"), num("unused2"), hexlong("mask")}}
	Ssetmask             = Desc{Name: "ssetmask", Class: CSignal, Args: []Arg{num("newmask")}}
	Tgkill               = Desc{Name: "tgkill", Class: CProcess | CSignal, Args: []Arg{pid("tgid"), pid("pid"), sig("sig")}}
	Tkill                = Desc{Name: "tkill", Class: CProcess | CSignal, Args: []Arg{pid("pid"), sig("sig")}}
)
