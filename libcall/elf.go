package libcall

import (
	"encoding/binary"

	"gotrace/event"
)

// ELF as it stands in a process's memory (elf(5), elf.h): there are no section
// headers, only what PT_DYNAMIC tells.

// Tags of the dynamic section.
const (
	dtPltRelSz = 2
	dtPltGot   = 3
	dtHash     = 4
	dtStrTab   = 5
	dtSymTab   = 6
	dtRela     = 7
	dtRelaSz   = 8
	dtStrSz    = 10
	dtSoname   = 14
	dtRel      = 17
	dtRelSz    = 18
	dtPltRel   = 20
	dtDebug    = 21
	dtJmpRel   = 23
	dtMax      = 24

	dtGnuHash = 0x6ffffef5
)

// Types of relocations: those with a symbol have the same numbers for amd64 and i386.
const (
	relGlobDat      = 6  // R_X86_64_GLOB_DAT, R_386_GLOB_DAT
	relJmpSlot      = 7  // R_X86_64_JUMP_SLOT, R_386_JMP_SLOT
	relIRelative    = 37 // R_X86_64_IRELATIVE
	relIRelative386 = 42 // R_386_IRELATIVE
)

// Types of program headers, and a flag.
const (
	ptLoad    = 1
	ptDynamic = 2
	ptPhdr    = 6
	pfX       = 1
)

// reader reads words of a process's memory.
type reader struct {
	mem event.Memory
	abi event.ABI
}

// word reads what has a pointer's size; 0 if it is unreadable.
func (r reader) word(a event.Addr) event.Addr {
	var b [8]byte
	r.mem.ReadMem(a, b[:r.abi.PtrSize()])
	return event.Addr(binary.LittleEndian.Uint64(b[:]))
}

func (r reader) u32(a event.Addr) uint32 {
	var b [4]byte
	r.mem.ReadMem(a, b[:])
	return binary.LittleEndian.Uint32(b[:])
}

func (r reader) u16(a event.Addr) uint16 {
	var b [2]byte
	r.mem.ReadMem(a, b[:])
	return binary.LittleEndian.Uint16(b[:])
}

// bytes reads n bytes, or as many as there are.
func (r reader) bytes(a event.Addr, n uint64) []byte {
	const most = 1 << 28 // whatever the headers claim
	b := make([]byte, min(n, most))
	return b[:r.mem.ReadMem(a, b)]
}

// cstring reads a string of up to 4095 bytes.
func (r reader) cstring(a event.Addr) string {
	var b [4096]byte
	n := 0
	for n < len(b) {
		chunk := min(len(b)-n, 64-int(uint64(a)+uint64(n))&63)
		got := r.mem.ReadMem(a+event.Addr(n), b[n:n+chunk])
		for i := n; i < n+got; i++ {
			if b[i] == 0 {
				return string(b[:i])
			}
		}
		n += got
		if got < chunk {
			break
		}
	}
	return string(b[:n])
}

// segment is a program header.
type segment struct {
	typ, flags   uint32
	vaddr, memsz event.Addr
}

// segments reads n program headers.
func (r reader) segments(at event.Addr, n int) []segment {
	list := make([]segment, 0, n)
	for i := range min(n, 256) {
		if r.abi == event.I386 {
			p := at + event.Addr(i*32)
			list = append(list, segment{r.u32(p), r.u32(p + 24), r.word(p + 8), r.word(p + 20)})
			continue
		}
		p := at + event.Addr(i*56)
		list = append(list, segment{r.u32(p), r.u32(p + 4), r.word(p + 16), r.word(p + 40)})
	}
	return list
}

// header reads the ELF header at a: where the program headers are, and the entry.
func (r reader) header(a event.Addr) (phdr event.Addr, n int, entry event.Addr, ok bool) {
	if r.u32(a) != 0x464c457f { // "\x7fELF"
		return 0, 0, 0, false
	}
	if r.abi == event.I386 {
		return a + r.word(a+28), int(r.u16(a + 44)), r.word(a + 24), true
	}
	return a + r.word(a+32), int(r.u16(a + 56)), r.word(a + 24), true
}

// image is what a module's dynamic section tells.
type image struct {
	reader
	base   event.Addr // what its addresses are relative to
	tag    [dtMax]event.Addr
	gnu    event.Addr
	symtab []byte // read as far as it was needed
	strtab []byte
}

// dynamic reads a dynamic section. The dynamic linker has added the base to the
// addresses in it, or has not: glibc does to those of most modules, musl to none.
func (r reader) dynamic(base, at event.Addr) *image {
	m := &image{reader: r, base: base}
	size := event.Addr(r.abi.PtrSize())
	for range 512 {
		tag, v := r.word(at), r.word(at+size)
		switch {
		case tag == 0:
			m.relocate()
			return m
		case tag < dtMax:
			m.tag[tag] = v
		case tag == dtGnuHash:
			m.gnu = v
		}
		at += 2 * size
	}
	m.relocate()
	return m
}

func (m *image) relocate() {
	for _, p := range []*event.Addr{&m.tag[dtPltGot], &m.tag[dtHash], &m.tag[dtStrTab], &m.tag[dtSymTab], &m.tag[dtRela], &m.tag[dtRel], &m.tag[dtJmpRel], &m.gnu} {
		if *p != 0 && *p < m.base {
			*p += m.base
		}
	}
	m.strtab = m.bytes(m.tag[dtStrTab], uint64(m.tag[dtStrSz]))
}

func (m *image) string(off uint64) string {
	if off >= uint64(len(m.strtab)) {
		return ""
	}
	s := m.strtab[off:]
	for i, c := range s {
		if c == 0 {
			return string(s[:i])
		}
	}
	return ""
}

