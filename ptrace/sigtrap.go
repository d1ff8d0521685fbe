//go:build linux && amd64

package ptrace

import (
	"encoding/binary"
	"strconv"
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// A breakpoint's SIGTRAP cannot be blocked or ignored: the kernel unblocks it and
// resets its action for good (force_sig_info_to_task in kernel/signal.c), which the
// program would find out. So calls that change the mask or the action are watched,
// and what the kernel has changed is changed back.

// sigtrap is what is known about a thread's SIGTRAP.
type sigtrap struct {
	blocked bool
	watched bool      // the call under way may change what is known
	set     bool      // it sets the action
	next    rawAction // to this one
	action  *trapAction
	resumed uint64 // where the thread went on after it had trapped
	other   bool   // it has got a signal that no breakpoint has caused
}

// trapAction is the action for SIGTRAP of a process, or of several that share it.
type trapAction struct {
	given bool // it is not the default
	raw   rawAction
	known bool // raw holds it
}

// rawAction is struct sigaction as rt_sigaction takes it: 32 bytes on amd64, 20
// on i386.
type rawAction [32]byte

// Numbers of i386 calls (asm/unistd_32.h).
const (
	sigaction32     = 67
	ssetmask32      = 69
	sigreturn32     = 119
	sigprocmask32   = 126
	rtSigreturn32   = 173
	rtSigaction32   = 174
	rtSigprocmask32 = 175
	signal32        = 48
)

// Calls that may change a mask, or set an action.
var (
	trapCalls64 = []uint32{unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_RT_SIGACTION}
	trapCalls32 = []uint32{ssetmask32, sigreturn32, sigprocmask32, rtSigreturn32, rtSigprocmask32, sigaction32, rtSigaction32, signal32}
)

// changesTrap tells whether the call may change the mask, or the action for
// SIGTRAP.
func changesTrap(c *event.Call) (mask, action bool) {
	switch c.ABI {
	case event.AMD64:
		switch c.Nr {
		case unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN:
			return true, false
		case unix.SYS_RT_SIGACTION:
			return false, c.Int(0) == int32(unix.SIGTRAP) && c.Args[1] != 0
		}
	case event.I386:
		switch c.Nr {
		case ssetmask32, sigreturn32, sigprocmask32, rtSigreturn32, rtSigprocmask32:
			return true, false
		case sigaction32, rtSigaction32:
			return false, c.Int(0) == int32(unix.SIGTRAP) && c.Args[1] != 0
		case signal32:
			return false, c.Int(0) == int32(unix.SIGTRAP)
		}
	}
	return false, false
}

// callTrap is called at the entry and at the exit of calls.
func (t *Tracer) callTrap(th *thread, entry bool) {
	c, st := &th.Call, &th.sigtrap
	if entry {
		mask, action := changesTrap(c)
		st.watched, st.set = mask || action, action
		if action {
			st.next = rawAction{}
			if c.ABI == event.AMD64 || c.Nr == rtSigaction32 {
				th.ReadMem(c.Ptr(1), st.next[:actionSize(c.ABI)])
			}
		}
		return
	}
	if !st.watched {
		return
	}
	st.watched = false
	if !st.set {
		st.blocked = t.trapBlocked(th)
		return
	}
	if a := st.action; a != nil && c.Errno == 0 {
		// Of the old calls of i386 only the kernel knows what they mean.
		a.raw, a.known = st.next, c.ABI == event.AMD64 || c.Nr == rtSigaction32
		a.given = binary.LittleEndian.Uint64(a.raw[:]) != 0
		if c.ABI == event.I386 {
			a.given = binary.LittleEndian.Uint32(a.raw[:]) != 0
		}
	}
}

func actionSize(abi event.ABI) int {
	if abi == event.I386 {
		return 20
	}
	return 32
}

const trapBit = 1 << (unix.SIGTRAP - 1)

func (t *Tracer) trapBlocked(th *thread) bool {
	var mask uint64
	return t.k.ptrace(unix.PTRACE_GETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&mask))) == 0 && mask&trapBit != 0
}

// learnTrap learns what a thread has that was not traced before, or has just
// executed a program.
func (t *Tracer) learnTrap(th *thread) {
	th.sigtrap = sigtrap{action: &trapAction{}}
	s := readStatus(th.TID)
	if s == nil {
		return
	}
	th.sigtrap.blocked = s.set("SigBlk")&trapBit != 0
	a := th.sigtrap.action
	a.given = s.set("SigCgt")&trapBit != 0
	if s.set("SigIgn")&trapBit != 0 {
		a.given, a.known, a.raw[0] = true, true, 1 // SIG_IGN
	}
}

// fetchTrap asks for the action of a process that was attached to and has a handler.
func (t *Tracer) fetchTrap(s *Stopped) {
	a := s.th.sigtrap.action
	code, data, mem := t.o.Traps.Room(s.Thread)
	if a == nil || !a.given || a.known || mem == nil {
		return
	}
	nr := uint64(unix.SYS_RT_SIGACTION)
	if s.ABI() == event.I386 {
		nr = rtSigaction32
	}
	if _, err := s.Syscall(code, mem, nr, uint64(unix.SIGTRAP), 0, uint64(data), 8); err == nil {
		size := actionSize(s.ABI())
		a.known = mem.ReadMem(data, a.raw[:size]) == size
	}
}

// repairTrap undoes what the kernel has done to a thread that has met with a
// breakpoint.
func (t *Tracer) repairTrap(s *Stopped) {
	th := s.th
	if th.sigtrap.blocked {
		var mask uint64
		t.k.ptrace(unix.PTRACE_GETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&mask)))
		mask |= trapBit
		t.k.ptrace(unix.PTRACE_SETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&mask)))
	}
	a := th.sigtrap.action
	if a == nil || !a.given || !a.known {
		return
	}
	if now := readStatus(th.TID); now == nil || (now.set("SigCgt")|now.set("SigIgn"))&trapBit != 0 {
		return
	}
	code, data, mem := t.o.Traps.Room(&th.Thread)
	if mem == nil {
		return
	}
	size := actionSize(s.ABI())
	var old [len(a.raw)]byte
	mem.ReadMem(data, old[:size])
	if mem.WriteMem(data, a.raw[:size]) {
		nr := uint64(unix.SYS_RT_SIGACTION)
		if s.ABI() == event.I386 {
			nr = rtSigaction32
		}
		s.Syscall(code, mem, nr, uint64(unix.SIGTRAP), uint64(data), 0, 8)
		mem.WriteMem(data, old[:size])
	}
}

// set returns a field that is a set of signals in hexadecimal.
func (s *procStatus) set(name string) uint64 {
	v, _ := strconv.ParseUint(s.field(name), 16, 64)
	return v
}

// inheritTrap gives a child what its parent has.
func (child *thread) inheritTrap(parent *thread) {
	child.sigtrap = sigtrap{blocked: parent.sigtrap.blocked, action: parent.sigtrap.action}
	if a := parent.sigtrap.action; a != nil && child.PID != parent.PID {
		own := *a
		child.sigtrap.action = &own
	}
}

// requeue sends a SIGTRAP again that was waiting, blocked, when a breakpoint's was
// to be queued: of two the kernel keeps the first one only.
func (t *Tracer) requeue(th *thread) {
	syscall.RawSyscall6(unix.SYS_RT_TGSIGQUEUEINFO, uintptr(th.PID), uintptr(th.TID), uintptr(unix.SIGTRAP),
		uintptr(unsafe.Pointer(&t.siginf)), 0, 0)
}
