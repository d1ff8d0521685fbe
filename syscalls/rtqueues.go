package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Options of queueing disciplines, classifiers and actions: attributes by their
// name, and the structs in them. The attributes are in nlattrs/traffic.txt.

var tcOptions = nlChoices{
	{name: "atm", attr: nlAttr{say: nlNested, nested: &nlaTcAtm}},
	{name: "basic", attr: nlAttr{say: nlNested, nested: &nlaTcBasic}},
	{name: "bpf", attr: nlAttr{say: nlNested, nested: &nlaTcClsBpf}},
	{name: "cake", attr: nlAttr{say: nlNested, nested: &nlaTcCake}},
	{name: "cbq", attr: nlAttr{say: nlNested, nested: &nlaTcCbq}},
	{name: "cbs", attr: nlAttr{say: nlNested, nested: &nlaTcCbs}},
	{name: "cgroup", attr: nlAttr{say: nlNested, nested: &nlaTcCgroup}},
	{name: "choke", attr: nlAttr{say: nlNested, nested: &nlaTcChoke}},
	{name: "codel", attr: nlAttr{say: nlNested, nested: &nlaTcCodel}},
	{name: "drr", attr: nlAttr{say: nlNested, nested: &nlaTcDrr}},
	{name: "dsmark", attr: nlAttr{say: nlNested, nested: &nlaTcDsmark}},
	{name: "dualpi2", attr: nlAttr{say: nlNested, nested: &nlaTcDualpi2}},
	{name: "etf", attr: nlAttr{say: nlNested, nested: &nlaTcEtf}},
	{name: "ets", attr: nlAttr{say: nlNested, nested: &nlaTcEts}},
	{name: "flow", attr: nlAttr{say: nlNested, nested: &nlaTcFlow}},
	{name: "flower", attr: nlAttr{say: nlNested, nested: &nlaTcFlower}},
	{name: "fq", attr: nlAttr{say: nlNested, nested: &nlaTcFq}},
	{name: "fq_codel", attr: nlAttr{say: nlNested, nested: &nlaTcFqCodel}},
	{name: "fq_pie", attr: nlAttr{say: nlNested, nested: &nlaTcFqPie}},
	{name: "fw", attr: nlAttr{say: nlNested, nested: &nlaTcFw}},
	{name: "gred", attr: nlAttr{say: nlNested, nested: &nlaTcGred}},
	{name: "hfsc", attr: nlAttr{say: nlNested, nested: &nlaTcHfsc}},
	{name: "hhf", attr: nlAttr{say: nlNested, nested: &nlaTcHhf}},
	{name: "htb", attr: nlAttr{say: nlNested, nested: &nlaTcHtb}},
	{name: "matchall", attr: nlAttr{say: nlNested, nested: &nlaTcMatchall}},
	{name: "pie", attr: nlAttr{say: nlNested, nested: &nlaTcPie}},
	{name: "qfq", attr: nlAttr{say: nlNested, nested: &nlaTcQfq}},
	{name: "red", attr: nlAttr{say: nlNested, nested: &nlaTcRed}},
	{name: "route", attr: nlAttr{say: nlNested, nested: &nlaTcRoute4}},
	{name: "rsvp", attr: nlAttr{say: nlNested, nested: &nlaTcRsvp}},
	{name: "rsvp6", attr: nlAttr{say: nlNested, nested: &nlaTcRsvp}},
	{name: "sfb", attr: nlAttr{say: nlNested, nested: &nlaTcSfb}},
	{name: "taprio", attr: nlAttr{say: nlNested, nested: &nlaTcTaprio}},
	{name: "tbf", attr: nlAttr{say: nlNested, nested: &nlaTcTbf}},
	{name: "tcindex", attr: nlAttr{say: nlNested, nested: &nlaTcTcindex}},
	{name: "u32", attr: nlAttr{say: nlNested, nested: &nlaTcU32}},
	{name: "mqprio", attr: nlAttr{min: 82, say: nlStructAnd, typ: &tcMqprioQopt, nested: &nlaTcMqprio}},
	{name: "netem", attr: nlAttr{min: 24, say: nlStructAnd, typ: &tcNetemQopt, nested: &nlaTcNetem}},
	{name: "bfifo", attr: nlAttr{say: nlWhole, typ: &tcFifoQopt}},
	{name: "pfifo", attr: nlAttr{say: nlWhole, typ: &tcFifoQopt}},
	{name: "pfifo_head_drop", attr: nlAttr{say: nlWhole, typ: &tcFifoQopt}},
	{name: "pfifo_fast", attr: nlAttr{say: nlWhole, typ: &tcPrioQopt}},
	{name: "prio", attr: nlAttr{say: nlWhole, typ: &tcPrioQopt}},
	{name: "multiq", attr: nlAttr{say: nlWhole, typ: &tcMultiqQopt}},
	{name: "plug", attr: nlAttr{say: nlWhole, typ: &tcPlugQopt}},
	{name: "skbprio", attr: nlAttr{say: nlWhole, typ: &tcSkbprioQopt}},
	{name: "sfq", attr: nlAttr{say: nlWhole, typ: &tcSfqQoptV1}},
}

