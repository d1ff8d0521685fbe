package syscalls

import (
	"encoding/binary"

	"gotrace/event"
	"gotrace/xlat"
)

// What binder's commands have that annotations (ioctls/binder.txt) cannot say
// (linux/android/binder.h).

// sayBinder says struct binder_write_read: on entry the commands to the driver that it
// has not consumed yet, on exit those that it has returned.
func sayBinder(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioBinderWriteRead
	p := d.ReadAll(at, t.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		done := d.Member(t, "write_consumed", p)
		d.C.Saved[0] = d.Member(t, "read_consumed", p)
		d.InOut()
		d.Buf.Struct()
		d.FieldOf(t, "write_size", p)
		d.FieldOf(t, "write_consumed", p)
		d.Field("write_buffer")
		binderStream(d, i, &binderCommands, event.Addr(d.Member(t, "write_buffer", p)), done, d.Member(t, "write_size", p))
		d.FieldOf(t, "read_size", p)
		d.FieldOf(t, "read_consumed", p)
		d.EndStruct()
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.FieldOf(t, "write_consumed", p)
		d.FieldOf(t, "read_consumed", p)
		d.Field("read_buffer")
		end := min(d.Member(t, "read_size", p), d.Member(t, "read_consumed", p))
		binderStream(d, i, &binderReturns, event.Addr(d.Member(t, "read_buffer", p)), d.C.Saved[0], end)
		d.EndStruct()
	}
	d.EndInOut()
}

// A binderProtocol is what stands in one of the buffers.
type binderProtocol struct {
	cases *[]Case
	names *xlat.Set
	extra string // what is behind a transaction whose command has room for more
}

var (
	binderCommands = binderProtocol{&ioBinderCommandCases, &xlat.BinderCommand, "buffers_size"}
	binderReturns  = binderProtocol{&ioBinderReturnCases, &xlat.BinderReturn, "secctx"}
)

// binderStream says the commands between two offsets in a buffer. The number of a command
// holds the size of what follows it (_IOC_SIZE).
func binderStream(d *Dec, i int, b *binderProtocol, buf event.Addr, from, to uint64) {
	if from >= to || d.ReadAll(buf+event.Addr(from), 4) == nil {
		d.Addr(buf)
		return
	}
	shown := uint64(0)
	d.Array()
	for from+4 <= to {
		mark := d.Mark()
		p := d.ReadAll(buf+event.Addr(from), 4)
		if p == nil || shown == d.Limit() {
			d.More()
			break
		}
		cmd := binary.LittleEndian.Uint32(p)
		d.Release(mark)
		from += 4
		n := iocSize(cmd)
		if n > to-from {
			d.More()
			break
		}
		binderCommand(d, i, b, cmd, buf+event.Addr(from), n)
		from += n
		shown++
	}
	d.EndArray()
}

func binderCommand(d *Dec, i int, b *binderProtocol, cmd uint32, at event.Addr, n uint64) {
	d.Buf.Struct()
	d.Field("cmd")
	d.Enum(b.names, uint64(cmd))
	k := caseOf(*b.cases, cmd)
	switch {
	case k == nil && n > 0:
		d.Field("arg")
		d.Bytes(at, n)
	case k != nil && len(k.Args) > 0:
		mark := d.Mark()
		d.Field(k.Args[0].Name)
		inside(d, &k.Args[0], i, at)
		if size := uint64(ioBinderTransactionData.Size(d.ABI)); n > size {
			binderExtra(d, b.extra, at+event.Addr(size))
		}
		d.Release(mark)
	}
	d.EndStruct()
}

// binderExtra says the size of the buffers that a transaction refers to, or the address of
// the sender's security context.
func binderExtra(d *Dec, name string, at event.Addr) {
	p := d.ReadAll(at, 8)
	if p == nil {
		return
	}
	d.Field(name)
	if v := binary.LittleEndian.Uint64(p); name == binderReturns.extra {
		d.String(event.Addr(v))
	} else {
		d.Uint(v)
	}
}

// The members of struct binder_transaction_data that count, by what it is for.
var (
	binderSent     = [...]string{"target.handle", "code", "flags", "data_size", "offsets_size"}
	binderReplied  = [...]string{"code", "flags", "data_size", "offsets_size"}
	binderReceived = [...]string{"target.ptr", "cookie", "code", "flags", "sender_pid", "sender_euid", "data_size", "offsets_size"}
	binderAnswered = [...]string{"code", "flags", "sender_pid", "sender_euid", "data_size", "offsets_size"}
)

