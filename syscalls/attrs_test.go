package syscalls_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gotrace/xlat"
)

// An attrTable is a table of netlink's attributes as its source has it.
type attrTable struct {
	name  string
	names map[uint64]string
	kinds map[uint64]bool
	each  bool // one kind stands for all
	made  bool // by xlatgen, from lines that say of each attribute what it holds
}

// attrTables reads the tables of package syscalls.
func attrTables(t *testing.T) (tables []attrTable) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			lit, ok := spec.Values[0].(*ast.CompositeLit)
			if ok && exprName(lit.Type) == "nlAttrs" {
				tables = append(tables, readTable(t, spec.Names[0].Name, lit, file == "znlattrs.go"))
			}
			return false
		})
	}
	return tables
}

// exprName is the last name of an expression: of a type, or of a variable that it points to.
func exprName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.UnaryExpr:
		return exprName(e.X)
	}
	return ""
}

func readTable(t *testing.T, name string, lit *ast.CompositeLit, made bool) attrTable {
	table := attrTable{name: name, names: map[uint64]string{}, kinds: map[uint64]bool{}, made: made}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if set := xlat.Named(exprName(e)); set != nil {
			for _, v := range set.Vals {
				table.names[v.V] = v.Name
			}
		}
		ast.Inspect(e, func(n ast.Node) bool {
			inner, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			fields := map[string]string{}
			for _, e := range inner.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					fields[exprName(kv.Key)] = literal(kv.Value)
				}
			}
			if v, err := strconv.ParseUint(fields["V"], 0, 64); err == nil {
				table.names[v] = fields["Name"]
			}
			if v, err := strconv.ParseUint(fields["kind"], 0, 64); err == nil {
				table.kinds[v] = true
			}
			table.each = table.each || fields["kind"] == "nlEach"
			return fields["kind"] == ""
		})
	}
	return table
}

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		return strings.Trim(lit.Value, `"`)
	}
	return exprName(e)
}

