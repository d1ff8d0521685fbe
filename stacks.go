package gotrace

import (
	"gotrace/event"
	"gotrace/filter"
	"gotrace/syscalls"
	"gotrace/unwind"
)

// StackOptions ask for stack traces.
type StackOptions struct {
	Limit  int  // frames of a trace; 0: unwind.DefaultLimit
	Source bool // source lines, too
}

// stacks is what the session keeps for stack traces.
type stacks struct {
	u     *unwind.Unwinder
	same  func(a, b int) bool // whether two processes have one memory
	hooks hooker              // nil: code and stacks are what the program makes them
	procs map[int]*process
	kinds [event.NumABI][]stackKind // of calls, by number
	regs  event.Regs
}

// A hooker has changed programs' code and stacks; it knows what they would be.
type hooker interface {
	// True returns a thread's memory as it would be, and makes regs so.
	True(t *event.Thread, regs *event.Regs) event.Memory
}

// process is what threads of one process have in common.
type process struct {
	space   *unwind.Space
	threads int
}

// tracing is what the session keeps about a thread's stack traces.
type tracing struct {
	proc  *process
	stack unwind.Stack // of the event, or of the call under way
	taken bool         // at the call's entry
	maps  bool         // the call under way changes mappings
	ran   bool         // it is past the execve of the program that gotrace started
}

// stackKind is what a call means for stacks and mappings.
type stackKind uint8

const (
	callsOn  stackKind = iota // nothing
	ends                      // the stack is gone when it is done
	maps                      // it maps what its result and arguments 1 and 2 say
	unmaps                    // it unmaps what arguments 0 and 1 say
	protects                  // it changes what arguments 0 to 2 say
	remaps                    // it moves what arguments 0 and 1 say to its result
	mayMap                    // it may change any mapping
)

func kindOf(d *syscalls.Desc) stackKind {
	switch d {
	case &syscalls.Execve, &syscalls.Execveat, &syscalls.Exit, &syscalls.ExitGroup:
		return ends
	case &syscalls.Mmap, &syscalls.Mmap2:
		return maps
	case &syscalls.Munmap:
		return unmaps
	case &syscalls.Mprotect, &syscalls.PkeyMprotect:
		return protects
	case &syscalls.Mremap:
		return remaps
	case &syscalls.OldMmap, &syscalls.RemapFilePages, &syscalls.Shmat, &syscalls.Shmdt, &syscalls.Ipc,
		&syscalls.Uselib, &syscalls.ArchPrctl: // arch_prctl: ARCH_MAP_VDSO_64 and so on
		return mayMap
	}
	return callsOn
}

func newStacks(tables filter.Tables, u *unwind.Unwinder, same func(a, b int) bool) *stacks {
	s := &stacks{u: u, same: same, procs: make(map[int]*process)}
	for abi, table := range tables {
		s.kinds[abi] = make([]stackKind, len(table))
		for nr, d := range table {
			s.kinds[abi][nr] = kindOf(d)
		}
	}
	return s
}

// add adds the calls that change mappings to those at which a program stops.
func (s *stacks) add(stops *filter.Set) {
	for abi, kinds := range s.kinds {
		for nr, k := range kinds {
			if k > ends {
				stops.Add(event.ABI(abi), uint64(nr))
			}
		}
	}
}

func (s *stacks) kind(c *event.Call) stackKind {
	if k := s.kinds[c.ABI]; c.Nr < uint64(len(k)) {
		return k[c.Nr]
	}
	return callsOn
}

// born makes th belong to a process.
func (s *stacks) born(th *thread, parent *event.Thread) {
	p := s.procs[th.PID]
	if p == nil {
		p = &process{}
		if parent != nil && parent.PID != th.PID && s.same(parent.PID, th.PID) {
			p.space = of(parent).proc.space
		} else {
			p.space = s.u.NewSpace(th.PID)
		}
		s.procs[th.PID] = p
	}
	p.threads++
	th.tracing = tracing{proc: p, ran: parent != nil, stack: th.stack}
}

// gone undoes born.
func (s *stacks) gone(th *thread) {
	if th.proc.threads--; th.proc.threads == 0 && s.procs[th.PID] == th.proc {
		delete(s.procs, th.PID)
	}
	th.proc = nil
}

// executed tells that th's process has another memory now.
func (s *stacks) executed(th *thread) {
	th.proc.space = s.u.NewSpace(th.PID)
	th.ran = true
}

// enter is called at the entry of each call, and reports whether its exit is
// wanted.
func (s *stacks) enter(th *thread) bool {
	k := s.kind(&th.Call)
	th.maps, th.taken = k > ends, false
	return th.maps
}

// early takes the stack of a call that will have none when it is done.
func (s *stacks) early(th *thread) {
	c := &th.Call
	switch s.kind(c) {
	case ends:
		// What gotrace started was gotrace before its execve.
		th.taken = th.ran
	case unmaps:
		th.taken = uint64(c.SP-c.Ptr(0)) < c.Ulong(1)
	}
	if th.taken {
		s.take(th, true)
	}
}

// leave is called at the exit of a call that changes mappings.
func (s *stacks) leave(th *thread) {
	c := &th.Call
	if !th.maps {
		return
	}
	th.maps = false
	k := s.kind(c)
	if c.Errno != 0 {
		k = mayMap // it may have done a part of it
	}
	ret := event.Addr(c.Ret)
	if c.ABI == event.I386 {
		ret = event.Addr(uint32(c.Ret))
	}
	const exec = 4 // asm-generic/mman-common.h, PROT_EXEC
	space := th.proc.space
	switch k {
	case maps:
		space.Changed(ret, c.Ulong(1), c.Args[2]&exec != 0)
	case unmaps:
		space.Changed(c.Ptr(0), c.Ulong(1), false)
	case protects:
		space.Changed(c.Ptr(0), c.Ulong(1), c.Args[2]&exec != 0)
	case remaps:
		space.Changed(c.Ptr(0), c.Ulong(1), false)
		space.Changed(ret, c.Ulong(2), false)
	case mayMap:
		space.ChangedAll()
	}
}

// take takes th's stack.
func (s *stacks) take(th *thread, inCall bool) {
	s.trace(th, inCall, nil)
	th.Stack = &th.stack
}

// trace reads the stack of th, or of the caller of a library function.
func (s *stacks) trace(th *thread, inCall bool, c *event.LibCall) {
	th.stack.Frames, th.stack.Cut = th.stack.Frames[:0], false
	r, ok := th.Mem.(event.RegReader)
	if !ok || !r.ReadRegs(&s.regs) {
		return
	}
	mem := th.Mem
	if s.hooks != nil {
		mem = s.hooks.True(th.Thread.Thread, &s.regs)
	}
	if c != nil { // where the call begins and ends alike
		*s.regs.PC(), *s.regs.SP() = uint64(c.IP), uint64(c.Stack)
	}
	th.proc.space.Moved(th.PID)
	th.stack = th.proc.space.Trace(&s.regs, mem, inCall, th.stack.Frames)
}
