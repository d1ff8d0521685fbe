package unwind

import (
	"bytes"
	"encoding/binary"

	"gotrace/event"
)

// machine is what unwinding has to know about an ABI. Registers are DWARF's.
type machine struct {
	regs   int // how many of them event.Regs holds
	sp, fp int
	pc     int
	size   int // of a saved register

	trampolines []trampoline
	setsFP      [][]byte // how a function makes the stack pointer its frame pointer, having saved that
}

// trampoline is code that signal handlers return to.
type trampoline struct {
	code []byte
	// The interrupted registers stand in a struct sigcontext, at from the stack
	// pointer, or with deref, where the pointer at from the stack pointer points
	// to, plus then.
	from  uint64
	deref bool
	then  uint64
	// gregs are the registers' places in it.
	gregs []uint8
}

// Offsets in struct ucontext and struct sigcontext (asm/ucontext.h,
// asm/sigcontext.h), in words.
var (
	gregsAMD64 = []uint8{13, 12, 14, 11, 9, 8, 10, 15, 0, 1, 2, 3, 4, 5, 6, 7, 16}
	gregs386   = []uint8{11, 10, 9, 8, 7, 6, 5, 4, 14}
)

const (
	uctxMcontextAMD64 = 40 // offsetof(struct ucontext, uc_mcontext)
	uctxMcontext386   = 20
)

var machines = [event.NumABI]machine{
	event.AMD64: {
		regs: event.NumRegs, sp: 7, fp: 6, pc: 16, size: 8,
		trampolines: []trampoline{
			// mov $__NR_rt_sigreturn, %rax; syscall
			{code: []byte{0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05}, from: uctxMcontextAMD64, gregs: gregsAMD64},
			{code: []byte{0xb8, 0x0f, 0, 0, 0, 0x0f, 0x05}, from: uctxMcontextAMD64, gregs: gregsAMD64},
		},
		setsFP: [][]byte{{0x48, 0x89, 0xe5}, {0x48, 0x8b, 0xec}}, // mov %rsp, %rbp
	},
	event.I386: {
		regs: event.NumRegs386, sp: 4, fp: 5, pc: 8, size: 4,
		trampolines: []trampoline{
			// pop %eax; mov $__NR_sigreturn, %eax; int $0x80. The handler has
			// returned, its argument is on top (struct sigframe_ia32, asm/sigframe.h).
			{code: []byte{0x58, 0xb8, 0x77, 0, 0, 0, 0xcd, 0x80}, from: 4, gregs: gregs386},
			// mov $__NR_rt_sigreturn, %eax; int $0x80. On the stack are signal
			// number, siginfo pointer, ucontext pointer (struct rt_sigframe_ia32).
			{code: []byte{0xb8, 0xad, 0, 0, 0, 0xcd, 0x80}, from: 8, deref: true, then: uctxMcontext386, gregs: gregs386},
		},
		setsFP: [][]byte{{0x89, 0xe5}, {0x8b, 0xec}}, // mov %esp, %ebp
	},
}

// walker is a walk up a stack.
type walker struct {
	u         *Unwinder
	regs      event.Regs // of the frame that is looked at
	exact     bool       // its PC is an instruction that is to be executed, not what follows a call
	inner     bool       // the frame called nothing: it is the first, or was interrupted by a signal
	place     place
	wasSignal bool // the frame that was left was a signal's
}

// place is where a walker stands.
type place struct {
	m  *Mapping
	o  *object // nil: no file that is known
	at *site   // nil without o
}

func (w *walker) machine() *machine { return &machines[w.regs.ABI] }
func (w *walker) pc() uint64        { return w.regs.R[w.machine().pc] }
func (w *walker) sp() uint64        { return w.regs.R[w.machine().sp] }

// load reads a saved register.
func (w *walker) load(addr uint64) (uint64, bool) {
	return w.u.mem.word(narrow(addr, w.regs.ABI), w.machine().size)
}

