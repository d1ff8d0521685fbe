package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of the device mapper (linux/dm-ioctl.h). All take struct dm_ioctl; what is at
// data_start, behind it, differs.

var dmIoctl = ctype.Struct{CName: "dm_ioctl", Fields: []ctype.Field{
	ctype.Nums("version", ctype.U32, 3),
	ctype.Num("data_size", ctype.U32),
	ctype.Num("data_start", ctype.U32),
	ctype.Num("target_count", ctype.U32),
	ctype.Num("open_count", ctype.S32),
	ctype.Flags("flags", ctype.U32, &xlat.DmFlags),
	ctype.Num("event_nr", ctype.U32),
	ctype.Pad(ctype.U32, 1),
	ctype.As("dev", ctype.U64, showDevice),
	{Name: "name", Kind: ctype.Chars, N: 128, Show: showName},
	{Name: "uuid", Kind: ctype.Chars, N: 129, Show: showName},
	ctype.Pad(ctype.Chars, 7),
}}

var dmTarget = ctype.Struct{CName: "dm_target_spec", Fields: []ctype.Field{
	ctype.Num("sector_start", ctype.U64),
	ctype.Num("length", ctype.U64),
	ctype.Num("status", ctype.S32),
	ctype.Pad(ctype.U32, 1),
	{Name: "target_type", Kind: ctype.Chars, N: 16, Show: showName},
}}

// A dmTail is what is behind struct dm_ioctl.
type dmTail uint8

const (
	dmNothing  dmTail = iota
	dmTargets         // struct dm_target_spec and its parameters, target_count times
	dmStates          // the same on exit, each with its status
	dmMessage         // struct dm_target_msg
	dmString          // a string
	dmNames           // struct dm_name_list, on exit
	dmVersions        // struct dm_target_versions, on exit
	dmDeps            // struct dm_target_deps, on exit
)

// A dmCommand says what of struct dm_ioctl a command uses.
type dmCommand struct {
	data   bool // there is room for data
	in     bool // the data is the caller's
	counts bool // on exit the numbers of targets and of openings, and the event's
	event  bool // the event's number on entry
	tail   dmTail
}

// dmCommands are the commands by their number (linux/dm-ioctl.h, the enum of DM_*_CMD).
var dmCommands = [...]dmCommand{
	0x00: {}, // DM_VERSION
	0x01: {}, // DM_REMOVE_ALL
	0x02: {data: true, tail: dmNames},
	0x03: {counts: true},                                                    // DM_DEV_CREATE
	0x04: {counts: true, event: true},                                       // DM_DEV_REMOVE
	0x05: {counts: true, event: true, data: true, in: true, tail: dmString}, // DM_DEV_RENAME
	0x06: {counts: true, event: true},                                       // DM_DEV_SUSPEND
	0x07: {counts: true},                                                    // DM_DEV_STATUS
	0x08: {counts: true, event: true, data: true, tail: dmStates},           // DM_DEV_WAIT
	0x09: {counts: true, data: true, in: true, tail: dmTargets},             // DM_TABLE_LOAD
	0x0a: {counts: true},                                                    // DM_TABLE_CLEAR
	0x0b: {counts: true, data: true, tail: dmDeps},
	0x0c: {counts: true, data: true, tail: dmStates},
	0x0d: {data: true, tail: dmVersions},
	0x0e: {counts: true, data: true, in: true, tail: dmMessage},
	0x0f: {data: true, in: true, tail: dmString}, // DM_DEV_SET_GEOMETRY
	0x10: {},                                     // DM_DEV_ARM_POLL
	0x11: {data: true, tail: dmVersions},         // DM_GET_TARGET_VERSION
}

const (
	dmVersion    = 4       // DM_VERSION_MAJOR
	dmTableLoad  = 0x09    // DM_TABLE_LOAD_CMD
	dmDevSuspend = 0x06    // DM_DEV_SUSPEND_CMD
	dmDataOut    = 1 << 16 // DM_DATA_OUT_FLAG
	dmSuspend    = 2       // DM_SUSPEND_FLAG: to suspend, not to resume
	dmData       = 305     // where struct dm_ioctl's own data begins: what the least size is
)