// actionOne is an action in a list of them.
var actionOne = nlAttrs{&xlat.TcaActAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                // TCA_ACT_KIND
	{kind: 2, min: 4, say: nlByKind, key: 1, choice: &tcActions}, // TCA_ACT_OPTIONS
	{kind: 3, min: 4, say: nlU32},                                // TCA_ACT_INDEX
	{kind: 4, min: 4, say: nlNested, nested: &tcStatsAttrs},      // TCA_ACT_STATS
	{kind: 7, min: 8, say: nlBits, set: &xlat.TcaActFlags},       // TCA_ACT_FLAGS
	{kind: 8, min: 8, say: nlBits, set: &xlat.TcaActHwStats},     // TCA_ACT_HW_STATS
	{kind: 9, min: 8, say: nlBits, set: &xlat.TcaActHwStats},     // TCA_ACT_USED_HW_STATS
	{kind: 10, min: 4, say: nlU32},                               // TCA_ACT_IN_HW_COUNT
}}

var tcActions = nlChoices{
	{name: "bpf", attr: nlAttr{say: nlNested, nested: &nlaTcActBpf}},
	{name: "connmark", attr: nlAttr{say: nlNested, nested: &nlaTcConnmark}},
	{name: "csum", attr: nlAttr{say: nlNested, nested: &nlaTcCsum}},
	{name: "ct", attr: nlAttr{say: nlNested, nested: &nlaTcCt}},
	{name: "ctinfo", attr: nlAttr{say: nlNested, nested: &nlaTcCtinfo}},
	{name: "gact", attr: nlAttr{say: nlNested, nested: &nlaTcGact}},
	{name: "gate", attr: nlAttr{say: nlNested, nested: &nlaTcGate}},
	{name: "ife", attr: nlAttr{say: nlNested, nested: &nlaTcIfe}},
	{name: "ipt", attr: nlAttr{say: nlNested, nested: &nlaTcIpt}},
	{name: "mirred", attr: nlAttr{say: nlNested, nested: &nlaTcMirred}},
	{name: "mpls", attr: nlAttr{say: nlNested, nested: &nlaTcMpls}},
	{name: "nat", attr: nlAttr{say: nlNested, nested: &nlaTcNat}},
	{name: "pedit", attr: nlAttr{say: nlNested, nested: &nlaTcPedit}},
	{name: "police", attr: nlAttr{say: nlNested, nested: &nlaTcPolice}},
	{name: "sample", attr: nlAttr{say: nlNested, nested: &nlaTcSample}},
	{name: "simple", attr: nlAttr{say: nlNested, nested: &nlaTcSimple}},
	{name: "skbedit", attr: nlAttr{say: nlNested, nested: &nlaTcSkbedit}},
	{name: "skbmod", attr: nlAttr{say: nlNested, nested: &nlaTcSkbmod}},
	{name: "tunnel_key", attr: nlAttr{say: nlNested, nested: &nlaTcTunnelKey}},
	{name: "vlan", attr: nlAttr{say: nlNested, nested: &nlaTcActVlan}},
	{name: "xt", attr: nlAttr{say: nlNested, nested: &nlaTcIpt}},
}

