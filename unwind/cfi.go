package unwind

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"

	"gotrace/event"
)

// cfi is a section of call frame information: DWARF 5, 6.4.1, or, with eh, the
// form of it that the LSB calls .eh_frame ("Exception Frames").
type cfi struct {
	data []byte
	addr uint64 // where the section is mapped; pointers are relative to it
	eh   bool
	abi  event.ABI

	// With a sorted table in .eh_frame_hdr: it, as pairs of 32-bit numbers
	// relative to tableAddr, the begin of the code and the place of its FDE.
	table     []byte
	tableAddr uint64

	index []fdeAt // without: the same, made at the first use
	ready bool
	cies  map[int]*cie
}

type fdeAt struct {
	lo  uint64
	off int
}

// cie is a common information entry.
type cie struct {
	codeAlign uint64
	dataAlign int64
	ra        uint64 // the column of the return address
	enc       uint8  // of an FDE's addresses
	sized     bool   // FDEs have augmentation data after a length
	signal    bool   // they describe signal frames
	prog      []byte
}

// fde is a frame description entry.
type fde struct {
	*cie
	lo, hi uint64
	prog   []byte
}

// Encodings of pointers (LSB, "DWARF Exception Header Encoding").
const (
	encAbs      = 0x00
	encULEB     = 0x01
	encUData2   = 0x02
	encUData4   = 0x03
	encUData8   = 0x04
	encSLEB     = 0x09
	encSData2   = 0x0a
	encSData4   = 0x0b
	encSData8   = 0x0c
	encPCRel    = 0x10
	encDataRel  = 0x30
	encIndirect = 0x80
	encOmit     = 0xff
)

// pointer reads an encoded pointer. base is what data-relative ones are relative
// to.
func pointer(r *reader, enc uint8, at, base uint64, abi event.ABI) (uint64, bool) {
	at += uint64(r.off)
	var v uint64
	switch enc & 0x0f {
	case encAbs:
		v = r.word(abi.PtrSize())
	case encULEB:
		v = r.uleb()
	case encUData2:
		v = uint64(r.u16())
	case encUData4:
		v = uint64(r.u32())
	case encUData8, encSData8:
		v = r.u64()
	case encSLEB:
		v = uint64(r.sleb())
	case encSData2:
		v = uint64(int16(r.u16()))
	case encSData4:
		v = uint64(int32(r.u32()))
	default:
		return 0, false
	}
	switch enc & 0x70 {
	case encAbs:
	case encPCRel:
		v += at
	case encDataRel:
		v += base
	default:
		return 0, false
	}
	return narrow(v, abi), !r.bad && enc&encIndirect == 0
}

// narrow makes v a number of the ABI's width.
func narrow(v uint64, abi event.ABI) uint64 {
	if abi == event.I386 {
		return uint64(uint32(v))
	}
	return v
}

// setTable takes in .eh_frame_hdr (LSB, "Exception Frame Header"), if it has a
// table of the one form that linkers write. It returns where .eh_frame is.
func (c *cfi) setTable(hdr []byte, addr uint64) (frame uint64, ok bool) {
	r := reader{b: hdr}
	version, encFrame, encCount, encTable := r.u8(), r.u8(), r.u8(), r.u8()
	if version != 1 || r.bad {
		return 0, false
	}
	frame, ok = pointer(&r, encFrame, addr, addr, c.abi)
	if !ok || encTable != encDataRel|encSData4 || encCount == encOmit {
		return frame, ok
	}
	n, isn := pointer(&r, encCount, addr, addr, c.abi)
	if isn && n <= uint64(r.rest())/8 && n > 0 {
		c.table, c.tableAddr = r.bytes(n*8), addr
	}
	return frame, ok
}

// find returns the FDE for the code at pc.
func (c *cfi) find(pc uint64) (fde, bool) {
	if c.table != nil {
		at := func(i int) uint64 {
			return narrow(c.tableAddr+uint64(int32(binary.LittleEndian.Uint32(c.table[i*8:]))), c.abi)
		}
		n := len(c.table) / 8
		if i := sort.Search(n, func(i int) bool { return at(i) > pc }) - 1; i >= 0 {
			place := narrow(c.tableAddr+uint64(int32(binary.LittleEndian.Uint32(c.table[i*8+4:]))), c.abi)
			if off := place - c.addr; off < uint64(len(c.data)) {
				if f, ok := c.fde(int(off)); ok && pc >= f.lo && pc < f.hi {
					return f, true
				}
			}
		}
		return fde{}, false
	}
	if !c.ready {
		c.makeIndex()
	}
	i := sort.Search(len(c.index), func(i int) bool { return c.index[i].lo > pc })
	// Where FDEs overlap, as those of code that a linker dropped, the last one
	// that begins before pc need not reach it.
	const overlap = 8
	for j := i - 1; j >= 0 && j >= i-overlap; j-- {
		if f, ok := c.fde(c.index[j].off); ok && pc >= f.lo && pc < f.hi {
			return f, true
		}
	}
	return fde{}, false
}

