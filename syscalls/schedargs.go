package syscalls

import (
	"encoding/binary"
	"gotrace/event"
	"math/bits"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Decoders of what only the calls in sched.go have.

func auxPolicy(d *Dec) {
	if name, ok := xlat.SchedPolicies.Lookup(d.ABI, uint64(d.C.Ret)); ok {
		d.AuxName(name, "policy", d.C.Ret)
	}
}

// An I/O priority is a class above ioprioShift and data (linux/ioprio.h).
const ioprioShift = 13

func auxIoprio(d *Dec) {
	if d.Numbers() {
		return
	}
	d.AuxField("", "ioprio")
	ioprio(d, uint32(d.C.Ret))
}

func sayIoprio(d *Dec, a *Arg, i int) {
	if !d.Named() {
		ioprio(d, d.C.Uint(i))
		return
	}
	d.Buf.Int(int64(d.C.Int(i)))
	d.BeginComment()
	ioprio(d, d.C.Uint(i))
	d.EndComment()
}

func ioprio(d *Dec, v uint32) {
	if d.Numbers() {
		d.Buf.Int(int64(int32(v)))
		return
	}
	d.Macro("IOPRIO_PRIO_VALUE")
	d.Enum(&xlat.IoprioClasses, uint64(v>>ioprioShift))
	d.Buf.Uint(uint64(v & (1<<ioprioShift - 1)))
	d.EndMacro()
}

// maxCPUSet is the size of glibc's cpu_set_t, and what is looked at of a larger
// set.
const maxCPUSet = 128

// sayCPUs says a set of CPUs, of which the kernel has stored as many bytes as it
// returned.
func sayCPUs(d *Dec, a *Arg, i int) {
	p, n := d.C.Ptr(i), uint64(d.C.Uint(i-1))
	if d.C.Done {
		n = uint64(d.C.Ret)
	}
	cpusAt(d, p, n)
}

// cpusAt says the set of CPUs of n bytes at p.
func cpusAt(d *Dec, p event.Addr, n uint64) {
	set := d.ReadAll(p, int(min(n, maxCPUSet)))
	if p == 0 || set == nil && n > 0 || !d.Deref {
		d.Addr(p)
		return
	}
	d.List(false)
	for at, b := range set {
		for ; b != 0; b &= b - 1 {
			d.Buf.Uint(uint64(at*8 + bits.TrailingZeros8(b)))
		}
	}
	if n > maxCPUSet {
		d.More()
	}
	d.EndList()
}

var schedAttr = ctype.Struct{CName: "sched_attr", Fields: []ctype.Field{
	ctype.Num("size", ctype.U32),
	ctype.Enum("sched_policy", ctype.U32, &xlat.SchedPolicies),
	ctype.Flags("sched_flags", ctype.U64, &xlat.SchedAttrFlags),
	ctype.Num("sched_nice", ctype.S32),
	ctype.Num("sched_priority", ctype.U32),
	ctype.Num("sched_runtime", ctype.U64),
	ctype.Num("sched_deadline", ctype.U64),
	ctype.Num("sched_period", ctype.U64),
	ctype.Num("sched_util_min", ctype.U32),
	ctype.Num("sched_util_max", ctype.U32),
}}

// Sizes of struct sched_attr (linux/sched/types.h). A size of 0 means the first.
const (
	schedAttrV0 = 48
	schedAttrV1 = 56
)

// Flags of struct sched_attr that make other members not count (linux/sched.h).
const (
	schedKeepPolicy = 0x08
	schedKeepParams = 0x10
)

// saySchedAttr says what sched_getattr(2) has stored, of which there is no more
// than the caller has asked for.
func saySchedAttr(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	usize := d.C.Uint(i + 1)
	buf := d.Alloc(schedAttrV1)
	clear(buf)
	n := min(int(usize), schedAttrV1)
	if p == 0 || n == 0 || d.Mem.ReadMem(p, buf[:n]) != n || !d.Deref {
		d.Addr(p)
		return
	}
	d.Buf.Struct()
	schedAttrFields(d, buf, binary.LittleEndian.Uint32(buf), 0)
	d.EndStruct()
}

// schedAttrFields says the members of a struct sched_attr of the given size that
// are not in skip.
func schedAttrFields(d *Dec, p []byte, size uint32, skip uint64) {
	known := schedAttrV0
	switch {
	case size < schedAttrV0:
		known = 4
	case size >= schedAttrV1:
		known = schedAttrV1
	}
	off := 0
	for k := range schedAttr.Fields {
		f := &schedAttr.Fields[k]
		n, _ := f.Layout(d.ABI)
		v := p[off:]
		off += n
		switch {
		case off > known:
			return
		case k == 1 && skip&(schedKeepPolicy|schedKeepParams) != 0 && int32In(v) >= 0, k >= 3 && k <= 7 && skip&schedKeepParams != 0:
			continue
		}
		d.One(f, v[:n])
	}
}

// saySchedAttrInOut says what sched_setattr(2) is given. Where the struct is
// larger than what the kernel knows, it stores the size that it does know.
func saySchedAttrInOut(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	if d.C.Done {
		if size, ok := readUint32(d, p); ok && d.C.Errno == e2big && d.C.Saved[0] != 0 && d.Deref {
			d.Changed()
			d.Buf.Struct()
			d.Field("size")
			d.Buf.Uint(uint64(size))
			d.EndStruct()
		}
		d.EndInOut()
		return
	}
	d.InOut()
	size, ok := readUint32(d, p)
	if !ok || !d.Deref {
		d.Addr(p)
		return
	}
	real := size
	if real == 0 {
		real = schedAttrV0
	}
	buf := d.Alloc(schedAttrV1)
	clear(buf)
	n := int(min(real, schedAttrV1))
	if n < schedAttrV0 {
		n = 4
	}
	if d.Mem.ReadMem(p, buf[:n]) != n {
		d.Addr(p)
		return
	}
	d.C.Saved[0] = 1
	d.Buf.Struct()
	schedAttrFields(d, buf, real, binary.LittleEndian.Uint64(buf[8:]))
	if real > schedAttrV1 {
		d.More()
	}
	d.EndStruct()
}

// e2big is E2BIG (asm-generic/errno-base.h).
const e2big = 7

// capHeader is struct __user_cap_header_struct.
var capHeader = ctype.Struct{CName: "__user_cap_header_struct", Fields: []ctype.Field{
	ctype.Enum("version", ctype.U32, &xlat.CapVersions),
	ctype.PID("pid"),
}}

// Versions of the header of capget(2) whose sets have 64 capabilities
// (linux/capability.h). The first one, 0x19980330, and what the kernel does not
// know have 32.
const (
	capVersion2 = 0x20071026
	capVersion3 = 0x20080522

	noCapHeader = 1 << 32 // there is none
)

func sayCapHeader(d *Dec, a *Arg, i int) {
	d.C.Saved[0] = noCapHeader
	p := d.ReadAll(d.C.Ptr(i), capHeader.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.C.Saved[0] = uint64(uint32In(p))
	d.StructIn(&capHeader, p)
}

var capSets = [...]string{"effective", "permitted", "inheritable"}

// sayCapData says the three sets that the header's version makes. With 64
// capabilities, the upper halves follow the lower ones.
func sayCapData(d *Dec, a *Arg, i int) {
	n := 12
	if v := d.C.Saved[0]; v == capVersion2 || v == capVersion3 {
		n = 24
	}
	p := d.ReadAll(d.C.Ptr(i), n)
	if d.C.Saved[0] == noCapHeader || p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Buf.Struct()
	for k, name := range capSets {
		d.Field(name)
		low, high := binary.LittleEndian.Uint32(p[4*k:]), uint32(0)
		if n == 24 {
			high = binary.LittleEndian.Uint32(p[12+4*k:])
		}
		caps(d, low, high)
	}
	d.EndStruct()
}

// caps says a set of capabilities.
func caps(d *Dec, low, high uint32) {
	d.BeginParts(uint64(high)<<32 | uint64(low))
	if low != 0 || high == 0 {
		d.Part(&xlat.CapsLow, uint64(low))
	}
	if high != 0 {
		d.PartNoted(&xlat.CapsHigh, uint64(high))
	}
	d.EndParts()
}

// linux/resource.h, linux/ioprio.h
const (
	prioProcess   = 0 // PRIO_PROCESS
	prioGroup     = 1 // PRIO_PGRP
	ioprioProcess = 1 // IOPRIO_WHO_PROCESS
	ioprioGroup   = 2 // IOPRIO_WHO_PGRP
)

// sayWho says whose priority a call is about, in the way that the argument before
// tells; sayIoprioWho has other numbers for the ways.
func sayWho(d *Dec, _ *Arg, i int)       { sayWhose(d, i, prioProcess, prioGroup) }
func sayIoprioWho(d *Dec, _ *Arg, i int) { sayWhose(d, i, ioprioProcess, ioprioGroup) }

func sayWhose(d *Dec, i int, process, group uint32) {
	switch d.C.Uint(i - 1) {
	case process:
		d.PID(d.C.Int(i))
	case group:
		d.IDOf(ctype.Group, d.C.Int(i))
	default:
		d.Buf.Int(int64(d.C.Int(i)))
	}
}
