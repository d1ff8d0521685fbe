package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Socket addresses.

// sockaddrMax is the size of struct sockaddr_storage (linux/socket.h): the
// kernel refuses longer addresses.
const sockaddrMax = 128

// What an internet address takes at least: struct sockaddr_in, and sockaddr_in6
// without its scope, which it once had not (RFC 2133).
const (
	inetLen    = 16
	inet6Len   = 28
	inet6Least = 24
)

// Families of addresses (include/linux/socket.h).
const (
	afUnix       = 1
	afInet       = 2
	afAX25       = 3
	afIPX        = 4
	afAppletalk  = 5
	afNetrom     = 6
	afBridge     = 7
	afATMPVC     = 8
	afX25        = 9
	afInet6      = 10
	afRose       = 11
	afNetlink    = 16
	afPacket     = 17
	afAsh        = 18
	afEconet     = 19
	afATMSVC     = 20
	afRDS        = 21
	afPPPOX      = 24
	afLLC        = 26
	afMpls       = 28
	afCAN        = 29
	afTIPC       = 30
	afBluetooth  = 31
	afIUCV       = 32
	afRXRPC      = 33
	afISDN       = 34
	afPhonet     = 35
	afIEEE802154 = 36
	afCAIF       = 37
	afAlg        = 38
	afNFC        = 39
	afVsock      = 40
	afSmc        = 43
	afXdp        = 44
	afKCM        = 41
	afQipcrtr    = 42
	afSMC        = 43
	afXDP        = 44
	afMctp       = 45
)

// A family is a kind of socket address: the length from which on it is
// understood, and what says its members behind sa_family: a function, or a
// struct that has them.
type family struct {
	min int
	say func(d *Dec, p []byte)
	t   *ctype.Struct
}

var families = [...]family{
	afUnix:       {3, sayUnixAddr, nil},
	afInet:       {inetLen, sayInetAddr, nil},
	afAX25:       {16, sayAX25Addr, nil},
	afIPX:        {16, sayIPXAddr, nil},
	afAppletalk:  {8, nil, &sockaddrAt},
	afNetrom:     {16, sayAX25Addr, nil},
	afATMPVC:     {12, nil, &sockaddrATMPVC},
	afX25:        {18, sayX25Addr, nil},
	afInet6:      {inet6Least, sayInet6Addr, nil},
	afRose:       {20, sayRoseAddr, nil},
	afNetlink:    {12, sayNetlinkAddr, nil},
	afPacket:     {20, sayPacketAddr, nil},
	afAsh:        {16, nil, &sockaddrAsh},
	afEconet:     {7, nil, &sockaddrEc},
	afATMSVC:     {44, nil, &sockaddrATMSVC},
	afPPPOX:      {6, sayPPPOXAddr, nil},
	afLLC:        {14, nil, &sockaddrLLC},
	afCAN:        {8, sayCANAddr, nil},
	afTIPC:       {16, sayTIPCAddr, nil},
	afBluetooth:  {4, sayBluetoothAddr, nil},
	afIUCV:       {32, nil, &sockaddrIUCV},
	afRXRPC:      {36, sayRXRPCAddr, nil},
	afISDN:       {6, nil, &sockaddrISDN},
	afPhonet:     {5, nil, &sockaddrPn},
	afIEEE802154: {20, sayIEEE802154Addr, nil},
	afCAIF:       {5, sayCAIFAddr, nil},
	afAlg:        {25, sayAlgAddr, nil},
	afNFC:        {16, sayNFCAddr, nil},
	afVsock:      {16, sayVsockAddr, nil},
	afQipcrtr:    {12, sayQipcrtrAddr, nil},
	afXDP:        {16, sayXDPAddr, nil},
	afMctp:       {12, sayMCTPAddr, nil},
}

// sockaddr says the socket address of n bytes at a.
func sockaddr(d *Dec, a event.Addr, n int32) {
	if a == 0 || n < 2 || !d.Deref {
		d.Addr(a)
		return
	}
	mark := d.Mark()
	if p := d.ReadAll(a, min(int(n), sockaddrMax)); p == nil {
		d.Addr(a)
	} else {
		sockaddrIn(d, p)
	}
	d.Release(mark)
}

