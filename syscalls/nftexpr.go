package syscalls

import "gotrace/xlat"

// Expressions of nf_tables: what rules consist of, by their attributes' numbers
// in linux/netfilter/nf_tables.h.

var nftExpr = nlAttrs{&xlat.NftaExpr, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                             // NFTA_EXPR_NAME
	{kind: 2, say: nlByKind, key: 1, choice: &nftExprsByName}, // NFTA_EXPR_DATA
}}

var nftExprsByName = nlChoices{
	{name: "immediate", attr: nlAttr{say: nlNested, nested: &nftImmediate}},
	{name: "bitwise", attr: nlAttr{say: nlNested, nested: &nftBitwise}},
	{name: "byteorder", attr: nlAttr{say: nlNested, nested: &nftByteorder}},
	{name: "cmp", attr: nlAttr{say: nlNested, nested: &nftCmp}},
	{name: "range", attr: nlAttr{say: nlNested, nested: &nftRange}},
	{name: "lookup", attr: nlAttr{say: nlNested, nested: &nftLookup}},
	{name: "dynset", attr: nlAttr{say: nlNested, nested: &nftDynset}},
	{name: "payload", attr: nlAttr{say: nlNested, nested: &nftPayload}},
	{name: "inner", attr: nlAttr{say: nlNested, nested: &nftInner}},
	{name: "exthdr", attr: nlAttr{say: nlNested, nested: &nftExthdr}},
	{name: "meta", attr: nlAttr{say: nlNested, nested: &nftMeta}},
	{name: "rt", attr: nlAttr{say: nlNested, nested: &nftRt}},
	{name: "socket", attr: nlAttr{say: nlNested, nested: &nftSocket}},
	{name: "hash", attr: nlAttr{say: nlNested, nested: &nftHash}},
	{name: "ct", attr: nlAttr{say: nlNested, nested: &nftCt}},
	{name: "limit", attr: nlAttr{say: nlNested, nested: &nftLimit}},
	{name: "connlimit", attr: nlAttr{say: nlNested, nested: &nftConnlimit}},
	{name: "counter", attr: nlAttr{say: nlNested, nested: &nftCounter}},
	{name: "last", attr: nlAttr{say: nlNested, nested: &nftLast}},
	{name: "log", attr: nlAttr{say: nlNested, nested: &nftLog}},
	{name: "queue", attr: nlAttr{say: nlNested, nested: &nftQueue}},
	{name: "quota", attr: nlAttr{say: nlNested, nested: &nftQuota}},
	{name: "reject", attr: nlAttr{say: nlNested, nested: &nftReject}},
	{name: "nat", attr: nlAttr{say: nlNested, nested: &nftNat}},
	{name: "tproxy", attr: nlAttr{say: nlNested, nested: &nftTproxy}},
	{name: "masq", attr: nlAttr{say: nlNested, nested: &nftMasq}},
	{name: "redir", attr: nlAttr{say: nlNested, nested: &nftRedir}},
	{name: "dup", attr: nlAttr{say: nlNested, nested: &nftDup}},
	{name: "fwd", attr: nlAttr{say: nlNested, nested: &nftFwd}},
	{name: "objref", attr: nlAttr{say: nlNested, nested: &nftObjref}},
	{name: "fib", attr: nlAttr{say: nlNested, nested: &nftFib}},
	{name: "osf", attr: nlAttr{say: nlNested, nested: &nftOsf}},
	{name: "synproxy", attr: nlAttr{say: nlNested, nested: &nftSynproxy}},
	{name: "xfrm", attr: nlAttr{say: nlNested, nested: &nftXfrm}},
	{name: "numgen", attr: nlAttr{say: nlNested, nested: &nftNumgen}},
	{name: "flow_offload", attr: nlAttr{say: nlNested, nested: &nftFlow}},
	{name: "tunnel", attr: nlAttr{say: nlNested, nested: &nftTunnel}},
	{name: "match", attr: nlAttr{say: nlMatch, nested: &nftMatch}},
	{name: "target", attr: nlAttr{say: nlTarget, nested: &nftTarget}},
}

