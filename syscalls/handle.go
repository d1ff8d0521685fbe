package syscalls

import (
	"encoding/binary"

	"gotrace/event"
)

// File handles: a struct file_handle {handle_bytes, handle_type, f_handle[]}.

// maxHandle is MAX_HANDLE_SZ (linux/exportfs.h).
const maxHandle = 128

// What sayNewHandle keeps in Call.Saved: the size on entry, and that it is known.
const handleBefore, handleKnown = 0, 1

// handleSize is the size that the handle at a tells.
func handleSize(d *Dec, a event.Addr) (n uint32, ok bool) {
	p := d.ReadAll(a, 8)
	if p == nil {
		return 0, false
	}
	return binary.LittleEndian.Uint32(p), true
}

// sayNewHandle says the handle of name_to_handle_at: its size on entry, what
// the kernel has made of it on exit, where EOVERFLOW tells the size that it
// would need.
func sayNewHandle(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	const before, known = handleBefore, handleKnown
	n, ok := handleSize(d, at)
	if !d.C.Done {
		d.C.Saved[before], d.C.Saved[known] = uint64(n), 0
		if !ok || !d.Deref {
			d.Addr(at)
			return
		}
		d.C.Saved[known] = 1
		d.Buf.Struct()
		d.Field("handle_bytes")
		d.InOut()
		d.Buf.Uint(uint64(n))
		return
	}
	if d.C.Saved[known] == 0 {
		return
	}
	const eoverflow = 75
	told := ok && (d.C.Errno == 0 || d.C.Errno == eoverflow)
	if told && uint64(n) != d.C.Saved[before] {
		d.Changed()
		d.Buf.Uint(uint64(n))
	}
	d.EndInOut()
	if told && d.C.Errno == 0 {
		sayHandleBytes(d, at, n)
	}
	d.EndStruct()
}

// sayMountID says the number of the mount that the handle is on.
func sayMountID(d *Dec, a *Arg, i int) {
	if d.C.Saved[handleKnown] == 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	intAt(d, d.C.Ptr(i))
}

// sayHandle says a handle that the kernel reads.
func sayHandle(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	n, ok := handleSize(d, at)
	if !ok || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	d.Field("handle_bytes")
	d.Buf.Uint(uint64(n))
	sayHandleBytes(d, at, n)
	d.EndStruct()
}

// sayHandleBytes says what follows the size of the handle at a.
func sayHandleBytes(d *Dec, a event.Addr, n uint32) {
	d.Field("handle_type")
	p := d.ReadAll(a+4, 4)
	if p == nil {
		d.Unreadable()
	} else {
		d.Buf.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	}
	d.Field("f_handle")
	p = d.ReadAll(a+8, int(min(n, maxHandle)))
	if p == nil && n > 0 {
		d.Unreadable()
		return
	}
	d.Hexed(p, n > maxHandle)
}
