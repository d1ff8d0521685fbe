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

	nlmRequest = 1     // NLM_F_REQUEST
	nlmCapped  = 0x100 // NLM_F_CAPPED
	nlmAckTLVs = 0x200 // NLM_F_ACK_TLVS
)

// An nlProtocol is what messages of a protocol are called and what they hold.
type nlProtocol struct {
	types *xlat.Set
	typ   func(d *Dec, kind uint16)        // says a type that is more than a number with a name
	first uint16                           // number of its first type; those below are netlink's; 0: nlmsgMinType
	bare  bool                             // it has no types: all messages but errors are its own
	flags func(kind uint16) *xlat.Set      // nil: those that all messages have
	say   func(d *Dec, h nlHead, p []byte) // says what follows the header; nil: bytes
}

// An nlHead is what the meaning of a message depends on.
type nlHead struct {
	kind, flags uint16
	pid         uint32 // who sends it or, from the kernel, whom it is for
}

const (
	nlRoute     = 0  // NETLINK_ROUTE
	nlSockDiag  = 4  // NETLINK_SOCK_DIAG
	nlXfrm      = 6  // NETLINK_XFRM
	nlSelinux   = 7  // NETLINK_SELINUX
	nlIscsi     = 8  // NETLINK_ISCSI
	nlAudit     = 9  // NETLINK_AUDIT
	nlFibLookup = 10 // NETLINK_FIB_LOOKUP
	nlConnector = 11 // NETLINK_CONNECTOR
	nlNetfilter = 12 // NETLINK_NETFILTER
	nlUevent    = 15 // NETLINK_KOBJECT_UEVENT
	nlGeneric   = 16 // NETLINK_GENERIC
	nlScsi      = 18 // NETLINK_SCSITRANSPORT
	nlRdma      = 20 // NETLINK_RDMA
	nlCrypto    = 21 // NETLINK_CRYPTO
)

var nlProtocols = [...]nlProtocol{
	nlRoute:     {types: &xlat.RouteTypes, flags: routeFlags, say: routeMessage},
	nlSockDiag:  {types: &xlat.SockDiagTypes, flags: sockDiagFlags, say: sockDiagMessage},
	nlXfrm:      {types: &xlat.XfrmTypes, flags: xfrmFlagSet, say: xfrmMessage},
	nlSelinux:   {types: &xlat.SelinuxTypes, say: selinuxMessage},
	nlAudit:     {types: &xlat.AuditTypes, say: auditMessage},
	nlIscsi:     {types: &xlat.IscsiEvents, first: 11},
	nlFibLookup: {bare: true, say: fibMessage},
	nlConnector: {bare: true, say: connectorMessage},
	nlNetfilter: {typ: netfilterType, flags: netfilterFlags, say: netfilterMessage},
	nlGeneric:   {typ: genlType, say: genlMessage},
	nlScsi:      {types: &xlat.ScsiTypes},
	nlRdma:      {typ: rdmaType, say: rdmaMessage},
	nlCrypto:    {types: &xlat.CryptoTypes, flags: cryptoFlags, say: cryptoMessage},
}

// otherProtocol is a protocol of which nothing is known.
var otherProtocol nlProtocol

func nlProtocolOf(proto int) *nlProtocol {
	if uint(proto) < uint(len(nlProtocols)) {
		return &nlProtocols[proto]
	}
	return &otherProtocol
}

// owns tells that a message of the given type is the protocol's, not netlink's.
func (p *nlProtocol) owns(kind uint16) bool {
	if p.first != 0 {
		return kind >= p.first
	}
	return kind >= nlmsgMinType
}

