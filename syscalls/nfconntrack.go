package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Attributes of connection tracking, by their numbers in
// linux/netfilter/nfnetlink_conntrack.h, nfnetlink_cttimeout.h and
// nfnetlink_cthelper.h. Numbers are in network byte order.

var ctAttrs = nlAttrs{&xlat.CtaAttrs, []nlAttr{
	{kind: 1, say: nlNested, nested: &ctTuple},              // CTA_TUPLE_ORIG
	{kind: 2, say: nlNested, nested: &ctTuple},              // CTA_TUPLE_REPLY
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.CtStatus},  // CTA_STATUS
	{kind: 4, say: nlNested, nested: &ctProtoinfo},          // CTA_PROTOINFO
	{kind: 5, say: nlNested, nested: &ctHelp},               // CTA_HELP
	{kind: 6, say: nlNested, nested: &ctNat},                // CTA_NAT_SRC
	{kind: 7, min: 4, say: nlBE},                            // CTA_TIMEOUT
	{kind: 8, min: 4, say: nlBEHex},                         // CTA_MARK
	{kind: 9, say: nlNested, nested: &ctCounters},           // CTA_COUNTERS_ORIG
	{kind: 10, say: nlNested, nested: &ctCounters},          // CTA_COUNTERS_REPLY
	{kind: 11, min: 4, say: nlBE},                           // CTA_USE
	{kind: 12, min: 4, say: nlBE},                           // CTA_ID
	{kind: 13, say: nlNested, nested: &ctNat},               // CTA_NAT_DST
	{kind: 14, say: nlNested, nested: &ctTuple},             // CTA_TUPLE_MASTER
	{kind: 15, say: nlNested, nested: &ctSeqadj},            // CTA_SEQ_ADJ_ORIG
	{kind: 16, say: nlNested, nested: &ctSeqadj},            // CTA_SEQ_ADJ_REPLY
	{kind: 17, min: 4, say: nlBE},                           // CTA_SECMARK
	{kind: 18, min: 2, say: nlBE},                           // CTA_ZONE
	{kind: 19, say: nlNested, nested: &ctSecctx},            // CTA_SECCTX
	{kind: 20, say: nlNested, nested: &ctTimestamp},         // CTA_TIMESTAMP
	{kind: 21, min: 4, say: nlBEHex},                        // CTA_MARK_MASK
	{kind: 24, say: nlNested, nested: &ctSynproxy},          // CTA_SYNPROXY
	{kind: 25, say: nlNested, nested: &ctFilter},            // CTA_FILTER
	{kind: 26, min: 4, say: nlBEFlags, set: &xlat.CtStatus}, // CTA_STATUS_MASK
	{kind: 27, min: 8, say: nlBE},                           // CTA_TIMESTAMP_EVENT
}}

var ctTuple = nlAttrs{&xlat.CtaTuple, []nlAttr{
	{kind: 1, say: nlNested, nested: &ctIP},    // CTA_TUPLE_IP
	{kind: 2, say: nlNested, nested: &ctProto}, // CTA_TUPLE_PROTO
	{kind: 3, min: 2, say: nlBE},               // CTA_TUPLE_ZONE
}}

var ctIP = nlAttrs{&xlat.CtaIP, []nlAttr{
	{kind: 1, min: 4, say: nlIP4},  // CTA_IP_V4_SRC
	{kind: 2, min: 4, say: nlIP4},  // CTA_IP_V4_DST
	{kind: 3, min: 16, say: nlIP6}, // CTA_IP_V6_SRC
	{kind: 4, min: 16, say: nlIP6}, // CTA_IP_V6_DST
}}

