package syscalls

import (
	"encoding/binary"

	"gotrace/event"
)

// Calls about user and group ids, capabilities.
var (
	Capget      = Desc{Name: "capget", Class: CCreds, Args: []Arg{inCustom("header", sayCapHeader), outCustom("dataptr", sayCapData)}}
	Capset      = Desc{Name: "capset", Class: CCreds, Args: []Arg{inCustom("header", sayCapHeader), inCustom("data", sayCapData)}}
	Getegid     = Desc{Name: "getegid", Class: CCreds | CPure, Ret: RetUint}
	Getegid32   = Desc{Name: "getegid32", Class: CCreds | CPure, Ret: RetUint}
	Geteuid     = Desc{Name: "geteuid", Class: CCreds | CPure, Ret: RetUint}
	Geteuid32   = Desc{Name: "geteuid32", Class: CCreds | CPure, Ret: RetUint}
	Getgid      = Desc{Name: "getgid", Class: CCreds | CPure, Ret: RetUint}
	Getgid32    = Desc{Name: "getgid32", Class: CCreds | CPure, Ret: RetUint}
	Getgroups   = Desc{Name: "getgroups", Class: CCreds, Args: []Arg{num("gidsetsize"), outCustom("grouplist", sayGroups16)}}
	Getgroups32 = Desc{Name: "getgroups32", Class: CCreds, Args: []Arg{num("gidsetsize"), outCustom("grouplist", sayGroups)}}
	Getresgid   = Desc{Name: "getresgid", Class: CCreds, Args: []Arg{outID16("rgidp"), outID16("egidp"), outID16("sgidp")}}
	Getresgid32 = Desc{Name: "getresgid32", Class: CCreds, Args: []Arg{outID("rgidp"), outID("egidp"), outID("sgidp")}}
	Getresuid   = Desc{Name: "getresuid", Class: CCreds, Args: []Arg{outID16("ruidp"), outID16("euidp"), outID16("suidp")}}
	Getresuid32 = Desc{Name: "getresuid32", Class: CCreds, Args: []Arg{outID("ruidp"), outID("euidp"), outID("suidp")}}
	Getuid      = Desc{Name: "getuid", Class: CCreds | CPure, Ret: RetUint}
	Getuid32    = Desc{Name: "getuid32", Class: CCreds | CPure, Ret: RetUint}
	Setfsgid    = Desc{Name: "setfsgid", Class: CCreds, Args: []Arg{id16("gid")}}
	Setfsgid32  = Desc{Name: "setfsgid32", Class: CCreds, Args: []Arg{id("gid")}}
	Setfsuid    = Desc{Name: "setfsuid", Class: CCreds, Args: []Arg{id16("uid")}}
	Setfsuid32  = Desc{Name: "setfsuid32", Class: CCreds, Args: []Arg{id("uid")}}
	Setgid      = Desc{Name: "setgid", Class: CCreds, Args: []Arg{id16("gid")}}
	Setgid32    = Desc{Name: "setgid32", Class: CCreds, Args: []Arg{id("gid")}}
	Setgroups   = Desc{Name: "setgroups", Class: CCreds, Args: []Arg{num("gidsetsize"), inCustom("grouplist", sayGroups16)}}
	Setgroups32 = Desc{Name: "setgroups32", Class: CCreds, Args: []Arg{num("gidsetsize"), inCustom("grouplist", sayGroups)}}
	Setregid    = Desc{Name: "setregid", Class: CCreds, Args: []Arg{id16("rgid"), id16("egid")}}
	Setregid32  = Desc{Name: "setregid32", Class: CCreds, Args: []Arg{id("rgid"), id("egid")}}
	Setresgid   = Desc{Name: "setresgid", Class: CCreds, Args: []Arg{id16("rgid"), id16("egid"), id16("sgid")}}
	Setresgid32 = Desc{Name: "setresgid32", Class: CCreds, Args: []Arg{id("rgid"), id("egid"), id("sgid")}}
	Setresuid   = Desc{Name: "setresuid", Class: CCreds, Args: []Arg{id16("ruid"), id16("euid"), id16("suid")}}
	Setresuid32 = Desc{Name: "setresuid32", Class: CCreds, Args: []Arg{id("ruid"), id("euid"), id("suid")}}
	Setreuid    = Desc{Name: "setreuid", Class: CCreds, Args: []Arg{id16("ruid"), id16("euid")}}
	Setreuid32  = Desc{Name: "setreuid32", Class: CCreds, Args: []Arg{id("ruid"), id("euid")}}
	Setuid      = Desc{Name: "setuid", Class: CCreds, Args: []Arg{id16("uid")}}
	Setuid32    = Desc{Name: "setuid32", Class: CCreds, Args: []Arg{id("uid")}}
)

// ngroupsMax is NGROUPS_MAX (linux/limits.h): more groups than that are refused
// without being read.
const ngroupsMax = 65536

func sayGroups(d *Dec, a *Arg, i int)   { groups(d, i, 4) }
func sayGroups16(d *Dec, a *Arg, i int) { groups(d, i, idSize(d)) }

// groups says the list of groups in register i, whose length is in the register
// before or, when the kernel has filled it, the result.
func groups(d *Dec, i, size int) {
	n := uint64(d.C.Uint(i - 1))
	if d.C.Done {
		n = uint64(d.C.Ret)
	}
	if n > ngroupsMax {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), n, size, oneID)
}

// idSize is the size of an id in the older calls.
func idSize(d *Dec) int {
	if d.ABI == event.I386 {
		return 2
	}
	return 4
}

// oneID says the id whose bytes are p.
func oneID(d *Dec, p []byte) {
	switch {
	case len(p) == 2 && p[0]&p[1] == 0xff:
		d.Buf.Int(-1)
	case len(p) == 2:
		d.Buf.Uint(uint64(binary.LittleEndian.Uint16(p)))
	default:
		sayIDValue(d, binary.LittleEndian.Uint32(p))
	}
}

func sayID16(d *Dec, a *Arg, i int) {
	if v := uint16(d.C.Uint(i)); d.ABI == event.I386 && v != 0xffff {
		d.Buf.Uint(uint64(v))
	} else if d.ABI == event.I386 {
		d.Buf.Int(-1)
	} else {
		sayIDValue(d, d.C.Uint(i))
	}
}

func sayIDValue(d *Dec, v uint32) {
	if v == 0xffffffff {
		d.Buf.Int(-1)
		return
	}
	d.Buf.Uint(uint64(v))
}

func sayIDAt(d *Dec, a *Arg, i int)   { idAt(d, d.C.Ptr(i), 4) }
func sayID16At(d *Dec, a *Arg, i int) { idAt(d, d.C.Ptr(i), idSize(d)) }

func idAt(d *Dec, a event.Addr, size int) {
	p := d.ReadAll(a, size)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	oneID(d, p)
	d.EndRef()
}
