package syscalls

import (
	"bytes"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Struct bpf_link_info (linux/bpf.h): what stands behind its beginning depends on the
// type of the link.

// A bpfLinkArm is a member of the union. more says what follows s where that depends on
// s; size is that of both.
type bpfLinkArm struct {
	name string
	s    ctype.Struct
	more func(d *Dec, p []byte)
	size int
}

// sayBpfLink says the member of the union for a type of link, whose bytes are p, and
// returns how long it is.
func sayBpfLink(d *Dec, kind uint32, p []byte) int {
	if kind >= uint32(len(bpfLinks)) || bpfLinks[kind].name == "" {
		return 0
	}
	m := &bpfLinks[kind]
	d.Field(m.name)
	d.Buf.Struct()
	d.Fields(&m.s, p)
	if m.more != nil {
		m.more(d, p)
	}
	d.EndStruct()
	return max(m.size, m.s.Size(event.AMD64)) // they are alike on all ABIs
}

// bpfLinks are indexed by enum bpf_link_type.
var bpfLinks = [...]bpfLinkArm{
	1: {name: "raw_tracepoint", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_RAW_TRACEPOINT
		{Name: "tp_name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("tp_name_len", ctype.U32, showCame),
		ctype.Hex("cookie", ctype.AU64),
	}}},
	2: {name: "tracing", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_TRACING
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.Num("target_obj_id", ctype.U32),
		ctype.Num("target_btf_id", ctype.U32),
		ctype.Hex("cookie", ctype.AU64),
	}}},
	3: {name: "cgroup", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_CGROUP
		ctype.Num("cgroup_id", ctype.AU64),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
	}}},
	4: {name: "iter", more: bpfIterOf, size: 32, s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_ITER
		{Name: "target_name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("target_name_len", ctype.U32, showCame),
	}}},
	5: {name: "netns", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_NETNS
		ctype.Num("netns_ino", ctype.U32),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
	}}},
	6: {name: "xdp", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_XDP
		ctype.Interface("ifindex", ctype.U32),
	}}},
	7: {name: "perf_event", more: bpfPerfOf, size: 48, s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_PERF_EVENT
		ctype.Enum("type", ctype.U32, &xlat.BpfPerfEventTypes),
	}}},
	8: {name: "kprobe_multi", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_KPROBE_MULTI
		{Name: "addrs", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
		ctype.As("count", ctype.U32, showCame),
		ctype.Flags("flags", ctype.U32, &xlat.BpfKprobeFlags),
		ctype.Num("missed", ctype.AU64),
		{Name: "cookies", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
	}}},
	9: {name: "struct_ops", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_STRUCT_OPS
		ctype.Num("map_id", ctype.U32),
	}}},
	10: {name: "netfilter", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_NETFILTER
		ctype.Enum("pf", ctype.U32, &xlat.NfProtos),
		ctype.Num("hooknum", ctype.U32),
		ctype.Num("priority", ctype.S32),
		ctype.Flags("flags", ctype.U32, &xlat.BpfNetfilterFlags),
	}}},
	11: {name: "tcx", s: ctype.Struct{Fields: bpfOnInterface}}, // BPF_LINK_TYPE_TCX
	12: {name: "uprobe_multi", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_UPROBE_MULTI
		{Name: "path", Kind: ctype.AU64, Via: ctype.ToText},
		{Name: "offsets", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
		{Name: "ref_ctr_offsets", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
		{Name: "cookies", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
		ctype.As("path_size", ctype.U32, showCame),
		ctype.As("count", ctype.U32, showCame),
		ctype.Flags("flags", ctype.U32, &xlat.BpfUprobeFlags),
		ctype.PID("pid"),
	}}},
	13: {name: "netkit", s: ctype.Struct{Fields: bpfOnInterface}}, // BPF_LINK_TYPE_NETKIT
	14: {name: "sockmap", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_SOCKMAP
		ctype.Num("map_id", ctype.U32),
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
	}}},
	15: {name: "tracing_multi", s: ctype.Struct{Fields: []ctype.Field{ // BPF_LINK_TYPE_TRACING_MULTI
		ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
		ctype.As("count", ctype.U32, showCame),
		ctype.Num("btf_obj_id", ctype.U32),
		{Name: "ids", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfIDs},
		{Name: "addrs", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
		{Name: "cookies", Kind: ctype.AU64, Via: ctype.ToMany, Len: "count", Sub: &bpfWords},
	}}},
}

