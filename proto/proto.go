// Package proto knows what functions of libraries take and return. A function is
// data, as a system call is: a [Func] with typed parameters. It is written in
// ltrace's language (conf.go) or as a C declaration (decl.go), found by its library
// (library.go), fetched by the ABI's calling convention (abi.go), and said to an
// emit.Buf by the machinery that system calls have (value.go, pack.go).
//
// Nothing here knows how a call was caught.
package proto

import (
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// A Func is a function's prototype.
type Func struct {
	Name     string
	Params   []Param
	Ret      *Type
	Variadic bool // there may be arguments behind Params
	Errno    bool // -1, or a null pointer, means that errno says why
	NoReturn bool // it does not return

	// Sys, where it is not nil, is the system call that has the same arguments, as
	// which they are said.
	Sys *syscalls.Desc

	Pos string // file:line, of who described it
}

// A Param is a parameter.
type Param struct {
	Name string
	Type *Type
	Dir  Dir
	Hide bool
	Pack Pack // it is a format that tells what the arguments behind it are
}

// Dir is which way what a parameter leads to goes.
type Dir uint8

const (
	In    Dir = iota // the function reads it: said when the call begins
	Out              // the function stores it: said when it returns
	InOut            // both
)

// Pack is the kind of format that describes further arguments.
type Pack uint8

const (
	NoPack Pack = iota
	Printf      // printf(3)'s
	Scanf       // scanf(3)'s
)

// Kind is how a value is stored.
type Kind uint8

const (
	Void Kind = iota
	Bool
	Char // which is said as a character
	Schar
	Uchar
	Short
	Ushort
	Int
	Uint
	Long
	Ulong
	Llong
	Ullong
	Float
	Double
	LongDouble
	Pointer
	Struct
	Array
	VaList // C's va_list as an argument: a pointer
)

// Lens is how a value is shown.
type Lens uint8

const (
	Plain  Lens = iota
	Guess       // a number of which nothing is known
	Dec         // in decimal
	Oct         // in octal
	Hex         // in hexadecimal
	Truth       // true or false
	Bitvec      // the numbers of the bits that are set
	Text        // characters, up to a NUL
	Bytes       // as many bytes as there are
	Enum        // a name of Set or Names
	Flags       // names of Set or Names
	Named       // as Value says
)

// A Type is what a value is and how it is shown.
type Type struct {
	Kind   Kind
	Lens   Lens
	Packed bool  // no holes between fields
	Union  bool  // fields begin at the same place
	Elem   *Type // of Pointer and Array; nil: nobody knows
	Len    *Expr // of Array; nil: nobody knows
	Fields []Field
	Set    *xlat.Set
	Names  []Name
	Value  *syscalls.Value
	Tag    string // of a struct that has one

	known       bool   // Fields have their places
	kinds       uint32 // bits of the kinds that they have
	size, align [event.NumABI]int
}

// A Field is a member of a struct.
type Field struct {
	Name string // "": shown without one
	Type *Type
	Hide bool
	// Break is an unnamed bit-field of width 0: the next one begins a storage unit.
	Break bool
	Bits  uint8                // width of a bit-field; 0: it is none
	from  [event.NumABI]uint8  // the first of its bits within its storage
	at    [event.NumABI]uint32 // where its storage is
}

// A Name is a value of an enumeration, or a flag.
type Name struct {
	Name string
	V    int64
}

// ints are the integer kinds' sizes; 0 is a pointer's.
var ints = [...]uint8{
	Bool: 1, Char: 1, Schar: 1, Uchar: 1, Short: 2, Ushort: 2, Int: 4, Uint: 4, Long: 0, Ulong: 0, Llong: 8, Ullong: 8,
}

// integer reports whether values are numbers without a fraction.
func (k Kind) integer() bool { return k >= Bool && k <= Ullong }

// signed reports whether an integer kind is.
func (k Kind) signed() bool {
	switch k {
	case Char, Schar, Short, Int, Long, Llong:
		return true
	}
	return false
}

// Size is the number of bytes that a value takes. An array whose length is not a
// constant takes none: it begins where it stands.
func (t *Type) Size(abi event.ABI) int { n, _ := t.layout(abi); return n }

func (t *Type) layout(abi event.ABI) (size, align int) {
	w := abi.PtrSize()
	switch k := t.Kind; k {
	case Void:
		return 0, 1
	case Float:
		return 4, 4
	case Double:
		return 8, w
	case LongDouble:
		// amd64 has 16 bytes for the 10, i386 12 (psABI).
		if abi == event.I386 {
			return 12, 4
		}
		return 16, 16
	case Pointer, VaList:
		return w, w
	case Struct:
		return t.size[abi], max(t.align[abi], 1)
	case Array:
		size, align = t.Elem.layout(abi)
		n, ok := t.Len.constant()
		if !ok || n < 0 || n > maxElems || size*int(n) > maxSize {
			return 0, align
		}
		return size * int(n), align
	default:
		n := int(ints[k])
		if n == 0 {
			n = w
		}
		return n, min(n, w)
	}
}

// What is larger than this is not looked at whole.
const (
	maxElems = 1 << 20
	maxSize  = 1 << 20
)

// place lays out a struct's fields on both ABIs.
func (t *Type) place() {
	for abi := range event.NumABI {
		end, big := 0, 1
		bits := 0 // of end*8 those that bit-fields took beyond it
		for i := range t.Fields {
			f := &t.Fields[i]
			size, align := f.Type.layout(abi)
			if t.Packed {
				align = 1
			}
			big = max(big, align)
			if t.Union {
				end = max(end, size)
				continue
			}
			if f.Break {
				unit := size * 8
				end, bits = (end*8+bits+unit-1)/unit*size, 0
				continue
			}
			if f.Bits > 0 {
				// A bit-field lies in the storage unit of its type that it does not
				// cross (psABI, "Bit-Fields").
				first := end*8 + bits
				unit := size * 8
				if first/unit != (first+int(f.Bits)-1)/unit {
					first = (first + unit - 1) / unit * unit
				}
				f.at[abi] = uint32(first / unit * size)
				f.from[abi] = uint8(first % unit)
				end, bits = (first+int(f.Bits))/8, (first+int(f.Bits))%8
				continue
			}
			if bits > 0 {
				end, bits = end+1, 0
			}
			end = (end + align - 1) &^ (align - 1)
			f.at[abi] = uint32(end)
			end += size
		}
		if bits > 0 {
			end++
		}
		t.align[abi] = big
		t.size[abi] = min((end+big-1)&^(big-1), maxSize)
	}
	t.settle()
}

// settle notes what fields there are, after they got their places.
func (t *Type) settle() {
	t.kinds = 0
	for i := range t.Fields {
		e := t.Fields[i].Type
		for e.Kind == Array {
			e = e.Elem
		}
		if t.kinds |= 1 << e.Kind; e.Kind == Struct {
			t.kinds |= e.kinds
		}
	}
	t.known = true
}

// with returns t shown through a lens.
func (t *Type) with(l Lens) *Type {
	c := *t
	c.Lens = l
	return &c
}

// pointer returns the type of a pointer to t.
func pointer(t *Type) *Type { return &Type{Kind: Pointer, Elem: t} }

// text returns the type of a pointer to characters of type char, n of them.
func text(char *Type, n *Expr) *Type {
	return &Type{Kind: Pointer, Elem: &Type{Kind: Array, Lens: Text, Elem: char, Len: n}}
}

// NeedsReturn reports whether something of a call is said only when it returns.
func (f *Func) NeedsReturn() bool { return !f.NoReturn }

// NeedsFloats reports whether arguments may be in the registers that hold
// floating point numbers.
func (f *Func) NeedsFloats() bool {
	for i := range f.Params {
		if p := &f.Params[i]; p.Pack == Printf || holds(p.Type, Float, Double) {
			return true
		}
	}
	return false
}

// ReturnsFloat reports whether the result is in such a register (Call.RetFloat),
// ReturnsX87 whether it is in st0 (Call.X87).
func (f *Func) ReturnsFloat(abi event.ABI) bool {
	return abi == event.AMD64 && holds(f.Ret, Float, Double)
}

// ReturnsX87 see ReturnsFloat.
func (f *Func) ReturnsX87(abi event.ABI) bool {
	if abi == event.I386 {
		return f.Ret.Kind >= Float && f.Ret.Kind <= LongDouble
	}
	return f.Ret.Kind == LongDouble
}

// holds reports whether a value is or has one of the kinds from lo to hi.
func holds(t *Type, lo, hi Kind) bool {
	for t.Kind == Array {
		t = t.Elem
	}
	if t.Kind == Struct {
		return t.kinds>>lo&(1<<(hi-lo+1)-1) != 0
	}
	return t.Kind >= lo && t.Kind <= hi
}

// Unknown is what is shown of a function of which nothing is known, as ltrace does.
var Unknown = &Func{Ret: &guess, Params: []Param{
	{Name: "arg1", Type: &guess}, {Name: "arg2", Type: &guess}, {Name: "arg3", Type: &guess}, {Name: "arg4", Type: &guess}}}

// Resolver is what chooses an IFUNC.
var Resolver = &Func{Ret: &opaque}

var guess = Type{Kind: Long, Lens: Guess}
