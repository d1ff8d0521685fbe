package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Ioctl is in ioctls.go's table what a command makes of its argument.
var Ioctl = Desc{Name: "ioctl", Class: CDesc, Args: []Arg{fd("fd"), inCustom("cmd", sayIoctlCmd), {Name: "arg", Fn: sayIoctlArg, Phase: InOut, When: hasIoctlArg}}}

// An ioctl is a command and its argument. fn says what the argument points to, or
// the argument itself; a nil fn is for a command that has none.
type ioctl struct {
	cmd   uint32
	phase Phase // In, Out or InOut
	fn    func(d *Dec, c *ioctl, a event.Addr)
	typ   *ctype.Struct
	set   *xlat.Set
	name  string // of a member
}

// findIoctl finds a command in the table.
func findIoctl(cmd uint32) *ioctl {
	lo, hi := 0, len(ioctls)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if ioctls[m].cmd < cmd {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(ioctls) && ioctls[lo].cmd == cmd {
		return &ioctls[lo]
	}
	return nil
}

// Parts of a command (asm-generic/ioctl.h): number, type, size, direction.
func iocNr(cmd uint32) uint64   { return uint64(cmd & 0xff) }
func iocType(cmd uint32) uint64 { return uint64(cmd >> 8 & 0xff) }
func iocSize(cmd uint32) uint64 { return uint64(cmd >> 16 & 0x3fff) }
func iocDir(cmd uint32) uint64  { return uint64(cmd >> 30) }

func sayIoctlCmd(d *Dec, a *Arg, i int) {
	cmd := d.C.Uint(i)
	if _, ok := xlat.Ioctls.Lookup(d.ABI, uint64(cmd)); ok || d.RawConsts() {
		d.Enum(&xlat.Ioctls, uint64(cmd))
		return
	}
	d.Macro("_IOC")
	if iocDir(cmd) == 0 {
		d.Word("_IOC_NONE")
	} else {
		d.Flags(&xlat.IoctlDirs, iocDir(cmd))
	}
	d.Hex(iocType(cmd))
	d.Hex(iocNr(cmd))
	d.Hex(iocSize(cmd))
	d.EndMacro()
}

func hasIoctlArg(c *event.Call) bool {
	k := findIoctl(c.Uint(1))
	return k == nil || k.fn != nil
}

// sockIoctls is the type of the commands of sockets (linux/sockios.h).
const sockIoctls = 0x89

func sayIoctlArg(d *Dec, a *Arg, i int) {
	cmd, at := d.C.Uint(i-1), d.C.Ptr(i)
	k := findIoctl(cmd)
	if k == nil {
		_, known := xlat.Ioctls.Lookup(d.ABI, uint64(cmd))
		if known && iocType(cmd) == sockIoctls && iocNr(cmd) < 0xf0 {
			d.Addr(at)
		} else {
			d.Hex(uint64(at))
		}
		d.Settled = true
		return
	}
	switch {
	case k.phase == In:
		k.fn(d, k, at)
		d.Settled = true
	case k.phase == Out && !d.C.Done:
	case k.phase == Out && d.C.Errno != 0:
		d.Addr(at)
	default:
		k.fn(d, k, at)
	}
}

// What follows are ways to say an argument.

func ioInt(d *Dec, k *ioctl, a event.Addr)     { intAt(d, a) }
func ioValue(d *Dec, k *ioctl, a event.Addr)   { d.Buf.Int(d.C.Long(2)) }
func ioAddr(d *Dec, k *ioctl, a event.Addr)    { d.Addr(a) }
func ioEnum(d *Dec, k *ioctl, a event.Addr)    { d.Enum(k.set, uint64(a)) }
func ioFlags(d *Dec, k *ioctl, a event.Addr)   { d.Flags(k.set, uint64(a)) }
func ioStruct(d *Dec, k *ioctl, a event.Addr)  { d.Struct(k.typ, a) }
func ioUlong(d *Dec, k *ioctl, a event.Addr)   { sayUlongAt(d, nil, 2) }
func ioHexlong(d *Dec, k *ioctl, a event.Addr) { sayHexlongAt(d, nil, 2) }

func ioUint(d *Dec, k *ioctl, a event.Addr) {
	if v, ok := readUint32(d, a); ok && d.Deref {
		d.Ref()
		d.Buf.Uint(uint64(v))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

func ioHexInt(d *Dec, k *ioctl, a event.Addr) {
	if v, ok := readUint32(d, a); ok && d.Deref {
		d.Ref()
		d.Hex(uint64(v))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

func ioUint64(d *Dec, k *ioctl, a event.Addr) {
	if p := d.ReadAll(a, 8); p != nil && d.Deref {
		d.Ref()
		d.Buf.Uint(binary.LittleEndian.Uint64(p))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

func ioHexUint64(d *Dec, k *ioctl, a event.Addr) {
	if p := d.ReadAll(a, 8); p != nil && d.Deref {
		d.Ref()
		d.Hex(binary.LittleEndian.Uint64(p))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

// ioUint64Pair says two numbers of 64 bits: the beginning and length of a range.
func ioUint64Pair(d *Dec, k *ioctl, a event.Addr) {
	d.ArrayOf(a, 2, 8, func(d *Dec, p []byte) { d.Buf.Uint(binary.LittleEndian.Uint64(p)) })
}

// ioFlagsAt says flags in an unsigned int.
func ioFlagsAt(d *Dec, k *ioctl, a event.Addr) {
	if v, ok := readUint32(d, a); ok && d.Deref {
		d.Ref()
		d.Flags(k.set, uint64(v))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

// ioEnumAt says a name stored in an unsigned int.
func ioEnumAt(d *Dec, k *ioctl, a event.Addr) {
	if v, ok := readUint32(d, a); ok && d.Deref {
		d.Ref()
		d.Enum(k.set, uint64(v))
		d.EndRef()
	} else {
		d.Addr(a)
	}
}

// ioChar says one character.
func ioChar(d *Dec, k *ioctl, a event.Addr) { d.Bytes(a, 1) }

// ioString says a string.
func ioString(d *Dec, k *ioctl, a event.Addr) { d.String(a) }

// ioFD says a descriptor that is the argument.
func ioFD(d *Dec, k *ioctl, a event.Addr) { d.FD(d.C.Int(2)) }
