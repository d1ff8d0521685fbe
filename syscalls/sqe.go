package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What struct io_uring_sqe (linux/io_uring.h) means to each operation of
// io_uring. Its layout is the same on every ABI; most members are unions, whose
// names are those of the header.

// An sqeField is what an operation makes of a member.
type sqeField struct {
	Name string
	At   uint8 // its offset
	Kind ctype.Kind
	How  ctype.How // Always or NonZero
	Set  *xlat.Set
	Show func(d *Dec, f *sqeField, p []byte) // p is the whole entry; nil: a number
	When func(p []byte) bool                 // nil: always
}

// number returns the member's value.
func (f *sqeField) number(p []byte) uint64 { return f.Kind.Number(event.AMD64, p[f.At:]) }

// Offsets of members.
const (
	sqeFlags   = 1
	sqeIoprio  = 2
	sqeFD      = 4
	sqeOff     = 8 // also addr2, cmd_op
	sqeAddr    = 16
	sqeOptname = 20
	sqeLen     = 24
	sqeOpFlags = 28 // rw_flags and its many names
	sqeData    = 32
	sqeBuf     = 40
	sqePers    = 42
	sqeIndex   = 44 // file_index, splice_fd_in...
	sqeAddr3   = 48 // also attr_ptr, optval, cmd
	sqeMask    = 56
	sqeSize    = 64
)

// The functions here make members, one line each, as those of package ctype do.

func sqNum(name string, at uint8, k ctype.Kind) sqeField {
	return sqeField{Name: name, At: at, Kind: k}
}

// sqNZ is a number that is shown only if it is not 0.
func sqNZ(name string, at uint8, k ctype.Kind) sqeField {
	return sqeField{Name: name, At: at, Kind: k, How: ctype.NonZero}
}

func sqHex(name string, at uint8, k ctype.Kind) sqeField {
	return sqeField{Name: name, At: at, Kind: k, Show: sqeHex}
}

// sqPtr is an address that is not followed: most often, of what the kernel fills.
func sqPtr(name string, at uint8) sqeField {
	return sqeField{Name: name, At: at, Kind: ctype.U64, Show: sqePtr}
}

func sqPath(name string, at uint8) sqeField {
	return sqeField{Name: name, At: at, Kind: ctype.U64, Show: sqePath}
}

// sqFlags are the flags at offset 28.
func sqFlags(name string, s *xlat.Set) sqeField {
	return sqeField{Name: name, At: sqeOpFlags, Kind: ctype.U32, Show: sqeFlagsOf, Set: s}
}

// sqFlagsNZ are the same, shown only if there are any.
func sqFlagsNZ(name string, s *xlat.Set) sqeField {
	return sqeField{Name: name, At: sqeOpFlags, Kind: ctype.U32, Show: sqeFlagsOf, Set: s, How: ctype.NonZero}
}

// sqPrio are flags in the place of a priority.
func sqPrio(s *xlat.Set) sqeField {
	return sqeField{Name: "ioprio", At: sqeIoprio, Kind: ctype.U16, Show: sqeFlagsOf, Set: s, How: ctype.NonZero}
}

// sqLenFlags are flags in the place of a length.
func sqLenFlags(s *xlat.Set) sqeField {
	return sqeField{Name: "len", At: sqeLen, Kind: ctype.U32, Show: sqeFlagsOf, Set: s}
}

func sqEnum(name string, at uint8, s *xlat.Set) sqeField {
	return sqeField{Name: name, At: at, Kind: ctype.U32, Show: sqeEnum, Set: s}
}

// sqSay is a member with a decoder of its own.
func sqSay(name string, at uint8, k ctype.Kind, show func(*Dec, *sqeField, []byte)) sqeField {
	return sqeField{Name: name, At: at, Kind: k, Show: show}
}

// sqIf is sqSay for a member that means something only where when holds.
func sqIf(when func([]byte) bool, name string, at uint8, k ctype.Kind, show func(*Dec, *sqeField, []byte)) sqeField {
	return sqeField{Name: name, At: at, Kind: k, Show: show, When: when}
}

