package syscalls

import (
	"encoding/binary"

	"gotrace/xlat"
)

// Attributes of nf_tables but for expressions, by their numbers in
// linux/netfilter/nf_tables.h. Numbers are in network byte order.

var nftTable = nlAttrs{&xlat.NftaTable, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                               // NFTA_TABLE_NAME
	{kind: 2, min: 4, say: nlBEFlags, set: &xlat.NftTableFlags}, // NFTA_TABLE_FLAGS
	{kind: 3, min: 4, say: nlBE},                                // NFTA_TABLE_USE
	{kind: 4, min: 8, say: nlBE},                                // NFTA_TABLE_HANDLE
	{kind: 6, min: 1, say: nlUdata, nested: &udataTable},        // NFTA_TABLE_USERDATA
	{kind: 7, min: 4, say: nlBE},                                // NFTA_TABLE_OWNER
}}

var nftChain = nlAttrs{&xlat.NftaChain, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                // NFTA_CHAIN_TABLE
	{kind: 2, min: 8, say: nlBE},                                 // NFTA_CHAIN_HANDLE
	{kind: 3, min: 1, say: nlStr},                                // NFTA_CHAIN_NAME
	{kind: 4, say: nlNested, nested: &nftHook},                   // NFTA_CHAIN_HOOK
	{kind: 5, min: 4, say: nlBEEnum, set: &xlat.NfVerdicts},      // NFTA_CHAIN_POLICY
	{kind: 6, min: 4, say: nlBE},                                 // NFTA_CHAIN_USE
	{kind: 7, min: 1, say: nlStr},                                // NFTA_CHAIN_TYPE
	{kind: 8, say: nlNested, nested: &nftCounter},                // NFTA_CHAIN_COUNTERS
	{kind: 10, min: 4, say: nlBEFlags, set: &xlat.NftChainFlags}, // NFTA_CHAIN_FLAGS
	{kind: 11, min: 4, say: nlBE},                                // NFTA_CHAIN_ID
	{kind: 12, min: 1, say: nlUdata, nested: &udataChain},        // NFTA_CHAIN_USERDATA
}}

var nftHook = nlAttrs{&xlat.NftaHook, []nlAttr{
	{kind: 1, min: 4, say: nlHook},                // NFTA_HOOK_HOOKNUM
	{kind: 2, min: 4, say: nlBEInt},               // NFTA_HOOK_PRIORITY
	{kind: 3, min: 1, say: nlStr},                 // NFTA_HOOK_DEV
	{kind: 4, say: nlNested, nested: &nftDevices}, // NFTA_HOOK_DEVS
}}

var nftDevices = nlAttrs{&xlat.NftaDevice, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_DEVICE_NAME
	{kind: 2, min: 1, say: nlStr}, // NFTA_DEVICE_PREFIX
}}

// nfHookSets are the hooks of a family.
var nfHookSets = [...]*xlat.Set{
	nfprotoInet:   &xlat.NfInetHooks,
	afInet:        &xlat.NfInetHooks,
	nfprotoArp:    &xlat.NfArpHooks,
	nfprotoNetdev: &xlat.NfDevHooks,
	afBridge:      &xlat.NfBridgeHooks,
	afInet6:       &xlat.NfInetHooks,
}

// noHooks are those of a family that has none.
var noHooks = xlat.Set{Dec: true}

func nfHookSet(family uint8) *xlat.Set {
	if int(family) < len(nfHookSets) && nfHookSets[family] != nil {
		return nfHookSets[family]
	}
	return &noHooks
}

func nlHook(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.SwappedEnum("htonl", nfHookSet(c.family), p[:4])
}

// Families of netfilter that are no families of addresses.
const (
	nfprotoInet   = 1
	nfprotoArp    = 3
	nfprotoNetdev = 5
)

