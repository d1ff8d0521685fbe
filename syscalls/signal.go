package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Calls about signals.
var (
	Kill                 = Desc{Name: "kill", Class: CProcess | CSignal, Args: []Arg{pidOrGroup("pid"), sig("sig")}}
	Pause                = Desc{Name: "pause", Class: CSignal}
	PidfdSendSignal      = Desc{Name: "pidfd_send_signal", Class: CProcess | CSignal | CDesc, Args: []Arg{fd("pidfd"), sig("sig"), siginfo("info"), hex("flags")}}
	RtSigaction          = Desc{Name: "rt_sigaction", Class: CSignal, Args: []Arg{sig("sig"), inCustom("act", sayRtSigaction), outCustom("oact", sayRtSigaction), size("sigsetsize")}}
	RtSigpending         = Desc{Name: "rt_sigpending", Class: CSignal, Args: []Arg{{Name: "uset", Fn: sayPendingSet, Len: 1, Phase: Out}, size("sigsetsize")}}
	RtSigprocmask        = Desc{Name: "rt_sigprocmask", Class: CSignal, Args: []Arg{enum("how", &xlat.SigHow), sigset("nset", 3), outSigset("oset", 3), size("sigsetsize")}}
	RtSigqueueinfo       = Desc{Name: "rt_sigqueueinfo", Class: CProcess | CSignal, Args: []Arg{pid("pid"), sig("sig"), siginfo("uinfo")}}
	RtSigreturn          = Desc{Name: "rt_sigreturn", Class: CSignal, Args: []Arg{frameMask(sayRtFrame)}}
	RtSigsuspend         = Desc{Name: "rt_sigsuspend", Class: CSignal, Args: []Arg{sigset("unewset", 1), size("sigsetsize")}}
	RtSigtimedwait       = Desc{Name: "rt_sigtimedwait", Class: CSignal, Args: []Arg{sigset("uthese", 3), inoutCustom("uinfo", sayTakenSiginfo), in("uts", &Timespec), size("sigsetsize")}, Aux: auxSignal}
	RtSigtimedwaitTime64 = Desc{Name: "rt_sigtimedwait_time64", Class: CSignal, Args: []Arg{sigset("uthese", 3), inoutCustom("uinfo", sayTakenSiginfo), in("uts", &Timespec64), size("sigsetsize")}, Aux: auxSignal}
	RtTgsigqueueinfo     = Desc{Name: "rt_tgsigqueueinfo", Class: CProcess | CSignal, Args: []Arg{pid("tgid"), pid("pid"), sig("sig"), siginfo("uinfo")}}
	Sgetmask             = Desc{Name: "sgetmask", Class: CSignal, Ret: RetHex, Aux: auxMask}
	Sigaction            = Desc{Name: "sigaction", Class: CSignal, Args: []Arg{sig("sig"), inCustom("act", sayOldSigaction), outCustom("oact", sayOldSigaction)}}
	Sigaltstack          = Desc{Name: "sigaltstack", Class: CSignal, Args: []Arg{in("uss", &stackT), out("uoss", &stackT)}}
	Signal               = Desc{Name: "signal", Class: CSignal, Args: []Arg{sig("sig"), inCustom("handler", sayHandlerArg)}, Ret: RetHex, Aux: auxHandler}
	Signalfd             = Desc{Name: "signalfd", Class: CSignal | CDesc, Args: []Arg{fd("ufd"), sigset("user_mask", 2), size("sizemask")}, Ret: RetFD}
	Signalfd4            = Desc{Name: "signalfd4", Class: CSignal | CDesc, Args: []Arg{fd("ufd"), sigset("user_mask", 2), size("sizemask"), flags("flags", &xlat.SignalfdFlags)}, Ret: RetFD}
	Sigpending           = Desc{Name: "sigpending", Class: CSignal, Args: []Arg{outCustom("set32", sayOldSigset)}}
	Sigprocmask          = Desc{Name: "sigprocmask", Class: CSignal, Args: []Arg{enum("how", &xlat.SigHow), inCustom("nset", sayOldSigset), outCustom("oset", sayOldSigset)}}
	Sigreturn            = Desc{Name: "sigreturn", Class: CSignal, Args: []Arg{frameMask(sayOldFrame)}}
	Sigsuspend           = Desc{Name: "sigsuspend", Class: CSignal, Args: []Arg{skip(), skip(), inCustom("mask", saySigmask)}}
	Ssetmask             = Desc{Name: "ssetmask", Class: CSignal, Args: []Arg{inCustom("newmask", saySigmask)}, Ret: RetHex, Aux: auxOldMask}
	Tgkill               = Desc{Name: "tgkill", Class: CProcess | CSignal, Args: []Arg{pid("tgid"), pid("pid"), sig("sig")}}
	Tkill                = Desc{Name: "tkill", Class: CProcess | CSignal, Args: []Arg{pid("pid"), sig("sig")}}
)

