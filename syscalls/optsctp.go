package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Values of socket options and control messages of SCTP (linux/sctp.h).

var sctpRtoinfo = ctype.Struct{CName: "sctp_rtoinfo", Fields: []ctype.Field{
	ctype.Num("srto_assoc_id", ctype.S32),
	ctype.Num("srto_initial", ctype.U32),
	ctype.Num("srto_max", ctype.U32),
	ctype.Num("srto_min", ctype.U32),
}}

var sctpAssocparams = ctype.Struct{CName: "sctp_assocparams", Fields: []ctype.Field{
	ctype.Num("sasoc_assoc_id", ctype.S32),
	ctype.Num("sasoc_asocmaxrxt", ctype.U16),
	ctype.Num("sasoc_number_peer_destinations", ctype.U16),
	ctype.Num("sasoc_peer_rwnd", ctype.U32),
	ctype.Num("sasoc_local_rwnd", ctype.U32),
	ctype.Num("sasoc_cookie_life", ctype.U32),
}}

var sctpInitmsg = ctype.Struct{CName: "sctp_initmsg", Fields: []ctype.Field{
	ctype.Num("sinit_num_ostreams", ctype.U16),
	ctype.Num("sinit_max_instreams", ctype.U16),
	ctype.Num("sinit_max_attempts", ctype.U16),
	ctype.Num("sinit_max_init_timeo", ctype.U16),
}}

