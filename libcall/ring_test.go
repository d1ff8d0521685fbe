//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"slices"
	"testing"
	"unsafe"

	"gotrace/event"
)

// TestLayout holds record to what the stubs write.
func TestLayout(t *testing.T) {
	var r record
	for _, f := range []struct {
		name     string
		at, want uintptr
	}{
		{"seq", unsafe.Offsetof(r.seq), atSeq}, {"when", unsafe.Offsetof(r.when), atWhen},
		{"thread", unsafe.Offsetof(r.thread), atThread}, {"slot", unsafe.Offsetof(r.slot), atSlot},
		{"ret", unsafe.Offsetof(r.ret), atReturn}, {"index", unsafe.Offsetof(r.index), atIndex},
		{"kind", unsafe.Offsetof(r.kind), atKind}, {"words", unsafe.Offsetof(r.words), atWords},
		{"valid", unsafe.Offsetof(r.valid), atValid}, {"stack", unsafe.Offsetof(r.stack), atStack},
		{"numbers", unsafe.Offsetof(r.numbers), atNumbers}, {"x87", uintptr(unsafe.Pointer(r.x87())) - uintptr(unsafe.Pointer(&r)), atX87},
		{"size", unsafe.Sizeof(r), atFixed},
	} {
		if f.at != f.want {
			t.Errorf("%s is at %d, the stubs have it at %d", f.name, f.at, f.want)
		}
	}
	if end := atTable + (1<<atSlotsLog+atProbes)*atFrameSize; end > atShared {
		t.Errorf("the table ends at %#x, within shared memory", end)
	}
	if end := atRing + 1<<atRingLog; end != atTotal {
		t.Errorf("the ring ends at %#x, not %#x", end, atTotal)
	}
	if n := stubsEnd / stubSize; atDesc+4*n > atTable || atCounters+n*atCounterSize > atRing {
		t.Errorf("there is no room for %d functions", n)
	}
	for abi, n := range mostStacked {
		if end := atStack + unsafe.Sizeof(r.stack); n*event.ABI(abi).PtrSize() > mostWords || end > smallStrings || atWords+mostWords > atValid {
			t.Errorf("there is no room for %d words", n)
		}
	}
	for _, abi := range programs {
		for _, p := range []*program{abi.recording, abi.counting} {
			if len(p.code) > atCodeSize {
				t.Errorf("%d bytes of code", len(p.code))
			}
		}
	}
}

// TestShapes holds records of all sizes to what is wanted of them.
func TestShapes(t *testing.T) {
	for _, test := range []struct {
		bytes, log int
	}{{0, 8}, {32, 8}, {33, 9}, {64, 9}, {77, 10}, {500, 11}, {StringLimit, mostLog}, {StringLimit + 1, 8}, {1 << 30, 8}} {
		sh := shapeFor(test.bytes)
		if int(sh.log) != test.log || sh.strings+mostStrings*sh.size > 1<<sh.log || sh.size%8 != 0 {
			t.Errorf("%d bytes: %+v", test.bytes, sh)
		}
		if test.bytes <= StringLimit && sh.size < test.bytes+1+7 {
			t.Errorf("%d bytes have no room in %d", test.bytes, sh.size)
		}
	}
}

// ringOf returns an empty ring.
func ringOf() *ring {
	return &ring{shared: make(shared, atTotal-atShared), shape: shapeFor(32)}
}

// put writes record n of slot as a stub does.
func (r *ring) put(n, slot uint64) {
	rec := r.record(n)
	rec.slot, rec.seq = slot, n+1
}

// slots drains and returns the slots of what was delivered.
func (r *ring) slots(now uint64) (list []uint64) {
	r.drain(now, func(rec *record) { list = append(list, rec.slot) })
	return list
}

