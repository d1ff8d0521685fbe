package emit

import (
	"strconv"

	"gotrace/xlat"
)

// BeginParts begins a number whose parts text shows as numbers of their own
// (-X), unlike those of BeginFlags: 0x8 /* PER_LINUX32 */|0x400000 /* ... */.
// Part, PartEnum, PartSignal, PartShifted and PartHex follow, then EndParts.
func (b *Buf) BeginParts(v uint64) {
	b.value()
	b.flags = v
	b.push(inFlags)
	if b.o.Style == JSON {
		b.B = append(b.B, `{"flags":[`...)
	}
}

// EndParts ends what BeginParts began.
func (b *Buf) EndParts() {
	if b.o.Style == JSON {
		b.EndFlags()
		return
	}
	b.pop()
}

// plain reports whether parts are no numbers.
func (b *Buf) plain() bool { return b.o.Style == JSON || b.o.Const == Names }

// beginPart begins a part that is a number.
func (b *Buf) beginPart() {
	l := b.top()
	if l.n > 0 {
		b.punct("|")
	}
	l.n++
	b.push(inOne)
}

// PartNoted is Part where flags without a name are explained wherever they stand.
func (b *Buf) PartNoted(s *xlat.Set, v uint64) {
	if b.plain() {
		b.FlagSetNoted(s, v)
		return
	}
	b.Part(s, v)
}

// Part says the flags of a set.
func (b *Buf) Part(s *xlat.Set, v uint64) {
	if b.plain() {
		b.FlagSet(s, v)
		return
	}
	b.beginPart()
	b.Flags(s, v)
	b.pop()
}

// PartEnum says a name of an enumeration.
func (b *Buf) PartEnum(s *xlat.Set, v uint64) {
	if b.plain() {
		b.FlagEnum(s, v)
		return
	}
	b.beginPart()
	b.Enum(s, v)
	b.pop()
}

// PartSignal says the number of a signal.
func (b *Buf) PartSignal(sig int) {
	name := xlat.SignalName(sig)
	switch {
	case b.plain() && name != "":
		b.FlagName(name)
		return
	case b.plain():
		b.FlagDec(uint64(sig))
		return
	}
	b.beginPart()
	b.B = strconv.AppendInt(b.B, int64(sig), 10)
	if name != "" && b.o.Const == Both {
		b.Comment(name)
	}
	b.pop()
}

// PartShifted says a name of an enumeration in higher bits: FUTEX_OP_ADD<<28.
func (b *Buf) PartShifted(s *xlat.Set, v uint64, shift string) {
	if b.plain() {
		b.FlagEnumShifted(s, v, shift)
		return
	}
	b.beginPart()
	_, known := s.Lookup(b.ABI, v)
	if known {
		b.enum(s, v)
	} else {
		b.hex(v)
	}
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	if !known && s.Unknown != "" && b.o.Const == Both {
		b.Comment(s.Unknown)
	}
	b.pop()
}

// PartHexShifted says a number in higher bits: 0x345<<12.
func (b *Buf) PartHexShifted(v uint64, shift string) {
	if b.plain() {
		b.FlagHexShifted(v, shift)
		return
	}
	b.beginPart()
	b.hex(v)
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	b.pop()
}

// PartHex says a number.
func (b *Buf) PartHex(v uint64) {
	if b.plain() {
		b.FlagHex(v)
		return
	}
	b.beginPart()
	b.Hex(v)
	b.pop()
}

// PartEnumShifted is PartShifted where what a number without a name stands for is
// said before the shift.
func (b *Buf) PartEnumShifted(s *xlat.Set, v uint64, shift string) {
	if b.o.Style == JSON {
		b.FlagEnumShifted(s, v, shift)
		return
	}
	b.beginPart()
	b.enum(s, v)
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	b.pop()
}

// PartConst says a number by a name that the caller knows.
func (b *Buf) PartConst(name string, v uint64) {
	if b.plain() {
		b.FlagName(name)
		return
	}
	b.beginPart()
	b.named(name, false, v, false)
	b.pop()
}

// PartOct says a number in octal.
func (b *Buf) PartOct(v uint64, width int) {
	if b.plain() {
		b.FlagOct(v, width)
		return
	}
	b.beginPart()
	b.oct(v, width)
	b.pop()
}

// PartNamedShift says a number in the bits from one on whose position has a
// name: 21<<SHM_HUGE_SHIFT, and 21<<26 with -X raw.
func (b *Buf) PartNamedShift(n, shift uint64, name string) {
	if b.plain() {
		b.FlagShifted(n, name)
		return
	}
	b.beginPart()
	b.B = strconv.AppendUint(b.B, n, 10)
	b.B = append(b.B, "<<"...)
	b.B = strconv.AppendUint(b.B, shift, 10)
	if b.o.Const == Both {
		b.Comment(name)
	}
	b.pop()
}
