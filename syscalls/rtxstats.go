package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What queueing disciplines and their classes count (TCA_XSTATS, linux/pkt_sched.h).
// The kernel's version may know less.

var tcXstats = nlChoices{
	{name: "cake", attr: nlAttr{min: 4, say: nlNested, nested: &nlaTcCakeStats}},
	{name: "cbq", attr: nlAttr{min: 4, say: nlStruct, typ: &ioTcCbqXstats}},
	{name: "choke", attr: nlAttr{min: 4, say: nlStruct, typ: &tcChokeXstats}},
	{name: "codel", attr: nlAttr{min: 4, say: nlStruct, typ: &tcCodelXstats}},
	{name: "drr", attr: nlAttr{min: 4, say: nlStruct, typ: &tcDrrStats}},
	{name: "dualpi2", attr: nlAttr{min: 4, say: nlStruct, typ: &ioTcDualpi2Xstats}},
	{name: "fq", attr: nlAttr{min: 4, say: nlStruct, typ: &tcFqQdStats}},
	{name: "fq_codel", attr: nlAttr{min: 4, say: nlStruct, typ: &tcFqCodelXstats}},
	{name: "fq_pie", attr: nlAttr{min: 4, say: nlStruct, typ: &tcFqPieXstats}},
	{name: "hfsc", attr: nlAttr{min: 4, say: nlStruct, typ: &tcHfscStats}},
	{name: "hhf", attr: nlAttr{min: 4, say: nlStruct, typ: &tcHhfXstats}},
	{name: "htb", attr: nlAttr{min: 4, say: nlStruct, typ: &tcHtbXstats}},
	{name: "pie", attr: nlAttr{min: 4, say: nlStruct, typ: &tcPieXstats}},
	{name: "qfq", attr: nlAttr{min: 4, say: nlStruct, typ: &tcQfqStats}},
	{name: "red", attr: nlAttr{min: 4, say: nlStruct, typ: &tcRedXstats}},
	{name: "sfb", attr: nlAttr{min: 4, say: nlStruct, typ: &tcSfbXstats}},
	{name: "sfq", attr: nlAttr{min: 4, say: nlStruct, typ: &tcSfqXstats}},
	{name: "taprio", attr: nlAttr{min: 4, say: nlNested, nested: &nlaTcTaprioStats}},
}

var tcChokeXstats = ctype.Struct{CName: "tc_choke_xstats", Fields: []ctype.Field{
	ctype.Num("early", ctype.U32),
	ctype.Num("pdrop", ctype.U32),
	ctype.Num("other", ctype.U32),
	ctype.Num("marked", ctype.U32),
	ctype.Num("matched", ctype.U32),
}}

var tcCodelXstats = ctype.Struct{CName: "tc_codel_xstats", Fields: []ctype.Field{
	ctype.Num("maxpacket", ctype.U32),
	ctype.Num("count", ctype.U32),
	ctype.Num("lastcount", ctype.U32),
	ctype.Num("ldelay", ctype.U32),
	ctype.Num("drop_next", ctype.S32),
	ctype.Num("drop_overlimit", ctype.U32),
	ctype.Num("ecn_mark", ctype.U32),
	ctype.Num("dropping", ctype.U32),
	ctype.Num("ce_mark", ctype.U32),
}}

var tcDrrStats = ctype.Struct{CName: "tc_drr_stats", Fields: []ctype.Field{
	ctype.Num("deficit", ctype.U32),
}}

var tcFqQdStats = ctype.Struct{CName: "tc_fq_qd_stats", Fields: []ctype.Field{
	ctype.Num("gc_flows", ctype.U64),
	ctype.Num("highprio_packets", ctype.U64),
	ctype.Num("tcp_retrans", ctype.U64),
	ctype.Num("throttled", ctype.U64),
	ctype.Num("flows_plimit", ctype.U64),
	ctype.Num("pkts_too_long", ctype.U64),
	ctype.Num("allocation_errors", ctype.U64),
	ctype.Num("time_next_delayed_flow", ctype.S64),
	ctype.Num("flows", ctype.U32),
	ctype.Num("inactive_flows", ctype.U32),
	ctype.Num("throttled_flows", ctype.U32),
	ctype.Num("unthrottle_latency_ns", ctype.U32),
	ctype.Num("ce_mark", ctype.U64),
	ctype.Num("horizon_drops", ctype.U64),
	ctype.Num("horizon_caps", ctype.U64),
	ctype.Num("fastpath_packets", ctype.U64),
	ctype.Nums("band_drops", ctype.U64, 3),
	ctype.Nums("band_pkt_count", ctype.U32, 3),
	ctype.Pad(ctype.U32, 1),
}}

var tcFqPieXstats = ctype.Struct{CName: "tc_fq_pie_xstats", Fields: []ctype.Field{
	ctype.Num("packets_in", ctype.U32),
	ctype.Num("dropped", ctype.U32),
	ctype.Num("overlimit", ctype.U32),
	ctype.Num("overmemory", ctype.U32),
	ctype.Num("ecn_mark", ctype.U32),
	ctype.Num("new_flow_count", ctype.U32),
	ctype.Num("new_flows_len", ctype.U32),
	ctype.Num("old_flows_len", ctype.U32),
	ctype.Num("memory_usage", ctype.U32),
}}

