package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Netlink messages (linux/netlink.h).

const (
	nlHeader = 16      // size of struct nlmsghdr
	nlMax    = 1 << 16 // bytes of messages that are looked at
	nlaMask  = 0x3fff  // NLA_TYPE_MASK

	nlmsgError   = 2
	nlmsgDone    = 3
	nlmsgMinType = 16

	nlRoute    = 0 // NETLINK_ROUTE
	nlSockDiag = 4 // NETLINK_SOCK_DIAG
)

// packet says the n bytes at a that a socket sends or receives: messages if it is
// a netlink socket.
func packet(d *Dec, fd int32, a event.Addr, n uint64) {
	if d.O.Net != nil && n >= 4 && d.Deref {
		// What has no plausible length does not have to be asked about.
		if size, ok := readUint32(d, a); ok && size < 1<<20 {
			if proto, ok := d.O.Net.NetlinkProtocol(d.TID, fd); ok {
				netlinkAt(d, proto, a, n)
				return
			}
		}
	}
	d.Bytes(a, n)
}

// netlinkAt says the netlink messages in the n bytes at a.
func netlinkAt(d *Dec, proto int, a event.Addr, n uint64) {
	mark := d.Mark()
	if p := d.ReadAll(a, int(min(n, nlMax))); p != nil {
		netlinkMessages(d, proto, p)
	} else {
		d.Addr(a)
	}
	d.Release(mark)
}

func nlAlign(n int) int { return (n + 3) &^ 3 }

