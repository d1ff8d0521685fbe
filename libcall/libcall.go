//go:build linux && amd64

// Package libcall catches calls of library functions: it learns of the objects
// that a traced program has loaded, has their calls of functions stop, and tells
// an [event.LibHandler] of them. It stands on the engine, of which it is the
// [ptrace.Traps]; it names functions, and decodes no argument.
//
// # Slots
//
// A module calls a function of another one through a slot in its memory that
// holds the function's address. For each slot whose function is wanted there is a
// stub in memory that was added to the process:
//
//	int3
//	jmp *entry
//
// The slot's content moves to the entry, the slot points to the stub, and so does
// the slot's relocation to the entry, by its r_offset: whatever the dynamic linker
// writes later, be it when a function is first called or when a module is
// relocated that was just loaded, lands in the entry. Neither lazy binding nor
// read-only relocations (RELRO) matter.
//
// Slots of R_X86_64_GLOB_DAT and R_386_GLOB_DAT may be read as data, too, where a
// function's address is taken: those keep their content, and the instructions that
// call or jump through them are made to go through another place, which leads to a
// stub (reroute). So are those of IRELATIVE, whose functions are chosen when the
// module is loaded (IFUNC). Where code that runs already would have to be changed,
// they get breakpoints. If code takes the address to a register and may call it there
// (mayCall), the function stops at its entry, and where the call returns to tells
// whether the module has made it.
//
// # Returns
//
// At a stub the return address on the stack is replaced by that of a trampoline,
// which is an int3. Who returned to it is told by the address of the stack slot:
// exact for any depth, for longjmp, for stacks that are switched. Where a function
// looks at its return address, or saves it to return there twice, or the CPU
// compares it (shadow stacks), a breakpoint at that address takes the trampoline's
// place (see watchFor).
//
// Functions at whose entry a breakpoint stands are watched in the same way; they
// are found in the symbol tables of memory and of files.
//
// Unwinders need true return addresses. At the functions of libgcc by which they
// begin, those of the thread are put back; they are replaced again when an
// exception has been caught.
//
// # Fast stubs
//
// A stub need not stop (stubs/*.s). It knows the calls under way by a table in the
// process's memory, keyed by the stack slots of their return addresses: what the
// paragraph above says holds. Calls and returns are counted, or recorded in a ring in
// memory that is shared with the tracer, which reads it whenever a thread of the
// process stops, so that records come before what the thread does next, now and then,
// and when the ring is full. What a prototype would show of memory has to be in the
// record: registers, words of the stack, as much of strings as is shown of them. Where
// that is not enough the thread stops at an int3 of the fast stub, with all that the
// tracer wants in its registers: it has nothing to read, and nothing to write. Those
// functions whose return address must not be replaced, and all where stacks are asked
// for, get the stubs above.
//
// A thread that stops for a signal while it writes a record begins that anew, and
// one whose copying of a string faults goes on behind that: nobody else is told.
// After a fork the child gets a ring of its own, before it runs.
//
// The kernel marks the shared memory when the tracer ends (markDeath): from then on
// fast stubs do nothing, and the program runs on. Whoever finds the ring full waits
// in a system call, which is not shown: a thread that has stopped at an int3 when its
// tracer is killed would die of it. Only where the program will die with its tracer
// anyway it is an int3.
//
// # Breakpoints
//
// An instruction that a breakpoint stands on is executed from a copy elsewhere
// (displace): there is no moment at which another thread could slip through, and
// no single step.
package libcall

import (
	"slices"

	"gotrace/event"
	"gotrace/ptrace"
)

// Options say what is caught.
type Options struct {
	Calls   Filter // calls between modules
	Entries Filter // functions at their entry, wherever they are called from
	Into    Filter // calls of functions that these modules implement
	Stubs   Stubs
	Count   bool // calls need only be counted where they are caught without stopping
	Stacks  bool // who is told of a call asks for its stack
	Text    int  // how many bytes of a string are shown
	Clocks  ptrace.Clocks
}

// Tracer catches library calls. It is to be the Traps of a ptrace.Tracer.
type Tracer struct {
	h     event.LibHandler
	o     Options
	index map[string]int // of names
	names []string
	frees []*frame
	rings []*space   // those that have records
	next  event.Next // what the handler has answered to records
	float [512]byte  // scratch
	res   result
	seen  trueMemory
}

// New returns a Tracer that reports to h.
func New(h event.LibHandler, o Options) *Tracer {
	return &Tracer{h: h, o: o, index: map[string]int{}}
}

// Names returns the names of the functions that were caught, by event.Func.Index.
func (l *Tracer) Names() []string { return l.names }

// known completes what is known of a function, and tells the handler of it.
func (l *Tracer) known(fn *event.Func, abi event.ABI) {
	fn.Shown = fn.Name
	fn.Ends = watchOf(fn.Name) == watchNone
	l.h.LibFunc(fn, abi)
	fn.Index = l.nameIndex(fn.Shown)
}