var nftRule = nlAttrs{&xlat.NftaRule, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                       // NFTA_RULE_TABLE
	{kind: 2, min: 1, say: nlStr},                       // NFTA_RULE_CHAIN
	{kind: 3, min: 8, say: nlBE},                        // NFTA_RULE_HANDLE
	{kind: 4, say: nlNested, nested: &nftExprs},         // NFTA_RULE_EXPRESSIONS
	{kind: 5, say: nlNested, nested: &nftCompatOf},      // NFTA_RULE_COMPAT
	{kind: 6, min: 8, say: nlBE},                        // NFTA_RULE_POSITION
	{kind: 7, min: 1, say: nlUdata, nested: &udataRule}, // NFTA_RULE_USERDATA
	{kind: 9, min: 4, say: nlBE},                        // NFTA_RULE_ID
	{kind: 10, min: 4, say: nlBE},                       // NFTA_RULE_POSITION_ID
	{kind: 11, min: 4, say: nlBE},                       // NFTA_RULE_CHAIN_ID
}}

var nftCompatOf = nlAttrs{&xlat.NftaRuleCompat, []nlAttr{
	{kind: 1, min: 4, say: nlByFamily, choice: &nftCompatProtos},     // NFTA_RULE_COMPAT_PROTO
	{kind: 2, min: 4, say: nlBEFlags, set: &xlat.NftRuleCompatFlags}, // NFTA_RULE_COMPAT_FLAGS
}}

// nftCompatProtos are the protocols of a family; those of bridges are a number in network
// byte order in one (nft_parse_compat, nft_target_set_tgchk_param).
var nftCompatProtos = nlChoices{
	{family: afBridge, attr: nlAttr{min: 4, say: nlBEEther}},
	{attr: nlAttr{min: 4, say: nlBEEnum, set: &xlat.InetProtocols}},
}

func nlBEEther(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if p[0] != 0 || p[1] != 0 {
		nlBE(d, c, a, p)
		return
	}
	if d.BeginNet(p[:4]) {
		d.Wrap("htonl")
		d.Wrap("htons")
		d.Enum(&xlat.EtherProtocols, uint64(p[3])<<8|uint64(p[2]))
		d.EndWrap()
		d.EndWrap()
	}
	d.EndNet()
}

// nftExprs is a list of expressions.
var nftExprs = nlAttrs{&xlat.NftaList, []nlAttr{
	{kind: 1, say: nlSelf, nested: &nftExpr}, // NFTA_LIST_ELEM
}}

var nftSet = nlAttrs{&xlat.NftaSet, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                               // NFTA_SET_TABLE
	{kind: 2, min: 1, say: nlStr},                               // NFTA_SET_NAME
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NftSetFlags},   // NFTA_SET_FLAGS
	{kind: 4, min: 4, say: nlBE},                                // NFTA_SET_KEY_TYPE
	{kind: 5, min: 4, say: nlBE},                                // NFTA_SET_KEY_LEN
	{kind: 6, min: 4, say: nlBEEnum, set: &xlat.NftDataTypes},   // NFTA_SET_DATA_TYPE
	{kind: 7, min: 4, say: nlBE},                                // NFTA_SET_DATA_LEN
	{kind: 8, min: 4, say: nlBEEnum, set: &xlat.NftSetPolicies}, // NFTA_SET_POLICY
	{kind: 9, say: nlNested, nested: &nftSetDesc},               // NFTA_SET_DESC
	{kind: 10, min: 4, say: nlBE},                               // NFTA_SET_ID
	{kind: 11, min: 8, say: nlBE},                               // NFTA_SET_TIMEOUT
	{kind: 12, min: 4, say: nlBE},                               // NFTA_SET_GC_INTERVAL
	{kind: 13, min: 1, say: nlUdata, nested: &udataSet},         // NFTA_SET_USERDATA
	{kind: 15, min: 4, say: nlBEEnum, set: &xlat.NftObjects},    // NFTA_SET_OBJ_TYPE
	{kind: 16, min: 8, say: nlBE},                               // NFTA_SET_HANDLE
	{kind: 17, say: nlSelf, nested: &nftExpr},                   // NFTA_SET_EXPR
	{kind: 18, say: nlNested, nested: &nftExprs},                // NFTA_SET_EXPRESSIONS
	{kind: 19, min: 1, say: nlStr},                              // NFTA_SET_TYPE
	{kind: 20, min: 4, say: nlBE},                               // NFTA_SET_COUNT
}}

