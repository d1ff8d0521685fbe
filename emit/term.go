package emit

import "gotrace/xlat"

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

// IndexHex says an element of an array, a number in hexadecimal, with the name
// of its place: [VINTR]=0x3.
func (b *Buf) IndexHex(s *xlat.Set, i int, v uint64) {
	b.value()
	if b.o.Style == Text {
		b.punct("[")
		if name, ok := s.Lookup(b.ABI, uint64(i)); ok {
			b.name(name)
		} else {
			b.push(inOne)
			b.Int(int64(i))
			b.pop()
		}
		b.punct("]=")
	}
	b.hex(v)
}
