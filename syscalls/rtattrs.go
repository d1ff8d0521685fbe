package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of addresses, routes, neighbours, rules and statistics, by their
// numbers in linux/if_addr.h, rtnetlink.h, neighbour.h, fib_rules.h, nexthop.h and others.

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
	{kind: 11, min: 1, say: nlU8},  // IFA_PROTO
	{kind: 12, min: 4, say: nlU32}, // IFA_MC_USERS
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
	{kind: 9, min: 8, say: nlMultipath}, // RTA_MULTIPATH
	{kind: 10, min: 4, say: nlU32},      // RTA_PROTOINFO
	{kind: 11, min: 4, say: nlU32},      // RTA_FLOW
	{kind: 12, min: 32, say: nlStruct, typ: &rtaCacheinfo},
	{kind: 14, min: 4, say: nlU32}, // RTA_MP_ALGO
	{kind: 15, min: 4, say: nlEnum32, set: &xlat.RtTables},
	{kind: 16, min: 4, say: nlU32}, // RTA_MARK
	{kind: 17, min: 24, say: nlStruct, typ: &rtaMfcStats},
	{kind: 18, min: 2, say: nlVia}, // RTA_VIA
	{kind: 19, min: 4, say: nlIP},  // RTA_NEWDST
	{kind: 20, min: 1, say: nlU8},  // RTA_PREF
	{kind: 21, min: 2, say: nlEnum16, set: &xlat.LwtunnelEncaps},
	{kind: 22, min: 4, say: nlByLittle, choice: &encaps, key: 21, anyKey: true}, // RTA_ENCAP
	{kind: 23, min: 8, say: nlU64},                                              // RTA_EXPIRES
	{kind: 25, min: 4, say: nlU32},                                              // RTA_UID
	{kind: 26, min: 1, say: nlU8},                                               // RTA_TTL_PROPAGATE
	{kind: 27, min: 1, say: nlU8},                                               // RTA_IP_PROTO
	{kind: 28, min: 2, say: nlU16},                                              // RTA_SPORT
	{kind: 29, min: 2, say: nlU16},                                              // RTA_DPORT
	{kind: 30, min: 4, say: nlU32},                                              // RTA_NH_ID
	{kind: 31, min: 4, say: nlBE},                                               // RTA_FLOWLABEL
}}

var routeMetrics = nlAttrs{&xlat.RtaxAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32},  // RTAX_LOCK
	{kind: 2, min: 4, say: nlU32},  // RTAX_MTU
	{kind: 3, min: 4, say: nlU32},  // RTAX_WINDOW
	{kind: 4, min: 4, say: nlU32},  // RTAX_RTT
	{kind: 5, min: 4, say: nlU32},  // RTAX_RTTVAR
	{kind: 6, min: 4, say: nlU32},  // RTAX_SSTHRESH
	{kind: 7, min: 4, say: nlU32},  // RTAX_CWND
	{kind: 8, min: 4, say: nlU32},  // RTAX_ADVMSS
	{kind: 9, min: 4, say: nlU32},  // RTAX_REORDERING
	{kind: 10, min: 4, say: nlU32}, // RTAX_HOPLIMIT
	{kind: 11, min: 4, say: nlU32}, // RTAX_INITCWND
	{kind: 12, min: 4, say: nlU32}, // RTAX_FEATURES
	{kind: 13, min: 4, say: nlU32}, // RTAX_RTO_MIN
	{kind: 14, min: 4, say: nlU32}, // RTAX_INITRWND
	{kind: 15, min: 4, say: nlU32}, // RTAX_QUICKACK
	{kind: 16, min: 1, say: nlStr}, // RTAX_CC_ALGO
	{kind: 17, min: 4, say: nlU32}, // RTAX_FASTOPEN_NO_COOKIE
}}