var nftSetDesc = nlAttrs{&xlat.NftaSetDesc, []nlAttr{
	{kind: 1, min: 4, say: nlBE},                 // NFTA_SET_DESC_SIZE
	{kind: 2, say: nlNested, nested: &nftFields}, // NFTA_SET_DESC_CONCAT
}}

// nftFields are the fields that a key consists of.
var nftFields = nlAttrs{&xlat.NftaList, []nlAttr{
	{kind: 1, say: nlNested, nested: &nftField}, // NFTA_LIST_ELEM
}}

var nftField = nlAttrs{&xlat.NftaSetField, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // NFTA_SET_FIELD_LEN
}}

var nftSetElems = nlAttrs{&xlat.NftaSetElemList, []nlAttr{
	{kind: 1, min: 1, say: nlStr},               // NFTA_SET_ELEM_LIST_TABLE
	{kind: 2, min: 1, say: nlStr},               // NFTA_SET_ELEM_LIST_SET
	{kind: 3, say: nlNested, nested: &nftElems}, // NFTA_SET_ELEM_LIST_ELEMENTS
	{kind: 4, min: 4, say: nlBE},                // NFTA_SET_ELEM_LIST_SET_ID
}}

// nftElems is a list of elements of a set: the kernel calls each NFTA_LIST_ELEM,
// libnftnl numbers them.
var nftElems = nlAttrs{&xlat.NftaElems, []nlAttr{
	{kind: nlEach, say: nlNested, nested: &nftElem},
}}

var nftElem = nlAttrs{&xlat.NftaSetElem, []nlAttr{
	{kind: 1, say: nlNested, nested: &nftData},                    // NFTA_SET_ELEM_KEY
	{kind: 2, say: nlNested, nested: &nftData},                    // NFTA_SET_ELEM_DATA
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NftSetElemFlags}, // NFTA_SET_ELEM_FLAGS
	{kind: 4, min: 8, say: nlBE},                                  // NFTA_SET_ELEM_TIMEOUT
	{kind: 5, min: 8, say: nlBE},                                  // NFTA_SET_ELEM_EXPIRATION
	{kind: 6, min: 1, say: nlUdata, nested: &udataElem},           // NFTA_SET_ELEM_USERDATA
	{kind: 7, say: nlSelf, nested: &nftExpr},                      // NFTA_SET_ELEM_EXPR
	{kind: 9, min: 1, say: nlStr},                                 // NFTA_SET_ELEM_OBJREF
	{kind: 10, say: nlNested, nested: &nftData},                   // NFTA_SET_ELEM_KEY_END
	{kind: 11, say: nlNested, nested: &nftExprs},                  // NFTA_SET_ELEM_EXPRESSIONS
}}

// nftData is what registers hold: bytes, or what becomes of a packet.
var nftData = nlAttrs{&xlat.NftaData, []nlAttr{
	{kind: 2, say: nlNested, nested: &nftVerdict}, // NFTA_DATA_VERDICT
}}

var nftVerdict = nlAttrs{&xlat.NftaVerdict, []nlAttr{
	{kind: 1, min: 4, say: nlVerdict}, // NFTA_VERDICT_CODE
	{kind: 2, min: 1, say: nlStr},     // NFTA_VERDICT_CHAIN
	{kind: 3, min: 4, say: nlBE},      // NFTA_VERDICT_CHAIN_ID
}}

// nlVerdict says what becomes of a packet: those of nf_tables are below 0, and
// NF_QUEUE has the number of the queue in its upper half (linux/netfilter.h).
func nlVerdict(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if d.BeginNet(p[:4]) {
		d.Wrap("htonl")
		nfVerdict(d, binary.BigEndian.Uint32(p))
		d.EndWrap()
	}
	d.EndNet()
}

