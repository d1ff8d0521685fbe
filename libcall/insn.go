package libcall

import (
	"encoding/binary"

	"gotrace/event"
)

// Lengths of instructions, and copies of them that do the same elsewhere. The
// encoding is that of the Intel SDM, volume 2, chapter 2 and appendix A.

// insn is an instruction's shape.
type insn struct {
	len    int
	opcode int // its last byte
	at     int // where that stands
	esc    int // the map that it belongs to: 0, 1 for 0F, 2 for 0F38, 3 for 0F3A
	modrm  int // where the ModRM byte stands; 0: there is none
	rip    int // where a displacement from the next instruction stands; 0: there is none
	rel    int // where a branch's distance stands; 0: it is none
	relLen int
}

// How an opcode goes on.
const (
	hasModRM = 1 << iota
	imm8
	imm16
	immZ // 4 bytes, 2 with a prefix of operand size
	branch8
	branchZ
	immMoffs // an address
	immFar   // 32-bit only: a selector and an offset
	unknown
)

// shape0 is how opcodes of the one-byte map go on, after prefixes.
func shape0(op byte, long bool) int {
	switch {
	case op < 0x40:
		return [8]int{hasModRM, hasModRM, hasModRM, hasModRM, imm8, immZ, 0, 0}[op&7]
	case op < 0x60, op >= 0x90 && op < 0x9a, op >= 0x9b && op < 0xa0:
		return 0
	case op == 0x62, op == 0x63, op >= 0x84 && op < 0x90, op >= 0xd0 && op < 0xd4, op >= 0xd8 && op < 0xe0, op >= 0xfe:
		return hasModRM
	case op == 0x68, op == 0xa9:
		return immZ
	case op == 0x69, op == 0x81, op == 0xc7:
		return hasModRM | immZ
	case op == 0x6a, op == 0xa8, op >= 0xb0 && op < 0xb8, op == 0xcd, op == 0xd4, op == 0xd5, op >= 0xe4 && op < 0xe8:
		return imm8
	case op == 0x6b, op == 0x80, op == 0x82, op == 0x83, op == 0xc0, op == 0xc1, op == 0xc6:
		return hasModRM | imm8
	case op >= 0x70 && op < 0x80, op >= 0xe0 && op < 0xe4, op == 0xeb:
		return branch8
	case op == 0xe8, op == 0xe9:
		return branchZ
	case op == 0x9a, op == 0xea:
		if long {
			return unknown
		}
		return immFar
	case op >= 0xa0 && op < 0xa4:
		return immMoffs
	case op >= 0xb8 && op < 0xc0:
		return immZ
	case op == 0xc2, op == 0xca:
		return imm16
	case op == 0xc8:
		return imm16 | imm8
	case op == 0xf6, op == 0xf7:
		return hasModRM // and an immediate for some
	}
	return 0
}

// shape1 is how opcodes of the map 0F go on.
func shape1(op byte) int {
	switch {
	case op == 0x0f, op >= 0x70 && op < 0x74, op == 0xa4, op == 0xac, op == 0xba, op == 0xc2, op >= 0xc4 && op < 0xc7:
		return hasModRM | imm8
	case op >= 0x80 && op < 0x90:
		return branchZ
	case op >= 0x05 && op < 0x0a, op == 0x0b, op == 0x0e, op >= 0x30 && op < 0x38, op == 0x77,
		op >= 0xa0 && op < 0xa3, op >= 0xa8 && op < 0xab, op >= 0xc8 && op < 0xd0:
		return 0
	}
	return hasModRM
}

// decode finds the first instruction's shape; ok is false for what it does not
// know, or if code is too short.
func decode(code []byte, abi event.ABI) (in insn, ok bool) {
	long := abi == event.AMD64
	i, opsize, addrsize, rexW := 0, false, false, false
	need := func(n int) bool { return i+n <= len(code) && i+n <= 15 }
prefixes:
	for ; need(1); i++ {
		switch op := code[i]; {
		case op == 0x66:
			opsize = true
		case op == 0x67:
			addrsize = true
		case op == 0xf0, op == 0xf2, op == 0xf3, op == 0x2e, op == 0x36, op == 0x3e, op == 0x26, op == 0x64, op == 0x65:
		default:
			break prefixes
		}
	}
	if need(1) && long && code[i]&0xf0 == 0x40 {
		rexW = code[i]&8 != 0
		i++
	}
	if !need(2) && !need(1) {
		return in, false
	}
	var shape int
	op := code[i]
	vex := func(n int) bool { return need(n) && (long || code[i+1] >= 0xc0) }
	switch {
	case op == 0xc5 && vex(3):
		in.esc = 1
		i += 2
	case op == 0xc4 && vex(4):
		in.esc = int(code[i+1] & 31)
		i += 3
	case op == 0x62 && vex(5):
		in.esc = int(code[i+1] & 7)
		i += 4
	case op == 0x0f && need(2):
		in.esc = 1
		i++
		switch code[i] {
		case 0x38:
			in.esc = 2
			i++
		case 0x3a:
			in.esc = 3
			i++
		}
	}
	if !need(1) {
		return in, false
	}
	op = code[i]
	in.opcode, in.at = int(op), i
	i++
	switch in.esc {
	case 0:
		shape = shape0(op, long)
	case 1:
		shape = shape1(op)
	case 2:
		shape = hasModRM
	case 3:
		shape = hasModRM | imm8
	default:
		shape = hasModRM
	}
	if shape&unknown != 0 {
		return in, false
	}
	if shape&hasModRM != 0 {
		if !need(1) {
			return in, false
		}
		in.modrm = i
		i++
		if i = in.operand(code, i, long, addrsize); i > len(code) {
			return in, false
		}
		if in.esc == 0 && op&0xfe == 0xf6 && code[in.modrm]>>3&7 < 2 { // test
			shape |= imm8
			if op == 0xf7 {
				shape = shape&^imm8 | immZ
			}
		}
	}
	z := 4
	if opsize && !rexW {
		z = 2
	}
	switch {
	case shape&branch8 != 0:
		in.rel, in.relLen = i, 1
		i++
	case shape&branchZ != 0:
		in.rel, in.relLen = i, 4
		i += 4
	case shape&immMoffs != 0:
		i += abi.PtrSize()
		if addrsize {
			i -= abi.PtrSize() / 2
		}
	case shape&immFar != 0:
		i += 2 + z
	case shape&immZ != 0:
		if in.esc == 0 && op >= 0xb8 && op < 0xc0 && rexW {
			z = 8
		}
		i += z
	}
	if shape&imm16 != 0 {
		i += 2
	}
	if shape&imm8 != 0 {
		i++
	}
	in.len = i
	return in, i <= len(code) && i <= 15
}

