package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of interfaces, by their numbers in linux/if_link.h.

var linkAttrs = nlAttrs{&xlat.IflaAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlMAC},                          // IFLA_ADDRESS
	{kind: 2, min: 1, say: nlMAC},                          // IFLA_BROADCAST
	{kind: 3, min: 1, say: nlStr},                          // IFLA_IFNAME
	{kind: 4, min: 4, say: nlU32},                          // IFLA_MTU
	{kind: 5, min: 4, say: nlU32},                          // IFLA_LINK
	{kind: 6, min: 1, say: nlStr},                          // IFLA_QDISC
	{kind: 7, min: 92, say: nlStruct, typ: &linkStats},     // IFLA_STATS
	{kind: 10, min: 4, say: nlU32},                         // IFLA_MASTER
	{kind: 12, min: 4, say: nlByFamily, choice: &protinfo}, // IFLA_PROTINFO
	{kind: 13, min: 4, say: nlU32},                         // IFLA_TXQLEN
	{kind: 14, min: 28, say: nlStruct, typ: &linkMap},      // IFLA_MAP
	{kind: 15, min: 4, say: nlU32},                         // IFLA_WEIGHT
	{kind: 16, min: 1, say: nlU8},                          // IFLA_OPERSTATE
	{kind: 17, min: 1, say: nlU8},                          // IFLA_LINKMODE
	{kind: 18, min: 4, say: nlNested, nested: &linkInfo},   // IFLA_LINKINFO
	{kind: 19, min: 4, say: nlU32},                         // IFLA_NET_NS_PID
	{kind: 20, min: 1, say: nlStr},                         // IFLA_IFALIAS
	{kind: 21, min: 4, say: nlU32},                         // IFLA_NUM_VF
	{kind: 22, min: 4, say: nlNested, nested: &linkVFs},    // IFLA_VFINFO_LIST
	{kind: 23, min: 192, say: nlStruct, typ: &linkStats64},
	{kind: 24, min: 4, say: nlNested, nested: &linkVFPorts},
	{kind: 25, min: 4, say: nlNested, nested: &linkPort},
	{kind: 26, min: 4, say: nlByFamily, choice: &afSpec},
	{kind: 27, min: 4, say: nlU32}, // IFLA_GROUP
	{kind: 28, min: 4, say: nlFD},  // IFLA_NET_NS_FD
	{kind: 29, min: 4, max: 8, say: nlFlags32, set: &xlat.RtextFilters},
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
	{kind: 44, min: 4, say: nlEnum32, set: &xlat.IflaEvents},
	{kind: 45, min: 4, say: nlS32},     // IFLA_NEW_NETNSID
	{kind: 46, min: 4, say: nlS32},     // IFLA_TARGET_NETNSID
	{kind: 47, min: 4, say: nlU32},     // IFLA_CARRIER_UP_COUNT
	{kind: 48, min: 4, say: nlU32},     // IFLA_CARRIER_DOWN_COUNT
	{kind: 49, min: 4, say: nlIfindex}, // IFLA_NEW_IFINDEX
	{kind: 50, min: 4, say: nlU32},     // IFLA_MIN_MTU
	{kind: 51, min: 4, say: nlU32},     // IFLA_MAX_MTU
	{kind: 52, min: 4, say: nlNested, nested: &linkAltNames},
	{kind: 53, min: 1, say: nlStr}, // IFLA_ALT_IFNAME
	{kind: 54, min: 1, say: nlMAC}, // IFLA_PERM_ADDRESS
	{kind: 55, min: 4, say: nlNested, nested: &linkDownReason},
	{kind: 56, min: 1, say: nlStr},                         // IFLA_PARENT_DEV_NAME
	{kind: 57, min: 1, say: nlStr},                         // IFLA_PARENT_DEV_BUS_NAME
	{kind: 58, min: 4, say: nlU32},                         // IFLA_GRO_MAX_SIZE
	{kind: 59, min: 4, say: nlU32},                         // IFLA_TSO_MAX_SIZE
	{kind: 60, min: 4, say: nlU32},                         // IFLA_TSO_MAX_SEGS
	{kind: 61, min: 4, say: nlU32},                         // IFLA_ALLMULTI
	{kind: 62, min: 4, say: nlNested, nested: &nlaDevlink}, // IFLA_DEVLINK_PORT
	{kind: 63, min: 4, say: nlU32},                         // IFLA_GSO_IPV4_MAX_SIZE
	{kind: 64, min: 4, say: nlU32},                         // IFLA_GRO_IPV4_MAX_SIZE
	{kind: 65, min: 4, say: nlNested, nested: &nlaDpllPin}, // IFLA_DPLL_PIN
	{kind: 66, min: 4, say: nlUint},                        // IFLA_MAX_PACING_OFFLOAD_HORIZON
	{kind: 67, min: 1, say: nlU8},                          // IFLA_NETNS_IMMUTABLE
	{kind: 68, min: 2, say: nlU16},                         // IFLA_HEADROOM
	{kind: 69, min: 2, say: nlU16},                         // IFLA_TAILROOM
}}

