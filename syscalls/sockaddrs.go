package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Socket addresses of the rarer families, mostly structs (linux/*.h).

var sockaddrAt = ctype.Struct{CName: "sockaddr_at", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Num("sat_port", ctype.U8),
	ctype.Sub("sat_addr", &atalkAddr),
	{Name: "sat_zero", Kind: ctype.Chars, N: 8, Show: ctype.ShowBytes, How: ctype.NonZero},
}}

var atalkAddr = ctype.Struct{CName: "atalk_addr", Fields: []ctype.Field{
	ctype.As("s_net", ctype.U16, showHtons),
	ctype.Num("s_node", ctype.U8),
}}

var sockaddrATMPVC = ctype.Struct{CName: "sockaddr_atmpvc", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Sub("sap_addr", &atmPVC),
}}

// atmPVC is sockaddr_atmpvc's sap_addr. Below 0 its numbers stand for any or none
// (linux/atm.h, ATM_ITF_ANY...).
var atmPVC = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("itf", ctype.S16),
	ctype.Num("vpi", ctype.S16),
	ctype.Num("vci", ctype.S32),
}}

var sockaddrATMSVC = ctype.Struct{CName: "sockaddr_atmsvc", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Sub("sas_addr", &atmSVC),
}}

var atmSVC = ctype.Struct{Fields: []ctype.Field{
	{Name: "prv", Kind: ctype.Chars, N: 20, Show: showOctets},
	ctype.Text("pub", 13),
	ctype.Num("lij_type", ctype.U8),
	ctype.Hex("lij_id", ctype.U32),
}}

var sockaddrAsh = ctype.Struct{CName: "sockaddr_ash", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Interface("sash_ifindex", ctype.U32),
	ctype.Num("sash_channel", ctype.U8),
	ctype.Num("sash_plen", ctype.U32),
	{Name: "sash_prefix", Kind: ctype.Chars, N: 16, Show: showOctets, Len: "sash_plen"},
}}

var sockaddrEc = ctype.Struct{CName: "sockaddr_ec", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Hex("port", ctype.U8),
	ctype.Hex("cb", ctype.U8),
	ctype.Hex("type", ctype.U8),
	ctype.Sub("addr", &ecAddr),
	ctype.Hex("cookie", ctype.Ulong),
}}

var ecAddr = ctype.Struct{CName: "ec_addr", Fields: []ctype.Field{
	ctype.Num("station", ctype.U8),
	ctype.Num("net", ctype.U8),
}}

var sockaddrLLC = ctype.Struct{CName: "sockaddr_llc", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Enum("sllc_arphrd", ctype.U16, &xlat.ArpTypes),
	ctype.Num("sllc_test", ctype.U8),
	ctype.Num("sllc_xid", ctype.U8),
	ctype.Num("sllc_ua", ctype.U8),
	ctype.Hex("sllc_sap", ctype.U8),
	{Name: "sllc_mac", Kind: ctype.Chars, N: 6, Show: showOctets},
	ctype.Pad(ctype.U8, 2),
}}

var sockaddrIUCV = ctype.Struct{CName: "sockaddr_iucv", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	{Name: "siucv_port", Kind: ctype.U16, How: ctype.NonZero},
	ctype.HexNZ("siucv_addr", ctype.U32),
	{Name: "siucv_nodeid", Kind: ctype.Chars, N: 8, Show: ctype.ShowBytes, How: ctype.NonZero},
	ctype.Data("siucv_user_id", 8),
	ctype.Data("siucv_name", 8),
}}

// sockaddrISDN is struct sockaddr_mISDN (linux/mISDNif.h).
var sockaddrISDN = ctype.Struct{Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Num("dev", ctype.U8),
	ctype.Num("channel", ctype.U8),
	ctype.Num("sapi", ctype.U8),
	ctype.Num("tei", ctype.U8),
}}

var sockaddrPn = ctype.Struct{CName: "sockaddr_pn", Fields: []ctype.Field{
	ctype.Pad(ctype.U16, 1),
	ctype.Hex("spn_obj", ctype.U8),
	ctype.Hex("spn_dev", ctype.U8),
	ctype.Hex("spn_resource", ctype.U8),
	{Name: "spn_zero", Kind: ctype.Chars, N: 11, Show: ctype.ShowBytes, How: ctype.NonZero},
}}

func showHtons(d *Dec, f *ctype.Field, p []byte) { d.Swapped("htons", p) }
func showHtonl(d *Dec, f *ctype.Field, p []byte) { d.Swapped("htonl", p) }

// showInet shows a sockaddr_in or sockaddr_in6 within a struct.
func showInet(d *Dec, f *ctype.Field, p []byte) {
	if binary.LittleEndian.Uint16(p) == afInet6 {
		inetAddr(d, "sin6_family", inet6Least, sayInet6Addr, p)
	} else {
		inetAddr(d, "sin_family", inetLen, sayInetAddr, p)
	}
}

// Amateur radio.

const (
	ax25CallLen = 7  // ax25_address (linux/ax25.h)
	ax25Len     = 16 // struct sockaddr_ax25
	ax25Full    = 72 // struct full_sockaddr_ax25
	ax25Digis   = 8  // AX25_MAX_DIGIS
	roseLen     = 28 // struct sockaddr_rose (linux/rose.h)
	roseDigis   = 6  // ROSE_MAX_DIGIS
)

// sayAX25Addr says an address of AX.25 or NET/ROM: a station, and the digipeaters
// on the way to it.
func sayAX25Addr(d *Dec, p []byte) {
	station := func() {
		d.Field("sax25_call")
		ax25Call(d, p[2:2+ax25CallLen])
		d.Field("sax25_ndigis")
		d.Int(int64(int32(binary.LittleEndian.Uint32(p[12:]))))
	}
	n := int(int32(binary.LittleEndian.Uint32(p[12:])))
	if len(p) == ax25Len && n == 0 {
		station()
		return
	}
	d.Field("fsa_ax25")
	d.Buf.Struct()
	station()
	d.EndStruct()
	have := min(len(p), ax25Full) - ax25Len
	if n > 0 {
		d.Field("fsa_digipeater")
		ax25Calls(d, p[ax25Len:ax25Len+have], min(n, ax25Digis))
	}
	if have%ax25CallLen != 0 || len(p) > ax25Full {
		d.More()
	}
}

// ax25Calls says n calls, of which p may hold only the first ones.
func ax25Calls(d *Dec, p []byte, n int) {
	d.Array()
	for ; n > 0 && len(p) >= ax25CallLen; n-- {
		ax25Call(d, p[:ax25CallLen])
		p = p[ax25CallLen:]
	}
	if n > 0 {
		d.More()
	}
	d.EndArray()
}

// ax25Call says an ax25_address: six characters in the upper seven bits of their
// bytes, and the number of a station of that call. One that is as the protocol
// has it is shown as people write it.
func ax25Call(d *Dec, p []byte) {
	text := d.Alloc(16)[:0]
	valid, shown := p[6]&^0x1e == 0, true
	end := 6
	for end > 0 && p[end-1]>>1 == ' ' {
		end--
	}
	for _, b := range p[:end] {
		c := b >> 1
		valid = valid && b&1 == 0 && (c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
		shown = shown && c >= ' ' && c < 0x7f && c != '*' && c != '/'
		text = append(text, c)
	}
	if end == 0 && p[6] == 0 {
		text = append(text, '*') // null_ax25_address (net/ax25/ax25_addr.c)
	} else {
		valid = valid && end > 0
		ssid := p[6] >> 1 & 0xf
		text = append(text, '-')
		if ssid > 9 {
			text = append(text, '1')
		}
		text = append(text, '0'+ssid%10)
	}
	if valid && d.Bare(text) || shown && d.JSON() && d.Bare(text) {
		return
	}
	d.Buf.Struct()
	d.Field("ax25_call")
	d.Hexed(p, false)
	d.EndStruct()
	if valid && d.Named() || !valid && shown {
		d.CommentBytes(text)
	}
}

// sayRoseAddr says a station of ROSE: its address in packed decimal digits, its
// call, and the digipeaters on the way.
func sayRoseAddr(d *Dec, p []byte) {
	n := int(int32(binary.LittleEndian.Uint32(p[16:])))
	d.Field("srose_addr")
	d.Octets(p[2:7])
	d.Field("srose_call")
	ax25Call(d, p[7:14])
	d.Field("srose_ndigis")
	d.Int(int64(n))
	switch {
	case n <= 0 || len(p) < roseLen-1:
	case len(p) <= roseLen:
		d.Field("srose_digi")
		ax25Call(d, p[20:27])
	default: // struct full_sockaddr_rose
		d.Field("srose_digis")
		ax25Calls(d, p[20:min(len(p), 20+roseDigis*ax25CallLen)], min(n, roseDigis))
	}
}

// sayIEEE802154Addr says struct sockaddr_ieee802154 (net/af_ieee802154.h).
func sayIEEE802154Addr(d *Dec, p []byte) {
	const none, short = 0, 2 // IEEE802154_ADDR_*
	kind := binary.LittleEndian.Uint32(p[4:])
	d.Field("addr")
	d.Buf.Struct()
	d.Field("addr_type")
	d.EnumNoted(&xlat.Ieee802154Kinds, uint64(kind))
	d.Field("pan_id")
	d.EnumNoted(&xlat.Ieee802154Pans, uint64(binary.LittleEndian.Uint16(p[8:])))
	switch kind {
	case none:
	case short:
		d.Field("short_addr")
		d.EnumNoted(&xlat.Ieee802154Shorts, uint64(binary.LittleEndian.Uint16(p[10:])))
	default:
		d.Field("hwaddr")
		d.Octets(p[10:18])
	}
	d.EndStruct()
}

// sayRXRPCAddr says struct sockaddr_rxrpc (linux/rxrpc.h), which has an address of
// the transport in it.
func sayRXRPCAddr(d *Dec, p []byte) {
	d.Field("srx_service")
	d.EnumNoted(&xlat.RxrpcServices, uint64(binary.LittleEndian.Uint16(p[2:])))
	d.Field("transport_type")
	d.Enum(&xlat.SocketTypes, uint64(binary.LittleEndian.Uint16(p[4:])))
	n := binary.LittleEndian.Uint16(p[6:])
	d.Field("transport_len")
	d.Uint(uint64(n))
	d.Field("transport")
	d.Buf.Struct()
	transport(d, p[8:min(len(p), 8+max(int(n), 2))])
	d.EndStruct()
}

func transport(d *Dec, p []byte) {
	switch af := binary.LittleEndian.Uint16(p); af {
	case afInet:
		d.Field("sin")
		inetAddr(d, "sin_family", inetLen, sayInetAddr, p)
	case afInet6:
		d.Field("sin6")
		inetAddr(d, "sin6_family", inet6Least, sayInet6Addr, p)
	default:
		d.Field("family")
		d.Enum(&xlat.SocketFamilies, uint64(af))
		restOfAddr(d, p[2:])
	}
}

// inetAddr says an internet address within another struct, where its family has a
// name of its own.
func inetAddr(d *Dec, family string, least int, say func(*Dec, []byte), p []byte) {
	d.Buf.Struct()
	d.Field(family)
	d.Enum(&xlat.SocketFamilies, uint64(binary.LittleEndian.Uint16(p)))
	if len(p) >= least {
		say(d, p)
	} else {
		restOfAddr(d, p[2:])
	}
	d.EndStruct()
}

// restOfAddr says the bytes of an address that is not understood.
func restOfAddr(d *Dec, p []byte) {
	if len(p) > 0 {
		d.BareField("data")
		d.Str(p, false)
	}
}

// Bluetooth (net/bluetooth/*.h).

// sayBluetoothAddr tells the kinds of Bluetooth addresses apart by their lengths.
func sayBluetoothAddr(d *Dec, p []byte) {
	switch len(p) {
	case 4, 6:
		d.Field("hci_dev")
		littleEndian(d, "htobs", p[2:4])
		if len(p) == 6 {
			d.Field("hci_channel")
			d.Enum(&xlat.HciChannels, uint64(binary.LittleEndian.Uint16(p[4:])))
		}
	case 8:
		d.Field("sco_bdaddr")
		d.Octets(p[2:8])
	case 10:
		d.Field("rc_bdaddr")
		d.Octets(p[2:8])
		d.Field("rc_channel")
		d.Uint(uint64(p[8]))
	case 12, 14:
		sayL2CAPAddr(d, p)
	case 49, 50: // struct sockaddr_iso with a broadcaster's address behind it
		d.Field("iso_bdaddr")
		d.Octets(p[2:8])
		d.Field("iso_bdaddr_type")
		d.Enum(&xlat.BdaddrTypes, uint64(p[8]))
		d.Field("iso_bc")
		d.StructIn(&sockaddrISOBroadcast, p[9:49])
	default:
		d.Field("sa_data")
		d.Str(p[2:], false)
	}
}

var sockaddrISOBroadcast = ctype.Struct{CName: "sockaddr_iso_bc", Fields: []ctype.Field{
	{Name: "bc_bdaddr", Kind: ctype.Chars, N: 6, Show: showOctets},
	ctype.Enum("bc_bdaddr_type", ctype.U8, &xlat.BdaddrTypes),
	ctype.Num("bc_sid", ctype.U8),
	ctype.Num("bc_num_bis", ctype.U8),
	{Name: "bc_bis", Kind: ctype.U8, N: 31, Len: "bc_num_bis"},
}}

func littleEndian(d *Dec, fn string, p []byte) {
	d.Wrap(fn)
	d.Uint(uint64(binary.LittleEndian.Uint16(p)))
	d.EndWrap()
}

func sayL2CAPAddr(d *Dec, p []byte) {
	psm, cid := uint64(binary.LittleEndian.Uint16(p[2:])), uint64(binary.LittleEndian.Uint16(p[10:]))
	d.Field("l2_psm")
	d.Wrap("htobs")
	switch {
	case psm > 0x1001: // L2CAP_PSM_DYN_START
		ranged(d, &xlat.L2capPsms, psm, "L2CAP_PSM_DYN_START", 0x1001)
	case psm > 0x80 && psm < 0x100: // L2CAP_PSM_LE_DYN_START
		ranged(d, &xlat.L2capPsms, psm, "L2CAP_PSM_LE_DYN_START", 0x80)
	default:
		d.Enum(&xlat.L2capPsms, psm)
	}
	d.EndWrap()
	d.Field("l2_bdaddr")
	d.Octets(p[4:10])
	d.Field("l2_cid")
	d.Wrap("htobs")
	if cid > 0x40 { // L2CAP_CID_DYN_START
		ranged(d, &xlat.L2capCids, cid, "L2CAP_CID_DYN_START", 0x40)
	} else {
		d.Enum(&xlat.L2capCids, cid)
	}
	d.EndWrap()
	if len(p) == 14 {
		d.Field("l2_bdaddr_type")
		d.Enum(&xlat.BdaddrTypes, uint64(p[12]))
	}
}

// ranged says a number that has a name, or stands in the range that begins at
// start.
func ranged(d *Dec, s *xlat.Set, v uint64, name string, start uint64) {
	if _, ok := s.Lookup(d.ABI, v); ok {
		d.Enum(s, v)
		return
	}
	d.Offset(v, name, v-start)
}

// PPP over something (linux/if_pppox.h, if_pppol2tp.h). The structs are packed.

var pppoeAddr = ctype.Struct{CName: "pppoe_addr", Fields: []ctype.Field{
	ctype.As("sid", ctype.U16, showHtons),
	{Name: "remote", Kind: ctype.Chars, N: 6, Show: showOctets},
	ctype.Text("dev", 16),
}}

var pptpAddr = ctype.Struct{CName: "pptp_addr", Fields: []ctype.Field{
	ctype.Num("call_id", ctype.U16),
	ctype.Pad(ctype.U16, 1),
	ctype.IP("sin_addr", 4),
}}

var (
	pppol2tpAddr = ctype.Struct{CName: "pppol2tp_addr", Fields: []ctype.Field{
		ctype.PID("pid"),
		ctype.FD("fd"),
		{Name: "addr", Kind: ctype.Chars, N: 16, Show: showInet},
		ctype.Num("s_tunnel", ctype.U16),
		ctype.Num("s_session", ctype.U16),
		ctype.Num("d_tunnel", ctype.U16),
		ctype.Num("d_session", ctype.U16),
	}}
	pppol2tp6Addr = ctype.Struct{CName: "pppol2tpin6_addr", Fields: []ctype.Field{
		ctype.PID("pid"),
		ctype.FD("fd"),
		ctype.Num("s_tunnel", ctype.U16),
		ctype.Num("s_session", ctype.U16),
		ctype.Num("d_tunnel", ctype.U16),
		ctype.Num("d_session", ctype.U16),
		{Name: "addr", Kind: ctype.Chars, N: 28, Show: showInet},
	}}
	pppol2tp3Addr = ctype.Struct{CName: "pppol2tpv3_addr", Fields: []ctype.Field{
		ctype.PID("pid"),
		ctype.FD("fd"),
		{Name: "addr", Kind: ctype.Chars, N: 16, Show: showInet},
		ctype.Num("s_tunnel", ctype.U32),
		ctype.Num("s_session", ctype.U32),
		ctype.Num("d_tunnel", ctype.U32),
		ctype.Num("d_session", ctype.U32),
	}}
	pppol2tp36Addr = ctype.Struct{CName: "pppol2tpv3in6_addr", Fields: []ctype.Field{
		ctype.PID("pid"),
		ctype.FD("fd"),
		ctype.Num("s_tunnel", ctype.U32),
		ctype.Num("s_session", ctype.U32),
		ctype.Num("d_tunnel", ctype.U32),
		ctype.Num("d_session", ctype.U32),
		{Name: "addr", Kind: ctype.Chars, N: 28, Show: showInet},
	}}
)

// pppoxAddrs are the addresses behind sa_protocol: which one it is, of L2TP, the
// kernel tells by the length, too (net/l2tp/l2tp_ppp.c).
var pppoxAddrs = [...]struct {
	protocol uint32
	len      int // the whole address, or 0: any that is long enough
	name     string
	t        *ctype.Struct
}{
	{0, 0, "pppoe", &pppoeAddr}, // PX_PROTO_OE
	{1, 38, "pppol2tp", &pppol2tpAddr},
	{1, 46, "pppol2tp", &pppol2tp3Addr},
	{1, 50, "pppol2tp", &pppol2tp6Addr},
	{1, 58, "pppol2tp", &pppol2tp36Addr},
	{2, 0, "pptp", &pptpAddr},
}

func sayPPPOXAddr(d *Dec, p []byte) {
	protocol := binary.LittleEndian.Uint32(p[2:])
	d.Field("sa_protocol")
	d.Enum(&xlat.PppoxProtocols, uint64(protocol))
	for i := range pppoxAddrs {
		a := &pppoxAddrs[i]
		if a.protocol == protocol && (a.len == len(p) || a.len == 0 && len(p) >= 6+a.t.Size(d.ABI)) {
			if a.len == 0 {
				d.Field("sa_addr")
				d.Buf.Struct()
			}
			d.Field(a.name)
			d.StructIn(a.t, p[6:6+a.t.Size(d.ABI)])
			if a.len == 0 {
				d.EndStruct()
			}
			return
		}
	}
	restOfAddr(d, p[6:])
}

// Members that depend on one before them.

var (
	canTP = ctype.Struct{Fields: []ctype.Field{
		ctype.Hex("rx_id", ctype.U32),
		ctype.Hex("tx_id", ctype.U32),
	}}
	canJ1939 = ctype.Struct{Fields: []ctype.Field{
		ctype.Hex("name", ctype.U64),
		ctype.Hex("pgn", ctype.U32),
		ctype.Hex("addr", ctype.U8),
	}}
)

// sayCANAddr says struct sockaddr_can (linux/can.h). Its union is ISO-TP's or
// J1939's, which the address does not tell; CAN_RAW and CAN_BCM leave it alone.
func sayCANAddr(d *Dec, p []byte) {
	d.Field("can_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p[4:]))
	if len(p) < 16 || len(bytes.Trim(p[8:], "\x00")) == 0 {
		return
	}
	d.Field("can_addr")
	d.Buf.Struct()
	d.Field("tp")
	d.StructIn(&canTP, p[8:16])
	if len(p) >= 24 {
		d.Field("j1939")
		d.StructIn(&canJ1939, p[8:24])
	}
	d.EndStruct()
}

var (
	tipcRange = ctype.Struct{CName: "tipc_service_range", Fields: []ctype.Field{
		ctype.Num("type", ctype.U32),
		ctype.Num("lower", ctype.U32),
		ctype.Num("upper", ctype.U32),
	}}
	tipcService = ctype.Struct{CName: "tipc_service_addr", Fields: []ctype.Field{
		ctype.Num("type", ctype.U32),
		ctype.Num("instance", ctype.U32),
	}}
	tipcSocket = ctype.Struct{CName: "tipc_socket_addr", Fields: []ctype.Field{
		ctype.Num("ref", ctype.U32),
		ctype.Hex("node", ctype.U32),
	}}
)

// sayTIPCAddr says struct sockaddr_tipc (linux/tipc.h).
func sayTIPCAddr(d *Dec, p []byte) {
	kind := p[2]
	d.Field("addrtype")
	d.Enum(&xlat.TipcAddrTypes, uint64(kind))
	d.Field("scope")
	d.Enum(&xlat.TipcScopes, uint64(int8(p[3])))
	d.Field("addr")
	d.Buf.Struct()
	switch kind {
	case 1: // TIPC_SERVICE_RANGE
		d.Field("nameseq")
		d.StructIn(&tipcRange, p[4:16])
	case 2: // TIPC_SERVICE_ADDR
		d.Field("name")
		d.Buf.Struct()
		d.Field("name")
		d.StructIn(&tipcService, p[4:12])
		d.Field("domain")
		d.Hex(uint64(binary.LittleEndian.Uint32(p[12:])))
		d.EndStruct()
	case 3: // TIPC_SOCKET_ADDR
		d.Field("id")
		d.StructIn(&tipcSocket, p[4:12])
	default:
		restOfAddr(d, p[4:])
	}
	d.EndStruct()
}

// sayCAIFAddr says struct sockaddr_caif (linux/caif/caif_socket.h). What its union
// holds depends on the socket's protocol, which the address does not tell.
func sayCAIFAddr(d *Dec, p []byte) {
	form := &caifForm{}
	if d.O.Net != nil {
		if family, protocol, ok := d.O.Net.Socket(d.TID, d.C.Int(0)); ok && family == afCAIF && uint(protocol) < uint(len(caifForms)) {
			form = &caifForms[protocol]
		}
	}
	if form.t == nil {
		d.Field("sa_data")
		d.Str(p[2:], false)
		return
	}
	d.Field("u")
	d.Buf.Struct()
	d.Field(form.name)
	d.Buf.Struct()
	cutFields(d, form.t, p[4:])
	d.EndStruct()
	d.EndStruct()
}

// A caifForm is a member of the union in an address.
type caifForm struct {
	name string
	t    *ctype.Struct
}

// caifForms are the members by the socket's protocol (enum caif_protocol_type).
var caifForms = [...]caifForm{
	{"at", &caifAT},
	{"dgm", &caifDatagram},
	{"dgm", &caifDatagram}, // CAIFPROTO_DATAGRAM_LOOP
	{"util", &caifUtil},
	{"rfm", &caifRFM},
	{"dbg", &caifDebug},
}

var (
	caifAT       = ctype.Struct{Fields: []ctype.Field{ctype.Enum("type", ctype.U8, &xlat.CaifAtTypes)}}
	caifDatagram = ctype.Struct{Fields: []ctype.Field{ctype.Hex("connection_id", ctype.U32)}}
	caifUtil     = ctype.Struct{Fields: []ctype.Field{ctype.Text("service", 16)}}
	caifRFM      = ctype.Struct{Fields: []ctype.Field{ctype.Hex("connection_id", ctype.U32), ctype.Text("volume", 16)}}
	caifDebug    = ctype.Struct{Fields: []ctype.Field{ctype.Enum("type", ctype.U8, &xlat.CaifDebugTypes), ctype.Enum("service", ctype.U8, &xlat.CaifDebugServices)}}
)
