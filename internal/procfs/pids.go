package procfs

import (
	"bytes"
	"os"
	"strconv"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/filter"

	"golang.org/x/sys/unix"
)

// PIDs tells what process ids mean (-Y, --pidns-translation). It implements
// ctype.PIDs.
type PIDs struct {
	show filter.DecodePIDs
	n    name
	own  []byte // the link of gotrace's pid namespace
	ns   []byte // of the thread's
	text []byte
}

// NewPIDs returns a PIDs that tells so much.
func NewPIDs(show filter.DecodePIDs) *PIDs {
	p := &PIDs{show: show}
	p.own = p.n.set(os.Getpid(), "/ns/pid", -1).readlink(nil)
	return p
}

// PID implements ctype.PIDs.
func (p *PIDs) PID(tid int, id int32, kind ctype.PIDKind, r *emit.PIDRef) bool {
	r.Comm, r.Outer = r.Comm[:0], 0
	outer := p.outer(tid, id)
	if outer == 0 {
		return false
	}
	if kind == ctype.Task && p.show&filter.PIDComm != 0 {
		r.Comm, _ = p.AppendComm(r.Comm, int(outer))
	}
	if p.show&filter.PIDNamespace != 0 && outer != id {
		r.Outer = outer
	}
	return true
}

// AppendComm implements sink.Comms.
func (p *PIDs) AppendComm(dst []byte, tid int) (name []byte, ok bool) {
	p.text = p.n.set(tid, "/comm", -1).read(p.text[:0])
	comm, _, ok := bytes.Cut(p.text, []byte("\n"))
	return append(dst, comm...), ok
}

// outer returns the id in gotrace's namespace of what has the given one in thread
// tid's; 0 if there is no such process.
func (p *PIDs) outer(tid int, id int32) int32 {
	p.ns = p.n.set(tid, "/ns/pid", -1).readlink(p.ns[:0])
	if len(p.ns) == 0 || bytes.Equal(p.ns, p.own) {
		return id
	}
	fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, cwd, p.n.ptr(), unix.O_RDONLY|unix.O_CLOEXEC, 0, 0, 0)
	if errno != 0 {
		return 0
	}
	outer, _, errno := unix.RawSyscall(unix.SYS_IOCTL, fd, getPIDFromPIDNS, uintptr(id))
	unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	switch errno {
	case 0:
		return int32(outer)
	case unix.ENOTTY, unix.EINVAL: // before Linux 6.11
		return p.search(tid, id)
	}
	return 0
}

// getPIDFromPIDNS is NS_GET_PID_FROM_PIDNS (linux/nsfs.h).
const getPIDFromPIDNS = 0x8004b706

// search looks for the process that has the id in thread tid's namespace through
// all of them.
func (p *PIDs) search(tid int, id int32) int32 {
	dir, err := os.Open("/proc")
	if err != nil {
		return 0
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	want := strconv.AppendInt(nil, int64(id), 10)
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		p.text = p.n.set(pid, "/status", -1).read(p.text[:0])
		ids := bytes.Fields(field(p.text, "NSpid")) // proc(5): from gotrace's namespace to the process's own
		if len(ids) < 2 || !bytes.Equal(ids[len(ids)-1], want) {
			continue
		}
		if ns := p.n.set(pid, "/ns/pid", -1).readlink(nil); bytes.Equal(ns, p.ns) {
			return int32(pid)
		}
	}
	return 0
}
