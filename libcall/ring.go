package libcall

import (
	"encoding/binary"
	"sync/atomic"
	"unsafe"

	"gotrace/event"
)

// program is the machine code of fast stubs, and where its labels are (stubs/*.s).
type program struct {
	code string

	enter, trampoline      event.Addr
	crowded, pass          event.Addr
	unknown, left          event.Addr
	full, brimful          event.Addr
	notice, noticed        event.Addr
	claimEnter, claimLeave event.Addr // what is between won and complete begins again here
	wonEnter, wonLeave     event.Addr
	completeEnter          event.Addr
	completeLeave          event.Addr
	copyEnter, copyLeave   event.Addr // what faults between copy and copied goes on at copied
	copiedEnter            event.Addr
	copiedLeave            event.Addr
}

// record is what a stub has written about a call or a return.
type record struct {
	seq, when, thread, slot, ret uint64
	index, kind                  uint32
	words                        [6]uint64
	valid                        [4]byte
	_                            [4]byte
	stack                        [3]uint64
	rest                         [1<<atRecordLog - atStrings]byte
}

// copied returns what was copied of the i-th string.
func (r *record) copied(i int) []byte {
	n := min(int(r.valid[i]), atStringSize)
	return r.rest[i*atStringSize:][:n]
}

// number returns 8 bytes of floating point registers.
func (r *record) number(i int) []byte { return r.rest[atNumbers-atStrings+8*i:][:8] }

// shared is the memory that stubs share with the tracer, from atShared on.
type shared []byte

func (m shared) word(at int) *uint64 { return (*uint64)(unsafe.Pointer(&m[at-atShared])) }
func (m shared) half(at int) *uint32 { return (*uint32)(unsafe.Pointer(&m[at-atShared])) }
func (m shared) record(n uint64) *record {
	at := atRing - atShared + int(n%(1<<atRecordsLog))<<atRecordLog
	return (*record)(unsafe.Pointer(&m[at]))
}

// ring reads records.
type ring struct {
	shared
	tail  uint64 // all before it were delivered
	stuck uint64 // the time stamp counter when it was found that tail does not come, and the ring is full
}

// Records are numbered by their places in the order in which they were begun. One
// that has been delivered or will never come is marked.
func delivered(n uint64) uint64 { return ^n }

const (
	spins    = 200     // for a record that is being written
	patience = 1 << 32 // ticks for one that keeps the ring full: a thread was killed that wrote it
)

// drain delivers the records that are complete, those of a thread in their order.
// now is the time stamp counter.
func (r *ring) drain(now uint64, deliver func(*record)) {
	head := min(atomic.LoadUint64(r.word(atHead)), r.tail+1<<atRecordsLog)
	hole := false
	for n := r.tail; n < head; n++ {
		rec := r.record(n)
		seq := atomic.LoadUint64(&rec.seq)
		for i := 0; !hole && i < spins && seq != n+1 && seq != delivered(n); i++ {
			seq = atomic.LoadUint64(&rec.seq)
		}
		switch seq {
		case n + 1:
			deliver(rec)
			atomic.StoreUint64(&rec.seq, delivered(n))
		case delivered(n):
		default:
			hole = true
		}
		if hole {
			continue
		}
		r.tail = n + 1
		if r.tail%64 == 0 {
			atomic.StoreUint64(r.word(atTail), r.tail)
		}
	}
	if hole && head-r.tail == 1<<atRecordsLog {
		if r.stuck == 0 {
			r.stuck = now
		} else if now-r.stuck > patience {
			r.giveUp(r.tail)
		}
	} else {
		r.stuck = 0
	}
	atomic.StoreUint64(r.word(atTail), r.tail)
}

// giveUp marks a record that will not be written.
func (r *ring) giveUp(n uint64) {
	if n-r.tail < 1<<atRecordsLog {
		atomic.StoreUint64(&r.record(n).seq, delivered(n))
	}
}

// remembered is memory as it was when a record was written.
type remembered struct {
	parts [4]part
	n     int
}

// part is a piece of it.
type part struct {
	at event.Addr
	p  []byte
}

func (m *remembered) add(at event.Addr, p []byte) {
	m.parts[m.n] = part{at, p}
	m.n++
}

// ReadMem implements event.Memory. Where one piece ends, another may go on: strings
// stand beside each other.
func (m *remembered) ReadMem(a event.Addr, p []byte) (n int) {
	for n < len(p) {
		i := m.find(a + event.Addr(n))
		if i < 0 {
			break
		}
		part := &m.parts[i]
		n += copy(p[n:], part.p[a+event.Addr(n)-part.at:])
	}
	return n
}

// find returns the number of a piece that has the byte at a, or -1.
func (m *remembered) find(a event.Addr) int {
	for i, part := range m.parts[:m.n] {
		if a >= part.at && a-part.at < event.Addr(len(part.p)) {
			return i
		}
	}
	return -1
}

// addString adds the i-th string of a record, which begins at an address. Stubs copy
// whole words, and spoil what is before the string in the first.
func (m *remembered) addString(at event.Addr, r *record, i int) {
	if p, spoilt := r.copied(i), int(at&7); len(p) > spoilt {
		m.add(at, p[spoilt:])
	}
}

// addStack adds words of the stack, the first of which is at an address.
func (m *remembered) addStack(at event.Addr, r *record, buf *[24]byte) {
	for i, w := range r.stack {
		binary.LittleEndian.PutUint64(buf[8*i:], w)
	}
	m.add(at, buf[:])
}