// Members that many operations share.
var (
	sqFD    = sqeField{Name: "fd", At: sqeFD, Kind: ctype.S32, Show: sqeShowFD}
	sqDirFD = sqeField{Name: "fd", At: sqeFD, Kind: ctype.S32, Show: sqeShowDirFD}
	sqLen   = sqeField{Name: "len", At: sqeLen, Kind: ctype.U32}
	sqPos   = sqeField{Name: "off", At: sqeOff, Kind: ctype.S64} // -1: where the file stands
	sqBuf   = sqeField{Name: "buf_index", At: sqeBuf, Kind: ctype.U16}
)

// What is shown only if it is not 0 are functions, too: the compiler copies no such
// variable into a table.
func sqIoprio() sqeField {
	return sqeField{Name: "ioprio", At: sqeIoprio, Kind: ctype.U16, How: ctype.NonZero, Show: sqePriority}
}

func sqRwf() sqeField {
	return sqeField{Name: "rw_flags", At: sqeOpFlags, Kind: ctype.U32, How: ctype.NonZero, Set: &xlat.RwfFlags, Show: sqeFlagsOf}
}

func sqAttr() sqeField {
	return sqeField{Name: "attr_ptr", At: sqeAddr3, Kind: ctype.U64, How: ctype.NonZero, Show: sqeAttr}
}

func sqAttrs() sqeField {
	return sqeField{Name: "attr_type_mask", At: sqeMask, Kind: ctype.U64, How: ctype.NonZero, Set: &xlat.UringRwAttrs, Show: sqeFlagsOf}
}

func sqStream() sqeField {
	return sqeField{Name: "write_stream", At: sqeIndex, Kind: ctype.U8, How: ctype.NonZero}
}

func sqSlot() sqeField {
	return sqeField{Name: "file_index", At: sqeIndex, Kind: ctype.U32, How: ctype.NonZero, Set: &xlat.UringFileIndex, Show: sqeEnum}
}

// Members of operations that are alike.
var (
	sqeRead   = []sqeField{sqIoprio(), sqFD, sqPtr("addr", sqeAddr), sqLen, sqPos, sqRwf(), sqAttr(), sqAttrs()}
	sqeReads  = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeBuffers), sqLen, sqPos, sqRwf(), sqAttr(), sqAttrs()}
	sqeWrite  = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeBytes), sqLen, sqPos, sqRwf(), sqStream(), sqAttr(), sqAttrs()}
	sqeWrites = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeFullBuffers), sqLen, sqPos, sqRwf(), sqStream(), sqAttr(), sqAttrs()}

	sqeReadFixed   = []sqeField{sqIoprio(), sqFD, sqPtr("addr", sqeAddr), sqLen, sqPos, sqRwf(), sqBuf, sqAttr(), sqAttrs()}
	sqeReadsFixed  = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeBuffers), sqLen, sqPos, sqRwf(), sqBuf, sqAttr(), sqAttrs()}
	sqeWriteFixed  = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeBytes), sqLen, sqPos, sqRwf(), sqBuf, sqStream(), sqAttr(), sqAttrs()}
	sqeWritesFixed = []sqeField{sqIoprio(), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeFullBuffers), sqLen, sqPos, sqRwf(), sqBuf, sqStream(), sqAttr(), sqAttrs()}

	sqeSend    = []sqeField{sqPrio(&xlat.UringRecvSend), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeSent), sqLen, sqFlagsNZ("msg_flags", &xlat.MsgFlags), sqIf(addressed, "addr2", sqeOff, ctype.U64, sqeSockaddr16), sqIf(addressed, "addr_len", sqeIndex, ctype.U16, nil), sqIf(sendsFixed, "buf_index", sqeBuf, ctype.U16, nil)}
	sqeSendmsg = []sqeField{sqPrio(&xlat.UringRecvSend), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeMessage), sqLen, sqFlagsNZ("msg_flags", &xlat.MsgFlags), sqIf(sendsFixed, "buf_index", sqeBuf, ctype.U16, nil)}
	sqeTimeout = []sqeField{sqIf(isTimespec, "addr", sqeAddr, ctype.U64, sqeTimespec), sqIf(isNanoseconds, "addr", sqeAddr, ctype.U64, nil), sqLen, sqNZ("off", sqeOff, ctype.U64), sqFlags("timeout_flags", &xlat.UringTimeout)}
	sqeFutex   = []sqeField{sqPtr("addr", sqeAddr), sqNum("addr2", sqeOff, ctype.U64), sqSay("addr3", sqeAddr3, ctype.U64, sqeFutexMask), sqSay("fd", sqeFD, ctype.U32, sqeFutexFlags)}
	sqeNop     = []sqeField{sqFlagsNZ("nop_flags", &xlat.UringNop), sqIf(nopFile, "fd", sqeFD, ctype.S32, sqeShowFD), sqIf(nopFixed, "fd", sqeFD, ctype.U32, sqeFixedFD), sqIf(nopResult, "len", sqeLen, ctype.S32, sqeResult), sqIf(nopBuffer, "buf_index", sqeBuf, ctype.U16, nil)}
	sqeCmd     = []sqeField{sqFD, sqSay("cmd_op", sqeOff, ctype.U32, sqeCmdOp), sqFlagsNZ("uring_cmd_flags", &xlat.UringCmdFlags), sqIf(cmdFixed, "buf_index", sqeBuf, ctype.U16, nil)}
)

