package emit

import "gotrace/xlat"

// A Part is some bits of a number that hold an enumeration.
type Part struct {
	Mask uint64
	Set  *xlat.Set
}

// Bits says a number of which some bits hold enumerations, all of them shown,
// and the others are flags: NL0|CR0|OPOST.
func (b *Buf) Bits(v uint64, parts []Part, flags *xlat.Set) {
	if b.o.Style == JSON {
		b.BeginFlags(v)
		for _, p := range parts {
			if name, ok := p.Set.Lookup(b.ABI, v&p.Mask); ok {
				b.FlagName(name)
				v &^= p.Mask
			}
		}
		if v != 0 {
			b.FlagSet(flags, v)
		}
		b.EndFlags()
		return
	}
	b.value()
	for _, p := range parts {
		b.enum(p.Set, v&p.Mask)
		b.punct("|")
		v &^= p.Mask
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
