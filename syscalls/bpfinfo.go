package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What BPF_OBJ_GET_INFO_BY_FD tells of an object. Which struct that is follows from
// what the descriptor is. All are laid out alike on all ABIs (linux/bpf.h).

// bpfInfoMax is room for the largest of them, with zeros behind what there is of it.
const bpfInfoMax = 256

// keepBpfInfo keeps the struct as it is when the call begins: it says how much room
// there is for arrays and strings. attr is the attribute.
func keepBpfInfo(d *Dec, attr []byte) {
	mark := d.Mark()
	n := min(uint32In(attr[4:]), bpfInfoMax)
	d.Keep(d.Read(event.Addr(binary.LittleEndian.Uint64(attr[8:])), int(n)))
	d.Release(mark)
}

// showInfoFD keeps what the descriptor is for showBpfInfo.
func showInfoFD(d *Dec, f *ctype.Field, p []byte) {
	fd := int32(d.Number(f, p))
	d.FD(fd)
	d.C.Saved[3] = bpfNone
	if d.O.Objects == nil || d.Abbrev || !d.Deref {
		return
	}
	switch string(d.O.Objects.Anonymous(d.TID, fd)) {
	case "bpf-map":
		d.C.Saved[3] = bpfMap
	case "bpf-prog":
		d.C.Saved[3] = bpfProg
	case "btf":
		d.C.Saved[3] = bpfBTF
	case "bpf_link", "bpf-link": // since Linux 6.10, before
		d.C.Saved[3] = bpfLink
	}
}

const (
	bpfNone = iota
	bpfMap
	bpfProg
	bpfBTF
	bpfLink
)

