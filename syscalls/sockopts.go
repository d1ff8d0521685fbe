package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// The levels of socket options (include/linux/socket.h) and their options, by
// number: one line each that has a value of its own kind.
var optLevels = [...]optLevel{
	{level: 0, get: &xlat.IpGetOptions, set: &xlat.IpOptions, opts: ipOpts},
	{level: 1, get: &xlat.SoGetOptions, set: &xlat.SoOptions, opts: socketOpts},
	{level: 6, get: &xlat.TcpOptions, set: &xlat.TcpOptions, opts: tcpOpts},
	{level: 17, get: &xlat.UdpOptions, set: &xlat.UdpOptions, opts: udpOpts},
	{level: 18, get: &xlat.RfcommOptions, set: &xlat.RfcommOptions, opts: rfcommOpts},
	{level: 40, get: &xlat.VsockOptions, set: &xlat.VsockOptions, opts: vsockOpts}, // AF_VSOCK
	{level: 41, get: &xlat.Ipv6GetOptions, set: &xlat.Ipv6Options, opts: ipv6Opts},
	{level: 58, get: &xlat.Icmpv6Options, set: &xlat.Icmpv6Options, opts: icmpv6Opts},
	{level: 101, get: &xlat.CanRawOptions, set: &xlat.CanRawOptions, opts: canRawOpts},
	{level: 106, get: &xlat.CanIsotpOptions, set: &xlat.CanIsotpOptions, opts: canIsotpOpts},
	{level: 107, get: &xlat.CanJ1939Options, set: &xlat.CanJ1939Options, opts: canJ1939Opts},
	{level: 132, get: &xlat.SctpOptions, set: &xlat.SctpOptions, opts: sctpOpts},
	{level: 255, get: &xlat.RawOptions, set: &xlat.RawOptions, opts: rawOpts},
	{level: 256, get: &xlat.IpxOptions, set: &xlat.IpxOptions},
	{level: 257, get: &xlat.Ax25Options, set: &xlat.Ax25Options},
	{level: 259, get: &xlat.NetromOptions, set: &xlat.NetromOptions},
	{level: 260, get: &xlat.RoseOptions, set: &xlat.RoseOptions},
	{level: 262, get: &xlat.X25Options, set: &xlat.X25Options},
	{level: 263, get: &xlat.PacketOptions, set: &xlat.PacketOptions, opts: packetOpts},
	{level: 264, get: &xlat.AtmOptions, set: &xlat.AtmOptions, opts: atmOpts},
	{level: 265, get: &xlat.AtmOptions, set: &xlat.AtmOptions, opts: atmOpts},
	{level: 266, get: &xlat.IrdaOptions, set: &xlat.IrdaOptions},
	{level: 268, get: &xlat.LlcOptions, set: &xlat.LlcOptions},
	{level: 269, get: &xlat.DccpOptions, set: &xlat.DccpOptions},
	{level: 270, get: &xlat.NetlinkOptions, set: &xlat.NetlinkOptions, opts: netlinkOpts, other: sockopt{get: getAnyInt, set: setInt}},
	{level: 271, get: &xlat.TipcOptions, set: &xlat.TipcOptions, opts: tipcOpts},
	{level: 272, get: &xlat.RxrpcOptions, set: &xlat.RxrpcOptions, opts: rxrpcOpts},
	{level: 273, get: &xlat.PppolOptions, set: &xlat.PppolOptions},
	{level: 274, get: &xlat.BtOptions, set: &xlat.BtOptions, opts: btOpts},
	{level: 275, get: &xlat.PnpipeOptions, set: &xlat.PnpipeOptions},
	{level: 276, get: &xlat.RdsOptions, set: &xlat.RdsOptions, opts: rdsOpts},
	{level: 277, get: &xlat.IucvOptions, set: &xlat.IucvOptions},
	{level: 278, get: &xlat.CaifOptions, set: &xlat.CaifOptions, opts: caifOpts},
	{level: 279, get: &xlat.AlgOptions, set: &xlat.AlgOptions},
	{level: 280, get: &xlat.NfcOptions, set: &xlat.NfcOptions},
	{level: 281, get: &xlat.KcmOptions, set: &xlat.KcmOptions},
	{level: 282, get: &xlat.TlsOptions, set: &xlat.TlsOptions, opts: tlsOpts},
	{level: 283, get: &xlat.XdpOptions, set: &xlat.XdpOptions, opts: xdpOpts},
	{level: 284, get: &xlat.MptcpOptions, set: &xlat.MptcpOptions, opts: mptcpOpts},
	{level: 285, get: &xlat.MctpOptions, set: &xlat.MctpOptions},
	{level: 286, get: &xlat.SmcOptions, set: &xlat.SmcOptions},
}

