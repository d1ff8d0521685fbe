//go:build linux && amd64

package ptrace

import (
	"bytes"
	"time"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Affinity is the rule for the CPU masks of the tracer's thread and of what it
// traces.
//
// Each stop is a switch from the tracee to the tracer and back. On one CPU that
// is a context switch; between two, the other one must be woken from its idle
// state, which costs ten times as much. On the other hand, threads that compute
// at the same time need CPUs of their own. Nothing but trying tells which is
// the better for a given program: so AffinityAuto begins with everything on one
// CPU (pinned), and now and then tries the other way for a moment; it stays
// with the one in which there are more stops per second, since a program makes
// as much progress as it has stops. A program that hardly stops at all is left
// alone.
//
// The program cannot tell. Around the calls that read or set CPU masks
// (sched_getaffinity and sched_setaffinity, and sched_setattr, which refuses a
// deadline to a narrowed thread) all threads have their own masks; a process
// that opens a file called status, as /proc/self/status is, keeps all pins off
// while it lives; children that are not traced get their own mask before they
// run, and a thread that creates such a thread is left alone from then on.
// Threads get their masks back when they are detached. What is not traced, a
// child that is not followed among it, does see the mask of what is.
//
// With a seccomp filter, opening files does not stop: /proc/self/status would
// show the narrowed mask. Hence auto begins unpinned then, as it is at their
// start that programs look, and pins a program once it stops often.
//
// A tracer that is killed cannot give any mask back: a keeper does it in its
// place. That is no reason to trust it with more than must be: auto never pins
// what was attached to.
type Affinity uint8

const (
	AffinityAuto Affinity = iota
	AffinityOn            // everything on one CPU, always
	AffinityOff           // all masks as they are
)

// What auto measures by. The lengths are such that a trial costs little even if
// its way is ten times slower.
const (
	pinWindow   = 25 * time.Millisecond  // of measuring the rate of stops
	pinEarly    = 5 * time.Millisecond   // of a trial that is not half as good
	pinSample   = 16                     // stops between two looks at the clock
	pinMinRate  = 2000                   // stops per second; with fewer, the way does not matter
	pinTrial    = 500 * time.Millisecond // until the first trial of the other way
	pinTrialMax = 4 * time.Second        // between trials, after those that failed
)

// mask is a thread's own CPU mask: what it would have if it were not traced.
type mask struct {
	seen unix.CPUSet // what sched_getaffinity returns
	set  unix.CPUSet // what to set it by
}

// pins are the tracer's dealings with CPU masks.
type pins struct {
	rule   Affinity
	on     bool // threads are wanted on one CPU
	shown  int  // threads with thread.shown: while there are any, all have their own masks
	cpu    unix.CPUSet
	own    unix.CPUSet // the tracer thread's own mask
	narrow bool        // the tracer thread is on cpu
	ready  bool        // within Run
	keeper keeper

	stops  int // since the window began
	since  int64
	trial  bool    // this window is a trial
	rate   float64 // of the window before the trial
	next   int64   // when to try
	pause  time.Duration
	member int // threads with a mask
}

// begin starts the rule for Run.
func (t *Tracer) beginPins() {
	p := &t.pins
	p.rule = t.o.Affinity
	if p.rule == AffinityOff || unix.SchedGetaffinity(0, &p.own) != nil || p.own.Count() < 2 {
		p.rule = AffinityOff
		return
	}
	p.ready = true
	for _, th := range t.threads {
		t.enrol(th)
	}
	t.restartPins()
}

// restartPins begins anew, since there is a program that was not measured yet.
func (t *Tracer) restartPins() {
	p := &t.pins
	if p.member == 0 {
		return
	}
	p.pause = pinTrial
	t.window(nanotime())
	p.next = p.since + int64(p.pause)
	t.pin(p.rule == AffinityOn || t.o.Seccomp == nil)
}

// endPins gives all masks back.
func (t *Tracer) endPins() {
	p := &t.pins
	if p.ready {
		t.pin(false)
		p.keeper.end()
		p.ready = false
	}
}

// enrol takes a started or attached thread under the rule, if it says so.
func (t *Tracer) enrol(th *thread) {
	p := &t.pins
	if !p.ready || th.mask != nil || th.Attached && p.rule != AffinityOn {
		return
	}
	m := new(mask)
	if unix.SchedGetaffinity(th.TID, &m.seen) != nil {
		return
	}
	m.set = m.seen
	// A thread that was never restricted follows later changes of its cpuset
	// (cpuset(7)). One that is given the mask that it seems to have would not,
	// one that is given all CPUs does.
	var all, now unix.CPUSet
	for i := range all {
		all[i] = ^all[i]
	}
	if unix.SchedSetaffinity(th.TID, &all) != nil {
		return
	}
	if unix.SchedGetaffinity(th.TID, &now); now == m.seen {
		m.set = all
	} else {
		unix.SchedSetaffinity(th.TID, &m.set)
	}
	th.mask = m
	p.member++
}

// bornPins gives a new child its mask. It has inherited the one that its creator
// had when it was created, whichever that was.
func (t *Tracer) bornPins(child, parent *thread) {
	p := &t.pins
	if parent != nil {
		child.mask = parent.mask
	} else {
		for _, th := range t.threads { // any one will do
			if th.mask != nil && th.filtered == child.filtered {
				child.mask = th.mask
				break
			}
		}
	}
	if child.mask == nil {
		return
	}
	p.member++
	child.pinned = true // maybe
	p.keeper.keep(child)
	if child.detaching {
		t.dropPin(child)
		if parent != nil && child.PID == parent.PID {
			// The child may look at the parent unseen.
			t.dropPin(parent)
			t.k.ptrace(unix.PTRACE_SETOPTIONS, parent.TID, 0, t.callOptions())
		}
	} else {
		t.place(child)
	}
}

// dropPin gives the thread its mask back for good.
func (t *Tracer) dropPin(th *thread) {
	if th.mask == nil {
		return
	}
	t.hide(th, lookMask|lookFile)
	if th.pinned {
		unix.SchedSetaffinity(th.TID, &th.mask.set)
	}
	t.forgetPin(th)
}

// forgetPin takes an ended thread out of the rule.
func (t *Tracer) forgetPin(th *thread) {
	if th.mask != nil {
		t.hide(th, lookMask|lookFile)
		t.pins.keeper.drop(th)
		th.mask, th.pinned = nil, false
		t.pins.member--
	}
}

// pin puts everything on one CPU, or all back to where they belong.
func (t *Tracer) pin(on bool) {
	p := &t.pins
	p.on = on
	if on {
		t.wake.startTicks()
	}
	t.placeAll()
}

// placeAll makes the masks what they should be now.
func (t *Tracer) placeAll() {
	p := &t.pins
	if on := p.on && p.shown == 0; on != p.narrow {
		p.narrow = on
		if on {
			if p.keeper.pid == nil {
				p.keeper.start(&p.cpu)
			}
			p.cpu = thisCPU()
			unix.SchedSetaffinity(0, &p.cpu)
		} else {
			unix.SchedSetaffinity(0, &p.own)
		}
	}
	for _, th := range t.threads {
		if th.mask != nil && th.pinned != p.narrow {
			t.place(th)
		}
	}
}

// place sets one thread's mask. Where that fails, since the thread's own mask
// lacks the CPU, or the thread is out of reach, it keeps what it has.
func (t *Tracer) place(th *thread) {
	p := &t.pins
	m := &p.cpu
	if !p.narrow || !contains(&th.mask.seen, &p.cpu) {
		if p.narrow && !th.pinned {
			return
		}
		m = &th.mask.set
	} else {
		p.keeper.keep(th)
	}
	if unix.SchedSetaffinity(th.TID, m) == nil {
		th.pinned = m == &p.cpu
	}
	if !th.pinned {
		p.keeper.drop(th)
	}
}

func contains(set, subset *unix.CPUSet) bool {
	for i := range set {
		if subset[i]&^set[i] != 0 {
			return false
		}
	}
	return true
}

// thisCPU is the CPU that the calling thread runs on.
func thisCPU() (set unix.CPUSet) {
	var cpu uint32
	unix.RawSyscall(unix.SYS_GETCPU, uintptr(unsafe.Pointer(&cpu)), 0, 0)
	set.Set(int(cpu))
	return set
}

// look is what a call may tell the program about masks.
type look uint8

const (
	lookMask look = 1 << iota // it reads or sets them
	lookFile                  // it opens a file that tells
)

// show makes all masks true because of what the thread is about to do.
func (t *Tracer) show(th *thread, l look) {
	if th.shown == 0 {
		if t.pins.shown++; t.pins.shown == 1 {
			t.placeAll()
		}
	}
	th.shown |= l
}

// hide takes show back.
func (t *Tracer) hide(th *thread, l look) {
	if th.shown == 0 {
		return
	}
	if th.shown &^= l; th.shown == 0 {
		if t.pins.shown--; t.pins.shown == 0 {
			t.window(nanotime())
			t.placeAll()
		}
	}
}

// looks returns what the call may do with masks, whatever its arguments.
func looks(c *event.Call) look {
	if c.ABI == event.I386 {
		switch c.Nr {
		case schedSetaffinity32, schedGetaffinity32, schedSetattr32:
			return lookMask
		case open32, openat32, openat232:
			return lookFile
		}
		return 0
	}
	switch c.Nr {
	case unix.SYS_SCHED_SETAFFINITY, unix.SYS_SCHED_GETAFFINITY, unix.SYS_SCHED_SETATTR:
		return lookMask
	case unix.SYS_OPEN, unix.SYS_OPENAT, unix.SYS_OPENAT2:
		return lookFile
	}
	return 0
}

// callPins is called at the entry and at the exit of every call of a thread with
// a mask.
func (t *Tracer) callPins(th *thread, entry bool) {
	switch looks(&th.Call) {
	case lookMask:
		if entry {
			t.show(th, lookMask)
			return
		}
		t.reread()
		t.hide(th, lookMask)
	case lookFile:
		if entry && t.opensStatus(th) {
			// Its process's other threads share the descriptor, and the
			// leader's entry lasts as long as they do.
			if leader := t.threads[th.PID]; leader != nil && leader.mask != nil {
				th = leader
			}
			t.show(th, lookFile)
		}
	}
}

// reread looks for masks that the program has changed, while all are its own.
func (t *Tracer) reread() {
	for _, th := range t.threads {
		if th.mask == nil || th.pinned {
			continue
		}
		var now unix.CPUSet
		if unix.SchedGetaffinity(th.TID, &now) == nil && now != th.mask.seen {
			th.mask = &mask{seen: now, set: now}
		}
	}
}

// opensStatus tells whether the file that the call opens is called status.
func (t *Tracer) opensStatus(th *thread) bool {
	c := &th.Call
	path := c.Ptr(1)
	if c.ABI == event.I386 && c.Nr == open32 || c.ABI == event.AMD64 && c.Nr == unix.SYS_OPEN {
		path = c.Ptr(0)
	}
	name := t.readName(th, path)
	return bytes.HasSuffix(name, []byte("status"))
}

// countStop counts a stop for the rule.
func (t *Tracer) countStop() {
	p := &t.pins
	if p.stops++; p.stops%pinSample == 0 && p.rule == AffinityAuto && p.shown == 0 {
		if now := nanotime(); p.over(now) {
			t.judge(now)
		}
	}
}

// over tells whether the window has ended. A trial that is clearly worse ends
// early.
func (p *pins) over(now int64) bool {
	d := now - p.since
	return d >= int64(pinWindow) || p.trial && d >= int64(pinEarly) && float64(p.stops)*1e9 < p.rate/2*float64(d)
}

// tickPins is called while the tracer waits, and tells whether to be called
// again.
func (t *Tracer) tickPins() bool {
	p := &t.pins
	if p.rule != AffinityAuto || !p.on {
		return false
	}
	if now := nanotime(); p.shown == 0 && p.over(now) {
		t.judge(now)
	}
	return p.on
}

// judge decides at a window's end.
func (t *Tracer) judge(now int64) {
	p := &t.pins
	rate := float64(p.stops) * 1e9 / float64(now-p.since)
	switch {
	case rate < pinMinRate:
		p.trial = false
		p.pause = pinTrial
		p.next = now
		if p.on {
			t.pin(false)
		}
	case p.trial:
		p.trial = false
		if rate > p.rate {
			p.pause = pinTrial
		} else {
			p.pause = min(2*p.pause, pinTrialMax)
			t.pin(!p.on)
		}
		p.next = now + int64(p.pause)
	case now >= p.next:
		p.trial = true
		p.rate = rate
		t.pin(!p.on)
	}
	t.window(now)
}

// window begins a window.
func (t *Tracer) window(now int64) {
	t.pins.stops, t.pins.since = 0, now
}

// Numbers of i386 calls (asm/unistd_32.h).
const (
	prctl32            = 172
	seccomp32          = 354
	schedSetaffinity32 = 241
	schedGetaffinity32 = 242
	schedSetattr32     = 351
	open32             = 5
	openat32           = 295
	openat232          = 437
)
