package libcall

import (
	"encoding/binary"
	"math/bits"
	"sync/atomic"
	"unsafe"

	"gotrace/event"
)

// program is the machine code of fast stubs, and where its labels are (stubs/*.s).
type program struct {
	code   string
	points []point

	numberAt, slotAt       event.Addr // from the stack pointer on
	whereAt, calledAt      event.Addr
	enter, trampoline      event.Addr
	crowded, pass          event.Addr
	unknown, left          event.Addr
	full, brimful          event.Addr
	stopEnter, stopLeave   event.Addr
	notice, noticed        event.Addr
	claimEnter, claimLeave event.Addr // what is between won and complete begins again here
	wonEnter, wonLeave     event.Addr
	completeEnter          event.Addr
	completeLeave          event.Addr
	copyEnter, copyLeave   event.Addr // what faults between copy and copied goes on at copied
	copiedEnter            event.Addr
	copiedLeave            event.Addr
}

// point is where something is to be filled in.
type point struct {
	at   uint16
	what pointKind
}

type pointKind uint8

const (
	pointBase      pointKind = iota // the address of the code is to be added
	pointRecordLog                  // a byte; the others are 4
	pointLastRecord
	pointStrings
	pointStringSize
)

// placed returns the code for an address, and records of a shape.
func (p *program) placed(base event.Addr, sh *shape) []byte {
	code := []byte(p.code)
	for _, pt := range p.points {
		at := code[pt.at:]
		switch pt.what {
		case pointBase:
			binary.LittleEndian.PutUint32(at, binary.LittleEndian.Uint32(at)+uint32(base))
		case pointRecordLog:
			at[0] = sh.log
		case pointLastRecord:
			binary.LittleEndian.PutUint32(at, uint32(sh.records()-1))
		case pointStrings:
			binary.LittleEndian.PutUint32(at, uint32(sh.strings))
		case pointStringSize:
			binary.LittleEndian.PutUint32(at, uint32(sh.size))
		}
	}
	return code
}

// shape is what records look like: the more of a string they hold, the fewer there are.
type shape struct {
	log     uint8 // of a record's size
	strings int   // where strings are in it
	size    int   // the room for each
}

const (
	mostStrings = 3 // in a record
	smallLog    = 8
	mostLog     = 15
)

// StringLimit is how many bytes of strings may be wanted of a fast stub: it copies
// one more, which tells whether that is all, and begins up to 7 before the first.
const StringLimit = (1<<mostLog-atFixed)/mostStrings&^7 - 8

// shapeFor returns the shape of records with so many bytes of a string.
func shapeFor(bytes int) shape {
	const small = (1<<smallLog - smallStrings) / mostStrings &^ 7
	size := (bytes + 8 + 7) &^ 7
	if size <= small || bytes > StringLimit {
		return shape{smallLog, smallStrings, small}
	}
	return shape{uint8(bits.Len(uint(atFixed + mostStrings*size - 1))), atFixed, size}
}

// smallStrings is where strings are in small records: floating point numbers are
// there, too, in those that have them.
const smallStrings = 128

func (sh *shape) records() uint64 { return 1 << (atRingLog - sh.log) }

// record is the beginning of what a stub has written about a call or a return.
type record struct {
	seq, when, thread, slot, ret uint64
	index, kind                  uint32
	words                        [6]uint64
	valid                        [4]uint16
	stack                        [3]uint64
	_                            [atNumbers - smallStrings]byte
	numbers                      [8][8]byte // of which x87 overlaps two
}

// copied returns what was copied of the i-th string.
func (sh *shape) copied(r *record, i int) []byte {
	n := min(int(r.valid[i]), sh.size)
	return unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(r), sh.strings+i*sh.size)), n)
}

// x87 is st0.
func (r *record) x87() *[10]byte { return (*[10]byte)(unsafe.Pointer(&r.numbers[(atX87-atNumbers)/8])) }

// mostStacked is how many words from the stack a record has.
var mostStacked = [event.NumABI]int{event.AMD64: 3, event.I386: 12}

const mostWords = 48 // bytes of those

// stacked returns the words from the stack.
func (r *record) stacked(abi event.ABI) []byte {
	at := unsafe.Pointer(&r.stack)
	if abi == event.I386 {
		at = unsafe.Pointer(&r.words)
	}
	return unsafe.Slice((*byte)(at), mostStacked[abi]*abi.PtrSize())
}

// pointer is the i-th of the words that may lead to strings.
func (r *record) pointer(abi event.ABI, i int) event.Addr {
	if abi == event.I386 {
		return event.Addr(binary.LittleEndian.Uint32(r.stacked(abi)[4*i:]))
	}
	return event.Addr(r.words[i])
}

// shared is the memory that stubs share with the tracer, from atShared on.
type shared []byte

func (m shared) word(at int) *uint64 { return (*uint64)(unsafe.Pointer(&m[at-atShared])) }
func (m shared) half(at int) *uint32 { return (*uint32)(unsafe.Pointer(&m[at-atShared])) }

// ring reads records.
type ring struct {
	shared
	shape
	tail  uint64 // all before it were delivered
	stuck uint64 // the time stamp counter when it was found that tail does not come, and the ring is full
}

func (r *ring) record(n uint64) *record {
	at := atRing - atShared + int(n%r.records())<<r.log
	return (*record)(unsafe.Pointer(&r.shared[at]))
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
	head := min(atomic.LoadUint64(r.word(atHead)), r.tail+r.records())
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
	if hole && head-r.tail == r.records() {
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

// numbered is the number of a record that a stub holds the lower half of.
func (r *ring) numbered(low uint32) uint64 { return r.tail + uint64(low-uint32(r.tail)) }

// giveUp marks a record that will not be written.
func (r *ring) giveUp(n uint64) {
	if n-r.tail < r.records() {
		atomic.StoreUint64(&r.record(n).seq, delivered(n))
	}
}

// remembered is memory as it was when a record was written.
type remembered struct {
	parts [1 + mostStrings]part
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