// SOL_SOCKET (asm-generic/socket.h).
var socketOpts = []sockopt{
	{name: 1, get: getInt, set: setInt},                             // SO_DEBUG
	{name: 2, get: getInt, set: setInt},                             // SO_REUSEADDR
	{name: 3, get: optEnum, names: &xlat.SocketTypes},               // SO_TYPE
	{name: 4, get: getErrno},                                        // SO_ERROR
	{name: 5, get: getInt, set: setInt},                             // SO_DONTROUTE
	{name: 6, get: getInt, set: setInt},                             // SO_BROADCAST
	{name: 7, get: getInt, set: setInt},                             // SO_SNDBUF
	{name: 8, get: getInt, set: setInt},                             // SO_RCVBUF
	{name: 9, get: getInt, set: setInt},                             // SO_KEEPALIVE
	{name: 10, get: getInt, set: setInt},                            // SO_OOBINLINE
	{name: 11, get: getInt, set: setInt},                            // SO_NO_CHECK
	{name: 12, get: getInt, set: setInt},                            // SO_PRIORITY
	{name: 13, get: getLinger, set: setLinger},                      // SO_LINGER
	{name: 14, get: getInt, set: setInt},                            // SO_BSDCOMPAT
	{name: 15, get: getInt, set: setInt},                            // SO_REUSEPORT
	{name: 16, get: getInt, set: setInt},                            // SO_PASSCRED
	{name: 17, get: getPeercred},                                    // SO_PEERCRED
	{name: 18, get: getInt, set: setInt},                            // SO_RCVLOWAT
	{name: 19, get: getInt, set: setInt},                            // SO_SNDLOWAT
	{name: 20, get: optStruct, set: optStruct, t: &Timeval},         // SO_RCVTIMEO_OLD
	{name: 21, get: optStruct, set: optStruct, t: &Timeval},         // SO_SNDTIMEO_OLD
	{name: 26, get: getFilter, set: setFilter},                      // SO_ATTACH_FILTER, SO_GET_FILTER
	{name: 27, get: getInt, set: setInt},                            // SO_DETACH_FILTER
	{name: 28, get: optSockaddr},                                    // SO_PEERNAME
	{name: 29, get: getInt, set: setInt},                            // SO_TIMESTAMP_OLD
	{name: 30, get: getInt, set: setInt},                            // SO_ACCEPTCONN
	{name: 32, get: getInt, set: setInt},                            // SO_SNDBUFFORCE
	{name: 33, get: getInt, set: setInt},                            // SO_RCVBUFFORCE
	{name: 34, get: getInt, set: setInt},                            // SO_PASSSEC
	{name: 35, get: getInt, set: setInt},                            // SO_TIMESTAMPNS_OLD
	{name: 36, get: getInt, set: setInt},                            // SO_MARK
	{name: 37, get: getInt, set: setInt},                            // SO_TIMESTAMPING_OLD
	{name: 38, get: optEnum, names: &xlat.InetProtocols},            // SO_PROTOCOL
	{name: 39, get: optEnum, names: &xlat.SocketFamilies},           // SO_DOMAIN
	{name: 40, get: getInt, set: setInt},                            // SO_RXQ_OVFL
	{name: 41, get: getInt, set: setInt},                            // SO_WIFI_STATUS
	{name: 42, get: getInt, set: setInt},                            // SO_PEEK_OFF
	{name: 43, get: getInt, set: setInt},                            // SO_NOFCS
	{name: 44, get: getInt, set: setInt},                            // SO_LOCK_FILTER
	{name: 45, get: getInt, set: setInt},                            // SO_SELECT_ERR_QUEUE
	{name: 46, get: getInt, set: setInt},                            // SO_BUSY_POLL
	{name: 47, get: optSize, set: optSize},                          // SO_MAX_PACING_RATE
	{name: 49, get: getInt, set: setInt},                            // SO_INCOMING_CPU
	{name: 50, set: optFD},                                          // SO_ATTACH_BPF
	{name: 51, set: setFilter},                                      // SO_ATTACH_REUSEPORT_CBPF
	{name: 52, set: optFD},                                          // SO_ATTACH_REUSEPORT_EBPF
	{name: 53, get: getInt, set: setInt},                            // SO_CNX_ADVICE
	{name: 55, get: optInts, names: &xlat.SkMeminfo},                // SO_MEMINFO
	{name: 56, get: getInt, set: setInt},                            // SO_INCOMING_NAPI_ID
	{name: 57, get: optCookie},                                      // SO_COOKIE
	{name: 59, get: optInts},                                        // SO_PEERGROUPS
	{name: 60, get: getInt, set: setInt},                            // SO_ZEROCOPY
	{name: 61, get: optStruct, set: optStruct, t: &sockTxtime},      // SO_TXTIME
	{name: 63, get: getInt, set: setInt},                            // SO_TIMESTAMP_NEW
	{name: 64, get: getInt, set: setInt},                            // SO_TIMESTAMPNS_NEW
	{name: 65, get: getInt, set: setInt},                            // SO_TIMESTAMPING_NEW
	{name: 66, get: optStruct, set: optStruct, t: &sockTimeval64},   // SO_RCVTIMEO_NEW
	{name: 67, get: optStruct, set: optStruct, t: &sockTimeval64},   // SO_SNDTIMEO_NEW
	{name: 68, get: getInt, set: setInt},                            // SO_DETACH_REUSEPORT_BPF
	{name: 69, get: getInt, set: setInt},                            // SO_PREFER_BUSY_POLL
	{name: 70, get: getInt, set: setInt},                            // SO_BUSY_POLL_BUDGET
	{name: 71, get: optCookie},                                      // SO_NETNS_COOKIE
	{name: 72, get: optFlags, set: optFlags, names: &xlat.BufLocks}, // SO_BUF_LOCK
	{name: 73, get: getInt, set: setInt},                            // SO_RESERVE_MEM
	{name: 74, get: getTxrehash, set: setTxrehash},                  // SO_TXREHASH
	{name: 75, get: getInt, set: setInt},                            // SO_RCVMARK
	{name: 77, get: optFD},                                          // SO_PEERPIDFD
	{name: 80, set: optStructs, t: &dmabufToken},                    // SO_DEVMEM_DONTNEED
}

