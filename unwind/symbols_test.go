package unwind

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"os"
	"reflect"
	"runtime"
	"testing"

	"gotrace/event"

	"github.com/ulikunitz/xz"
)

// at returns what is said of the place behind a call at addr.
func (o *object) at(addr uint64) *site {
	return o.site(siteKey{addr + 1, false}, func([]byte) int { return 0 }, true)
}

// TestSymbols checks which symbol a place belongs to.
func TestSymbols(t *testing.T) {
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		dyn, dynstr := symtab(abi, sym{"first", 0x1100, 0x10, elf.STT_FUNC}, sym{"second", 0x1100, 0x10, elf.STT_FUNC}, sym{"data", 0x1108, 8, elf.STT_OBJECT})
		full, strs := symtab(abi, sym{"third", 0x1100, 0x10, elf.STT_FUNC}, sym{"label", 0x1104, 0, elf.STT_NOTYPE},
			sym{"asm", 0x1200, 0, elf.STT_NOTYPE}, sym{"versioned@@V_1", 0x1300, 0x10, elf.STT_FUNC}, sym{"outer", 0x1400, 0x100, elf.STT_FUNC},
			sym{"nested", 0x1410, 4, elf.STT_FUNC}, sym{"_ZN3foo3barEv", 0x1600, 0x10, elf.STT_FUNC}, sym{"_ZNbroken", 0x1610, 0x10, elf.STT_FUNC},
			sym{"_ZN4core3fmt5write17h0123456789abcdefE", 0x1620, 0x10, elf.STT_FUNC}, sym{"sized", 0x1700, 8, elf.STT_FUNC})
		o := newObject(readerAt(makeELF(abi, sect{name: ".text", typ: elf.SHT_PROGBITS, addr: 0x1000, data: make([]byte, 0x800), exec: true},
			sect{name: ".dynsym", typ: elf.SHT_DYNSYM, data: dyn, link: ".dynstr"}, sect{name: ".dynstr", typ: elf.SHT_STRTAB, data: dynstr},
			sect{name: ".symtab", typ: elf.SHT_SYMTAB, data: full, link: ".strtab"}, sect{name: ".strtab", typ: elf.SHT_STRTAB, data: strs})), false, noDebug)
		for addr, want := range map[uint64]string{
			0x10ff: "", 0x1100: "first", 0x1106: "first", 0x110f: "first", 0x1110: "",
			0x1200: "asm", 0x12ff: "asm", 0x1305: "versioned", 0x1310: "",
			0x1400: "outer", 0x1412: "nested", 0x1414: "outer", 0x14ff: "outer",
			0x1601: "foo::bar()", 0x1611: "_ZNbroken", 0x1621: "core::fmt::write", 0x1708: "",
		} {
			if got := o.at(addr).symbol; got != want {
				t.Errorf("%v, %#x: %q, want %q", abi, addr, got, want)
			}
		}
	}
}

