package filter

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"

	"gotrace/event"
	"gotrace/syscalls"
)

// AddPath adds a path of -P. If the file is at another place, by relative
// names or symbolic links, then that place counts too and is returned: strace
// says so with "Requested path "..." resolved into "..."".
func (f *Filter) AddPath(path string) (resolved string) {
	f.Paths = append(f.Paths, path)
	abs := path
	if !filepath.IsAbs(abs) {
		dir, err := os.Getwd()
		if err != nil || path == "" {
			return ""
		}
		// Not filepath.Join: it drops x/.. where x is a symbolic link.
		abs = dir + string(filepath.Separator) + path
	}
	abs, err := filepath.EvalSymlinks(abs)
	if err != nil || abs == path {
		return ""
	}
	f.Paths = append(f.Paths, abs)
	return abs
}

// Links tells what descriptors refer to.
type Links interface {
	// AppendLink appends to dst what descriptor fd of thread tid refers to, as
	// the link /proc/TID/fd/FD has it; nothing if that is not known.
	AppendLink(dst []byte, tid int, fd int32) []byte
}

// Places decides which calls are on the wanted paths or descriptors. It is not
// safe for concurrent use: it keeps what it has read.
type Places struct {
	fds   FDs
	paths [][]byte
	links Links

	text []byte // of a path in memory, long enough to tell
	link []byte
	buf  [256]byte
}

// Places returns what decides by path and descriptor, or nil if every call is
// wanted.
func (f *Filter) Places(links Links) *Places {
	if len(f.Paths) == 0 && !f.FDs.given {
		return nil
	}
	p := &Places{fds: f.FDs, links: links, link: make([]byte, 0, 4096)}
	longest := 0
	for _, path := range f.Paths {
		p.paths = append(p.paths, []byte(path))
		longest = max(longest, len(path))
	}
	p.text = make([]byte, longest+1)
	return p
}

// Match tells whether the call that t begins, described by d, names a wanted
// path or descriptor among its arguments. Paths are compared as they are
// written there. A call without a description does not. What socketcall stands
// for has to be unpacked (see syscalls.Unpack).
func (p *Places) Match(t *event.Thread, d *syscalls.Desc) bool {
	if d == nil {
		return false
	}
	for i := range specials {
		if specials[i].desc == d {
			return specials[i].match(p, t)
		}
	}
	reg := 0
	head, tail := d.Params(&t.Call)
	for k := range len(head) + len(tail) {
		var a *syscalls.Arg
		if k < len(head) {
			a = &head[k]
		} else {
			a = &tail[k-len(head)]
		}
		if reg >= len(t.Call.Args) {
			break
		}
		switch {
		case a.IsFD(&t.Call):
			if p.fd(t, t.Call.Int(reg)) {
				return true
			}
		case a.Kind == syscalls.PathKind:
			if p.path(t, t.Call.Ptr(reg)) {
				return true
			}
		}
		reg++
		if t.Call.ABI == event.I386 && a.Words > 1 {
			reg += int(a.Words) - 1
		}
	}
	return false
}

// fd tells whether a descriptor is wanted. AT_FDCWD is negative: the current
// directory is no descriptor's.
func (p *Places) fd(t *event.Thread, fd int32) bool {
	if fd < 0 {
		return false
	}
	if p.fds.Has(fd) {
		return true
	}
	if len(p.paths) == 0 || p.links == nil {
		return false
	}
	p.link = p.links.AppendLink(p.link[:0], t.TID, fd)
	// The kernel's addition for a file without a name, proc(5).
	link := bytes.TrimSuffix(p.link, deleted)
	for _, path := range p.paths {
		if bytes.Equal(path, link) {
			return true
		}
	}
	return false
}

var deleted = []byte(" (deleted)")

// path tells whether the file name at a is a wanted one.
func (p *Places) path(t *event.Thread, a event.Addr) bool {
	if len(p.paths) == 0 || a == 0 {
		return false
	}
	text := p.text[:t.Mem.ReadMem(a, p.text)]
	end := bytes.IndexByte(text, 0)
	if end < 0 {
		return false
	}
	for _, path := range p.paths {
		if bytes.Equal(path, text[:end]) {
			return true
		}
	}
	return false
}