func nlRegister(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.SwappedEnum("htonl", &xlat.NftRegisters, p[:4])
}

var nftImmediate = nlAttrs{&xlat.NftaImmediate, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},         // NFTA_IMMEDIATE_DREG
	{kind: 2, say: nlNested, nested: &nftData}, // NFTA_IMMEDIATE_DATA
}}

var nftBitwise = nlAttrs{&xlat.NftaBitwise, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                         // NFTA_BITWISE_SREG
	{kind: 2, min: 4, say: nlRegister},                         // NFTA_BITWISE_DREG
	{kind: 3, min: 4, say: nlBE},                               // NFTA_BITWISE_LEN
	{kind: 4, say: nlNested, nested: &nftData},                 // NFTA_BITWISE_MASK
	{kind: 5, say: nlNested, nested: &nftData},                 // NFTA_BITWISE_XOR
	{kind: 6, min: 4, say: nlBEEnum, set: &xlat.NftBitwiseOps}, // NFTA_BITWISE_OP
	{kind: 7, say: nlNested, nested: &nftData},                 // NFTA_BITWISE_DATA
	{kind: 8, min: 4, say: nlRegister},                         // NFTA_BITWISE_SREG2
}}

var nftByteorder = nlAttrs{&xlat.NftaByteorder, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                           // NFTA_BYTEORDER_SREG
	{kind: 2, min: 4, say: nlRegister},                           // NFTA_BYTEORDER_DREG
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NftByteorderOps}, // NFTA_BYTEORDER_OP
	{kind: 4, min: 4, say: nlBE},                                 // NFTA_BYTEORDER_LEN
	{kind: 5, min: 4, say: nlBE},                                 // NFTA_BYTEORDER_SIZE
}}

var nftCmp = nlAttrs{&xlat.NftaCmp, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                     // NFTA_CMP_SREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftCmpOps}, // NFTA_CMP_OP
	{kind: 3, say: nlNested, nested: &nftData},             // NFTA_CMP_DATA
}}

var nftRange = nlAttrs{&xlat.NftaRange, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                       // NFTA_RANGE_SREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftRangeOps}, // NFTA_RANGE_OP
	{kind: 3, say: nlNested, nested: &nftData},               // NFTA_RANGE_FROM_DATA
	{kind: 4, say: nlNested, nested: &nftData},               // NFTA_RANGE_TO_DATA
}}

var nftLookup = nlAttrs{&xlat.NftaLookup, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                // NFTA_LOOKUP_SET
	{kind: 2, min: 4, say: nlRegister},                           // NFTA_LOOKUP_SREG
	{kind: 3, min: 4, say: nlRegister},                           // NFTA_LOOKUP_DREG
	{kind: 4, min: 4, say: nlBE},                                 // NFTA_LOOKUP_SET_ID
	{kind: 5, min: 4, say: nlBEFlags, set: &xlat.NftLookupFlags}, // NFTA_LOOKUP_FLAGS
}}

var nftDynset = nlAttrs{&xlat.NftaDynset, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                                // NFTA_DYNSET_SET_NAME
	{kind: 2, min: 4, say: nlBE},                                 // NFTA_DYNSET_SET_ID
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NftDynsetOps},    // NFTA_DYNSET_OP
	{kind: 4, min: 4, say: nlRegister},                           // NFTA_DYNSET_SREG_KEY
	{kind: 5, min: 4, say: nlRegister},                           // NFTA_DYNSET_SREG_DATA
	{kind: 6, min: 8, say: nlBE},                                 // NFTA_DYNSET_TIMEOUT
	{kind: 7, say: nlAgain},                                      // NFTA_DYNSET_EXPR
	{kind: 9, min: 4, say: nlBEFlags, set: &xlat.NftDynsetFlags}, // NFTA_DYNSET_FLAGS
	{kind: 10, say: nlNested, nested: &nftInnerExprs},            // NFTA_DYNSET_EXPRESSIONS
}}

