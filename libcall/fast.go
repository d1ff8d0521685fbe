//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"unsafe"

	"gotrace/event"
	"gotrace/ptrace"

	"golang.org/x/sys/unix"
)

// fast is what a space has for stubs that do not stop: their code and memory.
type fast struct {
	*program
	ring
	base     event.Addr
	counting bool   // calls are only counted
	late     bool   // a child's, which has no shared memory of its own yet
	mapping  []byte // the tracer's view: a page of its own, then what is shared
	clock    clock
	bared    []bareCall // return addresses that are as they were, for an unwinder

	last  *thread // whose record was delivered last
	known uint64  // its thread pointer
	kept  remembered
}

// bareCall is a call through a fast stub whose return address is on the stack.
type bareCall struct {
	th             *thread
	slot, ret, row event.Addr
}

// Stubs is how calls are caught.
type Stubs uint8

const (
	AutoStubs Stubs = iota // without stopping, where all that is shown can be had so
	StopStubs              // each call and each return stops the program
	FastStubs              // without stopping, where that is possible; what cannot be had is not shown
)

// startFast prepares the space for fast stubs, if they are wanted and possible.
func (sp *space) startFast(s *ptrace.Stopped) {
	o := &sp.l.o
	if o.Stacks || sp.fast != nil || !lenient(s, sp.pid) {
		return
	}
	counting := o.Count && o.Stubs != StopStubs
	if loud, silent, _ := sp.who(); counting && loud > 1 && silent > 0 {
		return // stubs can tell one thread from the others, but not some
	}
	f := &fast{counting: counting, clock: clock{which: o.Clocks}}
	f.program, f.shape = programs[sp.abi].recording, shapeFor(o.Text)
	if f.counting {
		f.program = programs[sp.abi].counting
	}
	a := sp.areas[0]
	base, err := sp.mmap(s, a.base-atTotal, atTotal)
	if err != nil {
		return
	}
	f.base = base
	if !sp.reaches(a.base, f.base) || !f.share(s, sp) {
		return
	}
	var data [atDesc - atData]byte
	put := func(at int, v uint64) { binary.LittleEndian.PutUint64(data[at-atData:], v) }
	put(atStubs, uint64(a.base))
	put(atTimeout+sp.abi.PtrSize(), 10e6) // tv_nsec
	for i := range 8 {
		put(atMasks+8*i, 1<<(8*i)-1)
	}
	if !s.Sieved {
		data[atWaits-atData] = 1
	}
	ok := sp.mem.WriteMem(f.base, f.placed(f.base, &f.shape)) && sp.mem.WriteMem(f.base+atData, data[:])
	if !ok {
		return
	}
	if _, err := s.Syscall(sp.spare, sp.mem, sp.numbers().mprotect, uint64(f.base), atCodeSize, unix.PROT_READ|unix.PROT_EXEC); err != nil {
		return
	}
	sp.fast = f
	sp.noteRing()
	sp.choose()
}

// noteRing notes that there may be records from now on.
func (sp *space) noteRing() {
	if !sp.fast.counting && sp.l.o.Stubs != StopStubs {
		sp.l.rings = append(sp.l.rings, sp)
	}
}

// programs are the fast stubs of an ABI.
var programs = [event.NumABI]struct{ recording, counting *program }{
	event.AMD64: {&recording64, &counting64},
	event.I386:  {&recording32, &counting32},
}

// inFast tells whether an address is in the code of fast stubs.
func (sp *space) inFast(at event.Addr) bool {
	f := sp.fast
	return f != nil && at >= f.base && at < f.base+atCodeSize
}

// lenient tells whether a process may be made to call what share needs: a seccomp
// filter of its own might kill it.
func lenient(s *ptrace.Stopped, pid int) bool {
	n := filters(os.Getpid())
	if s.Sieved {
		n++
	}
	return filters(pid) <= n
}

// share has the process map memory that it shares with the tracer.
func (f *fast) share(s *ptrace.Stopped, sp *space) bool {
	const size = atTotal - atShared
	scratch, nr := sp.areas[0].base+areaSize-64, sp.numbers()
	if !sp.mem.WriteMem(scratch, append([]byte("gotrace"), 0)) {
		return false
	}
	fd, err := s.Syscall(sp.spare, sp.mem, nr.memfdCreate, uint64(scratch), unix.MFD_CLOEXEC)
	if err != nil {
		return false
	}
	mapped := false
	if _, err := s.Syscall(sp.spare, sp.mem, nr.ftruncate, uint64(fd), size); err == nil && f.attach(s.TID, int(fd)) {
		_, err = s.Syscall(sp.spare, sp.mem, nr.mmap, uint64(f.base+atShared), size, unix.PROT_READ|unix.PROT_WRITE,
			unix.MAP_SHARED|unix.MAP_FIXED, uint64(fd), 0)
		mapped = err == nil
	}
	s.Syscall(sp.spare, sp.mem, nr.close, uint64(fd))
	if !mapped {
		f.release()
	}
	return mapped
}

const page = 4096

