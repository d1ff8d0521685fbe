package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// A bpfAttr is the member of union bpf_attr (linux/bpf.h) that a command of
// bpf(2) takes. A program built for an older kernel passes a shorter one: what
// came later is shown in groups, each if the size goes beyond its beginning, and
// what strace does not know only if it is not 0.
type bpfAttr struct {
	outer  string // name of the struct within the union, if it has one
	s      ctype.Struct
	groups []uint8  // where groups begin
	arms   []bpfArm // what may follow, within outer
	count  uint8    // where the length of what a pointer points to is
	update uint8    // where the kernel stores a number; 0: nowhere
}

const (
	bpfNumaNode = 0x4 // BPF_F_NUMA_NODE
	bpfReplace  = 0x4 // BPF_F_REPLACE
)

// bpfAttrs are indexed by command.
var bpfAttrs = [...]bpfAttr{
	0: {s: ctype.Struct{Mask: "map_flags", Fields: []ctype.Field{ // BPF_MAP_CREATE
		ctype.Enum("map_type", ctype.U32, &xlat.BpfMapTypes),
		ctype.Num("key_size", ctype.U32),
		ctype.Num("value_size", ctype.U32),
		ctype.Num("max_entries", ctype.U32),
		ctype.Flags("map_flags", ctype.U32, &xlat.BpfMapFlags),
		ctype.FD("inner_map_fd"),
		{Name: "numa_node", Kind: ctype.U32, Show: showNumaNode, Need: bpfNumaNode},
		ctype.Text("map_name", 16),
		ctype.Interface("map_ifindex", ctype.U32),
		ctype.FD("btf_fd"),
		ctype.Num("btf_key_type_id", ctype.U32),
		ctype.Num("btf_value_type_id", ctype.U32),
		ctype.Num("btf_vmlinux_value_type_id", ctype.U32),
		ctype.Num("map_extra", ctype.AU64),
		{Name: "value_type_btf_obj_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
		{Name: "map_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
		{Name: "excl_prog_hash", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "excl_prog_hash_size", Kind: ctype.U32, How: ctype.NonZero},
	}}, groups: []uint8{16, 20, 24, 28, 44, 48, 60, 64}},
	1: {s: ctype.Struct{Fields: bpfLookup}, groups: []uint8{24}}, // BPF_MAP_LOOKUP_ELEM
	2: {s: ctype.Struct{Fields: bpfElem}},                        // BPF_MAP_UPDATE_ELEM
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
		ctype.As("log_size", ctype.U32, showLogSize),
		ctype.As("log_buf", ctype.AU64, showLog),
		ctype.As("kern_version", ctype.U32, showKernelVersion),
		ctype.Flags("prog_flags", ctype.U32, &xlat.BpfProgFlags),
		ctype.Text("prog_name", 16),
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
		{Name: "core_relo_cnt", Kind: ctype.U32, How: ctype.NonZero},
		ctype.As("fd_array", ctype.AU64, showAddr),
		{Name: "core_relos", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "core_relo_rec_size", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "log_true_size", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "prog_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
		{Name: "fd_array_cnt", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "signature", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "signature_size", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "keyring_id", Kind: ctype.S32, Show: ctype.ShowEnum, Set: &xlat.KeySpecs, How: ctype.NonZero},
	}}, groups: []uint8{24, 40, 44, 48, 64, 68, 72, 108, 112, 120}, count: 4},
	6: {s: ctype.Struct{Fields: bpfObj}, groups: []uint8{12}}, // BPF_OBJ_PIN
	7: {s: ctype.Struct{Fields: bpfObj}, groups: []uint8{12}}, // BPF_OBJ_GET
	8: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_ATTACH
		ctype.FD("target_fd"),
		ctype.FD("attach_bpf_fd"),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Flags("attach_flags", ctype.U32, &xlat.BpfAttachFlags),
		ctype.FD("replace_bpf_fd"),
	}}, groups: []uint8{16}, arms: bpfAttachArms},
	9: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_DETACH
		ctype.FD("target_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		{Name: "attach_flags", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.BpfAttachFlags, How: ctype.NonZero},
		ctype.Pad(ctype.U32, 1),
	}}, arms: bpfAttachArms},
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
		ctype.As("bpf_fd", ctype.S32, showInfoFD),
		ctype.As("info_len", ctype.U32, showUpdated),
		ctype.As("info", ctype.AU64, showBpfInfo),
	}}, count: 4, update: 4},
	16: {outer: "query", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_QUERY
		ctype.FD("target_fd"),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Flags("query_flags", ctype.U32, &xlat.BpfQueryFlags),
		ctype.Flags("attach_flags", ctype.U32, &xlat.BpfAttachFlags),
		ctype.As("prog_ids", ctype.AU64, showBpfIDs),
		ctype.As("prog_cnt", ctype.U32, showUpdated),
		{Name: "prog_attach_flags", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "link_ids", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "link_attach_flags", Kind: ctype.AU64, Show: showAddr, How: ctype.NonZero},
		{Name: "revision", Kind: ctype.AU64, How: ctype.NonZero},
	}}, count: 24, update: 24},
	17: {outer: "raw_tracepoint", s: ctype.Struct{Fields: []ctype.Field{ // BPF_RAW_TRACEPOINT_OPEN
		ctype.As("name", ctype.AU64, showStringAt),
		ctype.FD("prog_fd"),
		{Name: "cookie", Kind: ctype.AU64, Show: ctype.ShowHex, How: ctype.NonZero},
	}}},
	18: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_BTF_LOAD
		ctype.As("btf", ctype.AU64, showCounted),
		ctype.As("btf_log_buf", ctype.AU64, showAddr),
		ctype.Num("btf_size", ctype.U32),
		ctype.Num("btf_log_size", ctype.U32),
		ctype.Num("btf_log_level", ctype.U32),
		{Name: "btf_log_true_size", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "btf_flags", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.BpfMapFlags, How: ctype.NonZero},
		{Name: "btf_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
	}}, count: 16},
	19: {s: ctype.Struct{Fields: []ctype.Field{ // BPF_BTF_GET_FD_BY_ID
		ctype.Num("btf_id", ctype.U32),
		ctype.Pad(ctype.U32, 1),
		{Name: "open_flags", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.BpfFileFlags, How: ctype.NonZero},
		{Name: "fd_by_id_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
	}}},
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
	21: {s: ctype.Struct{Fields: bpfLookup}, groups: []uint8{24}},             // BPF_MAP_LOOKUP_AND_DELETE_ELEM
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
	}}, arms: bpfLinkArms},
	29: {outer: "link_update", s: ctype.Struct{Mask: "flags", Fields: []ctype.Field{ // BPF_LINK_UPDATE
		ctype.FD("link_fd"),
		ctype.FD("new_prog_fd"),
		ctype.Flags("flags", ctype.U32, &xlat.BpfAttachFlags),
		{Name: "old_prog_fd", Kind: ctype.S32, Show: ctype.ShowFD, Need: bpfReplace},
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
	37: {outer: "prog_stream_read", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_STREAM_READ_BY_FD
		ctype.As("stream_buf", ctype.AU64, showReturned),
		ctype.Num("stream_buf_len", ctype.U32),
		ctype.Enum("stream_id", ctype.U32, &xlat.BpfStreams),
		ctype.FD("prog_fd"),
	}}},
	38: {outer: "prog_assoc_struct_ops", s: ctype.Struct{Fields: []ctype.Field{ // BPF_PROG_ASSOC_STRUCT_OPS
		ctype.FD("map_fd"),
		ctype.FD("prog_fd"),
		ctype.Hex("flags", ctype.U32),
	}}},
}

