package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// SG_IO, a SCSI command with its data. The first member tells which of two structs
// it is that describes it.

var sgHeader = ctype.Struct{CName: "sg_io_hdr", Fields: []ctype.Field{
	ctype.Num("interface_id", ctype.S32),
	ctype.Enum("dxfer_direction", ctype.U32, &xlat.SgDirections),
	ctype.Num("cmd_len", ctype.U8),
	ctype.Num("mx_sb_len", ctype.U8),
	ctype.Num("iovec_count", ctype.U16),
	ctype.Num("dxfer_len", ctype.U32),
	ctype.Pointer("dxferp"),
	ctype.Pointer("cmdp"),
	ctype.Pointer("sbp"),
	ctype.Num("timeout", ctype.U32),
	ctype.Flags("flags", ctype.U32, &xlat.SgFlags),
	ctype.Num("pack_id", ctype.S32),
	ctype.Pointer("usr_ptr"),
	ctype.Hex("status", ctype.U8),
	ctype.Hex("masked_status", ctype.U8),
	ctype.Hex("msg_status", ctype.U8),
	ctype.Num("sb_len_wr", ctype.U8),
	ctype.Hex("host_status", ctype.U16),
	ctype.Hex("driver_status", ctype.U16),
	ctype.Num("resid", ctype.S32),
	ctype.Num("duration", ctype.U32),
	ctype.Flags("info", ctype.U32, &xlat.SgInfo),
}}

var sgHeader4 = ctype.Struct{CName: "sg_io_v4", Fields: []ctype.Field{
	ctype.Num("guard", ctype.S32),
	ctype.Enum("protocol", ctype.U32, &xlat.BsgProtocols),
	ctype.Enum("subprotocol", ctype.U32, &xlat.BsgCommands),
	ctype.Num("request_len", ctype.U32),
	ctype.As("request", ctype.U64, showAddr),
	ctype.Hex("request_tag", ctype.U64),
	ctype.Num("request_attr", ctype.U32),
	ctype.Num("request_priority", ctype.U32),
	ctype.Num("request_extra", ctype.U32),
	ctype.Num("max_response_len", ctype.U32),
	ctype.As("response", ctype.U64, showAddr),
	ctype.Num("dout_iovec_count", ctype.U32),
	ctype.Num("dout_xfer_len", ctype.U32),
	ctype.Num("din_iovec_count", ctype.U32),
	ctype.Num("din_xfer_len", ctype.U32),
	ctype.As("dout_xferp", ctype.U64, showAddr),
	ctype.As("din_xferp", ctype.U64, showAddr),
	ctype.Num("timeout", ctype.U32),
	ctype.Flags("flags", ctype.U32, &xlat.BsgFlags),
	ctype.Hex("usr_ptr", ctype.U64),
	ctype.Num("spare_in", ctype.U32),
	ctype.Hex("driver_status", ctype.U32),
	ctype.Hex("transport_status", ctype.U32),
	ctype.Hex("device_status", ctype.U32),
	ctype.Num("retry_delay", ctype.U32),
	ctype.Flags("info", ctype.U32, &xlat.SgInfo),
	ctype.Num("duration", ctype.U32),
	ctype.Num("response_len", ctype.U32),
	ctype.Num("din_resid", ctype.S32),
	ctype.Num("dout_resid", ctype.S32),
	ctype.Hex("generated_tag", ctype.U64),
	ctype.Num("spare_out", ctype.U32),
	ctype.Pad(ctype.U32, 1),
}}

// Directions of a transfer that the kernel reads from (SG_DXFER_TO_DEV), writes to,
// or both.
const (
	sgToDev  = -2
	sgFrom   = -3
	sgToFrom = -4
)

// sgMembers says members of a header one after the other.
func sgMembers(d *Dec, s *ctype.Struct, p []byte, names ...string) {
	for _, name := range names {
		d.FieldOf(s, name, p)
	}
}

func sgInterface(d *Dec, name string, c byte) {
	d.Field(name)
	d.CharHex(c)
}

// sgBytes says n bytes that a member points to.
func sgBytes(d *Dec, s *ctype.Struct, p []byte, name string, n uint64) {
	d.Field(name)
	d.BytesHex(event.Addr(d.Member(s, name, p)), n)
}

// sgData says n bytes of data that a member points to, or the pieces that hold them.
func sgData(d *Dec, s *ctype.Struct, p []byte, name string, pieces, n uint64) {
	d.Field(name)
	sgValue(d, s, p, name, pieces, n)
}

func sgValue(d *Dec, s *ctype.Struct, p []byte, name string, pieces, n uint64) {
	at := event.Addr(d.Member(s, name, p))
	if pieces == 0 {
		d.BytesHex(at, n)
		return
	}
	d.ArrayOf(at, pieces, ioIovec.Size(d.ABI), func(d *Dec, q []byte) {
		size := d.Member(&ioIovec, "iov_len", q)
		d.Buf.Struct()
		d.Field("iov_base")
		d.Bytes(event.Addr(d.Member(&ioIovec, "iov_base", q)), min(n, size))
		d.FieldOf(&ioIovec, "iov_len", q)
		d.EndStruct()
		n -= min(n, size)
	})
}

