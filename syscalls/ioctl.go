package syscalls

import (
	"slices"
	"strings"

	"gotrace/event"
	"gotrace/xlat"
)

// ioctl(2): the command says what the third argument is. A command's number
// holds the size of what the argument points to, so it is another one on i386 where
// that has pointers or longs: the tables of commands (ioctl_*.go) go by name.

// Ioctl is the description of ioctl(2).
var Ioctl = Desc{Name: "ioctl", Class: CDesc, Args: []Arg{fd("fd"), inCustom("cmd", sayIoctl), inCustom("arg", sayIoctlArg)}, Switch: &ioctlCmd}

var ioctlCmd = Switch{Arg: 1, Find: findIoctl}

// ioctlTables are the tables of commands by the commands' type (_IOC_TYPE, the
// second byte). A table is sorted by name.
var ioctlTables = [256]*[]Case{
	0x89: &netIoctls,
	'T':  &ttyIoctls,
	0x00: &fsIoctls,
	'X':  &fsIoctls,
	'f':  &fsIoctls,
	'v':  &fsIoctls,
	0x94: &fsIoctls,
	0x12: &blockIoctls,
	'L':  &loopIoctls,
	0xab: &nbdIoctls,
	0xb7: &nsIoctls,
	'K':  &kdIoctls,
	0x3:  &hdIoctls,
	'"':  &sgIoctls,
	'!':  &seccompIoctls,
	'$':  &perfIoctls,
	'=':  &ptpIoctls,
	'>':  &counterIoctls,
	'E':  &inputIoctls,
	'I':  &inotifyIoctls,
	'M':  &mtdIoctls,
	'O':  &ubiIoctls,
	'o':  &ubiIoctls,
	'R':  &randomIoctls,
	'V':  &videoIoctls,
	'W':  &watchdogIoctls,
	'i':  &lircIoctls,
	'p':  &rtcIoctls,
	0xa4: &teeIoctls,
	0xaa: &uffdIoctls,
	0xae: &kvmIoctls,
	0xb4: &gpioIoctls,
}

// findIoctl returns the case of ioctl's command, or nil if it is not known.
func findIoctl(c *event.Call) *Case {
	cmd := c.Uint(1)
	if table := ioctlTables[cmd>>8&0xff]; table != nil {
		names, _ := xlat.Ioctls.Lookup(c.ABI, uint64(cmd))
		for names != "" {
			var name string
			name, names, _ = strings.Cut(names, " or ")
			if k := named(*table, name); k != nil {
				return k
			}
		}
	}
	k := numbered(ioctlCommands[c.ABI], cmd)
	if k == nil && c.ABI != event.AMD64 {
		k = numbered(ioctlCommands[event.AMD64], cmd)
	}
	if m := findIoctlMacro(c.ABI, cmd); k == nil && m != nil {
		k = &m.use
	}
	if k == nil && cmd&^15 == siocDevPrivate { // a device's own, of which some have names
		k = numbered(ioctlCommands[event.AMD64], siocDevPrivate)
	}
	return k
}

// An ioctlCommand is a command's number and its place in ioctlCases.
type ioctlCommand struct {
	cmd   uint32
	place uint16
}

