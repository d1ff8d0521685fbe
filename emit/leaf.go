package emit

import (
	"encoding/base64"
	"strconv"
	"unicode/utf8"
)

// AppendHex appends v in hexadecimal with 0x before it.
func AppendHex(dst []byte, v uint64) []byte {
	dst = append(dst, '0', 'x')
	return strconv.AppendUint(dst, v, 16)
}

// AppendOct appends v in octal with a leading 0 and at least width digits.
func AppendOct(dst []byte, v uint64, width int) []byte {
	n := 1 // the leading 0
	for x := v; x != 0; x >>= 3 {
		n++
	}
	for ; n < width; n++ {
		dst = append(dst, '0')
	}
	dst = append(dst, '0')
	if v == 0 {
		return dst
	}
	return strconv.AppendUint(dst, v, 8)
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

const hexDigits = "0123456789abcdef"

func printable(c byte) bool {
	return c >= ' ' && c < 0x7f || c >= '\t' && c <= '\r'
}

// AppendQuoted appends p as a C string literal in double quotes.
func AppendQuoted(dst []byte, p []byte, hex HexStyle) []byte {
	dst = append(dst, '"')
	dst = AppendEscaped(dst, p, hex, "\"\\")
	return append(dst, '"')
}

// AppendEscaped appends p with C's escapes for what is not printable and for
// the bytes in special.
func AppendEscaped(dst []byte, p []byte, hex HexStyle, special string) []byte {
	if hex == HexNonASCII {
		hex = HexNone
		for _, c := range p {
			if !printable(c) {
				hex = HexAll
				break
			}
		}
	}
	if hex == HexAll {
		for _, c := range p {
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		}
		return dst
	}
	for i, c := range p {
		switch {
		case c >= ' ' && c < 0x7f:
			for j := range len(special) {
				if c == special[j] {
					if c != '"' && c != '\\' {
						// a byte that would end an annotation has no short escape
						dst = appendOctal(dst, c, p, i)
						goto next
					}
					dst = append(dst, '\\')
					break
				}
			}
			dst = append(dst, c)
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\v':
			dst = append(dst, '\\', 'v')
		case c == '\f':
			dst = append(dst, '\\', 'f')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case hex == HexNonASCIIChars:
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		default:
			dst = appendOctal(dst, c, p, i)
		}
	next:
	}
	return dst
}

// appendOctal appends the octal escape of p[i] in as few digits as the byte
// after it allows.
func appendOctal(dst []byte, c byte, p []byte, i int) []byte {
	dst = append(dst, '\\')
	long := i+1 < len(p) && p[i+1] >= '0' && p[i+1] <= '7'
	if long || c >= 0100 {
		dst = append(dst, '0'+c>>6)
	}
	if long || c >= 010 {
		dst = append(dst, '0'+c>>3&7)
	}
	return append(dst, '0'+c&7)
}

// AppendJSONString appends s as a JSON string. s must be valid UTF-8.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		dst = appendJSONByte(dst, s[i])
	}
	return append(dst, '"')
}

func appendJSONByte(dst []byte, c byte) []byte {
	switch {
	case c == '"' || c == '\\':
		return append(dst, '\\', c)
	case c >= ' ' && c != 0x7f:
		return append(dst, c)
	case c == '\n':
		return append(dst, '\\', 'n')
	case c == '\t':
		return append(dst, '\\', 't')
	case c == '\r':
		return append(dst, '\\', 'r')
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// appendJSONBytes appends bytes: a JSON string where p is whole and valid
// UTF-8, else an object that says what it is.
func appendJSONBytes(dst []byte, p []byte, more bool) []byte {
	valid := utf8.Valid(p)
	if more && !valid {
		// a cut in the middle of a character does not make it binary
		for n := 1; n < utf8.UTFMax && n <= len(p) && !valid; n++ {
			if c := p[len(p)-n]; utf8.RuneStart(c) {
				if c >= utf8.RuneSelf && !utf8.FullRune(p[len(p)-n:]) && utf8.Valid(p[:len(p)-n]) {
					p, valid = p[:len(p)-n], true
				}
				break
			}
		}
	}
	switch {
	case valid && !more:
		return appendJSONText(dst, p)
	case valid:
		dst = append(dst, `{"str":`...)
		dst = appendJSONText(dst, p)
	default:
		dst = append(dst, `{"base64":"`...)
		dst = base64.StdEncoding.AppendEncode(dst, p)
		dst = append(dst, '"')
	}
	if more {
		dst = append(dst, `,"truncated":true`...)
	}
	return append(dst, '}')
}

func appendJSONText(dst []byte, p []byte) []byte {
	dst = append(dst, '"')
	for _, c := range p {
		dst = appendJSONByte(dst, c)
	}
	return append(dst, '"')
}

// AppendDump appends p as lines of a hexadecimal dump, 16 bytes a line. off is
// where p stands in data of size bytes, a multiple of 16: offsets have as many
// digits as the last one needs, at least five.
func AppendDump(dst, p []byte, off, size uint64) []byte {
	const line, digits = 16, "0123456789abcdef"
	width := 20 // bits
	for ; width < 64 && (size-1)>>width != 0; width += 4 {
	}
	for len(p) > 0 {
		row := p[:min(len(p), line)]
		p = p[len(row):]
		dst = append(dst, " | "...)
		for shift := width - 4; shift >= 0; shift -= 4 {
			dst = append(dst, digits[off>>shift&15])
		}
		off += line
		for i := range line {
			if i%8 == 0 {
				dst = append(dst, ' ')
			}
			if i < len(row) {
				dst = append(dst, ' ', digits[row[i]>>4], digits[row[i]&15])
			} else {
				dst = append(dst, "   "...)
			}
		}
		dst = append(dst, "  "...)
		for i := range line {
			switch {
			case i >= len(row):
				dst = append(dst, ' ')
			case row[i] >= ' ' && row[i] < 0x7f:
				dst = append(dst, row[i])
			default:
				dst = append(dst, '.')
			}
		}
		dst = append(dst, " |\n"...)
	}
	return dst
}
