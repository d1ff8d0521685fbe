package syscalls

import (
	"bytes"

	"gotrace/ctype"
)

// What matches and targets of x_tables are told, which nf_tables (nft_compat) and traffic
// control (act_ipt, em_ipt) carry for them. The structs are in ioctls/xtables.txt.

// An xtModule is a revision of a match or target.
type xtModule struct {
	name   string
	rev    uint32
	family uint8 // 0: any
	info   *ctype.Struct
}

// xtModules is a type of its own, as nlChoices is.
type xtModules []xtModule

var xtMatches = xtModules{
	{"802_3", 0, afBridge, &ioEbt8023Info},
	{"addrtype", 0, afInet, &ioXtAddrtypeInfo},
	{"addrtype", 1, 0, &ioXtAddrtypeInfoV1},
	{"ah", 0, afInet, &ioIptAh},
	{"ah", 0, afInet6, &ioIp6tAh},
	{"among", 0, afBridge, &ioEbtAmongInfo},
	{"arp", 0, afBridge, &ioEbtArpInfo},
	{"bpf", 0, 0, &ioXtBpfInfo},
	{"bpf", 1, 0, &ioXtBpfInfoV1},
	{"cgroup", 0, 0, &ioXtCgroupInfoV0},
	{"cgroup", 1, 0, &ioXtCgroupInfoV1},
	{"cgroup", 2, 0, &ioXtCgroupInfoV2},
	{"cluster", 0, 0, &ioXtClusterMatchInfo},
	{"comment", 0, 0, &ioXtCommentInfo},
	{"connbytes", 0, 0, &ioXtConnbytesInfo},
	{"connlabel", 0, 0, &ioXtConnlabelMtinfo},
	{"connlimit", 1, 0, &ioXtConnlimitInfo},
	{"connmark", 1, 0, &ioXtConnmarkMtinfo1},
	{"conntrack", 1, 0, &ioXtConntrackMtinfo1},
	{"conntrack", 2, 0, &ioXtConntrackMtinfo2},
	{"conntrack", 3, 0, &ioXtConntrackMtinfo3},
	{"cpu", 0, 0, &ioXtCpuInfo},
	{"dccp", 0, 0, &ioXtDccpInfo},
	{"devgroup", 0, 0, &ioXtDevgroupInfo},
	{"dscp", 0, 0, &ioXtDscpInfo},
	{"dst", 0, afInet6, &ioIp6tOpts},
	{"ecn", 0, 0, &ioXtEcnInfo},
	{"esp", 0, 0, &ioXtEsp},
	{"frag", 0, afInet6, &ioIp6tFrag},
	{"hashlimit", 1, 0, &ioXtHashlimitMtinfo1},
	{"hashlimit", 2, 0, &ioXtHashlimitMtinfo2},
	{"hashlimit", 3, 0, &ioXtHashlimitMtinfo3},
	{"hbh", 0, afInet6, &ioIp6tOpts},
	{"helper", 0, 0, &ioXtHelperInfo},
	{"hl", 0, afInet6, &ioIp6tHlInfo},
	{"icmp", 0, afInet, &ioIptIcmp},
	{"icmp6", 0, afInet6, &ioIp6tIcmp},
	{"ip", 0, afBridge, &ioEbtIpInfo},
	{"ip6", 0, afBridge, &ioEbtIp6Info},
	{"ipcomp", 0, 0, &ioXtIpcomp},
	{"iprange", 1, 0, &ioXtIprangeMtinfo},
	{"ipv6header", 0, afInet6, &ioIp6tIpv6headerInfo},
	{"ipvs", 0, 0, &ioXtIpvsMtinfo},
	{"l2tp", 0, 0, &ioXtL2tpInfo},
	{"length", 0, 0, &ioXtLengthInfo},
	{"limit", 0, afBridge, &ioEbtLimitInfo},
	{"limit", 0, 0, &ioXtRateinfo},
	{"mac", 0, 0, &ioXtMacInfo},
	{"mark", 1, 0, &ioXtMarkMtinfo1},
	{"mark_m", 0, afBridge, &ioEbtMarkMInfo},
	{"mh", 0, afInet6, &ioIp6tMh},
	{"multiport", 0, 0, &ioXtMultiport},
	{"multiport", 1, 0, &ioXtMultiportV1},
	{"nfacct", 0, 0, &ioXtNfacctMatchInfo},
	{"nfacct", 1, 0, &ioXtNfacctMatchInfoV1},
	{"osf", 0, 0, &ioNfOsfInfo},
	{"owner", 1, 0, &ioXtOwnerMatchInfo},
	{"physdev", 0, 0, &ioXtPhysdevInfo},
	{"pkttype", 0, afBridge, &ioEbtPkttypeInfo},
	{"pkttype", 0, 0, &ioXtPkttypeInfo},
	{"policy", 0, 0, &ioXtPolicyInfo},
	{"quota", 0, 0, &ioXtQuotaInfo},
	{"rateest", 0, 0, &ioXtRateestMatchInfo},
	{"realm", 0, 0, &ioXtRealmInfo},
	{"recent", 0, 0, &ioXtRecentMtinfo},
	{"recent", 1, 0, &ioXtRecentMtinfoV1},
	{"rpfilter", 0, 0, &ioXtRpfilterInfo},
	{"rt", 0, afInet6, &ioIp6tRt},
	{"sctp", 0, 0, &ioXtSctpInfo},
	{"set", 0, 0, &ioXtSetInfoMatchV0},
	{"set", 1, 0, &ioXtSetInfoMatchV1},
	{"set", 2, 0, &ioXtSetInfoMatchV1},
	{"set", 3, 0, &ioXtSetInfoMatchV3},
	{"set", 4, 0, &ioXtSetInfoMatchV4},
	{"socket", 1, 0, &ioXtSocketMtinfo1},
	{"socket", 2, 0, &ioXtSocketMtinfo2},
	{"socket", 3, 0, &ioXtSocketMtinfo3},
	{"srh", 0, afInet6, &ioIp6tSrh},
	{"srh", 1, afInet6, &ioIp6tSrh1},
	{"state", 0, 0, &ioXtStateInfo},
	{"statistic", 0, 0, &ioXtStatisticInfo},
	{"stp", 0, afBridge, &ioEbtStpInfo},
	{"string", 1, 0, &ioXtStringInfo},
	{"tcp", 0, 0, &ioXtTcp},
	{"tcpmss", 0, 0, &ioXtTcpmssMatchInfo},
	{"time", 0, 0, &ioXtTimeInfo},
	{"tos", 1, 0, &ioXtTosMatchInfo},
	{"ttl", 0, afInet, &ioIptTtlInfo},
	{"u32", 0, 0, &ioXtU32},
	{"udp", 0, 0, &ioXtUdp},
	{"udplite", 0, 0, &ioXtUdp},
	{"vlan", 0, afBridge, &ioEbtVlanInfo},
}

