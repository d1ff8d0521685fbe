package syscalls

import "gotrace/xlat"

// What programs keep with objects of nf_tables, of which the kernel knows only that it is
// bytes (NFTA_*_USERDATA). Those that use libnftnl, as nft and iptables do, have
// attributes there: a byte that tells the type, one that tells the length of the value, and
// the value, without padding (libnftnl/udata.h).

const udataHeader = 2

var udataTable = nlAttrs{&xlat.UdataTable, []nlAttr{
	{kind: 0, min: 1, say: nlStr}, // NFTNL_UDATA_TABLE_COMMENT
}}

var udataChain = nlAttrs{&xlat.UdataChain, []nlAttr{
	{kind: 0, min: 1, say: nlStr}, // NFTNL_UDATA_CHAIN_COMMENT
}}

var udataRule = nlAttrs{&xlat.UdataRule, []nlAttr{
	{kind: 0, min: 1, say: nlStr}, // NFTNL_UDATA_RULE_COMMENT
	{kind: 1, min: 4, say: nlU32}, // NFTNL_UDATA_RULE_EBTABLES_POLICY
}}

var udataObj = nlAttrs{&xlat.UdataObj, []nlAttr{
	{kind: 0, min: 1, say: nlStr}, // NFTNL_UDATA_OBJ_COMMENT
}}

var udataSet = nlAttrs{&xlat.UdataSet, []nlAttr{
	{kind: 0, min: 4, say: nlU32},                         // NFTNL_UDATA_SET_KEYBYTEORDER
	{kind: 1, min: 4, say: nlU32},                         // NFTNL_UDATA_SET_DATABYTEORDER
	{kind: 2, min: 4, say: nlU32},                         // NFTNL_UDATA_SET_MERGE_ELEMENTS
	{kind: 3, min: 2, say: nlUdata, nested: &udataTypeof}, // NFTNL_UDATA_SET_KEY_TYPEOF
	{kind: 4, min: 2, say: nlUdata, nested: &udataTypeof}, // NFTNL_UDATA_SET_DATA_TYPEOF
	{kind: 6, min: 4, say: nlU32},                         // NFTNL_UDATA_SET_DATA_INTERVAL
	{kind: 7, min: 1, say: nlStr},                         // NFTNL_UDATA_SET_COMMENT
}}

// udataTypeof is an expression of nft, by a number of its own, and what that needs.
var udataTypeof = nlAttrs{&xlat.UdataTypeof, []nlAttr{
	{kind: 0, min: 4, say: nlU32}, // NFTNL_UDATA_SET_TYPEOF_EXPR
}}

var udataElem = nlAttrs{&xlat.UdataElem, []nlAttr{
	{kind: 0, min: 1, say: nlStr},                                // NFTNL_UDATA_SET_ELEM_COMMENT
	{kind: 1, min: 4, say: nlFlags32, set: &xlat.UdataElemFlags}, // NFTNL_UDATA_SET_ELEM_FLAGS
}}

// nlUdata says such attributes, or bytes where they do not fill the value.
func nlUdata(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if !udataFills(p) || d.Deep() {
		nlHex(d, c, a, p)
		return
	}
	several := udataHeader+int(p[1]) < len(p)
	if several {
		d.Array()
	}
	for n := uint64(0); len(p) > 0; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		size := udataHeader + int(p[1])
		udataOne(d, c, a.nested, p[:size])
		p = p[size:]
	}
	if several {
		d.EndArray()
	}
}

func udataFills(p []byte) bool {
	for len(p) >= udataHeader {
		n := udataHeader + int(p[1])
		if n > len(p) {
			return false
		}
		p = p[n:]
	}
	return len(p) == 0
}

// udataOne says an attribute and its value.
func udataOne(d *Dec, c nlContext, s *nlAttrs, p []byte) {
	value := p[udataHeader:]
	if len(value) > 0 {
		d.Array()
	}
	d.Buf.Struct()
	d.Field("type")
	d.Enum(s.names, uint64(p[0]))
	d.Field("len")
	d.Uint(uint64(p[1]))
	d.EndStruct()
	if len(value) == 0 {
		return
	}
	if k := s.kind(uint16(p[0]), len(value)); k != nil {
		k.say(d, c, k, value)
	} else {
		nlHex(d, c, nil, value)
	}
	d.EndArray()
}
