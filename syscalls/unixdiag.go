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
	family                 uint8
	request, answer, older diagPart // older: the request of TCPDIAG_GETSOCK
}

// A diagPart is a request or an answer: a struct, whose first member is the family,
// and attributes.
type diagPart struct {
	first string
	size  int
	typ   *ctype.Struct
	say   func(d *Dec, p []byte) // if it is more than a struct
	attrs *nlAttrs
}

var diagFamilies = [...]diagFamily{
	{
		family:  afInet,
		request: diagPart{"sdiag_family", inetDiagReq, nil, inetDiagRequest, &inetDiagReqAttrs},
		answer:  diagPart{"idiag_family", inetDiagMsg, nil, inetDiagAnswer, &inetDiagAttrs},
		older:   diagPart{"idiag_family", 60, nil, inetDiagOld, &inetDiagReqAttrs},
	},
	{
		family:  afInet6,
		request: diagPart{"sdiag_family", inetDiagReq, nil, inetDiagRequest, &inetDiagReqAttrs},
		answer:  diagPart{"idiag_family", inetDiagMsg, nil, inetDiagAnswer, &inetDiagAttrs},
		older:   diagPart{"idiag_family", 60, nil, inetDiagOld, &inetDiagReqAttrs},
	},
	{
		family:  afUnix,
		request: diagPart{"sdiag_family", 24, &unixDiagReq, nil, nil},
		answer:  diagPart{"udiag_family", 16, &unixDiagMsg, nil, &unixDiagAttrs},
	},
	{
		family:  afNetlink,
		request: diagPart{"sdiag_family", 20, &netlinkDiagReq, nil, nil},
		answer:  diagPart{"ndiag_family", 28, &netlinkDiagMsg, nil, &netlinkDiagAttrs},
	},
	{
		family:  afPacket,
		request: diagPart{"sdiag_family", 20, &packetDiagReq, nil, nil},
		answer:  diagPart{"pdiag_family", 16, &packetDiagMsg, nil, &packetDiagAttrs},
	},
	{
		family:  afSmc,
		request: diagPart{"diag_family", 52, nil, smcDiagRequest, nil},
		answer:  diagPart{"diag_family", 64, nil, smcDiagAnswer, &smcDiagAttrs},
	},
	{
		family:  afVsock,
		request: diagPart{"sdiag_family", 24, &vsockDiagReq, nil, nil},
		answer:  diagPart{"vdiag_family", 32, &vsockDiagMsg, nil, nil},
	},
	{
		family:  afXdp,
		request: diagPart{"sdiag_family", 20, &xdpDiagReq, nil, nil},
		answer:  diagPart{"xdiag_family", 16, &xdpDiagMsg, nil, &nlaXdpDiag},
	},
}

func showStates(d *Dec, f *ctype.Field, p []byte) {
	d.ShiftedFlags(&xlat.TcpStates, uint64(binary.LittleEndian.Uint32(p)), "1<<", "", 0)
}

func showNetlinkProtocol(d *Dec, f *ctype.Field, p []byte) {
	const all = 0xff // NDIAG_PROTO_ALL
	if p[0] == all {
		d.HexConst("NDIAG_PROTO_ALL", all)
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
	ctype.Enum("ndiag_state", ctype.U8, &xlat.NetlinkStates),
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
	ctype.Enum("pdiag_num", ctype.U16, &xlat.EtherProtocols),
	ctype.Num("pdiag_ino", ctype.U32),
	ctype.Nums("pdiag_cookie", ctype.U32, 2),
}}

var packetDiagAttrs = nlAttrs{&xlat.PacketDiagAttrs, []nlAttr{
	{kind: 0, min: 24, say: nlStruct, typ: &packetDiagInfo},
	{kind: 1, min: 44, say: nlStructs, typ: &packetDiagMclist},
	{kind: 2, min: 28, say: nlStruct, typ: &packetDiagRing}, // PACKET_DIAG_RX_RING
	{kind: 3, min: 28, say: nlStruct, typ: &packetDiagRing}, // PACKET_DIAG_TX_RING
	{kind: 4, min: 4, say: nlU32},                           // PACKET_DIAG_FANOUT
	{kind: 5, min: 4, say: nlID},                            // PACKET_DIAG_UID
	{kind: 6, min: 4, say: nlIndexed, set: &xlat.SkMeminfo}, // PACKET_DIAG_MEMINFO
	{kind: 7, min: bpfInsnSize, say: nlFilter},              // PACKET_DIAG_FILTER
}}

