package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Vfio's commands (linux/vfio.h), of which devices and containers share numbers, and what
// the kernel stores behind their structs.

// sayVfioShared says the argument of a command of a device or of a container, whichever
// its struct is like.
func sayVfioShared(d *Dec, _ *Arg, i int) {
	at, cmd := d.C.Ptr(i), d.C.Uint(i-1)
	if !d.C.Done {
		p := d.ReadAll(at, 8)
		if unshown(d, at, p) {
			return
		}
		d.C.Saved[0] = 0
		if vfioDevice(cmd, ctype.U32.Number(d.ABI, p), ctype.U32.Number(d.ABI, p[4:])) {
			d.C.Saved[0] = 1
		}
	}
	k := caseOf(ioVfioIommuCases, cmd)
	if d.C.Saved[0] != 0 {
		k = caseOf(ioVfioDeviceCases, cmd)
	}
	a := &k.Args[0]
	a.Fn(d, a, i)
	d.Settled = d.Settled || a.Phase == In
}

// vfioDevice reports whether a struct that begins with its size and flags is one for a
// device.
func vfioDevice(cmd uint32, argsz, flags uint64) bool {
	switch cmd & 0xff {
	case 0x70: // 12 bytes and 8 for each device; a container's is of words of 8
		return argsz%8 == 4
	case 0x71: // has no flags yet; a mapping has at least one
		return flags == 0
	case 0x72: // VFIO_DEVICE_QUERY_GFX_PLANE; the other has 24 bytes, or 48 with a bitmap
		return argsz >= 64
	}
	return flags > 0xffff // VFIO_DEVICE_FEATURE_GET, _SET and _PROBE; the other has three low bits
}

// The bits of a feature's number (linux/vfio.h, VFIO_DEVICE_FEATURE_MASK).
const vfioFeature = 0xffff

func showVfioFeature(d *Dec, f *ctype.Field, p []byte) {
	d.EnumFlags(&xlat.VfioFeature, d.Number(f, p)&vfioFeature, &xlat.VfioFeatureOp, d.Number(f, p)&^vfioFeature)
}

func showVfioDeviceCaps(d *Dec, f *ctype.Field, p []byte) {
	showVfioCaps(d, d.Number(f, p), &xlat.VfioDeviceCap, ioVfioDeviceCapsCases)
}

func showVfioRegionCaps(d *Dec, f *ctype.Field, p []byte) {
	showVfioCaps(d, d.Number(f, p), &xlat.VfioRegionCap, ioVfioRegionCapsCases)
}

func showVfioIommuCaps(d *Dec, f *ctype.Field, p []byte) {
	showVfioCaps(d, d.Number(f, p), &xlat.VfioIommuCap, ioVfioIommuCapsCases)
}

// showVfioCaps shows the capabilities that begin off bytes behind the beginning of the
// struct, each with the offset of the next one. There are none at 0, which is also what
// the kernel stores where it was not given enough room.
func showVfioCaps(d *Dec, off uint64, names *xlat.Set, cases []Case) {
	origin := d.Origin()
	head := d.ReadAll(origin+event.Addr(off), 8)
	if off == 0 || head == nil {
		d.Uint(off)
		return
	}
	d.Array()
	for n := uint64(0); ; n++ {
		if n == d.Limit() || head == nil {
			d.More()
			break
		}
		sayVfioCap(d, origin+event.Addr(off), head, names, cases)
		next := ctype.U32.Number(d.ABI, head[4:])
		if next <= off { // 0 at the end; none lies before another
			break
		}
		off, head = next, d.ReadAll(origin+event.Addr(next), 8)
	}
	d.EndArray()
}

func sayVfioCap(d *Dec, at event.Addr, head []byte, names *xlat.Set, cases []Case) {
	id := ctype.U16.Number(d.ABI, head)
	d.Buf.Struct()
	d.Field("id")
	d.Enum(names, id)
	d.Field("version")
	d.Uint(ctype.U16.Number(d.ABI, head[2:]))
	if k := caseOf(cases, uint32(id)); k != nil {
		t := k.Args[0].Type
		if p := d.ReadAll(at, t.Size(d.ABI)); p != nil {
			d.FieldsAt(t, p, at)
		} else {
			d.More()
		}
	}
	d.EndStruct()
}
