package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Values of socket options of the other protocols, by the header that has them.

var sockTxtime = ctype.Struct{CName: "sock_txtime", Fields: []ctype.Field{
	ctype.Enum("clockid", ctype.S32, &xlat.Clocks),
	ctype.Flags("flags", ctype.U32, &xlat.TxtimeFlags),
}}

var soTimestamping = ctype.Struct{CName: "so_timestamping", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.Timestamping),
	ctype.Num("bind_phc", ctype.S32),
}}

var dmabufToken = ctype.Struct{CName: "dmabuf_token", Fields: []ctype.Field{
	ctype.Num("token_start", ctype.U32),
	ctype.Num("token_count", ctype.U32),
}}

var ipMreqSource = ctype.Struct{CName: "ip_mreq_source", Fields: []ctype.Field{
	ctype.IP("imr_multiaddr", 4),
	ctype.IP("imr_interface", 4),
	ctype.IP("imr_sourceaddr", 4),
}}

var groupSourceReq = ctype.Struct{CName: "group_source_req", Fields: []ctype.Field{
	ctype.Interface("gsr_interface", ctype.U32),
	{Name: "gsr_group", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	{Name: "gsr_source", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
}}

var iptGetinfo = ctype.Struct{CName: "ipt_getinfo", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Hex("valid_hooks", ctype.U32),
	ctype.Nums("hook_entry", ctype.U32, 5),
	ctype.Nums("underflow", ctype.U32, 5),
	ctype.Num("num_entries", ctype.U32),
	ctype.Num("size", ctype.U32),
}}

var xtCounters = ctype.Struct{CName: "xt_counters", Fields: []ctype.Field{
	ctype.Num("pcnt", ctype.U64),
	ctype.Num("bcnt", ctype.U64),
}}

var xtGetRevision = ctype.Struct{CName: "xt_get_revision", Fields: []ctype.Field{
	ctype.Text("name", 29),
	ctype.Num("revision", ctype.U8),
}}

var arptGetinfo = ctype.Struct{CName: "arpt_getinfo", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Hex("valid_hooks", ctype.U32),
	ctype.Nums("hook_entry", ctype.U32, 3),
	ctype.Nums("underflow", ctype.U32, 3),
	ctype.Num("num_entries", ctype.U32),
	ctype.Num("size", ctype.U32),
}}

var vifctl = ctype.Struct{CName: "vifctl", Fields: []ctype.Field{
	ctype.Num("vifc_vifi", ctype.U16),
	ctype.Flags("vifc_flags", ctype.U8, &xlat.VifFlags),
	ctype.Num("vifc_threshold", ctype.U8),
	ctype.Num("vifc_rate_limit", ctype.U32),
	ctype.IP("vifc_lcl_addr", 4), // or, with VIFF_USE_IFINDEX, an interface
	ctype.IP("vifc_rmt_addr", 4),
}}

var mfcctl = ctype.Struct{CName: "mfcctl", Fields: []ctype.Field{
	ctype.IP("mfcc_origin", 4),
	ctype.IP("mfcc_mcastgrp", 4),
	ctype.Num("mfcc_parent", ctype.U16),
	ctype.Nums("mfcc_ttls", ctype.U8, 32),
	ctype.Num("mfcc_pkt_cnt", ctype.U32),
	ctype.Num("mfcc_byte_cnt", ctype.U32),
	ctype.Num("mfcc_wrong_if", ctype.U32),
	ctype.Num("mfcc_expire", ctype.S32),
}}

var mif6ctl = ctype.Struct{CName: "mif6ctl", Fields: []ctype.Field{
	ctype.Num("mif6c_mifi", ctype.U16),
	ctype.Flags("mif6c_flags", ctype.U8, &xlat.MifFlags),
	ctype.Num("vifc_threshold", ctype.U8),
	ctype.Interface("mif6c_pifi", ctype.U16),
	ctype.Num("vifc_rate_limit", ctype.U32),
}}

var mf6cctl = ctype.Struct{CName: "mf6cctl", Fields: []ctype.Field{
	{Name: "mf6cc_origin", Kind: ctype.Chars, N: 28, Show: showInet},
	{Name: "mf6cc_mcastgrp", Kind: ctype.Chars, N: 28, Show: showInet},
	ctype.Num("mf6cc_parent", ctype.U16),
	ctype.Nums("mf6cc_ifset", ctype.U32, 8),
}}

