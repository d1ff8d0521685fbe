package gotrace

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/sink"
	"gotrace/syscalls"
)

// session is the handler that an engine reports to: it decides what is shown
// and counted, and hands it on.
type session struct {
	o      *Options
	f      *filter.Filter
	out    *sink.Out
	sink   sink.Sink // nil: nothing is shown
	dec    *syscalls.Dec
	tables filter.Tables
	names  map[uint64]string // of calls without a name, made once each
	places *filter.Places    // nil: paths and descriptors do not matter
	seen   filter.Set        // calls that were made
	hold   bool              // lines wait for the call's status
	words  [24]byte          // scratch for syscalls.Unpack

	program  int  // process id of what was started, 0 once it has ended
	launched bool // it has executed what it was started for
	late     bool // nothing is shown before that
	result   Result
	signaled time.Time // when result.Interrupted was set
	free     []*thread
	change   event.Change
	calls    uint64  // that were shown or counted
	unopened error   // why the output of what was started could not be opened
	stacks   *stacks // nil: stacks are not shown
	libraries
}

// thread is what the session keeps about a traced thread.
type thread struct {
	sink.Thread
	abi  event.ABI
	want bool // the call under way is to be shown and counted
	tampering
	tracing
	key uint64 // of the call under way, see syscalls.Key
}

func of(t *event.Thread) *thread { return t.Data.(*thread) }

// Born implements event.Handler.
func (s *session) Born(t *event.Thread, b *event.Birth) {
	var th *thread
	if n := len(s.free); n > 0 {
		th = s.free[n-1]
		s.free = s.free[:n-1]
	} else {
		th = &thread{}
	}
	th.Thread.Thread = t
	th.abi, th.want = event.AMD64, false
	th.Name, th.Desc = "", nil
	th.Tampered, th.hit, th.counts = 0, 0, th.counts[:0]
	t.Data = th
	th.Stack = nil
	if s.stacks != nil {
		s.stacks.born(th, b.Parent)
	}
	switch {
	case b.How == event.Started:
		s.program = t.PID
	case b.Parent != nil:
		th.abi = of(b.Parent).abi
	}
	if s.sink != nil {
		if err := s.sink.Open(&th.Thread); err != nil {
			if b.How == event.Started {
				s.unopened = err
			} else {
				s.warn(err.Error())
			}
		}
	}
	if (b.How != event.Started || s.o.Adopt != nil) && s.f.Quiet&filter.QuietAttach == 0 {
		s.flush()
		s.warn(s.attached(t))
	}
	if s.sink != nil {
		s.sink.Born(&th.Thread, b)
	}
}

// attached words the message about a newly traced thread.
func (s *session) attached(t *event.Thread) string {
	return fmt.Sprintf("Process %d attached", t.TID)
}

func (s *session) warn(text string) {
	if s.o.Warn != nil {
		s.o.Warn(text)
	}
}

func (s *session) flush() {
	if s.sink != nil {
		s.sink.Flush()
	}
}

// Enter implements event.Handler.
func (s *session) Enter(t *event.Thread) event.Next {
	th, c := of(t), &t.Call
	if c.ABI != th.abi {
		s.personality(th)
	}
	th.key = c.Nr
	var sub *syscalls.Desc
	if key := syscalls.Key(c); key != c.Nr {
		th.Raw = s.f.Raw.Has(c.ABI, key)
		if th.Raw {
			sub, th.Regs = syscalls.UnpackRaw(c, key, t.Mem, s.words[:])
		} else {
			sub = syscalls.Unpack(c, key, t.Mem, s.words[:])
		}
		if sub != nil {
			th.key = key
		}
	}
	s.seen.Add(c.ABI, th.key)
	skip := event.SkipExit
	if s.stacks != nil && s.stacks.enter(th) {
		skip = event.Continue
	}
	if !s.f.Trace.Has(c.ABI, th.key) {
		th.want = false
		return skip
	}
	if s.late && !s.launched {
		th.want = false
		return skip
	}
	s.lookup(th, sub)
	th.want = true
	if s.places != nil && !s.places.Match(t, th.Desc) {
		th.want = false
		return skip
	}
	if s.stacks != nil {
		s.stacks.early(th)
	}
	if len(s.f.Inject) > 0 {
		s.tamperEnter(th)
	}
	if s.sink == nil {
		return event.Continue
	}
	s.dec.Abbrev = s.f.Abbrev.Has(c.ABI, th.key)
	s.dec.Deref = s.f.Verbose.Has(c.ABI, th.key)
	if sub == nil {
		th.Raw = s.f.Raw.Has(c.ABI, th.key)
		if th.Raw && th.Desc != nil {
			th.Regs = th.Desc.Regs(c.ABI)
		}
	}
	s.sink.Enter(&th.Thread, s.hold)
	return event.Continue
}

// personality notes that a thread uses another ABI than before.
func (s *session) personality(th *thread) {
	th.abi = th.Call.ABI
	if s.f.Quiet&filter.QuietPersonality != 0 {
		return
	}
	note := fmt.Sprintf("[ Process PID=%d runs in %d bit mode. ]", th.TID, th.abi.Bits())
	if s.sink == nil {
		io.WriteString(s.out, note+"\n") // s.out keeps the error
		return
	}
	s.sink.Note(&th.Thread, note)
}

