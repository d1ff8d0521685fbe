package unwind

import (
	"bytes"
	"cmp"
	"debug/elf"
	"encoding/binary"
	"slices"
	"sort"
	"strings"

	"github.com/ianlancetaylor/demangle"
)

// symbols are a file's functions, by address. Names stay where the file has them.
type symbols struct {
	list  []symbol
	names [][]byte // string tables
}

type symbol struct {
	addr, size uint64
	name       uint32 // offset in names[table]
	order      uint32 // in the file's table
	table      uint8
}

// add takes in a symbol table.
func (s *symbols) add(f *elf.File, typ elf.SectionType) bool {
	sec := f.SectionByType(typ)
	if sec == nil || int(sec.Link) >= len(f.Sections) || len(s.names) == 255 {
		return false
	}
	data, names := sectionData(sec), sectionData(f.Sections[sec.Link])
	size := 24
	if f.Class == elf.ELFCLASS32 {
		size = 16
	}
	if len(data) < 2*size || names == nil {
		return false
	}
	table := uint8(len(s.names))
	s.names = append(s.names, names)
	s.list = slices.Grow(s.list, len(data)/size)
	for i := size; i+size <= len(data); i += size {
		sym, ok := readSymbol(f, data[i:i+size])
		if !ok || uint64(sym.name) >= uint64(len(names)) || names[sym.name] == 0 {
			continue
		}
		sym.table, sym.order = table, uint32(i/size)
		s.list = append(s.list, sym)
	}
	return true
}

// readSymbol reads an Elf32_Sym or Elf64_Sym (elf.h); it is not ok if the symbol
// is not one of code.
func readSymbol(f *elf.File, p []byte) (s symbol, ok bool) {
	le := binary.LittleEndian
	var info uint8
	var section uint16
	s.name = le.Uint32(p)
	if f.Class == elf.ELFCLASS32 {
		s.addr, s.size = uint64(le.Uint32(p[4:])), uint64(le.Uint32(p[8:]))
		info, section = p[12], le.Uint16(p[14:])
	} else {
		info, section = p[4], le.Uint16(p[6:])
		s.addr, s.size = le.Uint64(p[8:]), le.Uint64(p[16:])
	}
	switch elf.ST_TYPE(info) {
	case elf.STT_FUNC, elf.STT_GNU_IFUNC:
		return s, section != uint16(elf.SHN_UNDEF)
	case elf.STT_NOTYPE: // assemblers write it for what nobody called a function
		if int(section) < len(f.Sections) && section != uint16(elf.SHN_UNDEF) {
			return s, f.Sections[section].Flags&elf.SHF_EXECINSTR != 0
		}
	}
	return s, false
}

// sort makes s ready for being looked into. Of symbols of one address the first
// with a size stays; that is what strace shows, too.
func (s *symbols) sort() {
	slices.SortFunc(s.list, func(a, b symbol) int {
		return cmp.Or(cmp.Compare(a.addr, b.addr), cmp.Compare(a.table, b.table), cmp.Compare(a.order, b.order))
	})
	out := s.list[:0]
	for _, sym := range s.list {
		if n := len(out); n > 0 && out[n-1].addr == sym.addr {
			if out[n-1].size == 0 && sym.size != 0 {
				out[n-1] = sym
			}
			continue
		}
		out = append(out, sym)
	}
	s.list = out
}

// nesting is how many symbols with other addresses may begin within a function
// that is still found: labels in hand-written code.
const nesting = 64

// find returns the symbol that the code at addr belongs to. One without a size
// reaches up to the next, but not out of the function that it is a label in.
func (s *symbols) find(addr uint64) (symbol, bool) {
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i].addr > addr }) - 1
	open := i >= 0 && s.list[i].size == 0
	for j := i; j >= 0 && j > i-nesting; j-- {
		sym := s.list[j]
		if addr-sym.addr < sym.size {
			return sym, true
		}
		open = open && (j == i || s.list[i].addr-sym.addr >= sym.size)
	}
	if open {
		return s.list[i], true
	}
	return symbol{}, false
}

// named returns the address of the symbol with that name.
func (s *symbols) named(name string) (uint64, bool) {
	for i := range s.list {
		if string(s.text(s.list[i])) == name {
			return s.list[i].addr, true
		}
	}
	return 0, false
}

// text is a symbol's name, without its version.
func (s *symbols) text(sym symbol) []byte {
	name := s.names[sym.table][sym.name:]
	name = name[:min(len(name), maxName)]
	if i := bytes.IndexByte(name, 0); i >= 0 {
		name = name[:i]
	}
	if i := bytes.IndexByte(name, '@'); i > 0 {
		name = name[:i]
	}
	return name
}

// maxName is how much of a name is taken.
const maxName = 1 << 14

// readable is name as it stands in a program's text, if it is a mangled C++ or
// Rust name.
func readable(name string) (plain string) {
	if !strings.HasPrefix(name, "_Z") && !strings.HasPrefix(name, "_R") {
		return name
	}
	const longest = 16 // as a power of 2
	defer func() {
		if recover() != nil {
			plain = name
		}
	}()
	return demangle.Filter(name, demangle.MaxLength(longest))
}