func sayDm(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	nr := d.C.Uint(i-1) & 0xff
	p := d.ReadAll(at, dmIoctl.Size(d.ABI))
	if p == nil || int(nr) >= len(dmCommands) {
		if !d.C.Done {
			d.Addr(at)
			d.Settled = true
		} else {
			d.EndInOut()
		}
		return
	}
	if !d.C.Done {
		d.InOut()
		sayDmStruct(d, nr, p, at)
		return
	}
	if d.C.Errno == 0 {
		d.Changed()
		sayDmStruct(d, nr, p, at)
	}
	d.EndInOut()
}

// sayDmStruct says the struct, p at a, and what is behind it.
func sayDmStruct(d *Dec, nr uint32, p []byte, a event.Addr) {
	d.Array()
	d.Buf.Struct()
	ok := sayDmFields(d, nr, p)
	d.EndStruct()
	c := dmCommands[nr]
	switch {
	case !ok:
	case c.tail != dmNothing && c.in != d.C.Done:
		sayDmTail(d, c.tail, p, a)
	case c.tail == dmMessage && d.Member(&dmIoctl, "flags", p)&dmDataOut != 0: // what the target answers
		sayDmTail(d, dmString, p, a)
	}
	d.EndArray()
}

// dmTexts are shown if they are not empty.
var dmTexts = [...]string{"name", "uuid"}

func sayDmFields(d *Dec, nr uint32, p []byte) (ok bool) {
	c := dmCommands[nr]
	d.FieldOf(&dmIoctl, "version", p)
	if binary.LittleEndian.Uint32(p) != dmVersion {
		dmNote(d, "unsupported device mapper ABI version")
		return false
	}
	d.FieldOf(&dmIoctl, "data_size", p)
	if d.Member(&dmIoctl, "data_size", p) < dmData {
		dmNote(d, "data_size too small")
		return false
	}
	if c.data {
		d.FieldOf(&dmIoctl, "data_start", p)
	}
	if c.tail != dmNames && c.tail != dmVersions {
		d.NonZeroOf(&dmIoctl, "dev", p)
		for _, text := range dmTexts {
			if d.Member(&dmIoctl, text, p) != 0 { // its first byte
				d.FieldOf(&dmIoctl, text, p)
			}
		}
	}
	resume := nr != dmDevSuspend || d.Member(&dmIoctl, "flags", p)&dmSuspend == 0
	if c.counts && d.C.Done || nr == dmTableLoad {
		d.FieldOf(&dmIoctl, "target_count", p)
	}
	if c.counts && d.C.Done {
		d.FieldOf(&dmIoctl, "open_count", p)
	}
	if c.counts && d.C.Done || c.event && !d.C.Done && resume {
		d.FieldOf(&dmIoctl, "event_nr", p)
	}
	d.FieldOf(&dmIoctl, "flags", p)
	return true
}

func dmNote(d *Dec, text string) {
	if !d.JSON() {
		d.Comment(text)
	}
}

// dmTextMax bounds a string in the data; the kernel has no bound but its size.
const dmTextMax = 4096

// A dmArea is the data behind struct dm_ioctl.
type dmArea struct {
	at        event.Addr
	size, off uint64
}

// sayDmTail says the data, where structs are not abbreviated.
func sayDmTail(d *Dec, kind dmTail, p []byte, a event.Addr) {
	area := dmArea{at: a, size: d.Member(&dmIoctl, "data_size", p), off: d.Member(&dmIoctl, "data_start", p)}
	n := d.Member(&dmIoctl, "target_count", p)
	empty := area.off >= area.size || (kind == dmTargets || kind == dmStates) && n == 0
	switch {
	case empty:
	case d.Abbrev:
		d.More()
	case kind == dmTargets || kind == dmStates:
		area.targets(d, n, kind == dmStates)
	case kind == dmMessage:
		area.message(d)
	case kind == dmString:
		d.Buf.Struct()
		d.Field("string")
		area.text(d, 0)
		d.EndStruct()
	case kind == dmDeps:
		area.deps(d)
	default:
		area.list(d, kind)
	}
}