var ctProto = nlAttrs{&xlat.CtaProto, []nlAttr{
	{kind: 1, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // CTA_PROTO_NUM
	{kind: 2, min: 2, say: nlBE},                              // CTA_PROTO_SRC_PORT
	{kind: 3, min: 2, say: nlBE},                              // CTA_PROTO_DST_PORT
	{kind: 4, min: 2, say: nlBE},                              // CTA_PROTO_ICMP_ID
	{kind: 5, min: 1, say: nlU8},                              // CTA_PROTO_ICMP_TYPE
	{kind: 6, min: 1, say: nlU8},                              // CTA_PROTO_ICMP_CODE
	{kind: 7, min: 2, say: nlBE},                              // CTA_PROTO_ICMPV6_ID
	{kind: 8, min: 1, say: nlU8},                              // CTA_PROTO_ICMPV6_TYPE
	{kind: 9, min: 1, say: nlU8},                              // CTA_PROTO_ICMPV6_CODE
}}

var ctProtoinfo = nlAttrs{&xlat.CtaProtoinfo, []nlAttr{
	{kind: 1, say: nlNested, nested: &ctTCP},  // CTA_PROTOINFO_TCP
	{kind: 2, say: nlNested, nested: &ctDCCP}, // CTA_PROTOINFO_DCCP
	{kind: 3, say: nlNested, nested: &ctSCTP}, // CTA_PROTOINFO_SCTP
}}

var ctTCP = nlAttrs{&xlat.CtaTCP, []nlAttr{
	{kind: 1, min: 1, say: nlEnum8, set: &xlat.CtTCPStates}, // CTA_PROTOINFO_TCP_STATE
	{kind: 2, min: 1, say: nlU8},                            // CTA_PROTOINFO_TCP_WSCALE_ORIGINAL
	{kind: 3, min: 1, say: nlU8},                            // CTA_PROTOINFO_TCP_WSCALE_REPLY
	{kind: 4, min: 2, say: nlStruct, typ: &ctTCPFlags},      // CTA_PROTOINFO_TCP_FLAGS_ORIGINAL
	{kind: 5, min: 2, say: nlStruct, typ: &ctTCPFlags},      // CTA_PROTOINFO_TCP_FLAGS_REPLY
}}

var ctTCPFlags = ctype.Struct{CName: "nf_ct_tcp_flags", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U8, &xlat.CtTCPFlags),
	ctype.Flags("mask", ctype.U8, &xlat.CtTCPFlags),
}}

var ctDCCP = nlAttrs{&xlat.CtaDCCP, []nlAttr{
	{kind: 1, min: 1, say: nlU8},                       // CTA_PROTOINFO_DCCP_STATE
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.CtDirs}, // CTA_PROTOINFO_DCCP_ROLE
	{kind: 3, min: 8, say: nlBE},                       // CTA_PROTOINFO_DCCP_HANDSHAKE_SEQ
}}

var ctSCTP = nlAttrs{&xlat.CtaSCTP, []nlAttr{
	{kind: 1, min: 1, say: nlEnum8, set: &xlat.CtSCTPStates}, // CTA_PROTOINFO_SCTP_STATE
	{kind: 2, min: 4, say: nlBEHex},                          // CTA_PROTOINFO_SCTP_VTAG_ORIGINAL
	{kind: 3, min: 4, say: nlBEHex},                          // CTA_PROTOINFO_SCTP_VTAG_REPLY
}}

var ctHelp = nlAttrs{&xlat.CtaHelp, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // CTA_HELP_NAME
}}

var ctNat = nlAttrs{&xlat.CtaNat, []nlAttr{
	{kind: 1, min: 4, say: nlIP4},                 // CTA_NAT_V4_MINIP
	{kind: 2, min: 4, say: nlIP4},                 // CTA_NAT_V4_MAXIP
	{kind: 3, say: nlNested, nested: &ctProtonat}, // CTA_NAT_PROTO
	{kind: 4, min: 16, say: nlIP6},                // CTA_NAT_V6_MINIP
	{kind: 5, min: 16, say: nlIP6},                // CTA_NAT_V6_MAXIP
}}

var ctProtonat = nlAttrs{&xlat.CtaProtonat, []nlAttr{
	{kind: 1, min: 2, say: nlBE}, // CTA_PROTONAT_PORT_MIN
	{kind: 2, min: 2, say: nlBE}, // CTA_PROTONAT_PORT_MAX
}}

var ctCounters = nlAttrs{&xlat.CtaCounters, []nlAttr{
	{kind: 1, min: 8, say: nlBE}, // CTA_COUNTERS_PACKETS
	{kind: 2, min: 8, say: nlBE}, // CTA_COUNTERS_BYTES
	{kind: 3, min: 4, say: nlBE}, // CTA_COUNTERS32_PACKETS
	{kind: 4, min: 4, say: nlBE}, // CTA_COUNTERS32_BYTES
}}

