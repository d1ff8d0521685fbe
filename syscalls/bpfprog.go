package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Programs of classic BPF, as seccomp and SO_ATTACH_FILTER take them.

// sockFprog is struct sock_fprog (linux/filter.h).
var sockFprog = ctype.Struct{CName: "sock_fprog", Fields: []ctype.Field{
	ctype.Num("len", ctype.U16),
	ctype.Pointer("filter"),
}}

// filterProgAt says the program that the struct sock_fprog at a describes; with
// seccomp, what it returns are actions.
func filterProgAt(d *Dec, a event.Addr, seccomp bool) {
	p := d.ReadAll(a, sockFprog.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	n := uint64(binary.LittleEndian.Uint16(p))
	filter := event.Addr(ctype.Ptr.Number(d.ABI, p[d.ABI.PtrSize():]))
	d.Buf.Struct()
	d.Field("len")
	d.Buf.Uint(n)
	d.Field("filter")
	switch {
	case d.Abbrev:
		d.Addr(filter)
	case seccomp:
		d.ArrayOf(filter, n, bpfInsnSize, seccompInsn)
	default:
		d.ArrayOf(filter, n, bpfInsnSize, socketInsn)
	}
	d.EndStruct()
}

const bpfInsnSize = 8

func seccompInsn(d *Dec, p []byte) { bpfInsn(d, p, true) }
func socketInsn(d *Dec, p []byte)  { bpfInsn(d, p, false) }

// bpfInsn says an instruction as the macro that makes it: BPF_JUMP where it has
// somewhere to jump to.
func bpfInsn(d *Dec, p []byte, seccomp bool) {
	code := binary.LittleEndian.Uint16(p)
	jt, jf, k := p[2], p[3], binary.LittleEndian.Uint32(p[4:])
	if jt|jf != 0 {
		d.Macro("BPF_JUMP")
	} else {
		d.Macro("BPF_STMT")
	}
	bpfCode(d, code)
	switch {
	case seccomp && code&bpfClass == bpfRet && jt|jf == 0:
		seccompAction(d, k)
	default:
		d.Hex(uint64(k))
	}
	if jt|jf != 0 {
		d.Hex(uint64(jt))
		d.Hex(uint64(jf))
	}
	d.EndMacro()
}

// Fields of a classic instruction's code (linux/bpf_common.h, linux/filter.h).
const (
	bpfClass = 0x07
	bpfSize  = 0x18
	bpfMode  = 0xe0
	bpfOp    = 0xf0
	bpfSrc   = 0x08
	bpfRval  = 0x18
	bpfMisc  = 0xf8

	bpfLd    = 0
	bpfLdx   = 1
	bpfAlu   = 4
	bpfJmp   = 5
	bpfRet   = 6
	bpfOther = 7
)

func bpfCode(d *Dec, code uint16) {
	v := uint64(code)
	d.BeginParts(v)
	d.PartEnum(&xlat.BpfClasses, v&bpfClass)
	rest := v &^ 0xff
	switch v & bpfClass {
	case bpfLd, bpfLdx:
		d.PartEnum(&xlat.BpfSizes, v&bpfSize)
		d.PartEnum(&xlat.BpfModes, v&bpfMode)
	case bpfAlu:
		d.PartEnum(&xlat.BpfSources, v&bpfSrc)
		d.PartEnum(&xlat.BpfAluOps, v&bpfOp)
	case bpfJmp:
		d.PartEnum(&xlat.BpfSources, v&bpfSrc)
		d.PartEnum(&xlat.BpfJmpOps, v&bpfOp)
	case bpfRet:
		d.PartEnum(&xlat.BpfRets, v&bpfRval)
		rest = v &^ (bpfClass | bpfRval)
	case bpfOther:
		d.PartEnum(&xlat.BpfMiscOps, v&bpfMisc)
	default:
		rest = v &^ bpfClass
	}
	if rest != 0 {
		d.PartEnum(&xlat.BpfClasses, rest)
	}
	d.EndParts()
}

// seccompData is what an action carries (linux/seccomp.h, SECCOMP_RET_DATA).
const seccompData = 0xffff

func seccompAction(d *Dec, v uint32) {
	action := uint64(v) &^ seccompData
	d.BeginParts(uint64(v))
	d.PartEnum(&xlat.SeccompActions, action)
	if v&seccompData != 0 {
		d.PartHex(uint64(v & seccompData))
	}
	d.EndParts()
}
