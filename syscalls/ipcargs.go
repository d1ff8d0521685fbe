package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Arguments of the calls in ipc.go.

// sayIpcCall says which call i386's ipc(2) is to make. It is only asked where
// that is none, or what it needs cannot be read, see Unpack. The upper half is a
// version.
func sayIpcCall(d *Dec, _ *Arg, i int) {
	v := d.C.Uint(i)
	d.Plain()
	d.BeginFlags(uint64(v))
	if v>>16 != 0 {
		d.FlagShifted(uint64(v>>16), "16")
	}
	d.FlagDec(uint64(v & 0xffff))
	d.EndFlags()
	d.Styled()
}

// ipcKey is the name of an object, by which programs that do not know each other
// find it.
func ipcKey(name string) Arg { return enum(name, &xlat.IpcPrivate) }

// ipcFlags are flags and, in their lowest bits, permissions.
func ipcFlags(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayIpcFlags, Set: s} }

const (
	permBits     = 0777
	shmHuge      = 0x3f << shmHugeShift // of shmget(2): the size of the pages
	shmHugeShift = 26                   // SHM_HUGE_SHIFT (linux/shm.h)
)

func sayIpcFlags(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	rest, huge := v&^permBits, uint64(0)
	if a.Set == &xlat.ShmgetFlags {
		huge, rest = v&shmHuge>>shmHugeShift, rest&^shmHuge
	}
	d.BeginParts(v)
	if rest != 0 {
		d.PartNoted(a.Set, rest)
	}
	if huge != 0 {
		d.PartNamedShift(huge, shmHugeShift, "SHM_HUGE_SHIFT")
	}
	d.PartOct(v&permBits, 3)
	d.EndParts()
}

func showIpcMode(d *Dec, f *ctype.Field, p []byte) { d.Oct(d.Number(f, p), 3) }

// ipcCmd is a command and perhaps the flag IPC_64.
func ipcCmd(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayIpcCmd, Set: s} }

func sayIpcCmd(d *Dec, a *Arg, i int) {
	v := d.C.Uint(i)
	if v&ipc64 == 0 {
		d.Enum(a.Set, uint64(v))
		return
	}
	d.BeginParts(uint64(v))
	d.PartConst("IPC_64", ipc64)
	d.PartEnum(a.Set, uint64(v&^ipc64))
	d.EndParts()
}

// semStruct is the last argument of semctl(2) where it points to a struct; the
// phase is In or OutE.
func semStruct(name string, t *ctype.Struct, ph Phase) Arg {
	return Arg{Name: name, Fn: saySemStruct, Type: t, Phase: ph}
}

func saySemStruct(d *Dec, a *Arg, i int) {
	if !d.Deref && d.C.Saved[3] != 0 {
		d.Addr(event.Addr(d.C.Saved[2]))
		return
	}
	p := d.ReadAll(d.C.Ptr(i), a.Type.Size(d.ABI))
	switch shown := p != nil && d.Deref && (a.Phase != OutE || d.C.Errno == 0); {
	case shown:
		d.StructIn(a.Type, p)
	case a.Type == &seminfo:
		d.Addr(d.C.Ptr(i))
	default:
		saySemArg(d, a, i)
	}
}

// saySemArg says the last argument of semctl(2) as it is. ipc(2) has it in
// memory, and text shows that, unless it could not be read there: see Unpack.
func saySemArg(d *Dec, _ *Arg, i int) {
	if d.C.Saved[3] == 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Addr(d.C.Ptr(i))
	d.EndRef()
}

// msgbuf is a struct msgbuf; n is the register of its text's length, or LenRet.
func msgbuf(name string, n int8, ph Phase) Arg {
	return Arg{Name: name, Fn: sayMessage, Len: n, Phase: ph}
}

func sayMessage(d *Dec, a *Arg, i int) {
	at, w, n := d.C.Ptr(i), d.ABI.PtrSize(), a.length(d)
	show := min(n, uint64(d.O.StrLen))
	p := d.ReadAll(at, w+int(show))
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	d.Field("mtype")
	d.Int(int64(ctype.Long.Number(d.ABI, p)))
	d.Field("mtext")
	d.Str(p[w:], n > show)
	d.EndStruct()
}

// mqCreates reports whether mq_open(2) looks at its last two arguments.
func mqCreates(c *event.Call) bool { return c.Uint(1)&oCreat != 0 }