// step goes to the caller, and reports whether there is one.
func (w *walker) step(s *Space) bool {
	inner := w.inner
	w.wasSignal, w.exact, w.inner = false, false, false
	at := w.place.at
	switch {
	case at == nil:
		return w.byFramePointer(s, 0, inner)
	case at.how == leaveEnd:
		return false
	case at.how == leaveSignal:
		return w.bySignal(at.trampoline)
	case at.how == leaveGo && at.switches && !inner:
		return w.bySwitch(s, at.delta, at.start+w.bias())
	case at.how == leaveGo:
		return w.byDelta(s, at.delta)
	case at.how == leaveRow:
		return w.byRow(at.row)
	}
	start := uint64(0)
	if at.start != 0 {
		start = at.start + w.bias()
	}
	return w.byFramePointer(s, start, inner)
}

// bias is what the place's file is moved by in memory.
func (w *walker) bias() uint64 {
	m := w.place.m
	return uint64(m.Start) - w.place.o.vaddr(m.Offset)
}

// bySignal leaves a signal frame: the interrupted registers come back.
func (w *walker) bySignal(t *trampoline) bool {
	base := w.sp() + t.from
	if t.deref {
		p, ok := w.load(base)
		if !ok {
			return false
		}
		base = p + t.then
	}
	next := w.regs
	for i, g := range t.gregs {
		v, ok := w.load(base + uint64(g)*uint64(w.machine().size))
		if !ok {
			return false
		}
		next.R[i] = v
	}
	w.regs, w.wasSignal, w.exact, w.inner = next, true, true, true
	return true
}

// byRow leaves a frame by call frame information.
func (w *walker) byRow(r *row) bool {
	if r.end {
		return false
	}
	m := w.machine()
	var cfa uint64
	ok := true
	if r.cfaExpr != nil {
		cfa, ok = w.evaluate(r.cfaExpr, 0, false)
	} else {
		cfa = narrow(w.regs.R[r.cfaReg]+uint64(r.cfaOff), w.regs.ABI)
	}
	if !ok {
		return false
	}
	next := w.regs
	next.R[m.sp] = cfa
	for i := range r.rules {
		rl := &r.rules[i]
		v := uint64(0)
		switch rl.kind {
		case undefined:
			continue
		case atOffset:
			v, ok = w.load(cfa + uint64(rl.off))
		case isOffset:
			v = cfa + uint64(rl.off)
		case inReg:
			v = w.regs.R[rl.reg]
		case atExpr:
			if v, ok = w.evaluate(rl.expr, cfa, true); ok {
				v, ok = w.load(v)
			}
		case isExpr:
			v, ok = w.evaluate(rl.expr, cfa, true)
		}
		if !ok {
			return false
		}
		next.R[rl.target] = narrow(v, w.regs.ABI)
	}
	w.regs, w.wasSignal, w.exact, w.inner = next, r.signal, r.signal, r.signal
	return true
}

// byDelta leaves a frame of so many bytes above which the return address is, as
// Go's functions have them. All that have a frame save the frame pointer at its
// upper end.
func (w *walker) byDelta(s *Space, delta uint64) bool {
	m := w.machine()
	size := uint64(m.size)
	ret := w.sp() + delta
	pc, ok := w.load(ret)
	if !ok || s.mapping(pc) == nil {
		return false // as in runtime.clone, on the new stack
	}
	if delta >= size {
		if fp, ok := w.load(ret - size); ok {
			w.regs.R[m.fp] = fp
		}
	}
	w.regs.R[m.sp], w.regs.R[m.pc] = narrow(ret+size, w.regs.ABI), pc
	return true
}

// bySwitch leaves the frame of a Go function that has gone to another stack: one
// with a frame has its frame pointer in the old one, one without has left its
// caller's, below which its return address is.
func (w *walker) bySwitch(s *Space, delta, start uint64) bool {
	m := w.machine()
	size := uint64(m.size)
	base := w.regs.R[m.fp]
	if delta >= size {
		return w.leaveFramed(s, base)
	}
	for at := base - size; at > base-scan; at -= size {
		if pc, ok := w.load(at); ok && s.calls(w, pc, start) {
			return w.leaveTo(at, pc)
		}
	}
	return false
}

