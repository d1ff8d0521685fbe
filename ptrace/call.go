//go:build linux && amd64

package ptrace

import (
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// syscallStop handles the entry or the exit of a system call, or a stop that the
// seccomp filter asked for, which is an entry.
func (t *Tracer) syscallStop(th *thread, filter bool) {
	if filter && th.confined && th.inCall {
		t.resume(th, 0) // the same entry again
		return
	}
	if th.skip && !filter && th.launch == launched && th.shown == 0 && !th.sigtrap.watched {
		th.skip, th.inCall = false, false
		t.resume(th, 0)
		return
	}
	entry, errno := t.readCall(th, filter)
	if errno != 0 {
		return
	}
	if th.launch != launched && !t.launchStop(th, entry, filter) {
		t.resume(th, 0)
		return
	}
	if t.o.Traps != nil && t.ownCall(th, entry) {
		t.resume(th, 0)
		return
	}
	if th.mask != nil {
		t.callPins(th, entry)
	}
	if t.o.Traps != nil {
		t.callTrap(th, entry)
	}
	next := event.Continue
	c := &th.Call
	if entry {
		th.inCall = true
		c.Done, c.Errno, c.Ret = false, 0, 0
		c.Saved, c.Kept = [4]uint64{}, c.Kept[:0]
		c.Begin, c.End = t.now, event.Stamp{}
		if th.sieved() && confines(c) {
			t.confine(th)
		}
		if !th.silent {
			next = t.h.Enter(&th.Thread)
		}
		if next == event.SkipExit || th.silent {
			if th.sieved() {
				th.inCall = th.launch != launched || th.shown&lookMask != 0 || th.sigtrap.watched
			}
			th.skip = th.inCall
		}
	} else {
		th.inCall = false
		c.Done = true
		c.End = t.now
		if !th.silent && !th.skip {
			next = t.h.Leave(&th.Thread)
		}
		th.skip = false
	}
	if th.Change != nil {
		t.change(th, next)
		return
	}
	t.follow(th, next, 0)
}

// ownCall tells whether the call is made by code of Traps.
func (t *Tracer) ownCall(th *thread, entry bool) bool {
	if entry {
		th.own = th.launch == launched && t.home(th) != nil && t.o.Traps.Call(&th.Thread)
		th.inCall = th.own
		return th.own
	}
	own := th.own
	if th.own = false; own {
		th.inCall = false
		if s := t.stoppedThread(0, th); t.home(th) != nil && s.Load() {
			t.o.Traps.Called(s)
		}
	}
	return own
}

// launchStop handles a call of a program that is being started, and tells
// whether to report it. Everything before its execve is hidden, and everything
// after an execve that failed.
func (t *Tracer) launchStop(th *thread, entry, filter bool) bool {
	c := &th.Call
	switch {
	case filter: // what an unfiltered program would show at the entry
		th.skip = th.launch != executing
		return th.launch == executing
	case th.launch == preparing && entry:
		th.inCall = true
		if c.ABI == event.AMD64 && c.Nr == unix.SYS_EXECVE {
			th.launch, th.failure = executing, nil
			th.skip = th.filtered
			return !th.filtered
		}
	case th.launch == preparing:
		th.inCall = false
		th.failure = nil
		if c.Errno != 0 {
			th.failure = &OpError{Op: preparation(c.Nr), Err: syscall.Errno(c.Errno)}
		}
	case th.launch == executing: // the execve failed; otherwise kindExec came first
		th.launch = failed
		if !th.skip {
			c.Done, c.End = true, t.now
			t.h.Leave(&th.Thread)
		}
		t.fail(th, &OpError{Op: "exec", Err: syscall.Errno(c.Errno)})
	}
	return false
}

// preparation says what child makes the call for.
func preparation(nr uint64) string {
	switch nr {
	case unix.SYS_SETGROUPS:
		return "set groups"
	case unix.SYS_SETRESGID:
		return "set group"
	case unix.SYS_SETRESUID:
		return "set user"
	}
	return "seccomp"
}

func (t *Tracer) fail(th *thread, err error) {
	if th.cmd.Failed != nil {
		th.cmd.Failed(err)
	}
}

// readCall reads what system call the thread is in, and whether it stopped at
// the call's entry or at its exit.
func (t *Tracer) readCall(th *thread, filter bool) (entry bool, errno syscall.Errno) {
	if t.regs {
		return t.readRegisters(th, filter)
	}
	errno = t.k.ptrace(unix.PTRACE_GET_SYSCALL_INFO, th.TID, unsafe.Sizeof(t.info), uintptr(unsafe.Pointer(&t.info)))
	if errno == syscall.EIO { // before Linux 5.3
		t.regs = true
		return t.readRegisters(th, filter)
	}
	if errno != 0 {
		return false, errno
	}
	c, info := &th.Call, &t.info
	switch info.op {
	case infoEntry, infoSeccomp:
		c.ABI = event.AMD64
		c.Nr = info.nr
		c.Args = info.args
		if info.arch == event.ArchI386 {
			c.ABI = event.I386
			for i := range c.Args {
				c.Args[i] = uint64(uint32(c.Args[i]))
			}
		}
		c.IP, c.SP = event.Addr(info.ip), event.Addr(info.sp)
		return true, 0
	case infoExit:
		if !th.inCall {
			if errno := t.recoverCall(th); errno != 0 {
				return false, errno
			}
		}
		setResult(c, info.nr, uint8(info.args[0]) != 0)
		c.IP, c.SP = event.Addr(info.ip), event.Addr(info.sp)
		return false, 0
	}
	// It is not in that stop any more: an execve has put another thread, in
	// another stop, in its place.
	return false, syscall.ESRCH
}

// setResult takes the result of a call apart.
func setResult(c *event.Call, rval uint64, isError bool) {
	c.Ret = int64(rval)
	if c.ABI == event.I386 {
		c.Ret = int64(int32(rval))
	}
	c.Errno = 0
	if isError {
		c.Errno = int(-c.Ret)
	}
}

// midCall is called at events that happen within a call. If the call's entry was
// not seen, since the thread was attached to in the middle of it, it is read
// now: its exit stops, too.
func (t *Tracer) midCall(th *thread) {
	if !th.inCall && !th.filtered && t.recoverCall(th) == 0 {
		th.inCall = true
	}
}

// recoverCall reads a call whose entry was not seen. The registers that hold
// arguments keep them.
func (t *Tracer) recoverCall(th *thread) syscall.Errno {
	if errno := t.k.ptrace(unix.PTRACE_GETREGS, th.TID, 0, uintptr(unsafe.Pointer(&t.ptregs))); errno != 0 {
		return errno
	}
	th.Call = event.Call{Kept: th.Call.Kept[:0]}
	t.loadRegisters(th)
	return 0
}

// Code segment selectors of user space (arch/x86/include/asm/segment.h).
const cs32 = 0x23 // __USER32_CS

// int80 is the instruction int $0x80, as its two bytes are read.
const int80 = 0x80cd

// loadRegisters fills in what t.ptregs tell about the thread's call, all but its
// result.
func (t *Tracer) loadRegisters(th *thread) {
	c, r := &th.Call, &t.ptregs
	c.IP, c.SP = event.Addr(r.Rip), event.Addr(r.Rsp)
	c.ABI = event.AMD64
	if r.Cs == cs32 {
		c.ABI = event.I386
	} else {
		// 64-bit code that executes int $0x80 makes an i386 call; only the
		// instruction tells.
		var insn [2]byte
		if th.ReadMem(event.Addr(r.Rip-2), insn[:]) == 2 && int(insn[0])|int(insn[1])<<8 == int80 {
			c.ABI = event.I386
		}
	}
	if c.ABI == event.AMD64 {
		c.Nr = r.Orig_rax
		c.Args = [6]uint64{r.Rdi, r.Rsi, r.Rdx, r.R10, r.R8, r.R9}
		return
	}
	c.Nr = uint64(uint32(r.Orig_rax))
	c.Args = [6]uint64{r.Rbx, r.Rcx, r.Rdx, r.Rsi, r.Rdi, r.Rbp}
	for i := range c.Args {
		c.Args[i] = uint64(uint32(c.Args[i]))
	}
}

// readRegisters is readCall for kernels that do not know PTRACE_GET_SYSCALL_INFO.
// Entry and exit alternate; that is all there is to tell them apart by.
func (t *Tracer) readRegisters(th *thread, filter bool) (entry bool, errno syscall.Errno) {
	r := &t.ptregs
	if errno := t.k.ptrace(unix.PTRACE_GETREGS, th.TID, 0, uintptr(unsafe.Pointer(r))); errno != 0 {
		return false, errno
	}
	if !th.inCall || filter {
		t.loadRegisters(th)
		return true, 0
	}
	c := &th.Call
	c.IP, c.SP = event.Addr(r.Rip), event.Addr(r.Rsp)
	v := int64(r.Rax)
	if c.ABI == event.I386 {
		v = int64(int32(r.Rax))
	}
	setResult(c, uint64(v), v < 0 && v >= -event.MaxErrno)
	return false, 0
}
