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

// message says the message header whose bytes are p. size bounds the data in its
// buffers; was is the length of the name on entry, or negative if that is not
// known or not another one.
func message(d *Dec, p []byte, size uint64, was int32) {
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
	sayPackets(d, iov, iovlen, size)
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
func sayPackets(d *Dec, a event.Addr, n, size uint64) {
	fd := d.C.Int(0)
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
	message(d, p, noSize, -1)
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
		message(d, p, Return(d.C), int32(d.C.Saved[0]))
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
	d.ArrayOf(d.C.Ptr(i), uint64(d.C.Uint(i+1)), mmsghdr.Size(d.ABI), func(d *Dec, p []byte) {
		d.Buf.Struct()
		d.Field("msg_hdr")
		message(d, p, noSize, -1)
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

// receivedMessages says an array of received messages. Of the entry it keeps in
// Saved: the timeout in 1 to 3, and the lengths of the first eight names, a byte
// each, in 0.
func receivedMessages(d *Dec, i int, timespec *ctype.Struct) {
	at, size := d.C.Ptr(i), mmsghdr.Size(d.ABI)
	if !d.C.Done {
		keepTimeout(d, timespec)
		var lens uint64
		for k := range min(d.C.Uint(i+1), 8) {
			if p := d.ReadAll(at+event.Addr(int(k)*size), size); p != nil {
				lens |= min(d.Member(&msghdr, "msg_namelen", p)&0xffffffff, unknownLen) << (8 * k)
			}
		}
		d.C.Saved[0] = lens
		return
	}
	if d.C.Errno != 0 {
		d.Addr(at)
		return
	}
	n := 0
	d.ArrayOf(at, Return(d.C), size, func(d *Dec, p []byte) {
		was, length := int32(-1), d.Member(&mmsghdr, "msg_len", p)
		if l := d.C.Saved[0] >> (8 * n) & 0xff; n < 8 && l != unknownLen {
			was = int32(l)
		}
		d.Buf.Struct()
		d.Field("msg_hdr")
		message(d, p, length, was)
		d.Field("msg_len")
		d.Uint(length)
		d.EndStruct()
		n++
	})
}

const unknownLen = 0xff // a length that a byte cannot keep

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
	if d.C.Saved[1] != 0 && d.Deref {
		d.AuxField("left", "left")
		d.Struct(timespec, d.C.Ptr(4))
	}
}

// Levels of socket options and control messages (include/linux/socket.h).
const (
	solIP     = 0
	solSocket = 1
)

// Types of control messages (linux/socket.h, asm-generic/socket.h, linux/in.h).
const (
	scmRights         = 1
	scmCredentials    = 2
	scmPidfd          = 4
	scmSecurity       = 3
	soTimestampOld    = 29
	soTimestampNSOld  = 35
	soTimestampingOld = 37
	soTimestampNew    = 63
	soTimestampNSNew  = 64
	soTimestampingNew = 65

	ipTOS          = 1
	ipTTL          = 2
	ipRecvOpts     = 6
	ipRetOpts      = 7
	ipPktinfo      = 8
	ipRecverr      = 11
	ipOrigdstaddr  = 20
	ipChecksum     = 23
	ipRecvfragsize = 25
)

// controlMax bounds the control messages that are looked at, in bytes.
const controlMax = 1 << 16

// controlData says the control messages in the n bytes at a.
func controlData(d *Dec, a event.Addr, n uint64) {
	w := d.ABI.PtrSize()
	header := w + 8
	p := d.ReadAll(a, int(min(n, controlMax)))
	if p == nil || n < uint64(header) {
		d.Addr(a)
		return
	}
	d.Array()
	for len(p) >= header {
		size := ctype.Ulong.Number(d.ABI, p)
		level := binary.LittleEndian.Uint32(p[w:])
		kind := binary.LittleEndian.Uint32(p[w+4:])
		d.Buf.Struct()
		d.Field("cmsg_len")
		d.Uint(size)
		d.Field("cmsg_level")
		d.Enum(&xlat.SockLevels, uint64(level))
		d.Field("cmsg_type")
		end := int(min(size, uint64(len(p))))
		switch {
		case level == solSocket:
			d.Enum(&xlat.ScmTypes, uint64(kind))
		case level == solIP:
			d.Enum(&xlat.IpCmsgTypes, uint64(kind))
		default:
			d.Hex(uint64(kind))
		}
		if end > header {
			control(d, level, kind, p[header:end])
		}
		d.EndStruct()
		next := (max(end, header) + w - 1) &^ (w - 1)
		if size < uint64(header) {
			d.More()
			d.FaultAt(a + event.Addr(next))
			break
		}
		if next >= len(p) {
			break
		}
		p = p[next:]
		a += event.Addr(next)
	}
	d.EndArray()
}

// A cmsg is a kind of control message: how long its data are at least, and what
// says them.
type cmsg struct {
	level, kind uint32
	min         int
	say         func(d *Dec, p []byte)
}

var cmsgs = [...]cmsg{
	{solSocket, scmRights, 4, sayRights},
	{solSocket, scmCredentials, 12, sayUcredIn},
	{solSocket, scmSecurity, 1, sayStr},
	{solSocket, scmPidfd, 4, sayRights},
	{solSocket, soTimestampOld, 8, sayTimevalIn},
	{solSocket, soTimestampNSOld, 8, sayTimespecIn},
	{solSocket, soTimestampingOld, 24, sayTimespecsIn},
	{solSocket, soTimestampNew, 16, sayTimeval64In},
	{solSocket, soTimestampNSNew, 16, sayTimespec64In},
	{solSocket, soTimestampingNew, 48, sayTimespecs64In},
	{solIP, ipPktinfo, 12, sayPktinfo},
	{solIP, ipTTL, 4, sayUintIn},
	{solIP, ipTOS, 1, sayTOS},
	{solIP, ipRecvOpts, 1, sayIPOptions},
	{solIP, ipRetOpts, 1, sayIPOptions},
	{solIP, ipRecverr, 32, sayRecverr},
	{solIP, ipOrigdstaddr, 16, sockaddrIn},
	{solIP, ipChecksum, 4, sayUintIn},
	{solIP, ipRecvfragsize, 4, sayUintIn},
	{solIP, scmSecurity, 1, sayStr},
}

// control says the data p of a control message.
func control(d *Dec, level, kind uint32, p []byte) {
	for i := range cmsgs {
		c := &cmsgs[i]
		if c.level == level && c.kind == kind && len(p) >= c.min {
			d.Field("cmsg_data")
			c.say(d, p)
			return
		}
	}
}

func sayRights(d *Dec, p []byte) {
	d.Array()
	for n := uint64(0); len(p) >= 4; n++ {
		if n >= d.Limit() {
			d.More()
			break
		}
		d.FD(int32(binary.LittleEndian.Uint32(p)))
		p = p[4:]
	}
	d.EndArray()
}

// ucred is struct ucred (include/linux/socket.h).
var ucred = ctype.Struct{CName: "ucred", Fields: []ctype.Field{
	ctype.PID("pid"),
	ctype.ID("uid", ctype.U32),
	ctype.ID("gid", ctype.U32),
}}

func sayUcredIn(d *Dec, p []byte) { d.StructIn(&ucred, p) }

func sayStr(d *Dec, p []byte) {
	d.Str(p[:min(len(p), d.O.StrLen)], len(p) > d.O.StrLen)
}

// sockTimeval64 is the timeval of socket options with 64-bit time (linux/time_types.h).
var sockTimeval64 = ctype.Struct{CName: "__kernel_sock_timeval", Fields: []ctype.Field{
	ctype.Num("tv_sec", ctype.S64),
	ctype.Num("tv_usec", ctype.U64),
}}

func sayTimevalIn(d *Dec, p []byte)     { structOr(d, &Timeval, p) }
func sayTimespecIn(d *Dec, p []byte)    { structOr(d, &Timespec, p) }
func sayTimeval64In(d *Dec, p []byte)   { structOr(d, &sockTimeval64, p) }
func sayTimespec64In(d *Dec, p []byte)  { structOr(d, &Timespec64, p) }
func sayTimespecsIn(d *Dec, p []byte)   { structsIn(d, &Timespec, p, 3) }
func sayTimespecs64In(d *Dec, p []byte) { structsIn(d, &Timespec64, p, 3) }

// structOr says the struct in p, or p itself if it is too short for one.
func structOr(d *Dec, s *ctype.Struct, p []byte) {
	if len(p) < s.Size(d.ABI) {
		sayStr(d, p)
		return
	}
	d.StructIn(s, p)
}

// structsIn says up to n structs in p.
func structsIn(d *Dec, s *ctype.Struct, p []byte, n int) {
	size := s.Size(d.ABI)
	d.Array()
	for ; n > 0 && len(p) >= size; n-- {
		d.StructIn(s, p[:size])
		p = p[size:]
	}
	d.EndArray()
}

var pktinfo = ctype.Struct{CName: "in_pktinfo", Fields: []ctype.Field{
	ctype.Interface("ipi_ifindex", ctype.U32),
	ctype.IP("ipi_spec_dst", 4),
	ctype.IP("ipi_addr", 4),
}}

func sayPktinfo(d *Dec, p []byte) { d.StructIn(&pktinfo, p) }

func sayUintIn(d *Dec, p []byte) {
	d.Ref()
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	d.EndRef()
}

func sayTOS(d *Dec, p []byte) {
	d.Ref()
	d.Hex(uint64(p[0]))
	d.EndRef()
}

func sayIPOptions(d *Dec, p []byte) {
	n := min(uint64(len(p)), d.Limit())
	hexBytes(d, p[:n], n < uint64(len(p)))
}

// extendedErr is struct sock_extended_err (linux/errqueue.h).
var extendedErr = ctype.Struct{CName: "sock_extended_err", Fields: []ctype.Field{
	ctype.Num("ee_errno", ctype.U32),
	ctype.Num("ee_origin", ctype.U8),
	ctype.Num("ee_type", ctype.U8),
	ctype.Num("ee_code", ctype.U8),
	ctype.Pad(ctype.U8, 1),
	ctype.Num("ee_info", ctype.U32),
	ctype.Num("ee_data", ctype.U32),
}}

func sayRecverr(d *Dec, p []byte) {
	size := extendedErr.Size(d.ABI)
	d.Buf.Struct()
	d.Fields(&extendedErr, p[:size])
	d.Field("offender")
	sockaddrIn(d, p[size:])
	d.EndStruct()
}