var tcHfscStats = ctype.Struct{CName: "tc_hfsc_stats", Fields: []ctype.Field{
	ctype.Num("work", ctype.U64),
	ctype.Num("rtwork", ctype.U64),
	ctype.Num("period", ctype.U32),
	ctype.Num("level", ctype.U32),
}}

var tcHhfXstats = ctype.Struct{CName: "tc_hhf_xstats", Fields: []ctype.Field{
	ctype.Num("drop_overlimit", ctype.U32),
	ctype.Num("hh_overlimit", ctype.U32),
	ctype.Num("hh_tot_count", ctype.U32),
	ctype.Num("hh_cur_count", ctype.U32),
}}

var tcHtbXstats = ctype.Struct{CName: "tc_htb_xstats", Fields: []ctype.Field{
	ctype.Num("lends", ctype.U32),
	ctype.Num("borrows", ctype.U32),
	ctype.Num("giants", ctype.U32),
	ctype.Num("tokens", ctype.S32),
	ctype.Num("ctokens", ctype.S32),
}}

var tcPieXstats = ctype.Struct{CName: "tc_pie_xstats", Fields: []ctype.Field{
	ctype.Num("prob", ctype.U64),
	ctype.Num("delay", ctype.U32),
	ctype.Num("avg_dq_rate", ctype.U32),
	ctype.Num("dq_rate_estimating", ctype.U32),
	ctype.Num("packets_in", ctype.U32),
	ctype.Num("dropped", ctype.U32),
	ctype.Num("overlimit", ctype.U32),
	ctype.Num("maxq", ctype.U32),
	ctype.Num("ecn_mark", ctype.U32),
}}

var tcQfqStats = ctype.Struct{CName: "tc_qfq_stats", Fields: []ctype.Field{
	ctype.Num("weight", ctype.U32),
	ctype.Num("lmax", ctype.U32),
}}

var tcRedXstats = ctype.Struct{CName: "tc_red_xstats", Fields: []ctype.Field{
	ctype.Num("early", ctype.U32),
	ctype.Num("pdrop", ctype.U32),
	ctype.Num("other", ctype.U32),
	ctype.Num("marked", ctype.U32),
}}

var tcSfbXstats = ctype.Struct{CName: "tc_sfb_xstats", Fields: []ctype.Field{
	ctype.Num("earlydrop", ctype.U32),
	ctype.Num("penaltydrop", ctype.U32),
	ctype.Num("bucketdrop", ctype.U32),
	ctype.Num("queuedrop", ctype.U32),
	ctype.Num("childdrop", ctype.U32),
	ctype.Num("marked", ctype.U32),
	ctype.Num("maxqlen", ctype.U32),
	ctype.Num("maxprob", ctype.U32),
	ctype.Num("avgprob", ctype.U32),
}}

var tcSfqXstats = ctype.Struct{CName: "tc_sfq_xstats", Fields: []ctype.Field{
	ctype.Num("allot", ctype.S32),
}}

var tcFqCodelQdStats = ctype.Struct{CName: "tc_fq_codel_qd_stats", Fields: []ctype.Field{
	ctype.Num("maxpacket", ctype.U32),
	ctype.Num("drop_overlimit", ctype.U32),
	ctype.Num("ecn_mark", ctype.U32),
	ctype.Num("new_flow_count", ctype.U32),
	ctype.Num("new_flows_len", ctype.U32),
	ctype.Num("old_flows_len", ctype.U32),
	ctype.Num("ce_mark", ctype.U32),
	ctype.Num("memory_usage", ctype.U32),
	ctype.Num("drop_overmemory", ctype.U32),
}}

var tcFqCodelClStats = ctype.Struct{CName: "tc_fq_codel_cl_stats", Fields: []ctype.Field{
	ctype.Num("deficit", ctype.S32),
	ctype.Num("ldelay", ctype.U32),
	ctype.Num("count", ctype.U32),
	ctype.Num("lastcount", ctype.U32),
	ctype.Num("dropping", ctype.U32),
	ctype.Num("drop_next", ctype.S32),
}}

// tcFqCodelXstats is struct tc_fq_codel_xstats, which holds a union.
var tcFqCodelXstats = ctype.Struct{Fields: []ctype.Field{
	ctype.Enum("type", ctype.U32, &xlat.FqCodelXstats),
	{Name: "qdisc_stats", Kind: ctype.Nested, Sub: &tcFqCodelQdStats, If: &ctype.Cond{Field: "type", Vals: []uint64{0}}},
	{Name: "class_stats", Kind: ctype.Nested, Sub: &tcFqCodelClStats, If: &ctype.Cond{Field: "type", Vals: []uint64{1}}},
}, Places: &ctype.Places{At: [event.NumABI][]uint16{{0, 4, 4}, {0, 4, 4}}, Size: [event.NumABI]int{40, 40}}}
