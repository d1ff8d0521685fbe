// Package sink turns decoded events into output: text in strace's format, or
// JSON lines. A sink decides what a line looks like as a whole - who, when,
// interrupted by whom - and where lines go; what stands within a call's
// parentheses it gets from package syscalls.
package sink

import (
	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
)

// A Thread is what a sink keeps about a traced thread.
type Thread struct {
	*event.Thread
	Desc *syscalls.Desc // the call under way, or the last one; nil: not known
	Name string         // of that call
	Prev string         // name of the call before it, or ""
	Raw  bool           // its arguments are to be shown as bare registers

	buf     emit.Buf
	next    int  // where decoding goes on when the call is done
	in      bool // a call is under way, and shown
	written int  // bytes of buf that are in the output already; -1: held back
	shown   int  // their width
	col     int  // width of the line so far
	out     *Out
	last    int64 // when this thread's last line began, for -r with separate files
}

// InCall reports whether a call is under way that the sink has been told of.
func (t *Thread) InCall() bool { return t.in }

// A Sink shows events.
type Sink interface {
	// Open prepares t for being shown.
	Open(t *Thread) error
	// Enter shows the beginning of a call; hold keeps it back until it is done.
	Enter(t *Thread, hold bool)
	// Leave shows the rest of a call. Without an Enter before it, it shows
	// nothing but the result.
	Leave(t *Thread)
	// Drop forgets the beginning of a call that was held back.
	Drop(t *Thread)
	Signal(t *Thread, s *event.Signal)
	Stop(t *Thread, s *event.Stop)
	Exec(t *Thread, e *event.Exec)
	Born(t *Thread, b *event.Birth)
	// Exit shows the thread's end; quiet leaves out the line that says so, but
	// not the end of a call that was under way.
	Exit(t *Thread, e *event.Exit, quiet bool)
	Detached(t *Thread, u *event.Unwatched)
	// Note shows a line about t that is no event, such as strace's "[ Process
	// PID=1 runs in 32 bit mode. ]".
	Note(t *Thread, text string)
	// Flush writes out what is held in memory.
	Flush()
}
