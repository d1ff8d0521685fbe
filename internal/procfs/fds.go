package procfs

import (
	"bytes"
	"strconv"

	"gotrace/emit"
	"gotrace/filter"
	"gotrace/xlat"

	"golang.org/x/sys/unix"
)

// FDs tells what descriptors refer to (-y and -yy). It implements ctype.FDs.
type FDs struct {
	show filter.DecodeFDs
	n    name
	text []byte
	st   unix.Stat_t
	sock sockets
}

// NewFDs returns an FDs that tells so much.
func NewFDs(show filter.DecodeFDs) *FDs { return &FDs{show: show} }

// FD implements ctype.FDs.
func (f *FDs) FD(tid int, fd int32, r *emit.Ref) bool {
	if fd < 0 {
		return false
	}
	r.Path = f.n.set(tid, "/fd/", fd).readlink(r.Path[:0])
	r.Kind, r.Detail = "", r.Detail[:0]
	if len(r.Path) == 0 {
		return false
	}
	if r.Path[0] != '/' {
		if f.special(tid, fd, r) {
			return true
		}
	} else if f.show&filter.FDDev != 0 && f.device(tid, fd, r) {
		return true
	}
	return f.show&filter.FDPath != 0
}

// Cwd implements ctype.FDs.
func (f *FDs) Cwd(tid int, r *emit.Ref) bool {
	r.Path = f.n.set(tid, "/cwd", -1).readlink(r.Path[:0])
	r.Kind, r.Detail = "", r.Detail[:0]
	return len(r.Path) > 0 && f.show&filter.FDPath != 0
}

// Process implements ctype.FDs.
func (f *FDs) Process(tid int, fd int32) (pid int, ok bool) {
	if fd < 0 {
		return 0, false
	}
	// Of a process that is gone it is -1, of one in another pid namespace 0
	// (Documentation/filesystems/proc.rst).
	n, ok := number(field(f.info(tid, fd), "Pid"))
	return int(n), ok && n > 0
}

// special looks at what is no file in the file system: sockets and the
// kernel's anonymous files.
func (f *FDs) special(tid int, fd int32, r *emit.Ref) bool {
	if ino, ok := bytes.CutPrefix(r.Path, []byte("socket:[")); ok {
		if f.show&filter.FDSocket == 0 {
			return false
		}
		n, err := number(bytes.TrimSuffix(ino, []byte("]")))
		if !err {
			return false
		}
		return f.socket(tid, fd, n, r)
	}
	switch string(r.Path) {
	case "anon_inode:[pidfd]":
		if f.show&filter.FDPid != 0 {
			return f.pidfd(tid, fd, r)
		}
	case "anon_inode:[eventfd]":
		if f.show&filter.FDEvent != 0 {
			return f.eventfd(tid, fd, r)
		}
	case "anon_inode:[signalfd]":
		if f.show&filter.FDSignal != 0 {
			return f.signalfd(tid, fd, r)
		}
	}
	if bytes.HasPrefix(r.Path, []byte("pidfd:")) && f.show&filter.FDPid != 0 {
		return f.pidfd(tid, fd, r)
	}
	return false
}

func (f *FDs) info(tid int, fd int32) []byte {
	f.text = f.n.set(tid, "/fdinfo/", fd).read(f.text[:0])
	return f.text
}

// pidfd leaves a process that has been waited for to its link: its number is -1.
func (f *FDs) pidfd(tid int, fd int32, r *emit.Ref) bool {
	pid := field(f.info(tid, fd), "Pid")
	if len(pid) == 0 || pid[0] == '-' {
		return false
	}
	r.Kind = "process"
	r.Path = r.Path[:0]
	r.Detail = append(append(r.Detail, "pid:"...), pid...)
	return true
}

func (f *FDs) eventfd(tid int, fd int32, r *emit.Ref) bool {
	text := f.info(tid, fd)
	count := field(text, "eventfd-count")
	if len(count) == 0 {
		return false
	}
	r.Kind = "eventfd"
	r.Path = r.Path[:0]
	// The kernel writes the count in hexadecimal, without a prefix.
	r.Detail = append(r.Detail, "{eventfd-count="...)
	if string(count) != "0" {
		r.Detail = append(r.Detail, "0x"...)
	}
	r.Detail = append(r.Detail, count...)
	for _, key := range [...]string{"eventfd-id", "eventfd-semaphore"} {
		if v := field(text, key); len(v) > 0 {
			r.Detail = append(append(append(append(r.Detail, ", "...), key...), '='), v...)
		}
	}
	r.Detail = append(r.Detail, '}')
	return true
}

func (f *FDs) signalfd(tid int, fd int32, r *emit.Ref) bool {
	mask, ok := hexNumber(field(f.info(tid, fd), "sigmask"))
	if !ok {
		return false
	}
	r.Kind = "signalfd"
	r.Path = r.Path[:0]
	r.Detail = append(r.Detail, "signalfd:["...)
	first := true
	for sig := 1; sig <= 64; sig++ {
		if mask>>(sig-1)&1 == 0 {
			continue
		}
		if !first {
			r.Detail = append(r.Detail, ' ')
		}
		first = false
		if s := xlat.SignalName(sig); len(s) > 3 {
			r.Detail = append(r.Detail, s[3:]...) // without SIG
		}
	}
	r.Detail = append(r.Detail, ']')
	return true
}

// device tells the numbers of a device file.
func (f *FDs) device(tid int, fd int32, r *emit.Ref) bool {
	if !f.n.set(tid, "/fd/", fd).stat(&f.st) {
		return false
	}
	kind := "char "
	switch f.st.Mode & unix.S_IFMT {
	case unix.S_IFCHR:
	case unix.S_IFBLK:
		kind = "block "
	default:
		return false
	}
	r.Kind = "device"
	r.Detail = append(r.Detail, kind...)
	r.Detail = strconv.AppendUint(r.Detail, uint64(unix.Major(f.st.Rdev)), 10)
	r.Detail = append(r.Detail, ':')
	r.Detail = strconv.AppendUint(r.Detail, uint64(unix.Minor(f.st.Rdev)), 10)
	if unix.Major(f.st.Rdev) == 5 && unix.Minor(f.st.Rdev) == 2 { // /dev/ptmx: which terminal is it the master of?
		if index := field(f.info(tid, fd), "tty-index"); len(index) > 0 {
			r.Detail = append(append(r.Detail, " @/dev/pts/"...), index...)
		}
	}
	return true
}

func number(p []byte) (n uint64, ok bool) {
	for _, c := range p {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return n, len(p) > 0
}

func hexNumber(p []byte) (n uint64, ok bool) {
	for _, c := range p {
		switch {
		case c >= '0' && c <= '9':
			n = n<<4 | uint64(c-'0')
		case c >= 'a' && c <= 'f':
			n = n<<4 | uint64(c-'a'+10)
		default:
			return 0, false
		}
	}
	return n, len(p) > 0
}