// nftInnerExprs is a list of expressions within one.
var nftInnerExprs = nlAttrs{&xlat.NftaList, []nlAttr{
	{kind: 1, say: nlAgain}, // NFTA_LIST_ELEM
}}

var nftPayload = nlAttrs{&xlat.NftaPayload, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                                // NFTA_PAYLOAD_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftPayloadBases},      // NFTA_PAYLOAD_BASE
	{kind: 3, min: 4, say: nlBE},                                      // NFTA_PAYLOAD_OFFSET
	{kind: 4, min: 4, say: nlBE},                                      // NFTA_PAYLOAD_LEN
	{kind: 5, min: 4, say: nlRegister},                                // NFTA_PAYLOAD_SREG
	{kind: 6, min: 4, say: nlBEEnum, set: &xlat.NftPayloadCsums},      // NFTA_PAYLOAD_CSUM_TYPE
	{kind: 7, min: 4, say: nlBE},                                      // NFTA_PAYLOAD_CSUM_OFFSET
	{kind: 8, min: 4, say: nlBEFlags, set: &xlat.NftPayloadCsumFlags}, // NFTA_PAYLOAD_CSUM_FLAGS
}}

var nftInner = nlAttrs{&xlat.NftaInner, []nlAttr{
	{kind: 1, min: 4, say: nlBE},                                // NFTA_INNER_NUM
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftInnerTypes},  // NFTA_INNER_TYPE
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NftInnerFlags}, // NFTA_INNER_FLAGS
	{kind: 4, min: 4, say: nlBE},                                // NFTA_INNER_HDRSIZE
	{kind: 5, say: nlAgain},                                     // NFTA_INNER_EXPR
}}

var nftExthdr = nlAttrs{&xlat.NftaExthdr, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                           // NFTA_EXTHDR_DREG
	{kind: 2, min: 1, say: nlU8},                                 // NFTA_EXTHDR_TYPE
	{kind: 3, min: 4, say: nlBE},                                 // NFTA_EXTHDR_OFFSET
	{kind: 4, min: 4, say: nlBE},                                 // NFTA_EXTHDR_LEN
	{kind: 5, min: 4, say: nlBEFlags, set: &xlat.NftExthdrFlags}, // NFTA_EXTHDR_FLAGS
	{kind: 6, min: 4, say: nlBEEnum, set: &xlat.NftExthdrOps},    // NFTA_EXTHDR_OP
	{kind: 7, min: 4, say: nlRegister},                           // NFTA_EXTHDR_SREG
}}

var nftMeta = nlAttrs{&xlat.NftaMeta, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                       // NFTA_META_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftMetaKeys}, // NFTA_META_KEY
	{kind: 3, min: 4, say: nlRegister},                       // NFTA_META_SREG
}}

var nftRt = nlAttrs{&xlat.NftaRt, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                     // NFTA_RT_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftRtKeys}, // NFTA_RT_KEY
}}

var nftSocket = nlAttrs{&xlat.NftaSocket, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NftSocketKeys}, // NFTA_SOCKET_KEY
	{kind: 2, min: 4, say: nlRegister},                         // NFTA_SOCKET_DREG
	{kind: 3, min: 4, say: nlBE},                               // NFTA_SOCKET_LEVEL
}}

var nftHash = nlAttrs{&xlat.NftaHash, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                        // NFTA_HASH_SREG
	{kind: 2, min: 4, say: nlRegister},                        // NFTA_HASH_DREG
	{kind: 3, min: 4, say: nlBE},                              // NFTA_HASH_LEN
	{kind: 4, min: 4, say: nlBE},                              // NFTA_HASH_MODULUS
	{kind: 5, min: 4, say: nlBEHex},                           // NFTA_HASH_SEED
	{kind: 6, min: 4, say: nlBE},                              // NFTA_HASH_OFFSET
	{kind: 7, min: 4, say: nlBEEnum, set: &xlat.NftHashTypes}, // NFTA_HASH_TYPE
	{kind: 8, min: 1, say: nlStr},                             // NFTA_HASH_SET_NAME
	{kind: 9, min: 4, say: nlBE},                              // NFTA_HASH_SET_ID
}}

