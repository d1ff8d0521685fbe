package gotrace

import (
	"fmt"

	"gotrace/event"
	"gotrace/libcall"
	"gotrace/proto"
	"gotrace/sink"
	"gotrace/unwind"

	"github.com/ianlancetaylor/demangle"
)

// libraries is what the session keeps for calls of library functions.
type libraries struct {
	lib      libNamer // nil: nobody asks for them
	libFrees []*sink.LibCall
	protos   *proto.Library
}

// libNamer tells the names of functions, by event.Func.Index.
type libNamer interface{ Names() []string }

// libName is a function's name in the summary.
func (s *session) libName(_ event.ABI, index uint64) string { return s.lib.Names()[index] }

// LibFunc implements event.LibHandler.
func (s *session) LibFunc(fn *event.Func, abi event.ABI) {
	p := s.protos.FindIn(fn.Library, fn.Name, fn.PID, fn.File)
	switch {
	case fn.Resolver:
		p = proto.Resolver
	case p == nil:
		p = proto.Unknown
	}
	fn.Data = p
	fn.Ends = fn.Ends || p.NoReturn
	fn.Errno = p.Errno || p.Sys != nil
	fn.Floats, fn.RetFloats, fn.RetX87 = abi == event.AMD64 && p.NeedsFloats(), p.ReturnsFloat(abi), p.ReturnsX87(abi)
	r, plain := p.Reach(abi)
	fn.Stacked = r.Stacked
	if plain && (r.Strings == 0 && !r.RetString || s.dec.O.StrLen <= libcall.StringLimit) {
		fn.Plain, fn.Strings, fn.RetString = true, r.Strings, r.RetString
	}
	if !s.o.Library.Mangled {
		fn.Shown = demangle.Filter(fn.Name, demangle.MaxLength(maxName))
	}
}

// maxName is how long demangled names may become, as a power of 2.
const maxName = 12

// LibEnter implements event.LibHandler.
func (s *session) LibEnter(t *event.Thread, c *event.LibCall) event.Next {
	if s.sink != nil {
		s.sink.LibEnter(&of(t).Thread, s.newLibCall(c))
	}
	return event.Continue
}

// newLibCall returns what the sink keeps about a call.
func (s *session) newLibCall(c *event.LibCall) *sink.LibCall {
	var call *sink.LibCall
	if n := len(s.libFrees); n > 0 {
		call = s.libFrees[n-1]
		s.libFrees = s.libFrees[:n-1]
	} else {
		call = &sink.LibCall{}
	}
	call.LibCall = c
	call.Proto, _ = c.Func.Data.(*proto.Func)
	c.Data = call
	return call
}

// LibLeave implements event.LibHandler.
func (s *session) LibLeave(t *event.Thread, c *event.LibCall) event.Next {
	if s.o.LibSummary != nil && !c.Copy {
		s.o.LibSummary.Add(event.AMD64, uint64(c.Index), false, 0, c.End.Mono-c.Begin.Mono)
	}
	if c.Copy && s.sink != nil {
		s.sink.LibEnter(&of(t).Thread, s.newLibCall(c))
	}
	if call, ok := c.Data.(*sink.LibCall); ok {
		call.Stack = s.callers(t, c)
		s.sink.LibLeave(&of(t).Thread, call)
		s.libDone(c, call)
	}
	return s.done()
}

// LibLost implements event.LibHandler.
func (s *session) LibLost(t *event.Thread, c *event.LibCall) {
	if s.o.LibSummary != nil {
		s.o.LibSummary.Add(event.AMD64, uint64(c.Index), false, 0, 0)
	}
	if call, ok := c.Data.(*sink.LibCall); ok && t.Data != nil {
		if c.Ends { // it begins now
			call.Stack = s.callers(t, c)
		}
		s.sink.LibLost(&of(t).Thread, call)
		s.libDone(c, call)
	}
}

// callers returns the stack that a call began on, or nil.
func (s *session) callers(t *event.Thread, c *event.LibCall) *unwind.Stack {
	if s.stacks == nil {
		return nil
	}
	th := of(t)
	s.stacks.trace(th, true, c)
	return &th.stack
}

func (s *session) libDone(c *event.LibCall, call *sink.LibCall) {
	c.Data, call.LibCall, call.Stack = nil, nil, nil
	s.libFrees = append(s.libFrees, call)
}

// LibCount implements event.LibHandler.
func (s *session) LibCount(fn *event.Func, c *event.LibCount) {
	if s.o.LibSummary != nil {
		s.o.LibSummary.AddAll(event.AMD64, uint64(fn.Index), c.Calls, c.Total, c.Shortest, c.Longest)
	}
}

// LibNote implements event.LibHandler.
func (s *session) LibNote(t *event.Thread, text string) {
	s.flush()
	s.warn(fmt.Sprintf("library calls of process %d: %s", t.PID, text))
}
