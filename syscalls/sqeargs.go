package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What says the members of an io_uring entry, p being the whole of it, and what
// tells whether they mean something.

func sqeU32(p []byte, at int) uint32 { return uint32(ctype.U32.Number(event.AMD64, p[at:])) }

func sqeAt(p []byte, at int) event.Addr { return event.Addr(ctype.U64.Number(event.AMD64, p[at:])) }

func sqeHex(d *Dec, f *sqeField, p []byte)     { d.Hex(f.number(p)) }
func sqePtr(d *Dec, f *sqeField, p []byte)     { d.Addr(event.Addr(f.number(p))) }
func sqePath(d *Dec, f *sqeField, p []byte)    { d.Path(event.Addr(f.number(p))) }
func sqeString(d *Dec, f *sqeField, p []byte)  { d.String(event.Addr(f.number(p))) }
func sqeFlagsOf(d *Dec, f *sqeField, p []byte) { d.Flags(f.Set, f.number(p)) }
func sqeEnum(d *Dec, f *sqeField, p []byte)    { d.Enum(f.Set, f.number(p)) }
func sqeResult(d *Dec, f *sqeField, p []byte)  { d.NegErrno(int32(f.number(p))) }
func sqeOpcode(d *Dec, f *sqeField, p []byte)  { d.Enum(&xlat.UringOps, f.number(p)) }
func sqeMode(d *Dec, f *sqeField, p []byte)    { d.Oct(f.number(p), 3) }

func sqePriority(d *Dec, f *sqeField, p []byte) { ioprio(d, uint32(f.number(p))) }

// Descriptors. An index of the ring's table of registered files is a number, of
// which no descriptor of the process tells anything.

func fixed(d *Dec, index uint64) {
	d.Uint(index)
	d.Comment("registered file")
}

// sqeFile is the descriptor that an entry is about, -1 if it has none: it may
// be a registered file instead.
func sqeFile(p []byte) int32 {
	if p[sqeFlags]&sqeFixedFile != 0 {
		return -1
	}
	return int32(sqeU32(p, sqeFD))
}

func sqeShowFD(d *Dec, f *sqeField, p []byte) {
	if p[sqeFlags]&sqeFixedFile != 0 {
		fixed(d, uint64(sqeU32(p, sqeFD)))
		return
	}
	d.FD(int32(f.number(p)))
}

func sqeFixedFD(d *Dec, f *sqeField, p []byte) { fixed(d, f.number(p)) }
func sqePlainFD(d *Dec, f *sqeField, p []byte) { d.FD(int32(f.number(p))) }

func sqeShowDirFD(d *Dec, f *sqeField, p []byte) {
	if p[sqeFlags]&sqeFixedFile != 0 {
		fixed(d, uint64(sqeU32(p, sqeFD)))
		return
	}
	d.DirFD(int32(f.number(p)))
}

func sqeNewDirFD(d *Dec, f *sqeField, p []byte) { d.DirFD(int32(f.number(p))) }

// spliceFixed is SPLICE_F_FD_IN_FIXED.
const spliceFixed = 1 << 31

func sqeSpliceFD(d *Dec, f *sqeField, p []byte) {
	if sqeU32(p, sqeOpFlags)&spliceFixed != 0 {
		fixed(d, uint64(uint32(f.number(p))))
		return
	}
	d.FD(int32(f.number(p)))
}

// Bits of nop_flags: IORING_NOP_INJECT_RESULT and its kin.
func nopResult(p []byte) bool { return sqeU32(p, sqeOpFlags)&1 != 0 }
func nopFile(p []byte) bool   { return sqeU32(p, sqeOpFlags)&6 == 2 } // FILE, without FIXED_FILE
func nopFixed(p []byte) bool  { return sqeU32(p, sqeOpFlags)&6 == 6 }
func nopBuffer(p []byte) bool { return sqeU32(p, sqeOpFlags)&8 != 0 }

