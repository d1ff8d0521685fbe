package proto

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// How calls and values are said.

// sayer says one call.
type sayer struct {
	*ctype.Dec
	f     *Func
	c     *Call
	done  bool // it has returned
	fails bool // its result says that it failed
	limit int  // elements and nested structs that are shown
	depth int
	path  *[maxNested]level // nil before the first struct
}

// level is a struct of which a member is being said.
type level struct {
	t  *Type
	at event.Addr
	p  []byte
}

const (
	maxNested    = 40
	maxOutput    = 64 << 10 // bytes of a call, after which nothing more is followed
	defaultLimit = 4        // ltrace's -A
)

// path returns d's memory for the structs that are being said.
func path(d *ctype.Dec) *[maxNested]level {
	p, ok := d.Room.(*[maxNested]level)
	if !ok {
		p = new([maxNested]level)
		d.Room = p
	}
	return p
}

func (f *Func) sayer(d *ctype.Dec, c *Call, done bool) sayer {
	s := sayer{Dec: d, f: f, c: c, done: done, limit: d.O.Elems}
	if s.limit == 0 {
		s.limit = defaultLimit
	}
	s.limit = min(s.limit, maxElems)
	if done && f.Errno {
		p, _ := f.result(d, c)
		v, ok := s.integer(f.Ret, p)
		s.fails = ok && (int32(v) == -1 || v == 0 && f.Ret.Kind == Pointer)
	}
	return s
}

// Enter says the arguments that are known when the call begins, which the caller
// has begun in d's Buf, and returns where Leave goes on.
func (f *Func) Enter(d *ctype.Dec, c *Call) (next int) {
	if f.Sys != nil {
		f.asCall(d, c, false)
		return syscalls.Enter(d, f.Sys)
	}
	s := f.sayer(d, c, false)
	src := f.begin(d, c)
	for i := range f.Params {
		m := &f.Params[i]
		p, _ := src.next(m.Type)
		if m.Dir == Out {
			return 2 * i
		}
		s.param(m, p)
		if m.Dir == InOut && !m.Hide {
			return 2 * i
		}
		switch m.Pack {
		case Printf:
			s.printf(p, s.further(i, src))
		case Scanf:
			return 2*i + 1
		}
	}
	return 2 * len(f.Params)
}

// Leave says the rest of the arguments when the call has returned.
func (f *Func) Leave(d *ctype.Dec, c *Call, next int) {
	if f.Sys != nil {
		f.asCall(d, c, true)
		syscalls.Leave(d, f.Sys, next)
		return
	}
	s := f.sayer(d, c, true)
	src := f.begin(d, c)
	for i := range f.Params {
		m := &f.Params[i]
		p, _ := src.next(m.Type)
		switch {
		case 2*i > next:
			s.param(m, p)
		case 2*i == next && m.Dir == InOut && !m.Hide:
			s.changed(m, p)
		case 2*i == next:
			s.param(m, p)
		}
		if 2*i+1 < next {
			continue
		}
		switch m.Pack {
		case Printf:
			s.printf(p, s.further(i, src))
		case Scanf:
			s.scanf(p, s.further(i, src))
		}
	}
}

// Result says what the call returned, and why it failed where that is known.
func (f *Func) Result(d *ctype.Dec, c *Call) {
	if f.Sys != nil {
		f.asCall(d, c, true)
		if c.sys.Errno == 0 {
			syscalls.Result(d, f.Sys)
			return
		}
	}
	s := f.sayer(d, c, true)
	if f.Ret.Kind == Void {
		d.Void()
		return
	}
	p, at := f.result(d, c)
	if p == nil {
		d.Opaque(at)
		return
	}
	s.value(f.Ret, p, at)
	if s.fails && c.Errno != 0 {
		d.Errno(c.Errno, xlat.ErrnoName(c.Errno), xlat.ErrnoText(c.Errno))
	}
}

// unknownErrno stands for the error of a call of which nothing is known but that
// it failed.
const unknownErrno = 1 << 16

