package proto

import (
	"bytes"
	"math"
	"strings"

	"gotrace/event"
)

// Arguments that a format describes: printf(3), scanf(3).

// spec is a conversion in a format.
type spec struct {
	conv    byte
	length  byte // h l j z t L; H for hh, q for ll
	skip    bool // scanf: it has no argument
	alloc   bool // scanf: what is stored is a pointer to allocated memory
	pos     int  // its argument, counted from 1; 0: the next
	width   int  // -1: none, star: an argument
	prec    int
	widthAt int // where width or prec is the star of an argument by number
	precAt  int
}

const star = -2

// maxPack bounds the arguments of a format that are shown.
const maxPack = len(packNames)

var packNames = [...]string{
	"va1", "va2", "va3", "va4", "va5", "va6", "va7", "va8", "va9", "va10", "va11", "va12", "va13", "va14", "va15", "va16",
	"va17", "va18", "va19", "va20", "va21", "va22", "va23", "va24", "va25", "va26", "va27", "va28", "va29", "va30", "va31", "va32",
}

// format is a format that is being read.
type format struct {
	p    []byte
	scan bool
}

// next returns the next conversion that has an argument.
func (f *format) next() (s spec, ok bool) {
	for {
		i := bytes.IndexByte(f.p, '%')
		if i < 0 || i+1 >= len(f.p) {
			return s, false
		}
		f.p = f.p[i+1:]
		s = spec{width: -1, prec: -1}
		if s.pos = f.dollar(); !f.scan {
			f.while("-+ #0'I")
		}
		if f.scan {
			for len(f.p) > 0 && (f.p[0] == '*' || f.p[0] == '\'') {
				s.skip = s.skip || f.p[0] == '*'
				f.p = f.p[1:]
			}
		}
		s.width, s.widthAt = f.count()
		if len(f.p) > 0 && f.p[0] == '.' && !f.scan {
			f.p = f.p[1:]
			if s.prec, s.precAt = f.count(); s.prec == -1 {
				s.prec = 0
			}
		}
		if f.scan && len(f.p) > 0 && f.p[0] == 'm' {
			s.alloc = true
			f.p = f.p[1:]
		}
		s.length = f.modifier()
		if len(f.p) == 0 {
			return s, false
		}
		s.conv = f.p[0]
		f.p = f.p[1:]
		switch s.conv {
		case '%':
			continue
		case 'm':
			if !f.scan {
				continue
			}
		case 'S':
			s.conv, s.length = 's', 'l'
		case 'C':
			s.conv, s.length = 'c', 'l'
		case '[':
			if f.scan {
				f.set()
			}
		}
		if !s.skip {
			return s, true
		}
	}
}

func (f *format) while(set string) {
	for len(f.p) > 0 && strings.IndexByte(set, f.p[0]) >= 0 {
		f.p = f.p[1:]
	}
}

// digits reads a number; n is how many digits it has.
func (f *format) digits() (v, n int) {
	for n < len(f.p) && f.p[n] >= '0' && f.p[n] <= '9' {
		v = min(10*v+int(f.p[n]-'0'), math.MaxInt32)
		n++
	}
	return v, n
}

// dollar reads the number of an argument, 2$, if one stands there.
func (f *format) dollar() int {
	v, n := f.digits()
	if n == 0 || n >= len(f.p) || f.p[n] != '$' {
		return 0
	}
	f.p = f.p[n+1:]
	return v
}

// count reads a width or precision: -1 if there is none.
func (f *format) count() (v, at int) {
	if len(f.p) > 0 && f.p[0] == '*' && !f.scan {
		f.p = f.p[1:]
		return star, f.dollar()
	}
	v, n := f.digits()
	if n == 0 {
		return -1, 0
	}
	f.p = f.p[n:]
	return v, 0
}

func (f *format) modifier() byte {
	if len(f.p) == 0 {
		return 0
	}
	c := f.p[0]
	switch c {
	case 'h', 'l':
		f.p = f.p[1:]
		if len(f.p) == 0 || f.p[0] != c {
			return c
		}
		f.p = f.p[1:]
		if c == 'h' {
			return 'H'
		}
		return 'q'
	case 'q', 'j', 'z', 't', 'L', 'Z':
		f.p = f.p[1:]
		return c
	}
	return 0
}

// set skips the characters of a scanf set up to its bracket; the first one may
// be a bracket that is meant.
func (f *format) set() {
	i := 0
	if i < len(f.p) && f.p[i] == '^' {
		i++
	}
	if i < len(f.p) && f.p[i] == ']' {
		i++
	}
	if n := bytes.IndexByte(f.p[min(i, len(f.p)):], ']'); n >= 0 {
		f.p = f.p[i+n+1:]
		return
	}
	f.p = nil
}

