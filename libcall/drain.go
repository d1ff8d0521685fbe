//go:build linux && amd64

package libcall

import (
	"encoding/binary"

	"gotrace/event"
	"gotrace/ptrace"

	"golang.org/x/sys/unix"
)

// Sync implements ptrace.Traps.
func (l *Tracer) Sync(t *event.Thread) event.Next {
	if th := of(t); th != nil && th.sp != nil && th.sp.fast != nil {
		th.sp.drain()
		if th.child != nil { // it no longer waits
			th.child.pointer = noPointer
			th.child = nil
			th.sp.forgetPointers()
		}
	}
	return l.answer()
}

// Ticks implements ptrace.Traps.
func (l *Tracer) Ticks() bool { return len(l.rings) > 0 }

// Tick implements ptrace.Traps.
func (l *Tracer) Tick() event.Next {
	for _, sp := range l.rings {
		sp.drain()
	}
	return l.answer()
}

// answer is what the handler has answered to records since it was last asked.
func (l *Tracer) answer() event.Next {
	next := l.next
	l.next = event.Continue
	return next
}

// drain reports what stubs have recorded.
func (sp *space) drain() {
	f := sp.fast
	if f == nil || f.counting || f.late || f.shared == nil {
		return
	}
	if f.tail == *f.word(atHead) {
		return
	}
	f.clock.read()
	f.ring.drain(f.clock.ticks, sp.deliver)
}

// whose finds the thread that has written a record, by its thread pointer. A child
// of vfork has its parent's while that waits.
func (sp *space) whose(pointer uint64) *thread {
	f := sp.fast
	if f.last != nil && f.known == pointer {
		return f.last
	}
	var th *thread
	for _, o := range sp.all {
		if o.pointer == pointer || th == nil && o.pointer == 0 {
			th = o
		}
	}
	if th == nil && len(sp.all) > 0 {
		th = sp.all[0]
	}
	f.last, f.known = th, pointer
	return th
}

const noPointer = ^uint64(0)

// forgetPointers is called when threads or their thread pointers have changed.
func (sp *space) forgetPointers() {
	if sp.fast != nil {
		sp.fast.last = nil
		sp.choose()
	}
}

func (sp *space) record(r *record) {
	th := sp.whose(r.thread)
	if th == nil || th.silent {
		return
	}
	switch r.kind {
	case atEntered:
		if h := sp.hooked(int(r.index)); h != nil && h.fn != nil {
			sp.entered(th, h, r)
		}
	case atLeft:
		sp.left(th, r)
	}
}

// entered handles the record of a call.
func (sp *space) entered(th *thread, h *hook, r *record) {
	l, fast, fn := sp.l, sp.fast, h.fn
	slot, ret := event.Addr(r.slot), event.Addr(r.ret)
	f := l.newFrame()
	f.Func, f.ABI, f.th, f.slot, f.ret, f.times, f.fast = fn, sp.abi, th, slot, ret, 1, true
	f.Begin, f.Depth = fast.clock.at(r.when), len(th.live)
	f.Stack = slot + event.Addr(sp.abi.PtrSize())
	if sp.abi == event.AMD64 {
		f.Int = r.words
	}
	if fn.Floats {
		for i := range f.Float {
			copy(f.Float[i][:], r.numbers[i][:])
		}
	}
	fast.remember(f, r)
	l.next = max(l.next, sp.begun(th, h, f))
}

// begun reports a call that a fast stub has kept in the table.
func (sp *space) begun(th *thread, h *hook, f *frame) event.Next {
	l := sp.l
	f.IP = f.ret
	if old := sp.frames[f.slot]; old != nil {
		if sp.returnsFast(f.ret) && old.fast || f.ret == sp.trampoline() && !old.fast && !old.site {
			f.prev, f.IP = old, old.IP // a tail call
		} else {
			l.jumpedOut(sp, old)
		}
	}
	next := l.h.LibEnter(th.Thread, &f.LibCall)
	if h.bare {
		f.prev = nil
		l.h.LibLost(th.Thread, &f.LibCall)
		l.frees = append(l.frees, f)
		return next
	}
	sp.frames[f.slot] = f
	th.live = append(th.live, f)
	return next
}

// remember makes c's memory what the record of its call has of it.
func (f *fast) remember(c *frame, r *record) {
	copy(c.words[:], r.stacked(c.ABI))
	f.begin(c)
	n := 0
	for i := range 6 {
		if c.Strings>>i&1 != 0 {
			f.addString(c.ABI, r.pointer(c.ABI, i), r, n)
			n++
		}
	}
	c.Mem = &f.kept
}

