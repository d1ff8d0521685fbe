package unwind

import (
	"cmp"
	"debug/dwarf"
	"debug/elf"
	"encoding/binary"
	"slices"
	"sort"
)

// lines finds source lines in DWARF's tables.
type lines struct {
	d     *dwarf.Data
	units []unitRange // by lo

	tables map[dwarf.Offset]lineTable // those that were read
}

// unitRange is code that belongs to the compilation unit at off.
type unitRange struct {
	lo, hi uint64
	off    dwarf.Offset
}

// newLines reads which unit has which code; nil if f has no such tables. Package
// dwarf is written for what compilers write: what it cannot read ends here.
func newLines(f *elf.File) (l *lines) {
	defer func() {
		if recover() != nil {
			l = nil
		}
	}()
	info := f.Section(".debug_info")
	if info == nil {
		info = f.Section(".zdebug_info")
	}
	if info == nil {
		return nil
	}
	for _, s := range f.Sections {
		if s.Size > maxDWARF {
			return nil
		}
	}
	d, err := f.DWARF()
	if err != nil {
		return nil
	}
	data, err := info.Data()
	if err != nil {
		return nil
	}
	l = &lines{d: d}
	r := d.Reader()
	for _, off := range Units(data) {
		l.addUnit(r, off)
	}
	slices.SortFunc(l.units, func(a, b unitRange) int { return cmp.Compare(a.lo, b.lo) })
	return l
}

// Units returns where the units of .debug_info have their first entries.
func Units(data []byte) (list []dwarf.Offset) {
	for off := uint64(0); off+4 <= uint64(len(data)); {
		// A unit begins with its length (DWARF 5, 7.4, 7.5.1). The first entry
		// follows the header.
		size, head := uint64(binary.LittleEndian.Uint32(data[off:])), uint64(4)
		if size == 0xffffffff && off+12 <= uint64(len(data)) {
			size, head = binary.LittleEndian.Uint64(data[off+4:]), 12
		}
		if size > uint64(len(data))-off {
			break
		}
		list = append(list, dwarf.Offset(off+unitHeader(data[off:], head)))
		off += head + size
	}
	return list
}

// unitHeader is the size of the unit header that data begins with; head is that
// of its length.
func unitHeader(data []byte, head uint64) uint64 {
	if uint64(len(data)) < head+3 {
		return 0
	}
	offset := uint64(4)
	if head == 12 {
		offset = 8
	}
	if binary.LittleEndian.Uint16(data[head:]) < 5 {
		return head + 2 + offset + 1
	}
	n := head + 2 + 1 + 1 + offset
	switch data[head+2] { // DWARF 5, 7.5.1
	case 0x04, 0x05: // DW_UT_skeleton, DW_UT_split_compile
		n += 8
	case 0x02, 0x06: // DW_UT_type, DW_UT_split_type
		n += 8 + offset
	}
	return n
}

func (l *lines) addUnit(r *dwarf.Reader, off dwarf.Offset) {
	r.Seek(off)
	e, err := r.Next()
	if err != nil || e == nil || e.Tag != dwarf.TagCompileUnit && e.Tag != dwarf.TagSkeletonUnit {
		return
	}
	ranges, err := l.d.Ranges(e)
	if err != nil {
		return
	}
	for _, p := range ranges {
		if p[0] < p[1] {
			l.units = append(l.units, unitRange{p[0], p[1], e.Offset})
		}
	}
}

// find returns the line of the code at addr.
func (l *lines) find(addr uint64) (file string, line int) {
	if l == nil {
		return "", 0
	}
	defer func() {
		if recover() != nil {
			file, line = "", 0
		}
	}()
	i := sort.Search(len(l.units), func(i int) bool { return l.units[i].lo > addr }) - 1
	const overlap = 8
	for j := i; j >= 0 && j > i-overlap; j-- {
		if u := l.units[j]; addr < u.hi {
			if file, line = l.table(u.off).find(addr); line != 0 {
				return file, line
			}
		}
	}
	return "", 0
}

// lineTable is a unit's line table, by address.
type lineTable []lineRow

type lineRow struct {
	addr uint64
	file *dwarf.LineFile
	line int // 0: here ends the code before
}

// table returns the line table of the unit at off.
func (l *lines) table(off dwarf.Offset) lineTable {
	if t, ok := l.tables[off]; ok {
		return t
	}
	t := l.readTable(off)
	if l.tables == nil {
		l.tables = make(map[dwarf.Offset]lineTable)
	}
	l.tables[off] = t
	return t
}

func (l *lines) readTable(off dwarf.Offset) (t lineTable) {
	r := l.d.Reader()
	r.Seek(off)
	e, err := r.Next()
	if err != nil || e == nil {
		return nil
	}
	lr, err := l.d.LineReader(e)
	if err != nil || lr == nil {
		return nil
	}
	for len(t) < maxRows {
		var at dwarf.LineEntry
		if lr.Next(&at) != nil {
			break
		}
		row := lineRow{at.Address, at.File, at.Line}
		if at.EndSequence {
			row.line = 0
		}
		t = append(t, row)
	}
	// A table consists of sequences, each of which has its addresses in order. One
	// may begin where another one ends.
	slices.SortStableFunc(t, func(a, b lineRow) int {
		if a.addr == b.addr && (a.line == 0) != (b.line == 0) {
			return cmp.Compare(min(a.line, 1), min(b.line, 1))
		}
		return cmp.Compare(a.addr, b.addr)
	})
	return t
}

// maxRows is how many rows of a line table are looked at.
const maxRows = 1 << 24

// find returns the line of the code at addr.
func (t lineTable) find(addr uint64) (string, int) {
	i := sort.Search(len(t), func(i int) bool { return t[i].addr > addr }) - 1
	if i < 0 || t[i].line == 0 || t[i].file == nil {
		return "", 0
	}
	return t[i].file.Name, t[i].line
}