// nlFilter says a program of classic BPF.
func nlFilter(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Array()
	for n := uint64(0); len(p) >= bpfInsnSize; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		socketInsn(d, p)
		p = p[bpfInsnSize:]
	}
	d.EndArray()
}

var packetDiagInfo = ctype.Struct{CName: "packet_diag_info", Fields: []ctype.Field{
	ctype.Interface("pdi_index", ctype.U32),
	ctype.Enum("pdi_version", ctype.U32, &xlat.PacketVersions),
	ctype.Num("pdi_reserve", ctype.U32),
	ctype.Num("pdi_copy_thresh", ctype.U32),
	ctype.Num("pdi_tstamp", ctype.U32),
	ctype.Flags("pdi_flags", ctype.U32, &xlat.PacketDiagFlags),
}}

var packetDiagMclist = ctype.Struct{CName: "packet_diag_mclist", Fields: []ctype.Field{
	ctype.Interface("pdmc_index", ctype.U32),
	ctype.Num("pdmc_count", ctype.U32),
	ctype.Num("pdmc_type", ctype.U16),
	ctype.Num("pdmc_alen", ctype.U16),
	{Name: "pdmc_addr", Kind: ctype.Chars, N: 32, Len: "pdmc_alen", Show: showHexed},
}}

var packetDiagRing = ctype.Struct{CName: "packet_diag_ring", Fields: []ctype.Field{
	ctype.Num("pdr_block_size", ctype.U32),
	ctype.Num("pdr_block_nr", ctype.U32),
	ctype.Num("pdr_frame_size", ctype.U32),
	ctype.Num("pdr_frame_nr", ctype.U32),
	ctype.Num("pdr_retire_tmo", ctype.U32),
	ctype.Num("pdr_sizeof_priv", ctype.U32),
	ctype.Num("pdr_features", ctype.U32),
}}

var unixDiagRqlen = ctype.Struct{CName: "unix_diag_rqlen", Fields: []ctype.Field{
	ctype.Num("udiag_rqueue", ctype.U32),
	ctype.Num("udiag_wqueue", ctype.U32),
}}

var unixDiagAttrs = nlAttrs{&xlat.UnixDiagAttrs, []nlAttr{
	{kind: 0, min: 1, say: nlStr},
	{kind: 1, min: 8, say: diagVFS},
	{kind: 2, min: 4, say: nlU32},  // UNIX_DIAG_PEER
	{kind: 3, min: 4, say: nlU32s}, // UNIX_DIAG_ICONS
	{kind: 4, min: 8, say: nlStruct, typ: &unixDiagRqlen},
	{kind: 5, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
	{kind: 6, min: 1, say: nlU8}, // UNIX_DIAG_SHUTDOWN
	{kind: 7, min: 4, say: nlID}, // UNIX_DIAG_UID
}}

var netlinkDiagAttrs = nlAttrs{&xlat.NetlinkDiagAttrs, []nlAttr{
	{kind: 0, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},        // NETLINK_DIAG_MEMINFO
	{kind: 1, min: 4, say: nlGroups},                               // NETLINK_DIAG_GROUPS
	{kind: 2, min: 16, say: nlStruct, typ: &netlinkDiagRing},       // NETLINK_DIAG_RX_RING
	{kind: 3, min: 16, say: nlStruct, typ: &netlinkDiagRing},       // NETLINK_DIAG_TX_RING
	{kind: 4, min: 4, say: nlFlags32, set: &xlat.NetlinkDiagFlags}, // NETLINK_DIAG_FLAGS
}}

// nlGroups says a bit mask in the program's long numbers.
func nlGroups(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := d.ABI.Bits() / 8
	d.Array()
	for n := uint64(0); len(p) >= size; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		v, _ := nlNumber(p[:size])
		d.HexWide(v, 2*size)
		p = p[size:]
	}
	d.EndArray()
}