// sqeSockopt are the members of IORING_OP_URING_CMD that set or get an option of
// a socket.
var sqeSockopt = []sqeField{
	sqEnum("level", sqeAddr, &xlat.SockLevels),
	sqSay("optname", sqeOptname, ctype.U32, sqeOptionName),
	sqSay("optval", sqeAddr3, ctype.U64, sqeOptionValue),
	sqNum("optlen", sqeIndex, ctype.U32),
}

// The operations (enum io_uring_op).
const (
	opNop = iota
	opReadv
	opWritev
	opFsync
	opReadFixed
	opWriteFixed
	opPollAdd
	opPollRemove
	opSyncFileRange
	opSendmsg
	opRecvmsg
	opTimeout
	opTimeoutRemove
	opAccept
	opAsyncCancel
	opLinkTimeout
	opConnect
	opFallocate
	opOpenat
	opClose
	opFilesUpdate
	opStatx
	opRead
	opWrite
	opFadvise
	opMadvise
	opSend
	opRecv
	opOpenat2
	opEpollCtl
	opSplice
	opProvideBuffers
	opRemoveBuffers
	opTee
	opShutdown
	opRenameat
	opUnlinkat
	opMkdirat
	opSymlinkat
	opLinkat
	opMsgRing
	opFsetxattr
	opSetxattr
	opFgetxattr
	opGetxattr
	opSocket
	opUringCmd
	opSendZc
	opSendmsgZc
	opReadMultishot
	opWaitid
	opFutexWait
	opFutexWake
	opFutexWaitv
	opFixedFdInstall
	opFtruncate
	opBind
	opListen
	opRecvZc
	opEpollWait
	opReadvFixed
	opWritevFixed
	opPipe
	opNop128
	opUringCmd128
)

