package unwind

import (
	"debug/elf"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gotrace/event"
)

// Where the made-up program is mapped, and its stack.
const (
	base  = 0x400000
	stack = 0x7ff000
)

// testProgram is a file with main at 0x1000, which calls inner at 0x1100, with a
// frame of 32 bytes each, start at 0x1200, which nothing called, a function
// without call frame information at 0x1300, and room for a trampoline at 0x1400.
func testProgram(abi event.ABI) []byte {
	sp, ra, word := byte(7), byte(16), byte(8)
	if abi == event.I386 {
		sp, ra, word = 4, 8, 4
	}
	init := []byte{cfaDefCFA, sp, word, cfaOffset | ra, 1}
	framed := []byte{cfaDefCFAOffset, 32}
	frames := frameSection(abi, true, "zR", init,
		fdeSpec{0x1000, 0x1100, framed}, fdeSpec{0x1100, 0x1200, framed}, fdeSpec{0x1200, 0x1300, []byte{cfaUndefined, ra}})
	syms, strs := symtab(abi,
		sym{"main", 0x1000, 0x100, elf.STT_FUNC}, sym{"_ZN2ns5innerIiEEvT_", 0x1100, 0x100, elf.STT_FUNC},
		sym{"start", 0x1200, 0, elf.STT_NOTYPE}, sym{"bare", 0x1300, 0x100, elf.STT_FUNC}, sym{"back", 0x1400, 16, elf.STT_FUNC})
	return makeELF(abi, sect{name: ".text", typ: elf.SHT_PROGBITS, addr: 0x1000, data: make([]byte, 0x800), exec: true},
		sect{name: ".eh_frame", typ: elf.SHT_PROGBITS, addr: 0x1800, data: frames},
		sect{name: ".symtab", typ: elf.SHT_SYMTAB, data: syms, link: ".strtab"},
		sect{name: ".strtab", typ: elf.SHT_STRTAB, data: strs})
}

// show is a stack in one line.
func show(st Stack) string {
	var s []string
	for _, f := range st.Frames {
		switch {
		case f.Lost:
			s = append(s, fmt.Sprintf("lost %#x", uint64(f.IP)))
		case f.Symbol != "":
			s = append(s, fmt.Sprintf("%s+%#x", f.Symbol, f.Offset))
		default:
			s = append(s, fmt.Sprintf("%s[%#x]", f.File, f.FileOffset))
		}
	}
	if st.Cut {
		s = append(s, "cut")
	}
	return strings.Join(s, " < ")
}

// put writes words into memory.
func put(m memory, addr uint64, size int, v ...uint64) {
	for base, region := range m {
		if addr >= base && addr-base < uint64(len(region)) {
			copy(region[addr-base:], words(size, v...))
		}
	}
}

// machineOf is a made-up process with testProgram.
func machineOf(abi event.ABI) (*system, memory, *event.Regs) {
	file := testProgram(abi)
	sys := &system{files: map[uint64][]byte{7: file}, maps: []Mapping{
		{Start: base + 0x1000, End: base + 0x2000, Offset: 0x1000, Inode: 7, Exec: true, Path: "/prog", Base: base},
		{Start: 0x600000, End: 0x601000, Exec: true},
	}}
	mem := memory{base: append([]byte(nil), file...), 0x600000: make([]byte, 0x1000), stack: make([]byte, 0x8000)}
	r := &event.Regs{ABI: abi}
	m := &machines[abi]
	r.R[m.sp], r.R[m.pc] = stack+0x100, base+0x1110
	return sys, mem, r
}

