package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Control messages: what comes beside the data of a message (cmsg(3)).

// controlMax bounds the control messages that are looked at, in bytes.
const controlMax = 1 << 16

// controlData says the control messages in the n bytes at a.
func controlData(d *Dec, a event.Addr, n uint64) {
	w := d.ABI.PtrSize()
	header := w + 8
	p := d.ReadAll(a, int(min(n, controlMax)))
	if p == nil || n < uint64(header) {
		d.Addr(a)
		return
	}
	d.Array()
	for len(p) >= header {
		size := ctype.Ulong.Number(d.ABI, p)
		level := binary.LittleEndian.Uint32(p[w:])
		end := int(min(size, uint64(len(p))))
		d.Buf.Struct()
		d.Field("cmsg_len")
		d.Uint(size)
		d.Field("cmsg_level")
		d.Enum(&xlat.CmsgLevels, uint64(level))
		control(d, level, binary.LittleEndian.Uint32(p[w+4:]), p[min(header, max(end, 0)):end])
		d.EndStruct()
		next := (max(end, header) + w - 1) &^ (w - 1)
		if next >= len(p) {
			if n > uint64(len(p)) && size < n {
				d.More()
			}
			break
		}
		a += event.Addr(next)
		p, n = p[next:], n-uint64(next)
		if size < uint64(header) || len(p) < header {
			d.More()
			d.FaultAt(a)
			break
		}
	}
	d.EndArray()
}

// A cmsgLevel is a level of control messages and its kinds; names are theirs.
type cmsgLevel struct {
	level uint32
	names *xlat.Set
	kinds []cmsg
}

// A cmsg is a kind of control message: how long its data are at least, and what
// says them.
type cmsg struct {
	kind  uint32
	min   int
	say   func(d *Dec, k *cmsg, p []byte)
	t     *ctype.Struct // what the data are
	names *xlat.Set     // of a number
}

// control says the type of a control message and its data p.
func control(d *Dec, level, kind uint32, p []byte) {
	var l *cmsgLevel
	for i := range cmsgLevels {
		if cmsgLevels[i].level == level {
			l = &cmsgLevels[i]
		}
	}
	d.Field("cmsg_type")
	if l == nil {
		d.Hex(uint64(kind))
		return
	}
	d.Enum(l.names, uint64(kind))
	for i := range l.kinds {
		if k := &l.kinds[i]; k.kind == kind && len(p) > 0 && len(p) >= k.min {
			d.Field("cmsg_data")
			k.say(d, k, p)
			return
		}
	}
}

// The kinds by levels, in the order of their numbers. A message whose data are
// shorter than a timestamp is said to have unreadable ones, as strace has it.
var cmsgLevels = [...]cmsgLevel{
	{0, &xlat.IpCmsgTypes, ipCmsgs},
	{1, &xlat.ScmTypes, socketCmsgs},
	{6, &xlat.TcpCmsgTypes, tcpCmsgs},
	{17, &xlat.UdpCmsgTypes, udpCmsgs},
	{41, &xlat.Ipv6CmsgTypes, ipv6Cmsgs},
	{101, &xlat.CanRawCmsgTypes, canRawCmsgs},
	{107, &xlat.CanJ1939CmsgTypes, canJ1939Cmsgs},
	{132, &xlat.SctpCmsgTypes, sctpCmsgs},
	{263, &xlat.PacketCmsgTypes, packetCmsgs},
	{269, &xlat.DccpCmsgTypes, dccpCmsgs},
	{270, &xlat.NetlinkCmsgTypes, netlinkCmsgs},
	{271, &xlat.TipcCmsgTypes, tipcCmsgs},
	{272, &xlat.RxrpcCmsgTypes, rxrpcCmsgs},
	{274, &xlat.BtCmsgTypes, btCmsgs},
	{276, &xlat.RdsCmsgTypes, rdsCmsgs},
	{277, &xlat.IucvCmsgTypes, iucvCmsgs},
	{279, &xlat.AlgOptions, algCmsgs},
	{282, &xlat.TlsCmsgTypes, tlsCmsgs},
	{287, &xlat.VsockCmsgTypes, vsockCmsgs},
}

