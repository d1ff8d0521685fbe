package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// TIOCLINUX, whose argument begins with a byte that says what is wanted (ioctl_console(2)).

// sayTioclinux says that byte, and what follows it or takes its place on exit.
func sayTioclinux(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		p := d.ReadAll(at, 1)
		if unshown(d, at, p) {
			return
		}
		d.C.Saved[0] = uint64(p[0])
		d.InOut()
		d.Buf.Struct()
		d.Field("subcode")
		d.Enum(&xlat.Tioclinux, uint64(p[0]))
		if k := caseOf(ioTioclinuxCases, uint32(p[0])); k != nil && k.Args[0].Phase == In {
			d.Field(k.Args[0].Name)
			inside(d, &k.Args[0], i, at+tioclOffset(p[0]))
		}
		d.EndStruct()
		return
	}
	if k := caseOf(ioTioclinuxCases, uint32(d.C.Saved[0])); k != nil && k.Args[0].Phase == Out && d.C.Errno == 0 {
		d.Changed()
		k.Args[0].Fn(d, &k.Args[0], i)
	}
	d.EndInOut()
}

// tioclOffset is where the rest is: right behind the byte or, where it is made of
// numbers of 32 bits, behind three more (drivers/tty/vt/vt.c, tioclinux).
func tioclOffset(subcode byte) event.Addr {
	const loadLUT, scroll = 5, 13 // TIOCL_SELLOADLUT, TIOCL_SCROLLCONSOLE
	if subcode == loadLUT || subcode == scroll {
		return 4
	}
	return 1
}

// The bits of a selection's mode that are a button, of one reported as the mouse's
// (linux/tiocl.h, TIOCL_SELMOUSEREPORT and TIOCL_SELBUTTONMASK).
const (
	tioclReport = 16
)

func showTioclSel(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if v&tioclReport == 0 {
		d.Enum(&xlat.TioclSel, v)
		return
	}
	d.BeginParts(v)
	d.PartConst("TIOCL_SELMOUSEREPORT", tioclReport)
	if v &^= tioclReport; v != 0 {
		d.PartHex(v)
	}
	d.EndParts()
}
