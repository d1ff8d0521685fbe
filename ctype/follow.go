package ctype

import "gotrace/event"

// Fields that lead out of their struct: pointers and what stands behind a struct.
// And structs that go both ways, of which each field is shown when it means something.

// block is the memory that a struct was read from.
type block struct {
	at     event.Addr
	p      []byte
	pass   pass
	before []byte // what it was on entry, where that is known
}

// pass is which fields of a struct are shown.
type pass uint8

const (
	whole  pass = iota // all
	going              // what the kernel reads
	coming             // what it has written
	behind             // all but the first
	stored             // of elements that the kernel has read: what it has stored for them
)

// addr returns the address of q, which is a part of the block.
func (b *block) addr(q []byte) event.Addr { return b.at + event.Addr(cap(b.p)-cap(q)) }

// Origin returns where the struct that is being said was read from; 0 if that is not known.
func (d *Dec) Origin() event.Addr { return d.blk.at }

// StructAt says the struct whose bytes, p, were read at a.
func (d *Dec) StructAt(s *Struct, p []byte, a event.Addr) {
	outer := d.blk
	d.blk = block{at: a, p: p}
	d.StructIn(s, p)
	d.blk = outer
}

// ElementAt says the element whose bytes, p, were read at a.
func (d *Dec) ElementAt(s *Struct, p []byte, a event.Addr) {
	d.blk = block{at: a, p: p}
	d.Element(s, p)
	d.blk = block{}
}

// FieldsAt says the fields of the struct whose bytes, p, were read at a, within a struct
// that the caller has begun.
func (d *Dec) FieldsAt(s *Struct, p []byte, a event.Addr) {
	outer := d.blk
	d.blk = block{at: a, p: p}
	d.Fields(s, p)
	d.blk = outer
}

// FieldsBehind is FieldsAt without the first field.
func (d *Dec) FieldsBehind(s *Struct, p []byte, a event.Addr) {
	d.blk = block{at: a, p: p, pass: behind}
	d.Fields(s, p)
	d.blk = block{}
}

// StructGoing says of the element whose bytes, p, were read at a what the kernel is
// going to read.
func (d *Dec) StructGoing(s *Struct, p []byte, a event.Addr) {
	d.blk = block{at: a, p: p, pass: going}
	d.Element(s, p)
	d.blk = block{}
}

// Keep keeps the bytes that an argument's entry part has seen for its exit part. They
// are the call's: a thread may be within several, of libraries' functions.
func (d *Dec) Keep(p []byte) { d.C.Kept = append(d.C.Kept[:0], p...) }

// Kept returns them.
func (d *Dec) Kept() []byte { return d.C.Kept }

// Came reports whether StructComing has anything to say: a field that the kernel has
// written or changed.
func (d *Dec) Came(s *Struct, p, before []byte) bool {
	d.blk = block{p: p, pass: coming, before: before}
	defer func() { d.blk = block{} }()
	s = s.On(d.ABI)
	end := 0
	for i := range s.Fields {
		f := &s.Fields[i]
		off, n := s.place(d.ABI, i, end)
		if end = off + n; end > len(p) {
			break
		}
		if f.How != Hidden && (f.How != Verbose || !d.Abbrev) && (f.How != NonZero && f.How != Rare || !d.zero(f, p[off:end])) && d.wanted(s, f, p, off, n) {
			return true
		}
	}
	return false
}

// Shows reports whether s, whose bytes are p, has anything to show.
func (d *Dec) Shows(s *Struct, p []byte) bool { return d.Came(s, p, nil) }

// StructComing says of the element whose bytes, p, were read at a what the kernel has
// made of before.
func (d *Dec) StructComing(s *Struct, p, before []byte, a event.Addr) {
	d.blk = block{at: a, p: p, pass: coming, before: before}
	d.Element(s, p)
	d.blk = block{}
}

