package event

// Func is a function as it is called from a module, or at its entry.
type Func struct {
	Name   string // without a symbol's version
	Module string // SONAME or file name of the module that calls it, or that it is part of
	Entry  bool   // it is watched at its entry, whoever calls it
	Index  int    // one number for all that have the same name, from 0
	Ends   bool   // it never returns

	Resolver bool // it returns which one of several functions is to be taken (STT_GNU_IFUNC)

	Library string // SONAME of the module that seems to implement it, or ""
	File    string // the same as a file, by the name that process PID has for it, or ""
	PID     int
	Shown   string // the name for people

	Errno bool // the handler wants to know why it failed, by the thread's errno

	// What the handler wants of the registers that hold floating point numbers: at
	// the call, at the return, and of the x87's.
	Floats, RetFloats, RetX87 bool

	// Plain tells that the handler needs no memory to show a call, but for the
	// arguments on the stack and the strings that Strings and RetString tell.
	Plain     bool
	Stacked   int   // words of arguments on the stack, whether the call is plain or not
	Strings   uint8 // a bit for each of LibCall.Int, or word on the stack of i386, that leads to one
	RetString bool

	// Data belongs to the handler.
	Data any
}

// LibCall is one call of a function of a library. It is reused after its end.
type LibCall struct {
	*Func
	ABI   ABI
	Int   [6]uint64 // amd64: rdi rsi rdx rcx r8 r9; i386: none
	Stack Addr      // of the first argument that is on the stack
	IP    Addr      // where it returns to
	Depth int       // how many calls of the thread are under way around it
	Copy  bool      // it began in the parent, before a fork

	Done bool      // it has returned: Ret is valid
	Ret  [2]uint64 // rax, rdx; i386: eax, edx

	Failure int // the thread's errno, if Func wants it and Ret may say that the call failed; 0: not known

	// What Func asks for.
	Float    [8][16]byte // xmm0 to xmm7
	RetFloat [2][16]byte // xmm0, xmm1
	X87      [10]byte    // st0

	Begin, End Stamp

	// Mem, if not nil, is what was recorded of memory when the call began, and
	// then when it returned; the thread's memory is no longer, or not yet, what it
	// was.
	Mem Memory

	// Data belongs to the handler.
	Data any
}

// LibCount is how often a function was called that nobody asked to see single
// calls of, and for how long it ran, in nanoseconds.
type LibCount struct {
	Calls                    uint64
	Total, Shortest, Longest int64 // of those that have returned
}

// LibHandler consumes calls of library functions. What Handler says holds.
type LibHandler interface {
	// LibFunc tells of a function whose calls will be reported. The handler may
	// fill in Shown, Ends, what it wants of registers and of memory, and Data.
	LibFunc(*Func, ABI)
	// LibEnter reports that a call begins.
	LibEnter(*Thread, *LibCall) Next
	// LibLeave reports that a call has returned.
	LibLeave(*Thread, *LibCall) Next
	// LibLost reports that a call will not return: it was jumped out of, an
	// exception went through it, or its return will not be seen.
	LibLost(*Thread, *LibCall)
	// LibCount reports calls that were only counted.
	LibCount(*Func, *LibCount)
	// LibNote tells what cannot be done about a thread's process.
	LibNote(t *Thread, text string)
}
