package syscalls

// Calls about processes and threads, and what they are made of.
var (
	ArchPrctl      = Desc{Name: "arch_prctl", Args: []Arg{num("option"), hexlong("arg2")}}
	Clone          = Desc{Name: "clone", Class: CProcess, Args: []Arg{hexlong("clone_flags"), hexlong("newsp"), ptr("parent_tidptr"), ptr("child_tidptr"), hexlong("tls")}, Ret: RetPID}
	Clone3         = Desc{Name: "clone3", Class: CProcess, Args: []Arg{ptr("uargs"), size("size")}, Ret: RetPID}
	Execve         = Desc{Name: "execve", Class: CFile | CProcess, Args: []Arg{path("filename"), ptr("argv"), ptr("envp")}}
	Execveat       = Desc{Name: "execveat", Class: CFile | CProcess | CDesc, Args: []Arg{fd("fd"), path("filename"), ptr("argv"), ptr("envp"), num("flags")}}
	Exit           = Desc{Name: "exit", Class: CProcess, Args: []Arg{num("error_code")}, Ret: RetNone}
	ExitGroup      = Desc{Name: "exit_group", Class: CProcess, Args: []Arg{num("error_code")}, Ret: RetNone}
	Fork           = Desc{Name: "fork", Class: CProcess, Ret: RetPID}
	Futex          = Desc{Name: "futex", Args: []Arg{ptr("uaddr"), num("op"), unum("val"), ptr("utime"), ptr("uaddr2"), unum("val3")}}
	FutexRequeue   = Desc{Name: "futex_requeue", Args: []Arg{ptr("waiters"), hex("flags"), num("nr_wake"), num("nr_requeue")}}
	FutexTime64    = Desc{Name: "futex_time64", Args: []Arg{ptr("uaddr"), num("op"), unum("val"), ptr("utime"), ptr("uaddr2"), unum("val3")}}
	FutexWait      = Desc{Name: "futex_wait", Args: []Arg{ptr("uaddr"), hexlong("val"), hexlong("mask"), hex("flags"), ptr("timeout"), num("clockid")}}
	FutexWaitv     = Desc{Name: "futex_waitv", Args: []Arg{ptr("waiters"), unum("nr_futexes"), hex("flags"), ptr("timeout"), num("clockid")}}
	FutexWake      = Desc{Name: "futex_wake", Args: []Arg{ptr("uaddr"), hexlong("mask"), num("nr"), hex("flags")}}
	GetRobustList  = Desc{Name: "get_robust_list", Args: []Arg{num("pid"), ptr("head_ptr"), ptr("len_ptr")}}
	GetThreadArea  = Desc{Name: "get_thread_area", Args: []Arg{ptr("u_info")}}
	Getpgid        = Desc{Name: "getpgid", Args: []Arg{pid("pid")}, Ret: RetPID}
	Getpgrp        = Desc{Name: "getpgrp", Class: CPure, Ret: RetPID}
	Getpid         = Desc{Name: "getpid", Class: CPure, Ret: RetPID}
	Getppid        = Desc{Name: "getppid", Class: CPure, Ret: RetPID}
	Getrusage      = Desc{Name: "getrusage", Args: []Arg{num("who"), ptr("ru")}}
	Getsid         = Desc{Name: "getsid", Args: []Arg{pid("pid")}, Ret: RetPID}
	Gettid         = Desc{Name: "gettid", Class: CPure, Ret: RetPID}
	Ioperm         = Desc{Name: "ioperm", Args: []Arg{hexlong("from"), hexlong("num"), num("turn_on")}}
	Iopl           = Desc{Name: "iopl", Args: []Arg{unum("level")}}
	Kcmp           = Desc{Name: "kcmp", Args: []Arg{pid("pid1"), pid("pid2"), num("type"), hexlong("idx1"), hexlong("idx2")}}
	ModifyLdt      = Desc{Name: "modify_ldt", Args: []Arg{num("func"), ptr("ptr"), hexlong("bytecount")}}
	Personality    = Desc{Name: "personality", Args: []Arg{unum("personality")}}
	PidfdGetfd     = Desc{Name: "pidfd_getfd", Class: CDesc, Args: []Arg{fd("pidfd"), fd("fd"), hex("flags")}, Ret: RetFD}
	PidfdOpen      = Desc{Name: "pidfd_open", Class: CDesc, Args: []Arg{pid("pid"), hex("flags")}, Ret: RetFD}
	Prctl          = Desc{Name: "prctl", Class: CCreds, Args: []Arg{num("option"), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
	Ptrace         = Desc{Name: "ptrace", Args: []Arg{long("request"), long("pid"), hexlong("addr"), hexlong("data")}}
	RestartSyscall = Desc{Name: "restart_syscall"}
	Rseq           = Desc{Name: "rseq", Args: []Arg{ptr("rseq"), unum("rseq_len"), num("flags"), sig("sig")}}
	RseqSliceYield = Desc{Name: "rseq_slice_yield"}
	Seccomp        = Desc{Name: "seccomp", Args: []Arg{unum("op"), hex("flags"), ptr("uargs")}}
	SetRobustList  = Desc{Name: "set_robust_list", Args: []Arg{ptr("head"), size("len")}}
	SetThreadArea  = Desc{Name: "set_thread_area", Args: []Arg{ptr("u_info")}}
	SetTidAddress  = Desc{Name: "set_tid_address", Args: []Arg{ptr("tidptr")}, Ret: RetPID}
	Setns          = Desc{Name: "setns", Class: CDesc, Args: []Arg{fd("fd"), num("flags")}}
	Setpgid        = Desc{Name: "setpgid", Args: []Arg{pid("pid"), pid("pgid")}}
	Setsid         = Desc{Name: "setsid", Ret: RetPID}
	Times          = Desc{Name: "times", Args: []Arg{ptr("tbuf")}}
	Unshare        = Desc{Name: "unshare", Args: []Arg{hexlong("unshare_flags")}}
	Uprobe         = Desc{Name: "uprobe"}
	Uretprobe      = Desc{Name: "uretprobe"}
	Vfork          = Desc{Name: "vfork", Class: CProcess, Ret: RetPID}
	Vm86           = Desc{Name: "vm86", Args: []Arg{hexlong("cmd"), hexlong("arg")}}
	Vm86old        = Desc{Name: "vm86old", Args: []Arg{ptr("user_vm86")}}
	Wait4          = Desc{Name: "wait4", Class: CProcess, Args: []Arg{pid("upid"), ptr("stat_addr"), num("options"), ptr("ru")}, Ret: RetPID}
	Waitid         = Desc{Name: "waitid", Class: CProcess, Args: []Arg{num("which"), pid("upid"), ptr("infop"), num("options"), ptr("ru")}}
	Waitpid        = Desc{Name: "waitpid", Class: CProcess, Args: []Arg{pid("pid"), ptr("stat_addr"), num("options")}, Ret: RetPID}
)
