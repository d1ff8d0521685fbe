package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Ways to say the value of a netlink attribute.

// nlBytes says bytes in hexadecimal, as many as strings may have.
func nlBytes(d *Dec, p []byte) { d.Hexed(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen) }

// nlString is nlBytes for what is mostly text.
func nlString(d *Dec, p []byte) { d.Str(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen) }

func nlHex(d *Dec, c nlContext, a *nlAttr, p []byte) { nlBytes(d, p) }

// nlStr says a string without the NUL that it ends in; without one, strace's text
// shows it as going on.
func nlStr(d *Dec, c nlContext, a *nlAttr, p []byte) {
	n := min(len(p), d.O.StrLen)
	if n > 0 && p[n-1] == 0 {
		d.Str(p[:n-1], d.JSON() && n < len(p))
	} else {
		d.Str(p[:n], !d.JSON() || n < len(p))
	}
}

func nlU8(d *Dec, c nlContext, a *nlAttr, p []byte)  { d.Uint(uint64(p[0])) }
func nlU16(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint16(p))) }
func nlU32(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint32(p))) }
func nlU64(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Uint(binary.LittleEndian.Uint64(p)) }
func nlS64(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Int(int64(binary.LittleEndian.Uint64(p))) }
func nlS32(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Int(int64(int32(binary.LittleEndian.Uint32(p))))
}

func nlX16(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Hex(uint64(binary.LittleEndian.Uint16(p))) }
func nlX32(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Hex(uint64(binary.LittleEndian.Uint32(p))) }
func nlX64(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Hex(binary.LittleEndian.Uint64(p)) }

// What follows is in network byte order, and as long as the attribute is at least.

func nlBE(d *Dec, c nlContext, a *nlAttr, p []byte)    { d.Swapped(nlSwap(a.min), p[:a.min]) }
func nlBEHex(d *Dec, c nlContext, a *nlAttr, p []byte) { d.SwappedHex(nlSwap(a.min), p[:a.min]) }
func nlBEEnum(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.SwappedEnum(nlSwap(a.min), a.set, p[:a.min])
}
func nlBEFlags(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.SwappedFlags(nlSwap(a.min), a.set, p[:a.min])
}

func nlBEInt(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if d.BeginNet(p[:4]) {
		d.Wrap("htonl")
		d.Int(int64(int32(binary.BigEndian.Uint32(p))))
		d.EndWrap()
	}
	d.EndNet()
}

func nlBEIfindex(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if d.BeginNet(p[:4]) {
		d.Wrap("htonl")
		d.Interface(binary.BigEndian.Uint32(p))
		d.EndWrap()
	}
	d.EndNet()
}

// What follows is in network byte order if the attribute says so.

func nlOrdered(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if c.net {
		nlBE(d, c, a, p)
		return
	}
	v, _ := nlNumber(p[:a.min])
	d.Uint(v)
}

func nlOrderedHex(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if c.net {
		nlBEHex(d, c, a, p)
		return
	}
	v, _ := nlNumber(p[:a.min])
	d.Hex(v)
}

func nlOrderedFlags(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if c.net {
		nlBEFlags(d, c, a, p)
		return
	}
	v, _ := nlNumber(p[:a.min])
	d.Flags(a.set, v)
}

func nlOrderedEnum(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if c.net {
		nlBEEnum(d, c, a, p)
		return
	}
	v, _ := nlNumber(p[:a.min])
	d.Enum(a.set, v)
}

// nlSwap is the C function that stores a number of so many bytes.
func nlSwap(size int) string {
	switch size {
	case 2:
		return "htons"
	case 4:
		return "htonl"
	}
	return "htobe64"
}

func nlEnum8(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Enum(a.set, uint64(p[0])) }
func nlEnum16(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Enum(a.set, uint64(binary.LittleEndian.Uint16(p)))
}
func nlEnum32(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Enum(a.set, uint64(binary.LittleEndian.Uint32(p)))
}
func nlFlags8(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Flags(a.set, uint64(p[0])) }
func nlFlags16(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Flags(a.set, uint64(binary.LittleEndian.Uint16(p)))
}
func nlFlags32(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Flags(a.set, uint64(binary.LittleEndian.Uint32(p)))
}

