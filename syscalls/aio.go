package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Calls about asynchronous input and output.
var (
	IoCancel           = Desc{Name: "io_cancel", Args: []Arg{ptr("ctx_id"), inCustom("iocb", sayCancelled), out("result", &ioEvent)}}
	IoDestroy          = Desc{Name: "io_destroy", Class: CMemory, Args: []Arg{ptr("ctx")}}
	IoGetevents        = Desc{Name: "io_getevents", Args: []Arg{ptr("ctx_id"), long("min_nr"), long("nr"), outs("events", &ioEvent, LenRet), in("timeout", &Timespec)}}
	IoPgetevents       = Desc{Name: "io_pgetevents", Args: []Arg{ptr("ctx_id"), long("min_nr"), long("nr"), outs("events", &ioEvent, LenRet), in("timeout", &Timespec), inCustom("usig", saySelectMask)}}
	IoPgeteventsTime64 = Desc{Name: "io_pgetevents_time64", Args: []Arg{ptr("ctx_id"), long("min_nr"), long("nr"), outs("events", &ioEvent, LenRet), in("timeout", &Timespec64), inCustom("usig", saySelectMask)}}
	IoSetup            = Desc{Name: "io_setup", Class: CMemory, Args: []Arg{unum("nr_events"), outCustom("ctxp", sayPtrAt)}}
	IoSubmit           = Desc{Name: "io_submit", Args: []Arg{ptr("ctx_id"), long("nr"), inCustom("iocbpp", saySubmitted)}}
	IoUringEnter       = Desc{Name: "io_uring_enter", Class: CSignal | CDesc, Args: []Arg{{Name: "fd", Fn: sayRingOrIndex, Kind: FDKind, NotFD: enterRegisteredRing}, unum("to_submit"), unum("min_complete"), flags("flags", &xlat.UringEnter), {Name: "argp", Fn: sayEnterArg, Len: 5}, size("argsz"),
		{Name: "sqes", Fn: sayQueued, Kind: StackKind, Named: true, Want: ctype.WantSQEs},
		{Name: "consumed", Fn: sayConsumed, Kind: StackKind, Named: true, Want: ctype.WantSQEs, Phase: Late, When: notAll},
		{Name: "cqes", Fn: sayCompletions, Kind: StackKind, Named: true, Want: ctype.WantCQEs, Phase: OutE}}}
	IoUringRegister = Desc{Name: "io_uring_register", Class: CDesc | CMemory, Args: []Arg{{Name: "fd", Fn: sayRingOrIndex, Kind: FDKind, NotFD: ringRegistered}, {Name: "opcode", Fn: sayRegisterOp, Set: &xlat.UringRegister}, ptr("arg"), unum("nr_args")}, Switch: &uringRegisters}
	IoUringSetup    = Desc{Name: "io_uring_setup", Class: CDesc, Args: []Arg{unum("entries"), inoutCustom("params", sayUringParams)}, Ret: RetFD}
)

var ioEvent = ctype.Struct{CName: "io_event", Fields: []ctype.Field{
	ctype.Hex("data", ctype.U64),
	ctype.Hex("obj", ctype.U64),
	ctype.Num("res", ctype.S64),
	ctype.Num("res2", ctype.S64),
}}

// iocb is what the kernel is to do. Which fields mean something depends on the
// operation.
var iocb = ctype.Struct{CName: "iocb", Fields: []ctype.Field{
	ctype.Hex("aio_data", ctype.U64),
	ctype.Num("aio_key", ctype.U32),
	ctype.Flags("aio_rw_flags", ctype.U32, &xlat.RwfFlags),
	ctype.Enum("aio_lio_opcode", ctype.U16, &xlat.AioCmds),
	ctype.Num("aio_reqprio", ctype.S16),
	ctype.FD("aio_fildes"),
	ctype.Num("aio_buf", ctype.U64),
	ctype.Num("aio_nbytes", ctype.U64),
	ctype.Num("aio_offset", ctype.S64),
	ctype.Pad(ctype.U64, 1),
	ctype.Flags("aio_flags", ctype.U32, &xlat.AioFlags),
	ctype.FD("aio_resfd"),
}}