// sockaddrIn says the socket address whose bytes, at least 2, are p.
func sockaddrIn(d *Dec, p []byte) {
	af := binary.LittleEndian.Uint16(p)
	d.Buf.Struct()
	d.Field("sa_family")
	d.Enum(&xlat.SocketFamilies, uint64(af))
	var f family
	if int(af) < len(families) && len(p) >= families[af].min {
		f = families[af]
	}
	switch {
	case f.say != nil:
		f.say(d, p)
	case f.t != nil:
		d.Fields(f.t, p)
	case len(p) > 2:
		d.Field("sa_data")
		d.Str(p[2:], false)
	}
	d.EndStruct()
}

func sayUnixAddr(d *Dec, p []byte) {
	path := p[2:min(len(p), 2+108)]
	d.Field("sun_path")
	if path[0] == 0 {
		d.Abstract(path)
		return
	}
	if i := bytes.IndexByte(path, 0); i >= 0 {
		path = path[:i]
	}
	d.FileName(path)
}

func sayInetAddr(d *Dec, p []byte) {
	d.Field("sin_port")
	d.Swapped("htons", p[2:4])
	d.IP4Field("sin_addr", p[4:8])
}

func sayInet6Addr(d *Dec, p []byte) {
	d.Field("sin6_port")
	d.Swapped("htons", p[2:4])
	d.Field("sin6_flowinfo")
	d.Swapped("htonl", p[4:8])
	addr := p[8:24]
	d.IP6Field("sin6_addr", addr)
	if len(p) == inet6Least {
		return
	}
	d.Field("sin6_scope_id")
	var scope [4]byte // a part of it is one, too
	copy(scope[:], p[24:])
	id := binary.LittleEndian.Uint32(scope[:])
	// The scope is an interface for what is local to a link: fe80::/10, ff02::/16.
	if addr[0] == 0xfe && addr[1]&0xc0 == 0x80 || addr[0] == 0xff && addr[1]&0xf == 2 {
		d.Interface(id)
	} else {
		d.Uint(uint64(id))
	}
}

func sayIPXAddr(d *Dec, p []byte) {
	d.Field("sipx_port")
	d.Swapped("htons", p[2:4])
	d.Field("sipx_network")
	d.Wrap("htonl")
	d.Hex(uint64(binary.BigEndian.Uint32(p[4:])))
	d.EndWrap()
	d.Field("sipx_node")
	hexBytes(d, p[8:14], false)
	d.Field("sipx_type")
	d.HexWide(uint64(p[14]), 2)
	if p[15] != 0 {
		d.Field("sipx_zero")
		d.HexWide(uint64(p[15]), 2)
	}
}

// hexBytes says bytes as an array of numbers; more tells that there are others.
func hexBytes(d *Dec, p []byte, more bool) {
	d.Array()
	for _, c := range p {
		d.HexWide(uint64(c), 2)
	}
	if more {
		d.More()
	}
	d.EndArray()
}

func sayX25Addr(d *Dec, p []byte) {
	d.Field("sx25_addr")
	d.Buf.Struct()
	d.Field("x25_addr")
	cstr(d, p[2:18], 15)
	d.EndStruct()
}

// cstr says the string in the array p, of which at most n characters are
// shown.
func cstr(d *Dec, p []byte, n int) {
	if i := bytes.IndexByte(p, 0); i >= 0 && i <= n {
		d.Str(p[:i], false)
		return
	}
	d.Str(p[:min(n, len(p))], true)
}

func sayNetlinkAddr(d *Dec, p []byte) {
	if pad := binary.LittleEndian.Uint16(p[2:]); pad != 0 {
		d.Field("nl_pad")
		d.Hex(uint64(pad))
	}
	d.Field("nl_pid")
	d.Int(int64(int32(binary.LittleEndian.Uint32(p[4:]))))
	d.Field("nl_groups")
	d.HexWide(uint64(binary.LittleEndian.Uint32(p[8:])), 8)
}

