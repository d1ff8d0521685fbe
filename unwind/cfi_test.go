package unwind

import (
	"fmt"
	"strings"
	"testing"

	"gotrace/event"
)

// String shows a row as readelf -wF does, more or less.
func (r *row) String() string {
	if r == nil {
		return "nothing"
	}
	var b strings.Builder
	if r.cfaExpr != nil {
		fmt.Fprintf(&b, "cfa=expr%x", r.cfaExpr)
	} else {
		fmt.Fprintf(&b, "cfa=r%d%+d", r.cfaReg, r.cfaOff)
	}
	for _, rl := range r.rules {
		fmt.Fprintf(&b, " r%d=", rl.target)
		switch rl.kind {
		case undefined:
			b.WriteString("u")
		case atOffset:
			fmt.Fprintf(&b, "c%+d", rl.off)
		case isOffset:
			fmt.Fprintf(&b, "v%+d", rl.off)
		case inReg:
			fmt.Fprintf(&b, "r%d", rl.reg)
		case atExpr:
			fmt.Fprintf(&b, "exp%x", rl.expr)
		case isExpr:
			fmt.Fprintf(&b, "vexp%x", rl.expr)
		}
	}
	if r.end {
		b.WriteString(" end")
	}
	if r.signal {
		b.WriteString(" signal")
	}
	return b.String()
}

// usual is what compilers begin with: CFA is rsp+8, the return address there.
var usual = []byte{cfaDefCFA, 7, 8, cfaOffset | 16, 1}

// TestRows checks what programs of call frame instructions say.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		name string
		aug  string
		prog []byte
		at   uint64
		want string
	}{
		{"at the entry", "zR", []byte{cfaAdvance | 1, cfaDefCFAOffset, 16}, 0, "cfa=r7+8 r16=c-8"},
		{"behind a push", "zR", []byte{cfaAdvance | 1, cfaDefCFAOffset, 16, cfaOffset | 6, 2}, 1, "cfa=r7+16 r6=c-16 r16=c-8"},
		{"just before", "zR", []byte{cfaAdvance1, 9, cfaDefCFAOffset, 16}, 8, "cfa=r7+8 r16=c-8"},
		{"two bytes", "zR", []byte{cfaAdvance2, 0, 1, cfaDefCFAReg, 6}, 256, "cfa=r6+8 r16=c-8"},
		{"four bytes", "zR", []byte{cfaAdvance4, 0, 1, 0, 0, cfaDefCFAReg, 6}, 256, "cfa=r6+8 r16=c-8"},
		{"a set location", "", []byte{cfaSetLoc, 0, 0x10, 0, 0, 0, 0, 0, 0, cfaDefCFAReg, 6}, 0, "cfa=r6+8 r16=c-8"},
		{"remembered", "zR", []byte{cfaRemember, cfaDefCFAOffset, 64, cfaOffset | 3, 3, cfaAdvance | 4, cfaRestoreState}, 4, "cfa=r7+8 r16=c-8"},
		{"restored", "zR", []byte{cfaOffset | 3, 3, cfaOffset | 16, 9, cfaRestore | 3, cfaRestoreExt, 16}, 0, "cfa=r7+8 r16=c-8"},
		{"signed", "zR", []byte{cfaDefCFASF, 6, 0x7e, cfaOffsetExtSF, 12, 0x01, cfaDefCFAOffsetSF, 0x7d}, 0, "cfa=r6+24 r12=c-8 r16=c-8"},
		{"values", "zR", []byte{cfaValOffset, 3, 2, cfaValOffsetSF, 12, 0x7f, cfaOffsetExt, 13, 4, cfaGNUNegOffset, 14, 1}, 0, "cfa=r7+8 r3=v-16 r12=v+8 r13=c-32 r14=c+8 r16=c-8"},
		{"registers", "zR", []byte{cfaRegister, 16, 11, cfaSameValue, 3, cfaUndefined, 12}, 0, "cfa=r7+8 r12=u r16=r11"},
		{"expressions", "zR", []byte{cfaDefCFAExpr, 2, opBreg0 + 7, 16, cfaExpr, 3, 1, opDup, cfaValExpr, 6, 1, opLit0}, 0, "cfa=expr7710 r3=exp12 r6=vexp30 r16=c-8"},
		{"no caller", "zR", []byte{cfaUndefined, 16}, 0, "cfa=r7+8 r16=u end"},
		{"a signal frame", "zRS", nil, 0, "cfa=r7+8 r16=c-8 signal"},
		{"registers that do not matter", "zR", []byte{cfaOffset | 33, 3, cfaOffsetExt, 0xff, 1, 3, cfaRestore | 40, cfaGNUArgsSize, 16}, 0, "cfa=r7+8 r16=c-8"},
		{"no augmentation", "", []byte{cfaDefCFAOffset, 16}, 0, "cfa=r7+16 r16=c-8"},

		{"an unknown instruction", "zR", []byte{0x3f}, 0, "nothing"},
		{"a state that was not remembered", "zR", []byte{cfaRestoreState}, 0, "nothing"},
		{"too many states", "zR", []byte(strings.Repeat(string([]byte{cfaRemember}), maxRemembered+1)), 0, "nothing"},
		{"a CFA in no register", "zR", []byte{cfaDefCFAReg, 99}, 0, "nothing"},
		{"a register in no register", "zR", []byte{cfaRegister, 16, 77}, 0, "nothing"},
		{"a cut expression", "zR", []byte{cfaDefCFAExpr, 100, opLit0}, 0, "nothing"},
		{"going back", "", []byte{cfaSetLoc, 0, 0x08, 0, 0, 0, 0, 0, 0, cfaDefCFAReg, 6}, 0, "nothing"},
		{"an augmentation of long ago", "eh", nil, 0, "nothing"},
	} {
		for _, eh := range []bool{true, false} {
			data := frameSection(event.AMD64, eh, c.aug, usual, fdeSpec{0x1000, 0x2000, c.prog})
			s := &cfi{data: data, eh: eh, abi: event.AMD64}
			if got := s.row(0x1000 + c.at).String(); got != c.want {
				t.Errorf("%s, eh %v: %s, want %s", c.name, eh, got, c.want)
			}
			if r := s.row(0xfff); r != nil {
				t.Errorf("%s: there is a row before the code: %v", c.name, r)
			}
			if r := s.row(0x2000); r != nil {
				t.Errorf("%s: there is a row behind the code: %v", c.name, r)
			}
		}
	}
}