// TestTrace walks made-up stacks on both ABIs.
func TestTrace(t *testing.T) {
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		m := &machines[abi]
		size := m.size
		ret := func(i int) uint64 { return stack + 0x100 + uint64(i)*32 - uint64(size) } // of the i-th frame of 32 bytes
		for _, c := range []struct {
			name  string
			limit int
			exact bool
			setup func(mem memory, r *event.Regs)
			want  string
		}{
			{"whole", 0, false, func(mem memory, r *event.Regs) {
				put(mem, ret(1), size, base+0x1010)
				put(mem, ret(2), size, base+0x1220)
			}, "void ns::inner<int>(int)+0x10 < main+0x10 < start+0x20"},
			{"a call that is its function's last instruction", 0, false, func(mem memory, r *event.Regs) {
				put(mem, ret(1), size, base+0x1100)
				put(mem, ret(2), size, base+0x1220)
			}, "void ns::inner<int>(int)+0x10 < main+0x100 < start+0x20"},
			{"an exact place", 0, true, func(mem memory, r *event.Regs) {
				r.R[m.pc] = base + 0x1100
				put(mem, ret(1), size, base+0x1220)
			}, "void ns::inner<int>(int)+0x0 < start+0x20"},
			{"the limit", 2, false, func(mem memory, r *event.Regs) {
				put(mem, ret(1), size, base+0x1010)
				put(mem, ret(2), size, base+0x1220)
			}, "void ns::inner<int>(int)+0x10 < main+0x10 < cut"},
			{"just the limit", 3, false, func(mem memory, r *event.Regs) {
				put(mem, ret(1), size, base+0x1010)
				put(mem, ret(2), size, base+0x1220)
			}, "void ns::inner<int>(int)+0x10 < main+0x10 < start+0x20"},
			{"zero", 0, false, func(mem memory, r *event.Regs) {}, "void ns::inner<int>(int)+0x10"},
			{"garbage", 0, false, func(mem memory, r *event.Regs) {
				put(mem, ret(1), size, 0xdead0)
			}, "void ns::inner<int>(int)+0x10 < lost 0xdead0"},
			{"no stack", 0, false, func(mem memory, r *event.Regs) { r.R[m.sp] = 0x10 }, "void ns::inner<int>(int)+0x10"},
			{"no code at all", 0, false, func(mem memory, r *event.Regs) { r.R[m.pc] = 0x10 }, "lost 0x10"},
			{"a frame pointer where there is no more to know", 0, false, func(mem memory, r *event.Regs) {
				r.R[m.pc], r.R[m.fp] = 0x600010, stack+0x200
				put(mem, stack+0x200, size, 0, base+0x1220)
			}, "[0x10] < start+0x20"},
			{"a frame pointer that is none", 0, false, func(mem memory, r *event.Regs) {
				r.R[m.pc], r.R[m.fp] = 0x600010, stack+0x201
			}, "[0x10]"},
			{"a frame pointer below the stack pointer", 0, false, func(mem memory, r *event.Regs) {
				r.R[m.pc], r.R[m.fp] = 0x600010, stack+0x80
				put(mem, stack+0x80, size, 0, base+0x1220)
			}, "[0x10]"},
			{"a function that has set its frame pointer", 0, false, func(mem memory, r *event.Regs) {
				prologue(mem, abi)
				r.R[m.pc], r.R[m.fp] = base+0x1320, stack+0x200
				put(mem, stack+0x200, size, 0, base+0x1220)
			}, "bare+0x20 < start+0x20"},
			{"one that has only saved it", 0, true, func(mem memory, r *event.Regs) {
				prologue(mem, abi)
				r.R[m.pc], r.R[m.fp] = base+0x1301, stack+0x200
				put(mem, stack+0x100, size, 0, base+0x1220)
			}, "bare+0x1 < start+0x20"},
			{"one without a frame, called in a way that is not known", 0, true, func(mem memory, r *event.Regs) {
				r.R[m.pc], r.R[m.fp] = base+0x1302, stack+0x200
				put(mem, base+0x121e, 2, 0)
				copyIn(mem, base+0x121e, 0xff, 0xd0) // call *%rax
				put(mem, stack+0x100, size, base+0x1220)
				put(mem, stack+0x200, size, 0, base+0x1010)
			}, "bare+0x2 < start+0x20"},
			{"one without a frame pointer, called", 0, false, func(mem memory, r *event.Regs) {
				r.R[m.pc] = base + 0x1340
				copyIn(mem, base+0x121b, 0xe8, 0xe0, 0x00, 0, 0) // call 0x1300
				put(mem, stack+0x180, size, base+0x1220)
			}, "bare+0x40 < start+0x20"},
		} {
			sys, mem, r := machineOf(abi)
			c.setup(mem, r)
			u := New(sys, Options{Limit: c.limit})
			if got := show(u.NewSpace(1).Trace(r, mem, !c.exact, nil)); got != c.want {
				t.Errorf("%v, %s: %s\nwant %s", abi, c.name, got, c.want)
			}
		}
	}
}

