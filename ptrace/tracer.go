//go:build linux && amd64

package ptrace

import (
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Clocks says which fields of event.Stamp a tracer fills in.
type Clocks uint8

const (
	WallClock Clocks = 1 << iota // Stamp.Wall
	MonoClock                    // Stamp.Mono
	SysClock                     // Stamp.Sys
)

// Options say how a tracer works. The zero value is useful.
type Options struct {
	// Follow traces the children that traced threads create; Attach then
	// attaches to all threads of a process instead of one.
	Follow bool

	// Clocks are read at every stop.
	Clocks Clocks

	// KillOnExit kills what is traced when the tracer's thread ends without
	// having detached (PTRACE_O_EXITKILL).
	KillOnExit bool

	// Seccomp is a filter (seccomp(2)) that programs started by Start install
	// before they execute: calls for which it returns SECCOMP_RET_TRACE are
	// reported, others do not stop. Such a program cannot go on without its
	// tracer, for which reason:
	//   - it and its descendants die if the tracer does, as with KillOnExit;
	//   - its descendants are traced even without Follow, but not reported;
	//   - detaching from it ends the reports only; Run goes on serving it.
	Seccomp []unix.SockFilter

	// Idle is called by Run when events have been reported since the last
	// call and some time (idleTick) has gone by, so that buffered output gets
	// out while nothing happens.
	Idle func()

	// Affinity is the rule for CPU masks. Unless it is AffinityOff, programs
	// with a seccomp filter report sched_getaffinity, sched_setaffinity and
	// sched_setattr even if the filter does not ask for them.
	Affinity Affinity

	// Debug, if not nil, is told of each result of wait4.
	Debug func(string)

	// Traps, if not nil, is who has breakpoints.
	Traps Traps

	// Registers makes the tracer read system calls from the registers, as it
	// does unasked on kernels without PTRACE_GET_SYSCALL_INFO (before 5.3).
	Registers bool
}

// idleTick is how long reported events may wait for a call of Options.Idle.
const idleTick = 50 * time.Millisecond

// Tracer traces programs. Its methods are for the one thread that traces,
// except Do.
type Tracer struct {
	h event.Handler
	o Options
	k kernel

	threads map[int]*thread // by TID
	early   int             // how many of them are held as stateEarly
	dead    map[int]uint32  // statuses of children that died before their creator's event
	free    []*thread       // ended ones, for reuse
	queue   []waited        // statuses that were collected ahead of their handling
	head    int             // the first of them that is still to be handled
	turn    uint            // counts stops between two collections
	delayed []*thread       // those in stateDelayed
	leaving bool            // DetachAll was called
	quit    bool            // Quit was called
	regs    bool            // system calls are read from the registers
	mem     memSource       // for new threads
	now     event.Stamp     // of the stop that is handled
	pins    pins
	trapped [2]Stopped

	// Buffers for the kernel to fill. They are fields so that handing them
	// out allocates nothing.
	info   syscallInfo
	ptregs unix.PtraceRegs
	msg    uint // PTRACE_GETEVENTMSG, PTRACE_PEEKDATA
	former int  // of the execve that is handled: the thread id before it
	ru     unix.Rusage
	sig    event.Signal
	siginf event.Siginfo
	stp    event.Stop
	path   [4096]byte
	kept   kept // of path

	wake wakeup
}

// waited is one result of wait4.
type waited struct {
	tid    int
	status uint32
	sys    int64
}

// New returns a tracer that reports to h.
func New(h event.Handler, o Options) *Tracer {
	return newTracer(h, o, linux{})
}

func newTracer(h event.Handler, o Options, k kernel) *Tracer {
	return &Tracer{h: h, o: o, k: k, regs: o.Registers,
		threads: make(map[int]*thread), dead: make(map[int]uint32)}
}

// state is where a thread is between two stops; the package comment tells more.
type state uint8

const (
	stateRunning state = iota
	stateEarly
	stateFresh
	stateListening
	stateDelayed
	stateHeld
)

// launch is how far a started program is.
type launch uint8

const (
	launched  launch = iota // it runs, like any other
	preparing               // before its execve: nothing is shown
	executing               // in its execve
	failed                  // its execve failed: it ends, which is all that is shown
)

// thread is a traced thread. A child inherits filtered, confined and silent.
type thread struct {
	event.Thread
	t         *Tracer
	state     state
	launch    launch
	inCall    bool // between the entry and the exit of a call, both of which stop
	skip      bool // the exit of this call is not wanted
	own       bool // this call is made by code of Traps
	filtered  bool // under Options.Seccomp
	confined  bool // under a filter of its own, too
	silent    bool // not reported
	detaching bool // to be detached at its next stop
	stopped   bool // its group-stop has been reported
	mem       memSource
	stuck     uint8 // see abandon
	until     int64 // of stateDelayed: when it is to go on
	owed      int   // and with which signal; of stateHeld, too
	waited    kind  // see advance
	sigtrap   sigtrap
	mask      *mask // nil if Options.Affinity leaves the thread alone
	pinned    bool  // it has another CPU mask than its own
	kept      int   // its place with the keeper, counted from 1
	shown     look
	cmd       *Command
	plan      *launchPlan // which the child reads until it has executed
	failure   error       // of the last call before the execve
}

func (t *Tracer) newThread(tid, pid int) *thread {
	var th *thread
	if n := len(t.free); n > 0 {
		th = t.free[n-1]
		t.free = t.free[:n-1]
		*th = thread{}
	} else {
		th = new(thread)
	}
	th.t = t
	th.Mem = th
	th.mem = t.mem
	th.TID, th.PID = tid, pid
	t.threads[tid] = th
	return th
}

func (t *Tracer) forget(th *thread) {
	if th.state == stateDelayed {
		t.undelay(th)
	}
	t.forgetPin(th)
	if t.threads[th.TID] == th {
		delete(t.threads, th.TID)
	}
	if len(t.free) < 64 {
		t.free = append(t.free, th)
	}
}

// Run reports events until nothing is traced any more. Its caller's goroutine
// must be locked to its thread, the one that called Start and Attach. While it
// runs, SIGCHLD has its default disposition in the whole process: the Go
// runtime's handler for it would double the cost of a stop.
func (t *Tracer) Run() error {
	if err := t.wake.begin(); err != nil {
		return &OpError{Op: "prepare signals", Err: err}
	}
	defer t.wake.end()
	t.beginPins()
	defer t.endPins()
	for len(t.threads) > 0 && !t.quit {
		if err := t.step(); err != nil {
			return err
		}
	}
	t.commands()
	if t.o.Idle != nil {
		t.o.Idle()
	}
	return nil
}

// step waits for one thing to happen and handles it.
func (t *Tracer) step() error {
	if t.wake.pending.Load() {
		t.commands()
		return nil
	}
	w, errno := t.next()
	switch errno {
	case 0:
	case syscall.EINTR:
		t.interrupted()
		return nil
	case syscall.ECHILD:
		t.stamp()
		t.vanish()
		return nil
	default:
		return &OpError{Op: "wait", Err: errno}
	}
	if w.tid == 0 { // superseded
		return nil
	}
	t.now.Sys = w.sys
	t.stamp()
	if t.o.Debug != nil {
		t.o.Debug(describe(w.tid, w.status))
	}
	t.handle(w.tid, w.status)
	if len(t.delayed) > 0 {
		t.endDelays() // stops may come so fast that wait4 is never interrupted
	}
	if t.pins.member != 0 {
		t.countStop()
	}
	if t.o.Idle != nil && !t.wake.dirty {
		t.wake.dirty = true
		t.wake.startTicks()
	} else if t.o.Traps != nil && t.o.Traps.Ticks() {
		t.wake.startTicks()
	}
	return nil
}

// collectEvery is how many stops are handled one by one before it is tried
// whether several are waiting.
const collectEvery = 32

// next waits for a stop. wait4 searches the tracees in a fixed order, so that
// two threads with nothing but system calls to do could keep it from ever
// finding a third one. Hence all that are waiting are collected before the first
// is handled: always, as long as there turn out to be several, and now and then
// otherwise.
func (t *Tracer) next() (waited, syscall.Errno) {
	if t.head < len(t.queue) {
		t.head++
		return t.queue[t.head-1], 0
	}
	several := t.head > 0
	t.queue, t.head = t.queue[:0], 0
	w, errno := t.wait(0)
	if errno != 0 || len(t.threads) < 3 {
		return w, errno
	}
	if t.turn++; several || t.turn%collectEvery == 0 {
		for {
			more, errno := t.wait(unix.WNOHANG)
			if errno != 0 || more.tid == 0 {
				break
			}
			if classify(more.status).kind == kindExec {
				w = t.supersede(w, more)
			}
			t.queue = append(t.queue, more)
		}
	}
	return w, 0
}

// supersede takes what was collected from the thread that an execve replaces out
// of the queue: its id is another thread's now.
func (t *Tracer) supersede(first, exec waited) waited {
	stale := func(w waited) bool { return w.tid == exec.tid }
	t.queue = slices.DeleteFunc(t.queue, stale)
	if stale(first) {
		first = waited{} // no thread's
	}
	return first
}

func (t *Tracer) wait(flags int) (w waited, errno syscall.Errno) {
	ru := (*unix.Rusage)(nil)
	if t.o.Clocks&SysClock != 0 {
		ru = &t.ru
	}
	w.tid, w.status, errno = t.k.wait(-1, flags, ru)
	if ru != nil {
		w.sys = ru.Stime.Nano()
	}
	return w, errno
}

// stamp reads the clocks that were asked for.
func (t *Tracer) stamp() {
	if t.o.Clocks&WallClock != 0 {
		t.now.Wall = time.Now().UnixNano()
	}
	if t.o.Clocks&MonoClock != 0 {
		t.now.Mono = nanotime()
	}
}

// vanish ends the threads that left no status behind: there is no tracee left.
func (t *Tracer) vanish() {
	for _, th := range t.threads {
		if th.state == stateEarly {
			t.early--
			t.forget(th)
			continue
		}
		t.end(th, &event.Exit{Vanished: true, When: t.now})
	}
}

// end reports the thread's end and forgets it.
func (t *Tracer) end(th *thread, x *event.Exit) {
	delete(t.threads, th.TID)
	if !th.silent {
		t.h.Exit(&th.Thread, x)
	}
	if t.o.Traps != nil {
		t.endTraps(th)
	}
	t.forget(th)
}

// Do makes Run call f, on its thread and between two events. It may be called
// from any goroutine, and before Run; functions are called in order.
// They are dropped if Run has returned.
func (t *Tracer) Do(f func()) {
	t.wake.mu.Lock()
	t.wake.todo = append(t.wake.todo, f)
	first := !t.wake.pending.Swap(true)
	t.wake.mu.Unlock()
	if first {
		t.wake.kick()
	}
}

// commands calls what Do was given.
func (t *Tracer) commands() {
	t.wake.mu.Lock()
	todo := t.wake.todo
	t.wake.todo = nil
	t.wake.pending.Store(false)
	t.wake.mu.Unlock()
	t.stamp()
	for _, f := range todo {
		f()
	}
}

// interrupted handles a wait4 that ended by a signal: a command or a tick.
func (t *Tracer) interrupted() {
	t.endDelays()
	again := t.tickPins()
	again = t.tickTraps() || again
	if t.wake.dirty {
		t.wake.dirty = false
		t.o.Idle()
		again = true // so that the timer is not set anew each time
	}
	if t.leaving {
		t.abandon()
		again = true
	}
	if !again {
		t.wake.stopTicks()
	}
}

// wakeup gets Run out of wait4. The signal's handler does nothing but interrupt
// the call. It may come just before the call, and be lost: so it is repeated,
// by a timer or by the goroutine that kick starts.
type wakeup struct {
	mu      sync.Mutex
	todo    []func()
	pending atomic.Bool
	thread  atomic.Int64 // the thread that is in Run, or 0
	dirty   bool         // there were events since Options.Idle was called
	ticking bool
	blocked bool  // wakeSignal was blocked when Run was called
	timer   int32 // POSIX timer id, valid while thread != 0

	alarm    int32 // another one, for delays
	hasAlarm bool  // it exists
	chld     sigaction
}

// kick interrupts wait4 until the commands have been taken.
func (w *wakeup) kick() {
	if w.thread.Load() == 0 {
		return
	}
	w.signal()
	go func() {
		for pause := time.Millisecond; w.pending.Load(); pause = min(2*pause, 50*time.Millisecond) {
			time.Sleep(pause)
			w.signal()
		}
	}()
}

func (w *wakeup) signal() {
	if tid := w.thread.Load(); tid != 0 && w.pending.Load() {
		unix.Tgkill(unix.Getpid(), int(tid), wakeSignal)
	}
}
