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
	typ   *ctype.Struct
	attrs *nlAttrs
}

var routes = [...]route{
	{16, &ifinfomsg, &linkAttrs},  // RTM_NEWLINK
	{20, &ifaddrmsg, &addrAttrs},  // RTM_NEWADDR
	{24, &rtmsg, &routeAttrs},     // RTM_NEWROUTE
	{28, &ndmsg, &neighAttrs},     // RTM_NEWNEIGH
	{32, &fibRuleHdr, &ruleAttrs}, // RTM_NEWRULE
}

// routeMessage says what follows the header of a message.
func routeMessage(d *Dec, kind uint16, p []byte) {
	for i := range routes {
		r := &routes[i]
		if kind&^3 != r.first {
			continue
		}
		size := r.typ.Size(d.ABI)
		d.Buf.Struct()
		if len(p) < size {
			d.Fields(r.typ, p[:1])
			d.More()
			d.EndStruct()
			return
		}
		d.Fields(r.typ, p[:size])
		d.EndStruct()
		if rest := p[min(nlAlign(size), len(p)):]; len(rest) > 0 {
			c := nlContext{family: p[0]}
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
		d.Hexed(data[:min(len(data), d.O.StrLen)], len(data) > d.O.StrLen)
	}
	d.EndStruct()
}

var ifinfomsg = ctype.Struct{CName: "ifinfomsg", Fields: []ctype.Field{
	ctype.Enum("ifi_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Enum("ifi_type", ctype.U16, &xlat.ArpTypes),
	ctype.Interface("ifi_index", ctype.S32),
	ctype.Flags("ifi_flags", ctype.U32, &xlat.InterfaceFlags),
	ctype.Flags("ifi_change", ctype.U32, &xlat.InterfaceFlags),
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
	ctype.Enum("table", ctype.U8, &xlat.RtTables),
	ctype.Pad(ctype.U8, 2),
	ctype.Enum("action", ctype.U8, &xlat.FibRuleActions),
	ctype.Flags("flags", ctype.U32, &xlat.FibRuleFlags),
}}

// linkStats64 are the counters of an interface, linkStats the same in 32 bits.
var linkStats64 = ctype.Struct{CName: "rtnl_link_stats64", Fields: []ctype.Field{
	ctype.Num("rx_packets", ctype.U64),
	ctype.Num("tx_packets", ctype.U64),
	ctype.Num("rx_bytes", ctype.U64),
	ctype.Num("tx_bytes", ctype.U64),
	ctype.Num("rx_errors", ctype.U64),
	ctype.Num("tx_errors", ctype.U64),
	ctype.Num("rx_dropped", ctype.U64),
	ctype.Num("tx_dropped", ctype.U64),
	ctype.Num("multicast", ctype.U64),
	ctype.Num("collisions", ctype.U64),
	ctype.Num("rx_length_errors", ctype.U64),
	ctype.Num("rx_over_errors", ctype.U64),
	ctype.Num("rx_crc_errors", ctype.U64),
	ctype.Num("rx_frame_errors", ctype.U64),
	ctype.Num("rx_fifo_errors", ctype.U64),
	ctype.Num("rx_missed_errors", ctype.U64),
	ctype.Num("tx_aborted_errors", ctype.U64),
	ctype.Num("tx_carrier_errors", ctype.U64),
	ctype.Num("tx_fifo_errors", ctype.U64),
	ctype.Num("tx_heartbeat_errors", ctype.U64),
	ctype.Num("tx_window_errors", ctype.U64),
	ctype.Num("rx_compressed", ctype.U64),
	ctype.Num("tx_compressed", ctype.U64),
	ctype.Num("rx_nohandler", ctype.U64),
	ctype.Num("rx_otherhost_dropped", ctype.U64),
}}

var linkStats = ctype.Struct{CName: "rtnl_link_stats", Fields: []ctype.Field{
	ctype.Num("rx_packets", ctype.U32),
	ctype.Num("tx_packets", ctype.U32),
	ctype.Num("rx_bytes", ctype.U32),
	ctype.Num("tx_bytes", ctype.U32),
	ctype.Num("rx_errors", ctype.U32),
	ctype.Num("tx_errors", ctype.U32),
	ctype.Num("rx_dropped", ctype.U32),
	ctype.Num("tx_dropped", ctype.U32),
	ctype.Num("multicast", ctype.U32),
	ctype.Num("collisions", ctype.U32),
	ctype.Num("rx_length_errors", ctype.U32),
	ctype.Num("rx_over_errors", ctype.U32),
	ctype.Num("rx_crc_errors", ctype.U32),
	ctype.Num("rx_frame_errors", ctype.U32),
	ctype.Num("rx_fifo_errors", ctype.U32),
	ctype.Num("rx_missed_errors", ctype.U32),
	ctype.Num("tx_aborted_errors", ctype.U32),
	ctype.Num("tx_carrier_errors", ctype.U32),
	ctype.Num("tx_fifo_errors", ctype.U32),
	ctype.Num("tx_heartbeat_errors", ctype.U32),
	ctype.Num("tx_window_errors", ctype.U32),
	ctype.Num("rx_compressed", ctype.U32),
	ctype.Num("tx_compressed", ctype.U32),
	ctype.Num("rx_nohandler", ctype.U32),
}}

var linkMap = ctype.Struct{CName: "rtnl_link_ifmap", Fields: []ctype.Field{
	ctype.Hex("mem_start", ctype.U64),
	ctype.Hex("mem_end", ctype.U64),
	ctype.Hex("base_addr", ctype.U64),
	ctype.Hex("irq", ctype.U16),
	ctype.Hex("dma", ctype.U8),
	ctype.Hex("port", ctype.U8),
}}

var ifaCacheinfo = ctype.Struct{CName: "ifa_cacheinfo", Fields: []ctype.Field{
	ctype.Num("ifa_prefered", ctype.U32),
	ctype.Num("ifa_valid", ctype.U32),
	ctype.Num("cstamp", ctype.U32),
	ctype.Num("tstamp", ctype.U32),
}}

var rtaCacheinfo = ctype.Struct{CName: "rta_cacheinfo", Fields: []ctype.Field{
	ctype.Num("rta_clntref", ctype.U32),
	ctype.Num("rta_lastuse", ctype.U32),
	ctype.Num("rta_expires", ctype.U32),
	ctype.Num("rta_error", ctype.U32),
	ctype.Num("rta_used", ctype.U32),
	ctype.Hex("rta_id", ctype.U32),
	ctype.Num("rta_ts", ctype.U32),
	ctype.Num("rta_tsage", ctype.U32),
}}

var ndaCacheinfo = ctype.Struct{CName: "nda_cacheinfo", Fields: []ctype.Field{
	ctype.Num("ndm_confirmed", ctype.U32),
	ctype.Num("ndm_used", ctype.U32),
	ctype.Num("ndm_updated", ctype.U32),
	ctype.Num("ndm_refcnt", ctype.U32),
}}

// The attributes, by their numbers in linux/if_link.h, if_addr.h, rtnetlink.h,
// neighbour.h and fib_rules.h.

var linkAttrs = nlAttrs{&xlat.IflaAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlMAC},                        // IFLA_ADDRESS
	{kind: 2, min: 1, say: nlMAC},                        // IFLA_BROADCAST
	{kind: 3, min: 1, say: nlStr},                        // IFLA_IFNAME
	{kind: 4, min: 4, say: nlU32},                        // IFLA_MTU
	{kind: 5, min: 4, say: nlU32},                        // IFLA_LINK
	{kind: 6, min: 1, say: nlStr},                        // IFLA_QDISC
	{kind: 7, min: 96, say: nlStruct, typ: &linkStats},   // IFLA_STATS
	{kind: 10, min: 4, say: nlU32},                       // IFLA_MASTER
	{kind: 13, min: 4, say: nlU32},                       // IFLA_TXQLEN
	{kind: 14, min: 28, say: nlStruct, typ: &linkMap},    // IFLA_MAP
	{kind: 15, min: 4, say: nlU32},                       // IFLA_WEIGHT
	{kind: 16, min: 1, say: nlU8},                        // IFLA_OPERSTATE
	{kind: 17, min: 1, say: nlU8},                        // IFLA_LINKMODE
	{kind: 18, min: 4, say: nlNested, nested: &linkInfo}, // IFLA_LINKINFO
	{kind: 19, min: 4, say: nlU32},                       // IFLA_NET_NS_PID
	{kind: 20, min: 1, say: nlStr},                       // IFLA_IFALIAS
	{kind: 21, min: 4, say: nlU32},                       // IFLA_NUM_VF
	{kind: 23, min: 192, say: nlStruct, typ: &linkStats64},
	{kind: 26, min: 4, say: nlNested, nested: &linkFamilies},
	{kind: 27, min: 4, say: nlU32}, // IFLA_GROUP
	{kind: 28, min: 4, say: nlU32}, // IFLA_NET_NS_FD
	{kind: 29, min: 4, say: nlFlags32, set: &xlat.RtextFilters},
	{kind: 30, min: 4, say: nlU32}, // IFLA_PROMISCUITY
	{kind: 31, min: 4, say: nlU32}, // IFLA_NUM_TX_QUEUES
	{kind: 32, min: 4, say: nlU32}, // IFLA_NUM_RX_QUEUES
	{kind: 33, min: 1, say: nlU8},  // IFLA_CARRIER
	{kind: 35, min: 4, say: nlU32}, // IFLA_CARRIER_CHANGES
	{kind: 37, min: 4, say: nlS32}, // IFLA_LINK_NETNSID
	{kind: 38, min: 1, say: nlStr}, // IFLA_PHYS_PORT_NAME
	{kind: 39, min: 1, say: nlU8},  // IFLA_PROTO_DOWN
	{kind: 40, min: 4, say: nlU32}, // IFLA_GSO_MAX_SEGS
	{kind: 41, min: 4, say: nlU32}, // IFLA_GSO_MAX_SIZE
	{kind: 43, min: 4, say: nlNested, nested: &linkXDP},
	{kind: 47, min: 4, say: nlU32}, // IFLA_CARRIER_UP_COUNT
	{kind: 48, min: 4, say: nlU32}, // IFLA_CARRIER_DOWN_COUNT
	{kind: 50, min: 4, say: nlU32}, // IFLA_MIN_MTU
	{kind: 51, min: 4, say: nlU32}, // IFLA_MAX_MTU
	{kind: 53, min: 1, say: nlStr}, // IFLA_ALT_IFNAME
	{kind: 54, min: 1, say: nlMAC}, // IFLA_PERM_ADDRESS
	{kind: 56, min: 1, say: nlStr}, // IFLA_PARENT_DEV_NAME
	{kind: 57, min: 1, say: nlStr}, // IFLA_PARENT_DEV_BUS_NAME
	{kind: 58, min: 4, say: nlU32}, // IFLA_GRO_MAX_SIZE
	{kind: 59, min: 4, say: nlU32}, // IFLA_TSO_MAX_SIZE
	{kind: 60, min: 4, say: nlU32}, // IFLA_TSO_MAX_SEGS
	{kind: 61, min: 4, say: nlU32}, // IFLA_ALLMULTI
}}

