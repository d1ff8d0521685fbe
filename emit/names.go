package emit

import (
	"strconv"

	"gotrace/xlat"
)

// Numbers that have names: enumerations and flags.

// Enum says a number by its name in an enumeration.
func (b *Buf) Enum(s *xlat.Set, v uint64) {
	b.value()
	b.enum(s, v)
}

func (b *Buf) enum(s *xlat.Set, v uint64) {
	name, ok := s.Lookup(b.ABI, v)
	switch {
	case ok && b.o.Style == JSON:
		b.named(name, s.Signed, v, s.Dec)
	case b.o.Style == JSON:
		b.setNum(s, v)
	case b.o.Const == Raw:
		b.setNum(s, v)
	case ok:
		b.named(name, s.Signed, v, s.Dec)
	default:
		b.setNum(s, v)
		if s.Unknown != "" {
			b.Comment(s.Unknown)
		}
	}
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

// EnumCommented says a number with its name in a comment, even where numbers
// are to have none.
func (b *Buf) EnumCommented(s *xlat.Set, v uint64) {
	style := b.o.Const
	b.o.Const = Both
	b.Enum(s, v)
	b.o.Const = style
}

// Flags says a number as the flags of a set.
func (b *Buf) Flags(s *xlat.Set, v uint64) {
	b.BeginFlags(v)
	b.FlagSet(s, v)
	b.EndFlags()
}

// FlagNames is Flags without a comment where nothing of v has a name.
func (b *Buf) FlagNames(s *xlat.Set, v uint64) {
	if b.o.Style == Text && !s.Has(b.ABI, v) {
		b.Hex(v)
		return
	}
	b.Flags(s, v)
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

// BeginFlags begins a number made of several parts: flags of one or more sets,
// an enumeration within the same bits, a rest. v is the whole number. FlagSet,
// FlagName, FlagHex and FlagOct follow, then EndFlags.
func (b *Buf) BeginFlags(v uint64) {
	b.value()
	b.flags = v
	b.push(inFlags)
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"flags":[`...)
	case b.o.Const != Names:
		b.hex(v)
	}
}

// Plain makes what follows show names, whatever the style of numbers is, until
// Styled.
func (b *Buf) Plain() { b.style, b.o.Const = b.o.Const, Names }

// Styled ends what Plain began.
func (b *Buf) Styled() { b.o.Const = b.style }

// Numbers reports whether names are not wanted (-X raw).
func (b *Buf) Numbers() bool { return b.o.Style == Text && b.o.Const == Raw }

// Named reports whether numbers are to have their names in a comment
// (-X verbose).
func (b *Buf) Named() bool { return b.o.Style == Text && b.o.Const == Both }

// BeginMode is BeginFlags for a file's mode, a number that is octal where it has
// no names.
func (b *Buf) BeginMode(v uint64) {
	if b.o.Style == JSON || b.o.Const == Names {
		b.BeginFlags(v)
		return
	}
	b.value()
	b.flags = v
	b.push(inFlags)
	b.oct(v, 3)
}

// flagPart reports whether the part is to be written, after what separates it
// from the one before. Where both the number and its parts are shown, the parts
// are a comment that begins with the first one.
func (b *Buf) flagPart() bool {
	if b.o.Style == Text && b.o.Const == Raw {
		return false
	}
	l := b.top()
	switch {
	case l.n > 0 && b.o.Style == JSON:
		b.B = append(b.B, ',')
	case l.n > 0:
		b.punct("|")
	case b.o.Style == Text && b.o.Const == Both:
		b.BeginComment()
	}
	l.n++
	return true
}

// FlagName says a part by its name.
func (b *Buf) FlagName(name string) {
	if !b.flagPart() {
		return
	}
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, name)
		return
	}
	b.name(name)
}

// FlagHex says a part that has no name.
func (b *Buf) FlagHex(v uint64) {
	if b.flagPart() {
		b.hex(v)
	}
}

// FlagDec says a part that is a number shown in decimal.
func (b *Buf) FlagDec(v uint64) {
	if b.flagPart() {
		b.B = strconv.AppendUint(b.B, v, 10)
	}
}

// FlagShifted says a part that is a number n in higher bits: 21<<MAP_HUGE_SHIFT.
func (b *Buf) FlagShifted(n uint64, shift string) {
	if !b.flagPart() {
		return
	}
	b.quote()
	b.B = strconv.AppendUint(b.B, n, 10)
	b.shift(shift)
}

// quote begins or ends a part that JSON has as a string.
func (b *Buf) quote() {
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
}

// shift ends a part that stands in higher bits and that quote began.
func (b *Buf) shift(by string) {
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, by...)
	b.quote()
}

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
	b.quote()
	if ok {
		b.B = append(b.B, name...)
	} else {
		b.B = AppendHex(b.B, v)
	}
	b.shift(shift)
	if !ok && s.Unknown != "" && b.o.Style == Text && b.o.Const == Names {
		b.Comment(s.Unknown)
	}
}

// FlagHexShifted says a part that is a number in higher bits: 0x345<<12.
func (b *Buf) FlagHexShifted(v uint64, shift string) {
	if !b.flagPart() {
		return
	}
	b.quote()
	b.NameHex(v)
	b.shift(shift)
}

// FlagOct says a part that is shown in octal.
func (b *Buf) FlagOct(v uint64, width int) {
	if b.flagPart() {
		b.oct(v, width)
	}
}

// FlagSet says the parts of v that are in s, then what is left of it. Where
// nothing of v has a name, text says so in a comment.
func (b *Buf) FlagSet(s *xlat.Set, v uint64) {
	if b.o.Style == Text && b.o.Const == Raw {
		return
	}
	first := b.top().n == 0
	if v == 0 {
		b.flagZero(s, first)
		return
	}
	rest, named := v, false
	vals := s.On(b.ABI)
	for i := range vals {
		e := &vals[i]
		if bits, ok := e.In(rest); ok && (e.V != 0 || rest == v || e.Mask != 0) {
			b.FlagName(e.Name)
			named = true
			rest &^= bits
			if rest == 0 {
				return
			}
		}
	}
	alone := !named && first && b.o.Style == Text
	if !alone || b.o.Const == Names {
		b.FlagHex(rest)
	}
	if alone && s.Unknown != "" {
		b.Comment(s.Unknown)
	}
}

// FlagSetNoted is FlagSet for a part of a number that is a set of its own: where
// nothing of it has a name, text says so wherever it stands.
func (b *Buf) FlagSetNoted(s *xlat.Set, v uint64) {
	if v == 0 || s.Has(b.ABI, v) {
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

// flagZero says the parts of 0: nothing where something was said before, else
// what the set calls it.
func (b *Buf) flagZero(s *xlat.Set, first bool) {
	if !first {
		return
	}
	if name, ok := s.Zero(b.ABI); ok {
		b.FlagName(name)
	} else if b.o.Style == Text && b.o.Const == Names {
		b.flagPart()
		b.B = append(b.B, '0')
	}
}

// EndFlags ends what BeginFlags began.
func (b *Buf) EndFlags() {
	parts := b.top().n
	b.pop()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `],"value":`...)
		b.B = strconv.AppendUint(b.B, b.flags, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Both && parts > 0:
		b.EndComment()
	}
}

func (b *Buf) setNum(s *xlat.Set, v uint64) {
	switch {
	case s.Dec && s.Signed:
		b.B = strconv.AppendInt(b.B, int64(v), 10)
	case s.Dec:
		b.B = strconv.AppendUint(b.B, v, 10)
	default:
		b.hex(v)
	}
}

// named writes a number that has a name, in the style for that.
func (b *Buf) named(name string, signed bool, v uint64, dec bool) {
	if b.o.Style == JSON {
		b.B = append(b.B, `{"name":`...)
		b.B = AppendJSONString(b.B, name)
		b.B = append(b.B, `,"value":`...)
		if signed {
			b.B = strconv.AppendInt(b.B, int64(v), 10)
		} else {
			b.B = strconv.AppendUint(b.B, v, 10)
		}
		b.B = append(b.B, '}')
		return
	}
	if b.o.Const == Names {
		b.name(name)
		return
	}
	switch {
	case dec && signed:
		b.B = strconv.AppendInt(b.B, int64(v), 10)
	case dec:
		b.B = strconv.AppendUint(b.B, v, 10)
	default:
		b.hex(v)
	}
	if b.o.Const == Both {
		b.Comment(name)
	}
}

// IntEnum says a C int that text shows in decimal, with its name in a comment.
func (b *Buf) IntEnum(s *xlat.Set, v int32) {
	name, ok := s.Lookup(b.ABI, signedIn(s, v))
	if b.o.Style == JSON && ok {
		b.value()
		b.named(name, true, uint64(int64(v)), true)
		return
	}
	b.Int(int64(v))
	if ok && b.o.Const != Raw {
		b.Comment(name)
	}
}

// signedIn is a C int as a set's values have it.
func signedIn(s *xlat.Set, v int32) uint64 {
	if s.Signed {
		return uint64(int64(v))
	}
	return uint64(uint32(v))
}

// IntFlags says a C int that text shows in decimal, with its flags in a comment.
func (b *Buf) IntFlags(s *xlat.Set, v int32) {
	if b.o.Style == JSON {
		b.Flags(s, uint64(uint32(v)))
		return
	}
	b.Int(int64(v))
	if v == 0 || b.o.Const == Raw {
		return
	}
	b.BeginComment()
	style := b.o.Const
	b.o.Const = Names
	b.push(inFlags)
	for rest, vals := uint64(uint32(v)), s.On(b.ABI); rest != 0; {
		found := false
		for i := range vals {
			if bits, ok := vals[i].In(rest); ok {
				b.FlagName(vals[i].Name)
				rest &^= bits
				found = true
			}
		}
		if !found {
			b.FlagHex(rest)
			break
		}
	}
	b.pop()
	b.o.Const = style
	b.EndComment()
}