// SOL_SOCKET (linux/socket.h, asm-generic/socket.h).
var socketCmsgs = []cmsg{
	{kind: 1, min: 4, say: cmsgFDs},                       // SCM_RIGHTS
	{kind: 2, min: 12, say: cmsgStruct, t: &ucred},        // SCM_CREDENTIALS
	{kind: 3, min: 1, say: cmsgText},                      // SCM_SECURITY
	{kind: 4, min: 4, say: cmsgFDs},                       // SCM_PIDFD
	{kind: 29, min: 1, say: cmsgTime, t: &Timeval},        // SO_TIMESTAMP_OLD
	{kind: 35, min: 1, say: cmsgTime, t: &Timespec},       // SO_TIMESTAMPNS_OLD
	{kind: 36, min: 4, say: cmsgInts},                     // SO_MARK
	{kind: 37, min: 1, say: cmsgTimes, t: &Timespec},      // SO_TIMESTAMPING_OLD
	{kind: 40, min: 4, say: cmsgInts},                     // SO_RXQ_OVFL
	{kind: 41, min: 4, say: cmsgInts},                     // SO_WIFI_STATUS
	{kind: 58, min: 8, say: cmsgStruct, t: &scmTsPktinfo}, // SCM_TIMESTAMPING_PKTINFO
	{kind: 61, min: 8, say: cmsgU64},                      // SCM_TXTIME
	{kind: 63, min: 1, say: cmsgTime, t: &sockTimeval64},  // SO_TIMESTAMP_NEW
	{kind: 64, min: 1, say: cmsgTime, t: &Timespec64},     // SO_TIMESTAMPNS_NEW
	{kind: 65, min: 1, say: cmsgTimes, t: &Timespec64},    // SO_TIMESTAMPING_NEW
	{kind: 78, min: 24, say: cmsgStruct, t: &dmabufCmsg},  // SCM_DEVMEM_LINEAR
	{kind: 79, min: 24, say: cmsgStruct, t: &dmabufCmsg},  // SCM_DEVMEM_DMABUF
	{kind: 81, min: 4, say: cmsgInts},                     // SCM_TS_OPT_ID
	{kind: 82, min: 4, say: cmsgInts},                     // SO_RCVPRIORITY
	{kind: 84, min: 4, say: cmsgInts},                     // SCM_INQ
}

// IPPROTO_IP (linux/in.h).
var ipCmsgs = []cmsg{
	{kind: 1, min: 1, say: cmsgBytes},                             // IP_TOS
	{kind: 2, min: 4, say: cmsgInts},                              // IP_TTL
	{kind: 3, min: 1, say: cmsgText},                              // SCM_SECURITY
	{kind: 6, min: 1, say: cmsgBytes},                             // IP_RECVOPTS
	{kind: 7, min: 1, say: cmsgBytes},                             // IP_RETOPTS
	{kind: 8, min: 12, say: cmsgStruct, t: &pktinfo},              // IP_PKTINFO
	{kind: 11, min: 32, say: cmsgError},                           // IP_RECVERR
	{kind: 20, min: 16, say: cmsgSockaddr},                        // IP_ORIGDSTADDR
	{kind: 23, min: 4, say: cmsgInts},                             // IP_CHECKSUM
	{kind: 25, min: 4, say: cmsgInts},                             // IP_RECVFRAGSIZE
	{kind: 52, min: 4, say: cmsgEnum, names: &xlat.InetProtocols}, // IP_PROTOCOL
}

