package gotrace

import (
	"io"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/filter"
	"gotrace/libcall"
	"gotrace/sink"
)

// Options say what is traced and how it is shown. The zero value with a
// Program shows its system calls and signals as text on standard error, as
// strace does but for Text.Column, which is 40 there. [Run] does not change Options.
type Options struct {
	// Program is started and traced; nil: only the processes of Attach are.
	// With neither there is nothing to trace, and Run returns at once.
	Program *Program
	// Adopt, if not nil, is a process that waits to become the Program (see
	// [Become]); otherwise Run starts one.
	Adopt *Adoption
	// Attach are the ids of processes or threads to attach to.
	Attach []int

	Follow       bool   // trace children, too (-f); attach to all threads
	DetachOnExec bool   // let go of a process that executes a program (-b execve)
	Limit        uint64 // let go of everything after so many calls that were shown or counted; 0: never
	KillOnExit   bool   // what is traced dies with the thread that called Run
	Seccomp      SeccompMode
	Affinity     AffinityMode

	// Filter says which events are shown, and how much of them; nil: all.
	Filter *filter.Filter

	JSON bool             // JSON lines instead of text
	Text sink.TextOptions // where output goes, and what a line of text has
	Emit emit.Options     // how values look in text

	StrLen *int // strings and arrays are cut after so many bytes or elements; nil: 32
	FDs    ctype.FDs
	PIDs   ctype.PIDs
	// Labels, if not nil, tells the security contexts of files. Those of threads are
	// Text.Labels, for JSON too.
	Labels ctype.Labels
	// Namespaces, if not nil, tells which ones calls have made or entered.
	Namespaces ctype.Namespaces
	VCPUs      ctype.VCPUs // nil: why virtual CPUs have stopped is not shown

	// Stack, if not nil, asks for the stack of the thread at each call and signal.
	Stack *StackOptions

	// Library, if not nil, says which calls of library functions are shown, too.
	// Without Filter.TraceGiven they are shown instead of system calls.
	Library *LibraryOptions
	// LibSummary, if not nil, counts them as Summary counts system calls.
	LibSummary Summary

	// Summary, if not nil, counts calls, and is written to the output at the end;
	// SummaryOnly shows nothing else.
	Summary     Summary
	SummaryOnly bool
	// Warn is told of what is no event, without a newline: attached and detached
	// processes (unless Filter.Quiet has QuietAttach), those that cannot be
	// attached to, a program that cannot be executed, and, unless Text.Dest.Warn
	// is told, output that cannot be written. nil: nobody is.
	Warn func(string)
	// Debug, if not nil, is told of each stop of a traced thread.
	Debug func(string)
	// Opened, if not nil, is called when the output is open and nothing is traced
	// yet. Opening a FIFO waits for its reader: until then a signal may end gotrace.
	Opened func()
	// Started, if not nil, is called when all is attached to and the program's
	// process exists and has inherited what it will: gotrace may now change its
	// own signals.
	Started func()
	// Interrupt, if not nil, ends tracing when a signal's number comes: the
	// started program gets the signal, and everything is let go. The program may
	// live on; nothing waits for its end.
	Interrupt <-chan int
}

// LibraryOptions say which calls of library functions are shown. They hold for
// dynamically linked programs; see package libcall.
type LibraryOptions struct {
	Calls   libcall.Filter // calls between modules, by who calls
	Into    libcall.Filter // and by who implements the function
	Entries libcall.Filter // functions at their entry
	Mangled bool           // names of C++ and Rust functions are shown as symbols
	Protos  []string       // files and folders of prototypes
	Elems   int            // of arrays that prototypes describe are shown; 0: 4
	Stubs   libcall.Stubs  // whether calls stop the program
	Indent  int            // blanks for each level of nesting, in text
	Callers CallerStyle
}

// CallerStyle says whether text shows who makes a call.
type CallerStyle uint8

const (
	CallersAuto  CallerStyle = iota // if it may be another module than the program itself
	CallersNever                    // but who has a function is shown at its entry
	CallersAlways
)

// Program is a program to start.
type Program struct {
	Path string      // its file, not looked for in PATH (see ptrace.LookPath)
	Args []string    // argv, its name for itself first
	Env  []string    // "NAME=value"; nil: the caller's own
	User *Credential // nil: the caller
}

// An Adoption is a process that waits to become a program.
type Adoption struct {
	PID   int
	Ready func() // is called to let it go on, when it is traced
}

// Credential is the user that a program runs as.
type Credential struct {
	UID, GID uint32
	Groups   []uint32
}

// SeccompMode says whether a started program gets a seccomp filter, so that it
// stops only at wanted calls.
type SeccompMode uint8

const (
	SeccompAuto SeccompMode = iota // if that is safe and saves stops
	SeccompYes                     // as SeccompAuto, but Options.Warn is told why there is none
	SeccompNo
)

// AffinityMode says whether the tracer and a program run on one CPU.
type AffinityMode uint8

const (
	AffinityAuto AffinityMode = iota // by what is measured, and only what Run started
	AffinityOn
	AffinityOff
)

// Summary counts calls and writes what it has counted when all is over. Package
// stats has strace's table.
type Summary interface {
	// Add counts a call that has ended. sys is the system's time that the
	// thread has used meanwhile, wall the time that has gone by, in nanoseconds.
	Add(abi event.ABI, nr uint64, failed bool, sys, wall int64)
	// AddAll counts n calls at once that have taken total together, and at least
	// shortest and at most longest each, of wall-clock time, in nanoseconds.
	AddAll(abi event.ABI, nr uint64, n uint64, total, shortest, longest int64)
	// NeedsSys and NeedsWall tell which of these times count.
	NeedsSys() bool
	NeedsWall() bool
	// Write writes the result; name returns the names of calls.
	Write(w io.Writer, name func(abi event.ABI, nr uint64) string) error
}

// Result is how the started program ended, or how tracing did.
type Result struct {
	Status      int  // exit status, when Signal is 0
	Signal      int  // the signal that killed it
	Core        bool // and a core was dumped
	Interrupted int  // the signal from Options.Interrupt that ended tracing, or 0
	// Hint is what the user may want to know about the filter, or "".
	Hint string
}