// noSlot: IORING_OP_CLOSE closes a descriptor, not a registered file.
func noSlot(p []byte) bool { return sqeU32(p, sqeIndex) == 0 }

func sqeSlotOf(d *Dec, f *sqeField, p []byte) { d.Enum(&xlat.UringFileIndex, f.number(p)) }

func sqeFDs(d *Dec, f *sqeField, p []byte) {
	d.ArrayOf(event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)), 4, updatedFD)
}

// sqeFirstSlot says the offset of IORING_OP_FILES_UPDATE, of which 32 bits count.
func sqeFirstSlot(d *Dec, f *sqeField, p []byte) {
	d.Enum(&xlat.UringFileIndex, uint64(uint32(f.number(p))))
}

// Reading and writing.

func sqeBuffers(d *Dec, f *sqeField, p []byte) {
	d.ArrayOf(event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)), kiovec.Size(d.ABI), sayIovecAddr)
}

func sqeFullBuffers(d *Dec, f *sqeField, p []byte) {
	sayIovec(d, event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)), noSize)
}

func sqeBytes(d *Dec, f *sqeField, p []byte) {
	d.Bytes(event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)))
}

func sqeXattr(d *Dec, f *sqeField, p []byte) {
	sayXattr(d, event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)))
}

var uringAttrPI = ctype.Struct{CName: "io_uring_attr_pi", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U16, &xlat.IntegrityFlags),
	ctype.Hex("app_tag", ctype.U16),
	ctype.Num("len", ctype.U32),
	ctype.As("addr", ctype.U64, showAddr64),
	ctype.Hex("seed", ctype.U64),
	ctype.HexNZ("rsvd", ctype.U64),
}}

// attrPI is IORING_RW_ATTR_FLAG_PI, the only kind of attributes.
const attrPI = 1

func sqeAttr(d *Dec, f *sqeField, p []byte) {
	if sqeAt(p, sqeMask) != attrPI {
		d.Addr(event.Addr(f.number(p)))
		return
	}
	d.Struct(&uringAttrPI, event.Addr(f.number(p)))
}

// Files.

func opensNew(p []byte) bool { return sqeU32(p, sqeOpFlags)&(oCreat|oTmpfile) != 0 }

func sqeOpenFlags(d *Dec, f *sqeField, p []byte)  { sayOpenFlags(d, f.number(p)) }
func sqeStatxFlags(d *Dec, f *sqeField, p []byte) { statxFlags(d, f.number(p)) }
func sqePipeFlags(d *Dec, f *sqeField, p []byte)  { d.Flags(&xlat.OpenFlags, f.number(p)) }

func sqeOpenHow(d *Dec, f *sqeField, p []byte) {
	openHowAt(d, event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)))
}

// Waiting.

// sqeEvents says events of poll(2), and those that only epoll(7) has names for.
func sqeEvents(d *Dec, f *sqeField, p []byte) {
	const low = 1<<16 - 1
	v := f.number(p)
	d.BeginFlags(v)
	if v&low != 0 || v == 0 {
		d.FlagSet(&xlat.PollEvents, v&low)
	}
	if v > low {
		d.FlagSet(&xlat.EpollEvents, v&^low)
	}
	d.EndFlags()
}

// Bits of IORING_POLL_*, which stand in the place of a length.
func pollNewEvents(p []byte) bool { return sqeU32(p, sqeLen)&2 != 0 } // UPDATE_EVENTS
func pollNewData(p []byte) bool   { return sqeU32(p, sqeLen)&4 != 0 } // UPDATE_USER_DATA

func sqeEpollEvent(d *Dec, f *sqeField, p []byte) {
	if sqeU32(p, sqeLen) == epollCtlDel {
		d.Addr(event.Addr(f.number(p)))
		return
	}
	d.Struct(&epollEvent, event.Addr(f.number(p)))
}