func nfVerdict(d *Dec, v uint32) {
	const (
		mask   = 0xff   // NF_VERDICT_MASK
		bypass = 0x8000 // NF_VERDICT_FLAG_QUEUE_BYPASS
		queue  = 3      // NF_QUEUE
	)
	if v&mask != queue || v == queue || v&^(0xffff0000|bypass|mask) != 0 {
		d.Enum(&xlat.NftVerdicts, uint64(int64(int32(v))))
		return
	}
	d.BeginFlags(uint64(v))
	d.FlagEnum(&xlat.NfVerdicts, queue)
	if v&bypass != 0 {
		d.FlagName("NF_VERDICT_FLAG_QUEUE_BYPASS")
	}
	if v>>16 != 0 {
		d.FlagShifted(uint64(v>>16), "NF_VERDICT_QBITS")
	}
	d.EndFlags()
}

var nftGen = nlAttrs{&xlat.NftaGen, []nlAttr{
	{kind: 1, min: 4, say: nlBE},  // NFTA_GEN_ID
	{kind: 2, min: 4, say: nlBE},  // NFTA_GEN_PROC_PID
	{kind: 3, min: 1, say: nlStr}, // NFTA_GEN_PROC_NAME
}}

var nftTrace = nlAttrs{&xlat.NftaTrace, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                              // NFTA_TRACE_TABLE
	{kind: 2, min: 1, say: nlStr},                              // NFTA_TRACE_CHAIN
	{kind: 3, min: 8, say: nlBE},                               // NFTA_TRACE_RULE_HANDLE
	{kind: 4, min: 4, say: nlBEEnum, set: &xlat.NftTraceTypes}, // NFTA_TRACE_TYPE
	{kind: 5, say: nlNested, nested: &nftVerdict},              // NFTA_TRACE_VERDICT
	{kind: 6, min: 4, say: nlBEHex},                            // NFTA_TRACE_ID
	{kind: 10, min: 4, say: nlBEIfindex},                       // NFTA_TRACE_IIF
	{kind: 11, min: 2, say: nlBEEnum, set: &xlat.ArpTypes},     // NFTA_TRACE_IIFTYPE
	{kind: 12, min: 4, say: nlBEIfindex},                       // NFTA_TRACE_OIF
	{kind: 13, min: 2, say: nlBEEnum, set: &xlat.ArpTypes},     // NFTA_TRACE_OIFTYPE
	{kind: 14, min: 4, say: nlBEHex},                           // NFTA_TRACE_MARK
	{kind: 15, min: 4, say: nlBEEnum, set: &xlat.NfProtos},     // NFTA_TRACE_NFPROTO
	{kind: 16, min: 4, say: nlBEEnum, set: &xlat.NfVerdicts},   // NFTA_TRACE_POLICY
	{kind: 18, min: 4, say: nlBE},                              // NFTA_TRACE_CT_ID
	{kind: 19, min: 1, say: nlEnum8, set: &xlat.CtDirs},        // NFTA_TRACE_CT_DIRECTION
	{kind: 20, min: 4, say: nlBEFlags, set: &xlat.CtStatus},    // NFTA_TRACE_CT_STATUS
	{kind: 21, min: 4, say: nlBEFlags, set: &xlat.CtStateBits}, // NFTA_TRACE_CT_STATE
}}

var nftFlowtable = nlAttrs{&xlat.NftaFlowtable, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                   // NFTA_FLOWTABLE_TABLE
	{kind: 2, min: 1, say: nlStr},                                   // NFTA_FLOWTABLE_NAME
	{kind: 3, say: nlNested, nested: &nftFlowtableHook},             // NFTA_FLOWTABLE_HOOK
	{kind: 4, min: 4, say: nlBE},                                    // NFTA_FLOWTABLE_USE
	{kind: 5, min: 8, say: nlBE},                                    // NFTA_FLOWTABLE_HANDLE
	{kind: 7, min: 4, say: nlBEFlags, set: &xlat.NftFlowtableFlags}, // NFTA_FLOWTABLE_FLAGS
}}

