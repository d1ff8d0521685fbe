package unwind

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"io"
	"strings"

	"gotrace/event"

	"github.com/ulikunitz/xz"
)

// object is a mapped file, or a piece of memory that is like one.
type object struct {
	id     FileID
	abi    event.ABI
	loads  []load
	frames []*cfi
	golang *goTable
	syms   symbols
	lines  *lines
	sites  map[siteKey]*site
	image  []byte // of one that was read from memory
}

// load is a piece of the file that is mapped (PT_LOAD).
type load struct {
	off, addr, size uint64
	exec            bool
}

// siteKey is a place in an object: an address as the file counts them, and
// whether it is exact (see walker).
type siteKey struct {
	addr  uint64
	exact bool
}

// site is what is known of a place.
type site struct {
	how        leave
	row        *row
	delta      uint64
	switches   bool // the function, of Go, goes to another stack
	trampoline *trampoline
	symbol     string
	start      uint64 // of the function, 0 if that is not known
	source     string
	line       int
}

// leave is how to leave a frame.
type leave uint8

const (
	leaveUnknown leave = iota
	leaveEnd           // there is no caller
	leaveSignal
	leaveGo
	leaveRow
)

const (
	maxSection = 1 << 28 // sections that are longer are not looked at
	maxDWARF   = 1 << 30 // nor those of source lines
	maxSites   = 1 << 16 // an object's sites are forgotten when there are more
)

// sectionData returns a section's content, nil if it has none that can be read.
func sectionData(s *elf.Section) []byte {
	if s == nil || s.Type == elf.SHT_NOBITS || s.Size > maxSection {
		return nil
	}
	data, err := s.Data()
	if err != nil {
		return nil
	}
	return data
}

// readPart reads size bytes at off, nil if they are not there. The size may be a
// lie: memory is taken as the bytes come.
func readPart(r io.ReaderAt, off, size uint64) []byte {
	if size > maxSection || off > 1<<62 {
		return nil
	}
	data, err := io.ReadAll(io.NewSectionReader(r, int64(off), int64(size)))
	if err != nil || uint64(len(data)) != size {
		return nil
	}
	return data
}

// newObject reads what is needed of an ELF file; nil if it is none of ours.
// debug finds the file that has what was stripped from it, by its build id.
func newObject(f io.ReaderAt, source bool, debug func(id string) io.ReaderAt) *object {
	e, err := elf.NewFile(f)
	if err != nil {
		return nil
	}
	o := &object{sites: make(map[siteKey]*site)}
	switch {
	case e.Machine == elf.EM_X86_64 && e.Class == elf.ELFCLASS64:
		o.abi = event.AMD64
	case e.Machine == elf.EM_386 && e.Class == elf.ELFCLASS32:
		o.abi = event.I386
	default:
		return nil
	}
	for _, p := range e.Progs {
		if p.Type == elf.PT_LOAD {
			o.loads = append(o.loads, load{p.Off, p.Vaddr, p.Filesz, p.Flags&elf.PF_X != 0})
		}
	}
	o.readFrames(e)
	o.syms.add(e, elf.SHT_DYNSYM)
	full := o.syms.add(e, elf.SHT_SYMTAB)
	if source {
		o.lines = newLines(e)
	}
	if !full || source && o.lines == nil {
		o.readDebug(e, !full, source && o.lines == nil, debug)
	}
	o.syms.sort()
	o.readGo(e)
	return o
}

// readFrames takes in call frame information.
func (o *object) readFrames(e *elf.File) {
	c := &cfi{eh: true, abi: o.abi}
	frame, known := uint64(0), false
	for _, p := range e.Progs {
		if p.Type == elf.PT_GNU_EH_FRAME {
			frame, known = c.setTable(readPart(p, 0, p.Filesz), p.Vaddr)
		}
	}
	if s := e.Section(".eh_frame"); s != nil {
		c.data, c.addr = sectionData(s), s.Addr
	} else if known {
		for _, p := range e.Progs { // no section says where it ends
			if off := frame - p.Vaddr; p.Type == elf.PT_LOAD && off < p.Filesz {
				c.data, c.addr = readPart(p, off, p.Filesz-off), frame
			}
		}
	}
	if len(c.data) > 0 {
		o.frames = append(o.frames, c)
	}
	o.addDebugFrame(e)
}

func (o *object) addDebugFrame(e *elf.File) {
	if data := sectionData(e.Section(".debug_frame")); len(data) > 0 {
		o.frames = append(o.frames, &cfi{data: data, abi: o.abi})
	}
}