// attrFamilies are the beginnings of attributes' names, by the header that has them.
var attrFamilies = map[string]string{
	"linux/rtnetlink.h":                     "RTA RTAX TCA PREFIX",
	"linux/if_link.h":                       "IFLA",
	"linux/if_bridge.h":                     "IFLA_BRIDGE MDBA MDBE BRIDGE_VLANDB BRIDGE_QUERIER BRIDGE_XSTATS",
	"linux/if_addr.h":                       "IFA",
	"linux/if_tunnel.h":                     "IFLA",
	"linux/can/netlink.h":                   "IFLA_CAN",
	"linux/batman_adv.h":                    "IFLA_BATADV",
	"linux/wwan.h":                          "IFLA_WWAN",
	"linux/neighbour.h":                     "NDA NDTA NDTPA NFEA",
	"linux/fib_rules.h":                     "FRA",
	"linux/nexthop.h":                       "NHA",
	"linux/netconf.h":                       "NETCONFA",
	"linux/net_namespace.h":                 "NETNSA",
	"linux/lwtunnel.h":                      "LWTUNNEL_IP LWTUNNEL_IP6 LWT_BPF LWT_XMIT",
	"linux/mpls_iptunnel.h":                 "MPLS_IPTUNNEL",
	"linux/seg6_iptunnel.h":                 "SEG6_IPTUNNEL",
	"linux/seg6_local.h":                    "SEG6_LOCAL",
	"linux/rpl_iptunnel.h":                  "RPL_IPTUNNEL",
	"linux/ioam6_iptunnel.h":                "IOAM6_IPTUNNEL",
	"linux/dcbnl.h":                         "DCB_ATTR DCB_PFC_UP_ATTR DCB_PG_ATTR DCB_TC_ATTR DCB_CAP_ATTR DCB_NUMTCS_ATTR DCB_BCN_ATTR DCB_APP_ATTR DCB_FEATCFG_ATTR",
	"linux/pkt_sched.h":                     "TCA",
	"linux/pkt_sched.h@6.1":                 "TCA",
	"linux/pkt_cls.h":                       "TCA",
	"linux/pkt_cls.h@6.1":                   "TCA",
	"linux/gen_stats.h":                     "TCA",
	"linux/tc_act/*.h":                      "TCA",
	"linux/tc_act/tc_ipt.h@6.1":             "TCA",
	"linux/tc_ematch/*.h":                   "TCA",
	"linux/ife.h":                           "IFE_META",
	"linux/inet_diag.h":                     "INET_DIAG INET_ULP INET_DIAG_REQ",
	"linux/unix_diag.h":                     "UNIX_DIAG",
	"linux/packet_diag.h":                   "PACKET_DIAG",
	"linux/netlink_diag.h":                  "NETLINK_DIAG",
	"linux/smc_diag.h":                      "SMC_DIAG",
	"linux/xdp_diag.h":                      "XDP_DIAG",
	"linux/tls.h":                           "TLS_INFO",
	"linux/mptcp_pm.h":                      "MPTCP_PM_ATTR MPTCP_PM_ADDR_ATTR MPTCP_PM_ENDPOINT MPTCP_SUBFLOW_ATTR MPTCP_ATTR",
	"linux/xfrm.h":                          "XFRMA",
	"linux/cryptouser.h":                    "CRYPTOCFGA",
	"linux/netlink.h":                       "NLMSGERR_ATTR NL_POLICY_TYPE_ATTR",
	"linux/netfilter/nf_tables.h":           "NFTA",
	"linux/netfilter/nfnetlink.h":           "NFNL_BATCH",
	"linux/netfilter/nfnetlink_conntrack.h": "CTA",
	"linux/netfilter/nfnetlink_cttimeout.h": "CTA",
	"linux/netfilter/nfnetlink_cthelper.h":  "NFCTH",
	"linux/netfilter/nfnetlink_queue.h":     "NFQA",
	"linux/netfilter/nfnetlink_log.h":       "NFULA",
	"linux/netfilter/nfnetlink_acct.h":      "NFACCT",
	"linux/netfilter/nfnetlink_hook.h":      "NFNLA",
	"linux/netfilter/nfnetlink_osf.h":       "OSF_ATTR",
	"linux/netfilter/ipset/ip_set.h":        "IPSET_ATTR",
	"rdma/rdma_netlink.h":                   "RDMA_NLDEV_ATTR LS_NLA",
	"linux/genetlink.h":                     "CTRL_ATTR",
	"linux/taskstats.h":                     "TASKSTATS_TYPE TASKSTATS_CMD_ATTR",
	"linux/cgroupstats.h":                   "CGROUPSTATS_TYPE CGROUPSTATS_CMD_ATTR",
	"linux/quota.h":                         "QUOTA_NL_A",
	"linux/thermal.h":                       "THERMAL_GENL_ATTR",
	"linux/dpll.h":                          "DPLL_A",
	"linux/nfsd_netlink.h":                  "NFSD_A",
	"linux/lockd_netlink.h":                 "LOCKD_A",
	"linux/handshake.h":                     "HANDSHAKE_A",
	"linux/nbd-netlink.h":                   "NBD_ATTR NBD_SOCK NBD_DEVICE",
	"linux/ethtool_netlink.h":               "ETHTOOL_A",
	"linux/ethtool_netlink_generated.h":     "ETHTOOL_A",
	"linux/devlink.h":                       "DEVLINK_ATTR",
	"linux/nl80211.h":                       "NL80211_*ATTR",
	"linux/wireguard.h":                     "WGDEVICE_A WGPEER_A WGALLOWEDIP_A",
	"linux/openvswitch.h":                   "OVS_*ATTR",
	"linux/if_macsec.h":                     "MACSEC_ATTR MACSEC_*ATTR",
	"linux/if_team.h":                       "TEAM_ATTR",
	"linux/tcp_metrics.h":                   "TCP_METRICS_ATTR TCP_METRICS_A",
	"linux/l2tp.h":                          "L2TP_ATTR",
	"linux/ip_vs.h":                         "IPVS_*ATTR",
	"linux/gtp.h":                           "GTPA",
	"linux/fou.h":                           "FOU_ATTR",
	"linux/ila.h":                           "ILA_ATTR",
	"linux/seg6_genl.h":                     "SEG6_ATTR",
	"linux/ioam6_genl.h":                    "IOAM6_ATTR",
	"linux/psample.h":                       "PSAMPLE_ATTR",
	"linux/net_dropmon.h":                   "NET_DM_ATTR",
	"linux/netdev.h":                        "NETDEV_A",
	"linux/net_shaper.h":                    "NET_SHAPER_A",
	"linux/ovpn.h":                          "OVPN_A",
	"linux/psp.h":                           "PSP_A",
	"linux/vdpa.h":                          "VDPA_ATTR",
	"linux/hsr_netlink.h":                   "HSR_A",
	"linux/tipc_netlink.h":                  "TIPC_NLA",
	"linux/smc.h":                           "SMC_NLA",
	"linux/nfc.h":                           "NFC_ATTR NFC_SDP_ATTR",
	"linux/veth.h":                          "VETH_INFO",
	"linux/can/vxcan.h":                     "VXCAN_INFO",
	"linux/net_tstamp.h":                    "HWTSTAMP_PROVIDER",
}