// asCall makes c the system call that has the function's arguments.
func (f *Func) asCall(d *ctype.Dec, c *Call, done bool) {
	y := &c.sys
	if !done {
		y.Saved, y.Kept = [4]uint64{}, y.Kept[:0]
	}
	y.ABI, y.SP = c.ABI, c.Stack
	if c.ABI == event.AMD64 {
		y.Args = c.Int
	} else {
		mark := d.Mark()
		p := d.Alloc(4 * len(y.Args))
		n := d.Mem.ReadMem(c.Stack, p)
		clear(p[n:])
		for i := range y.Args {
			y.Args[i] = uint64(binary.LittleEndian.Uint32(p[4*i:]))
		}
		d.Release(mark)
	}
	y.Done, y.Errno = done, 0
	if done {
		y.Ret = int64(c.Ret[0])
		if f.Ret.Kind != Pointer && (c.ABI == event.I386 || f.Ret.Size(c.ABI) == 4) {
			y.Ret = int64(int32(y.Ret))
		}
		if int32(y.Ret) == -1 {
			if y.Errno = c.Errno; y.Errno == 0 {
				y.Errno = unknownErrno
			}
		}
	}
	d.C = y
}

// further returns where the arguments come from that the format which is
// parameter i describes; src stands behind that one.
func (s *sayer) further(i int, src source) source {
	for k := i + 1; k < len(s.f.Params); k++ {
		t := s.f.Params[k].Type
		p, _ := src.next(t)
		if t.Kind == VaList && p != nil {
			list, ok := fromList(s.Dec, s.c, addr(s.ABI, s.word(p)))
			if !ok {
				list.stack, list.ints, list.sse = 0, len(s.c.Int), len(s.c.Float)
			}
			return list
		}
	}
	return src
}

// param says a parameter whose bytes are p.
func (s *sayer) param(m *Param, p []byte) {
	if m.Hide {
		return
	}
	s.Arg(m.Name)
	switch {
	case p == nil:
		s.Unreadable()
	case m.Dir == Out && s.fails && m.Type.Kind == Pointer:
		s.Opaque(addr(s.ABI, s.word(p)))
	case m.Dir == InOut && !s.done:
		s.InOut()
		s.c.was, s.c.had = s.behind(m.Type, p)
		s.value(m.Type, p, 0)
	default:
		s.value(m.Type, p, 0)
	}
}

// changed says what a parameter that Enter has begun leads to now, unless that
// is what it was.
func (s *sayer) changed(m *Param, p []byte) {
	now, ok := s.behind(m.Type, p)
	if p != nil && !s.fails && !(ok && s.c.had && now == s.c.was) {
		s.Changed()
		s.value(m.Type, p, 0)
	}
	if p != nil {
		s.EndInOut()
	}
}

// behind returns the number that p, a pointer to one, leads to.
func (s *sayer) behind(t *Type, p []byte) (v uint64, ok bool) {
	if t.Kind != Pointer || t.Elem == nil || p == nil {
		return 0, false
	}
	if k := t.Elem.Kind; !k.integer() && k != Pointer {
		return 0, false
	}
	mark := s.Mark()
	defer s.Release(mark)
	q := s.ReadAll(addr(s.ABI, s.word(p)), t.Elem.Size(s.ABI))
	if q == nil {
		return 0, false
	}
	return s.number(t.Elem, q), true
}

func addr(abi event.ABI, v uint64) event.Addr {
	if abi == event.I386 {
		v = uint64(uint32(v))
	}
	return event.Addr(v)
}

// word returns the pointer that p is.
func (s *sayer) word(p []byte) uint64 {
	if len(p) < 8 {
		return uint64(binary.LittleEndian.Uint32(p))
	}
	return binary.LittleEndian.Uint64(p)
}

// number returns the integer that p is, sign-extended if t is signed.
func (s *sayer) number(t *Type, p []byte) uint64 {
	signed := t.Kind.signed()
	switch len(p) {
	case 1:
		if signed {
			return uint64(int8(p[0]))
		}
		return uint64(p[0])
	case 2:
		v := binary.LittleEndian.Uint16(p)
		if signed {
			return uint64(int16(v))
		}
		return uint64(v)
	case 4:
		v := binary.LittleEndian.Uint32(p)
		if signed {
			return uint64(int32(v))
		}
		return uint64(v)
	}
	return binary.LittleEndian.Uint64(p)
}

