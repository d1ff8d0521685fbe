package syscalls

import (
	"encoding/binary"
	"math/bits"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Socket options.

// Levels of options beyond those in msg.go (include/linux/socket.h).
const (
	solIPv6    = 41
	solRaw     = 255
	solPacket  = 263
	solNetlink = 270
)

// optNames are the names of a level's options, for getsockopt and setsockopt
// where those differ.
type optNames struct {
	level    uint32
	get, set *xlat.Set
}

var optNamesOf = [...]optNames{
	{solSocket, &xlat.SoGetOptions, &xlat.SoOptions},
	{solIP, &xlat.IpGetOptions, &xlat.IpOptions},
	{6, &xlat.TcpOptions, &xlat.TcpOptions},
	{17, &xlat.UdpOptions, &xlat.UdpOptions},
	{40, &xlat.VsockOptions, &xlat.VsockOptions},
	{solIPv6, &xlat.Ipv6GetOptions, &xlat.Ipv6Options},
	{101, &xlat.CanRawOptions, &xlat.CanRawOptions},
	{132, &xlat.SctpOptions, &xlat.SctpOptions},
	{solRaw, &xlat.RawOptions, &xlat.RawOptions},
	{256, &xlat.IpxOptions, &xlat.IpxOptions},
	{solPacket, &xlat.PacketOptions, &xlat.PacketOptions},
	{266, &xlat.IrdaOptions, &xlat.IrdaOptions},
	{268, &xlat.LlcOptions, &xlat.LlcOptions},
	{269, &xlat.DccpOptions, &xlat.DccpOptions},
	{solNetlink, &xlat.NetlinkOptions, &xlat.NetlinkOptions},
	{271, &xlat.TipcOptions, &xlat.TipcOptions},
	{272, &xlat.RxrpcOptions, &xlat.RxrpcOptions},
	{273, &xlat.PppolOptions, &xlat.PppolOptions},
	{274, &xlat.BtOptions, &xlat.BtOptions},
	{275, &xlat.PnpipeOptions, &xlat.PnpipeOptions},
	{276, &xlat.RdsOptions, &xlat.RdsOptions},
	{277, &xlat.IucvOptions, &xlat.IucvOptions},
	{278, &xlat.CaifOptions, &xlat.CaifOptions},
	{279, &xlat.AlgOptions, &xlat.AlgOptions},
	{280, &xlat.NfcOptions, &xlat.NfcOptions},
	{281, &xlat.KcmOptions, &xlat.KcmOptions},
	{282, &xlat.TlsOptions, &xlat.TlsOptions},
	{283, &xlat.XdpOptions, &xlat.XdpOptions},
	{284, &xlat.MptcpOptions, &xlat.MptcpOptions},
}

func sayGetOptname(d *Dec, a *Arg, i int) { optname(d, i, false) }
func saySetOptname(d *Dec, a *Arg, i int) { optname(d, i, true) }

func optname(d *Dec, i int, set bool) {
	level, v := d.C.Uint(i-1), uint64(d.C.Uint(i))
	for k := range optNamesOf {
		if n := &optNamesOf[k]; n.level == level {
			names := n.get
			if set {
				names = n.set
			}
			d.Enum(names, v)
			return
		}
	}
	d.Uint(v)
}

// optFunc says the value of an option, n bytes at a.
type optFunc func(d *Dec, a event.Addr, n uint32)

// A sockopt is an option whose value is not what most are: an int if it has the
// length of one, else a string of bytes. A nil get or set is such a one.
type sockopt struct {
	level, name uint32
	get, set    optFunc
}

// anyOption as a sockopt.name stands for all of the level's.
const anyOption = 1<<32 - 1

// The options in the order of levels and numbers (asm-generic/socket.h,
// linux/in.h, linux/in6.h, linux/icmp.h, linux/if_packet.h, linux/netlink.h).
var sockopts = [...]sockopt{
	{solSocket, 1, getInt, setInt},  // SO_DEBUG
	{solSocket, 2, getInt, setInt},  // SO_REUSEADDR
	{solSocket, 4, getErrno, nil},   // SO_ERROR
	{solSocket, 5, getInt, setInt},  // SO_DONTROUTE
	{solSocket, 6, getInt, setInt},  // SO_BROADCAST
	{solSocket, 7, getInt, setInt},  // SO_SNDBUF
	{solSocket, 8, getInt, setInt},  // SO_RCVBUF
	{solSocket, 9, getInt, setInt},  // SO_KEEPALIVE
	{solSocket, 10, getInt, setInt}, // SO_OOBINLINE
	{solSocket, 11, getInt, setInt}, // SO_NO_CHECK
	{solSocket, 12, getInt, setInt}, // SO_PRIORITY
	{solSocket, 13, getLinger, setLinger},
	{solSocket, 14, getInt, setInt}, // SO_BSDCOMPAT
	{solSocket, 15, getInt, setInt}, // SO_REUSEPORT
	{solSocket, 16, getInt, setInt}, // SO_PASSCRED
	{solSocket, 17, getPeercred, nil},
	{solSocket, 18, getInt, setInt}, // SO_RCVLOWAT
	{solSocket, 19, getInt, setInt}, // SO_SNDLOWAT
	{solSocket, 26, noData, setFilter},
	{solSocket, 27, getInt, setInt}, // SO_DETACH_FILTER
	{solSocket, 29, getInt, setInt}, // SO_TIMESTAMP_OLD
	{solSocket, 30, getInt, setInt}, // SO_ACCEPTCONN
	{solSocket, 32, getInt, setInt}, // SO_SNDBUFFORCE
	{solSocket, 33, getInt, setInt}, // SO_RCVBUFFORCE
	{solSocket, 34, getInt, setInt}, // SO_PASSSEC
	{solSocket, 35, getInt, setInt}, // SO_TIMESTAMPNS_OLD
	{solSocket, 36, getInt, setInt}, // SO_MARK
	{solSocket, 37, getInt, setInt}, // SO_TIMESTAMPING_OLD
	{solSocket, 40, getInt, setInt}, // SO_RXQ_OVFL
	{solSocket, 41, getInt, setInt}, // SO_WIFI_STATUS
	{solSocket, 42, getInt, setInt}, // SO_PEEK_OFF
	{solSocket, 43, getInt, setInt}, // SO_NOFCS
	{solSocket, 44, getInt, setInt}, // SO_LOCK_FILTER
	{solSocket, 45, getInt, setInt}, // SO_SELECT_ERR_QUEUE
	{solSocket, 46, getInt, setInt}, // SO_BUSY_POLL
	{solSocket, 49, getInt, setInt}, // SO_INCOMING_CPU
	{solSocket, 51, nil, setFilter}, // SO_ATTACH_REUSEPORT_CBPF
	{solSocket, 53, getInt, setInt}, // SO_CNX_ADVICE
	{solSocket, 56, getInt, setInt}, // SO_INCOMING_NAPI_ID
	{solSocket, 60, getInt, setInt}, // SO_ZEROCOPY
	{solSocket, 63, getInt, setInt}, // SO_TIMESTAMP_NEW
	{solSocket, 64, getInt, setInt}, // SO_TIMESTAMPNS_NEW
	{solSocket, 65, getInt, setInt}, // SO_TIMESTAMPING_NEW
	{solSocket, 68, getInt, setInt}, // SO_DETACH_REUSEPORT_BPF
	{solSocket, 69, getInt, setInt}, // SO_PREFER_BUSY_POLL
	{solSocket, 70, getInt, setInt}, // SO_BUSY_POLL_BUDGET
	{solSocket, 73, getInt, setInt}, // SO_RESERVE_MEM
	{solSocket, 74, getTxrehash, setTxrehash},
	{solSocket, 75, getInt, setInt}, // SO_RCVMARK
	{solSocket, 77, getFD, nil},     // SO_PEERPIDFD
	{solIP, 35, nil, setMreq},       // IP_ADD_MEMBERSHIP
	{solIP, 36, nil, setMreq},       // IP_DROP_MEMBERSHIP
	{solIP, 42, nil, setGroup},      // MCAST_JOIN_GROUP
	{solIP, 45, nil, setGroup},      // MCAST_LEAVE_GROUP
	{solIPv6, 20, nil, setMreq6},    // IPV6_ADD_MEMBERSHIP
	{solIPv6, 21, nil, setMreq6},    // IPV6_DROP_MEMBERSHIP
	{solIPv6, 27, nil, setMreq6},    // IPV6_JOIN_ANYCAST
	{solIPv6, 28, nil, setMreq6},    // IPV6_LEAVE_ANYCAST
	{solIPv6, 42, nil, setGroup},    // MCAST_JOIN_GROUP
	{solIPv6, 45, nil, setGroup},    // MCAST_LEAVE_GROUP
	{solRaw, 1, getIcmpFilter, setIcmpFilter},
	{solPacket, 1, nil, setPacketMreq},
	{solPacket, 2, nil, setPacketMreq},
	{solPacket, 5, nil, setRing}, // PACKET_RX_RING
	{solPacket, 6, getPacketStats, nil},
	{solPacket, 13, nil, setRing}, // PACKET_TX_RING
	{solNetlink, 9, getInts, setInt},
	{solNetlink, anyOption, getAnyInt, setInt},
}

// option finds how the value of the option that the call names is said.
func option(c *event.Call) *sockopt {
	level, name := c.Uint(1), c.Uint(2)
	for i := range sockopts {
		if o := &sockopts[i]; o.level == level && (o.name == name || o.name == anyOption) {
			return o
		}
	}
	return &plainOption
}

var plainOption sockopt

func sayGetOptval(d *Dec, a *Arg, i int) {
	if !d.C.Done {
		if !keepLen(d, d.C.Ptr(i+1)) || int32(d.C.Saved[0]) < 0 {
			d.C.Saved[1] = 0
		}
		return
	}
	_, n, ok := keptLen(d, i+1)
	at := d.C.Ptr(i)
	switch o := option(d.C); {
	case d.C.Saved[1] == 0 || !ok || n <= 0 || at == 0 || !d.Deref:
		d.Addr(at)
	case o.get != nil:
		o.get(d, at, uint32(n))
	case n == 4:
		intAt(d, at)
	default:
		d.Bytes(at, uint64(n))
	}
}

func sayGetOptlen(d *Dec, a *Arg, i int) {
	p, ok := readUint32(d, d.C.Ptr(i))
	switch {
	case d.C.Saved[1] != 0 && d.Deref:
		sayLenChange(d, i)
	case ok && d.Deref:
		d.Ref()
		d.Int(int64(int32(p)))
		d.EndRef()
	default:
		d.Addr(d.C.Ptr(i))
	}
}

func saySetOptval(d *Dec, a *Arg, i int) {
	at, n := d.C.Ptr(i), d.C.Uint(i+1)
	switch o := option(d.C); {
	case at == 0 || !d.Deref:
		d.Addr(at)
	case o.set != nil:
		o.set(d, at, n)
	case n == 4:
		intAt(d, at)
	default:
		d.Bytes(at, uint64(n))
	}
}

func noData(d *Dec, a event.Addr, n uint32) { d.Addr(a) }

// getInt says an int of which the program may have asked for a part.
func getInt(d *Dec, a event.Addr, n uint32) {
	if n >= 4 {
		intAt(d, a)
		return
	}
	if p := d.ReadAll(a, int(n)); p != nil {
		d.Hexed(p, false)
	} else {
		d.Addr(a)
	}
}

func getAnyInt(d *Dec, a event.Addr, n uint32) { intAt(d, a) }

func setInt(d *Dec, a event.Addr, n uint32) {
	if int32(n) < 4 {
		d.Addr(a)
		return
	}
	intAt(d, a)
}

func getFD(d *Dec, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if !ok || n < 4 {
		getInt(d, a, n)
		return
	}
	d.Ref()
	d.FD(int32(v))
	d.EndRef()
}

// icmpFilter says the types of ICMP messages that a filter keeps out, or if they
// are most, those that it lets through. What the program gives no bytes for, it
// does not let through.
func icmpFilter(d *Dec, a event.Addr, n uint32) {
	n = min(n, 4)
	p := d.ReadAll(a, int(n))
	if p == nil {
		d.Addr(a)
		return
	}
	set := ^uint32(0)
	for i, c := range p {
		set = set&^(0xff<<(8*i)) | uint32(c)<<(8*i)
	}
	not := bits.OnesCount32(set) > 16
	if not {
		set = ^set
	}
	d.List(not)
	for i := range 32 {
		if set>>i&1 != 0 {
			d.Enum(&xlat.IcmpTypes, uint64(i))
		}
	}
	d.EndList()
}

func getIcmpFilter(d *Dec, a event.Addr, n uint32) { icmpFilter(d, a, n) }
func setIcmpFilter(d *Dec, a event.Addr, n uint32) {
	if int32(n) <= 0 {
		d.Addr(a)
		return
	}
	icmpFilter(d, a, n)
}

func getInts(d *Dec, a event.Addr, n uint32) {
	if n < 4 {
		d.Array()
		d.EndArray()
		return
	}
	d.ArrayOf(a, uint64(n/4), 4, func(d *Dec, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint32(p))) })
}