// sgNoEscalate says not to reset more where that does not help (scsi/sg.h,
// SG_SCSI_RESET_NO_ESCALATE).
const sgNoEscalate = 0x100

// showSgReset shows what is reset.
func showSgReset(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if v&sgNoEscalate == 0 {
		d.Enum(&xlat.SgResets, v)
		return
	}
	d.BeginParts(v)
	d.PartConst("SG_SCSI_RESET_NO_ESCALATE", sgNoEscalate)
	d.PartEnum(&xlat.SgResets, v&^sgNoEscalate)
	d.EndParts()
}

// sgArrived is how many of n bytes have been transferred where left have not: the
// driver of a host may say nonsense.
func sgArrived(n, left uint64) uint64 {
	if left > n {
		return n
	}
	return n - left
}

func saySgIO(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	kind := d.ReadAll(at, 4)
	if !d.C.Done {
		if kind == nil || !d.Deref {
			d.Addr(at)
			d.Settled = true
			return
		}
		d.C.Saved[0] = uint64(binary.LittleEndian.Uint32(kind))
	}
	s := &sgHeader
	switch d.C.Saved[0] {
	case 'S':
	case 'Q':
		s = &sgHeader4
	default:
		d.Ref()
		d.Uint(d.C.Saved[0])
		d.EndRef()
		d.Settled = true
		return
	}
	p := d.ReadAll(at, s.Size(d.ABI))
	switch {
	case p == nil && !d.C.Done:
		d.Addr(at)
		d.Settled = true
	case p == nil:
		d.EndStruct()
	case s == &sgHeader:
		saySg3(d, p)
	default:
		saySg4(d, p)
	}
}

func saySg3(d *Dec, p []byte) {
	s := &sgHeader
	way := int32(d.Member(s, "dxfer_direction", p))
	pieces, n := d.Member(s, "iovec_count", p), d.Member(s, "dxfer_len", p)
	if !d.C.Done {
		d.Buf.Struct()
		sgInterface(d, "interface_id", 'S')
		sgMembers(d, s, p, "dxfer_direction", "cmd_len")
		sgBytes(d, s, p, "cmdp", d.Member(s, "cmd_len", p))
		sgMembers(d, s, p, "mx_sb_len", "iovec_count", "dxfer_len", "timeout", "flags")
		if way == sgToDev {
			sgData(d, s, p, "dxferp", pieces, n)
		}
		if way == sgToFrom {
			d.Field("dxferp")
			d.InOut()
			sgValue(d, s, p, "dxferp", pieces, n)
		}
		return
	}
	arrived := sgArrived(n, d.Member(s, "resid", p))
	if way == sgToFrom {
		d.ChangedNamed("dxferp")
		sgValue(d, s, p, "dxferp", pieces, arrived)
		d.EndInOut()
	}
	if way == sgFrom {
		sgData(d, s, p, "dxferp", pieces, arrived)
	}
	sgMembers(d, s, p, "status", "masked_status", "msg_status", "sb_len_wr")
	sgBytes(d, s, p, "sbp", d.Member(s, "sb_len_wr", p))
	sgMembers(d, s, p, "host_status", "driver_status", "resid", "duration", "info")
	d.EndStruct()
}

func saySg4(d *Dec, p []byte) {
	s := &sgHeader4
	if !d.C.Done {
		d.Buf.Struct()
		sgInterface(d, "guard", 'Q')
		sgMembers(d, s, p, "protocol", "subprotocol", "request_len")
		sgBytes(d, s, p, "request", d.Member(s, "request_len", p))
		sgMembers(d, s, p, "request_tag", "request_attr", "request_priority", "request_extra", "max_response_len",
			"dout_iovec_count", "dout_xfer_len", "din_iovec_count", "din_xfer_len")
		sgData(d, s, p, "dout_xferp", d.Member(s, "dout_iovec_count", p), d.Member(s, "dout_xfer_len", p))
		sgMembers(d, s, p, "timeout", "flags", "usr_ptr")
		return
	}
	d.FieldOf(s, "response_len", p)
	sgBytes(d, s, p, "response", d.Member(s, "response_len", p))
	n := d.Member(s, "din_xfer_len", p)
	sgData(d, s, p, "din_xferp", d.Member(s, "din_iovec_count", p), sgArrived(n, d.Member(s, "din_resid", p)))
	sgMembers(d, s, p, "driver_status", "transport_status", "device_status", "retry_delay", "info", "duration")
	if !d.JSON() {
		d.FieldOf(s, "response_len", p)
	}
	sgMembers(d, s, p, "din_resid", "dout_resid", "generated_tag")
	d.EndStruct()
}
