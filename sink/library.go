package sink

import (
	"encoding/binary"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
)

// A LibCall is what a sink keeps about a call of a library function, from its
// beginning to its end. It may be used again after that.
type LibCall struct {
	*event.LibCall
	line
}

// LibOptions are how calls of library functions look in text.
type LibOptions struct {
	Modules bool // who calls is shown
	Indent  int  // blanks for each level of nesting
}

// unknownArgs is how many arguments are shown of a function without a prototype.
const unknownArgs = 4

// libArgs says the arguments of a function without a prototype.
func libArgs(d *syscalls.Dec, c *event.LibCall) {
	var words [unknownArgs]uint64
	size := c.ABI.PtrSize()
	if c.ABI == event.AMD64 {
		copy(words[:], c.Int[:])
	} else {
		mark := d.Mark()
		p := d.Read(c.Stack, unknownArgs*size)
		for i := 0; (i+1)*size <= len(p); i++ {
			words[i] = uint64(binary.LittleEndian.Uint32(p[i*size:]))
		}
		d.Release(mark)
	}
	for i, w := range words {
		d.Arg(unknownNames[i])
		guess(d, w)
	}
}

var unknownNames = [unknownArgs]string{"arg1", "arg2", "arg3", "arg4"}

// guess says a number of which nothing is known: small ones are likely to be
// numbers, others addresses.
func guess(d *syscalls.Dec, v uint64) {
	const small = 10000
	if n := int64(v); n > -small && n < small {
		d.Int(n)
	} else {
		d.Hex(v)
	}
}

// beginLib begins decoding c.
func beginLib(d *syscalls.Dec, t *Thread, c *LibCall) {
	d.Begin(t.Thread, &c.buf)
	c.buf.ABI = c.ABI
}

// LibEnter implements Sink.
func (s *Text) LibEnter(t *Thread, c *LibCall) {
	c.buf.Init(s.emit)
	c.written, c.shown = 0, 0
	if c.Copy {
		return // its line begins with its end
	}
	beginLib(s.dec, t, c)
	caller := ""
	if s.o.Lib.Modules {
		caller = c.Module
	}
	c.buf.BeginLibCall(caller, c.Name, c.Entry)
	libArgs(s.dec, c.LibCall)
	s.begin(t, &c.Begin, c.IP)
	o := t.out
	s.indent(t, c)
	c.col = t.col
	o.buf = append(o.buf, c.buf.B...)
	c.written, c.shown = len(c.buf.B), c.buf.Visible()
	o.cur = &c.line
	o.done()
}

// indent shows how deep the call is nested.
func (s *Text) indent(t *Thread, c *LibCall) {
	for range c.Depth * s.o.Lib.Indent {
		t.out.buf = append(t.out.buf, ' ')
		t.col++
	}
}

// resumeLib makes c's line the one that is being written.
func (s *Text) resumeLib(t *Thread, c *LibCall) {
	o := t.out
	if o.cur == &c.line {
		return
	}
	s.begin(t, &c.End, c.IP)
	s.indent(t, c)
	start := len(o.buf)
	o.buf = append(o.buf, "<... "...)
	o.buf = append(o.buf, c.Name...)
	o.buf = append(o.buf, " resumed> "...)
	c.col = t.col + len(o.buf) - start - c.shown
}

// LibLeave implements Sink.
func (s *Text) LibLeave(t *Thread, c *LibCall) {
	s.resumeLib(t, c)
	beginLib(s.dec, t, c)
	o := t.out
	c.buf.EndCall(c.col, s.o.Column)
	guess(s.dec, c.Ret[0])
	o.buf = append(o.buf, c.buf.B[c.written:]...)
	if s.o.Took {
		o.buf = append(o.buf, " <"...)
		o.buf = appendSeconds(o.buf, c.End.Mono-c.Begin.Mono, s.o.TookDigits, 1)
		o.buf = append(o.buf, '>')
	}
	o.buf = append(o.buf, '\n')
	o.cur = nil
	o.done()
}

// LibLost implements Sink.
func (s *Text) LibLost(t *Thread, c *LibCall) {
	o := t.out
	if o == nil || o.cur != &c.line {
		return // its line has ended as unfinished
	}
	how := " <unfinished ...>\n"
	if c.Ends {
		how = " <no return ...>\n"
	}
	o.buf = append(o.buf, how...)
	o.cur = nil
	o.done()
}

// LibEnter implements Sink.
func (s *JSON) LibEnter(t *Thread, c *LibCall) {
	c.buf.Init(emit.Options{Style: emit.JSON})
	if c.Copy {
		return
	}
	beginLib(s.dec, t, c)
	libArgs(s.dec, c.LibCall)
}

// LibLeave implements Sink.
func (s *JSON) LibLeave(t *Thread, c *LibCall) {
	beginLib(s.dec, t, c)
	c.buf.EndCall(0, 0)
	guess(s.dec, c.Ret[0])
	s.lib(t, c)
	if c.Begin.Mono != 0 {
		s.out.buf = append(s.out.buf, `,"duration":`...)
		s.out.buf = appendSeconds(s.out.buf, c.End.Mono-c.Begin.Mono, 9, 1)
	}
	s.end()
}

// LibLost implements Sink.
func (s *JSON) LibLost(t *Thread, c *LibCall) {
	c.buf.Cut()
	c.buf.EndCall(0, 0)
	how := `null,"unfinished":true`
	if c.Ends {
		how = `null,"no_return":true`
	}
	c.buf.B = append(c.buf.B, how...)
	s.lib(t, c)
	s.end()
}

// lib writes the object of a call up to what its Buf holds.
func (s *JSON) lib(t *Thread, c *LibCall) {
	s.begin("libcall", t, &c.Begin)
	s.str("abi", c.ABI.String())
	s.str("module", c.Module)
	s.str("name", c.Name)
	if c.Entry {
		s.raw("entry", []byte("true"))
	}
	s.int("depth", int64(c.Depth))
	s.ip(c.IP)
	s.out.buf = append(s.out.buf, `,"args":{`...)
	s.out.buf = append(s.out.buf, c.buf.B...)
}
