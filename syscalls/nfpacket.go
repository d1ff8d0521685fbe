package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of what netfilter does with packets: queues, logs, accounting,
// fingerprints and hooks, by their numbers in linux/netfilter/nfnetlink_*.h.
// Numbers are in network byte order.

var nfQueued = nlAttrs{&xlat.NfqaAttrs, []nlAttr{
	{kind: 1, min: 7, say: nlPacketHdr, typ: &nfqPacketHdr},    // NFQA_PACKET_HDR
	{kind: 2, min: 8, say: nlStruct, typ: &nfqVerdictHdr},      // NFQA_VERDICT_HDR
	{kind: 3, min: 4, say: nlBEHex},                            // NFQA_MARK
	{kind: 4, min: 16, say: nlStruct, typ: &nfqTimestamp},      // NFQA_TIMESTAMP
	{kind: 5, min: 4, say: nlBEIfindex},                        // NFQA_IFINDEX_INDEV
	{kind: 6, min: 4, say: nlBEIfindex},                        // NFQA_IFINDEX_OUTDEV
	{kind: 7, min: 4, say: nlBEIfindex},                        // NFQA_IFINDEX_PHYSINDEV
	{kind: 8, min: 4, say: nlBEIfindex},                        // NFQA_IFINDEX_PHYSOUTDEV
	{kind: 9, min: 12, say: nlPacketHw},                        // NFQA_HWADDR
	{kind: 11, say: nlNested, nested: &ctAttrs},                // NFQA_CT
	{kind: 12, min: 4, say: nlBEEnum, set: &xlat.CtInfo},       // NFQA_CT_INFO
	{kind: 13, min: 4, say: nlBE},                              // NFQA_CAP_LEN
	{kind: 14, min: 4, say: nlBEFlags, set: &xlat.NfqaSkbInfo}, // NFQA_SKB_INFO
	{kind: 15, say: nlNested, nested: &ctExpect},               // NFQA_EXP
	{kind: 16, min: 4, say: nlBE},                              // NFQA_UID
	{kind: 17, min: 4, say: nlBE},                              // NFQA_GID
	{kind: 18, min: 1, say: nlText},                            // NFQA_SECCTX
	{kind: 19, say: nlNested, nested: &nfqVlan},                // NFQA_VLAN
	{kind: 21, min: 4, say: nlBEHex},                           // NFQA_PRIORITY
	{kind: 22, min: 4, say: nlBEHex},                           // NFQA_CGROUP_CLASSID
}}

var nfqVlan = nlAttrs{&xlat.NfqaVlan, []nlAttr{
	{kind: 1, min: 2, say: nlBEEnum, set: &xlat.EtherProtocols}, // NFQA_VLAN_PROTO
	{kind: 2, min: 2, say: nlBEHex},                             // NFQA_VLAN_TCI
}}

var nfqConfig = nlAttrs{&xlat.NfqaCfg, []nlAttr{
	{kind: 1, min: 4, say: nlStruct, typ: &nfqConfigCmd},       // NFQA_CFG_CMD
	{kind: 2, min: 5, say: nlStruct, typ: &nfqConfigParams},    // NFQA_CFG_PARAMS
	{kind: 3, min: 4, say: nlBE},                               // NFQA_CFG_QUEUE_MAXLEN
	{kind: 4, min: 4, say: nlBEFlags, set: &xlat.NfqaCfgFlags}, // NFQA_CFG_MASK
	{kind: 5, min: 4, say: nlBEFlags, set: &xlat.NfqaCfgFlags}, // NFQA_CFG_FLAGS
}}

var nfLogged = nlAttrs{&xlat.NfulaAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlPacketHdr, typ: &nfuPacketHdr}, // NFULA_PACKET_HDR
	{kind: 2, min: 4, say: nlBEHex},                         // NFULA_MARK
	{kind: 3, min: 16, say: nlStruct, typ: &nfqTimestamp},   // NFULA_TIMESTAMP
	{kind: 4, min: 4, say: nlBEIfindex},                     // NFULA_IFINDEX_INDEV
	{kind: 5, min: 4, say: nlBEIfindex},                     // NFULA_IFINDEX_OUTDEV
	{kind: 6, min: 4, say: nlBEIfindex},                     // NFULA_IFINDEX_PHYSINDEV
	{kind: 7, min: 4, say: nlBEIfindex},                     // NFULA_IFINDEX_PHYSOUTDEV
	{kind: 8, min: 12, say: nlPacketHw},                     // NFULA_HWADDR
	{kind: 10, min: 1, say: nlStr},                          // NFULA_PREFIX
	{kind: 11, min: 4, say: nlBE},                           // NFULA_UID
	{kind: 12, min: 4, say: nlBE},                           // NFULA_SEQ
	{kind: 13, min: 4, say: nlBE},                           // NFULA_SEQ_GLOBAL
	{kind: 14, min: 4, say: nlBE},                           // NFULA_GID
	{kind: 15, min: 2, say: nlBEEnum, set: &xlat.ArpTypes},  // NFULA_HWTYPE
	{kind: 17, min: 2, say: nlBE},                           // NFULA_HWLEN
	{kind: 18, say: nlNested, nested: &ctAttrs},             // NFULA_CT
	{kind: 19, min: 4, say: nlBEEnum, set: &xlat.CtInfo},    // NFULA_CT_INFO
	{kind: 20, say: nlNested, nested: &nfuVlan},             // NFULA_VLAN
}}

