package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
)

// Ways to show the fields of zioctls.go, beside those of ctype.

// showData shows an array of bytes, cut at -s.
func showData(d *Dec, _ *ctype.Field, p []byte) {
	d.Str(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
}

// showElement shows an element of an array of arrays.
func showElement(d *Dec, f *ctype.Field, p []byte) { d.Element(f.Sub, p) }

func showSignal(d *Dec, f *ctype.Field, p []byte) { sayNamedSignal(d, int32(d.Number(f, p))) }

// showSwapped shows a number in the network's order.
func showSwapped(d *Dec, f *ctype.Field, p []byte) {
	switch f.Kind {
	case ctype.U16:
		d.Swapped("htons", p)
	case ctype.U32:
		d.Swapped("htonl", p)
	default:
		d.Hex(binary.BigEndian.Uint64(p))
	}
}

// showFraction shows two numbers of 32 bits, of which one divides the other.
func showFraction(d *Dec, _ *ctype.Field, p []byte) {
	d.Fraction(ctype.U32.Number(d.ABI, p), ctype.U32.Number(d.ABI, p[4:]))
}

// showUUID shows 16 bytes as a universally unique identifier.
func showUUID(d *Dec, _ *ctype.Field, p []byte) { d.UUID(p) }

// showFourcc shows a format of pixels, four characters in a number.
func showFourcc(d *Dec, f *ctype.Field, p []byte) { d.Fourcc(uint32(d.Number(f, p))) }
