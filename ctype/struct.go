package ctype

import (
	"bytes"
	"encoding/binary"

	"gotrace/event"
	"gotrace/xlat"
)

// Kind is how a field is stored.
type Kind uint8

const (
	U8 Kind = iota
	U16
	U32
	U64
	S8
	S16
	S32
	S64
	Long   // C's long
	Ulong  // C's unsigned long, and size_t
	Ptr    // a pointer
	Chars  // N bytes
	Nested // a struct
	AU64   // __aligned_u64: 64 bits, aligned to 8 on every ABI
)

// Size is the number of bytes that a field of this kind takes.
func (k Kind) Size(abi event.ABI) int {
	switch k {
	case U8, S8, Chars:
		return 1
	case U16, S16:
		return 2
	case U32, S32:
		return 4
	case U64, S64, AU64:
		return 8
	}
	return abi.PtrSize()
}

func (k Kind) align(abi event.ABI) int {
	switch k {
	case U64, S64:
		return abi.Align64()
	case AU64:
		return 8
	}
	return k.Size(abi)
}

// Signed reports whether a field of this kind is signed.
func (k Kind) Signed() bool { return k >= S8 && k <= Long }

// ShowFunc says the value of field f whose storage is p.
type ShowFunc func(d *Dec, f *Field, p []byte)

// A Field is a member of a Struct, and how it is shown.
type Field struct {
	Name string
	Kind Kind
	N    int      // number of elements of an array; 0: not an array; of a Tail: how many there are at most
	Show ShowFunc // nil: in decimal; Ptr as an address; Nested as a struct
	Set  *xlat.Set
	Sub  *Struct // of Nested
	How  How
	Need uint64 // shown only if one of these bits is set in the struct's Mask
	Len  string // the field of the struct that tells how many elements count
	Via  Via    // what is shown in the place of an address, elements being those of Sub
	Dir  Dir    // which way it goes, in a struct that goes both ways
	If   *Cond  // nil: always shown; a member of a union has one

	Stored *Cond // when the kernel stores what the field leads to: shown on exit, on entry as an address; nil: it reads it
	Result bool  // no more of that counts than the call's result says

	Shift, Width uint8 // of a bit-field of C: where its bits are in the number, and how many; see shares

	Family string // the field of the struct that tells the family of its addresses; Dec.Family is that until the next one tells
}

// A Cond is when a field is shown: where another one has, of the bits of Mask, one
// of the values.
type Cond struct {
	Field string
	Mask  uint64 // 0: all
	Not   bool   // none of the values
	Vals  []uint64
	And   *Cond // and then this, too
}

// Via says what a field that holds an address points to.
type Via uint8

const (
	NotFollowed Via = iota
	ToOne           // one Sub
	ToMany          // as many Sub as the field Len tells
	ToBytes         // as many bytes as the field Len tells
	ToText          // a string that ends in NUL
	ToPart          // one Sub, of which as many bytes are there as the field Len tells
	Tail            // none: the Len elements begin in the field's own place
	TailBytes       // the same of bytes
	TailText        // none: a string begins there, of Len bytes with its NULs
	TailOne         // none: one Sub begins there
)

// Dir is which way a field goes in a struct that the kernel reads and writes.
type Dir uint8

const (
	BothWays Dir = iota // shown on entry, and on exit where it has changed
	OnlyIn              // on entry
	OnlyOut             // on exit
)

// How says when a field is shown.
type How uint8

const (
	Always  How = iota
	Verbose     // not in an abbreviated struct, which then ends in "..."
	NonZero     // only if any of its bytes is not 0
	Hidden      // never: padding, reserved
	Brief       // elements that an abbreviated struct has as [...]
	Rare        // only in full, and only if any of its bytes is not 0
	Inner       // as Verbose, but the "..." stands where the field would
	Elided      // never, but the struct ends in "..."
	Masked      // whatever Need says if the struct is shown in full
)

// A Struct is a C struct, as the kernel lays it out. CName is its name in the
// kernel's headers, by which the layout test finds it.
type Struct struct {
	CName  string
	Fields []Field
	Packed bool     // on amd64: no holes between fields
	Least  int      // of an extensible struct: what its first version took, in bytes
	Mask   string   // the field that tells which others are valid, by their Need
	Order  []string // the fields that are shown, where that is not their order in memory; nil: all
	I386   *Struct  // what it is on i386, where the kernel has other fields there
	Places *Places  // where the fields are, if they do not follow each other: unions, odd alignment
}