// Types of a format's arguments.
var (
	schar, short, integer, long, llong     = Type{Kind: Schar}, Type{Kind: Short}, Type{Kind: Int}, Type{Kind: Long}, Type{Kind: Llong}
	uchar, ushort, unsigned, ulong, ullong = Type{Kind: Uchar}, Type{Kind: Ushort}, Type{Kind: Uint}, Type{Kind: Ulong}, Type{Kind: Ullong}

	hexchar, hexshort, hexint, hexlong, hexllong = Type{Kind: Uchar, Lens: Hex}, Type{Kind: Ushort, Lens: Hex}, Type{Kind: Uint, Lens: Hex}, Type{Kind: Ulong, Lens: Hex}, Type{Kind: Ullong, Lens: Hex}
	octchar, octshort, octint, octlong, octllong = Type{Kind: Uchar, Lens: Oct}, Type{Kind: Ushort, Lens: Oct}, Type{Kind: Uint, Lens: Oct}, Type{Kind: Ulong, Lens: Oct}, Type{Kind: Ullong, Lens: Oct}

	char       = Type{Kind: Char}
	opaque     = Type{Kind: Pointer}
	float      = Type{Kind: Float}
	double     = Type{Kind: Double}
	longDouble = Type{Kind: LongDouble}
	hexDouble  = Type{Kind: Double, Lens: Hex}
	hexLong    = Type{Kind: LongDouble, Lens: Hex}
	zero       = Expr{Op: Zero}
	chars      = Type{Kind: Array, Lens: Text, Elem: &char, Len: &zero}
	wides      = Type{Kind: Array, Lens: Text, Elem: &integer, Len: &zero}
	str        = Type{Kind: Pointer, Elem: &chars}
	wstr       = Type{Kind: Pointer, Elem: &wides}
	strRef     = Type{Kind: Pointer, Elem: &str}
	wstrRef    = Type{Kind: Pointer, Elem: &wstr}
)

// byLength has the types of integers by length: hh h none l ll.
var (
	signedTypes   = [...]*Type{&schar, &short, &integer, &long, &llong}
	unsignedTypes = [...]*Type{&uchar, &ushort, &unsigned, &ulong, &ullong}
	hexTypes      = [...]*Type{&hexchar, &hexshort, &hexint, &hexlong, &hexllong}
	octTypes      = [...]*Type{&octchar, &octshort, &octint, &octlong, &octllong}
)

func (s *spec) size() int {
	switch s.length {
	case 'H':
		return 0
	case 'h':
		return 1
	case 'l', 'z', 't', 'Z':
		return 3
	case 'q', 'L', 'j':
		return 4
	}
	return 2
}

// number returns the type of a conversion's integer or floating point number;
// nil: it is for something else.
func (s *spec) number() *Type {
	switch s.conv {
	case 'd', 'i':
		return signedTypes[s.size()]
	case 'u':
		return unsignedTypes[s.size()]
	case 'x', 'X', 'b', 'B':
		return hexTypes[s.size()]
	case 'o':
		return octTypes[s.size()]
	case 'f', 'F', 'e', 'E', 'g', 'G':
		if s.length == 'L' {
			return &longDouble
		}
		return &double
	case 'a', 'A':
		if s.length == 'L' {
			return &hexLong
		}
		return &hexDouble
	}
	return nil
}

// passed returns the type as which printf's argument is passed.
func (s *spec) passed() *Type {
	if s.conv == 'c' {
		return &integer
	}
	if t := s.number(); t != nil {
		return t
	}
	return &opaque
}

// maxFormat bounds what is read of a format.
const maxFormat = 4096

// format returns the text of the format whose address p is.
func (s *sayer) format(p []byte, scan bool) (f format) {
	f.scan = scan
	if p == nil {
		return f
	}
	for i := range s.f.Params {
		m := &s.f.Params[i]
		if m.Pack == NoPack {
			continue
		}
		a := addr(s.ABI, s.word(p))
		if e := m.Type.Elem; e == nil || e.Kind != Array || e.Elem.Size(s.ABI) == 1 {
			f.p, _, _ = s.CString(a, maxFormat)
			return f
		}
		// A wide format: what matters of it is ASCII.
		q := s.Read(a, 4*maxFormat)
		n := 0
		for ; 4*n+4 <= len(q) && !blank(q[4*n:4*n+4]); n++ {
			if q[n] = q[4*n]; q[4*n+1]|q[4*n+2]|q[4*n+3] != 0 {
				q[n] = '?'
			}
		}
		f.p = q[:n]
	}
	return f
}