var nftCt = nlAttrs{&xlat.NftaCt, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                     // NFTA_CT_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftCtKeys}, // NFTA_CT_KEY
	{kind: 3, min: 1, say: nlEnum8, set: &xlat.CtDirs},     // NFTA_CT_DIRECTION
	{kind: 4, min: 4, say: nlRegister},                     // NFTA_CT_SREG
}}

var nftLimit = nlAttrs{&xlat.NftaLimit, []nlAttr{
	{kind: 1, min: 8, say: nlBE},                                // NFTA_LIMIT_RATE
	{kind: 2, min: 8, say: nlBE},                                // NFTA_LIMIT_UNIT
	{kind: 3, min: 4, say: nlBE},                                // NFTA_LIMIT_BURST
	{kind: 4, min: 4, say: nlBEEnum, set: &xlat.NftLimitTypes},  // NFTA_LIMIT_TYPE
	{kind: 5, min: 4, say: nlBEFlags, set: &xlat.NftLimitFlags}, // NFTA_LIMIT_FLAGS
}}

var nftConnlimit = nlAttrs{&xlat.NftaConnlimit, []nlAttr{
	{kind: 1, min: 4, say: nlBE},                                    // NFTA_CONNLIMIT_COUNT
	{kind: 2, min: 4, say: nlBEFlags, set: &xlat.NftConnlimitFlags}, // NFTA_CONNLIMIT_FLAGS
}}

var nftCounter = nlAttrs{&xlat.NftaCounter, []nlAttr{
	{kind: 1, min: 8, say: nlBE}, // NFTA_COUNTER_BYTES
	{kind: 2, min: 8, say: nlBE}, // NFTA_COUNTER_PACKETS
}}

var nftLast = nlAttrs{&xlat.NftaLast, []nlAttr{
	{kind: 1, min: 4, say: nlBE}, // NFTA_LAST_SET
	{kind: 2, min: 8, say: nlBE}, // NFTA_LAST_MSECS
}}

var nftLog = nlAttrs{&xlat.NftaLog, []nlAttr{
	{kind: 1, min: 2, say: nlBE},                              // NFTA_LOG_GROUP
	{kind: 2, min: 1, say: nlStr},                             // NFTA_LOG_PREFIX
	{kind: 3, min: 4, say: nlBE},                              // NFTA_LOG_SNAPLEN
	{kind: 4, min: 2, say: nlBE},                              // NFTA_LOG_QTHRESHOLD
	{kind: 5, min: 4, say: nlBEEnum, set: &xlat.NftLogLevels}, // NFTA_LOG_LEVEL
	{kind: 6, min: 4, say: nlBEFlags, set: &xlat.NfLogFlags},  // NFTA_LOG_FLAGS
}}

var nftQueue = nlAttrs{&xlat.NftaQueue, []nlAttr{
	{kind: 1, min: 2, say: nlBE},                                // NFTA_QUEUE_NUM
	{kind: 2, min: 2, say: nlBE},                                // NFTA_QUEUE_TOTAL
	{kind: 3, min: 2, say: nlBEFlags, set: &xlat.NftQueueFlags}, // NFTA_QUEUE_FLAGS
	{kind: 4, min: 4, say: nlRegister},                          // NFTA_QUEUE_SREG_QNUM
}}

var nftQuota = nlAttrs{&xlat.NftaQuota, []nlAttr{
	{kind: 1, min: 8, say: nlBE},                                // NFTA_QUOTA_BYTES
	{kind: 2, min: 4, say: nlBEFlags, set: &xlat.NftQuotaFlags}, // NFTA_QUOTA_FLAGS
	{kind: 4, min: 8, say: nlBE},                                // NFTA_QUOTA_CONSUMED
}}

