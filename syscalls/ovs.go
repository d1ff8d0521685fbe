package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Structs in the messages of Open vSwitch (linux/openvswitch.h).

var ovsHeader = ctype.Struct{CName: "ovs_header", Fields: []ctype.Field{
	ctype.Interface("dp_ifindex", ctype.S32),
}}

var ovsDpStats = ctype.Struct{CName: "ovs_dp_stats", Fields: []ctype.Field{
	ctype.Num("n_hit", ctype.U64),
	ctype.Num("n_missed", ctype.U64),
	ctype.Num("n_lost", ctype.U64),
	ctype.Num("n_flows", ctype.U64),
}}

var ovsMegaflowStats = ctype.Struct{CName: "ovs_dp_megaflow_stats", Fields: []ctype.Field{
	ctype.Num("n_mask_hit", ctype.U64),
	ctype.Num("n_masks", ctype.U32),
	ctype.HexNZ("pad0", ctype.U32),
	ctype.Num("n_cache_hit", ctype.U64),
	ctype.HexNZ("pad1", ctype.U64),
}}

var ovsVportStats = ctype.Struct{CName: "ovs_vport_stats", Fields: []ctype.Field{
	ctype.Num("rx_packets", ctype.U64),
	ctype.Num("tx_packets", ctype.U64),
	ctype.Num("rx_bytes", ctype.U64),
	ctype.Num("tx_bytes", ctype.U64),
	ctype.Num("rx_errors", ctype.U64),
	ctype.Num("tx_errors", ctype.U64),
	ctype.Num("rx_dropped", ctype.U64),
	ctype.Num("tx_dropped", ctype.U64),
}}

var ovsFlowStats = ctype.Struct{CName: "ovs_flow_stats", Fields: []ctype.Field{
	ctype.Num("n_packets", ctype.U64),
	ctype.Num("n_bytes", ctype.U64),
}}

var ovsZoneLimit = ctype.Struct{CName: "ovs_zone_limit", Fields: []ctype.Field{
	ctype.Num("zone_id", ctype.S32),
	ctype.Num("limit", ctype.U32),
	ctype.Num("count", ctype.U32),
}}

var ovsEthernet = ctype.Struct{CName: "ovs_key_ethernet", Fields: []ctype.Field{
	{Name: "eth_src", Kind: ctype.Chars, N: 6, Show: showOctets},
	{Name: "eth_dst", Kind: ctype.Chars, N: 6, Show: showOctets},
}}

var ovsIpv4 = ctype.Struct{CName: "ovs_key_ipv4", Fields: []ctype.Field{
	ctype.As("ipv4_src", ctype.U32, ctype.ShowIP),
	ctype.As("ipv4_dst", ctype.U32, ctype.ShowIP),
	ctype.Enum("ipv4_proto", ctype.U8, &xlat.InetProtocols),
	ctype.Num("ipv4_tos", ctype.U8),
	ctype.Num("ipv4_ttl", ctype.U8),
	ctype.Enum("ipv4_frag", ctype.U8, &xlat.OvsFrags),
}}

var ovsIpv6 = ctype.Struct{CName: "ovs_key_ipv6", Fields: []ctype.Field{
	ctype.IP("ipv6_src", 16),
	ctype.IP("ipv6_dst", 16),
	ctype.As("ipv6_label", ctype.U32, showBE),
	ctype.Enum("ipv6_proto", ctype.U8, &xlat.InetProtocols),
	ctype.Num("ipv6_tclass", ctype.U8),
	ctype.Num("ipv6_hlimit", ctype.U8),
	ctype.Enum("ipv6_frag", ctype.U8, &xlat.OvsFrags),
}}

var ovsTcp = ctype.Struct{CName: "ovs_key_tcp", Fields: []ctype.Field{
	ctype.As("tcp_src", ctype.U16, showBE),
	ctype.As("tcp_dst", ctype.U16, showBE),
}}

var ovsUdp = ctype.Struct{CName: "ovs_key_udp", Fields: []ctype.Field{
	ctype.As("udp_src", ctype.U16, showBE),
	ctype.As("udp_dst", ctype.U16, showBE),
}}

var ovsSctp = ctype.Struct{CName: "ovs_key_sctp", Fields: []ctype.Field{
	ctype.As("sctp_src", ctype.U16, showBE),
	ctype.As("sctp_dst", ctype.U16, showBE),
}}