// printf says the arguments behind the format at p, which src has next.
func (s *sayer) printf(p []byte, src source) {
	f := s.format(p, false)
	all := f
	for n := 0; ; {
		c, ok := f.next()
		if !ok {
			return
		}
		if c.pos > 0 {
			s.numbered(all, src)
			return
		}
		if c.width == star && !s.count(&n, &src, &c.width) || c.prec == star && !s.count(&n, &src, &c.prec) {
			return
		}
		if n == maxPack {
			return
		}
		q, _ := src.next(c.passed())
		s.Arg(packNames[n])
		n++
		s.converted(&c, q)
	}
}

// count says an argument that is a width or precision.
func (s *sayer) count(n *int, src *source, v *int) bool {
	if *n == maxPack {
		return false
	}
	q, _ := src.next(&integer)
	s.Arg(packNames[*n])
	*n++
	if q == nil {
		s.Unreadable()
		return true
	}
	*v = int(int64(s.number(&integer, q)))
	s.value(&integer, q, 0)
	return true
}

// numbered says the arguments of a format that numbers them, in their order.
func (s *sayer) numbered(all format, src source) {
	for n := 1; n <= maxPack; n++ {
		c, count, ok := use(all, n)
		if !ok {
			return
		}
		s.Arg(packNames[n-1])
		if count {
			c = spec{conv: 'd'}
		}
		if c.prec == star {
			c.prec = -1
		}
		q, _ := src.next(c.passed())
		s.converted(&c, q)
	}
}

// use returns the conversion that uses argument n, or whether it is a width or
// precision.
func use(f format, n int) (c spec, count, ok bool) {
	for {
		c, ok = f.next()
		switch {
		case !ok:
			return c, false, false
		case c.pos == n:
			return c, false, true
		case c.widthAt == n || c.precAt == n:
			return c, true, true
		}
	}
}

// converted says an argument of printf.
func (s *sayer) converted(c *spec, q []byte) {
	if q == nil {
		s.Unreadable()
		return
	}
	switch t := c.number(); {
	case t != nil:
		s.value(t, q, 0)
	case c.conv == 'c':
		v := s.number(&integer, q)
		if c.length == 'l' && v > 0x7f {
			s.Uint(v & math.MaxUint32)
			return
		}
		s.Char(byte(v))
	case c.conv == 's':
		s.sayString(c, addr(s.ABI, s.word(q)))
	default:
		s.Opaque(addr(s.ABI, s.word(q)))
	}
}

// sayString says an argument for %s.
func (s *sayer) sayString(c *spec, a event.Addr) {
	if a == 0 {
		s.Nil()
		return
	}
	n := maxElems
	if c.prec >= 0 {
		n = min(c.prec, n)
	}
	mark := s.Mark()
	if c.length == 'l' {
		s.text(&integer, a, n)
	} else {
		s.text(&char, a, n)
	}
	s.Release(mark)
}

// scanf says what has been stored where the arguments behind the format at p
// lead to, which src has next.
func (s *sayer) scanf(p []byte, src source) {
	r, _ := s.f.result(s.Dec, s.c)
	stored, _ := s.integer(s.f.Ret, r)
	f := s.format(p, true)
	for n, fields := 0, int64(0); n < maxPack; n++ {
		c, ok := f.next()
		if !ok {
			return
		}
		q, _ := src.next(&opaque)
		s.Arg(packNames[n])
		known := fields < stored || c.conv == 'n' && fields <= stored && stored >= 0
		switch {
		case q == nil:
			s.Unreadable()
		case !known:
			s.Opaque(addr(s.ABI, s.word(q)))
		default:
			s.scanned(&c, addr(s.ABI, s.word(q)))
		}
		if c.conv != 'n' {
			fields++
		}
	}
}

// scanned says what scanf has stored at a.
func (s *sayer) scanned(c *spec, a event.Addr) {
	wide := c.length == 'l'
	if c.alloc {
		t := &strRef
		if wide {
			t = &wstrRef
		}
		s.pointer(t, a)
		return
	}
	mark := s.Mark()
	defer s.Release(mark)
	switch c.conv {
	case 's', '[':
		if wide {
			s.text(&integer, a, maxElems)
		} else {
			s.text(&char, a, maxElems)
		}
		return
	case 'c':
		n := max(c.width, 1)
		if wide {
			s.text(&integer, a, n)
		} else if n > 1 {
			s.Bytes(a, uint64(n))
		} else {
			s.stored(&char, a)
		}
		return
	case 'n':
		s.stored(signedTypes[c.size()], a)
		return
	}
	t := c.number()
	switch {
	case t == nil:
		t = &opaque
	case t == &double && c.length != 'l' || t == &hexDouble && c.length != 'l':
		t = &float
	case t == &hexDouble:
		t = &double
	}
	s.stored(t, a)
}

// stored says the t at a.
func (s *sayer) stored(t *Type, a event.Addr) {
	p := s.ReadAll(a, t.Size(s.ABI))
	if p == nil {
		s.Opaque(a)
		return
	}
	s.value(t, p, a)
}
