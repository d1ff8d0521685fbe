package syscalls

import (
	"encoding/binary"
	"math/bits"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// The sets of select(2), the arrays of poll(2), and what they return.

// maxSelect bounds the descriptors of a set that are looked at. The kernel takes
// no more than the process may open.
const maxSelect = 1 << 16

// fdset is a set of descriptors; the first register holds their number.
func fdset(name string) Arg { return Arg{Name: name, Fn: sayFDSet} }

func sayFDSet(d *Dec, _ *Arg, i int) { fdSetAt(d, d.C.Ptr(i), d.C.Int(0)) }

// fdSetAt says the set at a, of which the first n bits count.
func fdSetAt(d *Dec, a event.Addr, n int32) {
	p := readFDSet(d, a, n)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	fdsIn(d, p)
}

// readFDSet reads the set at a, an array of unsigned longs, and clears what is
// beyond the first n bits.
func readFDSet(d *Dec, a event.Addr, n int32) []byte {
	if n <= 0 || n > maxSelect {
		return nil
	}
	word := 8 * d.ABI.PtrSize()
	p := d.ReadAll(a, (int(n)+word-1)/word*word/8)
	if p == nil {
		return nil
	}
	p = p[:(n+7)/8]
	if n%8 != 0 {
		p[len(p)-1] &= 1<<(n%8) - 1
	}
	return p
}

// fdsIn says the descriptors in a set, with what they refer to where that is
// asked for.
func fdsIn(d *Dec, p []byte) {
	d.List(false)
	for i, c := range p {
		for ; c != 0; c &= c - 1 {
			d.FD(int32(8*i + bits.TrailingZeros8(c)))
		}
	}
	d.EndList()
}

// readyIn says the descriptors in a set that select(2) returned, of which there
// are limit at most, and returns how many there are.
func readyIn(d *Dec, p []byte, limit int) (n int) {
	d.List(false)
	for i, c := range p {
		for ; c != 0 && n < limit; c &= c - 1 {
			d.Buf.FD(int64(8*i+bits.TrailingZeros8(c)), "", nil)
			n++
		}
	}
	d.EndList()
	return n
}

// A selection is what select(2) got.
type selection struct {
	n       int32
	sets    [3]event.Addr
	timeout event.Addr
}

func selected(c *event.Call) selection {
	return selection{c.Int(0), [3]event.Addr{c.Ptr(1), c.Ptr(2), c.Ptr(3)}, c.Ptr(4)}
}

// setNames are how the sets that select(2) returns are called in text.
var setNames = [3]string{"in", "out", "except"}

// aux explains what select(2) returned: the descriptors that are ready, and,
// since Linux changes its argument, how much of the timeout is left.
func (s *selection) aux(d *Dec, t *ctype.Struct) {
	if d.C.Ret == 0 {
		d.AuxWord("Timeout")
		return
	}
	ready := int(d.C.Ret)
	for i, a := range s.sets {
		if p := readFDSet(d, a, s.n); p != nil && ready > 0 && hasBits(p) {
			d.AuxField(setNames[i], setNames[i])
			ready -= readyIn(d, p, ready)
		}
	}
	auxLeft(d, s.timeout, t)
}

func hasBits(p []byte) bool {
	for _, c := range p {
		if c != 0 {
			return true
		}
	}
	return false
}

// auxLeft says what is left of a timeout.
func auxLeft(d *Dec, a event.Addr, t *ctype.Struct) {
	if a != 0 {
		d.AuxField("left", "left")
		d.Struct(t, a)
	}
}

func auxSelect(d *Dec)    { s := selected(d.C); s.aux(d, &Timeval) }
func auxPselect(d *Dec)   { s := selected(d.C); s.aux(d, &Timespec) }
func auxPselect64(d *Dec) { s := selected(d.C); s.aux(d, &Timespec64) }

// i386's first select has its arguments in a struct, which is shown as an
// address where it cannot be read (fs/select.c, struct sel_arg_struct).
// oldSelectArg is member n of it.
func oldSelectArg(name string, n int8, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Len: n, When: hasOldSelect, Kind: StackKind}
}

func hasOldSelect(c *event.Call) bool { return c.Saved[0] != 0 }

