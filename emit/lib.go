package emit

import (
	"math"
	"strconv"

	"gotrace/event"
)

// What only calls of library functions have, in ltrace's text.

// Nil says a pointer that leads nowhere.
func (b *Buf) Nil() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, "null"...)
		return
	}
	b.name("nil")
}

// Opaque says an address that nobody follows.
func (b *Buf) Opaque(a event.Addr) {
	if a == 0 && b.o.Style == Text {
		b.value()
		b.B = append(b.B, '0')
		return
	}
	b.Addr(a)
}

// Void says that a function returns nothing.
func (b *Buf) Void() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, "null"...)
		return
	}
	b.punct("<void>")
}

// Tuple begins a struct whose members have no names: { 9, nil } in text, an
// array in JSON. Values follow, then EndTuple.
func (b *Buf) Tuple() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, '[')
	} else {
		b.punct("{ ")
	}
	b.push(inArray)
}

// EndTuple ends a Tuple.
func (b *Buf) EndTuple() {
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, ']')
	} else {
		b.punct(" }")
	}
}

// Elements begins an array that is shown as [ 1, 2, 3 ]. Values follow, then
// EndElements, where more tells that there are others.
func (b *Buf) Elements() {
	b.value()
	b.punct("[")
	if b.o.Style == Text {
		b.B = append(b.B, ' ')
	}
	b.push(inArray)
}

// EndElements ends what Elements began.
func (b *Buf) EndElements(more bool) {
	switch {
	case b.o.Style == JSON && more:
		b.More()
	case more:
		b.punct("...")
	}
	b.pop()
	if b.o.Style == Text {
		b.B = append(b.B, ' ')
	}
	b.punct("]")
}

// Unsaid says that a value is too deep to be shown.
func (b *Buf) Unsaid() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"truncated":true}`...)
		return
	}
	b.punct("...")
}

// Recurse says that a pointer leads back to the struct that is up levels above.
func (b *Buf) Recurse(up int) {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"recurse":`...)
		b.B = strconv.AppendInt(b.B, int64(up), 10)
		b.B = append(b.B, '}')
		return
	}
	b.on(colConst)
	b.B = append(b.B, "recurse"...)
	for range up {
		b.B = append(b.B, '^')
	}
	b.off()
}

// Char says a character.
func (b *Buf) Char(c byte) {
	b.value()
	p := [1]byte{c}
	if b.o.Style == JSON {
		b.B = appendJSONBytes(b.B, p[:], false)
		return
	}
	b.on(colArgVal)
	b.B = append(b.B, '\'')
	switch {
	case c == 0:
		b.B = append(b.B, `\0`...)
	case c == '\'':
		b.B = append(b.B, `\'`...)
	case c == '\a':
		b.B = append(b.B, `\a`...)
	case c == '\b':
		b.B = append(b.B, `\b`...)
	case c < ' ' && (c < '\t' || c > '\r') || c > '~':
		b.B = append(b.B, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
	default:
		b.B = AppendEscaped(b.B, p[:], HexNone, `\`)
	}
	b.B = append(b.B, '\'')
	b.off()
}

// Float says a floating point number as C's %f shows it, or with hex as %a does.
// JSON has a number, or what is none as a string.
func (b *Buf) Float(v float64, hex bool) {
	b.value()
	special := ""
	switch {
	case math.IsNaN(v) && math.Signbit(v):
		special = "-nan"
	case math.IsNaN(v):
		special = "nan"
	case math.IsInf(v, 1):
		special = "inf"
	case math.IsInf(v, -1):
		special = "-inf"
	}
	switch {
	case special != "" && b.o.Style == JSON:
		b.B = AppendJSONString(b.B, special)
	case special != "":
		b.B = append(b.B, special...)
	case b.o.Style == JSON:
		b.B = strconv.AppendFloat(b.B, v, 'g', -1, 64)
	case hex:
		b.B = appendHexFloat(b.B, v)
	default:
		b.B = strconv.AppendFloat(b.B, v, 'f', 6, 64)
	}
}

// appendHexFloat appends v as C's %a: Go pads the exponent to two digits, C
// does not.
func appendHexFloat(dst []byte, v float64) []byte {
	dst = strconv.AppendFloat(dst, v, 'x', -1, 64)
	if n := len(dst); dst[n-2] == '0' && (dst[n-3] == '+' || dst[n-3] == '-') {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}

// BitVector says which bits are set in p, whose first byte has the bits 0 to 7:
// <1-2,6>, and where more than half are set which are not: ~<0>. JSON has
// {"bits":[1,2,6]} or {"not":{"bits":[0]}}.
func (b *Buf) BitVector(p []byte) {
	b.value()
	n := 8 * len(p)
	set := func(i int) bool { return p[i/8]>>(i%8)&1 != 0 }
	count := 0
	for i := range n {
		if set(i) {
			count++
		}
	}
	not := count > n/2
	if b.o.Style == JSON {
		if not {
			b.B = append(b.B, `{"not":`...)
		}
		b.B = append(b.B, `{"bits":[`...)
	} else {
		if not {
			b.punct("~")
		}
		b.punct("<")
	}
	first := true
	for i := 0; i < n; i++ {
		if set(i) == not {
			continue
		}
		last := i
		for b.o.Style == Text && last+1 < n && set(last+1) != not {
			last++
		}
		if !first {
			b.B = append(b.B, ',')
		}
		first = false
		b.B = strconv.AppendInt(b.B, int64(i), 10)
		if last > i {
			b.B = append(b.B, '-')
			b.B = strconv.AppendInt(b.B, int64(last), 10)
		}
		i = last
	}
	if b.o.Style == JSON {
		b.B = append(b.B, "]}"...)
		if not {
			b.B = append(b.B, '}')
		}
		return
	}
	b.punct(">")
}

// Errno says the error that a function has left in errno, after its result.
func (b *Buf) Errno(n int, name, text string) {
	if b.o.Style == JSON {
		b.B = append(b.B, `,"errno":{"name":`...)
		b.B = AppendJSONString(b.B, name)
		b.B = append(b.B, `,"value":`...)
		b.B = strconv.AppendInt(b.B, int64(n), 10)
		b.B = append(b.B, `,"text":`...)
		b.B = AppendJSONString(b.B, text)
		b.B = append(b.B, '}')
		return
	}
	b.on(colError)
	b.B = append(b.B, ' ')
	b.B = append(b.B, name...)
	b.B = append(b.B, " ("...)
	b.B = append(b.B, text...)
	b.B = append(b.B, ')')
	b.off()
}
