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

// Families of addresses that calls tell apart (linux/socket.h).
const (
	afUnix      = 1
	afInet      = 2
	afIPX       = 4
	afX25       = 9
	afBridge    = 7
	afInet6     = 10
	afAX25      = 3
	afNetlink   = 16
	afPacket    = 17
	afMpls      = 28
	afMctp      = 45
	afCAN       = 29
	afBluetooth = 31
	afISDN      = 34
	afRXRPC     = 33
	afPhonet    = 35
	afCAIF      = 37
	afAlg       = 38
	afNFC       = 39
	afVsock     = 40
	afKCM       = 41
	afQipcrtr   = 42
	afSMC       = 43
	afXDP       = 44
	afMCTP      = 45
)

// A family is a kind of socket address: the length from which on it is
// understood, and what says its members behind sa_family.
type family struct {
	min int
	say func(d *Dec, p []byte)
}

var families = [...]family{
	afUnix:      {3, sayUnixAddr},
	afInet:      {16, sayInetAddr},
	afIPX:       {16, sayIPXAddr},
	afX25:       {18, sayX25Addr},
	afInet6:     {24, sayInet6Addr},
	afNetlink:   {12, sayNetlinkAddr},
	afPacket:    {20, sayPacketAddr},
	afBluetooth: {4, sayBluetoothAddr},
	afAlg:       {25, sayAlgAddr},
	afNFC:       {16, sayNFCAddr},
	afVsock:     {16, sayVsockAddr},
	afQipcrtr:   {12, sayQipcrtrAddr},
	afXDP:       {16, sayXDPAddr},
	afMCTP:      {12, sayMCTPAddr},
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
	if int(af) < len(families) && families[af].say != nil && len(p) >= families[af].min {
		families[af].say(d, p)
	} else if len(p) > 2 {
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
	d.Str(path, false)
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
	if len(p) < 28 {
		return
	}
	d.Field("sin6_scope_id")
	id := binary.LittleEndian.Uint32(p[24:])
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

// sayBluetoothAddr tells the kinds of Bluetooth addresses apart by their
// lengths (net/bluetooth/*.h).
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
	default:
		d.Field("sa_data")
		d.Str(p[2:], false)
	}
}

func littleEndian(d *Dec, fn string, p []byte) {
	d.Wrap(fn)
	d.Uint(uint64(binary.LittleEndian.Uint16(p)))
	d.EndWrap()
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
	name := p[24:min(len(p), 24+64)]
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
