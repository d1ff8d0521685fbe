package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Structs of data center bridging (linux/dcbnl.h). Attributes are in
// nlattrs/dcb.txt.

var ieeeEts = ctype.Struct{CName: "ieee_ets", Fields: []ctype.Field{
	ctype.Num("willing", ctype.U8),
	ctype.Num("ets_cap", ctype.U8),
	ctype.Num("cbs", ctype.U8),
	ctype.Nums("tc_tx_bw", ctype.U8, 8),
	ctype.Nums("tc_rx_bw", ctype.U8, 8),
	ctype.Nums("tc_tsa", ctype.U8, 8),
	ctype.Nums("prio_tc", ctype.U8, 8),
	ctype.Nums("tc_reco_bw", ctype.U8, 8),
	ctype.Nums("tc_reco_tsa", ctype.U8, 8),
	ctype.Nums("reco_prio_tc", ctype.U8, 8),
}}

var ieeeMaxrate = ctype.Struct{CName: "ieee_maxrate", Fields: []ctype.Field{
	ctype.Nums("tc_maxrate", ctype.U64, 8),
}}

var ieeePfc = ctype.Struct{CName: "ieee_pfc", Fields: []ctype.Field{
	ctype.Num("pfc_cap", ctype.U8),
	ctype.Hex("pfc_en", ctype.U8),
	ctype.Num("mbc", ctype.U8),
	ctype.Num("delay", ctype.U16),
	ctype.Nums("requests", ctype.U64, 8),
	ctype.Nums("indications", ctype.U64, 8),
}}

var ieeeQcn = ctype.Struct{CName: "ieee_qcn", Fields: []ctype.Field{
	ctype.Nums("rpg_enable", ctype.U8, 8),
	ctype.Nums("rppp_max_rps", ctype.U32, 8),
	ctype.Nums("rpg_time_reset", ctype.U32, 8),
	ctype.Nums("rpg_byte_reset", ctype.U32, 8),
	ctype.Nums("rpg_threshold", ctype.U32, 8),
	ctype.Nums("rpg_max_rate", ctype.U32, 8),
	ctype.Nums("rpg_ai_rate", ctype.U32, 8),
	ctype.Nums("rpg_hai_rate", ctype.U32, 8),
	ctype.Nums("rpg_gd", ctype.U32, 8),
	ctype.Nums("rpg_min_dec_fac", ctype.U32, 8),
	ctype.Nums("rpg_min_rate", ctype.U32, 8),
	ctype.Nums("cndd_state_machine", ctype.U32, 8),
}}

var ieeeQcnStats = ctype.Struct{CName: "ieee_qcn_stats", Fields: []ctype.Field{
	ctype.Nums("rppp_rp_centiseconds", ctype.U64, 8),
	ctype.Nums("rppp_created_rps", ctype.U32, 8),
}}

var dcbPeerAppInfo = ctype.Struct{CName: "dcb_peer_app_info", Fields: []ctype.Field{
	ctype.Num("willing", ctype.U8),
	ctype.Num("error", ctype.U8),
}}

var ceePg = ctype.Struct{CName: "cee_pg", Fields: []ctype.Field{
	ctype.Num("willing", ctype.U8),
	ctype.Num("error", ctype.U8),
	ctype.Hex("pg_en", ctype.U8),
	ctype.Num("tcs_supported", ctype.U8),
	ctype.Nums("pg_bw", ctype.U8, 8),
	ctype.Nums("prio_pg", ctype.U8, 8),
}}

var ceePfc = ctype.Struct{CName: "cee_pfc", Fields: []ctype.Field{
	ctype.Num("willing", ctype.U8),
	ctype.Num("error", ctype.U8),
	ctype.Hex("pfc_en", ctype.U8),
	ctype.Num("tcs_supported", ctype.U8),
}}

var dcbnlBuffer = ctype.Struct{CName: "dcbnl_buffer", Fields: []ctype.Field{
	ctype.Nums("prio2buffer", ctype.U8, 8),
	ctype.Nums("buffer_size", ctype.U32, 8),
	ctype.Num("total_size", ctype.U32),
}}

var dcbAppEntry = ctype.Struct{CName: "dcb_app", Fields: []ctype.Field{
	ctype.Enum("selector", ctype.U8, &xlat.DcbSelectors),
	ctype.Num("priority", ctype.U8),
	ctype.Num("protocol", ctype.U16),
}}