var neighAttrs = nlAttrs{&xlat.NdAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},  // NDA_DST
	{kind: 2, min: 1, say: nlMAC}, // NDA_LLADDR
	{kind: 3, min: 16, say: nlStruct, typ: &ndaCacheinfo},
	{kind: 4, min: 4, say: nlU32},                                 // NDA_PROBES
	{kind: 5, min: 2, say: nlU16},                                 // NDA_VLAN
	{kind: 6, min: 2, say: nlBE},                                  // NDA_PORT
	{kind: 7, min: 4, say: nlU32},                                 // NDA_VNI
	{kind: 8, min: 4, say: nlIfindex},                             // NDA_IFINDEX
	{kind: 9, min: 4, say: nlIfindex},                             // NDA_MASTER
	{kind: 10, min: 4, say: nlU32},                                // NDA_LINK_NETNSID
	{kind: 11, min: 4, say: nlU32},                                // NDA_SRC_VNI
	{kind: 12, min: 1, say: nlEnumUint, set: &xlat.InetProtocols}, // NDA_PROTOCOL, an RTPROT_* for the kernel, not for strace
	{kind: 13, min: 4, say: nlU32},                                // NDA_NH_ID
	{kind: 14, min: 4, say: nlNested, nested: &fdbExtAttrs},
	{kind: 15, min: 4, max: 8, say: nlFlags32, set: &xlat.NeighExtFlags},
	{kind: 16, min: 2, max: 8, say: nlFlags16, set: &xlat.NdStates},
	{kind: 17, min: 1, max: 8, say: nlFlags8, set: &xlat.NdFlags},
}}

var ruleAttrs = nlAttrs{&xlat.FibRuleAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},   // FRA_DST
	{kind: 2, min: 4, say: nlIP},   // FRA_SRC
	{kind: 3, min: 1, say: nlStr},  // FRA_IIFNAME
	{kind: 4, min: 4, say: nlU32},  // FRA_GOTO
	{kind: 6, min: 4, say: nlU32},  // FRA_PRIORITY
	{kind: 10, min: 4, say: nlU32}, // FRA_FWMARK
	{kind: 11, min: 4, say: nlU32}, // FRA_FLOW
	{kind: 12, min: 8, say: nlBE},  // FRA_TUN_ID
	{kind: 13, min: 4, say: nlU32}, // FRA_SUPPRESS_IFGROUP
	{kind: 14, min: 4, say: nlU32}, // FRA_SUPPRESS_PREFIXLEN
	{kind: 15, min: 4, say: nlEnum32, set: &xlat.RtTables},
	{kind: 16, min: 4, say: nlU32}, // FRA_FWMASK
	{kind: 17, min: 1, say: nlStr}, // FRA_OIFNAME
	{kind: 19, min: 1, say: nlU8},  // FRA_L3MDEV
	{kind: 20, min: 8, say: nlStruct, typ: &fibUIDRange},
	{kind: 21, min: 1, say: nlEnum8, set: &xlat.RtProtocols},
	{kind: 22, min: 1, say: nlEnumUint, set: &xlat.InetProtocols},
	{kind: 23, min: 4, say: nlStruct, typ: &fibPortRange},
	{kind: 24, min: 4, say: nlStruct, typ: &fibPortRange},
	{kind: 25, min: 1, say: nlU8},    // FRA_DSCP
	{kind: 26, min: 4, say: nlBE},    // FRA_FLOWLABEL
	{kind: 27, min: 4, say: nlBEHex}, // FRA_FLOWLABEL_MASK
	{kind: 28, min: 2, say: nlX16},   // FRA_SPORT_MASK
	{kind: 29, min: 2, say: nlX16},   // FRA_DPORT_MASK
	{kind: 30, min: 1, say: nlX8},    // FRA_DSCP_MASK
}}

var fdbExtAttrs = nlAttrs{&xlat.FdbExtAttrs, []nlAttr{
	{kind: 1, min: 1, max: 8, say: nlFlags8, set: &xlat.FdbNotifyFlags}, // NFEA_ACTIVITY_NOTIFY
}}

