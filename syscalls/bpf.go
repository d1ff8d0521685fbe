package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// A bpfAttr is the member of union bpf_attr (linux/bpf.h) that a command of
// bpf(2) takes. A program built for an older kernel passes a shorter one: what
// came later is shown in groups, each if the size goes beyond its beginning.
type bpfAttr struct {
	outer  string // name of the struct within the union, if it has one
	s      ctype.Struct
	groups []uint8 // where groups begin
	count  uint8   // where the length of what a pointer points to is
	update uint8   // where the kernel stores a number; 0: nowhere
}

// bpfAttrs are indexed by command.
var bpfAttrs = [...]bpfAttr{
	0: {s: ctype.Struct{Mask: "map_flags", Fields: []ctype.Field{ // BPF_MAP_CREATE
		ctype.Enum("map_type", ctype.U32, &xlat.BpfMapTypes),
		ctype.Num("key_size", ctype.U32),
		ctype.Num("value_size", ctype.U32),
		ctype.Num("max_entries", ctype.U32),
		ctype.Flags("map_flags", ctype.U32, &xlat.BpfMapFlags),
		ctype.FD("inner_map_fd"),
		{Name: "numa_node", Kind: ctype.U32, Need: 4}, // BPF_F_NUMA_NODE
		{Name: "map_name", Kind: ctype.Chars, N: 16, Show: showBpfName},
		ctype.Interface("map_ifindex", ctype.U32),
		ctype.FD("btf_fd"),
		ctype.Num("btf_key_type_id", ctype.U32),
		ctype.Num("btf_value_type_id", ctype.U32),
		ctype.Num("btf_vmlinux_value_type_id", ctype.U32),
		ctype.Num("map_extra", ctype.AU64),
	}}, groups: []uint8{16, 20, 24, 28, 44, 48, 60, 64}},
	1: {s: ctype.Struct{Fields: bpfElem}, groups: []uint8{24}}, // BPF_MAP_LOOKUP_ELEM
	2: {s: ctype.Struct{Fields: bpfElem}, groups: []uint8{24}}, // BPF_MAP_UPDATE_ELEM
	3: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_MAP_DELETE_ELEM
		ctype.FD("map_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("key", ctype.AU64, showAddr),
	}}},
	4: {s: ctype.Struct{Fields: bpfNextKey}}, // BPF_MAP_GET_NEXT_KEY
	5: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_LOAD
		ctype.Enum("prog_type", ctype.U32, &xlat.BpfProgTypes),
		ctype.Num("insn_cnt", ctype.U32),
		ctype.As("insns", ctype.AU64, showBpfInsns),
		ctype.As("license", ctype.AU64, showStringAt),
		ctype.Num("log_level", ctype.U32),
		ctype.Num("log_size", ctype.U32),
		ctype.As("log_buf", ctype.AU64, showAddr),
		ctype.As("kern_version", ctype.U32, showKernelVersion),
		ctype.Flags("prog_flags", ctype.U32, &xlat.BpfProgFlags),
		{Name: "prog_name", Kind: ctype.Chars, N: 16, Show: showBpfName},
		ctype.Interface("prog_ifindex", ctype.U32),
		ctype.Enum("expected_attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.FD("prog_btf_fd"),
		ctype.Num("func_info_rec_size", ctype.U32),
		ctype.As("func_info", ctype.AU64, showAddr),
		ctype.Num("func_info_cnt", ctype.U32),
		ctype.Num("line_info_rec_size", ctype.U32),
		ctype.As("line_info", ctype.AU64, showAddr),
		ctype.Num("line_info_cnt", ctype.U32),
		ctype.Num("attach_btf_id", ctype.U32),
		ctype.FD("attach_prog_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("fd_array", ctype.AU64, showAddr),
	}}, groups: []uint8{24, 40, 44, 48, 64, 68, 72, 108, 112, 120}, count: 4},
	6: {s: ctype.Struct{Fields: bpfObj}, groups: []uint8{12}}, // BPF_OBJ_PIN
	7: {s: ctype.Struct{Fields: bpfObj}, groups: []uint8{12}}, // BPF_OBJ_GET
	8: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_ATTACH
		ctype.FD("target_fd"),
		ctype.FD("attach_bpf_fd"),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Flags("attach_flags", ctype.U32, &xlat.BpfAttachFlags),
		ctype.FD("replace_bpf_fd"),
	}}, groups: []uint8{16}},
	9: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_DETACH
		ctype.FD("target_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
	}}},
	10: {outer: "test", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_TEST_RUN
		ctype.FD("prog_fd"),
		ctype.Num("retval", ctype.U32),
		ctype.Num("data_size_in", ctype.U32),
		ctype.Num("data_size_out", ctype.U32),
		ctype.As("data_in", ctype.AU64, showAddr),
		ctype.As("data_out", ctype.AU64, showAddr),
		ctype.Num("repeat", ctype.U32),
		ctype.Num("duration", ctype.U32),
		ctype.Num("ctx_size_in", ctype.U32),
		ctype.Num("ctx_size_out", ctype.U32),
		ctype.As("ctx_in", ctype.AU64, showAddr),
		ctype.As("ctx_out", ctype.AU64, showAddr),
		ctype.Flags("flags", ctype.U32, &xlat.BpfTestFlags),
		ctype.Num("cpu", ctype.U32),
		ctype.Num("batch_size", ctype.U32),
	}}, groups: []uint8{40, 64, 72}},
	11: {s: ctype.Struct{Fields: bpfNextID}, groups: []uint8{8}, update: 4}, // BPF_PROG_GET_NEXT_ID
	12: {s: ctype.Struct{Fields: bpfNextID}, groups: []uint8{8}, update: 4}, // BPF_MAP_GET_NEXT_ID
	13: {s: ctype.Struct{Fields: bpfProgID}, groups: []uint8{8}},            // BPF_PROG_GET_FD_BY_ID
	14: {s: ctype.Struct{Fields: bpfMapID}, groups: []uint8{8}},             // BPF_MAP_GET_FD_BY_ID
	15: {outer: "info", s: ctype.Struct{Fields: []ctype.Field{ // BPF_OBJ_GET_INFO_BY_FD
		ctype.FD("bpf_fd"),
		ctype.As("info_len", ctype.U32, showUpdated),
		ctype.As("info", ctype.AU64, showAddr),
	}}, update: 4},
	16: {outer: "query", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_QUERY
		ctype.FD("target_fd"),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Flags("query_flags", ctype.U32, &xlat.BpfQueryFlags),
		ctype.Flags("attach_flags", ctype.U32, &xlat.BpfAttachFlags),
		ctype.As("prog_ids", ctype.AU64, showBpfIDs),
		ctype.As("prog_cnt", ctype.U32, showUpdated),
	}}, count: 24, update: 24},
	17: {outer: "raw_tracepoint", s: ctype.Struct{Fields: []ctype.Field{ // BPF_RAW_TRACEPOINT_OPEN
		ctype.As("name", ctype.AU64, showStringAt),
		ctype.FD("prog_fd"),
	}}},
	18: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_BTF_LOAD
		ctype.As("btf", ctype.AU64, showCounted),
		ctype.As("btf_log_buf", ctype.AU64, showAddr),
		ctype.Num("btf_size", ctype.U32),
		ctype.Num("btf_log_size", ctype.U32),
		ctype.Num("btf_log_level", ctype.U32),
	}}, count: 16},
	19: {s: ctype.Struct{Fields: []ctype.Field{ctype.Num("btf_id", ctype.U32)}}}, // BPF_BTF_GET_FD_BY_ID
	20: {outer: "task_fd_query", s: ctype.Struct{Fields: []ctype.Field{ // BPF_TASK_FD_QUERY
		ctype.PID("pid"),
		ctype.FD("fd"),
		ctype.Num("flags", ctype.U32),
		ctype.As("buf_len", ctype.U32, showUpdated),
		ctype.As("buf", ctype.AU64, showTaskBuf),
		ctype.Num("prog_id", ctype.U32),
		ctype.Enum("fd_type", ctype.U32, &xlat.BpfTaskFdTypes),
		ctype.Hex("probe_offset", ctype.AU64),
		ctype.Hex("probe_addr", ctype.AU64),
	}}, count: 12, update: 12},
	21: {s: ctype.Struct{Fields: bpfElem}, groups: []uint8{24}},               // BPF_MAP_LOOKUP_AND_DELETE_ELEM
	22: {s: ctype.Struct{Fields: []ctype.Field{ctype.FD("map_fd")}}},          // BPF_MAP_FREEZE
	23: {s: ctype.Struct{Fields: bpfNextID}, groups: []uint8{8}, update: 4},   // BPF_BTF_GET_NEXT_ID
	24: {outer: "batch", s: ctype.Struct{Fields: bpfBatchLookup}, update: 32}, // BPF_MAP_LOOKUP_BATCH
	25: {outer: "batch", s: ctype.Struct{Fields: bpfBatchLookup}, update: 32}, // BPF_MAP_LOOKUP_AND_DELETE_BATCH
	26: {outer: "batch", s: ctype.Struct{Fields: bpfBatchUpdate}, update: 32}, // BPF_MAP_UPDATE_BATCH
	27: {outer: "batch", s: ctype.Struct{Fields: bpfBatchDelete}, update: 32}, // BPF_MAP_DELETE_BATCH
	28: {outer: "link_create", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_CREATE
		ctype.FD("prog_fd"),
		ctype.FD("target_fd"),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Hex("flags", ctype.U32),
	}}},
	29: {outer: "link_update", s: ctype.Struct{Mask: "flags", Fields: []ctype.Field{ // BPF_LINK_UPDATE
		ctype.FD("link_fd"),
		ctype.FD("new_prog_fd"),
		ctype.Flags("flags", ctype.U32, &xlat.BpfAttachFlags),
		{Name: "old_prog_fd", Kind: ctype.S32, Show: ctype.ShowFD, Need: 4}, // BPF_F_REPLACE
	}}},
	30: {s: ctype.Struct{Fields: []ctype.Field{ctype.Num("link_id", ctype.U32)}}},                                           // BPF_LINK_GET_FD_BY_ID
	31: {s: ctype.Struct{Fields: bpfNextID}, groups: []uint8{8}, update: 4},                                                 // BPF_LINK_GET_NEXT_ID
	32: {outer: "enable_stats", s: ctype.Struct{Fields: []ctype.Field{ctype.Enum("type", ctype.U32, &xlat.BpfStatsTypes)}}}, // BPF_ENABLE_STATS
	33: {outer: "iter_create", s: ctype.Struct{Fields: []ctype.Field{ctype.FD("link_fd"), ctype.Hex("flags", ctype.U32)}}},  // BPF_ITER_CREATE
	34: {outer: "link_detach", s: ctype.Struct{Fields: []ctype.Field{ctype.FD("link_fd")}}},                                 // BPF_LINK_DETACH
	35: {outer: "prog_bind_map", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_BIND_MAP
		ctype.FD("prog_fd"),
		ctype.FD("map_fd"),
		ctype.Hex("flags", ctype.U32),
	}}},
	36: {outer: "token_create", s: ctype.Struct{Fields: []ctype.Field{ctype.Hex("flags", ctype.U32), ctype.FD("bpffs_fd")}}}, // BPF_TOKEN_CREATE
}

