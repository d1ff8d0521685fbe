package syscalls

import (
	"encoding/binary"
	"math/bits"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What commands of SIOCETHTOOL have that annotations (ioctls/ethtool.txt) cannot say
// (linux/ethtool.h).

// sayEthtool says a struct ifreq, whose ifr_data points to what a number at its beginning
// tells.
func sayEthtool(d *Dec, _ *Arg, i int) {
	if d.C.Done {
		answer(d, caseOf(ioEthtoolCases, uint32(d.C.Saved[1])), "ifr_data", i, event.Addr(d.C.Saved[0]))
		return
	}
	p := beginIfreq(d, d.C.Ptr(i))
	if p == nil {
		return
	}
	data := event.Addr(ctype.Ptr.Number(d.ABI, p[ifName:]))
	cmd := d.ReadAll(data, 4)
	if cmd == nil {
		d.Field("ifr_data")
		d.Addr(data)
		d.EndStruct()
		d.Settled = true
		return
	}
	v := binary.LittleEndian.Uint32(cmd)
	if k := caseOf(ioEthtoolCases, v); k != nil {
		d.C.Saved[0], d.C.Saved[1] = uint64(data), uint64(v)
		ask(d, k, "ifr_data", i, data)
		return
	}
	d.Field("ifr_data")
	d.Buf.Struct()
	d.Field("cmd")
	d.Enum(&xlat.EthtoolCmd, uint64(v))
	d.More()
	d.EndStruct()
	d.EndStruct()
	d.Settled = true
}

// The bits of a flow's type that are none of its kind (FLOW_EXT, FLOW_MAC_EXT, FLOW_RSS).
const flowFlags = 0xe0000000

func showFlowType(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if v&flowFlags == 0 {
		d.Enum(&xlat.EthtoolFlow, v)
		return
	}
	d.BeginParts(v)
	d.PartEnum(&xlat.EthtoolFlow, v&^flowFlags)
	d.Part(&xlat.EthtoolFlowFlags, v&flowFlags)
	d.EndParts()
}

func showEtherType(d *Dec, _ *ctype.Field, p []byte) {
	d.SwappedEnum("htons", &xlat.EtherProtocols, p)
}

// bitNames says which bits are set in n words of 32 bits at at, by name if they have any.
func bitNames(d *Dec, at event.Addr, n int, s *xlat.Set) {
	p := d.ReadAll(at, 4*n)
	if p == nil {
		d.Addr(at)
		return
	}
	shown := uint64(0)
	d.Array()
	for b := range 32 * n {
		switch {
		case p[b/8]>>(b%8)&1 == 0:
			continue
		case shown == d.Limit():
			d.More()
			d.EndArray()
			return
		case s == nil:
			d.Uint(uint64(b))
		default:
			d.Enum(s, uint64(b))
		}
		shown++
	}
	d.EndArray()
}

// numbers32 says n numbers at at.
func numbers32(d *Dec, at event.Addr, n uint64) {
	d.ArrayOf(at, n, 4, func(d *Dec, p []byte) { d.Uint(uint64(binary.LittleEndian.Uint32(p))) })
}

// sayEthtoolSets says which sets of strings are asked for and, in their order, how many
// strings they have.
func sayEthtoolSets(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolSsetInfo
	if !d.C.Done {
		beginExchange(d, t, i)
		return
	}
	if p := d.ReadAll(at, t.Size(d.ABI)); d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.FieldOf(t, "sset_mask", p)
		d.Field("data")
		numbers32(d, at+event.Addr(len(p)), uint64(bits.OnesCount64(d.Member(t, "sset_mask", p))))
		d.EndStruct()
	}
	d.EndInOut()
}

// sayEthtoolPerQueue says a command for some of the queues; there is what it takes for
// each of them.
func sayEthtoolPerQueue(d *Dec, a *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolPerQueueOp
	p := d.ReadAll(at, t.Size(d.ABI))
	if !d.C.Done && (p == nil || !d.Deref) {
		d.Addr(at)
		d.Settled = true
		return
	}
	var sub uint32
	if p != nil {
		sub = uint32(d.Member(t, "sub_command", p))
	}
	mask, _ := t.Offset(d.ABI, "queue_mask")
	if !d.C.Done {
		d.Buf.Struct()
		d.FieldOf(t, "cmd", p)
		d.FieldOf(t, "sub_command", p)
		d.Field("queue_mask")
		bitNames(d, at+event.Addr(mask), (len(p)-mask)/4, nil)
	}
	if sub == ethtoolScoalesce && !d.C.Done || sub == ethtoolGcoalesce && d.C.Done && d.C.Errno == 0 {
		n := 0
		for _, c := range p[mask:] {
			n += bits.OnesCount8(c)
		}
		d.Field("data")
		d.ArrayOf(at+event.Addr(len(p)), uint64(n), ioEthtoolCoalesce.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(&ioEthtoolCoalesce, p) })
	}
	if d.Settled = !d.C.Done && sub != ethtoolGcoalesce; d.Settled || d.C.Done {
		d.EndStruct()
	}
}

// The commands that ETHTOOL_PERQUEUE takes.
const (
	ethtoolGcoalesce = 0xe
	ethtoolScoalesce = 0xf
)