var nftReject = nlAttrs{&xlat.NftaReject, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NftRejectTypes},     // NFTA_REJECT_TYPE
	{kind: 2, min: 1, say: nlByNumber, key: 1, choice: &nftRejects}, // NFTA_REJECT_ICMP_CODE
}}

// nftRejects are the codes of answers, by NFT_REJECT_*.
var nftRejects = nlChoices{
	{number: 0, attr: nlAttr{min: 1, say: nlByFamily, choice: &nftUnreach}},
	{number: 1, attr: nlAttr{min: 1, say: nlU8}},
	{number: 2, attr: nlAttr{min: 1, say: nlEnum8, set: &xlat.NftRejectCodes}},
}

// nftUnreach are the codes of messages that a destination cannot be reached. The
// families of both versions have codes of one that the rule does not tell here.
var nftUnreach = nlChoices{
	{family: afInet, attr: nlAttr{min: 1, say: nlEnum8, set: &xlat.IcmpUnreach}},
	{family: afInet6, attr: nlAttr{min: 1, say: nlEnum8, set: &xlat.Icmp6Unreach}},
	{family: nfprotoInet, attr: nlAttr{min: 1, say: nlU8}},
	{family: afBridge, attr: nlAttr{min: 1, say: nlU8}},
	{family: nfprotoNetdev, attr: nlAttr{min: 1, say: nlU8}},
}

var nftNat = nlAttrs{&xlat.NftaNat, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NftNatTypes}, // NFTA_NAT_TYPE
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NfProtos},    // NFTA_NAT_FAMILY
	{kind: 3, min: 4, say: nlRegister},                       // NFTA_NAT_REG_ADDR_MIN
	{kind: 4, min: 4, say: nlRegister},                       // NFTA_NAT_REG_ADDR_MAX
	{kind: 5, min: 4, say: nlRegister},                       // NFTA_NAT_REG_PROTO_MIN
	{kind: 6, min: 4, say: nlRegister},                       // NFTA_NAT_REG_PROTO_MAX
	{kind: 7, min: 4, say: nlBEFlags, set: &xlat.NfNatFlags}, // NFTA_NAT_FLAGS
}}

var nftTproxy = nlAttrs{&xlat.NftaTproxy, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NfProtos}, // NFTA_TPROXY_FAMILY
	{kind: 2, min: 4, say: nlRegister},                    // NFTA_TPROXY_REG_ADDR
	{kind: 3, min: 4, say: nlRegister},                    // NFTA_TPROXY_REG_PORT
}}

var nftMasq = nlAttrs{&xlat.NftaMasq, []nlAttr{
	{kind: 1, min: 4, say: nlBEFlags, set: &xlat.NfNatFlags}, // NFTA_MASQ_FLAGS
	{kind: 2, min: 4, say: nlRegister},                       // NFTA_MASQ_REG_PROTO_MIN
	{kind: 3, min: 4, say: nlRegister},                       // NFTA_MASQ_REG_PROTO_MAX
}}

var nftRedir = nlAttrs{&xlat.NftaRedir, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                       // NFTA_REDIR_REG_PROTO_MIN
	{kind: 2, min: 4, say: nlRegister},                       // NFTA_REDIR_REG_PROTO_MAX
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NfNatFlags}, // NFTA_REDIR_FLAGS
}}

var nftDup = nlAttrs{&xlat.NftaDup, []nlAttr{
	{kind: 1, min: 4, say: nlRegister}, // NFTA_DUP_SREG_ADDR
	{kind: 2, min: 4, say: nlRegister}, // NFTA_DUP_SREG_DEV
}}

var nftFwd = nlAttrs{&xlat.NftaFwd, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                    // NFTA_FWD_SREG_DEV
	{kind: 2, min: 4, say: nlRegister},                    // NFTA_FWD_SREG_ADDR
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NfProtos}, // NFTA_FWD_NFPROTO
}}

