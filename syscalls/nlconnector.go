package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_CONNECTOR (linux/connector.h, linux/cn_proc.h) and of
// NETLINK_FIB_LOOKUP.

// connectorMessage says struct cn_msg, and for the connector of processes what it
// carries.
func connectorMessage(d *Dec, h nlHead, p []byte) {
	size := cnMsg.Size(d.ABI)
	if len(p) < size {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Fields(&cnMsg, p[:size])
	idx := binary.LittleEndian.Uint32(p)
	if data := p[size:]; len(data) > 0 {
		d.Field("data")
		const procs = 1 // CN_IDX_PROC
		switch {
		case idx == procs && len(data) >= procEventHead:
			procEvent(d, data)
		case idx == procs && len(data) >= 4:
			procInput(d, data)
		default:
			nlBytes(d, data)
		}
	}
	d.EndStruct()
}

// procInput says struct proc_input, of which older programs send the first member.
func procInput(d *Dec, p []byte) {
	if len(p) < 8 {
		d.Enum(&xlat.ProcCnOps, uint64(binary.LittleEndian.Uint32(p)))
		return
	}
	d.StructIn(&procInputType, p[:8])
}

// procEventHead is the size of struct proc_event without what depends on its type.
const procEventHead = 16

var procEvents = [...]struct {
	what uint32
	typ  *ctype.Struct
}{
	{0x0, &procAck},         // PROC_EVENT_NONE
	{0x1, &procFork},        // PROC_EVENT_FORK
	{0x2, &procExec},        // PROC_EVENT_EXEC
	{0x4, &procUID},         // PROC_EVENT_UID
	{0x40, &procGID},        // PROC_EVENT_GID
	{0x80, &procExec},       // PROC_EVENT_SID
	{0x100, &procPtrace},    // PROC_EVENT_PTRACE
	{0x200, &procComm},      // PROC_EVENT_COMM
	{0x40000000, &procCore}, // PROC_EVENT_COREDUMP
	{0x80000000, &procExit}, // PROC_EVENT_EXIT
}

// procEvent says struct proc_event.
func procEvent(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Fields(&procEventType, p[:procEventHead])
	what := binary.LittleEndian.Uint32(p)
	if p = p[procEventHead:]; len(p) > 0 {
		d.Field("event_data")
		procData(d, what, p)
	}
	d.EndStruct()
}

func procData(d *Dec, what uint32, p []byte) {
	for i := range procEvents {
		if e := &procEvents[i]; e.what == what && len(p) >= e.typ.Size(d.ABI) {
			d.StructIn(e.typ, p[:e.typ.Size(d.ABI)])
			return
		}
	}
	nlBytes(d, p)
}

var cnMsg = ctype.Struct{CName: "cn_msg", Fields: []ctype.Field{
	ctype.Sub("id", &cbID),
	ctype.Num("seq", ctype.U32),
	ctype.Num("ack", ctype.U32),
	ctype.Num("len", ctype.U16),
	ctype.Hex("flags", ctype.U16),
}}

var cbID = ctype.Struct{CName: "cb_id", Fields: []ctype.Field{
	ctype.Enum("idx", ctype.U32, &xlat.CnIndexes),
	ctype.Num("val", ctype.U32),
}}

var procInputType = ctype.Struct{CName: "proc_input", Fields: []ctype.Field{
	ctype.Enum("mcast_op", ctype.U32, &xlat.ProcCnOps),
	ctype.Flags("event_type", ctype.U32, &xlat.ProcEvents),
}}

// procEventType is what struct proc_event begins with. What follows is a union of
// the structs below.
var procEventType = ctype.Struct{Fields: []ctype.Field{
	ctype.Enum("what", ctype.U32, &xlat.ProcEvents),
	ctype.Num("cpu", ctype.U32),
	ctype.Num("timestamp_ns", ctype.U64),
}}

var procAck = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("err", ctype.U32),
}}

var procFork = ctype.Struct{CName: "fork_proc_event", Fields: []ctype.Field{
	ctype.Num("parent_pid", ctype.S32),
	ctype.Num("parent_tgid", ctype.S32),
	ctype.Num("child_pid", ctype.S32),
	ctype.Num("child_tgid", ctype.S32),
}}

var procExec = ctype.Struct{CName: "exec_proc_event", Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
}}

// procUID and procGID are struct id_proc_event, which has unions of user and group.
var procUID = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.ID("ruid", ctype.U32),
	ctype.ID("euid", ctype.U32),
}}

var procGID = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.ID("rgid", ctype.U32),
	ctype.ID("egid", ctype.U32),
}}

var procPtrace = ctype.Struct{CName: "ptrace_proc_event", Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.Num("tracer_pid", ctype.S32),
	ctype.Num("tracer_tgid", ctype.S32),
}}

var procComm = ctype.Struct{CName: "comm_proc_event", Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.Text("comm", 16),
}}

var procCore = ctype.Struct{CName: "coredump_proc_event", Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.Num("parent_pid", ctype.S32),
	ctype.Num("parent_tgid", ctype.S32),
}}

var procExit = ctype.Struct{CName: "exit_proc_event", Fields: []ctype.Field{
	ctype.Num("process_pid", ctype.S32),
	ctype.Num("process_tgid", ctype.S32),
	ctype.Num("exit_code", ctype.U32),
	ctype.Num("exit_signal", ctype.U32),
	ctype.Num("parent_pid", ctype.S32),
	ctype.Num("parent_tgid", ctype.S32),
}}

// fibMessage says a question about a route and its answer.
func fibMessage(d *Dec, h nlHead, p []byte) {
	if size := fibResult.Size(d.ABI); len(p) >= size {
		d.StructIn(&fibResult, p[:size])
		return
	}
	nlBytes(d, p)
}

// fibResult is struct fib_result_nl, which only the kernel has (net/ip_fib.h).
var fibResult = ctype.Struct{Fields: []ctype.Field{
	ctype.IP("fl_addr", 4),
	ctype.Hex("fl_mark", ctype.U32),
	ctype.Num("fl_tos", ctype.U8),
	ctype.Enum("fl_scope", ctype.U8, &xlat.RtScopes),
	ctype.Enum("tb_id_in", ctype.U8, &xlat.RtTables),
	ctype.Enum("tb_id", ctype.U8, &xlat.RtTables),
	ctype.Num("prefixlen", ctype.U8),
	ctype.Num("nh_sel", ctype.U8),
	ctype.Enum("type", ctype.U8, &xlat.RtnTypes),
	ctype.Enum("scope", ctype.U8, &xlat.RtScopes),
	ctype.Num("err", ctype.S32),
}}
