package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of bridges and their ports (linux/if_link.h, linux/if_bridge.h).

var linkBridge = nlAttrs{&xlat.IflaBridgeAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlTicks},                                 // IFLA_BR_FORWARD_DELAY
	{kind: 2, min: 1, say: nlTicks},                                 // IFLA_BR_HELLO_TIME
	{kind: 3, min: 1, say: nlTicks},                                 // IFLA_BR_MAX_AGE
	{kind: 4, min: 1, say: nlTicks},                                 // IFLA_BR_AGEING_TIME
	{kind: 5, min: 4, say: nlU32},                                   // IFLA_BR_STP_STATE
	{kind: 6, min: 2, say: nlU16},                                   // IFLA_BR_PRIORITY
	{kind: 7, min: 1, say: nlU8},                                    // IFLA_BR_VLAN_FILTERING
	{kind: 8, min: 2, max: 8, say: nlBEEnum, set: &xlat.EtherTypes}, // IFLA_BR_VLAN_PROTOCOL
	{kind: 9, min: 2, say: nlX16},                                   // IFLA_BR_GROUP_FWD_MASK
	{kind: 10, min: 8, say: nlStruct, typ: &bridgeID},               // IFLA_BR_ROOT_ID
	{kind: 11, min: 8, say: nlStruct, typ: &bridgeID},               // IFLA_BR_BRIDGE_ID
	{kind: 12, min: 2, say: nlU16},                                  // IFLA_BR_ROOT_PORT
	{kind: 13, min: 4, say: nlU32},                                  // IFLA_BR_ROOT_PATH_COST
	{kind: 14, min: 1, say: nlU8},                                   // IFLA_BR_TOPOLOGY_CHANGE
	{kind: 15, min: 1, say: nlU8},                                   // IFLA_BR_TOPOLOGY_CHANGE_DETECTED
	{kind: 16, min: 1, say: nlTicks},                                // IFLA_BR_HELLO_TIMER
	{kind: 17, min: 1, say: nlTicks},                                // IFLA_BR_TCN_TIMER
	{kind: 18, min: 1, say: nlTicks},                                // IFLA_BR_TOPOLOGY_CHANGE_TIMER
	{kind: 19, min: 1, say: nlTicks},                                // IFLA_BR_GC_TIMER
	{kind: 20, min: 1, say: nlMAC},                                  // IFLA_BR_GROUP_ADDR
	{kind: 22, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_ROUTER
	{kind: 23, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_SNOOPING
	{kind: 24, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_QUERY_USE_IFADDR
	{kind: 25, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_QUERIER
	{kind: 26, min: 4, say: nlU32},                                  // IFLA_BR_MCAST_HASH_ELASTICITY
	{kind: 27, min: 4, say: nlU32},                                  // IFLA_BR_MCAST_HASH_MAX
	{kind: 28, min: 4, say: nlU32},                                  // IFLA_BR_MCAST_LAST_MEMBER_CNT
	{kind: 29, min: 4, say: nlU32},                                  // IFLA_BR_MCAST_STARTUP_QUERY_CNT
	{kind: 30, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_LAST_MEMBER_INTVL
	{kind: 31, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_MEMBERSHIP_INTVL
	{kind: 32, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_QUERIER_INTVL
	{kind: 33, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_QUERY_INTVL
	{kind: 34, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_QUERY_RESPONSE_INTVL
	{kind: 35, min: 1, say: nlTicks},                                // IFLA_BR_MCAST_STARTUP_QUERY_INTVL
	{kind: 36, min: 1, say: nlU8},                                   // IFLA_BR_NF_CALL_IPTABLES
	{kind: 37, min: 1, say: nlU8},                                   // IFLA_BR_NF_CALL_IP6TABLES
	{kind: 38, min: 1, say: nlU8},                                   // IFLA_BR_NF_CALL_ARPTABLES
	{kind: 39, min: 2, say: nlU16},                                  // IFLA_BR_VLAN_DEFAULT_PVID
	{kind: 41, min: 1, say: nlU8},                                   // IFLA_BR_VLAN_STATS_ENABLED
	{kind: 42, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_STATS_ENABLED
	{kind: 43, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_IGMP_VERSION
	{kind: 44, min: 1, say: nlU8},                                   // IFLA_BR_MCAST_MLD_VERSION
	{kind: 45, min: 1, say: nlU8},                                   // IFLA_BR_VLAN_STATS_PER_PORT
	{kind: 46, min: 8, say: nlStruct, typ: &bridgeBoolopts},         // IFLA_BR_MULTI_BOOLOPT
	{kind: 47, min: 4, say: nlNested, nested: &bridgeQuerier},       // IFLA_BR_MCAST_QUERIER_STATE
	{kind: 48, min: 4, say: nlU32},                                  // IFLA_BR_FDB_N_LEARNED
	{kind: 49, min: 4, say: nlU32},                                  // IFLA_BR_FDB_MAX_LEARNED
	{kind: 50, min: 4, say: nlEnum32, set: &xlat.BridgeStpModes},    // IFLA_BR_STP_MODE
}}

var bridgePort = nlAttrs{&xlat.IflaBrportAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlU8},                      // IFLA_BRPORT_STATE
	{kind: 2, min: 2, say: nlU16},                     // IFLA_BRPORT_PRIORITY
	{kind: 3, min: 4, say: nlU32},                     // IFLA_BRPORT_COST
	{kind: 4, min: 1, say: nlU8},                      // IFLA_BRPORT_MODE
	{kind: 5, min: 1, say: nlU8},                      // IFLA_BRPORT_GUARD
	{kind: 6, min: 1, say: nlU8},                      // IFLA_BRPORT_PROTECT
	{kind: 7, min: 1, say: nlU8},                      // IFLA_BRPORT_FAST_LEAVE
	{kind: 8, min: 1, say: nlU8},                      // IFLA_BRPORT_LEARNING
	{kind: 9, min: 1, say: nlU8},                      // IFLA_BRPORT_UNICAST_FLOOD
	{kind: 10, min: 1, say: nlU8},                     // IFLA_BRPORT_PROXYARP
	{kind: 11, min: 1, say: nlU8},                     // IFLA_BRPORT_LEARNING_SYNC
	{kind: 12, min: 1, say: nlU8},                     // IFLA_BRPORT_PROXYARP_WIFI
	{kind: 13, min: 8, say: nlStruct, typ: &bridgeID}, // IFLA_BRPORT_ROOT_ID
	{kind: 14, min: 8, say: nlStruct, typ: &bridgeID}, // IFLA_BRPORT_BRIDGE_ID
	{kind: 15, min: 2, say: nlU16},                    // IFLA_BRPORT_DESIGNATED_PORT
	{kind: 16, min: 2, say: nlU16},                    // IFLA_BRPORT_DESIGNATED_COST
	{kind: 17, min: 2, say: nlU16},                    // IFLA_BRPORT_ID
	{kind: 18, min: 2, say: nlU16},                    // IFLA_BRPORT_NO
	{kind: 19, min: 1, say: nlU8},                     // IFLA_BRPORT_TOPOLOGY_CHANGE_ACK
	{kind: 20, min: 1, say: nlU8},                     // IFLA_BRPORT_CONFIG_PENDING
	{kind: 21, min: 1, say: nlTicks},                  // IFLA_BRPORT_MESSAGE_AGE_TIMER
	{kind: 22, min: 1, say: nlTicks},                  // IFLA_BRPORT_FORWARD_DELAY_TIMER
	{kind: 23, min: 1, say: nlTicks},                  // IFLA_BRPORT_HOLD_TIMER
	{kind: 25, min: 1, say: nlU8},                     // IFLA_BRPORT_MULTICAST_ROUTER
	{kind: 27, min: 1, say: nlU8},                     // IFLA_BRPORT_MCAST_FLOOD
	{kind: 28, min: 1, say: nlU8},                     // IFLA_BRPORT_MCAST_TO_UCAST
	{kind: 29, min: 1, say: nlU8},                     // IFLA_BRPORT_VLAN_TUNNEL
	{kind: 30, min: 1, say: nlU8},                     // IFLA_BRPORT_BCAST_FLOOD
	{kind: 31, min: 2, say: nlX16},                    // IFLA_BRPORT_GROUP_FWD_MASK
	{kind: 32, min: 1, say: nlU8},                     // IFLA_BRPORT_NEIGH_SUPPRESS
	{kind: 33, min: 1, say: nlU8},                     // IFLA_BRPORT_ISOLATED
	{kind: 34, min: 4, say: nlIfindex},                // IFLA_BRPORT_BACKUP_PORT
	{kind: 35, min: 1, say: nlU8},                     // IFLA_BRPORT_MRP_RING_OPEN
	{kind: 36, min: 1, say: nlU8},                     // IFLA_BRPORT_MRP_IN_OPEN
	{kind: 37, min: 4, say: nlU32},                    // IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT
	{kind: 38, min: 4, say: nlU32},                    // IFLA_BRPORT_MCAST_EHT_HOSTS_CNT
	{kind: 39, min: 1, say: nlU8},                     // IFLA_BRPORT_LOCKED
	{kind: 40, min: 1, say: nlU8},                     // IFLA_BRPORT_MAB
	{kind: 41, min: 4, say: nlU32},                    // IFLA_BRPORT_MCAST_N_GROUPS
	{kind: 42, min: 4, say: nlU32},                    // IFLA_BRPORT_MCAST_MAX_GROUPS
	{kind: 43, min: 1, say: nlU8},                     // IFLA_BRPORT_NEIGH_VLAN_SUPPRESS
	{kind: 44, min: 4, say: nlU32},                    // IFLA_BRPORT_BACKUP_NHID
	{kind: 45, min: 1, say: nlU8},                     // IFLA_BRPORT_NEIGH_FORWARD_GRAT
}}

var bridgeQuerier = nlAttrs{&xlat.BridgeQuerierAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP4},     // BRIDGE_QUERIER_IP_ADDRESS
	{kind: 2, min: 4, say: nlIfindex}, // BRIDGE_QUERIER_IP_PORT
	{kind: 3, min: 8, say: nlU64},     // BRIDGE_QUERIER_IP_OTHER_TIMER
	{kind: 5, min: 16, say: nlIP6},    // BRIDGE_QUERIER_IPV6_ADDRESS
	{kind: 6, min: 4, say: nlIfindex}, // BRIDGE_QUERIER_IPV6_PORT
	{kind: 7, min: 8, say: nlU64},     // BRIDGE_QUERIER_IPV6_OTHER_TIMER
}}

var bridgeSpec = nlAttrs{&xlat.IflaBridgeSpecAttrs, []nlAttr{
	{kind: 0, min: 2, max: 8, say: nlFlags16, set: &xlat.BridgeFlags}, // IFLA_BRIDGE_FLAGS
	{kind: 1, min: 2, max: 8, say: nlEnum16, set: &xlat.BridgeModes},  // IFLA_BRIDGE_MODE
	{kind: 2, min: 4, say: nlStructAnd, typ: &bridgeVlanInfo},         // IFLA_BRIDGE_VLAN_INFO
	{kind: 3, min: 4, say: nlNested, nested: &bridgeTunnel},           // IFLA_BRIDGE_VLAN_TUNNEL_INFO
	{kind: 4, min: 4, say: nlNested, nested: &nlaBridgeMrp},           // IFLA_BRIDGE_MRP
	{kind: 5, min: 4, say: nlNested, nested: &nlaBridgeCfm},           // IFLA_BRIDGE_CFM
	{kind: 6, min: 4, say: nlNested, nested: &nlaBridgeMst},           // IFLA_BRIDGE_MST
}}

var bridgeTunnel = nlAttrs{&xlat.IflaBridgeTunnelAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32},                                         // IFLA_BRIDGE_VLAN_TUNNEL_ID
	{kind: 2, min: 2, say: nlU16},                                         // IFLA_BRIDGE_VLAN_TUNNEL_VID
	{kind: 3, min: 2, max: 8, say: nlFlags16, set: &xlat.BridgeVlanFlags}, // IFLA_BRIDGE_VLAN_TUNNEL_FLAGS
}}

// Groups of multicast, the ports that lead to routers of them.

var mdbAttrs = nlAttrs{&xlat.MdbAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &mdbMdb},     // MDBA_MDB
	{kind: 2, min: 4, say: nlNested, nested: &mdbRouters}, // MDBA_ROUTER
}}

var mdbMdb = nlAttrs{&xlat.MdbMdbAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlNested, nested: &mdbEntry}, // MDBA_MDB_ENTRY
}}

