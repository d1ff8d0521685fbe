package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What io_uring_enter(2) submits and what it completes stands in memory that
// program and kernel share, and that both change. Everything is read once, and
// nothing of it is trusted: indexes are masked, counts are bounded by the sizes
// that the kernel gave the ring, and addresses by the program's mappings of it.

// Flags of rings (IORING_SETUP_*) and of io_uring_enter(2).
const (
	uringSQPoll     = 1 << 1
	uringSQE128     = 1 << 10
	uringCQE32      = 1 << 11
	uringNoMmap     = 1 << 14
	uringFDOnly     = 1 << 15 // IORING_SETUP_REGISTERED_FD_ONLY
	uringNoArray    = 1 << 16
	uringSQEMixed   = 1 << 19
	uringRewind     = 1 << 20
	enterExtArg     = 1 << 3
	enterRegistered = 1 << 4
	enterExtArgReg  = 1 << 6

	cqeSize = 16 // of a completion without more data
)

// sayRingOrIndex says the ring: a descriptor, or the index of a registered one.
func sayRingOrIndex(d *Dec, a *Arg, i int) {
	if a.NotFD(d.C) {
		d.Int(int64(d.C.Int(i)))
		return
	}
	d.FD(d.C.Int(i))
}

func enterRegisteredRing(c *event.Call) bool { return c.Uint(3)&enterRegistered != 0 }

func enterRing(d *Dec) (*ctype.Ring, string) { return d.Ring(d.C.Int(0), enterRegisteredRing(d.C)) }

// offered is the number of entries that the kernel was shown, consumed how many
// of them it has taken: none if the call failed.
func offered(c *event.Call) uint64 { return c.Saved[0] }

func consumed(c *event.Call) uint64 {
	if c.Errno != 0 {
		return 0
	}
	return uint64(max(c.Ret, 0))
}

// notAll: the kernel stops at an entry that it cannot make sense of, and without
// memory.
func notAll(c *event.Call) bool { return !c.Done || consumed(c) < offered(c) }

// sayEnterArg says what argp is: a set of signals, a struct with that and more,
// or where such a struct stands in a region that was registered.
func sayEnterArg(d *Dec, a *Arg, i int) {
	switch flags := d.C.Uint(3); {
	case flags&enterExtArgReg != 0 && flags&enterExtArg != 0:
		d.Hex(d.C.Ulong(i))
	case flags&enterExtArg != 0 && d.C.Ulong(i+1) != sigsetSize: // else it is refused
		getEvents(d, d.C.Ptr(i), d.C.Ulong(i+1))
	default:
		saySigset(d, a, i)
	}
}

var uringGetEvents = ctype.Struct{CName: "io_uring_getevents_arg", Fields: []ctype.Field{
	ctype.As("sigmask", ctype.U64, showAddr64),
	ctype.Num("sigmask_sz", ctype.U32),
	ctype.Num("min_wait_usec", ctype.U32),
	ctype.As("ts", ctype.U64, showTimespec64),
}}

func showTimespec64(d *Dec, f *ctype.Field, p []byte) {
	d.Struct(&Timespec64, event.Addr(d.Number(f, p)))
}

// getEvents says the struct io_uring_getevents_arg of n bytes at a.
func getEvents(d *Dec, a event.Addr, n uint64) {
	s := &uringGetEvents
	var p []byte
	if n == uint64(s.Size(d.ABI)) {
		p = d.ReadAll(a, s.Size(d.ABI))
	}
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Field("sigmask")
	sigsetAt(d, event.Addr(d.Member(s, "sigmask", p)), d.Member(s, "sigmask_sz", p))
	d.FieldOf(s, "sigmask_sz", p)
	d.NonZeroOf(s, "min_wait_usec", p)
	d.FieldOf(s, "ts", p)
	d.EndStruct()
}

func sayConsumed(d *Dec, _ *Arg, _ int) { d.Uint(consumed(d.C)) }

// A uringQueue is what a program has put before the kernel.
type uringQueue struct {
	ring *ctype.Ring
	head uint32 // of the indexes, or of the entries where there are none
	n    uint32 // entries
}

// sayQueued says the entries that are submitted, as the call begins: the kernel
// is free to reuse them when it returns.
func sayQueued(d *Dec, _ *Arg, _ int) {
	if d.C.Uint(1) == 0 {
		d.Array()
		d.EndArray()
		return
	}
	q, why := findQueue(d)
	if why != "" {
		d.Unknown(why)
		return
	}
	d.C.Saved[0] = uint64(q.n)
	d.Array()
	for i := uint32(0); i < q.n; {
		if uint64(i) >= d.Limit() || !d.Deref {
			d.More()
			break
		}
		mark := d.Mark()
		n := q.say(d, i)
		d.Release(mark)
		if n == 0 {
			break
		}
		i += n
	}
	d.EndArray()
}

