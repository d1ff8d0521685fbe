package syscalls

import "encoding/binary"

// Ways to say the value of an attribute that families of generic netlink need.

func nlS8(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Int(int64(int8(p[0]))) }
func nlS16(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Int(int64(int16(binary.LittleEndian.Uint16(p))))
}
func nlX8(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Hex(uint64(p[0])) }

// nlUint says a number of any size, nlSint one that has a sign (NLA_UINT, NLA_SINT).
func nlUint(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if v, ok := nlNumber(p); ok {
		d.Uint(v)
		return
	}
	nlHex(d, c, a, p)
}

func nlSint(d *Dec, c nlContext, a *nlAttr, p []byte) {
	switch len(p) {
	case 4:
		nlS32(d, c, a, p)
	case 8:
		nlS64(d, c, a, p)
	default:
		nlHex(d, c, a, p)
	}
}

// nlFlagsUint says flags in a number of any size.
func nlFlagsUint(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if v, ok := nlNumber(p); ok {
		d.Flags(a.set, v)
		return
	}
	nlHex(d, c, a, p)
}

// nlBits says struct nla_bitfield32: flags, and which of them count.
func nlBits(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Buf.Struct()
	for i, name := range [...]string{"value", "selector"} {
		d.Field(name)
		if v := uint64(binary.LittleEndian.Uint32(p[4*i:])); a.set != nil {
			d.Flags(a.set, v)
		} else {
			d.Hex(v)
		}
	}
	d.EndStruct()
}

// nlWhole says a struct that the kernel does not send a part of. Its addresses are
// of the message's family where it tells no other.
func nlWhole(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Family = uint16(c.family)
	if len(p) < a.typ.Size(d.ABI) {
		nlHex(d, c, a, p)
		return
	}
	d.StructIn(a.typ, p)
}

// nlAnyIP says an internet address of the family that its length tells.
func nlAnyIP(d *Dec, c nlContext, a *nlAttr, p []byte) {
	switch len(p) {
	case 4, 16:
		d.IP(p)
	default:
		nlHex(d, c, a, p)
	}
}

func nlSockaddr(d *Dec, c nlContext, a *nlAttr, p []byte) {
	sockaddrIn(d, p[:min(len(p), sockaddrMax)])
}

// nlS32s and nlX32s say arrays of 32-bit numbers.
func nlS32s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlEach32(d, c, nlS32, p) }
func nlX32s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlEach32(d, c, nlX32, p) }

func nlEach32(d *Dec, c nlContext, say func(*Dec, nlContext, *nlAttr, []byte), p []byte) {
	d.Array()
	for n := uint64(0); len(p) >= 4; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		say(d, c, nil, p[:4])
		p = p[4:]
	}
	d.EndArray()
}

// nlWithin says attributes of the table that this one is in, nlAround those of the
// table around it.
func nlWithin(d *Dec, c nlContext, a *nlAttr, p []byte) { netlinkAttrs(d, c, c.within, p) }
func nlAround(d *Dec, c nlContext, a *nlAttr, p []byte) { netlinkAttrs(d, c, c.around, p) }
