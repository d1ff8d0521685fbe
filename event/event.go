// Package event is the vocabulary of gotrace: what a traced program does at its
// borders, as plain structs. An engine (package ptrace) fills them in, a
// [Handler] consumes them. Nothing here knows how an event was caught, what a
// system call is called, or how anything is printed.
package event

// ABI is a system call interface of the traced machine. It belongs to a call,
// not to a process: a 64-bit program may execute int $0x80.
type ABI uint8

const (
	AMD64 ABI = iota // syscall instruction, LP64
	I386             // int $0x80, sysenter, or the syscall instruction in compatibility mode
	NumABI
)

// Audit architecture numbers, as PTRACE_GET_SYSCALL_INFO and seccomp report them
// (linux/audit.h).
const (
	ArchAMD64 = 0xc000003e
	ArchI386  = 0x40000003
)

// X32Bit is set in the number of a system call made through the x32 interface
// (asm/unistd.h, __X32_SYSCALL_BIT). gotrace does not decode those.
const X32Bit = 0x40000000

// PtrSize is the size of a pointer and of a C long, in bytes.
func (a ABI) PtrSize() int {
	if a == I386 {
		return 4
	}
	return 8
}

// Align64 is the alignment of a 64-bit integer within a struct, in bytes.
func (a ABI) Align64() int { return a.PtrSize() }

// Arch is the audit architecture number.
func (a ABI) Arch() uint32 {
	if a == I386 {
		return ArchI386
	}
	return ArchAMD64
}

// Bits is the personality's width as strace's messages and the -e language name
// it: 64 or 32.
func (a ABI) Bits() int { return a.PtrSize() * 8 }

func (a ABI) String() string {
	if a == I386 {
		return "i386"
	}
	return "amd64"
}

// Addr is an address in the traced process.
type Addr uint64

// Memory reads the memory of a traced process.
type Memory interface {
	// ReadMem copies memory from addr on into p and returns how many bytes it
	// could copy before the first unreadable one. It retains nothing.
	ReadMem(addr Addr, p []byte) int
}

// Stamp is a moment, in nanoseconds. An engine fills in only what it was asked
// for; the rest is 0.
type Stamp struct {
	Wall int64 // CLOCK_REALTIME, since the epoch
	Mono int64 // CLOCK_MONOTONIC
	Sys  int64 // system CPU time used so far by the thread's process and the children it waited for (getrusage in wait4(2))
}

// Call is one system call. It is reused by the thread's next one.
type Call struct {
	ABI  ABI
	Nr   uint64    // as in the register; may be out of any table's range
	Args [6]uint64 // registers as the ABI orders them; i386 ones are zero-extended
	IP   Addr
	SP   Addr

	// Done is false from the call's entry to its exit; the fields below are
	// valid when it is true.
	Done  bool
	Errno int   // 0 on success, else the positive error number, the kernel's internal ones (512...) included
	Ret   int64 // the returned value; i386 values are sign-extended; -Errno after a failure

	Begin, End Stamp

	// Saved belongs to the decoder: what an argument's entry part keeps for its
	// exit part. Zeroed at entry.
	Saved [4]uint64
	// Kept is what Saved has no room for. It is empty on entry; its
	// memory serves the thread's next calls, too.
	Kept []byte
}

// Int returns argument i as a C int.
func (c *Call) Int(i int) int32 { return int32(c.Args[i]) }

// Uint returns argument i as a C unsigned int.
func (c *Call) Uint(i int) uint32 { return uint32(c.Args[i]) }

// Long returns argument i as a C long: 32 bits wide on i386.
func (c *Call) Long(i int) int64 {
	if c.ABI == I386 {
		return int64(int32(c.Args[i]))
	}
	return int64(c.Args[i])
}

// Ulong returns argument i as a C unsigned long or size_t.
func (c *Call) Ulong(i int) uint64 {
	if c.ABI == I386 {
		return uint64(uint32(c.Args[i]))
	}
	return c.Args[i]
}

// Ptr returns argument i as a pointer.
func (c *Call) Ptr(i int) Addr { return Addr(c.Ulong(i)) }

// Off64 returns the 64-bit value that starts at argument i. i386 passes it in
// two registers, the low half first.
func (c *Call) Off64(i int) int64 {
	if c.ABI == I386 && i+1 < len(c.Args) {
		return int64(c.Args[i]&0xffffffff | c.Args[i+1]<<32)
	}
	return int64(c.Args[i])
}

// MaxErrno is MAX_ERRNO (linux/err.h): results from -MaxErrno to -1 are errors.
const MaxErrno = 4095

