package proto

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
)

// Call is what a caller passed, and what it got back.
type Call struct {
	ABI   event.ABI
	Int   [6]uint64   // amd64: rdi rsi rdx rcx r8 r9; i386: none
	Float [8][16]byte // amd64: the low halves of xmm0 to xmm7
	Stack event.Addr  // of the first argument on the stack
	Entry event.Addr  // of the function; for those who say where a call came from

	Ret      [2]uint64   // at return: rax, rdx (i386: eax, edx)
	RetFloat [2][16]byte // amd64: xmm0, xmm1
	X87      [10]byte    // st0
	Errno    int         // errno of the thread; 0: it is not known

	sys event.Call // the call as the system call that has its arguments
	was uint64     // what an argument that goes both ways was on entry
	had bool       // that is known
}

// Renew makes c another call.
func (c *Call) Renew() { *c = Call{sys: event.Call{Kept: c.sys.Kept[:0]}} }

// source is where arguments come from, one after the other: registers and stack,
// or a va_list.
type source struct {
	d     *ctype.Dec
	c     *Call
	ints  int        // registers used
	sse   int        // the same of xmm
	stack event.Addr // of the next one there

	// Of a va_list on amd64: the registers that a function has saved.
	saved event.Addr
	list  bool
}

// begin returns the source of a call's arguments.
func (f *Func) begin(d *ctype.Dec, c *Call) source {
	s := source{d: d, c: c, stack: c.Stack}
	if f.inMemory(c.ABI) {
		// The caller passes where the result goes before all arguments.
		s.next(&hidden)
	}
	return s
}

var hidden = Type{Kind: Pointer}

// inMemory reports whether the result is a struct that the function stores where
// a hidden argument says.
func (f *Func) inMemory(abi event.ABI) bool {
	if f.Ret.Kind != Struct {
		return false
	}
	if abi == event.I386 {
		return true // Linux's i386 ABI has no struct in registers
	}
	_, n := classify(f.Ret)
	return n == 0
}

// next returns the bytes of the next argument, of type t, nil where they cannot
// be read, and their address, 0 in registers.
func (s *source) next(t *Type) (p []byte, at event.Addr) {
	size, align := t.layout(s.c.ABI)
	if size == 0 {
		return s.d.Alloc(0), 0
	}
	if s.c.ABI == event.I386 {
		at = s.stack
		s.stack += event.Addr((size + 3) &^ 3)
		return s.d.ReadAll(at, size), at
	}
	if class, n := classify(t); n > 0 {
		if p := s.registers(class[:n]); p != nil {
			return p[:size], 0
		}
	}
	at = s.stack
	if align > 8 {
		at = (at + 15) &^ 15
	}
	s.stack = at + event.Addr((size+7)&^7)
	return s.d.ReadAll(at, size), at
}

// registers returns the eightbytes of an argument that is in registers, or nil
// if there are not enough left for all of it (psABI 3.2.3).
func (s *source) registers(class []class) []byte {
	var ints, sse int
	for _, c := range class {
		if c == inSSE {
			sse++
		} else {
			ints++
		}
	}
	if s.ints+ints > len(s.c.Int) || s.sse+sse > len(s.c.Float) {
		return nil
	}
	p := s.d.Alloc(8 * len(class))
	for i, c := range class {
		q := p[8*i : 8*i+8]
		switch {
		case c == inSSE && s.list:
			// reg_save_area: six integers, then xmm0 to xmm7 in 16 bytes each.
			if s.d.Mem.ReadMem(s.saved+event.Addr(48+16*s.sse), q) < 8 {
				return nil
			}
		case c == inSSE:
			copy(q, s.c.Float[s.sse][:8])
		case s.list:
			if s.d.Mem.ReadMem(s.saved+event.Addr(8*s.ints), q) < 8 {
				return nil
			}
		default:
			binary.LittleEndian.PutUint64(q, s.c.Int[s.ints])
		}
		if c == inSSE {
			s.sse++
		} else {
			s.ints++
		}
	}
	return p
}