// read returns n bytes at the area's offset, nil if they are not all there.
func (m *dmArea) read(d *Dec, n uint64, what string) []byte {
	if m.off+n > m.size {
		d.Unreadable()
		dmNote(d, what)
		return nil
	}
	p := d.ReadAll(m.at+event.Addr(m.off), int(n))
	if p == nil {
		d.Addr(m.at + event.Addr(m.off))
	}
	return p
}

// text says the string at skip bytes behind the area's offset.
func (m *dmArea) text(d *Dec, skip uint64) {
	off := m.off + skip
	if off > m.size {
		d.Unreadable()
		return
	}
	d.StringN(m.at+event.Addr(off), int(min(m.size-off, dmTextMax)))
}

// targets says n struct dm_target_spec, each with its parameters. Where the next one is
// counts from this one, in a table that is loaded, else from the first.
func (m *dmArea) targets(d *Dec, n uint64, states bool) {
	size := uint64(dmTarget.Size(d.ABI))
	first := m.off
	for k := uint64(0); k < n; k++ {
		if k >= d.Limit() {
			d.More()
			return
		}
		p := m.read(d, size, "misplaced struct dm_target_spec")
		if p == nil {
			return
		}
		d.Buf.Struct()
		d.FieldOf(&dmTarget, "sector_start", p)
		d.FieldOf(&dmTarget, "length", p)
		if states {
			d.FieldOf(&dmTarget, "status", p)
		}
		d.FieldOf(&dmTarget, "target_type", p)
		d.Field("string")
		m.text(d, size)
		d.EndStruct()
		next := uint64(binary.LittleEndian.Uint32(p[20:]))
		if states {
			next += first
		} else {
			next += m.off
		}
		if next < m.off+size {
			next = m.size // it goes nowhere: the next one is misplaced
		}
		m.off = next
	}
}

func (m *dmArea) message(d *Dec) {
	p := m.read(d, 8, "misplaced struct dm_target_msg")
	if p == nil {
		return
	}
	d.Buf.Struct()
	d.Field("sector")
	d.Uint(binary.LittleEndian.Uint64(p))
	d.Field("message")
	m.text(d, 8)
	d.EndStruct()
}

func (m *dmArea) deps(d *Dec) {
	p := m.read(d, 8, "misplaced struct dm_target_deps")
	if p == nil {
		return
	}
	n := uint64(binary.LittleEndian.Uint32(p))
	d.Buf.Struct()
	d.Field("count")
	d.Uint(n)
	d.Field("deps")
	if room := (m.size - m.off - 8) / 8; n > room {
		d.Unreadable()
		dmNote(d, "misplaced struct dm_target_deps")
	} else {
		d.ArrayOf(m.at+event.Addr(m.off+8), n, 8, func(d *Dec, p []byte) { sayDevice(d, binary.LittleEndian.Uint64(p)) })
	}
	d.EndStruct()
}

// list says struct dm_name_list or dm_target_versions, which lead to each other.
func (m *dmArea) list(d *Dec, kind dmTail) {
	size := uint64(12)
	if kind == dmVersions {
		size = 16
	}
	for k := uint64(0); ; k++ {
		if k >= d.Limit() {
			d.More()
			return
		}
		p := m.read(d, size, "misplaced struct in the list")
		if p == nil {
			return
		}
		next := uint64(binary.LittleEndian.Uint32(p))
		d.Buf.Struct()
		if kind == dmVersions {
			d.Field("name")
			m.text(d, size)
			d.Field("version")
			d.Array()
			for q := p[4:]; len(q) > 0; q = q[4:] {
				d.Uint(uint64(binary.LittleEndian.Uint32(q)))
			}
			d.EndArray()
		} else {
			next = uint64(binary.LittleEndian.Uint32(p[8:]))
			d.Field("dev")
			sayDevice(d, binary.LittleEndian.Uint64(p))
			d.Field("name")
			m.text(d, size)
		}
		d.EndStruct()
		if next < size {
			return
		}
		m.off += next
	}
}
