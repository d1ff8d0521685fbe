package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Calls about processes and threads, and what they are made of.
var (
	ArchPrctl      = Desc{Name: "arch_prctl", Args: []Arg{enum("option", &xlat.ArchPrctl), hexlong("arg2")}, Switch: &archPrctls}
	Clone          = Desc{Name: "clone", Class: CProcess, Args: []Arg{{Name: "child_stack", Fn: sayCloneStack, Named: true}, {Name: "flags", Fn: sayCloneFlags, Named: true}, {Name: "parent_tid", Fn: sayCloneParent, Phase: Late, Named: true, When: cloneStoresParent}, {Name: "tls", Fn: sayCloneTLS, Phase: Late, Named: true, When: cloneHasTLS}, {Name: "child_tidptr", Fn: sayCloneChild, Phase: Late, Named: true, When: cloneHasChild}}, Ret: RetPID, Aux: auxClone, OnDemand: true}
	Clone3         = Desc{Name: "clone3", Class: CProcess, Args: []Arg{inoutCustom("uargs", sayCloneArgs), size("size")}, Ret: RetPID, Aux: auxClone3, OnDemand: true}
	Execve         = Desc{Name: "execve", Class: CFile | CProcess, Args: []Arg{path("filename"), argv("argv"), envp("envp")}}
	Execveat       = Desc{Name: "execveat", Class: CFile | CProcess | CDesc, Args: []Arg{dirfd("fd"), path("filename"), argv("argv"), envp("envp"), flags("flags", &xlat.ExecveatFlags)}}
	Exit           = Desc{Name: "exit", Class: CProcess, Args: []Arg{num("error_code")}, Ret: RetNone}
	ExitGroup      = Desc{Name: "exit_group", Class: CProcess, Args: []Arg{num("error_code")}, Ret: RetNone}
	Fork           = Desc{Name: "fork", Class: CProcess, Ret: RetPID}
	Futex          = Desc{Name: "futex", Args: []Arg{ptr("uaddr"), enum("op", &xlat.FutexOps), unum("val"), ptr("utime"), ptr("uaddr2"), hex("val3")}, Switch: &futexOps}
	FutexRequeue   = Desc{Name: "futex_requeue", Args: []Arg{inCustom("waiters", sayFutexPair), hex("flags"), num("nr_wake"), num("nr_requeue")}}
	FutexTime64    = Desc{Name: "futex_time64", Args: []Arg{ptr("uaddr"), enum("op", &xlat.FutexOps), unum("val"), ptr("utime"), ptr("uaddr2"), hex("val3")}, Switch: &futexOps64}
	FutexWait      = Desc{Name: "futex_wait", Args: []Arg{ptr("uaddr"), hexlong("val"), hexlong("mask"), flags("flags", &xlat.Futex2Flags), in("timeout", &Timespec64), enum("clockid", &xlat.Clocks)}}
	FutexWaitv     = Desc{Name: "futex_waitv", Args: []Arg{inCustom("waiters", sayFutexWaiters), unum("nr_futexes"), hex("flags"), in("timeout", &Timespec64), enum("clockid", &xlat.Clocks)}}
	FutexWake      = Desc{Name: "futex_wake", Args: []Arg{ptr("uaddr"), hexlong("mask"), num("nr"), flags("flags", &xlat.Futex2Flags)}}
	GetRobustList  = Desc{Name: "get_robust_list", Args: []Arg{pid("pid"), outPtr("head_ptr"), outSize("len_ptr")}}
	GetThreadArea  = Desc{Name: "get_thread_area", Args: []Arg{inoutCustom("u_info", sayThreadArea)}}
	Getpgid        = Desc{Name: "getpgid", Args: []Arg{pid("pid")}, Ret: RetGroup}
	Getpgrp        = Desc{Name: "getpgrp", Class: CPure, Ret: RetGroup}
	Getpid         = Desc{Name: "getpid", Class: CPure, Ret: RetPID}
	Getppid        = Desc{Name: "getppid", Class: CPure, Ret: RetPID}
	Getrusage      = Desc{Name: "getrusage", Args: []Arg{enum("who", &xlat.RusageWho), out("ru", &Rusage)}}
	Getsid         = Desc{Name: "getsid", Args: []Arg{pid("pid")}, Ret: RetSession}
	Gettid         = Desc{Name: "gettid", Class: CPure, Ret: RetPID}
	Ioperm         = Desc{Name: "ioperm", Args: []Arg{hexlong("from"), hexlong("num"), num("turn_on")}}
	Iopl           = Desc{Name: "iopl", Args: []Arg{num("level")}}
	Kcmp           = Desc{Name: "kcmp", Args: []Arg{pid("pid1"), pid("pid2"), enum("type", &xlat.KcmpTypes), hexlong("idx1"), hexlong("idx2")}, Switch: &kcmps}
	ModifyLdt      = Desc{Name: "modify_ldt", Args: []Arg{num("func"), inCustom("ptr", sayLdt), size("bytecount")}}
	Personality    = Desc{Name: "personality", Args: []Arg{inCustom("personality", sayPersonality)}, Ret: RetHex, Aux: auxPersonality}
	PidfdGetfd     = Desc{Name: "pidfd_getfd", Class: CDesc, Args: []Arg{fd("pidfd"), inCustom("fd", sayTargetFD), hex("flags")}, Ret: RetFD}
	PidfdOpen      = Desc{Name: "pidfd_open", Class: CDesc, Args: []Arg{pid("pid"), flags("flags", &xlat.PidfdOpen)}, Ret: RetFD}
	Prctl          = Desc{Name: "prctl", Class: CCreds, Args: []Arg{enum("option", &xlat.PrctlOptions), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}, Switch: &prctls}
	Ptrace         = Desc{Name: "ptrace", Args: []Arg{enumUlong("request", &xlat.PtraceRequests), pid("pid"), ptr("addr"), ptr("data")}, Switch: &ptraces}
	RestartSyscall = Desc{Name: "restart_syscall", Args: []Arg{{Name: "call", Fn: sayResuming, Kind: StackKind}}}
	Rseq           = Desc{Name: "rseq", Args: []Arg{hexlong("rseq"), hexlong("rseq_len"), hexlong("flags"), hexlong("sig")}}
	RseqSliceYield = Desc{Name: "rseq_slice_yield"}
	Seccomp        = Desc{Name: "seccomp", Args: []Arg{enum("op", &xlat.SeccompOps), hex("flags"), ptr("uargs")}, Switch: &seccomps}
	SetRobustList  = Desc{Name: "set_robust_list", Args: []Arg{ptr("head"), size("len")}}
	SetThreadArea  = Desc{Name: "set_thread_area", Args: []Arg{inCustom("u_info", sayUserDesc)}, Aux: auxEntryNumber}
	SetTidAddress  = Desc{Name: "set_tid_address", Args: []Arg{hexlong("tidptr")}}
	Setns          = Desc{Name: "setns", Class: CDesc, Args: []Arg{fd("fd"), flags("flags", &xlat.NsTypes)}, Aux: auxSetns, OnDemand: true}
	Setpgid        = Desc{Name: "setpgid", Args: []Arg{pid("pid"), pgid("pgid")}}
	Setsid         = Desc{Name: "setsid"}
	Times          = Desc{Name: "times", Args: []Arg{out("tbuf", &Tms)}, Ret: RetUint}
	Unshare        = Desc{Name: "unshare", Args: []Arg{flagslong("unshare_flags", &xlat.UnshareFlags)}, Aux: auxUnshare, OnDemand: true}
	Uprobe         = Desc{Name: "uprobe"}
	Uretprobe      = Desc{Name: "uretprobe"}
	Vfork          = Desc{Name: "vfork", Class: CProcess, Ret: RetPID}
	Vm86           = Desc{Name: "vm86", Args: []Arg{hexlong("cmd"), hexlong("arg"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
	Vm86old        = Desc{Name: "vm86old", Args: []Arg{hexlong("user_vm86")}}
	Wait4          = Desc{Name: "wait4", Class: CProcess, Args: []Arg{pidOrGroup("upid"), outCustom("stat_addr", sayWaitStatus), flags("options", &xlat.WaitOptions), outCustom("ru", sayWaitRusage)}, Ret: RetPID}
	Waitid         = Desc{Name: "waitid", Class: CProcess, Args: []Arg{enum("which", &xlat.WaitidTypes), inCustom("upid", sayWaitID), outCustom("infop", saySiginfoAt), flags("options", &xlat.WaitOptions), out("ru", &Rusage)}}
	Waitpid        = Desc{Name: "waitpid", Class: CProcess, Args: []Arg{pidOrGroup("pid"), outCustom("stat_addr", sayWaitStatus), flags("options", &xlat.WaitOptions)}, Ret: RetPID}
)

// sayWaitStatus says the status of the process that a wait found. One that
// found none, for WNOHANG, stores nothing.
func sayWaitStatus(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	v, ok := readUint32(d, p)
	if !ok || !d.Deref || d.C.Ret == 0 {
		d.Addr(p)
		return
	}
	d.Ref()
	d.WaitStatus(v)
	d.EndRef()
}

func sayWaitRusage(d *Dec, a *Arg, i int) {
	if d.C.Ret == 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Struct(&Rusage, d.C.Ptr(i))
}

// linux/wait.h
const (
	pPgid  = 2 // P_PGID
	pPidfd = 3 // P_PIDFD
)

// sayWaitID says whom waitid(2) waits for, in the way that the argument before
// tells.
func sayWaitID(d *Dec, a *Arg, i int) {
	if d.C.Uint(i-1) == pPidfd {
		d.FD(d.C.Int(i))
		return
	}
	if d.C.Uint(i-1) == pPgid {
		d.IDOf(ctype.Group, d.C.Int(i))
		return
	}
	d.PID(d.C.Int(i))
}

const siginfoSize = 128

func saySiginfoAt(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), siginfoSize)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	Siginfo(d, p, d.ABI)
}

// Rusage is struct rusage (linux/resource.h).
var Rusage = ctype.Struct{CName: "rusage", Fields: []ctype.Field{
	ctype.Sub("ru_utime", &Timeval),
	ctype.Sub("ru_stime", &Timeval),
	{Name: "ru_maxrss", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_ixrss", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_idrss", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_isrss", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_minflt", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_majflt", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_nswap", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_inblock", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_oublock", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_msgsnd", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_msgrcv", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_nsignals", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_nvcsw", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "ru_nivcsw", Kind: ctype.Ulong, How: ctype.Verbose},
}}

// Tms is struct tms (linux/times.h).
var Tms = ctype.Struct{CName: "tms", Fields: []ctype.Field{
	ctype.As("tms_utime", ctype.Long, showTicks),
	ctype.As("tms_stime", ctype.Long, showTicks),
	ctype.As("tms_cutime", ctype.Long, showTicks),
	ctype.As("tms_cstime", ctype.Long, showTicks),
}}

func showTicks(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Buf.Uint(v)
	d.Ticks(v)
}

// archPrctls are the options of arch_prctl(2) (asm/prctl.h).
var archPrctls = Switch{Arg: 0, Cases: []Case{
	{V: 0x1003, Args: []Arg{outHexlong("arg2")}}, // ARCH_GET_FS
	{V: 0x1004, Args: []Arg{outHexlong("arg2")}}, // ARCH_GET_GS
	{V: 0x1011}, // ARCH_GET_CPUID
	{V: 0x1021, Args: []Arg{outCustom("arg2", sayXfeatures)}}, // ARCH_GET_XCOMP_SUPP
	{V: 0x1022, Args: []Arg{outCustom("arg2", sayXfeatures)}}, // ARCH_GET_XCOMP_PERM
	{V: 0x1023, Args: []Arg{inCustom("arg2", sayXfeature)}},   // ARCH_REQ_XCOMP_PERM
	{V: 0x1024, Args: []Arg{outCustom("arg2", sayXfeatures)}}, // ARCH_GET_XCOMP_GUEST_PERM
	{V: 0x1025, Args: []Arg{inCustom("arg2", sayXfeature)}},   // ARCH_REQ_XCOMP_GUEST_PERM
	{V: 0x4001, Args: []Arg{outHexlong("arg2")}},              // ARCH_GET_UNTAG_MASK
	{V: 0x4002, Args: []Arg{size("arg2")}},                    // ARCH_ENABLE_TAGGED_ADDR
	{V: 0x4003, Args: []Arg{outSize("arg2")}},                 // ARCH_GET_MAX_TAG_BITS
	{V: 0x4004}, // ARCH_FORCE_TAGGED_SVA
	{V: 0x5001, Args: []Arg{flagslong("arg2", &xlat.ArchShstk)}}, // ARCH_SHSTK_ENABLE
	{V: 0x5002, Args: []Arg{flagslong("arg2", &xlat.ArchShstk)}}, // ARCH_SHSTK_DISABLE
	{V: 0x5003, Args: []Arg{flagslong("arg2", &xlat.ArchShstk)}}, // ARCH_SHSTK_LOCK
	{V: 0x5004, Args: []Arg{flagslong("arg2", &xlat.ArchShstk)}}, // ARCH_SHSTK_UNLOCK
	{V: 0x5005, Args: []Arg{outCustom("arg2", sayShstk)}},        // ARCH_SHSTK_STATUS
}}

func sayXfeatures(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 8)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.FlagsNoted(&xlat.XfeatureMasks, binary.LittleEndian.Uint64(p))
	d.EndRef()
}

