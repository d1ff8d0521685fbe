package libcall

import (
	"encoding/binary"

	"gotrace/event"
)

// Where a function's address goes that code has loaded into a register.

// A flow follows registers through code.
type flow struct {
	code []byte // of the module, or a part of it
	abi  event.ABI
	seen map[int]registers // what was followed from where
	todo []place
}

// place is where registers hold the address.
type place struct {
	at   int
	regs registers
}

type registers uint16

func register(n int) registers { return 1 << n }

// callerSaved are the registers that a function may change (both ABIs' documents):
// rax, rcx, rdx, rsi, rdi, r8 to r11; eax, ecx, edx.
var callerSaved = [...]registers{event.AMD64: 0x0fc7, event.I386: 0x0007}

// maxFlow is how many instructions are followed. What goes on longer is taken for
// a call.
const maxFlow = 1 << 12

// mayCall tells whether code, from an offset on, may call or jump to what a register
// holds there. What the register is stored to is data: nobody follows that.
func (f *flow) mayCall(at, reg int) bool {
	clear(f.seen)
	f.todo = append(f.todo[:0], place{at, register(reg)})
	for range maxFlow {
		n := len(f.todo)
		if n == 0 {
			return false
		}
		p := f.todo[n-1]
		f.todo = f.todo[:n-1]
		if p.at < 0 || p.at >= len(f.code) {
			continue // another section's: a function of its own
		}
		old := f.seen[p.at]
		if p.regs &^= old; p.regs == 0 {
			continue
		}
		f.seen[p.at] = old | p.regs
		if f.step(p) {
			return true
		}
	}
	return true
}

// step looks at one instruction, and queues what is executed after it.
func (f *flow) step(p place) (calls bool) {
	code := f.code[p.at:]
	in, ok := decode(code, f.abi)
	if !ok {
		return true
	}
	next := place{p.at + in.len, p.regs}
	o := f.operands(code, &in)
	if in.rel != 0 {
		return f.branch(code, &in, next)
	}
	switch {
	case in.esc == 0 && in.opcode == 0xff && in.modrm != 0 && o.reg&7 == 2: // call *
		if o.isReg && p.regs&register(o.rm) != 0 {
			return true
		}
		next.regs &^= callerSaved[f.abi]
	case in.esc == 0 && in.opcode == 0xff && in.modrm != 0 && o.reg&7 == 4: // jmp *
		// Through a slot, it leaves the function; else it may go to any case of a switch.
		return in.rip == 0
	case in.esc == 0 && (in.opcode == 0xc3 || in.opcode == 0xc2 || in.opcode == 0xcc || in.opcode == 0xf4), // ret, int3, hlt
		in.esc == 1 && in.opcode == 0x0b: // ud2
		return false
	default:
		next.regs = f.moved(code, &in, o, p.regs)
	}
	f.todo = append(f.todo, next)
	return false
}

// branch queues where a jump or call with a distance leads to.
func (f *flow) branch(code []byte, in *insn, next place) bool {
	d := int(int8(code[in.rel]))
	if in.relLen == 4 {
		d = int(int32(binary.LittleEndian.Uint32(code[in.rel:])))
	}
	to := place{next.at + d, next.regs}
	switch {
	case in.esc == 0 && in.opcode == 0xe8:
		// Compilers know what their own functions leave alone, those of others must
		// be expected to change what they may.
		if f.isPLT(to.at) {
			next.regs &^= callerSaved[f.abi]
		}
		f.todo = append(f.todo, next)
	case in.esc == 0 && (in.opcode == 0xe9 || in.opcode == 0xeb):
		if !f.isPLT(to.at) {
			f.todo = append(f.todo, to)
		}
	default:
		f.todo = append(f.todo, to, next)
	}
	return false
}

// isPLT tells whether the code at an offset jumps through a slot at once.
func (f *flow) isPLT(at int) bool {
	for range 2 { // behind an endbr
		if at < 0 || at >= len(f.code) {
			return false
		}
		in, ok := decode(f.code[at:], f.abi)
		if !ok {
			return false
		}
		if in.esc == 0 && in.opcode == 0xff && f.code[at+in.modrm]>>3&7 == 4 {
			return true
		}
		if in.esc != 1 || in.opcode != 0x1e {
			return false
		}
		at += in.len
	}
	return false
}

// operands are those of a ModRM byte.
type operands struct {
	reg, rm int
	isReg   bool // rm is a register, not memory
}

func (f *flow) operands(code []byte, in *insn) (o operands) {
	if in.modrm == 0 {
		return o
	}
	m := code[in.modrm]
	o.reg, o.rm, o.isReg = int(m>>3&7), int(m&7), m>>6 == 3
	rex := f.rex(code, in)
	o.reg |= int(rex & 4 << 1)
	o.rm |= int(rex & 1 << 3)
	return o
}

// rex is the REX prefix, or 0.
func (f *flow) rex(code []byte, in *insn) byte {
	at := in.at - 1
	if in.esc > 0 {
		at--
	}
	if f.abi == event.AMD64 && at >= 0 && code[at]&0xf0 == 0x40 {
		return code[at]
	}
	return 0
}

// moved is where the address is after an instruction. One that it does not know
// leaves it where it was.
func (f *flow) moved(code []byte, in *insn, o operands, r registers) registers {
	move := func(to, from int) registers { // from -1: from anywhere else
		if from >= 0 && r&register(from) != 0 {
			return r | register(to)
		}
		return r &^ register(to)
	}
	rm := -1
	if o.isReg {
		rm = o.rm
	}
	low := in.opcode&7 | int(f.rex(code, in)&1<<3)
	switch op := in.opcode; in.esc {
	case 0:
		switch {
		case op == 0x8b: // mov
			return move(o.reg, rm)
		case op == 0x89 && o.isReg:
			return move(o.rm, o.reg)
		case op == 0x8d, op == 0x63: // lea, movsxd
			return move(o.reg, -1)
		case op == 0xc7 && o.isReg: // mov $
			return move(o.rm, -1)
		case (op|2 == 0x33 || op|2 == 0x2b) && o.isReg && o.reg == o.rm: // xor, sub
			return move(o.reg, -1)
		case op >= 0x58 && op < 0x60, op >= 0xb8 && op < 0xc0: // pop, mov $
			return move(low, -1)
		case op == 0x87 && o.isReg && r&(register(o.reg)|register(o.rm)) != 0: // xchg
			return r | register(o.reg) | register(o.rm)
		case op >= 0x91 && op < 0x98 && r&(register(0)|register(low)) != 0:
			return r | register(0) | register(low)
		}
	case 1:
		switch {
		case op == 0xb6, op == 0xb7, op == 0xbe, op == 0xbf: // movzx, movsx
			return move(o.reg, -1)
		case op >= 0x40 && op < 0x50 && o.isReg && r&register(o.rm) != 0: // cmov
			return r | register(o.reg)
		}
	}
	return r
}
