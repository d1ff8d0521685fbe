package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// What interfaces of a kind have to say: attributes by the name of the kind, and
// the structs in them. The attributes are in nlattrs/links.txt.

var linkData = nlChoices{
	{name: "bridge", attr: nlAttr{say: nlNested, nested: &linkBridge}},
	{name: "tun", attr: nlAttr{say: nlNested, nested: &linkTun}},
	{name: "amt", attr: nlAttr{say: nlNested, nested: &nlaLinkAmt}},
	{name: "bareudp", attr: nlAttr{say: nlNested, nested: &nlaLinkBareudp}},
	{name: "batadv", attr: nlAttr{say: nlNested, nested: &nlaLinkBatadv}},
	{name: "bond", attr: nlAttr{say: nlNested, nested: &nlaLinkBond}},
	{name: "can", attr: nlAttr{say: nlNested, nested: &nlaLinkCan}},
	{name: "dsa", attr: nlAttr{say: nlNested, nested: &nlaLinkDsa}},
	{name: "erspan", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "geneve", attr: nlAttr{say: nlNested, nested: &nlaLinkGeneve}},
	{name: "gre", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "gretap", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "gtp", attr: nlAttr{say: nlNested, nested: &nlaLinkGtp}},
	{name: "hsr", attr: nlAttr{say: nlNested, nested: &nlaLinkHsr}},
	{name: "ip6erspan", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "ip6gre", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "ip6gretap", attr: nlAttr{say: nlNested, nested: &nlaLinkGre}},
	{name: "ip6tnl", attr: nlAttr{say: nlNested, nested: &nlaLinkIptun}},
	{name: "ipip", attr: nlAttr{say: nlNested, nested: &nlaLinkIptun}},
	{name: "ipoib", attr: nlAttr{say: nlNested, nested: &nlaLinkIpoib}},
	{name: "ipvlan", attr: nlAttr{say: nlNested, nested: &nlaLinkIpvlan}},
	{name: "ipvtap", attr: nlAttr{say: nlNested, nested: &nlaLinkIpvlan}},
	{name: "macsec", attr: nlAttr{say: nlNested, nested: &nlaLinkMacsec}},
	{name: "macvlan", attr: nlAttr{say: nlNested, nested: &nlaLinkMacvlan}},
	{name: "macvtap", attr: nlAttr{say: nlNested, nested: &nlaLinkMacvlan}},
	{name: "netkit", attr: nlAttr{say: nlNested, nested: &nlaLinkNetkit}},
	{name: "ovpn", attr: nlAttr{say: nlNested, nested: &nlaLinkOvpn}},
	{name: "ppp", attr: nlAttr{say: nlNested, nested: &nlaLinkPpp}},
	{name: "rmnet", attr: nlAttr{say: nlNested, nested: &nlaLinkRmnet}},
	{name: "sit", attr: nlAttr{say: nlNested, nested: &nlaLinkIptun}},
	{name: "veth", attr: nlAttr{say: nlNested, nested: &nlaLinkVeth}},
	{name: "vlan", attr: nlAttr{say: nlNested, nested: &nlaLinkVlan}},
	{name: "vrf", attr: nlAttr{say: nlNested, nested: &nlaLinkVrf}},
	{name: "vti", attr: nlAttr{say: nlNested, nested: &nlaLinkVti}},
	{name: "vti6", attr: nlAttr{say: nlNested, nested: &nlaLinkVti}},
	{name: "vxcan", attr: nlAttr{say: nlNested, nested: &nlaLinkVxcan}},
	{name: "vxlan", attr: nlAttr{say: nlNested, nested: &nlaLinkVxlan}},
	{name: "wwan", attr: nlAttr{say: nlNested, nested: &nlaLinkWwan}},
	{name: "xfrm", attr: nlAttr{say: nlNested, nested: &nlaLinkXfrm}},
}

var linkXstats = nlChoices{
	{name: "can", attr: nlAttr{min: 24, say: nlStruct, typ: &canDeviceStats}},
}

var slaveData = nlChoices{
	{name: "bridge", attr: nlAttr{say: nlNested, nested: &bridgePort}},
	{name: "bond", attr: nlAttr{say: nlNested, nested: &nlaLinkBondSlave}},
	{name: "vrf", attr: nlAttr{say: nlNested, nested: &nlaLinkVrfPort}},
}

// nlPeer says the interface at the other end: struct ifinfomsg and attributes as of
// this one.
func nlPeer(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := ifinfomsg.Size(d.ABI)
	d.StructIn(&ifinfomsg, p[:size])
	if p = p[size:]; len(p) > 0 {
		netlinkAttrs(d, c, c.self, p)
	}
}

var vlanFlags = ctype.Struct{CName: "ifla_vlan_flags", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.VlanFlags),
	ctype.Hex("mask", ctype.U32),
}}

var vlanQosMapping = ctype.Struct{CName: "ifla_vlan_qos_mapping", Fields: []ctype.Field{
	ctype.Num("from", ctype.U32),
	ctype.Num("to", ctype.U32),
}}

var vxlanPortRange = ctype.Struct{CName: "ifla_vxlan_port_range", Fields: []ctype.Field{
	ctype.As("low", ctype.U16, showBE),
	ctype.As("high", ctype.U16, showBE),
}}

var genevePortRange = ctype.Struct{CName: "ifla_geneve_port_range", Fields: []ctype.Field{
	ctype.As("low", ctype.U16, showBE),
	ctype.As("high", ctype.U16, showBE),
}}

var rmnetFlags = ctype.Struct{CName: "ifla_rmnet_flags", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.RmnetFlags),
	ctype.Hex("mask", ctype.U32),
}}

var canBittiming = ctype.Struct{CName: "can_bittiming", Fields: []ctype.Field{
	ctype.Num("bitrate", ctype.U32),
	ctype.Num("sample_point", ctype.U32),
	ctype.Num("tq", ctype.U32),
	ctype.Num("prop_seg", ctype.U32),
	ctype.Num("phase_seg1", ctype.U32),
	ctype.Num("phase_seg2", ctype.U32),
	ctype.Num("sjw", ctype.U32),
	ctype.Num("brp", ctype.U32),
}}

var canBittimingConst = ctype.Struct{CName: "can_bittiming_const", Fields: []ctype.Field{
	ctype.Text("name", 16),
	ctype.Num("tseg1_min", ctype.U32),
	ctype.Num("tseg1_max", ctype.U32),
	ctype.Num("tseg2_min", ctype.U32),
	ctype.Num("tseg2_max", ctype.U32),
	ctype.Num("sjw_max", ctype.U32),
	ctype.Num("brp_min", ctype.U32),
	ctype.Num("brp_max", ctype.U32),
	ctype.Num("brp_inc", ctype.U32),
}}

var canClock = ctype.Struct{CName: "can_clock", Fields: []ctype.Field{
	ctype.Num("freq", ctype.U32),
}}

var canCtrlmode = ctype.Struct{CName: "can_ctrlmode", Fields: []ctype.Field{
	ctype.Flags("mask", ctype.U32, &xlat.CanCtrlmodes),
	ctype.Flags("flags", ctype.U32, &xlat.CanCtrlmodes),
}}

var canBerrCounter = ctype.Struct{CName: "can_berr_counter", Fields: []ctype.Field{
	ctype.Num("txerr", ctype.U16),
	ctype.Num("rxerr", ctype.U16),
}}
