package unwind

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// goTable is a Go program's pclntab (runtime/symtab.go, pcHeader): the function,
// the size of its frame, and the line for each place in Go code. It is there in
// stripped programs, too.
type goTable struct {
	tab  []byte
	text uint64 // address of runtime.text, which 1.18 and later count from
	ptr  int
	old  bool // 1.16 or 1.17: tables hold addresses

	nfunc                         int
	names, cus, files, pcs, funcs uint64 // offsets in tab
	lineTable                     bool   // _func has a startLine (1.20)
}

// Magic numbers (internal/abi/symtab.go).
const (
	pcln116 = 0xfffffffa
	pcln118 = 0xfffffff0
	pcln120 = 0xfffffff1
)

// newGoTable reads a table's header; nil if it is none. text is where the table's
// own header does not say.
func newGoTable(tab []byte, text uint64) *goTable {
	r := reader{b: tab}
	g := &goTable{tab: tab, text: text}
	switch r.u32() {
	case pcln116:
		g.old = true
	case pcln118:
	case pcln120:
		g.lineTable = true
	default:
		return nil
	}
	r.u16()
	quantum, ptr := r.u8(), r.u8()
	if quantum != 1 || ptr != 4 && ptr != 8 { // x86's instructions have no alignment
		return nil
	}
	g.ptr = int(ptr)
	n := r.word(g.ptr)
	r.word(g.ptr) // nfiles
	if !g.old {
		if at := r.word(g.ptr); at != 0 {
			g.text = at
		}
	}
	for _, p := range []*uint64{&g.names, &g.cus, &g.files, &g.pcs, &g.funcs} {
		*p = r.word(g.ptr)
		if *p > uint64(len(tab)) {
			return nil
		}
	}
	if r.bad || n > (uint64(len(tab))-g.funcs)/g.entrySize() {
		return nil
	}
	g.nfunc = int(n)
	return g
}

// entrySize is the size of an entry of the functions' table: an address and an
// offset.
func (g *goTable) entrySize() uint64 {
	if g.old {
		return 2 * uint64(g.ptr)
	}
	return 8
}

// at returns a reader at tab[off].
func (g *goTable) at(off uint64) reader {
	if off > uint64(len(g.tab)) {
		return reader{bad: true}
	}
	return reader{b: g.tab, off: int(off)}
}

// entry returns entry i of the functions' table.
func (g *goTable) entry(i int) (pc, off uint64) {
	r := g.at(g.funcs + uint64(i)*g.entrySize())
	if g.old {
		return r.word(g.ptr), r.word(g.ptr)
	}
	return g.text + uint64(r.u32()), uint64(r.u32())
}

// goFunc is a function of a goTable (runtime/runtime2.go, _func).
type goFunc struct {
	g                  *goTable
	entry              uint64
	name               uint64
	pcsp, pcfile, pcln uint64
	cu                 uint64
	top                bool // nothing called it (abi.FuncFlagTopFrame)
	writesSP           bool // it switches stacks (abi.FuncFlagSPWrite)
}

const (
	goTopFrame = 1 << 0
	goSPWrite  = 1 << 1
)

// find returns the function at pc.
func (g *goTable) find(pc uint64) (f goFunc, ok bool) {
	i := sort.Search(g.nfunc, func(i int) bool {
		at, _ := g.entry(i)
		return at > pc
	}) - 1
	if i < 0 {
		return f, false
	}
	// The entry after the last is an address alone: where the code ends.
	if end := g.at(g.funcs + uint64(i+1)*g.entrySize()); g.end(&end) <= pc {
		return f, false
	}
	lo, off := g.entry(i)
	r := g.at(g.funcs + off)
	f = goFunc{g: g, entry: lo}
	if g.old {
		r.word(g.ptr)
	} else {
		r.u32()
	}
	f.name = uint64(r.u32())
	r.u32() // args
	r.u32() // deferreturn
	f.pcsp, f.pcfile, f.pcln = uint64(r.u32()), uint64(r.u32()), uint64(r.u32())
	r.u32() // npcdata
	f.cu = uint64(r.u32())
	if g.lineTable {
		r.u32() // startLine
	}
	r.u8() // funcID
	flag := r.u8()
	f.top, f.writesSP = flag&goTopFrame != 0, flag&goSPWrite != 0
	return f, !r.bad
}

func (g *goTable) end(r *reader) uint64 {
	if g.old {
		return r.word(g.ptr)
	}
	return g.text + uint64(r.u32())
}

// maxChanges is how many changes of a value are looked at.
const maxChanges = 1 << 18

// value returns what a table says of pc: it is a list of changes of the value
// and lengths of code (runtime/symtab.go, pcvalue).
func (f *goFunc) value(off, pc uint64) (int32, bool) {
	r := f.g.at(f.g.pcs + off)
	v, at := int32(-1), f.entry
	for i := 0; i < maxChanges && !r.bad; i++ {
		d := uint32(r.uleb())
		if d == 0 && i > 0 {
			return 0, false
		}
		v += int32(d>>1) ^ -int32(d&1)
		at += r.uleb()
		if pc < at {
			return v, !r.bad
		}
	}
	return 0, false
}

// delta is the size of the frame at pc, without the return address.
func (f *goFunc) delta(pc uint64) (uint64, bool) {
	if f.pcsp == 0 {
		return 0, false
	}
	v, ok := f.value(f.pcsp, pc)
	return uint64(v), ok && v >= 0
}

// symbol is the function's name.
func (f *goFunc) symbol() string {
	r := f.g.at(f.g.names + f.name)
	return r.name()
}

// line is the source line of pc.
func (f *goFunc) line(pc uint64) (file string, line int) {
	i, ok := f.value(f.pcfile, pc)
	if !ok || i < 0 {
		return "", 0
	}
	r := f.g.at(f.g.cus + (f.cu+uint64(i))*4)
	off := r.u32()
	if r.bad || off == 1<<32-1 {
		return "", 0
	}
	n, ok := f.value(f.pcln, pc)
	if !ok || n <= 0 {
		return "", 0
	}
	r = f.g.at(f.g.files + uint64(off))
	return r.name(), int(n)
}

// goText finds the address of runtime.text in a program whose pclntab, at the
// address tab, does not say it and which has no symbol for it: moduledata begins
// with a pointer to pclntab, and text is its word 22 (runtime/symtab.go).
func goText(data []byte, tab uint64, ptr int) (uint64, bool) {
	const word = 22
	var want [8]byte
	binary.LittleEndian.PutUint64(want[:], tab)
	for off := 0; ; off += ptr {
		i := bytes.Index(data[off:], want[:ptr])
		if i < 0 {
			return 0, false
		}
		off += i
		if off%ptr != 0 {
			off -= off % ptr
			continue
		}
		r := reader{b: data, off: off}
		var v [word + 1]uint64
		for i := range v {
			v[i] = r.word(ptr)
		}
		minpc, maxpc, text := v[word-2], v[word-1], v[word]
		if !r.bad && text != 0 && minpc >= text && maxpc > minpc {
			return text, true
		}
	}
}
