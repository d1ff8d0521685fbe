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
	if h.kind != sockDiagByFamily {
		nlBytes(d, p)
		return
	}
	family, request := p[0], h.flags&nlmRequest != 0
	inet := family == afInet || family == afInet6
	switch {
	case inet && request && len(p) >= inetDiagReq:
		inetDiagRequest(d, p)
		diagAttrs(d, &inetDiagReqAttrs, p, inetDiagReq)
		return
	case inet && !request && len(p) >= inetDiagMsg:
		inetDiagAnswer(d, p)
		diagAttrs(d, &inetDiagAttrs, p, inetDiagMsg)
		return
	}
	known, said := otherDiag(d, request, p)
	if said {
		return
	}
	d.Buf.Struct()
	if request {
		d.Field("sdiag_family")
	} else {
		d.Field("family")
	}
	d.Enum(&xlat.SocketFamilies, uint64(family))
	switch data := p[1:]; {
	case inet || known:
		d.More()
	case len(data) > 0:
		d.Field("data")
		nlBytes(d, data)
	}
	d.EndStruct()
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

var inetDiagReqAttrs = nlAttrs{&xlat.InetDiagReqAttrs, nil}

var inetDiagMeminfo = ctype.Struct{CName: "inet_diag_meminfo", Fields: []ctype.Field{
	ctype.Num("idiag_rmem", ctype.U32),
	ctype.Num("idiag_wmem", ctype.U32),
	ctype.Num("idiag_fmem", ctype.U32),
	ctype.Num("idiag_tmem", ctype.U32),
}}

var inetDiagAttrs = nlAttrs{&xlat.InetDiagAttrs, []nlAttr{
	{kind: 1, min: 16, say: nlStruct, typ: &inetDiagMeminfo},
	{kind: 4, min: 1, say: nlStr}, // INET_DIAG_CONG
	{kind: 5, min: 1, say: nlU8},  // INET_DIAG_TOS
	{kind: 6, min: 1, say: nlU8},  // INET_DIAG_TCLASS
	{kind: 7, min: 4, say: nlIndexed, set: &xlat.SkMeminfo},
	{kind: 8, min: 1, say: nlU8},         // INET_DIAG_SHUTDOWN
	{kind: 11, min: 1, say: nlU8},        // INET_DIAG_SKV6ONLY
	{kind: 15, min: 4, say: nlU32},       // INET_DIAG_MARK
	{kind: 17, min: 4, say: nlU32},       // INET_DIAG_CLASS_ID
	{kind: 21, min: 8, say: nlU64},       // INET_DIAG_CGROUP_ID
	{kind: 22, min: 2, say: diagSockopt}, // INET_DIAG_SOCKOPT
}}

// sockoptBits are the members of struct inet_diag_sockopt, a bit each.
var sockoptBits = [...]string{
	"recverr", "is_icsk", "freebind", "hdrincl", "mc_loop", "transparent", "mc_all", "nodefrag",
	"bind_address_no_port", "recverr_rfc4884", "defer_connect",
}

// diagSockopt says the bits that are set.
func diagSockopt(d *Dec, c nlContext, a *nlAttr, p []byte) {
	v := binary.LittleEndian.Uint16(p)
	d.Buf.Struct()
	for i, name := range sockoptBits {
		if v>>i&1 != 0 {
			d.Field(name)
			d.Uint(1)
		}
	}
	d.EndStruct()
}