// attach maps what a thread has open as fd.
func (f *fast) attach(tid, fd int) bool {
	const size = atTotal - atShared
	file, err := os.OpenFile(fmt.Sprintf("/proc/%d/fd/%d", tid, fd), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer file.Close()
	m, err := unix.Mmap(-1, 0, page+size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
	if err != nil {
		return false
	}
	f.mapping = m
	if _, err := unix.MmapPtr(int(file.Fd()), 0, unsafe.Pointer(&m[page]), size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_FIXED); err != nil {
		return false
	}
	f.ring = ring{shared: shared(m[page:]), shape: f.shape}
	f.clock.begin()
	return markDeath(f.half(atOwner), page)
}

// release gives the tracer's view back. Stubs that are still there do nothing.
func (f *fast) release() {
	if f.mapping == nil {
		return
	}
	if f.shared != nil {
		atomic.StoreUint32(f.half(atOwner), ownerDied)
		forgetDeath(f.half(atOwner))
	}
	unix.Munmap(f.mapping)
	f.mapping, f.shared = nil, nil
}

// choose tells the stubs whose calls are recorded: with threads that are not to be
// reported, those of one thread only. If that is not possible nothing is.
func (sp *space) choose() {
	f := sp.fast
	if f == nil {
		return
	}
	loud, silent, only := sp.who()
	v, mute := uint64(0), byte(0)
	if silent > 0 && loud == 1 {
		v = only.pointer
		for _, th := range sp.all {
			if th.silent && th.pointer == v {
				mute = 1 // it has called vfork and waits
			}
		}
	}
	sp.writeWord(f.base+atOnly, event.Addr(v))
	sp.mem.WriteMem(f.base+atMute, []byte{mute})
}

// who counts the threads that are reported and those that are not; only is one that
// is.
func (sp *space) who() (loud, silent int, only *thread) {
	for _, th := range sp.all {
		if th.silent {
			silent++
		} else {
			loud, only = loud+1, th
		}
	}
	return loud, silent, only
}

// takes tells whether calls of a function can be caught by a fast stub, which keeps
// where they return to, and whether that has to stop nevertheless.
func (m *module) takes(h *hook) (fast, stops bool) {
	sp, fn := m.sp, h.fn
	_, _, all := descriptor(fn, sp.abi)
	switch stubs := sp.l.o.Stubs; {
	case sp.fast == nil || sp.shadow:
		return false, false
	case stubs == FastStubs:
		return true, false
	case !fn.Ends && m.delicate(fn):
		return false, false
	case sp.fast.counting, fn.Plain && all && stubs == AutoStubs:
		return true, false
	}
	return !fn.Ends, true
}

// delicate tells of functions that must find their return address as it is, those
// of the unwinder and what that calls among them.
func (m *module) delicate(fn *event.Func) bool {
	return watchOf(fn.Name) != watchSlot || m.unwinds || strings.HasPrefix(fn.Name, "_Unwind_")
}

// descriptor is what of a function's calls is recorded, and which of its strings; all
// tells whether that is all that is to be shown.
func descriptor(fn *event.Func, abi event.ABI) (d uint32, texts uint8, all bool) {
	all = fn.Stacked <= mostStacked[abi]
	d = uint32(min(fn.Stacked, mostStacked[abi])) << (8 * atStacked)
	for _, want := range []struct {
		wanted bool
		flag   uint32
	}{{fn.Floats, atFloats}, {fn.RetFloats, atRetfloats}, {fn.RetX87, atRetx87}} {
		if want.wanted {
			d |= want.flag
		}
	}
	if fn.RetString && !fn.RetFloats {
		d |= atRetstring
	} else if fn.RetString {
		all = false
	}
	shift, most := 8*atTexts, mostStrings
	if fn.Floats {
		most = 1
	}
	for i := range 6 {
		switch {
		case fn.Strings>>i&1 == 0:
		case most == 0:
			all = false
		default:
			d |= uint32(i+1) << shift
			texts |= 1 << i
			shift += 4
			most--
		}
	}
	return d, texts, all
}

// count reports what was counted of the function with stub i, and begins anew.
func (sp *space) count(i int) {
	f, h := sp.fast, sp.hooked(i)
	if f == nil || f.shared == nil || !f.counting || h == nil {
		return
	}
	at := atCounters + i*atCounterSize
	n := atomic.SwapUint64(f.word(at+atCalls), 0)
	if n == 0 {
		return
	}
	c := event.LibCount{Calls: n, Total: f.clock.span(atomic.SwapUint64(f.word(at+atTime), 0))}
	if v := atomic.SwapUint64(f.word(at+atShortest), 0); v != 0 {
		c.Shortest = f.clock.span(v - 1)
	}
	c.Longest = f.clock.span(atomic.SwapUint64(f.word(at+atLongest), 0))
	sp.l.h.LibCount(h.fn, &c)
}

// stopFast ends the use of fast stubs: the process is gone, or is let go of.
func (sp *space) stopFast() {
	f := sp.fast
	if f == nil {
		return
	}
	if !f.late && f.shared != nil {
		sp.drain()
		f.clock.read()
		for i := range sp.areas[0].hooks {
			sp.count(i)
		}
	}
	f.release()
	sp.fast = nil
	sp.l.rings = slices.DeleteFunc(sp.l.rings, func(o *space) bool { return o == sp })
}

// row finds the table's place for a call that is under way; 0: there is none.
func (sp *space) row(slot event.Addr) (at, ret event.Addr) {
	f := sp.fast
	n := uint64(slot) * 0x9e3779b97f4a7c15 >> (64 - atSlotsLog)
	if sp.abi == event.I386 {
		n = uint64(uint32(slot) * 0x9e3779b9 >> (32 - atSlotsLog))
	}
	var rows [atProbes * atFrameSize]byte
	base := f.base + atTable + event.Addr(n*atFrameSize)
	sp.mem.ReadMem(base, rows[:])
	for i := 0; i < len(rows); i += atFrameSize {
		if binary.LittleEndian.Uint64(rows[i+atKey:]) == uint64(slot)|1 {
			return base + event.Addr(i), event.Addr(binary.LittleEndian.Uint64(rows[i+atRet:]))
		}
	}
	return 0, 0
}

// returnsTo is where a call returns to whose return address stands at slot.
func (sp *space) returnsTo(slot, a event.Addr) event.Addr {
	f := sp.frames[slot]
	for range 64 {
		switch {
		case len(sp.areas) > 0 && a == sp.trampoline():
			for f != nil && f.fast {
				f = f.prev
			}
			if f == nil {
				return sp.former[slot]
			}
			a, f = f.ret, f.prev
		case sp.returnsFast(a):
			_, a = sp.row(slot)
		default:
			return a
		}
	}
	return a
}

// returnsFast tells whether an address is that of the fast stubs' trampoline.
func (sp *space) returnsFast(a event.Addr) bool {
	return sp.fast != nil && a == sp.fast.base+sp.fast.trampoline
}

// takeOver makes a call that stops return for those through fast stubs that have
// ended in it, if there are any: the table has one place for each slot.
func (sp *space) takeOver(f *frame) {
	if !sp.returnsFast(f.ret) {
		return
	}
	f.ret = sp.returnsTo(f.slot, f.ret)
	sp.writeWord(f.slot, f.ret)
	if row, _ := sp.row(f.slot); row != 0 {
		sp.writeWord(row, f.slot) // its key: it is not under way
	}
	for p := f.prev; p != nil; p = p.prev {
		p.fast = false
	}
}

// clearFast puts the return addresses of all calls under way on the stack. Who
// executes a stub meanwhile or later leaves it without a trace.
func (sp *space) clearFast() {
	f := sp.fast
	if f == nil {
		return
	}
	if !f.late && f.shared != nil {
		sp.drain()
		atomic.OrUint32(f.half(atOwner), ownerDied)
	}
	sp.mem.WriteMem(f.base+atMute, []byte{1})
	tramp := f.base + f.trampoline
	for off := 0; off < atFrameSize<<atSlotsLog; off += 1 << 16 {
		var rows [1 << 16]byte
		sp.mem.ReadMem(f.base+atTable+event.Addr(off), rows[:])
		for i := 0; i < len(rows); i += atFrameSize {
			key := event.Addr(binary.LittleEndian.Uint64(rows[i+atKey:]))
			if slot := key &^ 1; key != slot && sp.word(slot) == tramp {
				sp.writeWord(slot, sp.returnsTo(slot, tramp))
			}
		}
	}
}

// clock tells what time it was by the time stamp counter.
type clock struct {
	which         ptrace.Clocks // are asked for
	ticks, ticks0 uint64        // now, and in the beginning
	mono, mono0   int64
	wall          int64
	rate          float64 // nanoseconds a tick
}

func rdtsc() uint64

func nanoseconds(clock int32) int64 {
	var ts unix.Timespec
	unix.ClockGettime(clock, &ts)
	return ts.Nano()
}

func (c *clock) begin() {
	c.ticks0, c.mono0 = rdtsc(), nanoseconds(unix.CLOCK_MONOTONIC)
}

// read reads the clocks.
func (c *clock) read() {
	c.ticks, c.mono = rdtsc(), nanoseconds(unix.CLOCK_MONOTONIC)
	c.wall = nanoseconds(unix.CLOCK_REALTIME)
	c.rate = float64(c.mono-c.mono0) / float64(c.ticks-c.ticks0)
}

// span is how long so many ticks last.
func (c *clock) span(ticks uint64) int64 { return int64(float64(ticks) * c.rate) }

// at is the moment of a reading of the counter, which was before that of read.
func (c *clock) at(ticks uint64) (s event.Stamp) {
	ago := int64(float64(int64(c.ticks-ticks)) * c.rate)
	if c.which&ptrace.MonoClock != 0 {
		s.Mono = c.mono - ago
	}
	if c.which&ptrace.WallClock != 0 {
		s.Wall = c.wall - ago
	}
	return s
}