var linkInfo = nlAttrs{&xlat.IflaInfoAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // IFLA_INFO_KIND
	{kind: 4, min: 1, say: nlStr}, // IFLA_INFO_SLAVE_KIND
}}

var linkXDP = nlAttrs{&xlat.IflaXdpAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlS32}, // IFLA_XDP_FD
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.XdpAttached},
	{kind: 4, min: 4, say: nlU32}, // IFLA_XDP_PROG_ID
}}

// linkFamilies are what families of addresses have to say about an interface.
var linkFamilies = nlAttrs{&xlat.SocketFamilies, []nlAttr{
	{kind: afInet6, min: 4, say: nlNested, nested: &linkInet6},
}}

var linkInet6 = nlAttrs{&xlat.IflaInet6Attrs, nil}

var addrAttrs = nlAttrs{&xlat.IfaAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},  // IFA_ADDRESS
	{kind: 2, min: 4, say: nlIP},  // IFA_LOCAL
	{kind: 3, min: 1, say: nlStr}, // IFA_LABEL
	{kind: 4, min: 4, say: nlIP},  // IFA_BROADCAST
	{kind: 5, min: 4, say: nlIP},  // IFA_ANYCAST
	{kind: 6, min: 16, say: nlStruct, typ: &ifaCacheinfo},
	{kind: 7, min: 4, say: nlIP}, // IFA_MULTICAST
	{kind: 8, min: 4, say: nlFlags32, set: &xlat.IfaFlags},
	{kind: 9, min: 4, say: nlU32},  // IFA_RT_PRIORITY
	{kind: 10, min: 4, say: nlS32}, // IFA_TARGET_NETNSID
}}