// sqeOps are the operations by their numbers (enum io_uring_op).
var sqeOps = [...][]sqeField{
	opNop:            sqeNop,
	opReadv:          sqeReads,
	opWritev:         sqeWrites,
	opFsync:          {sqFD, sqNum("off", sqeOff, ctype.U64), sqLen, sqFlags("fsync_flags", &xlat.UringFsync)},
	opReadFixed:      sqeReadFixed,
	opWriteFixed:     sqeWriteFixed,
	opPollAdd:        {sqFD, sqSay("poll32_events", sqeOpFlags, ctype.U32, sqeEvents), sqLenFlags(&xlat.UringPoll)},
	opPollRemove:     {sqHex("addr", sqeAddr, ctype.U64), sqLenFlags(&xlat.UringPoll), sqIf(pollNewData, "off", sqeOff, ctype.U64, sqeHex), sqIf(pollNewEvents, "poll32_events", sqeOpFlags, ctype.U32, sqeEvents)},
	opSyncFileRange:  {sqFD, sqNum("off", sqeOff, ctype.U64), sqLen, sqFlags("sync_range_flags", &xlat.SyncFileRange)},
	opSendmsg:        sqeSendmsg,
	opRecvmsg:        {sqPrio(&xlat.UringRecvSend), sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeEmptyMessage), sqLen, sqFlagsNZ("msg_flags", &xlat.MsgFlags)},
	opTimeout:        sqeTimeout,
	opTimeoutRemove:  {sqHex("addr", sqeAddr, ctype.U64), sqIf(updatesTimeout, "addr2", sqeOff, ctype.U64, sqeNewTimeout), sqFlags("timeout_flags", &xlat.UringTimeout)},
	opAccept:         {sqPrio(&xlat.UringAccept), sqFD, sqPtr("addr", sqeAddr), sqPtr("addr2", sqeOff), sqFlags("accept_flags", &xlat.SocketFlags), sqSlot()},
	opAsyncCancel:    {sqIf(cancelsFD, "fd", sqeFD, ctype.S32, sqeCancelFD), sqIf(cancelsData, "addr", sqeAddr, ctype.U64, sqeHex), sqIf(cancelsOp, "len", sqeLen, ctype.U32, sqeOpcode), sqFlags("cancel_flags", &xlat.UringCancel)},
	opLinkTimeout:    sqeTimeout,
	opConnect:        {sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeSockaddr), sqNum("addr2", sqeOff, ctype.U64)},
	opFallocate:      {sqFD, sqNum("off", sqeOff, ctype.S64), sqNum("addr", sqeAddr, ctype.S64), sqeField{Name: "len", At: sqeLen, Kind: ctype.U32, Show: sqeFlagsOf, Set: &xlat.Fallocate}},
	opOpenat:         {sqDirFD, sqPath("addr", sqeAddr), sqSay("open_flags", sqeOpFlags, ctype.U32, sqeOpenFlags), sqIf(opensNew, "len", sqeLen, ctype.U32, sqeMode), sqSlot()},
	opClose:          {sqIf(noSlot, "fd", sqeFD, ctype.S32, sqeShowFD), sqSlot()},
	opFilesUpdate:    {sqSay("addr", sqeAddr, ctype.U64, sqeFDs), sqLen, sqSay("off", sqeOff, ctype.U64, sqeFirstSlot)},
	opStatx:          {sqDirFD, sqPath("addr", sqeAddr), sqSay("statx_flags", sqeOpFlags, ctype.U32, sqeStatxFlags), sqeField{Name: "len", At: sqeLen, Kind: ctype.U32, Show: sqeFlagsOf, Set: &xlat.StatxMask}, sqPtr("addr2", sqeOff)},
	opRead:           sqeRead,
	opWrite:          sqeWrite,
	opFadvise:        {sqFD, sqNum("off", sqeOff, ctype.U64), sqNZ("addr", sqeAddr, ctype.U64), sqLen, sqEnum("fadvise_advice", sqeOpFlags, &xlat.Fadvise)},
	opMadvise:        {sqPtr("addr", sqeAddr), sqNZ("off", sqeOff, ctype.U64), sqLen, sqEnum("fadvise_advice", sqeOpFlags, &xlat.Madvise)},
	opSend:           sqeSend,
	opRecv:           {sqPrio(&xlat.UringRecvSend), sqFD, sqPtr("addr", sqeAddr), sqLen, sqFlagsNZ("msg_flags", &xlat.MsgFlags), sqNZ("optlen", sqeIndex, ctype.U32)},
	opOpenat2:        {sqDirFD, sqPath("addr", sqeAddr), sqSay("addr2", sqeOff, ctype.U64, sqeOpenHow), sqLen, sqSlot()},
	opEpollCtl:       {sqSay("fd", sqeFD, ctype.S32, sqePlainFD), sqEnum("len", sqeLen, &xlat.EpollOps), sqSay("off", sqeOff, ctype.S32, sqePlainFD), sqSay("addr", sqeAddr, ctype.U64, sqeEpollEvent)},
	opSplice:         {sqSay("splice_fd_in", sqeIndex, ctype.S32, sqeSpliceFD), sqNum("splice_off_in", sqeAddr, ctype.S64), sqFD, sqPos, sqLen, sqFlags("splice_flags", &xlat.UringSplice)},
	opProvideBuffers: {sqNum("fd", sqeFD, ctype.S32), sqPtr("addr", sqeAddr), sqLen, sqNum("off", sqeOff, ctype.U64), sqNum("buf_group", sqeBuf, ctype.U16)},
	opRemoveBuffers:  {sqNum("fd", sqeFD, ctype.S32), sqNum("buf_group", sqeBuf, ctype.U16)},
	opTee:            {sqSay("splice_fd_in", sqeIndex, ctype.S32, sqeSpliceFD), sqFD, sqLen, sqFlags("splice_flags", &xlat.UringSplice)},
	opShutdown:       {sqFD, sqEnum("len", sqeLen, &xlat.ShutdownHow)},
	opRenameat:       {sqDirFD, sqPath("addr", sqeAddr), sqSay("len", sqeLen, ctype.S32, sqeNewDirFD), sqPath("addr2", sqeOff), sqFlags("rename_flags", &xlat.RenameFlags)},
	opUnlinkat:       {sqDirFD, sqPath("addr", sqeAddr), sqFlags("unlink_flags", &xlat.AtFlags)},
	opMkdirat:        {sqDirFD, sqPath("addr", sqeAddr), sqSay("len", sqeLen, ctype.U32, sqeMode)},
	opSymlinkat:      {sqPath("addr", sqeAddr), sqDirFD, sqPath("addr2", sqeOff)},
	opLinkat:         {sqDirFD, sqPath("addr", sqeAddr), sqSay("len", sqeLen, ctype.S32, sqeNewDirFD), sqPath("addr2", sqeOff), sqFlags("hardlink_flags", &xlat.AtFlags)},
	opMsgRing:        {sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeMsgCmd), sqNum("len", sqeLen, ctype.U32), sqHex("off", sqeOff, ctype.U64), sqFlags("msg_ring_flags", &xlat.UringMsgFlags), sqIf(sendsFD, "addr3", sqeAddr3, ctype.U64, nil), sqIf(sendsFD, "file_index", sqeIndex, ctype.U32, sqeSlotOf), sqIf(passesFlags, "file_index", sqeIndex, ctype.U32, sqePassedFlags)},
	opFsetxattr:      {sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeString), sqSay("addr2", sqeOff, ctype.U64, sqeXattr), sqLen, sqFlags("xattr_flags", &xlat.XattrFlags)},
	opSetxattr:       {sqSay("addr", sqeAddr, ctype.U64, sqeString), sqSay("addr2", sqeOff, ctype.U64, sqeXattr), sqPath("addr3", sqeAddr3), sqLen, sqFlags("xattr_flags", &xlat.XattrFlags)},
	opFgetxattr:      {sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeString), sqPtr("addr2", sqeOff), sqLen},
	opGetxattr:       {sqSay("addr", sqeAddr, ctype.U64, sqeString), sqPtr("addr2", sqeOff), sqPath("addr3", sqeAddr3), sqLen},
	opSocket:         {sqEnum("fd", sqeFD, &xlat.SocketFamilies), sqSay("off", sqeOff, ctype.U64, sqeSocketType), sqSay("len", sqeLen, ctype.U32, sqeSocketProtocol), sqSlot()},
	opUringCmd:       sqeCmd,
	opSendZc:         sqeSend,
	opSendmsgZc:      sqeSendmsg,
	opReadMultishot:  sqeRead,
	opWaitid:         {sqEnum("len", sqeLen, &xlat.WaitidTypes), sqSay("fd", sqeFD, ctype.S32, sqeWaitID), sqPtr("addr2", sqeOff), sqeField{Name: "file_index", At: sqeIndex, Kind: ctype.U32, Show: sqeFlagsOf, Set: &xlat.WaitOptions}},
	opFutexWait:      sqeFutex,
	opFutexWake:      sqeFutex,
	opFutexWaitv:     {sqSay("addr", sqeAddr, ctype.U64, sqeFutexes), sqLen},
	opFixedFdInstall: {sqFD, sqFlags("install_fd_flags", &xlat.UringInstall)},
	opFtruncate:      {sqFD, sqNum("off", sqeOff, ctype.S64)},
	opBind:           {sqFD, sqSay("addr", sqeAddr, ctype.U64, sqeSockaddr), sqNum("addr2", sqeOff, ctype.U64)},
	opListen:         {sqFD, sqNum("len", sqeLen, ctype.S32)},
	opRecvZc:         {sqPrio(&xlat.UringRecvSend), sqFD, sqLen, sqFlagsNZ("msg_flags", &xlat.MsgFlags), sqNum("zcrx_ifq_idx", sqeIndex, ctype.U32)},
	opEpollWait:      {sqFD, sqPtr("addr", sqeAddr), sqNum("len", sqeLen, ctype.S32)},
	opReadvFixed:     sqeReadsFixed,
	opWritevFixed:    sqeWritesFixed,
	opPipe:           {sqPtr("addr", sqeAddr), sqSay("pipe_flags", sqeOpFlags, ctype.U32, sqePipeFlags), sqSlot()},
	opNop128:         sqeNop,
	opUringCmd128:    sqeCmd,
}

