package proto

import (
	"debug/dwarf"
	"debug/elf"
	"encoding/binary"
	"hash/crc32"
	"io"
	"path/filepath"
	"strings"

	"gotrace/event"
	"gotrace/unwind"
)

// Prototypes from debugging information: which functions a file has. What they
// take is in dwarftype.go.

// Files are where debugging information is read from.
type Files interface {
	// StatPath tells which file process pid has by a name, and false if it has none.
	StatPath(pid int, path string) (unwind.FileID, bool)
	// OpenPath opens that file.
	OpenPath(pid int, path string) (unwind.File, error)
}

// FindIn is Find for a function of a file that process pid has by a name: what
// nobody describes is as the file's debugging information says, if it has any.
func (l *Library) FindIn(soname, name string, pid int, path string) *Func {
	f := l.Find(soname, name)
	if f != nil || path == "" || l.o.Files == nil {
		return f
	}
	id, ok := l.o.Files.StatPath(pid, path)
	if !ok {
		return nil
	}
	d, seen := l.debug[id]
	if !seen {
		d = l.readDebug(pid, path)
		l.debug[id] = d
	}
	return d.find(name)
}

// Bounds of what is read of a file.
const (
	maxDebug   = 1 << 28 // bytes of a section
	maxAttrs   = 1 << 26 // attributes of entries
	maxFunc    = 1 << 16 // the same for what a function takes and returns
	maxBehind  = 1 << 14 // and for what pointers of it lead to
	maxDebugID = 1 << 10 // files that are remembered
)

// debugInfo is the debugging information of a file.
type debugInfo struct {
	file  string
	abi   event.ABI
	known *scope // types that go by their names
	data  *dwarf.Data
	r     *dwarf.Reader // of types
	left  int           // attributes that may yet be read
	funcs map[string]dwarf.Offset
	addrs map[uint64]dwarf.Offset // while functions are noted
	made  map[string]*Func        // nil: it cannot be understood

	types  map[dwarf.Offset]*Type // structs, unions and enumerations
	shells map[*Type]*shell
}

// guarded calls f, which reads a file by packages elf and dwarf: they are not made
// for files that lie, which may "cause panics" (their documentation, Security).
// Such a file says no more than it did up to there.
func guarded(f func()) {
	defer func() { _ = recover() }()
	f()
}

// readDebug returns the debugging information of a file, from it or from the one
// that it was moved to; nil if there is none.
func (l *Library) readDebug(pid int, name string) (d *debugInfo) {
	if len(l.debug) >= maxDebugID {
		clear(l.debug)
	}
	f, err := l.o.Files.OpenPath(pid, name)
	if err != nil {
		return nil
	}
	defer f.Close()
	guarded(func() {
		e, err := elf.NewFile(f)
		if err != nil {
			return
		}
		d = newDebugInfo(e, name, l.types)
		id := unwind.BuildID(e)
		for list := debugFiles(e, id, name); d == nil && len(list) > 0; list = list[1:] {
			d = l.readMoved(pid, list[0], id)
		}
		d.alias(e)
	})
	return d
}

// moved is where what was stripped from a file may be.
type moved struct {
	path string
	crc  uint32 // of the whole file, where no build id tells whether it is the one
}

// debugFiles returns where the debugging information of a file may be: by build id,
// or by the name in .gnu_debuglink (gdb's manual, "Separate Debug Files").
func debugFiles(e *elf.File, id, name string) (list []moved) {
	const dir = "/usr/lib/debug"
	if p := unwind.DebugPath(id); p != "" {
		list = append(list, moved{path: p})
	}
	data := sectionOf(e, ".gnu_debuglink")
	link, _, _ := strings.Cut(string(data), "\x00")
	at := (len(link) + 4) &^ 3
	if link == "" || strings.Contains(link, "/") || at+4 > len(data) {
		return list
	}
	crc := binary.LittleEndian.Uint32(data[at:])
	own := filepath.Dir(name)
	for _, p := range []string{filepath.Join(own, link), filepath.Join(own, ".debug", link), filepath.Join(dir, own, link)} {
		list = append(list, moved{p, crc})
	}
	return list
}