// IPPROTO_IP (linux/in.h), with the options of ip_tables, arp_tables, ebtables and
// multicast routing (linux/netfilter*.h, linux/mroute.h).
var ipOpts = []sockopt{
	{name: 9, get: optControl},                                                           // IP_PKTOPTIONS
	{name: 10, get: optEnum, set: optEnum, names: &xlat.PmtuDisc},                        // IP_MTU_DISCOVER
	{name: 32, set: setMulticastIf},                                                      // IP_MULTICAST_IF
	{name: 35, set: setMreq},                                                             // IP_ADD_MEMBERSHIP
	{name: 36, set: setMreq},                                                             // IP_DROP_MEMBERSHIP
	{name: 37, set: optStruct, t: &ipMreqSource},                                         // IP_UNBLOCK_SOURCE
	{name: 38, set: optStruct, t: &ipMreqSource},                                         // IP_BLOCK_SOURCE
	{name: 39, set: optStruct, t: &ipMreqSource},                                         // IP_ADD_SOURCE_MEMBERSHIP
	{name: 40, set: optStruct, t: &ipMreqSource},                                         // IP_DROP_SOURCE_MEMBERSHIP
	{name: 41, get: optSourceFilter, set: optSourceFilter},                               // IP_MSFILTER
	{name: 42, set: setGroup},                                                            // MCAST_JOIN_GROUP
	{name: 43, set: optStruct, t: &groupSourceReq},                                       // MCAST_BLOCK_SOURCE
	{name: 44, set: optStruct, t: &groupSourceReq},                                       // MCAST_UNBLOCK_SOURCE
	{name: 45, set: setGroup},                                                            // MCAST_LEAVE_GROUP
	{name: 46, set: optStruct, t: &groupSourceReq},                                       // MCAST_JOIN_SOURCE_GROUP
	{name: 47, set: optStruct, t: &groupSourceReq},                                       // MCAST_LEAVE_SOURCE_GROUP
	{name: 48, get: optGroupFilter, set: optGroupFilter},                                 // MCAST_MSFILTER
	{name: 52, get: optEnum, names: &xlat.InetProtocols},                                 // IP_PROTOCOL
	{name: 64, get: optStruct, set: setIPTable, t: &iptGetinfo},                          // IPT_SO_GET_INFO, IPT_SO_SET_REPLACE
	{name: 65, get: getEntries, set: optFlex, t: &xtCountersInfo, tail: &xtCountersTail}, // IPT_SO_GET_ENTRIES, IPT_SO_SET_ADD_COUNTERS
	{name: 66, get: optStruct, t: &xtGetRevision},                                        // IPT_SO_GET_REVISION_MATCH
	{name: 67, get: optStruct, t: &xtGetRevision},                                        // IPT_SO_GET_REVISION_TARGET
	{name: 96, get: optStruct, set: setARPTable, t: &arptGetinfo},                        // ARPT_SO_GET_INFO, ARPT_SO_SET_REPLACE
	{name: 97, get: getEntries, set: optFlex, t: &xtCountersInfo, tail: &xtCountersTail}, // ARPT_SO_GET_ENTRIES, ARPT_SO_SET_ADD_COUNTERS
	{name: 99, get: optStruct, t: &xtGetRevision},                                        // ARPT_SO_GET_REVISION_TARGET
	{name: 128, get: optStruct, set: optStruct, t: &ebtReplace},                          // EBT_SO_GET_INFO, EBT_SO_SET_ENTRIES
	{name: 129, get: optStruct, set: optStruct, t: &ebtReplace},                          // EBT_SO_GET_ENTRIES, EBT_SO_SET_COUNTERS
	{name: 130, get: optStruct, t: &ebtReplace},                                          // EBT_SO_GET_INIT_INFO
	{name: 131, get: optStruct, t: &ebtReplace},                                          // EBT_SO_GET_INIT_ENTRIES
	{name: 202, set: optStruct, t: &vifctl},                                              // MRT_ADD_VIF
	{name: 203, set: optStruct, t: &vifctl},                                              // MRT_DEL_VIF
	{name: 204, set: optStruct, t: &mfcctl},                                              // MRT_ADD_MFC
	{name: 205, set: optStruct, t: &mfcctl},                                              // MRT_DEL_MFC
	{name: 210, set: optStruct, t: &mfcctl},                                              // MRT_ADD_MFC_PROXY
	{name: 211, set: optStruct, t: &mfcctl},                                              // MRT_DEL_MFC_PROXY
	{name: 212, set: optFlags, names: &xlat.MrtFlush},                                    // MRT_FLUSH
}