// Restarts reports whether a signal interrupted the call and the program does
// not see its result: the kernel makes the call again or turns the result into
// EINTR (ERESTARTSYS, 512, to ERESTART_RESTARTBLOCK, 516; linux/errno.h).
func (c *Call) Restarts() bool { return c.Errno >= 512 && c.Errno <= 516 }

// Thread is a traced thread. The engine owns it; a handler may keep the pointer
// until the thread's End.
type Thread struct {
	TID  int // the thread, in gotrace's pid namespace
	PID  int // its process (thread group)
	Mem  Memory
	Call Call // the current system call, or the last one

	// Change is what the handler of the call's Enter or Leave wants to be
	// different; the engine obeys and forgets it. nil: nothing.
	Change *Change

	// Attached tells threads that gotrace attached to from those it started
	// or followed.
	Attached bool

	// Data belongs to the handler, Traps to who has breakpoints.
	Data, Traps any
}

// Change is a handler's meddling with the call at whose entry or exit a thread
// stands.
type Change struct {
	SetNr  bool // at an entry: the call with the number Nr is made instead, none for -1
	SetRet bool // at an exit: the program sees the result Ret, -4095 to -1 for errors
	Nr     int64
	Ret    int64
	Signal int   // at an entry: sent to the thread
	Delay  int64 // nanoseconds until the thread goes on
}

// Writer is implemented by the Memory of threads that can be written to.
type Writer interface {
	// WriteMem copies p to the memory at addr, where that is mapped even if
	// the process must not write there, and reports whether it could copy all.
	WriteMem(addr Addr, p []byte) bool
}

// Next is a handler's answer to an event: what happens to the thread now.
type Next uint8

const (
	Continue  Next = iota // go on, and report what comes next
	SkipExit              // go on; the exit of the call that just began is not wanted
	Detach                // stop tracing the thread's process, leave it running
	DetachAll             // stop tracing everything
)

// How tells why a thread is traced.
type How uint8

const (
	Started  How = iota // the engine started it
	Attached            // it was running and the engine attached to it
	Cloned              // a traced thread created it (clone, fork, vfork, clone3)
)

// Birth is the beginning of tracing a thread.
type Birth struct {
	How    How
	Parent *Thread // of Cloned; nil if the parent is gone
	When   Stamp
}

// Siginfo is the kernel's siginfo_t, as PTRACE_GETSIGINFO gives it: in the
// layout of amd64 whatever the thread's ABI.
type Siginfo [128]byte

// Signal is a signal about to be delivered to the thread.
type Signal struct {
	Sig  int
	Info *Siginfo // nil if the kernel had none to give
	IP   Addr     // where the thread is; 0 if that is not known
	When Stamp
}

// Stop is a group-stop: the thread's whole process has been stopped by Sig.
type Stop struct {
	Sig  int
	IP   Addr // as in Signal
	When Stamp
}

// Exec is a successful execve.
type Exec struct {
	// Former is the thread id that the thread had when it called execve, if it
	// was not its process's leader: it is the leader now, t.TID says so
	// already, and the Thread that was the leader has had its Exit. Otherwise 0.
	Former int
	When   Stamp
}

// Exit is the end of a thread.
type Exit struct {
	Status       int  // exit status, when Signal is 0
	Signal       int  // the signal that killed it
	Core         bool // a core was dumped
	SupersededBy int  // not 0: an execve in this thread ended it (see Exec.Former)
	Vanished     bool // it went without leaving a status
	When         Stamp
}

// Unwatched is the end of tracing a thread that lives on.
type Unwatched struct {
	When Stamp
}

// Handler consumes events. An engine calls it from one goroutine, one event at
// a time, in the order in which it learns of them; a handler must not block for
// long, since the thread (or all threads) wait meanwhile.
type Handler interface {
	// Born reports a new thread, before any other of its events.
	Born(*Thread, *Birth)
	// Enter reports that t.Call begins; its Done is false.
	Enter(t *Thread) Next
	// Leave reports that t.Call is done. It follows an Enter of the same call,
	// or stands alone when the engine attached in the middle of a call.
	Leave(t *Thread) Next
	// Signal reports a signal before its delivery.
	Signal(*Thread, *Signal) Next
	// Stop reports a group-stop, once per thread.
	Stop(*Thread, *Stop) Next
	// Exec reports a successful execve, between the call's Enter and Leave.
	Exec(*Thread, *Exec) Next
	// Exit reports the thread's end; nothing follows.
	Exit(*Thread, *Exit)
	// Detached reports that the thread is no longer traced and lives on;
	// nothing follows.
	Detached(*Thread, *Unwatched)
}
