package unwind

import (
	"debug/elf"
	"testing"

	"gotrace/event"
)

// FuzzCFI reads sections of call frame information, and walks with what they say.
func FuzzCFI(f *testing.F) {
	f.Add(frameSection(event.AMD64, true, "zR", usual, fdeSpec{0x1000, 0x2000, []byte{cfaAdvance | 1, cfaDefCFAOffset, 16}}), []byte{}, uint64(0x1010), true, false)
	f.Add(frameSection(event.I386, false, "", usual, fdeSpec{0x1000, 0x2000, []byte{cfaDefCFAExpr, 2, opBreg0 + 7, 16}}), []byte{}, uint64(0x1010), false, true)
	f.Add(frameSection(event.AMD64, true, "zRS", usual, fdeSpec{0x1000, 0x2000, []byte{cfaValExpr, 16, 3, opSkip, 0xfd, 0xff}}),
		[]byte{1, encPCRel | encSData4, encUData4, encDataRel | encSData4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0x10, 0, 0, 0x18, 0, 0, 0}, uint64(0x1010), true, false)
	f.Fuzz(func(t *testing.T, data, hdr []byte, pc uint64, eh, small bool) {
		c := &cfi{data: data, eh: eh}
		if small {
			c.abi, pc = event.I386, narrow(pc, event.I386)
		}
		c.setTable(hdr, 0)
		for _, at := range []uint64{pc, pc + 1, 0x1010} {
			r := c.row(at)
			if r == nil {
				continue
			}
			sys, mem, regs := machineOf(c.abi)
			u := New(sys, Options{})
			u.mem.reset(mem)
			w := walker{u: u, regs: *regs}
			w.byRow(r)
		}
	})
}

// FuzzELF reads ELF files, and finds out what they say of some places.
func FuzzELF(f *testing.F) {
	f.Add(testProgram(event.AMD64), uint64(0x1010))
	f.Add(testProgram(event.I386), uint64(0x1010))
	f.Add(makeELF(event.AMD64, sect{name: ".text", addr: 0x1000, typ: elf.SHT_PROGBITS, data: make([]byte, 0x100), exec: true},
		sect{name: ".gopclntab", addr: 0x1100, typ: elf.SHT_PROGBITS, data: goTableBytes()},
		sect{name: ".debug_frame", typ: elf.SHT_PROGBITS, data: frameSection(event.AMD64, false, "", usual, fdeSpec{0x1000, 0x1100, nil})}), uint64(0x1010))
	f.Fuzz(func(t *testing.T, file []byte, at uint64) {
		o := newObject(readerAt(file), true, noDebug)
		if o == nil {
			return
		}
		code := func(p []byte) int { return 0 }
		for _, a := range []uint64{at, 0x1010, o.vaddr(at)} {
			o.site(siteKey{a, true}, code, true)
			o.site(siteKey{a, false}, code, true)
		}
	})
}

// FuzzGo reads tables of Go programs.
func FuzzGo(f *testing.F) {
	f.Add(goTableBytes(), uint64(0x1010))
	f.Fuzz(func(t *testing.T, tab []byte, pc uint64) {
		g := newGoTable(tab, 0x1000)
		if g == nil {
			return
		}
		for _, at := range []uint64{pc, 0x1000, 0x1010} {
			if fn, ok := g.find(at); ok {
				fn.delta(at)
				fn.line(at)
				fn.symbol()
			}
		}
		goText(tab, pc, g.ptr)
	})
}
