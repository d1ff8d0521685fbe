package syscalls

import (
	"encoding/binary"
	"math/bits"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Socket options.

func sayGetOptname(d *Dec, a *Arg, i int) { optname(d, i, false) }
func saySetOptname(d *Dec, a *Arg, i int) { optname(d, i, true) }

func optname(d *Dec, i int, set bool) { optnameOf(d, callLevel(d.C), d.C.Uint(i), set) }

// sayLevel says a level. Some of Bluetooth's have the numbers of the internet's.
func sayLevel(d *Dec, _ *Arg, i int) {
	v := d.C.Uint(i)
	if d.C.Saved[2] = 0; ofBluetooth(d, v, d.C.Uint(i+1)) {
		d.C.Saved[2] = 1
		d.Enum(&xlat.BtLevels, uint64(v))
		return
	}
	d.Enum(&xlat.SockLevels, uint64(v))
}

// callLevel returns the level that the call names, as far as sayLevel knows it.
func callLevel(c *event.Call) *optLevel {
	if c.Saved[2] != 0 {
		return findLevel(btLevels[:], c.Uint(1))
	}
	return levelOf(c.Uint(1))
}

// optnameOf says the number of a level's option, one that is set or got.
func optnameOf(d *Dec, l *optLevel, name uint32, set bool) {
	v := uint64(name)
	switch {
	case l == nil || l.get == nil:
		d.Uint(v)
	case set:
		d.Enum(l.set, v)
	default:
		d.Enum(l.get, v)
	}
}

// An optLevel is a level of socket options: their names, which differ between
// getsockopt and setsockopt for some, and how the values of those in opts, which
// are sorted, are said; other is for those that are not there.
type optLevel struct {
	level    uint32
	get, set *xlat.Set
	opts     []sockopt
	other    sockopt
}

// optFunc says the value of option o, n bytes at a.
type optFunc func(d *Dec, o *sockopt, a event.Addr, n uint32)

// A sockopt is an option whose value is not what most are: an int if it has the
// length of one, else a string of bytes. A nil get or set is such a one.
type sockopt struct {
	name     uint32
	get, set optFunc
	t        *ctype.Struct // what the value is
	names    *xlat.Set     // of the value, or of a part of it
	tail     *ctype.Field  // what follows t, as often as there is room
}

func levelOf(level uint32) *optLevel { return findLevel(optLevels[:], level) }

func findLevel(levels []optLevel, level uint32) *optLevel {
	lo, hi := 0, len(levels)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if levels[m].level < level {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(levels) && levels[lo].level == level {
		return &levels[lo]
	}
	return nil
}

// option finds how the value of the option that the call names is said.
func option(c *event.Call) *sockopt { return findOption(callLevel(c), c.Uint(2)) }

func findOption(l *optLevel, name uint32) *sockopt {
	if l == nil {
		return &plainOption
	}
	lo, hi := 0, len(l.opts)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if l.opts[m].name < name {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(l.opts) && l.opts[lo].name == name {
		return &l.opts[lo]
	}
	return &l.other
}

var plainOption sockopt

func sayGetOptval(d *Dec, a *Arg, i int) {
	if !d.C.Done {
		if !keepLen(d, d.C.Ptr(i+1)) || int32(d.C.Saved[0]) < 0 {
			d.C.Saved[1] = 0
		}
		return
	}
	_, n, ok := keptLen(d, i+1)
	at := d.C.Ptr(i)
	switch o := option(d.C); {
	case d.C.Saved[1] == 0 || !ok || n <= 0 || at == 0 || !d.Deref:
		d.Addr(at)
	case o.get != nil:
		o.get(d, o, at, uint32(n))
	default:
		plainValue(d, at, uint32(n))
	}
}

// plainValue says n bytes at a: an int, if they are as many as one has.
func plainValue(d *Dec, a event.Addr, n uint32) {
	if n == 4 {
		intAt(d, a)
		return
	}
	d.Bytes(a, uint64(n))
}

func sayGetOptlen(d *Dec, a *Arg, i int) {
	p, ok := readUint32(d, d.C.Ptr(i))
	switch {
	case d.C.Saved[1] != 0 && d.Deref:
		sayLenChange(d, i)
	case ok && d.Deref:
		d.Ref()
		d.Int(int64(int32(p)))
		d.EndRef()
	default:
		d.Addr(d.C.Ptr(i))
	}
}

func saySetOptval(d *Dec, a *Arg, i int) {
	optvalAt(d, option(d.C), d.C.Ptr(i), d.C.Uint(i+1))
}

// optvalAt says the n bytes at a, which an option is set to.
func optvalAt(d *Dec, o *sockopt, at event.Addr, n uint32) {
	switch {
	case at == 0 || !d.Deref:
		d.Addr(at)
	case o.set != nil:
		o.set(d, o, at, n)
	default:
		plainValue(d, at, n)
	}
}

// getInt says an int of which the program may have asked for a part.
func getInt(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n >= 4 {
		intAt(d, a)
		return
	}
	if p := d.ReadAll(a, int(n)); p != nil {
		d.Hexed(p, false)
	} else {
		d.Addr(a)
	}
}

func getAnyInt(d *Dec, o *sockopt, a event.Addr, n uint32) { intAt(d, a) }

func setInt(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if int32(n) < 4 {
		d.Addr(a)
		return
	}
	intAt(d, a)
}

// icmpFilter says the types of ICMP messages that a filter keeps out, or if they
// are most, those that it lets through. What the program gives no bytes for, it
// does not let through.
func icmpFilter(d *Dec, a event.Addr, n uint32) {
	n = min(n, 4)
	p := d.ReadAll(a, int(n))
	if p == nil {
		d.Addr(a)
		return
	}
	set := ^uint32(0)
	for i, c := range p {
		set = set&^(0xff<<(8*i)) | uint32(c)<<(8*i)
	}
	not := bits.OnesCount32(set) > 16
	if not {
		set = ^set
	}
	d.List(not)
	for i := range 32 {
		if set>>i&1 != 0 {
			d.Enum(&xlat.IcmpTypes, uint64(i))
		}
	}
	d.EndList()
}

func getIcmpFilter(d *Dec, o *sockopt, a event.Addr, n uint32) { icmpFilter(d, a, n) }
func setIcmpFilter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if int32(n) <= 0 {
		d.Addr(a)
		return
	}
	icmpFilter(d, a, n)
}

func getInts(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n < 4 {
		d.Array()
		d.EndArray()
		return
	}
	d.ArrayOf(a, uint64(n/4), 4, func(d *Dec, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint32(p))) })
}

