package syscalls

import (
	"bytes"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_XFRM (linux/xfrm.h): states and policies of IPsec. Most
// attributes are in nlattrs/xfrm.txt.

// An xfrmKind is what a type of messages begins with; attributes follow.
type xfrmKind struct {
	typ   *ctype.Struct // nil: nothing but attributes
	attrs *nlAttrs
}

// xfrmKinds are the messages from XFRM_MSG_NEWSA on.
var xfrmKinds = [...]xfrmKind{
	{&xfrmUsersaInfo, &nlaXfrm},        // XFRM_MSG_NEWSA
	{&xfrmUsersaID, &nlaXfrm},          // XFRM_MSG_DELSA
	{&xfrmUsersaID, &nlaXfrm},          // XFRM_MSG_GETSA
	{&xfrmUserpolicyInfo, &nlaXfrm},    // XFRM_MSG_NEWPOLICY
	{&xfrmUserpolicyID, &nlaXfrm},      // XFRM_MSG_DELPOLICY
	{&xfrmUserpolicyID, &nlaXfrm},      // XFRM_MSG_GETPOLICY
	{&xfrmUserspiInfo, &nlaXfrm},       // XFRM_MSG_ALLOCSPI
	{&xfrmUserAcquire, &nlaXfrm},       // XFRM_MSG_ACQUIRE
	{&xfrmUserExpire, &nlaXfrm},        // XFRM_MSG_EXPIRE
	{&xfrmUserpolicyInfo, &nlaXfrm},    // XFRM_MSG_UPDPOLICY
	{&xfrmUsersaInfo, &nlaXfrm},        // XFRM_MSG_UPDSA
	{&xfrmUserPolexpire, &nlaXfrm},     // XFRM_MSG_POLEXPIRE
	{&xfrmUsersaFlush, &nlaXfrm},       // XFRM_MSG_FLUSHSA
	{nil, &nlaXfrm},                    // XFRM_MSG_FLUSHPOLICY
	{&xfrmAeventID, &nlaXfrm},          // XFRM_MSG_NEWAE
	{&xfrmAeventID, &nlaXfrm},          // XFRM_MSG_GETAE
	{&xfrmUserReport, &nlaXfrm},        // XFRM_MSG_REPORT
	{&xfrmUserpolicyID, &nlaXfrm},      // XFRM_MSG_MIGRATE
	{&xfrmFlags, &nlaXfrmSad},          // XFRM_MSG_NEWSADINFO
	{&xfrmFlags, &nlaXfrmSad},          // XFRM_MSG_GETSADINFO
	{&xfrmFlags, &nlaXfrmSpd},          // XFRM_MSG_NEWSPDINFO
	{&xfrmFlags, &nlaXfrmSpd},          // XFRM_MSG_GETSPDINFO
	{&xfrmUserMapping, &nlaXfrm},       // XFRM_MSG_MAPPING
	{&xfrmUserpolicyDefault, &nlaXfrm}, // XFRM_MSG_SETDEFAULT
	{&xfrmUserpolicyDefault, &nlaXfrm}, // XFRM_MSG_GETDEFAULT
}

// xfrmFlagSet are the flags of a type of messages.
func xfrmFlagSet(kind uint16) *xlat.Set {
	switch kind - nlmsgMinType {
	case 0, 3, 14, 18, 20: // XFRM_MSG_NEWSA, NEWPOLICY, NEWAE, NEWSADINFO, NEWSPDINFO
		return &xlat.NlmsgNewFlags
	case 1, 4: // XFRM_MSG_DELSA, DELPOLICY
		return &xlat.NlmsgDelFlags
	case 2, 5, 15, 19, 21: // XFRM_MSG_GETSA, GETPOLICY, GETAE, GETSADINFO, GETSPDINFO
		return &xlat.NlmsgGetFlags
	}
	return &xlat.NlmsgFlags
}

func xfrmMessage(d *Dec, h nlHead, p []byte) {
	i := int(h.kind) - nlmsgMinType
	if i >= len(xfrmKinds) {
		nlBytes(d, p)
		return
	}
	k := &xfrmKinds[i]
	d.Family = 0
	if k.typ != nil {
		size := k.typ.Size(d.ABI)
		if len(p) < size {
			nlBytes(d, p)
			return
		}
		d.StructIn(k.typ, p[:size])
		p = p[min(nlAlign(size), len(p)):]
	}
	if len(p) > 0 {
		netlinkAttrs(d, nlContext{kind: h.kind, family: uint8(d.Family)}, k.attrs, p)
	}
}

// showXfrmAddr shows xfrm_address_t: of an IPv4 address its first four bytes. Where
// no family is told, zeros behind them are taken for one.
func showXfrmAddr(d *Dec, f *ctype.Field, p []byte) {
	switch {
	case d.Family == afInet, d.Family != afInet6 && bytes.Count(p[4:], nul) == len(p)-4:
		d.IPIn(p, 4)
	default:
		d.IP(p)
	}
}

// nlXfrmAddr says an address of the message's family.
func nlXfrmAddr(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Family = uint16(c.family)
	showXfrmAddr(d, nil, p[:16])
}

// nlAlgo says the struct of an algorithm, and the key behind it.
func nlAlgo(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := a.typ.Size(d.ABI)
	if len(p) < size {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Fields(a.typ, p[:size])
	if key := p[size:]; len(key) > 0 {
		d.Field("alg_key")
		nlBytes(d, key)
	}
	d.EndStruct()
}

// nlEsn says struct xfrm_replay_state_esn and its bitmap.
func nlEsn(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := a.typ.Size(d.ABI)
	if len(p) < size {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Fields(a.typ, p[:size])
	d.Field("bmp")
	nlEach32(d, c, nlX32, p[size:])
	d.EndStruct()
}

// xfrmFlags is the flags that requests for statistics begin with.
var xfrmFlags = ctype.Struct{Fields: []ctype.Field{ctype.Hex("flags", ctype.U32)}}

var xfrmSelector = ctype.Struct{CName: "xfrm_selector", Fields: []ctype.Field{
	{Name: "daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.As("dport", ctype.U16, showBE),
	ctype.As("dport_mask", ctype.U16, showBE),
	ctype.As("sport", ctype.U16, showBE),
	ctype.As("sport_mask", ctype.U16, showBE),
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
	ctype.Num("prefixlen_d", ctype.U8),
	ctype.Num("prefixlen_s", ctype.U8),
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
	ctype.Interface("ifindex", ctype.S32),
	ctype.Num("user", ctype.U32),
}}

var xfrmID = ctype.Struct{CName: "xfrm_id", Fields: []ctype.Field{
	{Name: "daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
	ctype.As("spi", ctype.U32, showBEHex),
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
}}

var xfrmLifetimeCfg = ctype.Struct{CName: "xfrm_lifetime_cfg", Fields: []ctype.Field{
	ctype.Num("soft_byte_limit", ctype.U64),
	ctype.Num("hard_byte_limit", ctype.U64),
	ctype.Num("soft_packet_limit", ctype.U64),
	ctype.Num("hard_packet_limit", ctype.U64),
	ctype.Num("soft_add_expires_seconds", ctype.U64),
	ctype.Num("hard_add_expires_seconds", ctype.U64),
	ctype.Num("soft_use_expires_seconds", ctype.U64),
	ctype.Num("hard_use_expires_seconds", ctype.U64),
}}

var xfrmLifetimeCur = ctype.Struct{CName: "xfrm_lifetime_cur", Fields: []ctype.Field{
	ctype.Num("bytes", ctype.U64),
	ctype.Num("packets", ctype.U64),
	ctype.Num("add_time", ctype.U64),
	ctype.Num("use_time", ctype.U64),
}}

var xfrmStats = ctype.Struct{CName: "xfrm_stats", Fields: []ctype.Field{
	ctype.Num("replay_window", ctype.U32),
	ctype.Num("replay", ctype.U32),
	ctype.Num("integrity_failed", ctype.U32),
}}

var xfrmUsersaInfo = ctype.Struct{CName: "xfrm_usersa_info", Fields: []ctype.Field{
	ctype.Sub("sel", &xfrmSelector),
	{Name: "id", Kind: ctype.Nested, Sub: &xfrmID, Family: "family"},
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.Sub("lft", &xfrmLifetimeCfg),
	ctype.Sub("curlft", &xfrmLifetimeCur),
	ctype.Sub("stats", &xfrmStats),
	ctype.Num("seq", ctype.U32),
	ctype.Num("reqid", ctype.U32),
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
	ctype.Enum("mode", ctype.U8, &xlat.XfrmModes),
	ctype.Num("replay_window", ctype.U8),
	ctype.Flags("flags", ctype.U8, &xlat.XfrmStateFlags),
}}

var xfrmUsersaID = ctype.Struct{CName: "xfrm_usersa_id", Fields: []ctype.Field{
	{Name: "daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.As("spi", ctype.U32, showBEHex),
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
}}

var xfrmAeventID = ctype.Struct{CName: "xfrm_aevent_id", Fields: []ctype.Field{
	ctype.Sub("sa_id", &xfrmUsersaID),
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
	ctype.Flags("flags", ctype.U32, &xlat.XfrmAeFlags),
	ctype.Num("reqid", ctype.U32),
}}

var xfrmUserspiInfo = ctype.Struct{CName: "xfrm_userspi_info", Fields: []ctype.Field{
	ctype.Sub("info", &xfrmUsersaInfo),
	ctype.Hex("min", ctype.U32),
	ctype.Hex("max", ctype.U32),
}}

var xfrmUserpolicyInfo = ctype.Struct{CName: "xfrm_userpolicy_info", Fields: []ctype.Field{
	ctype.Sub("sel", &xfrmSelector),
	ctype.Sub("lft", &xfrmLifetimeCfg),
	ctype.Sub("curlft", &xfrmLifetimeCur),
	ctype.Num("priority", ctype.U32),
	ctype.Num("index", ctype.U32),
	ctype.Enum("dir", ctype.U8, &xlat.XfrmPolicyDirs),
	ctype.Enum("action", ctype.U8, &xlat.XfrmPolicyActions),
	ctype.Flags("flags", ctype.U8, &xlat.XfrmPolicyFlags),
	ctype.Enum("share", ctype.U8, &xlat.XfrmShares),
}}

var xfrmUserpolicyID = ctype.Struct{CName: "xfrm_userpolicy_id", Fields: []ctype.Field{
	ctype.Sub("sel", &xfrmSelector),
	ctype.Num("index", ctype.U32),
	ctype.Enum("dir", ctype.U8, &xlat.XfrmPolicyDirs),
}}

var xfrmUserAcquire = ctype.Struct{CName: "xfrm_user_acquire", Fields: []ctype.Field{
	ctype.Sub("id", &xfrmID),
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
	ctype.Sub("sel", &xfrmSelector),
	ctype.Sub("policy", &xfrmUserpolicyInfo),
	ctype.Hex("aalgos", ctype.U32),
	ctype.Hex("ealgos", ctype.U32),
	ctype.Hex("calgos", ctype.U32),
	ctype.Num("seq", ctype.U32),
}}

var xfrmUserExpire = ctype.Struct{CName: "xfrm_user_expire", Fields: []ctype.Field{
	ctype.Sub("state", &xfrmUsersaInfo),
	ctype.Num("hard", ctype.U8),
}}

var xfrmUserPolexpire = ctype.Struct{CName: "xfrm_user_polexpire", Fields: []ctype.Field{
	ctype.Sub("pol", &xfrmUserpolicyInfo),
	ctype.Num("hard", ctype.U8),
}}

var xfrmUsersaFlush = ctype.Struct{CName: "xfrm_usersa_flush", Fields: []ctype.Field{
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
}}

var xfrmUserReport = ctype.Struct{CName: "xfrm_user_report", Fields: []ctype.Field{
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
	ctype.Sub("sel", &xfrmSelector),
}}

var xfrmUserMapping = ctype.Struct{CName: "xfrm_user_mapping", Fields: []ctype.Field{
	ctype.Sub("id", &xfrmUsersaID),
	ctype.Num("reqid", ctype.U32),
	{Name: "old_saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
	{Name: "new_saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
	ctype.As("old_sport", ctype.U16, showBE),
	ctype.As("new_sport", ctype.U16, showBE),
}}

var xfrmUserpolicyDefault = ctype.Struct{CName: "xfrm_userpolicy_default", Fields: []ctype.Field{
	ctype.Enum("in", ctype.U8, &xlat.XfrmDefaults),
	ctype.Enum("fwd", ctype.U8, &xlat.XfrmDefaults),
	ctype.Enum("out", ctype.U8, &xlat.XfrmDefaults),
}}

var xfrmUserTmpl = ctype.Struct{CName: "xfrm_user_tmpl", Fields: []ctype.Field{
	{Name: "id", Kind: ctype.Nested, Sub: &xfrmID, Family: "family"},
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
	ctype.Pad(ctype.U16, 1),
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.Num("reqid", ctype.U32),
	ctype.Enum("mode", ctype.U8, &xlat.XfrmModes),
	ctype.Enum("share", ctype.U8, &xlat.XfrmShares),
	ctype.Num("optional", ctype.U8),
	ctype.Hex("aalgos", ctype.U32),
	ctype.Hex("ealgos", ctype.U32),
	ctype.Hex("calgos", ctype.U32),
}}

var xfrmEncapTmpl = ctype.Struct{CName: "xfrm_encap_tmpl", Fields: []ctype.Field{
	ctype.Enum("encap_type", ctype.U16, &xlat.UdpEncaps),
	ctype.As("encap_sport", ctype.U16, showBE),
	ctype.As("encap_dport", ctype.U16, showBE),
	ctype.Pad(ctype.U16, 1),
	{Name: "encap_oa", Kind: ctype.Chars, N: 16, Show: showXfrmAddr},
}}

var xfrmReplayState = ctype.Struct{CName: "xfrm_replay_state", Fields: []ctype.Field{
	ctype.Num("oseq", ctype.U32),
	ctype.Num("seq", ctype.U32),
	ctype.Hex("bitmap", ctype.U32),
}}

var xfrmReplayStateEsn = ctype.Struct{CName: "xfrm_replay_state_esn", Fields: []ctype.Field{
	ctype.Num("bmp_len", ctype.U32),
	ctype.Num("oseq", ctype.U32),
	ctype.Num("seq", ctype.U32),
	ctype.Num("oseq_hi", ctype.U32),
	ctype.Num("seq_hi", ctype.U32),
	ctype.Num("replay_window", ctype.U32),
}}

var xfrmUserpolicyType = ctype.Struct{CName: "xfrm_userpolicy_type", Fields: []ctype.Field{
	ctype.Enum("type", ctype.U8, &xlat.XfrmPolicyTypes),
	ctype.Num("reserved1", ctype.U16),
	ctype.Num("reserved2", ctype.U8),
}}

var xfrmUserMigrate = ctype.Struct{CName: "xfrm_user_migrate", Fields: []ctype.Field{
	{Name: "old_daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "old_family"},
	{Name: "old_saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "old_family"},
	{Name: "new_daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "new_family"},
	{Name: "new_saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "new_family"},
	ctype.Enum("proto", ctype.U8, &xlat.InetProtocols),
	ctype.Enum("mode", ctype.U8, &xlat.XfrmModes),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("reqid", ctype.U32),
	ctype.Enum("old_family", ctype.U16, &xlat.SocketFamilies),
	ctype.Enum("new_family", ctype.U16, &xlat.SocketFamilies),
}}

var xfrmUserKmaddress = ctype.Struct{CName: "xfrm_user_kmaddress", Fields: []ctype.Field{
	{Name: "local", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	{Name: "remote", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.Pad(ctype.U32, 1),
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
}}

var xfrmMark = ctype.Struct{CName: "xfrm_mark", Fields: []ctype.Field{
	ctype.Hex("v", ctype.U32),
	ctype.Hex("m", ctype.U32),
}}

var xfrmAddressFilter = ctype.Struct{CName: "xfrm_address_filter", Fields: []ctype.Field{
	{Name: "saddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	{Name: "daddr", Kind: ctype.Chars, N: 16, Show: showXfrmAddr, Family: "family"},
	ctype.Enum("family", ctype.U16, &xlat.SocketFamilies),
	ctype.Num("splen", ctype.U8),
	ctype.Num("dplen", ctype.U8),
}}

var xfrmUserOffload = ctype.Struct{CName: "xfrm_user_offload", Fields: []ctype.Field{
	ctype.Interface("ifindex", ctype.S32),
	ctype.Flags("flags", ctype.U8, &xlat.XfrmOffloadFlags),
}}

var xfrmAlgo = ctype.Struct{CName: "xfrm_algo", Fields: []ctype.Field{
	ctype.Text("alg_name", 64),
	ctype.Num("alg_key_len", ctype.U32),
}}

var xfrmAlgoAuth = ctype.Struct{CName: "xfrm_algo_auth", Fields: []ctype.Field{
	ctype.Text("alg_name", 64),
	ctype.Num("alg_key_len", ctype.U32),
	ctype.Num("alg_trunc_len", ctype.U32),
}}

var xfrmAlgoAead = ctype.Struct{CName: "xfrm_algo_aead", Fields: []ctype.Field{
	ctype.Text("alg_name", 64),
	ctype.Num("alg_key_len", ctype.U32),
	ctype.Num("alg_icv_len", ctype.U32),
}}

var xfrmuSadhinfo = ctype.Struct{CName: "xfrmu_sadhinfo", Fields: []ctype.Field{
	ctype.Num("sadhcnt", ctype.U32),
	ctype.Num("sadhmcnt", ctype.U32),
}}

var xfrmuSpdinfo = ctype.Struct{CName: "xfrmu_spdinfo", Fields: []ctype.Field{
	ctype.Num("incnt", ctype.U32),
	ctype.Num("outcnt", ctype.U32),
	ctype.Num("fwdcnt", ctype.U32),
	ctype.Num("inscnt", ctype.U32),
	ctype.Num("outscnt", ctype.U32),
	ctype.Num("fwdscnt", ctype.U32),
}}

var xfrmuSpdhinfo = ctype.Struct{CName: "xfrmu_spdhinfo", Fields: []ctype.Field{
	ctype.Num("spdhcnt", ctype.U32),
	ctype.Num("spdhmcnt", ctype.U32),
}}

var xfrmuSpdhthresh = ctype.Struct{CName: "xfrmu_spdhthresh", Fields: []ctype.Field{
	ctype.Num("lbits", ctype.U8),
	ctype.Num("rbits", ctype.U8),
}}