// numbered returns the case of a command's number, or nil.
func numbered(list []ioctlCommand, cmd uint32) *Case {
	lo, hi := 0, len(list)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if list[m].cmd < cmd {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(list) && list[lo].cmd == cmd {
		return &ioctlCases[list[lo].place]
	}
	return nil
}

// named returns the case called name, or nil.
func named(cases []Case, name string) *Case {
	lo, hi := 0, len(cases)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if cases[m].Name < name {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(cases) && cases[lo].Name == name {
		return &cases[lo]
	}
	return nil
}

// An ioctlMacro is a family of commands that hold a length or an index.
type ioctlMacro struct {
	cmd, mask uint32 // the bits that all have in common
	name      string
	set       *xlat.Set // names of the index
	index     uint32    // the bits that are an index; 0: none
	sized     bool      // there is a length, in bytes
	yields    bool      // a command with a name of its own is none of them
	use       Case      // what the argument is
}

// The bits of an _IOC number (asm-generic/ioctl.h).
const (
	iocDir  = 0xc0000000
	iocType = 0xffff // type and number
)

// evIndex are the bits of EVIOCGBIT that are a type of event; 0 asks for the types
// (linux/input.h).
const evIndex = 0x1f

// ioctlMacros are the families, each with those of its kernel header.
var ioctlMacros = []ioctlMacro{
	{cmd: 0x80004506, mask: iocDir | iocType, name: "EVIOCGNAME", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004507, mask: iocDir | iocType, name: "EVIOCGPHYS", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004508, mask: iocDir | iocType, name: "EVIOCGUNIQ", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004509, mask: iocDir | iocType, name: "EVIOCGPROP", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputProp)}}},
	{cmd: 0x8000450a, mask: iocDir | iocType, name: "EVIOCGMTSLOTS", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputSlots)}}},
	{cmd: 0x80004518, mask: iocDir | iocType, name: "EVIOCGKEY", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputKey)}}},
	{cmd: 0x80004519, mask: iocDir | iocType, name: "EVIOCGLED", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputLed)}}},
	{cmd: 0x8000451a, mask: iocDir | iocType, name: "EVIOCGSND", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputSnd)}}},
	{cmd: 0x8000451b, mask: iocDir | iocType, name: "EVIOCGSW", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputSw)}}},
	{cmd: 0x80004520, mask: iocDir | iocType&^0x1f, name: "EVIOCGBIT", set: &xlat.InputEvents, index: evIndex, sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputBit)}}},
	{cmd: 0x80004540, mask: iocDir | iocType&^0x3f, name: "EVIOCGABS", set: &xlat.InputAbs, index: 0x3f, use: Case{Args: []Arg{out("arg", &inputAbsinfo)}}},
	{cmd: 0x400045c0, mask: iocDir | iocType&^0x3f, name: "EVIOCSABS", set: &xlat.InputAbs, index: 0x3f, use: Case{Args: []Arg{in("arg", &inputAbsinfo)}}},
	{cmd: 0x80004804, mask: iocDir | iocType, name: "HIDIOCGRAWNAME", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004805, mask: iocDir | iocType, name: "HIDIOCGRAWPHYS", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004806, mask: iocDir | iocType, name: "HIDIOCGNAME", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0xc0004806, mask: iocDir | iocType, name: "HIDIOCSFEATURE", sized: true, use: Case{Args: []Arg{inCustom("arg", sayReport)}}},
	{cmd: 0xc0004807, mask: iocDir | iocType, name: "HIDIOCGFEATURE", sized: true, use: Case{Args: []Arg{inoutCustom("arg", sayGetReport)}}},
	{cmd: 0x80004808, mask: iocDir | iocType, name: "HIDIOCGRAWUNIQ", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0xc0004809, mask: iocDir | iocType, name: "HIDIOCSINPUT", sized: true, yields: true, use: Case{Args: []Arg{inCustom("arg", sayReport)}}},
	{cmd: 0xc000480a, mask: iocDir | iocType, name: "HIDIOCGINPUT", sized: true, yields: true, use: Case{Args: []Arg{inoutCustom("arg", sayGetReport)}}},
	{cmd: 0xc000480b, mask: iocDir | iocType, name: "HIDIOCSOUTPUT", sized: true, yields: true, use: Case{Args: []Arg{inCustom("arg", sayReport)}}},
	{cmd: 0xc000480c, mask: iocDir | iocType, name: "HIDIOCGOUTPUT", sized: true, yields: true, use: Case{Args: []Arg{inoutCustom("arg", sayGetReport)}}},
	{cmd: 0x80004812, mask: iocDir | iocType, name: "HIDIOCGPHYS", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80004d00, mask: iocDir | iocType&^0xff, name: "MIXER_READ", index: 0xff, use: Case{Args: []Arg{outCustom("arg", sayMixer)}}},
	{cmd: 0x40004d00, mask: iocDir | iocType&^0xff, name: "MIXER_WRITE", index: 0xff, use: Case{Args: []Arg{inCustom("arg", sayMixer)}}},
	{cmd: 0xc0044d00, mask: ^uint32(0xff), name: "MIXER_WRITE", index: 0xff, yields: true, use: Case{Args: []Arg{inoutCustom("arg", sayMixerSet)}}},
	{cmd: 0x80005520, mask: iocDir | iocType, name: "USBDEVFS_CONNINFO_EX", sized: true, use: Case{Args: []Arg{outCustom("arg", sayUsbConninfo)}}},
	{cmd: 0x8000552c, mask: iocDir | iocType, name: "UI_GET_SYSNAME", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x80006a13, mask: iocDir | iocType, name: "JSIOCGNAME", sized: true, use: Case{Args: []Arg{outCustom("arg", sayInputName)}}},
	{cmd: 0x40006b00, mask: iocDir | iocType, name: "SPI_IOC_MESSAGE", sized: true, use: Case{Args: []Arg{inoutCustom("arg", saySpiMessage)}}},
}

