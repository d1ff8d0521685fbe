//go:build linux && amd64

package ptrace

import (
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Syscall has the stopped thread make a system call, and returns the result. The
// instruction is written to the address at, which must be code that nobody else
// executes meanwhile, and is taken away again. The thread must have stopped for a
// signal or for an interruption (Traps.Trap, Traps.Stop): the call that it was
// in, if it was in one, is restarted as if nothing had been.
func (s *Stopped) Syscall(at event.Addr, mem *Memory, nr uint64, args ...uint64) (int64, error) {
	t, th := s.th.t, s.th
	saved := s.Regs
	r := s.Regs
	insn := [2]byte{0x0f, 0x05} // syscall
	in := [6]*uint64{&r.Rdi, &r.Rsi, &r.Rdx, &r.R10, &r.R8, &r.R9}
	if s.ABI() == event.I386 {
		insn = [2]byte{0xcd, 0x80} // int $0x80
		in = [6]*uint64{&r.Rbx, &r.Rcx, &r.Rdx, &r.Rsi, &r.Rdi, &r.Rbp}
	}
	for i, a := range args {
		*in[i] = a
	}
	r.Rax, r.Orig_rax, r.Rip = nr, ^uint64(0), uint64(at) // no call is to be restarted now
	var code [2]byte
	if mem.ReadMem(at, code[:]) != len(code) || !mem.WriteMem(at, insn[:]) {
		return 0, &OpError{Op: "write code", PID: th.TID, Err: syscall.EFAULT}
	}
	defer mem.WriteMem(at, code[:])
	// Signals have to wait, but for the one of breakpoints.
	var mask, all uint64
	t.k.ptrace(unix.PTRACE_GETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&mask)))
	all = ^uint64(1 << (unix.SIGTRAP - 1))
	t.k.ptrace(unix.PTRACE_SETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&all)))
	defer t.k.ptrace(unix.PTRACE_SETSIGMASK, th.TID, 8, uintptr(unsafe.Pointer(&mask)))
	if errno := t.k.ptrace(unix.PTRACE_SETREGS, th.TID, 0, uintptr(unsafe.Pointer(&r))); errno != 0 {
		return 0, &OpError{Op: "set registers", PID: th.TID, Err: errno}
	}
	for stops := 0; stops < 2; { // its entry and its exit
		if err := t.advance(th, unix.PTRACE_SYSCALL); err != nil {
			return 0, err
		}
		if th.waited == kindSyscall {
			stops++
		}
	}
	ok := s.Load()
	ret := int64(s.Regs.Rax)
	if s.ABI() == event.I386 {
		ret = int64(int32(s.Regs.Rax))
	}
	s.Regs = saved
	if !ok || t.k.ptrace(unix.PTRACE_SETREGS, th.TID, 0, uintptr(unsafe.Pointer(&s.Regs))) != 0 {
		return 0, &OpError{Op: "set registers", PID: th.TID, Err: syscall.ESRCH}
	}
	// The kernel looks for a call to restart where it delivers signals, and not
	// behind the exit of a call (arch_do_signal_or_restart in
	// arch/x86/kernel/signal.c).
	t.k.ptrace(unix.PTRACE_INTERRUPT, th.TID, 0, 0)
	for th.waited != kindTrap {
		if err := t.advance(th, unix.PTRACE_SYSCALL); err != nil {
			return 0, err
		}
	}
	if ret < 0 && ret >= -event.MaxErrno {
		return ret, &OpError{Op: "prepare", PID: th.TID, Err: syscall.Errno(-ret)}
	}
	return ret, nil
}

// advance resumes the thread and waits for its next stop, whose kind it leaves in
// th.waited.
func (t *Tracer) advance(th *thread, req int) error {
	gone := &OpError{Op: "wait", PID: th.TID, Err: syscall.ESRCH}
	if t.k.ptrace(req, th.TID, 0, 0) != 0 {
		return gone
	}
	for {
		_, status, errno := t.k.wait(th.TID, 0, nil)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 {
			return gone
		}
		k := classify(status).kind
		if k == kindExited || k == kindKilled || k == kindExec {
			// For the loop to handle, as if it had come from there.
			t.queue = append(t.queue, waited{tid: th.TID, status: status})
			return gone
		}
		th.waited = k
		return nil
	}
}
