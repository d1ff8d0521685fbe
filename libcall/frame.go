//go:build linux && amd64

package libcall

import (
	"gotrace/event"
	"gotrace/ptrace"
)

// frame is a call whose return is waited for.
type frame struct {
	event.LibCall
	th    *thread    // that has made the call; nil: it is gone, and nobody is told of the return
	slot  event.Addr // where the return address stands
	ret   event.Addr
	prev  *frame          // the call that has ended in this one, which returns for both
	site  bool            // a breakpoint stands at ret; the slot is as it was
	bared bool            // the slot is as it was, for an unwinder
	times int             // how often it returns
	quiet bool            // nobody is told of it
	fast  bool            // a fast stub caught it, which knows where it returns to
	words [mostWords]byte // of the fast stub: what it has recorded of the arguments on the stack

	resolves *resolver // what it returns is what that one has chosen
}

// copy returns the frame as a child has it that thread p has forked.
func (f *frame) copy(p, child *thread) *frame {
	c := *f
	c.Data, c.Copy = nil, true
	c.th = nil
	if f.th == p {
		c.th = child
	}
	if f.prev != nil {
		c.prev = f.prev.copy(p, child)
	}
	return &c
}

func (l *Tracer) newFrame() *frame {
	if n := len(l.frees); n > 0 {
		f := l.frees[n-1]
		l.frees = l.frees[:n-1]
		*f = frame{}
		return f
	}
	return &frame{}
}

// called handles the beginning of a call: sp points to the return address.
func (l *Tracer) called(s *ptrace.Stopped, th *thread, fn *event.Func, at event.Addr) event.Next {
	if th.silent || fn == nil {
		return event.Continue
	}
	sp := th.sp
	f := l.newFrame()
	f.slot, f.ret = at, sp.word(at)
	l.fill(s, th, fn, f)
	tail := false
	old := sp.frames[at]
	if old != nil {
		switch {
		case old.fast && sp.returnsFast(f.ret):
			f.prev = old
		case f.ret == sp.trampoline() && !old.site && !old.fast, old.site && f.ret == old.ret && old.th == th && old.Func == nil:
			tail = true
			f.prev, f.ret = old, old.ret
		default:
			l.jumpedOut(sp, old)
		}
	}
	f.IP = f.ret
	if sp.fast != nil {
		f.IP = sp.returnsTo(at, f.ret)
	}
	next := l.h.LibEnter(s.Thread, &f.LibCall)
	if !th.looked {
		th.looked = true
		_, has := s.ShadowStack()
		sp.shadow = sp.shadow || has
	}
	watch := watchFor(fn.Name, sp.shadow)
	if fn.Ends {
		watch = watchNone
	} else if watch == watchSlot && th.unwind != 0 && at <= th.unwind {
		watch = watchSite // a part of the unwinder, which walks over itself, too
	}
	switch watch {
	case watchNone:
		l.h.LibLost(s.Thread, &f.LibCall)
		l.frees = append(l.frees, f)
		return next
	case watchSite, watchTwice:
		f.site = true
		sp.takeOver(f)
		if watch == watchTwice {
			f.times = 2
		}
		if tail {
			sp.writeWord(at, f.ret)
		}
		b := sp.setDisplaced(s, f.ret, bpReturn)
		if b == nil {
			l.h.LibLost(s.Thread, &f.LibCall)
			f.th, f.quiet = nil, true
			if !tail {
				delete(sp.frames, at)
				l.frees = append(l.frees, f)
			}
			return next
		}
		b.waits++
	default:
		sp.takeOver(f)
		if !tail && !sp.writeWord(at, sp.trampoline()) {
			l.h.LibLost(s.Thread, &f.LibCall)
			delete(sp.frames, at)
			l.frees = append(l.frees, f)
			return next
		}
	}
	sp.frames[at] = f
	th.live = append(th.live, f)
	return next
}

// fill fills in what the registers of a thread that has stopped tell of its call.
func (l *Tracer) fill(s *ptrace.Stopped, th *thread, fn *event.Func, f *frame) {
	f.Func, f.ABI, f.th, f.times = fn, th.sp.abi, th, 1
	f.Begin, f.Depth = s.Now, len(th.live)
	f.Stack = f.slot + event.Addr(f.ABI.PtrSize())
	if r := &s.Regs; f.ABI == event.AMD64 {
		f.Int = [6]uint64{r.Rdi, r.Rsi, r.Rdx, r.Rcx, r.R8, r.R9}
	}
	if fn.Floats && s.Floats(&l.float) {
		for i := range f.Float {
			copy(f.Float[i][:], l.float[xmmAt+16*i:])
		}
	}
}