func getErrno(d *Dec, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	name := xlat.ErrnoName(int(v))
	if n < 4 || !ok || v == 0 || name == "" {
		getInt(d, a, n)
		return
	}
	d.Ref()
	d.Const(name, int64(v))
	d.EndRef()
}

func getTxrehash(d *Dec, a event.Addr, n uint32) {
	if n < 4 {
		getInt(d, a, n)
		return
	}
	setTxrehash(d, a, n)
}

func setTxrehash(d *Dec, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if !ok || int32(n) < 4 {
		d.Addr(a)
		return
	}
	d.Ref()
	d.Enum(&xlat.Txrehash, uint64(v))
	d.EndRef()
}

var linger = ctype.Struct{CName: "linger", Fields: []ctype.Field{
	ctype.Num("l_onoff", ctype.S32),
	ctype.Num("l_linger", ctype.S32),
}}

var packetStats = ctype.Struct{CName: "tpacket_stats_v3", Fields: []ctype.Field{
	ctype.Num("tp_packets", ctype.U32),
	ctype.Num("tp_drops", ctype.U32),
	ctype.Num("tp_freeze_q_cnt", ctype.U32),
}}

func getLinger(d *Dec, a event.Addr, n uint32)      { cutStruct(d, &linger, a, n) }
func getPeercred(d *Dec, a event.Addr, n uint32)    { cutStruct(d, &ucred, a, n) }
func getPacketStats(d *Dec, a event.Addr, n uint32) { cutStruct(d, &packetStats, a, n) }