// What several commands share.
var (
	bpfElem = []ctype.Field{
		ctype.FD("map_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("key", ctype.AU64, showAddr),
		ctype.As("value", ctype.AU64, showAddr),
		ctype.Flags("flags", ctype.AU64, &xlat.BpfElemFlags),
	}
	bpfNextKey = []ctype.Field{
		ctype.FD("map_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("key", ctype.AU64, showAddr),
		ctype.As("next_key", ctype.AU64, showAddr),
	}
	bpfObj = []ctype.Field{
		ctype.As("pathname", ctype.AU64, showPathAt),
		ctype.FD("bpf_fd"),
		ctype.Flags("file_flags", ctype.U32, &xlat.BpfFileFlags),
	}
	bpfNextID = []ctype.Field{
		ctype.Num("start_id", ctype.U32),
		ctype.As("next_id", ctype.U32, showUpdated),
		ctype.Flags("open_flags", ctype.U32, &xlat.BpfFileFlags),
	}
	bpfProgID = []ctype.Field{
		ctype.Num("prog_id", ctype.U32),
		ctype.As("next_id", ctype.U32, showUpdated),
		ctype.Flags("open_flags", ctype.U32, &xlat.BpfFileFlags),
	}
	bpfMapID = []ctype.Field{
		ctype.Num("map_id", ctype.U32),
		ctype.As("next_id", ctype.U32, showUpdated),
		ctype.Flags("open_flags", ctype.U32, &xlat.BpfFileFlags),
	}
	bpfBatchLookup = []ctype.Field{
		ctype.As("in_batch", ctype.AU64, showAddr),
		ctype.As("out_batch", ctype.AU64, showAddr),
		ctype.As("keys", ctype.AU64, showAddr),
		ctype.As("values", ctype.AU64, showAddr),
		ctype.Num("count", ctype.U32),
		ctype.FD("map_fd"),
		ctype.Flags("elem_flags", ctype.AU64, &xlat.BpfElemFlags),
		ctype.Hex("flags", ctype.AU64),
	}
	bpfBatchUpdate = []ctype.Field{
		ctype.Pad(ctype.AU64, 2),
		ctype.As("keys", ctype.AU64, showAddr),
		ctype.As("values", ctype.AU64, showAddr),
		ctype.Num("count", ctype.U32),
		ctype.FD("map_fd"),
		ctype.Flags("elem_flags", ctype.AU64, &xlat.BpfElemFlags),
		ctype.Hex("flags", ctype.AU64),
	}
	bpfBatchDelete = []ctype.Field{
		ctype.Pad(ctype.AU64, 2),
		ctype.As("keys", ctype.AU64, showAddr),
		ctype.Pad(ctype.AU64, 1),
		ctype.Num("count", ctype.U32),
		ctype.FD("map_fd"),
		ctype.Flags("elem_flags", ctype.AU64, &xlat.BpfElemFlags),
		ctype.Hex("flags", ctype.AU64),
	}
)

// bpfArg is the attribute of a command that reads it, bpfOutArg that of one that
// also stores into it and is shown when it has ended.
func bpfArg() Arg      { return Arg{Name: "uattr", Fn: sayBpfAttr} }
func bpfOutArg() Arg   { return Arg{Name: "uattr", Fn: sayBpfAttrOut, Phase: InOut} }
func bpfBatchArg() Arg { return Arg{Name: "uattr", Fn: sayBpfBatch, Phase: InOut} }

// bpfs are the commands that return a descriptor or store something.
var bpfs = Switch{Arg: 0, Cases: []Case{
	{V: 0, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD},  // BPF_MAP_CREATE
	{V: 5, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD},  // BPF_PROG_LOAD
	{V: 7, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD},  // BPF_OBJ_GET
	{V: 11, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_PROG_GET_NEXT_ID
	{V: 12, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_MAP_GET_NEXT_ID
	{V: 13, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_PROG_GET_FD_BY_ID
	{V: 14, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_MAP_GET_FD_BY_ID
	{V: 15, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_OBJ_GET_INFO_BY_FD
	{V: 16, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_PROG_QUERY
	{V: 17, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_RAW_TRACEPOINT_OPEN
	{V: 18, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_BTF_LOAD
	{V: 19, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_BTF_GET_FD_BY_ID
	{V: 20, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_TASK_FD_QUERY
	{V: 23, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_BTF_GET_NEXT_ID
	{V: 24, Args: []Arg{bpfBatchArg(), unum("size")}},        // BPF_MAP_LOOKUP_BATCH
	{V: 25, Args: []Arg{bpfBatchArg(), unum("size")}},        // BPF_MAP_LOOKUP_AND_DELETE_BATCH
	{V: 26, Args: []Arg{bpfBatchArg(), unum("size")}},        // BPF_MAP_UPDATE_BATCH
	{V: 27, Args: []Arg{bpfBatchArg(), unum("size")}},        // BPF_MAP_DELETE_BATCH
	{V: 28, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_LINK_CREATE
	{V: 30, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_LINK_GET_FD_BY_ID
	{V: 31, Args: []Arg{bpfOutArg(), unum("size")}},          // BPF_LINK_GET_NEXT_ID
	{V: 32, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_ENABLE_STATS
	{V: 33, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_ITER_CREATE
	{V: 36, Args: []Arg{bpfArg(), unum("size")}, Ret: RetFD}, // BPF_TOKEN_CREATE
}}

// bpfAttrMax is the size of the largest member of union bpf_attr that is known.
const bpfAttrMax = 152

// bpfRead reads the attribute, with zeros after the size that was passed; attr is
// nil for a command that is not known or where nothing can be read.
func bpfRead(d *Dec, i int) (attr *bpfAttr, p []byte, size uint64) {
	cmd := d.C.Uint(0)
	size = uint64(d.C.Uint(i + 1))
	p = d.Alloc(bpfAttrMax)
	clear(p)
	n := int(min(size, bpfAttrMax))
	if cmd >= uint32(len(bpfAttrs)) || n == 0 || d.C.Ptr(i) == 0 || d.Mem.ReadMem(d.C.Ptr(i), p[:n]) != n || !d.Deref {
		return nil, nil, size
	}
	return &bpfAttrs[cmd], p, size
}

func sayBpfAttr(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	if attr == nil {
		d.Addr(d.C.Ptr(i))
		return
	}
	bpfStruct(d, attr, p, size, d.C.Ptr(i))
}

// sayBpfAttrOut keeps what the call may change and says all when it has ended.
func sayBpfAttrOut(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	switch {
	case !d.C.Done && attr != nil:
		d.C.Saved[2] = 1<<32 | uint64(binary.LittleEndian.Uint32(p[attr.update:]))
	case !d.C.Done:
	case attr == nil:
		d.Addr(d.C.Ptr(i))
	default:
		bpfStruct(d, attr, p, size, d.C.Ptr(i))
	}
}

// sayBpfBatch says the attribute, then how many elements it was.
func sayBpfBatch(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	if !d.C.Done {
		d.InOut()
		if attr == nil {
			d.Addr(d.C.Ptr(i))
			return
		}
		d.C.Saved[3] = 1<<32 | uint64(binary.LittleEndian.Uint32(p[attr.update:]))
		bpfStruct(d, attr, p, size, d.C.Ptr(i))
		return
	}
	if attr != nil && d.C.Saved[3] != 0 {
		if now := binary.LittleEndian.Uint32(p[attr.update:]); uint64(now) != d.C.Saved[3]&(1<<32-1) {
			d.Changed()
			d.Buf.Struct()
			d.Field(attr.outer)
			d.Buf.Struct()
			d.Field("count")
			d.Buf.Uint(uint64(now))
			d.EndStruct()
			d.EndStruct()
		}
	}
	d.EndInOut()
}

// bpfStruct says the attribute p of the given size at a.
func bpfStruct(d *Dec, attr *bpfAttr, p []byte, size uint64, a event.Addr) {
	d.C.Saved[1] = uint64(binary.LittleEndian.Uint32(p[attr.count:]))
	d.Buf.Struct()
	if attr.outer != "" {
		d.Field(attr.outer)
		d.Buf.Struct()
	}
	valid := ^uint64(0)
	if attr.s.Mask != "" {
		valid = d.Member(&attr.s, attr.s.Mask, p)
	}
	off := 0
	for k := range attr.s.Fields {
		f := &attr.s.Fields[k]
		n, align := f.Layout(d.ABI)
		off = (off + align - 1) &^ (align - 1)
		v := p[off : off+n]
		start := bpfGroup(attr.groups, off)
		off += n
		if f.How == ctype.Hidden || start > 0 && size <= uint64(start) || f.Need != 0 && f.Need&valid == 0 {
			continue
		}
		d.One(f, v)
	}
	if attr.outer != "" {
		d.EndStruct()
	}
	if bpfMore(d, a, uint64(off), size) {
		d.More()
	}
	d.EndStruct()
}

// bpfGroup returns where the group begins that a member at off belongs to.
func bpfGroup(groups []uint8, off int) (start int) {
	for _, g := range groups {
		if int(g) <= off {
			start = int(g)
		}
	}
	return start
}

// bpfMore reports whether an attribute has anything beyond what is known of it.
func bpfMore(d *Dec, a event.Addr, known, size uint64) bool {
	if size <= known {
		return false
	}
	mark := d.Mark()
	p := d.Read(a+event.Addr(known), int(min(size-known, pageSize)))
	var any byte
	for _, c := range p {
		any |= c
	}
	d.Release(mark)
	return any != 0
}

// showUpdated shows a number that the call may have changed.
func showUpdated(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	was := d.C.Saved[2]
	if was == 0 || was&(1<<32-1) == v {
		d.Buf.Uint(v)
		return
	}
	d.InOut()
	d.Buf.Uint(was & (1<<32 - 1))
	d.Changed()
	d.Buf.Uint(v)
	d.EndInOut()
}

// showBpfName shows a name that has to end within its field: BPF_OBJ_NAME_LEN.
func showBpfName(d *Dec, f *ctype.Field, p []byte) {
	n := bytes.IndexByte(p, 0)
	if n < 0 {
		d.Str(p[:min(len(p)-1, d.O.StrLen)], true)
		return
	}
	d.Str(p[:min(n, d.O.StrLen)], n > d.O.StrLen)
}

func showStringAt(d *Dec, f *ctype.Field, p []byte) { d.String(event.Addr(d.Number(f, p))) }
func showPathAt(d *Dec, f *ctype.Field, p []byte)   { d.Path(event.Addr(d.Number(f, p))) }
func showCounted(d *Dec, f *ctype.Field, p []byte) {
	d.Bytes(event.Addr(d.Number(f, p)), d.C.Saved[1])
}

// showTaskBuf shows a name that the kernel has stored, as much of it as there is
// room for.
func showTaskBuf(d *Dec, f *ctype.Field, p []byte) {
	n := d.C.Saved[1]
	if was := d.C.Saved[2] & (1<<32 - 1); was < n {
		n = was
	}
	d.StringN(event.Addr(d.Number(f, p)), int(min(n, 1<<16)))
}

func showBpfIDs(d *Dec, f *ctype.Field, p []byte) {
	d.ArrayOf(event.Addr(d.Number(f, p)), d.C.Saved[1], 4, func(d *Dec, p []byte) {
		d.Buf.Uint(uint64(binary.LittleEndian.Uint32(p)))
	})
}

// showKernelVersion shows a version as LINUX_VERSION_CODE has it (linux/version.h).
func showKernelVersion(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Macro("KERNEL_VERSION")
	d.Buf.Uint(v >> 16)
	d.Buf.Uint(v >> 8 & 0xff)
	d.Buf.Uint(v & 0xff)
	d.EndMacro()
}

// showBpfInsns shows a program of eBPF.
func showBpfInsns(d *Dec, f *ctype.Field, p []byte) {
	a := event.Addr(d.Number(f, p))
	if d.Abbrev {
		d.Addr(a)
		return
	}
	d.ArrayOf(a, d.C.Saved[1], bpfInsnSize, ebpfInsn)
}

func ebpfInsn(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("code")
	code := uint64(p[0])
	d.BeginFlags(code)
	d.FlagEnum(&xlat.EbpfClasses, code&bpfClass)
	switch code & bpfClass {
	case 4, 7: // BPF_ALU, BPF_ALU64
		d.FlagEnum(&xlat.BpfSources, code&bpfSrc)
		d.FlagEnum(&xlat.EbpfAluOps, code&bpfOp)
	case 5, 6: // BPF_JMP, BPF_JMP32
		d.FlagEnum(&xlat.BpfSources, code&bpfSrc)
		d.FlagEnum(&xlat.EbpfJmpOps, code&bpfOp)
	default:
		d.FlagEnum(&xlat.BpfSizes, code&bpfSize)
		d.FlagEnum(&xlat.EbpfModes, code&bpfMode)
	}
	d.EndFlags()
	d.Field("dst_reg")
	d.Enum(&xlat.BpfRegs, uint64(p[1]&15))
	d.Field("src_reg")
	d.Enum(&xlat.BpfRegs, uint64(p[1]>>4))
	d.Field("off")
	d.Buf.Int(int64(int16(binary.LittleEndian.Uint16(p[2:]))))
	d.Field("imm")
	d.Hex(uint64(binary.LittleEndian.Uint32(p[4:])))
	d.EndStruct()
}
