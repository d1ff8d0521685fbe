package syscalls

import (
	"bytes"

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

// sayEntries says the entries in the n bytes at a. Abbreviated it is their
// number.
func sayEntries(d *Dec, a event.Addr, n uint64, wide bool) {
	head := 2*d.ABI.PtrSize() + 2
	if wide {
		head = 19
	}
	p := d.ReadAll(a, int(min(n, 1<<30)))
	if n != 0 && p == nil || !d.Deref {
		d.Addr(a)
		if a != 0 && d.Deref && d.Abbrev && !d.JSON() {
			d.Count(0, true, "entries")
		}
		return
	}
	if d.Abbrev && !d.JSON() {
		d.Addr(a)
		count := uint64(0)
		r, rest := record(p, head)
		for ; r != nil; r, rest = record(rest, head) {
			count++
		}
		d.Count(count, len(rest) > 0, "entries")
		return
	}
	d.Array()
	r, rest := record(p, head)
	for ; r != nil; r, rest = record(rest, head) {
		d.Buf.Struct()
		name := r[head:]
		if wide {
			d.Fields(&dirent64, r)
		} else {
			d.Fields(&dirent, r)
			name = name[:max(len(name)-1, 0)]
		}
		d.Field("d_name")
		if i := bytes.IndexByte(name, 0); i >= 0 {
			name = name[:i]
		}
		d.Str(name, false)
		if !wide {
			d.Field("d_type")
			d.Enum(&xlat.DirentTypes, uint64(r[len(r)-1]))
		}
		d.EndStruct()
	}
	if len(rest) > 0 {
		d.More()
	}
	d.EndArray()
}

// record splits the first entry off p; where there is none, or not all of it, r
// is nil and rest p. The length of an
// entry is in the last two bytes before those of its type and name.
func record(p []byte, head int) (r, rest []byte) {
	at := head - 2
	if head == 19 {
		at = 16
	}
	if len(p) < head {
		return nil, p
	}
	n := int(p[at]) | int(p[at+1])<<8
	if n < head || n > len(p) {
		return nil, p
	}
	return p[:n], p[n:]
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