// IPPROTO_IPV6 (linux/in6.h; RFC 3542, 2292).
var ipv6Cmsgs = []cmsg{
	{kind: 2, min: 20, say: cmsgStruct, t: &in6Pktinfo},  // IPV6_2292PKTINFO
	{kind: 3, min: 1, say: cmsgBytes},                    // IPV6_2292HOPOPTS
	{kind: 4, min: 1, say: cmsgBytes},                    // IPV6_2292DSTOPTS
	{kind: 5, min: 1, say: cmsgBytes},                    // IPV6_2292RTHDR
	{kind: 8, min: 4, say: cmsgInts},                     // IPV6_2292HOPLIMIT
	{kind: 11, min: 4, say: cmsgHtonl},                   // IPV6_FLOWINFO
	{kind: 25, min: 16, say: cmsgError},                  // IPV6_RECVERR
	{kind: 50, min: 20, say: cmsgStruct, t: &in6Pktinfo}, // IPV6_PKTINFO
	{kind: 52, min: 4, say: cmsgInts},                    // IPV6_HOPLIMIT
	{kind: 54, min: 1, say: cmsgBytes},                   // IPV6_HOPOPTS
	{kind: 55, min: 1, say: cmsgBytes},                   // IPV6_RTHDRDSTOPTS
	{kind: 57, min: 1, say: cmsgBytes},                   // IPV6_RTHDR
	{kind: 59, min: 1, say: cmsgBytes},                   // IPV6_DSTOPTS
	{kind: 61, min: 32, say: cmsgStruct, t: &ip6Mtuinfo}, // IPV6_PATHMTU
	{kind: 62, min: 4, say: cmsgInts},                    // IPV6_DONTFRAG
	{kind: 67, min: 4, say: cmsgInts},                    // IPV6_TCLASS
	{kind: 74, min: 24, say: cmsgSockaddr},               // IPV6_ORIGDSTADDR
	{kind: 77, min: 4, say: cmsgInts},                    // IPV6_RECVFRAGSIZE
}

var tcpCmsgs = []cmsg{
	{kind: 36, min: 4, say: cmsgInts}, // TCP_CM_INQ
}

var udpCmsgs = []cmsg{
	{kind: 103, min: 2, say: cmsgU16}, // UDP_SEGMENT
	{kind: 104, min: 2, say: cmsgU16}, // UDP_GRO: an int of the kernel, of which 16 bits count
}

var canRawCmsgs = []cmsg{
	{kind: 1, min: 16, say: cmsgError}, // SCM_CAN_RAW_ERRQUEUE
}

var canJ1939Cmsgs = []cmsg{
	{kind: 1, min: 1, say: cmsgBytes},  // SCM_J1939_DEST_ADDR
	{kind: 2, min: 8, say: cmsgU64},    // SCM_J1939_DEST_NAME
	{kind: 3, min: 1, say: cmsgBytes},  // SCM_J1939_PRIO
	{kind: 4, min: 16, say: cmsgError}, // SCM_J1939_ERRQUEUE
}

// SCTP (linux/sctp.h, enum sctp_cmsg_type; RFC 6458, 5.3).
var sctpCmsgs = []cmsg{
	{kind: 0, min: 8, say: cmsgStruct, t: &sctpInitmsg},     // SCTP_INIT
	{kind: 1, min: 32, say: cmsgStruct, t: &sctpSndrcvinfo}, // SCTP_SNDRCV
	{kind: 2, min: 16, say: cmsgStruct, t: &sctpSndinfo},    // SCTP_SNDINFO
	{kind: 3, min: 28, say: cmsgStruct, t: &sctpRcvinfo},    // SCTP_RCVINFO
	{kind: 4, min: 16, say: cmsgStruct, t: &sctpNxtinfo},    // SCTP_NXTINFO
	{kind: 5, min: 8, say: cmsgStruct, t: &sctpPrinfo},      // SCTP_PRINFO
	{kind: 6, min: 2, say: cmsgStruct, t: &sctpAuthinfo},    // SCTP_AUTHINFO
	{kind: 7, min: 4, say: cmsgIP},                          // SCTP_DSTADDRV4
	{kind: 8, min: 16, say: cmsgIP},                         // SCTP_DSTADDRV6
}

var packetCmsgs = []cmsg{
	{kind: 8, min: 20, say: cmsgStruct, t: &tpacketAuxdata}, // PACKET_AUXDATA
	{kind: 16, min: 16, say: cmsgError},                     // PACKET_TX_TIMESTAMP
}

var dccpCmsgs = []cmsg{
	{kind: 1, min: 4, say: cmsgInts}, // DCCP_SCM_PRIORITY
}

var netlinkCmsgs = []cmsg{
	{kind: 3, min: 4, say: cmsgStruct, t: &nlPktinfo}, // NETLINK_PKTINFO
	{kind: 8, min: 4, say: cmsgInts},                  // NETLINK_LISTEN_ALL_NSID
}

var tipcCmsgs = []cmsg{
	{kind: 1, min: 8, say: cmsgInts},                   // TIPC_ERRINFO: an error and a length
	{kind: 2, min: 1, say: cmsgText},                   // TIPC_RETDATA
	{kind: 3, min: 12, say: cmsgStruct, t: &tipcRange}, // TIPC_DESTNAME
}