// IPPROTO_IPV6 (linux/in6.h), with those of ip6_tables and multicast routing.
var ipv6Opts = []sockopt{
	{name: 2, get: optStruct, set: optStruct, t: &in6Pktinfo},                            // IPV6_2292PKTINFO
	{name: 6, get: optControl, set: optControl},                                          // IPV6_2292PKTOPTIONS
	{name: 9, get: optSockaddr, set: optSockaddr},                                        // IPV6_NEXTHOP
	{name: 20, set: setMreq6},                                                            // IPV6_ADD_MEMBERSHIP
	{name: 21, set: setMreq6},                                                            // IPV6_DROP_MEMBERSHIP
	{name: 23, get: optEnum, set: optEnum, names: &xlat.Pmtu6Disc},                       // IPV6_MTU_DISCOVER
	{name: 27, set: setMreq6},                                                            // IPV6_JOIN_ANYCAST
	{name: 28, set: setMreq6},                                                            // IPV6_LEAVE_ANYCAST
	{name: 32, get: optStruct, set: optStruct, t: &in6FlowlabelReq},                      // IPV6_FLOWLABEL_MGR
	{name: 42, set: setGroup},                                                            // MCAST_JOIN_GROUP
	{name: 43, set: optStruct, t: &groupSourceReq},                                       // MCAST_BLOCK_SOURCE
	{name: 44, set: optStruct, t: &groupSourceReq},                                       // MCAST_UNBLOCK_SOURCE
	{name: 45, set: setGroup},                                                            // MCAST_LEAVE_GROUP
	{name: 46, set: optStruct, t: &groupSourceReq},                                       // MCAST_JOIN_SOURCE_GROUP
	{name: 47, set: optStruct, t: &groupSourceReq},                                       // MCAST_LEAVE_SOURCE_GROUP
	{name: 48, get: optGroupFilter, set: optGroupFilter},                                 // MCAST_MSFILTER
	{name: 50, get: optStruct, set: optStruct, t: &in6Pktinfo},                           // IPV6_PKTINFO
	{name: 61, get: optStruct, t: &ip6Mtuinfo},                                           // IPV6_PATHMTU
	{name: 64, get: optStruct, set: setIPTable, t: &iptGetinfo},                          // IP6T_SO_GET_INFO, IP6T_SO_SET_REPLACE
	{name: 65, get: getEntries, set: optFlex, t: &xtCountersInfo, tail: &xtCountersTail}, // IP6T_SO_GET_ENTRIES, IP6T_SO_SET_ADD_COUNTERS
	{name: 68, get: optStruct, t: &xtGetRevision},                                        // IP6T_SO_GET_REVISION_MATCH
	{name: 69, get: optStruct, t: &xtGetRevision},                                        // IP6T_SO_GET_REVISION_TARGET
	{name: 72, get: optFlags, set: optFlags, names: &xlat.SourcePrefs},                   // IPV6_ADDR_PREFERENCES
	{name: 202, set: optStruct, t: &mif6ctl},                                             // MRT6_ADD_MIF
	{name: 204, set: optStruct, t: &mf6cctl},                                             // MRT6_ADD_MFC
	{name: 205, set: optStruct, t: &mf6cctl},                                             // MRT6_DEL_MFC
	{name: 210, set: optStruct, t: &mf6cctl},                                             // MRT6_ADD_MFC_PROXY
	{name: 211, set: optStruct, t: &mf6cctl},                                             // MRT6_DEL_MFC_PROXY
	{name: 212, set: optFlags, names: &xlat.Mrt6Flush},                                   // MRT6_FLUSH
}