var nftObjref = nlAttrs{&xlat.NftaObjref, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NftObjects}, // NFTA_OBJREF_IMM_TYPE
	{kind: 2, min: 1, say: nlStr},                           // NFTA_OBJREF_IMM_NAME
	{kind: 3, min: 4, say: nlRegister},                      // NFTA_OBJREF_SET_SREG
	{kind: 4, min: 1, say: nlStr},                           // NFTA_OBJREF_SET_NAME
	{kind: 5, min: 4, say: nlBE},                            // NFTA_OBJREF_SET_ID
}}

var nftFib = nlAttrs{&xlat.NftaFib, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                         // NFTA_FIB_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftFibResults}, // NFTA_FIB_RESULT
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NftFibFlags},  // NFTA_FIB_FLAGS
}}

var nftOsf = nlAttrs{&xlat.NftaOsf, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                        // NFTA_OSF_DREG
	{kind: 2, min: 1, say: nlEnum8, set: &xlat.NfOsfTtl},      // NFTA_OSF_TTL
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NftOsfFlags}, // NFTA_OSF_FLAGS
}}

var nftSynproxy = nlAttrs{&xlat.NftaSynproxy, []nlAttr{
	{kind: 1, min: 2, say: nlBE},                                  // NFTA_SYNPROXY_MSS
	{kind: 2, min: 1, say: nlU8},                                  // NFTA_SYNPROXY_WSCALE
	{kind: 3, min: 4, say: nlBEFlags, set: &xlat.NfSynproxyFlags}, // NFTA_SYNPROXY_FLAGS
}}

var nftXfrm = nlAttrs{&xlat.NftaXfrm, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                       // NFTA_XFRM_DREG
	{kind: 2, min: 4, say: nlBEEnum, set: &xlat.NftXfrmKeys}, // NFTA_XFRM_KEY
	{kind: 3, min: 1, say: nlU8},                             // NFTA_XFRM_DIR
	{kind: 4, min: 4, say: nlBE},                             // NFTA_XFRM_SPNUM
}}

var nftNumgen = nlAttrs{&xlat.NftaNumgen, []nlAttr{
	{kind: 1, min: 4, say: nlRegister},                          // NFTA_NG_DREG
	{kind: 2, min: 4, say: nlBE},                                // NFTA_NG_MODULUS
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NftNumgenTypes}, // NFTA_NG_TYPE
	{kind: 4, min: 4, say: nlBE},                                // NFTA_NG_OFFSET
	{kind: 5, min: 1, say: nlStr},                               // NFTA_NG_SET_NAME
	{kind: 6, min: 4, say: nlBE},                                // NFTA_NG_SET_ID
}}

var nftFlow = nlAttrs{&xlat.NftaFlow, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_FLOW_TABLE_NAME
}}

var nftTunnel = nlAttrs{&xlat.NftaTunnel, []nlAttr{
	{kind: 1, min: 4, say: nlBEEnum, set: &xlat.NftTunnelKeys},  // NFTA_TUNNEL_KEY
	{kind: 2, min: 4, say: nlRegister},                          // NFTA_TUNNEL_DREG
	{kind: 3, min: 4, say: nlBEEnum, set: &xlat.NftTunnelModes}, // NFTA_TUNNEL_MODE
}}

var nftMatch = nlAttrs{&xlat.NftaMatch, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_MATCH_NAME
	{kind: 2, min: 4, say: nlBE},  // NFTA_MATCH_REV
	{kind: 3, say: nlXtInfo},      // NFTA_MATCH_INFO
}}

var nftTarget = nlAttrs{&xlat.NftaTarget, []nlAttr{
	{kind: 1, min: 1, say: nlStr}, // NFTA_TARGET_NAME
	{kind: 2, min: 4, say: nlBE},  // NFTA_TARGET_REV
	{kind: 3, say: nlXtInfo},      // NFTA_TARGET_INFO
}}
