package emit

import (
	"strconv"
	"strings"
)

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
	if b.Numbers() {
		b.Hex(uint64(v))
		return
	}
	b.Macro("v4l2_fourcc")
	for i := range 4 {
		b.char(byte(v>>(8*i)), false)
	}
	b.EndMacro()
}

// CharHex says a character as C writes it, 'Y', '\n' or '\x03'.
func (b *Buf) CharHex(c byte) { b.char(c, true) }

// char is CharHex; control characters have names or are '\x0a'.
func (b *Buf) char(c byte, named bool) {
	b.value()
	if b.o.Style == JSON {
		b.B = appendJSONBytes(b.B, []byte{c}, false)
		return
	}
	b.B = appendChar(b.B, c, named)
}

func appendChar(dst []byte, c byte, named bool) []byte {
	dst = append(dst, '\'')
	i := strings.IndexByte("\t\n\v\f\r", c)
	switch {
	case named && i >= 0:
		dst = append(dst, '\\', "tnvfr"[i])
	case c == '\'' || c == '\\':
		dst = append(dst, '\\', c)
	case c >= ' ' && c < 0x7f:
		dst = append(dst, c)
	default:
		dst = append(dst, `\x`...)
		if c < 16 {
			dst = append(dst, '0')
		}
		dst = strconv.AppendUint(dst, uint64(c), 16)
	}
	return append(dst, '\'')
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