// scan is how many bytes of a stack are looked through for a return address.
const scan = 4096

// leaveTo leaves a frame whose return address is pc, at ret.
func (w *walker) leaveTo(ret, pc uint64) bool {
	m := w.machine()
	size := uint64(m.size)
	if fp := &w.regs.R[m.fp]; *fp == ret-size {
		*fp, _ = w.load(ret - size)
	}
	w.regs.R[m.sp], w.regs.R[m.pc] = narrow(ret+size, w.regs.ABI), pc
	return true
}

// leaveFramed leaves a frame by its frame pointer.
func (w *walker) leaveFramed(s *Space, base uint64) bool {
	size := uint64(w.machine().size)
	pc, ok := w.load(base + size)
	if !ok || base%size != 0 || s.mapping(pc) == nil {
		return false
	}
	return w.leaveTo(base+size, pc)
}

// byFramePointer leaves a frame of which nothing is known but, perhaps, where its
// function begins.
func (w *walker) byFramePointer(s *Space, start uint64, inner bool) bool {
	base := w.regs.R[w.machine().fp]
	if start != 0 {
		framed, pushed := w.prologue(start)
		switch {
		case framed && !inner || framed && base >= w.sp():
		case pushed && inner:
			base = w.sp()
		default:
			if w.search(s, start, inner) {
				return true
			}
		}
	}
	return base >= w.sp() && w.leaveFramed(s, base)
}

// search leaves a frame that has no frame pointer: its return address is the
// next one on the stack that is behind a call of its function. If the frame is an
// inner one, and perhaps empty, a call of anything will do on top of the stack.
func (w *walker) search(s *Space, start uint64, inner bool) bool {
	size := uint64(w.machine().size)
	sp := w.sp()
	for at := sp; at < sp+scan; at += size {
		pc, ok := w.load(at)
		if !ok {
			break
		}
		if s.calls(w, pc, start) || at == sp && inner && s.calls(w, pc, 0) {
			return w.leaveTo(at, pc)
		}
	}
	return false
}

// prologue looks at how the function at start begins: framed, it has saved the
// frame pointer and set its own; pushed, it has only just saved it. Compilers move
// other instructions in between.
func (w *walker) prologue(start uint64) (framed, pushed bool) {
	const pushFP = 0x55
	code := w.u.code[:w.u.mem.mem.ReadMem(event.Addr(start), w.u.code[:])]
	push := bytes.IndexByte(code, pushFP)
	if push < 0 {
		return false, false
	}
	if w.pc() == start+uint64(push)+1 {
		return false, true
	}
	for _, set := range w.machine().setsFP {
		if i := bytes.Index(code[push:], set); i >= 0 {
			return w.pc() >= start+uint64(push+i+len(set)), false
		}
	}
	return false, false
}

// calls reports whether pc is executable and behind a call of the function at
// start, or, if that is 0, behind any call: of a fixed place, or of one in a
// register or memory, in the lengths that such calls have.
func (s *Space) calls(w *walker, pc, start uint64) bool {
	if s.mapping(pc) == nil {
		return false
	}
	const longest = 7
	code := w.u.code[:longest]
	if w.u.mem.mem.ReadMem(event.Addr(pc-longest), code) != longest {
		return false
	}
	if code[2] == 0xe8 {
		target := narrow(pc+uint64(int32(binary.LittleEndian.Uint32(code[3:]))), w.regs.ABI)
		return start == 0 || start == target
	}
	if start != 0 {
		return false
	}
	for _, n := range []int{2, 3, 4, 6, 7} {
		// opcode 0xff, the operation 2 in bits 3 to 5 of the ModR/M byte
		if c := code[len(code)-n:]; c[0] == 0xff && c[1]>>3&7 == 2 {
			return true
		}
	}
	return false
}