var routeAttrs = nlAttrs{&xlat.RtaAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},      // RTA_DST
	{kind: 2, min: 4, say: nlIP},      // RTA_SRC
	{kind: 3, min: 4, say: nlIfindex}, // RTA_IIF
	{kind: 4, min: 4, say: nlIfindex}, // RTA_OIF
	{kind: 5, min: 4, say: nlIP},      // RTA_GATEWAY
	{kind: 6, min: 4, say: nlU32},     // RTA_PRIORITY
	{kind: 7, min: 4, say: nlIP},      // RTA_PREFSRC
	{kind: 8, min: 4, say: nlNested, nested: &routeMetrics},
	{kind: 11, min: 4, say: nlU32}, // RTA_FLOW
	{kind: 12, min: 32, say: nlStruct, typ: &rtaCacheinfo},
	{kind: 15, min: 4, say: nlEnum32, set: &xlat.RtTables},
	{kind: 16, min: 4, say: nlU32}, // RTA_MARK
	{kind: 20, min: 1, say: nlU8},  // RTA_PREF
	{kind: 25, min: 4, say: nlU32}, // RTA_UID
	{kind: 26, min: 1, say: nlU8},  // RTA_TTL_PROPAGATE
}}

var routeMetrics = nlAttrs{&xlat.RtaxAttrs, nil}