func getErrno(d *Dec, o *sockopt, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if n < 4 || !ok {
		getInt(d, o, a, n)
		return
	}
	d.Ref()
	if name := xlat.ErrnoName(int(v)); v != 0 && name != "" {
		d.Const(name, int64(v))
	} else {
		d.Uint(uint64(v))
	}
	d.EndRef()
}

func getTxrehash(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n < 4 {
		getInt(d, o, a, n)
		return
	}
	setTxrehash(d, o, a, n)
}

func setTxrehash(d *Dec, o *sockopt, a event.Addr, n uint32) {
	v, ok := readUint32(d, a)
	if !ok || int32(n) < 4 {
		d.Addr(a)
		return
	}
	d.Ref()
	d.Enum(&xlat.Txrehash, uint64(int64(int32(v))))
	d.EndRef()
}

var linger = ctype.Struct{CName: "linger", Fields: []ctype.Field{
	ctype.Num("l_onoff", ctype.S32),
	ctype.Num("l_linger", ctype.S32),
}}

var packetStats = ctype.Struct{CName: "tpacket_stats_v3", Fields: []ctype.Field{
	ctype.Num("tp_packets", ctype.U32),
	ctype.Num("tp_drops", ctype.U32),
	ctype.Num("tp_freeze_q_cnt", ctype.U32),
}}

func getLinger(d *Dec, o *sockopt, a event.Addr, n uint32)      { cutStruct(d, &linger, a, n) }
func getPeercred(d *Dec, o *sockopt, a event.Addr, n uint32)    { cutStruct(d, &ucred, a, n) }
func getPacketStats(d *Dec, o *sockopt, a event.Addr, n uint32) { cutStruct(d, &packetStats, a, n) }