// wanted reports whether field f of s, the n bytes at off of p, is one to show.
func (d *Dec) wanted(s *Struct, f *Field, p []byte, off, n int) bool {
	switch {
	case d.blk.pass == behind && f == &s.Fields[0]:
		return false
	case d.blk.pass == going && f.Dir == OnlyOut, d.blk.pass == coming && f.Dir == OnlyIn:
		return false
	case d.blk.pass == stored:
		return d.stored(s, f, p, p[off:off+n]) && d.met(f.If, s, p)
	case d.blk.pass == coming && f.Dir == BothWays && d.top(p):
		if d.same(f, p[off:off+n], d.blk.before, off) && !d.stored(s, f, p, p[off:off+n]) {
			return false
		}
	}
	return d.met(f.If, s, p)
}

// met reports whether c holds of the struct s whose bytes are p.
func (d *Dec) met(c *Cond, s *Struct, p []byte) bool {
	for ; c != nil; c = c.And {
		if !c.holds(d.Member(s, c.Field, p)) {
			return false
		}
	}
	return true
}

// stored reports whether the kernel has stored the field f of s, whose storage is v, or
// anything where it leads.
func (d *Dec) stored(s *Struct, f *Field, p, v []byte) bool {
	switch {
	case f.Dir != BothWays:
		return f.Dir == OnlyOut
	case f.Stored != nil:
		return d.met(f.Stored, s, p) && (!f.Result || d.C.Ret > 0)
	case f.Via == ToOne, f.Via == ToPart:
		return d.storedAt(f.Sub, event.Addr(d.Number(f, v)), 1)
	case f.Via == ToMany:
		return d.storedAt(f.Sub, event.Addr(d.Number(f, v)), d.count(s, f, p))
	case f.Via == Tail && d.blk.p != nil:
		return d.storedAt(f.Sub, d.blk.addr(v), d.count(s, f, p))
	case f.Via == TailOne && d.blk.p != nil:
		return d.storedAt(f.Sub, d.blk.addr(v), 1)
	}
	return false
}

// storedAt reports whether the kernel has stored anything for one of the n elements at a.
func (d *Dec) storedAt(s *Struct, a event.Addr, n uint64) bool {
	s = s.On(d.ABI)
	if !s.stores() {
		return false
	}
	size := s.Size(d.ABI)
	for range min(n, d.Limit()) {
		mark := d.Mark()
		p := d.ReadAll(a, size)
		if p == nil {
			return false
		}
		end, found := 0, false
		for i := range s.Fields {
			f := &s.Fields[i]
			off, n := s.place(d.ABI, i, end)
			end = off + n
			found = found || d.stored(s, f, p, p[off:end]) && d.met(f.If, s, p)
		}
		d.Release(mark)
		if found {
			return true
		}
		a += event.Addr(size)
	}
	return false
}

// stores reports whether s has fields for what the kernel stores beside those for what
// it reads.
func (s *Struct) stores() bool {
	for i := range s.Fields {
		if f := &s.Fields[i]; f.Stored != nil || f.Dir == OnlyOut {
			return true
		}
	}
	return false
}

// Going says the n elements at a as the kernel is going to read them.
func (d *Dec) Going(s *Struct, a event.Addr, n uint64) { d.elements(s, a, n, going) }

// Coming says of the n elements at a what the kernel has stored for them, as a change if
// there is anything.
func (d *Dec) Coming(s *Struct, a event.Addr, n uint64) {
	if d.storedAt(s, a, n) {
		d.Changed()
		d.elements(s, a, n, stored)
	}
}

func (d *Dec) elements(s *Struct, a event.Addr, n uint64, what pass) {
	d.blk = block{pass: what}
	d.many(s, a, n, 0)
	d.blk = block{}
}

// top reports whether p is the whole block, not a struct within it.
func (d *Dec) top(p []byte) bool { return len(p) == len(d.blk.p) && cap(p) == cap(d.blk.p) }

// same reports whether field f, whose storage is p, is at off of before, too.
func (d *Dec) same(f *Field, p, before []byte, off int) bool {
	if off+len(p) > len(before) {
		return false
	}
	before = before[off : off+len(p)]
	return string(p) == string(before) || f.Width != 0 && d.Number(f, p) == d.Number(f, before)
}

func (c *Cond) holds(v uint64) bool {
	if c.Mask != 0 {
		v &= c.Mask
	}
	for _, w := range c.Vals {
		if v == w {
			return !c.Not
		}
	}
	return c.Not
}

