package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_ROUTE (linux/rtnetlink.h).

// A route is a group of messages: those of one kind of object.
type route struct {
	first uint16 // the message that makes such an object; the others follow
	does  uint8  // which of them there are
	typ   *ctype.Struct
	attrs *nlAttrs // nil: what follows are bytes
}

// What is done to an object: a bit for each message of a group.
const (
	rtNew = 1 << iota
	rtDel
	rtGet
	rtSet
)

var routes = [...]route{
	{16, rtNew | rtDel | rtGet | rtSet, &ifinfomsg, &linkAttrs}, // RTM_NEWLINK
	{20, rtNew | rtDel | rtGet, &ifaddrmsg, &addrAttrs},         // RTM_NEWADDR
	{24, rtNew | rtDel | rtGet, &rtmsg, &routeAttrs},            // RTM_NEWROUTE
	{28, rtNew | rtDel | rtGet, &ndmsg, &neighAttrs},            // RTM_NEWNEIGH
	{32, rtNew | rtDel | rtGet, &fibRuleHdr, &ruleAttrs},        // RTM_NEWRULE
	{36, rtNew | rtDel | rtGet, &tcmsg, &tcAttrs},               // RTM_NEWQDISC
	{40, rtNew | rtDel | rtGet, &tcmsg, &tcAttrs},               // RTM_NEWTCLASS
	{44, rtNew | rtDel | rtGet, &tcmsg, &tcAttrs},               // RTM_NEWTFILTER
	{48, rtNew | rtDel | rtGet, &tcamsg, &nlaActionRoot},        // RTM_NEWACTION
	{52, rtNew, &prefixmsg, &nlaPrefix},                         // RTM_NEWPREFIX
	{56, rtGet, &ifaddrmsg, &addrAttrs},                         // RTM_GETMULTICAST
	{60, rtGet, &ifaddrmsg, &addrAttrs},                         // RTM_GETANYCAST
	{64, rtNew | rtGet | rtSet, &ndtmsg, &neightblAttrs},        // RTM_NEWNEIGHTBL
	{72, rtNew | rtDel | rtGet, &ifaddrlblmsg, &addrlabelAttrs}, // RTM_NEWADDRLABEL
	{76, rtGet | rtSet, &dcbmsg, &nlaDcb},                       // RTM_GETDCB
	{80, rtNew | rtDel | rtGet, &netconfmsg, &netconfAttrs},     // RTM_NEWNETCONF
	{84, rtNew | rtDel, &brPortMsg, &mdbAttrs},                  // RTM_NEWMDB
	{84, rtGet, &brPortMsg, &nlaMdbGet},                         // RTM_GETMDB
	{88, rtNew | rtDel | rtGet, &rtgenmsg, &nsidAttrs},          // RTM_NEWNSID
	{92, rtNew, &ifStatsMsg, &statsAttrs},                       // RTM_NEWSTATS
	{92, rtGet | rtSet, &ifStatsMsg, &nlaStatsSet},              // RTM_GETSTATS, RTM_SETSTATS
	{96, rtNew, &rtgenmsg, nil},                                 // RTM_NEWCACHEREPORT
	{100, rtNew | rtDel | rtGet, &tcmsg, &tcAttrs},              // RTM_NEWCHAIN
	{104, rtNew | rtDel | rtGet, &nhmsg, &nexthopAttrs},         // RTM_NEWNEXTHOP
	{108, rtNew | rtDel | rtGet, &ifinfomsg, &linkAttrs},        // RTM_NEWLINKPROP
	{112, rtNew | rtDel, &brVlanMsg, &nlaVlanDb},                // RTM_NEWVLAN
	{112, rtGet, &brVlanMsg, &nlaVlanDump},                      // RTM_GETVLAN
	{116, rtNew | rtDel | rtGet, &nhmsg, &nexthopAttrs},         // RTM_NEWNEXTHOPBUCKET
	{120, rtNew | rtDel | rtGet, &tunnelMsg, &nlaTunnelVnis},    // RTM_NEWTUNNEL
}