// frameAt returns the call that has returned to the trampoline, or nil.
func (sp *space) frameAt(s *ptrace.Stopped) *frame {
	size := event.Addr(sp.abi.PtrSize())
	top := event.Addr(s.Regs.Rsp)
	if f := sp.frames[top-size]; f != nil && !f.site && !f.fast {
		return f
	}
	if sp.abi == event.I386 { // the function may have popped arguments, too
		for n := event.Addr(2); n <= 16; n++ {
			if f := sp.frames[top-n*size]; f != nil && !f.site && !f.fast && sp.word(f.slot) == sp.trampoline() {
				return f
			}
		}
	}
	return nil
}

// returned handles a return to the trampoline.
func (l *Tracer) returned(s *ptrace.Stopped, th *thread) event.Next {
	f := th.sp.frameAt(s)
	if f == nil {
		ret, ok := th.sp.former[event.Addr(s.Regs.Rsp)-event.Addr(th.sp.abi.PtrSize())]
		if !ok {
			l.h.LibNote(s.Thread, "a call has returned that is not known")
			return event.Continue
		}
		s.SetIP(ret)
		return event.Continue
	}
	s.SetIP(f.ret)
	th.sp.former[f.slot] = f.ret
	delete(th.sp.frames, f.slot)
	th.sp.chosen(s, f)
	return l.finish(th, f, l.result(s, th, f))
}

// returnedTo handles a return to a breakpoint.
func (l *Tracer) returnedTo(s *ptrace.Stopped, th *thread, b *breakpoint, at event.Addr) event.Next {
	sp := th.sp
	f := sp.frames[event.Addr(s.Regs.Rsp)-event.Addr(sp.abi.PtrSize())]
	if f == nil || !f.site || f.ret != at {
		return event.Continue
	}
	if f.times--; f.times > 0 {
		return event.Continue // the child of vfork, which goes first
	}
	delete(sp.frames, f.slot)
	sp.waited(at, b)
	sp.chosen(s, f)
	return l.finish(th, f, l.result(s, th, f))
}

// waited notes that one call less will return to the breakpoint.
func (sp *space) waited(at event.Addr, b *breakpoint) {
	if b.waits--; b.waits <= 0 {
		b.waits = 0
		sp.unset(at, bpReturn)
	}
}

// result is how calls have returned.
type result struct {
	ret   [2]uint64
	float [2][16]byte
	x87   [10]byte
	end   event.Stamp
	mem   event.Memory
	errno int
}

// result reads what f returns, and those that have ended in it.
func (l *Tracer) result(s *ptrace.Stopped, th *thread, f *frame) *result {
	r := &l.res
	r.end, r.mem, r.errno = s.Now, nil, 0
	r.ret = [2]uint64{s.Regs.Rax, s.Regs.Rdx}
	if s.ABI() == event.I386 {
		r.ret = [2]uint64{uint64(uint32(s.Regs.Rax)), uint64(uint32(s.Regs.Rdx))}
	}
	for ; f != nil; f = f.prev {
		if f.Func != nil && f.Errno && r.errno == 0 && failed(r.ret[0]) {
			r.errno = th.sp.readErrno(s)
		}
		if f.Func != nil && (f.RetFloats || f.RetX87) && s.Floats(&l.float) {
			copy(r.x87[:], l.float[st0At:])
			for i := range r.float {
				copy(r.float[i][:], l.float[xmmAt+16*i:])
			}
		}
	}
	return r
}

// finish reports the return of a call, and of those that have ended in it. If one
// that was caught in the other way is among those, it is now to return itself.
func (l *Tracer) finish(th *thread, f *frame, r *result) event.Next {
	th.drop(f)
	next, fast := event.Continue, f.fast
	for f != nil && f.fast == fast {
		if f.th != nil && !f.quiet {
			f.Done, f.End, f.Mem, f.Failure = true, r.end, r.mem, r.errno
			f.Ret, f.RetFloat, f.X87 = r.ret, r.float, r.x87
			next = max(next, l.h.LibLeave(th.Thread, &f.LibCall))
		}
		prev := f.prev
		f.prev = nil
		l.frees = append(l.frees, f)
		f = prev
	}
	if f != nil {
		th.sp.frames[f.slot] = f
	}
	return next
}