var ovsIcmp = ctype.Struct{CName: "ovs_key_icmp", Fields: []ctype.Field{
	ctype.Num("icmp_type", ctype.U8),
	ctype.Num("icmp_code", ctype.U8),
}}

var ovsIcmpv6 = ctype.Struct{CName: "ovs_key_icmpv6", Fields: []ctype.Field{
	ctype.Num("icmpv6_type", ctype.U8),
	ctype.Num("icmpv6_code", ctype.U8),
}}

var ovsArp = ctype.Struct{CName: "ovs_key_arp", Fields: []ctype.Field{
	ctype.As("arp_sip", ctype.U32, ctype.ShowIP),
	ctype.As("arp_tip", ctype.U32, ctype.ShowIP),
	ctype.As("arp_op", ctype.U16, showBE),
	{Name: "arp_sha", Kind: ctype.Chars, N: 6, Show: showOctets},
	{Name: "arp_tha", Kind: ctype.Chars, N: 6, Show: showOctets},
}}

var ovsNd = ctype.Struct{CName: "ovs_key_nd", Fields: []ctype.Field{
	ctype.IP("nd_target", 16),
	{Name: "nd_sll", Kind: ctype.Chars, N: 6, Show: showOctets},
	{Name: "nd_tll", Kind: ctype.Chars, N: 6, Show: showOctets},
}}

var ovsMpls = ctype.Struct{CName: "ovs_key_mpls", Fields: []ctype.Field{
	ctype.As("mpls_lse", ctype.U32, showBE),
}}

var ovsCtTuple4 = ctype.Struct{CName: "ovs_key_ct_tuple_ipv4", Fields: []ctype.Field{
	ctype.As("ipv4_src", ctype.U32, ctype.ShowIP),
	ctype.As("ipv4_dst", ctype.U32, ctype.ShowIP),
	ctype.As("src_port", ctype.U16, showBE),
	ctype.As("dst_port", ctype.U16, showBE),
	ctype.Enum("ipv4_proto", ctype.U8, &xlat.InetProtocols),
	ctype.Pad(ctype.U8, 3),
}}

var ovsCtTuple6 = ctype.Struct{CName: "ovs_key_ct_tuple_ipv6", Fields: []ctype.Field{
	ctype.IP("ipv6_src", 16),
	ctype.IP("ipv6_dst", 16),
	ctype.As("src_port", ctype.U16, showBE),
	ctype.As("dst_port", ctype.U16, showBE),
	ctype.Enum("ipv6_proto", ctype.U8, &xlat.InetProtocols),
	ctype.Pad(ctype.U8, 3),
}}

var ovsNshBase = ctype.Struct{CName: "ovs_nsh_key_base", Fields: []ctype.Field{
	ctype.Num("flags", ctype.U8),
	ctype.Num("ttl", ctype.U8),
	ctype.Num("mdtype", ctype.U8),
	ctype.Num("np", ctype.U8),
	ctype.As("path_hdr", ctype.U32, showBE),
}}

var ovsPushVlan = ctype.Struct{CName: "ovs_action_push_vlan", Fields: []ctype.Field{
	{Name: "vlan_tpid", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
	ctype.As("vlan_tci", ctype.U16, showBE),
}}

var ovsPushMpls = ctype.Struct{CName: "ovs_action_push_mpls", Fields: []ctype.Field{
	ctype.As("mpls_lse", ctype.U32, showBE),
	{Name: "mpls_ethertype", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
}}

var ovsAddMpls = ctype.Struct{CName: "ovs_action_add_mpls", Fields: []ctype.Field{
	ctype.As("mpls_lse", ctype.U32, showBE),
	{Name: "mpls_ethertype", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
	ctype.Hex("tun_flags", ctype.U16),
}}

var ovsHash = ctype.Struct{CName: "ovs_action_hash", Fields: []ctype.Field{
	ctype.Enum("hash_alg", ctype.U32, &xlat.OvsHashes),
	ctype.Hex("hash_basis", ctype.U32),
}}

var ovsTrunc = ctype.Struct{CName: "ovs_action_trunc", Fields: []ctype.Field{
	ctype.Num("max_len", ctype.U32),
}}