// findQueue finds what the call submits: no more than it asks for, and than is
// queued (io_uring/io_uring.c, io_submit_sqes).
func findQueue(d *Dec) (q uringQueue, why string) {
	r, why := enterRing(d)
	if why != "" {
		return q, why
	}
	q.ring = r
	switch {
	case r.Flags&uringSQPoll != 0:
		return q, "the kernel takes entries at any time: IORING_SETUP_SQPOLL"
	case r.SQESize == 0:
		return q, "the ring was made unseen, and the size of its entries is not known"
	case r.Flags&uringRewind != 0:
		q.n = min(d.C.Uint(1), r.SQEntries)
		return q, ""
	}
	head, ok := ringWord(d, r, r.SQHead)
	tail, ok2 := ringWord(d, r, r.SQTail)
	if !ok || !ok2 {
		return q, "the ring cannot be read"
	}
	q.head = head
	q.n = min(d.C.Uint(1), r.SQEntries, tail-head)
	return q, ""
}

// ringWord reads the number at off in the memory of the ring's indexes.
func ringWord(d *Dec, r *ctype.Ring, off uint32) (uint32, bool) {
	a, ok := r.Rings.Slice(uint64(off), 4)
	if !ok {
		return 0, false
	}
	return readUint32(d, a)
}

// say says the queue's element i and returns how many it takes, 0 if the kernel
// can go no further.
func (q *uringQueue) say(d *Dec, i uint32) uint32 {
	r := q.ring
	mask := r.SQEntries - 1
	at, ok := (q.head+i)&mask, true
	switch {
	case r.QueueKnown:
		if ok = int(i) < len(r.Queue); ok {
			at = r.Queue[i]
		}
	case r.Flags&uringNoArray == 0:
		at, ok = ringWord(d, r, r.Array+4*at)
	}
	if !ok {
		d.More()
		return 0
	}
	if at > mask {
		// The kernel counts it as dropped and submits no more.
		d.Uint(uint64(at))
		d.Comment("no index of an entry")
		return 0
	}
	size, n := uint64(r.SQESize), uint32(1)
	a, ok := r.Entries.Slice(uint64(at)*size, size)
	var p []byte
	if ok {
		p = d.ReadAll(a, int(size))
	}
	if p == nil {
		d.More()
		d.FaultAt(a)
		return 0
	}
	if size == sqeSize && isSQE128(p[0]) && r.Flags&uringSQEMixed != 0 && i+1 < q.n && at < mask {
		if b, ok := r.Entries.Slice(uint64(at)*size, 2*size); ok {
			if w := d.ReadAll(b, int(2*size)); w != nil {
				p, n = w, 2
			}
		}
	}
	sayEntry(d, p)
	return n
}

// sayCompletions says what the program finds in the ring when the call has
// ended: all that it has not taken yet.
func sayCompletions(d *Dec, _ *Arg, _ int) {
	r, why := enterRing(d)
	if why != "" {
		d.Unknown(why)
		return
	}
	head, ok := ringWord(d, r, r.CQHead)
	tail, ok2 := ringWord(d, r, r.CQTail)
	n := min(tail-head, r.CQEntries)
	switch {
	case !ok || !ok2:
		d.Unknown("the ring cannot be read")
		return
	case n > 0 && r.CQESize == 0:
		d.Unknown("the ring was made unseen, and the size of its completions is not known")
		return
	}
	d.Array()
	for i, shown := uint32(0), uint64(0); i < n; {
		if shown >= d.Limit() || !d.Deref {
			d.More()
			break
		}
		mark := d.Mark()
		p := completion(d, r, head+i, n-i)
		if p == nil {
			d.More()
			break
		}
		if skipped := p[cqeFlagsAt]&cqeSkip != 0; !skipped {
			sayCompletion(d, p)
			shown++
		}
		i++
		if len(p) > int(r.CQESize) {
			i++
		}
		d.Release(mark)
	}
	d.EndArray()
}