// netlinkMessages says the messages in p: an array of them if there are several.
func netlinkMessages(d *Dec, proto int, p []byte) {
	if len(p) < nlHeader {
		d.Hexed(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
		return
	}
	size := func() int { return int(min(binary.LittleEndian.Uint32(p), nlMax)) }
	array := size() >= nlHeader && nlAlign(size())+nlHeader <= len(p)
	if !array {
		netlinkMessage(d, proto, p, size())
		return
	}
	d.Array()
	for count := uint64(0); len(p) >= nlHeader; count++ {
		if count >= d.Limit() {
			d.More()
			break
		}
		n := size()
		netlinkMessage(d, proto, p, n)
		if n < nlHeader || nlAlign(n) > len(p) {
			break
		}
		p = p[nlAlign(n):]
	}
	d.EndArray()
}

// netlinkMessage says the message of n bytes that p begins with.
func netlinkMessage(d *Dec, proto int, p []byte, n int) {
	kind := binary.LittleEndian.Uint16(p[4:])
	payload := p[nlHeader:max(min(n, len(p)), nlHeader)]
	if len(payload) > 0 {
		d.Array()
	}
	d.Buf.Struct()
	d.Field("nlmsg_len")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.Field("nlmsg_type")
	d.Enum(nlTypes(proto, kind), uint64(kind))
	d.Field("nlmsg_flags")
	d.Flags(nlFlags(proto, kind), uint64(binary.LittleEndian.Uint16(p[6:])))
	d.Field("nlmsg_seq")
	d.Uint(uint64(binary.LittleEndian.Uint32(p[8:])))
	d.Field("nlmsg_pid")
	d.Int(int64(int32(binary.LittleEndian.Uint32(p[12:]))))
	d.EndStruct()
	if len(payload) == 0 {
		return
	}
	switch {
	case kind == nlmsgError && len(payload) >= 4:
		netlinkError(d, proto, payload)
	case kind == nlmsgDone && len(payload) >= 4:
		d.Int(int64(int32(binary.LittleEndian.Uint32(payload))))
	case proto == nlRoute && kind >= nlmsgMinType:
		routeMessage(d, kind, payload)
	case proto == nlSockDiag && kind == sockDiagByFamily:
		const request = 1 // NLM_F_REQUEST
		sockDiagMessage(d, p[6]&request != 0, payload)
	default:
		d.Hexed(payload[:min(len(payload), d.O.StrLen)], len(payload) > d.O.StrLen)
	}
	d.EndArray()
}

func nlTypes(proto int, kind uint16) *xlat.Set {
	switch {
	case kind < nlmsgMinType:
	case proto == nlRoute:
		return &xlat.RouteTypes
	case proto == nlSockDiag:
		return &xlat.SockDiagTypes
	}
	return &xlat.NlmsgTypes
}

// nlFlags are the flags of a type of messages: what bits mean depends on whether
// the message makes, deletes or asks for something.
func nlFlags(proto int, kind uint16) *xlat.Set {
	switch {
	case kind == nlmsgError:
		return &xlat.NlmsgAckFlags
	case kind < nlmsgMinType:
	case proto == nlSockDiag && kind == sockDiagByFamily:
		return &xlat.NlmsgGetFlags
	case proto == nlRoute:
		switch (kind - nlmsgMinType) & 3 { // linux/rtnetlink.h: new, delete, get, set
		case 0:
			return &xlat.NlmsgNewFlags
		case 1:
			return &xlat.NlmsgDelFlags
		case 2:
			return &xlat.NlmsgGetFlags
		}
	}
	return &xlat.NlmsgFlags
}

// netlinkError says struct nlmsgerr: an error number below 0, and the beginning
// of the message that it answers.
func netlinkError(d *Dec, proto int, p []byte) {
	v := int32(binary.LittleEndian.Uint32(p))
	d.Buf.Struct()
	d.Field("error")
	if name := xlat.ErrnoName(int(-v)); v < 0 && name != "" {
		d.Const2("-", name, int64(v))
	} else {
		d.Int(int64(v))
	}
	if p = p[4:]; len(p) >= nlHeader {
		d.Field("msg")
		netlinkMessage(d, proto, p, int(min(binary.LittleEndian.Uint32(p), nlMax)))
	} else if len(p) > 0 {
		d.Field("msg")
		d.Hexed(p, false)
	}
	d.EndStruct()
}

// nlContext is what attributes mean depends on: the address family and the type
// of hardware of their message.
type nlContext struct {
	family uint8
	hw     uint16
	before []byte   // the attributes before it
	within *nlAttrs // what it is one of
}

// An nlAttr is a kind of attribute: how long its value is at least, and what says
// it.
type nlAttr struct {
	kind   uint16
	min    int
	say    func(d *Dec, c nlContext, a *nlAttr, p []byte)
	typ    *ctype.Struct
	set    *xlat.Set
	nested *nlAttrs
	choice *nlChoices // what it can be
	key    uint16     // the attribute before it that tells which
}

// nlAttrs are the attributes that a message or an attribute can have.
type nlAttrs struct {
	names *xlat.Set
	kinds []nlAttr
}

// netlinkAttrs says the attributes in p.
func netlinkAttrs(d *Dec, c nlContext, s *nlAttrs, p []byte) {
	if len(p) < 4 || s == nil {
		nlHex(d, c, nil, p)
		return
	}
	size := func() int { return int(binary.LittleEndian.Uint16(p)) }
	c.before, c.within = nil, s
	array := size() >= 4 && nlAlign(size())+4 <= len(p)
	if !array {
		netlinkAttr(d, c, s, p, size())
		return
	}
	d.Array()
	all := p
	for count := uint64(0); len(p) >= 4; count++ {
		c.before = all[:len(all)-len(p)]
		if count >= d.Limit() {
			d.More()
			break
		}
		n := size()
		netlinkAttr(d, c, s, p, n)
		if n < 4 || nlAlign(n) > len(p) {
			break
		}
		p = p[nlAlign(n):]
	}
	d.EndArray()
}

const (
	nlaNested       = 0x8000 // NLA_F_NESTED
	nlaNetByteorder = 0x4000 // NLA_F_NET_BYTEORDER
)

// netlinkAttr says the attribute of n bytes that p begins with.
func netlinkAttr(d *Dec, c nlContext, s *nlAttrs, p []byte, n int) {
	kind := binary.LittleEndian.Uint16(p[2:])
	value := p[4:max(min(n, len(p)), 4)]
	if len(value) > 0 {
		d.Array()
	}
	d.Buf.Struct()
	d.Field("nla_len")
	d.Uint(uint64(binary.LittleEndian.Uint16(p)))
	d.Field("nla_type")
	netlinkAttrType(d, s.names, kind)
	d.EndStruct()
	if len(value) == 0 {
		return
	}
	for i := range s.kinds {
		if k := &s.kinds[i]; k.kind == kind&nlaMask && len(value) >= k.min {
			k.say(d, c, k, value)
			d.EndArray()
			return
		}
	}
	nlHex(d, c, nil, value)
	d.EndArray()
}

func netlinkAttrType(d *Dec, names *xlat.Set, kind uint16) {
	low := uint64(kind & nlaMask)
	if kind&^nlaMask == 0 {
		d.Enum(names, low)
		return
	}
	d.BeginFlags(uint64(kind))
	if kind&nlaNested != 0 {
		d.FlagName("NLA_F_NESTED")
	}
	if kind&nlaNetByteorder != 0 {
		d.FlagName("NLA_F_NET_BYTEORDER")
	}
	if name, ok := names.Lookup(d.ABI, low); ok {
		d.FlagName(name)
	} else {
		d.FlagHex(low)
		d.Comment(names.Unknown)
	}
	d.EndFlags()
}
