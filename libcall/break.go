//go:build linux && amd64

package libcall

import (
	"slices"

	"gotrace/event"
	"gotrace/ptrace"
)

// breakpoint is an int3 in the program's code.
type breakpoint struct {
	kinds  kind
	orig   byte
	copy   event.Addr // where the instruction is executed; 0: it is emulated
	call   *hook      // of bpSite: the slot that is called through
	pushes bool       // and it is a call, not a jump
	entry  *event.Func
	waits  int // of bpReturn: calls that will return here

	callers  []caller
	resolver *resolver
}

// copied returns the breakpoint as a child has it that was forked.
func (b *breakpoint) copied() *breakpoint {
	c := *b
	c.callers = slices.Clone(b.callers)
	if b.resolver != nil {
		r := *b.resolver
		r.callers = slices.Clone(r.callers)
		c.resolver = &r
	}
	return &c
}

// kind is what a breakpoint is for; there may be several reasons for one.
type kind uint16

const (
	bpStart    kind = 1 << iota // the program's first instruction
	bpLoader                    // modules have come or gone
	bpSite                      // a call or jump through a slot
	bpReturn                    // a function returns here
	bpUnwind                    // an unwinder begins
	bpWalk                      // and only walks the stack, and returns
	bpCaught                    // an exception has been caught
	bpEntry                     // a function's entry
	bpCallee                    // the same, for those who call it
	bpResolver                  // the entry of an IFUNC's resolver
)

// set puts a breakpoint to an address.
func (sp *space) set(at event.Addr, k kind) *breakpoint {
	b := sp.bps[at]
	if b == nil {
		b = &breakpoint{}
		sp.bps[at] = b
	}
	if b.kinds == 0 {
		var code [1]byte
		if sp.mem.ReadMem(at, code[:]) != 1 || !sp.mem.WriteMem(at, []byte{int3}) {
			delete(sp.bps, at)
			return nil
		}
		b.orig = code[0]
	}
	b.kinds |= k
	return b
}

// unset takes it away. A thread that has executed it may not have stopped yet:
// that is still ours.
func (sp *space) unset(at event.Addr, k kind) {
	b := sp.bps[at]
	if b == nil || b.kinds == 0 {
		return
	}
	if b.kinds &^= k; b.kinds == 0 {
		sp.mem.WriteMem(at, []byte{b.orig})
	}
}

// setDisplaced puts a breakpoint to an instruction that is to be executed when it
// has been noticed. It fails where the instruction cannot be executed elsewhere.
func (sp *space) setDisplaced(s *ptrace.Stopped, at event.Addr, k kind) *breakpoint {
	if b := sp.bps[at]; b != nil && b.kinds != 0 && (b.copy != 0 || b.kinds&bpSite != 0) {
		b.kinds |= k
		return b
	}
	var code [16]byte
	n := sp.mem.ReadMem(at, code[:])
	b := sp.bps[at]
	if b == nil || b.copy == 0 {
		a, err := sp.areaNear(s, at)
		if err != nil {
			return nil
		}
		to, room := a.room()
		if !room {
			return nil
		}
		moved, ok := displace(code[:n], at, to, sp.abi)
		if sp.shadow && code[0] == 0xe8 {
			ok = false // the copy pushes the return address without a call
		}
		if ok && sp.mem.WriteMem(to, moved) {
			b = sp.set(at, k)
		} else {
			b = nil
		}
		if b == nil {
			sp.giveBack(to)
			return nil
		}
		b.copy = to
		return b
	}
	return sp.set(at, k)
}

// Owns implements ptrace.Traps.
func (l *Tracer) Owns(t *event.Thread, ip event.Addr) (owns, alone bool) {
	th := of(t)
	if th == nil || th.sp == nil {
		return false, false
	}
	if a := th.sp.stubArea(ip - 1); a != nil {
		return true, (ip-1-a.base)%stubSize == 0 // and not within one that does not stop
	}
	if th.sp.inFast(ip - 1) {
		f := th.sp.fast
		return true, ip-1 == f.base+f.stopEnter || ip-1 == f.base+f.stopLeave
	}
	return th.sp.bps[ip-1] != nil, false
}

// stubArea returns the area in whose stubs the address is, or nil.
func (sp *space) stubArea(at event.Addr) *area {
	for _, a := range sp.areas {
		if at >= a.base && at < a.base+stubsEnd {
			return a
		}
	}
	return nil
}

// Trap implements ptrace.Traps.
func (l *Tracer) Trap(s *ptrace.Stopped) event.Next {
	th := of(s.Thread)
	sp := th.sp
	at := event.Addr(s.Regs.Rip) - 1
	if th.unwind != 0 {
		l.recover(th, event.Addr(s.Regs.Rsp))
	}
	sp.point(th, s)
	if sp.inFast(at) {
		return sp.fastTrap(s, th, at)
	}
	if a := sp.stubArea(at); a != nil {
		if at == a.base {
			return l.returned(s, th)
		}
		if h := sp.hooked(int(at-a.base) / stubSize); h != nil {
			return l.called(s, th, h.fn, event.Addr(s.Regs.Rsp))
		}
		return event.Continue
	}
	b := sp.bps[at]
	if b.kinds == 0 { // it was taken away meanwhile
		s.SetIP(at)
		return event.Continue
	}
	return l.broke(s, th, b, at)
}

// broke handles a breakpoint in the program's code.
func (l *Tracer) broke(s *ptrace.Stopped, th *thread, b *breakpoint, at event.Addr) event.Next {
	sp, next := th.sp, event.Continue
	if b.kinds&bpStart != 0 {
		sp.started(s)
		return next
	}
	if b.kinds&bpReturn != 0 {
		next = l.returnedTo(s, th, b, at)
	}
	if b.kinds&bpLoader != 0 {
		sp.scan(s)
	}
	if b.kinds&bpCaught != 0 {
		l.recover(th, event.Addr(s.Regs.Rsp))
	}
	if b.kinds&bpUnwind != 0 {
		l.bare(s, th, event.Addr(s.Regs.Rsp), b.kinds&bpWalk != 0)
	}
	if b.kinds&bpResolver != 0 {
		next = max(next, l.resolving(s, th, b.resolver))
	}
	if b.kinds&bpCallee != 0 {
		next = max(next, l.callee(s, th, b))
	}
	if b.kinds&bpEntry != 0 {
		next = max(next, l.called(s, th, b.entry, event.Addr(s.Regs.Rsp)))
	}
	if b.kinds&bpSite != 0 {
		return max(next, l.site(s, th, b, at))
	}
	switch {
	case b.copy != 0:
		s.SetIP(b.copy)
	default: // it was taken away by what was done about it
		s.SetIP(at)
	}
	return next
}

// leaveStub moves a stopped thread out of our code, at whose beginning or middle
// it may stand.
func (sp *space) leaveStub(s *ptrace.Stopped) {
	ip := event.Addr(s.Regs.Rip)
	for at, b := range sp.bps {
		if b.copy != 0 && b.copy == ip {
			s.SetIP(at)
			return
		}
	}
	for _, a := range sp.areas {
		if ip == a.base {
			if f := sp.frameAt(s); f != nil {
				s.SetIP(f.ret)
			}
		}
	}
}