// sqeRest are the members by their commonest names, to show what an operation
// does not know of and the program has set all the same.
var sqeRest = [...]sqeField{
	sqHex("ioprio", sqeIoprio, ctype.U16),
	sqNum("fd", sqeFD, ctype.S32),
	sqHex("off", sqeOff, ctype.U64),
	sqHex("addr", sqeAddr, ctype.U64),
	sqHex("len", sqeLen, ctype.U32),
	sqHex("rw_flags", sqeOpFlags, ctype.U32),
	sqHex("buf_index", sqeBuf, ctype.U16),
	sqHex("file_index", sqeIndex, ctype.U32),
	sqHex("addr3", sqeAddr3, ctype.U64),
	sqHex("__pad2", sqeMask, ctype.U64),
}

// Bits of IOSQE_*.
const (
	sqeFixedFile    = 1 << 0
	sqeBufferSelect = 1 << 5
)

// isSQE128 reports whether an operation takes two entries of 64 bytes in a ring
// with IORING_SETUP_SQE_MIXED.
func isSQE128(op byte) bool { return op == opNop128 || op == opUringCmd128 }

// sayEntry says the entry whose 64 or 128 bytes are p.
func sayEntry(d *Dec, p []byte) {
	op := p[0]
	d.Buf.Struct()
	d.Field("opcode")
	d.Enum(&xlat.UringOps, uint64(op))
	if p[sqeFlags] != 0 {
		d.Field("flags")
		d.Flags(&xlat.UringSqeFlags, uint64(p[sqeFlags]))
	}
	var fields []sqeField
	if int(op) < len(sqeOps) {
		fields = sqeOps[op]
	}
	seen := entryFields(d, fields, p, 0)
	if op == opUringCmd || op == opUringCmd128 {
		seen = entryCommand(d, p, seen)
	}
	if p[sqeFlags]&sqeBufferSelect != 0 && seen>>sqeBuf&1 == 0 {
		seen |= 3 << sqeBuf
		d.Field("buf_group")
		d.Uint(ctype.U16.Number(d.ABI, p[sqeBuf:]))
	}
	entryRest(d, p, seen)
	d.Field("user_data")
	d.Hex(ctype.U64.Number(d.ABI, p[sqeData:]))
	if pers := ctype.U16.Number(d.ABI, p[sqePers:]); pers != 0 {
		d.Field("personality")
		d.Uint(pers)
	}
	d.EndStruct()
}