func nlIfindex(d *Dec, c nlContext, a *nlAttr, p []byte) { d.Interface(binary.LittleEndian.Uint32(p)) }

func nlStruct(d *Dec, c nlContext, a *nlAttr, p []byte) { d.StructIn(a.typ, p) }

// nlName says a string up to its first NUL; without one, strace's text shows it as
// going on.
func nlName(d *Dec, c nlContext, a *nlAttr, p []byte) {
	s, _, ends := bytes.Cut(p, nul)
	n := min(len(s), d.O.StrLen)
	d.Str(s[:n], n < len(s) || !ends && !d.JSON())
}

var nul = []byte{0}

// nlText says a string that no NUL ends.
func nlText(d *Dec, c nlContext, a *nlAttr, p []byte) { nlString(d, p) }

// nlID says the number of a user or a group.
func nlID(d *Dec, c nlContext, a *nlAttr, p []byte) {
	f := ctype.Field{Kind: ctype.U32}
	ctype.ShowID(d, &f, p[:4])
}

// nlMAC says a hardware address, of at most MAX_ADDR_LEN bytes.
func nlMAC(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if len(p) > 32 {
		nlBytes(d, p)
		return
	}
	d.Octets(p)
}

// nlFD says a descriptor.
func nlFD(d *Dec, c nlContext, a *nlAttr, p []byte) { d.FD(int32(binary.LittleEndian.Uint32(p))) }

// nlIP says an internet address.
func nlIP(d *Dec, c nlContext, a *nlAttr, p []byte) {
	switch {
	case c.family == afInet && len(p) >= 4:
		d.IP(p[:4])
	case c.family == afInet6 && len(p) >= 16:
		d.IP(p[:16])
	default:
		nlHex(d, c, a, p)
	}
}

// nlIP4 says an IPv4 address.
func nlIP4(d *Dec, c nlContext, a *nlAttr, p []byte) { d.IP(p[:4]) }

// nlIP6 says an IPv6 address.
func nlIP6(d *Dec, c nlContext, a *nlAttr, p []byte) { d.IP(p[:16]) }

// nlEnumUint says a number of any size that has a name.
func nlEnumUint(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if v, ok := nlNumber(p); ok {
		d.Enum(a.set, v)
		return
	}
	nlHex(d, c, a, p)
}

// nlTicks says a time in hundredths of a second (USER_HZ), of any size.
func nlTicks(d *Dec, c nlContext, a *nlAttr, p []byte) {
	v, ok := nlNumber(p)
	if !ok {
		nlHex(d, c, a, p)
		return
	}
	d.Uint(v)
	if v != 0 {
		d.Hundredths(v, "s")
	}
}

// nlBENumber is a number in network byte order, of any size.
func nlBENumber(p []byte) (v uint64) {
	for _, c := range p {
		v = v<<8 | uint64(c)
	}
	return v
}

// nlNumber returns the number that p is, of one to eight bytes.
func nlNumber(p []byte) (v uint64, ok bool) {
	if len(p) > 8 {
		return 0, false
	}
	for i, c := range p {
		v |= uint64(c) << (8 * i)
	}
	return v, true
}

// nlU8s says an array of bytes.
func nlU8s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlArray(d, p, nlElem{size: 1}) }

// nlU16s says an array of numbers of 16 bits.
func nlU16s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlArray(d, p, nlElem{size: 2}) }

// nlU32s says an array of numbers of 32 bits.
func nlU32s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlArray(d, p, nlElem{size: 4}) }

// nlU64s says an array of numbers of 64 bits.
func nlU64s(d *Dec, c nlContext, a *nlAttr, p []byte) { nlArray(d, p, nlElem{size: 8}) }

// nlIndexed says an array of 32-bit numbers whose places have names, nlIndexed64
// one of 64-bit numbers. Those of nlIndexedS and nlIndexedS1 have a sign; the
// latter's names count from 1.
func nlIndexed(d *Dec, c nlContext, a *nlAttr, p []byte) {
	nlArray(d, p, nlElem{size: 4, places: a.set})
}

