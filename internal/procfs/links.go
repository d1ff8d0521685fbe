// Package procfs answers what a traced thread's descriptors refer to, from
// /proc. It makes raw system calls so that nothing is allocated per question.
package procfs

import (
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Links reads the links of /proc/TID/fd.
type Links struct{}

// AppendLink appends to dst what descriptor fd of thread tid refers to, as its
// link has it; nothing if there is no such descriptor.
func (Links) AppendLink(dst []byte, tid int, fd int32) []byte {
	if fd < 0 {
		return dst
	}
	var name [40]byte
	p := append(name[:0], "/proc/"...)
	p = strconv.AppendInt(p, int64(tid), 10)
	p = append(p, "/fd/"...)
	p = strconv.AppendInt(p, int64(fd), 10)
	return appendReadlink(dst, append(p, 0))
}

// pathMax is the room that a link's text may need (linux/limits.h, PATH_MAX).
const pathMax = 4096

// appendReadlink appends the text of the link at path, which ends in NUL.
func appendReadlink(dst []byte, path []byte) []byte {
	n := len(dst)
	if cap(dst)-n < pathMax {
		dst = append(make([]byte, 0, n+pathMax), dst...)
	}
	at := unix.AT_FDCWD
	r, _, errno := unix.RawSyscall6(unix.SYS_READLINKAT, uintptr(at), uintptr(unsafe.Pointer(&path[0])),
		uintptr(unsafe.Pointer(&dst[n : n+1][0])), pathMax, 0, 0)
	if errno != 0 {
		return dst
	}
	return dst[:n+int(r)]
}

// Paths shows the links of descriptors (-y).
type Paths struct{}

// AppendFD implements ctype.FDs.
func (Paths) AppendFD(dst []byte, tid int, fd int32) []byte { return Links{}.AppendLink(dst, tid, fd) }

// AppendCwd implements ctype.FDs.
func (Paths) AppendCwd(dst []byte, tid int) []byte {
	var name [40]byte
	p := append(name[:0], "/proc/"...)
	p = strconv.AppendInt(p, int64(tid), 10)
	return appendReadlink(dst, append(p, "/cwd\x00"...))
}