var icmpv6Opts = []sockopt{
	{name: 1, get: optIcmp6Filter, set: optIcmp6Filter, names: &xlat.Icmpv6Types}, // ICMPV6_FILTER
}

var rawOpts = []sockopt{
	{name: 1, get: getIcmpFilter, set: setIcmpFilter}, // ICMP_FILTER
}

// TCP (linux/tcp.h).
var tcpOpts = []sockopt{
	{name: 11, get: optStruct, t: &tcpInfo},                             // TCP_INFO
	{name: 14, set: optStruct, t: &tcpMd5sig},                           // TCP_MD5SIG
	{name: 19, get: optEnum, set: optEnum, names: &xlat.TcpRepairModes}, // TCP_REPAIR
	{name: 20, get: optEnum, set: optEnum, names: &xlat.TcpQueues},      // TCP_REPAIR_QUEUE
	{name: 22, set: optStructs, t: &tcpRepairOpt},                       // TCP_REPAIR_OPTIONS
	{name: 26, get: optCongestion},                                      // TCP_CC_INFO
	{name: 29, get: optStruct, set: optStruct, t: &tcpRepairWindow},     // TCP_REPAIR_WINDOW
	{name: 32, set: optStruct, t: &tcpMd5sig},                           // TCP_MD5SIG_EXT
	{name: 35, get: optStruct, t: &tcpZerocopyReceive},                  // TCP_ZEROCOPY_RECEIVE
	{name: 38, set: optStruct, t: &tcpAoAdd},                            // TCP_AO_ADD_KEY
	{name: 39, set: optStruct, t: &tcpAoDel},                            // TCP_AO_DEL_KEY
	{name: 40, get: optStruct, set: optStruct, t: &tcpAoInfoOpt},        // TCP_AO_INFO
	{name: 41, get: optStructs, t: &tcpAoGetsockopt},                    // TCP_AO_GET_KEYS
	{name: 42, get: optStruct, set: optStruct, t: &tcpAoRepair},         // TCP_AO_REPAIR
}

// MPTCP (linux/mptcp.h).
var mptcpOpts = []sockopt{
	{name: 1, get: optStruct, t: &mptcpInfo},           // MPTCP_INFO
	{name: 2, get: optSubflows, t: &tcpInfo},           // MPTCP_TCPINFO
	{name: 3, get: optSubflows, t: &mptcpSubflowAddrs}, // MPTCP_SUBFLOW_ADDRS
	{name: 4, get: optStruct, t: &mptcpFullInfo},       // MPTCP_FULL_INFO
}

// UDP (linux/udp.h).
var udpOpts = []sockopt{
	{name: 100, get: optEnum, set: optEnum, names: &xlat.UdpEncaps}, // UDP_ENCAP
}

// RFCOMM (net/bluetooth/rfcomm.h). HCI's, L2CAP's and SCO's levels are those of IP,
// TCP and UDP, as which they are shown.
var rfcommOpts = []sockopt{
	{name: 2, get: optStruct, t: &rfcommConninfo},                     // RFCOMM_CONNINFO
	{name: 3, get: optFlags, set: optFlags, names: &xlat.RfcommModes}, // RFCOMM_LM
}