var nexthopAttrs = nlAttrs{&xlat.NexthopAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32},                                             // NHA_ID
	{kind: 2, min: 8, say: nlStructs, typ: &nexthopGrp},                       // NHA_GROUP
	{kind: 3, min: 2, max: 8, say: nlEnum16, set: &xlat.NexthopGroupTypes},    // NHA_GROUP_TYPE
	{kind: 4, min: 4, say: nlU32},                                             // NHA_BLACKHOLE
	{kind: 5, min: 4, say: nlIfindex},                                         // NHA_OIF
	{kind: 6, min: 4, say: nlIP},                                              // NHA_GATEWAY
	{kind: 7, min: 2, say: nlEnum16, set: &xlat.LwtunnelEncaps},               // NHA_ENCAP_TYPE
	{kind: 8, min: 4, say: nlByLittle, choice: &encaps, key: 7, anyKey: true}, // NHA_ENCAP
	{kind: 9, min: 4, say: nlU32},                                             // NHA_GROUPS
	{kind: 10, min: 4, say: nlIfindex},                                        // NHA_MASTER
	{kind: 11, min: 4, say: nlU32},                                            // NHA_FDB
	{kind: 12, min: 4, say: nlNested, nested: &resGroup},                      // NHA_RES_GROUP
	{kind: 13, min: 4, say: nlNested, nested: &resBucket},                     // NHA_RES_BUCKET
	{kind: 14, min: 4, say: nlFlags32, set: &xlat.NexthopOpFlags},             // NHA_OP_FLAGS
	{kind: 15, min: 4, say: nlNested, nested: &nlaNexthopStats},               // NHA_GROUP_STATS
	{kind: 16, min: 4, say: nlU32},                                            // NHA_HW_STATS_ENABLE
	{kind: 17, min: 4, say: nlU32},                                            // NHA_HW_STATS_USED
	{kind: 18, min: 2, say: nlBE},                                             // NHA_DST_PORT
}}

var resGroup = nlAttrs{&xlat.NexthopResGroupAttrs, []nlAttr{
	{kind: 1, min: 2, say: nlU16},   // NHA_RES_GROUP_BUCKETS
	{kind: 2, min: 1, say: nlTicks}, // NHA_RES_GROUP_IDLE_TIMER
	{kind: 3, min: 1, say: nlTicks}, // NHA_RES_GROUP_UNBALANCED_TIMER
	{kind: 4, min: 1, say: nlTicks}, // NHA_RES_GROUP_UNBALANCED_TIME
}}

var resBucket = nlAttrs{&xlat.NexthopResBucketAttrs, []nlAttr{
	{kind: 1, min: 2, say: nlU16},   // NHA_RES_BUCKET_INDEX
	{kind: 2, min: 1, say: nlTicks}, // NHA_RES_BUCKET_IDLE_TIME
	{kind: 3, min: 4, say: nlU32},   // NHA_RES_BUCKET_NH_ID
}}

var addrlabelAttrs = nlAttrs{&xlat.IfalAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP},  // IFAL_ADDRESS
	{kind: 2, min: 4, say: nlU32}, // IFAL_LABEL
}}

var neightblAttrs = nlAttrs{&xlat.NdtAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                         // NDTA_NAME
	{kind: 2, min: 4, say: nlU32},                         // NDTA_THRESH1
	{kind: 3, min: 4, say: nlU32},                         // NDTA_THRESH2
	{kind: 4, min: 4, say: nlU32},                         // NDTA_THRESH3
	{kind: 5, min: 32, say: nlStruct, typ: &ndtConfig},    // NDTA_CONFIG
	{kind: 6, min: 4, say: nlNested, nested: &neighParms}, // NDTA_PARMS
	{kind: 7, min: 88, say: nlStruct, typ: &ndtStats},     // NDTA_STATS
	{kind: 8, min: 8, say: nlU64},                         // NDTA_GC_INTERVAL
}}