func (l *Tracer) nameIndex(name string) int {
	i, ok := l.index[name]
	if !ok {
		i = len(l.names)
		l.index[name] = i
		l.names = append(l.names, name)
	}
	return i
}

// thread is what is known about a thread.
type thread struct {
	*event.Thread
	sp      *space
	silent  bool
	live    []*frame   // calls under way, the last one last; some may have been jumped out of
	bared   []*frame   // those whose true return address is on the stack
	unwind  event.Addr // the stack pointer at which an unwinder began; 0: none is at work
	pointer uint64     // the thread pointer; 0: not known
	child   *thread    // that has the same one, while this thread waits in vfork
	seen    bool       // see sight

	looked   bool       // whether it has a shadow stack
	entering event.Addr // the stack pointer at the entry of the function that is being called from a site
}

func of(t *event.Thread) *thread {
	th, _ := t.Traps.(*thread)
	return th
}

// Born implements ptrace.Traps.
func (l *Tracer) Born(child, parent *ptrace.Stopped, shares bool) {
	th := &thread{Thread: child.Thread, silent: child.Silent}
	child.Traps = th
	if parent == nil {
		if child.Attached {
			th.sp = newSpace(l, child.TID)
			th.join()
		}
		return
	}
	p := of(parent.Thread)
	if p == nil || p.sp == nil {
		return
	}
	if shares {
		th.sp = p.sp
		th.join()
		return
	}
	if !p.sp.touched() {
		return
	}
	p.sp.drain()
	sp := p.sp.copy(child.TID, p, th)
	if sp == nil {
		return
	}
	if child.Silent {
		sp.clear()
		sp.close()
		return
	}
	th.sp = sp
	th.join()
}

func (th *thread) join() {
	if th.sp != nil {
		th.sp.all = append(th.sp.all, th)
		th.sp.forgetPointers()
	}
}

// leave takes the thread out of its space.
func (th *thread) leave() {
	if sp := th.sp; sp != nil {
		sp.all = slices.DeleteFunc(sp.all, func(o *thread) bool { return o == th })
		for _, o := range sp.all {
			if o.child == th {
				o.child = nil
			}
		}
		if sp.forgetPointers(); len(sp.all) == 0 {
			sp.close()
		}
	}
	th.sp, th.pointer, th.child = nil, 0, nil
}

// Exit implements ptrace.Traps.
func (l *Tracer) Exit(t *event.Thread) {
	th := of(t)
	if th == nil {
		return
	}
	l.abandon(th)
	th.leave()
	t.Traps = nil
}

// abandon reports the calls that are under way as lost.
func (l *Tracer) abandon(th *thread) {
	for i := len(th.live) - 1; i >= 0; i-- {
		l.lose(th, th.live[i])
	}
	th.live, th.bared = th.live[:0], th.bared[:0]
}

// Room implements ptrace.Traps.
func (l *Tracer) Room(t *event.Thread) (code, data event.Addr, mem *ptrace.Memory) {
	th := of(t)
	if th == nil || th.sp == nil || len(th.sp.areas) == 0 {
		return 0, 0, nil
	}
	return th.sp.spare, th.sp.areas[0].base + areaSize - 64, th.sp.mem
}

// Home implements ptrace.Traps.
func (l *Tracer) Home(t *event.Thread) any {
	if th := of(t); th != nil && th.sp != nil && th.sp.touched() {
		return th.sp
	}
	return nil
}

// Exec implements ptrace.Traps.
func (l *Tracer) Exec(s *ptrace.Stopped) {
	th := of(s.Thread)
	if th == nil {
		th = &thread{Thread: s.Thread}
		s.Traps = th
	}
	l.abandon(th)
	th.leave()
	th.unwind = 0
	if !s.Load() {
		return
	}
	th.sp = newSpace(l, s.TID)
	th.join()
	if th.sp != nil {
		th.sp.begin(s)
	}
}

// Stop implements ptrace.Traps: it is the first chance to do anything about a
// process that was attached to.
func (l *Tracer) Stop(s *ptrace.Stopped) {
	if th := of(s.Thread); th != nil && th.sp != nil && !th.sp.refused {
		th.sp.enter(s)
		th.sp.point(th, s)
		th.sp.sight(th, s)
	}
}

// Clear implements ptrace.Traps.
func (l *Tracer) Clear(all []*ptrace.Stopped) {
	var sp *space
	for _, s := range all {
		th := of(s.Thread)
		sp = th.sp
		if s.Load() {
			sp.leaveStub(s)
		}
	}
	if sp == nil {
		return
	}
	sp.clear()
	for _, s := range all {
		th := of(s.Thread)
		l.abandon(th)
		th.leave()
	}
}
