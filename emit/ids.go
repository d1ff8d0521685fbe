package emit

import "strconv"

// Numbers that are written as text: identifiers, formats, fractions.

// UUID says 16 bytes as a universally unique identifier.
func (b *Buf) UUID(p []byte) {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
		defer func() { b.B = append(b.B, '"') }()
	}
	const digits = "0123456789abcdef"
	for i, c := range p {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b.B = append(b.B, '-')
		}
		b.B = append(b.B, digits[c>>4], digits[c&15])
	}
}

// Fourcc says a format that is four characters in a number: v4l2_fourcc('Y', 'U', 'Y', 'V').
func (b *Buf) Fourcc(v uint32) {
	if b.o.Style == Text && b.o.Const != Names {
		b.Hex(uint64(v))
		if b.o.Const == Raw {
			return
		}
		b.BeginComment()
		defer b.EndComment()
	}
	b.Macro("v4l2_fourcc")
	for i := range 4 {
		b.char(byte(v >> (8 * i)))
	}
	b.EndMacro()
}

// char says a character as C writes it, 'Y' or '\x03'.
func (b *Buf) char(c byte) {
	b.value()
	if b.o.Style == JSON {
		b.B = appendJSONBytes(b.B, []byte{c}, false)
		return
	}
	b.B = append(b.B, '\'')
	switch {
	case c == '\'' || c == '\\':
		b.B = append(b.B, '\\', c)
	case c >= ' ' && c < 0x7f:
		b.B = append(b.B, c)
	default:
		b.B = append(b.B, `\x`...)
		if c < 16 {
			b.B = append(b.B, '0')
		}
		b.B = strconv.AppendUint(b.B, uint64(c), 16)
	}
	b.B = append(b.B, '\'')
}

// Fraction says two numbers of which one divides the other: 1/25.
func (b *Buf) Fraction(numerator, denominator uint64) {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
		defer func() { b.B = append(b.B, '"') }()
	}
	b.B = strconv.AppendUint(b.B, numerator, 10)
	b.B = append(b.B, '/')
	b.B = strconv.AppendUint(b.B, denominator, 10)
}