// nftFlowtableHook is where a table of flows takes packets: always at a device.
var nftFlowtableHook = nlAttrs{&xlat.NftaFlowtableHook, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NfDevHooks}, // NFTA_FLOWTABLE_HOOK_NUM
	{kind: 2, min: 4, say: nlBEInt},                         // NFTA_FLOWTABLE_HOOK_PRIORITY
	{kind: 3, say: nlNested, nested: &nftDevices},           // NFTA_FLOWTABLE_HOOK_DEVS
}}

var nftObject = nlAttrs{&xlat.NftaObj, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                           // NFTA_OBJ_TABLE
	{kind: 2, min: 1, say: nlStr},                           // NFTA_OBJ_NAME
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NftObjects}, // NFTA_OBJ_TYPE
	{kind: 4, say: nlByNumber, key: 3, choice: &nftObjects}, // NFTA_OBJ_DATA
	{kind: 5, min: 4, say: nlBE},                            // NFTA_OBJ_USE
	{kind: 6, min: 8, say: nlBE},                            // NFTA_OBJ_HANDLE
	{kind: 8, min: 1, say: nlUdata, nested: &udataObj},      // NFTA_OBJ_USERDATA
}}

// nftObjects are what objects hold, by NFT_OBJECT_*.
var nftObjects = nlChoices{
	{number: 1, attr: nlAttr{say: nlNested, nested: &nftCounter}},
	{number: 2, attr: nlAttr{say: nlNested, nested: &nftQuota}},
	{number: 3, attr: nlAttr{say: nlNested, nested: &nftCtHelper}},
	{number: 4, attr: nlAttr{say: nlNested, nested: &nftLimit}},
	{number: 5, attr: nlAttr{say: nlNested, nested: &nftConnlimit}},
	{number: 6, attr: nlAttr{say: nlNested, nested: &nftTunnelKey}},
	{number: 7, attr: nlAttr{say: nlNested, nested: &nftCtTimeout}},
	{number: 8, attr: nlAttr{say: nlNested, nested: &nftSecmark}},
	{number: 9, attr: nlAttr{say: nlNested, nested: &nftCtExpect}},
	{number: 10, attr: nlAttr{say: nlNested, nested: &nftSynproxy}},
}

var nftCtHelper = nlAttrs{&xlat.NftaCtHelper, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                             // NFTA_CT_HELPER_NAME
	{kind: 2, min: 2, say: nlBEEnum, set: &xlat.NfProtos},     // NFTA_CT_HELPER_L3PROTO
	{kind: 3, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // NFTA_CT_HELPER_L4PROTO
}}

var nftCtTimeout = nlAttrs{&xlat.NftaCtTimeout, []nlAttr{
	{kind: 1, min: 2, say: nlBEEnum, set: &xlat.NfProtos},     // NFTA_CT_TIMEOUT_L3PROTO
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // NFTA_CT_TIMEOUT_L4PROTO
	{kind: 3, say: nlByNumber, key: 2, choice: &ctTimeouts},   // NFTA_CT_TIMEOUT_DATA
}}

// nftCtExpect has a timeout in the byte order of the host (nft_ct.c).
var nftCtExpect = nlAttrs{&xlat.NftaCtExpect, []nlAttr{
	{kind: 1, min: 2, say: nlBEEnum, set: &xlat.NfProtos},     // NFTA_CT_EXPECT_L3PROTO
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // NFTA_CT_EXPECT_L4PROTO
	{kind: 3, min: 2, say: nlBE},                              // NFTA_CT_EXPECT_DPORT
	{kind: 4, min: 4, say: nlU32},                             // NFTA_CT_EXPECT_TIMEOUT
	{kind: 5, min: 1, say: nlU8},                              // NFTA_CT_EXPECT_SIZE
}}

var nftSecmark = nlAttrs{&xlat.NftaSecmark, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_SECMARK_CTX
}}