var nfuVlan = nlAttrs{&xlat.NfulaVlan, []nlAttr{
	{kind: 1, min: 2, say: nlBEEnum, set: &xlat.EtherProtocols}, // NFULA_VLAN_PROTO
	{kind: 2, min: 2, say: nlBEHex},                             // NFULA_VLAN_TCI
}}

var nfuConfig = nlAttrs{&xlat.NfulaCfg, []nlAttr{
	{kind: 1, min: 1, say: nlStruct, typ: &nfuConfigCmd},         // NFULA_CFG_CMD
	{kind: 2, min: 6, say: nlStruct, typ: &nfuConfigMode},        // NFULA_CFG_MODE
	{kind: 3, min: 4, say: nlBE},                                 // NFULA_CFG_NLBUFSIZ
	{kind: 4, min: 4, say: nlBE},                                 // NFULA_CFG_TIMEOUT
	{kind: 5, min: 4, say: nlBE},                                 // NFULA_CFG_QTHRESH
	{kind: 6, min: 2, say: nlBEFlags, set: &xlat.NfulnlCfgFlags}, // NFULA_CFG_FLAGS
}}

// nlPacketHdr says what is first told of a packet: which hook it is depends on the
// family.
func nlPacketHdr(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Buf.Struct()
	d.Fields(a.typ, p[:a.typ.Size(d.ABI)])
	hook, _ := a.typ.Offset(d.ABI, "hook")
	d.Field("hook")
	d.Enum(nfHookSet(c.family), uint64(p[hook]))
	d.EndStruct()
}

// nlPacketHw says struct nfqnl_msg_packet_hw, which nfulnl_msg_packet_hw equals:
// a hardware address of up to 8 bytes and its length.
func nlPacketHw(d *Dec, c nlContext, a *nlAttr, p []byte) {
	const addr = 4
	d.Buf.Struct()
	d.Field("hw_addrlen")
	d.Swapped("htons", p[:2])
	d.Field("hw_addr")
	d.Octets(p[addr : addr+min(int(binary.BigEndian.Uint16(p)), 8)])
	d.EndStruct()
}

var nfqPacketHdr = ctype.Struct{CName: "nfqnl_msg_packet_hdr", Packed: true, Fields: []ctype.Field{
	ctype.As("packet_id", ctype.U32, showBE),
	{Name: "hw_protocol", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
	{Name: "hook", Kind: ctype.U8, How: ctype.Hidden},
}}

var nfuPacketHdr = ctype.Struct{CName: "nfulnl_msg_packet_hdr", Fields: []ctype.Field{
	{Name: "hw_protocol", Kind: ctype.U16, Set: &xlat.EtherProtocols, Show: showBEEnum},
	{Name: "hook", Kind: ctype.U8, How: ctype.Hidden},
	ctype.Pad(ctype.U8, 1),
}}

var nfqVerdictHdr = ctype.Struct{CName: "nfqnl_msg_verdict_hdr", Fields: []ctype.Field{
	ctype.As("verdict", ctype.U32, showVerdict),
	ctype.As("id", ctype.U32, showBE),
}}

func showVerdict(d *Dec, f *ctype.Field, p []byte) { nlVerdict(d, nlContext{}, nil, p) }

// nfqTimestamp is nfulnl_msg_packet_timestamp, too.
var nfqTimestamp = ctype.Struct{CName: "nfqnl_msg_packet_timestamp", Fields: []ctype.Field{
	ctype.As("sec", ctype.AU64, showBE),
	ctype.As("usec", ctype.AU64, showBE),
}}

var nfqConfigCmd = ctype.Struct{CName: "nfqnl_msg_config_cmd", Fields: []ctype.Field{
	ctype.Enum("command", ctype.U8, &xlat.NfqnlCmds),
	ctype.Pad(ctype.U8, 1),
	{Name: "pf", Kind: ctype.U16, Set: &xlat.SocketFamilies, Show: showBEEnum},
}}

var nfqConfigParams = ctype.Struct{CName: "nfqnl_msg_config_params", Packed: true, Fields: []ctype.Field{
	ctype.As("copy_range", ctype.U32, showBE),
	ctype.Enum("copy_mode", ctype.U8, &xlat.NfqnlModes),
}}

var nfuConfigCmd = ctype.Struct{CName: "nfulnl_msg_config_cmd", Fields: []ctype.Field{
	ctype.Enum("command", ctype.U8, &xlat.NfulnlCmds),
}}

var nfuConfigMode = ctype.Struct{CName: "nfulnl_msg_config_mode", Packed: true, Fields: []ctype.Field{
	ctype.As("copy_range", ctype.U32, showBE),
	ctype.Enum("copy_mode", ctype.U8, &xlat.NfulnlModes),
	ctype.Pad(ctype.U8, 1),
}}

var nfAcct = nlAttrs{&xlat.NfacctAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                             // NFACCT_NAME
	{kind: 2, min: 8, say: nlBE},                              // NFACCT_PKTS
	{kind: 3, min: 8, say: nlBE},                              // NFACCT_BYTES
	{kind: 4, min: 4, say: nlBE},                              // NFACCT_USE
	{kind: 5, min: 4, say: nlBEFlags, set: &xlat.NfacctFlags}, // NFACCT_FLAGS
	{kind: 6, min: 8, say: nlBE},                              // NFACCT_QUOTA
	{kind: 7, say: nlNested, nested: &nfAcctFilter},           // NFACCT_FILTER
}}

