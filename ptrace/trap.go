//go:build linux && amd64

package ptrace

import (
	"encoding/binary"
	"os"
	"strconv"
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Traps is told of what matters to someone who has placed breakpoints, which are
// int3 instructions, in the memory of traced programs. A process's memory has
// them whoever executes it: with Options.Traps every child is traced from its
// birth, and those that were not asked for are served in silence as long as they
// share memory with one that was. All methods are called on the tracer's thread;
// the thread they are about is stopped.
type Traps interface {
	// Born tells of a new thread. shares tells that parent's memory is its own,
	// too; otherwise it has a copy of it. The child has not run yet, but need
	// not be stopped either. parent is nil if it is gone, and for a thread that
	// was started or attached to.
	Born(child, parent *Stopped, shares bool)
	// Exec tells that the thread has new memory, which no other thread has.
	Exec(t *Stopped)
	// Stop tells of a stop at which nothing else has happened to the thread,
	// such as the first one after Attach. It is only called until Home says that
	// the thread is known.
	Stop(t *Stopped)
	// Home identifies the memory that the thread has in common with others; nil
	// if there is no breakpoint in it.
	Home(t *event.Thread) any
	// Owns tells whether a breakpoint of its own makes the thread trap behind ip.
	// alone tells that nothing else leads there: the breakpoint is in code that is
	// executed for it only.
	Owns(t *event.Thread, ip event.Addr) (owns, alone bool)
	// Trap handles such a trap. IP is behind the breakpoint; unless it is
	// changed, the thread goes on there.
	Trap(t *Stopped) event.Next
	// Clear is called when everything that shares the memory is stopped and about
	// to be let go: it has to be as if there had never been a breakpoint.
	Clear(all []*Stopped)
	// Room returns code that nobody executes, and memory that nobody uses, of the
	// thread's. mem is nil if there is none.
	Room(t *event.Thread) (code, data event.Addr, mem *Memory)
	// Exit tells that the thread is no more.
	Exit(t *event.Thread)

	// First tells of a thread's first stop, before it executes anything, if its
	// Home is known by then; for those that were attached to, of others at which
	// nothing else has happened, too.
	First(t *Stopped)
	// Sync is called whenever a thread has stopped or ended whose Home is known,
	// before anything else is done about it.
	Sync(t *event.Thread) event.Next
	// Signal tells whether a signal that is to be delivered is due to Traps, and
	// not to be delivered. Registers have not been read.
	Signal(t *Stopped, sig int) bool
	// Call tells whether the system call that begins is made by code of Traps, so
	// that nobody else is to know of it.
	Call(t *event.Thread) bool
	// Called tells that this call has ended.
	Called(t *Stopped)
	// Ticks tells whether Tick wants to be called now and then.
	Ticks() bool
	Tick() event.Next
}

// A Stopped is a thread within the handling of a stop.
type Stopped struct {
	*event.Thread
	Silent bool // it is not reported to the handler
	Sieved bool // it has a seccomp filter of the tracer's, and dies with that
	Regs   Regs // as they were at the stop, where the method says so
	Now    event.Stamp
	th     *thread
}

// Regs are the registers of a thread. In a 32-bit program the upper halves are 0.
type Regs = unix.PtraceRegs

// ABI is the one that the thread's code is written for.
func (s *Stopped) ABI() event.ABI {
	if s.Regs.Cs == cs32 {
		return event.I386
	}
	return event.AMD64
}

// SetIP makes the thread go on elsewhere.
func (s *Stopped) SetIP(ip event.Addr) {
	s.Regs.Rip = uint64(ip)
	s.th.t.setRegister(s.th, unsafe.Offsetof(s.Regs.Rip), uint64(ip))
}

// SetSP sets the stack pointer.
func (s *Stopped) SetSP(sp event.Addr) {
	s.Regs.Rsp = uint64(sp)
	s.th.t.setRegister(s.th, unsafe.Offsetof(s.Regs.Rsp), uint64(sp))
}

// Load reads the registers.
func (s *Stopped) Load() bool {
	return s.th.t.k.ptrace(unix.PTRACE_GETREGS, s.TID, 0, uintptr(unsafe.Pointer(&s.Regs))) == 0
}

// Floats reads the registers of floating point numbers, in the form of FXSAVE.
func (s *Stopped) Floats(p *[512]byte) bool {
	return s.th.t.k.ptrace(unix.PTRACE_GETFPREGS, s.TID, 0, uintptr(unsafe.Pointer(p))) == 0
}

// stoppedThread is th as Traps sees it. Two are in use at a time at the most.
func (t *Tracer) stoppedThread(i int, th *thread) *Stopped {
	if th == nil {
		return nil
	}
	s := &t.trapped[i]
	s.Thread, s.Silent, s.Sieved, s.Now, s.th = &th.Thread, th.silent, th.filtered, t.now, th
	return s
}

// siKernel is SI_KERNEL (asm-generic/siginfo.h), the code of an int3's SIGTRAP.
const siKernel = 0x80

// trapStop handles a SIGTRAP, and tells whether it came from a breakpoint.
func (t *Tracer) trapStop(th *thread) bool {
	s := t.stoppedThread(0, th)
	if !s.Load() {
		return false
	}
	owns, alone := t.o.Traps.Owns(&th.Thread, event.Addr(s.Regs.Rip))
	if !owns {
		return false
	}
	// A SIGTRAP that somebody sends may come behind the breakpoint, too, if the thread
	// goes on there: after it has trapped, or after the handler of another signal.
	if st := &th.sigtrap; !alone || st.blocked || st.other || st.resumed == s.Regs.Rip {
		if t.k.ptrace(unix.PTRACE_GETSIGINFO, th.TID, 0, uintptr(unsafe.Pointer(&t.siginf))) != 0 {
			return false
		}
		if binary.LittleEndian.Uint32(t.siginf[8:]) != siKernel { // si_code
			if !st.blocked {
				return false
			}
			defer t.requeue(th)
		}
	}
	t.repairTrap(s)
	next := t.o.Traps.Trap(s)
	th.sigtrap.resumed = s.Regs.Rip
	if th.detaching {
		t.letGo(th, 0)
		return true
	}
	t.follow(th, next, 0)
	return true
}

// trapsFirst gives Traps what is its own of a stop, before anything else is done
// about it, and tells whether that was all.
func (t *Tracer) trapsFirst(th *thread, s stop, fresh bool) bool {
	switch {
	case th.launch != launched && s.kind != kindExec:
	case s.kind == kindSignal && s.sig == int(unix.SIGTRAP):
		if t.home(th) != nil && t.trapStop(th) {
			return true
		}
		th.sigtrap.other = true
	case s.kind == kindSignal:
		th.sigtrap.other = true
		return t.home(th) != nil && t.trapsSignal(th, s.sig)
	case (fresh && s.kind != kindExec || th.Attached && s.kind == kindTrap) && !th.detaching && t.home(th) != nil:
		if stopped := t.stoppedThread(0, th); stopped.Load() {
			t.o.Traps.First(stopped)
		}
	case s.kind == kindExec:
		if home := t.home(th); home != nil && t.leaving {
			defer t.settle(home)
		}
		if !th.silent && !th.detaching {
			t.learnTrap(th)
			t.o.Traps.Exec(t.stoppedThread(0, th))
		} else {
			t.o.Traps.Exit(&th.Thread)
		}
	case s.kind == kindTrap && !th.detaching && !th.silent && t.home(th) == nil:
		if stopped := t.stoppedThread(0, th); stopped.Load() {
			t.o.Traps.Stop(stopped)
			t.fetchTrap(stopped)
		}
	}
	return false
}

// trapsSignal offers a signal to Traps, and tells whether it took it.
func (t *Tracer) trapsSignal(th *thread, sig int) bool {
	if !t.o.Traps.Signal(t.stoppedThread(0, th), sig) {
		return false
	}
	if th.detaching {
		t.letGo(th, 0)
	} else {
		t.resume(th, 0)
	}
	return true
}

// syncTraps tells Traps that the thread has stopped.
func (t *Tracer) syncTraps(th *thread) {
	if t.home(th) != nil && t.o.Traps.Sync(&th.Thread) == event.DetachAll {
		t.DetachAll()
	}
}

// tickTraps calls Traps now and then, and tells whether to go on so.
func (t *Tracer) tickTraps() bool {
	if t.o.Traps == nil || !t.o.Traps.Ticks() {
		return false
	}
	t.stamp()
	if t.o.Traps.Tick() == event.DetachAll {
		t.DetachAll()
	}
	t.wake.dirty = t.o.Idle != nil
	return true
}

// home is the memory with breakpoints that the thread has, or nil.
func (t *Tracer) home(th *thread) any {
	if t.o.Traps == nil {
		return nil
	}
	return t.o.Traps.Home(&th.Thread)
}

// bornTraps tells Traps of a child. One that is not to be reported has to be
// traced nevertheless while it shares memory with one that is.
func (t *Tracer) bornTraps(child, parent *thread, fork bool) {
	if parent == nil {
		return
	}
	child.inheritTrap(parent)
	shares := t.shares(parent, child, fork)
	t.o.Traps.Born(t.stoppedThread(0, child), t.stoppedThread(1, parent), shares)
	if shares && t.home(child) != nil {
		child.detaching = parent.detaching
	}
}

// adoptTraps tells Traps of a thread that was attached to. All threads of a
// process share what the first of them has.
func (t *Tracer) adoptTraps(th *thread) {
	t.learnTrap(th)
	for _, o := range t.threads {
		if o != th && o.PID == th.PID {
			th.sigtrap.action = o.sigtrap.action
			t.o.Traps.Born(t.stoppedThread(0, th), t.stoppedThread(1, o), true)
			return
		}
	}
	t.o.Traps.Born(t.stoppedThread(0, th), nil, false)
}

// endTraps tells Traps of a thread's end. It may be the last one that others
// were held for.
func (t *Tracer) endTraps(th *thread) {
	home := t.home(th)
	t.o.Traps.Exit(&th.Thread)
	t.settle(home)
}

// letGo detaches the stopped thread, which is owed the signal sig, or holds it
// until that can be done.
func (t *Tracer) letGo(th *thread, sig int) {
	if t.home(th) == nil {
		t.detach(th, sig)
		return
	}
	th.detaching = true
	t.hold(th, sig)
	for _, o := range t.threads {
		if o != th && !o.detaching && t.home(o) == t.home(th) {
			t.askHold(o)
		}
	}
}

// askHold makes a thread stop that has breakpoints in its memory.
func (t *Tracer) askHold(th *thread) {
	if th.detaching || th.state == stateEarly {
		return
	}
	th.detaching = true
	if th.state == stateDelayed {
		t.hold(th, t.undelay(th))
		return
	}
	t.k.ptrace(unix.PTRACE_INTERRUPT, th.TID, 0, 0)
}

// shares tells whether child has the same memory as parent.
func (t *Tracer) shares(parent, child *thread, fork bool) bool {
	const kcmpVM = 1 // KCMP_VM (linux/kcmp.h)
	r, _, errno := syscall.RawSyscall6(unix.SYS_KCMP, uintptr(parent.TID), uintptr(child.TID), kcmpVM, 0, 0, 0)
	if errno == 0 {
		return r == 0
	}
	return !fork && parent.PID == child.PID // a kernel without CONFIG_KCMP
}

// hold keeps a stopped thread, which is owed sig, until everything that shares
// its memory is stopped, too; then breakpoints are taken away and all are let go.
// A thread that has executed a breakpoint may stop for another reason first, and
// would die of the SIGTRAP that is still to come.
func (t *Tracer) hold(th *thread, sig int) {
	if sig == 0 && t.trapPends(th) {
		t.resume(th, 0)
		return
	}
	th.state, th.owed = stateHeld, sig
	t.settle(t.o.Traps.Home(&th.Thread))
}

// trapPends tells whether an int3's SIGTRAP is queued for the thread.
func (t *Tracer) trapPends(th *thread) bool {
	arg := struct {
		off   uint64
		flags uint32
		nr    int32
	}{nr: 1} // struct ptrace_peeksiginfo_args
	for {
		n, _, errno := syscall.RawSyscall6(unix.SYS_PTRACE, unix.PTRACE_PEEKSIGINFO, uintptr(th.TID),
			uintptr(unsafe.Pointer(&arg)), uintptr(unsafe.Pointer(&t.siginf)), 0, 0)
		if errno != 0 || n == 0 {
			return false
		}
		if binary.LittleEndian.Uint32(t.siginf[0:]) == uint32(unix.SIGTRAP) && binary.LittleEndian.Uint32(t.siginf[8:]) == siKernel {
			return true
		}
		arg.off++
	}
}

// settle lets go of everything that has the memory home if all of it is held.
func (t *Tracer) settle(home any) {
	if home == nil {
		return
	}
	var all []*Stopped
	for _, th := range t.threads {
		if t.o.Traps.Home(&th.Thread) != home || th.stuck >= abandonAfter {
			continue
		}
		if th.state != stateHeld {
			return
		}
		all = append(all, &Stopped{Thread: &th.Thread, Silent: th.silent, Now: t.now, th: th})
	}
	t.o.Traps.Clear(all)
	for _, s := range all {
		s.th.state, s.th.detaching = stateRunning, false
		t.detach(s.th, s.th.owed)
	}
}

// Memory is the memory of a process for reading and writing, whether the process
// itself may write there or not. It stays the same when the process executes
// another program.
type Memory struct{ file *os.File }

// OpenMemory opens the memory of a traced thread.
func OpenMemory(tid int) (*Memory, error) {
	f, err := os.OpenFile("/proc/"+strconv.Itoa(tid)+"/mem", os.O_RDWR, 0)
	if err != nil {
		return nil, &OpError{Op: "open memory", PID: tid, Err: err}
	}
	return &Memory{f}, nil
}

// ReadMem implements event.Memory.
func (m *Memory) ReadMem(a event.Addr, p []byte) int {
	n := 0
	for n < len(p) {
		got, errno := m.transfer(unix.SYS_PREAD64, a+event.Addr(n), p[n:])
		if errno != 0 || got == 0 {
			break
		}
		n += got
	}
	return n
}

// WriteMem implements event.Writer.
func (m *Memory) WriteMem(a event.Addr, p []byte) bool {
	n, errno := m.transfer(unix.SYS_PWRITE64, a, p)
	return errno == 0 && n == len(p)
}

func (m *Memory) transfer(nr uintptr, a event.Addr, p []byte) (int, syscall.Errno) {
	if len(p) == 0 {
		return 0, 0
	}
	n, _, errno := syscall.RawSyscall6(nr, m.file.Fd(), uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)), uintptr(a), 0, 0)
	return int(n), errno
}

// Close closes it.
func (m *Memory) Close() { m.file.Close() }
