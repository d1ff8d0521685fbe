package unwind

import (
	"bytes"
	"io"
	"slices"
	"sort"

	"gotrace/event"
)

// Space is a process's memory: what is mapped where.
type Space struct {
	u    *Unwinder
	pid  int
	maps []Mapping
	objs []*object // of maps; nil: not looked for yet
	old  []Mapping // for refresh
	gone []*object

	stale   bool // maps may be wrong
	changed bool // maps may lack something
}

// maxObjects is how many files are known at a time: compilers and configure
// scripts run a new one each time.
const maxObjects = 1024

// noObject stands for what is no file that can be read.
var noObject = &object{}

// NewSpace returns the memory of process pid. Its mappings are read when they are
// wanted.
func (u *Unwinder) NewSpace(pid int) *Space {
	return &Space{u: u, pid: pid, stale: true}
}

// Moved tells that the space is process pid's, too, or now: the one that it was
// made for may have ended.
func (s *Space) Moved(pid int) { s.pid = pid }

// Changed tells that something was mapped at, or unmapped from, size bytes at
// start; exec: it may be executable.
func (s *Space) Changed(start event.Addr, size uint64, exec bool) {
	s.changed = true
	if exec {
		s.stale = true
	}
	if s.stale {
		return
	}
	const page = 4096
	end := start + event.Addr((size+page-1)&^(page-1))
	if end < start {
		s.stale = true
		return
	}
	i := sort.Search(len(s.maps), func(i int) bool { return s.maps[i].End > start })
	s.stale = i < len(s.maps) && s.maps[i].Start < end
}

// ChangedAll tells that anything may have been mapped anywhere.
func (s *Space) ChangedAll() { s.stale = true }

// refresh makes sure that what is known is right.
func (s *Space) refresh() {
	if s.stale || s.u.o.Partial && s.u.sys.Threads(s.pid) != 1 {
		s.read()
	}
}

// read reads the mappings. What has stayed keeps its object.
func (s *Space) read() {
	s.stale, s.changed = false, false
	s.maps, s.old = s.old[:0], s.maps
	s.objs, s.gone = s.gone[:0], s.objs
	s.maps = s.u.sys.Maps(s.pid, s.maps)
	s.objs = slices.Grow(s.objs, len(s.maps))[:len(s.maps)]
	j := 0
	for i := range s.maps {
		s.objs[i] = nil
		for j < len(s.old) && s.old[j].Start < s.maps[i].Start {
			j++
		}
		if j < len(s.old) && s.old[j] == s.maps[i] && s.old[j].Inode != 0 {
			s.objs[i] = s.gone[j]
		}
	}
	clear(s.gone)
}

// index returns which mapping pc is in, -1 if none.
func (s *Space) index(pc uint64) int {
	for range 2 {
		i := sort.Search(len(s.maps), func(i int) bool { return uint64(s.maps[i].End) > pc })
		if i < len(s.maps) && uint64(s.maps[i].Start) <= pc {
			return i
		}
		if !s.changed {
			break
		}
		s.read()
	}
	return -1
}

// mapping returns the executable mapping that pc is in, nil if there is none.
func (s *Space) mapping(pc uint64) *Mapping {
	if i := s.index(pc); i >= 0 {
		return &s.maps[i]
	}
	return nil
}

// place finds out where pc is, and fills in what f has of it.
func (s *Space) place(pc uint64, exact bool, f *Frame) (p place) {
	i := s.index(pc)
	if i < 0 {
		f.Lost = true
		return p
	}
	m := &s.maps[i]
	p.m = m
	f.File, f.FileOffset = m.Path, pc-uint64(m.Start)+m.Offset
	if s.objs[i] == nil {
		s.objs[i] = s.u.object(s.pid, m)
	}
	o := s.objs[i]
	if o == noObject {
		return p
	}
	addr := o.vaddr(f.FileOffset)
	code := func(b []byte) int { return s.u.mem.mem.ReadMem(event.Addr(pc), b) }
	at := o.site(siteKey{addr, exact}, code, s.u.o.Source)
	f.Symbol, f.Source, f.Line = at.symbol, at.source, at.line
	if at.symbol != "" {
		f.Offset = addr - at.start
	}
	p.o, p.at = o, at
	return p
}

// object returns what is known of the file that m maps, noObject if it cannot be
// read.
func (u *Unwinder) object(pid int, m *Mapping) *object {
	if m.Inode == 0 {
		return u.fromMemory(m)
	}
	key := fileKey{m.Dev, m.Inode}
	if known := u.objects[key]; known != nil {
		if id, ok := u.sys.Stat(pid, m); ok {
			for _, o := range known {
				if o.id == id {
					return o
				}
			}
		}
	}
	f, id, sure, err := u.sys.Open(pid, m)
	if err != nil {
		return noObject
	}
	defer f.Close()
	if !sure && !u.sameBegin(f, m) {
		return noObject
	}
	o := newObject(f, u.o.Source, func(id string) io.ReaderAt { return u.debugFile(pid, id) })
	if o == nil {
		return noObject
	}
	o.id = id
	if len(u.objects) == maxObjects {
		clear(u.objects)
	}
	u.objects[key] = append(u.objects[key], o)
	return o
}

// debugFile opens the file with a build id's debugging information.
func (u *Unwinder) debugFile(pid int, id string) io.ReaderAt {
	path := DebugPath(id)
	if path == "" {
		return nil
	}
	f, err := u.sys.OpenPath(pid, path)
	if err != nil {
		return nil
	}
	return f
}

// sameBegin reports whether f begins with what is mapped where m's file begins.
// A file's build id is there.
func (u *Unwinder) sameBegin(f File, m *Mapping) bool {
	var a, b [1024]byte
	if m.Base == 0 {
		return false
	}
	n := u.mem.mem.ReadMem(m.Base, a[:])
	if got, _ := f.ReadAt(b[:n], 0); got < n || n == 0 {
		return false
	}
	return bytes.Equal(a[:n], b[:n])
}

// fromMemory reads a whole ELF file from memory: that is what a vDSO is.
func (u *Unwinder) fromMemory(m *Mapping) *object {
	const most = 1 << 20
	size := m.End - m.Start
	if m.Path != "[vdso]" || size > most {
		return noObject
	}
	image := make([]byte, size)
	image = image[:u.mem.mem.ReadMem(m.Start, image)]
	for _, o := range u.images {
		if bytes.Equal(o.image, image) {
			return o
		}
	}
	o := newObject(bytes.NewReader(image), false, func(string) io.ReaderAt { return nil })
	if o == nil {
		return noObject
	}
	o.image = image
	u.images = append(u.images, o)
	return o
}