// Bits of IORING_TIMEOUT_*. A timeout is a struct __kernel_timespec on every
// ABI, or itself a number of nanoseconds.
const (
	timeoutUpdate    = 1<<1 | 1<<4 // IORING_TIMEOUT_UPDATE_MASK
	timeoutImmediate = 1 << 7      // IORING_TIMEOUT_IMMEDIATE_ARG
)

func isNanoseconds(p []byte) bool  { return sqeU32(p, sqeOpFlags)&timeoutImmediate != 0 }
func isTimespec(p []byte) bool     { return !isNanoseconds(p) }
func updatesTimeout(p []byte) bool { return sqeU32(p, sqeOpFlags)&timeoutUpdate != 0 }

func sqeTimespec(d *Dec, f *sqeField, p []byte) { d.Struct(&Timespec64, event.Addr(f.number(p))) }

func sqeNewTimeout(d *Dec, f *sqeField, p []byte) {
	if isNanoseconds(p) {
		d.Uint(f.number(p))
		return
	}
	sqeTimespec(d, f, p)
}

// Bits of IORING_ASYNC_CANCEL_*: what is to be cancelled is known by its
// descriptor, by its operation, or, unless only these are asked for, by its data.
func cancelsFD(p []byte) bool { return sqeU32(p, sqeOpFlags)&2 != 0 }
func cancelsOp(p []byte) bool { return sqeU32(p, sqeOpFlags)&32 != 0 }
func cancelsData(p []byte) bool {
	v := sqeU32(p, sqeOpFlags)
	return v&16 != 0 || v&(2|4|32) == 0
}

func sqeCancelFD(d *Dec, f *sqeField, p []byte) {
	const fixedFD = 8 // IORING_ASYNC_CANCEL_FD_FIXED
	if sqeU32(p, sqeOpFlags)&fixedFD != 0 {
		fixed(d, uint64(uint32(f.number(p))))
		return
	}
	d.FD(int32(f.number(p)))
}

func sqeWaitID(d *Dec, f *sqeField, p []byte) {
	if sqeU32(p, sqeLen) == pPidfd {
		d.FD(int32(f.number(p)))
		return
	}
	d.PID(int32(f.number(p)))
}

func sqeFutexMask(d *Dec, f *sqeField, p []byte) {
	if v := f.number(p); v>>32 == 0 {
		d.Enum(&xlat.FutexBitset, v)
	} else {
		d.Hex(v)
	}
}

func sqeFutexFlags(d *Dec, f *sqeField, p []byte) { d.Flags(&xlat.Futex2Flags, f.number(p)) }

func sqeFutexes(d *Dec, f *sqeField, p []byte) {
	d.ArrayOf(event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen)), futexWaiter.Size(d.ABI), oneFutexWaiter)
}

// Sockets.

func sqeSocketType(d *Dec, f *sqeField, p []byte) { socketType(d, uint64(sqeU32(p, sqeOff))) }

func sqeSocketProtocol(d *Dec, f *sqeField, p []byte) {
	socketProtocol(d, sqeU32(p, sqeFD), uint32(f.number(p)))
}

// sqeSockaddr says an address whose length stands in addr2.
func sqeSockaddr(d *Dec, f *sqeField, p []byte) {
	sockaddr(d, event.Addr(f.number(p)), int32(sqeU32(p, sqeOff)))
}

// sqeSockaddr16 says an address whose length stands in addr_len.
func sqeSockaddr16(d *Dec, f *sqeField, p []byte) {
	sockaddr(d, event.Addr(f.number(p)), int32(sqeU32(p, sqeIndex)&0xffff))
}

// addressed: the message goes to an address of its own.
func addressed(p []byte) bool { return sqeAt(p, sqeOff) != 0 }

// Bits of ioprio when sending (IORING_RECVSEND_FIXED_BUF, IORING_SEND_VECTORIZED).
func sendsFixed(p []byte) bool { return p[sqeIoprio]&4 != 0 }
func sendsMany(p []byte) bool  { return p[sqeIoprio]&32 != 0 }

