package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// How values of socket options are said that strace has no decoder for: they have
// the n bytes that the program gave or the kernel stored, which may be fewer or
// more than the option needs.

// sockStorage is struct sockaddr_storage: aligned as a long (linux/socket.h).
var sockStorage = ctype.Struct{CName: "sockaddr_storage",
	Fields: []ctype.Field{ctype.Pad(ctype.U64, 16)},
	I386:   &sockStorage386,
}

var sockStorage386 = ctype.Struct{CName: "sockaddr_storage", Fields: []ctype.Field{ctype.Pad(ctype.U32, 32)}}

// showStorage shows the address in a struct sockaddr_storage. Of a family without
// addresses it shows no more than what is not 0.
func showStorage(d *Dec, f *ctype.Field, p []byte) {
	if af := int(binary.LittleEndian.Uint16(p)); af >= len(families) || families[af].min == 0 {
		n := len(p)
		for n > 2 && p[n-1] == 0 {
			n--
		}
		p = p[:n]
	}
	sockaddrIn(d, p)
}

// optStruct says a struct, as far as it is there, and what is there beyond it.
func optStruct(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n == 0 || int32(n) < 0 {
		plainValue(d, a, n)
		return
	}
	size := o.t.Size(d.ABI)
	p := d.ReadAll(a, min(int(n), size))
	if p == nil {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	cutFields(d, o.t, p)
	if int(n) > size {
		d.Rest(a, uint64(size), uint64(n))
	}
	d.EndStruct()
}

// optStructs says an array of structs.
func optStructs(d *Dec, o *sockopt, a event.Addr, n uint32) {
	size := o.t.Size(d.ABI)
	if int32(n) < int32(size) || int(n)%size != 0 {
		plainValue(d, a, n)
		return
	}
	t := o.t
	d.ArrayOf(a, uint64(int(n)/size), size, func(d *Dec, p []byte) { d.StructIn(t, p) })
}

// optFlex says a struct and the array behind it.
func optFlex(d *Dec, o *sockopt, a event.Addr, n uint32) {
	size := o.t.Size(d.ABI)
	if int32(n) < int32(size) {
		optStruct(d, o, a, n)
		return
	}
	p := d.ReadAll(a, size)
	if p == nil {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Fields(o.t, p)
	d.Field(o.tail.Name)
	tail := o.tail
	elem, _ := tail.Layout(d.ABI)
	if tail.Kind == ctype.Chars {
		d.BytesHex(a+event.Addr(size), uint64(int(n)-size))
	} else {
		d.ArrayOf(a+event.Addr(size), uint64((int(n)-size)/elem), elem, func(d *Dec, p []byte) { d.Value(tail, p) })
	}
	d.EndStruct()
}

// optEnum and optFlags say an int with its name or flags in a comment: strace shows
// the number alone.
func optEnum(d *Dec, o *sockopt, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if n != 4 || !ok {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.IntEnum(o.names, int32(v))
	d.EndRef()
}

func optFlags(d *Dec, o *sockopt, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if n != 4 || !ok {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.IntFlags(o.names, int32(v))
	d.EndRef()
}

// optCookie says a number of 64 bits, optSize one that may have as many as an
// unsigned long.
func optCookie(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 8)
	if n != 8 || p == nil {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.Hex(binary.LittleEndian.Uint64(p))
	d.EndRef()
}

func optSize(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 8)
	if n != 8 || p == nil {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.Uint(binary.LittleEndian.Uint64(p))
	d.EndRef()
}

// optFD says a descriptor.
func optFD(d *Dec, o *sockopt, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if n < 4 || !ok {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.FD(int32(v))
	d.EndRef()
}

// optInts says an array of ints; those of a set have their places' names.
func optInts(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n < 4 || int32(n) < 0 || n%4 != 0 {
		plainValue(d, a, n)
		return
	}
	names, i := o.names, uint64(0)
	d.ArrayOf(a, uint64(n/4), 4, func(d *Dec, p []byte) {
		v := uint64(binary.LittleEndian.Uint32(p))
		if names == nil {
			d.Uint(v)
			return
		}
		name, _ := names.Lookup(d.ABI, i)
		d.Index(i, name, names.Unknown)
		d.Uint(v)
		d.EndIndex()
		i++
	})
}

// optSockaddr says a socket address, optSockaddrs several without gaps between
// them, as long as each family's are (sctp_bindx(3)).
func optSockaddr(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if int32(n) < 2 {
		plainValue(d, a, n)
		return
	}
	sockaddr(d, a, int32(n))
}

func optSockaddrs(d *Dec, o *sockopt, a event.Addr, n uint32) {
	const most = 1 << 12
	p := d.ReadAll(a, int(min(n, most)))
	if p == nil || int32(n) < inetLen {
		plainValue(d, a, n)
		return
	}
	d.Array()
	for i := uint64(0); len(p) >= inetLen; i++ {
		if i >= d.Limit() {
			d.More()
			break
		}
		size := inetLen
		if binary.LittleEndian.Uint16(p) == afInet6 {
			size = min(len(p), inet6Len)
		}
		sockaddrIn(d, p[:size])
		p = p[size:]
	}
	d.EndArray()
}

// optControl says control messages.
func optControl(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if int32(n) < int32(d.ABI.PtrSize()+8) {
		plainValue(d, a, n)
		return
	}
	controlData(d, a, uint64(n))
}

// Single options.

// optFanout says how packets are spread over sockets: the group's number, and in
// the upper half a way and its flags (packet(7)).
func optFanout(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 4)
	if n != 4 && n != 8 || p == nil {
		plainValue(d, a, n)
		return
	}
	d.Buf.Struct()
	d.Field("id")
	d.Uint(uint64(binary.LittleEndian.Uint16(p)))
	d.Field("type_flags")
	v := uint64(binary.LittleEndian.Uint16(p[2:]))
	d.EnumFlags(&xlat.FanoutTypes, v&0xff, &xlat.FanoutFlags, v&^0xff)
	if n == 8 { // struct fanout_args
		if max, ok := readUint32(d, a+4); ok {
			d.Field("max_num_members")
			d.Uint(uint64(max))
		}
	}
	d.EndStruct()
}

// optFanoutData says what spreads packets: a program of classic BPF, or the
// descriptor of one.
func optFanoutData(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n == uint32(sockFprog.Size(d.ABI)) {
		filterProgAt(d, a, false)
		return
	}
	optFD(d, o, a, n)
}

// setPacketRing says a ring's size. TPACKET_V3 has a longer one.
func setPacketRing(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n == uint32(tpacketReq3.Size(d.ABI)) {
		d.Struct(&tpacketReq3, a)
		return
	}
	exact(d, &packetReq, a, n)
}

// optIcmp6Filter says the types of ICMPv6 messages that a filter keeps out, or if
// they are most, those that it lets through (RFC 3542, 3.2).
func optIcmp6Filter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 32)
	if n != 32 || p == nil {
		plainValue(d, a, n)
		return
	}
	blocked := 0
	for i := range 256 {
		blocked += int(p[i/8] >> (i % 8) & 1)
	}
	not := blocked > 128
	d.List(not)
	for i := range 256 {
		if bit := p[i/8]>>(i%8)&1 != 0; bit != not {
			d.Enum(o.names, uint64(i))
		}
	}
	d.EndList()
}

// tlsInfos are the structs of the ciphers, from TLS_CIPHER_AES_GCM_128 on
// (linux/tls.h).
var tlsInfos = [...]*ctype.Struct{
	&tls12CryptoInfoAesGcm128,
	&tls12CryptoInfoAesGcm256,
	&tls12CryptoInfoAesCcm128,
	&tls12CryptoInfoChacha20Poly1305,
	&tls12CryptoInfoSm4Gcm,
	&tls12CryptoInfoSm4Ccm,
	&tls12CryptoInfoAriaGcm128,
	&tls12CryptoInfoAriaGcm256,
}

const tlsFirstCipher = 51 // TLS_CIPHER_AES_GCM_128

// optTLS says the keys of a connection.
func optTLS(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, tlsCryptoInfo.Size(d.ABI))
	of := sockopt{t: &tlsCryptoInfo}
	if p != nil && n >= uint32(len(p)) {
		if i := int(binary.LittleEndian.Uint16(p[2:])) - tlsFirstCipher; i >= 0 && i < len(tlsInfos) {
			of.t = tlsInfos[i]
		}
	}
	optStruct(d, &of, a, n)
}

// optCongestion says what an algorithm tells of itself: BBR can be told by its
// length, the others cannot (union tcp_cc_info, linux/inet_diag.h).
func optCongestion(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if int(n) == tcpBbrInfo.Size(d.ABI) {
		d.Struct(&tcpBbrInfo, a)
		return
	}
	plainValue(d, a, n)
}

// optSourceFilter says struct ip_msfilter (linux/in.h): a group and which sources
// are wanted or not.
func optSourceFilter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 16)
	if p == nil || int32(n) < 16 {
		plainValue(d, a, n)
		return
	}
	d.Buf.Struct()
	d.IP4Field("imsf_multiaddr", p[:4])
	d.IP4Field("imsf_interface", p[4:8])
	d.Field("imsf_fmode")
	d.Enum(&xlat.McastModes, uint64(binary.LittleEndian.Uint32(p[8:])))
	num := binary.LittleEndian.Uint32(p[12:])
	d.Field("imsf_numsrc")
	d.Uint(uint64(num))
	d.Field("imsf_slist")
	d.ArrayOf(a+16, min(uint64(num), uint64(n-16)/4), 4, func(d *Dec, p []byte) { d.IP(p) })
	d.EndStruct()
}

