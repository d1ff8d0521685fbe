package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of the console about fonts and keys whose arguments are irregular
// (linux/kd.h).

// pitRate is the rate of the timer that makes the speaker's sound, in hertz.
const pitRate = 1193182

// sayKdSound says a period of the timer; a long one is silence.
func sayKdSound(d *Dec, _ *Arg, i int) {
	v := d.C.Ulong(i)
	d.Uint(v)
	sayPitch(d, v, 0)
}

// sayKdTone says a period of the timer and how many milliseconds it lasts.
func sayKdTone(d *Dec, _ *Arg, i int) {
	v := uint64(d.C.Uint(i))
	d.BeginParts(v)
	if ms := v >> 16; ms != 0 {
		d.PartDecShifted(ms, "16")
	}
	d.PartDec(v & 0xffff)
	d.EndParts()
	if v>>16 == 0 {
		v = 0
	}
	sayPitch(d, v&0xffff, v>>16)
}

// sayPitch explains a period of the timer, and how long it lasts if ms is not 0.
func sayPitch(d *Dec, period, ms uint64) {
	switch {
	case d.JSON(), d.Numbers():
	case period == 0 || period > pitRate:
		d.Comment("off")
	default:
		d.BeginComment()
		d.NameDec(pitRate / period)
		d.NameWord(" Hz")
		if ms != 0 {
			d.NameComma()
			d.NameDec(ms)
			d.NameWord(" ms")
		}
		d.EndComment()
	}
}

// showHexBytes shows an array of bytes in hexadecimal throughout, cut at -s.
func showHexBytes(d *Dec, _ *ctype.Field, p []byte) {
	d.Hexed(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
}

// showChar shows a character.
func showChar(d *Dec, _ *ctype.Field, p []byte) { d.CharHex(p[0]) }

// uniScreen are the characters of a screen map (E_TABSZ).
const uniScreen = 256

// Characters that stand for a place in the font (UNI_DIRECT_BASE and _MASK).
const (
	uniDirect     = 0xf000
	uniDirectMask = 0x1ff
)

func sayUniScreen(d *Dec, _ *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), uniScreen, 2, func(d *Dec, p []byte) {
		v := uint64(binary.LittleEndian.Uint16(p))
		if v&^uniDirectMask != uniDirect {
			d.Hex(v)
			return
		}
		d.HexOffset(v, "UNI_DIRECT_BASE", v&uniDirectMask)
	})
}

// kbTables are how many of the tables of keys have names.
const kbTables = 4

// showKbTable shows a table of keys, which is named by the modifiers that lead to it.
func showKbTable(d *Dec, _ *ctype.Field, p []byte) {
	if p[0] < kbTables {
		d.Enum(&xlat.KbTables, uint64(p[0]))
		return
	}
	d.Flags(&xlat.KbModifiers, uint64(p[0]))
}

// showKbValue shows what a key means: a type in the high byte, a value in the low
// one.
func showKbValue(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Hex(v)
	if d.JSON() || d.Numbers() {
		return
	}
	d.BeginComment()
	switch kind := v >> 8; kind {
	case 0, 8, 11, 13: // KT_LATIN, KT_META, KT_LETTER, KT_DEAD2: a character
		d.NameCall("K")
		d.NameEnum(&xlat.KbKinds, kind)
		d.NameComma()
		d.NameChar(byte(v))
		d.NameEnd()
	default:
		if _, ok := xlat.KbKeys.Lookup(d.ABI, v); ok {
			d.NameEnum(&xlat.KbKeys, v)
			break
		}
		d.NameCall("K")
		d.NameEnum(&xlat.KbKinds, kind)
		d.NameComma()
		d.NameHex(v & 0xff)
		d.NameEnd()
	}
	d.EndComment()
}

// kbFunc is the type of function keys, KT_FN, in a key's value.
const kbFunc = 1 << 8

