package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Flags of clone(2) that say which arguments count (linux/sched.h).
const (
	cloneSignal       = 0xff // CSIGNAL
	clonePidfd        = 0x1000
	cloneSetTLS       = 0x80000
	cloneParentSettid = 0x100000
	cloneChildClear   = 0x200000
	cloneChildSettid  = 0x1000000
	cloneIntoCgroup   = 0x200000000
)

// The registers of clone's arguments. i386 and amd64 disagree about the last two
// (CONFIG_CLONE_BACKWARDS, kernel/fork.c).
const (
	cloneRegFlags  = 0
	cloneRegStack  = 1
	cloneRegParent = 2
)

func cloneRegTLS(c *event.Call) int {
	if c.ABI == event.I386 {
		return 3
	}
	return 4
}

func cloneRegChild(c *event.Call) int { return 7 - cloneRegTLS(c) }

func cloneStoresParent(c *event.Call) bool {
	return c.Args[cloneRegFlags]&(cloneParentSettid|clonePidfd) != 0
}
func cloneHasTLS(c *event.Call) bool { return c.Args[cloneRegFlags]&cloneSetTLS != 0 }
func cloneHasChild(c *event.Call) bool {
	return c.Args[cloneRegFlags]&(cloneChildSettid|cloneChildClear) != 0
}

func sayCloneStack(d *Dec, a *Arg, i int) { d.Addr(d.C.Ptr(cloneRegStack)) }

func sayCloneFlags(d *Dec, a *Arg, i int) {
	v := d.C.Ulong(cloneRegFlags)
	d.BeginParts(v)
	if v&^cloneSignal != 0 {
		d.Part(&xlat.CloneFlags, v&^cloneSignal)
	}
	if sig := int(v & cloneSignal); sig != 0 || v == 0 {
		d.PartSignal(sig)
	}
	d.EndParts()
}

func sayCloneParent(d *Dec, a *Arg, i int) {
	if d.C.Errno != 0 {
		d.Addr(d.C.Ptr(cloneRegParent))
		return
	}
	if d.C.Args[cloneRegFlags]&(clonePidfd|cloneParentSettid) == clonePidfd {
		fdAt(d, d.C.Ptr(cloneRegParent))
		return
	}
	pidAt(d, d.C.Ptr(cloneRegParent))
}

func sayCloneTLS(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(cloneRegTLS(d.C))
	if d.ABI == event.I386 && d.C.Errno == 0 {
		userDescAt(d, p)
		return
	}
	d.Addr(p)
}

func sayCloneChild(d *Dec, a *Arg, i int) { d.Addr(d.C.Ptr(cloneRegChild(d.C))) }

// pidAt says the process id that a points to.
func pidAt(d *Dec, a event.Addr) {
	v, ok := readUint32(d, a)
	if !ok || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	d.PID(int32(v))
	d.EndRef()
}

// cloneArgs is the order of struct clone_args, whose members are all 64 bits
// wide: what is shown of it depends on its flags and its size.
const (
	caFlags = iota
	caPidfd
	caChildTid
	caParentTid
	caExitSignal
	caStack
	caStackSize
	caTLS
	caSetTid
	caSetTidSize
	caCgroup
	caMembers
)

// cloneArgsStruct describes struct clone_args for whoever wants its layout.
var cloneArgsStruct = ctype.Struct{CName: "clone_args", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.AU64, &xlat.Clone3Flags),
	ctype.Hex("pidfd", ctype.AU64),
	ctype.Hex("child_tid", ctype.AU64),
	ctype.Hex("parent_tid", ctype.AU64),
	ctype.Num("exit_signal", ctype.AU64),
	ctype.Hex("stack", ctype.AU64),
	ctype.Hex("stack_size", ctype.AU64),
	ctype.Hex("tls", ctype.AU64),
	ctype.Hex("set_tid", ctype.AU64),
	ctype.Num("set_tid_size", ctype.AU64),
	ctype.Num("cgroup", ctype.AU64),
}}

// cloneArgsV0 is the size of the first struct clone_args; the kernel accepts
// none that is shorter.
const cloneArgsV0 = 64

// readCloneArgs reads the struct, of which n bytes are there; members beyond
// them are 0.
func readCloneArgs(d *Dec) (v [caMembers]uint64, n uint64, ok bool) {
	size := d.C.Ulong(1)
	if size < cloneArgsV0 {
		return v, 0, false
	}
	n = min(size, caMembers*8)
	mark := d.Mark()
	p := d.ReadAll(d.C.Ptr(0), int(n))
	for i := 0; i < len(p)/8; i++ {
		v[i] = binary.LittleEndian.Uint64(p[i*8:])
	}
	if rest := len(p) % 8; rest != 0 {
		var last [8]byte
		copy(last[:], p[len(p)-rest:])
		v[len(p)/8] = binary.LittleEndian.Uint64(last[:])
	}
	d.Release(mark)
	return v, n, p != nil
}