// packet says the n bytes at a that a socket sends or receives: messages if it is
// a netlink socket.
func packet(d *Dec, fd int32, a event.Addr, n uint64) {
	if d.O.Net != nil && n >= 4 && d.Deref {
		// What has no plausible length does not have to be asked about.
		if size, ok := readUint32(d, a); ok && (size < 1<<20 || size == udevMark) {
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
	size := int(min(n, nlMax))
	p := d.Read(a, size)
	switch {
	case len(p) < min(size, nlHeader):
		d.Addr(a)
	case len(p) < size:
		d.Array()
		if netlinkEach(d, proto, p) {
			d.More()
			d.FaultAt(a + event.Addr(len(p)))
		}
		d.EndArray()
	case proto == nlUevent:
		ueventMessage(d, p)
	default:
		netlinkMessages(d, proto, p)
	}
	d.Release(mark)
}

func nlAlign(n int) int { return (n + 3) &^ 3 }

// netlinkMessages says the messages in p: an array of them if there are several.
func netlinkMessages(d *Dec, proto int, p []byte) {
	if len(p) < nlHeader {
		nlBytes(d, p)
		return
	}
	n := nlSize(p)
	if n < nlHeader || nlAlign(n) >= len(p) {
		netlinkMessage(d, proto, p, n)
		return
	}
	d.Array()
	netlinkEach(d, proto, p)
	d.EndArray()
}

// nlSize is the size that the message which p begins with says it has.
func nlSize(p []byte) int { return int(min(binary.LittleEndian.Uint32(p), nlMax)) }

// netlinkEach says the messages in p one after the other. It reports whether p is too
// short for the last one.
func netlinkEach(d *Dec, proto int, p []byte) (cut bool) {
	for count := uint64(0); len(p) > 0; count++ {
		if len(p) < nlHeader {
			nlBytes(d, p)
			return true
		}
		if count >= d.Limit() {
			d.More()
			return false
		}
		n := nlSize(p)
		netlinkMessage(d, proto, p, n)
		if n < nlHeader || nlAlign(n) > len(p) {
			return n > len(p)
		}
		p = p[nlAlign(n):]
	}
	return true
}

// netlinkMessage says the message of n bytes that p begins with.
func netlinkMessage(d *Dec, proto int, p []byte, n int) {
	h := nlHead{binary.LittleEndian.Uint16(p[4:]), binary.LittleEndian.Uint16(p[6:]), binary.LittleEndian.Uint32(p[12:])}
	payload := p[nlHeader:max(min(n, len(p)), nlHeader)]
	if len(payload) > 0 {
		d.Array()
	}
	netlinkHeader(d, proto, h, p)
	if len(payload) == 0 {
		return
	}
	own := nlProtocolOf(proto)
	switch {
	case d.Deep():
		nlBytes(d, payload)
	case own.say != nil && (own.owns(h.kind) || own.bare && h.kind != nlmsgError):
		own.say(d, h, payload)
	case h.kind == nlmsgError && len(payload) >= 4+nlHeader:
		netlinkError(d, proto, h, payload)
	case h.kind == nlmsgDone:
		netlinkDone(d, h, payload)
	default:
		nlBytes(d, payload)
	}
	d.EndArray()
}

// netlinkHeader says struct nlmsghdr, which p begins with.
func netlinkHeader(d *Dec, proto int, h nlHead, p []byte) {
	types, flags := &xlat.NlmsgTypes, &xlat.NlmsgFlags
	own := nlProtocolOf(proto)
	switch {
	case own.owns(h.kind):
		if own.types != nil {
			types = own.types
		}
		if own.flags != nil {
			flags = own.flags(h.kind)
		}
	case h.kind == nlmsgError:
		flags = &xlat.NlmsgAckFlags
	}
	d.Buf.Struct()
	d.Field("nlmsg_len")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.Field("nlmsg_type")
	if own.owns(h.kind) && own.typ != nil {
		own.typ(d, h.kind)
	} else {
		d.Enum(types, uint64(h.kind))
	}
	d.Field("nlmsg_flags")
	d.Flags(flags, uint64(h.flags))
	d.Field("nlmsg_seq")
	d.Uint(uint64(binary.LittleEndian.Uint32(p[8:])))
	d.Field("nlmsg_pid")
	d.Int(int64(int32(binary.LittleEndian.Uint32(p[12:]))))
	d.EndStruct()
}

// netlinkError says struct nlmsgerr: an error number below 0, and the message that
// it answers, or only its header (NLM_F_CAPPED). What the kernel explains follows
// behind the padding of the message, which is shown where nothing follows.
func netlinkError(d *Dec, proto int, h nlHead, p []byte) {
	msg := p[4:]
	n := nlHeader
	if h.flags&nlmCapped == 0 {
		n = max(int(min(binary.LittleEndian.Uint32(msg), nlMax)), nlHeader)
	}
	more := msg[min(n, len(msg)):]
	if nlAlign(n) < len(msg) {
		more = msg[nlAlign(n):]
	}
	if len(more) > 0 {
		d.Array()
	}
	d.Buf.Struct()
	d.Field("error")
	v := int32(binary.LittleEndian.Uint32(p))
	if name := xlat.ErrnoName(int(-v)); v < 0 && name != "" {
		d.Const2("-", name, int64(v))
	} else {
		d.Int(int64(v))
	}
	d.Field("msg")
	netlinkMessage(d, proto, msg, n)
	d.EndStruct()
	if len(more) > 0 {
		netlinkAttrs(d, nlContext{}, &errorAttrs, more)
		d.EndArray()
	}
}

// netlinkDone says how a dump ended, and with NLM_F_ACK_TLVS what the kernel
// explains.
func netlinkDone(d *Dec, h nlHead, p []byte) {
	more := len(p) > 4 && h.flags&nlmAckTLVs != 0
	if len(p) != 4 && !more {
		nlBytes(d, p)
		return
	}
	if more {
		d.Array()
	}
	d.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	if more {
		netlinkAttrs(d, nlContext{}, &errorAttrs, p[4:])
		d.EndArray()
	}
}

var errorAttrs = nlAttrs{&xlat.NlmsgerrAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlStr},                          // NLMSGERR_ATTR_MSG
	{kind: 2, min: 4, say: nlU32},                          // NLMSGERR_ATTR_OFFS
	{kind: 3, min: 1, say: nlU8s},                          // NLMSGERR_ATTR_COOKIE
	{kind: 4, min: 4, say: nlNested, nested: &policyAttrs}, // NLMSGERR_ATTR_POLICY
	{kind: 5, min: 4, say: nlU32},                          // NLMSGERR_ATTR_MISS_TYPE
	{kind: 6, min: 4, say: nlU32},                          // NLMSGERR_ATTR_MISS_NEST
}}

