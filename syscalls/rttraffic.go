package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of traffic control (linux/rtnetlink.h, gen_stats.h, pkt_sched.h).

var tcAttrs = nlAttrs{&xlat.TcaAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                // TCA_KIND
	{kind: 2, min: 1, say: nlByKind, key: 1, choice: &tcOptions}, // TCA_OPTIONS
	{kind: 3, min: 36, say: nlStruct, typ: &tcStats},             // TCA_STATS
	{kind: 4, min: 4, say: nlByKind, key: 1, choice: &tcXstats},  // TCA_XSTATS
	{kind: 5, min: 2, say: nlStruct, typ: &tcEstimator},          // TCA_RATE
	{kind: 6, min: 4, say: nlU32},                                // TCA_FCNT
	{kind: 7, min: 4, say: nlNested, key: 1, nested: &tcStats2},  // TCA_STATS2
	{kind: 8, min: 4, say: nlNested, nested: &tcStab},            // TCA_STAB
	{kind: 11, min: 4, say: nlU32},                               // TCA_CHAIN
	{kind: 12, min: 1, say: nlU8},                                // TCA_HW_OFFLOAD
	{kind: 13, min: 4, say: nlU32},                               // TCA_INGRESS_BLOCK
	{kind: 14, min: 4, say: nlU32},                               // TCA_EGRESS_BLOCK
	{kind: 15, min: 4, say: nlU32},                               // TCA_DUMP_FLAGS
	{kind: 16, min: 1, say: nlStr},                               // TCA_EXT_WARN_MSG
}}

var tcStatsAttrs = nlAttrs{&xlat.TcaStatsAttrs, []nlAttr{
	{kind: 1, min: 12, say: nlStruct, typ: &gnetBasic},  // TCA_STATS_BASIC
	{kind: 2, min: 8, say: nlStruct, typ: &gnetRate},    // TCA_STATS_RATE_EST
	{kind: 3, min: 20, say: nlStruct, typ: &gnetQueue},  // TCA_STATS_QUEUE
	{kind: 5, min: 16, say: nlStruct, typ: &gnetRate64}, // TCA_STATS_RATE_EST64
	{kind: 7, min: 12, say: nlStruct, typ: &gnetBasic},  // TCA_STATS_BASIC_HW
	{kind: 8, min: 8, say: nlU64},                       // TCA_STATS_PKT64
}}

// tcStats2 are those of queueing disciplines, whose kind tells what they count.
var tcStats2 = nlAttrs{&xlat.TcaStatsAttrs, []nlAttr{
	{kind: 1, min: 12, say: nlStruct, typ: &gnetBasic},   // TCA_STATS_BASIC
	{kind: 2, min: 8, say: nlStruct, typ: &gnetRate},     // TCA_STATS_RATE_EST
	{kind: 3, min: 20, say: nlStruct, typ: &gnetQueue},   // TCA_STATS_QUEUE
	{kind: 4, min: 4, say: nlByOuter, choice: &tcXstats}, // TCA_STATS_APP
	{kind: 5, min: 16, say: nlStruct, typ: &gnetRate64},  // TCA_STATS_RATE_EST64
	{kind: 7, min: 12, say: nlStruct, typ: &gnetBasic},   // TCA_STATS_BASIC_HW
	{kind: 8, min: 8, say: nlU64},                        // TCA_STATS_PKT64
}}

var tcStab = nlAttrs{&xlat.TcaStabAttrs, []nlAttr{
	{kind: 1, min: 24, say: nlStruct, typ: &tcSizespec}, // TCA_STAB_BASE
	{kind: 2, min: 2, say: nlU16s},                      // TCA_STAB_DATA
}}

var tcStats = ctype.Struct{CName: "tc_stats", Fields: []ctype.Field{
	ctype.Num("bytes", ctype.U64),
	ctype.Num("packets", ctype.U32),
	ctype.Num("drops", ctype.U32),
	ctype.Num("overlimits", ctype.U32),
	ctype.Num("bps", ctype.U32),
	ctype.Num("pps", ctype.U32),
	ctype.Num("qlen", ctype.U32),
	ctype.Num("backlog", ctype.U32),
}}

var tcEstimator = ctype.Struct{CName: "tc_estimator", Fields: []ctype.Field{
	ctype.Num("interval", ctype.S8),
	ctype.Num("ewma_log", ctype.U8),
}}

var tcSizespec = ctype.Struct{CName: "tc_sizespec", Fields: []ctype.Field{
	ctype.Num("cell_log", ctype.U8),
	ctype.Num("size_log", ctype.U8),
	ctype.Num("cell_align", ctype.S16),
	ctype.Num("overhead", ctype.S32),
	ctype.Num("linklayer", ctype.U32),
	ctype.Num("mpu", ctype.U32),
	ctype.Num("mtu", ctype.U32),
	ctype.Num("tsize", ctype.U32),
}}

var gnetBasic = ctype.Struct{CName: "gnet_stats_basic", Fields: []ctype.Field{
	ctype.Num("bytes", ctype.U64),
	ctype.Num("packets", ctype.U32),
}}

var gnetRate = ctype.Struct{CName: "gnet_stats_rate_est", Fields: []ctype.Field{
	ctype.Num("bps", ctype.U32),
	ctype.Num("pps", ctype.U32),
}}

var gnetRate64 = ctype.Struct{CName: "gnet_stats_rate_est64", Fields: []ctype.Field{
	ctype.Num("bps", ctype.U64),
	ctype.Num("pps", ctype.U64),
}}

var gnetQueue = ctype.Struct{CName: "gnet_stats_queue", Fields: []ctype.Field{
	ctype.Num("qlen", ctype.U32),
	ctype.Num("backlog", ctype.U32),
	ctype.Num("drops", ctype.U32),
	ctype.Num("requeues", ctype.U32),
	ctype.Num("overlimits", ctype.U32),
}}