// TestTable checks that .eh_frame_hdr's table and the index that is made without
// it find the same.
func TestTable(t *testing.T) {
	const n = 200
	addr, hdr := uint64(0x100000), uint64(0x200000)
	var fdes []fdeSpec
	for i := range uint64(n) {
		fdes = append(fdes, fdeSpec{0x1000 + i*0x20, 0x1010 + i*0x20, []byte{cfaDefCFAOffset, byte(i % 128)}})
	}
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		init := usual
		if abi == event.I386 {
			init = []byte{cfaDefCFA, 4, 4, cfaOffset | 8, 1}
		}
		data := frameSection(abi, true, "zR", init, fdes...)
		plain := &cfi{data: data, addr: addr, eh: true, abi: abi}
		with := &cfi{data: data, addr: addr, eh: true, abi: abi}
		plain.makeIndex()
		if len(plain.index) != n {
			t.Fatalf("%v: the index has %d entries", abi, len(plain.index))
		}
		table := []byte{1, encPCRel | encSData4, encUData4, encDataRel | encSData4}
		table = append(table, words(4, addr-(hdr+4), n)...)
		for _, e := range plain.index {
			table = append(table, words(4, e.lo-hdr, addr+uint64(e.off)-hdr)...)
		}
		frame, ok := with.setTable(table, hdr)
		if !ok || frame != addr || with.table == nil {
			t.Fatalf("%v: setTable: %#x, %v, table %v", abi, frame, ok, with.table != nil)
		}
		for pc := uint64(0xff0); pc < 0x1000+(n+1)*0x20; pc++ {
			if a, b := plain.row(pc).String(), with.row(pc).String(); a != b || (a != "nothing") != (pc >= 0x1000 && pc < 0x1000+n*0x20 && pc%0x20 < 0x10) {
				t.Fatalf("%v, %#x: %s by the index, %s by the table", abi, pc, a, b)
			}
		}
	}
}