var tcRatespec = ctype.Struct{CName: "tc_ratespec", Fields: []ctype.Field{
	ctype.Num("cell_log", ctype.U8),
	ctype.Enum("linklayer", ctype.U8, &xlat.TcLinklayers),
	ctype.Num("overhead", ctype.U16),
	ctype.Num("cell_align", ctype.S16),
	ctype.Num("mpu", ctype.U16),
	ctype.Num("rate", ctype.U32),
}}

var tcTbfQopt = ctype.Struct{CName: "tc_tbf_qopt", Fields: []ctype.Field{
	ctype.Sub("rate", &tcRatespec),
	ctype.Sub("peakrate", &tcRatespec),
	ctype.Num("limit", ctype.U32),
	ctype.Num("buffer", ctype.U32),
	ctype.Num("mtu", ctype.U32),
}}

var tcHtbOpt = ctype.Struct{CName: "tc_htb_opt", Fields: []ctype.Field{
	ctype.Sub("rate", &tcRatespec),
	ctype.Sub("ceil", &tcRatespec),
	ctype.Num("buffer", ctype.U32),
	ctype.Num("cbuffer", ctype.U32),
	ctype.Num("quantum", ctype.U32),
	ctype.Num("level", ctype.U32),
	ctype.Num("prio", ctype.U32),
}}

var tcHtbGlob = ctype.Struct{CName: "tc_htb_glob", Fields: []ctype.Field{
	ctype.Num("version", ctype.U32),
	ctype.Num("rate2quantum", ctype.U32),
	ctype.Hex("defcls", ctype.U32),
	ctype.Num("debug", ctype.U32),
	ctype.Num("direct_pkts", ctype.U32),
}}

var tcServiceCurve = ctype.Struct{CName: "tc_service_curve", Fields: []ctype.Field{
	ctype.Num("m1", ctype.U32),
	ctype.Num("d", ctype.U32),
	ctype.Num("m2", ctype.U32),
}}

var tcFifoQopt = ctype.Struct{CName: "tc_fifo_qopt", Fields: []ctype.Field{
	ctype.Num("limit", ctype.U32),
}}

var tcPrioQopt = ctype.Struct{CName: "tc_prio_qopt", Fields: []ctype.Field{
	ctype.Num("bands", ctype.S32),
	ctype.Nums("priomap", ctype.U8, 16),
}}

var tcMultiqQopt = ctype.Struct{CName: "tc_multiq_qopt", Fields: []ctype.Field{
	ctype.Num("bands", ctype.U16),
	ctype.Num("max_bands", ctype.U16),
}}

var tcPlugQopt = ctype.Struct{CName: "tc_plug_qopt", Fields: []ctype.Field{
	ctype.Num("action", ctype.S32),
	ctype.Num("limit", ctype.U32),
}}

var tcSkbprioQopt = ctype.Struct{CName: "tc_skbprio_qopt", Fields: []ctype.Field{
	ctype.Num("limit", ctype.U32),
}}

var tcSfqQopt = ctype.Struct{CName: "tc_sfq_qopt", Fields: []ctype.Field{
	ctype.Num("quantum", ctype.U32),
	ctype.Num("perturb_period", ctype.S32),
	ctype.Num("limit", ctype.U32),
	ctype.Num("divisor", ctype.U32),
	ctype.Num("flows", ctype.U32),
}}

var tcSfqredStats = ctype.Struct{CName: "tc_sfqred_stats", Fields: []ctype.Field{
	ctype.Num("prob_drop", ctype.U32),
	ctype.Num("forced_drop", ctype.U32),
	ctype.Num("prob_mark", ctype.U32),
	ctype.Num("forced_mark", ctype.U32),
	ctype.Num("prob_mark_head", ctype.U32),
	ctype.Num("forced_mark_head", ctype.U32),
}}