var in6Pktinfo = ctype.Struct{CName: "in6_pktinfo", Fields: []ctype.Field{
	ctype.IP("ipi6_addr", 16),
	ctype.Interface("ipi6_ifindex", ctype.U32),
}}

var in6FlowlabelReq = ctype.Struct{CName: "in6_flowlabel_req", Fields: []ctype.Field{
	ctype.IP("flr_dst", 16),
	ctype.As("flr_label", ctype.U32, showHtonl),
	ctype.Enum("flr_action", ctype.U8, &xlat.FlowlabelActions),
	ctype.Enum("flr_share", ctype.U8, &xlat.FlowlabelShares),
	ctype.Flags("flr_flags", ctype.U16, &xlat.FlowlabelFlags),
	ctype.Num("flr_expires", ctype.U16),
	ctype.Num("flr_linger", ctype.U16),
	ctype.Pad(ctype.U32, 1),
}}

var ip6Mtuinfo = ctype.Struct{CName: "ip6_mtuinfo", Fields: []ctype.Field{
	{Name: "ip6m_addr", Kind: ctype.Chars, N: 28, Show: showInet},
	ctype.Num("ip6m_mtu", ctype.U32),
}}

var tpacketReq3 = ctype.Struct{CName: "tpacket_req3", Fields: []ctype.Field{
	ctype.Num("tp_block_size", ctype.U32),
	ctype.Num("tp_block_nr", ctype.U32),
	ctype.Num("tp_frame_size", ctype.U32),
	ctype.Num("tp_frame_nr", ctype.U32),
	ctype.Num("tp_retire_blk_tov", ctype.U32),
	ctype.Num("tp_sizeof_priv", ctype.U32),
	ctype.Flags("tp_feature_req_word", ctype.U32, &xlat.PacketFeatures),
}}

var tpacketRolloverStats = ctype.Struct{CName: "tpacket_rollover_stats", Fields: []ctype.Field{
	ctype.Num("tp_all", ctype.U64),
	ctype.Num("tp_huge", ctype.U64),
	ctype.Num("tp_failed", ctype.U64),
}}

var canFilter = ctype.Struct{CName: "can_filter", Fields: []ctype.Field{
	ctype.Hex("can_id", ctype.U32),
	ctype.Hex("can_mask", ctype.U32),
}}

var canRawVcidOptions = ctype.Struct{CName: "can_raw_vcid_options", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U8, &xlat.CanVcidFlags),
	ctype.Num("tx_vcid", ctype.U8),
	ctype.Num("rx_vcid", ctype.U8),
	ctype.Num("rx_vcid_mask", ctype.U8),
}}

var canIsotpOptions = ctype.Struct{CName: "can_isotp_options", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.CanIsotpFlags),
	ctype.Num("frame_txtime", ctype.U32),
	ctype.Hex("ext_address", ctype.U8),
	ctype.Hex("txpad_content", ctype.U8),
	ctype.Hex("rxpad_content", ctype.U8),
	ctype.Hex("rx_ext_address", ctype.U8),
}}

var canIsotpFcOptions = ctype.Struct{CName: "can_isotp_fc_options", Fields: []ctype.Field{
	ctype.Num("bs", ctype.U8),
	ctype.Num("stmin", ctype.U8),
	ctype.Num("wftmax", ctype.U8),
}}

var canIsotpLlOptions = ctype.Struct{CName: "can_isotp_ll_options", Fields: []ctype.Field{
	ctype.Num("mtu", ctype.U8),
	ctype.Num("tx_dl", ctype.U8),
	ctype.Hex("tx_flags", ctype.U8),
}}

var j1939Filter = ctype.Struct{CName: "j1939_filter", Fields: []ctype.Field{
	ctype.Hex("name", ctype.U64),
	ctype.Hex("name_mask", ctype.U64),
	ctype.Hex("pgn", ctype.U32),
	ctype.Hex("pgn_mask", ctype.U32),
	ctype.Hex("addr", ctype.U8),
	ctype.Hex("addr_mask", ctype.U8),
}}