var neighParms = nlAttrs{&xlat.NdtpAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIfindex}, // NDTPA_IFINDEX
	{kind: 2, min: 4, say: nlU32},     // NDTPA_REFCNT
	{kind: 3, min: 8, say: nlU64},     // NDTPA_REACHABLE_TIME
	{kind: 4, min: 8, say: nlU64},     // NDTPA_BASE_REACHABLE_TIME
	{kind: 5, min: 8, say: nlU64},     // NDTPA_RETRANS_TIME
	{kind: 6, min: 8, say: nlU64},     // NDTPA_GC_STALETIME
	{kind: 7, min: 8, say: nlU64},     // NDTPA_DELAY_PROBE_TIME
	{kind: 8, min: 4, say: nlU32},     // NDTPA_QUEUE_LEN
	{kind: 9, min: 4, say: nlU32},     // NDTPA_APP_PROBES
	{kind: 10, min: 4, say: nlU32},    // NDTPA_UCAST_PROBES
	{kind: 11, min: 4, say: nlU32},    // NDTPA_MCAST_PROBES
	{kind: 12, min: 8, say: nlU64},    // NDTPA_ANYCAST_DELAY
	{kind: 13, min: 8, say: nlU64},    // NDTPA_PROXY_DELAY
	{kind: 14, min: 4, say: nlU32},    // NDTPA_PROXY_QLEN
	{kind: 15, min: 8, say: nlU64},    // NDTPA_LOCKTIME
	{kind: 16, min: 4, say: nlU32},    // NDTPA_QUEUE_LENBYTES
	{kind: 17, min: 4, say: nlU32},    // NDTPA_MCAST_REPROBES
	{kind: 19, min: 8, say: nlU64},    // NDTPA_INTERVAL_PROBE_TIME_MS
}}

var netconfAttrs = nlAttrs{&xlat.NetconfAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIfindex}, // NETCONFA_IFINDEX
	{kind: 2, min: 4, say: nlS32},     // NETCONFA_FORWARDING
	{kind: 3, min: 4, say: nlS32},     // NETCONFA_RP_FILTER
	{kind: 4, min: 4, say: nlS32},     // NETCONFA_MC_FORWARDING
	{kind: 5, min: 4, say: nlS32},     // NETCONFA_PROXY_NEIGH
	{kind: 6, min: 4, say: nlS32},     // NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN
	{kind: 7, min: 4, say: nlS32},     // NETCONFA_INPUT
	{kind: 8, min: 4, say: nlS32},     // NETCONFA_BC_FORWARDING
	{kind: 9, min: 4, say: nlS32},     // NETCONFA_FORCE_FORWARDING
}}

var nsidAttrs = nlAttrs{&xlat.NetNsAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlS32}, // NETNSA_NSID
	{kind: 2, min: 4, say: nlU32}, // NETNSA_PID
	{kind: 3, min: 4, say: nlFD},  // NETNSA_FD
	{kind: 4, min: 4, say: nlS32}, // NETNSA_TARGET_NSID
	{kind: 5, min: 4, say: nlS32}, // NETNSA_CURRENT_NSID
}}

var statsAttrs = nlAttrs{&xlat.IflaStatsAttrs, []nlAttr{
	{kind: 1, min: 192, say: nlStruct, typ: &linkStats64},    // IFLA_STATS_LINK_64
	{kind: 2, min: 4, say: nlNested, nested: &xstatsAttrs},   // IFLA_STATS_LINK_XSTATS
	{kind: 3, min: 4, say: nlNested, nested: &xstatsAttrs},   // IFLA_STATS_LINK_XSTATS_SLAVE
	{kind: 4, min: 4, say: nlNested, nested: &offloadXstats}, // IFLA_STATS_LINK_OFFLOAD_XSTATS
	{kind: 5, min: 4, say: nlNested, nested: &statsFamilies}, // IFLA_STATS_AF_SPEC
}}

var xstatsAttrs = nlAttrs{&xlat.LinkXstatsTypes, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &bridgeXstats}, // LINK_XSTATS_TYPE_BRIDGE
	{kind: 2, min: 4, say: nlNested, nested: &bondXstats},   // LINK_XSTATS_TYPE_BOND
}}

var bondXstats = nlAttrs{&xlat.BondXstatsAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &bond3ad}, // BOND_XSTATS_3AD
}}

