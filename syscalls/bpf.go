package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// bpfArg is the attribute of a command that reads it, bpfOutArg that of one that
// also stores into it and is shown when it has ended.
func bpfArg() Arg      { return Arg{Name: "uattr", Fn: sayBpfAttr} }
func bpfOutArg() Arg   { return Arg{Name: "uattr", Fn: sayBpfAttrOut, Phase: InOut} }
func bpfBatchArg() Arg { return Arg{Name: "uattr", Fn: sayBpfBatch, Phase: InOut} }

// bpfs are the commands, without BPF_COMMON_ATTRS.
var bpfs = Switch{Arg: 0, Mask: ^uint32(bpfCommonAttrs), Names: &xlat.BpfCmds, Cases: []Case{
	{V: 0, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD},  // BPF_MAP_CREATE
	{V: 1, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_MAP_LOOKUP_ELEM
	{V: 2, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_MAP_UPDATE_ELEM
	{V: 3, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_MAP_DELETE_ELEM
	{V: 4, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_MAP_GET_NEXT_KEY
	{V: 5, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD},  // BPF_PROG_LOAD
	{V: 6, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_OBJ_PIN
	{V: 7, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD},  // BPF_OBJ_GET
	{V: 8, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_PROG_ATTACH
	{V: 9, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},              // BPF_PROG_DETACH
	{V: 10, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_PROG_TEST_RUN
	{V: 11, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_PROG_GET_NEXT_ID
	{V: 12, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_MAP_GET_NEXT_ID
	{V: 13, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_PROG_GET_FD_BY_ID
	{V: 14, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_MAP_GET_FD_BY_ID
	{V: 15, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_OBJ_GET_INFO_BY_FD
	{V: 16, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_PROG_QUERY
	{V: 17, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_RAW_TRACEPOINT_OPEN
	{V: 18, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_BTF_LOAD
	{V: 19, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_BTF_GET_FD_BY_ID
	{V: 20, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_TASK_FD_QUERY
	{V: 21, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_MAP_LOOKUP_AND_DELETE_ELEM
	{V: 22, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_MAP_FREEZE
	{V: 23, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_BTF_GET_NEXT_ID
	{V: 24, Args: []Arg{bpfBatchArg(), unum("size"), bpfCommon(), bpfCommonSize()}},        // BPF_MAP_LOOKUP_BATCH
	{V: 25, Args: []Arg{bpfBatchArg(), unum("size"), bpfCommon(), bpfCommonSize()}},        // BPF_MAP_LOOKUP_AND_DELETE_BATCH
	{V: 26, Args: []Arg{bpfBatchArg(), unum("size"), bpfCommon(), bpfCommonSize()}},        // BPF_MAP_UPDATE_BATCH
	{V: 27, Args: []Arg{bpfBatchArg(), unum("size"), bpfCommon(), bpfCommonSize()}},        // BPF_MAP_DELETE_BATCH
	{V: 28, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_LINK_CREATE
	{V: 29, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_LINK_UPDATE
	{V: 30, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_LINK_GET_FD_BY_ID
	{V: 31, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_LINK_GET_NEXT_ID
	{V: 32, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_ENABLE_STATS
	{V: 33, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_ITER_CREATE
	{V: 34, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_LINK_DETACH
	{V: 35, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_PROG_BIND_MAP
	{V: 36, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}, Ret: RetFD}, // BPF_TOKEN_CREATE
	{V: 37, Args: []Arg{bpfOutArg(), unum("size"), bpfCommon(), bpfCommonSize()}},          // BPF_PROG_STREAM_READ_BY_FD
	{V: 38, Args: []Arg{bpfArg(), unum("size"), bpfCommon(), bpfCommonSize()}},             // BPF_PROG_ASSOC_STRUCT_OPS
}}

// bpfCommonAttrs is BPF_COMMON_ATTRS, which may be added to a command: then the
// call has two more arguments.
const bpfCommonAttrs = 1 << 16

func bpfHasCommon(c *event.Call) bool { return c.Uint(0)&bpfCommonAttrs != 0 }

func bpfCommon() Arg {
	return Arg{Name: "uattr_common", Fn: sayExt, Type: &bpfCommonAttr, Len: 4, When: bpfHasCommon}
}
func bpfCommonSize() Arg { return Arg{Name: "size_common", Fn: sayUint, When: bpfHasCommon} }

var bpfCommonAttr = ctype.Struct{CName: "bpf_common_attr", Least: 4, Fields: []ctype.Field{
	ctype.As("log_buf", ctype.AU64, showAddr),
	ctype.Num("log_size", ctype.U32),
	ctype.Num("log_level", ctype.U32),
	ctype.Num("log_true_size", ctype.U32),
	ctype.Pad(ctype.U32, 1),
}}

func sayBpfCmd(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	if v&bpfCommonAttrs == 0 || v&^bpfCommonAttrs >= uint64(len(bpfAttrs)) {
		d.Enum(&xlat.BpfCmds, v)
		return
	}
	d.BeginParts(v)
	d.PartConst("BPF_COMMON_ATTRS", bpfCommonAttrs)
	d.PartEnum(&xlat.BpfCmds, v&^bpfCommonAttrs)
	d.EndParts()
}

const bpfGetInfo = 15 // BPF_OBJ_GET_INFO_BY_FD

// bpfAttrMax is the size of union bpf_attr as far as it is known.
const bpfAttrMax = 168

// bpfRead reads the attribute, with zeros after the size that was passed; attr is
// nil for a command that is not known or where nothing can be read.
func bpfRead(d *Dec, i int) (attr *bpfAttr, p []byte, size uint64) {
	cmd := d.C.Uint(0) &^ bpfCommonAttrs
	size = uint64(d.C.Uint(i + 1))
	p = d.Alloc(bpfAttrMax)
	clear(p)
	n := int(min(size, bpfAttrMax))
	if cmd >= uint32(len(bpfAttrs)) || n == 0 || size > pageSize || d.C.Ptr(i) == 0 || d.Mem.ReadMem(d.C.Ptr(i), p[:n]) != n || !d.Deref {
		return nil, nil, size
	}
	return &bpfAttrs[cmd], p, size
}

func sayBpfAttr(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	if attr == nil {
		d.Addr(d.C.Ptr(i))
		return
	}
	bpfStruct(d, attr, p, size, d.C.Ptr(i))
}

// sayBpfAttrOut keeps what the call may change and says all when it has ended.
func sayBpfAttrOut(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	switch {
	case !d.C.Done && attr != nil:
		d.C.Saved[2] = 1<<32 | uint64(binary.LittleEndian.Uint32(p[attr.update:]))
		if attr == &bpfAttrs[bpfGetInfo] && !d.Abbrev {
			keepBpfInfo(d, p)
		}
	case !d.C.Done:
	case attr == nil:
		d.Addr(d.C.Ptr(i))
	default:
		bpfStruct(d, attr, p, size, d.C.Ptr(i))
	}
}

// sayBpfBatch says the attribute, then how many elements it was.
func sayBpfBatch(d *Dec, a *Arg, i int) {
	attr, p, size := bpfRead(d, i)
	if !d.C.Done {
		d.InOut()
		if attr == nil {
			d.Addr(d.C.Ptr(i))
			return
		}
		d.C.Saved[3] = 1<<32 | uint64(binary.LittleEndian.Uint32(p[attr.update:]))
		bpfStruct(d, attr, p, size, d.C.Ptr(i))
		return
	}
	if attr != nil && d.C.Saved[3] != 0 {
		if now := binary.LittleEndian.Uint32(p[attr.update:]); uint64(now) != d.C.Saved[3]&(1<<32-1) {
			d.Changed()
			d.Buf.Struct()
			d.Field(attr.outer)
			d.Buf.Struct()
			d.Field("count")
			d.Buf.Uint(uint64(now))
			d.EndStruct()
			d.EndStruct()
		}
	}
	d.EndInOut()
}

// bpfStruct says the attribute p of the given size at a.
func bpfStruct(d *Dec, attr *bpfAttr, p []byte, size uint64, a event.Addr) {
	d.C.Saved[1] = uint64(binary.LittleEndian.Uint32(p[attr.count:]))
	d.Buf.Struct()
	if attr.outer != "" {
		d.Field(attr.outer)
		d.Buf.Struct()
	}
	off := bpfFields(d, &attr.s, attr.groups, p, 0, size)
	for k := range attr.arms {
		if arm := &attr.arms[k]; arm.has(p, size) {
			off = arm.say(d, p, size)
			break
		}
	}
	if attr.outer != "" {
		d.EndStruct()
	}
	bpfExtra(d, a, uint64(off), size)
	d.EndStruct()
}

// bpfFields says the members of the struct at off in p, and returns where it ends.
func bpfFields(d *Dec, s *ctype.Struct, groups []uint8, p []byte, off int, size uint64) int {
	base := off
	valid := ^uint64(0)
	if s.Mask != "" {
		valid = d.Member(s, s.Mask, p[off:])
	}
	for k := range s.Fields {
		f := &s.Fields[k]
		n, align := f.Layout(d.ABI)
		off = (off + align - 1) &^ (align - 1)
		v := p[off : off+n]
		start := bpfGroup(groups, off)
		off += n
		switch {
		case f.How == ctype.Hidden, f.How == ctype.Elided, start > 0 && size <= uint64(start), f.Need != 0 && f.Need&valid == 0, f.How == ctype.NonZero && isZero(v):
			continue
		}
		if f.Via != ctype.NotFollowed {
			bpfFollow(d, s, f, p[base:], v)
			continue
		}
		d.One(f, v)
	}
	return off
}

// has reports whether an attribute of the given size has this arm.
func (m *bpfArm) has(p []byte, size uint64) bool {
	kind, flags := uint32In(p[8:]), uint32In(p[12:])
	switch {
	case m.types != 0 && m.types&(1<<kind) == 0, m.by == byFD && flags&bpfID != 0, m.by == byID && flags&bpfID == 0:
		return false
	case m.known:
		return size > uint64(m.at)
	}
	return !isZero(p[m.at : int(m.at)+m.s.Size(event.AMD64)]) // they are alike on all ABIs
}

func (m *bpfArm) say(d *Dec, p []byte, size uint64) int {
	if m.name != "" {
		d.Field(m.name)
		d.Buf.Struct()
	}
	off := bpfFields(d, &m.s, nil, p, int(m.at), size)
	if m.name != "" {
		d.EndStruct()
	}
	return off
}

// bpfGroup returns where the group begins that a member at off belongs to.
func bpfGroup(groups []uint8, off int) (start int) {
	for _, g := range groups {
		if int(g) <= off {
			start = int(g)
		}
	}
	return start
}

// bpfExtra says what an attribute has beyond what is known of it, unless that is
// all 0.
func bpfExtra(d *Dec, a event.Addr, known, size uint64) {
	if size <= known {
		return
	}
	mark := d.Mark()
	p := d.Read(a+event.Addr(known), int(size-known))
	switch {
	case isZero(p):
	case d.Abbrev:
		d.More()
	default:
		d.Extra(p, known)
	}
	d.Release(mark)
}

func isZero(p []byte) bool {
	for _, c := range p {
		if c != 0 {
			return false
		}
	}
	return true
}

// showNumaNode shows a node, or NUMA_NO_NODE (linux/numa.h).
func showNumaNode(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	d.Buf.Uint(v)
	if v == 1<<32-1 && !d.Numbers() {
		d.Comment("NUMA_NO_NODE")
	}
}

// showReturned shows as many bytes as the call returned.
func showReturned(d *Dec, f *ctype.Field, p []byte) {
	a := event.Addr(d.Number(f, p))
	if d.C.Errno != 0 {
		d.Addr(a)
		return
	}
	d.Bytes(a, Return(d.C))
}

// showUpdated shows a number that the call may have changed.
func showUpdated(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	was := d.C.Saved[2]
	if was == 0 || was&(1<<32-1) == v {
		d.Buf.Uint(v)
		return
	}
	d.InOut()
	d.Buf.Uint(was & (1<<32 - 1))
	d.Changed()
	d.Buf.Uint(v)
	d.EndInOut()
}

func showStringAt(d *Dec, f *ctype.Field, p []byte) { d.String(event.Addr(d.Number(f, p))) }
func showPathAt(d *Dec, f *ctype.Field, p []byte)   { d.Path(event.Addr(d.Number(f, p))) }
func showCounted(d *Dec, f *ctype.Field, p []byte) {
	d.Bytes(event.Addr(d.Number(f, p)), d.C.Saved[1])
}

// showLogSize keeps the size of the verifier's log for showLog, which shows what is in
// it when the call begins.
func showLogSize(d *Dec, f *ctype.Field, p []byte) {
	d.C.Saved[2] = d.Number(f, p)
	d.Uint(d.C.Saved[2])
}

func showLog(d *Dec, f *ctype.Field, p []byte) {
	switch a := event.Addr(d.Number(f, p)); {
	case a == 0:
		d.Addr(a)
	case d.C.Saved[2] == 0:
		d.Str(nil, false)
	default:
		d.StringN(a, int(min(d.C.Saved[2], 1<<16)))
	}
}

// showTaskBuf shows a name that the kernel has stored, as much of it as there is
// room for.
func showTaskBuf(d *Dec, f *ctype.Field, p []byte) {
	n := d.C.Saved[1]
	if was := d.C.Saved[2] & (1<<32 - 1); was < n {
		n = was
	}
	d.StringN(event.Addr(d.Number(f, p)), int(min(n, 1<<16)))
}

func showBpfIDs(d *Dec, f *ctype.Field, p []byte) {
	d.ArrayOf(event.Addr(d.Number(f, p)), d.C.Saved[1], 4, func(d *Dec, p []byte) {
		d.Buf.Uint(uint64(binary.LittleEndian.Uint32(p)))
	})
}

// showKernelVersion shows a version as LINUX_VERSION_CODE has it (linux/version.h).
func showKernelVersion(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if d.Numbers() || d.Named() {
		d.Hex(v)
	}
	if d.Numbers() {
		return
	}
	if d.Named() {
		d.BeginComment()
		defer d.EndComment()
	}
	d.Macro("KERNEL_VERSION")
	d.Buf.Uint(v >> 16)
	d.Buf.Uint(v >> 8 & 0xff)
	d.Buf.Uint(v & 0xff)
	d.EndMacro()
}

// showBpfInsns shows a program of eBPF.
func showBpfInsns(d *Dec, f *ctype.Field, p []byte) {
	a := event.Addr(d.Number(f, p))
	if d.Abbrev {
		d.Addr(a)
		return
	}
	d.ArrayOf(a, d.C.Saved[1], bpfInsnSize, ebpfInsn)
}

func ebpfInsn(d *Dec, p []byte) {
	d.Buf.Struct()
	d.Field("code")
	code := uint64(p[0])
	d.BeginParts(code)
	d.PartEnum(&xlat.EbpfClasses, code&bpfClass)
	switch code & bpfClass {
	case 4, 7: // BPF_ALU, BPF_ALU64
		d.PartEnum(&xlat.BpfSources, code&bpfSrc)
		d.PartEnum(&xlat.EbpfAluOps, code&bpfOp)
	case 5, 6: // BPF_JMP, BPF_JMP32
		d.PartEnum(&xlat.BpfSources, code&bpfSrc)
		d.PartEnum(&xlat.EbpfJmpOps, code&bpfOp)
	default:
		d.PartEnum(&xlat.BpfSizes, code&bpfSize)
		d.PartEnum(&xlat.EbpfModes, code&bpfMode)
	}
	d.EndParts()
	d.Field("dst_reg")
	d.Enum(&xlat.BpfRegs, uint64(p[1]&15))
	d.Field("src_reg")
	d.Enum(&xlat.BpfRegs, uint64(p[1]>>4))
	d.Field("off")
	d.Buf.Int(int64(int16(binary.LittleEndian.Uint16(p[2:]))))
	d.Field("imm")
	d.Hex(uint64(binary.LittleEndian.Uint32(p[4:])))
	d.EndStruct()
}