var tlsCryptoInfo = ctype.Struct{CName: "tls_crypto_info", Fields: []ctype.Field{
	ctype.Enum("version", ctype.U16, &xlat.TlsVersions),
	ctype.Enum("cipher_type", ctype.U16, &xlat.TlsCiphers),
}}

var tls12CryptoInfoAesGcm128 = ctype.Struct{CName: "tls12_crypto_info_aes_gcm_128", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 16, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoAesGcm256 = ctype.Struct{CName: "tls12_crypto_info_aes_gcm_256", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 32, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoAesCcm128 = ctype.Struct{CName: "tls12_crypto_info_aes_ccm_128", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 16, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoChacha20Poly1305 = ctype.Struct{CName: "tls12_crypto_info_chacha20_poly1305", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 12, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 32, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoSm4Gcm = ctype.Struct{CName: "tls12_crypto_info_sm4_gcm", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 16, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoSm4Ccm = ctype.Struct{CName: "tls12_crypto_info_sm4_ccm", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 16, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoAriaGcm128 = ctype.Struct{CName: "tls12_crypto_info_aria_gcm_128", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 16, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var tls12CryptoInfoAriaGcm256 = ctype.Struct{CName: "tls12_crypto_info_aria_gcm_256", Fields: []ctype.Field{
	ctype.Sub("info", &tlsCryptoInfo),
	{Name: "iv", Kind: ctype.Chars, N: 8, Show: showHexed},
	{Name: "key", Kind: ctype.Chars, N: 32, Show: showHexed},
	{Name: "salt", Kind: ctype.Chars, N: 4, Show: showHexed},
	{Name: "rec_seq", Kind: ctype.Chars, N: 8, Show: showHexed},
}}

var xdpRingOffset = ctype.Struct{CName: "xdp_ring_offset", Fields: []ctype.Field{
	ctype.Num("producer", ctype.U64),
	ctype.Num("consumer", ctype.U64),
	ctype.Num("desc", ctype.U64),
	ctype.Num("flags", ctype.U64),
}}

var xdpMmapOffsets = ctype.Struct{CName: "xdp_mmap_offsets", Fields: []ctype.Field{
	ctype.Sub("rx", &xdpRingOffset),
	ctype.Sub("tx", &xdpRingOffset),
	ctype.Sub("fr", &xdpRingOffset),
	ctype.Sub("cr", &xdpRingOffset),
}}

var xdpUmemReg = ctype.Struct{CName: "xdp_umem_reg", Fields: []ctype.Field{
	ctype.As("addr", ctype.U64, showAddr),
	ctype.Num("len", ctype.U64),
	ctype.Num("chunk_size", ctype.U32),
	ctype.Num("headroom", ctype.U32),
	ctype.Flags("flags", ctype.U32, &xlat.XdpUmemFlags),
	ctype.Num("tx_metadata_len", ctype.U32),
}}

var xdpStatistics = ctype.Struct{CName: "xdp_statistics", Fields: []ctype.Field{
	ctype.Num("rx_dropped", ctype.U64),
	ctype.Num("rx_invalid_descs", ctype.U64),
	ctype.Num("tx_invalid_descs", ctype.U64),
	ctype.Num("rx_ring_full", ctype.U64),
	ctype.Num("rx_fill_ring_empty_descs", ctype.U64),
	ctype.Num("tx_ring_empty_descs", ctype.U64),
}}

var xdpOptions = ctype.Struct{CName: "xdp_options", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.XdpOptionFlags),
}}

var tipcGroupReq = ctype.Struct{CName: "tipc_group_req", Fields: []ctype.Field{
	ctype.Num("type", ctype.U32),
	ctype.Num("instance", ctype.U32),
	ctype.Enum("scope", ctype.S32, &xlat.TipcScopes),
	ctype.Flags("flags", ctype.U32, &xlat.TipcGroupFlags),
}}

var btSecurity = ctype.Struct{CName: "bt_security", Fields: []ctype.Field{
	ctype.Enum("level", ctype.U8, &xlat.BtSecurity),
	ctype.Num("key_size", ctype.U8),
}}

var btPower = ctype.Struct{CName: "bt_power", Fields: []ctype.Field{
	ctype.Num("force_active", ctype.U8),
}}

var btVoice = ctype.Struct{CName: "bt_voice", Fields: []ctype.Field{
	ctype.Hex("setting", ctype.U16),
}}

var btIsoIoQos = ctype.Struct{CName: "bt_iso_io_qos", Fields: []ctype.Field{
	ctype.Num("interval", ctype.U32),
	ctype.Num("latency", ctype.U16),
	ctype.Num("sdu", ctype.U16),
	ctype.Flags("phys", ctype.U8, &xlat.BtIsoPhys),
	ctype.Num("rtn", ctype.U8),
}}

var btIsoUcastQos = ctype.Struct{CName: "bt_iso_ucast_qos", Fields: []ctype.Field{
	ctype.Num("cig", ctype.U8),
	ctype.Num("cis", ctype.U8),
	ctype.Num("sca", ctype.U8),
	ctype.Num("packing", ctype.U8),
	ctype.Num("framing", ctype.U8),
	ctype.Sub("in", &btIsoIoQos),
	ctype.Sub("out", &btIsoIoQos),
}}

var rdsIovec = ctype.Struct{CName: "rds_iovec", Fields: []ctype.Field{
	ctype.As("addr", ctype.U64, showAddr),
	ctype.Num("bytes", ctype.U64),
}}

var rdsGetMrArgs = ctype.Struct{CName: "rds_get_mr_args", Fields: []ctype.Field{
	ctype.Sub("vec", &rdsIovec),
	ctype.As("cookie_addr", ctype.U64, showAddr),
	ctype.Flags("flags", ctype.U64, &xlat.RdsFlags),
}}

var rdsFreeMrArgs = ctype.Struct{CName: "rds_free_mr_args", Fields: []ctype.Field{
	ctype.Hex("cookie", ctype.U64),
	ctype.Flags("flags", ctype.U64, &xlat.RdsFlags),
}}

var rdsGetMrForDestArgs = ctype.Struct{CName: "rds_get_mr_for_dest_args", Fields: []ctype.Field{
	{Name: "dest_addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Sub("vec", &rdsIovec),
	ctype.As("cookie_addr", ctype.U64, showAddr),
	ctype.Flags("flags", ctype.U64, &xlat.RdsFlags),
}}

var rdsRxTraceSo = ctype.Struct{CName: "rds_rx_trace_so", Fields: []ctype.Field{
	ctype.Num("rx_traces", ctype.U8),
	ctype.Nums("rx_trace_pos", ctype.U8, 3),
}}

var atmTrafprm = ctype.Struct{CName: "atm_trafprm", Fields: []ctype.Field{
	ctype.Num("traffic_class", ctype.U8),
	ctype.Num("max_pcr", ctype.S32),
	ctype.Num("pcr", ctype.S32),
	ctype.Num("min_pcr", ctype.S32),
	ctype.Num("max_cdv", ctype.S32),
	ctype.Num("max_sdu", ctype.S32),
	ctype.Num("icr", ctype.U32),
	ctype.Num("tbe", ctype.U32),
	ctype.Bits("frtt", ctype.U32, 0, 24),
	ctype.Bits("rif", ctype.U32, 24, 4),
	ctype.Bits("rdf", ctype.U32, 28, 4),
	ctype.Bits("nrm_pres", ctype.U32, 0, 1),
	ctype.Bits("trm_pres", ctype.U32, 1, 1),
	ctype.Bits("adtf_pres", ctype.U32, 2, 1),
	ctype.Bits("cdf_pres", ctype.U32, 3, 1),
	ctype.Bits("nrm", ctype.U32, 4, 3),
	ctype.Bits("trm", ctype.U32, 7, 3),
	ctype.Bits("adtf", ctype.U32, 10, 10),
	ctype.Bits("cdf", ctype.U32, 20, 3),
}}

var atmQos = ctype.Struct{CName: "atm_qos", Fields: []ctype.Field{
	ctype.Sub("txtp", &atmTrafprm),
	ctype.Sub("rxtp", &atmTrafprm),
	ctype.Num("aal", ctype.U8),
}}

var rfcommConninfo = ctype.Struct{CName: "rfcomm_conninfo", Fields: []ctype.Field{
	ctype.Num("hci_handle", ctype.U16),
	{Name: "dev_class", Kind: ctype.Chars, N: 3, Show: showHexed},
}}

var ipMreqn = ctype.Struct{CName: "ip_mreqn", Fields: []ctype.Field{
	ctype.IP("imr_multiaddr", 4),
	ctype.IP("imr_address", 4),
	ctype.Interface("imr_ifindex", ctype.U32),
}}

var iptReplace = ctype.Struct{CName: "ipt_replace", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Hex("valid_hooks", ctype.U32),
	ctype.Num("num_entries", ctype.U32),
	ctype.Num("size", ctype.U32),
	ctype.Nums("hook_entry", ctype.U32, 5),
	ctype.Nums("underflow", ctype.U32, 5),
	ctype.Num("num_counters", ctype.U32),
	ctype.Pointer("counters"),
}}

var arptReplace = ctype.Struct{CName: "arpt_replace", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Hex("valid_hooks", ctype.U32),
	ctype.Num("num_entries", ctype.U32),
	ctype.Num("size", ctype.U32),
	ctype.Nums("hook_entry", ctype.U32, 3),
	ctype.Nums("underflow", ctype.U32, 3),
	ctype.Num("num_counters", ctype.U32),
	ctype.Pointer("counters"),
}}

var ebtReplace = ctype.Struct{CName: "ebt_replace", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Hex("valid_hooks", ctype.U32),
	ctype.Num("nentries", ctype.U32),
	ctype.Num("entries_size", ctype.U32),
	{Name: "hook_entry", Kind: ctype.Ptr, N: 6},
	ctype.Num("num_counters", ctype.U32),
	ctype.Pointer("counters"),
	ctype.Pointer("entries"),
}}

// iptGetEntries and xtCountersInfo are the same for all of ip_tables' kin. The
// entries and counters are behind them.
var iptGetEntries = ctype.Struct{CName: "ipt_get_entries", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Num("size", ctype.U32),
	ctype.Pad(ctype.U32, 1), // the entries are aligned to 8
}, I386: &iptGetEntries386}

var iptGetEntries386 = ctype.Struct{CName: "ipt_get_entries", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Num("size", ctype.U32),
}}

var xtCountersInfo = ctype.Struct{CName: "xt_counters_info", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Num("num_counters", ctype.U32),
	ctype.Pad(ctype.U32, 1), // so are the counters
}, I386: &xtCountersInfo386}

