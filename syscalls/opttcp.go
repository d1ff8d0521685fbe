package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Values of socket options of TCP and MPTCP (linux/tcp.h, linux/mptcp.h).

// tcpInfo is cut short to what tells how a connection fares, unless all is wanted
// (-v).
var tcpInfo = ctype.Struct{CName: "tcp_info", Fields: []ctype.Field{
	ctype.Enum("tcpi_state", ctype.U8, &xlat.TcpStates),
	ctype.Enum("tcpi_ca_state", ctype.U8, &xlat.TcpCaStates),
	ctype.Num("tcpi_retransmits", ctype.U8),
	{Name: "tcpi_probes", Kind: ctype.U8, How: ctype.Verbose},
	{Name: "tcpi_backoff", Kind: ctype.U8, How: ctype.Verbose},
	{Name: "tcpi_options", Kind: ctype.U8, Show: ctype.ShowFlags, Set: &xlat.TcpiOptions, How: ctype.Verbose},
	{Name: "tcpi_snd_wscale", Kind: ctype.U8, How: ctype.Verbose, Width: 4},
	{Name: "tcpi_rcv_wscale", Kind: ctype.U8, How: ctype.Verbose, Shift: 4, Width: 4},
	{Name: "tcpi_delivery_rate_app_limited", Kind: ctype.U8, How: ctype.Verbose, Width: 1},
	{Name: "tcpi_fastopen_client_fail", Kind: ctype.U8, How: ctype.Verbose, Shift: 1, Width: 2},
	ctype.Num("tcpi_rto", ctype.U32),
	{Name: "tcpi_ato", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_snd_mss", ctype.U32),
	ctype.Num("tcpi_rcv_mss", ctype.U32),
	ctype.Num("tcpi_unacked", ctype.U32),
	{Name: "tcpi_sacked", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_lost", ctype.U32),
	ctype.Num("tcpi_retrans", ctype.U32),
	{Name: "tcpi_fackets", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_last_data_sent", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_last_ack_sent", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_last_data_recv", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_last_ack_recv", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_pmtu", ctype.U32),
	{Name: "tcpi_rcv_ssthresh", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_rtt", ctype.U32),
	ctype.Num("tcpi_rttvar", ctype.U32),
	{Name: "tcpi_snd_ssthresh", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_snd_cwnd", ctype.U32),
	{Name: "tcpi_advmss", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_reordering", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_rcv_rtt", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_rcv_space", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Num("tcpi_total_retrans", ctype.U32),
	{Name: "tcpi_pacing_rate", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_max_pacing_rate", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_bytes_acked", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_bytes_received", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_segs_out", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_segs_in", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_notsent_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_min_rtt", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_data_segs_in", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_data_segs_out", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_delivery_rate", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_busy_time", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_rwnd_limited", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_sndbuf_limited", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_delivered", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_delivered_ce", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_bytes_sent", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_bytes_retrans", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "tcpi_dsack_dups", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_reord_seen", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_rcv_ooopack", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_snd_wnd", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_rcv_wnd", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_rehash", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_total_rto", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "tcpi_total_rto_recoveries", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "tcpi_total_rto_time", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_received_ce", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_delivered_e1_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_delivered_e0_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_delivered_ce_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_received_e1_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_received_e0_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_received_ce_bytes", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "tcpi_ecn_mode", Kind: ctype.U32, How: ctype.Verbose, Width: 2},
	{Name: "tcpi_accecn_opt_seen", Kind: ctype.U32, How: ctype.Verbose, Shift: 2, Width: 2},
	{Name: "tcpi_accecn_fail_mode", Kind: ctype.U32, How: ctype.Verbose, Shift: 4, Width: 4},
}}

var tcpMd5sig = ctype.Struct{CName: "tcp_md5sig", Fields: []ctype.Field{
	{Name: "tcpm_addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Flags("tcpm_flags", ctype.U8, &xlat.TcpMd5Flags),
	ctype.Num("tcpm_prefixlen", ctype.U8),
	ctype.Num("tcpm_keylen", ctype.U16),
	ctype.Interface("tcpm_ifindex", ctype.U32),
	{Name: "tcpm_key", Kind: ctype.Chars, N: 80, Show: showHexed, Len: "tcpm_keylen"},
}}

var tcpRepairOpt = ctype.Struct{CName: "tcp_repair_opt", Fields: []ctype.Field{
	ctype.Enum("opt_code", ctype.U32, &xlat.TcpRepairOpts),
	ctype.Num("opt_val", ctype.U32),
}}

var tcpRepairWindow = ctype.Struct{CName: "tcp_repair_window", Fields: []ctype.Field{
	ctype.Num("snd_wl1", ctype.U32),
	ctype.Num("snd_wnd", ctype.U32),
	ctype.Num("max_window", ctype.U32),
	ctype.Num("rcv_wnd", ctype.U32),
	ctype.Num("rcv_wup", ctype.U32),
}}

var tcpZerocopyReceive = ctype.Struct{CName: "tcp_zerocopy_receive", Fields: []ctype.Field{
	ctype.As("address", ctype.U64, showAddr),
	ctype.Num("length", ctype.U32),
	ctype.Num("recv_skip_hint", ctype.U32),
	ctype.Num("inq", ctype.U32),
	ctype.Num("err", ctype.S32),
	ctype.As("copybuf_address", ctype.U64, showAddr),
	ctype.Num("copybuf_len", ctype.S32),
	ctype.Flags("flags", ctype.U32, &xlat.TcpZerocopyFlags),
	ctype.As("msg_control", ctype.U64, showAddr),
	ctype.Num("msg_controllen", ctype.U64),
	ctype.Flags("msg_flags", ctype.U32, &xlat.MsgFlags),
	ctype.Pad(ctype.U32, 1),
}}

var tcpAoAdd = ctype.Struct{CName: "tcp_ao_add", Fields: []ctype.Field{
	{Name: "addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Text("alg_name", 64),
	ctype.Interface("ifindex", ctype.U32),
	ctype.Bits("set_current", ctype.U32, 0, 1),
	ctype.Bits("set_rnext", ctype.U32, 1, 1),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("prefix", ctype.U8),
	ctype.Num("sndid", ctype.U8),
	ctype.Num("rcvid", ctype.U8),
	ctype.Num("maclen", ctype.U8),
	ctype.Flags("keyflags", ctype.U8, &xlat.TcpAoKeyFlags),
	ctype.Num("keylen", ctype.U8),
	{Name: "key", Kind: ctype.Chars, N: 80, Show: showHexed, Len: "keylen"},
}}

var tcpAoDel = ctype.Struct{CName: "tcp_ao_del", Fields: []ctype.Field{
	{Name: "addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Interface("ifindex", ctype.U32),
	ctype.Bits("set_current", ctype.U32, 0, 1),
	ctype.Bits("set_rnext", ctype.U32, 1, 1),
	ctype.Bits("del_async", ctype.U32, 2, 1),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("prefix", ctype.U8),
	ctype.Num("sndid", ctype.U8),
	ctype.Num("rcvid", ctype.U8),
	ctype.Num("current_key", ctype.U8),
	ctype.Num("rnext", ctype.U8),
	ctype.Flags("keyflags", ctype.U8, &xlat.TcpAoKeyFlags),
}}

var tcpAoInfoOpt = ctype.Struct{CName: "tcp_ao_info_opt", Fields: []ctype.Field{
	ctype.Bits("set_current", ctype.U32, 0, 1),
	ctype.Bits("set_rnext", ctype.U32, 1, 1),
	ctype.Bits("ao_required", ctype.U32, 2, 1),
	ctype.Bits("set_counters", ctype.U32, 3, 1),
	ctype.Bits("accept_icmps", ctype.U32, 4, 1),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("current_key", ctype.U8),
	ctype.Num("rnext", ctype.U8),
	ctype.Num("pkt_good", ctype.U64),
	ctype.Num("pkt_bad", ctype.U64),
	ctype.Num("pkt_key_not_found", ctype.U64),
	ctype.Num("pkt_ao_required", ctype.U64),
	ctype.Num("pkt_dropped_icmp", ctype.U64),
}}

var tcpAoGetsockopt = ctype.Struct{CName: "tcp_ao_getsockopt", Fields: []ctype.Field{
	{Name: "addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Text("alg_name", 64),
	{Name: "key", Kind: ctype.Chars, N: 80, Show: showHexed, Len: "keylen"},
	ctype.Num("nkeys", ctype.U32),
	ctype.Bits("is_current", ctype.U16, 0, 1),
	ctype.Bits("is_rnext", ctype.U16, 1, 1),
	ctype.Bits("get_all", ctype.U16, 2, 1),
	ctype.Num("sndid", ctype.U8),
	ctype.Num("rcvid", ctype.U8),
	ctype.Num("prefix", ctype.U8),
	ctype.Num("maclen", ctype.U8),
	ctype.Flags("keyflags", ctype.U8, &xlat.TcpAoKeyFlags),
	ctype.Num("keylen", ctype.U8),
	ctype.Interface("ifindex", ctype.U32),
	ctype.Num("pkt_good", ctype.U64),
	ctype.Num("pkt_bad", ctype.U64),
}}

var tcpAoRepair = ctype.Struct{CName: "tcp_ao_repair", Fields: []ctype.Field{
	ctype.Num("snt_isn", ctype.U32),
	ctype.Num("rcv_isn", ctype.U32),
	ctype.Num("snd_sne", ctype.U32),
	ctype.Num("rcv_sne", ctype.U32),
}}

var tcpBbrInfo = ctype.Struct{CName: "tcp_bbr_info", Fields: []ctype.Field{
	ctype.Num("bbr_bw_lo", ctype.U32),
	ctype.Num("bbr_bw_hi", ctype.U32),
	ctype.Num("bbr_min_rtt", ctype.U32),
	ctype.Num("bbr_pacing_gain", ctype.U32),
	ctype.Num("bbr_cwnd_gain", ctype.U32),
}}

var mptcpInfo = ctype.Struct{CName: "mptcp_info", Fields: []ctype.Field{
	ctype.Num("mptcpi_subflows", ctype.U8),
	ctype.Num("mptcpi_add_addr_signal", ctype.U8),
	ctype.Num("mptcpi_add_addr_accepted", ctype.U8),
	ctype.Num("mptcpi_subflows_max", ctype.U8),
	ctype.Num("mptcpi_add_addr_signal_max", ctype.U8),
	ctype.Num("mptcpi_add_addr_accepted_max", ctype.U8),
	ctype.Flags("mptcpi_flags", ctype.U32, &xlat.MptcpFlags),
	ctype.Hex("mptcpi_token", ctype.U32),
	ctype.Num("mptcpi_write_seq", ctype.U64),
	ctype.Num("mptcpi_snd_una", ctype.U64),
	ctype.Num("mptcpi_rcv_nxt", ctype.U64),
	ctype.Num("mptcpi_local_addr_used", ctype.U8),
	ctype.Num("mptcpi_local_addr_max", ctype.U8),
	ctype.Num("mptcpi_csum_enabled", ctype.U8),
	ctype.Num("mptcpi_retransmits", ctype.U32),
	ctype.Num("mptcpi_bytes_retrans", ctype.U64),
	ctype.Num("mptcpi_bytes_sent", ctype.U64),
	ctype.Num("mptcpi_bytes_received", ctype.U64),
	ctype.Num("mptcpi_bytes_acked", ctype.U64),
	ctype.Num("mptcpi_subflows_total", ctype.U8),
	ctype.Num("mptcpi_endp_laminar_max", ctype.U8),
	ctype.Num("mptcpi_endp_fullmesh_max", ctype.U8),
	ctype.Pad(ctype.U8, 1),
	ctype.Num("mptcpi_last_data_sent", ctype.U32),
	ctype.Num("mptcpi_last_data_recv", ctype.U32),
	ctype.Num("mptcpi_last_ack_recv", ctype.U32),
}}

var mptcpSubflowData = ctype.Struct{CName: "mptcp_subflow_data", Fields: []ctype.Field{
	ctype.Num("size_subflow_data", ctype.U32),
	ctype.Num("num_subflows", ctype.U32),
	ctype.Num("size_kernel", ctype.U32),
	ctype.Num("size_user", ctype.U32),
}}

var mptcpFullInfo = ctype.Struct{CName: "mptcp_full_info", Fields: []ctype.Field{
	ctype.Num("size_tcpinfo_kernel", ctype.U32),
	ctype.Num("size_tcpinfo_user", ctype.U32),
	ctype.Num("size_sfinfo_kernel", ctype.U32),
	ctype.Num("size_sfinfo_user", ctype.U32),
	ctype.Num("num_subflows", ctype.U32),
	ctype.Num("size_arrays_user", ctype.U32),
	ctype.As("subflow_info", ctype.AU64, showAddr),
	ctype.As("tcp_info", ctype.AU64, showAddr),
	ctype.Sub("mptcp_info", &mptcpInfo),
}}
