package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Commands of the console (linux/kd.h).
var kdIoctls = []Case{
	{Name: "KDDISABIO"},
	{Name: "KDENABIO"},
	{Name: "KDGETLED", Args: []Arg{outFlagNum("arg", ctype.U8, &xlat.KdLeds)}},
	{Name: "KDGETMODE", Args: []Arg{outEnum("arg", &xlat.KdModes)}},
	{Name: "KDGKBMETA", Args: []Arg{outEnum("arg", &xlat.KbMeta)}},
	{Name: "KDGKBMODE", Args: []Arg{outEnumNum("arg", ctype.S32, &xlat.KbModes)}},
	{Name: "KDGKBTYPE", Args: []Arg{outEnumNum("arg", ctype.U8, &xlat.KbTypes)}},
	{Name: "KDMAPDISP"},
	{Name: "KDSETLED", Args: []Arg{inCustom("arg", sayKdLeds)}},
	{Name: "KDSETMODE", Args: []Arg{enum("arg", &xlat.KdModes)}},
	{Name: "KDSIGACCEPT", Args: []Arg{sig("arg")}},
	{Name: "KDSKBMETA", Args: []Arg{enum("arg", &xlat.KbMeta)}},
	{Name: "KDSKBMODE", Args: []Arg{enum("arg", &xlat.KbModes)}},
	{Name: "KDUNMAPDISP"},
	{Name: "PIO_FONTRESET"},
}

// sayKdLeds says the lights of a keyboard, in the low byte of the argument.
func sayKdLeds(d *Dec, _ *Arg, i int) { d.Flags(&xlat.KdLeds, uint64(uint8(d.C.Uint(i)))) }
