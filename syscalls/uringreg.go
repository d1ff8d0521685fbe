package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What io_uring_register(2) takes for the operations that came with Linux 6.0
// and later (linux/io_uring.h and linux/io_uring/*.h).

var (
	uringSyncCancel = ctype.Struct{CName: "io_uring_sync_cancel_reg", Fields: []ctype.Field{
		ctype.Hex("addr", ctype.U64),
		ctype.FD("fd"),
		ctype.Flags("flags", ctype.U32, &xlat.UringCancel),
		ctype.Sub("timeout", &Timespec64),
		ctype.Enum("opcode", ctype.U8, &xlat.UringOps),
		{Name: "pad", Kind: ctype.U8, N: 7, Show: ctype.ShowHex, How: ctype.NonZero},
		{Name: "pad2", Kind: ctype.U64, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringSlots = ctype.Struct{CName: "io_uring_file_index_range", Fields: []ctype.Field{
		ctype.Num("off", ctype.U32),
		ctype.Num("len", ctype.U32),
		ctype.HexNZ("resv", ctype.U64),
	}}
	uringBufStatus = ctype.Struct{CName: "io_uring_buf_status", Fields: []ctype.Field{
		ctype.Num("buf_group", ctype.U32),
		{Name: "head", Kind: ctype.U32, How: ctype.Hidden},
		{Name: "resv", Kind: ctype.U32, N: 8, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringBufHead = ctype.Struct{CName: "io_uring_buf_status", Fields: []ctype.Field{
		ctype.Pad(ctype.U32, 1),
		ctype.Num("head", ctype.U32),
		ctype.Pad(ctype.U32, 8),
	}}
	uringNapi = ctype.Struct{CName: "io_uring_napi", Fields: []ctype.Field{
		ctype.Num("busy_poll_to", ctype.U32),
		ctype.Num("prefer_busy_poll", ctype.U8),
		ctype.Enum("opcode", ctype.U8, &xlat.UringNapiOps),
		{Name: "pad", Kind: ctype.U8, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
		ctype.Num("op_param", ctype.U32),
		ctype.HexNZ("resv", ctype.U32),
	}}
	uringClock = ctype.Struct{CName: "io_uring_clock_register", Fields: []ctype.Field{
		ctype.Enum("clockid", ctype.U32, &xlat.Clocks),
		{Name: "__resv", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringClone = ctype.Struct{CName: "io_uring_clone_buffers", Fields: []ctype.Field{
		ctype.FD("src_fd"),
		ctype.Flags("flags", ctype.U32, &xlat.UringClone),
		ctype.Num("src_off", ctype.U32),
		ctype.Num("dst_off", ctype.U32),
		ctype.Num("nr", ctype.U32),
		{Name: "pad", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringMemRegion = ctype.Struct{CName: "io_uring_mem_region_reg", Fields: []ctype.Field{
		ctype.As("region_uptr", ctype.U64, showRegion),
		ctype.Flags("flags", ctype.U64, &xlat.UringMemRegion),
		{Name: "__resv", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringRegion = ctype.Struct{CName: "io_uring_region_desc", Fields: []ctype.Field{
		ctype.As("user_addr", ctype.U64, showAddr64),
		ctype.Num("size", ctype.U64),
		ctype.Flags("flags", ctype.U32, &xlat.UringRegion),
		ctype.Num("id", ctype.U32),
		ctype.Hex("mmap_offset", ctype.U64),
		{Name: "__resv", Kind: ctype.U64, N: 4, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
)

// Receiving without copying (linux/io_uring/zcrx.h).
var (
	zcrxOffsets = ctype.Struct{CName: "io_uring_zcrx_offsets", Fields: []ctype.Field{
		ctype.Num("head", ctype.U32),
		ctype.Num("tail", ctype.U32),
		ctype.Num("rqes", ctype.U32),
		ctype.HexNZ("__resv2", ctype.U32),
		{Name: "__resv", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxIfq = ctype.Struct{CName: "io_uring_zcrx_ifq_reg", Fields: []ctype.Field{
		ctype.Interface("if_idx", ctype.U32),
		ctype.Num("if_rxq", ctype.U32),
		ctype.Num("rq_entries", ctype.U32),
		ctype.Flags("flags", ctype.U32, &xlat.ZcrxRegFlags),
		ctype.As("area_ptr", ctype.U64, showZcrxArea),
		ctype.As("region_ptr", ctype.U64, showRegion),
		ctype.Sub("offsets", &zcrxOffsets),
		ctype.Num("zcrx_id", ctype.U32),
		ctype.Num("rx_buf_len", ctype.U32),
		{Name: "event_desc", Kind: ctype.U64, Show: showZcrxEvents, How: ctype.NonZero},
		{Name: "__resv", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxArea = ctype.Struct{CName: "io_uring_zcrx_area_reg", Fields: []ctype.Field{
		ctype.As("addr", ctype.U64, showAddr64),
		ctype.Num("len", ctype.U64),
		ctype.Hex("rq_area_token", ctype.U64),
		ctype.Flags("flags", ctype.U32, &xlat.ZcrxAreaFlags),
		{Name: "dmabuf_fd", Kind: ctype.U32, Show: ctype.ShowFD, How: ctype.NonZero},
		{Name: "__resv2", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxEvents = ctype.Struct{CName: "zcrx_event_desc", Fields: []ctype.Field{
		ctype.Hex("user_data", ctype.U64),
		ctype.Flags("type_mask", ctype.U32, &xlat.ZcrxEventMask),
		ctype.Flags("flags", ctype.U32, &xlat.ZcrxEventFlags),
		ctype.Num("stats_offset", ctype.U64),
		{Name: "__resv2", Kind: ctype.U64, N: 9, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxCtrl = ctype.Struct{CName: "zcrx_ctrl", Fields: []ctype.Field{
		ctype.Num("zcrx_id", ctype.U32),
		ctype.Enum("op", ctype.U32, &xlat.ZcrxCtrls),
		{Name: "__resv", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
		{Name: "zc_export", Kind: ctype.U8, N: 48, How: ctype.Hidden},
	}}
	zcrxExport = ctype.Struct{CName: "zcrx_ctrl_export", Fields: []ctype.Field{
		{Name: "zcrx_fd", Kind: ctype.U32, Show: ctype.ShowFD},
		{Name: "__resv1", Kind: ctype.U32, N: 11, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxFlush = ctype.Struct{CName: "zcrx_ctrl_flush_rq", Fields: []ctype.Field{
		{Name: "__resv", Kind: ctype.U64, N: 6, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxArm = ctype.Struct{CName: "zcrx_ctrl_arm_event", Fields: []ctype.Field{
		ctype.Enum("event_type", ctype.U32, &xlat.ZcrxEvents),
		{Name: "__resv", Kind: ctype.U32, N: 11, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	zcrxAddArea = ctype.Struct{CName: "zcrx_ctrl_add_area", Fields: []ctype.Field{
		ctype.As("area_ptr", ctype.U64, showZcrxArea),
		{Name: "__resv", Kind: ctype.U64, N: 5, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
)

// Questions about what the kernel can do (linux/io_uring/query.h), and filters
// of operations (linux/io_uring/bpf_filter.h).
var (
	uringQuery = ctype.Struct{CName: "io_uring_query_hdr", Fields: []ctype.Field{
		ctype.As("next_entry", ctype.U64, showAddr64),
		ctype.As("query_data", ctype.U64, showAddr64),
		ctype.Enum("query_op", ctype.U32, &xlat.UringQueries),
		ctype.Num("size", ctype.U32),
		{Name: "result", Kind: ctype.S32, Show: showNegErrno},
		{Name: "__resv", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringQueryOpcodes = ctype.Struct{CName: "io_uring_query_opcode", Fields: []ctype.Field{
		ctype.Num("nr_request_opcodes", ctype.U32),
		ctype.Num("nr_register_opcodes", ctype.U32),
		ctype.Flags("feature_flags", ctype.U64, &xlat.UringFeatures),
		ctype.Flags("ring_setup_flags", ctype.U64, &xlat.UringSetup),
		ctype.Flags("enter_flags", ctype.U64, &xlat.UringEnter),
		ctype.Flags("sqe_flags", ctype.U64, &xlat.UringSqeFlags),
		ctype.Num("nr_query_opcodes", ctype.U32),
		ctype.HexNZ("__pad", ctype.U32),
	}}
	uringQueryZcrx = ctype.Struct{CName: "io_uring_query_zcrx", Fields: []ctype.Field{
		ctype.Flags("register_flags", ctype.U64, &xlat.ZcrxRegFlags),
		ctype.Flags("area_flags", ctype.U64, &xlat.ZcrxAreaFlags),
		ctype.Num("nr_ctrl_opcodes", ctype.U32),
		ctype.Flags("features", ctype.U32, &xlat.ZcrxFeatures),
		ctype.Num("rq_hdr_size", ctype.U32),
		ctype.Num("rq_hdr_alignment", ctype.U32),
		ctype.HexNZ("__resv2", ctype.U64),
	}}
	uringQueryScq = ctype.Struct{CName: "io_uring_query_scq", Fields: []ctype.Field{
		ctype.Num("hdr_size", ctype.U64),
		ctype.Num("hdr_alignment", ctype.U64),
	}}
	uringQueryEvents = ctype.Struct{CName: "io_uring_query_zcrx_event", Fields: []ctype.Field{
		ctype.Flags("event_flags", ctype.U32, &xlat.ZcrxEventFlags),
		ctype.Num("stats_size", ctype.U32),
		ctype.Num("stats_off_alignment", ctype.U32),
		ctype.HexNZ("__resv1", ctype.U32),
		{Name: "__resv2", Kind: ctype.U64, N: 4, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringBpf = ctype.Struct{CName: "io_uring_bpf", Fields: []ctype.Field{
		ctype.Enum("cmd_type", ctype.U16, &xlat.UringBpfCmds),
		ctype.HexNZ("cmd_flags", ctype.U16),
		ctype.HexNZ("resv", ctype.U32),
		ctype.Sub("filter", &uringBpfFilter),
	}}
	uringBpfFilter = ctype.Struct{CName: "io_uring_bpf_filter", Fields: []ctype.Field{
		ctype.Enum("opcode", ctype.U32, &xlat.UringOps),
		ctype.Flags("flags", ctype.U32, &xlat.UringBpfFlags),
		ctype.Num("filter_len", ctype.U32),
		ctype.Num("pdu_size", ctype.U8),
		{Name: "resv", Kind: ctype.U8, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
		ctype.As("filter_ptr", ctype.U64, showAddr64),
		{Name: "resv2", Kind: ctype.U64, N: 5, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringTaskRestriction = ctype.Struct{CName: "io_uring_task_restriction", Fields: []ctype.Field{
		ctype.Hex("flags", ctype.U16),
		ctype.Num("nr_res", ctype.U16),
		{Name: "resv", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
)

// uringQueries is what the kernel answers to a question, by its number.
var uringQueries = [...]*ctype.Struct{&uringQueryOpcodes, &uringQueryZcrx, &uringQueryScq, &uringQueryEvents}

func showRegion(d *Dec, f *ctype.Field, p []byte) { d.Struct(&uringRegion, event.Addr(d.Number(f, p))) }

func showZcrxArea(d *Dec, f *ctype.Field, p []byte) { d.Struct(&zcrxArea, event.Addr(d.Number(f, p))) }

func showZcrxEvents(d *Dec, f *ctype.Field, p []byte) {
	d.Struct(&zcrxEvents, event.Addr(d.Number(f, p)))
}

// structAt reads the struct at a; nil where it is to be said as an address, which
// it then is.
func structAt(d *Dec, s *ctype.Struct, a event.Addr) []byte {
	p := d.ReadAll(a, s.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return nil
	}
	return p
}

// saySyncCancel says what is to be cancelled; its descriptor may be a registered
// file.
func saySyncCancel(d *Dec, _ *Arg, i int) {
	s := &uringSyncCancel
	p := structAt(d, s, d.C.Ptr(i))
	if p == nil {
		return
	}
	const cancelOp, fixedFD = 1 << 5, 1 << 3 // IORING_ASYNC_CANCEL_OP, _FD_FIXED
	flags := d.Member(s, "flags", p)
	d.Buf.Struct()
	d.FieldOf(s, "addr", p)
	if flags&fixedFD != 0 {
		d.Field("fd")
		fixed(d, uint64(uint32(d.Member(s, "fd", p))))
	} else {
		d.FieldOf(s, "fd", p)
	}
	d.FieldOf(s, "flags", p)
	d.FieldOf(s, "timeout", p)
	if flags&cancelOp != 0 {
		d.FieldOf(s, "opcode", p)
	} else {
		d.NonZeroOf(s, "opcode", p)
	}
	d.NonZeroOf(s, "pad", p)
	d.NonZeroOf(s, "pad2", p)
	d.EndStruct()
}

// sayClone says from which ring buffers are taken: a descriptor, or the index of a
// registered one.
func sayClone(d *Dec, _ *Arg, i int) {
	s := &uringClone
	p := structAt(d, s, d.C.Ptr(i))
	if p == nil {
		return
	}
	d.Buf.Struct()
	const srcRegistered = 1 // IORING_REGISTER_SRC_REGISTERED
	if d.Member(s, "flags", p)&srcRegistered != 0 {
		d.Field("src_fd")
		d.Uint(uint64(uint32(d.Member(s, "src_fd", p))))
	} else {
		d.FieldOf(s, "src_fd", p)
	}
	for _, name := range [...]string{"flags", "src_off", "dst_off", "nr"} {
		d.FieldOf(s, name, p)
	}
	d.NonZeroOf(s, "pad", p)
	d.EndStruct()
}

// saySentEntry says an entry that is no ring's.
func saySentEntry(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), sqeSize)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayEntry(d, p)
}

// sayNewSize says the params that a ring is resized with, as sayUringParams does.
func sayNewSize(d *Dec, a *Arg, i int) {
	if d.C.Done && d.C.Errno == 0 && d.O.Rings != nil {
		if p := d.ReadAll(d.C.Ptr(i), uringParams.Size(d.ABI)); p != nil {
			if r := ringOf(d, p); r != nil {
				d.O.Rings.Resized(d.TID, d.C.Int(0), ringRegistered(d.C), r)
			}
		}
	}
	sayParams(d, i)
}

// sayQueries says a list of questions that its members chain, with the answers.
// The kernel bounds it, too (io_uring/query.c).
func sayQueries(d *Dec, _ *Arg, i int) {
	s, a := &uringQuery, d.C.Ptr(i)
	if !d.Deref || d.ReadAll(a, s.Size(d.ABI)) == nil {
		d.Addr(a)
		return
	}
	d.Array()
	for n := uint64(0); a != 0; n++ {
		mark := d.Mark()
		p := d.ReadAll(a, s.Size(d.ABI))
		if p == nil || n >= min(d.Limit(), maxProbe) {
			d.More()
			if p == nil {
				d.FaultAt(a)
			}
			break
		}
		sayQuery(d, p)
		a = event.Addr(d.Member(s, "next_entry", p))
		d.Release(mark)
	}
	d.EndArray()
}

func sayQuery(d *Dec, p []byte) {
	s := &uringQuery
	op, size := d.Member(s, "query_op", p), d.Member(s, "size", p)
	d.Buf.Struct()
	d.FieldOf(s, "query_op", p)
	d.FieldOf(s, "size", p)
	d.FieldOf(s, "result", p)
	a := event.Addr(d.Member(s, "query_data", p))
	d.Field("query_data")
	var data []byte
	if op < uint64(len(uringQueries)) && d.C.Errno == 0 && d.Member(s, "result", p) == 0 && size > 0 {
		data = d.ReadAll(a, min(int(size), uringQueries[op].Size(d.ABI)))
	}
	if data != nil {
		d.StructIn(uringQueries[op], data)
	} else {
		d.Addr(a)
	}
	d.NonZeroOf(s, "__resv", p)
	d.EndStruct()
}

// zcrxCtrls is what the operations of IORING_REGISTER_ZCRX_CTRL take, by their
// numbers.
var zcrxCtrls = [...]struct {
	name string
	of   *ctype.Struct
}{{"zc_flush", &zcrxFlush}, {"zc_export", &zcrxExport}, {"zc_arm_event", &zcrxArm}, {"zc_area", &zcrxAddArea}}

func sayZcrxCtrl(d *Dec, _ *Arg, i int) {
	s := &zcrxCtrl
	p := structAt(d, s, d.C.Ptr(i))
	if p == nil {
		return
	}
	d.Buf.Struct()
	d.Fields(s, p)
	off, _ := s.Offset(d.ABI, "zc_export")
	if op := d.Member(s, "op", p); op < uint64(len(zcrxCtrls)) {
		d.Field(zcrxCtrls[op].name)
		d.StructIn(zcrxCtrls[op].of, p[off:])
	} else if hasBits(p[off:]) {
		d.Field("data")
		d.Hexed(p[off:], false)
	}
	d.EndStruct()
}

func sayBpfFilter(d *Dec, _ *Arg, i int) {
	s, f := &uringBpf, &uringBpfFilter
	p := structAt(d, s, d.C.Ptr(i))
	if p == nil {
		return
	}
	off, _ := s.Offset(d.ABI, "filter")
	q := p[off:]
	d.Buf.Struct()
	d.FieldOf(s, "cmd_type", p)
	d.NonZeroOf(s, "cmd_flags", p)
	d.NonZeroOf(s, "resv", p)
	d.Field("filter")
	d.Buf.Struct()
	for _, name := range [...]string{"opcode", "flags", "filter_len", "pdu_size"} {
		d.FieldOf(f, name, q)
	}
	d.NonZeroOf(f, "resv", q)
	d.Field("filter_ptr")
	if a := event.Addr(d.Member(f, "filter_ptr", q)); d.Abbrev {
		d.Addr(a)
	} else {
		d.ArrayOf(a, d.Member(f, "filter_len", q), bpfInsnSize, socketInsn)
	}
	d.NonZeroOf(f, "resv2", q)
	d.EndStruct()
	d.EndStruct()
}

// sayTaskRestrictions says what IORING_REGISTER_RESTRICTIONS takes with -1 for a
// ring: restrictions of all rings that the task will make.
func sayTaskRestrictions(d *Dec, a event.Addr) {
	s := &uringTaskRestriction
	p := structAt(d, s, a)
	if p == nil {
		return
	}
	d.Buf.Struct()
	d.Fields(s, p)
	d.Field("restrictions")
	d.ArrayOf(a+event.Addr(s.Size(d.ABI)), d.Member(s, "nr_res", p), uringRestriction.Size(d.ABI), restrictionIn)
	d.EndStruct()
}

// sayRingRegistration says which rings are registered, or are not any more.
// Rings is told where the kernel has put them: it replaces an offset of -1.
func sayRingRegistration(d *Dec, a *Arg, i int) {
	if !d.C.Done {
		sayStructs(d, a, i)
		d.Settled = d.O.Rings == nil
		return
	}
	if d.C.Errno != 0 {
		return
	}
	size := a.Type.Size(d.ABI)
	gone := d.C.Uint(1)&uringRegisterOp == unregisterRingFDs
	for k := range min(uint64(max(d.C.Ret, 0)), maxRingFDs) {
		p := d.ReadAll(d.C.Ptr(i)+event.Addr(int(k)*size), size)
		if p == nil {
			return
		}
		fd := int32(-1)
		if !gone {
			fd = int32(d.Member(a.Type, "data", p))
		}
		d.O.Rings.Registered(d.TID, uint32(d.Member(a.Type, "offset", p)), fd)
	}
}

const (
	unregisterRingFDs = 21 // IORING_UNREGISTER_RING_FDS
	maxRingFDs        = 16 // IO_RINGFD_REG_MAX (io_uring/tctx.c)
)
