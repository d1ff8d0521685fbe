package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_GENERIC (linux/genetlink.h). Their type is the number of a
// family, which the kernel gives it when it is registered: families are known by
// their names. What their messages hold stands in nlattrs/*.txt.

const (
	genlHeader = 4    // size of struct genlmsghdr
	genlIDCtrl = 0x10 // GENL_ID_CTRL, the one family whose number is always the same

	ctrlNewFamily  = 1 // CTRL_CMD_NEWFAMILY
	ctrlFamilyID   = 1 // CTRL_ATTR_FAMILY_ID
	ctrlFamilyName = 2 // CTRL_ATTR_FAMILY_NAME
)

// A genlFamily is what the messages of a family look like.
type genlFamily struct {
	name     string
	ask      *xlat.Set     // the commands that the kernel is sent,
	tell     *xlat.Set     // that it answers with,
	event    *xlat.Set     // and that it sends unasked, where their numbers are others'
	head     *ctype.Struct // what stands before the attributes
	attrs    *nlAttrs      // of the messages that are not among those below
	messages []genlAttrs
}

// genlAttrs are attributes of one message.
type genlAttrs struct {
	cmd   uint8
	from  uint8
	attrs *nlAttrs
}

// What a message is.
const (
	genlAsk   = iota // sent to the kernel
	genlTell         // sent by it
	genlEvent        // to those who joined a group: it names no port that it is for
)

func genlFrom(h nlHead) uint8 {
	switch {
	case h.flags&nlmRequest != 0:
		return genlAsk
	case h.pid != 0:
		return genlTell
	}
	return genlEvent
}

var (
	genlUnknown genlFamily // of which nothing is known
	genlPlain   nlAttrs    // attributes of which nothing is known
	genlTypes   = xlat.Set{Unknown: "GENERIC_FAMILY_???"}
)

// genlName returns the name of the family with a number, or "".
func genlName(d *Dec, id uint16) string {
	if id == genlIDCtrl {
		return "nlctrl"
	}
	return d.O.Net.Family(id)
}

func genlType(d *Dec, id uint16) {
	if name := genlName(d, id); name != "" {
		d.HexConst(name, uint64(id))
		return
	}
	d.Enum(&genlTypes, uint64(id))
}

func genlFamilyOf(name string) *genlFamily {
	for i := range genlFamilies {
		if f := &genlFamilies[i]; f.name == name {
			return f
		}
	}
	return &genlUnknown
}

// genlMessage says what follows the header of a message, and remembers the family
// that it tells of.
func genlMessage(d *Dec, h nlHead, p []byte) {
	name := genlName(d, h.kind)
	if len(p) < genlHeader || name == "" {
		nlBytes(d, p)
		return
	}
	f, from, cmd := genlFamilyOf(name), genlFrom(h), p[0]
	d.Buf.Struct()
	d.Field("cmd")
	if names := f.commands(from); names != nil {
		d.Enum(names, uint64(cmd))
	} else {
		d.Hex(uint64(cmd))
	}
	d.Field("version")
	d.Uint(uint64(p[1]))
	if reserved := binary.LittleEndian.Uint16(p[2:]); reserved != 0 {
		d.Field("reserved")
		d.Hex(uint64(reserved))
	}
	d.EndStruct()
	p = p[genlHeader:]
	if f.head != nil && len(p) > 0 {
		n := f.head.Size(d.ABI)
		if len(p) < n {
			nlBytes(d, p)
			return
		}
		d.StructIn(f.head, p)
		p = p[min(nlAlign(n), len(p)):]
	}
	if len(p) == 0 {
		return
	}
	attrs := f.attrsOf(cmd, from)
	if attrs == nil && nlFills(p) {
		attrs = &genlPlain
	}
	netlinkAttrs(d, nlContext{}, attrs, p)
	if h.kind == genlIDCtrl && cmd == ctrlNewFamily && from != genlAsk {
		genlLearn(d, p)
	}
}

func (f *genlFamily) commands(from uint8) *xlat.Set {
	switch {
	case from == genlAsk:
		return f.ask
	case from == genlEvent && f.event != nil:
		return f.event
	}
	return f.tell
}

// attrsOf returns the attributes of a message. An event is like an answer where
// nothing else is said of it.
func (f *genlFamily) attrsOf(cmd, from uint8) *nlAttrs {
	if from == genlEvent && f.event == nil {
		from = genlTell
	}
	for i := range f.messages {
		if m := &f.messages[i]; m.cmd == cmd && m.from == from {
			return m.attrs
		}
	}
	return f.attrs
}

// genlLearn remembers the family that the attributes in p describe.
func genlLearn(d *Dec, p []byte) {
	id := nlFind(p, ctrlFamilyID)
	name, _, _ := bytes.Cut(nlFind(p, ctrlFamilyName), nul)
	if len(id) == 2 && len(name) > 0 {
		d.O.Net.LearnFamily(binary.LittleEndian.Uint16(id), name)
	}
}