// fromList returns the source of the arguments that a va_list leads to, given by
// its value as an argument.
func fromList(d *ctype.Dec, c *Call, list event.Addr) (s source, ok bool) {
	s = source{d: d, c: c, stack: list}
	if c.ABI == event.I386 {
		return s, list != 0
	}
	// gp_offset, fp_offset, overflow_arg_area, reg_save_area (psABI 3.5.7).
	p := d.ReadAll(list, 24)
	if p == nil {
		return s, false
	}
	s.list = true
	s.ints = min(int(binary.LittleEndian.Uint32(p)/8), len(c.Int))
	s.sse = min(max(int(binary.LittleEndian.Uint32(p[4:]))-48, 0)/16, len(c.Float))
	s.stack = event.Addr(binary.LittleEndian.Uint64(p[8:]))
	s.saved = event.Addr(binary.LittleEndian.Uint64(p[16:]))
	return s, true
}

// class is the kind of register that eight bytes of a value are passed in.
type class uint8

const (
	noClass class = iota
	inInt
	inSSE
	inX87 // on the stack as an argument, in st0 as a result
)

// classify returns the classes of a value's eightbytes on amd64, and their number;
// 0: it is passed in memory (psABI 3.2.3).
func classify(t *Type) (c [2]class, n int) {
	switch {
	case t.Kind == LongDouble || t.Kind == Void:
		return c, 0
	case t.Kind == Float || t.Kind == Double:
		return [2]class{inSSE}, 1
	case t.Kind != Struct:
		return [2]class{inInt}, 1
	}
	size := t.size[event.AMD64]
	if size == 0 || size > 16 || !t.mark(&c, 0) {
		return c, 0
	}
	return c, (size + 7) / 8
}

// mark notes in c the classes of the fields of a value at off; it returns false
// if one of them has to be in memory.
func (t *Type) mark(c *[2]class, off int) bool {
	size, align := t.layout(event.AMD64)
	if size == 0 {
		return true
	}
	switch t.Kind {
	case LongDouble:
		return false
	case Struct:
		for i := range t.Fields {
			if f := &t.Fields[i]; !f.Type.mark(c, off+int(f.at[event.AMD64])) {
				return false
			}
		}
		return true
	case Array:
		n := t.Elem.Size(event.AMD64)
		for at := 0; n > 0 && at < size; at += n {
			if !t.Elem.mark(c, off+at) {
				return false
			}
		}
		return true
	}
	if off%align != 0 || off+size > 16 {
		return false
	}
	want := inInt
	if t.Kind == Float || t.Kind == Double {
		want = inSSE
	}
	if e := &c[off/8]; *e == noClass || want == inInt {
		*e = want
	}
	return true
}

// result returns the bytes of what the call returned, nil where they cannot be
// read, and their address.
func (f *Func) result(d *ctype.Dec, c *Call) (p []byte, at event.Addr) {
	t := f.Ret
	size := t.Size(c.ABI)
	switch {
	case f.inMemory(c.ABI):
		at = event.Addr(c.Ret[0])
		return d.ReadAll(at, size), at
	case f.ReturnsX87(c.ABI):
		return f.x87(d, c, size), 0
	case c.ABI == event.I386:
		p = d.Alloc(8)
		binary.LittleEndian.PutUint32(p, uint32(c.Ret[0]))
		binary.LittleEndian.PutUint32(p[4:], uint32(c.Ret[1]))
		return p[:min(size, 8)], 0
	}
	class, n := classify(t)
	p = d.Alloc(16)
	ints, sse := 0, 0
	for i, k := range class[:n] {
		if k == inSSE {
			copy(p[8*i:], c.RetFloat[sse][:8])
			sse++
		} else {
			binary.LittleEndian.PutUint64(p[8*i:], c.Ret[ints])
			ints++
		}
	}
	return p[:size], 0
}

// x87 returns st0 in the form in which memory holds the result's type.
func (f *Func) x87(d *ctype.Dec, c *Call, size int) []byte {
	p := d.Alloc(16)
	switch v := extended(c.X87[:]); f.Ret.Kind {
	case Float:
		binary.LittleEndian.PutUint32(p, floatBits(v))
	case Double:
		binary.LittleEndian.PutUint64(p, doubleBits(v))
	default:
		copy(p, c.X87[:])
	}
	return p[:size]
}
