package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of sockets (linux/sockios.h, asm-generic/sockios.h).
var netIoctls = []Case{
	{Name: "FIOGETOWN", Args: []Arg{outInt("arg")}},
	{Name: "FIOSETOWN", Args: []Arg{inInt("arg")}},
	{Name: "SIOCADDMULTI", Args: []Arg{ifreqSet("arg", "ifr_hwaddr")}},
	{Name: "SIOCATMARK", Args: []Arg{outInt("arg")}},
	{Name: "SIOCBONDCHANGEACTIVE", Args: []Arg{ifreqSet("arg", "ifr_slave")}},
	{Name: "SIOCBONDENSLAVE", Args: []Arg{ifreqSet("arg", "ifr_slave")}},
	{Name: "SIOCBONDRELEASE", Args: []Arg{ifreqSet("arg", "ifr_slave")}},
	{Name: "SIOCBONDSETHWADDR", Args: []Arg{ifreqSet("arg", "ifr_slave")}},
	{Name: "SIOCBRADDBR", Args: []Arg{inCustom("arg", sayBridgeName)}},
	{Name: "SIOCBRDELBR", Args: []Arg{inCustom("arg", sayBridgeName)}},
	{Name: "SIOCDELMULTI", Args: []Arg{ifreqSet("arg", "ifr_hwaddr")}},
	{Name: "SIOCETHTOOL", Args: []Arg{inoutCustom("arg", sayEthtool)}},
	{Name: "SIOCGIFADDR", Args: []Arg{ifreqGet("arg", "ifr_addr")}},
	{Name: "SIOCGIFBRDADDR", Args: []Arg{ifreqGet("arg", "ifr_broadaddr")}},
	{Name: "SIOCGIFCONF", Args: []Arg{inoutCustom("arg", getIfconf)}},
	{Name: "SIOCGIFDSTADDR", Args: []Arg{ifreqGet("arg", "ifr_dstaddr")}},
	{Name: "SIOCGIFENCAP", Args: []Arg{outInt("arg")}},
	{Name: "SIOCGIFFLAGS", Args: []Arg{ifreqGet("arg", "ifr_flags")}},
	{Name: "SIOCGIFHWADDR", Args: []Arg{ifreqGet("arg", "ifr_hwaddr")}},
	{Name: "SIOCGIFINDEX", Args: []Arg{ifreqGet("arg", "ifr_ifindex")}},
	{Name: "SIOCGIFMAP", Args: []Arg{ifreqGet("arg", "ifr_map")}},
	{Name: "SIOCGIFMETRIC", Args: []Arg{ifreqGet("arg", "ifr_metric")}},
	{Name: "SIOCGIFMTU", Args: []Arg{ifreqGet("arg", "ifr_mtu")}},
	{Name: "SIOCGIFNAME", Args: []Arg{inoutCustom("arg", getIfname)}},
	{Name: "SIOCGIFNETMASK", Args: []Arg{ifreqGet("arg", "ifr_netmask")}},
	{Name: "SIOCGIFPFLAGS", Args: []Arg{ifreqGet("arg", "ifr_flags")}},
	{Name: "SIOCGIFSLAVE", Args: []Arg{ifreqGet("arg", "ifr_slave")}},
	{Name: "SIOCGIFTXQLEN", Args: []Arg{ifreqGet("arg", "ifr_qlen")}},
	{Name: "SIOCGPGRP", Args: []Arg{outInt("arg")}},
	{Name: "SIOCOUTQNSD", Args: []Arg{outInt("arg")}},
	{Name: "SIOCSIFADDR", Args: []Arg{ifreqSet("arg", "ifr_addr")}},
	{Name: "SIOCSIFBRDADDR", Args: []Arg{ifreqSet("arg", "ifr_broadaddr")}},
	{Name: "SIOCSIFDSTADDR", Args: []Arg{ifreqSet("arg", "ifr_dstaddr")}},
	{Name: "SIOCSIFENCAP", Args: []Arg{inInt("arg")}},
	{Name: "SIOCSIFFLAGS", Args: []Arg{ifreqSet("arg", "ifr_flags")}},
	{Name: "SIOCSIFHWADDR", Args: []Arg{ifreqSet("arg", "ifr_hwaddr")}},
	{Name: "SIOCSIFHWBROADCAST", Args: []Arg{ifreqSet("arg", "ifr_hwaddr")}},
	{Name: "SIOCSIFMAP", Args: []Arg{ifreqSet("arg", "ifr_map")}},
	{Name: "SIOCSIFMETRIC", Args: []Arg{ifreqSet("arg", "ifr_metric")}},
	{Name: "SIOCSIFMTU", Args: []Arg{ifreqSet("arg", "ifr_mtu")}},
	{Name: "SIOCSIFNAME", Args: []Arg{ifreqSet("arg", "ifr_newname")}},
	{Name: "SIOCSIFNETMASK", Args: []Arg{ifreqSet("arg", "ifr_netmask")}},
	{Name: "SIOCSIFPFLAGS", Args: []Arg{ifreqSet("arg", "ifr_flags")}},
	{Name: "SIOCSIFSLAVE", Args: []Arg{ifreqSet("arg", "ifr_slave")}},
	{Name: "SIOCSIFTXQLEN", Args: []Arg{ifreqSet("arg", "ifr_qlen")}},
	{Name: "SIOCSPGRP", Args: []Arg{inInt("arg")}},
}