var nfAcctFilter = nlAttrs{&xlat.NfacctFilter, []nlAttr{
	{kind: 1, min: 4, say: nlBEFlags, set: &xlat.NfacctFlags}, // NFACCT_FILTER_MASK
	{kind: 2, min: 4, say: nlBEFlags, set: &xlat.NfacctFlags}, // NFACCT_FILTER_VALUE
}}

var osfAttrs = nlAttrs{&xlat.OsfAttrs, []nlAttr{
	{kind: 1, min: 592, say: nlStruct, typ: &osfFinger}, // OSF_ATTR_FINGER
}}

var osfFinger = ctype.Struct{CName: "nf_osf_user_finger", Fields: []ctype.Field{
	ctype.Sub("wss", &osfWc),
	ctype.Num("ttl", ctype.U8),
	ctype.Num("df", ctype.U8),
	ctype.Num("ss", ctype.U16),
	ctype.Num("mss", ctype.U16),
	ctype.Num("opt_num", ctype.U16),
	ctype.Text("genre", 32),
	ctype.Text("version", 32),
	ctype.Text("subtype", 32),
	{Name: "opt", Kind: ctype.Nested, Sub: &osfOpt, N: 40, Len: "opt_num"},
}}

var osfOpt = ctype.Struct{CName: "nf_osf_opt", Fields: []ctype.Field{
	ctype.Enum("kind", ctype.U16, &xlat.OsfOptions),
	ctype.Num("length", ctype.U16),
	ctype.Sub("wc", &osfWc),
}}

var osfWc = ctype.Struct{CName: "nf_osf_wc", Fields: []ctype.Field{
	ctype.Enum("wc", ctype.U32, &xlat.OsfWindows),
	ctype.Num("val", ctype.U32),
}}

var nfHook = nlAttrs{&xlat.NfnlaHook, []nlAttr{
	{kind: 1, min: 4, say: nlHook},                // NFNLA_HOOK_HOOKNUM
	{kind: 2, min: 4, say: nlBEInt},               // NFNLA_HOOK_PRIORITY
	{kind: 3, min: 1, say: nlStr},                 // NFNLA_HOOK_DEV
	{kind: 4, min: 1, say: nlStr},                 // NFNLA_HOOK_FUNCTION_NAME
	{kind: 5, min: 1, say: nlStr},                 // NFNLA_HOOK_MODULE_NAME
	{kind: 6, say: nlNested, nested: &nfHookInfo}, // NFNLA_HOOK_CHAIN_INFO
}}

var nfHookInfo = nlAttrs{&xlat.NfnlaHookInfo, []nlAttr{
	{kind: 1, say: nlByNumber, key: 2, choice: &nfHookDescs},   // NFNLA_HOOK_INFO_DESC
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NfnlHookTypes}, // NFNLA_HOOK_INFO_TYPE
}}

// nfHookDescs tell what a hook belongs to, by NFNL_HOOK_TYPE_*.
var nfHookDescs = nlChoices{
	{number: 1, attr: nlAttr{say: nlNested, nested: &nfHookChain}},
	{number: 2, attr: nlAttr{say: nlNested, nested: &nfHookBpf}},
	{number: 3, attr: nlAttr{say: nlNested, nested: &nfHookChain}},
}

var nfHookChain = nlAttrs{&xlat.NfnlaChain, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                        // NFNLA_CHAIN_TABLE
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.NfProtos}, // NFNLA_CHAIN_FAMILY
	{kind: 3, min: 1, say: nlStr},                        // NFNLA_CHAIN_NAME
}}

var nfHookBpf = nlAttrs{&xlat.NfnlaHookBpf, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // NFNLA_HOOK_BPF_ID
}}