var netlinkDiagRing = ctype.Struct{CName: "netlink_diag_ring", Fields: []ctype.Field{
	ctype.Num("ndr_block_size", ctype.U32),
	ctype.Num("ndr_block_nr", ctype.U32),
	ctype.Num("ndr_frame_size", ctype.U32),
	ctype.Num("ndr_frame_nr", ctype.U32),
}}

// diagVFS says struct unix_diag_vfs, the device first.
func diagVFS(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Buf.Struct()
	d.Field("udiag_vfs_dev")
	sayDevice(d, uint64(binary.LittleEndian.Uint32(p[4:])))
	d.Field("udiag_vfs_ino")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.EndStruct()
}

// Sockets of SMC, of virtual machines, and for XDP.

var smcDiagAttrs = nlAttrs{&xlat.SmcDiagAttrs, []nlAttr{
	{kind: 1, min: 76, say: nlStruct, typ: &smcDiagConninfo},           // SMC_DIAG_CONNINFO
	{kind: 2, min: 147, say: nlStruct, typ: &smcDiagLgrinfo},           // SMC_DIAG_LGRINFO
	{kind: 3, min: 1, max: 8, say: nlFlags8, set: &xlat.ShutdownFlags}, // SMC_DIAG_SHUTDOWN
	{kind: 4, min: 40, say: nlStruct, typ: &smcdDiagDmbinfo},           // SMC_DIAG_DMBINFO
	{kind: 5, min: 8, say: nlStruct, typ: &smcDiagFallback},            // SMC_DIAG_FALLBACK
}}

var smcDiagCursor = ctype.Struct{CName: "smc_diag_cursor", Fields: []ctype.Field{
	ctype.Num("reserved", ctype.U16),
	ctype.Num("wrap", ctype.U16),
	ctype.Num("count", ctype.U32),
}}

var smcDiagConninfo = ctype.Struct{CName: "smc_diag_conninfo", Fields: []ctype.Field{
	ctype.Num("token", ctype.U32),
	ctype.Num("sndbuf_size", ctype.U32),
	ctype.Num("rmbe_size", ctype.U32),
	ctype.Num("peer_rmbe_size", ctype.U32),
	ctype.Sub("rx_prod", &smcDiagCursor),
	ctype.Sub("rx_cons", &smcDiagCursor),
	ctype.Sub("tx_prod", &smcDiagCursor),
	ctype.Sub("tx_cons", &smcDiagCursor),
	ctype.Hex("rx_prod_flags", ctype.U8),
	ctype.Hex("rx_conn_state_flags", ctype.U8),
	ctype.Hex("tx_prod_flags", ctype.U8),
	ctype.Hex("tx_conn_state_flags", ctype.U8),
	ctype.Sub("tx_prep", &smcDiagCursor),
	ctype.Sub("tx_sent", &smcDiagCursor),
	ctype.Sub("tx_fin", &smcDiagCursor),
}}

var smcdDiagDmbinfo = ctype.Struct{CName: "smcd_diag_dmbinfo", Fields: []ctype.Field{
	ctype.Num("linkid", ctype.U32),
	ctype.Hex("peer_gid", ctype.AU64),
	ctype.Hex("my_gid", ctype.AU64),
	ctype.Hex("token", ctype.AU64),
	ctype.Hex("peer_token", ctype.AU64),
	ctype.Hex("peer_gid_ext", ctype.AU64),
	ctype.Hex("my_gid_ext", ctype.AU64),
}}

var smcDiagFallback = ctype.Struct{CName: "smc_diag_fallback", Fields: []ctype.Field{
	ctype.As("reason", ctype.U32, showDecline),
	ctype.As("peer_diagnosis", ctype.U32, showDecline),
}}

// showDecline shows why TCP is spoken instead, in the numbers of net/smc/smc_clc.h.
func showDecline(d *Dec, f *ctype.Field, p []byte) {
	d.EnumNoted(&xlat.SmcDeclines, uint64(binary.LittleEndian.Uint32(p)))
}

