package ctype

import "gotrace/event"

// Want is a set of things that are shown only on demand, since they cost
// questions that no plain run asks.
type Want uint8

const (
	WantSQEs Want = 1 << iota // what io_uring_enter(2) submits
	WantCQEs                  // the completions it leaves to read
	WantVCPU                  // all that a virtual CPU shares with its process
)

// Rings tells where the io_uring instances of traced threads are.
type Rings interface {
	// Ring fills in r, whose slice it reuses, with the ring that descriptor fd of
	// thread tid is, or with registered the one that the thread has registered
	// under that index. It returns "", or why that is not known.
	Ring(tid int, fd int32, registered bool, r *Ring) (why string)
	// Made tells that io_uring_setup(2) has made a ring.
	Made(tid int, fd int32, registered bool, r *Ring)
	// Resized tells that io_uring_register(2) has given a ring another size. Of
	// the flags, r has those that its layout depends on.
	Resized(tid int, fd int32, registered bool, r *Ring)
	// Registered tells that thread tid has registered the ring of descriptor fd
	// under an index, or with fd -1 that there is none any more.
	Registered(tid int, index uint32, fd int32)
	// Gone tells that a thread has ended or executed a program, so that nothing
	// is registered any more.
	Gone(tid int)
	// Socket reports whether descriptor fd of thread tid is a socket.
	Socket(tid int, fd int32) bool
}

// A Span is a piece of a traced program's memory.
type Span struct {
	At  event.Addr
	Len uint64
}

// Slice returns the n bytes from off on, if s holds them.
func (s Span) Slice(off, n uint64) (event.Addr, bool) {
	return s.At + event.Addr(off), s.At != 0 && off <= s.Len && n <= s.Len-off
}

// A Ring is an io_uring instance in a traced program's memory: what
// io_uring_setup(2) told the program, and where the program has it.
type Ring struct {
	Flags     uint32 // IORING_SETUP_*, as far as they are known
	SQEntries uint32 // a power of two
	CQEntries uint32 // the same

	// Offsets within Rings: of the indexes, the array that says which entries are
	// submitted, and the completions.
	SQHead, SQTail, Array, CQHead, CQTail, CQEs uint32

	Rings   Span // indexes and completions
	Entries Span // submission entries

	// Sizes of a submission entry and of a completion in bytes; 0: not known.
	SQESize, CQESize uint32

	// Queue has, where the place of Array is not known, what it holds from the
	// queue's head on; the kernel said so. It may be cut short.
	Queue      []uint32
	QueueKnown bool
}