// value says p, of type t, which stands at an address, or at 0 in registers.
func (s *sayer) value(t *Type, p []byte, at event.Addr) {
	switch {
	case t.Kind.integer():
		s.scalar(t, s.number(t, p), p)
	case t.Kind == Float || t.Kind == Double || t.Kind == LongDouble:
		s.Float(floating(t, p), t.Lens == Hex)
	case t.Kind == Pointer:
		s.pointer(t, addr(s.ABI, s.word(p)))
	case t.Kind == VaList:
		s.Opaque(addr(s.ABI, s.word(p)))
	case t.Lens == Bitvec:
		s.BitVector(p[:min(len(p), s.O.StrLen)])
	case t.Kind == Struct:
		s.structure(t, p, at)
	case t.Kind == Array:
		s.array(t, p, at)
	default:
		s.Void()
	}
}

// scalar says an integer.
func (s *sayer) scalar(t *Type, v uint64, p []byte) {
	switch t.Lens {
	case Hex:
		s.Hex(v & (1<<(8*len(p)) - 1))
	case Oct:
		s.octal(v & (1<<(8*len(p)) - 1))
	case Truth:
		s.Bool(v != 0)
	case Bitvec:
		s.BitVector(p)
	case Enum:
		s.enum(t, v)
	case Flags:
		s.flags(t, v&(1<<(8*len(p))-1))
	case Named:
		t.Value.Num(s.Dec, v)
	case Guess:
		s.guess(v)
	case Dec:
		s.decimal(t, v)
	default:
		if t.Kind == Char {
			s.Char(byte(v))
			return
		}
		s.decimal(t, v)
	}
}

func (s *sayer) decimal(t *Type, v uint64) {
	switch {
	case t.Kind == Bool:
		s.Bool(v != 0)
	case t.Kind.signed():
		s.Int(int64(v))
	default:
		s.Uint(v)
	}
}

// octal says a number as ltrace does, with a 0 before it even where it is 0.
func (s *sayer) octal(v uint64) {
	if v == 0 {
		s.Oct(v, 2)
		return
	}
	s.Oct(v, 0)
}

// guess says a number that may be anything: small ones are taken for numbers,
// others for addresses or bits.
func (s *sayer) guess(v uint64) {
	n := int64(v)
	if s.ABI == event.I386 {
		n = int64(int32(v))
	}
	if n > -guessed && n < guessed {
		s.Int(n)
		return
	}
	s.Hex(uint64(addr(s.ABI, v)))
}

const guessed = 10001

func (s *sayer) enum(t *Type, v uint64) {
	if t.Set != nil {
		if !t.Set.Signed {
			v &= 1<<(8*t.Size(s.ABI)) - 1
		}
		s.Buf.Enum(t.Set, v)
		return
	}
	for i := range t.Names {
		if t.Names[i].V == int64(v) {
			s.Const(t.Names[i].Name, int64(v))
			return
		}
	}
	s.decimal(t, v)
}

func (s *sayer) flags(t *Type, v uint64) {
	if t.Set != nil {
		s.Buf.Flags(t.Set, v)
		return
	}
	rest := v
	s.BeginFlags(v)
	for i := range t.Names {
		n := &t.Names[i]
		if bits := uint64(n.V); bits == 0 && v == 0 || bits != 0 && rest&bits == bits {
			s.FlagName(n.Name)
			rest &^= bits
		}
	}
	if rest != 0 || v == 0 && !t.zero() {
		s.FlagHex(rest)
	}
	s.EndFlags()
}

// zero reports whether a flag set has a name for 0.
func (t *Type) zero() bool {
	for i := range t.Names {
		if t.Names[i].V == 0 {
			return true
		}
	}
	return false
}

// floating returns the floating point number that p is.
func floating(t *Type, p []byte) float64 {
	switch t.Kind {
	case Float:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(p)))
	case Double:
		return math.Float64frombits(binary.LittleEndian.Uint64(p))
	}
	return extended(p)
}

// extended returns the x87 number in the 10 bytes p, as near as a double comes.
func extended(p []byte) float64 {
	m, e := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint16(p[8:])
	var v float64
	switch exp := int(e & 0x7fff); {
	case exp == 0x7fff && m<<1 != 0:
		v = math.NaN()
		if e&0x8000 != 0 {
			return math.Copysign(v, -1)
		}
		return v
	case exp == 0x7fff:
		v = math.Inf(1)
	default:
		v = math.Ldexp(float64(m), exp-16383-63)
	}
	if e&0x8000 != 0 {
		return -v
	}
	return v
}