// RxRPC (linux/rxrpc.h; Documentation/networking/rxrpc.rst).
var rxrpcCmsgs = []cmsg{
	{kind: 1, min: 4, say: cmsgUlong},                       // RXRPC_USER_CALL_ID
	{kind: 2, min: 4, say: cmsgInts},                        // RXRPC_ABORT
	{kind: 5, min: 4, say: cmsgErrno},                       // RXRPC_NET_ERROR
	{kind: 7, min: 4, say: cmsgErrno},                       // RXRPC_LOCAL_ERROR
	{kind: 12, min: 8, say: cmsgU64},                        // RXRPC_TX_LENGTH
	{kind: 13, min: 4, say: cmsgInts},                       // RXRPC_SET_CALL_TIMEOUT
	{kind: 15, min: 8, say: cmsgU64},                        // RXRPC_OOB_ID
	{kind: 16, min: 4, say: cmsgStruct, t: &rxrpcChallenge}, // RXRPC_CHALLENGED
}

var btCmsgs = []cmsg{
	{kind: 3, min: 1, say: cmsgBytes}, // BT_SCM_PKT_STATUS
	{kind: 4, min: 1, say: cmsgBytes}, // BT_SCM_ERROR
	{kind: 5, min: 2, say: cmsgU16},   // BT_SCM_PKT_SEQNUM
}

// RDS (linux/rds.h).
var rdsCmsgs = []cmsg{
	{kind: 1, min: 56, say: cmsgStruct, t: &rdsRdmaArgs},      // RDS_CMSG_RDMA_ARGS
	{kind: 2, min: 8, say: cmsgU64},                           // RDS_CMSG_RDMA_DEST
	{kind: 3, min: 32, say: cmsgStruct, t: &rdsGetMrArgs},     // RDS_CMSG_RDMA_MAP
	{kind: 4, min: 12, say: cmsgStruct, t: &rdsRdmaNotify},    // RDS_CMSG_RDMA_STATUS
	{kind: 5, min: 8, say: cmsgU64},                           // RDS_CMSG_CONG_UPDATE
	{kind: 11, min: 8, say: cmsgStruct, t: &rdsCmsgRxTrace},   // RDS_CMSG_RXPATH_LATENCY
	{kind: 12, min: 4, say: cmsgInts},                         // RDS_CMSG_ZCOPY_COOKIE
	{kind: 13, min: 36, say: cmsgStruct, t: &rdsZcopyCookies}, // RDS_CMSG_ZCOPY_COMPLETION
}

var iucvCmsgs = []cmsg{
	{kind: 1, min: 4, say: cmsgInts}, // SCM_IUCV_TRGCLS
}

// AF_ALG (linux/if_alg.h).
var algCmsgs = []cmsg{
	{kind: 2, min: 4, say: cmsgIV},                        // ALG_SET_IV
	{kind: 3, min: 4, say: cmsgEnum, names: &xlat.AlgOps}, // ALG_SET_OP
	{kind: 4, min: 4, say: cmsgInts},                      // ALG_SET_AEAD_ASSOCLEN
}

var tlsCmsgs = []cmsg{
	{kind: 1, min: 1, say: cmsgRecord, names: &xlat.TlsRecords}, // TLS_SET_RECORD_TYPE
	{kind: 2, min: 1, say: cmsgRecord, names: &xlat.TlsRecords}, // TLS_GET_RECORD_TYPE
}

var vsockCmsgs = []cmsg{
	{kind: 1, min: 16, say: cmsgError}, // VSOCK_RECVERR
}

func cmsgStruct(d *Dec, k *cmsg, p []byte) { d.StructIn(k.t, p) }

// cmsgTime says one struct that must be whole, cmsgTimes three of them.
func cmsgTime(d *Dec, k *cmsg, p []byte) {
	if len(p) < k.t.Size(d.ABI) {
		d.Unreadable()
		return
	}
	d.StructIn(k.t, p)
}

func cmsgTimes(d *Dec, k *cmsg, p []byte) {
	size := k.t.Size(d.ABI)
	if len(p) < 3*size {
		d.Unreadable()
		return
	}
	d.Array()
	for i := range 3 {
		d.StructIn(k.t, p[i*size:(i+1)*size])
	}
	d.EndArray()
}