// Places are the offsets of a struct's fields, and its size, by ABI.
type Places struct {
	At   [event.NumABI][]uint16
	Size [event.NumABI]int
}

// On returns the struct's form on an ABI.
func (s *Struct) On(abi event.ABI) *Struct {
	if abi == event.I386 && s.I386 != nil {
		return s.I386
	}
	return s
}

// Layout returns the size and alignment of f on an ABI.
func (f *Field) Layout(abi event.ABI) (size, align int) {
	if f.Via >= Tail {
		return 0, 1
	}
	if f.Kind == Nested {
		size, align = f.Sub.Layout(abi)
	} else {
		size, align = f.Kind.Size(abi), f.Kind.align(abi)
	}
	if f.N > 0 {
		size *= f.N
	}
	return size, align
}

// shares reports whether field i of s is in the same number as the one before it: a
// bit-field is, that follows one of its kind at higher bits.
func (s *Struct) shares(i int) bool {
	if i == 0 || s.Fields[i].Width == 0 {
		return false
	}
	f, g := &s.Fields[i-1], &s.Fields[i]
	return f.Width != 0 && f.Kind == g.Kind && f.Shift < g.Shift
}

// place returns where field i of s is and how long; end is where the one before it
// ends.
func (s *Struct) place(abi event.ABI, i, end int) (off, n int) {
	n, a := s.Fields[i].Layout(abi)
	switch {
	case s.Places != nil:
		return int(s.Places.At[abi][i]), n
	case s.shares(i):
		return end - n, n
	case s.Packed:
		return end, n
	}
	return (end + a - 1) &^ (a - 1), n
}

// Layout returns the size and alignment of s on an ABI.
func (s *Struct) Layout(abi event.ABI) (size, align int) {
	s = s.On(abi)
	align = 1
	if s.Places != nil {
		return s.Places.Size[abi], align
	}
	for i := range s.Fields {
		if s.shares(i) {
			continue
		}
		n, a := s.Fields[i].Layout(abi)
		if s.Packed {
			a = 1
		}
		size = (size+a-1)&^(a-1) + n
		align = max(align, a)
	}
	return (size + align - 1) &^ (align - 1), align
}

// Size returns the size of s on an ABI in bytes.
func (s *Struct) Size(abi event.ABI) int {
	n, _ := s.Layout(abi)
	return n
}

// Offset returns the offset of the field called name.
func (s *Struct) Offset(abi event.ABI, name string) (off int, ok bool) {
	s = s.On(abi)
	end := 0
	for i := range s.Fields {
		off, n := s.place(abi, i, end)
		if s.Fields[i].Name == name {
			return off, true
		}
		end = off + n
	}
	return 0, false
}

// Cut returns the field that ends beyond the first n bytes of s but begins before,
// and where; nil if there is none.
func (s *Struct) Cut(abi event.ABI, n int) (f *Field, off int) {
	s = s.On(abi)
	for i := range s.Fields {
		if s.shares(i) {
			continue
		}
		f := &s.Fields[i]
		size, a := f.Layout(abi)
		if s.Packed {
			a = 1
		}
		off = (off + a - 1) &^ (a - 1)
		if off < n && off+size > n {
			return f, off
		}
		off += size
	}
	return nil, 0
}

// Number returns a number stored at the beginning of p, sign-extended if the
// kind is signed.
func (k Kind) Number(abi event.ABI, p []byte) uint64 {
	switch n := k.Size(abi); {
	case n == 1 && k == S8:
		return uint64(int8(p[0]))
	case n == 1:
		return uint64(p[0])
	case n == 2 && k == S16:
		return uint64(int16(binary.LittleEndian.Uint16(p)))
	case n == 2:
		return uint64(binary.LittleEndian.Uint16(p))
	case n == 4 && k.Signed():
		return uint64(int32(binary.LittleEndian.Uint32(p)))
	case n == 4:
		return uint64(binary.LittleEndian.Uint32(p))
	}
	return binary.LittleEndian.Uint64(p)
}

// Number returns the value of a numeric field whose storage is p.
func (d *Dec) Number(f *Field, p []byte) uint64 {
	v := f.Kind.Number(d.ABI, p)
	if f.Width == 0 {
		return v
	}
	v <<= 64 - f.Shift - f.Width
	if f.Kind.Signed() {
		return uint64(int64(v) >> (64 - f.Width))
	}
	return v >> (64 - f.Width)
}