// optGroupFilter says struct group_filter: the same for any family.
func optGroupFilter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	w := d.ABI.PtrSize()
	head := w + sockaddrMax + 8
	p := d.ReadAll(a, head)
	if p == nil || int32(n) < int32(head) {
		plainValue(d, a, n)
		return
	}
	d.Buf.Struct()
	d.Field("gf_interface")
	d.Interface(binary.LittleEndian.Uint32(p))
	d.Field("gf_group")
	showStorage(d, nil, p[w:w+sockaddrMax])
	d.Field("gf_fmode")
	d.Enum(&xlat.McastModes, uint64(binary.LittleEndian.Uint32(p[w+sockaddrMax:])))
	num := binary.LittleEndian.Uint32(p[w+sockaddrMax+4:])
	d.Field("gf_numsrc")
	d.Uint(uint64(num))
	d.Field("gf_slist")
	d.ArrayOf(a+event.Addr(head), min(uint64(num), uint64(int(n)-head)/sockaddrMax), sockaddrMax, func(d *Dec, p []byte) { showStorage(d, nil, p) })
	d.EndStruct()
}

// Options of more than one form.

// optAssoc says a value with the association it is of, or the value alone, as
// programs before that had it (sctp(7)).
func optAssoc(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n == 4 {
		intAt(d, a)
		return
	}
	optStruct(d, o, a, n)
}

