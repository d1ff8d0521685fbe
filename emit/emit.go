// Package emit is where decoders say values. A decoder says "a struct begins",
// "a field called st_mode", "these flags"; a [Buf] turns that into strace's text
// or into JSON. It is the only place that writes punctuation, quotes or colour.
package emit

import (
	"bytes"
	"gotrace/event"
	"gotrace/xlat"
	"strconv"
)

// Style is how a Buf writes.
type Style uint8

const (
	Text Style = iota // as strace prints
	JSON              // a sequence of JSON members or values
)

// ConstStyle is how named numbers are shown in text (-X).
type ConstStyle uint8

const (
	Names ConstStyle = iota // O_RDWR
	Raw                     // 0x2
	Both                    // 0x2 /* O_RDWR */
)

// HexStyle is which strings are shown as hexadecimal bytes in text (-x).
type HexStyle uint8

const (
	HexNone          HexStyle = iota
	HexNonASCIIChars          // bytes that are not printable ASCII
	HexNonASCII               // whole strings that have such bytes (-x)
	HexAll                    // every string (-xx)
)

// Options are how a Buf writes. They stay the same for a Buf's life.
type Options struct {
	Style    Style
	Const    ConstStyle
	Hex      HexStyle
	ArgNames bool     // -N
	Palette  *Palette // nil: no colour
}

// containers, the kinds of things that a value can stand in
const (
	inArgs   = iota // arguments of a call: Arg precedes each value
	inStruct        // Field precedes each value
	inArray         // values follow each other
	inList          // the same, separated by blanks in text
	inFlags         // parts of one number
	inOne           // exactly one value
	inAux           // parts of what explains a result
)

// maxDepth bounds the nesting of values. What is deeper is still written, but
// without its separators in order; no decoder comes near.
const maxDepth = 64

type level struct {
	kind uint8
	n    uint16 // items so far
	end  uint8  // how the level's end is written in JSON
}

// Buf collects what decoders say. The zero value is ready after Init.
type Buf struct {
	B   []byte    // what has been written
	ABI event.ABI // of the call being decoded; decides names that differ between ABIs

	o     Options
	lv    [maxDepth]level
	depth int
	flags uint64 // the number whose flags are being said
	inv   int    // bytes of B that take no room on the screen
	lit   bool   // a colour is on
}

// Init makes b an empty Buf that writes as o says.
func (b *Buf) Init(o Options) {
	b.o = o
	b.Reset()
}

// Reset forgets all that was written.
func (b *Buf) Reset() {
	b.B = b.B[:0]
	b.depth = 0
	b.lv[0] = level{kind: inArgs}
	b.inv, b.lit = 0, false
}

// JSON reports whether b writes JSON.
func (b *Buf) JSON() bool { return b.o.Style == JSON }

// Options returns how b writes.
func (b *Buf) Options() *Options { return &b.o }

// Invisible is the number of bytes in B that take no room on a screen.
func (b *Buf) Invisible() int { return b.inv }

// Args is the number of arguments said so far.
func (b *Buf) Args() int { return int(b.lv[0].n) }

func (b *Buf) push(kind uint8) {
	b.depth++
	if b.depth < maxDepth {
		b.lv[b.depth] = level{kind: kind}
	}
}

func (b *Buf) pop() {
	if b.depth > 0 {
		b.depth--
	}
}

func (b *Buf) top() *level {
	return &b.lv[min(b.depth, maxDepth-1)]
}

func (b *Buf) sep(l *level) {
	if l.n > 0 {
		switch {
		case b.o.Style == JSON:
			b.B = append(b.B, ',')
		case l.kind == inList:
			b.B = append(b.B, ' ')
		default:
			b.punct(", ")
		}
	}
	l.n++
}

// value begins a value: it separates the elements of arrays.
func (b *Buf) value() {
	if l := b.top(); l.kind == inArray || l.kind == inList {
		b.sep(l)
	}
}

