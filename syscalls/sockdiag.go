package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_SOCK_DIAG (linux/sock_diag.h, inet_diag.h).

const (
	sockDiagByFamily = 20 // SOCK_DIAG_BY_FAMILY

	inetDiagID  = 48                  // struct inet_diag_sockid
	inetDiagReq = 8 + inetDiagID      // struct inet_diag_req_v2
	inetDiagMsg = 4 + inetDiagID + 20 // struct inet_diag_msg
)

func sockDiagFlags(kind uint16) *xlat.Set { return &xlat.NlmsgGetFlags }

// sockDiagMessage says what follows the header of a message: a request, or the
// answer to one, about the sockets of a family.
func sockDiagMessage(d *Dec, h nlHead, p []byte) {
	const first = 18 // TCPDIAG_GETSOCK, DCCPDIAG_GETSOCK, SOCK_DIAG_BY_FAMILY, SOCK_DESTROY
	request := h.flags&nlmRequest != 0
	old := h.kind < sockDiagByFamily
	for i := range diagFamilies {
		f := &diagFamilies[i]
		if f.family != p[0] || len(p) == 1 || h.kind < first {
			continue
		}
		part := &f.answer
		switch {
		case request && old && f.older.say != nil:
			part = &f.older
		case request:
			part = &f.request
		}
		sayDiag(d, part, p)
		return
	}
	d.Buf.Struct()
	d.Field("family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	if data := p[1:]; len(data) > 0 {
		d.Field("data")
		nlBytes(d, data)
	}
	d.EndStruct()
}

// sayDiag says a request or an answer and its attributes: no more than the family
// if it is too short.
func sayDiag(d *Dec, f *diagPart, p []byte) {
	if len(p) < f.size {
		d.Buf.Struct()
		d.Field(f.first)
		d.Enum(&xlat.SocketFamilies, uint64(p[0]))
		d.More()
		d.EndStruct()
		return
	}
	if f.typ != nil {
		d.StructIn(f.typ, p[:f.size])
	} else {
		f.say(d, p)
	}
	if f.attrs != nil {
		diagAttrs(d, f.attrs, p, f.size)
	}
}

func diagAttrs(d *Dec, s *nlAttrs, p []byte, size int) {
	if len(p) > size {
		netlinkAttrs(d, nlContext{family: p[0]}, s, p[size:])
	}
}

