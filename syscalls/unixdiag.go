package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_SOCK_DIAG about the sockets of families that have no
// addresses of the internet (linux/unix_diag.h, netlink_diag.h).

// A diagFamily is what is asked and answered about the sockets of a family.
type diagFamily struct {
	family             uint8
	request, answer    *ctype.Struct
	reqAttrs, ansAttrs *nlAttrs
}

var diagFamilies = [...]diagFamily{
	{afUnix, &unixDiagReq, &unixDiagMsg, &unixDiagAttrs, &unixDiagAttrs},
	{afNetlink, &netlinkDiagReq, &netlinkDiagMsg, &netlinkDiagAttrs, &netlinkDiagAttrs},
	{afPacket, &packetDiagReq, &packetDiagMsg, &packetDiagAttrs, &packetDiagAttrs},
}

// otherDiag says a message about the sockets of family p[0], if that is known and
// the message is long enough.
func otherDiag(d *Dec, request bool, p []byte) (known, said bool) {
	for i := range diagFamilies {
		f := &diagFamilies[i]
		if f.family != p[0] {
			continue
		}
		typ, attrs := f.answer, f.ansAttrs
		if request {
			typ, attrs = f.request, f.reqAttrs
		}
		if len(p) < typ.Size(d.ABI) {
			return true, false
		}
		d.StructIn(typ, p[:typ.Size(d.ABI)])
		diagAttrs(d, attrs, p, typ.Size(d.ABI))
		return true, true
	}
	return false, false
}

func showStates(d *Dec, f *ctype.Field, p []byte) {
	d.ShiftedFlags(&xlat.TcpStates, uint64(binary.LittleEndian.Uint32(p)), "1<<", "", 0)
}

func showNetlinkProtocol(d *Dec, f *ctype.Field, p []byte) {
	const all = 0xff // NDIAG_PROTO_ALL
	if p[0] == all {
		d.Const("NDIAG_PROTO_ALL", all)
		return
	}
	d.Enum(&xlat.NetlinkProtocols, uint64(p[0]))
}

var unixDiagReq = ctype.Struct{CName: "unix_diag_req", Fields: []ctype.Field{
	ctype.Enum("sdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("sdiag_protocol", ctype.U8),
	ctype.Pad(ctype.U16, 1),
	ctype.As("udiag_states", ctype.U32, showStates),
	ctype.Num("udiag_ino", ctype.U32),
	ctype.Flags("udiag_show", ctype.U32, &xlat.UnixDiagShow),
	ctype.Nums("udiag_cookie", ctype.U32, 2),
}}

var unixDiagMsg = ctype.Struct{CName: "unix_diag_msg", Fields: []ctype.Field{
	ctype.Enum("udiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("udiag_type", ctype.U8, &xlat.SocketTypes),
	ctype.Enum("udiag_state", ctype.U8, &xlat.TcpStates),
	ctype.Pad(ctype.U8, 1),
	ctype.Num("udiag_ino", ctype.U32),
	ctype.Nums("udiag_cookie", ctype.U32, 2),
}}

var netlinkDiagReq = ctype.Struct{CName: "netlink_diag_req", Fields: []ctype.Field{
	ctype.Enum("sdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.As("sdiag_protocol", ctype.U8, showNetlinkProtocol),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("ndiag_ino", ctype.U32),
	ctype.Flags("ndiag_show", ctype.U32, &xlat.NetlinkDiagShow),
	ctype.Nums("ndiag_cookie", ctype.U32, 2),
}}

var netlinkDiagMsg = ctype.Struct{CName: "netlink_diag_msg", Fields: []ctype.Field{
	ctype.Enum("ndiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("ndiag_type", ctype.U8, &xlat.SocketTypes),
	ctype.Enum("ndiag_protocol", ctype.U8, &xlat.NetlinkProtocols),
	ctype.Enum("ndiag_state", ctype.U8, &xlat.TcpStates),
	ctype.Num("ndiag_portid", ctype.U32),
	ctype.Num("ndiag_dst_portid", ctype.U32),
	ctype.Num("ndiag_dst_group", ctype.U32),
	ctype.Num("ndiag_ino", ctype.U32),
	ctype.Nums("ndiag_cookie", ctype.U32, 2),
}}

var packetDiagReq = ctype.Struct{CName: "packet_diag_req", Fields: []ctype.Field{
	ctype.Enum("sdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("sdiag_protocol", ctype.U8),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("pdiag_ino", ctype.U32),
	ctype.Flags("pdiag_show", ctype.U32, &xlat.PacketDiagShow),
	ctype.Nums("pdiag_cookie", ctype.U32, 2),
}}

var packetDiagMsg = ctype.Struct{CName: "packet_diag_msg", Fields: []ctype.Field{
	ctype.Enum("pdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("pdiag_type", ctype.U8, &xlat.SocketTypes),
	ctype.Num("pdiag_num", ctype.U16),
	ctype.Num("pdiag_ino", ctype.U32),
	ctype.Nums("pdiag_cookie", ctype.U32, 2),
}}

var packetDiagAttrs = nlAttrs{&xlat.PacketDiagAttrs, []nlAttr{
	{kind: 4, min: 4, say: nlU32}, // PACKET_DIAG_UID
	{kind: 5, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
}}

var unixDiagRqlen = ctype.Struct{CName: "unix_diag_rqlen", Fields: []ctype.Field{
	ctype.Num("udiag_rqueue", ctype.U32),
	ctype.Num("udiag_wqueue", ctype.U32),
}}

var unixDiagAttrs = nlAttrs{&xlat.UnixDiagAttrs, []nlAttr{
	{kind: 0, min: 1, say: diagName},
	{kind: 1, min: 8, say: diagVFS},
	{kind: 2, min: 4, say: nlU32},  // UNIX_DIAG_PEER
	{kind: 3, min: 4, say: nlU32s}, // UNIX_DIAG_ICONS
	{kind: 4, min: 8, say: nlStruct, typ: &unixDiagRqlen},
	{kind: 5, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
	{kind: 6, min: 1, say: nlU8},  // UNIX_DIAG_SHUTDOWN
	{kind: 7, min: 4, say: nlU32}, // UNIX_DIAG_UID
}}

var netlinkDiagAttrs = nlAttrs{&xlat.NetlinkDiagAttrs, []nlAttr{
	{kind: 0, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
}}

// diagName says the name of a socket: a path, or one in the abstract namespace,
// which has no NUL at its end: strace's text shows that as a string that goes on.
func diagName(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if p[0] == 0 {
		n := min(len(p), d.O.StrLen)
		d.Str(p[:n], !d.JSON() || n < len(p))
		return
	}
	nlStr(d, c, a, p)
}

// diagVFS says struct unix_diag_vfs, the device first.
func diagVFS(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Buf.Struct()
	d.Field("udiag_vfs_dev")
	sayDevice(d, uint64(binary.LittleEndian.Uint32(p[4:])))
	d.Field("udiag_vfs_ino")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.EndStruct()
}