// Member returns the number in the field of s called name, for decoders that say
// a struct in another order than the kernel lays it out. It is 0 where the
// struct has no such field on the call's ABI.
func (d *Dec) Member(s *Struct, name string, p []byte) uint64 {
	s = s.On(d.ABI)
	end := 0
	for i := range s.Fields {
		off, n := s.place(d.ABI, i, end)
		if f := &s.Fields[i]; f.Name == name && off+n <= len(p) {
			return d.Number(f, p[off:])
		}
		end = off + n
	}
	return 0
}

// Struct says the struct at address a, or the address where it cannot be read.
func (d *Dec) Struct(s *Struct, a event.Addr) {
	if !d.Deref {
		d.Addr(a)
		return
	}
	p := d.ReadAll(a, s.Size(d.ABI))
	if p == nil {
		d.Addr(a)
		return
	}
	d.StructAt(s, p, a)
}

// StructIn says the struct whose bytes are p. Where p is shorter than the
// struct, it says the fields that p holds whole: a caller of an extensible
// system call may know only an older, shorter form.
func (d *Dec) StructIn(s *Struct, p []byte) {
	d.Buf.Struct()
	d.Fields(s, p)
	d.EndStruct()
}

// Fields says the fields of the struct whose bytes are p, within a struct that
// the caller has begun.
func (d *Dec) Fields(s *Struct, p []byte) {
	if s.Order != nil {
		d.ordered(s.Order, s.On(d.ABI), p)
		return
	}
	s = s.On(d.ABI)
	end, more, gap := 0, false, false
	var valid uint64
	if s.Mask != "" {
		valid = d.Member(s, s.Mask, p)
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		off, n := s.place(d.ABI, i, end)
		if end = off + n; end > len(p) {
			break
		}
		v := p[off:end]
		if f.Need != 0 && f.Need&valid == 0 && (f.How != Masked || d.Abbrev) || !d.wanted(s, f, p, off, n) {
			continue
		}
		if f.How == Inner && d.Abbrev {
			if !gap {
				d.More()
			}
			gap = true
			continue
		}
		gap = false
		more = d.shown(s, f, p, v) || more
	}
	if more {
		d.More()
	}
}

// FieldOf says the field called name of the struct whose bytes are p, within a
// struct that the caller has begun.
func (d *Dec) FieldOf(s *Struct, name string, p []byte) { d.fieldOf(s, name, p, Always) }

// NonZeroOf is FieldOf for a field that is shown only if it is not 0.
func (d *Dec) NonZeroOf(s *Struct, name string, p []byte) { d.fieldOf(s, name, p, NonZero) }

func (d *Dec) fieldOf(s *Struct, name string, p []byte, how How) {
	if f, v := d.find(s, name, p); f != nil && (how != NonZero || !d.zero(f, v)) {
		d.One(f, v)
	}
}

// ValueOf says the value of the field called name of the struct whose bytes are p.
func (d *Dec) ValueOf(s *Struct, name string, p []byte) {
	if f, v := d.find(s, name, p); f != nil {
		d.field(f, v)
	}
}

// find returns the field called name and its storage, nil if p does not hold it whole.
func (d *Dec) find(s *Struct, name string, p []byte) (f *Field, v []byte) {
	s = s.On(d.ABI)
	end := 0
	for i := range s.Fields {
		off, n := s.place(d.ABI, i, end)
		if end = off + n; s.Fields[i].Name == name && end <= len(p) {
			return &s.Fields[i], p[off:end]
		}
	}
	return nil, nil
}

// shown says the field f of s whose storage is v, if it is to be shown. It reports
// whether it is left out because the struct is abbreviated.
func (d *Dec) shown(s *Struct, f *Field, p, v []byte) (more bool) {
	switch f.How {
	case Hidden:
		return false
	case Verbose:
		if d.Abbrev {
			return true
		}
	case NonZero:
		if d.zero(f, v) {
			return false
		}
	case Rare:
		if d.Abbrev || d.zero(f, v) {
			return false
		}
	case Elided:
		return true
	}
	if f.Via != NotFollowed {
		d.Field(f.Name)
		d.follow(s, f, p, v)
		return false
	}
	if f.Family != "" {
		d.Family = uint16(d.Member(s, f.Family, p))
	}
	if f.Len != "" {
		v = v[:len(v)/f.N*int(min(d.Member(s, f.Len, p), uint64(f.N)))]
	}
	d.One(f, v)
	return false
}

