package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// FS_IOC_FIEMAP and FIDEDUPERANGE, whose structs end in arrays (linux/fiemap.h,
// linux/fs.h).

var fiemapFields = []ctype.Field{
	ctype.Num("fm_start", ctype.U64),
	ctype.Num("fm_length", ctype.U64),
	ctype.Flags("fm_flags", ctype.U32, &xlat.FiemapFlags),
	ctype.Num("fm_mapped_extents", ctype.U32),
	ctype.Num("fm_extent_count", ctype.U32),
	ctype.Pad(ctype.U32, 1),
}

var (
	fiemapIn  = ctype.Struct{CName: "fiemap", Fields: fiemapFields, Order: []string{"fm_start", "fm_length", "fm_flags", "fm_extent_count"}}
	fiemapOut = ctype.Struct{CName: "fiemap", Fields: fiemapFields, Order: []string{"fm_flags", "fm_mapped_extents"}}
)

var fiemapExtent = ctype.Struct{CName: "fiemap_extent", Fields: []ctype.Field{
	ctype.Num("fe_logical", ctype.U64),
	ctype.Num("fe_physical", ctype.U64),
	ctype.Num("fe_length", ctype.U64),
	ctype.Pad(ctype.U64, 2),
	ctype.Flags("fe_flags", ctype.U32, &xlat.FiemapExtents),
	ctype.Pad(ctype.U32, 3),
}}

func sayFiemap(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	size := fiemapIn.Size(d.ABI)
	p := d.ReadAll(at, size)
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.StructIn(&fiemapIn, p)
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.Fields(&fiemapOut, p)
		if d.Abbrev {
			d.More()
		} else {
			d.Field("fm_extents")
			d.ArrayOf(at+event.Addr(size), d.Member(&fiemapOut, "fm_mapped_extents", p), fiemapExtent.Size(d.ABI),
				func(d *Dec, p []byte) { d.StructIn(&fiemapExtent, p) })
		}
		d.EndStruct()
	}
	d.EndInOut()
}

var dedupeRange = ctype.Struct{CName: "file_dedupe_range", Fields: []ctype.Field{
	ctype.Num("src_offset", ctype.U64),
	ctype.Num("src_length", ctype.U64),
	ctype.Num("dest_count", ctype.U16),
	ctype.Pad(ctype.U16, 1),
	ctype.Pad(ctype.U32, 1),
}}

var dedupeInfoFields = []ctype.Field{
	ctype.As("dest_fd", ctype.S64, ctype.ShowFD),
	ctype.Num("dest_offset", ctype.U64),
	ctype.Num("bytes_deduped", ctype.U64),
	ctype.Num("status", ctype.S32),
	ctype.Pad(ctype.U32, 1),
}

var (
	dedupeInfo    = ctype.Struct{CName: "file_dedupe_range_info", Fields: dedupeInfoFields, Order: []string{"dest_fd", "dest_offset"}}
	dedupeInfoOut = ctype.Struct{CName: "file_dedupe_range_info", Fields: dedupeInfoFields, Order: []string{"bytes_deduped", "status"}}
)

func sayDedupe(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	size := dedupeRange.Size(d.ABI)
	p := d.ReadAll(at, size)
	if p == nil || !d.Deref {
		if !d.C.Done {
			d.Addr(at)
			d.Settled = true
		} else {
			d.EndInOut()
		}
		return
	}
	n := binary.LittleEndian.Uint16(p[16:])
	if !d.C.Done {
		d.InOut()
		d.Buf.Struct()
		d.Fields(&dedupeRange, p)
		dedupeInfos(d, at+event.Addr(size), n, &dedupeInfo)
		d.EndStruct()
		return
	}
	if d.C.Errno == 0 && n > 0 {
		d.Changed()
		d.Buf.Struct()
		dedupeInfos(d, at+event.Addr(size), n, &dedupeInfoOut)
		d.EndStruct()
	}
	d.EndInOut()
}

// dedupeInfos says the destinations; two of them where structs are abbreviated.
func dedupeInfos(d *Dec, at event.Addr, n uint16, t *ctype.Struct) {
	const few = 2
	d.Field("info")
	size := t.Size(d.ABI)
	if !d.Abbrev || n <= few {
		d.ArrayOf(at, uint64(n), size, func(d *Dec, p []byte) { d.StructIn(t, p) })
		return
	}
	d.Array()
	for i := range few {
		d.Struct(t, at+event.Addr(i*size))
	}
	d.More()
	d.EndArray()
}