var bpfOnInterface = []ctype.Field{
	ctype.Interface("ifindex", ctype.U32),
	ctype.Enum("attach_type", ctype.U32, &xlat.BpfAttachTypes),
}

// What iterators go over, by the beginning of their target's name
// (kernel/bpf/map_iter.c and others).
var bpfIterators = [...]struct {
	target, name string
	at           int
	s            ctype.Struct
}{
	{"bpf_map_elem", "map", 12, ctype.Struct{Fields: bpfIterMap}},
	{"bpf_sk_storage_map", "map", 12, ctype.Struct{Fields: bpfIterMap}},
	{"sockmap", "map", 12, ctype.Struct{Fields: bpfIterMap}},
	{"cgroup", "cgroup", 16, ctype.Struct{Fields: []ctype.Field{
		ctype.Num("cgroup_id", ctype.AU64),
		ctype.Enum("order", ctype.U32, &xlat.BpfIterOrders),
	}}},
	{"task", "task", 16, ctype.Struct{Fields: []ctype.Field{ // and task_file, task_vma
		ctype.PID("tid"),
		ctype.PID("pid"),
	}}},
}

var bpfIterMap = []ctype.Field{ctype.Num("map_id", ctype.U32)}

func bpfIterOf(d *Dec, p []byte) {
	if len(p) < 8 {
		return
	}
	name, _, _ := d.CString(event.Addr(ctype.AU64.Number(d.ABI, p)), 32)
	for i := range bpfIterators {
		it := &bpfIterators[i]
		if bytes.HasPrefix(name, []byte(it.target)) {
			bpfInner(d, it.name, &it.s, p, it.at)
			return
		}
	}
}

// bpfPerfs are indexed by enum bpf_perf_event_type.
var bpfPerfs = [...]struct {
	name string
	s    ctype.Struct
}{
	1: {"uprobe", ctype.Struct{Fields: bpfUprobe}}, // BPF_PERF_EVENT_UPROBE
	2: {"uprobe", ctype.Struct{Fields: bpfUprobe}}, // BPF_PERF_EVENT_URETPROBE
	3: {"kprobe", ctype.Struct{Fields: bpfKprobe}}, // BPF_PERF_EVENT_KPROBE
	4: {"kprobe", ctype.Struct{Fields: bpfKprobe}}, // BPF_PERF_EVENT_KRETPROBE
	5: {"tracepoint", ctype.Struct{Fields: []ctype.Field{ // BPF_PERF_EVENT_TRACEPOINT
		{Name: "tp_name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("name_len", ctype.U32, showCame),
		ctype.Hex("cookie", ctype.AU64),
	}}},
	6: {"event", ctype.Struct{Fields: []ctype.Field{ // BPF_PERF_EVENT_EVENT
		ctype.Hex("config", ctype.AU64),
		ctype.Enum("type", ctype.U32, &xlat.PerfTypes),
		ctype.Hex("cookie", ctype.AU64),
	}}},
}

var (
	bpfUprobe = []ctype.Field{
		{Name: "file_name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("name_len", ctype.U32, showCame),
		ctype.Hex("offset", ctype.U32),
		ctype.Hex("cookie", ctype.AU64),
		ctype.Hex("ref_ctr_offset", ctype.AU64),
	}
	bpfKprobe = []ctype.Field{
		{Name: "func_name", Kind: ctype.AU64, Via: ctype.ToText},
		ctype.As("name_len", ctype.U32, showCame),
		ctype.Hex("offset", ctype.U32),
		ctype.Hex("addr", ctype.AU64),
		ctype.Num("missed", ctype.AU64),
		ctype.Hex("cookie", ctype.AU64),
	}
)

func bpfPerfOf(d *Dec, p []byte) {
	if len(p) < 4 {
		return
	}
	if v := uint32In(p); v < uint32(len(bpfPerfs)) && bpfPerfs[v].name != "" {
		bpfInner(d, bpfPerfs[v].name, &bpfPerfs[v].s, p, 8)
	}
}

// bpfInner says the struct at off of p, if p goes so far.
func bpfInner(d *Dec, name string, s *ctype.Struct, p []byte, off int) {
	if len(p) > off {
		d.Field(name)
		d.StructIn(s, p[off:])
	}
}