var ctSeqadj = nlAttrs{&xlat.CtaSeqadj, []nlAttr{
	{kind: 1, min: 4, say: nlBE},    // CTA_SEQADJ_CORRECTION_POS
	{kind: 2, min: 4, say: nlBEInt}, // CTA_SEQADJ_OFFSET_BEFORE
	{kind: 3, min: 4, say: nlBEInt}, // CTA_SEQADJ_OFFSET_AFTER
}}

var ctSecctx = nlAttrs{&xlat.CtaSecctx, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // CTA_SECCTX_NAME
}}

var ctTimestamp = nlAttrs{&xlat.CtaTimestamp, []nlAttr{
	{kind: 1, min: 8, say: nlBE}, // CTA_TIMESTAMP_START
	{kind: 2, min: 8, say: nlBE}, // CTA_TIMESTAMP_STOP
}}

var ctSynproxy = nlAttrs{&xlat.CtaSynproxy, []nlAttr{
	{kind: 1, min: 4, say: nlBE},    // CTA_SYNPROXY_ISN
	{kind: 2, min: 4, say: nlBE},    // CTA_SYNPROXY_ITS
	{kind: 3, min: 4, say: nlBEInt}, // CTA_SYNPROXY_TSOFF
}}

// ctFilter is in the byte order of the host, and its bits are in no header
// (nf_internals.h).
var ctFilter = nlAttrs{&xlat.CtaFilter, []nlAttr{
	{kind: 1, min: 4, say: nlX32}, // CTA_FILTER_ORIG_FLAGS
	{kind: 2, min: 4, say: nlX32}, // CTA_FILTER_REPLY_FLAGS
}}

var ctStatsCPU = nlAttrs{&xlat.CtaStatsCPU, []nlAttr{
	{kind: 1, min: 4, say: nlBE},  // CTA_STATS_SEARCHED
	{kind: 2, min: 4, say: nlBE},  // CTA_STATS_FOUND
	{kind: 3, min: 4, say: nlBE},  // CTA_STATS_NEW
	{kind: 4, min: 4, say: nlBE},  // CTA_STATS_INVALID
	{kind: 5, min: 4, say: nlBE},  // CTA_STATS_IGNORE
	{kind: 6, min: 4, say: nlBE},  // CTA_STATS_DELETE
	{kind: 7, min: 4, say: nlBE},  // CTA_STATS_DELETE_LIST
	{kind: 8, min: 4, say: nlBE},  // CTA_STATS_INSERT
	{kind: 9, min: 4, say: nlBE},  // CTA_STATS_INSERT_FAILED
	{kind: 10, min: 4, say: nlBE}, // CTA_STATS_DROP
	{kind: 11, min: 4, say: nlBE}, // CTA_STATS_EARLY_DROP
	{kind: 12, min: 4, say: nlBE}, // CTA_STATS_ERROR
	{kind: 13, min: 4, say: nlBE}, // CTA_STATS_SEARCH_RESTART
	{kind: 14, min: 4, say: nlBE}, // CTA_STATS_CLASH_RESOLVE
	{kind: 15, min: 4, say: nlBE}, // CTA_STATS_CHAIN_TOOLONG
}}

var ctStatsGlobal = nlAttrs{&xlat.CtaStatsGlobal, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_STATS_GLOBAL_ENTRIES
	{kind: 2, min: 4, say: nlBE}, // CTA_STATS_GLOBAL_MAX_ENTRIES
}}

