package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// ptraces are the requests of ptrace(2) (linux/ptrace.h, asm/ptrace-abi.h). The
// third argument is an address or what the request makes of it.
var ptraces = Switch{Arg: 0, Cases: []Case{
	{V: 0}, // PTRACE_TRACEME
	{V: 1, Args: []Arg{pid("pid"), ptr("addr"), outWord("data")}},                                               // PTRACE_PEEKTEXT
	{V: 2, Args: []Arg{pid("pid"), ptr("addr"), outWord("data")}},                                               // PTRACE_PEEKDATA
	{V: 3, Args: []Arg{pid("pid"), inCustom("addr", sayUserOffset), outWord("data")}},                           // PTRACE_PEEKUSER
	{V: 6, Args: []Arg{pid("pid"), inCustom("addr", sayUserOffset), ptr("data")}},                               // PTRACE_POKEUSER
	{V: 7, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                              // PTRACE_CONT
	{V: 8, Args: []Arg{pid("pid")}},                                                                             // PTRACE_KILL
	{V: 9, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                              // PTRACE_SINGLESTEP
	{V: 12, Args: []Arg{pid("pid"), skip(), out("data", &userRegs)}},                                            // PTRACE_GETREGS
	{V: 13, Args: []Arg{pid("pid"), skip(), in("data", &userRegs)}},                                             // PTRACE_SETREGS
	{V: 14, Args: []Arg{pid("pid"), skip(), out("data", &userFPRegs)}},                                          // PTRACE_GETFPREGS
	{V: 15, Args: []Arg{pid("pid"), skip(), in("data", &userFPRegs)}},                                           // PTRACE_SETFPREGS
	{V: 16, Args: []Arg{pid("pid")}},                                                                            // PTRACE_ATTACH
	{V: 17, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                             // PTRACE_DETACH
	{V: 21, Args: []Arg{pid("pid"), ptr("addr"), flagslong("data", &xlat.PtraceOptions)}},                       // PTRACE_OLDSETOPTIONS
	{V: 24, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                             // PTRACE_SYSCALL
	{V: 31, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                             // PTRACE_SYSEMU
	{V: 32, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                             // PTRACE_SYSEMU_SINGLESTEP
	{V: 33, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySignalUlong)}},                             // PTRACE_SINGLEBLOCK
	{V: 0x4200, Args: []Arg{pid("pid"), ptr("addr"), flagslong("data", &xlat.PtraceOptions)}},                   // PTRACE_SETOPTIONS
	{V: 0x4201, Args: []Arg{pid("pid"), ptr("addr"), outSize("data")}},                                          // PTRACE_GETEVENTMSG
	{V: 0x4202, Args: []Arg{pid("pid"), ptr("addr"), outCustom("data", saySiginfoAt)}},                          // PTRACE_GETSIGINFO
	{V: 0x4203, Args: []Arg{pid("pid"), ptr("addr"), inCustom("data", saySiginfoAt)}},                           // PTRACE_SETSIGINFO
	{V: 0x4204, Args: []Arg{pid("pid"), enumUlong("addr", &xlat.NoteTypes), inoutCustom("data", sayRegsetOut)}}, // PTRACE_GETREGSET
	{V: 0x4205, Args: []Arg{pid("pid"), enumUlong("addr", &xlat.NoteTypes), inCustom("data", sayRegset)}},       // PTRACE_SETREGSET
	{V: 0x4206, Args: []Arg{pid("pid"), ptr("addr"), flagslong("data", &xlat.PtraceOptions)}},                   // PTRACE_SEIZE
	{V: 0x4207, Args: []Arg{pid("pid")}},                                                                        // PTRACE_INTERRUPT
	{V: 0x4208, Args: []Arg{pid("pid")}},                                                                        // PTRACE_LISTEN
	{V: 0x4209, Args: []Arg{pid("pid"), in("addr", &peekSiginfoArgs), outCustom("data", saySiginfos)}},          // PTRACE_PEEKSIGINFO
	{V: 0x420a, Args: []Arg{pid("pid"), size("addr"), outSigset("data", 2)}},                                    // PTRACE_GETSIGMASK
	{V: 0x420b, Args: []Arg{pid("pid"), size("addr"), sigset("data", 2)}},                                       // PTRACE_SETSIGMASK
	{V: 0x420c, Args: []Arg{pid("pid"), size("addr"), outCustom("data", sayFilterInsns)}},                       // PTRACE_SECCOMP_GET_FILTER
	{V: 0x420d, Args: []Arg{pid("pid"), size("addr"), inoutCustom("data", sayFilterMetadata)}},                  // PTRACE_SECCOMP_GET_METADATA
	{V: 0x420e, Args: []Arg{pid("pid"), size("addr"), outCustom("data", saySyscallInfo)}},                       // PTRACE_GET_SYSCALL_INFO
	{V: 0x4212, Args: []Arg{pid("pid"), size("addr"), inCustom("data", saySyscallInfo)}},                        // PTRACE_SET_SYSCALL_INFO
}}

// sayUserOffset says a place in struct user.
func sayUserOffset(d *Dec, a *Arg, i int) {
	members := userOffsets[:]
	if d.ABI == event.I386 {
		members = userOffsets32[:]
	}
	v := d.C.Ulong(i)
	k := len(members) - 1
	if v > members[k].off {
		d.Addr(event.Addr(v))
		return
	}
	for members[k].off > v {
		k--
	}
	d.Offset(v, members[k].name, v-members[k].off)
}

// Register sets by the types of their ELF notes (linux/elf.h).
const (
	ntPrstatus  = 1
	ntFpregset  = 2
	regsetBytes = 512 // no set that is decoded is larger
)

// sayRegset says the struct iovec that describes a set of registers.
func sayRegset(d *Dec, a *Arg, i int) { regset(d, i, ^uint64(0)) }

// sayRegsetOut is sayRegset for a set that the kernel fills, whose length it
// stores.
func sayRegsetOut(d *Dec, a *Arg, i int) {
	if !d.C.Done {
		d.C.Saved[0] = ^uint64(0)
		if v, ok := readUlong(d, d.C.Ptr(i)+event.Addr(d.ABI.PtrSize())); ok {
			d.C.Saved[0] = v
		}
		return
	}
	regset(d, i, d.C.Saved[0])
}

// regset says a set of registers. was is the length on entry, or ^0.
func regset(d *Dec, i int, was uint64) {
	p := d.ReadAll(d.C.Ptr(i), kiovec.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	base, n := iov(d, p)
	d.Buf.Struct()
	d.Field("iov_base")
	var t *ctype.Struct
	switch d.C.Ulong(2) {
	case ntPrstatus:
		t = &userRegs
	case ntFpregset:
		t = &userFPRegs
	}
	var regs []byte
	if t != nil && n > 0 && n%uint64(d.ABI.PtrSize()) == 0 && d.C.Errno == 0 {
		regs = d.ReadAll(base, int(min(n, uint64(t.Size(d.ABI)))))
	}
	if regs != nil {
		registers(d, t.On(d.ABI), regs, n > uint64(len(regs)))
	} else {
		d.Addr(base)
	}
	d.Field("iov_len")
	if was != n && was != ^uint64(0) {
		d.InOut()
		d.Buf.Uint(was)
		d.Changed()
		d.Buf.Uint(n)
		d.EndInOut()
	} else {
		d.Buf.Uint(n)
	}
	d.EndStruct()
}

// registers says the beginning of a set of registers, also of an array; more says
// that there are others behind it.
func registers(d *Dec, t *ctype.Struct, p []byte, more bool) {
	d.Buf.Struct()
	off := 0
	for k := range t.Fields {
		f := &t.Fields[k]
		size, _ := f.Layout(d.ABI) // there are no holes
		n := min(size, len(p)-off)
		if f.N > 0 {
			n -= n % (size / f.N)
		}
		if n <= 0 || f.N == 0 && n < size {
			break
		}
		d.One(f, p[off:off+n])
		off += size
	}
	if more {
		d.More()
	}
	d.EndStruct()
}

var peekSiginfoArgs = ctype.Struct{CName: "ptrace_peeksiginfo_args", Fields: []ctype.Field{
	ctype.Num("off", ctype.U64),
	ctype.Flags("flags", ctype.U32, &xlat.PtracePeekSig),
	ctype.Num("nr", ctype.S32),
}}

func saySiginfos(d *Dec, a *Arg, i int) {
	if !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), uint64(d.C.Ret), siginfoSize, func(d *Dec, p []byte) { Siginfo(d, p, d.ABI) })
}

// sayFilterInsns says the instructions that PTRACE_SECCOMP_GET_FILTER stores, as
// many as it returns.
func sayFilterInsns(d *Dec, a *Arg, i int) {
	if d.Abbrev || d.C.Ret > 1<<16 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), uint64(d.C.Ret), bpfInsnSize, seccompInsn)
}

var seccompMetadata = ctype.Struct{CName: "seccomp_metadata", Fields: []ctype.Field{
	ctype.Num("filter_off", ctype.U64),
	ctype.Flags("flags", ctype.U64, &xlat.SeccompFilterFlags),
}}

// sayFilterMetadata says which filter is asked for, then what it has; the result
// is how much the kernel stored.
func sayFilterMetadata(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	if !d.C.Done {
		off := d.ReadAll(p, 8)
		if d.C.Ulong(2) < 8 || off == nil || !d.Deref {
			d.Addr(p)
			return
		}
		d.C.Saved[0] = 1
		d.Buf.Struct()
		d.Field("filter_off")
		d.Buf.Uint(binary.LittleEndian.Uint64(off))
		return
	}
	if d.C.Saved[0] == 0 {
		return
	}
	if v := d.ReadAll(p, 16); d.C.Errno == 0 && d.C.Ret >= 16 && v != nil {
		d.One(&seccompMetadata.Fields[1], v[8:])
	}
	d.EndStruct()
}

// Values of ptrace_syscall_info.op (linux/ptrace.h).
const (
	syscallInfoEntry   = 1
	syscallInfoExit    = 2
	syscallInfoSeccomp = 3
)

const syscallInfoSize = 88

// saySyscallInfo says a struct ptrace_syscall_info, as far as it was asked for
// and is there.
func saySyscallInfo(d *Dec, a *Arg, i int) {
	n := min(d.C.Ulong(2), syscallInfoSize)
	if d.C.Done {
		n = min(n, uint64(d.C.Ret))
	}
	p := d.ReadAll(d.C.Ptr(i), int(n))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	has := func(end int) bool { return len(p) >= end }
	le := binary.LittleEndian
	d.Buf.Struct()
	d.Field("op")
	d.Enum(&xlat.PtraceSyscallInfo, uint64(p[0]))
	abi := event.NumABI // none: its calls have no names
	if has(8) {
		arch := le.Uint32(p[4:])
		d.Field("arch")
		d.Enum(&xlat.AuditArch, uint64(arch))
		switch arch {
		case event.ArchAMD64:
			abi = event.AMD64
		case event.ArchI386:
			abi = event.I386
		}
	}
	if has(16) {
		d.Field("instruction_pointer")
		d.Addr(event.Addr(le.Uint64(p[8:])))
	}
	if has(24) {
		d.Field("stack_pointer")
		d.Addr(event.Addr(le.Uint64(p[16:])))
	}
	switch {
	case !has(32):
	case p[0] == syscallInfoEntry:
		d.Field("entry")
		syscallInfoCall(d, p, abi)
		d.EndStruct()
	case p[0] == syscallInfoSeccomp:
		d.Field("seccomp")
		syscallInfoCall(d, p, abi)
		if has(84) {
			d.Field("ret_data")
			d.Buf.Uint(uint64(le.Uint32(p[80:])))
		}
		d.EndStruct()
	case p[0] == syscallInfoExit:
		d.Field("exit")
		d.Buf.Struct()
		d.Field("rval")
		rval := int64(le.Uint64(p[24:]))
		if has(33) && p[32] != 0 && rval == int64(int32(rval)) {
			d.NegErrno(int32(rval))
		} else {
			d.Buf.Int(rval)
		}
		if has(33) {
			d.Field("is_error")
			d.Buf.Uint(uint64(p[32]))
		}
		d.EndStruct()
	}
	d.EndStruct()
}

// syscallInfoCall begins the struct of a call's number and arguments.
func syscallInfoCall(d *Dec, p []byte, abi event.ABI) {
	d.Buf.Struct()
	d.Field("nr")
	nr := binary.LittleEndian.Uint64(p[24:])
	if name := d.CallName(abi, nr); name != "" {
		d.Const2("__NR_", name, int64(nr))
	} else {
		d.Buf.Uint(nr)
	}
	if len(p) < 40 {
		return
	}
	d.Field("args")
	d.Array()
	for at := 32; at+8 <= min(len(p), 80); at += 8 {
		if uint64(at-32)/8 == d.Limit() {
			d.More()
			break
		}
		d.Hex(binary.LittleEndian.Uint64(p[at:]))
	}
	d.EndArray()
}
