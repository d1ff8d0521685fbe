package emit

import (
	"strconv"

	"gotrace/xlat"
)

// FlagEnum says a part that is a name of an enumeration.
func (b *Buf) FlagEnum(s *xlat.Set, v uint64) {
	if name, ok := s.Lookup(b.ABI, v); ok {
		b.FlagName(name)
		return
	}
	if !b.flagPart() {
		return
	}
	b.hex(v)
	if s.Unknown != "" && b.o.Style == Text && b.o.Const == Names {
		b.Comment(s.Unknown)
	}
}

// FlagEnumShifted says a part that is a name of an enumeration in higher bits:
// FUTEX_OP_ADD<<28.
func (b *Buf) FlagEnumShifted(s *xlat.Set, v uint64, shift string) {
	if !b.flagPart() {
		return
	}
	name, ok := s.Lookup(b.ABI, v)
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, '"')
	case !ok && s.Unknown != "" && b.o.Const == Names:
		defer b.Comment(s.Unknown)
	}
	if ok {
		b.B = append(b.B, name...)
	} else {
		b.B = AppendHex(b.B, v)
	}
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
}

// FlagHexShifted says a part that is a number in higher bits: 0x345<<12.
func (b *Buf) FlagHexShifted(v uint64, shift string) {
	if !b.flagPart() {
		return
	}
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
	if v == 0 {
		b.B = append(b.B, '0')
	} else {
		b.B = AppendHex(b.B, v)
	}
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
}

// FlagsNoted says a number with the names of its flags in a comment, whatever
// the style of numbers.
func (b *Buf) FlagsNoted(s *xlat.Set, v uint64) {
	if b.o.Style == JSON || b.o.Const != Names {
		b.Flags(s, v)
		return
	}
	b.o.Const = Both
	b.Flags(s, v)
	b.o.Const = Names
}

// EnumNoted says a number with its name in a comment, whatever the style of
// numbers.
func (b *Buf) EnumNoted(s *xlat.Set, v uint64) {
	if b.o.Style == JSON || b.o.Const != Names {
		b.Enum(s, v)
		return
	}
	b.o.Const = Both
	b.Enum(s, v)
	b.o.Const = Names
}

// Multiple says a number that text shows as a multiple of unit where it is one,
// as in 8192*1024.
func (b *Buf) Multiple(v, unit uint64) {
	if b.o.Style == JSON || b.o.Const == Raw || v <= unit || v%unit != 0 {
		b.Uint(v)
		return
	}
	if b.o.Const == Both {
		b.Uint(v)
		b.BeginComment()
		defer b.EndComment()
	} else {
		b.value()
	}
	b.B = strconv.AppendUint(b.B, v/unit, 10)
	b.B = append(b.B, '*')
	b.B = strconv.AppendUint(b.B, unit, 10)
}

// Ticks adds a comment that tells how many seconds n ticks of a clock of 100
// hertz are.
func (b *Buf) Ticks(n uint64) {
	if b.o.Style == JSON || b.o.Const == Raw || n == 0 {
		return
	}
	b.BeginComment()
	b.B = strconv.AppendUint(b.B, n/100, 10)
	b.B = append(b.B, '.', byte('0'+n/10%10), byte('0'+n%10))
	b.B = append(b.B, " s"...)
	b.EndComment()
}

// Hexed is Str in hexadecimal throughout.
func (b *Buf) Hexed(p []byte, more bool) {
	hex := b.o.Hex
	b.o.Hex = HexAll
	b.Str(p, more)
	b.o.Hex = hex
}

// Rest says the bytes of an extensible struct that the kernel knew no field for
// when this was written: those from off on, the last of them before end.
func (b *Buf) Rest(p []byte, off, end uint64) {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key("rest")
		b.B = appendJSONBytes(b.B, p, off+uint64(len(p)) < end)
		return
	}
	b.B = append(b.B, "/* bytes "...)
	b.B = strconv.AppendUint(b.B, off, 10)
	b.B = append(b.B, ".."...)
	b.B = strconv.AppendUint(b.B, end-1, 10)
	b.B = append(b.B, " */ "...)
	b.B = AppendQuoted(b.B, p, HexAll)
	if off+uint64(len(p)) < end {
		b.punct("...")
	}
}

// AppendCount appends how many things there are: 1 var, 2 vars.
func AppendCount(dst []byte, n uint64, what string) []byte {
	dst = strconv.AppendUint(dst, n, 10)
	dst = append(dst, ' ')
	dst = append(dst, what...)
	if n != 1 {
		dst = append(dst, 's')
	}
	return dst
}