// sayKbString says the string of a function key, sayGetKbString one that is asked
// for: struct kbsentry.
func sayKbString(d *Dec, _ *Arg, i int) {
	if beginKbString(d, i) {
		endKbString(d, i)
	}
}

func sayGetKbString(d *Dec, _ *Arg, i int) {
	if !d.C.Done {
		d.Settled = !beginKbString(d, i)
		return
	}
	if d.C.Errno == 0 {
		endKbString(d, i)
	} else {
		d.EndStruct()
	}
}

func beginKbString(d *Dec, i int) bool {
	p := d.ReadAll(d.C.Ptr(i), 1)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return false
	}
	d.Buf.Struct()
	d.Field("kb_func")
	key := kbFunc | uint64(p[0])
	switch {
	case d.Numbers():
		d.Hex(uint64(p[0]))
	case d.Named():
		d.Hex(uint64(p[0]))
		d.BeginComment()
		d.NameCall("KVAL")
		d.NameEnum(&xlat.KbKeys, key)
		d.NameEnd()
		d.EndComment()
	default:
		d.Macro("KVAL")
		d.Enum(&xlat.KbKeys, key)
		d.EndMacro()
	}
	return true
}

// kbStringLen is the size of kb_string.
const kbStringLen = 512

func endKbString(d *Dec, i int) {
	d.Field("kb_string")
	d.StringN(d.C.Ptr(i)+1, kbStringLen)
	d.EndStruct()
}

// kbLocks are the lights or locks in each half of a byte.
const kbLocks = 7

// showKbLocks shows the locks of a keyboard, and in the high half those that it
// begins with.
func showKbLocks(d *Dec, _ *ctype.Field, p []byte) { kbLocksOf(d, uint64(p[0])) }

func sayKbLocks(d *Dec, _ *Arg, i int) { kbLocksOf(d, uint64(uint8(d.C.Uint(i)))) }

func kbLocksOf(d *Dec, v uint64) {
	if v&(kbLocks|kbLocks<<4) == 0 {
		d.Flags(&xlat.KdLeds, v)
		return
	}
	d.BeginFlags(v)
	if v&kbLocks != 0 {
		d.FlagSet(&xlat.KdLeds, v&kbLocks)
	}
	for bit := uint64(1); bit <= kbLocks; bit <<= 1 {
		if v>>4&bit != 0 {
			d.FlagEnumShifted(&xlat.KdLeds, bit, "4")
		}
	}
	if rest := v &^ (kbLocks | kbLocks<<4); rest != 0 {
		d.FlagHex(rest)
	}
	d.EndFlags()
}

// sayUnimap says the pairs of characters that are asked for: their number on entry
// is how many there is room for.
func sayUnimap(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, ioUnimapdesc.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.Buf.Struct()
		d.Field("entry_ct")
		d.InOut()
		d.ValueOf(&ioUnimapdesc, "entry_ct", p)
		return
	}
	if p == nil {
		d.EndInOut()
		d.EndStruct()
		return
	}
	d.Changed()
	d.ValueOf(&ioUnimapdesc, "entry_ct", p)
	d.EndInOut()
	d.Field("entries")
	entries := event.Addr(d.Member(&ioUnimapdesc, "entries", p))
	if d.C.Errno == 0 {
		d.ArrayOf(entries, d.Member(&ioUnimapdesc, "entry_ct", p), ioUnipair.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(&ioUnipair, p) })
	} else {
		d.Addr(entries)
	}
	d.EndStruct()
}

var consoleFont = ctype.Struct{CName: "consolefontdesc", Fields: []ctype.Field{
	ctype.Num("charcount", ctype.U16),
	ctype.Num("charheight", ctype.U16),
	ctype.Pointer("chardata"),
}}

// glyphSize is what a character of up to 8x32 dots takes in a font.
const glyphSize = 32

// sayFont says a font that the kernel reads, sayGetFont one that it stores.
func sayFont(d *Dec, _ *Arg, i int) { fontAt(d, d.C.Ptr(i), true) }

