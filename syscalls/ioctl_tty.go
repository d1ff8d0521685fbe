package syscalls

import (
	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/xlat"
)

// Commands of terminals, and those of all files that have numbers among them
// (asm-generic/ioctls.h).
var ttyIoctls = []Case{
	{Name: "FIOASYNC", Args: []Arg{inInt("arg")}},
	{Name: "FIOCLEX"},
	{Name: "FIONBIO", Args: []Arg{inInt("arg")}},
	{Name: "FIONCLEX"},
	{Name: "FIONREAD", Args: []Arg{outInt("arg")}},
	{Name: "TCFLSH", Args: []Arg{enumUlong("arg", &xlat.TermFlush)}},
	{Name: "TCGETA", Args: []Arg{out("arg", &termio)}},
	{Name: "TCGETS", Args: []Arg{out("arg", &termios)}},
	{Name: "TCGETS2", Args: []Arg{out("arg", &termios2)}},
	{Name: "TCSBRK", Args: []Arg{argint("arg")}},
	{Name: "TCSBRKP", Args: []Arg{argint("arg")}},
	{Name: "TCSETA", Args: []Arg{in("arg", &termio)}},
	{Name: "TCSETAF", Args: []Arg{in("arg", &termio)}},
	{Name: "TCSETAW", Args: []Arg{in("arg", &termio)}},
	{Name: "TCSETS", Args: []Arg{in("arg", &termios)}},
	{Name: "TCSETS2", Args: []Arg{in("arg", &termios2)}},
	{Name: "TCSETSF", Args: []Arg{in("arg", &termios)}},
	{Name: "TCSETSF2", Args: []Arg{in("arg", &termios2)}},
	{Name: "TCSETSW", Args: []Arg{in("arg", &termios)}},
	{Name: "TCSETSW2", Args: []Arg{in("arg", &termios2)}},
	{Name: "TCXONC", Args: []Arg{enumUlong("arg", &xlat.TermFlow)}},
	{Name: "TIOCCBRK"},
	{Name: "TIOCCONS"},
	{Name: "TIOCEXCL"},
	{Name: "TIOCGDEV", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGETD", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGEXCL", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGLCKTRMIOS", Args: []Arg{out("arg", &termios)}},
	{Name: "TIOCGPGRP", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGPTN", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGSID", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGSOFTCAR", Args: []Arg{outInt("arg")}},
	{Name: "TIOCGWINSZ", Args: []Arg{out("arg", &winsize)}},
	{Name: "TIOCMBIC", Args: []Arg{inFlags("arg", &xlat.ModemBits)}},
	{Name: "TIOCMBIS", Args: []Arg{inFlags("arg", &xlat.ModemBits)}},
	{Name: "TIOCMGET", Args: []Arg{outFlags("arg", &xlat.ModemBits)}},
	{Name: "TIOCMSET", Args: []Arg{inFlags("arg", &xlat.ModemBits)}},
	{Name: "TIOCNOTTY"},
	{Name: "TIOCNXCL"},
	{Name: "TIOCOUTQ", Args: []Arg{outInt("arg")}},
	{Name: "TIOCPKT", Args: []Arg{inInt("arg")}},
	{Name: "TIOCSBRK"},
	{Name: "TIOCSCTTY", Args: []Arg{argint("arg")}},
	{Name: "TIOCSETD", Args: []Arg{inInt("arg")}},
	{Name: "TIOCSLCKTRMIOS", Args: []Arg{in("arg", &termios)}},
	{Name: "TIOCSPGRP", Args: []Arg{inInt("arg")}},
	{Name: "TIOCSPTLCK", Args: []Arg{inInt("arg")}},
	{Name: "TIOCSSERIAL"},
	{Name: "TIOCSSOFTCAR", Args: []Arg{inInt("arg")}},
	{Name: "TIOCSTI", Args: []Arg{inCustom("arg", sayChar)}},
	{Name: "TIOCSWINSZ", Args: []Arg{in("arg", &winsize)}},
	{Name: "TIOCVHANGUP"},
}

var winsize = ctype.Struct{CName: "winsize", Fields: []ctype.Field{
	ctype.Num("ws_row", ctype.U16),
	ctype.Num("ws_col", ctype.U16),
	ctype.Num("ws_xpixel", ctype.U16),
	ctype.Num("ws_ypixel", ctype.U16),
}}

// termios is the kernel's, which is shorter than that of C libraries.
var termios = ctype.Struct{CName: "termios", Fields: []ctype.Field{
	ctype.As("c_iflag", ctype.U32, showIflag),
	ctype.As("c_oflag", ctype.U32, showOflag),
	ctype.As("c_cflag", ctype.U32, showCflag),
	ctype.As("c_lflag", ctype.U32, showLflag),
	{Name: "c_line", Kind: ctype.U8, Show: ctype.ShowEnum, Set: &xlat.TermLines, How: ctype.Verbose},
	{Name: "c_cc", Kind: ctype.Chars, N: 19, Show: showTermChars, How: ctype.Verbose},
}}

var termios2 = ctype.Struct{CName: "termios2", Fields: []ctype.Field{
	ctype.As("c_iflag", ctype.U32, showIflag),
	ctype.As("c_oflag", ctype.U32, showOflag),
	ctype.As("c_cflag", ctype.U32, showCflag),
	ctype.As("c_lflag", ctype.U32, showLflag),
	{Name: "c_line", Kind: ctype.U8, Show: ctype.ShowEnum, Set: &xlat.TermLines, How: ctype.Verbose},
	{Name: "c_cc", Kind: ctype.Chars, N: 19, Show: showTermChars, How: ctype.Verbose},
	{Name: "c_ispeed", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "c_ospeed", Kind: ctype.U32, How: ctype.Verbose},
}}

var termio = ctype.Struct{CName: "termio", Fields: []ctype.Field{
	ctype.As("c_iflag", ctype.U16, showIflag),
	ctype.As("c_oflag", ctype.U16, showOflag),
	ctype.As("c_cflag", ctype.U16, showCflag),
	ctype.As("c_lflag", ctype.U16, showLflag),
	{Name: "c_line", Kind: ctype.U8, Show: ctype.ShowEnum, Set: &xlat.TermLines, How: ctype.Verbose},
	{Name: "c_cc", Kind: ctype.Chars, N: 8, Show: showTermChars, How: ctype.Verbose},
}}

// Bits of c_oflag and c_cflag that hold enumerations (asm-generic/termbits.h,
// asm-generic/termbits-common.h).
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
		{Mask: 0x100f0000, Set: &xlat.TermSpeeds, Shift: 16, Name: "IBSHIFT"},
		{Mask: 0x30, Set: &xlat.TermSizes},
	}
)

func showIflag(d *Dec, f *ctype.Field, p []byte) { d.Bits(d.Number(f, p), nil, &xlat.TermIflags) }
func showLflag(d *Dec, f *ctype.Field, p []byte) { d.Bits(d.Number(f, p), nil, &xlat.TermLflags) }

func showOflag(d *Dec, f *ctype.Field, p []byte) {
	d.Bits(d.Number(f, p), termOparts[:], &xlat.TermOflags)
}

func showCflag(d *Dec, f *ctype.Field, p []byte) {
	d.Bits(d.Number(f, p), termCparts[:], &xlat.TermCflags)
}

func showTermChars(d *Dec, f *ctype.Field, p []byte) {
	d.Array()
	for i, c := range p {
		d.IndexHex(&xlat.TermChars, i, uint64(c))
	}
	d.EndArray()
}

// sayChar says the character that is to be pretended to be typed.
func sayChar(d *Dec, _ *Arg, i int) { d.Bytes(d.C.Ptr(i), 1) }
