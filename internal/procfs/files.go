// Package procfs answers what a traced thread's descriptors refer to, from /proc
// and, for sockets, from the kernel's sock_diag, and what is mapped. It makes raw system calls so
// that nothing is allocated per question.
package procfs

import (
	"bytes"
	"strconv"
	"unsafe"

	"gotrace/ctype"
	"gotrace/event"

	"golang.org/x/sys/unix"
)

// pathMax is the room that a link's text may need (linux/limits.h, PATH_MAX).
const pathMax = 4096

// A name is the name of a file in /proc, ending in NUL.
type name struct{ b []byte }

// set makes n the name of a file about thread tid: dir, and a descriptor unless
// fd is negative.
func (n *name) set(tid int, dir string, fd int32) *name {
	n.b = append(n.b[:0], "/proc/"...)
	n.b = strconv.AppendInt(n.b, int64(tid), 10)
	n.b = append(n.b, dir...)
	if fd >= 0 {
		n.b = strconv.AppendInt(n.b, int64(fd), 10)
	}
	n.b = append(n.b, 0)
	return n
}

// add lengthens n by dir.
func (n *name) add(dir string) *name {
	n.b = append(append(n.b[:len(n.b)-1], dir...), 0)
	return n
}

func (n *name) addBytes(p []byte) { n.b = append(append(n.b[:len(n.b)-1], p...), 0) }

// setSelf makes n the name of a file about the calling thread.
func (n *name) setSelf(dir string) *name {
	n.b = append(append(append(n.b[:0], "/proc/thread-self"...), dir...), 0)
	return n
}

func (n *name) ptr() uintptr { return uintptr(unsafe.Pointer(&n.b[0])) }

// room returns dst with room for n more bytes.
func room(dst []byte, n int) []byte {
	if cap(dst)-len(dst) < n {
		dst = append(make([]byte, 0, len(dst)+n), dst...)
	}
	return dst
}

func ptr(p []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(p))) }

// cwd is AT_FDCWD as a register holds it.
const cwd = ^uintptr(unix.AT_FDCWD*-1) + 1

// readlink appends the text of the link to dst.
func (n *name) readlink(dst []byte) []byte {
	dst = room(dst, pathMax)
	r, _, errno := unix.RawSyscall6(unix.SYS_READLINKAT, cwd, n.ptr(), ptr(dst[len(dst):cap(dst)]), pathMax, 0, 0)
	if errno != 0 {
		return dst
	}
	return dst[:len(dst)+int(r)]
}

// read appends the beginning of the file's content to dst.
func (n *name) read(dst []byte) []byte { return n.readMost(dst, 4096) }

// readMost is read for up to so many bytes.
func (n *name) readMost(dst []byte, most int) []byte {
	dst = room(dst, most)
	fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, cwd, n.ptr(), unix.O_RDONLY|unix.O_CLOEXEC, 0, 0, 0)
	if errno != 0 {
		return dst
	}
	r, _, errno := unix.RawSyscall(unix.SYS_READ, fd, ptr(dst[len(dst):cap(dst)]), uintptr(most))
	unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	if errno != 0 {
		return dst
	}
	return dst[:len(dst)+int(r)]
}

// lines calls f for each line of the file; buf holds what is read.
func (n *name) lines(buf *[]byte, f func(line []byte)) bool {
	fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, cwd, n.ptr(), unix.O_RDONLY|unix.O_CLOEXEC, 0, 0, 0)
	if errno != 0 {
		return false
	}
	const most = 1 << 16
	b := room((*buf)[:0], most)
	for {
		n, _, errno := unix.RawSyscall(unix.SYS_READ, fd, ptr(b[len(b):cap(b)]), uintptr(cap(b)-len(b)))
		if errno != 0 || n == 0 {
			break
		}
		b = b[:len(b)+int(n)]
		text := b
		for {
			i := bytes.IndexByte(text, '\n')
			if i < 0 {
				break
			}
			f(text[:i])
			text = text[i+1:]
		}
		if len(text) == cap(b) {
			text = nil // no line is so long
		}
		b = b[:copy(b[:cap(b)], text)]
	}
	unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	*buf = b
	return true
}

// mappedAt returns where a line of /proc/PID/maps says that something is.
func mappedAt(line []byte) (s ctype.Span, rest []byte, ok bool) {
	from, line := word(line, '-')
	to, rest := word(line, ' ')
	a, ok1 := hexNumber(from)
	b, ok2 := hexNumber(to)
	if !ok1 || !ok2 || b <= a {
		return ctype.Span{}, nil, false
	}
	return ctype.Span{At: event.Addr(a), Len: b - a}, rest, true
}

// maxProtoName is enough for the name of a socket's protocol.
const maxProtoName = 64

// xattr appends the value of the file's extended attribute to dst. attr ends in
// NUL.
func (n *name) xattr(dst []byte, attr string, most int) []byte {
	dst = room(dst, most)
	r, _, errno := unix.RawSyscall6(unix.SYS_GETXATTR, n.ptr(), uintptr(unsafe.Pointer(unsafe.StringData(attr))),
		ptr(dst[len(dst):cap(dst)]), uintptr(most), 0, 0)
	if errno != 0 {
		return dst
	}
	return bytes.TrimRight(dst[:len(dst)+int(r)], "\x00")
}

// stat asks for the file that the link refers to.
func (n *name) stat(st *unix.Stat_t) bool {
	_, _, errno := unix.RawSyscall6(unix.SYS_NEWFSTATAT, cwd, n.ptr(), uintptr(unsafe.Pointer(st)), 0, 0, 0)
	return errno == 0
}

// field returns what stands behind key, up to the line's end, in a text of
// lines such as /proc/PID/fdinfo/N.
func field(text []byte, key string) []byte {
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		if len(line) > len(key) && string(line[:len(key)]) == key && line[len(key)] == ':' {
			return bytes.TrimSpace(line[len(key)+1:])
		}
	}
	return nil
}

// Links reads the links of /proc/TID/fd. The zero value is ready.
type Links struct{ n name }

// AppendLink appends to dst what descriptor fd of thread tid refers to, as its
// link has it; nothing if there is no such descriptor.
func (l *Links) AppendLink(dst []byte, tid int, fd int32) []byte {
	if fd < 0 {
		return dst
	}
	return l.n.set(tid, "/fd/", fd).readlink(dst)
}