// A bpfArm is a part of an attribute that depends on the type of attachment,
// which stands at 8, and on the flags behind it.
type bpfArm struct {
	types uint64 // a bit for each type; 0: all
	by    bpfBy
	name  string // of the struct, if it has one
	at    uint8  // where it begins
	known bool   // strace knows it: it is shown if the size goes beyond at, else if any of it is not 0
	s     ctype.Struct
}

// bpfBy tells how another program or link is named: BPF_F_ID.
type bpfBy uint8

const (
	byEither bpfBy = iota
	byFD
	byID
)

const bpfID = 0x20 // BPF_F_ID

// Types of attachment that have an arm in common.
const (
	onCgroup  = 0xf | 1<<6 | 0xff<<8 | 0x1f<<18 | 0xf<<29 | 1<<34 | 1<<43 | 0x1f<<49
	onTracing = 0xf<<24 | 1<<58
	onTCX     = 3 << 46
	onNetkit  = 3 << 54
)

var (
	bpfRelativeFD = []ctype.Field{
		{Name: "relative_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
		{Name: "expected_revision", Kind: ctype.AU64, How: ctype.NonZero},
	}
	bpfRelativeID = []ctype.Field{
		{Name: "relative_id", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "expected_revision", Kind: ctype.AU64, How: ctype.NonZero},
	}

	bpfAttachArms = []bpfArm{
		{by: byFD, at: 20, s: ctype.Struct{Fields: bpfRelativeFD}},
		{by: byID, at: 20, s: ctype.Struct{Fields: bpfRelativeID}},
	}
	bpfLinkArms = []bpfArm{
		{types: 1 << 28, at: 16, known: true, s: ctype.Struct{Fields: []ctype.Field{ // BPF_TRACE_ITER
			ctype.As("iter_info", ctype.AU64, showAddr),
			ctype.Num("iter_info_len", ctype.U32),
		}}},
		{types: 1 << 41, name: "perf_event", at: 16, known: true, s: ctype.Struct{Fields: []ctype.Field{ // BPF_PERF_EVENT
			ctype.Hex("bpf_cookie", ctype.AU64),
		}}},
		{types: 1<<42 | 1<<56, name: "kprobe_multi", at: 16, known: true, s: ctype.Struct{Fields: []ctype.Field{ // BPF_TRACE_KPROBE_MULTI, ..._SESSION
			ctype.Flags("flags", ctype.U32, &xlat.BpfKprobeFlags),
			ctype.Num("cnt", ctype.U32),
			ctype.As("syms", ctype.AU64, showAddr),
			ctype.As("addrs", ctype.AU64, showAddr),
			ctype.As("cookies", ctype.AU64, showAddr),
		}}},
		{types: onTracing, name: "tracing", at: 16, s: ctype.Struct{Fields: []ctype.Field{
			ctype.Num("target_btf_id", ctype.U32),
			ctype.Pad(ctype.U32, 1),
			ctype.Hex("cookie", ctype.AU64),
		}}},
		{types: 1 << 45, name: "netfilter", at: 16, s: ctype.Struct{Fields: []ctype.Field{ // BPF_NETFILTER
			ctype.Enum("pf", ctype.U32, &xlat.NfProtos),
			ctype.Num("hooknum", ctype.U32),
			ctype.Num("priority", ctype.S32),
			ctype.Flags("flags", ctype.U32, &xlat.BpfNetfilterFlags),
		}}},
		{types: 1<<48 | 1<<57, name: "uprobe_multi", at: 16, s: ctype.Struct{Fields: []ctype.Field{ // BPF_TRACE_UPROBE_MULTI, ..._SESSION
			ctype.As("path", ctype.AU64, showPathAt),
			ctype.As("offsets", ctype.AU64, showAddr),
			ctype.As("ref_ctr_offsets", ctype.AU64, showAddr),
			ctype.As("cookies", ctype.AU64, showAddr),
			ctype.Num("cnt", ctype.U32),
			ctype.Flags("flags", ctype.U32, &xlat.BpfUprobeFlags),
			ctype.PID("pid"),
			ctype.FD("path_fd"),
		}}},
		{types: 7 << 59, name: "tracing_multi", at: 16, s: ctype.Struct{Fields: []ctype.Field{ // BPF_TRACE_FENTRY_MULTI...
			ctype.As("ids", ctype.AU64, showAddr),
			ctype.As("cookies", ctype.AU64, showAddr),
			ctype.Num("cnt", ctype.U32),
		}}},
		{types: onTCX, by: byFD, name: "tcx", at: 16, s: ctype.Struct{Fields: bpfRelativeFD}},
		{types: onTCX, by: byID, name: "tcx", at: 16, s: ctype.Struct{Fields: bpfRelativeID}},
		{types: onNetkit, by: byFD, name: "netkit", at: 16, s: ctype.Struct{Fields: bpfRelativeFD}},
		{types: onNetkit, by: byID, name: "netkit", at: 16, s: ctype.Struct{Fields: bpfRelativeID}},
		{types: onCgroup, by: byFD, name: "cgroup", at: 16, s: ctype.Struct{Fields: bpfRelativeFD}},
		{types: onCgroup, by: byID, name: "cgroup", at: 16, s: ctype.Struct{Fields: bpfRelativeID}},
	}
)

// What several commands share.
var (
	bpfElem = []ctype.Field{
		ctype.FD("map_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("key", ctype.AU64, showAddr),
		ctype.As("value", ctype.AU64, showAddr),
		ctype.Flags("flags", ctype.AU64, &xlat.BpfElemFlags),
	}
	bpfLookup = []ctype.Field{
		ctype.FD("map_fd"),
		ctype.Pad(ctype.U32, 1),
		ctype.As("key", ctype.AU64, showAddr),
		ctype.As("value", ctype.AU64, showAddr),
		ctype.Flags("flags", ctype.AU64, &xlat.BpfLookupFlags),
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
		{Name: "path_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
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
		{Name: "fd_by_id_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
	}
	bpfMapID = []ctype.Field{
		ctype.Num("map_id", ctype.U32),
		ctype.As("next_id", ctype.U32, showUpdated),
		ctype.Flags("open_flags", ctype.U32, &xlat.BpfFileFlags),
		{Name: "fd_by_id_token_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
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