// showBpfInfo shows the struct. What strace knows is shown even if the call has failed.
func showBpfInfo(d *Dec, f *ctype.Field, q []byte) {
	a, size, kind := event.Addr(d.Number(f, q)), d.C.Saved[1], d.C.Saved[3]
	if kind == bpfNone || size == 0 || size > pageSize || kind >= bpfBTF && d.C.Errno != 0 {
		d.Addr(a)
		return
	}
	mark := d.Mark()
	defer d.Release(mark)
	p := d.Alloc(bpfInfoMax)
	clear(p)
	n := int(min(size, bpfInfoMax))
	if d.Mem.ReadMem(a, p[:n]) != n {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	info := &bpfInfos[kind]
	known := bpfFields(d, &info.s, info.groups, p, 0, size)
	if kind == bpfLink && size > uint64(known) {
		known += sayBpfLink(d, uint32In(p), p[known:n])
	}
	bpfExtra(d, a, uint64(known), size)
	d.EndStruct()
}

// bpfFollow says what the field f of the struct s, whose storage is v, leads to: as much
// as there was room for and as there is. p is the struct. The length of instructions
// stands before another member, but is said here.
func bpfFollow(d *Dec, s *ctype.Struct, f *ctype.Field, p, v []byte) {
	if f.Sub == &bpfXlated {
		d.FieldOf(s, f.Len, p)
	}
	d.Field(f.Name)
	a := event.Addr(d.Number(f, v))
	n := min(d.Member(s, f.Len, p), d.Member(s, f.Len, d.Kept()))
	switch {
	case f.Via == ctype.ToText:
		d.String(a)
	case f.Via == ctype.ToBytes:
		d.BytesHex(a, n)
	case f.Sub == &bpfXlated:
		d.ArrayOf(a, n/bpfInsnSize, bpfInsnSize, ebpfInsn)
	default:
		d.ArrayOf(a, n, f.Sub.Size(d.ABI), func(d *Dec, p []byte) { d.Element(f.Sub, p) })
	}
}

// showCame shows a number of a struct with information, which the call may have changed.
func showCame(d *Dec, f *ctype.Field, p []byte) {
	off, now := bpfInfoMax-cap(p), d.Number(f, p)
	was := now
	if k := d.Kept(); off+len(p) <= len(k) {
		was = d.Number(f, k[off:])
	}
	if was == now {
		d.Buf.Uint(now)
		return
	}
	d.InOut()
	d.Buf.Uint(was)
	d.Changed()
	d.Buf.Uint(now)
	d.EndInOut()
}

// showSinceBoot shows a number of nanoseconds since the machine has started, and the
// second that it means.
func showSinceBoot(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Buf.Uint(v)
	if t := d.O.Boot + int64(v); d.O.Boot != 0 && t > 0 && !d.Numbers() {
		d.Date(t/1e9, 0)
	}
}

// bpfXlated are instructions, of which the length is in bytes.
var bpfXlated = ctype.Struct{Fields: []ctype.Field{ctype.Data("", bpfInsnSize)}}

var (
	bpfIDs   = ctype.Struct{Fields: []ctype.Field{ctype.Num("", ctype.U32)}}
	bpfWords = ctype.Struct{Fields: []ctype.Field{ctype.Hex("", ctype.U64)}}
)

// A bpfInfo is a struct, and where the groups of its members begin (see bpfAttr).
type bpfInfo struct {
	s      ctype.Struct
	groups []uint8
}

var bpfInfos = [...]bpfInfo{
	bpfMap: {s: ctype.Struct{CName: "bpf_map_info", Fields: []ctype.Field{
		ctype.Enum("type", ctype.U32, &xlat.BpfMapTypes),
		ctype.Num("id", ctype.U32),
		ctype.Num("key_size", ctype.U32),
		ctype.Num("value_size", ctype.U32),
		ctype.Num("max_entries", ctype.U32),
		ctype.Flags("map_flags", ctype.U32, &xlat.BpfMapFlags),
		ctype.Text("name", 16),
		ctype.Interface("ifindex", ctype.U32),
		ctype.Num("btf_vmlinux_value_type_id", ctype.U32),
		ctype.As("netns_dev", ctype.AU64, showDevice),
		ctype.Num("netns_ino", ctype.AU64),
		ctype.Num("btf_id", ctype.U32),
		ctype.Num("btf_key_type_id", ctype.U32),
		ctype.Num("btf_value_type_id", ctype.U32),
		{Name: "btf_vmlinux_id", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "map_extra", Kind: ctype.AU64, How: ctype.NonZero},
		{Name: "hash", Kind: ctype.AU64, Via: ctype.ToBytes, Len: "hash_size", How: ctype.NonZero},
		{Name: "hash_size", Kind: ctype.U32, Show: showCame, How: ctype.NonZero},
		ctype.Pad(ctype.U32, 1),
	}}, groups: []uint8{24, 40, 64}},
	bpfProg: {s: ctype.Struct{CName: "bpf_prog_info", Fields: []ctype.Field{
		ctype.Enum("type", ctype.U32, &xlat.BpfProgTypes),
		ctype.Num("id", ctype.U32),
		ctype.As("tag", ctype.AU64, showTag),
		ctype.As("jited_prog_len", ctype.U32, showCame),
		{Name: "xlated_prog_len", Kind: ctype.U32, Show: showCame, How: ctype.Elided},
		{Name: "jited_prog_insns", Kind: ctype.AU64, Via: ctype.ToBytes, Len: "jited_prog_len"},
		{Name: "xlated_prog_insns", Kind: ctype.AU64, Via: ctype.ToMany, Len: "xlated_prog_len", Sub: &bpfXlated},
		ctype.As("load_time", ctype.AU64, showSinceBoot),
		ctype.Num("created_by_uid", ctype.U32),
		ctype.As("nr_map_ids", ctype.U32, showCame),
		{Name: "map_ids", Kind: ctype.AU64, Via: ctype.ToMany, Len: "nr_map_ids", Sub: &bpfIDs},
		ctype.Text("name", 16),
		ctype.Interface("ifindex", ctype.U32),
		ctype.Bits("gpl_compatible", ctype.U32, 0, 1),
		ctype.As("netns_dev", ctype.AU64, showDevice),
		ctype.Num("netns_ino", ctype.AU64),
		ctype.As("nr_jited_ksyms", ctype.U32, showCame),
		ctype.As("nr_jited_func_lens", ctype.U32, showCame),
		ctype.As("jited_ksyms", ctype.AU64, showAddr),
		ctype.As("jited_func_lens", ctype.AU64, showAddr),
		ctype.Num("btf_id", ctype.U32),
		ctype.As("func_info_rec_size", ctype.U32, showCame),
		ctype.As("func_info", ctype.AU64, showAddr),
		ctype.As("nr_func_info", ctype.U32, showCame),
		ctype.As("nr_line_info", ctype.U32, showCame),
		ctype.As("line_info", ctype.AU64, showAddr),
		ctype.As("jited_line_info", ctype.AU64, showAddr),
		ctype.As("nr_jited_line_info", ctype.U32, showCame),
		ctype.As("line_info_rec_size", ctype.U32, showCame),
		ctype.As("jited_line_info_rec_size", ctype.U32, showCame),
		ctype.As("nr_prog_tags", ctype.U32, showCame),
		ctype.As("prog_tags", ctype.AU64, showAddr),
		ctype.Num("run_time_ns", ctype.AU64),
		ctype.Num("run_cnt", ctype.AU64),
		ctype.Num("recursion_misses", ctype.AU64),
		ctype.Num("verified_insns", ctype.U32),
		{Name: "attach_btf_obj_id", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "attach_btf_id", Kind: ctype.U32, How: ctype.NonZero},
		ctype.Pad(ctype.U32, 1),
	}}, groups: []uint8{40, 80, 104, 128, 192, 208, 216}},
	bpfBTF: {s: ctype.Struct{CName: "bpf_btf_info", Fields: []ctype.Field{
		{Name: "btf", Kind: ctype.AU64, Via: ctype.ToBytes, Len: "btf_size"},
		ctype.As("btf_size", ctype.U32, showCame),
		ctype.Num("id", ctype.U32),
		{Name: "name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("name_len", ctype.U32, showCame),
		ctype.Num("kernel_btf", ctype.U32),
	}}, groups: []uint8{16}},
	bpfLink: {s: ctype.Struct{Fields: []ctype.Field{
		ctype.Enum("type", ctype.U32, &xlat.BpfLinkTypes),
		ctype.Num("id", ctype.U32),
		ctype.Num("prog_id", ctype.U32),
		ctype.Pad(ctype.U32, 1),
	}}},
}

// showTag shows the 8 bytes of a program's tag.
func showTag(d *Dec, f *ctype.Field, p []byte) { d.Hexed(p, false) }