// TestExpressions checks the evaluation of DWARF expressions.
func TestExpressions(t *testing.T) {
	mem := memory{0x1000: words(8, 0x1122334455667788, 42)}
	for _, c := range []struct {
		name string
		abi  event.ABI
		expr []byte
		want uint64
		ok   bool
	}{
		{"literal", event.AMD64, []byte{opLit0 + 7}, 7, true},
		{"register", event.AMD64, []byte{opBreg0 + 7, 0x78}, 0x1000 - 8, true},
		{"bregx", event.AMD64, []byte{opBregx, 7, 8, opDeref}, 42, true},
		{"deref", event.AMD64, []byte{opBreg0 + 7, 0, opDeref}, 0x1122334455667788, true},
		{"deref on i386", event.I386, []byte{opConst2u, 0, 0x10, opDeref}, 0x55667788, true},
		{"a byte", event.AMD64, []byte{opConst2u, 1, 0x10, opDerefSize, 1}, 0x77, true},
		{"constants", event.AMD64, []byte{opConst1s, 0xff, opConst2s, 0xfe, 0xff, opPlus, opConst4s, 3, 0, 0, 0, opPlus}, 0, true},
		{"leb", event.AMD64, []byte{opConstu, 0x80, 1, opConsts, 0x7f, opPlus}, 127, true},
		{"stack", event.AMD64, []byte{opLit0 + 1, opLit0 + 2, opLit0 + 3, opRot, opDrop, opSwap, opMinus}, 1<<64 - 2, true},
		{"over and pick", event.AMD64, []byte{opLit0 + 9, opLit0 + 4, opOver, opPick, 1, opMinus}, 5, true},
		{"arithmetic", event.AMD64, []byte{opLit0 + 20, opLit0 + 3, opDiv, opLit0 + 4, opMod, opLit0 + 7, opMul, opNeg, opAbs, opNot, opNot}, 14, true},
		{"shifts", event.AMD64, []byte{opLit0 + 16, opNeg, opLit0 + 2, opShra, opLit0 + 1, opShl, opNeg, opLit0 + 3, opShr}, 1, true},
		{"bits", event.AMD64, []byte{opLit0 + 12, opLit0 + 10, opAnd, opLit0 + 1, opOr, opLit0 + 2, opXor, opPlusUconst, 5}, 16, true},
		{"comparison", event.AMD64, []byte{opLit0 + 1, opNeg, opLit0, opLt, opLit0 + 1, opEq, opNop}, 1, true},
		{"a branch", event.AMD64, []byte{opLit0 + 5, opLit0 + 1, opBra, 1, 0, opDrop, opLit0 + 1, opPlus}, 6, true},
		{"a skip", event.AMD64, []byte{opLit0 + 5, opSkip, 1, 0, opDrop}, 5, true},
		{"the first value", event.AMD64, []byte{opPlusUconst, 1}, 101, true},

		{"a loop", event.AMD64, []byte{opSkip, 0xfd, 0xff}, 0, false},
		{"a jump out", event.AMD64, []byte{opSkip, 0, 0x80}, 0, false},
		{"too much", event.AMD64, []byte{opDup, opSkip, 0xfc, 0xff}, 0, false},
		{"too little", event.AMD64, []byte{opDrop, opDrop}, 0, false},
		{"no memory", event.AMD64, []byte{opLit0, opDeref}, 0, false},
		{"a wrong size", event.AMD64, []byte{opConst2u, 0, 0x10, opDerefSize, 3}, 0, false},
		{"division by zero", event.AMD64, []byte{opLit0, opLit0, opDiv}, 0, false},
		{"an unknown operation", event.AMD64, []byte{0xf5}, 0, false},
		{"a cut constant", event.AMD64, []byte{opConst8u, 1}, 0, false},
		{"no register", event.I386, []byte{opBreg0 + 12, 0}, 0, false},
	} {
		u := New(&system{}, Options{})
		u.mem.reset(mem)
		w := walker{u: u, regs: event.Regs{ABI: c.abi}}
		w.regs.R[7] = 0x1000
		got, ok := w.evaluate(c.expr, 100, true)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %#x, %v, want %#x, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}