var smcDiagLinkinfo = ctype.Struct{CName: "smc_diag_linkinfo", Fields: []ctype.Field{
	ctype.Num("link_id", ctype.U8),
	ctype.Text("ibname", 64),
	ctype.Num("ibport", ctype.U8),
	ctype.Text("gid", 40),
	ctype.Text("peer_gid", 40),
}}

var smcDiagLgrinfo = ctype.Struct{CName: "smc_diag_lgrinfo", Fields: []ctype.Field{
	{Name: "lnk", Kind: ctype.Nested, Sub: &smcDiagLinkinfo, N: 1},
	ctype.Enum("role", ctype.U8, &xlat.SmcRoles),
}}

var vsockDiagReq = ctype.Struct{CName: "vsock_diag_req", Fields: []ctype.Field{
	ctype.Enum("sdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("sdiag_protocol", ctype.U8),
	ctype.Pad(ctype.U16, 1),
	ctype.As("vdiag_states", ctype.U32, showStates),
	ctype.Num("vdiag_ino", ctype.U32),
	ctype.Hex("vdiag_show", ctype.U32),
	ctype.Nums("vdiag_cookie", ctype.U32, 2),
}}

var vsockDiagMsg = ctype.Struct{CName: "vsock_diag_msg", Fields: []ctype.Field{
	ctype.Enum("vdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("vdiag_type", ctype.U8, &xlat.SocketTypes),
	ctype.Enum("vdiag_state", ctype.U8, &xlat.TcpStates),
	ctype.Num("vdiag_shutdown", ctype.U8),
	ctype.Num("vdiag_src_cid", ctype.U32),
	ctype.Num("vdiag_src_port", ctype.U32),
	ctype.Num("vdiag_dst_cid", ctype.U32),
	ctype.Num("vdiag_dst_port", ctype.U32),
	ctype.Num("vdiag_ino", ctype.U32),
	ctype.Nums("vdiag_cookie", ctype.U32, 2),
}}

var xdpDiagReq = ctype.Struct{CName: "xdp_diag_req", Fields: []ctype.Field{
	ctype.Enum("sdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("sdiag_protocol", ctype.U8),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("xdiag_ino", ctype.U32),
	ctype.Flags("xdiag_show", ctype.U32, &xlat.XdpDiagShow),
	ctype.Nums("xdiag_cookie", ctype.U32, 2),
}}

var xdpDiagMsg = ctype.Struct{CName: "xdp_diag_msg", Fields: []ctype.Field{
	ctype.Enum("xdiag_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("xdiag_type", ctype.U8, &xlat.SocketTypes),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("xdiag_ino", ctype.U32),
	ctype.Nums("xdiag_cookie", ctype.U32, 2),
}}

var xdpDiagInfo = ctype.Struct{CName: "xdp_diag_info", Fields: []ctype.Field{
	ctype.Interface("ifindex", ctype.U32),
	ctype.Num("queue_id", ctype.U32),
}}

var xdpDiagRing = ctype.Struct{CName: "xdp_diag_ring", Fields: []ctype.Field{
	ctype.Num("entries", ctype.U32),
}}

var xdpDiagUmem = ctype.Struct{CName: "xdp_diag_umem", Fields: []ctype.Field{
	ctype.Num("size", ctype.U64),
	ctype.Num("id", ctype.U32),
	ctype.Num("num_pages", ctype.U32),
	ctype.Num("chunk_size", ctype.U32),
	ctype.Num("headroom", ctype.U32),
	ctype.Interface("ifindex", ctype.U32),
	ctype.Num("queue_id", ctype.U32),
	ctype.Hex("flags", ctype.U32),
	ctype.Num("refs", ctype.U32),
}}

var xdpDiagStats = ctype.Struct{CName: "xdp_diag_stats", Fields: []ctype.Field{
	ctype.Num("n_rx_dropped", ctype.U64),
	ctype.Num("n_rx_invalid", ctype.U64),
	ctype.Num("n_rx_full", ctype.U64),
	ctype.Num("n_fill_ring_empty", ctype.U64),
	ctype.Num("n_tx_invalid", ctype.U64),
	ctype.Num("n_tx_ring_empty", ctype.U64),
}}