var nftTunnelKey = nlAttrs{&xlat.NftaTunnelKey, []nlAttr{
	{kind: 1, min: 4, say: nlBE},                                 // NFTA_TUNNEL_KEY_ID
	{kind: 2, say: nlNested, nested: &nftTunnelIP},               // NFTA_TUNNEL_KEY_IP
	{kind: 3, say: nlNested, nested: &nftTunnelIP6},              // NFTA_TUNNEL_KEY_IP6
	{kind: 4, min: 4, say: nlBEFlags, set: &xlat.NftTunnelFlags}, // NFTA_TUNNEL_KEY_FLAGS
	{kind: 5, min: 1, say: nlU8},                                 // NFTA_TUNNEL_KEY_TOS
	{kind: 6, min: 1, say: nlU8},                                 // NFTA_TUNNEL_KEY_TTL
	{kind: 7, min: 2, say: nlBE},                                 // NFTA_TUNNEL_KEY_SPORT
	{kind: 8, min: 2, say: nlBE},                                 // NFTA_TUNNEL_KEY_DPORT
	{kind: 9, say: nlNested, nested: &nftTunnelOpts},             // NFTA_TUNNEL_KEY_OPTS
}}

var nftTunnelIP = nlAttrs{&xlat.NftaTunnelIP, []nlAttr{
	{kind: 1, min: 4, say: nlIP4}, // NFTA_TUNNEL_KEY_IP_SRC
	{kind: 2, min: 4, say: nlIP4}, // NFTA_TUNNEL_KEY_IP_DST
}}

var nftTunnelIP6 = nlAttrs{&xlat.NftaTunnelIP6, []nlAttr{
	{kind: 1, min: 16, say: nlIP6},  // NFTA_TUNNEL_KEY_IP6_SRC
	{kind: 2, min: 16, say: nlIP6},  // NFTA_TUNNEL_KEY_IP6_DST
	{kind: 3, min: 4, say: nlBEHex}, // NFTA_TUNNEL_KEY_IP6_FLOWLABEL
}}

var nftTunnelOpts = nlAttrs{&xlat.NftaTunnelOpts, []nlAttr{
	{kind: 1, say: nlNested, nested: &nftVxlan},  // NFTA_TUNNEL_KEY_OPTS_VXLAN
	{kind: 2, say: nlNested, nested: &nftErspan}, // NFTA_TUNNEL_KEY_OPTS_ERSPAN
	{kind: 3, say: nlNested, nested: &nftGeneve}, // NFTA_TUNNEL_KEY_OPTS_GENEVE
}}

var nftVxlan = nlAttrs{&xlat.NftaTunnelVxlan, []nlAttr{
	{kind: 1, min: 4, say: nlBEHex}, // NFTA_TUNNEL_KEY_VXLAN_GBP
}}

var nftErspan = nlAttrs{&xlat.NftaTunnelErspan, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // NFTA_TUNNEL_KEY_ERSPAN_VERSION
	{kind: 2, min: 4, say: nlBE}, // NFTA_TUNNEL_KEY_ERSPAN_V1_INDEX
	{kind: 3, min: 1, say: nlU8}, // NFTA_TUNNEL_KEY_ERSPAN_V2_HWID
	{kind: 4, min: 1, say: nlU8}, // NFTA_TUNNEL_KEY_ERSPAN_V2_DIR
}}

var nftGeneve = nlAttrs{&xlat.NftaTunnelGeneve, []nlAttr{
	{kind: 1, min: 2, say: nlBEHex}, // NFTA_TUNNEL_KEY_GENEVE_CLASS
	{kind: 2, min: 1, say: nlU8},    // NFTA_TUNNEL_KEY_GENEVE_TYPE
}}

var nftCompat = nlAttrs{&xlat.NftaCompat, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_COMPAT_NAME
	{kind: 2, min: 4, say: nlBE},  // NFTA_COMPAT_REV
	{kind: 3, min: 4, say: nlBE},  // NFTA_COMPAT_TYPE
}}