// cmsgFDs says descriptors.
func cmsgFDs(d *Dec, k *cmsg, p []byte) {
	cmsgArray(d, p, 4, func(d *Dec, p []byte) { d.FD(int32(binary.LittleEndian.Uint32(p))) })
}

// cmsgInts says numbers, cmsgBytes bytes.
func cmsgInts(d *Dec, k *cmsg, p []byte) {
	cmsgArray(d, p, 4, func(d *Dec, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint32(p))) })
}

func cmsgBytes(d *Dec, k *cmsg, p []byte) {
	cmsgArray(d, p, 1, func(d *Dec, p []byte) { d.Hex(uint64(p[0])) })
}

func cmsgArray(d *Dec, p []byte, size int, elem func(d *Dec, p []byte)) {
	d.Array()
	for n := uint64(0); len(p) >= size; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		elem(d, p[:size])
		p = p[size:]
	}
	d.EndArray()
}

func cmsgU16(d *Dec, k *cmsg, p []byte) { cmsgNumber(d, uint64(binary.LittleEndian.Uint16(p))) }
func cmsgU64(d *Dec, k *cmsg, p []byte) { cmsgNumber(d, binary.LittleEndian.Uint64(p)) }

func cmsgUlong(d *Dec, k *cmsg, p []byte) {
	if len(p) < d.ABI.PtrSize() {
		cmsgInts(d, k, p)
		return
	}
	cmsgNumber(d, ctype.Ulong.Number(d.ABI, p))
}

func cmsgNumber(d *Dec, v uint64) {
	d.Ref()
	d.Uint(v)
	d.EndRef()
}

func cmsgEnum(d *Dec, k *cmsg, p []byte) {
	d.Ref()
	d.Enum(k.names, uint64(binary.LittleEndian.Uint32(p)))
	d.EndRef()
}

func cmsgErrno(d *Dec, k *cmsg, p []byte) {
	v := binary.LittleEndian.Uint32(p)
	d.Ref()
	if name := xlat.ErrnoName(int(v)); v != 0 && name != "" {
		d.Const(name, int64(v))
	} else {
		d.Uint(uint64(v))
	}
	d.EndRef()
}

// cmsgRecord says the type of a TLS record (RFC 8446, 5.1).
func cmsgRecord(d *Dec, k *cmsg, p []byte) {
	d.Ref()
	d.Enum(k.names, uint64(p[0]))
	d.EndRef()
}

func cmsgHtonl(d *Dec, k *cmsg, p []byte) {
	d.Ref()
	d.Swapped("htonl", p[:4])
	d.EndRef()
}

func cmsgIP(d *Dec, k *cmsg, p []byte) {
	d.Ref()
	d.IP(p[:k.min])
	d.EndRef()
}

func cmsgText(d *Dec, k *cmsg, p []byte) { d.Str(p, false) }

func cmsgSockaddr(d *Dec, k *cmsg, p []byte) { sockaddrIn(d, p[:min(len(p), sockaddrMax)]) }

// cmsgIV says struct af_alg_iv (linux/if_alg.h).
func cmsgIV(d *Dec, k *cmsg, p []byte) {
	n := binary.LittleEndian.Uint32(p)
	d.Buf.Struct()
	d.Field("ivlen")
	d.Uint(uint64(n))
	d.Field("iv")
	d.Hexed(p[4:4+min(int64(n), int64(len(p)-4))], false)
	d.EndStruct()
}

// cmsgError says struct sock_extended_err (linux/errqueue.h), with who sent the
// error behind it.
func cmsgError(d *Dec, k *cmsg, p []byte) {
	size := extendedErr.Size(d.ABI)
	d.Buf.Struct()
	d.Fields(&extendedErr, p[:size])
	offender := p[size:]
	if len(offender) >= 2 && (k.min == 32 || binary.LittleEndian.Uint16(offender) != 0) {
		n := len(offender)
		if k.min == 32 {
			n = inetLen
		}
		d.Field("offender")
		sockaddrIn(d, offender[:n])
	}
	d.EndStruct()
}

// ucred is struct ucred (include/linux/socket.h).
var ucred = ctype.Struct{CName: "ucred", Fields: []ctype.Field{
	ctype.PID("pid"),
	ctype.ID("uid", ctype.U32),
	ctype.ID("gid", ctype.U32),
}}

