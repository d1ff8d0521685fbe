//go:build linux && amd64

package ptrace

import (
	"fmt"
	"os"
	"strconv"
	"syscall"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// traceOptions are the PTRACE_O_* bits for a thread and its descendants.
func (t *Tracer) traceOptions(started bool) uintptr {
	o := t.callOptions()
	filtered := started && t.o.Seccomp != nil
	// Children that are not followed must not keep a narrowed CPU mask.
	pinned := t.o.Affinity == AffinityOn || started && t.o.Affinity == AffinityAuto
	if t.o.Follow || filtered || pinned || t.o.Traps != nil {
		o |= unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEFORK | unix.PTRACE_O_TRACEVFORK
	}
	if t.o.Traps != nil {
		o |= unix.PTRACE_O_TRACEVFORKDONE // see Traps.Sync
	}
	if filtered {
		o |= unix.PTRACE_O_TRACESECCOMP | unix.PTRACE_O_EXITKILL
	}
	return o
}

// callOptions are the bits for a thread whose children do not matter.
func (t *Tracer) callOptions() uintptr {
	o := uintptr(unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_TRACEEXEC)
	if t.o.KillOnExit {
		o |= unix.PTRACE_O_EXITKILL
	}
	return o
}

// Attach begins to trace the running thread pid, or all threads of its process
// with Options.Follow. The process keeps running until Run sees it stop. An error
// is an *OpError; that process is not traced then.
func (t *Tracer) Attach(pid int) error {
	tgid := pid
	if s := readStatus(pid); s != nil {
		tgid = s.number("Tgid")
	}
	if t.threads[pid] != nil {
		return nil
	}
	errno := t.seize(pid, tgid, false)
	// A leader may have ended before the other threads have.
	all := t.o.Follow || t.o.Traps != nil
	if errno != 0 && !(all && isZombie(pid)) {
		return &OpError{Op: "attach", PID: pid, Err: errno}
	}
	if !all {
		return nil
	}
	none := errno != 0
	// A thread that was created by one that is seized already is traced from
	// its birth. So once a look at all threads finds no new one, none is left;
	// but the folder is not read at one moment, hence a second look.
	for quiet := 0; quiet < 2; quiet++ {
		for _, tid := range tasks(tgid) {
			if t.threads[tid] == nil && t.seize(tid, tgid, !t.o.Follow) == 0 {
				quiet, none = -1, false
			}
		}
	}
	if none {
		return &OpError{Op: "attach", PID: pid, Err: errno}
	}
	return nil
}

// seize attaches to one thread and makes it stop; silent ones are not reported.
func (t *Tracer) seize(tid, pid int, silent bool) syscall.Errno {
	if errno := t.k.ptrace(unix.PTRACE_SEIZE, tid, 0, t.traceOptions(false)); errno != 0 {
		return errno
	}
	t.k.ptrace(unix.PTRACE_INTERRUPT, tid, 0, 0)
	th := t.newThread(tid, pid)
	th.Attached, th.silent = true, silent
	if t.o.Traps != nil {
		t.adoptTraps(th)
	}
	t.enrol(th)
	t.stamp()
	if !silent {
		t.h.Born(&th.Thread, &event.Birth{How: event.Attached, When: t.now})
	}
	return 0
}

// tasks lists the threads of a process; none if it is gone.
func tasks(pid int) []int {
	dir, err := os.Open(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	tids := make([]int, 0, len(names))
	for _, name := range names {
		if tid, err := strconv.Atoi(name); err == nil {
			tids = append(tids, tid)
		}
	}
	return tids
}

// DetachAll lets go of all traced threads. They are asked to stop, and Run
// returns when they have stopped and been let go.
func (t *Tracer) DetachAll() { t.detachAll(nil, 0) }

// Quit makes Run return although something is still traced, if all of that dies
// with the tracer's thread; it tells whether that is so.
func (t *Tracer) Quit() bool {
	for _, th := range t.threads {
		if !th.filtered {
			return false
		}
	}
	t.quit = true
	return true
}

// DetachProcess lets go of the threads of process pid, in the same way.
func (t *Tracer) DetachProcess(pid int) {
	for _, th := range t.threads {
		if th.PID == pid {
			t.askDetach(th)
		}
	}
}

// detachAll lets go of cur, which is stopped and owed sig, and of all others.
func (t *Tracer) detachAll(cur *thread, sig int) {
	t.leaving = true
	if cur != nil {
		t.letGo(cur, sig)
	}
	for _, th := range t.threads {
		if th != cur {
			t.askDetach(th)
		}
	}
	// A thread may never stop: see abandon.
	t.wake.startTicks()
}

// detachProcess lets go of cur, which is stopped and owed sig, and of the other
// threads of its process.
func (t *Tracer) detachProcess(cur *thread, sig int) {
	pid := cur.PID
	t.letGo(cur, sig)
	for _, th := range t.threads {
		if th != cur && th.PID == pid {
			t.askDetach(th)
		}
	}
}

// askDetach makes a thread that is not within a stop's handling stop in order to
// be detached.
func (t *Tracer) askDetach(th *thread) {
	if t.home(th) != nil {
		t.askHold(th)
		return
	}
	if th.filtered {
		t.mute(th)
		return
	}
	if th.detaching || th.state == stateEarly {
		// A held child is born, and let go, when its creator reports it or
		// dies.
		return
	}
	if th.state == stateDelayed { // it is stopped already
		t.detach(th, t.undelay(th))
		return
	}
	th.detaching = true
	t.k.ptrace(unix.PTRACE_INTERRUPT, th.TID, 0, 0)
}

// mute ends the reports about a thread that cannot be left alone because of its
// seccomp filter.
func (t *Tracer) mute(th *thread) {
	if !th.silent {
		th.silent = true
		th.skip = th.inCall
		t.dropPin(th)
		t.h.Detached(&th.Thread, &event.Unwatched{When: t.now})
	}
}

// detach lets go of the stopped thread, which is owed the signal sig.
func (t *Tracer) detach(th *thread, sig int) {
	if th.filtered {
		t.mute(th)
		t.resume(th, sig)
		return
	}
	t.dropPin(th)
	if t.k.ptrace(unix.PTRACE_DETACH, th.TID, 0, uintptr(sig)) == syscall.ESRCH {
		th.detaching = true // dying: its end is reported instead
		return
	}
	t.released(th)
}

// released reports that the thread is no longer traced.
func (t *Tracer) released(th *thread) {
	delete(t.threads, th.TID)
	if !th.silent {
		t.h.Detached(&th.Thread, &event.Unwatched{When: t.now})
	}
	t.forget(th)
}

// detachStopped lets go of a thread that was asked to stop for it.
func (t *Tracer) detachStopped(th *thread, s stop) {
	sig := 0
	switch s.kind {
	case kindSignal:
		sig = s.sig
	case kindClone, kindFork:
		t.cloned(th, s.kind == kindFork)
	case kindGroupStop:
		if th.launch == preparing {
			t.k.kill(th.TID, int(unix.SIGCONT))
		}
	}
	t.letGo(th, sig)
}

// abandonAfter is for how many ticks a thread must have been unable to stop.
const abandonAfter = 20

// abandon gives up waiting for threads that cannot stop, which happens while
// everything is being detached: the zombie leader of a process whose other
// threads live on, or a process that waits for the child it made by vfork. The
// kernel lets go of them when the tracing thread ends, and does so without
// harm: nothing of theirs is held by the tracer.
func (t *Tracer) abandon() {
	t.stamp()
	for _, th := range t.threads {
		if !th.detaching || !cannotStop(th.PID, th.TID) {
			th.stuck = 0
		} else if th.stuck++; th.stuck == abandonAfter {
			if home := t.home(th); home != nil {
				t.settle(home)
			}
			t.dropPin(th)
			t.released(th)
		}
	}
}

// cannotStop tells whether the thread is a zombie or in uninterruptible sleep.
func cannotStop(pid, tid int) bool {
	b, err := os.ReadFile(taskPath(pid, tid) + "/stat")
	if err != nil {
		return false // gone; its status is on the way
	}
	return stateLetter(b) == 'Z' || stateLetter(b) == 'D'
}

func isZombie(pid int) bool {
	b, err := os.ReadFile(taskPath(pid, pid) + "/stat")
	return err == nil && stateLetter(b) == 'Z'
}

// stateLetter returns the third field of a /proc/PID/stat (proc(5)): the one
// after the name, which is in parentheses and may contain any character.
func stateLetter(stat []byte) byte {
	for i := len(stat) - 3; i > 0; i-- {
		if stat[i] == ')' && stat[i+1] == ' ' {
			return stat[i+2]
		}
	}
	return 0
}
