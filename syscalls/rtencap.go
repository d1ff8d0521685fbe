package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Tunnels that routes and next hops lead into (linux/lwtunnel.h and others). Their
// attributes are in nlattrs/routes.txt.

// encaps are what RTA_ENCAP and NHA_ENCAP hold, by the type of the tunnel, which
// stands behind them.
var encaps = nlChoices{
	{number: 1, attr: nlAttr{say: nlNested, nested: &nlaEncapMpls}},      // LWTUNNEL_ENCAP_MPLS
	{number: 2, attr: nlAttr{say: nlNested, nested: &nlaEncapIp}},        // LWTUNNEL_ENCAP_IP
	{number: 3, attr: nlAttr{say: nlNested, nested: &nlaIla}},            // LWTUNNEL_ENCAP_ILA
	{number: 4, attr: nlAttr{say: nlNested, nested: &nlaEncapIp6}},       // LWTUNNEL_ENCAP_IP6
	{number: 5, attr: nlAttr{say: nlNested, nested: &nlaEncapSeg6}},      // LWTUNNEL_ENCAP_SEG6
	{number: 6, attr: nlAttr{say: nlNested, nested: &nlaEncapBpf}},       // LWTUNNEL_ENCAP_BPF
	{number: 7, attr: nlAttr{say: nlNested, nested: &nlaEncapSeg6Local}}, // LWTUNNEL_ENCAP_SEG6_LOCAL
	{number: 8, attr: nlAttr{say: nlNested, nested: &nlaEncapRpl}},       // LWTUNNEL_ENCAP_RPL
	{number: 9, attr: nlAttr{say: nlNested, nested: &nlaEncapIoam6}},     // LWTUNNEL_ENCAP_IOAM6
	{number: 10, attr: nlAttr{say: nlNested, nested: &nlaEncapXfrm}},     // LWTUNNEL_ENCAP_XFRM
}

// nlMplsLabels says a stack of labels (struct mpls_label, linux/mpls.h): 20 bits of
// label, 3 of traffic class, the bottom's bit and the time to live.
func nlMplsLabels(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Array()
	for n := uint64(0); len(p) >= 4; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		v := uint64(binary.BigEndian.Uint32(p))
		d.Buf.Struct()
		d.Field("label")
		d.Uint(v >> 12)
		d.Field("tc")
		d.Uint(v >> 9 & 7)
		d.Field("bos")
		d.Uint(v >> 8 & 1)
		d.Field("ttl")
		d.Uint(v & 0xff)
		d.EndStruct()
		p = p[4:]
	}
	d.EndArray()
}

// nlSeg6Encap says struct seg6_iptunnel_encap: how packets get the header behind it.
func nlSeg6Encap(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if len(p) < 4 {
		nlHex(d, c, a, p)
		return
	}
	d.Buf.Struct()
	d.Field("mode")
	d.Enum(&xlat.Seg6Modes, uint64(binary.LittleEndian.Uint32(p)))
	if p = p[4:]; len(p) > 0 {
		d.Field("srh")
		nlSeg6Header(d, c, a, p)
	}
	d.EndStruct()
}

// nlSeg6Header says struct ipv6_sr_hdr and its segments, of which first_segment
// counts all but one; what follows them are TLVs.
func nlSeg6Header(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := ipv6SrHdr.Size(d.ABI)
	if len(p) < size {
		nlHex(d, c, a, p)
		return
	}
	d.Buf.Struct()
	d.Fields(&ipv6SrHdr, p[:size])
	segments := int(p[4]) + 1
	d.Field("segments")
	d.Array()
	for p = p[size:]; segments > 0 && len(p) >= 16; segments-- {
		d.IP(p[:16])
		p = p[16:]
	}
	d.EndArray()
	if len(p) > 0 {
		d.Field("tlvs")
		nlBytes(d, p)
	}
	d.EndStruct()
}

var ipv6SrHdr = ctype.Struct{CName: "ipv6_sr_hdr", Fields: []ctype.Field{
	ctype.Enum("nexthdr", ctype.U8, &xlat.InetProtocols),
	ctype.Num("hdrlen", ctype.U8),
	ctype.Num("type", ctype.U8),
	ctype.Num("segments_left", ctype.U8),
	ctype.Num("first_segment", ctype.U8),
	ctype.Hex("flags", ctype.U8),
	ctype.As("tag", ctype.U16, showBE),
}}

// rplHeader is struct ipv6_rpl_sr_hdr; addresses without what they share follow.
var rplHeader = ctype.Struct{CName: "ipv6_rpl_sr_hdr", Fields: []ctype.Field{
	ctype.Enum("nexthdr", ctype.U8, &xlat.InetProtocols),
	ctype.Num("hdrlen", ctype.U8),
	ctype.Num("type", ctype.U8),
	ctype.Num("segments_left", ctype.U8),
	ctype.Bits("cmpre", ctype.U32, 0, 4),
	ctype.Bits("cmpri", ctype.U32, 4, 4),
	ctype.Bits("pad", ctype.U32, 12, 4),
}}

// ioam6Trace is struct ioam6_trace_hdr; what nodes will fill in follows.
var ioam6Trace = ctype.Struct{CName: "ioam6_trace_hdr", Fields: []ctype.Field{
	ctype.As("namespace_id", ctype.U16, showBE),
	ctype.Bits("overflow", ctype.U8, 2, 1),
	ctype.Bits("nodelen", ctype.U8, 3, 5),
	ctype.Bits("remlen", ctype.U8, 0, 7),
	ctype.As("type_be32", ctype.U32, showBEHex),
}}

// Messages about VLANs of bridges and networks of VXLAN interfaces.

var brVlanMsg = ctype.Struct{CName: "br_vlan_msg", Fields: []ctype.Field{
	ctype.Enum("family", ctype.U8, &xlat.SocketFamilies),
	ctype.Pad(ctype.U8, 1),
	ctype.Pad(ctype.U16, 1),
	ctype.Interface("ifindex", ctype.U32),
}}

var tunnelMsg = ctype.Struct{CName: "tunnel_msg", Fields: []ctype.Field{
	ctype.Enum("family", ctype.U8, &xlat.SocketFamilies),
	ctype.Flags("flags", ctype.U8, &xlat.TunnelMsgFlags),
	ctype.Pad(ctype.U16, 1),
	ctype.Interface("ifindex", ctype.U32),
}}
