package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_NETFILTER (linux/netfilter/nfnetlink.h): the type is a
// subsystem and one of its messages.

// An nfSubsystem is a part of netfilter: what its messages are called, and what
// each of them is.
type nfSubsystem struct {
	names    *xlat.Set
	messages []nfMessage
}

// An nfMessage is a kind of message: what it does to objects, and the attributes
// behind its struct nfgenmsg.
type nfMessage struct {
	does  uint8
	attrs *nlAttrs
}

const (
	nfnlNone     = 0    // NFNL_SUBSYS_NONE
	nfnlNftables = 10   // NFNL_SUBSYS_NFTABLES
	nfBatchBegin = 0x10 // NFNL_MSG_BATCH_BEGIN
	nfBatchEnd   = 0x11 // NFNL_MSG_BATCH_END

	// IPCTNL_MSG_CT_GET_CTRZERO. In answers it is IPCTNL_MSG_EXP_GET_STATS_CPU, to
	// which the kernel gives the wrong subsystem (ctnetlink_exp_stat_fill_info).
	nfCtZero = 1<<8 | 3
)

// nfSubsystems are in the order of NFNL_SUBSYS_*.
var nfSubsystems = [...]nfSubsystem{
	nfnlNone: {names: &xlat.NfnlBatchMsgs, messages: []nfMessage{
		nfBatchBegin: {0, &nfBatchAttrs},
		nfBatchEnd:   {0, &nfBatchAttrs},
	}},
	1: {&xlat.IpctnlMsgs, []nfMessage{ // NFNL_SUBSYS_CTNETLINK
		{rtNew, &ctAttrs},       // IPCTNL_MSG_CT_NEW
		{rtGet, &ctAttrs},       // IPCTNL_MSG_CT_GET
		{rtDel, &ctAttrs},       // IPCTNL_MSG_CT_DELETE
		{rtGet, &ctAttrs},       // IPCTNL_MSG_CT_GET_CTRZERO
		{rtGet, &ctStatsCPU},    // IPCTNL_MSG_CT_GET_STATS_CPU
		{rtGet, &ctStatsGlobal}, // IPCTNL_MSG_CT_GET_STATS
		{rtGet, &ctAttrs},       // IPCTNL_MSG_CT_GET_DYING
		{rtGet, &ctAttrs},       // IPCTNL_MSG_CT_GET_UNCONFIRMED
	}},
	2: {&xlat.IpctnlExpMsgs, []nfMessage{ // NFNL_SUBSYS_CTNETLINK_EXP
		{rtNew, &ctExpect},      // IPCTNL_MSG_EXP_NEW
		{rtGet, &ctExpect},      // IPCTNL_MSG_EXP_GET
		{rtDel, &ctExpect},      // IPCTNL_MSG_EXP_DELETE
		{rtGet, &ctExpectStats}, // IPCTNL_MSG_EXP_GET_STATS_CPU
	}},
	3: {&xlat.NfqnlMsgs, []nfMessage{ // NFNL_SUBSYS_QUEUE
		{0, &nfQueued},  // NFQNL_MSG_PACKET
		{0, &nfQueued},  // NFQNL_MSG_VERDICT
		{0, &nfqConfig}, // NFQNL_MSG_CONFIG
		{0, &nfQueued},  // NFQNL_MSG_VERDICT_BATCH
	}},
	4: {&xlat.NfulnlMsgs, []nfMessage{ // NFNL_SUBSYS_ULOG
		{0, &nfLogged},  // NFULNL_MSG_PACKET
		{0, &nfuConfig}, // NFULNL_MSG_CONFIG
	}},
	5: {&xlat.OsfMsgs, []nfMessage{ // NFNL_SUBSYS_OSF
		{0, &osfAttrs}, // OSF_MSG_ADD
		{0, &osfAttrs}, // OSF_MSG_REMOVE
	}},
	6: {&xlat.IpsetCmds, []nfMessage{ // NFNL_SUBSYS_IPSET
		{0, &ipsetAttrs}, // IPSET_CMD_NONE
		{0, &ipsetAttrs}, // IPSET_CMD_PROTOCOL
		{0, &ipsetAttrs}, // IPSET_CMD_CREATE
		{0, &ipsetAttrs}, // IPSET_CMD_DESTROY
		{0, &ipsetAttrs}, // IPSET_CMD_FLUSH
		{0, &ipsetTwo},   // IPSET_CMD_RENAME
		{0, &ipsetTwo},   // IPSET_CMD_SWAP
		{0, &ipsetAttrs}, // IPSET_CMD_LIST
		{0, &ipsetAttrs}, // IPSET_CMD_SAVE
		{0, &ipsetAttrs}, // IPSET_CMD_ADD
		{0, &ipsetAttrs}, // IPSET_CMD_DEL
		{0, &ipsetAttrs}, // IPSET_CMD_TEST
		{0, &ipsetAttrs}, // IPSET_CMD_HEADER
		{0, &ipsetType},  // IPSET_CMD_TYPE
		{0, &ipsetAttrs}, // IPSET_CMD_GET_BYNAME
		{0, &ipsetAttrs}, // IPSET_CMD_GET_BYINDEX
	}},
	7: {&xlat.NfacctMsgs, []nfMessage{ // NFNL_SUBSYS_ACCT
		{rtNew, &nfAcct}, // NFNL_MSG_ACCT_NEW
		{rtGet, &nfAcct}, // NFNL_MSG_ACCT_GET
		{rtGet, &nfAcct}, // NFNL_MSG_ACCT_GET_CTRZERO
		{rtDel, &nfAcct}, // NFNL_MSG_ACCT_DEL
		{0, &nfAcct},     // NFNL_MSG_ACCT_OVERQUOTA
	}},
	8: {&xlat.IpctnlTimeoutMsgs, []nfMessage{ // NFNL_SUBSYS_CTNETLINK_TIMEOUT
		{rtNew, &ctTimeout}, // IPCTNL_MSG_TIMEOUT_NEW
		{rtGet, &ctTimeout}, // IPCTNL_MSG_TIMEOUT_GET
		{rtDel, &ctTimeout}, // IPCTNL_MSG_TIMEOUT_DELETE
		{0, &ctTimeout},     // IPCTNL_MSG_TIMEOUT_DEFAULT_SET
		{0, &ctTimeout},     // IPCTNL_MSG_TIMEOUT_DEFAULT_GET
	}},
	9: {&xlat.CthelperMsgs, []nfMessage{ // NFNL_SUBSYS_CTHELPER
		{rtNew, &ctHelper}, // NFNL_MSG_CTHELPER_NEW
		{rtGet, &ctHelper}, // NFNL_MSG_CTHELPER_GET
		{rtDel, &ctHelper}, // NFNL_MSG_CTHELPER_DEL
	}},
	nfnlNftables: {&xlat.NftMsgs, []nfMessage{
		{rtNew, &nftTable},     // NFT_MSG_NEWTABLE
		{rtGet, &nftTable},     // NFT_MSG_GETTABLE
		{rtDel, &nftTable},     // NFT_MSG_DELTABLE
		{rtNew, &nftChain},     // NFT_MSG_NEWCHAIN
		{rtGet, &nftChain},     // NFT_MSG_GETCHAIN
		{rtDel, &nftChain},     // NFT_MSG_DELCHAIN
		{rtNew, &nftRule},      // NFT_MSG_NEWRULE
		{rtGet, &nftRule},      // NFT_MSG_GETRULE
		{rtDel, &nftRule},      // NFT_MSG_DELRULE
		{rtNew, &nftSet},       // NFT_MSG_NEWSET
		{rtGet, &nftSet},       // NFT_MSG_GETSET
		{rtDel, &nftSet},       // NFT_MSG_DELSET
		{rtNew, &nftSetElems},  // NFT_MSG_NEWSETELEM
		{rtGet, &nftSetElems},  // NFT_MSG_GETSETELEM
		{rtDel, &nftSetElems},  // NFT_MSG_DELSETELEM
		{rtNew, &nftGen},       // NFT_MSG_NEWGEN
		{rtGet, &nftGen},       // NFT_MSG_GETGEN
		{0, &nftTrace},         // NFT_MSG_TRACE
		{rtNew, &nftObject},    // NFT_MSG_NEWOBJ
		{rtGet, &nftObject},    // NFT_MSG_GETOBJ
		{rtDel, &nftObject},    // NFT_MSG_DELOBJ
		{rtGet, &nftObject},    // NFT_MSG_GETOBJ_RESET
		{rtNew, &nftFlowtable}, // NFT_MSG_NEWFLOWTABLE
		{rtGet, &nftFlowtable}, // NFT_MSG_GETFLOWTABLE
		{rtDel, &nftFlowtable}, // NFT_MSG_DELFLOWTABLE
		{rtGet, &nftRule},      // NFT_MSG_GETRULE_RESET
		{rtDel, &nftTable},     // NFT_MSG_DESTROYTABLE
		{rtDel, &nftChain},     // NFT_MSG_DESTROYCHAIN
		{rtDel, &nftRule},      // NFT_MSG_DESTROYRULE
		{rtDel, &nftSet},       // NFT_MSG_DESTROYSET
		{rtDel, &nftSetElems},  // NFT_MSG_DESTROYSETELEM
		{rtDel, &nftObject},    // NFT_MSG_DESTROYOBJ
		{rtDel, &nftFlowtable}, // NFT_MSG_DESTROYFLOWTABLE
		{rtGet, &nftSetElems},  // NFT_MSG_GETSETELEM_RESET
	}},
	11: {&xlat.NftCompatMsgs, []nfMessage{ // NFNL_SUBSYS_NFT_COMPAT
		{rtGet, &nftCompat}, // NFNL_MSG_COMPAT_GET
	}},
	12: {&xlat.NfnlHookMsgs, []nfMessage{ // NFNL_SUBSYS_HOOK
		{rtGet, &nfHook}, // NFNL_MSG_HOOK_GET
	}},
}