// lookup finds the description of the call that begins; sub is what it stands
// for, if it does.
func (s *session) lookup(th *thread, sub *syscalls.Desc) {
	c := &th.Call
	th.Prev = th.Name
	if sub != nil {
		th.Desc, th.Name = sub, sub.Name
		return
	}
	table := s.tables[c.ABI]
	if c.Nr < uint64(len(table)) && table[c.Nr] != nil {
		th.Desc = table[c.Nr]
		th.Name = th.Desc.Name
		return
	}
	th.Desc = nil
	th.Name = s.unknown(c.Nr)
}

// callName is the name of a call, or "".
func (s *session) callName(abi event.ABI, nr uint64) string {
	if t := s.tables[abi]; nr < uint64(len(t)) && t[nr] != nil {
		return t[nr].Name
	}
	return ""
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
	th, c := of(t), &t.Call
	if s.stacks != nil {
		s.stacks.leave(th)
	}
	if !th.want {
		return event.Continue
	}
	th.want = false
	if th.key != c.Nr {
		syscalls.Finish(c, th.key, t.Mem, s.words[:])
	}
	if th.hit != 0 {
		s.tamperLeave(th)
	}
	status := filter.Successful
	if c.Errno != 0 {
		status = filter.Failed
	}
	if s.f.Status&status == 0 {
		if s.sink != nil {
			s.sink.Drop(&th.Thread)
		}
		th.Stack = nil
		return event.Continue
	}
	if s.o.Summary != nil {
		s.o.Summary.Add(c.ABI, th.key, c.Errno != 0, c.End.Sys-c.Begin.Sys, c.End.Mono-c.Begin.Mono)
	}
	if s.sink == nil {
		return s.done()
	}
	s.dec.Abbrev = s.f.Abbrev.Has(c.ABI, th.key)
	s.dec.Deref = s.f.Verbose.Has(c.ABI, th.key)
	th.Dump = th.Desc != nil && s.f.Dumps(c, th.Desc.IO)
	if s.stacks != nil && !th.taken {
		s.stacks.take(th, true)
	}
	s.sink.Leave(&th.Thread)
	th.Stack = nil
	return s.done()
}

// done counts a call that was shown or counted.
func (s *session) done() event.Next {
	if s.calls++; s.calls == s.o.Limit {
		return event.DetachAll
	}
	return event.Continue
}

// Signal implements event.Handler.
func (s *session) Signal(t *event.Thread, sig *event.Signal) event.Next {
	if s.o.Adopt != nil && !s.launched {
		return event.Continue // it is still gotrace's own process, which the Go runtime sends SIGURG to
	}
	if s.sink != nil && s.f.Signals.Has(sig.Sig) {
		s.dec.Abbrev, s.dec.Deref = true, true
		th := of(t)
		s.interrupted(th)
		s.sink.Signal(&th.Thread, sig)
		th.Stack = nil
	}
	return event.Continue
}

// Stop implements event.Handler.
func (s *session) Stop(t *event.Thread, st *event.Stop) event.Next {
	if s.sink != nil && s.f.Signals.Has(st.Sig) {
		th := of(t)
		s.interrupted(th)
		s.sink.Stop(&th.Thread, st)
		th.Stack = nil
	}
	return event.Continue
}

// interrupted takes the stack of a thread that is to be shown at no call's end.
func (s *session) interrupted(th *thread) {
	if s.stacks != nil {
		s.stacks.take(th, false)
	}
}

// Exec implements event.Handler.
func (s *session) Exec(t *event.Thread, e *event.Exec) event.Next {
	first := t.PID == s.program && !s.launched
	if s.stacks != nil {
		s.stacks.executed(of(t))
	}
	if s.sink != nil {
		s.sink.Exec(&of(t).Thread, e, first)
	}
	s.gone(t.TID)
	s.gone(e.Former)
	if first {
		s.launched = true
	}
	if s.o.DetachOnExec && !first {
		return event.Detach
	}
	return event.Continue
}

// Exit implements event.Handler.
func (s *session) Exit(t *event.Thread, e *event.Exit) {
	th := of(t)
	if t.TID == s.program && e.SupersededBy == 0 {
		s.program = 0
		s.result.Status, s.result.Signal, s.result.Core = e.Status, e.Signal, e.Core
	}
	if s.sink != nil {
		if s.f.Status&filter.Unfinished == 0 {
			s.sink.Drop(&th.Thread)
		}
		quiet := s.f.Quiet&filter.QuietExit != 0
		switch {
		case e.SupersededBy != 0:
			quiet = s.f.Quiet&filter.QuietThreadExecve != 0
		case e.Signal != 0:
			quiet = !s.f.Signals.Has(e.Signal)
		}
		s.sink.Exit(&th.Thread, e, quiet || e.Vanished)
	}
	s.bury(t)
}

// Detached implements event.Handler.
func (s *session) Detached(t *event.Thread, u *event.Unwatched) {
	th := of(t)
	if s.sink != nil {
		if s.f.Status&filter.Detached == 0 {
			s.sink.Drop(&th.Thread)
		}
		s.sink.Detached(&th.Thread, u)
	}
	if s.f.Quiet&filter.QuietAttach == 0 {
		s.flush()
		s.warn(fmt.Sprintf("Process %d detached", t.TID))
	}
	s.bury(t)
}

// gone tells that what belonged to a thread alone does not any more.
func (s *session) gone(tid int) {
	if s.dec.O.Rings != nil {
		s.dec.O.Rings.Gone(tid)
	}
}

// bury keeps a thread's state for the next one.
func (s *session) bury(t *event.Thread) {
	s.gone(t.TID)
	th := of(t)
	if s.stacks != nil {
		s.stacks.gone(th)
	}
	t.Data = nil
	th.Thread.Thread = nil
	s.free = append(s.free, th)
}
