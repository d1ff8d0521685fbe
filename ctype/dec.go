// Package ctype decodes C data in a traced process: numbers, strings, arrays,
// and structs, which are lists of fields that are laid out for the ABI of the
// call. It says what it finds to an emit.Buf. It knows no system call.
package ctype

import (
	"bytes"
	"math/bits"
	"time"

	"gotrace/emit"
	"gotrace/event"
)

// FDs tells what descriptors of the traced thread refer to (-y).
type FDs interface {
	// FD fills in r, whose buffers it reuses, with what descriptor fd of thread
	// tid refers to; it returns false if that is not known or not wanted.
	FD(tid int, fd int32, r *emit.Ref) bool
	// Cwd is the same for the current directory, which AT_FDCWD means.
	Cwd(tid int, r *emit.Ref) bool
	// Process returns the process that descriptor fd of thread tid, a pidfd, stands
	// for; ok is false if it is none or the process is gone.
	Process(tid int, fd int32) (pid int, ok bool)
}

// PIDs tells what a process id means (-Y, --pidns-translation).
type PIDs interface {
	// PID fills in r, whose buffers it reuses, with what the id means to thread
	// tid; it returns false if that is not known.
	PID(tid int, id int32, kind PIDKind, r *emit.PIDRef) bool
}

// Namespaces tells which namespaces threads are in (-e namespace=new).
type Namespaces interface {
	// Namespace returns the number of a namespace of thread tid, or of the process
	// that has the id child in tid's pid namespace, if child is not 0. The file is
	// the namespace's in /proc/PID/ns: "net", "pid_for_children"...
	Namespace(tid int, child int32, file string) (inode uint64, ok bool)
	// Opened returns the kind and the number of the namespace that descriptor fd of
	// thread tid is.
	Opened(tid int, fd int32) (kind string, inode uint64, ok bool)
}

// Objects tells which objects of the kernel's, outside of all file systems, descriptors
// are.
type Objects interface {
	// Anonymous returns the name of the object that descriptor fd of thread tid is:
	// "bpf-map"..., or nothing. It is valid until the next question.
	Anonymous(tid int, fd int32) []byte
}

// VCPUs tells where virtual CPUs are (-e kvm=vcpu).
type VCPUs interface {
	// VCPU returns the number of the virtual CPU that descriptor fd of thread tid is,
	// and the memory that the thread shares with it, which begins with a struct
	// kvm_run (linux/kvm.h).
	VCPU(tid int, fd int32) (cpu int, run Span, ok bool)
}

// Labels tells the security contexts of files (--secontext).
type Labels interface {
	// FD fills in l, whose buffers it reuses, with the context of what descriptor fd
	// of thread tid refers to; it returns false if that is not known.
	FD(tid int, fd int32, l *emit.Label) bool
	// File is the same for a file by its name, which is looked up from the directory
	// that descriptor dir is, or AT_FDCWD.
	File(tid int, dir int32, path []byte, l *emit.Label) bool
}

// PIDKind is what an id is of.
type PIDKind uint8

const (
	Task    PIDKind = iota // a process or thread
	Group                  // a process group
	Session                // a session
)

// Net tells what the numbers of the traced thread's network mean.
type Net interface {
	// NetlinkProtocol returns the protocol (NETLINK_ROUTE...) of the netlink
	// socket that descriptor fd of thread tid is; ok is false if it is none or
	// that is not known.
	NetlinkProtocol(tid int, fd int32) (protocol int, ok bool)
	// Socket returns the family (AF_BLUETOOTH, AF_CAIF) and protocol of the socket that
	// descriptor fd of thread tid is, where its protocol alone tells what its options or
	// addresses mean; ok is false for all others, or if that is not known.
	Socket(tid int, fd int32) (family, protocol int, ok bool)
	// AppendInterface appends to dst the name of the network interface with
	// the given index; nothing if it is not known.
	AppendInterface(dst []byte, tid int, index uint32) []byte
	// Family returns the name of the family of generic netlink with the given
	// number, or "" if that is not known.
	Family(id uint16) string
	// LearnFamily tells what the traced thread was told of a family's name,
	// which must not be kept.
	LearnFamily(id uint16, name []byte)
}