func sayGetFont(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		d.Settled = d.ReadAll(at, consoleFont.Size(d.ABI)) == nil || !d.Deref
		if !d.Settled {
			d.InOut()
		}
		fontAt(d, at, false)
		return
	}
	if d.C.Errno == 0 {
		d.Changed()
		fontAt(d, at, true)
	}
	d.EndInOut()
}

// fontAt says the font at a, whose dots are there to show or not.
func fontAt(d *Dec, a event.Addr, dots bool) {
	p := d.ReadAll(a, consoleFont.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.FieldOf(&consoleFont, "charcount", p)
	d.FieldOf(&consoleFont, "charheight", p)
	if dots {
		d.Field("chardata")
		d.BytesHex(event.Addr(d.Member(&consoleFont, "chardata", p)), glyphSize*d.Member(&consoleFont, "charcount", p))
	} else {
		d.FieldOf(&consoleFont, "chardata", p)
	}
	d.EndStruct()
}

var fontOp = ctype.Struct{CName: "console_font_op", Fields: []ctype.Field{
	ctype.Enum("op", ctype.U32, &xlat.KdFontOps),
	ctype.Flags("flags", ctype.U32, &xlat.KdFontFlags),
	ctype.Num("width", ctype.U32),
	ctype.Num("height", ctype.U32),
	ctype.Num("charcount", ctype.U32),
	ctype.Pointer("data"),
}}

// The operations of KDFONTOP (linux/kd.h, KD_FONT_OP_*).
const (
	fontSet     = 0
	fontGet     = 1
	fontDefault = 2
	fontCopy    = 3
	fontSetTall = 4
	fontGetTall = 5
)

func sayFontOp(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, fontOp.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		sayFontAsked(d, p)
		return
	}
	if p != nil && d.C.Errno == 0 {
		sayFontGot(d, p)
	}
	d.EndInOut()
}

// sayFontAsked says what an operation reads.
func sayFontAsked(d *Dec, p []byte) {
	op := d.Member(&fontOp, "op", p)
	d.Buf.Struct()
	d.FieldOf(&fontOp, "op", p)
	switch op {
	case fontDefault: // the data is the font's name
		d.FieldOf(&fontOp, "width", p)
		d.FieldOf(&fontOp, "height", p)
		d.Field("data")
		d.String(event.Addr(d.Member(&fontOp, "data", p)))
	case fontCopy: // the height is the console
		d.FieldOf(&fontOp, "height", p)
	default:
		d.FieldOf(&fontOp, "flags", p)
		sayFontSize(d, p, op == fontSet || op == fontSetTall)
	}
	d.EndStruct()
}

// sayFontGot says what an operation has stored.
func sayFontGot(d *Dec, p []byte) {
	switch op := d.Member(&fontOp, "op", p); op {
	case fontSet, fontSetTall, fontCopy:
	case fontDefault:
		d.Changed()
		d.Buf.Struct()
		d.FieldOf(&fontOp, "width", p)
		d.FieldOf(&fontOp, "height", p)
		d.EndStruct()
	default:
		d.Changed()
		d.Buf.Struct()
		sayFontSize(d, p, op == fontGet || op == fontGetTall)
		d.EndStruct()
	}
}

// sayFontSize says the size of a font, and its dots or where they are.
func sayFontSize(d *Dec, p []byte, dots bool) {
	d.FieldOf(&fontOp, "width", p)
	d.FieldOf(&fontOp, "height", p)
	d.FieldOf(&fontOp, "charcount", p)
	if !dots {
		d.FieldOf(&fontOp, "data", p)
		return
	}
	width := (d.Member(&fontOp, "width", p) + 7) / 8
	height := uint64(glyphSize)
	if op := d.Member(&fontOp, "op", p); op >= fontSetTall {
		height = d.Member(&fontOp, "height", p)
	}
	d.Field("data")
	d.BytesHex(event.Addr(d.Member(&fontOp, "data", p)), width*height*d.Member(&fontOp, "charcount", p))
}
