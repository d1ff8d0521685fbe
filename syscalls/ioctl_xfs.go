package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
)

// Those of xfs's commands that move arrays (fs/xfs/libxfs/xfs_fs.h). An i386 program's
// layouts are those of its compiler; the kernel converts (fs/xfs/xfs_ioctl32.c).

// xfsRequest begins what is said of a command whose struct t the kernel reads and
// stores: it returns the struct where the caller is to show its fields, on exit only
// after success. Else everything has been said.
func xfsRequest(d *Dec, i int, t *ctype.Struct) []byte {
	p := d.ReadAll(d.C.Ptr(i), t.Size(d.ABI))
	switch {
	case !d.C.Done && (p == nil || !d.Deref):
		d.Addr(d.C.Ptr(i))
		d.Settled = true
	case !d.C.Done:
		d.InOut()
		return p
	case d.C.Errno == 0 && p != nil:
		d.Changed()
		return p
	default:
		d.EndInOut()
	}
	return nil
}

// xfsRequested ends what xfsRequest began.
func xfsRequested(d *Dec) {
	if d.C.Done {
		d.EndInOut()
	}
}

func fieldsOf(d *Dec, t *ctype.Struct, p []byte, names []string) {
	for _, name := range names {
		d.FieldOf(t, name, p)
	}
}

// An xfsMap is how the extents of a file are asked for: an array whose first element
// is the request, and on exit tells of how many more have been stored.
type xfsMap struct {
	t                 *ctype.Struct
	ask, head, extent []string
}

var (
	xfsBmap  = xfsMap{&ioGetbmap, []string{"bmv_offset", "bmv_length", "bmv_count"}, []string{"bmv_offset", "bmv_length", "bmv_entries"}, []string{"bmv_offset", "bmv_block", "bmv_length"}}
	xfsBmapx = xfsMap{&ioGetbmapx, []string{"bmv_offset", "bmv_length", "bmv_count", "bmv_iflags"}, []string{"bmv_offset", "bmv_length", "bmv_entries"}, []string{"bmv_offset", "bmv_block", "bmv_length", "bmv_oflags"}}
)

func sayXfsBmap(d *Dec, _ *Arg, i int)  { xfsBmap.say(d, i) }
func sayXfsBmapx(d *Dec, _ *Arg, i int) { xfsBmapx.say(d, i) }

func (m *xfsMap) say(d *Dec, i int) {
	p := xfsRequest(d, i, m.t)
	if p == nil {
		return
	}
	if !d.C.Done {
		d.Buf.Struct()
		fieldsOf(d, m.t, p, m.ask)
		d.EndStruct()
		return
	}
	names, n := m.head, max(int32(d.Member(m.t, "bmv_entries", p)), 0)
	d.ArrayOf(d.C.Ptr(i), uint64(n)+1, len(p), func(d *Dec, p []byte) {
		d.Buf.Struct()
		fieldsOf(d, m.t, p, names)
		d.EndStruct()
		names = m.extent
	})
	xfsRequested(d)
}

func sayXfsBstat(d *Dec, _ *Arg, i int)    { sayXfsBulk(d, i, 0, &ioXfsBstat) }
func sayXfsBstatOne(d *Dec, _ *Arg, i int) { sayXfsBulk(d, i, 1, &ioXfsBstat) }
func sayXfsInogrp(d *Dec, _ *Arg, i int)   { sayXfsBulk(d, i, 0, &ioXfsInogrp) }

// sayXfsBulk says a request for inodes after lastip, which goes on with the last of
// them. How many there are stands where ocount points to; if it does not, n is known.
func sayXfsBulk(d *Dec, i int, n uint64, of *ctype.Struct) {
	t := &ioXfsFsopBulkreq
	p := xfsRequest(d, i, t)
	if p == nil {
		return
	}
	d.Buf.Struct()
	d.Field("lastip")
	d.ArrayOf(event.Addr(d.Member(t, "lastip", p)), 1, 8, func(d *Dec, p []byte) { d.Uint(ctype.U64.Number(d.ABI, p)) })
	if !d.C.Done {
		fieldsOf(d, t, p, []string{"icount", "ubuffer", "ocount"})
		d.EndStruct()
		return
	}
	ocount := event.Addr(d.Member(t, "ocount", p))
	stored := d.ReadAll(ocount, 4)
	if stored != nil {
		n = min(ctype.U32.Number(d.ABI, stored), d.Member(t, "icount", p))
	}
	d.Field("ubuffer")
	if stored != nil || n > 0 {
		xfsFound(d, event.Addr(d.Member(t, "ubuffer", p)), n, of)
	} else {
		d.ValueOf(t, "ubuffer", p)
	}
	d.Field("ocount")
	d.ArrayOf(ocount, 1, 4, func(d *Dec, p []byte) { d.Int(int64(ctype.S32.Number(d.ABI, p))) })
	d.EndStruct()
	xfsRequested(d)
}