// attrBound are names of bounds, and of numbers that are not used or only fill up.
var attrBound = regexp.MustCompile(`_(MAX|CNT|LAST|MASK|UNSPEC|PAD|UNDEF|NONE)$|_UNUSED\d*$|^__`)

// TestAttributes looks for every attribute of the kernel's headers in the tables.
func TestAttributes(t *testing.T) {
	known := setNames(t)
	for _, table := range attrTables(t) {
		for _, name := range table.names {
			known[name] = true
		}
	}
	seen := map[string]bool{}
	missing := map[string][]string{}
	for name, header := range attrConstants(t) {
		seen[header] = true
		if !known[name] && !notAttr(name) {
			missing[header] = append(missing[header], name)
		}
	}
	for header := range attrFamilies {
		if !strings.Contains(header, "*") && !seen[header] {
			t.Errorf("%s has no attributes", header)
		}
	}
	for _, header := range slices.Sorted(maps.Keys(missing)) {
		slices.Sort(missing[header])
		t.Errorf("%s: in no table: %s", header, strings.Join(missing[header], " "))
	}
}

// TestAttributesSaid: what tables written by hand name they also say, but for what is bytes.
func TestAttributesSaid(t *testing.T) {
	bare := regexp.MustCompile("^(" + strings.Join(bareAttrs, "|") + ")$")
	for _, table := range attrTables(t) {
		if table.made || table.each || slices.Contains(partTables, table.name) {
			continue
		}
		var silent []string
		for v, name := range table.names {
			if !table.kinds[v] && !attrBound.MatchString(name) && !bare.MatchString(name) {
				silent = append(silent, name)
			}
		}
		if slices.Sort(silent); silent != nil {
			t.Errorf("%s shows bytes: %s", table.name, strings.Join(silent, " "))
		}
	}
}

// bareAttrs are attributes of tables written by hand that are shown as bytes, or have none.
var bareAttrs = []string{
	// packets, and what programs and devices keep there
	`NFQA_(PAYLOAD|L2HDR)|NFULA_(PAYLOAD|HWHEADER|L2HDR)|NFTA_TRACE_(LL|NETWORK|TRANSPORT)_HEADER|NFTA_DATA_VALUE|NFTA_TUNNEL_KEY_GENEVE_DATA`,
	`CTA_LABELS|CTA_HELP_INFO|NFTNL_UDATA_SET_(EXPR|TYPEOF_DATA)|TCA_ACT_COOKIE|IFLA_PHYS_(PORT|SWITCH)_ID|IFLA_PORT_(HOST|INSTANCE)_UUID`,
	// flags, and what the kernel does not use
	`IFLA_BR_FDB_FLUSH|IFLA_BRPORT_FLUSH|NFEA_DONT_REFRESH|TCA_DUMP_INVISIBLE|RTA_SESSION|RTA_DEL_REASON`,
	`IFLA_(COST|PRIORITY|WIRELESS)|IFLA_INET6_MCAST|IFLA_PORT_SELF|TCA_STATS_APP`,
	// values
	`AF_\w+|NETNSA_NSID_NOT_ASSIGNED`,
}

