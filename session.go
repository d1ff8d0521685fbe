package gotrace

import (
	"strconv"

	"gotrace/event"
	"gotrace/sink"
	"gotrace/syscalls"
)

// session is the handler that an engine reports to: it decides what is shown
// and counted, and hands it on.
type session struct {
	o      *Options
	sink   sink.Sink // nil: nothing is shown
	dec    *syscalls.Dec
	tables [event.NumABI][]*syscalls.Desc
	names  map[uint64]string // of unknown calls, made once each

	free []*thread
	stop bool // the engine was told to let go
}

// thread is what the session keeps about a traced thread.
type thread struct {
	sink.Thread
	abi   event.ABI
	shown bool // the call under way passed the filters
}

func (s *session) thread(t *event.Thread) *thread { return t.Data.(*thread) }

// Born implements event.Handler.
func (s *session) Born(t *event.Thread, b *event.Birth) {
	th := &thread{}
	if n := len(s.free); n > 0 {
		th = s.free[n-1]
		s.free = s.free[:n-1]
	}
	th.Thread.Thread = t
	th.abi = event.AMD64
	t.Data = th
	if s.sink != nil {
		if err := s.sink.Open(&th.Thread); err != nil {
			s.o.Warn(err)
		}
		s.sink.Born(&th.Thread, b)
	}
}

// Enter implements event.Handler.
func (s *session) Enter(t *event.Thread) event.Next {
	th := s.thread(t)
	s.lookup(th)
	s.sink.Enter(&th.Thread, false)
	return event.Continue
}

// lookup finds the description of the call that begins.
func (s *session) lookup(th *thread) {
	c := &th.Call
	table := s.tables[c.ABI]
	if c.Nr < uint64(len(table)) && table[c.Nr] != nil {
		th.Desc = table[c.Nr]
		th.Name = th.Desc.Name
		return
	}
	th.Desc = nil
	th.Name = s.unknown(c.Nr)
}

// unknown is the name of a call that no table has.
func (s *session) unknown(nr uint64) string {
	name, ok := s.names[nr]
	if !ok {
		name = "syscall_0x" + strconv.FormatUint(nr, 16)
		s.names[nr] = name
	}
	return name
}

// Leave implements event.Handler.
func (s *session) Leave(t *event.Thread) event.Next {
	th := s.thread(t)
	s.sink.Leave(&th.Thread)
	return event.Continue
}

// Signal implements event.Handler.
func (s *session) Signal(t *event.Thread, sig *event.Signal) event.Next {
	s.sink.Signal(&s.thread(t).Thread, sig)
	return event.Continue
}

// Stop implements event.Handler.
func (s *session) Stop(t *event.Thread, st *event.Stop) event.Next {
	s.sink.Stop(&s.thread(t).Thread, st)
	return event.Continue
}

// Exec implements event.Handler.
func (s *session) Exec(t *event.Thread, e *event.Exec) event.Next {
	s.sink.Exec(&s.thread(t).Thread, e)
	return event.Continue
}

// Exit implements event.Handler.
func (s *session) Exit(t *event.Thread, e *event.Exit) {
	s.sink.Exit(&s.thread(t).Thread, e, false)
	s.bury(t)
}

// Detached implements event.Handler.
func (s *session) Detached(t *event.Thread, u *event.Unwatched) {
	s.sink.Detached(&s.thread(t).Thread, u)
	s.bury(t)
}

// bury keeps a thread's state for the next one.
func (s *session) bury(t *event.Thread) {
	th := s.thread(t)
	t.Data = nil
	th.Thread.Thread = nil
	s.free = append(s.free, th)
}