// xfsFound says n structs at a.
func xfsFound(d *Dec, a event.Addr, n uint64, of *ctype.Struct) {
	d.ArrayOf(a, n, of.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(of, p) })
}

func sayXfsBulkstat(d *Dec, _ *Arg, i int) { sayXfsInodes(d, i, "bulkstat", &ioXfsBulkstat) }
func sayXfsInumbers(d *Dec, _ *Arg, i int) { sayXfsInodes(d, i, "inumbers", &ioXfsInumbers) }

// sayXfsInodes says a request of version 5, which the array called name follows.
func sayXfsInodes(d *Dec, i int, name string, of *ctype.Struct) {
	t := &ioXfsBulkIreq
	p := xfsRequest(d, i, t)
	if p == nil {
		return
	}
	d.Buf.Struct()
	d.Field("hdr")
	d.Buf.Struct()
	if !d.C.Done {
		fieldsOf(d, t, p, []string{"ino", "flags", "icount", "agno"})
		d.EndStruct()
		d.EndStruct()
		return
	}
	fieldsOf(d, t, p, []string{"ino", "ocount"})
	d.EndStruct()
	d.Field(name)
	xfsFound(d, d.C.Ptr(i)+event.Addr(len(p)), min(d.Member(t, "ocount", p), d.Member(t, "icount", p)), of)
	d.EndStruct()
	xfsRequested(d)
}

// nameMax is the kernel's limit for a name in a directory (linux/limits.h, NAME_MAX).
const nameMax = 255

func sayXfsParents(d *Dec, _ *Arg, i int) {
	if p := xfsRequest(d, i, &ioXfsGetparents); p != nil {
		xfsParents(d, p)
		xfsRequested(d)
	}
}

func sayXfsParentsOf(d *Dec, _ *Arg, i int) {
	t := &ioXfsGetparentsByHandle
	p := xfsRequest(d, i, t)
	if p == nil {
		return
	}
	d.Buf.Struct()
	if !d.C.Done {
		d.FieldOf(t, "gph_handle", p)
	}
	d.Field("gph_request")
	xfsParents(d, p[len(p)-ioXfsGetparents.Size(d.ABI):])
	d.EndStruct()
	xfsRequested(d)
}

// xfsParents says where a search for a file's parents stands, and on exit the parents.
func xfsParents(d *Dec, p []byte) {
	t := &ioXfsGetparents
	d.Buf.Struct()
	if !d.C.Done {
		fieldsOf(d, t, p, []string{"gp_cursor", "gp_iflags", "gp_bufsize", "gp_buffer"})
	} else {
		fieldsOf(d, t, p, []string{"gp_cursor", "gp_oflags"})
		d.Field("gp_buffer")
		xfsParentsIn(d, event.Addr(d.Member(t, "gp_buffer", p)), d.Member(t, "gp_bufsize", p))
	}
	d.EndStruct()
}

// xfsParentsIn says the records in a buffer of n bytes at a. Each tells its length; the
// kernel ends the last one where the buffer does (fs/xfs/xfs_handle.c).
func xfsParentsIn(d *Dec, a event.Addr, n uint64) {
	t := &ioXfsGetparentsRec
	head := uint64(t.Size(d.ABI))
	mark := d.Mark()
	d.Array()
	for k := 0; n > head; k++ {
		p := d.ReadAll(a, int(head))
		if k >= d.O.StrLen || p == nil {
			d.More()
			if p == nil {
				d.FaultAt(a)
			}
			break
		}
		size := d.Member(t, "gpr_reclen", p)
		if size <= head || size > n {
			break
		}
		d.Buf.Struct()
		fieldsOf(d, t, p, []string{"gpr_parent", "gpr_reclen"})
		d.Field("gpr_name")
		d.PathN(a+event.Addr(head), int(min(size-head, nameMax)))
		d.EndStruct()
		d.Release(mark)
		a += event.Addr(size)
		n -= size
	}
	d.EndArray()
}

// showXfsLink shows where a symbolic link leads: as many bytes as the call returned.
func showXfsLink(d *Dec, f *ctype.Field, p []byte) {
	d.Bytes(event.Addr(d.Number(f, p)), Return(d.C))
}
