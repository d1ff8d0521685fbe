package unwind

import "gotrace/event"

// row is how to leave a frame at one place: a row of the table that call frame
// information encodes (DWARF 5, 6.4.1), without the registers that keep their
// values.
type row struct {
	cfaReg  uint8
	cfaOff  int64
	cfaExpr []byte // if not nil, instead of the two
	rules   []regRule
	end     bool // there is no caller
	signal  bool // the caller was interrupted by a signal
}

type regRule struct {
	target uint8
	rule
}

// rule is where the caller's value of a register is.
type rule struct {
	kind ruleKind
	reg  uint8
	off  int64
	expr []byte
}

type ruleKind uint8

const (
	same      ruleKind = iota
	undefined          // it is lost
	atOffset           // in memory, off from the CFA
	isOffset           // it is off from the CFA
	inReg              // in reg
	atExpr             // in memory, where expr says
	isExpr             // what expr says
)

// table is what a program of call frame instructions works on.
type table struct {
	cfaReg  uint8
	cfaOff  int64
	cfaExpr []byte
	hasCFA  bool
	regs    [event.NumRegs]rule
}

// maxRemembered is how deep DW_CFA_remember_state may nest; compilers write 1.
const maxRemembered = 8

// maxInsns is how many instructions a program may have.
const maxInsns = 1 << 18

// program runs call frame instructions.
type program struct {
	*cie
	abi     event.ABI
	loc     uint64
	t       table
	initial table
	stack   []table
}

// Call frame instructions (DWARF 5, 7.24, and those that GNU added).
const (
	cfaAdvance        = 0x40
	cfaOffset         = 0x80
	cfaRestore        = 0xc0
	cfaNop            = 0x00
	cfaSetLoc         = 0x01
	cfaAdvance1       = 0x02
	cfaAdvance2       = 0x03
	cfaAdvance4       = 0x04
	cfaOffsetExt      = 0x05
	cfaRestoreExt     = 0x06
	cfaUndefined      = 0x07
	cfaSameValue      = 0x08
	cfaRegister       = 0x09
	cfaRemember       = 0x0a
	cfaRestoreState   = 0x0b
	cfaDefCFA         = 0x0c
	cfaDefCFAReg      = 0x0d
	cfaDefCFAOffset   = 0x0e
	cfaDefCFAExpr     = 0x0f
	cfaExpr           = 0x10
	cfaOffsetExtSF    = 0x11
	cfaDefCFASF       = 0x12
	cfaDefCFAOffsetSF = 0x13
	cfaValOffset      = 0x14
	cfaValOffsetSF    = 0x15
	cfaValExpr        = 0x16
	cfaGNUArgsSize    = 0x2e
	cfaGNUNegOffset   = 0x2f
)

// row returns how to leave the frame at pc, nil if that is not known.
func (c *cfi) row(pc uint64) *row {
	f, ok := c.find(pc)
	if !ok {
		return nil
	}
	p := program{cie: f.cie, abi: c.abi, loc: f.lo}
	if !p.run(f.cie.prog, pc, c) {
		return nil
	}
	p.initial, p.loc = p.t, f.lo
	if !p.run(f.prog, pc, c) || !p.t.hasCFA {
		return nil
	}
	return p.t.row(f.cie, c.abi)
}

// row makes the short form.
func (t *table) row(ci *cie, abi event.ABI) *row {
	m := &machines[abi]
	r := &row{cfaReg: t.cfaReg, cfaOff: t.cfaOff, cfaExpr: t.cfaExpr, signal: ci.signal}
	for i := range m.regs {
		rl := t.regs[i]
		if uint64(i) == ci.ra {
			if rl.kind == undefined {
				r.end = true
			}
			if rl.kind == same {
				return nil
			}
			i = m.pc
		}
		if rl.kind != same {
			r.rules = append(r.rules, regRule{uint8(i), rl})
		}
	}
	if ci.ra >= uint64(m.regs) {
		return nil
	}
	return r
}

// set notes a rule for a register, unless it is one that does not matter.
func (p *program) set(reg uint64, r rule) {
	if reg < uint64(machines[p.abi].regs) {
		p.t.regs[reg] = r
	}
}

func (p *program) scaled(v int64) int64 { return v * p.dataAlign }