// TestStripped checks that symbols are found where stripped files have them:
// in the file with their build id, or compressed within.
func TestStripped(t *testing.T) {
	table, strs := symtab(event.AMD64, sym{"hidden", 0x1100, 0x10, elf.STT_FUNC})
	note := append(words(4, 4, 5, 3), "GNU\x00\xab\xcd\xef\x01\x02\x00\x00\x00"...)
	id := sect{name: ".note.gnu.build-id", typ: elf.SHT_NOTE, data: note}
	full := makeELF(event.AMD64, sect{name: ".text", typ: elf.SHT_NOBITS, addr: 0x1000, exec: true}, id,
		sect{name: ".symtab", typ: elf.SHT_SYMTAB, data: table, link: ".strtab"}, sect{name: ".strtab", typ: elf.SHT_STRTAB, data: strs})
	text := sect{name: ".text", typ: elf.SHT_PROGBITS, addr: 0x1000, data: make([]byte, 0x800), exec: true}
	byID := makeELF(event.AMD64, text, id)
	other := makeELF(event.AMD64, text, sect{name: id.name, typ: id.typ, data: append(words(4, 4, 5, 3), "GNU\x00\xab\xcd\xef\x01\x03\x00\x00\x00"...)})
	var packed bytes.Buffer
	w, err := xz.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(full)
	w.Close()
	mini := makeELF(event.AMD64, text, sect{name: ".gnu_debugdata", typ: elf.SHT_PROGBITS, data: packed.Bytes()})
	for name, file := range map[string][]byte{"build id": byID, "minidebuginfo": mini, "": other} {
		sys, mem, r := machineOf(event.AMD64)
		sys.files[7] = file
		sys.paths = map[string][]byte{"/usr/lib/debug/.build-id/ab/cdef0102.debug": full, "/usr/lib/debug/.build-id/ab/cdef0103.debug": full}
		r.R[16] = base + 0x1108
		want := "hidden+0x8"
		if name == "" { // what has its name is another file's
			want = "/prog[0x1108]"
		}
		if got := show(New(sys, Options{}).NewSpace(1).Trace(r, mem, true, nil)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestGoTable checks what pclntab says of this program against what the runtime
// says, and the sizes of frames against the frame pointers.
func TestGoTable(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(exe)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := newObject(f, true, noDebug)
	if o == nil || o.golang == nil {
		t.Fatal("no pclntab")
	}
	e, err := elf.NewFile(f)
	if err != nil {
		t.Fatal(err)
	}
	here := uint64(reflect.ValueOf(TestGoTable).Pointer())
	bias := here - symbolValue(t, e, "gotrace/unwind.TestGoTable")
	n := 0
	for i := 0; i < o.golang.nfunc; i += 17 {
		lo, _ := o.golang.entry(i)
		hi, _ := o.golang.entry(i + 1)
		for addr := lo; addr < hi; addr += 13 {
			fn := runtime.FuncForPC(uintptr(addr + bias))
			if fn == nil {
				continue
			}
			g, ok := o.golang.find(addr)
			if !ok || uintptr(g.entry+bias) != fn.Entry() {
				t.Fatalf("%#x: %v, %#x, want %#x", addr, ok, g.entry+bias, fn.Entry())
			}
			file, line := fn.FileLine(uintptr(addr + bias))
			if gotFile, got := g.line(addr); got != line || gotFile != file {
				t.Fatalf("%#x: %s:%d, want %s:%d", addr, gotFile, got, file, line)
			}
			n++
		}
	}
	if n < 1000 {
		t.Errorf("only %d places were compared", n)
	}
	// The frame is empty where a function begins.
	for _, fn := range []any{TestGoTable, TestSymbols, (*object).site} {
		g, ok := o.golang.find(uint64(reflect.ValueOf(fn).Pointer()) - bias)
		if !ok {
			t.Fatal("not found")
		}
		if d, ok := g.delta(g.entry); !ok || d != 0 {
			t.Errorf("%s: a frame of %d at its begin", g.symbol(), d)
		}
	}
	if _, ok := o.golang.find(1); ok {
		t.Error("there is a function at 1")
	}
}

func symbolValue(t *testing.T, e *elf.File, name string) uint64 {
	syms, err := e.Symbols()
	if err != nil {
		t.Skip("the test was linked without symbols")
	}
	for _, s := range syms {
		if s.Name == name {
			return s.Value
		}
	}
	t.Fatalf("no symbol %s", name)
	return 0
}

// goTableBytes is a table of one function at 0x1000 with a frame of 16 bytes from
// its fourth byte on, at line 7.
func goTableBytes() []byte {
	const header = 8 + 8*8
	names := []byte("main.f\x00")
	cus := words(4, 0)
	files := []byte("/x.go\x00")
	// Changes of the value, and how much code has it; they begin with -1.
	pcs := []byte{0, 2, 4, 32, 60, 2, 64, 16, 64} // pcsp at 1, pcfile at 5, pcln at 7
	funcs := append(words(4, 0, 12, 0x40), words(4, 0, 0, 0, 0, 1, 5, 7, 0, 0, 7)...)
	funcs = append(funcs, 0, 0, 0, 0)
	tab := binary.LittleEndian.AppendUint32(nil, pcln120)
	tab = append(tab, 0, 0, 1, 8)
	at := uint64(header)
	offs := []uint64{1, 1, 0}
	for _, part := range [][]byte{names, cus, files, pcs, funcs} {
		offs = append(offs, at)
		at += uint64(len(part))
	}
	tab = append(tab, words(8, offs...)...)
	for _, part := range [][]byte{names, cus, files, pcs, funcs} {
		tab = append(tab, part...)
	}
	return tab
}

// TestMadeGoTable checks a table whose every byte is known.
func TestMadeGoTable(t *testing.T) {
	g := newGoTable(goTableBytes(), 0x1000)
	if g == nil {
		t.Fatal("it was not read")
	}
	f, ok := g.find(0x1010)
	if !ok || f.symbol() != "main.f" || f.entry != 0x1000 || f.top || f.writesSP {
		t.Fatalf("%+v, %v, %s", f, ok, f.symbol())
	}
	for pc, want := range map[uint64]uint64{0x1000: 0, 0x1003: 0, 0x1004: 16, 0x103f: 16} {
		if got, ok := f.delta(pc); !ok || got != want {
			t.Errorf("%#x: %d, %v, want %d", pc, got, ok, want)
		}
	}
	if file, line := f.line(0x1010); file != "/x.go" || line != 7 {
		t.Errorf("%s:%d", file, line)
	}
	if _, ok := g.find(0x1040); ok {
		t.Error("it goes on behind its end")
	}
	data := append(make([]byte, 16), words(8, 0x8000)...)
	data = append(data, make([]byte, 19*8)...)
	data = append(data, words(8, 0x1000, 0x2000, 0x1000)...)
	if text, ok := goText(data, 0x8000, 8); !ok || text != 0x1000 {
		t.Errorf("runtime.text is %#x, %v", text, ok)
	}
	if _, ok := goText(data[:100], 0x8000, 8); ok {
		t.Error("runtime.text was found in a part of it")
	}
}
