package syscalls

import (
	"encoding/binary"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// xattrMax is the greatest size of an extended attribute's value
// (linux/limits.h, XATTR_SIZE_MAX).
const xattrMax = 65536

// xattrValue is the value of an extended attribute that the kernel reads, n the
// register of its size.
func xattrValue(name string, n int8) Arg { return Arg{Name: name, Fn: sayXattrValue, Len: n} }

// outXattrValue is one that the kernel stores; size is the register before n.
func outXattrValue(name string) Arg {
	return Arg{Name: name, Fn: sayXattrValue, Len: LenRet, Phase: Out}
}

func sayXattrValue(d *Dec, a *Arg, i int) { sayXattr(d, d.C.Ptr(i), a.length(d)) }

// sayXattr says a value of n bytes. Plain text leaves out a NUL at its end: it is
// how programs store strings.
func sayXattr(d *Dec, at event.Addr, n uint64) {
	if n > xattrMax {
		d.Addr(at)
		return
	}
	if n > 0 && n <= uint64(d.O.StrLen) && !d.JSON() && d.Options().Hex == emit.HexNone {
		if p := d.ReadAll(at, int(n)); p != nil && p[n-1] == 0 {
			n--
		}
	}
	d.Bytes(at, n)
}

// sayXattrArgs says a struct xattr_args {value, size, flags}, with the value
// that is to be set or, when the call is done, the n bytes that have been got.
func sayXattrArgs(d *Dec, n uint64, at event.Addr, usize uint64, set bool) {
	p := d.ReadAll(at, 16)
	if usize < 16 || p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	value := event.Addr(binary.LittleEndian.Uint64(p))
	size := uint64(binary.LittleEndian.Uint32(p[8:]))
	if set {
		n = size
	}
	d.Buf.Struct()
	d.Field("value")
	if !set && d.C.Errno != 0 {
		d.Addr(value)
	} else {
		sayXattr(d, value, n)
	}
	d.Field("size")
	d.Buf.Uint(size)
	d.Field("flags")
	d.Flags(&xlat.XattrFlags, uint64(binary.LittleEndian.Uint32(p[12:])))
	sayRest(d, at, 16, usize)
	d.EndStruct()
}

func saySetXattrArgs(d *Dec, a *Arg, i int) {
	sayXattrArgs(d, 0, d.C.Ptr(i), d.C.Ulong(i+1), true)
}

func sayGetXattrArgs(d *Dec, a *Arg, i int) {
	sayXattrArgs(d, Return(d.C), d.C.Ptr(i), d.C.Ulong(i+1), false)
}