func nlIndexed64(d *Dec, c nlContext, a *nlAttr, p []byte) {
	nlArray(d, p, nlElem{size: 8, places: a.set})
}

func nlIndexedS(d *Dec, c nlContext, a *nlAttr, p []byte) {
	nlArray(d, p, nlElem{size: 4, signed: true, places: a.set})
}

func nlIndexedS1(d *Dec, c nlContext, a *nlAttr, p []byte) {
	nlArray(d, p, nlElem{size: 4, signed: true, places: a.set, base: 1})
}

// An nlElem is what an array is made of: numbers, whose places may have names.
type nlElem struct {
	size   int
	signed bool // only for 4 bytes
	places *xlat.Set
	base   uint64 // of the first place
}

func nlArray(d *Dec, p []byte, e nlElem) {
	d.Array()
	for n := uint64(0); len(p) >= e.size; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		if e.places != nil {
			name, _ := e.places.Lookup(d.ABI, n+e.base)
			d.IndexFrom(n, e.base, name, e.places.Unknown)
		}
		v, _ := nlNumber(p[:e.size])
		if e.signed {
			d.Int(int64(int32(v)))
		} else {
			d.Uint(v)
		}
		if e.places != nil {
			d.EndIndex()
		}
		p = p[e.size:]
	}
	d.EndArray()
}

// nlStructs says an array of structs.
func nlStructs(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := a.typ.Size(d.ABI)
	d.Array()
	for n := uint64(0); len(p) >= size; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		d.StructIn(a.typ, p[:size])
		p = p[size:]
	}
	d.EndArray()
}

// nlStructAnd says a struct and what follows it: attributes, or bytes if a has
// none.
func nlStructAnd(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := a.typ.Size(d.ABI)
	if len(p) < size {
		nlHex(d, c, a, p)
		return
	}
	d.StructIn(a.typ, p[:size])
	nlRest(d, c, a, p[min(nlAlign(size), len(p)):])
}

// nlLeading says a struct with something of another kind behind it, which it returns: the
// array that both are in is to be ended then.
func nlLeading(d *Dec, c nlContext, a *nlAttr, head *ctype.Struct, p []byte) (rest []byte) {
	size := head.Size(d.ABI)
	if len(p) < size {
		nlHex(d, c, a, p)
		return nil
	}
	if len(p) > size {
		d.Array()
	}
	d.StructIn(head, p[:size])
	return p[size:]
}

// nlStructText says a struct and the text that follows it.
func nlStructText(d *Dec, c nlContext, a *nlAttr, p []byte) {
	size := a.typ.Size(d.ABI)
	if len(p) < size {
		nlHex(d, c, a, p)
		return
	}
	d.StructIn(a.typ, p[:size])
	if len(p) > size {
		nlString(d, p[size:])
	}
}

// nlIfindexAnd is nlStructAnd for the index of an interface.
func nlIfindexAnd(d *Dec, c nlContext, a *nlAttr, p []byte) {
	nlIfindex(d, c, a, p)
	nlRest(d, c, a, p[4:])
}

func nlRest(d *Dec, c nlContext, a *nlAttr, p []byte) {
	switch {
	case len(p) == 0:
	case a.nested != nil:
		netlinkAttrs(d, c, a.nested, p)
	default:
		nlHex(d, c, a, p)
	}
}

// An nlChoice is what attributes mean for a family of addresses or for a kind
// that has a name or a number.
type nlChoice struct {
	family uint8
	name   string
	number uint64
	attr   nlAttr
}

// nlChoices is a type of its own so that tables point to it: slices would make code of them.
type nlChoices []nlChoice

// nlByFamily says the value as the family of addresses of the message wants it: a
// choice without a family is for all that are not before it.
func nlByFamily(d *Dec, c nlContext, a *nlAttr, p []byte) {
	for i := range *a.choice {
		if o := &(*a.choice)[i]; (o.family == c.family || o.family == 0) && len(p) >= o.attr.min {
			o.attr.say(d, c, &o.attr, p)
			return
		}
	}
	nlHex(d, c, a, p)
}