var xtCountersInfo386 = ctype.Struct{CName: "xt_counters_info", Fields: []ctype.Field{
	ctype.Text("name", 32),
	ctype.Num("num_counters", ctype.U32),
}}

var xtCountersTail = ctype.Field{Name: "counters", Kind: ctype.Nested, Sub: &xtCounters}

// btISO is struct bt_iso_qos (net/bluetooth/bluetooth.h), a union of what a
// connection and a broadcast have.
var btISO = ctype.Struct{CName: "bt_iso_qos", Fields: []ctype.Field{
	ctype.Sub("ucast", &btIsoUcastQos),
	ctype.Pad(ctype.U8, 28),
}}

var sctpPeeloff = ctype.Struct{CName: "sctp_peeloff_arg_t", Fields: []ctype.Field{
	ctype.Num("associd", ctype.S32),
	ctype.FD("sd"),
}}

var sctpPeeloffFlags = ctype.Struct{CName: "sctp_peeloff_flags_arg_t", Fields: []ctype.Field{
	ctype.Sub("p_arg", &sctpPeeloff),
	ctype.Flags("flags", ctype.U32, &xlat.SocketFlags),
}}

var sctpAssocSched = ctype.Struct{CName: "sctp_assoc_value", Fields: []ctype.Field{
	ctype.Num("assoc_id", ctype.S32),
	ctype.Enum("assoc_value", ctype.U32, &xlat.SctpScheds),
}}

var mptcpSubflowAddrs = ctype.Struct{CName: "mptcp_subflow_addrs", Fields: []ctype.Field{
	{Name: "ss_local", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	{Name: "ss_remote", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
}}