// Options are what the user wants to see. They stay the same for a Dec's life.
type Options struct {
	StrLen int  // strings and arrays are cut after so many bytes or elements (-s)
	Elems  int  // of what prototypes of functions describe: elements and nested structs (--array-limit); 0: 4
	FDs    FDs  // nil: descriptors are bare numbers
	PIDs   PIDs // nil: process ids are bare numbers
	Net    Net  // nil: netlink messages are bytes, interfaces are numbers

	Objects Objects // nil: what depends on an object's kind is not shown
	Boot    int64   // when the machine has started, in nanoseconds since the epoch; 0: not known

	Labels     Labels     // nil: security contexts are not shown
	Namespaces Namespaces // nil: new namespaces are not shown
	VCPUs      VCPUs      // nil: why a virtual CPU has stopped is not shown

	Want  Want  // what else is shown
	Rings Rings // nil: nobody asks for rings

	Zone *time.Location // of the dates in comments; nil: UTC
	// Call returns the name of a system call, or "". nil: none is known.
	Call func(abi event.ABI, nr uint64) string
}

// Dec is what every decoder works with: the call, where to read, where to
// speak. One Dec serves all calls, one after the other.
type Dec struct {
	*emit.Buf
	C   *event.Call
	Mem event.Memory
	TID int
	O   Options

	// Prev is the name of the thread's call before this one, or "".
	Prev string

	// Abbrev is true when long structures are to be shortened, Deref when
	// structures behind pointers are to be shown at all (-e abbrev=, verbose=).
	Abbrev bool
	Deref  bool

	// Nth is the place, in the array that is being said, of the element being said.
	Nth int

	// Family is the family of addresses that a field of a struct told last; 0: none.
	Family uint16

	// Room belongs to package proto: what is not to be made anew for each call.
	Room any

	// Settled is set by the entry part of an argument that needs no exit part.
	Settled bool

	blk    block
	nested int // arrays of which an element is being said

	dir int32 // the directory that the argument said last is, where names begin

	ref   emit.Ref
	label emit.Label
	pid   emit.PIDRef
	ring  Ring
	asked ringAsked
	arena []byte
	used  int
}

// Begin prepares d for decoding at one stop of thread t.
func (d *Dec) Begin(t *event.Thread, b *emit.Buf) {
	d.Buf, d.C, d.Mem, d.TID = b, &t.Call, t.Mem, t.TID
	d.blk, d.nested = block{}, 0
	b.ABI = t.Call.ABI
	d.used, d.dir = 0, atFDCWD
	if d.asked.tid == d.TID && !t.Call.Done {
		d.asked.tid = 0 // an earlier call's
	}
}

const pageSize = 4096

// maxRead bounds what is read at once, whatever a traced program claims.
const maxRead = 1 << 24

// Alloc returns n bytes that stay valid until the stop's end or a Release of
// an earlier Mark.
func (d *Dec) Alloc(n int) []byte {
	if d.used+n > len(d.arena) {
		// The old arena stays alive in the slices that were handed out.
		d.arena = make([]byte, max(2*len(d.arena), 2*n, 16<<10))
		d.used = 0
	}
	p := d.arena[d.used : d.used+n : d.used+n]
	d.used += n
	return p
}

// Mark returns a mark for Release.
func (d *Dec) Mark() int { return d.used }

// Release gives back what was allocated since the mark.
func (d *Dec) Release(mark int) {
	if mark <= d.used {
		d.used = mark
	}
}

// Read returns the readable beginning of the n bytes at a.
func (d *Dec) Read(a event.Addr, n int) []byte {
	if a == 0 || n <= 0 {
		return nil
	}
	n = min(n, maxRead)
	p := d.Alloc(n)
	return p[:d.Mem.ReadMem(a, p)]
}

// ReadAll returns the n bytes at a, or nil if not all of them are readable.
func (d *Dec) ReadAll(a event.Addr, n int) []byte {
	if p := d.Read(a, n); len(p) == n {
		return p
	}
	return nil
}

