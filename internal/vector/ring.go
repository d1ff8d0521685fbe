package vector

import (
	"fmt"
	"slices"
	"strings"

	"gotrace/ctype"
)

// Rings is the only io_uring instance that a vector's program has. It implements
// ctype.Rings.
type Rings struct {
	FD      int32
	Index   bool // FD is an index of a registered ring
	Of      ctype.Ring
	Unknown string // why nothing is known of it
	Sockets []int32
}

// Ring implements ctype.Rings.
func (r *Rings) Ring(tid int, fd int32, registered bool, to *ctype.Ring) string {
	if fd != r.FD || registered != r.Index {
		return "not a ring"
	}
	*to = r.Of
	return r.Unknown
}

// Made implements ctype.Rings.
func (r *Rings) Made(tid int, fd int32, registered bool, to *ctype.Ring) { r.Of = *to }

// Resized implements ctype.Rings.
func (r *Rings) Resized(tid int, fd int32, registered bool, to *ctype.Ring) { r.Of = *to }

// Registered implements ctype.Rings.
func (r *Rings) Registered(tid int, index uint32, fd int32) {}

// Gone implements ctype.Rings.
func (r *Rings) Gone(tid int) {}

// Socket implements ctype.Rings.
func (r *Rings) Socket(tid int, fd int32) bool { return slices.Contains(r.Sockets, fd) }

// The layout of the indexes, which is that of Linux 6.18: heads and tails of both
// queues, masks, sizes, dropped, flags, overflow, and the completions.
const (
	cqesAt   = 64
	cqe32    = 1 << 11 // IORING_SETUP_CQE32
	sqe128   = 1 << 10 // IORING_SETUP_SQE128
	entry    = 64
	complete = 16
)

// DeclareRing has the vector's program have a ring, which is then shown. text is
// a row of KEY=VALUE: fd, index (instead of fd: it is registered), flags, sq and cq
// (the sizes), rings and entries (the regions), array (where it begins), queue
// (what is in it, where its place is not known), socket (another descriptor), and
// unknown (why nothing is known, to the end of text).
func (v *Vector) DeclareRing(text string) error {
	r := &Rings{}
	r.Of.SQTail, r.Of.CQHead, r.Of.CQTail, r.Of.CQEs = 4, 8, 12, cqesAt
	text, r.Unknown, _ = strings.Cut(text, "unknown=")
	for w := range strings.FieldsSeq(text) {
		key, val, _ := strings.Cut(w, "=")
		n, err := Number(val, v.Entry)
		if err != nil {
			return err
		}
		switch key {
		case "fd":
			r.FD = int32(n)
		case "index":
			r.FD, r.Index = int32(n), true
		case "flags":
			r.Of.Flags = uint32(n)
		case "sq":
			r.Of.SQEntries = uint32(n)
		case "cq":
			r.Of.CQEntries = uint32(n)
		case "rings":
			r.Of.Rings = v.span(n)
		case "entries":
			r.Of.Entries = v.span(n)
		case "array":
			r.Of.Array = uint32(n)
		case "queue":
			r.Of.Queue, r.Of.QueueKnown = append(r.Of.Queue, uint32(n)), true
		case "socket":
			r.Sockets = append(r.Sockets, int32(n))
		default:
			return fmt.Errorf("a ring has no %q", key)
		}
	}
	r.Of.SQESize, r.Of.CQESize = entry, complete
	if r.Of.Flags&sqe128 != 0 {
		r.Of.SQESize *= 2
	}
	if r.Of.Flags&cqe32 != 0 {
		r.Of.CQESize *= 2
	}
	v.Rings = r
	return nil
}

// span is the region that begins at an address.
func (v *Vector) span(a uint64) (s ctype.Span) {
	for _, r := range v.Entry {
		if uint64(r.Addr) == a {
			s = ctype.Span{At: r.Addr, Len: uint64(len(r.Data))}
		}
	}
	return s
}