// Calls whose descriptors are in memory, or whose arguments are not what they
// seem.
var specials = [...]struct {
	desc  *syscalls.Desc
	match func(*Places, *event.Thread) bool
}{
	{&syscalls.Poll, (*Places).poll},
	{&syscalls.Ppoll, (*Places).poll},
	{&syscalls.PpollTime64, (*Places).poll},
	{&syscalls.Select, (*Places).sel},
	{&syscalls.Newselect, (*Places).sel},
	{&syscalls.Pselect6, (*Places).sel},
	{&syscalls.Pselect6Time64, (*Places).sel},
	{&syscalls.OldSelect, (*Places).oldSelect},
	{&syscalls.OldMmap, (*Places).oldMmap},
	{&syscalls.Symlink, (*Places).symlink},
	{&syscalls.Symlinkat, (*Places).symlinkat},
}

// The first path of a symlink is a text to store, not a file.
func (p *Places) symlink(t *event.Thread) bool { return p.path(t, t.Call.Ptr(1)) }

func (p *Places) symlinkat(t *event.Thread) bool {
	return p.fd(t, t.Call.Int(1)) || p.path(t, t.Call.Ptr(2))
}

// maxFDs bounds what is read of a program's arrays. The kernel refuses more than
// it has descriptors; this is its bound for those, fs.nr_open (proc(5)), by
// default.
const maxFDs = 1 << 20

// poll looks at an array of struct pollfd: an int, two shorts (poll(2)).
func (p *Places) poll(t *event.Thread) bool {
	a, left := t.Call.Ptr(0), min(t.Call.Uint(1), maxFDs)
	for left > 0 {
		n := t.Mem.ReadMem(a, p.buf[:min(uint32(len(p.buf)/8), left)*8]) / 8
		for i := range n {
			if p.fd(t, int32(binary.LittleEndian.Uint32(p.buf[i*8:]))) {
				return true
			}
		}
		if n < len(p.buf)/8 {
			return false
		}
		a += event.Addr(n * 8)
		left -= uint32(n)
	}
	return false
}

// sel looks at the three sets of select(2).
func (p *Places) sel(t *event.Thread) bool {
	c := &t.Call
	n := c.Int(0)
	return p.fdset(t, c.Ptr(1), n) || p.fdset(t, c.Ptr(2), n) || p.fdset(t, c.Ptr(3), n)
}

// fdset looks at a bit set of n descriptors. An array of little-endian longs is
// one of bytes, whatever their width.
func (p *Places) fdset(t *event.Thread, a event.Addr, n int32) bool {
	if a == 0 {
		return false
	}
	n = min(n, maxFDs)
	for base := int32(0); base < n; base += int32(len(p.buf) * 8) {
		size := min(len(p.buf), (int(n-base)+7)/8)
		got := t.Mem.ReadMem(a+event.Addr(base/8), p.buf[:size])
		for i, b := range p.buf[:got] {
			for bit := int32(0); b != 0; b, bit = b>>1, bit+1 {
				fd := base + int32(i)*8 + bit
				if b&1 != 0 && fd < n && p.fd(t, fd) {
					return true
				}
			}
		}
		if got < len(p.buf) {
			return false
		}
	}
	return false
}

// words reads n words of 32 bits at a into p.buf.
func (p *Places) words(t *event.Thread, a event.Addr, n int) bool {
	return t.Mem.ReadMem(a, p.buf[:n*4]) == n*4
}

func (p *Places) word(i int) uint32 { return binary.LittleEndian.Uint32(p.buf[i*4:]) }

// oldSelect is select of i386: its arguments are behind a pointer.
func (p *Places) oldSelect(t *event.Thread) bool {
	if !p.words(t, t.Call.Ptr(0), 4) {
		return false
	}
	n := int32(p.word(0))
	r, w, e := event.Addr(p.word(1)), event.Addr(p.word(2)), event.Addr(p.word(3))
	return p.fdset(t, r, n) || p.fdset(t, w, n) || p.fdset(t, e, n)
}

// oldMmap is mmap of i386: its arguments are behind a pointer.
func (p *Places) oldMmap(t *event.Thread) bool {
	return p.words(t, t.Call.Ptr(0), 6) && p.fd(t, int32(p.word(4)))
}
