package procfs

import (
	"bytes"
	"os"

	"gotrace/emit"
	"gotrace/filter"

	"golang.org/x/sys/unix"
)

// Labels tells the SELinux contexts of threads and files (--secontext). It implements
// ctype.Labels and sink.Labels.
type Labels struct {
	show filter.SELinux
	n    name
	st   unix.Stat_t
	link []byte
	raw  []byte
	db   *contexts // nil: not asked for, or there is none
	attr string    // the extended attribute that holds a file's context
}

// NewLabels returns a Labels that tells so much; nil if SELinux is off.
func NewLabels(show filter.SELinux) *Labels {
	var fs unix.Statfs_t
	if unix.Statfs("/sys/fs/selinux", &fs) != nil || uint32(fs.Type) != unix.SELINUX_MAGIC {
		return nil
	}
	l := &Labels{show: show, attr: "security.selinux\x00"}
	if show&filter.SELinuxMismatch != 0 {
		l.db = loadContexts(selinuxRoot)
	}
	return l
}

// selinuxRoot is where SELinux is configured (selinux(8)).
const selinuxRoot = "/etc/selinux"

// Thread implements sink.Labels.
func (l *Labels) Thread(tid int, to *emit.Label) bool {
	l.raw = l.n.set(tid, "/attr/current", -1).read(l.raw[:0])
	return l.tell(bytes.TrimRight(l.raw, "\x00\n"), nil, to)
}

// FD implements ctype.Labels.
func (l *Labels) FD(tid int, fd int32, to *emit.Label) bool {
	l.n.set(tid, "/fd/", fd)
	return l.file(to)
}

// File implements ctype.Labels. Names are looked up as the thread would: from its
// root, its current directory, or a directory that it has open.
func (l *Labels) File(tid int, dir int32, path []byte, to *emit.Label) bool {
	switch {
	case path[0] == '/':
		l.n.set(tid, "/root", -1)
	case dir == unix.AT_FDCWD:
		l.n.set(tid, "/cwd/", -1)
	case dir >= 0:
		l.n.set(tid, "/fd/", dir).add("/")
	default:
		return false
	}
	l.n.addBytes(path)
	return l.file(to)
}

// file tells the context of the file called l.n.
func (l *Labels) file(to *emit.Label) bool {
	l.raw = l.n.xattr(l.raw[:0], l.attr, maxContext)
	if len(l.raw) == 0 {
		return false
	}
	var expected []byte
	if l.db != nil {
		expected = l.expected()
	}
	return l.tell(l.raw, expected, to)
}

// maxContext bounds the length of a context, which the policy does not.
const maxContext = 4096

// expected looks up what the context of the file called l.n should be.
func (l *Labels) expected() []byte {
	fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, cwd, l.n.ptr(), unix.O_PATH|unix.O_CLOEXEC, 0, 0, 0)
	if errno != 0 {
		return nil
	}
	l.n.set(os.Getpid(), "/fd/", int32(fd))
	l.link = l.n.readlink(l.link[:0])
	ok := l.n.stat(&l.st)
	unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	if !ok || len(l.link) == 0 || l.link[0] != '/' {
		return nil
	}
	return l.db.lookup(string(l.link), l.st.Mode)
}

// tell fills in to with as much of the contexts as is wanted.
func (l *Labels) tell(context, expected []byte, to *emit.Label) bool {
	if len(context) == 0 {
		return false
	}
	if l.show&filter.SELinuxFull == 0 {
		context, expected = contextType(context), contextType(expected)
	}
	to.Context, to.Expected = append(to.Context[:0], context...), to.Expected[:0]
	if !bytes.Equal(context, expected) {
		to.Expected = append(to.Expected, expected...)
	}
	return true
}

// contextType returns the type of a context, USER:ROLE:TYPE[:LEVEL].
func contextType(context []byte) []byte {
	_, rest, _ := bytes.Cut(context, []byte(":"))
	_, rest, ok := bytes.Cut(rest, []byte(":"))
	if !ok {
		return context
	}
	t, _, _ := bytes.Cut(rest, []byte(":"))
	return t
}