// HexWide says a number that text shows in hexadecimal in at least width
// places, 0x included.
func (b *Buf) HexWide(v uint64, width int) {
	b.value()
	if b.o.Style == JSON {
		b.B = strconv.AppendUint(b.B, v, 10)
		return
	}
	n := 1
	for x := v >> 4; x != 0; x >>= 4 {
		n++
	}
	if v != 0 {
		b.B = append(b.B, "0x"...)
		n += 2
	}
	for ; n < width; n++ {
		b.B = append(b.B, '0')
	}
	b.B = strconv.AppendUint(b.B, v, 16)
}

// FlagSetNoted is FlagSet for a part of a number that is a set of its own: where
// nothing of it has a name, text says so wherever it stands.
func (b *Buf) FlagSetNoted(s *xlat.Set, v uint64) {
	vals := s.On(b.ABI)
	named := v == 0
	for i := range vals {
		_, ok := vals[i].In(v)
		named = named || ok
	}
	if named {
		b.FlagSet(s, v)
		return
	}
	if !b.flagPart() {
		return
	}
	b.hex(v)
	if s.Unknown != "" && b.o.Style == Text && b.o.Const == Names {
		b.Comment(s.Unknown)
	}
}

// NegErrno says a number that is the negative of an error's where it is below 0.
func (b *Buf) NegErrno(v int32) {
	name := ""
	if v < 0 {
		name = xlat.ErrnoName(int(-int64(v)))
	}
	if name == "" {
		b.Int(int64(v))
		return
	}
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"name":"-`...)
		b.B = append(b.B, name...)
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendInt(b.B, int64(v), 10)
		b.B = append(b.B, '}')
		return
	}
	if b.o.Const != Names {
		b.B = strconv.AppendInt(b.B, int64(v), 10)
		if b.o.Const == Raw {
			return
		}
		b.BeginComment()
		defer b.EndComment()
	}
	b.B = append(b.B, '-')
	b.B = append(b.B, name...)
}

// AuxNamed begins a part of what explains a result that has a name in text too.
func (b *Buf) AuxNamed(name string) {
	b.aux()
	if b.o.Style == JSON {
		b.key(name)
		return
	}
	b.B = append(b.B, name...)
	b.B = append(b.B, '=')
}

// Numbers reports whether names are not wanted (-X raw).
func (b *Buf) Numbers() bool { return b.o.Style == Text && b.o.Const == Raw }

// Named reports whether numbers are to have their names in a comment
// (-X verbose).
func (b *Buf) Named() bool { return b.o.Style == Text && b.o.Const == Both }

// AuxName explains a result by a name, which text shows in every style. JSON has
// it and its number as the member key.
func (b *Buf) AuxName(name, key string, v int64) {
	if b.o.Style == JSON {
		b.AuxField("", key)
		b.Const(name, v)
		return
	}
	b.AuxWord(name)
}

// Resuming says which call is made again; an empty name is not known.
func (b *Buf) Resuming(name string) {
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, name)
		return
	}
	if name == "" {
		name = "system call"
	}
	b.B = append(b.B, "<... resuming interrupted "...)
	b.B = append(b.B, name...)
	b.B = append(b.B, " ...>"...)
}

// RestUnreadable says that these bytes cannot be read.
func (b *Buf) RestUnreadable() {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key("rest")
	}
	b.Unreadable()
}

// Offset says a number as the place name, plus delta where that is not 0.
func (b *Buf) Offset(v uint64, name string, delta uint64) {
	b.value()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"name":"`...)
	case b.o.Const == Raw && v == 0:
		b.B = append(b.B, "NULL"...)
		return
	case b.o.Const == Raw:
		b.hex(v)
		return
	case b.o.Const == Both:
		b.hex(v)
		b.BeginComment()
	}
	b.B = append(b.B, name...)
	if delta != 0 {
		b.B = append(b.B, '+')
		b.B = strconv.AppendUint(b.B, delta, 10)
	}
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendUint(b.B, v, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Both:
		b.EndComment()
	}
}

// UConst is Const for an unsigned number.
func (b *Buf) UConst(name string, v uint64) {
	b.value()
	b.named(name, false, v, true)
}

// EnumCommented says a number with its name in a comment, even where numbers
// are to have none.
func (b *Buf) EnumCommented(s *xlat.Set, v uint64) {
	style := b.o.Const
	b.o.Const = Both
	b.Enum(s, v)
	b.o.Const = style
}

// Index begins an element of an array that is shown with its index, which has a
// name; an empty one is not known: text then shows a comment. A value follows,
// then EndIndex. JSON has the position alone.
func (b *Buf) Index(i uint64, name, unknown string) {
	b.value()
	b.push(inOne)
	if b.o.Style == JSON {
		return
	}
	b.punct("[")
	if name != "" {
		b.named(name, false, i, true)
	} else {
		b.B = strconv.AppendUint(b.B, i, 10)
		if b.o.Const != Raw {
			b.Comment(unknown)
		}
	}
	b.punct("]=")
}

// EndIndex ends what Index began.
func (b *Buf) EndIndex() { b.pop() }