// cutStruct says a struct of which only n bytes are valid. A member that these cut
// is said as bytes.
func cutStruct(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	p := d.ReadAll(a, min(int(n), s.Size(d.ABI)))
	if p == nil {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	cutFields(d, s, p)
	d.EndStruct()
}

func cutFields(d *Dec, s *ctype.Struct, p []byte) {
	d.Fields(s, p)
	if f, off := s.Cut(d.ABI, len(p)); f != nil && f.Name != "" && (f.How == ctype.Always || f.How == ctype.Verbose && !d.Abbrev) {
		d.Field(f.Name)
		d.Hexed(p[off:], false)
	}
}

// whole says a struct that the program must give whole.
func whole(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	if int32(n) < int32(s.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	d.Struct(s, a)
}

// exact says a struct that the program must give in its very length.
func exact(d *Dec, s *ctype.Struct, a event.Addr, n uint32) {
	if n != uint32(s.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	d.Struct(s, a)
}

func setLinger(d *Dec, o *sockopt, a event.Addr, n uint32) { whole(d, &linger, a, n) }

var ipMreq = ctype.Struct{CName: "ip_mreq", Fields: []ctype.Field{
	ctype.IP("imr_multiaddr", 4),
	ctype.IP("imr_interface", 4),
}}

func setMreq(d *Dec, o *sockopt, a event.Addr, n uint32) { whole(d, &ipMreq, a, n) }

func setMreq6(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 20) // struct ipv6_mreq, linux/in6.h
	if p == nil || int32(n) < 20 {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.IP6Field("ipv6mr_multiaddr", p[:16])
	d.Field("ipv6mr_interface")
	d.Interface(binary.LittleEndian.Uint32(p[16:]))
	d.EndStruct()
}

// setGroup says struct group_req (linux/in.h): the index of an interface and a
// struct sockaddr_storage, which is aligned as a long.
func setGroup(d *Dec, o *sockopt, a event.Addr, n uint32) {
	w := d.ABI.PtrSize()
	p := d.ReadAll(a, w+sockaddrMax)
	if p == nil || int32(n) < int32(len(p)) {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Field("gr_interface")
	d.Interface(binary.LittleEndian.Uint32(p))
	d.Field("gr_group")
	sockaddrIn(d, p[w:])
	d.EndStruct()
}

var packetReq = ctype.Struct{CName: "tpacket_req", Fields: []ctype.Field{
	ctype.Num("tp_block_size", ctype.U32),
	ctype.Num("tp_block_nr", ctype.U32),
	ctype.Num("tp_frame_size", ctype.U32),
	ctype.Num("tp_frame_nr", ctype.U32),
}}

func setPacketMreq(d *Dec, o *sockopt, a event.Addr, n uint32) {
	p := d.ReadAll(a, 16) // struct packet_mreq, linux/if_packet.h
	if p == nil || n != 16 {
		d.Addr(a)
		return
	}
	alen := int(binary.LittleEndian.Uint16(p[6:]))
	d.Buf.Struct()
	d.Field("mr_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p))
	d.Field("mr_type")
	d.Enum(&xlat.PacketMreq, uint64(binary.LittleEndian.Uint16(p[4:])))
	d.Field("mr_alen")
	d.Uint(uint64(alen))
	d.Field("mr_address")
	if alen == 0 && d.Named() {
		d.Hexed(nil, false)
	} else {
		d.Octets(p[8 : 8+min(alen, 8)])
	}
	d.EndStruct()
}

// getFilter says the n instructions of a program of classic BPF.
func getFilter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if d.Abbrev {
		d.Addr(a)
		return
	}
	d.ArrayOf(a, uint64(n), bpfInsnSize, socketInsn)
}

// setFilter says a program of classic BPF (linux/filter.h).
func setFilter(d *Dec, o *sockopt, a event.Addr, n uint32) {
	if n != uint32(sockFprog.Size(d.ABI)) {
		d.Addr(a)
		return
	}
	filterProgAt(d, a, false)
}