// readMoved reads a file that may be the one with the debugging information of
// another one, whose build id is given.
func (l *Library) readMoved(pid int, at moved, id string) *debugInfo {
	f, err := l.o.Files.OpenPath(pid, at.path)
	if err != nil {
		return nil
	}
	defer f.Close()
	e, err := elf.NewFile(f)
	if err != nil || unwind.BuildID(e) != id || id == "" && checksum(f) != at.crc {
		return nil
	}
	return newDebugInfo(e, at.path, l.types)
}

func checksum(f io.ReaderAt) uint32 {
	h := crc32.NewIEEE()
	io.Copy(h, io.NewSectionReader(f, 0, maxDebug))
	return h.Sum32()
}

// alias notes functions by the other names that e's symbols have for them.
func (d *debugInfo) alias(e *elf.File) {
	if d == nil {
		return
	}
	list, _ := e.DynamicSymbols()
	for i := range list {
		s := &list[i]
		off, ok := d.addrs[s.Value]
		if _, has := d.funcs[s.Name]; ok && !has && s.Section != elf.SHN_UNDEF && elf.ST_TYPE(s.Info) == elf.STT_FUNC {
			d.funcs[s.Name] = off
		}
	}
	d.addrs = nil
}

// sectionOf returns a section's content, nil if it has none.
func sectionOf(e *elf.File, name string) []byte {
	s := e.Section(name)
	if s == nil || s.Type == elf.SHT_NOBITS || s.Size > maxDebug {
		return nil
	}
	data, err := s.Data()
	if err != nil {
		return nil
	}
	return data
}

// newDebugInfo reads which functions e tells of; nil if it has no debugging
// information.
func newDebugInfo(e *elf.File, file string, known *scope) *debugInfo {
	d := &debugInfo{file: file, known: known, funcs: map[string]dwarf.Offset{}, addrs: map[uint64]dwarf.Offset{}, made: map[string]*Func{}, types: map[dwarf.Offset]*Type{}, shells: map[*Type]*shell{}}
	switch {
	case e.Machine == elf.EM_X86_64 && e.Class == elf.ELFCLASS64:
		d.abi = event.AMD64
	case e.Machine == elf.EM_386 && e.Class == elf.ELFCLASS32:
		d.abi = event.I386
	default:
		return nil
	}
	info := sectionOf(e, ".debug_info")
	if info == nil {
		return nil
	}
	data, err := dwarf.New(sectionOf(e, ".debug_abbrev"), nil, nil, info, nil, nil, nil, sectionOf(e, ".debug_str"))
	if err != nil {
		return nil
	}
	for _, name := range []string{".debug_addr", ".debug_line_str", ".debug_str_offsets", ".debug_rnglists"} {
		if s := sectionOf(e, name); s != nil && data.AddSection(name, s) != nil {
			return nil
		}
	}
	d.data, d.r, d.left = data, data.Reader(), maxAttrs
	for _, unit := range unwind.Units(info) {
		guarded(func() { d.index(unit) })
	}
	return d
}

// index notes where functions are in the unit whose first entry is at an offset.
func (d *debugInfo) index(unit dwarf.Offset) {
	e := d.entry(unit)
	if e == nil || e.Tag != dwarf.TagCompileUnit {
		return
	}
	if lang, _ := e.Val(dwarf.AttrLanguage).(int64); !callsAsC(lang) {
		return
	}
	r := d.data.Reader() // d.r is asked about what entries lead to
	r.Seek(unit)
	d.next(r)
	for {
		e := d.next(r)
		if e == nil {
			return
		}
		switch e.Tag {
		case 0, dwarf.TagNamespace:
			continue // what is within counts
		case dwarf.TagCompileUnit, dwarf.TagPartialUnit, dwarf.TagTypeUnit, dwarf.TagSkeletonUnit:
			return // the next one
		case dwarf.TagSubprogram:
			d.add(e)
		}
		d.skip(r, e)
	}
}

// next reads an entry; nil: there is none, or no more is read.
func (d *debugInfo) next(r *dwarf.Reader) *dwarf.Entry {
	e, err := r.Next()
	if err != nil || e == nil || d.left <= 0 {
		return nil
	}
	d.left -= 1 + len(e.Field)
	return e
}