// makeIndex lists all FDEs.
func (c *cfi) makeIndex() {
	c.ready = true
	for off := 0; off < len(c.data); {
		_, next, isFDE, ok := c.entry(off)
		if !ok {
			break
		}
		if isFDE {
			if f, ok := c.fde(off); ok {
				c.index = append(c.index, fdeAt{f.lo, off})
			}
		}
		off = next
	}
	slices.SortFunc(c.index, func(a, b fdeAt) int { return cmp.Compare(a.lo, b.lo) })
}

// entry reads the beginning of the entry at off: r stands behind its id, and ends
// with it.
func (c *cfi) entry(off int) (r reader, next int, isFDE, ok bool) {
	r = reader{b: c.data, off: off}
	size := uint64(r.u32())
	long := size == 0xffffffff
	if long {
		size = r.u64()
	}
	if r.bad || size > uint64(r.rest()) {
		return r, 0, false, false
	}
	next = r.off + int(size)
	r.b = c.data[:next]
	if size == 0 { // what the C runtime's crtend.o ends the section with
		return r, next, false, true
	}
	if long && !c.eh {
		id := r.u64()
		return r, next, id != 1<<64-1 && !r.bad, true
	}
	id := r.u32()
	if c.eh {
		return r, next, id != 0 && !r.bad, true
	}
	return r, next, id != 0xffffffff && !r.bad, true
}

// fde reads the entry at off.
func (c *cfi) fde(off int) (fde, bool) {
	r, _, isFDE, ok := c.entry(off)
	if !ok || !isFDE {
		return fde{}, false
	}
	// An FDE of .eh_frame says how far before its own id its CIE is, one of
	// .debug_frame where it is in the section.
	id := uint64(binary.LittleEndian.Uint32(r.b[r.off-4:]))
	at := id
	switch {
	case c.eh:
		at = uint64(r.off-4) - id
	case r.off-off > 8:
		at = binary.LittleEndian.Uint64(r.b[r.off-8:])
	}
	if at >= uint64(len(c.data)) {
		return fde{}, false
	}
	ci := c.cie(int(at))
	if ci == nil {
		return fde{}, false
	}
	f := fde{cie: ci}
	lo, ok := pointer(&r, ci.enc, c.addr, 0, c.abi)
	if !ok {
		return fde{}, false
	}
	size, ok := pointer(&r, ci.enc&0x0f, 0, 0, c.abi)
	f.lo, f.hi = lo, lo+size
	if ci.sized {
		r.bytes(r.uleb())
	}
	f.prog = r.b[r.off:]
	return f, ok && !r.bad && f.hi > f.lo
}

// cie returns the entry at off, nil if it is none that can be used.
func (c *cfi) cie(off int) *cie {
	ci, ok := c.cies[off]
	if !ok {
		ci = c.readCIE(off)
		if c.cies == nil {
			c.cies = make(map[int]*cie)
		}
		c.cies[off] = ci
	}
	return ci
}

func (c *cfi) readCIE(off int) *cie {
	r, _, isFDE, ok := c.entry(off)
	if !ok || isFDE || r.rest() == 0 {
		return nil
	}
	ci := &cie{}
	version := r.u8()
	aug := r.cstring()
	switch version {
	case 1, 3:
	case 4:
		if size, segment := r.u8(), r.u8(); int(size) != c.abi.PtrSize() || segment != 0 {
			return nil
		}
	default:
		return nil
	}
	ci.codeAlign, ci.dataAlign = r.uleb(), r.sleb()
	if version == 1 {
		ci.ra = uint64(r.u8())
	} else {
		ci.ra = r.uleb()
	}
	if len(aug) > 0 {
		if aug[0] != 'z' {
			return nil
		}
		ci.sized = true
		data := reader{b: r.b}
		size := r.uleb()
		data.off = r.off
		r.bytes(size)
		data.b = r.b[:r.off]
		ci.augment(aug[1:], &data, c)
	}
	ci.prog = r.b[r.off:]
	if r.bad {
		return nil
	}
	return ci
}

// augment takes in augmentation data.
func (ci *cie) augment(letters []byte, r *reader, c *cfi) {
	for _, l := range letters {
		switch l {
		case 'R':
			ci.enc = r.u8()
		case 'L':
			r.u8()
		case 'P':
			enc := r.u8()
			pointer(r, enc&^encIndirect, c.addr, 0, c.abi)
		case 'S':
			ci.signal = true
		default:
			return
		}
	}
}
