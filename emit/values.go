package emit

import (
	"bytes"
	"strconv"

	"gotrace/event"
	"gotrace/xlat"
)

// Single values.

// Dev says a device number of the form dev as makedev(major, minor).
func (b *Buf) Dev(dev uint64, major, minor uint32) {
	if b.o.Style == Text && b.o.Const != Names {
		b.Hex(dev)
		if b.o.Const == Raw {
			return
		}
		b.BeginComment()
		defer b.EndComment()
	}
	b.Macro("makedev")
	b.Hex(uint64(major))
	b.Hex(uint64(minor))
	b.EndMacro()
}

// Int says a signed number.
func (b *Buf) Int(v int64) {
	b.value()
	b.B = strconv.AppendInt(b.B, v, 10)
}

// Uint says an unsigned number.
func (b *Buf) Uint(v uint64) {
	b.value()
	b.B = strconv.AppendUint(b.B, v, 10)
}

// Multiple says a number that text shows as a multiple of unit where it is one,
// as in 8192*1024.
func (b *Buf) Multiple(v, unit uint64) {
	if b.o.Style == JSON || b.o.Const == Raw || v <= unit || v%unit != 0 {
		b.Uint(v)
		return
	}
	if b.o.Const == Both {
		b.Uint(v)
		b.BeginComment()
		defer b.EndComment()
	} else {
		b.value()
	}
	b.B = strconv.AppendUint(b.B, v/unit, 10)
	b.B = append(b.B, '*')
	b.B = strconv.AppendUint(b.B, unit, 10)
}

// Hex says a number that text shows in hexadecimal.
func (b *Buf) Hex(v uint64) {
	b.value()
	b.hex(v)
}

// HexWide says a number that text shows in hexadecimal in at least width
// places, 0x included.
func (b *Buf) HexWide(v uint64, width int) {
	b.value()
	if b.o.Style == JSON {
		b.B = strconv.AppendUint(b.B, v, 10)
		return
	}
	n := 1
	for x := v >> 4; x != 0; x >>= 4 {
		n++
	}
	if v != 0 {
		b.B = append(b.B, "0x"...)
		n += 2
	}
	for ; n < width; n++ {
		b.B = append(b.B, '0')
	}
	b.B = strconv.AppendUint(b.B, v, 16)
}

// Oct says a number that text shows in octal with a leading 0 and at least
// width digits.
func (b *Buf) Oct(v uint64, width int) {
	b.value()
	b.oct(v, width)
}

// Bool says true or false.
func (b *Buf) Bool(v bool) {
	b.value()
	b.B = strconv.AppendBool(b.B, v)
}

// Addr says an address; 0 is NULL.
func (b *Buf) Addr(a event.Addr) {
	b.value()
	switch {
	case b.o.Style == Text && a == 0:
		b.name("NULL")
	case b.o.Style == Text:
		b.B = AppendHex(b.B, uint64(a))
	case a == 0:
		b.B = append(b.B, "null"...)
	default:
		b.B = append(b.B, `{"addr":"`...)
		b.B = AppendHex(b.B, uint64(a))
		b.B = append(b.B, `"}`...)
	}
}

// Const says a number by a name that the caller knows.
func (b *Buf) Const(name string, v int64) {
	b.value()
	b.named(name, v < 0, uint64(v), true)
}

// UConst is Const for an unsigned number.
func (b *Buf) UConst(name string, v uint64) {
	b.value()
	b.named(name, false, v, true)
}

// HexConst is UConst for a number in hexadecimal.
func (b *Buf) HexConst(name string, v uint64) {
	b.value()
	b.named(name, false, v, false)
}

// NegErrno says a number that is the negative of an error's where it is below 0.
func (b *Buf) NegErrno(v int32) {
	name := ""
	if v < 0 {
		name = xlat.ErrnoName(int(-int64(v)))
	}
	if name == "" {
		b.Int(int64(v))
		return
	}
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"name":"-`...)
		b.B = append(b.B, name...)
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendInt(b.B, int64(v), 10)
		b.B = append(b.B, '}')
		return
	}
	if b.o.Const != Names {
		b.B = strconv.AppendInt(b.B, int64(v), 10)
		if b.o.Const == Raw {
			return
		}
		b.BeginComment()
		defer b.EndComment()
	}
	b.B = append(b.B, '-')
	b.B = append(b.B, name...)
}

// Offset says a number as the place name, plus delta where that is not 0.
func (b *Buf) Offset(v uint64, name string, delta uint64) {
	b.offset(v, name, delta, false)
}

// HexOffset is Offset in hexadecimal.
func (b *Buf) HexOffset(v uint64, name string, delta uint64) {
	b.offset(v, name, delta, true)
}