// AF_VSOCK as a level (linux/vm_sockets.h).
var vsockOpts = []sockopt{
	{name: 0, get: optSize, set: optSize},                        // SO_VM_SOCKETS_BUFFER_SIZE
	{name: 1, get: optSize, set: optSize},                        // SO_VM_SOCKETS_BUFFER_MIN_SIZE
	{name: 2, get: optSize, set: optSize},                        // SO_VM_SOCKETS_BUFFER_MAX_SIZE
	{name: 6, get: optStruct, set: optStruct, t: &Timeval},       // SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD
	{name: 8, get: optStruct, set: optStruct, t: &sockTimeval64}, // SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW
}

// CAN (linux/can/*.h).
var canRawOpts = []sockopt{
	{name: 1, get: optStructs, set: optStructs, t: &canFilter},       // CAN_RAW_FILTER
	{name: 2, get: optFlags, set: optFlags, names: &xlat.CanErrors},  // CAN_RAW_ERR_FILTER
	{name: 8, get: optStruct, set: optStruct, t: &canRawVcidOptions}, // CAN_RAW_XL_VCID_OPTS
}

var canIsotpOpts = []sockopt{
	{name: 1, get: optStruct, set: optStruct, t: &canIsotpOptions},   // CAN_ISOTP_OPTS
	{name: 2, get: optStruct, set: optStruct, t: &canIsotpFcOptions}, // CAN_ISOTP_RECV_FC
	{name: 5, get: optStruct, set: optStruct, t: &canIsotpLlOptions}, // CAN_ISOTP_LL_OPTS
}

var canJ1939Opts = []sockopt{
	{name: 1, get: optStructs, set: optStructs, t: &j1939Filter}, // SO_J1939_FILTER
}