// routeFlags are the flags of a type of messages: what bits mean depends on
// whether the message makes, deletes or asks for something.
func routeFlags(kind uint16) *xlat.Set {
	if kind == 49 { // RTM_DELACTION, with NLM_F_ROOT about all actions of a kind
		return nlFlagsOf(rtGet)
	}
	return nlFlagsOf(1 << ((kind - nlmsgMinType) & 3))
}

// nlFlagsOf are the flags of messages that do one of those things.
func nlFlagsOf(does uint8) *xlat.Set {
	switch does {
	case rtNew:
		return &xlat.NlmsgNewFlags
	case rtDel:
		return &xlat.NlmsgDelFlags
	case rtGet:
		return &xlat.NlmsgGetFlags
	}
	return &xlat.NlmsgFlags
}

// routeMessage says what follows the header of a message.
func routeMessage(d *Dec, h nlHead, p []byte) {
	kind := h.kind
	for i := range routes {
		r := &routes[i]
		if kind&^3 != r.first || r.does>>(kind&3)&1 == 0 {
			continue
		}
		routeHeader(d, r.typ, p)
		if rest := p[min(nlAlign(r.typ.Size(d.ABI)), len(p)):]; len(rest) > 0 {
			c := nlContext{self: r.attrs, family: p[0]}
			if r.first == nlmsgMinType {
				c.hw = binary.LittleEndian.Uint16(p[2:])
			}
			netlinkAttrs(d, c, r.attrs, rest)
		}
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

// routeHeader says the struct that a message begins with: no more than the
// family if it is too short and has more to show.
func routeHeader(d *Dec, s *ctype.Struct, p []byte) {
	d.Buf.Struct()
	if size := s.Size(d.ABI); len(p) >= size {
		d.Fields(s, p[:size])
	} else {
		d.Fields(s, p[:1])
		for i := range s.Fields[1:] {
			if s.Fields[1+i].How != ctype.Hidden {
				d.More()
				break
			}
		}
	}
	d.EndStruct()
}

var ifinfomsg = ctype.Struct{CName: "ifinfomsg", Fields: []ctype.Field{
	ctype.Enum("ifi_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Enum("ifi_type", ctype.U16, &xlat.ArpTypes),
	ctype.Interface("ifi_index", ctype.S32),
	ctype.Flags("ifi_flags", ctype.U32, &xlat.InterfaceFlags),
	ctype.Hex("ifi_change", ctype.U32),
}}

var prefixmsg = ctype.Struct{CName: "prefixmsg", Fields: []ctype.Field{
	ctype.Enum("prefix_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 3),
	ctype.Interface("prefix_ifindex", ctype.S32),
	ctype.Num("prefix_type", ctype.U8),
	ctype.Num("prefix_len", ctype.U8),
	ctype.Flags("prefix_flags", ctype.U8, &xlat.PrefixFlags),
	ctype.Pad(ctype.U8, 1),
}}

var ifaddrmsg = ctype.Struct{CName: "ifaddrmsg", Fields: []ctype.Field{
	ctype.Enum("ifa_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("ifa_prefixlen", ctype.U8),
	ctype.Flags("ifa_flags", ctype.U8, &xlat.IfaFlags),
	ctype.Enum("ifa_scope", ctype.U8, &xlat.RtScopes),
	ctype.Interface("ifa_index", ctype.U32),
}}

var rtmsg = ctype.Struct{CName: "rtmsg", Fields: []ctype.Field{
	ctype.Enum("rtm_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("rtm_dst_len", ctype.U8),
	ctype.Num("rtm_src_len", ctype.U8),
	ctype.Flags("rtm_tos", ctype.U8, &xlat.IpTos),
	ctype.Enum("rtm_table", ctype.U8, &xlat.RtTables),
	ctype.Enum("rtm_protocol", ctype.U8, &xlat.RtProtocols),
	ctype.Enum("rtm_scope", ctype.U8, &xlat.RtScopes),
	ctype.Enum("rtm_type", ctype.U8, &xlat.RtnTypes),
	ctype.Flags("rtm_flags", ctype.U32, &xlat.RtmFlags),
}}

var ndmsg = ctype.Struct{CName: "ndmsg", Fields: []ctype.Field{
	ctype.Enum("ndm_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 3),
	ctype.Interface("ndm_ifindex", ctype.S32),
	ctype.Flags("ndm_state", ctype.U16, &xlat.NdStates),
	ctype.Flags("ndm_flags", ctype.U8, &xlat.NdFlags),
	ctype.Enum("ndm_type", ctype.U8, &xlat.RtnTypes),
}}

var fibRuleHdr = ctype.Struct{CName: "fib_rule_hdr", Fields: []ctype.Field{
	ctype.Enum("family", ctype.U8, &xlat.SocketFamilies),
	ctype.Num("dst_len", ctype.U8),
	ctype.Num("src_len", ctype.U8),
	ctype.Flags("tos", ctype.U8, &xlat.IpTos),
	ctype.Enum("table", ctype.U8, &xlat.RuleTables),
	ctype.Pad(ctype.U8, 2),
	ctype.Enum("action", ctype.U8, &xlat.FibRuleActions),
	ctype.Flags("flags", ctype.U32, &xlat.FibRuleFlags),
}}

var tcmsg = ctype.Struct{CName: "tcmsg", Fields: []ctype.Field{
	ctype.Enum("tcm_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Pad(ctype.U16, 1),
	ctype.Interface("tcm_ifindex", ctype.S32),
	ctype.Num("tcm_handle", ctype.U32),
	ctype.Num("tcm_parent", ctype.U32),
	ctype.Num("tcm_info", ctype.U32),
}}

var tcamsg = ctype.Struct{CName: "tcamsg", Fields: []ctype.Field{
	ctype.Enum("tca_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Pad(ctype.U16, 1),
}}

var ndtmsg = ctype.Struct{CName: "ndtmsg", Fields: []ctype.Field{
	ctype.Enum("ndtm_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Pad(ctype.U16, 1),
}}

var netconfmsg = ctype.Struct{CName: "netconfmsg", Fields: []ctype.Field{
	ctype.Enum("ncm_family", ctype.U8, &xlat.SocketFamilies),
}}

var rtgenmsg = ctype.Struct{CName: "rtgenmsg", Fields: []ctype.Field{
	ctype.Enum("rtgen_family", ctype.U8, &xlat.SocketFamilies),
}}

var ifaddrlblmsg = ctype.Struct{CName: "ifaddrlblmsg", Fields: []ctype.Field{
	ctype.Enum("ifal_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Num("ifal_prefixlen", ctype.U8),
	ctype.Num("ifal_flags", ctype.U8),
	ctype.Interface("ifal_index", ctype.U32),
	ctype.Num("ifal_seq", ctype.U32),
}}

var dcbmsg = ctype.Struct{CName: "dcbmsg", Fields: []ctype.Field{
	ctype.Enum("dcb_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("cmd", ctype.U8, &xlat.DcbCmds),
	ctype.Pad(ctype.U16, 1),
}}

var brPortMsg = ctype.Struct{CName: "br_port_msg", Fields: []ctype.Field{
	ctype.Enum("family", ctype.U8, &xlat.SocketFamilies),
	ctype.Interface("ifindex", ctype.U32),
}}

var ifStatsMsg = ctype.Struct{CName: "if_stats_msg", Fields: []ctype.Field{
	ctype.Enum("family", ctype.U8, &xlat.SocketFamilies),
	ctype.HexNZ("pad1", ctype.U8),
	ctype.HexNZ("pad2", ctype.U16),
	ctype.Interface("ifindex", ctype.U32),
	ctype.Flags("filter_mask", ctype.U32, &xlat.IflaStatsFilter),
}}

var nhmsg = ctype.Struct{CName: "nhmsg", Fields: []ctype.Field{
	ctype.Enum("nh_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("nh_scope", ctype.U8, &xlat.RtScopes),
	ctype.Enum("nh_protocol", ctype.U8, &xlat.RtProtocols),
	ctype.HexNZ("resvd", ctype.U8),
	ctype.Flags("nh_flags", ctype.U32, &xlat.NexthopFlags),
}}