// cutStruct says a struct of which only n bytes are valid. A member that these cut
// is said as bytes.
func cutStruct(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	p := d.ReadAll(a, min(int(n), s.Size(d.ABI)))
	if p == nil {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Fields(s, p)
	off := 0
	fields := s.On(d.ABI).Fields
	for i := range fields {
		size, _ := fields[i].Layout(d.ABI)
		if off < len(p) && off+size > len(p) {
			d.Field(fields[i].Name)
			d.Hexed(p[off:], false)
		}
		off += size
	}
	d.EndStruct()
}

// whole says a struct that the program must give whole.
func whole(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	if int32(n) < int32(s.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	d.Struct(s, a)
}

// exact says a struct that the program must give in its very length.
func exact(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	if n != uint32(s.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	d.Struct(s, a)
}

func setLinger(d *Dec, a event.Addr, n uint32) { whole(d, &linger, a, n) }

var ipMreq = ctype.Struct{CName: "ip_mreq", Fields: []ctype.Field{
	ctype.IP("imr_multiaddr", 4),
	ctype.IP("imr_interface", 4),
}}

func setMreq(d *Dec, a event.Addr, n uint32) { whole(d, &ipMreq, a, n) }

func setMreq6(d *Dec, a event.Addr, n uint32) {
	p := d.ReadAll(a, 20) // struct ipv6_mreq, linux/in6.h
	if p == nil || int32(n) < 20 {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.IP6Field("ipv6mr_multiaddr", p[:16])
	d.Field("ipv6mr_interface")
	d.Interface(binary.LittleEndian.Uint32(p[16:]))
	d.EndStruct()
}

// setGroup says struct group_req (linux/in.h): the index of an interface and a
// struct sockaddr_storage, which is aligned as a long.
func setGroup(d *Dec, a event.Addr, n uint32) {
	w := d.ABI.PtrSize()
	p := d.ReadAll(a, w+sockaddrMax)
	if p == nil || int32(n) < int32(len(p)) {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Field("gr_interface")
	d.Interface(binary.LittleEndian.Uint32(p))
	d.Field("gr_group")
	sockaddrIn(d, p[w:])
	d.EndStruct()
}

var packetReq = ctype.Struct{CName: "tpacket_req", Fields: []ctype.Field{
	ctype.Num("tp_block_size", ctype.U32),
	ctype.Num("tp_block_nr", ctype.U32),
	ctype.Num("tp_frame_size", ctype.U32),
	ctype.Num("tp_frame_nr", ctype.U32),
}}

func setRing(d *Dec, a event.Addr, n uint32) { exact(d, &packetReq, a, n) }

func setPacketMreq(d *Dec, a event.Addr, n uint32) {
	p := d.ReadAll(a, 16) // struct packet_mreq, linux/if_packet.h
	if p == nil || n != 16 {
		d.Addr(a)
		return
	}
	alen := int(binary.LittleEndian.Uint16(p[6:]))
	d.Buf.Struct()
	d.Field("mr_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p))
	d.Field("mr_type")
	d.Enum(&xlat.PacketMreq, uint64(binary.LittleEndian.Uint16(p[4:])))
	d.Field("mr_alen")
	d.Uint(uint64(alen))
	d.Field("mr_address")
	d.Octets(p[8 : 8+min(alen, 8)])
	d.EndStruct()
}

// setFilter says a program of classic BPF (linux/filter.h).
func setFilter(d *Dec, a event.Addr, n uint32) {
	if n != uint32(sockFprog.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	filterProgAt(d, a, false)
}