// SCTP (linux/sctp.h).
var sctpOpts = []sockopt{
	{name: 0, get: optStruct, set: optStruct, t: &sctpRtoinfo},                                                                  // SCTP_RTOINFO
	{name: 1, get: optStruct, set: optStruct, t: &sctpAssocparams},                                                              // SCTP_ASSOCINFO
	{name: 2, get: optStruct, set: optStruct, t: &sctpInitmsg},                                                                  // SCTP_INITMSG
	{name: 5, set: optStruct, t: &sctpSetpeerprim},                                                                              // SCTP_SET_PEER_PRIMARY_ADDR
	{name: 6, get: optStruct, set: optStruct, t: &sctpPrim},                                                                     // SCTP_PRIMARY_ADDR
	{name: 7, get: optStruct, set: optStruct, t: &sctpSetadaptation},                                                            // SCTP_ADAPTATION_LAYER
	{name: 9, get: optStruct, set: optStruct, t: &sctpPaddrparams},                                                              // SCTP_PEER_ADDR_PARAMS
	{name: 10, get: optStruct, set: optStruct, t: &sctpSndrcvinfo},                                                              // SCTP_DEFAULT_SEND_PARAM
	{name: 11, get: optStruct, set: optStruct, t: &sctpEventSubscribe},                                                          // SCTP_EVENTS
	{name: 13, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                                // SCTP_MAXSEG
	{name: 14, get: optStruct, t: &sctpStatus},                                                                                  // SCTP_STATUS
	{name: 15, get: optStruct, t: &sctpPaddrinfo},                                                                               // SCTP_GET_PEER_ADDR_INFO
	{name: 16, get: optStruct, set: optStruct, t: &sctpSackInfo},                                                                // SCTP_DELAYED_SACK
	{name: 17, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                                // SCTP_CONTEXT
	{name: 20, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                                // SCTP_MAX_BURST
	{name: 21, set: optStruct, t: &sctpAuthchunk},                                                                               // SCTP_AUTH_CHUNK
	{name: 22, get: optFlex, set: optFlex, t: &sctpHmacalgo, tail: &ctype.Field{Name: "shmac_idents", Kind: ctype.U16}},         // SCTP_HMAC_IDENT
	{name: 23, set: optFlex, t: &sctpAuthkey, tail: &ctype.Field{Name: "sca_key", Kind: ctype.Chars}},                           // SCTP_AUTH_KEY
	{name: 24, get: optStruct, set: optStruct, t: &sctpAuthkeyid},                                                               // SCTP_AUTH_ACTIVE_KEY
	{name: 25, set: optStruct, t: &sctpAuthkeyid},                                                                               // SCTP_AUTH_DELETE_KEY
	{name: 26, get: optFlex, t: &sctpAuthchunks, tail: &ctype.Field{Name: "gauth_chunks", Kind: ctype.U8, Show: ctype.ShowHex}}, // SCTP_PEER_AUTH_CHUNKS
	{name: 27, get: optFlex, t: &sctpAuthchunks, tail: &ctype.Field{Name: "gauth_chunks", Kind: ctype.U8, Show: ctype.ShowHex}}, // SCTP_LOCAL_AUTH_CHUNKS
	{name: 29, get: optFlex, t: &sctpAssocIds, tail: &ctype.Field{Name: "gaids_assoc_id", Kind: ctype.S32}},                     // SCTP_GET_ASSOC_ID_LIST
	{name: 31, get: optStruct, set: optStruct, t: &sctpPaddrthlds},                                                              // SCTP_PEER_ADDR_THLDS
	{name: 34, get: optStruct, set: optStruct, t: &sctpSndinfo},                                                                 // SCTP_DEFAULT_SNDINFO
	{name: 35, set: optStruct, t: &sctpAuthkeyid},                                                                               // SCTP_AUTH_DEACTIVATE_KEY
	{name: 37, get: optStruct, set: optStruct, t: &sctpPaddrthldsV2},                                                            // SCTP_PEER_ADDR_THLDS_V2
	{name: 100, set: optSockaddrs},                                                                                              // SCTP_SOCKOPT_BINDX_ADD
	{name: 101, set: optSockaddrs},                                                                                              // SCTP_SOCKOPT_BINDX_REM
	{name: 102, get: optStruct, t: &sctpPeeloff},                                                                                // SCTP_SOCKOPT_PEELOFF
	{name: 107, set: optSockaddrs},                                                                                              // SCTP_SOCKOPT_CONNECTX_OLD
	{name: 108, get: optSCTPAddrs},                                                                                              // SCTP_GET_PEER_ADDRS
	{name: 109, get: optSCTPAddrs},                                                                                              // SCTP_GET_LOCAL_ADDRS
	{name: 110, set: optSockaddrs},                                                                                              // SCTP_SOCKOPT_CONNECTX
	{name: 112, get: optStruct, t: &sctpAssocStats},                                                                             // SCTP_GET_ASSOC_STATS
	{name: 113, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_PR_SUPPORTED
	{name: 114, get: optStruct, set: optStruct, t: &sctpDefaultPrinfo},                                                          // SCTP_DEFAULT_PRINFO
	{name: 115, get: optStruct, t: &sctpPrstatus},                                                                               // SCTP_PR_ASSOC_STATUS
	{name: 116, get: optStruct, t: &sctpPrstatus},                                                                               // SCTP_PR_STREAM_STATUS
	{name: 117, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_RECONFIG_SUPPORTED
	{name: 118, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_ENABLE_STREAM_RESET
	{name: 119, set: optFlex, t: &sctpResetStreams, tail: &ctype.Field{Name: "srs_stream_list", Kind: ctype.U16}},               // SCTP_RESET_STREAMS
	{name: 121, set: optStruct, t: &sctpAddStreams},                                                                             // SCTP_ADD_STREAMS
	{name: 122, get: optStruct, t: &sctpPeeloffFlags},                                                                           // SCTP_SOCKOPT_PEELOFF_FLAGS
	{name: 123, get: optAssoc, set: optAssoc, t: &sctpAssocSched},                                                               // SCTP_STREAM_SCHEDULER
	{name: 124, get: optStruct, set: optStruct, t: &sctpStreamValue},                                                            // SCTP_STREAM_SCHEDULER_VALUE
	{name: 125, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_INTERLEAVING_SUPPORTED
	{name: 127, get: optStruct, set: optStruct, t: &sctpEvent},                                                                  // SCTP_EVENT
	{name: 128, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_ASCONF_SUPPORTED
	{name: 129, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_AUTH_SUPPORTED
	{name: 130, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_ECN_SUPPORTED
	{name: 131, get: optAssoc, set: optAssoc, t: &sctpAssocValue},                                                               // SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
	{name: 132, get: optStruct, set: optStruct, t: &sctpUdpencaps},                                                              // SCTP_REMOTE_UDP_ENCAPS_PORT
	{name: 133, get: optStruct, set: optStruct, t: &sctpProbeinterval},                                                          // SCTP_PLPMTUD_PROBE_INTERVAL
}

// AF_PACKET (linux/if_packet.h).
var packetOpts = []sockopt{
	{name: 1, set: setPacketMreq},                                       // PACKET_ADD_MEMBERSHIP
	{name: 2, set: setPacketMreq},                                       // PACKET_DROP_MEMBERSHIP
	{name: 5, set: setPacketRing},                                       // PACKET_RX_RING
	{name: 6, get: getPacketStats},                                      // PACKET_STATISTICS
	{name: 10, get: optEnum, set: optEnum, names: &xlat.PacketVersions}, // PACKET_VERSION
	{name: 13, set: setPacketRing},                                      // PACKET_TX_RING
	{name: 17, get: optFlags, set: optFlags, names: &xlat.Timestamping}, // PACKET_TIMESTAMP
	{name: 18, get: optFanout, set: optFanout},                          // PACKET_FANOUT
	{name: 21, get: optStruct, t: &tpacketRolloverStats},                // PACKET_ROLLOVER_STATS
	{name: 22, set: optFanoutData},                                      // PACKET_FANOUT_DATA
}

// ATM and its adaptation layers (linux/atm.h).
var atmOpts = []sockopt{
	{name: 0x42020054, get: optStruct, set: optStruct, t: &atmQos}, // SO_ATMQOS
	{name: 0x4204000c, get: optSockaddr},                           // SO_ATMPVC
}

var netlinkOpts = []sockopt{
	{name: 9, get: getInts, set: setInt}, // NETLINK_LIST_MEMBERSHIPS
}

var tipcOpts = []sockopt{
	{name: 127, get: optEnum, set: optEnum, names: &xlat.TipcImportances}, // TIPC_IMPORTANCE
	{name: 135, set: optStruct, t: &tipcGroupReq},                         // TIPC_GROUP_JOIN
}

var rxrpcOpts = []sockopt{
	{name: 4, set: optEnum, names: &xlat.RxrpcLevels}, // RXRPC_MIN_SECURITY_LEVEL
}

// Bluetooth (net/bluetooth/bluetooth.h).
var btOpts = []sockopt{
	{name: 4, get: optStruct, set: optStruct, t: &btSecurity},       // BT_SECURITY
	{name: 9, get: optStruct, set: optStruct, t: &btPower},          // BT_POWER
	{name: 10, get: optEnum, set: optEnum, names: &xlat.BtPolicies}, // BT_CHANNEL_POLICY
	{name: 11, get: optStruct, set: optStruct, t: &btVoice},         // BT_VOICE
	{name: 14, get: optFlags, set: optFlags, names: &xlat.BtPhys},   // BT_PHY
	{name: 15, get: optMode, set: optMode, names: &xlat.BtModes},    // BT_MODE
	{name: 17, get: optStruct, set: optStruct, t: &btISO},           // BT_ISO_QOS
}

// RDS (linux/rds.h).
var rdsOpts = []sockopt{
	{name: 1, set: optSockaddr},                                       // RDS_CANCEL_SENT_TO
	{name: 2, set: optStruct, t: &rdsGetMrArgs},                       // RDS_GET_MR
	{name: 3, set: optStruct, t: &rdsFreeMrArgs},                      // RDS_FREE_MR
	{name: 7, set: optStruct, t: &rdsGetMrForDestArgs},                // RDS_GET_MR_FOR_DEST
	{name: 8, get: optEnum, set: optEnum, names: &xlat.RdsTransports}, // SO_RDS_TRANSPORT
	{name: 10, set: optStruct, t: &rdsRxTraceSo},                      // SO_RDS_MSG_RXPATH_LATENCY
}

// Kernel TLS (linux/tls.h).
var tlsOpts = []sockopt{
	{name: 1, get: optTLS, set: optTLS}, // TLS_TX
	{name: 2, get: optTLS, set: optTLS}, // TLS_RX
}

// AF_XDP (linux/if_xdp.h).
var xdpOpts = []sockopt{
	{name: 1, get: optStruct, t: &xdpMmapOffsets}, // XDP_MMAP_OFFSETS
	{name: 4, set: optStruct, t: &xdpUmemReg},     // XDP_UMEM_REG
	{name: 7, get: optStruct, t: &xdpStatistics},  // XDP_STATISTICS
	{name: 8, get: optStruct, t: &xdpOptions},     // XDP_OPTIONS
}