var stackT = ctype.Struct{CName: "sigaltstack", Fields: []ctype.Field{
	ctype.Pointer("ss_sp"),
	ctype.Flags("ss_flags", ctype.U32, &xlat.SigaltFlags),
	ctype.Num("ss_size", ctype.Ulong),
}}

// saRestorer is SA_RESTORER (asm/signal.h): sa_restorer is valid.
const saRestorer = 0x04000000

// sayRtSigaction says the struct of rt_sigaction(2), whose mask the kernel has
// last (linux/signal_types.h), not where the C library has it.
func sayRtSigaction(d *Dec, _ *Arg, i int) {
	a, n := d.C.Ptr(i), d.ABI.PtrSize()
	p := d.ReadAll(a, 3*n+sigsetSize)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	saySigaction(d, p[:n], p[3*n:], p[n:2*n], p[2*n:3*n])
}

// sayOldSigaction says the struct of i386's sigaction(2) (struct
// old_sigaction32).
func sayOldSigaction(d *Dec, _ *Arg, i int) {
	a := d.C.Ptr(i)
	p := d.ReadAll(a, 16)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	saySigaction(d, p[:4], p[4:8], p[8:12], p[12:16])
}

func saySigaction(d *Dec, handler, mask, flags, restorer []byte) {
	d.Buf.Struct()
	d.Field("sa_handler")
	sayHandler(d, ctype.Ulong.Number(d.ABI, handler))
	d.Field("sa_mask")
	sigsetIn(d, mask)
	d.Field("sa_flags")
	f := ctype.Ulong.Number(d.ABI, flags)
	d.Flags(&xlat.SaFlags, f)
	if f&saRestorer != 0 {
		d.Field("sa_restorer")
		d.Addr(event.Addr(ctype.Ulong.Number(d.ABI, restorer)))
	}
	d.EndStruct()
}

func sayHandlerArg(d *Dec, _ *Arg, i int) { sayHandler(d, d.C.Ulong(i)) }

// sayHandler says what a signal does: an address or one of the constants.
func sayHandler(d *Dec, v uint64) {
	if _, ok := xlat.SigHandlers.Lookup(d.ABI, v); ok {
		d.Enum(&xlat.SigHandlers, v)
		return
	}
	if v == 1<<64-1 && !d.Numbers() {
		d.Const("SIG_ERR", -1)
		return
	}
	d.Addr(event.Addr(v))
}

// auxHandler explains the former handler that signal(2) returns.
func auxHandler(d *Dec) {
	if name, ok := xlat.SigHandlers.Lookup(d.ABI, Return(d.C)); ok {
		d.AuxWord(name)
	}
}

func auxMask(d *Dec)    { auxSigset(d, "mask") }
func auxOldMask(d *Dec) { auxSigset(d, "old mask") }

func auxSigset(d *Dec, text string) {
	d.AuxField(text, "mask")
	sigsetOf(d, Return(d.C), 32)
}

// siginfo is a siginfo_t that the kernel reads.
func siginfo(name string) Arg { return Arg{Name: name, Fn: saySiginfo} }

func saySiginfo(d *Dec, _ *Arg, i int) {
	a := d.C.Ptr(i)
	p := d.ReadAll(a, len(event.Siginfo{}))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	Siginfo(d, p, d.ABI)
}

// sayTakenSiginfo says what rt_sigtimedwait(2) tells of the signal that came.
// Where it is not asked, nothing has to wait for the call's end.
func sayTakenSiginfo(d *Dec, a *Arg, i int) {
	switch asked := d.C.Ptr(i) != 0; {
	case !d.C.Done && !asked || d.C.Done && d.C.Errno != 0:
		d.Addr(d.C.Ptr(i))
		d.Settled = true
	case d.C.Done:
		saySiginfo(d, a, i)
	}
}

func uint32In(p []byte) uint32 { return binary.LittleEndian.Uint32(p) }
func int32In(p []byte) int32   { return int32(binary.LittleEndian.Uint32(p)) }