// policyAttrs describe what the kernel takes for an attribute.
var policyAttrs = nlAttrs{&xlat.NlPolicyAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlEnum32, set: &xlat.NlAttrTypes}, // NL_POLICY_TYPE_ATTR_TYPE
	{kind: 2, min: 8, say: nlS64},                            // NL_POLICY_TYPE_ATTR_MIN_VALUE_S
	{kind: 3, min: 8, say: nlS64},                            // NL_POLICY_TYPE_ATTR_MAX_VALUE_S
	{kind: 4, min: 8, say: nlU64},                            // NL_POLICY_TYPE_ATTR_MIN_VALUE_U
	{kind: 5, min: 8, say: nlU64},                            // NL_POLICY_TYPE_ATTR_MAX_VALUE_U
	{kind: 6, min: 4, say: nlU32},                            // NL_POLICY_TYPE_ATTR_MIN_LENGTH
	{kind: 7, min: 4, say: nlU32},                            // NL_POLICY_TYPE_ATTR_MAX_LENGTH
	{kind: 8, min: 4, say: nlU32},                            // NL_POLICY_TYPE_ATTR_POLICY_IDX
	{kind: 9, min: 4, say: nlU32},                            // NL_POLICY_TYPE_ATTR_POLICY_MAXTYPE
	{kind: 10, min: 4, say: nlX32},                           // NL_POLICY_TYPE_ATTR_BITFIELD32_MASK
	{kind: 12, min: 8, say: nlX64},                           // NL_POLICY_TYPE_ATTR_MASK
}}

// nlContext is what attributes mean depends on: the type, the address family and
// the type of hardware of their message.
type nlContext struct {
	kind   uint16
	family uint8
	hw     uint16
	net    bool     // it says that it is in network byte order
	self   *nlAttrs // what attributes in it may hold again
	key    []byte   // the value of the attribute that tells what this one is
	outer  []byte   // the same of the attribute that it is in
	within *nlAttrs // what it is one of
	around *nlAttrs // what the attribute that it is in is one of

	info *ctype.Struct // what the module of x_tables that it is of is told
}

// An nlAttr is a kind of attribute: how long its value is at least and at most,
// and what says it.
type nlAttr struct {
	kind   uint16
	min    int
	max    int // 0: any
	say    func(d *Dec, c nlContext, a *nlAttr, p []byte)
	typ    *ctype.Struct
	set    *xlat.Set
	nested *nlAttrs
	choice *nlChoices // what it can be
	key    uint16     // the attribute before it that tells which; 0: none
	anyKey bool       // it may stand behind it, too
}

// nlAttrs are the attributes that a message or an attribute can have.
type nlAttrs struct {
	names *xlat.Set // nil: their types are places in an array
	kinds []nlAttr
}

// nlEach is the kind in a table that stands for all others.
const nlEach = 0xffff