func floatBits(v float64) uint32  { return math.Float32bits(float32(v)) }
func doubleBits(v float64) uint64 { return math.Float64bits(v) }

// pointer says what a leads to.
func (s *sayer) pointer(t *Type, a event.Addr) {
	e := t.Elem
	switch {
	case t.Lens == Named && t.Value.At != nil:
		if a == 0 {
			s.Nil()
			return
		}
		n := int64(maxElems)
		if e != nil && e.Len != nil {
			n, _ = s.eval(e.Len)
		}
		t.Value.At(s.Dec, a, uint64(max(n, 0)))
		return
	case t.Lens == Guess:
		s.guess(uint64(a))
		return
	case e == nil || e.Kind == Void || e.Kind == Struct && !e.known && e.Value == nil:
		s.Opaque(a)
		return
	case a == 0:
		s.Nil()
		return
	case len(s.B) > maxOutput || s.Deep():
		s.Unsaid()
		return
	}
	mark := s.Mark()
	defer s.Release(mark)
	if e.Value != nil && e.Lens == Named {
		s.foreign(e, a)
		return
	}
	if e.Kind == Array {
		s.elements(e, a)
		return
	}
	if e.Kind == Struct && s.again(e, a) {
		return
	}
	p := s.ReadAll(a, e.Size(s.ABI))
	if p == nil {
		s.Addr(a)
		return
	}
	s.value(e, p, a)
}

// foreign says a struct that package syscalls knows.
func (s *sayer) foreign(e *Type, a event.Addr) {
	switch v := e.Value; {
	case !v.On(s.ABI):
		s.Addr(a)
	case v.At != nil:
		v.At(s.Dec, a, maxElems)
	case v.Struct != nil:
		s.Dec.Struct(v.Struct, a)
	default:
		p := s.ReadAll(a, 4)
		if p == nil {
			s.Addr(a)
			return
		}
		v.Num(s.Dec, uint64(binary.LittleEndian.Uint32(p)))
	}
}

// again says a pointer to a struct that is being said, or that is too deep.
func (s *sayer) again(e *Type, a event.Addr) bool {
	if s.depth >= min(s.limit, maxNested) {
		s.Unsaid()
		return true
	}
	for i := s.depth - 1; i >= 0; i-- {
		if l := &s.path[i]; l.at == a && l.t == e {
			s.Recurse(s.depth - 1 - i)
			return true
		}
	}
	return false
}

// structure says a struct: with names where its members have them.
func (s *sayer) structure(t *Type, p []byte, at event.Addr) {
	if t.Lens == Named {
		s.StructAt(t.Value.Struct, p, at)
		return
	}
	if s.depth >= maxNested || s.Deep() || len(s.B) > maxOutput {
		s.Unsaid()
		return
	}
	if s.path == nil {
		s.path = path(s.Dec)
	}
	s.path[s.depth] = level{t, at, p}
	s.depth++
	named := len(t.Fields) > 0 && t.Fields[0].Name != ""
	if named {
		s.Buf.Struct()
	} else {
		s.Tuple()
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Hide {
			continue
		}
		if len(s.B) > maxOutput {
			s.More()
			break
		}
		if named {
			s.Field(f.Name)
		}
		s.member(f, p, at)
	}
	if named {
		s.EndStruct()
	} else {
		s.EndTuple()
	}
	s.depth--
}

func (s *sayer) member(f *Field, p []byte, at event.Addr) {
	off := int(f.at[s.ABI])
	end := off + f.Type.Size(s.ABI)
	if end > len(p) {
		s.Unreadable()
		return
	}
	if at != 0 {
		at += event.Addr(off)
	}
	q := p[off:end]
	if f.Bits == 0 {
		s.value(f.Type, q, at)
		return
	}
	v := s.number(f.Type, q) >> f.from[s.ABI]
	if up := 64 - f.Bits; f.Type.Kind.signed() {
		v = uint64(int64(v<<up) >> up)
	} else {
		v = v << up >> up
	}
	s.scalar(f.Type, v, q)
}

// array says an array within a struct, whose bytes are p as far as its length is
// a constant.
func (s *sayer) array(t *Type, p []byte, at event.Addr) {
	size := t.Elem.Size(s.ABI)
	if at != 0 || size == 0 {
		s.elements(t, at)
		return
	}
	if t.Lens == Text {
		s.chars(p, size)
		return
	}
	n := len(p) / size
	s.Elements()
	for i := range min(n, s.limit) {
		s.value(t.Elem, p[i*size:(i+1)*size], 0)
	}
	s.EndElements(n > s.limit)
}