// CString returns the string at a without its NUL, up to max bytes. whole
// tells that the NUL was found; ok is false where a byte before it is
// unreadable. Like the kernel it reads no page that it need not.
func (d *Dec) CString(a event.Addr, max int) (s []byte, whole, ok bool) {
	if a == 0 {
		return nil, false, false
	}
	p := d.Alloc(min(max+1, maxRead))
	n := 0
	for n < len(p) {
		chunk := min(len(p)-n, pageSize-int(uint64(a)+uint64(n))&(pageSize-1))
		if n == 0 {
			chunk = min(chunk, 256)
		}
		got := d.Mem.ReadMem(a+event.Addr(n), p[n:n+chunk])
		if i := bytes.IndexByte(p[n:n+got], 0); i >= 0 {
			n += i
			return p[:min(n, max)], n <= max, true
		}
		n += got
		if got < chunk {
			return p[:n], false, false
		}
	}
	return p[:max], false, true
}

// pathMax is the kernel's limit for file names (linux/limits.h, PATH_MAX).
const pathMax = 4096

// Path says the file name at a; it is never cut at -s.
func (d *Dec) Path(a event.Addr) { d.PathN(a, pathMax-1) }

// PathN is Path for a name of no more than n bytes.
func (d *Dec) PathN(a event.Addr, n int) {
	s, whole, ok := d.CString(a, min(n, pathMax-1))
	if !ok {
		d.Addr(a)
		return
	}
	d.name(s, whole)
}

// FileName says the name of a file, which is read already.
func (d *Dec) FileName(s []byte) { d.name(s, true) }

func (d *Dec) name(s []byte, whole bool) {
	if whole && d.O.Labels != nil && len(s) > 0 && d.O.Labels.File(d.TID, d.dir, s, &d.label) {
		d.Labelled(s, &d.label)
		return
	}
	d.Str(s, !whole)
}

// String says the NUL-terminated string at a, cut at -s.
func (d *Dec) String(a event.Addr) {
	s, whole, ok := d.CString(a, d.O.StrLen)
	if !ok {
		d.Addr(a)
		return
	}
	d.Str(s, !whole)
}

// StringN is String for what holds no more than n characters.
func (d *Dec) StringN(a event.Addr, n int) {
	s, whole, ok := d.CString(a, min(n, d.O.StrLen))
	if !ok {
		d.Addr(a)
		return
	}
	d.Str(s, !whole)
}