func sayCloneArgs(d *Dec, a *Arg, i int) {
	if d.C.Done {
		sayCloneArgsOut(d)
		return
	}
	v, n, ok := readCloneArgs(d)
	d.InOut()
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.C.Saved[0], d.C.Saved[1], d.C.Saved[2] = v[caFlags], v[caPidfd], v[caParentTid]
	flags := v[caFlags]
	d.Buf.Struct()
	d.Field("flags")
	d.Flags(&xlat.Clone3Flags, flags)
	if flags&clonePidfd != 0 {
		addrField(d, "pidfd", v[caPidfd])
	}
	if flags&(cloneChildSettid|cloneChildClear) != 0 {
		addrField(d, "child_tid", v[caChildTid])
	}
	if flags&cloneParentSettid != 0 {
		addrField(d, "parent_tid", v[caParentTid])
	}
	d.Field("exit_signal")
	if sig := v[caExitSignal]; sig < 1<<31 && sig != 0 {
		sayNamedSignal(d, int32(sig))
	} else {
		d.Buf.Uint(sig)
	}
	addrField(d, "stack", v[caStack])
	d.Field("stack_size")
	d.Hex(v[caStackSize])
	if flags&cloneSetTLS != 0 {
		d.Field("tls")
		if d.ABI == event.I386 {
			userDescAt(d, event.Addr(v[caTLS]))
		} else {
			d.Addr(event.Addr(v[caTLS]))
		}
	}
	if v[caSetTid] != 0 || v[caSetTidSize] != 0 {
		saySetTid(d, v[caSetTid], v[caSetTidSize])
	}
	if n > caCgroup*8 && (v[caCgroup] != 0 || flags&cloneIntoCgroup != 0) {
		d.Field("cgroup")
		if v[caCgroup] < 1<<31 {
			d.FD(int32(v[caCgroup]))
		} else {
			d.Buf.Uint(v[caCgroup])
		}
	}
	d.Rest(d.C.Ptr(i), caMembers*8, min(d.C.Ulong(1), pageSize))
	d.EndStruct()
}

func addrField(d *Dec, name string, v uint64) {
	d.Field(name)
	d.Addr(event.Addr(v))
}

// maxSetTid is MAX_PID_NS_LEVEL (linux/pid_namespace.h).
const maxSetTid = 32

func saySetTid(d *Dec, a, n uint64) {
	d.Field("set_tid")
	if n == 0 || n > maxSetTid {
		d.Addr(event.Addr(a))
	} else {
		d.ArrayOf(event.Addr(a), n, 4, onePID)
	}
	d.Field("set_tid_size")
	d.Buf.Uint(n)
}

func onePID(d *Dec, p []byte) { d.PID(int32(binary.LittleEndian.Uint32(p))) }

// sayCloneArgsOut says what the kernel stored where the struct told it to.
func sayCloneArgsOut(d *Dec) {
	flags := d.C.Saved[0]
	if d.C.Errno == 0 && flags&(clonePidfd|cloneParentSettid) != 0 {
		d.Changed()
		d.Buf.Struct()
		if flags&clonePidfd != 0 {
			d.Field("pidfd")
			fdAt(d, event.Addr(d.C.Saved[1]))
		}
		if flags&cloneParentSettid != 0 {
			d.Field("parent_tid")
			pidAt(d, event.Addr(d.C.Saved[2]))
		}
		d.EndStruct()
	}
	d.EndInOut()
}

// fdAt says the descriptor that a points to.
func fdAt(d *Dec, a event.Addr) {
	v, ok := readUint32(d, a)
	if !ok || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	d.FD(int32(v))
	d.EndRef()
}

// userDescAt says the struct user_desc (asm/ldt.h) at a.
func userDescAt(d *Dec, a event.Addr) {
	p := d.ReadAll(a, userDescSize)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Field("entry_number")
	entryNumber(d, p)
	userDescRest(d, p)
	d.EndStruct()
}

const userDescSize = 16

// entryNumber says the number of a user_desc, of which -1 asks the kernel to
// choose one.
func entryNumber(d *Dec, p []byte) {
	if v := uint32In(p); v != 1<<32-1 {
		d.Buf.Uint(uint64(v))
		return
	}
	d.Buf.Int(-1)
}

// userDescRest says what a user_desc has besides its number.
func userDescRest(d *Dec, p []byte) {
	d.Field("base_addr")
	d.HexWide(uint64(binary.LittleEndian.Uint32(p[4:])), 8)
	d.Field("limit")
	d.HexWide(uint64(binary.LittleEndian.Uint32(p[8:])), 8)
	bits := binary.LittleEndian.Uint32(p[12:])
	bitField(d, "seg_32bit", bits&1)
	bitField(d, "contents", bits>>1&3)
	bitField(d, "read_exec_only", bits>>3&1)
	bitField(d, "limit_in_pages", bits>>4&1)
	bitField(d, "seg_not_present", bits>>5&1)
	bitField(d, "useable", bits>>6&1)
	if d.ABI == event.AMD64 {
		bitField(d, "lm", bits>>7&1)
	}
}

func bitField(d *Dec, name string, v uint32) {
	d.Field(name)
	d.Buf.Uint(uint64(v))
}
