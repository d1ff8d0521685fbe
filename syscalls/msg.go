package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Messages: what sendmsg, recvmsg and their like transfer.

// msghdr is struct msghdr as programs have it (linux/socket.h, user_msghdr).
var msghdr = ctype.Struct{CName: "user_msghdr", Fields: []ctype.Field{
	ctype.Pointer("msg_name"),
	ctype.Num("msg_namelen", ctype.S32),
	ctype.Pointer("msg_iov"),
	ctype.Num("msg_iovlen", ctype.Ulong),
	ctype.Pointer("msg_control"),
	ctype.Num("msg_controllen", ctype.Ulong),
	ctype.Flags("msg_flags", ctype.U32, &xlat.MsgFlags),
}}

var mmsghdr = ctype.Struct{CName: "mmsghdr", Fields: []ctype.Field{
	ctype.Sub("msg_hdr", &msghdr),
	ctype.Num("msg_len", ctype.U32),
}}

// message says the message header whose bytes are p, of a message on the socket
// fd. size bounds the data in its buffers; was is the length of the name on entry, or negative if that is not
// known or not another one.
func message(d *Dec, fd int32, p []byte, size uint64, was int32) {
	name := event.Addr(d.Member(&msghdr, "msg_name", p))
	namelen := int32(d.Member(&msghdr, "msg_namelen", p))
	iov, iovlen := event.Addr(d.Member(&msghdr, "msg_iov", p)), d.Member(&msghdr, "msg_iovlen", p)
	control, controllen := event.Addr(d.Member(&msghdr, "msg_control", p)), d.Member(&msghdr, "msg_controllen", p)
	if was < 0 {
		was = namelen
	}
	d.Buf.Struct()
	d.Field("msg_name")
	sockaddr(d, name, min(was, namelen))
	d.Field("msg_namelen")
	if was != namelen {
		d.InOut()
		d.Int(int64(was))
		d.Changed()
		d.Int(int64(namelen))
		d.EndInOut()
	} else {
		d.Int(int64(namelen))
	}
	d.Field("msg_iov")
	sayPackets(d, fd, iov, iovlen, size)
	d.Field("msg_iovlen")
	d.Uint(iovlen)
	if controllen != 0 {
		d.Field("msg_control")
		controlData(d, control, controllen)
	}
	d.Field("msg_controllen")
	d.Uint(controllen)
	d.Field("msg_flags")
	d.Flags(&xlat.MsgFlags, d.Member(&msghdr, "msg_flags", p))
	d.EndStruct()
}

// sayPackets says an array of n buffers with what is in them, size bytes in all.
func sayPackets(d *Dec, fd int32, a event.Addr, n, size uint64) {
	d.ArrayOf(a, n, kiovec.Size(d.ABI), func(d *Dec, p []byte) {
		base, length := iov(d, p)
		d.Buf.Struct()
		d.Field("iov_base")
		packet(d, fd, base, min(length, size))
		d.Field("iov_len")
		d.Buf.Uint(length)
		d.EndStruct()
		if size != noSize {
			size -= min(length, size)
		}
	})
}

func saySentMessage(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), msghdr.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	message(d, d.C.Int(0), p, noSize, -1)
}

func sayReceivedMessage(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), msghdr.Size(d.ABI))
	if p == nil || !d.Deref {
		if !d.C.Done {
			d.Addr(d.C.Ptr(i))
			d.Settled = true
		} else {
			d.Addr(d.C.Ptr(i))
		}
		return
	}
	namelen := uint32(d.Member(&msghdr, "msg_namelen", p))
	switch {
	case !d.C.Done:
		d.C.Saved[0] = uint64(namelen)
	case d.C.Errno != 0:
		d.Buf.Struct()
		d.Field("msg_namelen")
		d.Int(int64(int32(d.C.Saved[0])))
		d.EndStruct()
	default:
		message(d, d.C.Int(0), p, Return(d.C), int32(d.C.Saved[0]))
	}
}