// xtTargets are also what ebtables calls watchers: log and nflog.
var xtTargets = xtModules{
	{"AUDIT", 0, 0, &ioXtAuditInfo},
	{"CHECKSUM", 0, 0, &ioXtCHECKSUMInfo},
	{"CLASSIFY", 0, 0, &ioXtClassifyTargetInfo},
	{"CLUSTERIP", 0, afInet, &ioIptClusteripTgtInfo},
	{"CONNMARK", 1, 0, &ioXtConnmarkTginfo1},
	{"CONNMARK", 2, 0, &ioXtConnmarkTginfo2},
	{"CONNSECMARK", 0, 0, &ioXtConnsecmarkTargetInfo},
	{"CT", 0, 0, &ioXtCtTargetInfo},
	{"CT", 1, 0, &ioXtCtTargetInfoV1},
	{"CT", 2, 0, &ioXtCtTargetInfoV1},
	{"DNAT", 0, afInet, &ioNfNatIpv4MultiRangeCompat},
	{"DNAT", 1, 0, &ioNfNatRange},
	{"DNAT", 2, 0, &ioNfNatRange2},
	{"DNPT", 0, afInet6, &ioIp6tNptTginfo},
	{"DSCP", 0, 0, &ioXtDSCPInfo},
	{"ECN", 0, afInet, &ioIptECNInfo},
	{"HL", 0, afInet6, &ioIp6tHLInfo},
	{"HMARK", 0, 0, &ioXtHmarkInfo},
	{"IDLETIMER", 0, 0, &ioIdletimerTgInfo},
	{"IDLETIMER", 1, 0, &ioIdletimerTgInfoV1},
	{"LED", 0, 0, &ioXtLedInfo},
	{"LOG", 0, 0, &ioXtLogInfo},
	{"MARK", 2, 0, &ioXtMarkTginfo2},
	{"MASQUERADE", 0, afInet, &ioNfNatIpv4MultiRangeCompat},
	{"MASQUERADE", 0, 0, &ioNfNatRange},
	{"NETMAP", 0, afInet, &ioNfNatIpv4MultiRangeCompat},
	{"NETMAP", 0, 0, &ioNfNatRange},
	{"NFLOG", 0, 0, &ioXtNflogInfo},
	{"NFQUEUE", 0, 0, &ioXtNFQInfo},
	{"NFQUEUE", 1, 0, &ioXtNFQInfoV1},
	{"NFQUEUE", 2, 0, &ioXtNFQInfoV2},
	{"NFQUEUE", 3, 0, &ioXtNFQInfoV3},
	{"RATEEST", 0, 0, &ioXtRateestTargetInfo},
	{"REDIRECT", 0, afInet, &ioNfNatIpv4MultiRangeCompat},
	{"REDIRECT", 0, 0, &ioNfNatRange},
	{"REJECT", 0, afInet6, &ioIp6tRejectInfo},
	{"REJECT", 0, 0, &ioIptRejectInfo},
	{"SECMARK", 0, 0, &ioXtSecmarkTargetInfo},
	{"SECMARK", 1, 0, &ioXtSecmarkTargetInfoV1},
	{"SET", 0, 0, &ioXtSetInfoTargetV0},
	{"SET", 1, 0, &ioXtSetInfoTargetV1},
	{"SET", 2, 0, &ioXtSetInfoTargetV2},
	{"SET", 3, 0, &ioXtSetInfoTargetV3},
	{"SNAT", 0, afInet, &ioNfNatIpv4MultiRangeCompat},
	{"SNAT", 1, 0, &ioNfNatRange},
	{"SNPT", 0, afInet6, &ioIp6tNptTginfo},
	{"SYNPROXY", 0, 0, &ioNfSynproxyInfo},
	{"TCPMSS", 0, 0, &ioXtTcpmssInfo},
	{"TCPOPTSTRIP", 0, 0, &ioXtTcpoptstripTargetInfo},
	{"TEE", 1, 0, &ioXtTeeTginfo},
	{"TOS", 1, 0, &ioXtTosTargetInfo},
	{"TPROXY", 0, afInet, &ioXtTproxyTargetInfo},
	{"TPROXY", 1, 0, &ioXtTproxyTargetInfoV1},
	{"TTL", 0, afInet, &ioIptTTLInfo},
	{"arpreply", 0, afBridge, &ioEbtArpreplyInfo},
	{"dnat", 0, afBridge, &ioEbtNatInfo},
	{"log", 0, afBridge, &ioEbtLogInfo},
	{"mangle", 0, nfprotoArp, &ioArptMangle},
	{"mark", 0, afBridge, &ioEbtMarkTInfo},
	{"nflog", 0, afBridge, &ioEbtNflogInfo},
	{"redirect", 0, afBridge, &ioEbtRedirectInfo},
	{"snat", 0, afBridge, &ioEbtNatInfo},
}