// afSpec is what IFLA_AF_SPEC holds: attributes of each family, or in messages
// about bridges, those of bridges.
var afSpec = nlChoices{
	{family: afBridge, attr: nlAttr{min: 4, say: nlNested, nested: &bridgeSpec}},
	{attr: nlAttr{min: 4, say: nlNested, nested: &linkFamilies}},
}

// protinfo is what IFLA_PROTINFO holds.
var protinfo = nlChoices{
	{family: afBridge, attr: nlAttr{min: 4, say: nlNested, nested: &bridgePort}},
	{family: afInet6, attr: nlAttr{min: 4, say: nlNested, nested: &linkInet6}},
}

var linkAltNames = nlAttrs{&xlat.IflaAttrs, []nlAttr{
	{kind: 53, min: 1, say: nlStr}, // IFLA_ALT_IFNAME
}}

var linkDownReason = nlAttrs{&xlat.ProtoDownReasonAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlX32}, // IFLA_PROTO_DOWN_REASON_MASK
	{kind: 2, min: 4, say: nlX32}, // IFLA_PROTO_DOWN_REASON_VALUE
}}

var linkInfo = nlAttrs{&xlat.IflaInfoAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlName},                                // IFLA_INFO_KIND
	{kind: 2, min: 4, say: nlByKind, key: 1, choice: &linkData},   // IFLA_INFO_DATA
	{kind: 3, min: 4, say: nlByKind, key: 1, choice: &linkXstats}, // IFLA_INFO_XSTATS
	{kind: 4, min: 1, say: nlName},                                // IFLA_INFO_SLAVE_KIND
	{kind: 5, min: 4, say: nlByKind, key: 4, choice: &slaveData},  // IFLA_INFO_SLAVE_DATA
}}

var linkTun = nlAttrs{&xlat.IflaTunAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlID},                                 // IFLA_TUN_OWNER
	{kind: 2, min: 4, say: nlID},                                 // IFLA_TUN_GROUP
	{kind: 3, min: 1, max: 8, say: nlEnum8, set: &xlat.TunTypes}, // IFLA_TUN_TYPE
	{kind: 4, min: 1, say: nlU8},                                 // IFLA_TUN_PI
	{kind: 5, min: 1, say: nlU8},                                 // IFLA_TUN_VNET_HDR
	{kind: 6, min: 1, say: nlU8},                                 // IFLA_TUN_PERSIST
	{kind: 7, min: 1, say: nlU8},                                 // IFLA_TUN_MULTI_QUEUE
	{kind: 8, min: 4, say: nlU32},                                // IFLA_TUN_NUM_QUEUES
	{kind: 9, min: 4, say: nlU32},                                // IFLA_TUN_NUM_DISABLED_QUEUES
}}

var linkXDP = nlAttrs{&xlat.IflaXdpAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlS32},                                   // IFLA_XDP_FD
	{kind: 2, min: 1, max: 8, say: nlEnum8, set: &xlat.XdpAttached}, // IFLA_XDP_ATTACHED
	{kind: 3, min: 4, say: nlFlags32, set: &xlat.XdpAttachFlags},    // IFLA_XDP_FLAGS
	{kind: 4, min: 4, say: nlU32},                                   // IFLA_XDP_PROG_ID
	{kind: 5, min: 4, say: nlU32},                                   // IFLA_XDP_DRV_PROG_ID
	{kind: 6, min: 4, say: nlU32},                                   // IFLA_XDP_SKB_PROG_ID
	{kind: 7, min: 4, say: nlU32},                                   // IFLA_XDP_HW_PROG_ID
	{kind: 8, min: 4, say: nlS32},                                   // IFLA_XDP_EXPECTED_FD
}}

