package syscalls

import (
	"gotrace/xlat"
)

// Commands of the console (linux/kd.h).
var kdIoctls = []Case{
	{Name: "KDDISABIO"},
	{Name: "KDENABIO"},
	{Name: "KDGETMODE", Args: []Arg{outEnum("arg", &xlat.KdModes)}},
	{Name: "KDMAPDISP"},
	{Name: "KDSETMODE", Args: []Arg{enumUlong("arg", &xlat.KdModes)}},
	{Name: "KDSIGACCEPT", Args: []Arg{num("arg")}},
	{Name: "KDUNMAPDISP"},
	{Name: "PIO_FONTRESET"},
}