var nfBatchAttrs = nlAttrs{&xlat.NfnlBatchAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // NFNL_BATCH_GENID
}}

// nlUnnamed are attributes of which nothing is known.
var nlUnnamed = nlAttrs{names: &xlat.Set{}}

// nfMessageOf returns what a type of messages is.
func nfMessageOf(kind uint16) (m nfMessage) {
	if subsystem := int(kind >> 8); subsystem < len(nfSubsystems) {
		if all := nfSubsystems[subsystem].messages; int(kind&0xff) < len(all) {
			m = all[kind&0xff]
		}
	}
	return m
}

func netfilterFlags(kind uint16) *xlat.Set { return nlFlagsOf(nfMessageOf(kind).does) }

func nfIsBatch(kind uint16) bool { return kind == nfBatchBegin || kind == nfBatchEnd }

// netfilterType says the type of a message.
func netfilterType(d *Dec, kind uint16) {
	if nfIsBatch(kind) {
		d.Enum(&xlat.NfnlBatchMsgs, uint64(kind))
		return
	}
	subsystem, message := uint64(kind>>8), uint64(kind&0xff)
	d.BeginParts(uint64(kind))
	d.PartEnumShifted(&xlat.NfnlSubsys, subsystem, "8")
	if subsystem != nfnlNone && subsystem < uint64(len(nfSubsystems)) {
		d.PartEnum(nfSubsystems[subsystem].names, message)
	} else {
		d.PartHex(message)
	}
	d.EndParts()
}