var sctpPrim = ctype.Struct{CName: "sctp_prim", Packed: true, Fields: []ctype.Field{
	ctype.Num("ssp_assoc_id", ctype.S32),
	{Name: "ssp_addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
}}

var sctpSetpeerprim = ctype.Struct{CName: "sctp_setpeerprim", Packed: true, Fields: []ctype.Field{
	ctype.Num("sspp_assoc_id", ctype.S32),
	{Name: "sspp_addr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
}}

var sctpSetadaptation = ctype.Struct{CName: "sctp_setadaptation", Fields: []ctype.Field{
	ctype.Hex("ssb_adaptation_ind", ctype.U32),
}}

var sctpPaddrparams = ctype.Struct{CName: "sctp_paddrparams", Packed: true, Fields: []ctype.Field{
	ctype.Num("spp_assoc_id", ctype.S32),
	{Name: "spp_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Num("spp_hbinterval", ctype.U32),
	ctype.Num("spp_pathmaxrxt", ctype.U16),
	ctype.Num("spp_pathmtu", ctype.U32),
	ctype.Num("spp_sackdelay", ctype.U32),
	ctype.Flags("spp_flags", ctype.U32, &xlat.SctpPathFlags),
	ctype.Num("spp_ipv6_flowlabel", ctype.U32),
	ctype.Num("spp_dscp", ctype.U8),
	ctype.Pad(ctype.U8, 1),
}}

var sctpSndrcvinfo = ctype.Struct{CName: "sctp_sndrcvinfo", Fields: []ctype.Field{
	ctype.Num("sinfo_stream", ctype.U16),
	ctype.Num("sinfo_ssn", ctype.U16),
	ctype.Flags("sinfo_flags", ctype.U16, &xlat.SctpSendFlags),
	ctype.As("sinfo_ppid", ctype.U32, showHtonl),
	ctype.Num("sinfo_context", ctype.U32),
	ctype.Num("sinfo_timetolive", ctype.U32),
	ctype.Num("sinfo_tsn", ctype.U32),
	ctype.Num("sinfo_cumtsn", ctype.U32),
	ctype.Num("sinfo_assoc_id", ctype.S32),
}}

var sctpEventSubscribe = ctype.Struct{CName: "sctp_event_subscribe", Fields: []ctype.Field{
	ctype.Num("sctp_data_io_event", ctype.U8),
	ctype.Num("sctp_association_event", ctype.U8),
	ctype.Num("sctp_address_event", ctype.U8),
	ctype.Num("sctp_send_failure_event", ctype.U8),
	ctype.Num("sctp_peer_error_event", ctype.U8),
	ctype.Num("sctp_shutdown_event", ctype.U8),
	ctype.Num("sctp_partial_delivery_event", ctype.U8),
	ctype.Num("sctp_adaptation_layer_event", ctype.U8),
	ctype.Num("sctp_authentication_event", ctype.U8),
	ctype.Num("sctp_sender_dry_event", ctype.U8),
	ctype.Num("sctp_stream_reset_event", ctype.U8),
	ctype.Num("sctp_assoc_reset_event", ctype.U8),
	ctype.Num("sctp_stream_change_event", ctype.U8),
	ctype.Num("sctp_send_failure_event_event", ctype.U8),
}}

var sctpAssocValue = ctype.Struct{CName: "sctp_assoc_value", Fields: []ctype.Field{
	ctype.Num("assoc_id", ctype.S32),
	ctype.Num("assoc_value", ctype.U32),
}}

var sctpPaddrinfo = ctype.Struct{CName: "sctp_paddrinfo", Packed: true, Fields: []ctype.Field{
	ctype.Num("spinfo_assoc_id", ctype.S32),
	{Name: "spinfo_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Enum("spinfo_state", ctype.S32, &xlat.SctpPathStates),
	ctype.Num("spinfo_cwnd", ctype.U32),
	ctype.Num("spinfo_srtt", ctype.U32),
	ctype.Num("spinfo_rto", ctype.U32),
	ctype.Num("spinfo_mtu", ctype.U32),
}}

var sctpStatus = ctype.Struct{CName: "sctp_status", Fields: []ctype.Field{
	ctype.Num("sstat_assoc_id", ctype.S32),
	ctype.Enum("sstat_state", ctype.S32, &xlat.SctpStates),
	ctype.Num("sstat_rwnd", ctype.U32),
	ctype.Num("sstat_unackdata", ctype.U16),
	ctype.Num("sstat_penddata", ctype.U16),
	ctype.Num("sstat_instrms", ctype.U16),
	ctype.Num("sstat_outstrms", ctype.U16),
	ctype.Num("sstat_fragmentation_point", ctype.U32),
	ctype.Sub("sstat_primary", &sctpPaddrinfo),
}}

var sctpSackInfo = ctype.Struct{CName: "sctp_sack_info", Fields: []ctype.Field{
	ctype.Num("sack_assoc_id", ctype.S32),
	ctype.Num("sack_delay", ctype.U32),
	ctype.Num("sack_freq", ctype.U32),
}}

var sctpAuthchunk = ctype.Struct{CName: "sctp_authchunk", Fields: []ctype.Field{
	ctype.Hex("sauth_chunk", ctype.U8),
}}

var sctpHmacalgo = ctype.Struct{CName: "sctp_hmacalgo", Fields: []ctype.Field{
	ctype.Num("shmac_num_idents", ctype.U32),
}}

var sctpAuthkey = ctype.Struct{CName: "sctp_authkey", Fields: []ctype.Field{
	ctype.Num("sca_assoc_id", ctype.S32),
	ctype.Num("sca_keynumber", ctype.U16),
	ctype.Num("sca_keylength", ctype.U16),
}}

var sctpAuthkeyid = ctype.Struct{CName: "sctp_authkeyid", Fields: []ctype.Field{
	ctype.Num("scact_assoc_id", ctype.S32),
	ctype.Num("scact_keynumber", ctype.U16),
}}

var sctpAuthchunks = ctype.Struct{CName: "sctp_authchunks", Fields: []ctype.Field{
	ctype.Num("gauth_assoc_id", ctype.S32),
	ctype.Num("gauth_number_of_chunks", ctype.U32),
}}

var sctpAssocIds = ctype.Struct{CName: "sctp_assoc_ids", Fields: []ctype.Field{
	ctype.Num("gaids_number_of_ids", ctype.U32),
}}

var sctpPaddrthlds = ctype.Struct{CName: "sctp_paddrthlds", Fields: []ctype.Field{
	ctype.Num("spt_assoc_id", ctype.S32),
	{Name: "spt_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Num("spt_pathmaxrxt", ctype.U16),
	ctype.Num("spt_pathpfthld", ctype.U16),
}}

var sctpPaddrthldsV2 = ctype.Struct{CName: "sctp_paddrthlds_v2", Fields: []ctype.Field{
	ctype.Num("spt_assoc_id", ctype.S32),
	{Name: "spt_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Num("spt_pathmaxrxt", ctype.U16),
	ctype.Num("spt_pathpfthld", ctype.U16),
	ctype.Num("spt_pathcpthld", ctype.U16),
}}

var sctpSndinfo = ctype.Struct{CName: "sctp_sndinfo", Fields: []ctype.Field{
	ctype.Num("snd_sid", ctype.U16),
	ctype.Flags("snd_flags", ctype.U16, &xlat.SctpSendFlags),
	ctype.As("snd_ppid", ctype.U32, showHtonl),
	ctype.Num("snd_context", ctype.U32),
	ctype.Num("snd_assoc_id", ctype.S32),
}}

var sctpGetaddrs = ctype.Struct{CName: "sctp_getaddrs", Fields: []ctype.Field{
	ctype.Num("assoc_id", ctype.S32),
	ctype.Num("addr_num", ctype.U32),
}}

var sctpAssocStats = ctype.Struct{CName: "sctp_assoc_stats", Fields: []ctype.Field{
	ctype.Num("sas_assoc_id", ctype.S32),
	{Name: "sas_obs_rto_ipaddr", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Num("sas_maxrto", ctype.U64),
	ctype.Num("sas_isacks", ctype.U64),
	ctype.Num("sas_osacks", ctype.U64),
	ctype.Num("sas_opackets", ctype.U64),
	ctype.Num("sas_ipackets", ctype.U64),
	ctype.Num("sas_rtxchunks", ctype.U64),
	ctype.Num("sas_outofseqtsns", ctype.U64),
	ctype.Num("sas_idupchunks", ctype.U64),
	ctype.Num("sas_gapcnt", ctype.U64),
	ctype.Num("sas_ouodchunks", ctype.U64),
	ctype.Num("sas_iuodchunks", ctype.U64),
	ctype.Num("sas_oodchunks", ctype.U64),
	ctype.Num("sas_iodchunks", ctype.U64),
	ctype.Num("sas_octrlchunks", ctype.U64),
	ctype.Num("sas_ictrlchunks", ctype.U64),
}}

var sctpDefaultPrinfo = ctype.Struct{CName: "sctp_default_prinfo", Fields: []ctype.Field{
	ctype.Num("pr_assoc_id", ctype.S32),
	ctype.Num("pr_value", ctype.U32),
	ctype.Flags("pr_policy", ctype.U16, &xlat.SctpPrPolicies),
}}

var sctpPrstatus = ctype.Struct{CName: "sctp_prstatus", Fields: []ctype.Field{
	ctype.Num("sprstat_assoc_id", ctype.S32),
	ctype.Num("sprstat_sid", ctype.U16),
	ctype.Flags("sprstat_policy", ctype.U16, &xlat.SctpPrPolicies),
	ctype.Num("sprstat_abandoned_unsent", ctype.U64),
	ctype.Num("sprstat_abandoned_sent", ctype.U64),
}}

var sctpResetStreams = ctype.Struct{CName: "sctp_reset_streams", Fields: []ctype.Field{
	ctype.Num("srs_assoc_id", ctype.S32),
	ctype.Flags("srs_flags", ctype.U16, &xlat.SctpResetFlags),
	ctype.Num("srs_number_streams", ctype.U16),
}}

var sctpAddStreams = ctype.Struct{CName: "sctp_add_streams", Fields: []ctype.Field{
	ctype.Num("sas_assoc_id", ctype.S32),
	ctype.Num("sas_instrms", ctype.U16),
	ctype.Num("sas_outstrms", ctype.U16),
}}

var sctpStreamValue = ctype.Struct{CName: "sctp_stream_value", Fields: []ctype.Field{
	ctype.Num("assoc_id", ctype.S32),
	ctype.Num("stream_id", ctype.U16),
	ctype.Num("stream_value", ctype.U16),
}}

var sctpEvent = ctype.Struct{CName: "sctp_event", Fields: []ctype.Field{
	ctype.Num("se_assoc_id", ctype.S32),
	ctype.Enum("se_type", ctype.U16, &xlat.SctpEvents),
	ctype.Num("se_on", ctype.U8),
}}

var sctpUdpencaps = ctype.Struct{CName: "sctp_udpencaps", Fields: []ctype.Field{
	ctype.Num("sue_assoc_id", ctype.S32),
	{Name: "sue_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.As("sue_port", ctype.U16, showHtons),
}}

var sctpProbeinterval = ctype.Struct{CName: "sctp_probeinterval", Fields: []ctype.Field{
	ctype.Num("spi_assoc_id", ctype.S32),
	{Name: "spi_address", Kind: ctype.Nested, Sub: &sockStorage, Show: showStorage},
	ctype.Num("spi_interval", ctype.U32),
}}

var sctpRcvinfo = ctype.Struct{CName: "sctp_rcvinfo", Fields: []ctype.Field{
	ctype.Num("rcv_sid", ctype.U16),
	ctype.Num("rcv_ssn", ctype.U16),
	ctype.Flags("rcv_flags", ctype.U16, &xlat.SctpSendFlags),
	ctype.As("rcv_ppid", ctype.U32, showHtonl),
	ctype.Num("rcv_tsn", ctype.U32),
	ctype.Num("rcv_cumtsn", ctype.U32),
	ctype.Num("rcv_context", ctype.U32),
	ctype.Num("rcv_assoc_id", ctype.S32),
}}

var sctpNxtinfo = ctype.Struct{CName: "sctp_nxtinfo", Fields: []ctype.Field{
	ctype.Num("nxt_sid", ctype.U16),
	ctype.Flags("nxt_flags", ctype.U16, &xlat.SctpSendFlags),
	ctype.As("nxt_ppid", ctype.U32, showHtonl),
	ctype.Num("nxt_length", ctype.U32),
	ctype.Num("nxt_assoc_id", ctype.S32),
}}

var sctpPrinfo = ctype.Struct{CName: "sctp_prinfo", Fields: []ctype.Field{
	ctype.Flags("pr_policy", ctype.U16, &xlat.SctpPrPolicies),
	ctype.Num("pr_value", ctype.U32),
}}

var sctpAuthinfo = ctype.Struct{CName: "sctp_authinfo", Fields: []ctype.Field{
	ctype.Num("auth_keynumber", ctype.U16),
}}