// entryFields says members and returns seen with the bits of their bytes.
func entryFields(d *Dec, fields []sqeField, p []byte, seen uint64) uint64 {
	for i := range fields {
		f := &fields[i]
		if f.When != nil && !f.When(p) {
			continue
		}
		seen |= (1<<f.Kind.Size(d.ABI) - 1) << f.At
		v := f.number(p)
		if f.How == ctype.NonZero && v == 0 {
			continue
		}
		d.Field(f.Name)
		mark := d.Mark()
		switch {
		case f.Show != nil:
			f.Show(d, f, p)
		case f.Kind.Signed():
			d.Int(int64(v))
		default:
			d.Uint(v)
		}
		d.Release(mark)
	}
	return seen
}

// entryRest says what is set and has not been seen. A descriptor of -1 is none.
func entryRest(d *Dec, p []byte, seen uint64) {
	for i := range sqeRest {
		f := &sqeRest[i]
		var v uint64
		for b := range f.Kind.Size(d.ABI) {
			if at := int(f.At) + b; seen>>at&1 == 0 {
				v |= uint64(p[at]) << (8 * b)
			}
		}
		if v == 0 || f.At == sqeFD && int32(v) == -1 {
			continue
		}
		d.Field(f.Name)
		if f.Show != nil {
			d.Hex(v)
		} else {
			d.Int(int64(int32(v)))
		}
	}
}

// entryCommand says what a command of a file is given: of a socket the members
// that it knows, of others the bytes that they make of them what they want.
func entryCommand(d *Dec, p []byte, seen uint64) uint64 {
	cmd := uint32(ctype.U32.Number(d.ABI, p[sqeOff:]))
	if isSocketCmd(d, p) && (cmd == socketGetsockopt || cmd == socketSetsockopt) {
		return entryFields(d, sqeSockopt, p, seen)
	}
	if data := p[sqeAddr3:]; hasBits(data) {
		d.Field("cmd")
		d.Hexed(data, false)
	}
	return seen | 0xffff<<sqeAddr3
}
