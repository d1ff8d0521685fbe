package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
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
	ctype.Num("min_offset", ctype.U64),
	ctype.Num("max_offset", ctype.U64),
	ctype.Num("min_transid", ctype.U64),
	ctype.Num("max_transid", ctype.U64),
	ctype.Num("min_type", ctype.U32),
	ctype.Num("max_type", ctype.U32),
	ctype.Num("nr_items", ctype.U32),
	ctype.Pad(ctype.U32, 1),
	ctype.Pad(ctype.U64, 4),
}}

var btrfsHeader = ctype.Struct{CName: "btrfs_ioctl_search_header", Fields: []ctype.Field{
	ctype.Num("transid", ctype.U64),
	ctype.Num("objectid", ctype.U64),
	ctype.Num("offset", ctype.U64),
	ctype.Num("type", ctype.U32),
	ctype.Num("len", ctype.U32),
}}

const eOverflow = 75 // EOVERFLOW (asm-generic/errno.h)

// btrfsArgs is the size of struct btrfs_ioctl_search_args.
const btrfsArgs = 4096

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
		if p == nil || !d.Deref {
			d.Addr(at)
			d.Settled = true
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
			break
		}
		a += event.Addr(next)
		size -= next
	}
	d.EndArray()
}