// partTables hold some of the attributes that their names are of.
var partTables = []string{"linkAltNames", "ipsetType", "ipsetElems", "ipsetElem"}

// setNames are the names in all sets: of values, not of attributes.
func setNames(t *testing.T) map[string]bool {
	t.Helper()
	b, err := os.ReadFile("../xlat/zindex.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`\{"(\w+)", &`).FindAllSubmatch(b, -1) {
		for _, v := range xlat.Named(string(m[1])).Vals {
			names[v.Name] = true
		}
	}
	return names
}

// notAttrs are constants that look like attributes.
var notAttrs = []string{
	// bounds and sizes
	`RTA_ALIGNTO|TCA_ACT_MAX_PRIO|TCA_OLD_COMPAT|TCA_FLOWER_MASK_FLAGS_RANGE|LWT_BPF_MAX_HEADROOM|IOAM6_IPTUNNEL_(FREQ|MODE)_MIN|DCB_ATTR_VALUE_UNDEFINED`,
	// values, in attributes and structs that are shown as numbers
	`NETCONFA_(ALL|IFINDEX_ALL|IFINDEX_DEFAULT)|INET_DIAG_NOCOOKIE|RTAX_FEATURE_\w+|TCA_DUMP_FLAGS_TERSE|TCA_NAT_FLAG_EGRESS`,
	`HWTSTAMP_PROVIDER_QUALIFIER_\w+`,
	// places in arrays of counters
	`ETHTOOL_A_STATS_(ETH|RMON|PHY)_\w+`,
	// numbers of kinds that are told by name, and arguments of functions
	`TCA_ID_\w+|TCA_ACT_(BPF|CONNMARK|CSUM|GACT|IFE|IPT|MIRRED|NAT|PEDIT|SAMPLE|SIMP|SKBEDIT|SKBMOD|TUNNEL_KEY|VLAN|XT)`,
	`TCA_ACT_(BIND|NOBIND|UNBIND|NOUNBIND|REPLACE|NOREPLACE)`,
	// names in sets of bits' numbers
	`SEG6_LOCAL_FLV_OP_\w+`,
	// second names
	`FRA_IFNAME|GTPA_SGSN_ADDRESS|IFA_F_TEMPORARY|IFLA_(DSA_MASTER|TARGET_NETNSID)|IPSET_ATTR_(IP|PORT)_FROM|MPTCP_PM_ENDPOINT_ADDR`,
	`NFCTH_POLICY_SET|TCA_ACT_TAB|TCA_FLAG_LARGE_DUMP_ON|XFRMA_OUTPUT_MARK|CTA_NAT|CTA_NAT_(MINIP|MAXIP|SEQ_\w+)`,
	`NL80211_ATTR_(ASSOC_MLD_EXT_CAPA_OPS|CSA_C_OFF_\w+|IFACE_SOCKET_OWNER|MESH_PARAMS|SAE_DATA|SCAN_GENERATION|SCHED_SCAN_MATCH_SSID)`,
	`NL80211_FREQUENCY_ATTR_(GO_CONCURRENT|NO_IBSS|NO_UHB_\w+|PASSIVE_SCAN)|NL80211_TXQ_ATTR_QUEUE`,
}

var notAttrNames = regexp.MustCompile("^(" + strings.Join(notAttrs, "|") + ")$")

func notAttr(name string) bool { return notAttrNames.MatchString(name) }

// attrConstants returns the enumerators that attrFamilies tells, and their headers.
func attrConstants(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../xlat/consts.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	header := ""
	var names *regexp.Regexp
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			header, names = strings.Trim(line, "[]"), nil
			for glob, list := range attrFamilies {
				if ok, _ := filepath.Match(glob, header); ok {
					names = regexp.MustCompile("^(" + strings.ReplaceAll(strings.ReplaceAll(list, "*", `\w*`), " ", "|") + ")_")
				}
			}
			continue
		}
		name, _, _ := strings.Cut(line, " ")
		if names != nil && names.MatchString(name) && !attrBound.MatchString(name) {
			all[name] = header
		}
	}
	return all
}