func (b *Buf) offset(v uint64, name string, delta uint64, hex bool) {
	b.value()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"name":"`...)
	case b.o.Const != Names:
		if v == 0 {
			b.B = append(b.B, "NULL"...)
		} else {
			b.hex(v)
		}
		if b.o.Const == Raw {
			return
		}
		b.BeginComment()
	}
	b.B = append(b.B, name...)
	if delta != 0 {
		b.B = append(b.B, '+')
		if hex {
			b.B = AppendHex(b.B, delta)
		} else {
			b.B = strconv.AppendUint(b.B, delta, 10)
		}
	}
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendUint(b.B, v, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Both:
		b.EndComment()
	}
}

// Const2 is Const for a name in two parts.
func (b *Buf) Const2(prefix, name string, v int64) {
	b.value()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"name":"`...)
		b.B = append(b.B, prefix...)
		b.B = append(b.B, name...)
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendInt(b.B, v, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Names:
		b.on(colConst)
		b.B = append(b.B, prefix...)
		b.B = append(b.B, name...)
		b.off()
	default:
		b.B = strconv.AppendInt(b.B, v, 10)
		if b.o.Const == Both {
			b.BeginComment()
			b.B = append(b.B, prefix...)
			b.B = append(b.B, name...)
			b.EndComment()
		}
	}
}

// Word says a bare word: a value that has a name and no number.
func (b *Buf) Word(w string) {
	b.value()
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, w)
		return
	}
	b.name(w)
}

// Str says a string of bytes; more tells that it goes on beyond p.
func (b *Buf) Str(p []byte, more bool) {
	b.value()
	if b.o.Style == JSON {
		b.B = appendJSONBytes(b.B, p, more)
		return
	}
	b.on(colArgVal)
	b.B = AppendQuoted(b.B, p, b.o.Hex)
	b.off()
	if more {
		b.punct("...")
	}
}

// Hexed is Str in hexadecimal throughout.
func (b *Buf) Hexed(p []byte, more bool) {
	hex := b.o.Hex
	b.o.Hex = HexAll
	b.Str(p, more)
	b.o.Hex = hex
}

// Unreadable says that a value cannot be known: memory is not readable.
func (b *Buf) Unreadable() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, "null"...)
		return
	}
	b.punct("???")
}