var bond3ad = nlAttrs{&xlat.Bond3adStats, []nlAttr{
	{kind: 0, min: 8, say: nlU64}, // BOND_3AD_STAT_LACPDU_RX
	{kind: 1, min: 8, say: nlU64}, // BOND_3AD_STAT_LACPDU_TX
	{kind: 2, min: 8, say: nlU64}, // BOND_3AD_STAT_LACPDU_UNKNOWN_RX
	{kind: 3, min: 8, say: nlU64}, // BOND_3AD_STAT_LACPDU_ILLEGAL_RX
	{kind: 4, min: 8, say: nlU64}, // BOND_3AD_STAT_MARKER_RX
	{kind: 5, min: 8, say: nlU64}, // BOND_3AD_STAT_MARKER_TX
	{kind: 6, min: 8, say: nlU64}, // BOND_3AD_STAT_MARKER_RESP_RX
	{kind: 7, min: 8, say: nlU64}, // BOND_3AD_STAT_MARKER_RESP_TX
	{kind: 8, min: 8, say: nlU64}, // BOND_3AD_STAT_MARKER_UNKNOWN_RX
}}

var offloadXstats = nlAttrs{&xlat.OffloadXstatsAttrs, []nlAttr{
	{kind: 1, min: 192, say: nlStruct, typ: &linkStats64}, // IFLA_OFFLOAD_XSTATS_CPU_HIT
	{kind: 2, min: 4, say: nlNested, nested: &offloadHw},  // IFLA_OFFLOAD_XSTATS_HW_S_INFO
	{kind: 3, min: 72, say: nlStruct, typ: &hwStats64},    // IFLA_OFFLOAD_XSTATS_L3_STATS
}}

// offloadHw tells of each kind whether it was asked for and whether it is used.
var offloadHw = nlAttrs{&xlat.OffloadXstatsAttrs, []nlAttr{
	{kind: nlEach, min: 4, say: nlNested, nested: &nlaStatsHw},
}}

var hwStats64 = ctype.Struct{CName: "rtnl_hw_stats64", Fields: []ctype.Field{
	ctype.Num("rx_packets", ctype.U64),
	ctype.Num("tx_packets", ctype.U64),
	ctype.Num("rx_bytes", ctype.U64),
	ctype.Num("tx_bytes", ctype.U64),
	ctype.Num("rx_errors", ctype.U64),
	ctype.Num("tx_errors", ctype.U64),
	ctype.Num("rx_dropped", ctype.U64),
	ctype.Num("tx_dropped", ctype.U64),
	ctype.Num("multicast", ctype.U64),
}}

var statsFamilies = nlAttrs{&xlat.SocketFamilies, []nlAttr{
	{kind: afMpls, min: 4, say: nlNested, nested: &mplsStats},
}}

var mplsStats = nlAttrs{&xlat.MplsStatsAttrs, []nlAttr{
	{kind: 1, min: 72, say: nlStructAnd, typ: &mplsLinkStats}, // MPLS_STATS_LINK
}}

// nlMultipath says the next hops of a route: each is struct rtnexthop and
// attributes of the same kinds.
func nlMultipath(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := func() int { return int(binary.LittleEndian.Uint16(p)) }
	const head = 8 // struct rtnexthop
	array := size() >= head && size() < len(p)
	if array {
		d.Array()
	}
	for count := uint64(0); len(p) >= head; count++ {
		if count >= d.Limit() {
			d.More()
			break
		}
		n := size()
		rest := p[head:max(min(n, len(p)), head)]
		if len(rest) > 0 {
			d.Array()
		}
		d.StructIn(&rtnexthop, p[:head])
		if len(rest) > 0 {
			netlinkAttrs(d, c, c.within, rest)
			d.EndArray()
		}
		if !array || n < head || nlAlign(n) > len(p) {
			break
		}
		p = p[nlAlign(n):]
	}
	if array {
		d.EndArray()
	}
}

// nlVia says struct rtvia: a family and an address of it.
func nlVia(d *Dec, c nlContext, a *nlAttr, p []byte) {
	family := binary.LittleEndian.Uint16(p)
	d.Buf.Struct()
	d.Field("rtvia_family")
	d.Enum(&xlat.SocketFamilies, uint64(family))
	switch p = p[2:]; {
	case len(p) == 0:
	case family == afInet && len(p) >= 4:
		d.IP4Field("rtvia_addr", p[:4])
	case family == afInet6 && len(p) >= 16:
		d.IP6Field("rtvia_addr", p[:16])
	default:
		d.Field("rtvia_addr")
		nlHex(d, c, a, p)
	}
	d.EndStruct()
}

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