// soname is the module's name for itself, or "".
func (m *image) soname() string {
	if m.tag[dtSoname] == 0 {
		return ""
	}
	return m.string(uint64(m.tag[dtSoname]))
}

// symbol is an entry of the symbol table.
type symbol struct {
	name  string
	value event.Addr
	info  uint8
	shndx uint16
}

// defined tells that the symbol is a function of the module itself.
func (s *symbol) defined() bool {
	typ := s.info & 15
	return s.shndx != 0 && (typ == sttFunc || typ == sttIFunc) && s.value != 0
}

// Types of symbols.
const (
	sttFunc  = 2
	sttIFunc = 10 // STT_GNU_IFUNC
)

func (m *image) symSize() int {
	if m.abi == event.I386 {
		return 16
	}
	return 24
}

func (m *image) symbol(i int) symbol {
	size := m.symSize()
	if need := (i + 1) * size; need > len(m.symtab) {
		m.symtab = m.bytes(m.tag[dtSymTab], uint64(max(need, 2*len(m.symtab), 4096)))
		if need > len(m.symtab) {
			return symbol{}
		}
	}
	p := m.symtab[i*size:]
	le := binary.LittleEndian
	if m.abi == event.I386 {
		return symbol{m.string(uint64(le.Uint32(p))), event.Addr(le.Uint32(p[4:])), p[12], le.Uint16(p[14:])}
	}
	return symbol{m.string(uint64(le.Uint32(p))), event.Addr(le.Uint64(p[8:])), p[4], le.Uint16(p[6:])}
}

// symbols is how many symbols there are.
func (m *image) symbols() int {
	if m.tag[dtHash] != 0 {
		return int(min(m.u32(m.tag[dtHash]+4), 1<<22))
	}
	if m.gnu == 0 {
		return 0
	}
	// GNU hash: the last chain's end is the table's end.
	buckets, first, words := m.u32(m.gnu), m.u32(m.gnu+4), m.u32(m.gnu+8)
	at := m.gnu + 16 + event.Addr(int(words)*m.abi.PtrSize())
	last := uint32(0)
	b := m.bytes(at, uint64(buckets)*4)
	for i := 0; i+4 <= len(b); i += 4 {
		last = max(last, binary.LittleEndian.Uint32(b[i:]))
	}
	if last < first {
		return int(first)
	}
	chains := at + event.Addr(buckets)*4
	for n := 0; n < 1<<22; n++ {
		end := m.u32(chains+event.Addr(last-first)*4)&1 != 0
		last++
		if end {
			break
		}
	}
	return int(last)
}

// find returns the symbol called name that the module defines.
func (m *image) find(name string) (at event.Addr, ifunc, ok bool) {
	for i := range m.symbols() {
		if s := m.symbol(i); s.name == name && s.defined() {
			return m.base + s.value, s.info&15 == sttIFunc, true
		}
	}
	return 0, false, false
}

// reloc is a relocation of a slot that holds a function's address.
type reloc struct {
	at   event.Addr // where the relocation's r_offset stands
	slot event.Addr
	typ  uint32
	sym  int

	// Of relIRelative, which stands for both ABIs': the function that returns what
	// the slot is to hold. i386 has it in the slot; see module.addend.
	resolver event.Addr
}

// relocs returns the relocations of the types that function slots have.
func (m *image) relocs() []reloc {
	var list []reloc
	seen := func(at event.Addr) bool { // DT_RELA may include DT_JMPREL
		j := m.tag[dtJmpRel]
		return j != 0 && at >= j && at < j+m.tag[dtPltRelSz]
	}
	rela := m.abi == event.AMD64
	if m.tag[dtJmpRel] != 0 {
		list = m.table(list, m.tag[dtJmpRel], m.tag[dtPltRelSz], m.tag[dtPltRel] == dtRela || rela, nil)
	}
	list = m.table(list, m.tag[dtRela], m.tag[dtRelaSz], true, seen)
	return m.table(list, m.tag[dtRel], m.tag[dtRelSz], false, seen)
}

func (m *image) table(list []reloc, at, size event.Addr, rela bool, skip func(event.Addr) bool) []reloc {
	if at == 0 || size == 0 {
		return list
	}
	return m.entries(list, m.bytes(at, uint64(size)), at, rela, skip)
}

// entries appends the relocations in b, which was read at an address.
func (m *image) entries(list []reloc, b []byte, at event.Addr, rela bool, skip func(event.Addr) bool) []reloc {
	word := m.abi.PtrSize()
	entry := 2 * word
	if rela {
		entry += word
	}
	le := binary.LittleEndian
	for i := 0; i+entry <= len(b); i += entry {
		var r reloc
		r.at = at + event.Addr(i)
		if skip != nil && skip(r.at) {
			continue
		}
		if m.abi == event.I386 {
			info := le.Uint32(b[i+4:])
			r.slot, r.typ, r.sym = event.Addr(uint32(m.base)+le.Uint32(b[i:])), info&0xff, int(info>>8)
		} else {
			info := le.Uint64(b[i+8:])
			r.slot, r.typ, r.sym = m.base+event.Addr(le.Uint64(b[i:])), uint32(info), int(info>>32)
		}
		switch {
		case r.sym != 0 && (r.typ == relJmpSlot || r.typ == relGlobDat):
			list = append(list, r)
		case m.abi == event.AMD64 && r.typ == relIRelative && rela:
			r.resolver = m.base + event.Addr(le.Uint64(b[i+16:]))
			list = append(list, r)
		case m.abi == event.I386 && r.typ == relIRelative386:
			r.typ = relIRelative
			list = append(list, r)
		}
	}
	return list
}