// optMode says a u8 with a name.
func optMode(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 1)
	if n != 1 || p == nil {
		plainValue(d, a, n)
		return
	}
	d.Ref()
	d.Enum(o.names, uint64(p[0]))
	d.EndRef()
}

// setMulticastIf says an interface by its address, or as one of two structs
// (ip(7)).
func setMulticastIf(d *Dec, o *sockopt, a event.Addr, n uint32) {
	switch int(n) {
	case ipMreq.Size(d.ABI):
		d.Struct(&ipMreq, a)
	case ipMreqn.Size(d.ABI):
		d.Struct(&ipMreqn, a)
	default:
		plainValue(d, a, n)
	}
}

func setIPTable(d *Dec, o *sockopt, a event.Addr, n uint32) {
	optStruct(d, &sockopt{t: &iptReplace}, a, n)
}

func setARPTable(d *Dec, o *sockopt, a event.Addr, n uint32) {
	optStruct(d, &sockopt{t: &arptReplace}, a, n)
}

func getEntries(d *Dec, o *sockopt, a event.Addr, n uint32) {
	optStruct(d, &sockopt{t: &iptGetEntries}, a, n)
}

// optSCTPAddrs says addresses of an association.
func optSCTPAddrs(d *Dec, o *sockopt, a event.Addr, n uint32) {
	size := uint32(sctpGetaddrs.Size(d.ABI))
	p := d.ReadAll(a, int(size))
	if p == nil || int32(n) < int32(size) {
		plainValue(d, a, n)
		return
	}
	d.Buf.Struct()
	d.Fields(&sctpGetaddrs, p)
	d.Field("addrs")
	optSockaddrs(d, o, a+event.Addr(size), n-size)
	d.EndStruct()
}

// optSubflows says an array with an element for each subflow of MPTCP, of the size
// that the program asked for (linux/mptcp.h, struct mptcp_subflow_data).
func optSubflows(d *Dec, o *sockopt, a event.Addr, n uint32) {
	size := uint32(mptcpSubflowData.Size(d.ABI))
	p := d.ReadAll(a, int(size))
	if p == nil || int32(n) < int32(size) {
		plainValue(d, a, n)
		return
	}
	head, elem := binary.LittleEndian.Uint32(p), binary.LittleEndian.Uint32(p[12:])
	num := uint64(binary.LittleEndian.Uint32(p[4:]))
	d.Buf.Struct()
	d.Fields(&mptcpSubflowData, p)
	d.Field("subflows")
	if head < size || head > n || elem == 0 || elem > n {
		d.Addr(a + event.Addr(size))
	} else {
		t := o.t
		d.ArrayOf(a+event.Addr(head), min(num, uint64((n-head)/elem)), int(elem), func(d *Dec, p []byte) { d.StructIn(t, p) })
	}
	d.EndStruct()
}