// Arg begins the argument called name; its value follows.
func (b *Buf) Arg(name string) {
	b.sep(&b.lv[0])
	if b.o.Style == JSON {
		b.key(name)
	} else if b.o.ArgNames {
		b.on(colArgName)
		b.B = append(b.B, name...)
		b.off()
		b.punct("=")
	}
}

func (b *Buf) key(name string) {
	b.B = append(b.B, '"')
	b.B = append(b.B, name...)
	b.B = append(b.B, '"', ':')
}

// Struct begins a struct; Field and a value follow for each member, then
// EndStruct.
func (b *Buf) Struct() {
	b.value()
	b.punct("{")
	b.push(inStruct)
}

// EndStruct ends a struct.
func (b *Buf) EndStruct() {
	b.pop()
	b.punct("}")
}

// Field begins the member called name.
func (b *Buf) Field(name string) {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key(name)
		return
	}
	b.on(colArgName)
	b.B = append(b.B, name...)
	b.off()
	b.punct("=")
}

// Array begins an array; values follow, then EndArray.
func (b *Buf) Array() {
	b.value()
	b.punct("[")
	b.push(inArray)
}

// EndArray ends an array.
func (b *Buf) EndArray() {
	b.pop()
	b.punct("]")
}

// Ref begins what a pointer to a single number points to, [5] in text and the
// bare value in JSON; EndRef ends it.
func (b *Buf) Ref() {
	b.value()
	if b.o.Style == Text {
		b.punct("[")
	}
	b.push(inOne)
}

// EndRef ends what Ref began.
func (b *Buf) EndRef() {
	b.pop()
	if b.o.Style == Text {
		b.punct("]")
	}
}

// List begins a set of names or numbers, [A B] in text; with not it is the set
// of all others, ~[A B]. Item, Int or Uint follow, then EndList.
func (b *Buf) List(not bool) {
	b.value()
	if b.o.Style == JSON {
		if not {
			b.B = append(b.B, `{"not":`...)
		}
	} else if not {
		b.punct("~")
	}
	b.punct("[")
	b.push(inList)
	if not {
		b.top().end = '}'
	}
}

// Item says a member of a List that has a name.
func (b *Buf) Item(name string, v int64) {
	b.value()
	if b.o.Style == JSON {
		b.name(name)
		return
	}
	b.named(name, v < 0, uint64(v), true)
}

// EndList ends a List.
func (b *Buf) EndList() {
	end := b.top().end
	b.pop()
	b.punct("]")
	if b.o.Style == JSON && end != 0 {
		b.B = append(b.B, end)
	}
}

// More says that there is more than what is shown: the last thing in an array,
// a list or a struct.
func (b *Buf) More() {
	l := b.top()
	b.sep(l)
	switch {
	case b.o.Style == Text:
		b.punct("...")
	case l.kind == inStruct:
		b.B = append(b.B, `"truncated":true`...)
	default:
		b.B = append(b.B, `{"truncated":true}`...)
	}
}

// Wrap begins a value that text shows inside a C macro or function, as in
// htons(80), and JSON bare. EndWrap ends it.
func (b *Buf) Wrap(name string) {
	b.value()
	if b.o.Style == Text {
		b.B = append(b.B, name...)
		b.punct("(")
	}
	b.push(inOne)
}

// EndWrap ends what Wrap began.
func (b *Buf) EndWrap() {
	b.pop()
	if b.o.Style == Text {
		b.punct(")")
	}
}

// Macro begins a value that is written as a macro of several arguments, as in
// makedev(0x8, 0x1); values follow, then EndMacro. JSON shows
// {"macro":"makedev","args":[8,1]}.
func (b *Buf) Macro(name string) {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"macro":"`...)
		b.B = append(b.B, name...)
		b.B = append(b.B, `","args":[`...)
	} else {
		b.B = append(b.B, name...)
		b.punct("(")
	}
	b.push(inArray)
}

// EndMacro ends what Macro began.
func (b *Buf) EndMacro() {
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, "]}"...)
	} else {
		b.punct(")")
	}
}

