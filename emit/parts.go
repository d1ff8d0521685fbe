package emit

import (
	"strconv"

	"gotrace/event"
	"gotrace/xlat"
)

// Numbers made of several parts: flags, enumerations, shifted fields.

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

// PartDec says a number in decimal.
func (b *Buf) PartDec(v uint64) {
	if b.plain() {
		b.FlagDec(v)
		return
	}
	b.beginPart()
	b.Uint(v)
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

// PartDecShifted says a decimal number in higher bits: 21<<16.
func (b *Buf) PartDecShifted(n uint64, shift string) {
	if b.plain() {
		b.FlagShifted(n, shift)
		return
	}
	b.beginPart()
	b.B = strconv.AppendUint(b.B, n, 10)
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	b.pop()
}

// EnumFlags says a number that is an enumeration in some bits, e, and flags in
// the others, f: SOCK_STREAM|SOCK_CLOEXEC.
func (b *Buf) EnumFlags(enum *xlat.Set, e uint64, flags *xlat.Set, f uint64) {
	_, known := enum.Lookup(b.ABI, e)
	if b.o.Style == Text && known && b.o.Const != Names {
		b.value()
		b.enum(enum, e)
		if f != 0 {
			b.punct("|")
			b.push(inOne)
			b.Flags(flags, f)
			b.pop()
		}
		return
	}
	b.BeginFlags(e | f)
	if !known {
		b.FlagSet(flags, e|f)
	} else {
		name, _ := enum.Lookup(b.ABI, e)
		b.FlagName(name)
		if f != 0 {
			b.FlagSet(flags, f)
			if b.o.Style == Text && !anyNamed(flags, b.ABI, f) && flags.Unknown != "" {
				b.Comment(flags.Unknown)
			}
		}
	}
	b.EndFlags()
}

func anyNamed(s *xlat.Set, abi event.ABI, v uint64) bool {
	for _, e := range s.On(abi) {
		if _, ok := e.In(v); ok {
			return true
		}
	}
	return false
}

// ShiftedFlags says flags whose bits the values of a set number, base being the
// lowest bit's: 1<<TCP_CLOSE. Text puts before and after around the names.
func (b *Buf) ShiftedFlags(s *xlat.Set, v uint64, before, after string, base uint64) {
	b.BeginFlags(v)
	rest := v
	vals := s.On(b.ABI)
	for i := range vals {
		e := &vals[i]
		if e.V < base || e.V-base > 63 || rest>>(e.V-base)&1 == 0 {
			continue
		}
		rest &^= 1 << (e.V - base)
		if !b.flagPart() {
			continue
		}
		if b.o.Style == JSON {
			b.B = AppendJSONString(b.B, e.Name)
			continue
		}
		b.on(colConst)
		b.B = append(b.B, before...)
		b.B = append(b.B, e.Name...)
		b.B = append(b.B, after...)
		b.off()
	}
	switch {
	case rest != 0:
		b.FlagHex(rest)
	case v == 0 && b.o.Style == Text && b.o.Const == Names:
		b.flagPart()
		b.B = append(b.B, '0')
	}
	b.EndFlags()
}

// A Part is some bits of a number that hold an enumeration.
type Part struct {
	Mask  uint64
	Set   *xlat.Set
	Shift uint8  // where the bits begin; a part that does not begin at 0 is shown
	Name  string // unless it is 0, with the name of Shift: B9600<<IBSHIFT
}

// Bits says a number of which some bits hold enumerations, all of them shown,
// and the others are flags: NL0|CR0|OPOST.
func (b *Buf) Bits(v uint64, parts []Part, flags *xlat.Set) {
	if b.o.Style == JSON {
		b.BeginFlags(v)
		for _, p := range parts {
			w := v & p.Mask >> p.Shift
			name, ok := p.Set.Lookup(b.ABI, w)
			switch {
			case !ok:
				continue
			case p.Shift == 0:
				b.FlagName(name)
			case w != 0:
				b.FlagEnumShifted(p.Set, w, p.Name)
			}
			v &^= p.Mask
		}
		if v != 0 {
			b.FlagSet(flags, v)
		}
		b.EndFlags()
		return
	}
	b.value()
	for _, p := range parts {
		w := v & p.Mask >> p.Shift
		v &^= p.Mask
		if p.Shift != 0 && w == 0 {
			continue
		}
		b.enum(p.Set, w)
		if p.Shift != 0 {
			b.punct("<<")
			b.named(p.Name, false, uint64(p.Shift), false)
		}
		b.punct("|")
	}
	if v != 0 {
		b.push(inOne)
		b.Flags(flags, v)
		b.pop()
	}
}
