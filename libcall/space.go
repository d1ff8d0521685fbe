//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"strings"

	"gotrace/event"
	"gotrace/ptrace"

	"golang.org/x/sys/unix"
)

// space is the memory that a process's threads share, and what was done to it.
type space struct {
	l *Tracer
	reader
	mem     *ptrace.Memory
	pid     int
	all     []*thread // that have it, in the order in which they were born
	refused bool      // nothing is to be done to it
	shadow  bool      // its threads have shadow stacks
	errno   int64     // where errno is, from the thread pointer on; 0: not known

	auxv     map[uint64]uint64
	spare    event.Addr // code that nobody executes any more
	debug    event.Addr // struct r_debug
	modules  []*module
	areas    []*area
	bps      map[event.Addr]*breakpoint
	rerouted map[event.Addr][4]byte // what code has lost, see reroute
	later    []event.Addr           // breakpoints that are to become guards
	guards   map[event.Addr]*guard  // by the functions' entries
	noticed  map[event.Addr]*guard  // and by where they have notice return to
	frames   map[event.Addr]*frame  // by the stack slot of the return address
	// What slots hold, by the names of their functions; nil: not looked at.
	targets map[slotKey][]event.Addr
	// Where calls have returned to that began with a slot. A program that copies
	// stacks, or goes back to a context, may return from a call twice.
	former  map[event.Addr]event.Addr
	fast    *fast         // nil: all stubs stop
	deliver func(*record) // sp.record
}

// touched tells whether there is a breakpoint in it, or may be a trap under way.
func (sp *space) touched() bool { return len(sp.bps) > 0 || len(sp.areas) > 0 }

// newSpace returns the space of a thread, or nil if its memory is out of reach.
func newSpace(l *Tracer, tid int) *space {
	mem, err := ptrace.OpenMemory(tid)
	if err != nil {
		return nil
	}
	sp := &space{l: l, mem: mem, pid: tid, reader: reader{mem: mem},
		bps: map[event.Addr]*breakpoint{}, guards: map[event.Addr]*guard{}, noticed: map[event.Addr]*guard{}, frames: map[event.Addr]*frame{}, former: map[event.Addr]event.Addr{},
		rerouted: map[event.Addr][4]byte{}}
	sp.deliver = sp.record
	return sp
}

func (sp *space) close() {
	sp.stopFast()
	sp.mem.Close()
	sp.bps, sp.frames, sp.areas, sp.modules = nil, nil, nil, nil
}

// copy returns what a child has that was forked by p: its memory is a copy.
func (sp *space) copy(tid int, p, child *thread) *space {
	c := newSpace(sp.l, tid)
	if c == nil {
		return nil
	}
	c.shadow, c.errno = sp.shadow, sp.errno
	c.abi, c.refused, c.auxv, c.spare, c.debug = sp.abi, sp.refused, sp.auxv, sp.spare, sp.debug
	for _, a := range sp.areas {
		c.areas = append(c.areas, a.copy())
	}
	for _, m := range sp.modules {
		c.modules = append(c.modules, m.copy(c))
	}
	for at, b := range sp.bps {
		c.bps[at] = b.copied()
	}
	maps.Copy(c.guards, sp.guards)
	maps.Copy(c.noticed, sp.noticed)
	maps.Copy(c.rerouted, sp.rerouted)
	for slot, f := range sp.frames {
		g := f.copy(p, child)
		c.frames[slot] = g
	}
	maps.Copy(c.former, sp.former)
	if f := sp.fast; f != nil {
		c.fast = &fast{program: f.program, base: f.base, counting: f.counting, late: true, clock: f.clock}
	}
	for _, f := range p.live {
		if g := c.frames[f.slot]; g != nil && g.Func == f.Func {
			child.live = append(child.live, g)
		}
	}
	return c
}

// Keys of the auxiliary vector (getauxval(3)).
const (
	atPhdr  = 3
	atPhnum = 5
	atBase  = 7
	atEntry = 9
)

// readAuxv reads what the kernel told the program when it started.
func (sp *space) readAuxv() bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/auxv", sp.pid))
	if err != nil {
		return false
	}
	sp.auxv = map[uint64]uint64{}
	n := sp.abi.PtrSize()
	for i := 0; i+2*n <= len(b); i += 2 * n {
		var k, v [8]byte
		copy(k[:], b[i:i+n])
		copy(v[:], b[i+n:i+2*n])
		sp.auxv[binary.LittleEndian.Uint64(k[:])] = binary.LittleEndian.Uint64(v[:])
	}
	return sp.auxv[atEntry] != 0
}