var neighAttrs = nlAttrs{&xlat.NdAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},  // NDA_DST
	{kind: 2, min: 1, say: nlMAC}, // NDA_LLADDR
	{kind: 3, min: 16, say: nlStruct, typ: &ndaCacheinfo},
	{kind: 4, min: 4, say: nlU32},     // NDA_PROBES
	{kind: 5, min: 2, say: nlU16},     // NDA_VLAN
	{kind: 7, min: 4, say: nlU32},     // NDA_VNI
	{kind: 8, min: 4, say: nlIfindex}, // NDA_IFINDEX
	{kind: 9, min: 4, say: nlIfindex}, // NDA_MASTER
	{kind: 10, min: 4, say: nlS32},    // NDA_LINK_NETNSID
	{kind: 12, min: 1, say: nlEnum8, set: &xlat.RtProtocols},
}}

var ruleAttrs = nlAttrs{&xlat.FibRuleAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},   // FRA_DST
	{kind: 2, min: 4, say: nlIP},   // FRA_SRC
	{kind: 3, min: 1, say: nlStr},  // FRA_IIFNAME
	{kind: 4, min: 4, say: nlU32},  // FRA_GOTO
	{kind: 6, min: 4, say: nlU32},  // FRA_PRIORITY
	{kind: 10, min: 4, say: nlU32}, // FRA_FWMARK
	{kind: 11, min: 4, say: nlU32}, // FRA_FLOW
	{kind: 13, min: 4, say: nlU32}, // FRA_SUPPRESS_IFGROUP
	{kind: 14, min: 4, say: nlU32}, // FRA_SUPPRESS_PREFIXLEN
	{kind: 15, min: 4, say: nlEnum32, set: &xlat.RtTables},
	{kind: 16, min: 4, say: nlU32}, // FRA_FWMASK
	{kind: 17, min: 1, say: nlStr}, // FRA_OIFNAME
	{kind: 19, min: 1, say: nlU8},  // FRA_L3MDEV
	{kind: 21, min: 1, say: nlEnum8, set: &xlat.RtProtocols},
}}
