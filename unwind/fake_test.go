package unwind

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"gotrace/event"
)

// memory is made-up memory: regions by their address.
type memory map[uint64][]byte

// ReadMem implements event.Memory.
func (m memory) ReadMem(addr event.Addr, p []byte) int {
	for base, region := range m {
		if a := uint64(addr); a >= base && a-base < uint64(len(region)) {
			return copy(p, region[a-base:])
		}
	}
	return 0
}

// words are numbers as they stand in memory.
func words(size int, v ...uint64) (b []byte) {
	for _, w := range v {
		if size == 4 {
			b = binary.LittleEndian.AppendUint32(b, uint32(w))
		} else {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
	}
	return b
}

// system is a made-up system of one process.
type system struct {
	maps    []Mapping
	files   map[uint64][]byte // by inode
	paths   map[string][]byte
	ids     map[uint64]int64 // MTime by inode
	unsure  bool
	threads int
	reads   int // of maps
	opens   int
}

type fakeFile struct{ *bytes.Reader }

func (fakeFile) Close() error { return nil }

func (s *system) Maps(pid int, dst []Mapping) []Mapping {
	s.reads++
	return append(dst, s.maps...)
}

func (s *system) Stat(pid int, m *Mapping) (FileID, bool) {
	return FileID{Inode: m.Inode, MTime: s.ids[m.Inode]}, s.files[m.Inode] != nil
}

func (s *system) Open(pid int, m *Mapping) (File, FileID, bool, error) {
	s.opens++
	b, ok := s.files[m.Inode]
	if !ok {
		return nil, FileID{}, false, errors.New("no such file")
	}
	return fakeFile{bytes.NewReader(b)}, FileID{Inode: m.Inode, MTime: s.ids[m.Inode]}, !s.unsure, nil
}

func (s *system) OpenPath(pid int, path string) (File, error) {
	if b, ok := s.paths[path]; ok {
		return fakeFile{bytes.NewReader(b)}, nil
	}
	return nil, errors.New("no such file")
}

func (s *system) Threads(pid int) int { return max(s.threads, 1) }

// sect is a section of a made-up ELF file.
type sect struct {
	name string
	typ  elf.SectionType
	addr uint64 // where .text and .eh_frame are mapped, and in the file
	data []byte
	link string
	exec bool
}

// makeELF makes an ELF file. Sections with addresses are at that offset, too, and
// mapped by one PT_LOAD.
func makeELF(abi event.ABI, sections ...sect) []byte {
	class, machine, ehsize, phsize, shsize := byte(2), uint16(elf.EM_X86_64), 64, 56, 64
	if abi == event.I386 {
		class, machine, ehsize, phsize, shsize = 1, uint16(elf.EM_386), 52, 32, 40
	}
	var strs bytes.Buffer
	strs.WriteByte(0)
	sections = append([]sect{{}}, sections...)
	sections = append(sections, sect{name: ".shstrtab", typ: elf.SHT_STRTAB})
	body := make([]byte, ehsize+phsize)
	offs := make([]uint64, len(sections))
	names := make([]uint32, len(sections))
	for i := range sections {
		s := &sections[i]
		if s.name != "" {
			names[i] = uint32(strs.Len())
			strs.WriteString(s.name + "\x00")
		}
		if i == len(sections)-1 {
			s.data = strs.Bytes()
		}
		if s.addr != 0 && int(s.addr) > len(body) {
			body = append(body, make([]byte, int(s.addr)-len(body))...)
		}
		for len(body)%8 != 0 {
			body = append(body, 0)
		}
		offs[i] = uint64(len(body))
		body = append(body, s.data...)
	}
	for len(body)%8 != 0 {
		body = append(body, 0)
	}
	shoff := uint64(len(body))
	size := 8
	if abi == event.I386 {
		size = 4
	}
	w := func(b []byte, v uint64) []byte { return append(b, words(size, v)...) }
	le := binary.LittleEndian
	for i := range sections {
		s := &sections[i]
		link, flags := uint32(0), uint64(0)
		for j := range sections {
			if s.link != "" && sections[j].name == s.link {
				link = uint32(j)
			}
		}
		if s.addr != 0 {
			flags |= uint64(elf.SHF_ALLOC)
		}
		if s.exec {
			flags |= uint64(elf.SHF_EXECINSTR)
		}
		h := le.AppendUint32(nil, names[i])
		h = le.AppendUint32(h, uint32(s.typ))
		h = w(w(w(w(h, flags), s.addr), offs[i]), uint64(len(s.data)))
		h = le.AppendUint32(h, link)
		h = le.AppendUint32(h, 0)
		h = w(w(h, 1), 0)
		body = append(body, append(h, make([]byte, shsize-len(h))...)...)
	}
	h := append([]byte("\x7fELF"), class, 1, 1)
	h = append(h, make([]byte, 9)...)
	h = le.AppendUint16(h, uint16(elf.ET_DYN))
	h = le.AppendUint16(h, machine)
	h = le.AppendUint32(h, 1)
	h = w(w(w(h, 0), uint64(ehsize)), shoff)
	h = le.AppendUint32(h, 0)
	for _, v := range []int{ehsize, phsize, 1, shsize, len(sections), len(sections) - 1} {
		h = le.AppendUint16(h, uint16(v))
	}
	p := le.AppendUint32(nil, uint32(elf.PT_LOAD))
	if abi == event.AMD64 {
		p = le.AppendUint32(p, uint32(elf.PF_R|elf.PF_X))
		p = words(8, le64(p), 0, 0, 0, shoff, shoff, 4096)
	} else {
		p = words(4, uint64(elf.PT_LOAD), 0, 0, 0, shoff, shoff, uint64(elf.PF_R|elf.PF_X), 4096)
	}
	copy(body, h)
	copy(body[ehsize:], p)
	return body
}

func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// sym is a symbol of a made-up file.
type sym struct {
	name       string
	addr, size uint64
	typ        elf.SymType
}

// symtab makes a symbol table and its strings; all symbols belong to section 1.
func symtab(abi event.ABI, list ...sym) (table, names []byte) {
	size := 24
	if abi == event.I386 {
		size = 16
	}
	table = make([]byte, size)
	var strs strings.Builder
	strs.WriteByte(0)
	le := binary.LittleEndian
	for _, s := range list {
		b := le.AppendUint32(nil, uint32(strs.Len()))
		strs.WriteString(s.name + "\x00")
		if abi == event.I386 {
			b = append(b, words(4, s.addr, s.size)...)
			b = append(b, byte(s.typ), 0, 1, 0)
		} else {
			b = append(b, byte(s.typ), 0, 1, 0)
			b = append(b, words(8, s.addr, s.size)...)
		}
		table = append(table, b...)
	}
	return table, []byte(strs.String())
}

// frameSection makes a section of call frame information: a CIE with the
// augmentation and initial instructions, and FDEs with absolute addresses.
func frameSection(abi event.ABI, eh bool, aug string, init []byte, fdes ...fdeSpec) []byte {
	size, ra := 8, byte(16)
	if abi == event.I386 {
		size, ra = 4, 8
	}
	entry := func(b []byte) []byte {
		for len(b)%4 != 0 {
			b = append(b, cfaNop)
		}
		return append(words(4, uint64(len(b))), b...)
	}
	id := uint64(0)
	if !eh {
		id = 0xffffffff
	}
	cie := words(4, id)
	cie = append(cie, 1)
	cie = append(cie, aug+"\x00"...)
	align := byte(0x80 - size) // -size as an SLEB128
	cie = append(cie, 1, align, ra)
	if strings.HasPrefix(aug, "z") {
		cie = append(cie, byte(strings.Count(aug, "R")))
		if strings.Contains(aug, "R") {
			cie = append(cie, encAbs)
		}
	}
	out := entry(append(cie, init...))
	for _, f := range fdes {
		at := uint64(0)
		if eh {
			at = uint64(len(out) + 4)
		}
		b := append(words(4, at), words(size, f.lo, f.hi-f.lo)...)
		if strings.HasPrefix(aug, "z") {
			b = append(b, 0)
		}
		out = append(out, entry(append(b, f.prog...))...)
	}
	return out
}

type fdeSpec struct {
	lo, hi uint64
	prog   []byte
}

// readerAt is b as what newObject wants.
func readerAt(b []byte) io.ReaderAt { return bytes.NewReader(b) }

func noDebug(string) io.ReaderAt { return nil }
