package syscalls

import (
	"encoding/binary"
	"slices"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Ways to show the fields of zioctls.go, beside those of ctype.

// showData shows an array of bytes, cut at -s.
func showData(d *Dec, _ *ctype.Field, p []byte) {
	d.Str(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
}

// showElement shows an element of an array of arrays.
func showElement(d *Dec, f *ctype.Field, p []byte) { d.Element(f.Sub, p) }

func showSignal(d *Dec, f *ctype.Field, p []byte) { sayNamedSignal(d, int32(d.Number(f, p))) }

// showSwapped shows a number in the network's order.
func showSwapped(d *Dec, f *ctype.Field, p []byte) {
	switch f.Kind {
	case ctype.U16:
		d.Swapped("htons", p)
	case ctype.U32:
		d.Swapped("htonl", p)
	default:
		d.Hex(binary.BigEndian.Uint64(p))
	}
}

// showFraction shows two numbers of 32 bits, of which one divides the other.
func showFraction(d *Dec, _ *ctype.Field, p []byte) {
	d.Fraction(ctype.U32.Number(d.ABI, p), ctype.U32.Number(d.ABI, p[4:]))
}

// showUUID shows 16 bytes as a universally unique identifier.
func showUUID(d *Dec, _ *ctype.Field, p []byte) { d.UUID(p) }

// showFourcc shows a format of pixels, four characters in a number.
func showFourcc(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Fourcc(uint32(v))
	if name, ok := xlat.V4l2PixFmt.Lookup(d.ABI, v); ok && !d.Numbers() && !d.JSON() {
		d.Comment(name)
	}
}

// The parts of the mode of a CEC adapter (linux/cec.h, CEC_MODE_INITIATOR_MSK and
// CEC_MODE_FOLLOWER_MSK).
const (
	cecInitiator = 0x0f
	cecFollower  = 0xf0
)

func showCecMode(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.BeginParts(v)
	d.PartEnum(&xlat.CecInitiator, v&cecInitiator)
	d.PartEnum(&xlat.CecFollower, v&cecFollower)
	if rest := v &^ (cecInitiator | cecFollower); rest != 0 {
		d.PartHex(rest)
	}
	d.EndParts()
}

// v4l2Next are the flags in the number of a control that is asked for: to get the one
// behind it (linux/videodev2.h, V4L2_CTRL_FLAG_NEXT_CTRL and _COMPOUND).
const v4l2Next = 0xc0000000

func showV4l2Query(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if v&v4l2Next == 0 || d.Numbers() {
		d.Enum(&xlat.V4l2Cid, v)
		return
	}
	d.BeginParts(v)
	d.Part(&xlat.V4l2Next, v&v4l2Next)
	if v &^= v4l2Next; v != 0 {
		d.PartEnum(&xlat.V4l2Cid, v)
	}
	d.EndParts()
}

// showSoundVersion shows a version of a protocol, a byte for each part after the first
// (sound/asound.h, SNDRV_PROTOCOL_VERSION).
func showSoundVersion(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Macro("SNDRV_PROTOCOL_VERSION")
	d.Uint(v >> 16 & 0xffff)
	d.Uint(v >> 8 & 0xff)
	d.Uint(v & 0xff)
	d.EndMacro()
}

// drmVblankTypes are the bits of a request to wait that are no flags (drm/drm.h,
// _DRM_VBLANK_TYPES_MASK and _DRM_VBLANK_HIGH_CRTC_MASK).
const drmVblankType = 1

func showDrmVblank(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.BeginParts(v)
	d.PartEnum(&xlat.DrmVblankType, v&drmVblankType)
	if v &^= drmVblankType; v != 0 {
		d.Part(&xlat.DrmVblank, v)
	}
	d.EndParts()
}

// showDrmFormat is showFourcc for the formats of graphics cards (drm/drm_fourcc.h).
func showDrmFormat(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if _, ok := xlat.DrmFormat.Lookup(d.ABI, v); ok {
		d.Enum(&xlat.DrmFormat, v)
		return
	}
	d.Fourcc(uint32(v))
}

// showSmbusBlock shows bytes that stand behind their number (linux/i2c.h, union
// i2c_smbus_data).
func showSmbusBlock(d *Dec, f *ctype.Field, p []byte) {
	showData(d, f, p[1:][:min(int(p[0]), len(p)-2)])
}

// showGUID shows an identifier whose first three parts are numbers.
func showGUID(d *Dec, _ *ctype.Field, p []byte) {
	q := d.Alloc(len(p))
	copy(q, p)
	slices.Reverse(q[:4])
	slices.Reverse(q[4:6])
	slices.Reverse(q[6:8])
	d.UUID(q)
}

// showAtomicProps shows the properties of a change of a display, or their values: those
// of one object behind those of another (drm/drm_mode.h, struct drm_mode_atomic).
func showAtomicProps(d *Dec, f *ctype.Field, p []byte) {
	const objects, counts = 4, 16 // where count_objs and count_props_ptr are
	at, mark := event.Addr(d.Number(f, p)), d.Mark()
	head := d.ReadAll(d.Origin(), counts+8)
	if head == nil {
		d.Addr(at)
		return
	}
	n := ctype.U32.Number(d.ABI, head[objects:])
	each := d.ReadAll(event.Addr(ctype.U64.Number(d.ABI, head[counts:])), 4*int(min(n, atomicObjects)))
	if each == nil && n > 0 {
		d.Addr(at)
		return
	}
	total := uint64(0)
	for ; len(each) > 0; each = each[4:] {
		total += ctype.U32.Number(d.ABI, each)
	}
	d.Release(mark)
	k := ctype.U32
	if f.Name == "prop_values_ptr" {
		k = ctype.U64
	}
	d.ArrayOf(at, total, k.Size(d.ABI), func(d *Dec, p []byte) { d.Uint(k.Number(d.ABI, p)) })
}

// atomicObjects is of how many objects the properties are counted.
const atomicObjects = 256
