package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// What classifiers look for in packets and actions change in them: selectors of
// u32, keys of pedit, extended matches.

// nlU32Sel says struct tc_u32_sel and its keys.
func nlU32Sel(d *Dec, c nlContext, a *nlAttr, p []byte) {
	sayKeys(d, &tcU32Sel, &tcU32Key, p)
}

// nlPedit says struct tc_pedit_sel and its keys.
func nlPedit(d *Dec, c nlContext, a *nlAttr, p []byte) {
	sayKeys(d, &tcPeditSel, &tcPeditKey, p)
}

// sayKeys says a struct and the keys behind it, which its field nkeys counts.
func sayKeys(d *Dec, head, key *ctype.Struct, p []byte) {
	size, each := head.Size(d.ABI), key.Size(d.ABI)
	if len(p) < size {
		nlBytes(d, p)
		return
	}
	d.Buf.Struct()
	d.Fields(head, p[:size])
	d.Field("keys")
	d.Array()
	left := d.Member(head, "nkeys", p)
	for p = p[size:]; left > 0 && len(p) >= each; left-- {
		d.StructIn(key, p[:each])
		p = p[each:]
	}
	d.EndArray()
	d.EndStruct()
}

// nlU32Counts says struct tc_u32_pcnt: how often a filter and its keys matched.
func nlU32Counts(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := tcU32Pcnt.Size(d.ABI)
	if len(p) < size {
		nlHex(d, c, a, p)
		return
	}
	d.Buf.Struct()
	d.Fields(&tcU32Pcnt, p[:size])
	d.Field("kcnts")
	nlArray(d, p[size:], nlElem{size: 8})
	d.EndStruct()
}

// nlEmatch says struct tcf_ematch_hdr and what a match of its kind has behind it.
func nlEmatch(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if rest := nlLeading(d, c, a, &tcfEmatchHdr, p); len(rest) > 0 {
		nlChosen(d, c, &ematch, uint64(binary.LittleEndian.Uint16(p[2:])), rest)
		d.EndArray()
	}
}

var ematch = nlAttr{choice: &ematches}

var ematches = nlChoices{
	{number: 0, attr: nlAttr{min: 4, say: nlU32}},                                // TCF_EM_CONTAINER: the first of the matches in it
	{number: 1, attr: nlAttr{say: nlStructAnd, typ: &tcfEmCmp}},                  // TCF_EM_CMP
	{number: 2, attr: nlAttr{say: nlStructAnd, typ: &tcfEmNbyte}},                // TCF_EM_NBYTE
	{number: 3, attr: nlAttr{say: nlStructAnd, typ: &tcU32Key}},                  // TCF_EM_U32
	{number: 4, attr: nlAttr{min: 4, say: nlEmatchMeta}},                         // TCF_EM_META
	{number: 5, attr: nlAttr{say: nlStructText, typ: &tcfEmText}},                // TCF_EM_TEXT
	{number: 7, attr: nlAttr{min: 8, say: nlStructs, typ: &canFilter}},           // TCF_EM_CANID
	{number: 8, attr: nlAttr{say: nlWhole, typ: &ioXtSetInfo}},                   // TCF_EM_IPSET
	{number: 9, attr: nlAttr{min: 4, say: nlEmatchIpt, nested: &nlaTcEmatchIpt}}, // TCF_EM_IPT
}

// nlEmatchMeta says two values that are compared: both are numbers, or both bytes.
func nlEmatchMeta(d *Dec, c nlContext, a *nlAttr, p []byte) {
	const header, numbers = 1, 1 // TCA_EM_META_HDR, TCF_META_TYPE_INT
	attrs := &nlaTcEmatchMeta
	if h := nlFind(p, header); len(h) >= 2 && h[1]>>4 == numbers {
		attrs = &nlaTcEmatchMetaInt
	}
	netlinkAttrs(d, c, attrs, p)
}

// showMetaKind shows the type of a value in the upper bits, and what of a packet it is.
func showMetaKind(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.BeginParts(v)
	d.PartEnumShifted(&xlat.EmatchMetaTypes, v>>12, "12")
	d.PartEnum(&xlat.EmatchMetaIDs, v&0xfff)
	d.EndParts()
}

var tcU32Sel = ctype.Struct{CName: "tc_u32_sel", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U8, &xlat.U32Flags),
	ctype.Num("offshift", ctype.U8),
	ctype.Num("nkeys", ctype.U8),
	ctype.As("offmask", ctype.U16, showBEHex),
	ctype.Num("off", ctype.U16),
	ctype.Num("offoff", ctype.S16),
	ctype.Num("hoff", ctype.S16),
	ctype.As("hmask", ctype.U32, showBEHex),
}}