// Operations, and flags (linux/aio_abi.h).
const (
	aioPread   = 0
	aioPwrite  = 1
	aioPoll    = 5
	aioPreadv  = 7
	aioPwritev = 8

	aioResFD  = 1 // IOCB_FLAG_RESFD: aio_resfd is valid
	aioIoprio = 2 // IOCB_FLAG_IOPRIO: aio_reqprio is a priority
)

// saySubmitted says an array of pointers to requests.
func saySubmitted(d *Dec, _ *Arg, i int) {
	n := d.C.Long(1)
	if n < 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), uint64(n), d.ABI.PtrSize(), func(d *Dec, p []byte) {
		sayIocb(d, event.Addr(ctype.Ptr.Number(d.ABI, p)), true)
	})
}

func sayCancelled(d *Dec, _ *Arg, i int) { sayIocb(d, d.C.Ptr(i), false) }

// sayIocb says the request at a; whole includes what it works on.
func sayIocb(d *Dec, a event.Addr, whole bool) {
	p := d.ReadAll(a, iocb.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	op := d.Member(&iocb, "aio_lio_opcode", p)
	flags := d.Member(&iocb, "aio_flags", p)
	d.Buf.Struct()
	d.FieldOf(&iocb, "aio_data", p)
	d.NonZeroOf(&iocb, "aio_key", p)
	d.NonZeroOf(&iocb, "aio_rw_flags", p)
	d.FieldOf(&iocb, "aio_lio_opcode", p)
	if prio := d.Member(&iocb, "aio_reqprio", p); flags&aioIoprio != 0 {
		d.Field("aio_reqprio")
		sayReqPrio(d, uint32(uint16(prio)))
	} else if prio != 0 {
		d.Field("aio_reqprio")
		d.Int(int64(prio))
	}
	d.FieldOf(&iocb, "aio_fildes", p)
	if whole {
		iocbBuffer(d, p, op)
	}
	d.EndStruct()
}

// sayReqPrio says the priority of a request, in hexadecimal where it is shown as a
// number.
func sayReqPrio(d *Dec, v uint32) {
	switch {
	case d.Numbers():
		d.Hex(uint64(v))
	case d.Named():
		d.Hex(uint64(v))
		d.BeginComment()
		ioprio(d, v)
		d.EndComment()
	default:
		ioprio(d, v)
	}
}

// iocbBuffer says what a request works on.
func iocbBuffer(d *Dec, p []byte, op uint64) {
	buf := d.Member(&iocb, "aio_buf", p)
	a, n := event.Addr(buf), d.Member(&iocb, "aio_nbytes", p)
	switch op {
	case aioPread, aioPwrite:
		d.Field("aio_buf")
		if op == aioPwrite {
			d.Bytes(a, n)
		} else if buf != 0 {
			d.Addr(a)
		} else {
			d.Hex(0) // it is a number
		}
		d.FieldOf(&iocb, "aio_nbytes", p)
		d.FieldOf(&iocb, "aio_offset", p)
	case aioPreadv, aioPwritev:
		d.Field("aio_buf")
		switch {
		case int64(n) < 0:
			d.Addr(a)
			d.FieldOf(&iocb, "aio_nbytes", p)
		case op == aioPwritev:
			sayIovec(d, a, n, 1<<64-1)
		default:
			d.ArrayOf(a, n, kiovec.Size(d.ABI), sayIovecAddr)
		}
		d.FieldOf(&iocb, "aio_offset", p)
	case aioPoll:
		d.Field("aio_buf")
		d.Flags(&xlat.PollEvents, buf)
	default:
		return
	}
	flags := d.Member(&iocb, "aio_flags", p)
	d.NonZeroOf(&iocb, "aio_flags", p)
	if flags&aioResFD != 0 {
		d.FieldOf(&iocb, "aio_resfd", p)
	} else if fd := d.Member(&iocb, "aio_resfd", p); fd != 0 {
		d.Field("aio_resfd")
		d.Hex(uint64(uint32(fd)))
	}
}