// netlinkAttrs says the attributes in p.
func netlinkAttrs(d *Dec, c nlContext, s *nlAttrs, p []byte) {
	if len(p) < 4 || s == nil || d.Deep() {
		nlHex(d, c, nil, p)
		return
	}
	c.key, c.outer, c.within, c.around = nil, c.key, s, c.within
	if n := nlaLen(p); n < 4 || nlAlign(n) >= len(p) {
		netlinkAttr(d, c, s, s.of(p), p)
		return
	}
	d.Array()
	var keys nlKeys
	for at, count := 0, uint64(0); at < len(p); count++ {
		if count >= d.Limit() {
			d.More()
			break
		}
		if len(p)-at < 4 {
			nlBytes(d, p[at:])
			break
		}
		k := s.of(p[at:])
		if k != nil && k.key != 0 {
			c.key = keys.find(p, at, k)
		}
		netlinkAttr(d, c, s, k, p[at:])
		n := nlaLen(p[at:])
		if n < 4 || nlAlign(n) > len(p)-at {
			break
		}
		at += nlAlign(n)
	}
	d.EndArray()
}

const (
	nlaNested       = 0x8000 // NLA_F_NESTED
	nlaNetByteorder = 0x4000 // NLA_F_NET_BYTEORDER
)

// nlaLen is what the attribute that p begins with says of its length, nlaValue
// what there is of its value.
func nlaLen(p []byte) int      { return int(binary.LittleEndian.Uint16(p)) }
func nlaValue(p []byte) []byte { return p[4:max(min(nlaLen(p), len(p)), 4)] }

// of returns the kind of the attribute that p begins with, or nil.
func (s *nlAttrs) of(p []byte) *nlAttr {
	return s.kind(binary.LittleEndian.Uint16(p[2:])&nlaMask, len(nlaValue(p)))
}

// kind returns the kind of an attribute of a type whose value has n bytes, or nil.
func (s *nlAttrs) kind(kind uint16, n int) *nlAttr {
	for i := range s.kinds {
		if k := &s.kinds[i]; (k.kind == kind || k.kind == nlEach) && n >= k.min && (k.max == 0 || n <= k.max) {
			return k
		}
	}
	return nil
}

// nlKeys are the attributes of a message that tell what others are. It is
// remembered up to where they were looked for, so that a message of nothing but
// attributes that have to be told is not read once for each of them.
type nlKeys [2]struct {
	kind  uint16
	at    int
	value []byte
}

// find returns the value of the last attribute that tells what k is: of those
// before the one at at, or of all.
func (keys *nlKeys) find(p []byte, at int, k *nlAttr) []byte {
	f := &keys[0]
	if f.kind != k.key && f.kind != 0 {
		f = &keys[1]
	}
	if f.kind != k.key {
		f.kind, f.at, f.value = k.key, 0, nil
	}
	if k.anyKey {
		at = len(p)
	}
	for at-f.at >= 4 {
		n := nlaLen(p[f.at:])
		if n < 4 || n > len(p)-f.at {
			break
		}
		if binary.LittleEndian.Uint16(p[f.at+2:])&nlaMask == k.key {
			f.value = p[f.at+4 : f.at+n]
		}
		f.at += nlAlign(n)
	}
	return f.value
}

// netlinkAttr says the attribute that p begins with: as k, or as bytes.
func netlinkAttr(d *Dec, c nlContext, s *nlAttrs, k *nlAttr, p []byte) {
	kind, value := binary.LittleEndian.Uint16(p[2:]), nlaValue(p)
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
	c.net = kind&nlaNetByteorder != 0
	if k != nil {
		k.say(d, c, k, value)
	} else {
		nlHex(d, c, nil, value)
	}
	d.EndArray()
}

func netlinkAttrType(d *Dec, names *xlat.Set, kind uint16) {
	low := uint64(kind & nlaMask)
	switch {
	case kind&^nlaMask == 0 && names != nil:
		d.Enum(names, low)
		return
	case kind&^nlaMask == 0:
		d.Uint(low)
		return
	}
	d.BeginParts(uint64(kind))
	if kind&nlaNested != 0 {
		d.PartConst("NLA_F_NESTED", nlaNested)
	}
	if kind&nlaNetByteorder != 0 {
		d.PartConst("NLA_F_NET_BYTEORDER", nlaNetByteorder)
	}
	if names != nil {
		d.PartEnum(names, low)
	} else {
		d.FlagDec(low)
	}
	d.EndParts()
}