// find returns what a module is told, nil if it is not known.
func (m xtModules) find(name []byte, rev uint32, family uint8) *ctype.Struct {
	name, _, _ = bytes.Cut(name, nul)
	for i := range m {
		if x := &m[i]; x.rev == rev && (x.family == family || x.family == 0) && x.name == string(name) {
			return x.info
		}
	}
	return nil
}

// nlMatch and nlTarget say the expressions of nf_tables that are a match or target.
func nlMatch(d *Dec, c nlContext, a *nlAttr, p []byte) {
	c.info = xtMatches.find(nlFind(p, 1), uint32(nlBENumber(nlFind(p, 2))), c.family)
	netlinkAttrs(d, c, a.nested, p)
}

func nlTarget(d *Dec, c nlContext, a *nlAttr, p []byte) {
	c.info = xtTargets.find(nlFind(p, 1), uint32(nlBENumber(nlFind(p, 2))), c.family)
	netlinkAttrs(d, c, a.nested, p)
}

// nlEmatchIpt says what em_ipt is told: a match of a family that it names.
func nlEmatchIpt(d *Dec, c nlContext, a *nlAttr, p []byte) {
	const name, revision, nfproto = 2, 3, 4 // TCA_EM_IPT_MATCH_NAME, _MATCH_REVISION, _NFPROTO
	c.family = uint8(nlBENumber(nlFind(p, nfproto)))
	c.info = xtMatches.find(nlFind(p, name), uint32(nlBENumber(nlFind(p, revision))), c.family)
	netlinkAttrs(d, c, a.nested, p)
}

// xtAlign is what x_tables pads structs to (XT_ALIGN).
const xtAlign = 8

// nlXtInfo says what the match or target beside it is told.
func nlXtInfo(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if c.info == nil {
		nlHex(d, c, a, p)
		return
	}
	a = &nlAttr{typ: c.info}
	if size := c.info.Size(d.ABI); len(p) >= size+xtAlign {
		nlStructAnd(d, c, a, p) // the tables of among
		return
	}
	nlWhole(d, c, a, p)
}

// nlXtTarget says struct xt_entry_target of IPv4 and what it is told.
func nlXtTarget(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if rest := nlLeading(d, c, a, &xtEntryTarget, p); len(rest) > 0 {
		c.family = afInet
		c.info = xtTargets.find(p[2:31], uint32(p[31]), c.family)
		nlXtInfo(d, c, a, rest)
		d.EndArray()
	}
}

// xtEntryTarget is what programs have there; the kernel has a pointer in the union.
var xtEntryTarget = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("target_size", ctype.U16),
	ctype.Text("name", 29),
	ctype.Num("revision", ctype.U8),
}}

// showFamilyIP shows union nf_inet_addr: an address of the message's family.
func showFamilyIP(d *Dec, f *ctype.Field, p []byte) {
	switch {
	case d.Family == afInet:
		d.IP(p[:4])
	case d.Family == afInet6:
		d.IP(p[:16])
	default:
		d.Hexed(p, false)
	}
}

// showIn4 shows an IPv4 address.
func showIn4(d *Dec, f *ctype.Field, p []byte) { d.IP(p[:4]) }
