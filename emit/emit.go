// Package emit is where decoders say values. A decoder says "a struct begins",
// "a field called st_mode", "these flags"; a [Buf] turns that into strace's text
// or into JSON. It is the only place that writes punctuation, quotes or colour.
package emit

import (
	"strconv"

	"gotrace/event"
	"gotrace/xlat"
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
	Prefix   string   // of the names of system calls, in text
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
	n    uint32 // items so far
	end  uint8  // how the level's end is written in JSON
}

// Buf collects what decoders say. The zero value is ready after Init.
type Buf struct {
	B   []byte    // what has been written
	ABI event.ABI // of the call being decoded; decides names that differ between ABIs

	o     Options
	lv    [maxDepth]level
	depth int
	flags uint64     // the number whose flags are being said
	inv   int        // bytes of B that take no room on the screen
	lit   bool       // a colour is on
	style ConstStyle // what Plain has set aside
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

func (b *Buf) push(kind uint8) {
	b.depth++
	if b.depth < maxDepth {
		b.lv[b.depth] = level{kind: kind}
	}
}

// Deep tells that the nesting of values is near its bound: data that nests itself
// is to be shown as bytes now.
func (b *Buf) Deep() bool { return b.depth >= maxDepth-16 }

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

// BareField begins the member called name, of which text shows the value only.
func (b *Buf) BareField(name string) {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key(name)
	}
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

// Index begins an element of an array that is shown with its index, which has a
// name; an empty one is not known: text then shows a comment. A value follows,
// then EndIndex. JSON has the position alone.
func (b *Buf) Index(i uint64, name, unknown string) { b.IndexFrom(i, 0, name, unknown) }

// IndexFrom is Index for names that number the elements from base on, which text
// says: [IPV4_DEVCONF_FORWARDING-1].
func (b *Buf) IndexFrom(i, base uint64, name, unknown string) {
	b.value()
	b.push(inOne)
	if b.o.Style == JSON {
		return
	}
	b.punct("[")
	if name != "" {
		b.named(name, false, i, true)
		if base != 0 && b.o.Const == Names {
			b.punct("-")
			b.B = strconv.AppendUint(b.B, base, 10)
		}
	} else {
		b.B = strconv.AppendUint(b.B, i, 10)
		if b.o.Const != Raw {
			b.Comment(unknown)
		}
	}
	b.punct("]=")
}

// EndIndex ends what Index began.
func (b *Buf) EndIndex() { b.pop() }

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

// Rest says the bytes of an extensible struct that the kernel knew no field for
// when this was written: those from off on, the last of them before end.
func (b *Buf) Rest(p []byte, off, end uint64) {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key("rest")
		b.B = appendJSONBytes(b.B, p, off+uint64(len(p)) < end)
		return
	}
	b.B = append(b.B, "/* bytes "...)
	b.B = strconv.AppendUint(b.B, off, 10)
	b.B = append(b.B, ".."...)
	b.B = strconv.AppendUint(b.B, end-1, 10)
	b.B = append(b.B, " */ "...)
	b.B = AppendQuoted(b.B, p, HexAll)
	if off+uint64(len(p)) < end {
		b.punct("...")
	}
}

// Extra says bytes of an extensible struct from off on that are not known to mean
// something, as a member.
func (b *Buf) Extra(p []byte, off uint64) {
	b.Field("extra_data")
	b.Hexed(p, false)
	if b.o.Style == JSON {
		return
	}
	b.BeginComment()
	b.B = append(b.B, "bytes "...)
	b.B = strconv.AppendUint(b.B, off, 10)
	b.B = append(b.B, ".."...)
	b.B = strconv.AppendUint(b.B, off+uint64(len(p))-1, 10)
	b.EndComment()
}

// RestUnreadable says that these bytes cannot be read.
func (b *Buf) RestUnreadable() {
	b.sep(b.top())
	if b.o.Style == JSON {
		b.key("rest")
	}
	b.Unreadable()
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

// ChangedNamed is Changed where text names the member again.
func (b *Buf) ChangedNamed(name string) {
	b.Changed()
	if b.o.Style == Text {
		b.B = append(b.B, name...)
		b.punct("=")
	}
}

// EndInOut ends what InOut began.
func (b *Buf) EndInOut() {
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, '}')
	}
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

// Visible is the width of what has been written, on a screen.
func (b *Buf) Visible() int { return len(b.B) - b.inv }