var tcSfqQoptV1 = ctype.Struct{CName: "tc_sfq_qopt_v1", Fields: []ctype.Field{
	ctype.Sub("v0", &tcSfqQopt),
	ctype.Num("depth", ctype.U32),
	ctype.Num("headdrop", ctype.U32),
	ctype.Num("limit", ctype.U32),
	ctype.Num("qth_min", ctype.U32),
	ctype.Num("qth_max", ctype.U32),
	ctype.Num("Wlog", ctype.U8),
	ctype.Num("Plog", ctype.U8),
	ctype.Num("Scell_log", ctype.U8),
	ctype.Num("flags", ctype.U8),
	ctype.Num("max_P", ctype.U32),
	ctype.Sub("stats", &tcSfqredStats),
}}

var tcRedQopt = ctype.Struct{CName: "tc_red_qopt", Fields: []ctype.Field{
	ctype.Num("limit", ctype.U32),
	ctype.Num("qth_min", ctype.U32),
	ctype.Num("qth_max", ctype.U32),
	ctype.Num("Wlog", ctype.U8),
	ctype.Num("Plog", ctype.U8),
	ctype.Num("Scell_log", ctype.U8),
	ctype.Num("flags", ctype.U8),
}}

var tcMqprioQopt = ctype.Struct{CName: "tc_mqprio_qopt", Fields: []ctype.Field{
	ctype.Num("num_tc", ctype.U8),
	ctype.Nums("prio_tc_map", ctype.U8, 16),
	ctype.Num("hw", ctype.U8),
	ctype.Nums("count", ctype.U16, 16),
	ctype.Nums("offset", ctype.U16, 16),
}}

var tcNetemQopt = ctype.Struct{CName: "tc_netem_qopt", Fields: []ctype.Field{
	ctype.Num("latency", ctype.U32),
	ctype.Num("limit", ctype.U32),
	ctype.Num("loss", ctype.U32),
	ctype.Num("gap", ctype.U32),
	ctype.Num("duplicate", ctype.U32),
	ctype.Num("jitter", ctype.U32),
}}

var tcNetemCorr = ctype.Struct{CName: "tc_netem_corr", Fields: []ctype.Field{
	ctype.Num("delay_corr", ctype.U32),
	ctype.Num("loss_corr", ctype.U32),
	ctype.Num("dup_corr", ctype.U32),
}}

var tcNetemReorder = ctype.Struct{CName: "tc_netem_reorder", Fields: []ctype.Field{
	ctype.Num("probability", ctype.U32),
	ctype.Num("correlation", ctype.U32),
}}

var tcNetemCorrupt = ctype.Struct{CName: "tc_netem_corrupt", Fields: []ctype.Field{
	ctype.Num("probability", ctype.U32),
	ctype.Num("correlation", ctype.U32),
}}

var tcNetemRate = ctype.Struct{CName: "tc_netem_rate", Fields: []ctype.Field{
	ctype.Num("rate", ctype.U32),
	ctype.Num("packet_overhead", ctype.S32),
	ctype.Num("cell_size", ctype.U32),
	ctype.Num("cell_overhead", ctype.S32),
}}

var tcNetemSlot = ctype.Struct{CName: "tc_netem_slot", Fields: []ctype.Field{
	ctype.Num("min_delay", ctype.S64),
	ctype.Num("max_delay", ctype.S64),
	ctype.Num("max_packets", ctype.S32),
	ctype.Num("max_bytes", ctype.S32),
	ctype.Num("dist_delay", ctype.S64),
	ctype.Num("dist_jitter", ctype.S64),
}}

var tcNetemGimodel = ctype.Struct{CName: "tc_netem_gimodel", Fields: []ctype.Field{
	ctype.Num("p13", ctype.U32),
	ctype.Num("p31", ctype.U32),
	ctype.Num("p32", ctype.U32),
	ctype.Num("p14", ctype.U32),
	ctype.Num("p23", ctype.U32),
}}