var ctExpect = nlAttrs{&xlat.CtaExpect, []nlAttr{
	{kind: 1, say: nlNested, nested: &ctTuple},                  // CTA_EXPECT_MASTER
	{kind: 2, say: nlNested, nested: &ctTuple},                  // CTA_EXPECT_TUPLE
	{kind: 3, say: nlNested, nested: &ctTuple},                  // CTA_EXPECT_MASK
	{kind: 4, min: 4, say: nlBE},                                // CTA_EXPECT_TIMEOUT
	{kind: 5, min: 4, say: nlBE},                                // CTA_EXPECT_ID
	{kind: 6, min: 1, say: nlStr},                               // CTA_EXPECT_HELP_NAME
	{kind: 7, min: 2, say: nlBE},                                // CTA_EXPECT_ZONE
	{kind: 8, min: 4, say: nlBEFlags, set: &xlat.CtExpectFlags}, // CTA_EXPECT_FLAGS
	{kind: 9, min: 4, say: nlBE},                                // CTA_EXPECT_CLASS
	{kind: 10, say: nlNested, nested: &ctExpectNat},             // CTA_EXPECT_NAT
	{kind: 11, min: 1, say: nlStr},                              // CTA_EXPECT_FN
}}

var ctExpectNat = nlAttrs{&xlat.CtaExpectNat, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.CtDirs}, // CTA_EXPECT_NAT_DIR
	{kind: 2, say: nlNested, nested: &ctTuple},          // CTA_EXPECT_NAT_TUPLE
}}

var ctExpectStats = nlAttrs{&xlat.CtaExpectStats, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_STATS_EXP_NEW
	{kind: 2, min: 4, say: nlBE}, // CTA_STATS_EXP_CREATE
	{kind: 3, min: 4, say: nlBE}, // CTA_STATS_EXP_DELETE
}}

var ctTimeout = nlAttrs{&xlat.CtaTimeout, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                             // CTA_TIMEOUT_NAME
	{kind: 2, min: 2, say: nlBEEnum, set: &xlat.NfProtos},     // CTA_TIMEOUT_L3PROTO
	{kind: 3, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // CTA_TIMEOUT_L4PROTO
	{kind: 4, say: nlByNumber, key: 3, choice: &ctTimeouts},   // CTA_TIMEOUT_DATA
	{kind: 5, min: 4, say: nlBE},                              // CTA_TIMEOUT_USE
}}

// ctTimeouts are the timeouts of a protocol; 255 stands for those that have none
// of their own.
var ctTimeouts = nlChoices{
	{number: 6, attr: nlAttr{say: nlNested, nested: &ctTimeoutTCP}},       // IPPROTO_TCP
	{number: 17, attr: nlAttr{say: nlNested, nested: &ctTimeoutUDP}},      // IPPROTO_UDP
	{number: 136, attr: nlAttr{say: nlNested, nested: &ctTimeoutUDPLite}}, // IPPROTO_UDPLITE
	{number: 1, attr: nlAttr{say: nlNested, nested: &ctTimeoutICMP}},      // IPPROTO_ICMP
	{number: 58, attr: nlAttr{say: nlNested, nested: &ctTimeoutICMP6}},    // IPPROTO_ICMPV6
	{number: 33, attr: nlAttr{say: nlNested, nested: &ctTimeoutDCCP}},     // IPPROTO_DCCP
	{number: 132, attr: nlAttr{say: nlNested, nested: &ctTimeoutSCTP}},    // IPPROTO_SCTP
	{number: 47, attr: nlAttr{say: nlNested, nested: &ctTimeoutGRE}},      // IPPROTO_GRE
	{number: 255, attr: nlAttr{say: nlNested, nested: &ctTimeoutGeneric}}, // IPPROTO_RAW
}

var ctTimeoutGeneric = nlAttrs{&xlat.CtaTimeoutGeneric, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_GENERIC_TIMEOUT
}}

