package sink

import (
	"strconv"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// Manner is whose manner lines of text have.
type Manner uint8

const (
	Strace Manner = iota
	Ltrace
)

// manner is what differs: words, and how some events are shown.
type manner struct {
	call      string // before the names of system calls
	resumed   string // behind a call's name
	exited    string // before the status
	exitedEnd string // behind it
	core      string
	noReturn  string // ends a call that the thread does not return from; "": it has a result, ?
	pid       int    // width of a thread's id, at least
	seconds   int    // of a relative time's
	ip        func(dst []byte, abi event.ABI, ip event.Addr) []byte
	signal    func(s *Text, t *Thread, sig *event.Signal)
	stop      bool   // stops of processes are shown
	called    string // when another program is executed; "": nothing is said
}

var manners = [...]manner{
	Strace: {
		resumed: " resumed>",
		exited:  "+++ exited with ",
		core:    " (core dumped)",
		pid:     5,
		seconds: 6,
		ip:      appendIP,
		signal:  (*Text).siginfo,
		stop:    true,
	},
	Ltrace: {
		call:      "SYS_",
		resumed:   " resumed> ",
		exited:    "+++ exited (status ",
		exitedEnd: ")",
		noReturn:  " <no return ...>",
		seconds:   3,
		ip:        appendShortIP,
		signal:    (*Text).signalText,
		called:    "--- Called exec() ---",
	},
}

// appendShortIP appends an instruction pointer as ltrace does.
func appendShortIP(dst []byte, abi event.ABI, ip event.Addr) []byte {
	if ip == 0 {
		ip = event.Addr(^uint64(0) >> (64 - abi.Bits())) // nowhere
	}
	return emit.AppendHex(dst, uint64(ip))
}

// signalText says what a signal means.
func (s *Text) signalText(t *Thread, sig *event.Signal) {
	o := t.out
	o.buf = append(o.buf, " ("...)
	switch text := xlat.SignalText(sig.Sig); {
	case text != "":
		o.buf = append(o.buf, text...)
	case sig.Sig >= sigRTMin:
		o.buf = append(o.buf, "Real-time signal "...)
		o.buf = strconv.AppendInt(o.buf, int64(sig.Sig-sigRTMin), 10)
	default:
		o.buf = append(o.buf, "Unknown signal "...)
		o.buf = strconv.AppendInt(o.buf, int64(sig.Sig), 10)
	}
	o.buf = append(o.buf, ')')
}

// sigRTMin is the C library's first real-time signal: it keeps two for itself.
const sigRTMin = 34

// called says that another program is executed. The call that did it has no
// result to be shown.
func (s *Text) called(t *Thread, e *event.Exec) {
	s.unfinish(t, "", true)
	t.called = true
	s.begin(t, &e.When, 0)
	s.endLine(t, s.manner.called)
}
