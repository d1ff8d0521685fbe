//go:build linux && amd64

package ptrace

import (
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// handle handles one result of wait4.
func (t *Tracer) handle(tid int, status uint32) {
	t.kept.th = nil
	s := classify(status)
	th := t.threads[tid]
	if s.kind == kindExec {
		th = t.takeLead(tid, th)
	}
	if th == nil {
		t.stranger(tid, status, s)
		return
	}
	if t.o.Traps != nil {
		t.syncTraps(th)
	}
	if s.kind == kindExited || s.kind == kindKilled {
		if th.state == stateEarly { // it is not born yet
			t.dead[tid] = status
			t.early--
			t.forget(th)
			return
		}
		t.exited(th, s)
		return
	}
	if th.state == stateDelayed { // an execve has put another thread in its place
		t.undelay(th)
	}
	fresh := th.state == stateFresh
	th.state = stateRunning
	if t.o.Traps != nil && t.trapsFirst(th, s, fresh) {
		return
	}
	if th.detaching {
		t.detachStopped(th, s)
		return
	}
	if th.launch != launched && s.kind != kindSyscall && s.kind != kindSeccomp {
		t.prepare(th, s)
		return
	}
	switch s.kind {
	case kindSyscall, kindSeccomp:
		t.syscallStop(th, s.kind == kindSeccomp)
	case kindSignal:
		t.signalStop(th, s.sig)
	case kindGroupStop:
		t.groupStop(th, s.sig)
	case kindClone, kindFork:
		t.midCall(th)
		t.cloned(th, s.kind == kindFork)
		t.resume(th, 0)
	case kindExec:
		t.midCall(th)
		t.executed(th)
	default: // kindTrap among them
		th.stopped = false
		t.resume(th, 0)
	}
}

// stranger handles a status of a thread that is not known: the first stop (or
// the death) of a child that its creator has not reported yet.
func (t *Tracer) stranger(tid int, status uint32, s stop) {
	switch s.kind {
	case kindExited, kindKilled:
		t.dead[tid] = status
	case kindOther:
	default:
		delete(t.dead, tid)
		th := t.newThread(tid, tid)
		th.state = stateEarly
		th.Call.Nr = uint64(status)
		t.early++
		if !t.creatorLives(th) {
			t.adopt(th)
		}
	}
}

// creatorLives tells whether the held child's creator may still report it. Its
// thread is not known, only its process is; but a thread that dies before it
// could report a child dies with all of its process, or by an execve in it.
func (t *Tracer) creatorLives(child *thread) bool {
	pid, ppid := t.k.family(child.TID)
	for _, th := range t.threads {
		if th.state != stateEarly && (th.PID == pid || th.PID == ppid) {
			return true
		}
	}
	return false
}

// adoptOrphans bears the held children whose creators are gone. It is called
// when a thread has ended.
func (t *Tracer) adoptOrphans() {
	for _, th := range t.threads {
		if th.state == stateEarly && !t.creatorLives(th) {
			t.adopt(th)
		}
	}
}

// adopt bears a held child whose creator will not report it.
func (t *Tracer) adopt(th *thread) {
	if pid, _ := t.k.family(th.TID); pid != 0 {
		th.PID = pid
	}
	t.born(th, nil, true)
	t.release(th)
}

// cloned handles the creator's event.
func (t *Tracer) cloned(parent *thread, fork bool) {
	if errno := t.k.ptrace(unix.PTRACE_GETEVENTMSG, parent.TID, 0, uintptr(unsafe.Pointer(&t.msg))); errno != 0 {
		return
	}
	tid := int(t.msg)
	child := t.threads[tid]
	if child != nil && child.state != stateEarly {
		return // adopted already
	}
	status, died := t.dead[tid]
	if died {
		delete(t.dead, tid)
		pid, _ := t.k.family(tid)
		died = pid == 0 // otherwise the number was that of another one
	}
	held := child != nil
	if !held {
		child = t.newThread(tid, tid)
		child.state = stateFresh
	}
	if !fork && t.k.sameProcess(parent.PID, tid) {
		child.PID = parent.PID
	}
	t.born(child, parent, fork)
	if died {
		t.exited(child, classify(status))
	} else if held {
		t.release(child)
	}
}

// born makes the child like its parent and reports it.
func (t *Tracer) born(child, parent *thread, fork bool) {
	b := event.Birth{How: event.Cloned, When: t.now}
	if parent != nil {
		child.filtered, child.confined = parent.filtered, parent.confined
		child.silent = parent.silent || !t.o.Follow
		child.detaching = parent.detaching || !t.o.Follow && !child.filtered
		b.Parent = &parent.Thread
	} else {
		child.filtered = t.o.Seccomp != nil
		child.silent = !t.o.Follow
		child.detaching = (t.leaving || !t.o.Follow) && !child.filtered
	}
	if t.o.Traps != nil {
		t.bornTraps(child, parent, fork)
	}
	t.bornPins(child, parent)
	if !child.silent {
		t.h.Born(&child.Thread, &b)
	}
}

// release handles the first stop of a held child, now that it is born.
func (t *Tracer) release(th *thread) {
	status := uint32(th.Call.Nr)
	th.Call.Nr = 0
	th.state = stateFresh
	t.early--
	t.handle(th.TID, status)
}

// exited handles the thread's end.
func (t *Tracer) exited(th *thread, s stop) {
	x := event.Exit{Status: s.status, Core: s.core, When: t.now}
	if s.kind == kindKilled {
		x.Signal = s.sig
	} else if th.launch == preparing && th.failure != nil {
		t.fail(th, th.failure)
	}
	t.end(th, &x)
	if t.early > 0 {
		t.adoptOrphans()
	}
}

// takeLead handles the change of identity at an execve by a thread that is not
// its process's leader: it gets the leader's thread id, and the leader is gone
// without another word (ptrace(2), "execve(2) under ptrace"). leader is the
// thread known by that id; the result is the one that stopped.
func (t *Tracer) takeLead(tid int, leader *thread) *thread {
	if t.k.ptrace(unix.PTRACE_GETEVENTMSG, tid, 0, uintptr(unsafe.Pointer(&t.msg))) != 0 {
		t.former = tid // it is dead
		return leader
	}
	former := int(t.msg)
	t.former = former
	th := t.threads[former]
	if former == tid || th == nil {
		return leader
	}
	if leader != nil {
		if leader.shown&lookFile != 0 && th.mask != nil {
			t.show(th, lookFile)
		}
		t.end(leader, &event.Exit{SupersededBy: former, When: t.now})
	}
	delete(t.threads, former)
	th.TID = tid
	t.threads[tid] = th
	return th
}

// executed reports an execve, of which takeLead has left the former thread id.
func (t *Tracer) executed(th *thread) {
	x := event.Exec{When: t.now}
	if t.former != th.TID {
		x.Former = t.former
	}
	th.mem = t.mem
	if th.silent {
		if t.o.Traps != nil && !th.filtered {
			t.detach(th, 0) // it was served for the sake of the memory that it had
			return
		}
		t.resume(th, 0)
		return
	}
	t.follow(th, t.h.Exec(&th.Thread, &x), 0)
}

func (t *Tracer) signalStop(th *thread, sig int) {
	if th.silent {
		t.resume(th, sig)
		return
	}
	t.sig = event.Signal{Sig: sig, IP: t.whereabouts(th), When: t.now}
	switch t.k.ptrace(unix.PTRACE_GETSIGINFO, th.TID, 0, uintptr(unsafe.Pointer(&t.siginf))) {
	case 0:
		t.sig.Info = &t.siginf
	case syscall.ESRCH:
		return
	}
	t.follow(th, t.h.Signal(&th.Thread, &t.sig), sig)
}

// whereabouts is where the stopped thread is, or 0.
func (t *Tracer) whereabouts(th *thread) event.Addr {
	if !t.regs && t.k.ptrace(unix.PTRACE_GET_SYSCALL_INFO, th.TID, unsafe.Sizeof(t.info), uintptr(unsafe.Pointer(&t.info))) == 0 {
		return event.Addr(t.info.ip)
	}
	if t.k.ptrace(unix.PTRACE_GETREGS, th.TID, 0, uintptr(unsafe.Pointer(&t.ptregs))) == 0 {
		return event.Addr(t.ptregs.Rip)
	}
	return 0
}

func (t *Tracer) groupStop(th *thread, sig int) {
	next := event.Continue
	if !th.stopped {
		th.stopped = true
		if !th.silent {
			t.stp = event.Stop{Sig: sig, IP: t.whereabouts(th), When: t.now}
			next = t.h.Stop(&th.Thread, &t.stp)
		}
	}
	if next >= event.Detach {
		t.follow(th, next, 0)
		return
	}
	th.state = stateListening
	t.k.ptrace(unix.PTRACE_LISTEN, th.TID, 0, 0)
}

// prepare handles stops other than those of system calls of a program that is
// being started.
func (t *Tracer) prepare(th *thread, s stop) {
	switch s.kind {
	case kindGroupStop: // its own, which let us seize it
		t.k.kill(th.TID, int(unix.SIGCONT))
		t.resume(th, 0)
	case kindExec:
		th.launch, th.plan = launched, nil
		t.executed(th)
	case kindSignal:
		t.resume(th, s.sig)
	default:
		t.resume(th, 0)
	}
}

// resume lets the stopped thread go on, delivering sig if it is not 0.
func (t *Tracer) resume(th *thread, sig int) {
	req := unix.PTRACE_SYSCALL
	if th.sieved() && !th.inCall && th.launch == launched {
		req = unix.PTRACE_CONT
	}
	// It can fail only because the thread is dead.
	t.k.ptrace(req, th.TID, 0, uintptr(sig))
}

// follow does what the handler answered.
func (t *Tracer) follow(th *thread, next event.Next, sig int) {
	switch next {
	case event.Detach:
		t.detachProcess(th, sig)
	case event.DetachAll:
		t.detachAll(th, sig)
	default:
		t.resume(th, sig)
	}
}