var mdbEntry = nlAttrs{&xlat.MdbEntryAttrs, []nlAttr{
	{kind: 1, min: 28, say: nlStructAnd, typ: &brMdbEntry, nested: &mdbEntryMore}, // MDBA_MDB_ENTRY_INFO
}}

var mdbEntryMore = nlAttrs{&xlat.MdbEntryMoreAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlTicks},                           // MDBA_MDB_EATTR_TIMER
	{kind: 2, min: 4, say: nlNested, nested: &nlaMdbSources},  // MDBA_MDB_EATTR_SRC_LIST
	{kind: 3, min: 1, say: nlEnum8, set: &xlat.MdbGroupModes}, // MDBA_MDB_EATTR_GROUP_MODE
	{kind: 4, min: 4, say: nlAnyIP},                           // MDBA_MDB_EATTR_SOURCE
	{kind: 5, min: 1, say: nlEnum8, set: &xlat.RtProtocols},   // MDBA_MDB_EATTR_RTPROT
	{kind: 6, min: 4, say: nlAnyIP},                           // MDBA_MDB_EATTR_DST
	{kind: 7, min: 2, say: nlBE},                              // MDBA_MDB_EATTR_DST_PORT
	{kind: 8, min: 4, say: nlU32},                             // MDBA_MDB_EATTR_VNI
	{kind: 9, min: 4, say: nlIfindex},                         // MDBA_MDB_EATTR_IFINDEX
	{kind: 10, min: 4, say: nlU32},                            // MDBA_MDB_EATTR_SRC_VNI
}}

