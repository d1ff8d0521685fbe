package syscalls

import (
	"strconv"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Directory entries: records of varying length, each of which says where the
// next one is.

// dirent64 is the beginning of linux_dirent64; the name follows.
var dirent64 = ctype.Struct{CName: "linux_dirent64", Fields: []ctype.Field{
	ctype.Num("d_ino", ctype.U64),
	ctype.Num("d_off", ctype.U64), // signed in the header
	ctype.Num("d_reclen", ctype.U16),
	ctype.Enum("d_type", ctype.U8, &xlat.DirentTypes),
}}

// dirent is the beginning of linux_dirent; the name follows, and the entry's
// type in the record's last byte.
var dirent = ctype.Struct{CName: "linux_dirent", Fields: []ctype.Field{
	ctype.Num("d_ino", ctype.Ulong),
	ctype.Num("d_off", ctype.Ulong),
	ctype.Num("d_reclen", ctype.U16),
}}

func sayDirents(d *Dec, a *Arg, i int)   { sayEntries(d, d.C.Ptr(i), Return(d.C), false) }
func sayDirents64(d *Dec, a *Arg, i int) { sayEntries(d, d.C.Ptr(i), Return(d.C), true) }

// An entry is a record in a directory's bytes.
type entry struct {
	p    []byte // the bytes of it that there are
	size int    // how many it says to have
	head int    // how many it has before its name
}

// entryIn returns the record that p begins with. It is not whole where p does not
// hold what stands before the name.
func entryIn(d *Dec, p []byte, wide bool) (e entry, whole bool) {
	s := &dirent
	if wide {
		s = &dirent64
	}
	at, _ := s.Offset(d.ABI, "d_reclen")
	e.head = at + 2
	if wide {
		e.head++ // d_type
	}
	if len(p) < e.head {
		return e, false
	}
	e.size = int(p[at]) | int(p[at+1])<<8
	e.p = p[:min(len(p), max(e.size, e.head))]
	return e, true
}

// odd says in a comment by how much the length of an entry is too small or too
// large. It is the last one then.
func (e *entry) odd(d *Dec, label string) bool {
	switch {
	case e.size < e.head:
		entryNote(d, label, e.head-e.size, " bytes underflow")
	case e.size > len(e.p):
		entryNote(d, label, e.size-len(e.p), " bytes overflow")
	default:
		return false
	}
	return true
}

func entryNote(d *Dec, label string, n int, what string) {
	if d.JSON() {
		return
	}
	d.BeginComment()
	d.B = append(d.B, label...)
	d.B = strconv.AppendInt(d.B, int64(n), 10)
	d.B = append(d.B, what...)
	d.EndComment()
}

// sayEntries says the entries in the n bytes at a. Abbreviated it is their
// number.
func sayEntries(d *Dec, a event.Addr, n uint64, wide bool) {
	p := d.ReadAll(a, int(min(n, 1<<30)))
	switch {
	case n != 0 && p == nil || !d.Deref:
		d.Addr(a)
		if a != 0 && d.Deref && d.Abbrev && !d.JSON() {
			d.Count(0, true, "entries")
		}
	case d.Abbrev && !d.JSON():
		d.Addr(a)
		countEntries(d, p, wide)
	default:
		d.Array()
		allEntries(d, p, wide)
		d.EndArray()
	}
}

func countEntries(d *Dec, p []byte, wide bool) {
	count := uint64(0)
	for len(p) > 0 {
		e, whole := entryIn(d, p, wide)
		if !whole {
			break
		}
		count++
		p = p[len(e.p):]
		if e.odd(d, "d_reclen ") {
			if e.size > e.head {
				p = nil
			}
			break
		}
	}
	d.Count(count, len(p) > 0, "entries")
}

func allEntries(d *Dec, p []byte, wide bool) {
	for len(p) > 0 {
		e, whole := entryIn(d, p, wide)
		if !whole {
			d.Hexed(p, false)
			return
		}
		if e.say(d, wide) {
			return
		}
		p = p[len(e.p):]
	}
}

// say says an entry, of which the last byte is the type if it is not wide. It
// reports whether its length is odd.
func (e *entry) say(d *Dec, wide bool) (odd bool) {
	s, name := &dirent, e.p[e.head:]
	if wide {
		s = &dirent64
	}
	d.Buf.Struct()
	d.FieldOf(s, "d_ino", e.p)
	d.FieldOf(s, "d_off", e.p)
	d.FieldOf(s, "d_reclen", e.p)
	odd = e.odd(d, "")
	if wide {
		d.FieldOf(s, "d_type", e.p)
	} else if len(name) > 0 {
		name = name[:len(name)-1]
	}
	if len(name) > 0 {
		d.Field("d_name")
		ctype.ShowChars(d, nil, name)
	}
	if !wide && len(e.p) > e.head {
		d.Field("d_type")
		d.Enum(&xlat.DirentTypes, uint64(e.p[len(e.p)-1]))
	}
	d.EndStruct()
	return odd
}

// oldDirent is the beginning of what readdir fills in; the name follows.
var oldDirent = ctype.Struct{CName: "compat_old_linux_dirent", Fields: []ctype.Field{
	ctype.Num("d_ino", ctype.U32),
	ctype.Num("d_off", ctype.U32),
	ctype.Num("d_reclen", ctype.U16),
}}

// sayOldDirent says the entry that readdir has read, in which d_reclen is the
// length of the name.
func sayOldDirent(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	const head = 10
	p := d.ReadAll(at, head)
	if d.C.Ret == 0 || p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	n := d.Member(&oldDirent, "d_reclen", p)
	d.Buf.Struct()
	d.Fields(&oldDirent, p)
	d.Field("d_name")
	d.Bytes(at+head, min(n, 256))
	d.EndStruct()
}

// notOne2 reports that register 2 is not 1, the number of entries that readdir
// reads whatever it is asked for.
func notOne2(c *event.Call) bool { return c.Uint(2) != 1 }
