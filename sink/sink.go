// Package sink turns decoded events into output: text in strace's format, or
// JSON lines. A sink decides what a line looks like as a whole - who, when,
// interrupted by whom - and where lines go; what stands within a call's
// parentheses it gets from package syscalls.
package sink

import (
	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/unwind"
)

// A Thread is what a sink keeps about a traced thread.
type Thread struct {
	*event.Thread
	Desc *syscalls.Desc // the call under way, or the last one; nil: not known
	Name string         // of that call
	Prev string         // name of the call before it, or ""
	Raw  bool           // its arguments are to be shown as bare registers
	Regs int            // how many registers these are

	Dump     bool      // the data of the call that has ended is to be shown in full
	Tampered Tampering // what was done to the call that has ended

	// Stack is that of the event to be shown, or, from the entry of a call that
	// ends the thread on, the one that Exit is to show. nil: none is.
	Stack *unwind.Stack

	line
	in     bool   // a call is under way, and shown
	called bool   // the call under way was said to have executed a program
	comm   []byte // its name, where lines show it
	out    *Out   // where its lines go, in text
}

// A line is that of a call, from its beginning to its end.
type line struct {
	buf     emit.Buf // the call under way: in text all of it, in JSON its arguments and result
	next    int      // the argument that decoding goes on with when the call is done
	written int      // bytes of buf that are in the output already; -1: held back
	shown   int      // their width
	col     int      // width of what stands before buf's content
}

// Tampering is what was done to a call.
type Tampering uint8

const (
	TamperedArgs   Tampering = 1 << iota // memory that arguments point to
	TamperedResult                       // the call was not made, its result is made up
	Delayed
)

// tampered says it in text.
var tampered = [...]string{
	TamperedArgs:                            " (INJECTED: args)",
	TamperedResult:                          " (INJECTED)",
	TamperedArgs | TamperedResult:           " (INJECTED: args, retval)",
	Delayed:                                 " (DELAYED)",
	TamperedArgs | Delayed:                  " (INJECTED: args) (DELAYED)",
	TamperedResult | Delayed:                " (INJECTED) (DELAYED)",
	TamperedArgs | TamperedResult | Delayed: " (INJECTED: args, retval) (DELAYED)",
}

// A Sink shows events.
type Sink interface {
	// Open prepares t for being shown. After an error t can be shown, too, but
	// what is shown of it is lost.
	Open(t *Thread) error
	// Enter shows the beginning of a call; hold keeps it back until Leave, Drop,
	// Exit or Detached says what becomes of it.
	Enter(t *Thread, hold bool)
	// Leave shows the rest of a call. Without an Enter before it, it shows
	// the result and no argument.
	Leave(t *Thread)
	// Drop forgets the beginning of a call that was held back.
	Drop(t *Thread)
	// LibEnter and LibLeave show the beginning and the end of a call of a library
	// function, of which one that has a Copy has no beginning to be shown; LibLost
	// tells that there is no end.
	LibEnter(t *Thread, c *LibCall)
	LibLeave(t *Thread, c *LibCall)
	LibLost(t *Thread, c *LibCall)
	Signal(t *Thread, s *event.Signal)
	Stop(t *Thread, s *event.Stop)
	// Exec tells that t executes a program; first is what gotrace started.
	Exec(t *Thread, e *event.Exec, first bool)
	Born(t *Thread, b *event.Birth)
	// Exit shows the thread's end; quiet leaves out the line that says so, but
	// not the end of a call that was under way.
	Exit(t *Thread, e *event.Exit, quiet bool)
	Detached(t *Thread, u *event.Unwatched)
	// Note shows a line about t, whose call begins, that is no event, such as
	// strace's "[ Process PID=1 runs in 32 bit mode. ]".
	Note(t *Thread, text string)
	// Flush writes out what is held in memory.
	Flush()
}