// nlByKind says the value as the attribute a.key, a string, wants it; nlByOuter as that
// of the attribute that it is in.
func nlByKind(d *Dec, c nlContext, a *nlAttr, p []byte)  { nlNamed(d, c, a, c.key, p) }
func nlByOuter(d *Dec, c nlContext, a *nlAttr, p []byte) { nlNamed(d, c, a, c.outer, p) }

func nlNamed(d *Dec, c nlContext, a *nlAttr, kind, p []byte) {
	kind, _, _ = bytes.Cut(kind, nul)
	for i := range *a.choice {
		if o := &(*a.choice)[i]; o.name == string(kind) && len(p) >= o.attr.min {
			o.attr.say(d, c, &o.attr, p)
			return
		}
	}
	nlHex(d, c, a, p)
}

// nlFills reports whether p is attributes from end to end.
func nlFills(p []byte) bool {
	for len(p) >= 4 {
		n := int(binary.LittleEndian.Uint16(p))
		if n < 4 || n > len(p) {
			return false
		}
		p = p[min(nlAlign(n), len(p)):]
	}
	return len(p) == 0
}

// nlFind returns the value of the last attribute of a kind among those in p.
func nlFind(p []byte, kind uint16) (v []byte) {
	for len(p) >= 4 {
		n := int(binary.LittleEndian.Uint16(p))
		if n < 4 || n > len(p) {
			break
		}
		if binary.LittleEndian.Uint16(p[2:])&nlaMask == kind {
			v = p[4:n]
		}
		p = p[min(nlAlign(n), len(p)):]
	}
	return v
}

// nlByNumber says the value as the attribute a.key, a number in network byte order,
// wants it; nlByLittle is for one that is not.
func nlByNumber(d *Dec, c nlContext, a *nlAttr, p []byte) { nlChosen(d, c, a, nlBENumber(c.key), p) }
func nlByLittle(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if v, ok := nlNumber(c.key); ok {
		nlChosen(d, c, a, v, p)
		return
	}
	nlHex(d, c, a, p)
}

// nlByMessage says the value as the type of the message wants it.
func nlByMessage(d *Dec, c nlContext, a *nlAttr, p []byte) { nlChosen(d, c, a, uint64(c.kind), p) }

func nlChosen(d *Dec, c nlContext, a *nlAttr, number uint64, p []byte) {
	for i := range *a.choice {
		if o := &(*a.choice)[i]; o.number == number && len(p) >= o.attr.min {
			o.attr.say(d, c, &o.attr, p)
			return
		}
	}
	nlHex(d, c, a, p)
}

func nlNested(d *Dec, c nlContext, a *nlAttr, p []byte) { netlinkAttrs(d, c, a.nested, p) }

// nlSelf says nested attributes that may hold such attributes again, which
// nlAgain says. Tables cannot refer to themselves.
func nlSelf(d *Dec, c nlContext, a *nlAttr, p []byte) {
	c.self = a.nested
	netlinkAttrs(d, c, a.nested, p)
}

func nlAgain(d *Dec, c nlContext, a *nlAttr, p []byte) { netlinkAttrs(d, c, c.self, p) }

// What follows are ways to show fields of structs in attributes.

// showHexed shows bytes in hexadecimal.
func showHexed(d *Dec, f *ctype.Field, p []byte) { d.Hexed(p, false) }

// showHexWide shows a 32-bit number in eight hexadecimal digits, of which 0x are
// two.
func showHexWide(d *Dec, f *ctype.Field, p []byte) { d.HexWide(d.Number(f, p), 8) }

// showOctets shows a hardware address.
func showOctets(d *Dec, f *ctype.Field, p []byte) { d.Octets(p) }

// showBE shows a number in network byte order, showBEEnum one that has a name.
func showBE(d *Dec, f *ctype.Field, p []byte)     { d.Swapped(nlSwap(len(p)), p) }
func showBEEnum(d *Dec, f *ctype.Field, p []byte) { d.SwappedEnum(nlSwap(len(p)), f.Set, p) }

// showIndexed64 shows 64-bit numbers whose places have names.
func showIndexed64(d *Dec, f *ctype.Field, p []byte) {
	nlArray(d, p, nlElem{size: 8, places: f.Set})
}