func sayBinderSend(d *Dec, _ *Arg, i int)         { binderData(d, d.C.Ptr(i), binderSent[:]) }
func sayBinderSendReply(d *Dec, _ *Arg, i int)    { binderData(d, d.C.Ptr(i), binderReplied[:]) }
func sayBinderReceive(d *Dec, _ *Arg, i int)      { binderData(d, d.C.Ptr(i), binderReceived[:]) }
func sayBinderReceiveReply(d *Dec, _ *Arg, i int) { binderData(d, d.C.Ptr(i), binderAnswered[:]) }

// fewObjects bounds what is shown of the objects of one transaction among many.
const fewObjects = 32

// tfStatusCode marks a transaction whose data is a status (TF_STATUS_CODE).
const tfStatusCode = 8

// binderData says a transaction: the data, and the objects in it.
func binderData(d *Dec, at event.Addr, names []string) {
	t := &ioBinderTransactionData
	p := d.ReadAll(at, t.Size(d.ABI))
	if p == nil {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	for _, name := range names {
		d.FieldOf(t, name, p)
	}
	off, _ := t.Offset(d.ABI, "data.ptr")
	buffer, offsets := event.Addr(binary.LittleEndian.Uint64(p[off:])), event.Addr(binary.LittleEndian.Uint64(p[off+8:]))
	size, n := d.Member(t, "data_size", p), d.Member(t, "offsets_size", p)/8
	d.Field("buffer")
	if status := d.ReadAll(buffer, 4); d.Member(t, "flags", p)&tfStatusCode != 0 && size == 4 && status != nil {
		d.NegErrno(int32(binary.LittleEndian.Uint32(status)))
	} else {
		d.Bytes(buffer, size)
	}
	d.Field("offsets")
	if n == 0 {
		d.Addr(offsets)
		d.EndStruct()
		return
	}
	d.ArrayMax(offsets, n, fewObjects, 8, func(d *Dec, p []byte) { d.Uint(binary.LittleEndian.Uint64(p)) })
	d.Field("objects")
	binderObjects(d, buffer, size, offsets, n)
	d.EndStruct()
}

// binderObjects says the objects that n offsets into a buffer tell of.
func binderObjects(d *Dec, buffer event.Addr, size uint64, offsets event.Addr, n uint64) {
	d.Array()
	for k := range n {
		mark := d.Mark()
		p := d.ReadAll(offsets+event.Addr(8*k), 8)
		if p == nil || k == fewObjects {
			d.More()
			break
		}
		off := binary.LittleEndian.Uint64(p)
		if off >= size {
			d.More()
			break
		}
		binderObject(d, buffer+event.Addr(off))
		d.Release(mark)
	}
	d.EndArray()
}

// The types of objects (BINDER_TYPE_*).
const (
	binderTypeBinder     = 0x73622a85
	binderTypeWeakBinder = 0x77622a85
	binderTypeHandle     = 0x73682a85
	binderTypeWeakHandle = 0x77682a85
	binderTypeFD         = 0x66642a85
	binderTypeFDA        = 0x66646185
	binderTypePtr        = 0x70742a85
)

func binderObject(d *Dec, at event.Addr) {
	p := d.ReadAll(at, 4)
	if p == nil {
		d.Addr(at)
		return
	}
	switch typ := binary.LittleEndian.Uint32(p); typ {
	case binderTypeBinder, binderTypeWeakBinder:
		flatBinder(d, at, "binder")
	case binderTypeHandle, binderTypeWeakHandle:
		flatBinder(d, at, "handle")
	case binderTypeFD:
		d.Struct(&ioBinderFdObject, at)
	case binderTypeFDA:
		d.Struct(&ioBinderFdArrayObject, at)
	case binderTypePtr:
		d.Struct(&ioBinderBufferObject, at)
	default:
		d.Enum(&xlat.BinderType, uint64(typ))
	}
}

// flatBinder says an object that is known by an address or, to others, by a number.
func flatBinder(d *Dec, at event.Addr, by string) {
	t := &ioFlatBinderObject
	p := d.ReadAll(at, t.Size(d.ABI))
	if p == nil {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	for _, name := range [...]string{"hdr", "flags", by, "cookie"} {
		d.FieldOf(t, name, p)
	}
	d.EndStruct()
}

func sayBinderPointer(d *Dec, _ *Arg, i int) {
	if p := d.ReadAll(d.C.Ptr(i), 8); p != nil {
		d.Addr(event.Addr(binary.LittleEndian.Uint64(p)))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

func sayBinderNumber(d *Dec, _ *Arg, i int) {
	if p := d.ReadAll(d.C.Ptr(i), 4); p != nil {
		d.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}

func sayBinderError(d *Dec, _ *Arg, i int) {
	if p := d.ReadAll(d.C.Ptr(i), 4); p != nil {
		d.NegErrno(int32(binary.LittleEndian.Uint32(p)))
	} else {
		d.Addr(d.C.Ptr(i))
	}
}