// saySentMessages says an array of messages and, of those that were sent, how
// many bytes.
func saySentMessages(d *Dec, a *Arg, i int) {
	sent := uint64(0)
	if d.C.Errno == 0 {
		sent = Return(d.C)
	}
	n := uint64(0)
	d.ArrayMax(d.C.Ptr(i), uint64(d.C.Uint(i+1)), min(d.Limit(), maxMessages), mmsghdr.Size(d.ABI), func(d *Dec, p []byte) {
		d.Buf.Struct()
		d.Field("msg_hdr")
		message(d, d.C.Int(0), p, noSize, -1)
		if n < sent {
			d.Field("msg_len")
			d.Uint(d.Member(&mmsghdr, "msg_len", p))
		}
		d.EndStruct()
		n++
	})
}

func sayReceivedMessages(d *Dec, a *Arg, i int)   { receivedMessages(d, i, &Timespec) }
func sayReceivedMessages64(d *Dec, a *Arg, i int) { receivedMessages(d, i, &Timespec64) }

// maxMessages bounds the messages of a call, in the kernel too (UIO_MAXIOV,
// linux/uio.h).
const maxMessages = 1024

// receivedMessages says an array of received messages. Of the entry it keeps the
// timeout in Saved, 1 to 3, and in Kept the lengths of the names, 4 bytes each.
func receivedMessages(d *Dec, i int, timespec *ctype.Struct) {
	at, size := d.C.Ptr(i), mmsghdr.Size(d.ABI)
	if !d.C.Done {
		keepTimeout(d, timespec)
		for k := range min(d.C.Uint(i+1), maxMessages) {
			mark := d.Mark()
			p := d.ReadAll(at+event.Addr(int(k)*size), size)
			d.Release(mark)
			if p == nil {
				break
			}
			d.C.Kept = binary.LittleEndian.AppendUint32(d.C.Kept, uint32(d.Member(&msghdr, "msg_namelen", p)))
		}
		return
	}
	if d.C.Errno != 0 || !d.Deref {
		d.Addr(at)
		return
	}
	lens := d.C.Kept
	d.ArrayOf(at, Return(d.C), size, func(d *Dec, p []byte) {
		was, length := int32(-1), d.Member(&mmsghdr, "msg_len", p)
		if len(lens) >= 4 {
			was = int32(binary.LittleEndian.Uint32(lens))
			lens = lens[4:]
		}
		d.Buf.Struct()
		d.Field("msg_hdr")
		message(d, d.C.Int(0), p, length, was)
		d.Field("msg_len")
		d.Uint(length)
		d.EndStruct()
	})
}

func keepTimeout(d *Dec, timespec *ctype.Struct) {
	if p := d.ReadAll(d.C.Ptr(4), timespec.Size(d.ABI)); p != nil {
		d.C.Saved[1] = 1
		d.C.Saved[2] = d.Member(timespec, "tv_sec", p)
		d.C.Saved[3] = d.Member(timespec, "tv_nsec", p)
	}
}

// sayTimeout says the timeout as it was on entry.
func sayTimeout(d *Dec, a *Arg, i int) {
	if d.C.Saved[1] == 0 || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Buf.Struct()
	d.Field("tv_sec")
	d.Int(int64(d.C.Saved[2]))
	d.Field("tv_nsec")
	d.Uint(d.C.Saved[3])
	d.EndStruct()
}

func auxTimeoutLeft(d *Dec)   { timeoutLeft(d, &Timespec) }
func auxTimeoutLeft64(d *Dec) { timeoutLeft(d, &Timespec64) }

func timeoutLeft(d *Dec, timespec *ctype.Struct) {
	if d.C.Ret == 0 {
		d.AuxWord("Timeout")
		return
	}
	if d.C.Ptr(4) != 0 && d.Deref {
		d.AuxField("left", "left")
		d.Struct(timespec, d.C.Ptr(4))
	}
}