// readDebug takes in what was stripped: from the file with e's build id, or, of
// symbols, from the compressed file within e that Fedora's programs have.
func (o *object) readDebug(e *elf.File, syms, source bool, debug func(id string) io.ReaderAt) {
	id := BuildID(e)
	if f := debug(id); f != nil {
		if d, err := elf.NewFile(f); err == nil && BuildID(d) == id {
			if syms && o.syms.add(d, elf.SHT_SYMTAB) {
				syms = false
			}
			if source {
				o.lines = newLines(d)
			}
			o.addDebugFrame(d)
		}
		if c, ok := f.(io.Closer); ok {
			c.Close()
		}
	}
	if !syms {
		return
	}
	data := sectionData(e.Section(".gnu_debugdata"))
	if data == nil {
		return
	}
	r, err := xz.NewReader(bytes.NewReader(data))
	if err != nil {
		return
	}
	const most = 64 << 20
	mini, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return
	}
	if d, err := elf.NewFile(bytes.NewReader(mini)); err == nil {
		o.syms.add(d, elf.SHT_SYMTAB)
		o.addDebugFrame(d)
	}
}

// BuildID returns the build id (elf(5), NT_GNU_BUILD_ID) in hexadecimal, or "".
func BuildID(e *elf.File) string {
	r := reader{b: sectionData(e.Section(".note.gnu.build-id"))}
	for r.rest() > 0 && !r.bad {
		nameSize, size, typ := r.u32(), r.u32(), r.u32()
		name := r.bytes(uint64(nameSize+3) &^ 3)
		id := r.bytes(uint64(size))
		r.bytes(uint64(-size & 3))
		const ntGNUBuildID = 3
		if typ == ntGNUBuildID && bytes.HasPrefix(name, []byte("GNU\x00")) {
			return hex.EncodeToString(id)
		}
	}
	return ""
}

// DebugPath is where the file with that build id's debugging information
// is; "": the id is none.
func DebugPath(id string) string {
	const least = 3
	if len(id) < least {
		return ""
	}
	return "/usr/lib/debug/.build-id/" + id[:2] + "/" + id[2:] + ".debug"
}

// readGo takes in pclntab.
func (o *object) readGo(e *elf.File) {
	for _, s := range e.Sections {
		if s.Name != ".gopclntab" && s.Name != ".data.rel.ro.gopclntab" {
			continue
		}
		var text uint64
		if t := e.Section(".text"); t != nil {
			text = t.Addr
		}
		g := newGoTable(sectionData(s), 0)
		if g == nil {
			continue
		}
		if !g.old && !o.executable(g.text) {
			if at, ok := o.syms.named("runtime.text"); ok {
				text = at
			} else if at, ok := goText(sectionData(e.Section(".go.module")), s.Addr, g.ptr); ok && o.executable(at) {
				text = at
			}
			g.text = text
		}
		o.golang = g
	}
}

// executable reports whether the file has code at the address.
func (o *object) executable(addr uint64) bool {
	for _, l := range o.loads {
		if addr != 0 && l.exec && addr-l.addr < l.size {
			return true
		}
	}
	return false
}

// vaddr is the address, as the file counts them, of the code at offset off. Whole
// pages are mapped, so that the offset may also be somewhat outside of its piece.
func (o *object) vaddr(off uint64) uint64 {
	const page = 4096
	for _, l := range o.loads {
		lo := l.off &^ (page - 1)
		if l.exec && off-lo < (l.off-lo+l.size+page-1)&^(page-1) {
			return off - l.off + l.addr
		}
	}
	return off
}

// site returns what is known of a place. code is what stands there in memory.
func (o *object) site(k siteKey, code func(p []byte) int, source bool) *site {
	at := o.sites[k]
	if at == nil {
		if len(o.sites) == maxSites {
			clear(o.sites)
		}
		at = o.newSite(k, code, source)
		o.sites[k] = at
	}
	return at
}

func (o *object) newSite(k siteKey, code func(p []byte) int, source bool) *site {
	at := &site{}
	addr := k.addr
	var buf [16]byte
	have := buf[:code(buf[:])]
	for i := range machines[o.abi].trampolines {
		if t := &machines[o.abi].trampolines[i]; bytes.HasPrefix(have, t.code) {
			at.how, at.trampoline = leaveSignal, t
		}
	}
	if !k.exact && at.how != leaveSignal {
		addr-- // what was called may not return, and its call be the function's last instruction
	}
	if sym, ok := o.syms.find(addr); ok {
		at.symbol, at.start = readable(string(o.syms.text(sym))), sym.addr
	}
	if o.golang != nil {
		if f, ok := o.golang.find(addr); ok {
			o.goSite(at, &f, addr, source)
			return at
		}
	}
	if source {
		at.source, at.line = o.lines.find(addr)
	}
	if at.how != leaveUnknown {
		return at
	}
	for _, c := range o.frames {
		if at.row = c.row(addr); at.row != nil {
			at.how = leaveRow
			break
		}
	}
	return at
}

// goSite fills in what pclntab says.
func (o *object) goSite(at *site, f *goFunc, addr uint64, source bool) {
	at.start = f.entry
	if at.symbol == "" || strings.HasPrefix(at.symbol, "go:") {
		at.symbol = f.symbol()
	}
	if source {
		at.source, at.line = f.line(addr)
	}
	if at.how != leaveUnknown {
		return
	}
	delta, ok := f.delta(addr)
	switch {
	case f.top:
		at.how = leaveEnd
	case ok:
		at.how, at.delta, at.switches = leaveGo, delta, f.writesSP
	}
}
