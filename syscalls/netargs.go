package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Arguments of the calls in net.go.

// addr is a socket address; n is the register of its length.
func addr(name string, n int8) Arg { return Arg{Name: name, Fn: sayAddr, Len: n} }

// outAddr is a socket address that the kernel stores; n is the register with the
// address of its length. outAddrLen is that length and follows it.
func outAddr(name string, n int8) Arg { return Arg{Name: name, Fn: sayOutAddr, Len: n, Phase: InOut} }

func outAddrLen(name string) Arg { return Arg{Name: name, Fn: sayOutAddrLen, Phase: InOut} }

// outeStruct is a struct with a decoder of its own, shown at the call's end.
func outeStruct(name string, fn func(*Dec, *Arg, int), t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: fn, Type: t, Phase: OutE}
}

const sockTypeMask = 0xf // SOCK_TYPE_MASK (include/linux/net.h)

func saySocketType(d *Dec, a *Arg, i int) { socketType(d, uint64(d.C.Uint(i))) }

func socketType(d *Dec, v uint64) {
	d.EnumFlags(&xlat.SocketTypes, v&sockTypeMask, &xlat.SocketFlags, v&^sockTypeMask)
}

// socketProtocols are the protocols of the families that name them.
var socketProtocols = [...]*xlat.Set{
	afInet:      &xlat.InetProtocols,
	afInet6:     &xlat.InetProtocols,
	afAX25:      &xlat.Ax25Protocols,
	afNetlink:   &xlat.NetlinkProtocols,
	afBluetooth: &xlat.BtProtocols,
	afCAIF:      &xlat.CaifProtocols,
	afCAN:       &xlat.CanProtocols,
	afKCM:       &xlat.KcmProtocols,
	afNFC:       &xlat.NfcProtocols,
	afPhonet:    &xlat.PhonetProtocols,
	afSMC:       &xlat.SmcProtocols,
	afISDN:      &xlat.IsdnProtocols,
	afRXRPC:     &xlat.SocketFamilies,
}

func saySocketProtocol(d *Dec, a *Arg, i int) { socketProtocol(d, d.C.Uint(0), d.C.Uint(i)) }

func socketProtocol(d *Dec, family, v uint32) {
	switch {
	case family == afPacket:
		d.Wrap("htons")
		d.Enum(&xlat.EtherProtocols, uint64(v>>8&0xff|v&0xff<<8))
		d.EndWrap()
	case int(family) < len(socketProtocols) && socketProtocols[family] != nil:
		d.Enum(socketProtocols[family], uint64(v))
	default:
		d.Uint(uint64(v))
	}
}

func sayAddr(d *Dec, a *Arg, i int) { sockaddr(d, d.C.Ptr(i), d.C.Int(int(a.Len))) }

// keepLen keeps the length at address a, on entry, for what is said on exit.
func keepLen(d *Dec, a event.Addr) (ok bool) {
	v, ok := readUint32(d, a)
	if ok {
		d.C.Saved[0], d.C.Saved[1] = uint64(v), 1
	}
	return ok
}

// keptLen returns the length on entry, and the one on exit in register reg. now
// is false where that is unknown or means nothing.
func keptLen(d *Dec, reg int) (was, is int32, now bool) {
	was = int32(d.C.Saved[0])
	v, ok := readUint32(d, d.C.Ptr(reg))
	return was, int32(v), ok && d.C.Errno == 0
}

func sayOutAddr(d *Dec, a *Arg, i int) {
	if !d.C.Done {
		if !d.Deref || d.C.Ptr(i) == 0 || !keepLen(d, d.C.Ptr(int(a.Len))) {
			d.Addr(d.C.Ptr(i))
			d.Settled = true
		}
		return
	}
	if was, is, ok := keptLen(d, int(a.Len)); ok {
		sockaddr(d, d.C.Ptr(i), min(was, is))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

func sayOutAddrLen(d *Dec, a *Arg, i int) {
	switch {
	case d.C.Saved[1] == 0:
		if !d.C.Done {
			d.Addr(d.C.Ptr(i))
			d.Settled = true
		}
	case d.C.Done:
		sayLenChange(d, i)
	}
}

// sayLenChange says the length on entry, and that on exit if it is another one.
func sayLenChange(d *Dec, reg int) {
	was, is, ok := keptLen(d, reg)
	d.Ref()
	if ok && is != was {
		d.InOut()
		d.Int(int64(was))
		d.Changed()
		d.Int(int64(is))
		d.EndInOut()
	} else {
		d.Int(int64(was))
	}
	d.EndRef()
}

// saySent says n bytes that are sent.
func saySent(d *Dec, a *Arg, i int) { packet(d, d.C.Int(0), d.C.Ptr(i), d.C.Ulong(i+1)) }

// MSG_TRUNC makes the result larger than the buffer is (recv(2)).
func sayReceived(d *Dec, a *Arg, i int) {
	packet(d, d.C.Int(0), d.C.Ptr(i), min(Return(d.C), d.C.Ulong(2)))
}

func sayRecvfromData(d *Dec, a *Arg, i int) {
	switch {
	case !d.C.Done:
		keepLen(d, d.C.Ptr(5))
	case d.C.Errno != 0:
		d.Addr(d.C.Ptr(i))
	default:
		packet(d, d.C.Int(0), d.C.Ptr(i), min(Return(d.C), d.C.Ulong(2)))
	}
}

func sayRecvfromAddr(d *Dec, a *Arg, i int) {
	was, is, ok := keptLen(d, i+1)
	if ok && d.C.Saved[1] != 0 {
		sockaddr(d, d.C.Ptr(i), min(was, is))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

func sayRecvfromLen(d *Dec, a *Arg, i int) {
	if d.C.Saved[1] == 0 || d.C.Ptr(i-1) == 0 || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayLenChange(d, i)
}
