package sink

import (
	"gotrace/emit"
	"gotrace/event"
	"gotrace/proto"
	"gotrace/syscalls"
	"gotrace/unwind"
)

// A LibCall is what a sink keeps about a call of a library function, from its
// beginning to its end. It may be used again after that.
type LibCall struct {
	*event.LibCall
	Proto *proto.Func
	Stack *unwind.Stack // of the caller, at the call's end; nil: it is not shown
	line
	call proto.Call
}

// LibOptions are how calls of library functions look in text.
type LibOptions struct {
	Callers bool // who calls is shown
	Indent  int  // blanks for each level of nesting
}

// beginLib begins decoding c.
func beginLib(d *syscalls.Dec, t *Thread, c *LibCall) {
	d.Begin(t.Thread, &c.buf)
	if c.Mem != nil {
		d.Mem = c.Mem
	}
	d.Abbrev, d.Deref = true, true
	c.buf.ABI = c.ABI
}

// enterLib says the arguments that are known when c begins.
func enterLib(d *syscalls.Dec, t *Thread, c *LibCall) {
	e := c.LibCall
	c.call.Renew()
	c.call.ABI, c.call.Int, c.call.Float, c.call.Stack, c.call.Entry = e.ABI, e.Int, e.Float, e.Stack, e.IP
	c.next = c.Proto.Enter(d, &c.call)
}

// leaveLib says the rest of c, and what it returned, in column.
func leaveLib(d *syscalls.Dec, t *Thread, c *LibCall, column int) {
	e := c.LibCall
	beginLib(d, t, c)
	c.call.Ret, c.call.RetFloat, c.call.X87, c.call.Errno = e.Ret, e.RetFloat, e.X87, e.Failure
	if !c.Copy {
		c.Proto.Leave(d, &c.call, c.next)
	} else {
		c.call.ABI = e.ABI
	}
	c.buf.EndCall(c.col, column)
	c.Proto.Result(d, &c.call)
}

// LibEnter implements Sink.
func (s *Text) LibEnter(t *Thread, c *LibCall) {
	c.buf.Init(s.emit)
	c.written, c.shown = 0, 0
	if c.Copy {
		return // its line begins with its end
	}
	beginLib(s.dec, t, c)
	module := ""
	if s.o.Lib.Callers || c.Entry {
		module = c.Module
	}
	c.buf.BeginLibCall(module, c.Shown, c.Entry)
	enterLib(s.dec, t, c)
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
	o.buf = append(o.buf, c.Shown...)
	o.buf = append(o.buf, " resumed> "...)
	c.col = t.col + len(o.buf) - start - c.shown
}

// LibLeave implements Sink.
func (s *Text) LibLeave(t *Thread, c *LibCall) {
	s.resumeLib(t, c)
	leaveLib(s.dec, t, c, s.o.Column)
	o := t.out
	o.buf = append(o.buf, c.buf.B[c.written:]...)
	if s.o.Took {
		o.buf = append(o.buf, " <"...)
		o.buf = appendSeconds(o.buf, c.End.Mono-c.Begin.Mono, s.o.TookDigits, 1)
		o.buf = append(o.buf, '>')
	}
	o.buf = append(o.buf, '\n')
	o.cur = nil
	o.appendStack(c.Stack)
	o.done()
}

// LibLost implements Sink.
func (s *Text) LibLost(t *Thread, c *LibCall) {
	o := t.out
	if o == nil || o.cur != &c.line {
		return // its line has ended as unfinished
	}
	how := " <unfinished ...>\n"
	if c.Ends || s.manner.noReturn != "" {
		how = " <no return ...>\n"
	}
	o.buf = append(o.buf, how...)
	o.cur = nil
	o.appendStack(c.Stack)
	o.done()
}

// LibEnter implements Sink.
func (s *JSON) LibEnter(t *Thread, c *LibCall) {
	c.buf.Init(emit.Options{Style: emit.JSON})
	if c.Copy {
		return
	}
	beginLib(s.dec, t, c)
	enterLib(s.dec, t, c)
}

// LibLeave implements Sink.
func (s *JSON) LibLeave(t *Thread, c *LibCall) {
	leaveLib(s.dec, t, c, 0)
	s.lib(t, c)
	if c.Begin.Mono != 0 {
		s.out.buf = append(s.out.buf, `,"duration":`...)
		s.out.buf = appendSeconds(s.out.buf, c.End.Mono-c.Begin.Mono, 9, 1)
	}
	s.stack(c.Stack)
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
	s.stack(c.Stack)
	s.end()
}

// lib writes the object of a call up to what its Buf holds.
func (s *JSON) lib(t *Thread, c *LibCall) {
	s.begin("libcall", t, &c.Begin)
	s.str("abi", c.ABI.String())
	s.str("module", c.Module)
	s.str("name", c.Name)
	if c.Shown != c.Name {
		s.str("demangled", c.Shown)
	}
	if c.Entry {
		s.raw("entry", []byte("true"))
	}
	s.int("depth", int64(c.Depth))
	s.ip(c.IP)
	s.out.buf = append(s.out.buf, `,"args":{`...)
	s.out.buf = append(s.out.buf, c.buf.B...)
}
