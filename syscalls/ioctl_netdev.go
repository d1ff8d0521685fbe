package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of network devices that are about more than one member of struct ifreq, and
// those of routes.

func sayIfreqValue(d *Dec, _ *Arg, i int) { sayRequest(d, i, ioIfreqCases, ifReqSize(d), false) }

func sayIfreqData(d *Dec, _ *Arg, i int) { sayRequest(d, i, ioIfreqDataCases, ifReqSize(d), true) }

// sayInterfaceOnly says a request that has nothing but the device's name.
func sayInterfaceOnly(d *Dec, _ *Arg, i int) {
	if beginRequest(d, d.C.Ptr(i), iwreqSize) != nil {
		d.EndStruct()
	}
}

// saySocketFilter says a filter of packets.
func saySocketFilter(d *Dec, _ *Arg, i int) { filterProgAt(d, d.C.Ptr(i), false) }

// sizePppox is the size of struct sockaddr_pppox, which PPPOEIOCSFWD takes whatever its
// number tells (drivers/net/ppp/pppoe.c).
const sizePppox = 30

func sayPppox(d *Dec, _ *Arg, i int) { sockaddr(d, d.C.Ptr(i), sizePppox) }

func showSockIn(d *Dec, _ *ctype.Field, p []byte) { sockaddrIn(d, p[:sockaddrSize]) }

func showIn6(d *Dec, _ *ctype.Field, p []byte) { d.IP(p) }

// Kinds of lines and protocols of WAN devices that have settings of their own
// (linux/if.h, IF_IFACE_* and IF_PROTO_*), and the requests for these.
var wanSettings = [...]struct {
	types [3]uint32
	name  string
	of    *ctype.Struct
}{
	{[3]uint32{0x1005}, "sync", &ioSyncSerialSettings},
	{[3]uint32{0x1003, 0x1004}, "te1", &ioTe1Settings},
	{[3]uint32{0x2000, 0x2007}, "raw_hdlc", &ioRawHdlcProto},
	{[3]uint32{0x2002}, "cisco", &ioCiscoProto},
	{[3]uint32{0x2003}, "fr", &ioFrProto},
	{[3]uint32{0x2004, 0x2005, 0x2008}, "fr_pvc", &ioFrProtoPvc},
	{[3]uint32{0x2009}, "fr_pvc", &ioFrProtoPvc},
	{[3]uint32{0x200a, 0x200b}, "fr_pvc_info", &ioFrProtoPvcInfo},
	{[3]uint32{0x2006}, "x25", &ioX25HdlcProto},
}

var ifSettings = ctype.Struct{CName: "if_settings", Fields: []ctype.Field{
	ctype.Enum("type", ctype.U32, &xlat.IfSettings),
	ctype.Num("size", ctype.U32),
	ctype.Pointer("ifs_ifsu"),
}}

// ifGets is the highest request that asks for settings instead of changing them
// (IF_GET_PROTO).
const ifGets = 2

// sayIfSettings says what a line or protocol of a WAN device is set to.
func sayIfSettings(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ifSettings
	p := d.ReadAll(at, t.Size(d.ABI))
	switch {
	case !d.C.Done && p == nil:
		d.Addr(at)
		d.Settled = true
		return
	case !d.C.Done && d.Member(t, "type", p) <= ifGets:
		d.InOut()
		d.Buf.Struct()
		d.FieldOf(t, "type", p)
		d.FieldOf(t, "size", p)
		d.EndStruct()
		return
	case !d.C.Done:
		wanStruct(d, p)
		d.Settled = true
		return
	case p != nil && d.C.Errno == 0:
		d.Changed()
		wanStruct(d, p)
	}
	d.EndInOut()
}