// begin has nothing remembered but c's arguments.
func (f *fast) begin(c *frame) {
	f.kept.n = 0
	if n := min(c.Stacked, mostStacked[c.ABI]); n > 0 {
		f.kept.add(c.Stack, c.words[:n*c.ABI.PtrSize()])
	}
}

// addString adds the i-th string of a record, which begins at an address. Stubs copy
// whole words, and spoil what is before the string in the first.
func (f *fast) addString(abi event.ABI, at event.Addr, r *record, i int) {
	if p, spoilt := f.copied(r, i), int(at)&(abi.PtrSize()-1); len(p) > spoilt {
		f.kept.add(at, p[spoilt:])
	}
}

// left handles the record of a return.
func (sp *space) left(th *thread, r *record) {
	f := sp.frames[event.Addr(r.slot)]
	if f == nil || !f.fast {
		return // it began before it was traced
	}
	l := sp.l
	delete(sp.frames, f.slot)
	res := &l.res
	res.ret, res.end = [2]uint64{r.words[0], r.words[1]}, sp.fast.clock.at(r.when)
	res.errno = 0
	if f.Errno && failed(r.words[0]) {
		res.errno = errnoOf(uint32(r.words[2]))
	}
	for i := range 4 {
		copy(res.float[i/2][i%2*8:], r.numbers[i][:])
	}
	res.x87 = *r.x87()
	sp.fast.begin(f)
	sp.fast.addString(sp.abi, event.Addr(r.words[0]), r, 0)
	res.mem = &sp.fast.kept
	l.next = max(l.next, l.finish(th, f, res))
}

// Signal implements ptrace.Traps: a stub has met with memory that cannot be read,
// or has to begin its record anew, since nobody knows what a signal's handler does.
func (l *Tracer) Signal(s *ptrace.Stopped, sig int) bool {
	th := of(s.Thread)
	if th == nil || th.sp == nil || th.sp.fast == nil {
		return false
	}
	sp, f := th.sp, th.sp.fast
	if f.counting || f.late || !s.Load() {
		return false
	}
	ip := event.Addr(s.Regs.Rip) - f.base
	if sig == int(unix.SIGSEGV) || sig == int(unix.SIGBUS) {
		switch {
		case ip >= f.copyEnter && ip < f.copiedEnter:
			s.SetIP(f.base + f.copiedEnter)
			return true
		case ip >= f.copyLeave && ip < f.copiedLeave:
			s.SetIP(f.base + f.copiedLeave)
			return true
		}
	}
	switch {
	case ip >= f.wonEnter && ip < f.completeEnter:
		sp.unclaim(s, ip == f.wonEnter, f.claimEnter)
	case ip >= f.wonLeave && ip < f.completeLeave:
		sp.unclaim(s, ip == f.wonLeave, f.claimLeave)
	}
	return false
}

const zeroFlag = 1 << 6

// unclaim takes back the record that the thread was writing. first tells that it
// may not have got it.
func (sp *space) unclaim(s *ptrace.Stopped, first bool, claim event.Addr) {
	f := sp.fast
	if !first || s.Regs.Eflags&zeroFlag != 0 {
		next := s.Regs.R11 // where the stubs have it
		if sp.abi == event.I386 {
			next = s.Regs.Rbx
		}
		f.giveUp(f.numbered(uint32(next) - 1))
	}
	s.SetIP(f.base + claim)
}

// Call implements ptrace.Traps: a stub is going to wait for room in the ring.
func (l *Tracer) Call(t *event.Thread) bool {
	th := of(t)
	if th == nil || th.sp == nil || th.sp.fast == nil {
		return false
	}
	f := th.sp.fast
	own := th.sp.inFast(t.Call.IP)
	if own && t.Call.IP != f.base+f.noticed {
		th.sp.makeRoom()
	}
	return own
}

// Called implements ptrace.Traps.
func (l *Tracer) Called(s *ptrace.Stopped) {
	th := of(s.Thread)
	if th == nil || th.sp == nil || th.sp.fast == nil {
		return
	}
	if f := th.sp.fast; event.Addr(s.Regs.Rip) == f.base+f.noticed {
		l.notice(s, th)
	}
}

// First implements ptrace.Traps.
func (l *Tracer) First(s *ptrace.Stopped) {
	th := of(s.Thread)
	if th == nil || th.sp == nil {
		return
	}
	th.sp.point(th, s)
	th.sp.sight(th, s)
	for _, o := range th.sp.all {
		if o != th && o.pointer == th.pointer {
			o.child = th
		}
	}
	if f := th.sp.fast; f != nil && f.late && !th.sp.renew(s) {
		th.sp.downgrade()
	}
}