var mdbRouters = nlAttrs{&xlat.MdbRouterAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlIfindexAnd, nested: &mdbRouterMore}, // MDBA_ROUTER_PORT
}}

var mdbRouterMore = nlAttrs{&xlat.MdbRouterMoreAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlTicks},                            // MDBA_ROUTER_PATTR_TIMER
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.MdbRouterTypes}, // MDBA_ROUTER_PATTR_TYPE
	{kind: 3, min: 1, say: nlTicks},                            // MDBA_ROUTER_PATTR_INET_TIMER
	{kind: 4, min: 1, say: nlTicks},                            // MDBA_ROUTER_PATTR_INET6_TIMER
	{kind: 5, min: 2, say: nlU16},                              // MDBA_ROUTER_PATTR_VID
}}

// What RTM_NEWSTATS tells.

var bridgeXstats = nlAttrs{&xlat.BridgeXstatsAttrs, []nlAttr{
	{kind: 1, min: 40, say: nlStructAnd, typ: &bridgeVlanXstats}, // BRIDGE_XSTATS_VLAN
	{kind: 2, min: 240, say: nlStructAnd, typ: &brMcastStats},    // BRIDGE_XSTATS_MCAST
	{kind: 4, min: 48, say: nlStructAnd, typ: &bridgeStpXstats},  // BRIDGE_XSTATS_STP
}}