func wanStruct(d *Dec, p []byte) {
	t := &ifSettings
	typ, to := uint32(d.Member(t, "type", p)), event.Addr(d.Member(t, "ifs_ifsu", p))
	d.Buf.Struct()
	d.FieldOf(t, "type", p)
	d.FieldOf(t, "size", p)
	for k := range wanSettings {
		s := &wanSettings[k]
		if typ != 0 && (typ == s.types[0] || typ == s.types[1] || typ == s.types[2]) {
			d.Field(s.name)
			d.Struct(s.of, to)
			d.EndStruct()
			return
		}
	}
	d.FieldOf(t, "ifs_ifsu", p)
	d.EndStruct()
}

// sayRoute says a route: a struct rtentry, or of a socket of IPv6 a struct in6_rtmsg. In
// the first, the family of rt_dst is AF_INET and its port and padding are 0, where the
// other has a part of rtmsg_dst and rtmsg_src.
func sayRoute(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	w := d.ABI.PtrSize()
	dst := d.ReadAll(at+event.Addr(w), sockaddrSize)
	if dst == nil || !d.Deref {
		d.Addr(at)
		return
	}
	if binary.LittleEndian.Uint32(dst) == afInet && binary.LittleEndian.Uint64(dst[8:]) == 0 {
		d.Struct(&ioRtentry, at)
		return
	}
	p := d.ReadAll(at, ioIn6Rtmsg.Size(d.ABI))
	if p != nil && d.Member(&ioIn6Rtmsg, "rtmsg_dst_len", p) <= 128 && d.Member(&ioIn6Rtmsg, "rtmsg_src_len", p) <= 128 {
		d.StructAt(&ioIn6Rtmsg, p, at)
		return
	}
	d.Addr(at)
}

// A brctl is what an old command of bridges takes behind its number (linux/if_bridge.h,
// BRCTL_*): numbers, the first of which may mean something else.
type brctl struct {
	first uint8
	of    *ctype.Struct // what is stored at that address
}

const (
	brNumbers uint8 = iota
	brNothing
	brName   // the address of a bridge's name
	brPort   // a device's index
	brStruct // the address of a struct that the kernel stores
	brInts   // of as many numbers as the second tells
	brMany   // of as many structs as the result tells
)

var brctls = [...]brctl{
	0:  {first: brNothing},                   // BRCTL_GET_VERSION
	1:  {first: brInts},                      // BRCTL_GET_BRIDGES
	2:  {first: brName},                      // BRCTL_ADD_BRIDGE
	3:  {first: brName},                      // BRCTL_DEL_BRIDGE
	4:  {first: brPort},                      // BRCTL_ADD_IF
	5:  {first: brPort},                      // BRCTL_DEL_IF
	6:  {first: brStruct, of: &ioBridgeInfo}, // BRCTL_GET_BRIDGE_INFO
	7:  {first: brInts},                      // BRCTL_GET_PORT_LIST
	13: {first: brStruct, of: &ioPortInfo},   // BRCTL_GET_PORT_INFO
	18: {first: brMany, of: &ioFdbEntry},     // BRCTL_GET_FDB_ENTRIES
}

// sayBridgeOld says a command about all bridges: three numbers.
func sayBridgeOld(d *Dec, _ *Arg, i int) { bridgeOld(d, d.C.Ptr(i), 3) }