func copyIn(m memory, addr uint64, b ...byte) {
	for base, region := range m {
		if addr >= base && addr-base < uint64(len(region)) {
			copy(region[addr-base:], b)
		}
	}
}

// prologue writes one where the function bare begins, with an instruction within.
func prologue(m memory, abi event.ABI) {
	code := []byte{0xf3, 0x0f, 0x1e, 0xfa, 0x55, 0x31, 0xc0, 0x48, 0x89, 0xe5}
	if abi == event.I386 {
		code = []byte{0xf3, 0x0f, 0x1e, 0xfb, 0x55, 0x31, 0xc0, 0x89, 0xe5}
	}
	copyIn(m, base+0x1300-4, code...)
}

// TestSignalFrames walks from a handler into what it interrupted, over each kind
// of trampoline, on another stack.
func TestSignalFrames(t *testing.T) {
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		m := &machines[abi]
		for i := range m.trampolines {
			tr := &m.trampolines[i]
			sys, mem, r := machineOf(abi)
			mem[0x10000] = make([]byte, 0x1000) // the handler's stack
			copyIn(mem, base+0x1400, tr.code...)
			r.R[m.sp] = 0x10100
			put(mem, 0x10100+32-uint64(m.size), m.size, base+0x1400)
			at := 0x10120 + tr.from
			if tr.deref {
				put(mem, at, m.size, 0x10200)
				at = 0x10200 + tr.then
			}
			// Interrupted at the first instruction of main.
			put(mem, at+uint64(tr.gregs[m.pc])*uint64(m.size), m.size, base+0x1000)
			put(mem, at+uint64(tr.gregs[m.sp])*uint64(m.size), m.size, stack+0x100)
			put(mem, stack+0x100+32-uint64(m.size), m.size, base+0x1220)
			want := "void ns::inner<int>(int)+0x10 < back+0x0 < main+0x0 < start+0x20"
			if got := show(New(sys, Options{}).NewSpace(1).Trace(r, mem, true, nil)); got != want {
				t.Errorf("%v, trampoline %d: %s\nwant %s", abi, i, got, want)
			}
		}
	}
}

// TestLoop checks that stacks that lead back to themselves end.
func TestLoop(t *testing.T) {
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		m := &machines[abi]
		sys, mem, r := machineOf(abi)
		r.R[m.pc], r.R[m.fp] = 0x600010, stack+0x200
		put(mem, stack+0x200, m.size, stack+0x200, 0x600010)
		u := New(sys, Options{Limit: 1 << 20})
		if st := u.NewSpace(1).Trace(r, mem, true, nil); len(st.Frames) > 2+maxTurns {
			t.Errorf("%v: %d frames", abi, len(st.Frames))
		}
		// A signal frame that returns to itself.
		sys, mem, r = machineOf(abi)
		tr := &m.trampolines[0]
		copyIn(mem, base+0x1400, tr.code...)
		r.R[m.pc] = base + 0x1400
		at := stack + 0x100 + tr.from
		put(mem, at+uint64(tr.gregs[m.pc])*uint64(m.size), m.size, base+0x1400)
		put(mem, at+uint64(tr.gregs[m.sp])*uint64(m.size), m.size, stack+0x100)
		if st := New(sys, Options{}).NewSpace(1).Trace(r, mem, false, nil); len(st.Frames) > DefaultLimit {
			t.Errorf("%v: %d frames of signals", abi, len(st.Frames))
		}
	}
}

// TestRandomStacks walks stacks of random words, half of them addresses of code
// or of the stack.
func TestRandomStacks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 2000 {
		abi := event.ABI(i % 2)
		m := &machines[abi]
		sys, mem, r := machineOf(abi)
		copyIn(mem, base+0x1400, m.trampolines[i/2%2].code...)
		word := func() uint64 {
			switch rnd.IntN(4) {
			case 0:
				return base + 0x1000 + rnd.Uint64N(0x500)
			case 1:
				return stack + rnd.Uint64N(0x8000)&^7
			}
			return narrow(rnd.Uint64(), abi)
		}
		for p := mem[stack]; len(p) > 0; p = p[m.size:] {
			copy(p, words(m.size, word()))
		}
		for j := range m.regs {
			r.R[j] = word()
		}
		u := New(sys, Options{Limit: 100})
		if st := u.NewSpace(1).Trace(r, mem, i%3 == 0, nil); len(st.Frames) > 100 {
			t.Fatalf("%d frames", len(st.Frames))
		}
	}
}