func inetDiagRequest(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("sdiag_family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	d.Field("sdiag_protocol")
	d.Enum(&xlat.InetProtocols, uint64(p[1]))
	d.Field("idiag_ext")
	d.ShiftedFlags(&xlat.InetDiagAttrs, uint64(p[2]), "1<<(", "-1)", 1)
	d.Field("idiag_states")
	d.ShiftedFlags(&xlat.TcpStates, uint64(binary.LittleEndian.Uint32(p[4:])), "1<<", "", 0)
	inetDiagSocket(d, p[0], p[8:])
	d.EndStruct()
}

func inetDiagAnswer(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("idiag_family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	d.Field("idiag_state")
	d.Enum(&xlat.TcpStates, uint64(p[1]))
	d.Field("idiag_timer")
	d.Uint(uint64(p[2]))
	d.Field("idiag_retrans")
	d.Uint(uint64(p[3]))
	inetDiagSocket(d, p[0], p[4:])
	for i, name := range [...]string{"idiag_expires", "idiag_rqueue", "idiag_wqueue", "idiag_uid", "idiag_inode"} {
		d.Field(name)
		d.Uint(uint64(binary.LittleEndian.Uint32(p[4+inetDiagID+4*i:])))
	}
	d.EndStruct()
}

// inetDiagOld says struct inet_diag_req, which TCPDIAG_GETSOCK has.
func inetDiagOld(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("idiag_family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	d.Field("idiag_src_len")
	d.Uint(uint64(p[1]))
	d.Field("idiag_dst_len")
	d.Uint(uint64(p[2]))
	d.Field("idiag_ext")
	d.ShiftedFlags(&xlat.InetDiagAttrs, uint64(p[3]), "1<<(", "-1)", 1)
	inetDiagSocket(d, p[0], p[4:])
	d.Field("idiag_states")
	d.ShiftedFlags(&xlat.TcpStates, uint64(binary.LittleEndian.Uint32(p[52:])), "1<<", "", 0)
	d.Field("idiag_dbs")
	d.Uint(uint64(binary.LittleEndian.Uint32(p[56:])))
	d.EndStruct()
}

func smcDiagRequest(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("diag_family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	d.Field("diag_ext")
	d.ShiftedFlags(&xlat.SmcDiagAttrs, uint64(p[3]), "1<<(", "-1)", 1)
	inetDiagSocket(d, afInet, p[4:])
	d.EndStruct()
}

func smcDiagAnswer(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("diag_family")
	d.Enum(&xlat.SocketFamilies, uint64(p[0]))
	d.Field("diag_state")
	d.Enum(&xlat.SmcStates, uint64(p[1]))
	d.Field("diag_fallback")
	d.Enum(&xlat.SmcDiagModes, uint64(p[2]))
	d.Field("diag_shutdown")
	d.Uint(uint64(p[3]))
	inetDiagSocket(d, afInet, p[4:])
	d.Field("diag_uid")
	d.Uint(uint64(binary.LittleEndian.Uint32(p[52:])))
	d.Field("diag_inode")
	d.Uint(binary.LittleEndian.Uint64(p[56:]))
	d.EndStruct()
}

// inetDiagSocket says struct inet_diag_sockid: what tells one socket from others.
func inetDiagSocket(d *Dec, family uint8, p []byte) {
	d.Field("id")
	d.Buf.Struct()
	d.Field("idiag_sport")
	d.Swapped("htons", p[0:2])
	d.Field("idiag_dport")
	d.Swapped("htons", p[2:4])
	if family == afInet {
		d.Field("idiag_src")
		d.IPIn(p[4:20], 4)
		d.Field("idiag_dst")
		d.IPIn(p[20:36], 4)
	} else {
		d.IP6Field("idiag_src", p[4:20])
		d.IP6Field("idiag_dst", p[20:36])
	}
	d.Field("idiag_if")
	d.Interface(binary.LittleEndian.Uint32(p[36:]))
	d.Field("idiag_cookie")
	d.Array()
	d.Uint(uint64(binary.LittleEndian.Uint32(p[40:])))
	d.Uint(uint64(binary.LittleEndian.Uint32(p[44:])))
	d.EndArray()
	d.EndStruct()
}

var inetDiagReqAttrs = nlAttrs{&xlat.InetDiagReqAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlStructAnd, typ: &inetDiagBcOp},              // INET_DIAG_REQ_BYTECODE
	{kind: 2, min: 4, say: nlNested, nested: &nlaBpfStorageReq},          // INET_DIAG_REQ_SK_BPF_STORAGES
	{kind: 3, min: 1, max: 8, say: nlEnumUint, set: &xlat.InetProtocols}, // INET_DIAG_REQ_PROTOCOL
}}

// nlShutdown says which ways a socket is closed.
func nlShutdown(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.FlagsNoted(&xlat.ShutdownFlags, uint64(p[0]))
}

// nlSockaddrs says an array of struct sockaddr_storage.
func nlSockaddrs(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Array()
	for n := uint64(0); len(p) >= sockaddrMax; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		sockaddrIn(d, p[:sockaddrMax])
		p = p[sockaddrMax:]
	}
	d.EndArray()
}

// inetDiagBcOp is an instruction of a filter. strace shows the first one so, and
// the others, among which are operands, as bytes.
var inetDiagBcOp = ctype.Struct{CName: "inet_diag_bc_op", Fields: []ctype.Field{
	ctype.Enum("code", ctype.U8, &xlat.InetDiagBcOps),
	ctype.Num("yes", ctype.U8),
	ctype.Num("no", ctype.U16),
}}

var inetDiagMeminfo = ctype.Struct{CName: "inet_diag_meminfo", Fields: []ctype.Field{
	ctype.Num("idiag_rmem", ctype.U32),
	ctype.Num("idiag_wmem", ctype.U32),
	ctype.Num("idiag_fmem", ctype.U32),
	ctype.Num("idiag_tmem", ctype.U32),
}}

var inetDiagAttrs = nlAttrs{&xlat.InetDiagAttrs, []nlAttr{
	{kind: 1, min: 16, say: nlStruct, typ: &inetDiagMeminfo},
	{kind: 2, min: 1, say: nlStruct, typ: &tcpInfo}, // INET_DIAG_INFO
	{kind: 3, min: 16, say: nlStruct, typ: &tcpvegasInfo},
	{kind: 4, min: 1, say: nlStr}, // INET_DIAG_CONG
	{kind: 5, min: 1, say: nlU8},  // INET_DIAG_TOS
	{kind: 6, min: 1, say: nlU8},  // INET_DIAG_TCLASS
	{kind: 7, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
	{kind: 8, min: 1, max: 8, say: nlShutdown}, // INET_DIAG_SHUTDOWN
	{kind: 9, min: 16, say: nlStruct, typ: &tcpDctcpInfo},
	{kind: 10, min: 1, max: 8, say: nlEnumUint, set: &xlat.InetProtocols}, // INET_DIAG_PROTOCOL
	{kind: 11, min: 1, say: nlU8},                                         // INET_DIAG_SKV6ONLY
	{kind: 12, min: sockaddrMax, say: nlSockaddrs},                        // INET_DIAG_LOCALS
	{kind: 13, min: sockaddrMax, say: nlSockaddrs},                        // INET_DIAG_PEERS
	{kind: 15, min: 4, say: nlU32},                                        // INET_DIAG_MARK
	{kind: 16, min: 20, say: nlStruct, typ: &inetBbrInfo},
	{kind: 17, min: 4, say: nlU32},                             // INET_DIAG_CLASS_ID
	{kind: 18, min: 100, say: diagMd5sig},                      // INET_DIAG_MD5SIG
	{kind: 19, min: 4, say: nlNested, nested: &ulpInfo},        // INET_DIAG_ULP_INFO
	{kind: 20, min: 4, say: nlNested, nested: &nlaBpfStorages}, // INET_DIAG_SK_BPF_STORAGES
	{kind: 21, min: 8, say: nlU64},                             // INET_DIAG_CGROUP_ID
	{kind: 22, min: 2, say: diagSockopt},                       // INET_DIAG_SOCKOPT
}}

// sockoptBits are the members of struct inet_diag_sockopt, a bit each; the rest is
// unused.
var sockoptBits = [...]string{
	"recverr", "is_icsk", "freebind", "hdrincl", "mc_loop", "transparent", "mc_all", "nodefrag",
	"bind_address_no_port", "recverr_rfc4884", "defer_connect",
}

// diagSockopt says the bits that are set, or all.
func diagSockopt(d *Dec, c nlContext, a *nlAttr, p []byte) {
	v := binary.LittleEndian.Uint16(p)
	d.Buf.Struct()
	for i, name := range sockoptBits {
		if bit := uint64(v >> i & 1); bit != 0 || !d.Abbrev {
			d.Field(name)
			d.Uint(bit)
		}
	}
	if unused := uint64(v >> len(sockoptBits)); unused != 0 || !d.Abbrev {
		d.Field("unused")
		d.Hex(unused)
		d.Comment("bits 3..8")
	}
	d.EndStruct()
}

// diagMd5sig says keys of TCP's MD5 signatures, each with the addresses that it is
// for.
func diagMd5sig(d *Dec, c nlContext, a *nlAttr, p []byte) {
	const size, addr, key, most = 100, 4, 20, 80 // struct tcp_diag_md5sig, TCP_MD5SIG_MAXKEYLEN
	d.Array()
	for n := uint64(0); len(p) >= size; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		d.Buf.Struct()
		d.Fields(&tcpDiagMd5sig, p[:addr])
		switch p[0] {
		case afInet:
			d.IP4Field("tcpm_addr", p[addr:addr+4])
		case afInet6:
			d.IP6Field("tcpm_addr", p[addr:addr+16])
		default:
			d.Field("tcpm_addr")
			d.Hexed(p[addr:key], false)
		}
		d.Field("tcpm_key")
		d.Hexed(p[key:key+min(int(binary.LittleEndian.Uint16(p[2:])), most)], false)
		d.EndStruct()
		p = p[size:]
	}
	d.EndArray()
}

// ulpInfo is what is known of the protocol that sits on TCP.
var ulpInfo = nlAttrs{&xlat.InetUlpInfos, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                              // INET_ULP_INFO_NAME
	{kind: 2, min: 4, say: nlNested, nested: &nlaTlsInfo},      // INET_ULP_INFO_TLS
	{kind: 3, min: 4, say: nlNested, nested: &nlaMptcpSubflow}, // INET_ULP_INFO_MPTCP
}}

