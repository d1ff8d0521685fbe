package unwind

import "gotrace/event"

// Operations of DWARF expressions (DWARF 5, 7.7.1) that call frame information
// may use.
const (
	opAddr       = 0x03
	opDeref      = 0x06
	opConst1u    = 0x08
	opConst1s    = 0x09
	opConst2u    = 0x0a
	opConst2s    = 0x0b
	opConst4u    = 0x0c
	opConst4s    = 0x0d
	opConst8u    = 0x0e
	opConst8s    = 0x0f
	opConstu     = 0x10
	opConsts     = 0x11
	opDup        = 0x12
	opDrop       = 0x13
	opOver       = 0x14
	opPick       = 0x15
	opSwap       = 0x16
	opRot        = 0x17
	opAbs        = 0x19
	opAnd        = 0x1a
	opDiv        = 0x1b
	opMinus      = 0x1c
	opMod        = 0x1d
	opMul        = 0x1e
	opNeg        = 0x1f
	opNot        = 0x20
	opOr         = 0x21
	opPlus       = 0x22
	opPlusUconst = 0x23
	opShl        = 0x24
	opShr        = 0x25
	opShra       = 0x26
	opXor        = 0x27
	opBra        = 0x28
	opEq         = 0x29
	opGe         = 0x2a
	opGt         = 0x2b
	opLe         = 0x2c
	opLt         = 0x2d
	opNe         = 0x2e
	opSkip       = 0x2f
	opLit0       = 0x30
	opLit31      = 0x4f
	opBreg0      = 0x70
	opBreg31     = 0x8f
	opBregx      = 0x92
	opDerefSize  = 0x94
	opNop        = 0x96
)

const (
	maxSteps = 1000 // an expression can loop
	maxStack = 32
)

// evaluation is an expression being evaluated.
type evaluation struct {
	r    reader
	regs *event.Regs
	mem  *window
	v    [maxStack]uint64
	n    int
	bad  bool
}

// evaluate returns the value of an expression; with push, first is on the stack
// at its begin.
func (w *walker) evaluate(expr []byte, first uint64, push bool) (uint64, bool) {
	e := evaluation{r: reader{b: expr}, regs: &w.regs, mem: &w.u.mem}
	if push {
		e.push(first)
	}
	for steps := 0; e.r.rest() > 0; steps++ {
		if steps == maxSteps {
			return 0, false
		}
		e.step(e.r.u8())
		if e.bad || e.r.bad {
			return 0, false
		}
	}
	v := e.pop()
	return v, !e.bad
}

func (e *evaluation) push(v uint64) {
	if e.n == maxStack {
		e.bad = true
		return
	}
	e.v[e.n] = narrow(v, e.regs.ABI)
	e.n++
}

func (e *evaluation) pop() uint64 {
	if e.n == 0 {
		e.bad = true
		return 0
	}
	e.n--
	return e.v[e.n]
}

// pick pushes the entry i below the top.
func (e *evaluation) pick(i int) {
	if i >= e.n {
		e.bad = true
		return
	}
	e.push(e.v[e.n-1-i])
}

func (e *evaluation) load(addr uint64, size int) {
	if size != 1 && size != 2 && size != 4 && size != 8 {
		e.bad = true
		return
	}
	v, ok := e.mem.word(addr, size)
	e.bad = e.bad || !ok
	e.push(v)
}

func (e *evaluation) breg(reg uint64, off int64) {
	if reg >= uint64(machines[e.regs.ABI].regs) {
		e.bad = true
		return
	}
	e.push(e.regs.R[reg] + uint64(off))
}

func (e *evaluation) jump(d int16) {
	to := e.r.off + int(d)
	if to < 0 || to > len(e.r.b) {
		e.bad = true
		return
	}
	e.r.off = to
}

// signed is a value as a signed number of the ABI's width.
func (e *evaluation) signed(v uint64) int64 {
	if e.regs.ABI == event.I386 {
		return int64(int32(v))
	}
	return int64(v)
}

func (e *evaluation) step(op uint8) {
	r := &e.r
	switch {
	case op >= opLit0 && op <= opLit31:
		e.push(uint64(op - opLit0))
		return
	case op >= opBreg0 && op <= opBreg31:
		e.breg(uint64(op-opBreg0), r.sleb())
		return
	}
	switch op {
	case opNop:
	case opAddr:
		e.push(r.word(e.regs.ABI.PtrSize()))
	case opConst1u:
		e.push(uint64(r.u8()))
	case opConst1s:
		e.push(uint64(int8(r.u8())))
	case opConst2u:
		e.push(uint64(r.u16()))
	case opConst2s:
		e.push(uint64(int16(r.u16())))
	case opConst4u:
		e.push(uint64(r.u32()))
	case opConst4s:
		e.push(uint64(int32(r.u32())))
	case opConst8u, opConst8s:
		e.push(r.u64())
	case opConstu:
		e.push(r.uleb())
	case opConsts:
		e.push(uint64(r.sleb()))
	case opBregx:
		reg := r.uleb()
		e.breg(reg, r.sleb())
	case opDeref:
		e.load(e.pop(), e.regs.ABI.PtrSize())
	case opDerefSize:
		size := int(r.u8())
		e.load(e.pop(), size)
	case opDup:
		e.pick(0)
	case opOver:
		e.pick(1)
	case opPick:
		e.pick(int(r.u8()))
	case opDrop:
		e.pop()
	case opSwap:
		a, b := e.pop(), e.pop()
		e.push(a)
		e.push(b)
	case opRot:
		a, b, c := e.pop(), e.pop(), e.pop()
		e.push(a)
		e.push(c)
		e.push(b)
	case opSkip:
		e.jump(int16(r.u16()))
	case opBra:
		d := int16(r.u16())
		if e.pop() != 0 {
			e.jump(d)
		}
	case opAbs:
		v := e.signed(e.pop())
		e.push(uint64(max(v, -v)))
	case opNeg:
		e.push(-e.pop())
	case opNot:
		e.push(^e.pop())
	case opPlusUconst:
		e.push(e.pop() + r.uleb())
	default:
		b, a := e.pop(), e.pop()
		e.binary(op, a, b)
	}
}

// binary executes an operation of two operands.
func (e *evaluation) binary(op uint8, a, b uint64) {
	sa, sb := e.signed(a), e.signed(b)
	switch op {
	case opAnd:
		e.push(a & b)
	case opOr:
		e.push(a | b)
	case opXor:
		e.push(a ^ b)
	case opPlus:
		e.push(a + b)
	case opMinus:
		e.push(a - b)
	case opMul:
		e.push(a * b)
	case opDiv, opMod:
		switch {
		case b == 0:
			e.bad = true
		case op == opMod:
			e.push(a % b)
		default:
			e.push(uint64(sa / sb))
		}
	case opShl:
		e.push(a << b)
	case opShr:
		e.push(a >> b)
	case opShra:
		e.push(uint64(sa >> b))
	case opEq:
		e.truth(a == b)
	case opNe:
		e.truth(a != b)
	case opGe:
		e.truth(sa >= sb)
	case opGt:
		e.truth(sa > sb)
	case opLe:
		e.truth(sa <= sb)
	case opLt:
		e.truth(sa < sb)
	default:
		e.bad = true
	}
}

func (e *evaluation) truth(is bool) {
	var v uint64
	if is {
		v = 1
	}
	e.push(v)
}
