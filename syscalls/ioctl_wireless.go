package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What the wireless extensions have that annotations (ioctls/wireless.txt) cannot say
// (linux/wireless.h).

// sayIwreq says a struct iwreq: an interface's name, and 16 bytes that a union is in, whose
// member the command tells.
func sayIwreq(d *Dec, _ *Arg, i int) { sayRequest(d, i, ioIwreqCases, iwreqSize, false) }

const iwreqSize = 32 // on both ABIs: the union has 16 bytes

func sayIwMode(d *Dec, _ *Arg, i int) {
	if p := d.ReadAll(d.C.Ptr(i), 4); p != nil {
		d.Enum(&xlat.IwMode, uint64(binary.LittleEndian.Uint32(p)))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

const sockaddrSize = 16 // struct sockaddr

// saySockHw says a struct sockaddr that holds a hardware address.
func saySockHw(d *Dec, _ *Arg, i int) {
	if p := d.ReadAll(d.C.Ptr(i), sockaddrSize); p != nil {
		hwaddr(d, p)
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

func showSockHw(d *Dec, _ *ctype.Field, p []byte) { hwaddr(d, p) }

// iwPoint returns the struct iw_point at a, with its pointer and length.
func iwPoint(d *Dec, a event.Addr) (p []byte, to event.Addr, n uint64) {
	if p = d.ReadAll(a, ioIwPoint.Size(d.ABI)); p != nil {
		to, n = event.Addr(d.Member(&ioIwPoint, "pointer", p)), d.Member(&ioIwPoint, "length", p)
	}
	return p, to, n
}

// beginIwPoint says how much room there is for what the kernel stores.
func beginIwPoint(d *Dec, a event.Addr) {
	p, _, _ := iwPoint(d, a)
	if p == nil {
		d.Addr(a)
		d.Settled = true
		return
	}
	d.InOut()
	d.Buf.Struct()
	d.FieldOf(&ioIwPoint, "length", p)
	d.EndStruct()
}

// sayIwAddresses says addresses of stations; those that the kernel stores have the
// qualities of their links behind them.
func sayIwAddresses(d *Dec, a *Arg, i int) {
	if a.Phase == InOut && !d.C.Done {
		beginIwPoint(d, d.C.Ptr(i))
		return
	}
	p, to, n := iwPoint(d, d.C.Ptr(i))
	if a.Phase == InOut && (p == nil || d.C.Errno != 0) {
		d.EndInOut()
		return
	}
	if p == nil {
		d.Addr(d.C.Ptr(i))
		return
	}
	if a.Phase == InOut {
		d.Changed()
	}
	d.Buf.Struct()
	d.Field("pointer")
	if a.Phase == InOut {
		d.Buf.Struct()
		d.Field("addr")
	}
	d.ArrayOf(to, n, sockaddrSize, func(d *Dec, p []byte) { hwaddr(d, p) })
	if a.Phase == InOut {
		d.Field("qual")
		d.ArrayOf(to+event.Addr(n*sockaddrSize), n, ioIwQuality.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(&ioIwQuality, p) })
		d.EndStruct()
	}
	d.FieldOf(&ioIwPoint, "length", p)
	d.EndStruct()
	if a.Phase == InOut {
		d.EndInOut()
	}
}

// sayIwScan says the results of a scan, a stream of events.
func sayIwScan(d *Dec, _ *Arg, i int) {
	if !d.C.Done {
		beginIwPoint(d, d.C.Ptr(i))
		return
	}
	if p, to, n := iwPoint(d, d.C.Ptr(i)); d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.Field("pointer")
		iwEvents(d, i, to, n)
		d.FieldOf(&ioIwPoint, "length", p)
		d.FieldOf(&ioIwPoint, "flags", p)
		d.EndStruct()
	}
	d.EndInOut()
}

// iwEvents says the events in n bytes at at. An event begins with its length and command;
// what follows is aligned as a union with a pointer is.
func iwEvents(d *Dec, i int, at event.Addr, n uint64) {
	if p := d.ReadAll(at, 4); p == nil {
		d.Addr(at)
		return
	}
	head := uint64(d.ABI.PtrSize())
	shown := uint64(0)
	d.Array()
	for n >= head {
		mark := d.Mark()
		p := d.ReadAll(at, int(head))
		if p == nil || shown == d.Limit() {
			d.More()
			break
		}
		size, cmd := uint64(binary.LittleEndian.Uint16(p)), binary.LittleEndian.Uint16(p[2:])
		d.Release(mark)
		if size < head || size > n {
			d.More()
			break
		}
		d.Buf.Struct()
		d.Field("len")
		d.Uint(size)
		d.Field("cmd")
		d.Enum(&xlat.IwEvents, uint64(cmd))
		iwEvent(d, i, cmd, at+event.Addr(head), size-head)
		d.EndStruct()
		at += event.Addr(size)
		n -= size
		shown++
	}
	d.EndArray()
}

// Events that hold a struct, where others hold bytes.
const (
	iwevMicFailure = 0x8c06 // IWEVMICHAELMICFAILURE
	iwevPmkidCand  = 0x8c09 // IWEVPMKIDCAND
)

// iwEvent says what follows the head of an event, in n bytes at at: what a command takes
// in its union, or a struct iw_point without the pointer and then what it would point to.
func iwEvent(d *Dec, i int, cmd uint16, at event.Addr, n uint64) {
	if k := caseOf(ioIwEventCases, uint32(cmd)); k != nil {
		a := &k.Args[0]
		d.Field(a.Name)
		inside(d, a, i, at)
		return
	}
	head := uint64(d.ABI.PtrSize()) // length and flags, aligned
	p := d.ReadAll(at, 4)
	if p == nil || n < head {
		d.Field("u")
		d.Bytes(at, n)
		return
	}
	size := min(uint64(binary.LittleEndian.Uint16(p)), n-head)
	at += event.Addr(head)
	d.Field("u.data")
	d.Buf.Struct()
	d.Field("length")
	d.Uint(uint64(binary.LittleEndian.Uint16(p)))
	d.Field("flags")
	d.Hex(uint64(binary.LittleEndian.Uint16(p[2:])))
	d.Field("data")
	switch {
	case cmd == iwevMicFailure && size >= uint64(ioIwMichaelmicfailure.Size(d.ABI)):
		d.Struct(&ioIwMichaelmicfailure, at)
	case cmd == iwevPmkidCand && size >= uint64(ioIwPmkidCand.Size(d.ABI)):
		d.Struct(&ioIwPmkidCand, at)
	default:
		d.Bytes(at, size)
	}
	d.EndStruct()
}