// ordered says the fields that names lists, as far as p holds them whole.
func (d *Dec) ordered(names []string, s *Struct, p []byte) {
	more := false
	for _, name := range names {
		end := 0
		for i := range s.Fields {
			f := &s.Fields[i]
			off, n := s.place(d.ABI, i, end)
			if f.Name == name && off+n <= len(p) && d.wanted(s, f, p, off, n) {
				more = d.shown(s, f, p, p[off:off+n]) || more
			}
			end = off + n
		}
	}
	if more {
		d.More()
	}
}

// zero reports whether field f, whose storage is p, has no bit set.
func (d *Dec) zero(f *Field, p []byte) bool {
	if f.Width != 0 {
		return d.Number(f, p) == 0
	}
	return zero(p)
}

func zero(p []byte) bool {
	for _, c := range p {
		if c != 0 {
			return false
		}
	}
	return true
}

// One says the field f, whose storage is p, within a struct that the caller has
// begun.
func (d *Dec) One(f *Field, p []byte) {
	d.Field(f.Name)
	d.field(f, p)
}

// Value says the value of field f, whose storage is p.
func (d *Dec) Value(f *Field, p []byte) { d.field(f, p) }

func (d *Dec) field(f *Field, p []byte) {
	if f.N == 0 || f.Kind == Chars {
		d.scalar(f, p)
		return
	}
	size, _ := f.Layout(d.ABI)
	size /= f.N
	d.Array()
	for i := range len(p) / size {
		if uint64(i) >= d.Limit() {
			d.More()
			break
		}
		d.Nth = i
		d.scalar(f, p[i*size:(i+1)*size])
	}
	d.EndArray()
}

func (d *Dec) scalar(f *Field, p []byte) {
	switch {
	case f.Show != nil:
		f.Show(d, f, p)
	case f.Kind == Nested:
		d.StructIn(f.Sub, p)
	case f.Kind == Chars:
		ShowChars(d, f, p)
	case f.Kind == Ptr:
		d.Addr(event.Addr(d.Number(f, p)))
	case f.Kind.Signed():
		d.Int(int64(d.Number(f, p)))
	default:
		d.Uint(d.Number(f, p))
	}
}

// What follows are ways to show a field.

// ShowHex shows a number in hexadecimal.
func ShowHex(d *Dec, f *Field, p []byte) { d.Hex(d.Number(f, p)) }

// ShowOct shows a number in octal.
func ShowOct(d *Dec, f *Field, p []byte) { d.Oct(d.Number(f, p), 0) }

// ShowFlags shows the flags of f.Set.
func ShowFlags(d *Dec, f *Field, p []byte) { d.Flags(f.Set, d.Number(f, p)) }

// ShowEnum shows a name of f.Set.
func ShowEnum(d *Dec, f *Field, p []byte) { d.Enum(f.Set, d.Number(f, p)) }

// ShowFD shows a descriptor.
func ShowFD(d *Dec, f *Field, p []byte) { d.FD(int32(d.Number(f, p))) }

// ShowInterface shows the index of a network interface.
func ShowInterface(d *Dec, f *Field, p []byte) { d.Interface(uint32(d.Number(f, p))) }

// ShowIP shows an internet address of 4 or 16 bytes.
func ShowIP(d *Dec, f *Field, p []byte) { d.IP(p) }

// ShowPID shows a process or thread id.
func ShowPID(d *Dec, f *Field, p []byte) { d.PID(int32(d.Number(f, p))) }

// ShowID shows a user or group id, of which all ones is -1.
func ShowID(d *Dec, f *Field, p []byte) {
	v := d.Number(f, p)
	if uint32(v) == 0xffffffff || f.Kind == U16 && v == 0xffff {
		d.Int(-1)
		return
	}
	d.Uint(v)
}

// ShowChars shows an array of characters up to its NUL, whatever -s is; without a
// NUL, the last one is not.
func ShowChars(d *Dec, f *Field, p []byte) {
	if i := bytes.IndexByte(p, 0); i >= 0 {
		d.Str(p[:i], false)
		return
	}
	d.Str(p[:max(len(p)-1, 0)], len(p) > 0)
}

// ShowBytes shows an array of bytes whole.
func ShowBytes(d *Dec, f *Field, p []byte) { d.Str(p, false) }
