package gotrace

import (
	"fmt"

	"gotrace/event"
	"gotrace/sink"
)

// libraries is what the session keeps for calls of library functions.
type libraries struct {
	lib      libNamer // nil: nobody asks for them
	libFrees []*sink.LibCall
}

// libNamer tells the names of functions, by event.Func.Index.
type libNamer interface{ Names() []string }

// libName is a function's name in the summary.
func (s *session) libName(_ event.ABI, index uint64) string { return s.lib.Names()[index] }

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
		s.sink.LibLost(&of(t).Thread, call)
		s.libDone(c, call)
	}
}

func (s *session) libDone(c *event.LibCall, call *sink.LibCall) {
	c.Data, call.LibCall = nil, nil
	s.libFrees = append(s.libFrees, call)
}

// LibNote implements event.LibHandler.
func (s *session) LibNote(t *event.Thread, text string) {
	s.flush()
	s.warn(fmt.Sprintf("library calls of process %d: %s", t.PID, text))
}