var ctTimeoutTCP = nlAttrs{&xlat.CtaTimeoutTCP, []nlAttr{
	{kind: 1, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_SYN_SENT
	{kind: 2, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_SYN_RECV
	{kind: 3, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_ESTABLISHED
	{kind: 4, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_FIN_WAIT
	{kind: 5, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_CLOSE_WAIT
	{kind: 6, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_LAST_ACK
	{kind: 7, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_TIME_WAIT
	{kind: 8, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_CLOSE
	{kind: 9, min: 4, say: nlBE},  // CTA_TIMEOUT_TCP_SYN_SENT2
	{kind: 10, min: 4, say: nlBE}, // CTA_TIMEOUT_TCP_RETRANS
	{kind: 11, min: 4, say: nlBE}, // CTA_TIMEOUT_TCP_UNACK
}}

var ctTimeoutUDP = nlAttrs{&xlat.CtaTimeoutUDP, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_UDP_UNREPLIED
	{kind: 2, min: 4, say: nlBE}, // CTA_TIMEOUT_UDP_REPLIED
}}

var ctTimeoutUDPLite = nlAttrs{&xlat.CtaTimeoutUDPLite, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_UDPLITE_UNREPLIED
	{kind: 2, min: 4, say: nlBE}, // CTA_TIMEOUT_UDPLITE_REPLIED
}}

var ctTimeoutICMP = nlAttrs{&xlat.CtaTimeoutICMP, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_ICMP_TIMEOUT
}}

var ctTimeoutICMP6 = nlAttrs{&xlat.CtaTimeoutICMP6, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_ICMPV6_TIMEOUT
}}

var ctTimeoutDCCP = nlAttrs{&xlat.CtaTimeoutDCCP, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_REQUEST
	{kind: 2, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_RESPOND
	{kind: 3, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_PARTOPEN
	{kind: 4, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_OPEN
	{kind: 5, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_CLOSEREQ
	{kind: 6, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_CLOSING
	{kind: 7, min: 4, say: nlBE}, // CTA_TIMEOUT_DCCP_TIMEWAIT
}}

var ctTimeoutSCTP = nlAttrs{&xlat.CtaTimeoutSCTP, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_CLOSED
	{kind: 2, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_COOKIE_WAIT
	{kind: 3, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_COOKIE_ECHOED
	{kind: 4, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_ESTABLISHED
	{kind: 5, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_SHUTDOWN_SENT
	{kind: 6, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_SHUTDOWN_RECD
	{kind: 7, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_SHUTDOWN_ACK_SENT
	{kind: 8, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_HEARTBEAT_SENT
	{kind: 9, min: 4, say: nlBE}, // CTA_TIMEOUT_SCTP_HEARTBEAT_ACKED
}}

var ctTimeoutGRE = nlAttrs{&xlat.CtaTimeoutGRE, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // CTA_TIMEOUT_GRE_UNREPLIED
	{kind: 2, min: 4, say: nlBE}, // CTA_TIMEOUT_GRE_REPLIED
}}

var ctHelper = nlAttrs{&xlat.NfcthAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                 // NFCTH_NAME
	{kind: 2, say: nlNested, nested: &ctHelperTuple},              // NFCTH_TUPLE
	{kind: 3, min: 4, say: nlBE},                                  // NFCTH_QUEUE_NUM
	{kind: 4, say: nlNested, nested: &ctHelperPolicies},           // NFCTH_POLICY
	{kind: 5, min: 4, say: nlBE},                                  // NFCTH_PRIV_DATA_LEN
	{kind: 6, min: 4, say: nlBEEnum, set: &xlat.NfctHelperStatus}, // NFCTH_STATUS
}}

var ctHelperTuple = nlAttrs{&xlat.NfcthTuple, []nlAttr{
	{kind: 1, min: 2, say: nlBEEnum, set: &xlat.NfProtos},     // NFCTH_TUPLE_L3PROTONUM
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.InetProtocols}, // NFCTH_TUPLE_L4PROTONUM
}}

var ctHelperPolicies = nlAttrs{&xlat.NfcthPolicies, []nlAttr{
	{kind: 1, min: 4, say: nlBE},                      // NFCTH_POLICY_SET_NUM
	{kind: 2, say: nlNested, nested: &ctHelperPolicy}, // NFCTH_POLICY_SET1
	{kind: 3, say: nlNested, nested: &ctHelperPolicy}, // NFCTH_POLICY_SET2
	{kind: 4, say: nlNested, nested: &ctHelperPolicy}, // NFCTH_POLICY_SET3
	{kind: 5, say: nlNested, nested: &ctHelperPolicy}, // NFCTH_POLICY_SET4
}}

var ctHelperPolicy = nlAttrs{&xlat.NfcthPolicy, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFCTH_POLICY_NAME
	{kind: 2, min: 4, say: nlBE},  // NFCTH_POLICY_EXPECT_MAX
	{kind: 3, min: 4, say: nlBE},  // NFCTH_POLICY_EXPECT_TIMEOUT
}}