func sqeSent(d *Dec, f *sqeField, p []byte) {
	a, n := event.Addr(f.number(p)), uint64(sqeU32(p, sqeLen))
	if sendsMany(p) {
		sayPackets(d, sqeFile(p), a, n, noSize)
		return
	}
	packet(d, sqeFile(p), a, n)
}

func sqeMessage(d *Dec, f *sqeField, p []byte) {
	m := d.ReadAll(event.Addr(f.number(p)), msghdr.Size(d.ABI))
	if m == nil || !d.Deref {
		d.Addr(event.Addr(f.number(p)))
		return
	}
	message(d, sqeFile(p), m, noSize, -1)
}

// sqeEmptyMessage says where a message is to be received to.
func sqeEmptyMessage(d *Dec, f *sqeField, p []byte) {
	m := d.ReadAll(event.Addr(f.number(p)), msghdr.Size(d.ABI))
	if m == nil || !d.Deref {
		d.Addr(event.Addr(f.number(p)))
		return
	}
	d.Buf.Struct()
	d.FieldOf(&msghdr, "msg_name", m)
	d.FieldOf(&msghdr, "msg_namelen", m)
	d.Field("msg_iov")
	d.ArrayOf(event.Addr(d.Member(&msghdr, "msg_iov", m)), d.Member(&msghdr, "msg_iovlen", m), kiovec.Size(d.ABI), sayIovecAddr)
	d.FieldOf(&msghdr, "msg_iovlen", m)
	d.FieldOf(&msghdr, "msg_control", m)
	d.FieldOf(&msghdr, "msg_controllen", m)
	d.EndStruct()
}

// Commands.

// Commands of sockets (enum io_uring_socket_op). Other files have others under
// the same numbers, most have those of their ioctls.
const (
	socketGetsockopt = 2
	socketSetsockopt = 3
)

// cmdFixed: IORING_URING_CMD_FIXED.
func cmdFixed(p []byte) bool { return sqeU32(p, sqeOpFlags)&1 != 0 }

// isSocketCmd reports whether a command is one of a socket.
func isSocketCmd(d *Dec, p []byte) bool {
	return d.O.Rings != nil && d.O.Rings.Socket(d.TID, sqeFile(p))
}

func sqeCmdOp(d *Dec, f *sqeField, p []byte) {
	v := f.number(p)
	if isSocketCmd(d, p) {
		d.Enum(&xlat.UringSocketOps, v)
		return
	}
	d.Enum(&xlat.Ioctls, v)
}

func sqeOptionName(d *Dec, f *sqeField, p []byte) {
	optnameOf(d, levelOf(sqeU32(p, sqeAddr)), uint32(f.number(p)), sqeU32(p, sqeOff) == socketSetsockopt)
}

func sqeOptionValue(d *Dec, f *sqeField, p []byte) {
	at := event.Addr(f.number(p))
	if sqeU32(p, sqeOff) == socketGetsockopt {
		d.Addr(at)
		return
	}
	optvalAt(d, findOption(levelOf(sqeU32(p, sqeAddr)), sqeU32(p, sqeOptname)), at, sqeU32(p, sqeIndex))
}

// IORING_OP_MSG_RING. A message is data for a completion, or a registered file.

const (
	msgSendFD    = 1 // IORING_MSG_SEND_FD
	msgPassFlags = 2 // IORING_MSG_RING_FLAGS_PASS
)

func sqeMsgCmd(d *Dec, f *sqeField, p []byte) { d.Enum(&xlat.UringMsgCmds, f.number(p)) }

func sendsFD(p []byte) bool { return sqeAt(p, sqeAddr) == msgSendFD }

func passesFlags(p []byte) bool { return !sendsFD(p) && sqeU32(p, sqeOpFlags)&msgPassFlags != 0 }

func sqePassedFlags(d *Dec, f *sqeField, p []byte) { cqeFlags(d, uint32(f.number(p))) }
