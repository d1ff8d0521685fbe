package gotrace

import (
	"errors"
	"testing"

	"gotrace/event"
	"gotrace/unwind"
)

// mapped is a system whose processes have one mapping each.
type mapped struct{ reads map[int]int }

func (m *mapped) Maps(pid int, dst []unwind.Mapping) []unwind.Mapping {
	m.reads[pid]++
	return append(dst, unwind.Mapping{Start: 0x1000, End: 0x2000, Exec: true})
}
func (m *mapped) Stat(int, *unwind.Mapping) (unwind.FileID, bool) { return unwind.FileID{}, false }
func (m *mapped) Open(int, *unwind.Mapping) (unwind.File, unwind.FileID, bool, error) {
	return nil, unwind.FileID{}, false, errors.New("none")
}
func (m *mapped) OpenPath(int, string) (unwind.File, error) { return nil, errors.New("none") }
func (m *mapped) Threads(int) int                           { return 1 }

// regs is memory of nothing but registers.
type regs struct{}

func (regs) ReadMem(event.Addr, []byte) int { return 0 }
func (regs) ReadRegs(r *event.Regs) bool {
	*r = event.Regs{}
	r.R[7], r.R[16] = 0x10, 0x1010
	return true
}

// TestSpaces checks who shares what is known of mappings, and which calls make it
// be read again.
func TestSpaces(t *testing.T) {
	sys := &mapped{reads: map[int]int{}}
	same := map[[2]int]bool{{1, 3}: true}
	s := newStacks(Tables(), unwind.New(sys, unwind.Options{}), func(a, b int) bool { return same[[2]int{a, b}] })
	born := func(pid, tid int, parent *thread) *thread {
		th := &thread{}
		th.Thread.Thread = &event.Thread{PID: pid, TID: tid, Mem: regs{}}
		th.Thread.Thread.Data = th
		if parent != nil {
			s.born(th, parent.Thread.Thread)
		} else {
			s.born(th, nil)
		}
		return th
	}
	check := func(th *thread, want int, what string) {
		t.Helper()
		s.take(th, true)
		if n := len(th.Stack.Frames); n != 1 {
			t.Errorf("%s: %d frames", what, n)
		}
		if got := sys.reads[1] + sys.reads[2] + sys.reads[3]; got != want {
			t.Errorf("%s: mappings were read %d times, want %d", what, got, want)
		}
	}
	call := func(th *thread, errno int, ret int64, nr uint64, args ...uint64) {
		c := &th.Call
		*c = event.Call{Nr: nr, Errno: errno, Ret: ret}
		copy(c.Args[:], args)
		s.enter(th)
		c.Done = true
		s.leave(th)
	}
	const mmap, mprotect, munmap, brk, mremap, shmat = 9, 10, 11, 12, 25, 30
	first := born(1, 1, nil)
	check(first, 1, "the first")
	thread2 := born(1, 11, first)
	check(thread2, 1, "a thread")
	forked := born(2, 2, first)
	check(forked, 2, "after fork")
	vforked := born(3, 3, first)
	check(vforked, 2, "after vfork")

	call(vforked, 0, 0x1000, mmap, 0x1000, 0x1000, 1)
	check(first, 3, "a mapping after vfork")
	check(vforked, 3, "the same")
	check(forked, 3, "but not after fork")
	call(first, 0, 0x9000, mmap, 0, 0x1000, 3)
	check(first, 3, "a mapping elsewhere")
	call(first, 0, 0x9000, mmap, 0, 0x1000, 5)
	check(first, 4, "an executable mapping")
	call(first, 0, 0, mprotect, 0x1000, 1, 1)
	check(first, 5, "less access")
	call(first, 0, 0, munmap, 0x8000, 0x1000)
	check(first, 5, "an unmapping elsewhere")
	call(first, 0, 0, munmap, 0, 0x1001)
	check(first, 6, "an unmapping")
	call(first, 22, -22, munmap, 0x8000, 0)
	check(first, 7, "a failed unmapping")
	call(first, 0, 0x9000, mremap, 0x1000, 0x1000, 0x1000)
	check(first, 8, "a move")
	call(first, 0, 0x1000, mremap, 0x9000, 0x1000, 0x1000)
	check(first, 9, "a move over it")
	call(first, 0, 0x9000, shmat)
	check(first, 10, "shared memory")
	call(first, 0, 0x1800, brk, 0x1800)
	check(first, 10, "a call of another kind")

	s.executed(vforked)
	check(vforked, 11, "after execve")
	call(vforked, 0, 0x1000, mmap, 0x1000, 0x1000, 1)
	check(first, 11, "another's mapping")

	s.gone(first)
	if s.procs[1] == nil {
		t.Error("a process is forgotten while it has a thread")
	}
	for _, th := range []*thread{thread2, forked, vforked} {
		s.gone(th)
	}
	if len(s.procs) != 0 {
		t.Errorf("%d processes are left", len(s.procs))
	}
}