// sockTimeval64 is the timeval of socket options with 64-bit time (linux/time_types.h).
var sockTimeval64 = ctype.Struct{CName: "__kernel_sock_timeval", Fields: []ctype.Field{
	ctype.Num("tv_sec", ctype.S64),
	ctype.Num("tv_usec", ctype.U64),
}}

var pktinfo = ctype.Struct{CName: "in_pktinfo", Fields: []ctype.Field{
	ctype.Interface("ipi_ifindex", ctype.U32),
	ctype.IP("ipi_spec_dst", 4),
	ctype.IP("ipi_addr", 4),
}}

var extendedErr = ctype.Struct{CName: "sock_extended_err", Fields: []ctype.Field{
	ctype.Num("ee_errno", ctype.U32),
	ctype.Num("ee_origin", ctype.U8),
	ctype.Num("ee_type", ctype.U8),
	ctype.Num("ee_code", ctype.U8),
	ctype.Pad(ctype.U8, 1),
	ctype.Num("ee_info", ctype.U32),
	ctype.Num("ee_data", ctype.U32),
}}

var scmTsPktinfo = ctype.Struct{CName: "scm_ts_pktinfo", Fields: []ctype.Field{
	ctype.Interface("if_index", ctype.U32),
	ctype.Num("pkt_length", ctype.U32),
	ctype.Pad(ctype.U32, 2),
}}

var dmabufCmsg = ctype.Struct{CName: "dmabuf_cmsg", Fields: []ctype.Field{
	ctype.Num("frag_offset", ctype.U64),
	ctype.Num("frag_size", ctype.U32),
	ctype.Num("frag_token", ctype.U32),
	ctype.Num("dmabuf_id", ctype.U32),
	ctype.Hex("flags", ctype.U32),
}}

var tpacketAuxdata = ctype.Struct{CName: "tpacket_auxdata", Fields: []ctype.Field{
	ctype.Flags("tp_status", ctype.U32, &xlat.PacketStatus),
	ctype.Num("tp_len", ctype.U32),
	ctype.Num("tp_snaplen", ctype.U32),
	ctype.Num("tp_mac", ctype.U16),
	ctype.Num("tp_net", ctype.U16),
	ctype.Hex("tp_vlan_tci", ctype.U16),
	ctype.Enum("tp_vlan_tpid", ctype.U16, &xlat.EtherProtocols),
}}

var nlPktinfo = ctype.Struct{CName: "nl_pktinfo", Fields: []ctype.Field{
	ctype.Num("group", ctype.U32),
}}

var rxrpcChallenge = ctype.Struct{CName: "rxrpc_challenge", Fields: []ctype.Field{
	ctype.Enum("service_id", ctype.U16, &xlat.RxrpcServices),
	ctype.Num("security_index", ctype.U8),
	ctype.Pad(ctype.U8, 1),
}}

var rdsRdmaArgs = ctype.Struct{CName: "rds_rdma_args", Fields: []ctype.Field{
	ctype.Hex("cookie", ctype.U64),
	ctype.Sub("remote_vec", &rdsIovec),
	ctype.As("local_vec_addr", ctype.U64, showAddr),
	ctype.Num("nr_local", ctype.U64),
	ctype.Flags("flags", ctype.U64, &xlat.RdsFlags),
	ctype.Hex("user_token", ctype.U64),
}}

var rdsRdmaNotify = ctype.Struct{CName: "rds_rdma_notify", Fields: []ctype.Field{
	ctype.Hex("user_token", ctype.U64),
	ctype.Num("status", ctype.S32),
}}

var rdsZcopyCookies = ctype.Struct{CName: "rds_zcopy_cookies", Fields: []ctype.Field{
	ctype.Num("num", ctype.U32),
	{Name: "cookies", Kind: ctype.U32, N: 8, Len: "num"},
}}

var rdsCmsgRxTrace = ctype.Struct{CName: "rds_cmsg_rx_trace", Fields: []ctype.Field{
	ctype.Num("rx_traces", ctype.U8),
	{Name: "rx_trace_pos", Kind: ctype.U8, N: 3, Len: "rx_traces"},
	{Name: "rx_trace", Kind: ctype.U64, N: 3, Len: "rx_traces"},
}}
