package syscalls

import (
	"encoding/binary"

	"gotrace/xlat"
)

// What commands of tun and tap devices take (linux/if_tun.h). Their numbers tell an
// int's size, whatever it is, and some the wrong direction.

// sayTunReq says what TUNSETIFF sets, and the name that the kernel has made of it.
func sayTunReq(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, ifReqSize(d))
	if p == nil || !d.Deref {
		if !d.C.Done || a.Phase == Out {
			d.Addr(at)
		}
		d.Settled = true
		return
	}
	if d.C.Done && a.Phase == InOut {
		if d.C.Errno == 0 {
			d.Changed()
			d.Buf.Struct()
			d.Field("ifr_name")
			cstr(d, p[:ifName], ifName-1)
			d.EndStruct()
		}
		d.EndInOut()
		return
	}
	if a.Phase == InOut {
		d.InOut()
	}
	d.Buf.Struct()
	d.Field("ifr_name")
	cstr(d, p[:ifName], ifName-1)
	sayTunFlags(d, p)
	d.EndStruct()
}

// sayTunQueue says the flags of a struct ifreq, which is all that TUNSETQUEUE reads.
func sayTunQueue(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, ifReqSize(d))
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	sayTunFlags(d, p)
	d.EndStruct()
}

func sayTunFlags(d *Dec, ifreq []byte) {
	d.Field("ifr_flags")
	d.Flags(&xlat.TunFlags, uint64(binary.LittleEndian.Uint16(ifreq[ifName:])))
}

// sayTunFilter says struct tun_filter and the addresses behind it.
func sayTunFilter(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, 4)
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	n := binary.LittleEndian.Uint16(p[2:])
	d.Buf.Struct()
	d.Field("flags")
	d.Flags(&xlat.TunFilterFlags, uint64(binary.LittleEndian.Uint16(p)))
	d.Field("count")
	d.Uint(uint64(n))
	d.Field("addr")
	d.ArrayOf(at+4, uint64(n), 6, octetsOf)
	d.EndStruct()
}

func octetsOf(d *Dec, p []byte) { d.Octets(p) }