// Dev says a device number of the form dev as makedev(major, minor).
func (b *Buf) Dev(dev uint64, major, minor uint32) {
	if b.o.Style == Text && b.o.Const != Names {
		b.Hex(dev)
		if b.o.Const == Raw || dev == 0 {
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

// InOut begins a value that the call may change: the value on entry follows,
// then, if there is anything new to show, Changed and the value on exit, then
// EndInOut. JSON shows {"in":...,"out":...}.
func (b *Buf) InOut() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, `{"in":`...)
	}
	b.push(inOne)
	b.top().end = '}'
}

// Changed separates the value on entry from the one on exit.
func (b *Buf) Changed() {
	if b.o.Style == JSON {
		b.B = append(b.B, `,"out":`...)
	} else {
		b.punct(" => ")
	}
}

// EndInOut ends what InOut began.
func (b *Buf) EndInOut() {
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, '}')
	}
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

// Hex says a number that text shows in hexadecimal.
func (b *Buf) Hex(v uint64) {
	b.value()
	b.hex(v)
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

// Unreadable says that a value cannot be known: memory is not readable.
func (b *Buf) Unreadable() {
	b.value()
	if b.o.Style == JSON {
		b.B = append(b.B, "null"...)
		return
	}
	b.punct("???")
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
	}
	b.B = append(b.B, '}')
}

// Enum says a number by its name in an enumeration.
func (b *Buf) Enum(s *xlat.Set, v uint64) {
	b.value()
	b.enum(s, v)
}

func (b *Buf) enum(s *xlat.Set, v uint64) {
	name, ok := s.Lookup(b.ABI, v)
	switch {
	case ok && b.o.Style == JSON:
		b.named(name, s.Signed, v, s.Dec)
	case b.o.Style == JSON:
		b.setNum(s, v)
	case b.o.Const == Raw:
		b.setNum(s, v)
	case ok:
		b.named(name, s.Signed, v, s.Dec)
	default:
		b.setNum(s, v)
		if s.Unknown != "" {
			b.Comment(s.Unknown)
		}
	}
}

// Flags says a number as the flags of a set.
func (b *Buf) Flags(s *xlat.Set, v uint64) {
	b.BeginFlags(v)
	b.FlagSet(s, v)
	b.EndFlags()
}