// Where FXSAVE puts registers (Intel SDM, volume 1, 10.5.1).
const (
	st0At = 32
	xmmAt = 160
)

// drop takes a call that returns out of the list of those under way, and all
// above it on the stack, which were jumped out of.
func (th *thread) drop(f *frame) {
	n := len(th.live)
	for i := n - 1; i >= 0; i-- {
		g := th.live[i]
		if g == f {
			th.live = append(th.live[:i], th.live[n:]...)
			for p := f.prev; p != nil && p.fast == f.fast && i > 0 && th.live[i-1] == p; p = p.prev {
				i--
				th.live = append(th.live[:i], th.live[i+1:]...)
			}
			return
		}
		if g.slot < f.slot && n == i+1 {
			n--
		}
	}
}

// jumpedOut reports that a call has been jumped out of: its stack slot has got
// another use.
func (l *Tracer) jumpedOut(sp *space, f *frame) {
	if b := sp.bps[f.ret]; f.site && b != nil && b.kinds&bpReturn != 0 {
		sp.waited(f.ret, b)
	}
	delete(sp.frames, f.slot)
	if !f.site && !f.fast {
		sp.former[f.slot] = f.ret
	}
	th := f.th
	for f != nil {
		if th != nil {
			th.remove(f)
			l.lose(th, f)
		}
		prev := f.prev
		f.prev = nil
		l.frees = append(l.frees, f)
		f = prev
	}
}

func (th *thread) remove(f *frame) {
	for i := len(th.live) - 1; i >= 0; i-- {
		if th.live[i] == f {
			th.live = append(th.live[:i], th.live[i+1:]...)
			return
		}
	}
}

// lose reports that nothing more will be heard of a call.
func (l *Tracer) lose(th *thread, f *frame) {
	if f.th != nil && !f.quiet && !f.Copy {
		f.th = nil
		l.h.LibLost(th.Thread, &f.LibCall)
	}
}

// watch is how a function's return is noticed.
type watch uint8

const (
	watchSlot  watch = iota // by the return address on the stack
	watchSite               // by a breakpoint where it returns to
	watchTwice              // the same; it returns in two processes
	watchNone               // it does not return
)

// watchFor tells how to watch a function. Where there is a shadow stack, return
// addresses must stay what they are.
func watchFor(name string, shadow bool) watch {
	w := watchOf(name)
	if shadow && w == watchSlot {
		return watchSite
	}
	return w
}

// watchOf tells how to watch a function that must find its return address as it
// is: it keeps it to return there once more, asks what module it belongs to,
// walks the stack, or shares the stack with a child.
func watchOf(name string) watch {
	switch name {
	case "vfork", "__vfork":
		return watchTwice
	case "setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp", "__setjmp", "savectx",
		"getcontext", "swapcontext",
		"dlopen", "dlsym", "dlvsym", "dlmopen", "dl_iterate_phdr", "dladdr", "dlclose",
		"_Unwind_Backtrace", "backtrace", "__tls_get_addr", "___tls_get_addr",
		"mcount", "_mcount", "__fentry__", "clone", "__clone":
		return watchSite
	case "exit", "_exit", "_Exit", "quick_exit", "abort", "longjmp", "_longjmp", "siglongjmp", "__longjmp_chk",
		"setcontext", "pthread_exit", "__stack_chk_fail", "__assert_fail", "__assert", "__assert_perror_fail", "__fortify_fail", "__chk_fail",
		"__cxa_throw", "__cxa_rethrow", "__cxa_bad_cast", "__cxa_bad_typeid", "__cxa_throw_bad_array_new_length", "__cxa_end_cleanup",
		"_Unwind_Resume", "_Unwind_RaiseException", "_Unwind_ForcedUnwind", "_Unwind_Resume_or_Rethrow",
		"_ZSt9terminatev", "_ZSt10unexpectedv":
		return watchNone
	}
	return watchSlot
}

// unwinders are the functions by which unwinders begin, and the one by which C++
// tells that one has ended.
var unwinders = [...]struct {
	name string
	kind kind
}{
	{"_Unwind_RaiseException", bpUnwind},
	{"_Unwind_Resume", bpUnwind},
	{"_Unwind_ForcedUnwind", bpUnwind},
	{"_Unwind_Resume_or_Rethrow", bpUnwind},
	{"_Unwind_Backtrace", bpUnwind | bpWalk},
	{"__cxa_begin_catch", bpCaught},
}