// ifreqSet is a struct ifreq that the kernel reads, member the part of its union;
// ifreqGet one of which the kernel fills that part.
func ifreqSet(name, member string) Arg { return Arg{Name: name, Fn: setIfreq, Member: member} }

func ifreqGet(name, member string) Arg {
	return Arg{Name: name, Fn: getIfreq, Member: member, Phase: InOut}
}

// ifReqSize is the size of struct ifreq (linux/if.h): 16 bytes of name and a
// union of which struct ifmap is the largest member.
func ifReqSize(d *Dec) int {
	if d.ABI == event.I386 {
		return 32
	}
	return 40
}

const ifName = 16 // IFNAMSIZ (linux/if.h)

// setIfreq says a struct ifreq that sets something; getIfreq says its name on
// entry and what it gets on exit.
func setIfreq(d *Dec, a *Arg, i int) {
	p := beginIfreq(d, d.C.Ptr(i))
	if p == nil {
		return
	}
	ifreqValue(d, a.Member, p[ifName:])
	d.EndStruct()
}

func getIfreq(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		beginIfreq(d, at)
		return
	}
	p := d.ReadAll(at, ifReqSize(d))
	if d.C.Errno == 0 && p != nil {
		ifreqValue(d, a.Member, p[ifName:])
	}
	d.EndStruct()
}

// beginIfreq is beginRequest of a struct ifreq.
func beginIfreq(d *Dec, at event.Addr) []byte { return beginRequest(d, at, ifReqSize(d)) }

// getIfname says the index on entry and the name that it stands for on exit.
func getIfname(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, ifReqSize(d))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.Buf.Struct()
		d.Field("ifr_ifindex")
		d.Int(int64(int32(binary.LittleEndian.Uint32(p[ifName:]))))
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Field("ifr_name")
		cstr(d, p[:ifName], ifName-1)
	}
	d.EndStruct()
}

var ifmap = ctype.Struct{CName: "ifmap", Fields: []ctype.Field{
	ctype.Hex("mem_start", ctype.Ulong),
	ctype.Hex("mem_end", ctype.Ulong),
	ctype.Hex("base_addr", ctype.U16),
	ctype.Hex("irq", ctype.U8),
	ctype.Hex("dma", ctype.U8),
	ctype.Hex("port", ctype.U8),
}}