// completion reads the completion whose number is i, of left that there are. In a
// ring with IORING_SETUP_CQE_MIXED one may take the place of two.
func completion(d *Dec, r *ctype.Ring, i, left uint32) []byte {
	mask, size := r.CQEntries-1, uint64(r.CQESize)
	off := uint64(r.CQEs) + uint64(i&mask)*size
	a, ok := r.Rings.Slice(off, size)
	if !ok {
		return nil
	}
	p := d.ReadAll(a, int(size))
	if p == nil || size != cqeSize || ctype.U32.Number(d.ABI, p[cqeFlagsAt:])&cqe32 == 0 || left < 2 || i&mask == mask {
		return p
	}
	if a, ok = r.Rings.Slice(off, 2*size); !ok {
		return p
	}
	if w := d.ReadAll(a, int(2*size)); w != nil {
		return w
	}
	return p
}

// Offsets in struct io_uring_cqe, and IORING_CQE_F_*.
const (
	cqeResAt   = 8
	cqeFlagsAt = 12

	cqeBuffer = 1 << 0
	cqeSkip   = 1 << 5 // fills up the ring's end
	cqe32     = 1 << 15
)

// sayCompletion says a struct io_uring_cqe of 16 or 32 bytes.
func sayCompletion(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("user_data")
	d.Hex(ctype.U64.Number(d.ABI, p))
	d.Field("res")
	d.NegErrno(int32(ctype.S32.Number(d.ABI, p[cqeResAt:])))
	d.Field("flags")
	cqeFlags(d, uint32(ctype.U32.Number(d.ABI, p[cqeFlagsAt:])))
	if len(p) > cqeSize {
		d.Field("big_cqe")
		d.Array()
		for at := cqeSize; at < len(p); at += 8 {
			d.Hex(ctype.U64.Number(d.ABI, p[at:]))
		}
		d.EndArray()
	}
	d.EndStruct()
}

// cqeFlags says the flags of a completion. Their upper half is the number of the
// buffer that was used, or what the operation says.
func cqeFlags(d *Dec, v uint32) {
	const low = 1<<16 - 1
	d.BeginFlags(uint64(v))
	if v&low != 0 || v == 0 {
		d.FlagSet(&xlat.UringCqeFlags, uint64(v&low))
	}
	switch {
	case v&cqeBuffer != 0:
		d.FlagShifted(uint64(v>>16), "IORING_CQE_BUFFER_SHIFT")
	case v > low:
		d.FlagHex(uint64(v &^ low))
	}
	d.EndFlags()
}

// ringOf returns the ring that the program has just been given, as the struct
// io_uring_params p says; nil if that is not what the kernel has written.
func ringOf(d *Dec, p []byte) *ctype.Ring {
	sq, cq := &uringSqOff, &uringCqOff
	at, _ := uringParams.Offset(d.ABI, "sq_off")
	sqOff := p[at:]
	at, _ = uringParams.Offset(d.ABI, "cq_off")
	cqOff := p[at:]
	r := d.NewRing()
	r.Flags = uint32(d.Member(&uringParams, "flags", p))
	r.SQEntries = uint32(d.Member(&uringParams, "sq_entries", p))
	r.CQEntries = uint32(d.Member(&uringParams, "cq_entries", p))
	r.SQHead = uint32(d.Member(sq, "head", sqOff))
	r.SQTail = uint32(d.Member(sq, "tail", sqOff))
	r.Array = uint32(d.Member(sq, "array", sqOff))
	r.CQHead = uint32(d.Member(cq, "head", cqOff))
	r.CQTail = uint32(d.Member(cq, "tail", cqOff))
	r.CQEs = uint32(d.Member(cq, "cqes", cqOff))
	r.SQESize, r.CQESize = sqeSize, cqeSize
	if r.Flags&uringSQE128 != 0 {
		r.SQESize *= 2
	}
	if r.Flags&uringCQE32 != 0 {
		r.CQESize *= 2
	}
	if r.SQEntries&(r.SQEntries-1) != 0 || r.CQEntries&(r.CQEntries-1) != 0 || r.SQEntries == 0 || r.CQEntries == 0 {
		return nil
	}
	if r.Flags&uringNoMmap != 0 {
		// The program's own memory, where it said (io_uring_setup(2)).
		n := uint64(r.CQEs) + uint64(r.CQEntries)*uint64(r.CQESize)
		if r.Flags&uringNoArray == 0 {
			n = max(n, uint64(r.Array)+4*uint64(r.SQEntries))
		}
		r.Rings = ctype.Span{At: event.Addr(d.Member(cq, "user_addr", cqOff)), Len: n}
		r.Entries = ctype.Span{At: event.Addr(d.Member(sq, "user_addr", sqOff)), Len: uint64(r.SQEntries) * uint64(r.SQESize)}
	}
	return r
}
