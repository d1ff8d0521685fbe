package unwind

import (
	"io"

	"gotrace/event"
)

// Frame is one level of a stack.
type Frame struct {
	IP         event.Addr // where the thread is, or where it will be back
	File       string     // what is mapped there, as in /proc/PID/maps; "": nothing that has a name
	FileOffset uint64     // of IP in File
	Symbol     string     // the function, demangled; "": not known
	Offset     uint64     // of IP from the symbol's address
	Source     string     // the source file, if the Unwinder was asked for it; "": not known
	Line       int
	Lost       bool // there is no code at IP
}

// Stack is a stack, innermost frame first.
type Stack struct {
	Frames []Frame
	Cut    bool // there are more frames
}

// Mapping is a piece of a process's memory.
type Mapping struct {
	Start, End event.Addr
	Offset     uint64 // of Start in the file
	Dev, Inode uint64
	Exec       bool
	Path       string     // as in /proc/PID/maps, " (deleted)" included
	Base       event.Addr // where the file's beginning is mapped; 0: nowhere
}

// FileID tells a file, and a content of it from another one.
type FileID struct {
	Dev, Inode   uint64
	Size         int64
	MTime, CTime int64 // nanoseconds
}

// File is an open file.
type File interface {
	io.ReaderAt
	io.Closer
}

// System is what an Unwinder asks of the operating system.
type System interface {
	// Maps appends the executable mappings of process pid to dst, in order.
	Maps(pid int, dst []Mapping) []Mapping
	// Stat tells which file m maps, and false if it cannot be found out.
	Stat(pid int, m *Mapping) (FileID, bool)
	// Open opens the file that m maps. sure: it is certainly that one.
	Open(pid int, m *Mapping) (f File, id FileID, sure bool, err error)
	// OpenPath opens a file by its name, as process pid or else as the caller
	// would find it.
	OpenPath(pid int, path string) (File, error)
	// Threads is how many threads process pid has.
	Threads(pid int) int
}

// Options say what an Unwinder finds out.
type Options struct {
	Limit  int  // frames of a stack; 0: DefaultLimit
	Source bool // source lines
	// Partial: not every call that changes a process's mappings is told of to
	// its Space, since not all its threads are traced.
	Partial bool
}

// DefaultLimit is strace's.
const DefaultLimit = 256

// Unwinder makes stack traces. It is for one goroutine.
type Unwinder struct {
	sys     System
	o       Options
	objects map[fileKey][]*object
	images  []*object // read from memory: vDSOs
	mem     window
	walker  walker
	code    [32]byte // scratch for instructions
}

type fileKey struct{ dev, inode uint64 }

// New returns an Unwinder.
func New(sys System, o Options) *Unwinder {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	return &Unwinder{sys: sys, o: o, objects: make(map[fileKey][]*object)}
}

// maxTurns is how often a stack may turn back to lower addresses without a
// signal frame, as where code switches to another stack.
const maxTurns = 8

// Trace appends the stack of a thread to dst[:0]. inCall tells that the thread's
// instruction pointer is behind the instruction that it executes (a system call),
// rather than at it (a signal).
func (s *Space) Trace(regs *event.Regs, mem event.Memory, inCall bool, dst []Frame) Stack {
	u := s.u
	u.mem.reset(mem)
	s.refresh()
	st := Stack{Frames: dst[:0]}
	w := &u.walker
	*w = walker{u: u, regs: *regs, exact: !inCall, inner: true}
	for turns := 0; ; {
		pc := w.pc()
		if pc == 0 {
			break
		}
		if len(st.Frames) == u.o.Limit {
			st.Cut = true
			break
		}
		f := Frame{IP: event.Addr(pc)}
		w.place = s.place(pc, w.exact, &f)
		if o := w.place.o; o != nil && o.abi != w.regs.ABI {
			w.place.at = nil
		}
		st.Frames = append(st.Frames, f)
		if f.Lost {
			break
		}
		sp := w.sp()
		if !w.step(s) {
			break
		}
		if now := w.sp(); now <= sp && !w.wasSignal {
			if now == sp && w.pc() == pc || turns == maxTurns {
				break
			}
			turns++
		}
	}
	return st
}
