//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"slices"

	"gotrace/event"
	"gotrace/ptrace"
)

// Guarded breakpoints: with fast stubs a program is to run on without its tracer,
// and an int3 would kill it, even if the tracer is killed while it handles one. So
// functions that the tracer must hear of begin with a jump instead, to code that
// makes a system call (fast stubs' notice), which stops, and nobody else is told of:
//
//	call notice
//	what the jump has replaced, and a jump to what follows that

// guard is a jump at a function's entry.
type guard struct {
	kinds kind
	at    event.Addr     // where it leads to
	code  [jumpSize]byte // what stood there
}

const (
	jumpSize  = 5
	guardRoom = 4 * copySize // for the code
)

// setGuarded has a function's entry stop as setDisplaced would, but only if there
// is a tracer. It is not always possible.
func (sp *space) setGuarded(s *ptrace.Stopped, at event.Addr, k kind) bool {
	if g := sp.guards[at]; g != nil {
		g.kinds |= k // of a parent's and its children's, too: they have the same modules
		return true
	}
	if sp.fast == nil || sp.l.o.Stubs != FastStubs || sp.bps[at] != nil {
		return false
	}
	var code [32]byte
	if sp.mem.ReadMem(at, code[:]) != len(code) {
		return false
	}
	a, err := sp.areaNear(s, at)
	if err != nil || a.used+guardRoom > codeSize {
		return false
	}
	g := &guard{kinds: k, at: a.base + event.Addr(a.used)}
	stub, after := appendCall(nil, g.at, sp.fast.base+sp.fast.notice, sp.abi)
	own := g.at + event.Addr(len(stub))
	moved, ok := moveEntry(code[:], at, own, sp.abi)
	if !ok || len(stub)+len(moved) > guardRoom {
		return false
	}
	if !sp.mem.WriteMem(g.at, append(stub, moved...)) {
		return false
	}
	a.used += guardRoom
	copy(g.code[:], code[:])
	sp.noticed[g.at+event.Addr(after)], sp.guards[at] = g, g
	if !s.Attached || len(sp.all) == 1 {
		return g.jump(sp, at)
	}
	b := sp.set(at, k)
	if b == nil {
		return false
	}
	b.copy = own
	sp.later = append(sp.later, at)
	for _, th := range sp.all {
		th.seen = false
	}
	return true
}

// jump writes the jump to a function's entry. There may be a breakpoint.
func (g *guard) jump(sp *space, at event.Addr) bool {
	jump := binary.LittleEndian.AppendUint32([]byte{0xe9}, uint32(g.at-at-jumpSize))
	return sp.mem.WriteMem(at+1, jump[1:]) && sp.mem.WriteMem(at, jump[:1])
}

// notice handles the call that a guard makes, at its end.
func (l *Tracer) notice(s *ptrace.Stopped, th *thread) {
	sp := th.sp
	at := event.Addr(s.Regs.Rsp) + sp.fast.calledAt
	g := sp.noticed[sp.word(at)]
	if g == nil {
		return
	}
	sp.point(th, s)
	top := at + event.Addr(sp.abi.PtrSize()) // as at the function's entry
	if th.unwind != 0 {
		l.recover(th, top)
	}
	if g.kinds&bpLoader != 0 {
		sp.scan(s)
	}
	if g.kinds&bpUnwind != 0 {
		l.bare(s, th, top, g.kinds&bpWalk != 0)
	}
}

// A thread of a program that was running may stand behind the first instruction of
// what a jump is to replace. So there is a breakpoint until all threads have been
// seen elsewhere, later than that was placed.

// sight notes where a thread has stopped.
func (sp *space) sight(th *thread, s *ptrace.Stopped) {
	if len(sp.later) == 0 {
		return
	}
	ip := event.Addr(s.Regs.Rip)
	th.seen = !slices.ContainsFunc(sp.later, func(at event.Addr) bool { return ip > at && ip < at+jumpSize })
	for _, o := range sp.all {
		if !o.seen {
			return
		}
	}
	for _, at := range sp.later {
		if g, b := sp.guards[at], sp.bps[at]; g != nil && b != nil && g.jump(sp, at) {
			b.kinds = 0 // who has met with it already goes on at the jump
		}
	}
	sp.later = nil
}

// watchEntry has a function's entry stop, guarded if possible.
func (sp *space) watchEntry(s *ptrace.Stopped, at event.Addr, k kind) bool {
	return sp.setGuarded(s, at, k) || sp.setDisplaced(s, at, k) != nil
}

const ret = 0xc3

// moveEntry returns code that does at to what the function at from begins with, as
// far as a jump there would replace it.
func moveEntry(code []byte, from, to event.Addr, abi event.ABI) (out []byte, ok bool) {
	for n := 0; n < jumpSize; {
		in, ok := decode(code[n:], abi)
		if !ok {
			return nil, false
		}
		moved, ok := displace(code[n:], from+event.Addr(n), to+event.Addr(len(out)), abi)
		if !ok {
			return nil, false
		}
		if in.esc == 0 && in.opcode == ret && from%16 == 0 {
			return append(out, moved...), true // functions are aligned: nothing begins behind it
		}
		n += in.len
		if n >= jumpSize {
			return append(out, moved...), true
		}
		if in.rel != 0 {
			return nil, false
		}
		out = append(out, moved[:in.len]...) // without the jump
	}
	return nil, false
}

// clearGuards takes the jumps away.
func (sp *space) clearGuards() {
	for at, g := range sp.guards {
		sp.mem.WriteMem(at, g.code[:])
	}
}
