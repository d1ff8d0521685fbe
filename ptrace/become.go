//go:build linux && amd64

package ptrace

import (
	"errors"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A program can also be launched the other way round: the process that the user
// has started becomes the program, and a tracer that is no relative of it adopts
// it before. So the program is its parent's child, as if nobody traced it.

// Become turns the calling process into the program, once a byte has come from
// the descriptor ready, which a tracer with the same options sends when it has
// adopted the process. The calling goroutine must be locked to the process's
// first thread. It returns only when there will be no tracer.
func Become(cmd *Command, o *Options, ready int) error {
	p, err := newLaunchPlan(cmd, o)
	if err != nil {
		return err
	}
	// The tracer need not be an ancestor (Documentation/admin-guide/LSM/Yama.rst).
	setTracer := func(pid uintptr) { syscall.RawSyscall(unix.SYS_PRCTL, unix.PR_SET_PTRACER, pid, 0) }
	setTracer(^uintptr(0)) // PR_SET_PTRACER_ANY
	p.restoreLimit()
	var b [1]byte
	for {
		n, _, errno := syscall.RawSyscall(unix.SYS_READ, uintptr(ready), uintptr(unsafe.Pointer(&b)), 1)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 || n == 0 {
			return ErrNoTracer
		}
		break
	}
	setTracer(0)
	forgetPreemption()
	p.execute()
	return nil
}

// forgetPreemption discards the signal by which the Go runtime asks a thread that has
// long run to yield: what is pending would be the program's. Ignoring a signal
// discards it (sigaction(2), signal(7)).
func forgetPreemption() {
	const ignored = 1    // SIG_IGN
	var action [4]uint64 // the kernel's struct sigaction: handler, flags, restorer, mask
	action[0] = ignored
	for range 2 {
		syscall.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(unix.SIGURG), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
		action[0] = 0 // SIG_DFL, which is what a program begins with
	}
}

// ErrNoTracer says that the tracer ended before it had adopted the process.
var ErrNoTracer = errors.New("the tracer has ended")

// Adopt begins to trace a process that waits in Become, and lets it go on by
// calling ready. It is the other half of Become, and otherwise as Start.
func (t *Tracer) Adopt(pid int, cmd *Command, ready func()) error {
	if errno := t.k.ptrace(unix.PTRACE_SEIZE, pid, 0, t.traceOptions(true)); errno != 0 {
		return &OpError{Op: "attach", PID: pid, Err: errno}
	}
	// From here on it stops before it gets out of the read that it waits in.
	t.k.ptrace(unix.PTRACE_INTERRUPT, pid, 0, 0)
	t.launching(pid, cmd)
	ready()
	return nil
}
