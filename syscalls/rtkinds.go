package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// What interfaces of a kind have to say: attributes by the name of the kind, and
// the structs in them. The attributes are in genl/links.txt.

var linkData = nlChoices{
	{name: "bridge", attr: nlAttr{say: nlNested, nested: &linkBridge}},
	{name: "tun", attr: nlAttr{say: nlNested, nested: &linkTun}},
	{name: "amt", attr: nlAttr{say: nlNested, nested: &genlLinkAmt}},
	{name: "bareudp", attr: nlAttr{say: nlNested, nested: &genlLinkBareudp}},
	{name: "bond", attr: nlAttr{say: nlNested, nested: &genlLinkBond}},
	{name: "can", attr: nlAttr{say: nlNested, nested: &genlLinkCan}},
	{name: "dsa", attr: nlAttr{say: nlNested, nested: &genlLinkDsa}},
	{name: "erspan", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "geneve", attr: nlAttr{say: nlNested, nested: &genlLinkGeneve}},
	{name: "gre", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "gretap", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "gtp", attr: nlAttr{say: nlNested, nested: &genlLinkGtp}},
	{name: "hsr", attr: nlAttr{say: nlNested, nested: &genlLinkHsr}},
	{name: "ip6erspan", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "ip6gre", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "ip6gretap", attr: nlAttr{say: nlNested, nested: &genlLinkGre}},
	{name: "ip6tnl", attr: nlAttr{say: nlNested, nested: &genlLinkIptun}},
	{name: "ipip", attr: nlAttr{say: nlNested, nested: &genlLinkIptun}},
	{name: "ipoib", attr: nlAttr{say: nlNested, nested: &genlLinkIpoib}},
	{name: "ipvlan", attr: nlAttr{say: nlNested, nested: &genlLinkIpvlan}},
	{name: "ipvtap", attr: nlAttr{say: nlNested, nested: &genlLinkIpvlan}},
	{name: "macsec", attr: nlAttr{say: nlNested, nested: &genlLinkMacsec}},
	{name: "macvlan", attr: nlAttr{say: nlNested, nested: &genlLinkMacvlan}},
	{name: "macvtap", attr: nlAttr{say: nlNested, nested: &genlLinkMacvlan}},
	{name: "netkit", attr: nlAttr{say: nlNested, nested: &genlLinkNetkit}},
	{name: "ovpn", attr: nlAttr{say: nlNested, nested: &genlLinkOvpn}},
	{name: "ppp", attr: nlAttr{say: nlNested, nested: &genlLinkPpp}},
	{name: "rmnet", attr: nlAttr{say: nlNested, nested: &genlLinkRmnet}},
	{name: "sit", attr: nlAttr{say: nlNested, nested: &genlLinkIptun}},
	{name: "veth", attr: nlAttr{say: nlNested, nested: &genlLinkVeth}},
	{name: "vlan", attr: nlAttr{say: nlNested, nested: &genlLinkVlan}},
	{name: "vrf", attr: nlAttr{say: nlNested, nested: &genlLinkVrf}},
	{name: "vti", attr: nlAttr{say: nlNested, nested: &genlLinkVti}},
	{name: "vti6", attr: nlAttr{say: nlNested, nested: &genlLinkVti}},
	{name: "vxcan", attr: nlAttr{say: nlNested, nested: &genlLinkVxcan}},
	{name: "vxlan", attr: nlAttr{say: nlNested, nested: &genlLinkVxlan}},
	{name: "xfrm", attr: nlAttr{say: nlNested, nested: &genlLinkXfrm}},
}

var linkXstats = nlChoices{
	{name: "can", attr: nlAttr{min: 24, say: nlStruct, typ: &canDeviceStats}},
}

var slaveData = nlChoices{
	{name: "bridge", attr: nlAttr{say: nlNested, nested: &bridgePort}},
	{name: "bond", attr: nlAttr{say: nlNested, nested: &genlLinkBondSlave}},
	{name: "vrf", attr: nlAttr{say: nlNested, nested: &genlLinkVrfPort}},
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