// begin is called when the program has just been executed: it stops again where
// it begins to run.
func (sp *space) begin(s *ptrace.Stopped) {
	sp.abi = s.ABI()
	if !sp.readAuxv() {
		sp.refused = true
		return
	}
	entry := event.Addr(sp.auxv[atEntry])
	if base := event.Addr(sp.auxv[atBase]); base != 0 {
		if _, _, e, ok := sp.header(base); ok {
			entry = base + e
		}
	}
	sp.set(entry, bpStart)
}

// started is called at the first instruction of the program.
func (sp *space) started(s *ptrace.Stopped) {
	at := event.Addr(s.Regs.Rip) - 1
	sp.unset(at, bpStart)
	s.SetIP(at)
	sp.spare = at
	sp.enter(s)
}

// enter begins to catch calls.
func (sp *space) enter(s *ptrace.Stopped) {
	sp.abi = s.ABI()
	if sp.auxv == nil && !sp.readAuxv() {
		sp.refused = true
		return
	}
	if sp.spare == 0 {
		sp.spare = event.Addr(sp.auxv[atEntry])
	}
	if s.Attached {
		if why := sandboxed(sp.pid); why != "" {
			sp.refuse(s, why)
			return
		}
	}
	if sp.auxv[atBase] == 0 {
		sp.static(s)
		return
	}
	if _, err := sp.areaNear(s, sp.spare); err != nil {
		sp.refuse(s, err.Error())
		return
	}
	sp.startFast(s)
	sp.watchLoader(s)
	sp.scan(s)
}

// refuse tells that nothing will be caught.
func (sp *space) refuse(s *ptrace.Stopped, why string) {
	sp.refused = true
	sp.l.h.LibNote(s.Thread, why)
}

// static is what can be done about a program without a dynamic linker.
func (sp *space) static(s *ptrace.Stopped) {
	if _, err := sp.areaNear(s, sp.spare); err != nil {
		sp.refuse(s, err.Error())
		return
	}
	sp.hookStatic(s)
	sp.refused = true
	if !sp.l.o.Calls.Empty() || !sp.l.o.Into.Empty() {
		sp.l.h.LibNote(s.Thread, "the program is statically linked: it makes no calls between modules, but those of functions that it chooses when it starts (IFUNC)")
	}
}

// sandboxed tells why a running process must not be made to call mmap, or "".
func sandboxed(pid int) string {
	theirs, ours := filters(pid), filters(os.Getpid())
	if theirs > ours {
		return "it has a seccomp filter of its own, which might kill it"
	}
	return ""
}

// filters is how many seccomp filters a process has; strict mode counts as many.
func filters(pid int) (n int) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(b)) {
		if v, ok := strings.CutPrefix(line, "Seccomp:"); ok && strings.TrimSpace(v) == "1" {
			return 1 << 20
		}
		if v, ok := strings.CutPrefix(line, "Seccomp_filters:"); ok {
			fmt.Sscan(v, &n)
		}
	}
	return n
}

// area is memory that was added to the process: code, and behind it the entries
// that the code jumps through.
type area struct {
	base  event.Addr
	next  int // of stubs
	free  []int
	used  int          // bytes of displaced code
	back  []event.Addr // places for such code that were given back
	hooks []*hook      // by stub; of the first area, which alone has stubs
}

const (
	areaSize  = 2 << 20
	codeSize  = 1 << 20 // of an area
	stubSize  = 16
	stubsEnd  = 768 << 10 // where displaced code begins; the entries end as far before the area's end
	entrySize = 8
	copySize  = 64 // of a displaced instruction
	near      = 1<<31 - areaSize - 4096
)

func (a *area) copy() *area {
	c := *a
	c.free = append([]int(nil), a.free...)
	c.back = append([]event.Addr(nil), a.back...)
	c.hooks = append([]*hook(nil), a.hooks...)
	return &c
}

func (a *area) stub(i int) event.Addr  { return a.base + event.Addr(i*stubSize) }
func (a *area) entry(i int) event.Addr { return a.base + codeSize + event.Addr(i*entrySize) }

// room returns a place for copySize bytes of code; ok is false if there is none.
func (a *area) room() (at event.Addr, ok bool) {
	if n := len(a.back); n > 0 {
		at = a.back[n-1]
		a.back = a.back[:n-1]
		return at, true
	}
	if a.used+copySize > codeSize {
		return 0, false
	}
	a.used += copySize
	return a.base + event.Addr(a.used-copySize), true
}

// giveBack takes back what room returned; 0 is nothing. Nobody executes it any more.
func (sp *space) giveBack(at event.Addr) {
	for _, a := range sp.areas {
		if at >= a.base && at < a.base+codeSize {
			a.back = append(a.back, at)
		}
	}
}