// ifreqValue says the member of struct ifreq's union that is called name.
func ifreqValue(d *Dec, name string, p []byte) {
	d.Field(name)
	switch name {
	case "ifr_addr", "ifr_dstaddr", "ifr_broadaddr", "ifr_netmask":
		sockaddrIn(d, p[:16])
	case "ifr_hwaddr":
		hwaddr(d, p)
	case "ifr_flags":
		d.Flags(&xlat.InterfaceFlags, uint64(binary.LittleEndian.Uint16(p)))
	case "ifr_slave", "ifr_newname":
		cstr(d, p[:ifName], ifName-1)
	case "ifr_map":
		d.StructIn(&ifmap, p)
	default: // ifr_ifindex, ifr_metric, ifr_mtu, ifr_qlen
		d.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	}
}

// hwaddr says a hardware address in a struct sockaddr, whose family is a type of
// hardware.
func hwaddr(d *Dec, p []byte) {
	kind := binary.LittleEndian.Uint16(p)
	n := 14
	switch kind { // by their numbers in linux/if_arp.h
	case 7, 290, 773, 820, 821, 822: // ARCNET, MCTP, LOCALTLK, PHONET, PHONET_PIPE, CAIF
		n = 1
	case 15: // DLCI
		n = 2
	case 768, 776, 777, 778, 779, 783: // TUNNEL, SIT, IPDDP, IPGRE, PIMREG, IRDA
		n = 4
	case 270, 271: // ROSE, X25
		n = 5
	case 1, 6, 772, 774, 780, 801, 802, 803: // ETHER, IEEE802, LOOPBACK, FDDI, HIPPI, IEEE80211 and its forms
		n = 6
	case 0, 3: // NETROM, AX25
		n = 7
	case 27, 804, 805, 825, 826: // EUI64, IEEE802154 and its monitor, 6LOWPAN, VSOCKMON
		n = 8
	}
	d.Buf.Struct()
	d.Field("sa_family")
	d.Enum(&xlat.ArpTypes, uint64(kind))
	d.Field("sa_data")
	if d.BeginNet(p[2:16]) {
		d.Octets(p[2 : 2+n])
	}
	d.EndNet()
	d.EndStruct()
}

// getIfconf says struct ifconf: the length on entry and on exit, and the
// addresses of interfaces.
func getIfconf(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	w := d.ABI.PtrSize()
	p := d.ReadAll(at, 2*w)
	if !d.C.Done {
		if p == nil {
			d.Addr(at)
			d.Settled = true
			return
		}
		d.C.Saved[0] = uint64(binary.LittleEndian.Uint32(p))
		d.Buf.Struct()
		return
	}
	was := int32(d.C.Saved[0])
	size := ifReqSize(d)
	var is int32
	var buf event.Addr
	if p != nil {
		is, buf = int32(binary.LittleEndian.Uint32(p)), event.Addr(ctype.Ptr.Number(d.ABI, p[w:]))
	}
	ok := d.C.Errno == 0 && p != nil
	d.Field("ifc_len")
	if ok && buf != 0 && was != is {
		d.InOut()
		ifconfLen(d, was, size)
		d.Changed()
		ifconfLen(d, is, size)
		d.EndInOut()
	} else {
		if ok {
			was = is
		}
		ifconfLen(d, was, size)
	}
	d.Field("ifc_buf")
	if !ok || buf == 0 || is < 0 {
		d.Addr(buf)
		d.EndStruct()
		return
	}
	d.ArrayOf(buf, uint64(max(is, 0))/uint64(size), size, func(d *Dec, p []byte) {
		d.Buf.Struct()
		d.Field("ifr_name")
		cstr(d, p[:ifName], ifName-1)
		ifreqValue(d, "ifr_addr", p[ifName:])
		d.EndStruct()
	})
	d.EndStruct()
}

func ifconfLen(d *Dec, n int32, size int) {
	d.Int(int64(n))
	if n > 0 && int(n)%size == 0 {
		d.Count(uint64(int(n)/size), false, "* sizeof(struct ifreq)")
	}
}

// sayBridgeName says the name of an interface.
func sayBridgeName(d *Dec, _ *Arg, i int) { sayName(d, d.C.Ptr(i)) }