// stackRange is how far from a thread's stack pointer a frame of another one is
// taken for its own: that of a coroutine that has changed threads.
const stackRange = 1 << 20

// bare puts the true return addresses of the thread's calls on the stack. An
// unwinder that returns is noticed where it does.
// top is the stack pointer at its entry.
func (l *Tracer) bare(s *ptrace.Stopped, th *thread, top event.Addr, returns bool) {
	sp := th.sp
	for _, f := range sp.frames {
		if f.site || f.bared || f.fast || f.th != th && (f.slot < top || f.slot-top > stackRange) {
			continue
		}
		if sp.word(f.slot) == sp.trampoline() && sp.writeWord(f.slot, sp.returnsTo(f.slot, sp.trampoline())) {
			f.bared = true
			th.bared = append(th.bared, f)
		}
	}
	sp.bareFast(th, top)
	th.unwind = top
	if returns && sp.frames[top] == nil {
		l.awaitReturn(s, sp, top)
	}
}

// recover replaces return addresses again, once the unwinder has ended. Calls
// whose frames are below the stack pointer were unwound.
func (l *Tracer) recover(th *thread, top event.Addr) {
	sp := th.sp
	if th.unwind == 0 || top <= th.unwind {
		return
	}
	th.unwind = 0
	l.recoverFast(sp, th, top)
	for _, f := range th.bared {
		f.bared = false
		switch {
		case sp.frames[f.slot] != f:
		case f.slot < top && top-f.slot < stackRange, sp.word(f.slot) != sp.returnsTo(f.slot, sp.trampoline()):
			l.jumpedOut(sp, f)
		default:
			sp.writeWord(f.slot, sp.trampoline())
		}
	}
	th.bared = th.bared[:0]
}

// pushShadow does to the shadow stack, if there is one, what a call does to it.
func (sp *space) pushShadow(s *ptrace.Stopped, ret event.Addr) {
	if !sp.shadow {
		return
	}
	if ssp, ok := s.ShadowStack(); ok {
		ssp -= event.Addr(sp.abi.PtrSize())
		sp.writeWord(ssp, ret)
		s.SetShadowStack(ssp)
	}
}

// site executes the call or jump through a slot at which the thread stands.
func (l *Tracer) site(s *ptrace.Stopped, th *thread, b *breakpoint, at event.Addr) event.Next {
	sp := th.sp
	top := event.Addr(s.Regs.Rsp)
	if b.pushes {
		top -= event.Addr(sp.abi.PtrSize())
		if !sp.writeWord(top, at+6) {
			// As the instruction would: let it fault by itself.
			sp.unset(at, bpSite)
			s.SetIP(at)
			return event.Continue
		}
		s.SetSP(top)
		sp.pushShadow(s, at+6)
	}
	s.SetIP(sp.word(b.call.slot))
	if b.call.callee {
		th.entering = top
	}
	return l.called(s, th, b.call.fn, top)
}

// lookup finds a function that the module defines.
func (m *image) lookup(name string) (event.Addr, bool) {
	at, _, ok := m.lookupFunc(name)
	return at, ok
}

// lookupFunc also tells whether it is an IFUNC, so that its resolver was found.
func (m *image) lookupFunc(name string) (at event.Addr, ifunc, ok bool) {
	if m.gnu == 0 {
		return m.find(name)
	}
	h := uint32(5381)
	for i := range len(name) {
		h = h*33 + uint32(name[i])
	}
	buckets, first, words := m.u32(m.gnu), m.u32(m.gnu+4), m.u32(m.gnu+8)
	if buckets == 0 {
		return 0, false, false
	}
	table := m.gnu + 16 + event.Addr(int(words)*m.abi.PtrSize())
	i := m.u32(table + event.Addr(h%buckets)*4)
	if i < first {
		return 0, false, false
	}
	chains := table + event.Addr(buckets)*4
	for range 1 << 16 {
		v := m.u32(chains + event.Addr(i-first)*4)
		if v|1 == h|1 {
			if s := m.symbol(int(i)); s.name == name && s.defined() {
				return m.base + s.value, s.info&15 == sttIFunc, true
			}
		}
		if v&1 != 0 {
			break
		}
		i++
	}
	return 0, false, false
}
