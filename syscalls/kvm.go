package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// KVM_RUN: why the virtual CPU has stopped is not in the call, but in the struct
// kvm_run that the CPU shares with its process.

var kvmRun = ctype.Struct{CName: "kvm_run", Fields: []ctype.Field{
	ctype.Num("request_interrupt_window", ctype.U8),
	ctype.Num("immediate_exit", ctype.U8),
	ctype.Pad(ctype.U8, 6),
	ctype.As("exit_reason", ctype.U32, showKvmExit),
	ctype.Num("ready_for_interrupt_injection", ctype.U8),
	ctype.Num("if_flag", ctype.U8),
	ctype.Num("flags", ctype.U16),
	ctype.As("cr8", ctype.AU64, showHexWide16),
	ctype.As("apic_base", ctype.AU64, showHexWide16),
	ctype.Pad(ctype.U8, kvmRunSize-kvmRunUnion),
}}

// Where the union of kvm_run begins, what of it is shown, and the struct's size.
const (
	kvmRunUnion = 32
	kvmRunShown = 56
	kvmRunSize  = 2352
)

// The reasons whose part of the union is shown.
const (
	kvmExitIo   = 2 // KVM_EXIT_IO
	kvmExitMmio = 6 // KVM_EXIT_MMIO
)

// kvmRunIo and kvmRunMmio are members of the union.
var (
	kvmRunIo = ctype.Struct{Fields: []ctype.Field{
		ctype.Enum("direction", ctype.U8, &xlat.KvmExitIo),
		ctype.Num("size", ctype.U8),
		ctype.As("port", ctype.U16, showHexWide4),
		ctype.Num("count", ctype.U32),
		ctype.As("data_offset", ctype.AU64, showHexWide16),
	}}
	kvmRunMmio = ctype.Struct{Fields: []ctype.Field{
		ctype.As("phys_addr", ctype.AU64, showHexWide16),
		{Name: "data", Kind: ctype.U8, N: 8, Show: ctype.ShowHex},
		ctype.Num("len", ctype.U32),
		ctype.Num("is_write", ctype.U8),
	}}
)

func showHexWide4(d *Dec, f *ctype.Field, p []byte)  { d.HexWide(d.Number(f, p), 4) }
func showHexWide16(d *Dec, f *ctype.Field, p []byte) { d.HexWide(d.Number(f, p), 16) }

// showKvmExit shows a reason as a number whose name is a comment.
func showKvmExit(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if d.JSON() {
		d.Enum(&xlat.KvmExit, v)
		return
	}
	d.Uint(v)
	d.Comment(kvmExit(d, v))
}

func kvmExit(d *Dec, reason uint64) string {
	if name, ok := xlat.KvmExit.Lookup(d.ABI, reason); ok {
		return name
	}
	return "KVM_EXIT_???"
}

// sayKvmRun says KVM_RUN's argument, which means nothing, and keeps what the virtual
// CPU's state is before.
func sayKvmRun(d *Dec, a *Arg, i int) {
	d.Hex(d.C.Ulong(i))
	if d.O.Want&ctype.WantVCPU != 0 && d.O.VCPUs != nil {
		_, p := readKvmRun(d)
		d.Keep(p)
	}
}

// readKvmRun reads the beginning of the struct, and behind that the data that a
// KVM_EXIT_IO is about; nothing if it is not known where that is.
func readKvmRun(d *Dec) (cpu int, p []byte) {
	cpu, run, ok := d.O.VCPUs.VCPU(d.TID, d.C.Int(0))
	if !ok || run.Len < kvmRunSize {
		return 0, nil
	}
	p = d.ReadAll(run.At, kvmRunShown)
	if p == nil || binary.LittleEndian.Uint32(p[8:]) != kvmExitIo {
		return cpu, p
	}
	size, count := uint64(p[33]), uint64(binary.LittleEndian.Uint32(p[36:]))
	at, ok := run.Slice(binary.LittleEndian.Uint64(p[40:]), size*count)
	if !ok {
		return cpu, p
	}
	data := d.Read(at, int(min(size*count, d.Limit())))
	whole := d.Alloc(len(p) + len(data))
	copy(whole[copy(whole, p):], data)
	return cpu, whole
}

// auxKvmRun says why the virtual CPU has stopped.
func auxKvmRun(d *Dec) {
	if d.O.VCPUs == nil {
		return
	}
	if _, p := readKvmRun(d); p != nil {
		reason := uint64(binary.LittleEndian.Uint32(p[8:]))
		if d.JSON() {
			d.AuxField("", "exit_reason")
			d.Enum(&xlat.KvmExit, reason)
			return
		}
		d.AuxWord(kvmExit(d, reason))
	}
}

// A VCPUState is the state of a virtual CPU, before KVM_RUN and after it.
type VCPUState struct {
	CPU           int
	before, after []byte
}

// VCPU returns the state of the virtual CPU that the call has run, if that is
// wanted and known.
func VCPU(d *Dec, s *Desc) (v VCPUState, ok bool) {
	if k := s.pick(d.C); k == nil || k.Name != "KVM_RUN" || d.O.VCPUs == nil || d.O.Want&ctype.WantVCPU == 0 || d.C.Errno != 0 {
		return v, false
	}
	v.before = d.Kept()
	v.CPU, v.after = readKvmRun(d)
	return v, len(v.before) >= kvmRunShown && v.after != nil
}

// Before says what the state was, After what it is.
func (v *VCPUState) Before(d *Dec) { sayKvmState(d, v.before) }
func (v *VCPUState) After(d *Dec)  { sayKvmState(d, v.after) }

func sayKvmState(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Fields(&kvmRun, p[:kvmRunUnion])
	switch d.Member(&kvmRun, "exit_reason", p) {
	case kvmExitIo:
		beginUnion(d, "io")
		d.Fields(&kvmRunIo, p[kvmRunUnion:kvmRunShown])
		d.Field("data")
		d.Array()
		for _, c := range p[kvmRunShown:] {
			d.Hex(uint64(c))
		}
		if n := d.Member(&kvmRunIo, "size", p[kvmRunUnion:]) * d.Member(&kvmRunIo, "count", p[kvmRunUnion:]); n > uint64(len(p)-kvmRunShown) {
			d.More()
		}
		d.EndArray()
		endUnion(d)
	case kvmExitMmio:
		beginUnion(d, "mmio")
		d.Fields(&kvmRunMmio, p[kvmRunUnion:kvmRunShown])
		endUnion(d)
	}
	d.EndStruct()
}

// beginUnion begins a member of the struct's union, which has no name: only text shows
// that there is one.
func beginUnion(d *Dec, member string) {
	if !d.JSON() {
		d.BareField("")
		d.Buf.Struct()
	}
	d.Field(member)
	d.Buf.Struct()
}

func endUnion(d *Dec) {
	d.EndStruct()
	if !d.JSON() {
		d.EndStruct()
	}
}