var bridgeID = ctype.Struct{CName: "ifla_bridge_id", Fields: []ctype.Field{
	ctype.Nums("prio", ctype.U8, 2),
	{Name: "addr", Kind: ctype.Chars, N: 6, Show: showOctets},
}}

var bridgeBoolopts = ctype.Struct{CName: "br_boolopt_multi", Fields: []ctype.Field{
	ctype.Flags("optval", ctype.U32, &xlat.BridgeBoolopts),
	ctype.Flags("optmask", ctype.U32, &xlat.BridgeBoolopts),
}}

var bridgeVlanInfo = ctype.Struct{CName: "bridge_vlan_info", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U16, &xlat.BridgeVlanFlags),
	ctype.Num("vid", ctype.U16),
}}

// brMdbEntry's address is of a family that proto tells by the number it has in
// frames; strace looks that up among address families.
var brMdbEntry = ctype.Struct{CName: "br_mdb_entry", Fields: []ctype.Field{
	ctype.Interface("ifindex", ctype.U32),
	ctype.Enum("state", ctype.U8, &xlat.MdbStates),
	ctype.Flags("flags", ctype.U8, &xlat.MdbFlags),
	ctype.Num("vid", ctype.U16),
	{Name: "addr", Kind: ctype.Chars, N: 20, Show: showMdbAddr},
}}