// Bytes says the n bytes of data at a, cut at -s. Like strace it wants to see the
// byte after the cut, too. On i386 structs may hold addresses that are none.
func (d *Dec) Bytes(a event.Addr, n uint64) {
	if a == 0 || uint64(a)>>d.ABI.Bits() != 0 {
		d.Addr(a)
		return
	}
	if n == 0 {
		d.Str(nil, false)
		return
	}
	p := d.ReadAll(a, int(min(n, uint64(d.O.StrLen)+1)))
	if p == nil {
		d.Addr(a)
		return
	}
	d.Str(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
}

// CallName returns the name of a system call, or ""; abi may be NumABI, which has
// none.
func (d *Dec) CallName(abi event.ABI, nr uint64) string {
	if d.O.Call == nil || abi >= event.NumABI {
		return ""
	}
	return d.O.Call(abi, nr)
}

// Limit is the number of elements of an array that are shown.
func (d *Dec) Limit() uint64 {
	if d.Abbrev {
		return uint64(d.O.StrLen)
	}
	return 1 << 16
}

// ArrayOf says the n elements of size bytes at a, calling elem for each one
// with its bytes. It stops where memory becomes unreadable: it then says the
// address of the element that could not be read, or of the array if that is
// the first.
func (d *Dec) ArrayOf(a event.Addr, n uint64, size int, elem func(d *Dec, p []byte)) {
	d.ArrayMax(a, n, d.Limit(), size, elem)
}

// ArrayMax is ArrayOf for an array of which no more than limit elements are shown.
func (d *Dec) ArrayMax(a event.Addr, n, limit uint64, size int, elem func(d *Dec, p []byte)) {
	if a != 0 && n == 0 {
		d.Array()
		d.EndArray()
		return
	}
	if a == 0 || !d.Deref {
		d.Addr(a)
		return
	}
	if hi, lo := bits.Mul64(n, uint64(size)); hi != 0 || uint64(a)+lo < lo {
		d.Addr(a) // an array that does not fit into memory is none
		return
	}
	mark := d.Mark()
	for i := uint64(0); i < n; i++ {
		at := a + event.Addr(i*uint64(size))
		p := d.ReadAll(at, size)
		if p == nil && i == 0 {
			d.Addr(a)
			return
		}
		if i == 0 {
			d.Array()
		}
		if p == nil {
			d.More()
			d.FaultAt(at)
			break
		}
		if i >= limit {
			d.More()
			break
		}
		elem(d, p)
		d.Release(mark)
	}
	d.EndArray()
}

// FaultAt says in a comment that what is at a could not be read.
func (d *Dec) FaultAt(a event.Addr) {
	if d.JSON() {
		return
	}
	d.BeginComment()
	d.B = emit.AppendHex(d.B, uint64(a))
	d.EndComment()
}

// Date adds the date that a number of seconds since the epoch means, as a
// comment. The epoch itself is taken for an absent time.
func (d *Dec) Date(sec int64, nsec uint64) {
	if nsec <= 999999999 {
		d.date(sec, int64(nsec), ".000000000")
	}
}

// DateMicro is Date for a time with microseconds.
func (d *Dec) DateMicro(sec int64, usec uint64) {
	if usec <= 999999 {
		d.date(sec, int64(usec)*1000, ".000000")
	}
}

func (d *Dec) date(sec, nsec int64, fraction string) {
	if t, ok := d.time(sec, nsec); ok && (sec != 0 || nsec != 0) && !d.JSON() {
		d.BeginComment()
		d.appendDate(t, fraction)
		d.EndComment()
	}
}

// AuxDate explains a result that is a number of seconds since the epoch.
func (d *Dec) AuxDate(sec int64) {
	if t, ok := d.time(sec, 0); ok && sec != 0 && !d.JSON() {
		d.AuxField("", "")
		d.appendDate(t, "")
	}
}

// The first and the last moment that C's struct tm can hold, in the years 1900-2^31
// and 2^31+1899.
const (
	minTime = -67768040609740800
	maxTime = 67768036191676799
)

// time is a moment in the user's time zone; ok tells that C has a date for it,
// and that it is not before Christ.
func (d *Dec) time(sec, nsec int64) (t time.Time, ok bool) {
	zone := d.O.Zone
	if zone == nil {
		zone = time.UTC
	}
	t = time.Unix(sec, nsec).In(zone)
	return t, sec >= minTime && sec <= maxTime && t.Year() >= 0
}

func (d *Dec) appendDate(t time.Time, fraction string) {
	d.B = t.AppendFormat(d.B, "2006-01-02T15:04:05")
	if t.Nanosecond() != 0 {
		d.B = t.AppendFormat(d.B, fraction)
	}
	d.B = t.AppendFormat(d.B, "-0700")
}

// Rest says what an extensible struct at a of n bytes has beyond the known ones,
// where that is not all zero, within a struct that the caller has begun.
func (d *Dec) Rest(a event.Addr, known, n uint64) {
	if n <= known {
		return
	}
	mark := d.Mark()
	p := d.Read(a+event.Addr(known), int(min(n-known, pageSize)))
	if !zero(p) {
		d.Buf.Rest(p[:min(len(p), d.O.StrLen)], known, n)
	}
	d.Release(mark)
}

// BytesHex is Bytes in hexadecimal throughout.
func (d *Dec) BytesHex(a event.Addr, n uint64) {
	p := d.ReadAll(a, int(min(n, uint64(d.O.StrLen))))
	if p == nil && (n > 0 || a == 0) {
		d.Addr(a)
		return
	}
	d.Buf.Hexed(p, n > uint64(len(p)))
}

// FD says a descriptor.
func (d *Dec) FD(fd int32) { d.FDOf(d.TID, fd) }

// FDOf says a descriptor of thread tid, which need not be traced.
func (d *Dec) FDOf(tid int, fd int32) {
	known := d.O.FDs != nil && fd >= 0 && d.O.FDs.FD(tid, fd, &d.ref)
	if d.ref.Label = nil; d.O.Labels != nil && fd >= 0 && d.O.Labels.FD(tid, fd, &d.label) {
		if !known {
			d.ref.Path, d.ref.Detail = d.ref.Path[:0], d.ref.Detail[:0]
		}
		known, d.ref.Label = true, &d.label
	}
	if !known {
		d.number(fd)
		return
	}
	d.Buf.FD(int64(fd), "", &d.ref)
}

// number says a descriptor of which nothing is known.
func (d *Dec) number(fd int32) {
	if d.JSON() {
		d.Buf.FD(int64(fd), "", nil)
		return
	}
	d.Int(int64(fd))
}

// atFDCWD is AT_FDCWD (linux/fcntl.h).
const atFDCWD = -100

// DirFD says a descriptor that stands for a directory.
func (d *Dec) DirFD(fd int32) {
	d.dir = fd
	switch {
	case fd != atFDCWD:
		d.FD(fd)
	case d.O.FDs != nil && d.O.FDs.Cwd(d.TID, &d.ref):
		d.ref.Label = nil
		d.Buf.FD(atFDCWD, "AT_FDCWD", &d.ref)
	default:
		d.Buf.FD(atFDCWD, "AT_FDCWD", nil)
	}
}

// ringAsked is the question that ring answers.
type ringAsked struct {
	tid        int // 0: none
	fd         int32
	registered bool
	why        string
}

// NewRing returns a Ring to tell Rings of. It is valid until the next question.
func (d *Dec) NewRing() *Ring {
	d.asked.tid = 0
	d.ring = Ring{Queue: d.ring.Queue[:0]}
	return &d.ring
}

// Ring returns the io_uring instance that Rings.Ring tells of, or why it is not
// known. It is valid until the next question. All that was told when a call began
// is not asked again when it ends.
func (d *Dec) Ring(fd int32, registered bool) (r *Ring, why string) {
	if d.O.Rings == nil {
		return nil, "nobody knows"
	}
	// Of a ring made unseen, completions may tell more when the call ends.
	if q := &d.asked; !d.C.Done || d.ring.CQESize == 0 || q.tid != d.TID || q.fd != fd || q.registered != registered {
		*q = ringAsked{d.TID, fd, registered, d.O.Rings.Ring(d.TID, fd, registered, &d.ring)}
	}
	return &d.ring, d.asked.why
}

// PID says a process or thread id.
func (d *Dec) PID(id int32) { d.IDOf(Task, id) }

// IDOf says the id of a process, thread, group or session.
func (d *Dec) IDOf(kind PIDKind, id int32) {
	if d.O.PIDs == nil || id <= 0 || !d.O.PIDs.PID(d.TID, id, kind, &d.pid) {
		d.Int(int64(id))
		return
	}
	d.Buf.PID(int64(id), &d.pid)
}

// PIDOrGroup says the id of a process, or of a group if it is negative, other
// than -1, which stands for all of them.
func (d *Dec) PIDOrGroup(id int32) {
	if id >= -1 || d.O.PIDs == nil || !d.O.PIDs.PID(d.TID, -id, Group, &d.pid) {
		d.PID(id)
		return
	}
	d.Buf.PID(int64(id), &d.pid)
}

// Interface says the index of a network interface.
func (d *Dec) Interface(index uint32) {
	mark := d.Mark()
	var name []byte
	if d.O.Net != nil && index != 0 {
		name = d.O.Net.AppendInterface(d.Alloc(ifNameSize)[:0], d.TID, index)
	}
	d.Buf.Interface(uint64(index), name)
	d.Release(mark)
}

// ifNameSize is IFNAMSIZ (linux/if.h).
const ifNameSize = 16