// areaNear returns an area whose code can reach the address by 32-bit distances.
func (sp *space) areaNear(s *ptrace.Stopped, at event.Addr) (*area, error) {
	for _, a := range sp.areas {
		if sp.reaches(a.base, at) {
			return a, nil
		}
	}
	return sp.addArea(s, at)
}

// reaches tells whether 32-bit distances lead from an area to an address.
func (sp *space) reaches(base, at event.Addr) bool {
	d := int64(at) - int64(base)
	return sp.abi == event.I386 || d > -near && d < near
}

// addArea has the process map an area near the address. Code is not writable,
// for systems that refuse memory that is both.
func (sp *space) addArea(s *ptrace.Stopped, at event.Addr) (*area, error) {
	hint := event.Addr(0)
	if len(sp.areas) > 0 {
		hint = at &^ 0xfff
		if hint > 1<<30 {
			hint -= 1 << 30
		} else {
			hint = 0x7f000000
		}
	}
	base, err := sp.mmap(s, hint, areaSize)
	if err != nil {
		return nil, err
	}
	if _, err := s.Syscall(sp.spare, sp.mem, sp.numbers().mprotect, uint64(base), codeSize, unix.PROT_READ|unix.PROT_EXEC); err != nil {
		return nil, err
	}
	a := &area{base: base, next: 1, used: stubsEnd}
	sp.mem.WriteMem(a.base, []byte{int3})
	sp.areas = append(sp.areas, a)
	return a, nil
}

// mmap has the process map memory that it can read and write.
func (sp *space) mmap(s *ptrace.Stopped, hint event.Addr, size uint64) (event.Addr, error) {
	const (
		rw   = unix.PROT_READ | unix.PROT_WRITE
		priv = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS | unix.MAP_NORESERVE
	)
	base, err := s.Syscall(sp.spare, sp.mem, sp.numbers().mmap, uint64(hint), size, rw, priv, ^uint64(0), 0)
	if sp.abi == event.I386 {
		base = int64(uint32(base))
	}
	return event.Addr(base), err
}

// callNumbers are those of the system calls that a process is made to call.
type callNumbers struct{ mmap, mprotect, memfdCreate, ftruncate, close uint64 }

func (sp *space) numbers() *callNumbers { return &numbers[sp.abi] }

var numbers = [event.NumABI]callNumbers{
	event.AMD64: {unix.SYS_MMAP, unix.SYS_MPROTECT, unix.SYS_MEMFD_CREATE, unix.SYS_FTRUNCATE, unix.SYS_CLOSE},
	event.I386:  {192, 125, 356, 93, 6}, // asm/unistd_32.h; mmap2
}

const int3 = 0xcc

// trampoline is where calls return to.
func (sp *space) trampoline() event.Addr { return sp.areas[0].base }

// newStub returns the number of an unused stub; ok is false if there is none.
func (a *area) newStub() (i int, ok bool) {
	if n := len(a.free); n > 0 {
		i = a.free[n-1]
		a.free = a.free[:n-1]
		return i, true
	}
	if (a.next+1)*stubSize > stubsEnd {
		return 0, false
	}
	a.next++
	return a.next - 1, true
}

// writeWord writes what has a pointer's size.
func (sp *space) writeWord(at, v event.Addr) bool {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(v))
	return sp.mem.WriteMem(at, b[:sp.abi.PtrSize()])
}

// clear makes the memory what it would be without us, but for the areas, in which
// a thread may still be.
func (sp *space) clear() {
	for _, m := range sp.modules {
		m.unhook()
	}
	for at, b := range sp.bps {
		if b.kinds != 0 {
			sp.mem.WriteMem(at, []byte{b.orig})
		}
	}
	for at, old := range sp.rerouted {
		sp.mem.WriteMem(at, old[:])
	}
	for slot := range sp.frames {
		if len(sp.areas) > 0 && sp.word(slot) == sp.trampoline() {
			sp.writeWord(slot, sp.returnsTo(slot, sp.trampoline()))
		}
	}
	sp.clearFast()
	sp.clearGuards()
	for slot, ret := range sp.former {
		if len(sp.areas) > 0 && sp.word(slot) == sp.trampoline() {
			sp.writeWord(slot, ret)
		}
	}
	// Whoever comes to a stub later goes on as if it were not there.
	for _, a := range sp.areas {
		for i := 1; i < a.next; i++ {
			sp.mem.WriteMem(a.stub(i), sp.stub(i, passing))
		}
	}
}
