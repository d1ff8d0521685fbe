package syscalls

import (
	"math/bits"

	"gotrace/event"
	"gotrace/xlat"
)

// sigsetSize is the size of the kernel's sigset_t on every ABI.
const sigsetSize = 8

// sigset is a set of signals that the kernel reads; n is the register of its
// size.
func sigset(name string, n int8) Arg { return Arg{Name: name, Fn: saySigset, Len: n} }

// outSigset is a set of signals that the kernel fills.
func outSigset(name string, n int8) Arg {
	return Arg{Name: name, Fn: saySigset, Len: n, Phase: Out}
}

// saySigset says a set whose size is an argument. The kernel takes only its own
// size; a set of a size that is neither that nor what i386's older calls have
// is not decoded.
func saySigset(d *Dec, a *Arg, i int) {
	n := a.length(d)
	if n < uint64(d.ABI.PtrSize()) {
		n = 0
	}
	sigsetAt(d, d.C.Ptr(i), n)
}

// sayPendingSet says the set that rt_sigpending(2) fills: the only call that
// lets a program ask for less than the whole.
func sayPendingSet(d *Dec, a *Arg, i int) { sigsetAt(d, d.C.Ptr(i), a.length(d)) }

// sayOldSigset says a set of the calls that know 32 signals.
func sayOldSigset(d *Dec, a *Arg, i int) { sigsetAt(d, d.C.Ptr(i), 4) }

// saySigmask says a set of 32 signals that is an argument itself.
func saySigmask(d *Dec, a *Arg, i int) { sigsetOf(d, uint64(d.C.Uint(i)), 32) }

// sigsetAt says the set of n bytes at a.
func sigsetAt(d *Dec, a event.Addr, n uint64) {
	if n == 0 || n > sigsetSize || !d.Deref {
		d.Addr(a)
		return
	}
	p := d.ReadAll(a, int(n))
	if p == nil {
		d.Addr(a)
		return
	}
	sigsetIn(d, p)
}

// sigsetIn says the set whose bytes are p, at most 8.
func sigsetIn(d *Dec, p []byte) {
	var v uint64
	for i, c := range p {
		v |= uint64(c) << (8 * i)
	}
	sigsetOf(d, v, 8*len(p))
}

// sigsetOf says a set of n signals. A set that has two thirds of them is said
// by what it lacks.
func sigsetOf(d *Dec, v uint64, n int) {
	not := bits.OnesCount64(v) >= n*2/3
	if not {
		v = ^v & (1<<n - 1)
	}
	d.List(not)
	for ; v != 0; v &= v - 1 {
		sig := bits.TrailingZeros64(v) + 1
		d.Item(xlat.SignalName(sig)[len("SIG"):], int64(sig))
	}
	d.EndList()
}

// frame is where the mask stands that sigreturn(2) and rt_sigreturn(2) restore,
// as distances of its halves from the stack pointer. These calls have no
// arguments: the mask is in the frame that the kernel pushed for the handler.
type frame struct{ lo, hi event.Addr }

// Frames, by the stack pointer that the C library's and the vDSO's restorers
// have (arch/x86/include/asm/sigframe.h, asm/ucontext.h, asm/sigcontext.h).
var (
	// The return address is gone; what follows is struct ucontext.
	frameAMD64 = frame{296, 300}
	// The return address is gone; signal, two pointers and siginfo_t stand
	// before struct ucontext_ia32.
	frameI386 = frame{248, 252}
	// The restorer has popped the signal too: what follows is struct
	// sigcontext_32, struct _fpstate_32 and the second half of the mask.
	frameOld = frame{80, 712}
)

// frameMask is the mask that a call restores.
func frameMask(fn func(*Dec, *Arg, int)) Arg { return Arg{Name: "frame", Fn: fn, Kind: StackKind} }

func sayRtFrame(d *Dec, _ *Arg, _ int) {
	if d.ABI == event.I386 {
		frameI386.say(d)
		return
	}
	frameAMD64.say(d)
}

func sayOldFrame(d *Dec, _ *Arg, _ int) { frameOld.say(d) }

func (f *frame) say(d *Dec) {
	d.Buf.Struct()
	d.Field("mask")
	lo, ok1 := readUint32(d, d.C.SP+f.lo)
	hi, ok2 := readUint32(d, d.C.SP+f.hi)
	if ok1 && ok2 && d.Deref {
		sigsetOf(d, uint64(lo)|uint64(hi)<<32, 64)
	} else {
		d.Addr(d.C.SP + f.lo)
	}
	d.EndStruct()
}