func sayPacketAddr(d *Dec, p []byte) {
	d.Field("sll_protocol")
	d.SwappedEnum("htons", &xlat.EtherProtocols, p[2:4])
	d.Field("sll_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p[4:]))
	d.Field("sll_hatype")
	d.Enum(&xlat.ArpTypes, uint64(binary.LittleEndian.Uint16(p[8:])))
	d.Field("sll_pkttype")
	d.Enum(&xlat.PacketTypes, uint64(p[10]))
	d.Field("sll_halen")
	n := int(p[11])
	d.Uint(uint64(n))
	if n > 0 {
		addr := p[12:]
		d.Field("sll_addr")
		hexBytes(d, addr[:min(n, len(addr))], n > len(addr))
	}
}

func sayAlgAddr(d *Dec, p []byte) {
	d.Field("salg_type")
	cstr(d, p[2:16], 13)
	for i, name := range [...]string{"salg_feat", "salg_mask"} {
		v := uint64(binary.LittleEndian.Uint32(p[16+4*i:]))
		d.Field(name)
		d.FlagsNoted(&xlat.AlgFlags, v)
	}
	d.Field("salg_name")
	name := p[24:] // of any length in struct sockaddr_alg_new
	cstr(d, name, len(name)-1)
}

func sayNFCAddr(d *Dec, p []byte) {
	d.Field("dev_idx")
	d.Int(int64(int32(binary.LittleEndian.Uint32(p[4:]))))
	d.Field("target_idx")
	d.Hex(uint64(binary.LittleEndian.Uint32(p[8:])))
	d.Field("nfc_protocol")
	d.Enum(&xlat.NfcProtos, uint64(binary.LittleEndian.Uint32(p[12:])))
	size := 0
	if len(p) > 16 {
		// struct sockaddr_nfc_llcp (linux/nfc.h)
		if size = 88; d.ABI == event.AMD64 {
			size = 96
		}
	}
	switch {
	case len(p) > 16 && len(p) < size:
		d.More()
	case size > 0:
		d.Field("dsap")
		d.Hex(uint64(p[16]))
		d.Field("ssap")
		d.Hex(uint64(p[17]))
		d.Field("service_name")
		n := ctype.Ulong.Number(d.ABI, p[size-d.ABI.PtrSize():])
		d.Str(p[18:18+min(n, 63)], false)
		d.Field("service_name_len")
		d.Uint(n)
	}
}

func sayVsockAddr(d *Dec, p []byte) {
	if r := binary.LittleEndian.Uint16(p[2:]); r != 0 {
		d.Field("svm_reserved1")
		d.Hex(uint64(r))
	}
	d.Field("svm_cid")
	d.Enum(&xlat.VsockCids, uint64(binary.LittleEndian.Uint32(p[8:])))
	d.Field("svm_port")
	d.Enum(&xlat.VsockPorts, uint64(binary.LittleEndian.Uint32(p[4:])))
	d.Field("svm_flags")
	d.Flags(&xlat.VsockFlags, uint64(p[12]))
	if !bytes.Equal(p[13:16], []byte{0, 0, 0}) {
		d.Field("svm_zero")
		d.Hexed(p[13:16], false)
	}
}

func sayQipcrtrAddr(d *Dec, p []byte) {
	d.Field("sq_node")
	d.Hex(uint64(binary.LittleEndian.Uint32(p[4:])))
	d.Field("sq_port")
	d.Hex(uint64(binary.LittleEndian.Uint32(p[8:])))
}

func sayXDPAddr(d *Dec, p []byte) {
	flags := binary.LittleEndian.Uint16(p[2:])
	d.Field("sxdp_flags")
	d.Flags(&xlat.XdpFlags, uint64(flags))
	d.Field("sxdp_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p[4:]))
	d.Field("sxdp_queue_id")
	d.Uint(uint64(binary.LittleEndian.Uint32(p[8:])))
	const sharedUmem = 1 // XDP_SHARED_UMEM, linux/if_xdp.h
	if flags&sharedUmem != 0 {
		d.Field("sxdp_shared_umem_fd")
		d.FD(int32(binary.LittleEndian.Uint32(p[12:])))
	}
}

func sayMCTPAddr(d *Dec, p []byte) {
	if pad := binary.LittleEndian.Uint16(p[2:]); pad != 0 {
		d.Field("__smctp_pad0")
		d.Hex(uint64(pad))
	}
	d.Field("smctp_network")
	d.Enum(&xlat.MctpNets, uint64(binary.LittleEndian.Uint32(p[4:])))
	d.Field("smctp_addr")
	d.Buf.Struct()
	d.Field("s_addr")
	d.Enum(&xlat.MctpAddrs, uint64(p[8]))
	d.EndStruct()
	d.Field("smctp_type")
	d.Hex(uint64(p[9]))
	d.Field("smctp_tag")
	d.Hex(uint64(p[10]))
	if p[11] != 0 {
		d.Field("__smctp_pad1")
		d.Hex(uint64(p[11]))
	}
}