// run executes instructions up to those of code behind pc, and reports whether
// all of them were valid.
func (p *program) run(prog []byte, pc uint64, c *cfi) bool {
	r := &reader{b: prog}
	for n := 0; r.rest() > 0 && !r.bad; n++ {
		if n == maxInsns {
			return false
		}
		op := r.u8()
		low := uint64(op & 0x3f)
		switch op & 0xc0 {
		case cfaAdvance:
			p.loc += low * p.codeAlign
		case cfaOffset:
			p.set(low, rule{kind: atOffset, off: p.scaled(int64(r.uleb()))})
		case cfaRestore:
			p.restore(low)
		default:
			if !p.extended(op, r, c) {
				return false
			}
		}
		if p.loc > pc {
			return true
		}
	}
	return !r.bad
}

func (p *program) restore(reg uint64) {
	if reg < uint64(len(p.t.regs)) {
		p.t.regs[reg] = p.initial.regs[reg]
	}
}

// extended executes an instruction without an operand in its first byte.
func (p *program) extended(op uint8, r *reader, c *cfi) bool {
	switch op {
	case cfaNop:
	case cfaSetLoc: // r.b is a piece of c.data
		v, ok := pointer(r, p.enc, c.addr+uint64(cap(c.data)-cap(r.b)), 0, p.abi)
		if !ok || v < p.loc {
			return false
		}
		p.loc = v
	case cfaAdvance1:
		p.loc += uint64(r.u8()) * p.codeAlign
	case cfaAdvance2:
		p.loc += uint64(r.u16()) * p.codeAlign
	case cfaAdvance4:
		p.loc += uint64(r.u32()) * p.codeAlign
	case cfaRemember:
		if len(p.stack) == maxRemembered {
			return false
		}
		p.stack = append(p.stack, p.t)
	case cfaRestoreState:
		n := len(p.stack)
		if n == 0 {
			return false
		}
		p.t = p.stack[n-1]
		p.stack = p.stack[:n-1]
	case cfaRestoreExt:
		p.restore(r.uleb())
	case cfaGNUArgsSize:
		r.uleb()
	case cfaDefCFA, cfaDefCFASF, cfaDefCFAReg, cfaDefCFAOffset, cfaDefCFAOffsetSF, cfaDefCFAExpr:
		return p.defineCFA(op, r)
	default:
		return p.register(op, r)
	}
	return true
}

// defineCFA executes an instruction that says where the CFA is.
func (p *program) defineCFA(op uint8, r *reader) bool {
	t := &p.t
	t.hasCFA = true
	reg := uint64(t.cfaReg)
	switch op {
	case cfaDefCFA:
		reg, t.cfaOff = r.uleb(), int64(r.uleb())
	case cfaDefCFASF:
		reg, t.cfaOff = r.uleb(), p.scaled(r.sleb())
	case cfaDefCFAReg:
		reg = r.uleb()
	case cfaDefCFAOffset:
		t.cfaOff = int64(r.uleb())
	case cfaDefCFAOffsetSF:
		t.cfaOff = p.scaled(r.sleb())
	case cfaDefCFAExpr:
		t.cfaExpr = r.bytes(r.uleb())
		return !r.bad
	}
	t.cfaExpr = nil
	t.cfaReg = uint8(reg)
	return reg < uint64(machines[p.abi].regs)
}

// register executes an instruction that says where a register is.
func (p *program) register(op uint8, r *reader) bool {
	reg := r.uleb()
	var rl rule
	switch op {
	case cfaUndefined:
		rl.kind = undefined
	case cfaSameValue:
		rl.kind = same
	case cfaRegister:
		from := r.uleb()
		if from >= uint64(machines[p.abi].regs) {
			return false
		}
		rl = rule{kind: inReg, reg: uint8(from)}
	case cfaOffsetExt:
		rl = rule{kind: atOffset, off: p.scaled(int64(r.uleb()))}
	case cfaOffsetExtSF:
		rl = rule{kind: atOffset, off: p.scaled(r.sleb())}
	case cfaGNUNegOffset:
		rl = rule{kind: atOffset, off: -p.scaled(int64(r.uleb()))}
	case cfaValOffset:
		rl = rule{kind: isOffset, off: p.scaled(int64(r.uleb()))}
	case cfaValOffsetSF:
		rl = rule{kind: isOffset, off: p.scaled(r.sleb())}
	case cfaExpr:
		rl = rule{kind: atExpr, expr: r.bytes(r.uleb())}
	case cfaValExpr:
		rl = rule{kind: isExpr, expr: r.bytes(r.uleb())}
	default:
		return false
	}
	p.set(reg, rl)
	return true
}