// linkFamilies are what families of addresses have to say about an interface.
var linkFamilies = nlAttrs{&xlat.SocketFamilies, []nlAttr{
	{kind: afInet, min: 4, say: nlNested, nested: &linkInet},
	{kind: afInet6, min: 4, say: nlNested, nested: &linkInet6},
	{kind: afMctp, min: 4, say: nlNested, nested: &linkMctp},
}}

var linkInet = nlAttrs{&xlat.IflaInetAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIndexedS1, set: &xlat.DevconfIPv4}, // IFLA_INET_CONF
}}

var linkMctp = nlAttrs{&xlat.IflaMctpAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32}, // IFLA_MCTP_NET
	{kind: 2, min: 1, say: nlU8},  // IFLA_MCTP_PHYS_BINDING
}}

var linkInet6 = nlAttrs{&xlat.IflaInet6Attrs, []nlAttr{
	{kind: 1, min: 4, max: 8, say: nlFlags32, set: &xlat.Inet6IfFlags}, // IFLA_INET6_FLAGS
	{kind: 2, min: 4, say: nlIndexedS, set: &xlat.DevconfIPv6},         // IFLA_INET6_CONF
	{kind: 3, min: 8, say: nlIndexed64, set: &xlat.IpStats},            // IFLA_INET6_STATS
	{kind: 5, min: 16, say: nlStruct, typ: &iflaCacheinfo},             // IFLA_INET6_CACHEINFO
	{kind: 6, min: 8, say: nlIndexed64, set: &xlat.Icmp6Stats},         // IFLA_INET6_ICMP6STATS
	{kind: 7, min: 16, say: nlIP6},                                     // IFLA_INET6_TOKEN
	{kind: 8, min: 1, max: 8, say: nlEnum8, set: &xlat.AddrGenModes},   // IFLA_INET6_ADDR_GEN_MODE
	{kind: 9, min: 4, say: nlU32},                                      // IFLA_INET6_RA_MTU
}}

// Virtual functions of an interface, and ports of virtual stations.

var linkVFs = nlAttrs{&xlat.IflaVfInfoAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &linkVF}, // IFLA_VF_INFO
}}

var linkVF = nlAttrs{&xlat.IflaVfAttrs, []nlAttr{
	{kind: 1, min: 36, say: nlStruct, typ: &vfMac},        // IFLA_VF_MAC
	{kind: 2, min: 12, say: nlStruct, typ: &vfVlan},       // IFLA_VF_VLAN
	{kind: 3, min: 8, say: nlStruct, typ: &vfTxRate},      // IFLA_VF_TX_RATE
	{kind: 4, min: 8, say: nlStruct, typ: &vfSpoofchk},    // IFLA_VF_SPOOFCHK
	{kind: 5, min: 8, say: nlStruct, typ: &vfLinkState},   // IFLA_VF_LINK_STATE
	{kind: 6, min: 12, say: nlStruct, typ: &vfRate},       // IFLA_VF_RATE
	{kind: 7, min: 8, say: nlStruct, typ: &vfRssQueryEn},  // IFLA_VF_RSS_QUERY_EN
	{kind: 8, min: 4, say: nlNested, nested: &vfStats},    // IFLA_VF_STATS
	{kind: 9, min: 8, say: nlStruct, typ: &vfTrust},       // IFLA_VF_TRUST
	{kind: 10, min: 12, max: 16, say: nlGUID},             // IFLA_VF_IB_NODE_GUID
	{kind: 11, min: 12, max: 16, say: nlGUID},             // IFLA_VF_IB_PORT_GUID
	{kind: 12, min: 4, say: nlNested, nested: &vfVlans},   // IFLA_VF_VLAN_LIST
	{kind: 13, min: 32, say: nlStruct, typ: &vfBroadcast}, // IFLA_VF_BROADCAST
}}