// chars says a text that is not in memory.
func (s *sayer) chars(p []byte, size int) {
	n := 0
	for n+size <= len(p) && !blank(p[n:n+size]) {
		n += size
	}
	s.characters(p[:n], size, false)
}

func blank(p []byte) bool {
	for _, c := range p {
		if c != 0 {
			return false
		}
	}
	return true
}

// elements says the array at a.
func (s *sayer) elements(t *Type, a event.Addr) {
	n, ok := int64(maxElems), true
	if t.Len != nil {
		n, ok = s.eval(t.Len)
	}
	if !ok || a == 0 {
		s.Opaque(a)
		return
	}
	n = min(max(n, 0), maxElems)
	switch {
	case t.Lens == Text:
		s.text(t.Elem, a, int(n))
		return
	case t.Lens == Bytes:
		s.Dec.Bytes(a, uint64(n))
		return
	case t.Lens == Bitvec:
		p := s.ReadAll(a, min(int(n)*t.Elem.Size(s.ABI), s.O.StrLen))
		if p == nil {
			s.Addr(a)
			return
		}
		s.BitVector(p)
		return
	case t.Len == nil:
		n = 1
	}
	s.row(t, a, int(n))
}

// row says n elements at a, or those before the first that is zero.
func (s *sayer) row(t *Type, a event.Addr, n int) {
	size := t.Elem.Size(s.ABI)
	if v := t.Elem.Value; v != nil && v.Struct != nil && t.Elem.Lens == Named {
		size = v.Struct.Size(s.ABI)
	}
	if size == 0 {
		s.Addr(a)
		return
	}
	zero := t.Len != nil && t.Len.Op == Zero
	more := false
	for i := range n {
		at := a + event.Addr(i*size)
		mark := s.Mark()
		p := s.ReadAll(at, size)
		if p == nil && i == 0 {
			s.Addr(a)
			return
		}
		if i == 0 {
			s.Elements()
		}
		if p == nil {
			more = true
			break
		}
		if zero && blank(p) {
			break
		}
		if more = i >= s.limit || len(s.B) > maxOutput; more {
			break
		}
		if v := t.Elem.Value; v != nil && v.Struct != nil && t.Elem.Lens == Named {
			s.StructAt(v.Struct, p, at)
		} else {
			s.value(t.Elem, p, at)
		}
		s.Release(mark)
	}
	if n == 0 {
		s.Elements()
	}
	s.EndElements(more)
}

// text says the text of at most n characters at a.
func (s *sayer) text(char *Type, a event.Addr, n int) {
	if size := char.Size(s.ABI); size > 1 {
		s.wide(size, a, n)
		return
	}
	want := min(n, s.O.StrLen)
	p, whole, ok := s.CString(a, want)
	if !ok && len(p) < want || !ok && n > want {
		s.Addr(a)
		return
	}
	s.Str(p[:min(len(p), want)], !whole && n > want)
}

// wide says the text of at most n characters of size bytes at a.
func (s *sayer) wide(size int, a event.Addr, n int) {
	want := min(n, s.O.StrLen)
	p := s.Read(a, want*size)
	end := 0
	for end+size <= len(p) && !blank(p[end:end+size]) {
		end += size
	}
	if end+size > len(p) && end < want*size || len(p) == 0 && want > 0 {
		s.Addr(a)
		return
	}
	more := false
	if end == want*size && n > want {
		q := s.ReadAll(a+event.Addr(end), size)
		more = q == nil || !blank(q)
	}
	s.characters(p[:end], size, more)
}

// characters says characters of size bytes as UTF-8.
func (s *sayer) characters(p []byte, size int, more bool) {
	if size == 1 {
		s.Str(p[:min(len(p), s.O.StrLen)], more || len(p) > s.O.StrLen)
		return
	}
	out := s.Alloc(4 * (len(p)/size + 1))[:0]
	for ; len(p) >= size; p = p[size:] {
		var r rune
		if size == 2 {
			r = rune(binary.LittleEndian.Uint16(p))
		} else {
			r = rune(binary.LittleEndian.Uint32(p))
		}
		out = utf8.AppendRune(out, r)
	}
	s.Str(out, more)
}