func sayOldSelect(d *Dec, _ *Arg, i int) {
	s, ok := oldSelection(d)
	if !ok {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.C.Saved[0] = 1
	d.Int(int64(s.n))
}

func oldSelection(d *Dec) (s selection, ok bool) {
	p := d.ReadAll(d.C.Ptr(0), 20)
	if p == nil {
		return s, false
	}
	s.n = int32In(p)
	for i := range s.sets {
		s.sets[i] = event.Addr(uint32In(p[4+4*i:]))
	}
	s.timeout = event.Addr(uint32In(p[16:]))
	return s, true
}

func sayOldFDSet(d *Dec, a *Arg, _ int) {
	s, _ := oldSelection(d)
	fdSetAt(d, s.sets[a.Len-1], s.n)
}

func sayOldTimeout(d *Dec, _ *Arg, _ int) {
	s, _ := oldSelection(d)
	d.Struct(&Timeval, s.timeout)
}

func auxOldSelect(d *Dec) {
	if s, ok := oldSelection(d); ok && hasOldSelect(d.C) {
		s.aux(d, &Timeval)
	}
}

// saySelectMask says the last argument of pselect6(2), which has room for one
// more only: the address of a set of signals, and the set's size.
func saySelectMask(d *Dec, _ *Arg, i int) {
	a, w := d.C.Ptr(i), d.ABI.PtrSize()
	p := d.ReadAll(a, 2*w)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	n := ctype.Ulong.Number(d.ABI, p[w:])
	d.Buf.Struct()
	d.Field("sigmask")
	if n < uint64(w) {
		d.Addr(event.Addr(ctype.Ptr.Number(d.ABI, p)))
	} else {
		sigsetAt(d, event.Addr(ctype.Ptr.Number(d.ABI, p)), n)
	}
	d.Field("sigsetsize")
	d.Uint(n)
	d.EndStruct()
}

// pollfdSize is the size of struct pollfd: int fd; short events, revents.
const pollfdSize = 8

// pollfds is the array of poll(2); the second register holds its length.
func pollfds(name string) Arg { return Arg{Name: name, Fn: sayPollfds, Len: 1} }

func sayPollfds(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), uint64(d.C.Uint(int(a.Len))), pollfdSize, pollfdIn)
}

// pollfdIn says what poll(2) is to wait for. The kernel ignores descriptors
// below 0.
func pollfdIn(d *Dec, p []byte) {
	fd := int32In(p)
	d.Buf.Struct()
	d.Field("fd")
	d.FD(fd)
	if fd >= 0 {
		d.Field("events")
		d.Flags(&xlat.PollEvents, uint64(binary.LittleEndian.Uint16(p[4:])))
	}
	d.EndStruct()
}

// auxPoll explains what poll(2) returned: the descriptors that are ready.
func auxPoll(d *Dec) {
	if d.C.Ret == 0 {
		d.AuxWord("Timeout")
		return
	}
	n, limit := uint64(d.C.Uint(1)), d.Limit()
	a, mark, shown := d.C.Ptr(0), d.Mark(), uint64(0)
	if a == 0 || !d.Deref {
		return
	}
	for i := uint64(0); i < n; i++ {
		at := a + event.Addr(i*pollfdSize)
		p := d.ReadAll(at, pollfdSize)
		if p != nil && binary.LittleEndian.Uint16(p[6:]) == 0 {
			d.Release(mark)
			continue
		}
		if shown == 0 {
			d.AuxField("", "ready")
			d.Array()
		}
		shown++
		if p == nil {
			d.Addr(at)
			break
		}
		if shown > limit {
			d.More()
			break
		}
		d.Buf.Struct()
		d.Field("fd")
		d.Buf.FD(int64(int32In(p)), "", nil)
		d.Field("revents")
		d.Flags(&xlat.PollEvents, uint64(binary.LittleEndian.Uint16(p[6:])))
		d.EndStruct()
		d.Release(mark)
	}
	if shown > 0 {
		d.EndArray()
	}
}

func auxPpoll(d *Dec)   { auxPolledLeft(d, &Timespec) }
func auxPpoll64(d *Dec) { auxPolledLeft(d, &Timespec64) }

func auxPolledLeft(d *Dec, t *ctype.Struct) {
	auxPoll(d)
	if d.C.Ret != 0 && d.C.Ptr(0) != 0 && d.Deref {
		auxLeft(d, d.C.Ptr(2), t)
	}
}