// nlGUID says struct ifla_vf_guid, whose size tells where its guid is: it is the
// sender's ABI that aligns it to 4 or 8 bytes.
func nlGUID(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if len(p) != 12 && len(p) != 16 {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Field("vf")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.Field("guid")
	d.Hex(binary.LittleEndian.Uint64(p[len(p)-8:]))
	d.EndStruct()
}

var vfVlans = nlAttrs{&xlat.IflaVfVlanAttrs, []nlAttr{
	{kind: 1, min: 16, say: nlStruct, typ: &vfVlanInfo}, // IFLA_VF_VLAN_INFO
}}

var vfStats = nlAttrs{&xlat.IflaVfStatsAttrs, []nlAttr{
	{kind: 0, min: 8, say: nlU64}, // IFLA_VF_STATS_RX_PACKETS
	{kind: 1, min: 8, say: nlU64}, // IFLA_VF_STATS_TX_PACKETS
	{kind: 2, min: 8, say: nlU64}, // IFLA_VF_STATS_RX_BYTES
	{kind: 3, min: 8, say: nlU64}, // IFLA_VF_STATS_TX_BYTES
	{kind: 4, min: 8, say: nlU64}, // IFLA_VF_STATS_BROADCAST
	{kind: 5, min: 8, say: nlU64}, // IFLA_VF_STATS_MULTICAST
	{kind: 7, min: 8, say: nlU64}, // IFLA_VF_STATS_RX_DROPPED
	{kind: 8, min: 8, say: nlU64}, // IFLA_VF_STATS_TX_DROPPED
}}

var linkVFPorts = nlAttrs{&xlat.IflaVfPortAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &linkPort}, // IFLA_VF_PORT
}}

var linkPort = nlAttrs{&xlat.IflaPortAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32},                   // IFLA_PORT_VF
	{kind: 2, min: 1, say: nlStr},                   // IFLA_PORT_PROFILE
	{kind: 3, min: 8, say: nlStruct, typ: &portVsi}, // IFLA_PORT_VSI_TYPE
	{kind: 6, min: 1, say: nlU8},                    // IFLA_PORT_REQUEST
	{kind: 7, min: 2, say: nlU16},                   // IFLA_PORT_RESPONSE
}}

// What is in them.

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
	ctype.Num("irq", ctype.U16),
	ctype.Num("dma", ctype.U8),
	ctype.Num("port", ctype.U8),
}}

var iflaCacheinfo = ctype.Struct{CName: "ifla_cacheinfo", Fields: []ctype.Field{
	ctype.Num("max_reasm_len", ctype.U32),
	ctype.Num("tstamp", ctype.U32),
	ctype.Num("reachable_time", ctype.U32),
	ctype.Num("retrans_time", ctype.U32),
}}

var canDeviceStats = ctype.Struct{CName: "can_device_stats", Fields: []ctype.Field{
	ctype.Num("bus_error", ctype.U32),
	ctype.Num("error_warning", ctype.U32),
	ctype.Num("error_passive", ctype.U32),
	ctype.Num("bus_off", ctype.U32),
	ctype.Num("arbitration_lost", ctype.U32),
	ctype.Num("restarts", ctype.U32),
}}

var vfMac = ctype.Struct{CName: "ifla_vf_mac", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	{Name: "mac", Kind: ctype.Chars, N: 32, Show: showOctets},
}}

var vfVlan = ctype.Struct{CName: "ifla_vf_vlan", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("vlan", ctype.U32),
	ctype.Num("qos", ctype.U32),
}}

var vfTxRate = ctype.Struct{CName: "ifla_vf_tx_rate", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("rate", ctype.U32),
}}

var vfSpoofchk = ctype.Struct{CName: "ifla_vf_spoofchk", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("setting", ctype.U32),
}}

var vfRssQueryEn = ctype.Struct{CName: "ifla_vf_rss_query_en", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("setting", ctype.U32),
}}

var vfTrust = ctype.Struct{CName: "ifla_vf_trust", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("setting", ctype.U32),
}}

var vfLinkState = ctype.Struct{CName: "ifla_vf_link_state", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Enum("link_state", ctype.U32, &xlat.VfLinkStates),
}}

var vfRate = ctype.Struct{CName: "ifla_vf_rate", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("min_tx_rate", ctype.U32),
	ctype.Num("max_tx_rate", ctype.U32),
}}

var vfVlanInfo = ctype.Struct{CName: "ifla_vf_vlan_info", Fields: []ctype.Field{
	ctype.Num("vf", ctype.U32),
	ctype.Num("vlan", ctype.U32),
	ctype.Num("qos", ctype.U32),
	{Name: "vlan_proto", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
}}

var vfBroadcast = ctype.Struct{CName: "ifla_vf_broadcast", Fields: []ctype.Field{
	{Name: "broadcast", Kind: ctype.Chars, N: 32, Show: showOctets},
}}

var portVsi = ctype.Struct{CName: "ifla_port_vsi", Fields: []ctype.Field{
	ctype.Num("vsi_mgr_id", ctype.U8),
	{Name: "vsi_type_id", Kind: ctype.Chars, N: 3, Show: showHexed},
	ctype.Num("vsi_type_version", ctype.U8),
	ctype.Pad(ctype.U8, 3),
}}