var tcU32Key = ctype.Struct{CName: "tc_u32_key", Fields: []ctype.Field{
	ctype.As("mask", ctype.U32, showBEHex),
	ctype.As("val", ctype.U32, showBEHex),
	ctype.Num("off", ctype.S32),
	ctype.Hex("offmask", ctype.U32),
}}

var tcU32Pcnt = ctype.Struct{CName: "tc_u32_pcnt", Fields: []ctype.Field{
	ctype.Num("rcnt", ctype.U64),
	ctype.Num("rhit", ctype.U64),
}}

var tcBasicPcnt = ctype.Struct{CName: "tc_basic_pcnt", Fields: []ctype.Field{
	ctype.Num("rcnt", ctype.U64),
	ctype.Num("rhit", ctype.U64),
}}

var tcMatchallPcnt = ctype.Struct{CName: "tc_matchall_pcnt", Fields: []ctype.Field{
	ctype.Num("rhit", ctype.U64),
}}

var tcPeditSel = ctype.Struct{CName: "tc_pedit_sel", Fields: []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Num("capab", ctype.U32),
	ctype.Enum("action", ctype.S32, &xlat.TcActs),
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
	ctype.Num("nkeys", ctype.U8),
	ctype.Hex("flags", ctype.U8),
}}

var tcPeditKey = ctype.Struct{CName: "tc_pedit_key", Fields: []ctype.Field{
	ctype.Hex("mask", ctype.U32),
	ctype.Hex("val", ctype.U32),
	ctype.Num("off", ctype.U32),
	ctype.Num("at", ctype.U32),
	ctype.Hex("offmask", ctype.U32),
	ctype.Num("shift", ctype.U32),
}}

var tcfEmatchTreeHdr = ctype.Struct{CName: "tcf_ematch_tree_hdr", Fields: []ctype.Field{
	ctype.Num("nmatches", ctype.U16),
	ctype.Num("progid", ctype.U16),
}}

var tcfEmatchHdr = ctype.Struct{CName: "tcf_ematch_hdr", Fields: []ctype.Field{
	ctype.Num("matchid", ctype.U16),
	ctype.Enum("kind", ctype.U16, &xlat.EmatchKinds),
	ctype.Flags("flags", ctype.U16, &xlat.EmatchFlags),
	ctype.Pad(ctype.U16, 1),
}}

var tcfMetaVal = ctype.Struct{CName: "tcf_meta_val", Fields: []ctype.Field{
	ctype.As("kind", ctype.U16, showMetaKind),
	ctype.Num("shift", ctype.U8),
	ctype.Enum("op", ctype.U8, &xlat.EmatchOps),
}}

var tcfMetaHdr = ctype.Struct{CName: "tcf_meta_hdr", Fields: []ctype.Field{
	ctype.Sub("left", &tcfMetaVal),
	ctype.Sub("right", &tcfMetaVal),
}}

var tcfEmCmp = ctype.Struct{CName: "tcf_em_cmp", Fields: []ctype.Field{
	ctype.Hex("val", ctype.U32),
	ctype.Hex("mask", ctype.U32),
	ctype.Num("off", ctype.U16),
	{Name: "align", Kind: ctype.U8, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchAligns},
	{Name: "flags", Kind: ctype.U8, Shift: 4, Width: 4, Show: ctype.ShowFlags, Set: &xlat.EmatchCmpFlags},
	{Name: "layer", Kind: ctype.U8, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchLayers},
	{Name: "opnd", Kind: ctype.U8, Shift: 4, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchOps},
}}

// tcfEmNbyte is followed by the bytes.
var tcfEmNbyte = ctype.Struct{CName: "tcf_em_nbyte", Fields: []ctype.Field{
	ctype.Num("off", ctype.U16),
	ctype.Bits("len", ctype.U16, 0, 12),
	{Name: "layer", Kind: ctype.U16, Shift: 12, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchLayers},
}}

// tcfEmText is followed by the pattern.
var tcfEmText = ctype.Struct{CName: "tcf_em_text", Fields: []ctype.Field{
	ctype.Text("algo", 16),
	ctype.Num("from_offset", ctype.U16),
	ctype.Num("to_offset", ctype.U16),
	ctype.Num("pattern_len", ctype.U16),
	{Name: "from_layer", Kind: ctype.U8, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchLayers},
	{Name: "to_layer", Kind: ctype.U8, Shift: 4, Width: 4, Show: ctype.ShowEnum, Set: &xlat.EmatchLayers},
	ctype.Pad(ctype.U8, 1),
}}

var tcCnt = ctype.Struct{CName: "tc_cnt", Fields: []ctype.Field{
	ctype.Num("refcnt", ctype.S32),
	ctype.Num("bindcnt", ctype.S32),
}}