var tcNetemGemodel = ctype.Struct{CName: "tc_netem_gemodel", Fields: []ctype.Field{
	ctype.Num("p", ctype.U32),
	ctype.Num("r", ctype.U32),
	ctype.Num("h", ctype.U32),
	ctype.Num("k1", ctype.U32),
}}

var tcCbsQopt = ctype.Struct{CName: "tc_cbs_qopt", Fields: []ctype.Field{
	ctype.Num("offload", ctype.U8),
	ctype.Nums("_pad", ctype.U8, 3),
	ctype.Num("hicredit", ctype.S32),
	ctype.Num("locredit", ctype.S32),
	ctype.Num("idleslope", ctype.S32),
	ctype.Num("sendslope", ctype.S32),
}}

var tcEtfQopt = ctype.Struct{CName: "tc_etf_qopt", Fields: []ctype.Field{
	ctype.Num("delta", ctype.S32),
	ctype.Num("clockid", ctype.S32),
	ctype.Num("flags", ctype.U32),
}}

var tcfT = ctype.Struct{CName: "tcf_t", Fields: []ctype.Field{
	ctype.Num("install", ctype.U64),
	ctype.Num("lastuse", ctype.U64),
	ctype.Num("expires", ctype.U64),
	ctype.Num("firstuse", ctype.U64),
}}

var tcGactP = ctype.Struct{CName: "tc_gact_p", Fields: []ctype.Field{
	ctype.Num("ptype", ctype.U16),
	ctype.Num("pval", ctype.U16),
	ctype.Num("paction", ctype.S32),
}}

var tcU32Mark = ctype.Struct{CName: "tc_u32_mark", Fields: []ctype.Field{
	ctype.Hex("val", ctype.U32),
	ctype.Hex("mask", ctype.U32),
	ctype.Num("success", ctype.U32),
}}

var tcPoliceParms = ctype.Struct{CName: "tc_police", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("limit", ctype.U32),
	ctype.Num("burst", ctype.U32),
	ctype.Num("mtu", ctype.U32),
	ctype.Sub("rate", &tcRatespec),
	ctype.Sub("peakrate", &tcRatespec),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Num("capab", ctype.U32),
}}

// tcGen is what the parameters of all actions begin with (tc_gen, linux/pkt_cls.h).
var tcGen = ctype.Struct{CName: "tc_gact", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
}}

var tcMirredParms = ctype.Struct{CName: "tc_mirred", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Enum("eaction", ctype.S32, &xlat.TcMirredActs),
	ctype.Interface("ifindex", ctype.U32),
}}

var tcVlanParms = ctype.Struct{CName: "tc_vlan", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Enum("v_action", ctype.S32, &xlat.TcVlanActs),
}}

var tcTunnelKeyParms = ctype.Struct{CName: "tc_tunnel_key", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Enum("t_action", ctype.S32, &xlat.TcTunnelActs),
}}

var tcCsumParms = ctype.Struct{CName: "tc_csum", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Flags("update_flags", ctype.U32, &xlat.TcCsumFlags),
}}

var tcNatParms = ctype.Struct{CName: "tc_nat", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.IP("old_addr", 4),
	ctype.IP("new_addr", 4),
	ctype.IP("mask", 4),
	ctype.Hex("flags", ctype.U32),
}}

var tcConnmarkParms = ctype.Struct{CName: "tc_connmark", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Num("zone", ctype.U16),
}}

var tcSkbmodParms = ctype.Struct{CName: "tc_skbmod", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Hex("flags", ctype.U64),
}}

var tcMplsParms = ctype.Struct{CName: "tc_mpls", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Enum("m_action", ctype.S32, &xlat.TcMplsActs),
}}

var tcIfeParms = ctype.Struct{CName: "tc_ife", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Num("flags", ctype.U16),
}}