// iocDirs are the names of the two highest bits.
var iocDirs = [4]string{"_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE"}

// sayIoctl says a command: its names, or the macros that make it.
func sayIoctl(d *Dec, _ *Arg, i int) {
	cmd := d.C.Uint(i)
	if !d.BeginName(uint64(cmd)) {
		return
	}
	m := findIoctlMacro(d.ABI, cmd)
	if m != nil {
		sayIoctlMacro(d, m, cmd)
	}
	if name, ok := xlat.Ioctls.Lookup(d.ABI, uint64(cmd)); ok {
		if m != nil {
			d.NameOr()
		}
		d.NameWord(name)
	} else if m == nil {
		d.NameCall("_IOC")
		d.NameWord(iocDirs[cmd>>30])
		d.NameComma()
		d.NameHex(uint64(cmd >> 8 & 0xff))
		d.NameComma()
		d.NameHex(uint64(cmd & 0xff))
		d.NameComma()
		d.NameHex(iocSize(cmd))
		d.NameEnd()
	}
	d.EndName()
}

// sayIoctlArg says the argument of a command that is in no table: a number, or an
// address where the command is known to be one of sockets (linux/sockios.h), up to
// those that are the protocol's or device's own.
func sayIoctlArg(d *Dec, _ *Arg, i int) {
	cmd := d.C.Uint(i - 1)
	_, known := xlat.Ioctls.Lookup(d.ABI, uint64(cmd))
	if known && cmd>>8 == 0x89 && cmd&0xff < 0xe0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Hex(d.C.Ulong(i))
}

// findIoctlMacro returns the family that a command belongs to, or nil.
func findIoctlMacro(abi event.ABI, cmd uint32) *ioctlMacro {
	for i := range ioctlMacros {
		m := &ioctlMacros[i]
		if cmd&m.mask != m.cmd {
			continue
		}
		if _, named := xlat.Ioctls.Lookup(abi, uint64(cmd)); named && m.yields {
			return nil
		}
		return m
	}
	return nil
}

func sayIoctlMacro(d *Dec, m *ioctlMacro, cmd uint32) {
	d.NameCall(m.name)
	switch v := uint64(cmd & m.index); {
	case m.index == 0:
	case v == 0 && m.index == evIndex:
		d.NameHex(v)
	case m.set != nil:
		d.NameEnum(m.set, v)
	default:
		d.NameDec(v)
	}
	if m.sized {
		if m.index != 0 {
			d.NameComma()
		}
		d.NameDec(iocSize(cmd))
	}
	d.NameEnd()
}

// iocSize is the size that a command's number holds.
func iocSize(cmd uint32) uint64 { return uint64(cmd >> 16 & 0x3fff) }

// IoctlCases returns the commands whose arguments are known, by name; for lists of them.
func IoctlCases() []Case {
	all := slices.Clone(ioctlCases[:])
	seen := map[*[]Case]bool{}
	for _, table := range ioctlTables {
		if table != nil && !seen[table] {
			seen[table] = true
			all = append(all, *table...)
		}
	}
	for i := range ioctlMacros {
		k := ioctlMacros[i].use
		k.Name = ioctlMacros[i].name
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b Case) int { return strings.Compare(a.Name, b.Name) })
	return all
}