// netfilterMessage says what follows the header of a message: struct nfgenmsg
// and attributes.
func netfilterMessage(d *Dec, h nlHead, p []byte) {
	kind := h.kind
	size := nfgenmsg.Size(d.ABI)
	if len(p) < size {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Fields(&nfgenmsg, p[:size])
	d.Field("res_id")
	nfResource(d, kind, p[2:])
	d.EndStruct()
	if rest := p[size:]; len(rest) > 0 {
		attrs := nfMessageOf(kind).attrs
		switch {
		case kind == nfCtZero && h.flags&nlmRequest == 0:
			attrs = &ctExpectStats
		case attrs == nil:
			attrs = &nlUnnamed
		}
		netlinkAttrs(d, nlContext{family: p[0], kind: kind}, attrs, rest)
	}
}

// nfResource says what a message is about: a queue, a group, a generation, a
// subsystem. Old versions of nft had that in the byte order of the host, which
// nfnetlink_rcv_skb_batch takes, too.
func nfResource(d *Dec, kind uint16, p []byte) {
	host, network := binary.LittleEndian.Uint16(p), binary.BigEndian.Uint16(p)
	switch {
	case kind>>8 == nfnlNftables && network == nfnlNftables:
		d.HexConst("htons(NFNL_SUBSYS_NFTABLES)", uint64(host))
	case kind>>8 == nfnlNftables && host == nfnlNftables:
		d.HexConst("NFNL_SUBSYS_NFTABLES", uint64(host))
	default:
		d.Wrap("htons")
		d.Uint(uint64(network))
		d.EndWrap()
	}
}

// nfgenmsg is but for res_id, which depends on the message.
var nfgenmsg = ctype.Struct{CName: "nfgenmsg", Fields: []ctype.Field{
	ctype.Enum("nfgen_family", ctype.U8, &xlat.SocketFamilies),
	ctype.Enum("version", ctype.U8, &xlat.NfnlVersions),
	ctype.Pad(ctype.U16, 1),
}}