func sayXfeature(d *Dec, a *Arg, i int) { d.EnumNoted(&xlat.Xfeatures, d.C.Ulong(i)) }

func sayShstk(d *Dec, a *Arg, i int) {
	v, ok := readUlong(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Flags(&xlat.ArchShstk, v)
	d.EndRef()
}

// kcmps are the types of kcmp(2) (linux/kcmp.h). The descriptors are those of
// other processes.
var kcmps = Switch{Arg: 2, Cases: []Case{
	{V: 0, Args: []Arg{inCustom("idx1", sayFDOf1), inCustom("idx2", sayFDOf2)}}, // KCMP_FILE
	{V: 1}, // KCMP_VM
	{V: 2}, // KCMP_FILES
	{V: 3}, // KCMP_FS
	{V: 4}, // KCMP_SIGHAND
	{V: 5}, // KCMP_IO
	{V: 6}, // KCMP_SYSVSEM
	{V: 7, Args: []Arg{inCustom("idx1", sayFDOf1), in("idx2", &kcmpEpollSlot)}}, // KCMP_EPOLL_TFD
}}

// sayTargetFD says a descriptor of the process that the pidfd before it stands for.
func sayTargetFD(d *Dec, a *Arg, i int) {
	if d.O.FDs != nil {
		if pid, ok := d.O.FDs.Process(d.TID, d.C.Int(i-1)); ok {
			d.FDOf(pid, d.C.Int(i))
			return
		}
	}
	d.Buf.Int(int64(d.C.Int(i)))
}

func sayFDOf1(d *Dec, a *Arg, i int) { d.FDOf(int(d.C.Int(0)), d.C.Int(i)) }
func sayFDOf2(d *Dec, a *Arg, i int) { d.FDOf(int(d.C.Int(1)), d.C.Int(i)) }

var kcmpEpollSlot = ctype.Struct{CName: "kcmp_epoll_slot", Fields: []ctype.Field{
	ctype.Num("efd", ctype.U32),
	ctype.Num("tfd", ctype.U32),
	ctype.Num("toff", ctype.U32),
}}

func sayPersonality(d *Dec, a *Arg, i int) {
	if v := d.C.Uint(i); v == 0xffffffff { // a question (personality(2))
		d.Hex(uint64(v))
	} else {
		personality(d, uint64(v))
	}
}

func auxPersonality(d *Dec) {
	d.AuxField("", "personality")
	personality(d, uint64(uint32(d.C.Ret)))
}

const perMask = 0xff // PER_MASK (linux/personality.h)

func personality(d *Dec, v uint64) {
	d.BeginParts(v)
	d.PartEnum(&xlat.Personalities, v&perMask)
	if v&^perMask != 0 {
		d.Part(&xlat.PersonalityFlags, v&^perMask)
	}
	d.EndParts()
}

// sayResuming says which call it is that the kernel restarts.
func sayResuming(d *Dec, a *Arg, i int) { d.Resuming(d.Prev) }

func sayUserDesc(d *Dec, a *Arg, i int) { userDescAt(d, d.C.Ptr(i)) }

func sayLdt(d *Dec, a *Arg, i int) {
	if d.C.Ulong(2) != userDescSize {
		d.Addr(d.C.Ptr(i))
		return
	}
	userDescAt(d, d.C.Ptr(i))
}

func auxEntryNumber(d *Dec) {
	if p := d.ReadAll(d.C.Ptr(0), userDescSize); p != nil && d.Deref {
		d.AuxNamed("entry_number")
		d.Buf.Uint(uint64(uint32In(p)))
	}
}

// sayThreadArea says which entry get_thread_area(2) is asked for, then what it
// has found.
func sayThreadArea(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	if !d.C.Done {
		v := d.ReadAll(p, 4)
		if v == nil || !d.Deref {
			d.Addr(p)
			return
		}
		d.C.Saved[0] = 1
		d.Buf.Struct()
		d.Field("entry_number")
		entryNumber(d, v)
		return
	}
	if d.C.Saved[0] == 0 {
		return
	}
	if desc := d.ReadAll(p, userDescSize); desc != nil && d.C.Errno == 0 {
		userDescRest(d, desc)
	} else {
		d.More()
	}
	d.EndStruct()
}

// seccomps are the operations of seccomp(2) (linux/seccomp.h).
var seccomps = Switch{Arg: 0, Cases: []Case{
	{V: 1, Args: []Arg{flags("flags", &xlat.SeccompFilterFlags), inCustom("uargs", sayFilterProg)}}, // SECCOMP_SET_MODE_FILTER
	{V: 2, Args: []Arg{hex("flags"), inCustom("uargs", sayActionAt)}},                               // SECCOMP_GET_ACTION_AVAIL
	{V: 3, Args: []Arg{hex("flags"), out("uargs", &seccompNotifSizes)}},                             // SECCOMP_GET_NOTIF_SIZES
}}

var seccompNotifSizes = ctype.Struct{CName: "seccomp_notif_sizes", Fields: []ctype.Field{
	ctype.Num("seccomp_notif", ctype.U16),
	ctype.Num("seccomp_notif_resp", ctype.U16),
	ctype.Num("seccomp_data", ctype.U16),
}}

func sayFilterProg(d *Dec, a *Arg, i int) { filterProgAt(d, d.C.Ptr(i), true) }

func sayActionAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Enum(&xlat.SeccompActions, uint64(v))
	d.EndRef()
}
