package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// Terminals.

var winsize = ctype.Struct{CName: "winsize", Fields: []ctype.Field{
	ctype.Num("ws_row", ctype.U16),
	ctype.Num("ws_col", ctype.U16),
	ctype.Num("ws_xpixel", ctype.U16),
	ctype.Num("ws_ypixel", ctype.U16),
}}

// Bits of c_oflag and c_cflag that hold enumerations (asm-generic/termbits.h).
var (
	termOparts = [...]emit.Part{
		{Mask: 0x100, Set: &xlat.TermNL},
		{Mask: 0x600, Set: &xlat.TermCR},
		{Mask: 0x1800, Set: &xlat.TermTAB},
		{Mask: 0x2000, Set: &xlat.TermBS},
		{Mask: 0x4000, Set: &xlat.TermVT},
		{Mask: 0x8000, Set: &xlat.TermFF},
	}
	termCparts = [...]emit.Part{
		{Mask: 0x100f, Set: &xlat.TermSpeeds},
		{Mask: 0x30, Set: &xlat.TermSizes},
	}
)

// ioTermios says struct termios, ioTermios2 with the two speeds behind it,
// ioTermio the one of System V (asm-generic/termbits.h, termios.h).
func ioTermios(d *Dec, k *ioctl, a event.Addr)  { termios(d, a, 4, 19, false) }
func ioTermios2(d *Dec, k *ioctl, a event.Addr) { termios(d, a, 4, 19, true) }
func ioTermio(d *Dec, k *ioctl, a event.Addr)   { termios(d, a, 2, 8, false) }

// termios says settings of a terminal: four masks of width bytes, the line
// discipline, ncc characters, and perhaps two speeds.
func termios(d *Dec, a event.Addr, width, ncc int, speeds bool) {
	n := 4*width + 1 + ncc
	if speeds {
		n += 8
	}
	p := d.ReadAll(a, n)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	mask := func(i int) uint64 {
		if width == 2 {
			return uint64(binary.LittleEndian.Uint16(p[2*i:]))
		}
		return uint64(binary.LittleEndian.Uint32(p[4*i:]))
	}
	d.Buf.Struct()
	d.Field("c_iflag")
	d.Bits(mask(0), nil, &xlat.TermIflags)
	d.Field("c_oflag")
	d.Bits(mask(1), termOparts[:], &xlat.TermOflags)
	d.Field("c_cflag")
	d.Bits(mask(2), termCparts[:], &xlat.TermCflags)
	d.Field("c_lflag")
	d.Bits(mask(3), nil, &xlat.TermLflags)
	if d.Abbrev {
		d.More()
		d.EndStruct()
		return
	}
	p = p[4*width:]
	d.Field("c_line")
	d.Enum(&xlat.TermLines, uint64(p[0]))
	d.Field("c_cc")
	d.Array()
	for i, c := range p[1 : 1+ncc] {
		d.IndexHex(&xlat.TermChars, i, uint64(c))
	}
	d.EndArray()
	if speeds {
		p = p[1+ncc:]
		d.Field("c_ispeed")
		d.Buf.Uint(uint64(binary.LittleEndian.Uint32(p)))
		d.Field("c_ospeed")
		d.Buf.Uint(uint64(binary.LittleEndian.Uint32(p[4:])))
	}
	d.EndStruct()
}