// count returns how many elements field f of the struct s has. Of what the kernel has
// filled that is no more than it was given room for, where the same field has told that.
func (d *Dec) count(s *Struct, f *Field, p []byte) uint64 {
	n := d.Member(s, f.Len, p)
	if by, _ := d.find(s, f.Len, p); by != nil && by.Dir != OnlyOut && d.blk.pass == coming && d.blk.before != nil && d.top(p) {
		n = min(n, d.Member(s, f.Len, d.blk.before))
	}
	if f.Result && d.C.Done {
		n = min(n, uint64(max(d.C.Ret, 0)))
	}
	return n
}

// follow says what field f of s, whose storage is v, leads to.
func (d *Dec) follow(s *Struct, f *Field, p, v []byte) {
	at := event.Addr(0)
	switch {
	case f.Via < Tail:
		at = event.Addr(d.Number(f, v))
	case d.blk.p != nil:
		at = d.blk.addr(v)
	}
	if f.Stored != nil && !d.C.Done && d.met(f.Stored, s, p) {
		d.Addr(at)
		return
	}
	n := d.count(s, f, p)
	if f.How == Brief && d.Abbrev && n > 0 {
		d.Array()
		d.More()
		d.EndArray()
		return
	}
	outer, mark := d.blk, d.Mark()
	d.blk.before = nil
	if d.blk.pass == coming && f.Dir == BothWays && f.Sub != nil && f.Sub.On(d.ABI).stores() {
		d.blk.pass = stored
	}
	if d.blk.pass == stored && (f.Stored != nil || f.Dir == OnlyOut) {
		d.blk.pass = whole
	}
	switch f.Via {
	case ToOne, TailOne:
		d.one(f.Sub, at, f.Sub.Size(d.ABI))
	case ToPart:
		d.one(f.Sub, at, int(min(n, uint64(f.Sub.Size(d.ABI)))))
	case ToMany, Tail:
		d.many(f.Sub, at, n, uint64(f.N))
	case ToBytes, TailBytes:
		d.Bytes(at, n)
	case TailText:
		d.textAt(at, n)
	case ToText:
		d.String(at)
	}
	d.Release(mark)
	d.blk = outer
}

// textAt says the string at a, in n bytes.
func (d *Dec) textAt(a event.Addr, n uint64) {
	p := d.Read(a, int(min(n, uint64(d.O.StrLen)+1)))
	if p == nil && n > 0 {
		d.Addr(a)
		return
	}
	ShowChars(d, nil, p)
}

// few bounds arrays that stand in elements of arrays.
const few = 32

// one says the element at a, of which n bytes are there.
func (d *Dec) one(s *Struct, a event.Addr, n int) {
	p := d.ReadAll(a, n)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.blk.at, d.blk.p = a, p
	d.Element(s, p)
}

// many says the n elements at a, of which no more than room can be there if that is
// not 0.
func (d *Dec) many(s *Struct, a event.Addr, n, room uint64) {
	size := s.Size(d.ABI)
	limit := d.Limit()
	if room != 0 {
		limit = min(limit, room)
	}
	if d.nested > 0 {
		n = min(n, few)
	}
	d.nested++
	at := a
	d.ArrayMax(a, n, limit, size, func(d *Dec, p []byte) {
		d.blk.at, d.blk.p = at, p
		at += event.Addr(size)
		d.Element(s, p)
	})
	d.nested--
}

// Single reports whether s is a single number: one field without a name.
func (s *Struct) Single() bool {
	return len(s.Fields) == 1 && s.Fields[0].Name == "" && s.Fields[0].N == 0
}

// Element says an element whose bytes are p: a struct, or its only field where that has
// no name.
func (d *Dec) Element(s *Struct, p []byte) {
	if s = s.On(d.ABI); len(s.Fields) == 1 && s.Fields[0].Name == "" {
		if s.Fields[0].Via != NotFollowed {
			d.follow(s, &s.Fields[0], p, p)
			return
		}
		d.field(&s.Fields[0], p)
		return
	}
	d.StructIn(s, p)
}