// showMdbAddr shows the unnamed struct of an address and its protocol, which is 0
// for groups of hardware addresses.
func showMdbAddr(d *Dec, f *ctype.Field, p []byte) {
	proto := binary.BigEndian.Uint16(p[16:])
	d.Buf.Struct()
	switch proto {
	case 0x0800: // ETH_P_IP
		d.IP4Field("u", p[:4])
	case 0x86dd: // ETH_P_IPV6
		d.IP6Field("u", p[:16])
	case 0:
		d.Field("u")
		d.Octets(p[:6])
	default:
		d.Field("u")
		d.Hexed(p[:16], false)
	}
	d.Field("proto")
	if proto == 0 {
		d.Uint(0)
	} else {
		d.SwappedEnum("htons", &xlat.EtherProtocols, p[16:18])
	}
	d.EndStruct()
}

var bridgeVlanXstats = ctype.Struct{CName: "bridge_vlan_xstats", Fields: []ctype.Field{
	ctype.Num("rx_bytes", ctype.U64),
	ctype.Num("rx_packets", ctype.U64),
	ctype.Num("tx_bytes", ctype.U64),
	ctype.Num("tx_packets", ctype.U64),
	ctype.Num("vid", ctype.U16),
	ctype.Flags("flags", ctype.U16, &xlat.BridgeVlanFlags),
	ctype.HexNZ("pad2", ctype.U32),
}}

var brMcastStats = ctype.Struct{CName: "br_mcast_stats", Fields: []ctype.Field{
	{Name: "igmp_v1queries", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_v2queries", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_v3queries", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_leaves", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_v1reports", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_v2reports", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "igmp_v3reports", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	ctype.Num("igmp_parse_errors", ctype.U64),
	{Name: "mld_v1queries", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "mld_v2queries", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "mld_leaves", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "mld_v1reports", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "mld_v2reports", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	ctype.Num("mld_parse_errors", ctype.U64),
	{Name: "mcast_bytes", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
	{Name: "mcast_packets", Kind: ctype.Chars, N: 16, Set: &xlat.BridgeMcastDirs, Show: showIndexed64},
}}

var bridgeStpXstats = ctype.Struct{CName: "bridge_stp_xstats", Fields: []ctype.Field{
	ctype.Num("transition_blk", ctype.U64),
	ctype.Num("transition_fwd", ctype.U64),
	ctype.Num("rx_bpdu", ctype.U64),
	ctype.Num("tx_bpdu", ctype.U64),
	ctype.Num("rx_tcn", ctype.U64),
	ctype.Num("tx_tcn", ctype.U64),
}}