// operand skips what belongs to the ModRM byte, and returns where that ends.
func (in *insn) operand(code []byte, i int, long, addrsize bool) int {
	mod, rm := code[in.modrm]>>6, code[in.modrm]&7
	if mod == 3 {
		return i
	}
	if !long && addrsize { // 16-bit addresses
		if mod == 0 && rm == 6 || mod == 2 {
			return i + 2
		}
		return i + int(mod)
	}
	base := rm
	if rm == 4 {
		if i >= len(code) {
			return i + 1
		}
		base = code[i] & 7
		i++
	}
	switch {
	case mod == 0 && rm == 5 && long:
		in.rip = i
		return i + 4
	case mod == 0 && base == 5, mod == 2:
		return i + 4
	case mod == 1:
		return i + 1
	}
	return i
}

// displace returns code that does at to what the first instruction in code does
// at from, and goes on behind that one. ok is false if there is no such code.
func displace(code []byte, from, to event.Addr, abi event.ABI) (out []byte, ok bool) {
	in, ok := decode(code, abi)
	if !ok {
		return nil, false
	}
	next := from + event.Addr(in.len)
	out = append(out, code[:in.len]...)
	le := binary.LittleEndian
	if in.rip != 0 {
		target := int64(next) + int64(int32(le.Uint32(code[in.rip:])))
		d := target - int64(to) - int64(in.len)
		if d != int64(int32(d)) {
			return nil, false
		}
		le.PutUint32(out[in.rip:], uint32(d))
	}
	if in.rel == 0 {
		if in.esc == 0 && in.opcode == 0xff && code[in.modrm]>>3&7 == 2 { // call *
			return nil, false
		}
		return appendJump(out, to, next, abi), true
	}
	d := int64(int8(code[in.rel]))
	if in.relLen == 4 {
		d = int64(int32(le.Uint32(code[in.rel:])))
	}
	target := event.Addr(int64(next) + d)
	if abi == event.I386 {
		target &= 0xffffffff
	}
	switch {
	case in.esc == 0 && in.opcode == 0xe8:
		return appendJump(appendPush(out[:0], next, abi), to, target, abi), true
	case in.esc == 0 && (in.opcode == 0xe9 || in.opcode == 0xeb):
		return appendJump(out[:0], to, target, abi), true
	}
	// A conditional branch: taken, it skips the jump to what follows.
	skip := len(appendJump(nil, to, next, abi))
	if in.relLen == 1 {
		out[in.rel] = byte(skip)
	} else {
		le.PutUint32(out[in.rel:], uint32(skip))
	}
	out = appendJump(out, to, next, abi)
	return appendJump(out, to, target, abi), true
}

// appendJump appends a jump to an address; the code stands at to.
func appendJump(code []byte, to, target event.Addr, abi event.ABI) []byte {
	if abi == event.I386 {
		code = append(code, 0xe9)
		return binary.LittleEndian.AppendUint32(code, uint32(target)-uint32(to)-uint32(len(code)+4))
	}
	code = append(code, 0xff, 0x25, 0, 0, 0, 0) // jmp *0(%rip)
	return binary.LittleEndian.AppendUint64(code, uint64(target))
}

// appendCall appends a call of what is at an address, and tells where that returns to;
// the code stands at to.
func appendCall(code []byte, to, target event.Addr, abi event.ABI) (_ []byte, after int) {
	if abi == event.I386 {
		code = append(code, 0xe8)
		code = binary.LittleEndian.AppendUint32(code, uint32(target)-uint32(to)-uint32(len(code)+4))
		return code, len(code)
	}
	code = append(code, 0xff, 0x15, 2, 0, 0, 0, 0xeb, 8) // call *8(%rip); jmp behind the address
	return binary.LittleEndian.AppendUint64(code, uint64(target)), len(code) - 2
}

// appendPush appends code that pushes an address.
func appendPush(code []byte, a event.Addr, abi event.ABI) []byte {
	code = append(code, 0x68)
	code = binary.LittleEndian.AppendUint32(code, uint32(a))
	if abi == event.AMD64 {
		code = append(code, 0xc7, 0x44, 0x24, 0x04) // movl $high, 4(%rsp)
		code = binary.LittleEndian.AppendUint32(code, uint32(a>>32))
	}
	return code
}