var tcpvegasInfo = ctype.Struct{CName: "tcpvegas_info", Fields: []ctype.Field{
	ctype.Num("tcpv_enabled", ctype.U32),
	ctype.Num("tcpv_rttcnt", ctype.U32),
	ctype.Num("tcpv_rtt", ctype.U32),
	ctype.Num("tcpv_minrtt", ctype.U32),
}}

var tcpDctcpInfo = ctype.Struct{CName: "tcp_dctcp_info", Fields: []ctype.Field{
	ctype.Num("dctcp_enabled", ctype.U16),
	ctype.Num("dctcp_ce_state", ctype.U16),
	ctype.Num("dctcp_alpha", ctype.U32),
	ctype.Num("dctcp_ab_ecn", ctype.U32),
	ctype.Num("dctcp_ab_tot", ctype.U32),
}}

var tcpDiagMd5sig = ctype.Struct{CName: "tcp_diag_md5sig", Fields: []ctype.Field{
	ctype.Enum("tcpm_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("tcpm_prefixlen", ctype.U8),
	ctype.Num("tcpm_keylen", ctype.U16),
	{Name: "tcpm_addr", Kind: ctype.Chars, N: 16, Show: showHexed},
	ctype.Text("tcpm_key", 80),
}}

// inetBbrInfo is tcp_bbr_info as strace shows it here.
var inetBbrInfo = ctype.Struct{CName: "tcp_bbr_info", Fields: []ctype.Field{
	ctype.Hex("bbr_bw_lo", ctype.U32),
	ctype.Hex("bbr_bw_hi", ctype.U32),
	ctype.Num("bbr_min_rtt", ctype.U32),
	ctype.Num("bbr_pacing_gain", ctype.U32),
	ctype.Num("bbr_cwnd_gain", ctype.U32),
}}
