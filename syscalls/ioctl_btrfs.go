package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// What btrfs's commands have that annotations cannot say (linux/btrfs.h).

// sayBtrfsSubvol says the flags of a subvolume, which are said without brackets.
func sayBtrfsSubvol(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 8)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Flags(&xlat.BtrfsSubvol, ctype.U64.Number(d.ABI, p))
}

// showBtrfsTime shows a moment, with its date.
func showBtrfsTime(d *Dec, f *ctype.Field, p []byte) {
	d.StructIn(f.Sub, p)
	d.Date(int64(d.Member(f.Sub, "sec", p)), d.Member(f.Sub, "nsec", p))
}

var btrfsKey = ctype.Struct{CName: "btrfs_ioctl_search_key", Fields: []ctype.Field{
	ctype.Enum("tree_id", ctype.U64, &xlat.BtrfsObject),
	ctype.Enum("min_objectid", ctype.U64, &xlat.BtrfsObject),
	ctype.Enum("max_objectid", ctype.U64, &xlat.BtrfsObject),
	ctype.Enum("min_offset", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("max_offset", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("min_transid", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("max_transid", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("min_type", ctype.U32, &xlat.BtrfsKeys),
	ctype.Enum("max_type", ctype.U32, &xlat.BtrfsKeys),
	ctype.Num("nr_items", ctype.U32),
	ctype.Pad(ctype.U32, 1),
	ctype.Pad(ctype.U64, 4),
}}

var btrfsHeader = ctype.Struct{CName: "btrfs_ioctl_search_header", Fields: []ctype.Field{
	ctype.Enum("transid", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("objectid", ctype.U64, &xlat.BtrfsObject),
	ctype.Enum("offset", ctype.U64, &xlat.BtrfsNumbers),
	ctype.Enum("type", ctype.U32, &xlat.BtrfsKeys),
	ctype.Num("len", ctype.U32),
}}

const eOverflow = 75 // EOVERFLOW (asm-generic/errno.h)

// btrfsArgs is the size of struct btrfs_ioctl_search_args.
const btrfsArgs = 4096

var btrfsStats = ctype.Struct{CName: "btrfs_ioctl_get_dev_stats", Fields: []ctype.Field{
	ctype.As("devid", ctype.U64, showDevice),
	ctype.Num("nr_items", ctype.U64),
	ctype.Flags("flags", ctype.U64, &xlat.BtrfsDevStats),
	{Name: "values", Kind: ctype.U64, N: 5, How: ctype.Hidden},
	{Name: "unused", Kind: ctype.U64, N: 121, How: ctype.Hidden},
}}

// sayBtrfsStats says what a device has failed in, counted by kinds.
func sayBtrfsStats(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), btrfsStats.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, d.C.Ptr(i), p) {
			return
		}
		d.InOut()
		d.StructIn(&btrfsStats, p)
		return
	}
	if p != nil && d.C.Errno == 0 {
		d.Changed()
		d.Buf.Struct()
		d.FieldOf(&btrfsStats, "nr_items", p)
		d.FieldOf(&btrfsStats, "flags", p)
		d.BareField("values")
		sayBtrfsCounts(d, p)
		d.EndStruct()
	}
	d.EndInOut()
}

func sayBtrfsCounts(d *Dec, p []byte) {
	values := p[24 : 24+5*8]
	n := d.Member(&btrfsStats, "nr_items", p)
	d.Array()
	for k := uint64(0); k < n; k++ {
		if len(values) == 0 {
			d.More()
			break
		}
		name, _ := xlat.BtrfsDevStat.Lookup(d.ABI, k)
		d.Index(k, name, xlat.BtrfsDevStat.Unknown)
		d.Uint(binary.LittleEndian.Uint64(values))
		d.EndIndex()
		values = values[8:]
	}
	d.EndArray()
}

// showBtrfsCompat shows flags of which none has a name yet.
func showBtrfsCompat(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Hex(v)
	if v != 0 && d.Options().Const == emit.Names {
		d.Comment("BTRFS_FEATURE_COMPAT_???")
	}
}

// btrfsSupported is what the structs stand for that BTRFS_IOC_GET_SUPPORTED_FEATURES
// stores.
var btrfsSupported = [...]string{"supported", "safe to set", "safe to clear"}

func sayBtrfsSupported(d *Dec, _ *Arg, i int) {
	size := ioBtrfsIoctlFeatureFlags.Size(d.ABI)
	p := d.ReadAll(d.C.Ptr(i), len(btrfsSupported)*size)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Array()
	for k, what := range btrfsSupported {
		d.StructIn(&ioBtrfsIoctlFeatureFlags, p[k*size:][:size])
		d.Comment(what)
	}
	d.EndArray()
}

func sayBtrfsSearch(d *Dec, _ *Arg, i int)  { sayBtrfsTree(d, i, false) }
func sayBtrfsSearch2(d *Dec, _ *Arg, i int) { sayBtrfsTree(d, i, true) }

// sayBtrfsTree says what is searched for, and on exit what has been found: items that
// each begin with a header, in a buffer whose size stands before it in the second form.
func sayBtrfsTree(d *Dec, i int, sized bool) {
	at := d.C.Ptr(i)
	head := btrfsKey.Size(d.ABI)
	key := head
	if sized {
		head += 8
	}
	p := d.ReadAll(at, head)
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.Buf.Struct()
		d.Field("key")
		d.StructIn(&btrfsKey, p[:key])
		if sized {
			d.Field("buf_size")
			d.Uint(binary.LittleEndian.Uint64(p[key:]))
		}
		d.EndStruct()
		return
	}
	if d.C.Errno == eOverflow && p != nil && sized { // the size that it takes
		d.Changed()
		d.Buf.Struct()
		d.Field("buf_size")
		d.Uint(binary.LittleEndian.Uint64(p[key:]))
		d.EndStruct()
	}
	if d.C.Errno == 0 && p != nil {
		size := uint64(btrfsArgs - head)
		d.Changed()
		d.Buf.Struct()
		d.Field("key")
		d.Buf.Struct()
		d.FieldOf(&btrfsKey, "nr_items", p[:key])
		d.EndStruct()
		if sized {
			size = binary.LittleEndian.Uint64(p[key:])
			d.Field("buf_size")
			d.Uint(size)
		}
		if d.Abbrev {
			d.More()
		} else {
			d.Field("buf")
			btrfsFound(d, at+event.Addr(head), size, d.Member(&btrfsKey, "nr_items", p[:key]))
		}
		d.EndStruct()
	}
	d.EndInOut()
}

// btrfsFound says the headers of n items at a, in size bytes. The length of an item is
// the data's behind its header.
func btrfsFound(d *Dec, a event.Addr, size, n uint64) {
	step := uint64(btrfsHeader.Size(d.ABI))
	mark := d.Mark()
	d.Array()
	for k := uint64(0); k < n && size >= step; k++ {
		p := d.ReadAll(a, int(step))
		if k >= uint64(d.O.StrLen) || p == nil {
			d.More()
			if p == nil {
				d.FaultAt(a)
			}
			break
		}
		d.StructIn(&btrfsHeader, p)
		next := step + d.Member(&btrfsHeader, "len", p)
		d.Release(mark)
		if next > size {
			if k+1 < n {
				d.More()
			}
			break
		}
		a += event.Addr(next)
		size -= next
	}
	d.EndArray()
}