// skip goes on behind e's children. (Reader.SkipChildren calls itself for theirs.)
func (d *debugInfo) skip(r *dwarf.Reader, e *dwarf.Entry) {
	if !e.Children {
		return
	}
	if next, ok := e.Val(dwarf.AttrSibling).(dwarf.Offset); ok && next > e.Offset {
		r.Seek(next)
		return
	}
	for depth := 1; depth > 0; {
		c := d.next(r)
		switch {
		case c == nil:
			return
		case c.Tag == 0:
			depth--
		case c.Children:
			if next, ok := c.Val(dwarf.AttrSibling).(dwarf.Offset); ok && next > c.Offset {
				r.Seek(next)
				continue
			}
			depth++
		}
	}
}

// callsAsC reports whether a language (DW_LANG_*, dwarfstd.org) is one whose
// functions are called as C's are: C, C++, Objective-C and Objective-C++.
func callsAsC(lang int64) bool {
	switch lang {
	case 0x01, 0x02, 0x0c, 0x1d, 0x2c, 0x3e, // C: 89, before it, 99, 11, 17, 23
		0x04, 0x19, 0x1a, 0x21, 0x2a, 0x2b, 0x3a, // C++: 98, 03, 11, 14, 17, 20, 23
		0x10, 0x11:
		return true
	}
	return false
}

// Old compilers' attribute for DW_AT_linkage_name.
const attrMIPSLinkageName = dwarf.Attr(0x2007)

// add notes a function that others can call, by the name of its symbol.
func (d *debugInfo) add(e *dwarf.Entry) {
	if declares, _ := e.Val(dwarf.AttrDeclaration).(bool); declares {
		return
	}
	if external, _ := d.attr(e, dwarf.AttrExternal).(bool); !external {
		return
	}
	for _, a := range []dwarf.Attr{dwarf.AttrLinkageName, attrMIPSLinkageName, dwarf.AttrName} {
		if name, ok := d.attr(e, a).(string); ok && name != "" {
			if _, has := d.funcs[name]; !has {
				d.funcs[name] = e.Offset
			}
			if at, ok := e.Val(dwarf.AttrLowpc).(uint64); ok {
				d.addrs[at] = e.Offset
			}
			return
		}
	}
}

// entry reads the entry at an offset, after which d.r has its children.
func (d *debugInfo) entry(off dwarf.Offset) *dwarf.Entry {
	d.r.Seek(off)
	return d.next(d.r)
}

// attr returns an attribute of an entry, or of the one that it completes.
func (d *debugInfo) attr(e *dwarf.Entry, a dwarf.Attr) any {
	const chain = 4
	for range chain {
		if v := e.Val(a); v != nil {
			return v
		}
		if e = d.origin(e); e == nil {
			return nil
		}
	}
	return nil
}

// origin returns the entry that e completes, or nil.
func (d *debugInfo) origin(e *dwarf.Entry) *dwarf.Entry {
	for _, a := range []dwarf.Attr{dwarf.AttrAbstractOrigin, dwarf.AttrSpecification} {
		if off, ok := e.Val(a).(dwarf.Offset); ok {
			return d.entry(off)
		}
	}
	return nil
}

// children returns up to n of e's children with the tags that are wanted.
func (d *debugInfo) children(e *dwarf.Entry, n int, tags ...dwarf.Tag) (list []*dwarf.Entry) {
	if e == nil || !e.Children {
		return nil
	}
	d.r.Seek(e.Offset)
	d.next(d.r)
	for len(list) < n {
		c := d.next(d.r)
		if c == nil || c.Tag == 0 {
			break
		}
		for _, t := range tags {
			if c.Tag == t {
				list = append(list, c)
			}
		}
		d.skip(d.r, c)
	}
	return list
}

// find returns the prototype of a function, or nil.
func (d *debugInfo) find(name string) *Func {
	if d == nil {
		return nil
	}
	if f, ok := d.made[name]; ok {
		return f
	}
	off, ok := d.funcs[name]
	if !ok {
		return nil
	}
	d.made[name] = nil
	guarded(func() {
		d.left = maxFunc
		f := d.function(name, off)
		if f == nil || d.left <= 0 {
			return
		}
		d.made[name] = f
		d.left = maxBehind
		d.follow(f)
	})
	return d.made[name]
}
