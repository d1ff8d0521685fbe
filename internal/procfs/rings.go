package procfs

import (
	"bytes"
	"sync"

	"gotrace/ctype"
	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Rings tells where the io_uring instances of traced threads are. It implements
// ctype.Rings. The zero value is ready.
//
// A ring is known by its inode: io_uring_setup(2) makes one for each (since Linux
// 5.12), which /proc/PID/maps has for the ring's mappings and stat(2) for its
// descriptors, however these came to be. What a ring looks like is remembered
// from io_uring_setup; where a process has it is looked up each time, since the
// process may unmap it, fork or execute.
type Rings struct {
	n          name
	st         unix.Stat_t
	buf        []byte // of /proc/PID/maps
	info       []byte // of /proc/PID/fdinfo/FD
	made       []ring
	next       int // of made, to be overwritten when it is full
	registered []registration
	spans      [3]ctype.Span
	twice      bool // spans has been found more than once
}

// A ring is what io_uring_setup told of one.
type ring struct {
	ino     uint64 // 0: it has no descriptor
	tid     int    // the thread that made it
	geo     ctype.Ring
	resized bool
}

// A registration is what stands in a thread's table of registered rings.
type registration struct {
	tid   int
	index uint32
	ino   uint64
	of    *ring // of a ring that never had a descriptor
}

// mostRings bounds what is remembered.
const mostRings = 1024

// noMmap is IORING_SETUP_NO_MMAP.
const noMmap = 1 << 14

// Flags of rings that were not seen being made (IORING_SETUP_*).
const (
	sqPoll  = 1 << 1
	noArray = 1 << 16
	cqe32In = 1 << 15 // IORING_CQE_F_32, of a single completion
)

// ringLink is what a ring's descriptor and mappings are called.
const ringLink = "anon_inode:[io_uring]"

// inode returns the inode of the ring that fd is, 0 if it is none.
func (r *Rings) inode(tid int, fd int32) uint64 {
	if fd < 0 {
		return 0
	}
	r.info = r.n.set(tid, "/fd/", fd).readlink(r.info[:0])
	if string(r.info) != ringLink || !r.n.stat(&r.st) {
		return 0
	}
	return r.st.Ino
}

// Socket implements ctype.Rings.
func (r *Rings) Socket(tid int, fd int32) bool {
	return fd >= 0 && r.n.set(tid, "/fd/", fd).stat(&r.st) && r.st.Mode&unix.S_IFMT == unix.S_IFSOCK
}

// Made implements ctype.Rings.
func (r *Rings) Made(tid int, fd int32, registered bool, geo *ctype.Ring) {
	m := ring{tid: tid, geo: *geo}
	m.geo.Queue = nil
	if registered {
		r.register(registration{tid: tid, index: uint32(fd), of: &m})
		return
	}
	if m.ino = r.inode(tid, fd); m.ino == 0 {
		return
	}
	if old := r.find(m.ino); old != nil {
		*old = m
		return
	}
	if len(r.made) < mostRings {
		r.made = append(r.made, m)
		return
	}
	r.made[r.next] = m
	r.next = (r.next + 1) % mostRings
}

// Resized implements ctype.Rings.
func (r *Rings) Resized(tid int, fd int32, registered bool, geo *ctype.Ring) {
	ino, m := uint64(0), (*ring)(nil)
	if registered {
		ino, m = r.lookup(tid, uint32(fd))
	} else {
		ino = r.inode(tid, fd)
	}
	if m == nil {
		if m = r.find(ino); m == nil {
			return
		}
	}
	flags := m.geo.Flags | geo.Flags
	m.geo = *geo
	m.geo.Flags, m.geo.Queue, m.resized = flags, nil, true
}

func (r *Rings) find(ino uint64) *ring {
	for i := len(r.made) - 1; ino != 0 && i >= 0; i-- {
		if r.made[i].ino == ino {
			return &r.made[i]
		}
	}
	return nil
}

// Registered implements ctype.Rings.
func (r *Rings) Registered(tid int, index uint32, fd int32) {
	if fd < 0 {
		r.forget(func(g *registration) bool { return g.tid == tid && g.index == index })
		return
	}
	r.register(registration{tid: tid, index: index, ino: r.inode(tid, fd)})
}

func (r *Rings) register(g registration) {
	r.forget(func(o *registration) bool { return o.tid == g.tid && o.index == g.index })
	if len(r.registered) < mostRings {
		r.registered = append(r.registered, g)
	}
}

func (r *Rings) forget(which func(*registration) bool) {
	n := 0
	for i := range r.registered {
		if g := &r.registered[i]; !which(g) {
			r.registered[n] = *g
			n++
		}
	}
	clear(r.registered[n:])
	r.registered = r.registered[:n]
}

// Gone implements ctype.Rings.
func (r *Rings) Gone(tid int) {
	if len(r.registered) > 0 {
		r.forget(func(g *registration) bool { return g.tid == tid })
	}
}

// lookup returns the inode of a registered ring, or the ring itself if it never
// had a descriptor.
func (r *Rings) lookup(tid int, index uint32) (ino uint64, of *ring) {
	for i := range r.registered {
		if g := &r.registered[i]; g.tid == tid && g.index == index {
			return g.ino, g.of
		}
	}
	return 0, nil
}

// Ring implements ctype.Rings.
func (r *Rings) Ring(tid int, fd int32, registered bool, to *ctype.Ring) string {
	queue := to.Queue[:0]
	var ino uint64
	var m *ring
	if registered {
		if ino, m = r.lookup(tid, uint32(fd)); ino == 0 && m == nil {
			return "the ring was registered unseen"
		}
	} else if ino = r.inode(tid, fd); ino == 0 {
		return "not a ring"
	}
	if m == nil {
		m = r.find(ino)
	}
	switch {
	case m != nil && m.geo.Flags&noMmap != 0:
		if !r.together(tid, m.tid) {
			return "the ring is in another process"
		}
		*to = m.geo
		to.Queue = queue
		return ""
	case !r.mappings(tid, ino):
		return "the ring is not mapped"
	case m != nil && m.resized && r.twice:
		return "the ring has been resized and is mapped more than once"
	case m != nil:
		*to = m.geo
		to.Queue = queue
	case registered:
		return "the ring was made unseen"
	default:
		*to = ctype.Ring{Queue: queue}
		if why := r.unseen(tid, fd, to); why != "" {
			return why
		}
	}
	to.Rings, to.Entries = r.spans[0], r.spans[2]
	if to.Rings.Len < r.spans[1].Len {
		to.Rings = r.spans[1] // both are the same memory (IORING_FEAT_SINGLE_MMAP)
	}
	return ""
}

// together reports whether two threads are of the same process, or the same.
func (r *Rings) together(tid, other int) bool {
	return tid == other || r.n.set(tid, "/task/", int32(other)).stat(&r.st)
}

// mappings finds where a process has mapped the ring ino: the index rings, twice,
// and the entries, at the file offsets that io_uring_setup(2) lists.
func (r *Rings) mappings(tid int, ino uint64) bool {
	r.spans, r.twice = [3]ctype.Span{}, false
	if !r.n.set(tid, "/maps", -1).lines(&r.buf, func(line []byte) { r.mapping(line, ino) }) {
		return false
	}
	return r.spans[2].Len != 0 && r.spans[0].Len|r.spans[1].Len != 0
}

// mapping looks at a line of /proc/PID/maps:
//
//	7f2c2d000000-7f2c2d001000 rw-s 10000000 00:10 87713    anon_inode:[io_uring]
func (r *Rings) mapping(line []byte, ino uint64) {
	if !bytes.HasSuffix(line, []byte(ringLink)) {
		return
	}
	span, line, ok := mappedAt(line)
	_, line = word(line, ' ')
	off, line := word(line, ' ')
	_, line = word(line, ' ')
	of, _ := word(line, ' ')
	n, ok1 := number(of)
	o, ok2 := hexNumber(off)
	if !ok || n != ino || !ok1 || !ok2 {
		return
	}
	const cqRing, entries = 0x8000000, 0x10000000 // IORING_OFF_CQ_RING, IORING_OFF_SQES
	at := 0
	switch o {
	case 0:
	case cqRing:
		at = 1
	case entries:
		at = 2
	default:
		return
	}
	if r.spans[at].Len != 0 {
		r.twice = true
		return
	}
	r.spans[at] = span
}

// word cuts text at the first c.
func word(text []byte, c byte) (first, rest []byte) {
	first, rest, _ = bytes.Cut(text, []byte{c})
	return first, rest
}

// layout is where the kernel has the indexes of rings: it is the same for all.
// gotrace asks by making a ring of its own, once.
var layout = sync.OnceValue(func() (geo ctype.Ring) {
	var p [120]byte // struct io_uring_params (linux/io_uring.h)
	fd, _, errno := unix.RawSyscall(unix.SYS_IO_URING_SETUP, 1, ptr(p[:]), 0)
	if errno != 0 {
		return geo
	}
	unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
	const sqOff, cqOff = 40, 80
	u32 := func(at int) uint32 { return uint32(ctype.U32.Number(event.AMD64, p[at:])) }
	geo.SQHead, geo.SQTail = u32(sqOff), u32(sqOff+4)
	geo.CQHead, geo.CQTail, geo.CQEs = u32(cqOff), u32(cqOff+4), u32(cqOff+20)
	geo.SQESize = 1
	return geo
})

// unseen learns what it can of a ring that was made before tracing began: sizes
// from what the kernel tells of its queues, flags from how it tells it. fd is the
// ring's descriptor.
func (r *Rings) unseen(tid int, fd int32, to *ctype.Ring) string {
	geo := layout()
	if geo.SQESize == 0 {
		return "the ring was made unseen, and gotrace may not make one to learn its layout"
	}
	r.info = r.n.set(tid, "/fdinfo/", fd).readMost(r.info[:0], 1<<16)
	sqMask, ok := mask(field(r.info, "SqMask"))
	cqMask, ok2 := mask(field(r.info, "CqMask"))
	queued, ok3 := number(field(r.info, "SQEs"))
	if !ok || !ok2 || !ok3 {
		return "the ring was made unseen, and the kernel does not tell of it now"
	}
	queue := to.Queue
	*to = geo
	to.SQESize = 0
	to.SQEntries, to.CQEntries = sqMask+1, cqMask+1
	if thread := field(r.info, "SqThread"); len(thread) > 0 && string(thread) != "-1" {
		to.Flags |= sqPoll
	}
	to.Queue, to.SQESize = entries(r.info, queue)
	switch n := uint64(len(to.Queue)); {
	case queued == 0:
		// Nothing to see, but perhaps by IORING_SETUP_SQ_REWIND, which does
		// not count entries.
		to.SQESize = 0
	case n > 0 && (n == queued || len(r.info) == 1<<16):
		to.QueueKnown = true
	case n > 0:
		return "the ring was made unseen, and some of its indexes are wrong"
	default:
		// Linux up to 6.18 lists the queue by its indexes only.
		to.Flags |= noArray
		to.SQESize = r.entrySize(to.SQEntries)
	}
	to.CQESize = completionSize(r.info)
	return ""
}

func mask(text []byte) (uint32, bool) {
	hex, ok := bytes.CutPrefix(text, []byte("0x"))
	n, ok2 := hexNumber(hex)
	return uint32(n), ok && ok2 && n < 1<<16 && n&(n+1) == 0
}

// entrySize tells from the length of the mapping whether entries are of 64 or
// 128 bytes; 0 if it is the same for both.
func (r *Rings) entrySize(n uint32) uint32 {
	const page = 4096
	round := func(v uint64) uint64 { return (v + page - 1) &^ (page - 1) }
	small, large := round(64*uint64(n)), round(128*uint64(n))
	switch r.spans[2].Len {
	case small:
		if small != large {
			return 64
		}
	case large:
		return 128
	}
	return 0
}

// entries appends the indexes of the queued entries to dst, which
// /proc/PID/fdinfo/FD lists behind their number:
//
//	SQEs:	1
//	    0: opcode:NOP, fd:0, ..., user_data:42, e0:0x0, ...
//
// e0 is only in a ring with IORING_SETUP_SQE128.
func entries(text []byte, dst []uint32) (queue []uint32, size uint32) {
	_, text, _ = bytes.Cut(text, []byte("\nSQEs:"))
	_, text = word(text, '\n')
	for len(dst) < 1<<16 {
		line, rest := word(text, '\n')
		index, line := word(bytes.TrimLeft(line, " "), ':')
		n, ok := number(index)
		if !ok || n > 1<<16 || !bytes.HasPrefix(line, []byte(" opcode:")) {
			break
		}
		size = 64
		if bytes.Contains(line, []byte(", e0:0x")) {
			size = 128
		}
		dst = append(dst, uint32(n))
		text = rest
	}
	return dst, size
}

// completionSize tells the size of completions, 0 if none is listed:
//
//	CQEs:	1
//	    0: user_data:42, res:0, flag:0, extra1:0, extra2:0
//
// extra1 is only with IORING_SETUP_CQE32, or with IORING_SETUP_CQE_MIXED for
// those that say so in their flags.
func completionSize(text []byte) uint32 {
	_, text, _ = bytes.Cut(text, []byte("\nCQEs:"))
	_, text = word(text, '\n')
	line, _ := word(text, '\n')
	_, flags, ok := bytes.Cut(line, []byte(", flag:"))
	if !ok {
		return 0
	}
	flags, more := word(flags, ',')
	n, ok := hexNumber(flags)
	if !ok {
		return 0
	}
	if bytes.Contains(more, []byte("extra1:")) && n&cqe32In == 0 {
		return 32
	}
	return 16
}
