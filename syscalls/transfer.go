package syscalls

import (
	"gotrace/event"
)

// IO says how a call transfers data between its descriptor, which is its first
// argument, and the memory that its second argument points to.
type IO uint8

const (
	NoIO       IO = iota
	ReadData      // a buffer; the result is the number of bytes
	ReadIovec     // an array of buffers
	ReadMsg       // a struct msghdr
	ReadMsgs      // an array of struct mmsghdr; the result is how many of them
	WriteData     // a buffer; the third argument is the number of bytes
	WriteIovec    // as above
	WriteMsg
	WriteMsgs
)

// Reads tells whether the data comes from the descriptor, and so is there only
// after a success. What is written is there in any case.
func (io IO) Reads() bool { return io >= ReadData && io <= ReadMsgs }

// A Piece is one of the buffers of a transfer.
type Piece struct {
	Addr    event.Addr
	Len     uint64
	Array   bool // it is in an array of buffers
	Buffer  int  // its place there, from 0 on
	Vectors bool // there are several such arrays
	Vector  int  // the place of this one, from 0 on
	Buffers uint64
}

// maxIovec is UIO_MAXIOV (linux/uio.h), which the kernel refuses more than.
const maxIovec = 1024

// Transfer calls f for each buffer of the data that the call has transferred,
// or was to, of empty ones too.
func Transfer(d *Dec, s *Desc, f func(Piece)) {
	c := d.C
	size := uint64(noSize)
	if s.IO.Reads() {
		if c.Errno != 0 {
			return
		}
		size = uret(c)
	}
	switch s.IO {
	case ReadData:
		f(Piece{Addr: c.Ptr(1), Len: size})
	case WriteData:
		f(Piece{Addr: c.Ptr(1), Len: c.Ulong(2)})
	case ReadIovec, WriteIovec:
		transferIovec(d, c.Ptr(1), c.Ulong(2), size, Piece{}, f)
	case ReadMsg, WriteMsg:
		transferMsg(d, c.Ptr(1), size, Piece{}, f)
	case ReadMsgs, WriteMsgs:
		transferMsgs(d, f)
	}
}

func transferMsgs(d *Dec, f func(Piece)) {
	if d.C.Errno != 0 {
		return
	}
	each := uint64(mmsghdr.Size(d.ABI))
	for i := range min(uret(d.C), maxIovec) {
		at := d.C.Ptr(1) + event.Addr(i*each)
		mark := d.Mark()
		p := d.ReadAll(at, int(each))
		if p == nil {
			return
		}
		size := d.Member(&mmsghdr, "msg_len", p)
		d.Release(mark)
		transferMsg(d, at, size, Piece{Vectors: true, Vector: int(i)}, f)
	}
}

func transferMsg(d *Dec, at event.Addr, size uint64, as Piece, f func(Piece)) {
	mark := d.Mark()
	if p := d.ReadAll(at, msghdr.Size(d.ABI)); p != nil {
		iov, n := event.Addr(d.Member(&msghdr, "msg_iov", p)), d.Member(&msghdr, "msg_iovlen", p)
		d.Release(mark)
		transferIovec(d, iov, n, size, as, f)
	}
}

func transferIovec(d *Dec, at event.Addr, n, size uint64, as Piece, f func(Piece)) {
	as.Array, as.Buffers = true, n
	if n == 0 {
		f(as)
	}
	each := kiovec.Size(d.ABI)
	for i := range min(n, maxIovec) {
		mark := d.Mark()
		p := d.ReadAll(at+event.Addr(i*uint64(each)), each)
		if p == nil {
			return
		}
		base, length := iov(d, p)
		d.Release(mark)
		as.Addr, as.Len, as.Buffer = base, min(length, size), int(i)
		f(as)
		if size != noSize {
			size -= as.Len
		}
	}
}