// bridgeOld says n numbers at at, the first of which is a command.
func bridgeOld(d *Dec, at event.Addr, n int) {
	w := d.ABI.PtrSize()
	p := d.ReadAll(at, n*w)
	if !d.C.Done && (p == nil || !d.Deref) {
		d.Addr(at)
		d.Settled = true
		return
	}
	if !d.C.Done {
		for k := range min(n, 3) {
			d.C.Saved[1+k] = ctype.Ulong.Number(d.ABI, p[k*w:])
		}
	}
	cmd, to, count := d.C.Saved[1], event.Addr(d.C.Saved[2]), d.C.Saved[3]
	var how brctl
	if cmd < uint64(len(brctls)) {
		how = brctls[cmd]
	}
	if !d.C.Done {
		d.Array()
		d.Enum(&xlat.BrctlCmd, cmd)
		switch how.first {
		case brNumbers:
			d.Uint(uint64(to))
		case brNothing:
			d.EndArray()
			d.Settled = true
			return
		case brName:
			sayName(d, to)
		case brPort:
			d.Interface(uint32(to))
		default:
			return
		}
		bridgeRest(d, p[2*w:])
		d.Settled = true
		return
	}
	switch {
	case d.C.Errno != 0:
		d.Addr(to)
	case how.first == brStruct:
		d.Struct(how.of, to)
	case how.first == brInts:
		numbers32(d, to, min(count, uint64(max(d.C.Ret, 0))))
	default:
		d.ArrayOf(to, uint64(max(d.C.Ret, 0)), how.of.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(&ioFdbEntry, p) })
	}
	if p == nil {
		d.More()
		d.EndArray()
		return
	}
	bridgeRest(d, p[2*w:])
}

func bridgeRest(d *Dec, p []byte) {
	for w := d.ABI.PtrSize(); len(p) >= w; p = p[w:] {
		d.Uint(ctype.Ulong.Number(d.ABI, p))
	}
	d.EndArray()
}

// sayName says the name of an interface at a.
func sayName(d *Dec, a event.Addr) {
	s, whole, ok := d.CString(a, ifName)
	if !ok {
		d.Addr(a)
		return
	}
	d.Str(s, !whole)
}

// Commands whose meaning depends on the device (SIOCDEVPRIVATE and the 15 behind it).
const (
	siocDevPrivate = 0x89f0
	siocChgTunnel  = 0x89f3
)

// Old commands about a bridge, the lowest and highest.
const (
	brctlAddIf  = 4
	brctlGetFdb = 18
)

// What ifr_data of such a command points to, as far as that can be seen.
const (
	privateUnknown = iota
	privateBridge
	privateTunnel
)

// sayPrivate says a request whose meaning depends on the device. What is at ifr_data is
// shown where it can be seen to be a command of a bridge, or a tunnel of IPv4.
func sayPrivate(d *Dec, _ *Arg, i int) {
	data, what := event.Addr(d.C.Saved[0]), privateUnknown
	if !d.C.Done {
		p := beginIfreq(d, d.C.Ptr(i))
		if p == nil {
			return
		}
		data = event.Addr(ctype.Ptr.Number(d.ABI, p[ifName:]))
		d.Field("ifr_data")
		what = private(d, data)
		d.C.Saved[0] = uint64(data)
	}
	switch {
	case what == privateBridge, d.C.Done && d.C.Saved[1] != 0:
		bridgeOld(d, data, 4)
	case what == privateTunnel:
		d.Struct(&ioIpTunnelParm, data)
		d.Settled = true
	case !d.C.Done && d.C.Uint(i-1) == siocDevPrivate:
		return // it may become one
	case d.C.Done && d.C.Errno == 0 && private(d, data) == privateTunnel:
		d.Struct(&ioIpTunnelParm, data)
	default:
		d.Addr(data)
		d.Settled = true
	}
	if d.Settled || d.C.Done {
		d.EndStruct()
	}
}

// private tells what is at data. A tunnel's header begins with version and length of
// IPv4's (net/ipv4/ip_tunnel.c asks for them).
func private(d *Dec, data event.Addr) int {
	cmd := d.C.Uint(1)
	if cmd == siocDevPrivate {
		if p := d.ReadAll(data, 4*d.ABI.PtrSize()); p != nil {
			if n := ctype.Ulong.Number(d.ABI, p); n >= brctlAddIf && n <= brctlGetFdb {
				return privateBridge
			}
		}
	}
	if cmd > siocChgTunnel {
		return privateUnknown
	}
	off, _ := ioIpTunnelParm.Offset(d.ABI, "iph")
	if p := d.ReadAll(data, ioIpTunnelParm.Size(d.ABI)); p != nil && p[off] == 0x45 {
		return privateTunnel
	}
	return privateUnknown
}
