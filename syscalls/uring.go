package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// The structs of io_uring_setup(2) and io_uring_register(2) (linux/io_uring.h).

var (
	uringParams = ctype.Struct{CName: "io_uring_params", Fields: []ctype.Field{
		ctype.Num("sq_entries", ctype.U32),
		ctype.Num("cq_entries", ctype.U32),
		ctype.Flags("flags", ctype.U32, &xlat.UringSetup),
		ctype.Hex("sq_thread_cpu", ctype.U32),
		ctype.Num("sq_thread_idle", ctype.U32),
		ctype.Flags("features", ctype.U32, &xlat.UringFeatures),
		ctype.FD("wq_fd"),
		{Name: "resv", Kind: ctype.U32, N: 3, Show: ctype.ShowHex},
		ctype.Sub("sq_off", &uringSqOff),
		ctype.Sub("cq_off", &uringCqOff),
	}}
	uringSqOff = ctype.Struct{CName: "io_sqring_offsets", Fields: []ctype.Field{
		ctype.Num("head", ctype.U32),
		ctype.Num("tail", ctype.U32),
		ctype.Num("ring_mask", ctype.U32),
		ctype.Num("ring_entries", ctype.U32),
		ctype.Num("flags", ctype.U32),
		ctype.Num("dropped", ctype.U32),
		ctype.Num("array", ctype.U32),
		ctype.HexNZ("resv1", ctype.U32),
		ctype.HexNZ("user_addr", ctype.U64),
	}}
	uringCqOff = ctype.Struct{CName: "io_cqring_offsets", Fields: []ctype.Field{
		ctype.Num("head", ctype.U32),
		ctype.Num("tail", ctype.U32),
		ctype.Num("ring_mask", ctype.U32),
		ctype.Num("ring_entries", ctype.U32),
		ctype.Num("overflow", ctype.U32),
		ctype.Num("cqes", ctype.U32),
		ctype.Num("flags", ctype.U32),
		ctype.HexNZ("resv1", ctype.U32),
		ctype.HexNZ("user_addr", ctype.U64),
	}}
	uringFiles = ctype.Struct{CName: "io_uring_rsrc_update", Fields: []ctype.Field{
		ctype.Num("offset", ctype.U32),
		ctype.HexNZ("resv", ctype.U32),
		ctype.Num("data", ctype.U64),
	}}
	uringProbe = ctype.Struct{CName: "io_uring_probe", Fields: []ctype.Field{
		ctype.Enum("last_op", ctype.U8, &xlat.UringProbes),
		ctype.Num("ops_len", ctype.U8),
		ctype.HexNZ("resv", ctype.U16),
		{Name: "resv2", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringProbeOp = ctype.Struct{CName: "io_uring_probe_op", Fields: []ctype.Field{
		ctype.Enum("op", ctype.U8, &xlat.UringProbes),
		ctype.HexNZ("resv", ctype.U8),
		ctype.Flags("flags", ctype.U16, &xlat.UringOpFlags),
		ctype.HexNZ("resv2", ctype.U32),
	}}
	uringRestriction = ctype.Struct{CName: "io_uring_restriction", Fields: []ctype.Field{
		ctype.Enum("opcode", ctype.U16, &xlat.UringRestrictions),
		ctype.Num("register_op", ctype.U8),
		ctype.HexNZ("resv", ctype.U8),
		{Name: "resv2", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
	uringRsrc = ctype.Struct{CName: "io_uring_rsrc_register", Fields: []ctype.Field{
		ctype.Num("nr", ctype.U32),
		ctype.Flags("flags", ctype.U32, &xlat.UringRsrcFlags),
		ctype.HexNZ("resv2", ctype.U64),
		ctype.Num("data", ctype.U64),
		ctype.Num("tags", ctype.U64),
	}}
	uringRsrcUpdate = ctype.Struct{CName: "io_uring_rsrc_update2", Fields: []ctype.Field{
		ctype.Num("offset", ctype.U32),
		ctype.HexNZ("resv", ctype.U32),
		ctype.Num("data", ctype.U64),
		ctype.Num("tags", ctype.U64),
		ctype.Num("nr", ctype.U32),
		ctype.HexNZ("resv2", ctype.U32),
	}}
	uringRingFD = ctype.Struct{CName: "io_uring_rsrc_update", Fields: []ctype.Field{
		ctype.As("offset", ctype.U32, showAnyOffset),
		ctype.HexNZ("resv", ctype.U32),
		ctype.As("data", ctype.U64, ctype.ShowFD),
	}}
	uringRingOffset = ctype.Struct{CName: "io_uring_rsrc_update", Fields: []ctype.Field{
		ctype.Num("offset", ctype.U32),
		ctype.HexNZ("resv", ctype.U32),
		ctype.HexNZ("data", ctype.U64),
	}}
	uringBufRing = ctype.Struct{CName: "io_uring_buf_reg", Fields: []ctype.Field{
		ctype.As("ring_addr", ctype.U64, showAddr64),
		ctype.Num("ring_entries", ctype.U32),
		ctype.Num("bgid", ctype.U16),
		{Name: "flags", Kind: ctype.U16, Show: ctype.ShowFlags, Set: &xlat.UringPbufFlags, How: ctype.NonZero},
		{Name: "min_left", Kind: ctype.U32, How: ctype.NonZero},
		{Name: "resv", Kind: ctype.U32, N: 5, Show: ctype.ShowHex, How: ctype.NonZero},
	}}
)

// uringRegisterOp are the bits of io_uring_register(2)'s opcode that are its number:
// the highest one says that the ring is a registered one.
const uringRegisterOp = 1<<31 - 1

func ringRegistered(c *event.Call) bool { return c.Uint(1)&^uringRegisterOp != 0 }

func sayRegisterOp(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	if ringRegistered(d.C) {
		d.EnumFlags(a.Set, v&uringRegisterOp, &xlat.UringRegisterFlags, v&^uringRegisterOp)
		return
	}
	d.Enum(a.Set, v)
}

// uringRegisters are what io_uring_register(2) takes for each operation (enum
// io_uring_register_op). The others take nothing, or what strace shows as an
// address.
var uringRegisters = Switch{Arg: 1, Mask: uringRegisterOp, Cases: []Case{
	{V: 0, Args: []Arg{ins("arg", &kiovec, 3), unum("nr_args")}},                           // IORING_REGISTER_BUFFERS
	{V: 2, Args: []Arg{inCustom("arg", sayRingFDs), unum("nr_args")}},                      // IORING_REGISTER_FILES
	{V: 4, Args: []Arg{inCustom("arg", sayRingFDs), unum("nr_args")}},                      // IORING_REGISTER_EVENTFD
	{V: 6, Args: []Arg{inCustom("arg", sayRingFiles), unum("nr_args")}},                    // IORING_REGISTER_FILES_UPDATE
	{V: 7, Args: []Arg{inCustom("arg", sayRingFDs), unum("nr_args")}},                      // IORING_REGISTER_EVENTFD_ASYNC
	{V: 8, Args: []Arg{inoutCustom("arg", sayRingProbe), unum("nr_args")}},                 // IORING_REGISTER_PROBE
	{V: 11, Args: []Arg{inCustom("arg", sayRestrictions), unum("nr_args")}},                // IORING_REGISTER_RESTRICTIONS
	{V: 13, Args: []Arg{rsrc("arg", &uringRsrc, sayFDsOf), unum("nr_args")}},               // IORING_REGISTER_FILES2
	{V: 14, Args: []Arg{rsrc("arg", &uringRsrcUpdate, sayFDsOf), unum("nr_args")}},         // IORING_REGISTER_FILES_UPDATE2
	{V: 15, Args: []Arg{rsrc("arg", &uringRsrc, sayBuffersOf), unum("nr_args")}},           // IORING_REGISTER_BUFFERS2
	{V: 16, Args: []Arg{rsrc("arg", &uringRsrcUpdate, sayBuffersOf), unum("nr_args")}},     // IORING_REGISTER_BUFFERS_UPDATE
	{V: 17, Args: []Arg{inCustom("arg", sayRingCPUs), unum("nr_args")}},                    // IORING_REGISTER_IOWQ_AFF
	{V: 19, Args: []Arg{inoutCustom("arg", sayMaxWorkers), unum("nr_args")}},               // IORING_REGISTER_IOWQ_MAX_WORKERS
	{V: 20, Args: []Arg{ringFDs(&uringRingFD), unum("nr_args")}},                           // IORING_REGISTER_RING_FDS
	{V: 21, Args: []Arg{ringFDs(&uringRingOffset), unum("nr_args")}},                       // IORING_UNREGISTER_RING_FDS
	{V: 22, Args: []Arg{in("arg", &uringBufRing), unum("nr_args")}},                        // IORING_REGISTER_PBUF_RING
	{V: 23, Args: []Arg{in("arg", &uringBufRing), unum("nr_args")}},                        // IORING_UNREGISTER_PBUF_RING
	{V: 24, Args: []Arg{inCustom("arg", saySyncCancel), unum("nr_args")}},                  // IORING_REGISTER_SYNC_CANCEL
	{V: 25, Args: []Arg{in("arg", &uringSlots), unum("nr_args")}},                          // IORING_REGISTER_FILE_ALLOC_RANGE
	{V: 26, Args: []Arg{fill("arg", &uringBufStatus, &uringBufHead), unum("nr_args")}},     // IORING_REGISTER_PBUF_STATUS
	{V: 27, Args: []Arg{change("arg", &uringNapi, &uringNapi), unum("nr_args")}},           // IORING_REGISTER_NAPI
	{V: 28, Args: []Arg{out("arg", &uringNapi), unum("nr_args")}},                          // IORING_UNREGISTER_NAPI
	{V: 29, Args: []Arg{in("arg", &uringClock), unum("nr_args")}},                          // IORING_REGISTER_CLOCK
	{V: 30, Args: []Arg{inCustom("arg", sayClone), unum("nr_args")}},                       // IORING_REGISTER_CLONE_BUFFERS
	{V: 31, Args: []Arg{inCustom("arg", saySentEntry), unum("nr_args")}},                   // IORING_REGISTER_SEND_MSG_RING
	{V: 32, Args: []Arg{change("arg", &zcrxIfq, &zcrxIfq), unum("nr_args")}},               // IORING_REGISTER_ZCRX_IFQ
	{V: 33, Args: []Arg{inoutCustom("arg", sayNewSize), unum("nr_args")}},                  // IORING_REGISTER_RESIZE_RINGS
	{V: 34, Args: []Arg{change("arg", &uringMemRegion, &uringMemRegion), unum("nr_args")}}, // IORING_REGISTER_MEM_REGION
	{V: 35, Args: []Arg{outeCustom("arg", sayQueries), unum("nr_args")}},                   // IORING_REGISTER_QUERY
	{V: 36, Args: []Arg{outeCustom("arg", sayZcrxCtrl), unum("nr_args")}},                  // IORING_REGISTER_ZCRX_CTRL
	{V: 37, Args: []Arg{inCustom("arg", sayBpfFilter), unum("nr_args")}},                   // IORING_REGISTER_BPF_FILTER
}}

// ringFDs are descriptors of rings that the thread registers, or lets go of.
func ringFDs(t *ctype.Struct) Arg {
	return Arg{Name: "arg", Fn: sayRingRegistration, Type: t, Len: 3, Phase: InOut}
}

// uringAttachWQ is IORING_SETUP_ATTACH_WQ: wq_fd is valid.
const uringAttachWQ = 1 << 5

// sayUringParams says what the program wants of a ring, and, when there is one,
// what it got.
func sayUringParams(d *Dec, _ *Arg, i int) {
	if d.C.Done && d.C.Errno == 0 && d.O.Rings != nil {
		if p := d.ReadAll(d.C.Ptr(i), uringParams.Size(d.ABI)); p != nil {
			if r := ringOf(d, p); r != nil {
				d.O.Rings.Made(d.TID, int32(d.C.Ret), r.Flags&uringFDOnly != 0, r)
			}
		}
	}
	sayParams(d, i)
}

func sayParams(d *Dec, i int) {
	s, a := &uringParams, d.C.Ptr(i)
	p := d.ReadAll(a, s.Size(d.ABI))
	if !d.C.Done {
		if p == nil || !d.Deref {
			d.Addr(a)
			return
		}
		d.C.Saved[0] = 1
		d.Buf.Struct()
		d.FieldOf(s, "flags", p)
		d.FieldOf(s, "sq_thread_cpu", p)
		d.FieldOf(s, "sq_thread_idle", p)
		if d.Member(s, "flags", p)&uringAttachWQ != 0 {
			d.FieldOf(s, "wq_fd", p)
		}
		d.NonZeroOf(s, "resv", p)
		return
	}
	if d.C.Saved[0] == 0 {
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.FieldOf(s, "sq_entries", p)
		d.FieldOf(s, "cq_entries", p)
		d.FieldOf(s, "features", p)
		d.FieldOf(s, "sq_off", p)
		d.FieldOf(s, "cq_off", p)
	}
	d.EndStruct()
}

// nrArgs is the last argument of io_uring_register(2).
func nrArgs(d *Dec) uint64 { return uint64(d.C.Uint(3)) }

func fdIn(d *Dec, p []byte) { d.FD(int32In(p)) }

func sayRingFDs(d *Dec, _ *Arg, i int) { d.ArrayOf(d.C.Ptr(i), nrArgs(d), 4, fdIn) }

// filesSkip is IORING_REGISTER_FILES_SKIP: the file stays what it was.
const filesSkip = -2

func updatedFD(d *Dec, p []byte) {
	if fd := int32In(p); fd != filesSkip {
		d.FD(fd)
		return
	}
	d.Const("IORING_REGISTER_FILES_SKIP", filesSkip)
}

func sayRingFiles(d *Dec, _ *Arg, i int) {
	s, a := &uringFiles, d.C.Ptr(i)
	p := d.ReadAll(a, s.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.FieldOf(s, "offset", p)
	d.NonZeroOf(s, "resv", p)
	d.Field("fds")
	d.ArrayOf(event.Addr(d.Member(s, "data", p)), nrArgs(d), 4, updatedFD)
	d.EndStruct()
}

// maxProbe is the number of operations that the kernel tells at most.
const maxProbe = 256

// sayRingProbe says what the kernel can do. The program passes zeros, which are
// not worth showing; anything else is.
func sayRingProbe(d *Dec, _ *Arg, i int) {
	a, n := d.C.Ptr(i), nrArgs(d)
	head, op := uringProbe.Size(d.ABI), uringProbeOp.Size(d.ABI)
	var p []byte
	if n <= maxProbe {
		p = d.ReadAll(a, head+int(n)*op)
	}
	readable := p != nil && d.Deref
	switch {
	case d.C.Done && d.C.Saved[0] == 0:
		if !readable || d.C.Errno != 0 {
			d.Addr(a)
			return
		}
		ringProbe(d, p, n, uint64(p[1]))
	case d.C.Done:
		if d.C.Errno == 0 && readable {
			d.Changed()
			ringProbe(d, p, n, uint64(p[1]))
		}
		d.EndInOut()
	case readable && hasBits(p):
		d.C.Saved[0] = 1
		d.InOut()
		ringProbe(d, p, n, n)
	}
}

// ringProbe says a struct io_uring_probe with room for n operations, of which
// filled are filled in.
func ringProbe(d *Dec, p []byte, n, filled uint64) {
	op, head := uringProbeOp.Size(d.ABI), uringProbe.Size(d.ABI)
	d.Buf.Struct()
	d.Fields(&uringProbe, p[:head])
	d.Field("ops")
	d.Array()
	for i := range min(n, filled) {
		if i >= d.Limit() {
			d.More()
			d.EndArray()
			d.EndStruct()
			return
		}
		d.StructIn(&uringProbeOp, p[head+int(i)*op:head+int(i+1)*op])
	}
	if filled > n {
		d.More()
	}
	d.EndArray()
	d.EndStruct()
}

// What a restriction is about (enum io_uring_register_restriction_op).
const (
	restrictRegister = 0
	restrictOp       = 1
	restrictAllowed  = 2
	restrictRequired = 3
)

func sayRestrictions(d *Dec, _ *Arg, i int) {
	if d.C.Int(0) == -1 {
		sayTaskRestrictions(d, d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), nrArgs(d), uringRestriction.Size(d.ABI), restrictionIn)
}

func restrictionIn(d *Dec, p []byte) {
	s, v := &uringRestriction, uint64(p[2])
	d.Buf.Struct()
	d.FieldOf(s, "opcode", p)
	switch d.Member(s, "opcode", p) {
	case restrictRegister:
		d.Field("register_op")
		d.Enum(&xlat.UringRegister, v)
	case restrictOp:
		d.Field("sqe_op")
		d.Enum(&xlat.UringOps, v)
	case restrictAllowed, restrictRequired:
		d.Field("sqe_flags")
		d.Flags(&xlat.UringSqeFlags, v)
	default:
		if !d.JSON() {
			d.BeginComment()
			d.B = append(d.B, "op: "...)
			d.NameHex(v)
			d.EndComment()
		}
	}
	d.NonZeroOf(s, "resv", p)
	d.NonZeroOf(s, "resv2", p)
	d.EndStruct()
}

// rsrc is a struct that holds the address and number of resources, which fn
// says. It comes with its size, in the place of a number.
func rsrc(name string, t *ctype.Struct, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Type: t}
}

func sayFDsOf(d *Dec, a *Arg, i int) { sayRsrc(d, a.Type, d.C.Ptr(i), 4, fdIn) }

func sayBuffersOf(d *Dec, a *Arg, i int) {
	sayRsrc(d, a.Type, d.C.Ptr(i), kiovec.Size(d.ABI), sayIovecAddr)
}

func sayRsrc(d *Dec, s *ctype.Struct, a event.Addr, size int, elem func(*Dec, []byte)) {
	var p []byte
	if nrArgs(d) == uint64(s.Size(d.ABI)) {
		p = d.ReadAll(a, s.Size(d.ABI))
	}
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	n := d.Member(s, "nr", p)
	d.Buf.Struct()
	for i := range s.Fields {
		switch name := s.Fields[i].Name; name {
		case "data":
			d.Field(name)
			d.ArrayOf(event.Addr(d.Member(s, name, p)), n, size, elem)
		case "tags":
			d.Field(name)
			d.ArrayOf(event.Addr(d.Member(s, name, p)), n, 8, tagIn)
		case "resv", "resv2":
			d.NonZeroOf(s, name, p)
		default:
			d.FieldOf(s, name, p)
		}
	}
	d.EndStruct()
}

func tagIn(d *Dec, p []byte) { d.Hex(ctype.U64.Number(d.ABI, p)) }

// sayRingCPUs says a set of CPUs, whose size in bytes is in the place of a number.
func sayRingCPUs(d *Dec, _ *Arg, i int) { cpusAt(d, d.C.Ptr(i), nrArgs(d)) }

// workerKinds are the indexes of the array of IORING_REGISTER_IOWQ_MAX_WORKERS.
var workerKinds = [2]string{"IO_WQ_BOUND", "IO_WQ_UNBOUND"}

// sayMaxWorkers says how many workers there may be, and how many there might be
// before.
func sayMaxWorkers(d *Dec, _ *Arg, i int) {
	a, n := d.C.Ptr(i), nrArgs(d)
	if !d.C.Done {
		if a == 0 || !d.Deref || n > 0 && d.ReadAll(a, 4) == nil {
			d.Addr(a)
			return
		}
		if n > 0 {
			d.C.Saved[0] = 1
			d.InOut()
		}
		workersAt(d, a, n)
		return
	}
	if d.C.Saved[0] == 0 {
		return
	}
	d.Changed()
	if d.C.Errno != 0 {
		d.Addr(a)
	} else {
		workersAt(d, a, n)
	}
	d.EndInOut()
}

func workersAt(d *Dec, a event.Addr, n uint64) {
	i := uint64(0)
	d.ArrayOf(a, n, 4, func(d *Dec, p []byte) {
		name := ""
		if i < uint64(len(workerKinds)) {
			name = workerKinds[i]
		}
		d.Index(i, name, "IO_WQ_???")
		d.Buf.Uint(uint64(uint32In(p)))
		d.EndIndex()
		i++
	})
}

func showAnyOffset(d *Dec, f *ctype.Field, p []byte) { d.Int(int64(int32In(p))) }

func showAddr64(d *Dec, f *ctype.Field, p []byte) { d.Addr(event.Addr(d.Number(f, p))) }
