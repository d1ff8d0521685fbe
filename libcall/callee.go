//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"math"

	"gotrace/event"
	"gotrace/ptrace"
)

// Calls that are made through a slot which is read as data, too: code takes the
// function's address to a register and calls it there (-fno-plt, -mcmodel=large).
// They are noticed where the function begins, by where they return to.

// caller is a module whose calls of a function are noticed at the function's entry.
type caller struct {
	m  *module
	fn *event.Func
}

// watchCallee has a function stop at its entry for a caller.
func (sp *space) watchCallee(s *ptrace.Stopped, at event.Addr, c caller) {
	b := sp.setDisplaced(s, at, bpCallee)
	if b == nil {
		return
	}
	for _, o := range b.callers {
		if o.m.ld == c.m.ld && o.fn.Name == c.fn.Name {
			return
		}
	}
	b.callers = append(b.callers, c)
}

// callee handles the entry of a function that is watched for its callers.
func (l *Tracer) callee(s *ptrace.Stopped, th *thread, b *breakpoint) event.Next {
	sp, top := th.sp, event.Addr(s.Regs.Rsp)
	told := th.entering == top // by the site of the call
	if th.entering = 0; told {
		return event.Continue
	}
	ret := sp.word(top)
	for _, c := range b.callers {
		if c.m.inside(ret) {
			return l.called(s, th, c.fn, top)
		}
	}
	return event.Continue
}

// follow finds the function that a slot of a module leads to, and watches it.
func (m *module) follow(s *ptrace.Stopped, h *hook) {
	sp, c := m.sp, caller{m, h.fn}
	h.callee = true
	if h.resolver != 0 {
		m.choice(s, h.fn.Name, h.resolver, c)
		return
	}
	if v := sp.slotValue(h.slot); !m.inside(v) {
		for _, o := range sp.modules {
			if o.executes(v) {
				sp.watchCallee(s, v, c)
				return
			}
		}
	}
	// The dynamic linker has not written the slot yet.
	for _, o := range sp.modules {
		at, ifunc, ok := o.lookupFunc(h.fn.Name)
		switch {
		case !ok:
			continue
		case !ifunc:
			sp.watchCallee(s, at, c)
			return
		}
		o.choice(s, h.fn.Name, at, c)
		return
	}
}

// choice watches what an IFUNC of the module is, or will be, for a caller.
func (m *module) choice(s *ptrace.Stopped, name string, at event.Addr, c caller) {
	if r := m.resolverAt(s, name, at); r != nil {
		r.callers = append(r.callers, c)
		for _, to := range m.sp.resolved(m, name, at) {
			m.sp.take(s, r, to)
		}
	}
}

// uses tells how code reads slots.
type uses map[event.Addr]use

type use uint8

const (
	called use = iota + 1 // only calls and jumps through it
	read                  // its value is read, too, as data
	stray                 // its value may be called
)

// findUses adds what code, which was read at an address, does with slots.
func (m *module) findUses(code []byte, at event.Addr, slots map[event.Addr]*hook, u uses) {
	lo, hi := event.Addr(math.MaxUint64), event.Addr(0)
	for slot := range slots {
		lo, hi = min(lo, slot), max(hi, slot)
	}
	f := &flow{code: code, abi: m.abi, seen: map[int]registers{}}
	for i := 2; i+4 <= len(code); i++ {
		d := binary.LittleEndian.Uint32(code[i:])
		slot := at + event.Addr(i+4) + event.Addr(int64(int32(d)))
		if m.abi == event.I386 {
			slot = m.tag[dtPltGot] + event.Addr(int64(int32(d)))
			if event.Addr(d) >= lo && event.Addr(d) <= hi {
				slot = event.Addr(d)
			}
		}
		if slot < lo || slot > hi || slots[slot] == nil {
			continue
		}
		modrm := code[i-1]
		reg := int(modrm >> 3 & 7)
		switch op := code[i-2]; {
		case op == 0xff && (reg == 2 || reg == 4):
			u[slot] = max(u[slot], called)
		case op == 0x8b: // mov slot, %reg
			if m.abi == event.AMD64 && i > 2 && code[i-3]&0xf4 == 0x44 { // REX.R
				reg += 8
			}
			u[slot] = max(u[slot], read)
			if u[slot] != stray && f.mayCall(i+4, reg) {
				u[slot] = stray
			}
		case i > 2 && code[i-3] == 0x0f && loadsVector(op), op == 0x39, op == 0x3b, op == 0xff && reg == 6: // cmp, push
			u[slot] = max(u[slot], read)
		default:
			u[slot] = stray
		}
	}
}

// loadsVector tells whether an instruction of the map 0F loads a vector register:
// compilers store two addresses at once in that way (movq, movhps, movups, movaps,
// movd).
func loadsVector(op byte) bool {
	switch op {
	case 0x7e, 0x16, 0x12, 0x10, 0x28, 0x6e, 0x6f:
		return true
	}
	return false
}