// Unknown says that a value is not known, and why.
func (b *Buf) Unknown(why string) {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"unknown":`...)
		b.B = AppendJSONString(b.B, why)
		b.B = append(b.B, '}')
		return
	}
	b.punct("???")
	b.Comment(why)
}

// Comment adds an explanation of the value just said. JSON has none.
func (b *Buf) Comment(text string) {
	if b.o.Style == JSON {
		return
	}
	b.BeginComment()
	b.B = append(b.B, text...)
	b.EndComment()
}

// Count adds a comment that tells how many things there are, or with more that
// there are at least so many.
func (b *Buf) Count(n uint64, more bool, what string) {
	if b.o.Style == JSON {
		return
	}
	b.BeginComment()
	b.B = strconv.AppendUint(b.B, n, 10)
	if more {
		b.B = append(b.B, '+')
	}
	b.B = append(b.B, ' ')
	b.B = append(b.B, what...)
	b.EndComment()
}

// Ticks adds a comment that tells how many seconds n ticks of a clock of 100
// hertz are.
func (b *Buf) Ticks(n uint64) {
	if b.o.Style == JSON || b.o.Const == Raw || n == 0 {
		return
	}
	b.BeginComment()
	b.B = strconv.AppendUint(b.B, n/100, 10)
	b.B = append(b.B, '.', byte('0'+n/10%10), byte('0'+n%10))
	b.B = append(b.B, " s"...)
	b.EndComment()
}

// Hundredths adds a comment with a number of hundredths of a unit.
func (b *Buf) Hundredths(v uint64, unit string) {
	if b.o.Style == JSON {
		return
	}
	b.BeginComment()
	b.B = strconv.AppendUint(b.B, v/100, 10)
	b.B = append(b.B, '.', '0'+byte(v/10%10), '0'+byte(v%10), ' ')
	b.B = append(b.B, unit...)
	b.EndComment()
}

// BeginComment begins a comment whose text the caller appends to B. Only for
// text: callers check JSON first.
func (b *Buf) BeginComment() {
	b.on(colComment)
	b.B = append(b.B, " /* "...)
}

// EndComment ends a comment.
func (b *Buf) EndComment() {
	b.B = append(b.B, " */"...)
	b.off()
}

// A Ref is what a descriptor refers to.
type Ref struct {
	Path   []byte // its link in /proc, as it is; empty if Detail says more
	Kind   string // of Detail: "socket", "device", "process"...
	Detail []byte // what else is known, as text shows it
	Label  *Label // nil: not known or not wanted
}

// deleted ends the links of files that have no name any more.
const deleted = " (deleted)"

// FD says a descriptor by its number, or by name if it has one, and what it
// refers to; nil is not known. Text shows that within angle brackets, JSON as
// members "path" and, with Detail, one called after its kind.
func (b *Buf) FD(fd int64, name string, r *Ref) {
	b.value()
	if b.o.Style == JSON {
		b.fdJSON(fd, name, r)
		return
	}
	if name != "" {
		b.named(name, true, uint64(fd), true)
	} else {
		b.B = strconv.AppendInt(b.B, fd, 10)
	}
	if r == nil {
		return
	}
	if len(r.Path)+len(r.Detail) > 0 {
		b.refers(r)
	}
	if r.Label != nil {
		b.label(r.Label)
	}
}

// refers says what a descriptor refers to.
func (b *Buf) refers(r *Ref) {
	path, gone := bytes.CutSuffix(r.Path, []byte(deleted))
	b.punct("<")
	b.B = AppendEscaped(b.B, path, b.o.Hex, "\"\\<>")
	if len(r.Detail) > 0 && len(path) > 0 {
		b.punct("<")
		b.B = append(b.B, r.Detail...)
		b.punct(">")
	} else {
		b.B = append(b.B, r.Detail...)
	}
	b.punct(">")
	if gone {
		b.B = append(b.B, deleted[1:]...)
	}
}

// A PIDRef is what a process id means.
type PIDRef struct {
	Comm  []byte // the process's name; empty: not known or not wanted
	Outer int32  // its id in the tracer's pid namespace, if that is another one
}

// PID says a process id and what it means. JSON has an object then:
// {"pid":1,"comm":"sh","outer_pid":4711}.
func (b *Buf) PID(id int64, r *PIDRef) {
	if len(r.Comm) == 0 && r.Outer == 0 {
		b.Int(id)
		return
	}
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"pid":`...)
		b.B = strconv.AppendInt(b.B, id, 10)
		if len(r.Comm) > 0 {
			b.B = append(b.B, `,"comm":`...)
			b.B = appendJSONBytes(b.B, r.Comm, false)
		}
		if r.Outer != 0 {
			b.B = append(b.B, `,"outer_pid":`...)
			b.B = strconv.AppendInt(b.B, int64(r.Outer), 10)
		}
		b.B = append(b.B, '}')
		return
	}
	b.B = strconv.AppendInt(b.B, id, 10)
	if len(r.Comm) > 0 {
		b.punct("<")
		b.B = AppendComm(b.B, r.Comm)
		b.punct(">")
	}
	if r.Outer != 0 {
		b.BeginComment()
		b.B = strconv.AppendInt(b.B, int64(r.Outer), 10)
		b.B = append(b.B, " in strace's PID NS"...) // scripts look for these words
		b.EndComment()
	}
}

// AppendComm appends the name of a process as text shows it.
func AppendComm(dst, comm []byte) []byte { return AppendEscaped(dst, comm, HexNone, "\"\\<>") }

func (b *Buf) fdJSON(fd int64, name string, r *Ref) {
	b.B = append(b.B, `{"fd":`...)
	b.B = strconv.AppendInt(b.B, fd, 10)
	if name != "" {
		b.B = append(b.B, `,"name":"`...)
		b.B = append(b.B, name...)
		b.B = append(b.B, '"')
	}
	if r != nil {
		if len(r.Path) > 0 {
			b.B = append(b.B, `,"path":`...)
			b.B = appendJSONBytes(b.B, r.Path, false)
		}
		if len(r.Detail) > 0 {
			b.B = append(b.B, ',')
			b.key(r.Kind)
			b.B = appendJSONBytes(b.B, r.Detail, false)
		}
		if r.Label != nil {
			b.label(r.Label)
		}
	}
	b.B = append(b.B, '}')
}

func (b *Buf) name(s string) {
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, s)
		return
	}
	b.on(colConst)
	b.B = append(b.B, s...)
	b.off()
}

func (b *Buf) hex(v uint64) {
	if b.o.Style == JSON {
		b.B = strconv.AppendUint(b.B, v, 10)
		return
	}
	if v == 0 {
		b.B = append(b.B, '0')
		return
	}
	b.B = AppendHex(b.B, v)
}

func (b *Buf) oct(v uint64, width int) {
	if b.o.Style == JSON {
		b.B = strconv.AppendUint(b.B, v, 10)
		return
	}
	b.B = AppendOct(b.B, v, width)
}