// linkModes says the masks behind a struct ethtool_link_settings, each of as many words as
// that tells; none where the kernel tells by a negative number how many there have to be.
func linkModes(d *Dec, p []byte, at event.Addr) {
	t := &ioEthtoolLinkSettings
	n := int(int8(d.Member(t, "link_mode_masks_nwords", p)))
	if n <= 0 {
		return
	}
	at += event.Addr(len(p))
	d.Field("link_mode_masks")
	d.Buf.Struct()
	for k, name := range [...]string{"supported", "advertising", "lp_advertising"} {
		d.Field(name)
		bitNames(d, at+event.Addr(4*n*k), n, &xlat.EthtoolLinkMode)
	}
	d.EndStruct()
}

func sayEthtoolLink(d *Dec, a *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolLinkSettings
	p := d.ReadAll(at, t.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.Buf.Struct()
		d.FieldOf(t, "cmd", p)
		d.FieldOf(t, "link_mode_masks_nwords", p)
		d.EndStruct()
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.FieldsBehind(t, p, at)
		linkModes(d, p, at)
		d.EndStruct()
	}
	d.EndInOut()
}

func sayEthtoolLinkSet(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolLinkSettings
	p := d.ReadAll(at, t.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	d.FieldsAt(t, p, at)
	linkModes(d, p, at)
	d.EndStruct()
}

// The first command about tunables of a PHY, and types of tunables.
const (
	ethtoolPhyGtunable = 0x4e
	tunableU8          = 1
	tunableString      = 5
)

// tunableKinds are the kinds of ETHTOOL_TUNABLE_U8 and those behind it.
var tunableKinds = [...]ctype.Kind{ctype.U8, ctype.U16, ctype.U32, ctype.U64, tunableString - 1: ctype.Chars, ctype.S8, ctype.S16, ctype.S32, ctype.S64}

// sayEthtoolTunable says a parameter of a device or its PHY: a number or string behind a
// struct.
func sayEthtoolTunable(d *Dec, a *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolTunable
	p := d.ReadAll(at, t.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		cmd, ids := d.Member(t, "cmd", p), &xlat.EthtoolTunable
		if cmd >= ethtoolPhyGtunable {
			ids = &xlat.EthtoolPhyTunable
		}
		d.Buf.Struct()
		d.FieldOf(t, "cmd", p)
		d.Field("id")
		d.Enum(ids, d.Member(t, "id", p))
		d.FieldOf(t, "type_id", p)
		d.FieldOf(t, "len", p)
		if a.Phase == In {
			tunable(d, t, p, at)
			d.EndStruct()
		}
		return
	}
	if d.C.Errno == 0 && p != nil {
		tunable(d, t, p, at)
	}
	d.EndStruct()
}

func tunable(d *Dec, t *ctype.Struct, p []byte, at event.Addr) {
	at += event.Addr(len(p))
	n, kind := d.Member(t, "len", p), d.Member(t, "type_id", p)-tunableU8
	d.Field("data")
	if kind >= uint64(len(tunableKinds)) || kind == tunableString-tunableU8 {
		d.Bytes(at, n)
		return
	}
	k := tunableKinds[kind]
	v := d.ReadAll(at, k.Size(d.ABI))
	switch {
	case v == nil || n != uint64(len(v)):
		d.Bytes(at, n)
	case k.Signed():
		d.Int(int64(k.Number(d.ABI, v)))
	default:
		d.Uint(k.Number(d.ABI, v))
	}
}

// rxfhNoChange leaves the table of queues as it is (ETH_RXFH_INDIR_NO_CHANGE).
const rxfhNoChange = 0xffffffff

// rssConfig says what is behind a struct ethtool_rxfh: queues by hash, and the hash's key.
func rssConfig(d *Dec, at event.Addr, queues, key uint64) {
	if queues == rxfhNoChange {
		queues = 0
	}
	if queues > 0 {
		d.Field("rss_config")
		numbers32(d, at, queues)
	}
	if key > 0 {
		d.Field("key")
		d.Bytes(at+event.Addr(4*queues), key)
	}
}

func sayEthtoolRss(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolRxfh
	p := d.ReadAll(at, t.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.C.Saved[2], d.C.Saved[3] = d.Member(t, "indir_size", p), d.Member(t, "key_size", p)
		d.InOut()
		d.Buf.Struct()
		for _, name := range rssAsked {
			d.FieldOf(t, name, p)
		}
		d.EndStruct()
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		for _, name := range rssTold {
			d.FieldOf(t, name, p)
		}
		rssConfig(d, at+event.Addr(len(p)), min(d.C.Saved[2], d.Member(t, "indir_size", p)), min(d.C.Saved[3], d.Member(t, "key_size", p)))
		d.EndStruct()
	}
	d.EndInOut()
}

// The members of struct ethtool_rxfh that a request has, and an answer.
var (
	rssAsked = [...]string{"cmd", "rss_context", "indir_size", "key_size"}
	rssTold  = [...]string{"indir_size", "key_size", "hfunc", "input_xfrm"}
)

func sayEthtoolRssSet(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioEthtoolRxfh
	p := d.ReadAll(at, t.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	d.FieldsAt(t, p, at)
	rssConfig(d, at+event.Addr(len(p)), d.Member(t, "indir_size", p), d.Member(t, "key_size", p))
	d.EndStruct()
}