// TestDrain has records come in all orders.
func TestDrain(t *testing.T) {
	r := ringOf()
	want := func(now uint64, want ...uint64) {
		t.Helper()
		if got := r.slots(now); !slices.Equal(got, want) {
			t.Errorf("delivered %v, want %v", got, want)
		}
	}
	want(1)
	*r.word(atHead) = 3
	r.put(0, 10)
	r.put(2, 12)
	want(1, 10, 12) // 1 is being written: what other threads have done is known all the same
	if tail := *r.word(atTail); tail != 1 {
		t.Errorf("the stubs may write up to %d, want 1", tail)
	}
	want(2)
	r.put(1, 11)
	want(3, 11)
	if tail := *r.word(atTail); tail != 3 {
		t.Errorf("the stubs may write up to %d, want 3", tail)
	}
	// A stub begins anew.
	*r.word(atHead) = 5
	r.giveUp(3)
	r.put(4, 14)
	want(4, 14)
	// Who has begun a record is killed, and the ring becomes full.
	size := r.records()
	*r.word(atHead) = 5 + size
	for n := uint64(6); n < 5+size; n++ {
		r.put(n, n)
	}
	if got := r.slots(5); len(got) != int(size)-1 {
		t.Errorf("%d records were delivered, want %d", len(got), size-1)
	}
	want(5 + patience)
	if r.tail != 5 {
		t.Error("the tracer does not wait")
	}
	want(7 + patience)
	want(8 + patience)
	if r.tail != 5+size || *r.word(atTail) != r.tail {
		t.Errorf("the tracer waits for ever: %d", r.tail)
	}
	// Nothing is left of the ring's first round, and a head that makes no sense
	// has no consequences.
	*r.word(atHead) = 1 << 60
	want(9 + patience)
}

// TestRemembered reads memory that a record holds.
func TestRemembered(t *testing.T) {
	var f fast
	f.ring = *ringOf()
	rec, m := f.record(0), &f.kept
	copy(f.shared[atRing-atShared+smallStrings:], "..\xffa string\x00 and what is behind it")
	rec.valid[0] = 16
	rec.stack = [3]uint64{1, 2, 3}
	f.addString(event.AMD64, 0x1003, rec, 0)
	m.add(0x7000, rec.stacked(event.AMD64))
	p := make([]byte, 9)
	if n := m.ReadMem(0x1003, p); n != 9 || string(p) != "a string\x00" {
		t.Errorf("%d bytes: %q", n, p)
	}
	if n := m.ReadMem(0x100f, p); n != 1 {
		t.Errorf("%d bytes at the end, want 1", n)
	}
	if n := m.ReadMem(0x7008, p[:8]); n != 8 || binary.LittleEndian.Uint64(p) != 2 {
		t.Errorf("%d bytes of the stack: %v", n, p)
	}
	for _, a := range []event.Addr{0, 0xfff, 0x1002, 0x1010, 0x6fff, 0x7018, ^event.Addr(0)} {
		if n := m.ReadMem(a, p); n != 0 {
			t.Errorf("%d bytes at %#x, of which nothing is known", n, a)
		}
	}
}

// TestNeighbours reads across pieces that overlap, as those of two strings do that
// stand beside each other.
func TestNeighbours(t *testing.T) {
	var m remembered
	m.add(0x1000, []byte("....in.txt\x00words."))
	m.add(0x1008, []byte("xt\x00words.txt\x00...."))
	m.add(0x2000, []byte("far"))
	for _, c := range []struct {
		at   event.Addr
		n    int
		want string
	}{
		{0x100b, 10, "words.txt\x00"},
		{0x1004, 7, "in.txt\x00"},
		{0x1000, 64, "....in.txt\x00words.txt\x00...."},
		{0x2001, 9, "ar"},
		{0xfff, 4, ""},
		{0x1018, 4, "."},
		{0x1019, 4, ""},
	} {
		p := make([]byte, c.n)
		if got := string(p[:m.ReadMem(c.at, p)]); got != c.want {
			t.Errorf("%d bytes at %#x: %q, want %q", c.n, c.at, got, c.want)
		}
	}
}
