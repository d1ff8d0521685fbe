package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// fcntl(2): the command says what the third argument is. i386 has the call
// twice.

var fcntlCmd = Switch{Arg: 1, Cases: []Case{
	{V: 0, Args: []Arg{arglong("arg")}, Ret: RetFD}, // F_DUPFD
	{V: 1, Ret: RetHex, Aux: auxFdFlags},
	{V: 2, Args: []Arg{flags("arg", &xlat.FdFlags)}},
	{V: 3, Ret: RetHex, Aux: auxOpenFlags},
	{V: 4, Args: []Arg{openFlags("arg")}},
	{V: 5, Args: []Arg{out("arg", &flock)}},
	{V: 6, Args: []Arg{lock("arg", &flock)}},
	{V: 7, Args: []Arg{lock("arg", &flock)}},
	{V: 8, Args: []Arg{pidOrGroup("arg")}}, // F_SETOWN
	{V: 9, Ret: RetPID},
	{V: 10, Args: []Arg{sig("arg")}}, // F_SETSIG
	{V: 11, Aux: auxSignal},
	{V: 12, Args: []Arg{outeCustom("arg", sayGetlk64)}},
	{V: 13, Args: []Arg{inCustom("arg", saySetlk64)}},
	{V: 14, Args: []Arg{inCustom("arg", saySetlk64)}},
	{V: 15, Args: []Arg{in("arg", &ownerEx)}},
	{V: 16, Args: []Arg{out("arg", &ownerEx)}},
	{V: 36, Args: []Arg{out("arg", &flock64)}}, // F_OFD_GETLK
	{V: 37, Args: []Arg{lock("arg", &flock64)}},
	{V: 38, Args: []Arg{lock("arg", &flock64)}},
	{V: 1024, Args: []Arg{enumUlong("arg", &xlat.LockTypes)}}, // F_SETLEASE
	{V: 1025, Ret: RetHex, Aux: auxLease},
	{V: 1026, Args: []Arg{flagslong("arg", &xlat.DirNotify)}},
	{V: 1027, Args: []Arg{fd("arg")}}, // F_DUPFD_QUERY
	{V: 1028},
	{V: 1030, Args: []Arg{arglong("arg")}, Ret: RetFD}, // F_DUPFD_CLOEXEC
	{V: 1031, Args: []Arg{arglong("arg")}},
	{V: 1032},
	{V: 1033, Args: []Arg{flagslong("arg", &xlat.FileSeals)}},
	{V: 1034, Ret: RetHex, Aux: auxSeals},
	{V: 1035, Args: []Arg{outCustom("arg", sayWriteHint)}},
	{V: 1036, Args: []Arg{inCustom("arg", sayWriteHint)}},
	{V: 1037, Args: []Arg{outCustom("arg", sayWriteHint)}},
	{V: 1038, Args: []Arg{inCustom("arg", sayWriteHint)}},
	{V: 1039, Args: []Arg{out("arg", &delegation)}},
	{V: 1040, Args: []Arg{in("arg", &delegation)}},
}}

var flock = ctype.Struct{CName: "flock", Fields: []ctype.Field{
	ctype.Enum("l_type", ctype.U16, &xlat.LockTypes),
	ctype.Enum("l_whence", ctype.U16, &xlat.SeekWhence),
	ctype.Num("l_start", ctype.Long),
	ctype.Num("l_len", ctype.Long),
	ctype.PID("l_pid"),
}}

var flock64 = ctype.Struct{CName: "flock64", Fields: []ctype.Field{
	ctype.Enum("l_type", ctype.U16, &xlat.LockTypes),
	ctype.Enum("l_whence", ctype.U16, &xlat.SeekWhence),
	ctype.Num("l_start", ctype.S64),
	ctype.Num("l_len", ctype.S64),
	ctype.PID("l_pid"),
}}

var ownerEx = ctype.Struct{CName: "f_owner_ex", Fields: []ctype.Field{
	ctype.Enum("type", ctype.U32, &xlat.FileOwners),
	ctype.PID("pid"),
}}

var delegation = ctype.Struct{CName: "delegation", Fields: []ctype.Field{
	ctype.Hex("d_flags", ctype.U32),
	ctype.Enum("d_type", ctype.U16, &xlat.LockTypes),
	ctype.Pad(ctype.U16, 1),
}}

// lock is a lock to set, of which the kernel does not read l_pid.
func lock(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: sayLockArg, Type: t} }

func sayLockArg(d *Dec, a *Arg, i int) { sayLock(d, a.Type, d.C.Ptr(i)) }

func sayLock(d *Dec, t *ctype.Struct, a event.Addr) {
	p := d.ReadAll(a, t.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	n, _ := t.Offset(d.ABI, "l_pid")
	d.StructIn(t, p[:n])
}

// nrFcntl64 is i386's fcntl64 (arch/x86/entry/syscalls/syscall_32.tbl), the only
// call that knows F_GETLK64, F_SETLK64 and F_SETLKW64.
const nrFcntl64 = 221

func isFcntl64(c *event.Call) bool { return c.ABI == event.I386 && c.Nr == nrFcntl64 }

func saySetlk64(d *Dec, a *Arg, i int) {
	if isFcntl64(d.C) {
		sayLock(d, &flock64, d.C.Ptr(i))
	} else {
		sayHexLong(d, a, i)
	}
}

func sayGetlk64(d *Dec, a *Arg, i int) {
	switch {
	case !isFcntl64(d.C):
		sayHexLong(d, a, i)
	case d.C.Errno != 0:
		d.Addr(d.C.Ptr(i))
	default:
		d.Struct(&flock64, d.C.Ptr(i))
	}
}

func sayWriteHint(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 8)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Enum(&xlat.WriteHints, binary.LittleEndian.Uint64(p))
	d.EndRef()
}

func auxFdFlags(d *Dec) { auxFlags(d, "flags", &xlat.FdFlags) }
func auxSeals(d *Dec)   { auxFlags(d, "seals", &xlat.FileSeals) }

func auxFlags(d *Dec, what string, s *xlat.Set) {
	if v := Return(d.C); v != 0 {
		d.AuxField(what, what)
		d.FlagNames(s, v)
	}
}

func auxOpenFlags(d *Dec) {
	d.AuxField("flags", "flags")
	d.Plain()
	sayOpenFlags(d, Return(d.C))
	d.Styled()
}

func auxLease(d *Dec) {
	if name, ok := xlat.LockTypes.Lookup(d.ABI, Return(d.C)); ok {
		d.AuxField("", "lease")
		d.Word(name)
	}
}

func auxSignal(d *Dec) {
	if name := xlat.SignalName(int(d.C.Ret)); name != "" {
		d.AuxField("", "signal")
		d.Word(name)
	}
}