// BeginFlags begins a number made of several parts: flags of one or more sets,
// an enumeration within the same bits, a rest. v is the whole number. FlagSet,
// FlagName, FlagHex and FlagOct follow, then EndFlags.
func (b *Buf) BeginFlags(v uint64) {
	b.value()
	b.flags = v
	b.push(inFlags)
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"flags":[`...)
	case b.o.Const != Names:
		b.hex(v)
	}
}

// BeginMode is BeginFlags for a file's mode, a number that is octal where it has
// no names.
func (b *Buf) BeginMode(v uint64) {
	if b.o.Style == JSON || b.o.Const == Names {
		b.BeginFlags(v)
		return
	}
	b.value()
	b.flags = v
	b.push(inFlags)
	b.oct(v, 3)
}

// flagPart reports whether the part is to be written, after what separates it
// from the one before. Where both the number and its parts are shown, the parts
// are a comment that begins with the first one.
func (b *Buf) flagPart() bool {
	if b.o.Style == Text && b.o.Const == Raw {
		return false
	}
	l := b.top()
	switch {
	case l.n > 0 && b.o.Style == JSON:
		b.B = append(b.B, ',')
	case l.n > 0:
		b.punct("|")
	case b.o.Style == Text && b.o.Const == Both:
		b.BeginComment()
	}
	l.n++
	return true
}

// FlagName says a part by its name.
func (b *Buf) FlagName(name string) {
	if !b.flagPart() {
		return
	}
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, name)
		return
	}
	b.name(name)
}

// FlagHex says a part that has no name.
func (b *Buf) FlagHex(v uint64) {
	if b.flagPart() {
		b.hex(v)
	}
}

// FlagDec says a part that is a number shown in decimal.
func (b *Buf) FlagDec(v uint64) {
	if b.flagPart() {
		b.B = strconv.AppendUint(b.B, v, 10)
	}
}

// FlagShifted says a part that is a number n in higher bits: 21<<MAP_HUGE_SHIFT.
func (b *Buf) FlagShifted(n uint64, shift string) {
	if !b.flagPart() {
		return
	}
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
	b.B = strconv.AppendUint(b.B, n, 10)
	b.B = append(b.B, "<<"...)
	b.B = append(b.B, shift...)
	if b.o.Style == JSON {
		b.B = append(b.B, '"')
	}
}

// FlagOct says a part that is shown in octal.
func (b *Buf) FlagOct(v uint64, width int) {
	if b.flagPart() {
		b.oct(v, width)
	}
}

// FlagSet says the parts of v that are in s, then what is left of it. Where
// nothing of v has a name, text says so in a comment.
func (b *Buf) FlagSet(s *xlat.Set, v uint64) {
	if b.o.Style == Text && b.o.Const == Raw {
		return
	}
	first := b.top().n == 0
	if v == 0 {
		b.flagZero(s, first)
		return
	}
	rest, named := v, false
	vals := s.On(b.ABI)
	for i := range vals {
		e := &vals[i]
		if bits, ok := e.In(rest); ok && (e.V != 0 || rest == v || e.Mask != 0) {
			b.FlagName(e.Name)
			named = true
			rest &^= bits
			if rest == 0 {
				return
			}
		}
	}
	unknown := !named && first && b.o.Style == Text && s.Unknown != ""
	if unknown && b.o.Const == Both {
		b.Comment(s.Unknown)
		return
	}
	b.FlagHex(rest)
	if unknown {
		b.Comment(s.Unknown)
	}
}

// flagZero says the parts of 0: nothing where something was said before, else
// what the set calls it.
func (b *Buf) flagZero(s *xlat.Set, first bool) {
	if !first {
		return
	}
	if name, ok := s.Zero(b.ABI); ok {
		b.FlagName(name)
	} else if b.o.Style == Text && b.o.Const == Names {
		b.flagPart()
		b.B = append(b.B, '0')
	}
}

// EndFlags ends what BeginFlags began.
func (b *Buf) EndFlags() {
	parts := b.top().n
	b.pop()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `],"value":`...)
		b.B = strconv.AppendUint(b.B, b.flags, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Both && parts > 0:
		b.EndComment()
	}
}

func (b *Buf) setNum(s *xlat.Set, v uint64) {
	switch {
	case s.Dec && s.Signed:
		b.B = strconv.AppendInt(b.B, int64(v), 10)
	case s.Dec:
		b.B = strconv.AppendUint(b.B, v, 10)
	default:
		b.hex(v)
	}
}

// named writes a number that has a name, in the style for that.
func (b *Buf) named(name string, signed bool, v uint64, dec bool) {
	if b.o.Style == JSON {
		b.B = append(b.B, `{"name":`...)
		b.B = AppendJSONString(b.B, name)
		b.B = append(b.B, `,"value":`...)
		if signed {
			b.B = strconv.AppendInt(b.B, int64(v), 10)
		} else {
			b.B = strconv.AppendUint(b.B, v, 10)
		}
		b.B = append(b.B, '}')
		return
	}
	if b.o.Const == Names {
		b.name(name)
		return
	}
	switch {
	case dec && signed:
		b.B = strconv.AppendInt(b.B, int64(v), 10)
	case dec:
		b.B = strconv.AppendUint(b.B, v, 10)
	default:
		b.hex(v)
	}
	if b.o.Const == Both {
		b.Comment(name)
	}
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

func (b *Buf) punct(s string) {
	if b.o.Palette == nil || b.o.Style == JSON {
		b.B = append(b.B, s...)
		return
	}
	b.on(colPunct)
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

// NamedArg is Arg for an argument whose name text shows always.
func (b *Buf) NamedArg(name string) {
	if b.o.Style == JSON || b.o.ArgNames {
		b.Arg(name)
		return
	}
	b.sep(&b.lv[0])
	b.B = append(b.B, name...)
	b.punct("=")
}

// AuxField begins a part of what explains a result. Text shows it after the
// number, in parentheses, behind the word text; JSON as a member of "detail".
// A value follows; EndAux ends the last part.
func (b *Buf) AuxField(text, name string) {
	b.aux()
	if b.o.Style == JSON {
		b.key(name)
	} else if text != "" {
		b.B = append(b.B, text...)
		b.B = append(b.B, ' ')
	}
}

// AuxWord says a part that is only a word, as in 0 (Timeout).
func (b *Buf) AuxWord(w string) {
	b.aux()
	if b.o.Style == JSON {
		b.key("note")
		b.B = AppendJSONString(b.B, w)
	} else {
		b.B = append(b.B, w...)
	}
}

func (b *Buf) aux() {
	if l := b.top(); l.kind == inAux {
		b.sep(l)
		return
	}
	if b.o.Style == JSON {
		b.B = append(b.B, `,"detail":{`...)
	} else {
		b.punct(" (")
	}
	b.push(inAux)
	b.top().n = 1
}

// EndAux ends the explanation of a result, if there is one.
func (b *Buf) EndAux() {
	if b.top().kind != inAux {
		return
	}
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, '}')
	} else {
		b.punct(")")
	}
}

// Visible is the width of what has been written, on a screen.
func (b *Buf) Visible() int { return len(b.B) - b.inv }

// BeginCall begins a call: text shows its name and a parenthesis. Arguments
// follow, then EndCall.
func (b *Buf) BeginCall(name string) {
	if b.o.Style == JSON {
		return
	}
	b.on(colCall)
	b.B = append(b.B, name...)
	b.off()
	b.punct("(")
}

// EndCall ends a call's arguments. Text adds blanks so that the result begins
// at column; what was written before b's content took lead columns. A result
// follows.
func (b *Buf) EndCall(lead, column int) {
	if b.o.Style == JSON {
		b.B = append(b.B, `},"ret":`...)
		b.lv[0] = level{kind: inOne}
		return
	}
	b.punct(")")
	b.lv[0] = level{kind: inOne}
	b.B = append(b.B, ' ')
	for n := lead + b.Visible(); n < column; n++ {
		b.B = append(b.B, ' ')
	}
	b.punct("= ")
}

// Error says the result of a failed call. With restart, the kernel is about to
// make the call again or to pretend that it was interrupted, and the program
// will not see the number.
func (b *Buf) Error(ret int64, name, text string, restart bool) {
	if b.o.Style == JSON {
		b.B = strconv.AppendInt(b.B, -1, 10)
		b.B = append(b.B, `,"errno":{"name":`...)
		b.B = AppendJSONString(b.B, name)
		b.B = append(b.B, `,"value":`...)
		b.B = strconv.AppendInt(b.B, -ret, 10)
		b.B = append(b.B, `,"text":`...)
		b.B = AppendJSONString(b.B, text)
		b.B = append(b.B, '}')
		return
	}
	b.on(colError)
	if restart {
		b.B = append(b.B, "? "...)
	} else {
		b.B = append(b.B, "-1 "...)
	}
	if name == "" {
		b.B = append(b.B, "(errno "...)
		b.B = strconv.AppendInt(b.B, -ret, 10)
		b.B = append(b.B, ')')
	} else {
		b.B = append(b.B, name...)
		b.B = append(b.B, " ("...)
		b.B = append(b.B, text...)
		b.B = append(b.B, ')')
	}
	b.off()
}

// Cut completes what was begun and will not be said: for JSON, whose objects
// must end.
func (b *Buf) Cut() {
	if b.o.Style != JSON {
		return
	}
	if n := len(b.B); n > 0 && b.B[n-1] == ':' {
		b.B = append(b.B, "null"...)
	}
	for ; b.depth > 0; b.depth-- {
		switch l := b.top(); l.kind {
		case inStruct, inAux:
			b.B = append(b.B, '}')
		case inArray, inList:
			b.B = append(b.B, ']')
		case inFlags:
			b.EndFlags()
			b.depth++
		}
		if end := b.top().end; end != 0 {
			b.B = append(b.B, end)
		}
	}
}
