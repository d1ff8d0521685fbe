package gotrace

import (
	"fmt"
	"time"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/sink"
)

// tampering is what the session keeps about the meddling with a thread's calls.
type tampering struct {
	hit    uint64 // the injections that meet in the call under way, as bits
	counts []count
}

// A count is how many of a thread's calls of one name were subject to an
// injection. There are few of them: those of the names that the thread has used.
type count struct {
	rule int
	abi  event.ABI
	key  uint64
	n    uint64
}

// next counts one call more, and returns the number of it.
func (t *tampering) next(rule int, abi event.ABI, key uint64) uint64 {
	for i := range t.counts {
		if c := &t.counts[i]; c.key == key && c.abi == abi && c.rule == rule {
			c.n++
			return c.n
		}
	}
	t.counts = append(t.counts, count{rule, abi, key, 1})
	return 1
}

// tamperEnter does what injections say of the call that begins.
func (s *session) tamperEnter(th *thread) {
	c := &th.Call
	ch := event.Change{}
	th.hit, th.Tampered = 0, 0
	for i := range s.f.Inject {
		in := &s.f.Inject[i]
		if !in.Calls.Has(c.ABI, th.key) || !in.When.Hits(th.next(i, c.ABI, th.key)) {
			continue
		}
		th.hit |= 1 << i
		if in.Fault {
			ch.SetNr, ch.Nr = true, -1
			if in.Instead != nil {
				ch.Nr = in.Instead[c.ABI]
			}
		}
		if in.Signal != 0 {
			ch.Signal = in.Signal
		}
		ch.Delay = addDelay(ch.Delay, in.DelayEnter)
		s.poke(th, in.PokeEnter)
	}
	if th.hit != 0 {
		s.tell(th, ch)
	}
}

// tamperLeave does what injections say of the call that has ended.
func (s *session) tamperLeave(th *thread) {
	c := &th.Call
	ch := event.Change{}
	for i := range s.f.Inject {
		in := &s.f.Inject[i]
		if th.hit>>i&1 == 0 {
			continue
		}
		if in.Fault {
			ch.SetRet, ch.Ret = true, in.Ret
			th.Tampered |= sink.TamperedResult
		}
		if in.DelayEnter|in.DelayExit != 0 {
			th.Tampered |= sink.Delayed
		}
		ch.Delay = addDelay(ch.Delay, in.DelayExit)
		s.poke(th, in.PokeExit)
	}
	th.hit = 0
	if ch.SetRet {
		c.Ret, c.Errno = ch.Ret, 0
		if c.ABI == event.I386 {
			c.Ret = int64(int32(c.Ret))
		}
		if c.Ret < 0 && c.Ret >= -event.MaxErrno {
			c.Errno = int(-c.Ret)
		}
	}
	s.tell(th, ch)
}

// tell asks the engine for changes.
func (s *session) tell(th *thread, ch event.Change) {
	if ch != (event.Change{}) {
		s.change = ch
		th.Change = &s.change
	}
}

// addDelay adds without overflow.
func addDelay(sum int64, d time.Duration) int64 {
	const limit = 1 << 62
	return sum + min(int64(d), limit-sum)
}

// poke overwrites memory that arguments of the call point to.
func (s *session) poke(th *thread, pokes []filter.Poke) {
	c := &th.Call
	n := len(c.Args)
	if th.Desc != nil {
		n = th.Desc.Regs(c.ABI)
	}
	for _, p := range pokes {
		if p.Arg >= n {
			s.cannotPoke(th, "%s has no argument %d", th.Name, p.Arg+1)
			continue
		}
		w, ok := th.Mem.(event.Writer)
		if !ok || !w.WriteMem(c.Ptr(p.Arg), p.Data) {
			s.cannotPoke(th, "cannot write to the memory that argument %d of %s points to", p.Arg+1, th.Name)
			continue
		}
		th.Tampered |= sink.TamperedArgs
	}
}

func (s *session) cannotPoke(th *thread, format string, a ...any) {
	s.flush()
	s.warn(fmt.Sprintf("poke %d: ", th.TID) + fmt.Sprintf(format, a...))
}