var rtnexthop = ctype.Struct{CName: "rtnexthop", Fields: []ctype.Field{
	ctype.Num("rtnh_len", ctype.U16),
	ctype.Flags("rtnh_flags", ctype.U8, &xlat.NexthopFlags),
	ctype.Num("rtnh_hops", ctype.U8),
	ctype.Interface("rtnh_ifindex", ctype.S32),
}}

var rtaMfcStats = ctype.Struct{CName: "rta_mfc_stats", Fields: []ctype.Field{
	ctype.Num("mfcs_packets", ctype.U64),
	ctype.Num("mfcs_bytes", ctype.U64),
	ctype.Num("mfcs_wrong_if", ctype.U64),
}}

var fibUIDRange = ctype.Struct{CName: "fib_rule_uid_range", Fields: []ctype.Field{
	ctype.Num("start", ctype.U32),
	ctype.Num("end", ctype.U32),
}}

var fibPortRange = ctype.Struct{CName: "fib_rule_port_range", Fields: []ctype.Field{
	ctype.Num("start", ctype.U16),
	ctype.Num("end", ctype.U16),
}}

// nexthopGrp has the names of Linux 6.1; weight_high took resvd1's place in 6.12.
var nexthopGrp = ctype.Struct{CName: "nexthop_grp", Fields: []ctype.Field{
	ctype.Num("id", ctype.U32),
	ctype.Num("weight", ctype.U8),
	ctype.HexNZ("resvd1", ctype.U8),
	ctype.HexNZ("resvd2", ctype.U16),
}}

var ndtConfig = ctype.Struct{CName: "ndt_config", Fields: []ctype.Field{
	ctype.Num("ndtc_key_len", ctype.U16),
	ctype.Num("ndtc_entry_size", ctype.U16),
	ctype.Num("ndtc_entries", ctype.U32),
	ctype.Num("ndtc_last_flush", ctype.U32),
	ctype.Num("ndtc_last_rand", ctype.U32),
	ctype.Num("ndtc_hash_rnd", ctype.U32),
	ctype.As("ndtc_hash_mask", ctype.U32, showHexWide),
	ctype.Num("ndtc_hash_chain_gc", ctype.U32),
	ctype.Num("ndtc_proxy_qlen", ctype.U32),
}}

var ndtStats = ctype.Struct{CName: "ndt_stats", Fields: []ctype.Field{
	ctype.Num("ndts_allocs", ctype.U64),
	ctype.Num("ndts_destroys", ctype.U64),
	ctype.Num("ndts_hash_grows", ctype.U64),
	ctype.Num("ndts_res_failed", ctype.U64),
	ctype.Num("ndts_lookups", ctype.U64),
	ctype.Num("ndts_hits", ctype.U64),
	ctype.Num("ndts_rcv_probes_mcast", ctype.U64),
	ctype.Num("ndts_rcv_probes_ucast", ctype.U64),
	ctype.Num("ndts_periodic_gc_runs", ctype.U64),
	ctype.Num("ndts_forced_gc_runs", ctype.U64),
	ctype.Num("ndts_table_fulls", ctype.U64),
}}

var mplsLinkStats = ctype.Struct{CName: "mpls_link_stats", Fields: []ctype.Field{
	ctype.Num("rx_packets", ctype.U64),
	ctype.Num("tx_packets", ctype.U64),
	ctype.Num("rx_bytes", ctype.U64),
	ctype.Num("tx_bytes", ctype.U64),
	ctype.Num("rx_errors", ctype.U64),
	ctype.Num("tx_errors", ctype.U64),
	ctype.Num("rx_dropped", ctype.U64),
	ctype.Num("tx_dropped", ctype.U64),
	ctype.Num("rx_noroute", ctype.U64),
}}