// TestSpace checks when mappings are read, and that what is known of a file goes
// when the file is another one.
func TestSpace(t *testing.T) {
	sys, mem, r := machineOf(event.AMD64)
	sys.ids = map[uint64]int64{7: 1}
	u := New(sys, Options{})
	s := u.NewSpace(1)
	reads := func(want int, when string) {
		t.Helper()
		s.Trace(r, mem, true, nil)
		if sys.reads != want {
			t.Errorf("%s: mappings were read %d times, want %d", when, sys.reads, want)
		}
	}
	reads(1, "at first")
	reads(1, "again")
	s.Changed(0x10000, 4096, false)
	reads(1, "after a mapping elsewhere")
	s.Changed(base+0x1f00, 1, false)
	reads(2, "after a mapping there")
	s.Changed(0x10000, 4096, true)
	reads(3, "after an executable mapping")
	s.Changed(base, 0x1000, false)
	reads(3, "after a mapping just before")
	s.Changed(base, 0x1001, false)
	reads(4, "after a mapping into it")
	s.Changed(1<<63, 1<<63, false)
	reads(5, "after a mapping of everything")
	s.ChangedAll()
	reads(6, "after anything")
	if sys.opens != 1 {
		t.Errorf("the file was opened %d times", sys.opens)
	}

	// A place that is not known is looked for again, if anything has changed.
	r.R[16] = 0x900000
	reads(6, "an unknown place")
	s.Changed(0x900000, 4096, false)
	sys.maps = append(sys.maps, Mapping{Start: 0x900000, End: 0x901000, Exec: true})
	reads(7, "an unknown place, changed")
	r.R[16] = base + 0x1110

	// Another content of the file, as after an unlink and a new dlopen.
	sys.maps = sys.maps[:0:0]
	s.ChangedAll()
	s.Trace(r, mem, true, nil)
	_, _, r386 := machineOf(event.AMD64)
	sys.maps = []Mapping{{Start: base + 0x1000, End: base + 0x2000, Offset: 0x1000, Inode: 7, Exec: true, Path: "/prog", Base: base}}
	sys.ids[7] = 2
	s.ChangedAll()
	s.Trace(r386, mem, true, nil)
	if sys.opens != 2 {
		t.Errorf("the changed file was not opened again: %d", sys.opens)
	}
	// Another process, the same file.
	u.NewSpace(2).Trace(r, mem, true, nil)
	if sys.opens != 2 {
		t.Errorf("the second process's file was opened again")
	}
}

// TestPartial checks that mappings are read each time where threads that are not
// traced may change them.
func TestPartial(t *testing.T) {
	sys, mem, r := machineOf(event.AMD64)
	sys.threads = 2
	s := New(sys, Options{Partial: true}).NewSpace(1)
	for range 3 {
		s.Trace(r, mem, true, nil)
	}
	sys.threads = 1
	s.Trace(r, mem, true, nil)
	if sys.reads != 3 {
		t.Errorf("mappings were read %d times", sys.reads)
	}
}

// TestUnsure checks that a file that may be another one is used only if memory
// begins as it does.
func TestUnsure(t *testing.T) {
	for _, same := range []bool{true, false} {
		sys, mem, r := machineOf(event.AMD64)
		sys.unsure = true
		if !same {
			copyIn(mem, base+0x20, 1, 2, 3, 4)
		}
		want := "/prog[0x1110]"
		if same {
			want = "void ns::inner<int>(int)+0x10"
		}
		if got := show(New(sys, Options{}).NewSpace(1).Trace(r, mem, true, nil)); got != want {
			t.Errorf("same %v: %s, want %s", same, got, want)
		}
	}
}

// TestNoAllocations checks that a stack whose places are known allocates nothing.
func TestNoAllocations(t *testing.T) {
	sys, mem, r := machineOf(event.AMD64)
	put(mem, stack+0x118, 8, base+0x1010)
	put(mem, stack+0x138, 8, base+0x1220)
	s := New(sys, Options{}).NewSpace(1)
	frames := s.Trace(r, mem, true, nil).Frames
	if n := testing.AllocsPerRun(100, func() { frames = s.Trace(r, mem, true, frames).Frames }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if len(frames) != 3 {
		t.Errorf("%d frames", len(frames))
	}
}