// point learns the thread pointer of a stopped thread.
func (sp *space) point(th *thread, s *ptrace.Stopped) {
	p := s.Regs.Fs_base
	if sp.abi == event.I386 {
		p = s.Regs.Gs_base
	}
	if p != th.pointer && th.pointer != noPointer {
		th.pointer = p
		sp.forgetPointers()
	}
}

// renew gives a child shared memory of its own, in the place of its parent's.
func (sp *space) renew(s *ptrace.Stopped) bool {
	f := sp.fast
	if !lenient(s, sp.pid) || !f.share(s, sp) {
		return false
	}
	f.late = false
	sp.noteRing()
	sp.choose()
	return true
}

// downgrade replaces fast stubs by those that stop. Returns of the calls under way
// will not be seen.
func (sp *space) downgrade() {
	f := sp.fast
	sp.mem.WriteMem(f.base+atMute, []byte{1})
	for _, m := range sp.modules {
		for _, h := range m.hooks {
			if h.fast {
				sp.mem.WriteMem(sp.areas[0].stub(h.stub), sp.stub(h.stub, stopping))
			}
		}
	}
}

// fastTrap handles an int3 in the stubs.
func (sp *space) fastTrap(s *ptrace.Stopped, th *thread, at event.Addr) event.Next {
	f, l := sp.fast, sp.l
	top := event.Addr(s.Regs.Rsp)
	word := event.Addr(s.Regs.R10) // what a stop has for the tracer
	if sp.abi == event.I386 {
		word = event.Addr(s.Regs.Rsi)
	}
	switch at - f.base {
	case f.stopEnter:
		if h := sp.hooked(int(uint32(s.Regs.Rax))); h != nil && h.fn != nil && !th.silent {
			c := l.newFrame()
			c.fast, c.slot, c.ret = true, top+f.slotAt, word
			l.fill(s, th, h.fn, c)
			return sp.begun(th, h, c)
		}
	case f.stopLeave:
		if c := sp.frames[word]; c != nil && c.fast {
			delete(sp.frames, word)
			return l.finish(th, c, l.result(s, th, c))
		}
	case f.crowded:
		if h := sp.hooked(int(sp.u32(top + f.numberAt))); h != nil {
			return l.called(s, th, h.fn, top+f.slotAt)
		}
	case f.unknown:
		slot := top + f.whereAt
		ret := sp.former[slot]
		if ret == 0 {
			l.h.LibNote(s.Thread, "a call has returned that is not known")
		}
		sp.writeWord(slot, ret)
	default:
		sp.makeRoom()
	}
	return event.Continue
}

// makeRoom waits until there is room in the ring: a thread that is to complete the
// first record may have to be given the CPU.
func (sp *space) makeRoom() {
	const rounds, nap = 20, 50_000
	for range rounds {
		sp.drain()
		if f := sp.fast; f == nil || f.tail+f.records()-*f.word(atHead) > 0 {
			return
		}
		unix.Nanosleep(&unix.Timespec{Nsec: nap}, nil)
	}
}

// bareFast puts the return addresses of calls through fast stubs on the stack.
func (sp *space) bareFast(th *thread, top event.Addr) {
	f := sp.fast
	if f == nil {
		return
	}
	tramp, size := f.base+f.trampoline, sp.abi.PtrSize()
	const most = 16 << 20
	var buf [16 << 10]byte
	for at := top &^ event.Addr(size-1); at < top+most; at += event.Addr(len(buf)) {
		n := th.Mem.ReadMem(at, buf[:]) // unlike sp.mem it does not read what guards stacks
		for i := 0; i+size <= n; i += size {
			if event.Addr(binary.LittleEndian.Uint32(buf[i:])) != tramp&0xffffffff {
				continue
			}
			slot := at + event.Addr(i)
			if sp.word(slot) != tramp {
				continue
			}
			row, _ := sp.row(slot)
			ret := sp.returnsTo(slot, tramp)
			if row != 0 && sp.writeWord(slot, ret) {
				f.bared = append(f.bared, bareCall{th, slot, ret, row})
			}
		}
		if n < len(buf) {
			break
		}
	}
}

// recoverFast replaces return addresses again.
func (l *Tracer) recoverFast(sp *space, th *thread, top event.Addr) {
	f := sp.fast
	if f == nil {
		return
	}
	kept := f.bared[:0]
	for _, b := range f.bared {
		switch {
		case b.th != th:
			kept = append(kept, b)
		case b.slot < top && top-b.slot < stackRange, sp.word(b.slot) != b.ret:
			sp.writeWord(b.row, b.slot) // its key: it is not under way
			if g := sp.frames[b.slot]; g != nil && g.fast {
				l.jumpedOut(sp, g)
			}
		default:
			sp.writeWord(b.slot, f.base+f.trampoline)
		}
	}
	f.bared = kept
}
