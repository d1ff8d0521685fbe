package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Arguments of calls about files and descriptors that other families have, too.

// bareFD is a descriptor of which text shows no more than the number.
func bareFD(name string) Arg { return Arg{Name: name, Fn: sayBareFD, Kind: FDKind} }

func sayBareFD(d *Dec, a *Arg, i int) {
	if d.JSON() {
		d.FD(d.C.Int(i))
		return
	}
	d.Buf.Uint(uint64(d.C.Uint(i)))
}

// openFlags are the flags of open(2), an access mode among them.
func openFlags(name string) Arg { return Arg{Name: name, Fn: sayOpenFlagsArg, Set: &xlat.OpenFlags} }

// fileMode is a file's type and permission bits.
func fileMode(name string) Arg { return Arg{Name: name, Fn: sayFileModeArg} }

// dev is a device number as the kernel takes it in an unsigned int.
func dev(name string) Arg { return Arg{Name: name, Fn: sayDev} }

// uoff64 is an unsigned 64-bit number: two registers on i386.
func uoff64(name string) Arg { return Arg{Name: name, Fn: sayUoff64, Words: 2} }

// pos and posHigh are an offset that has two registers on both ABIs. amd64
// ignores the second (fs/read_write.c, pos_from_hilo).
func pos(name string) Arg     { return Arg{Name: name, Fn: sayOff64} }
func posHigh(name string) Arg { return Arg{Name: name, Fn: sayHexLong, When: never} }

// off64Ref is the address of a 64-bit offset that is shown as it is on entry.
func off64Ref(name string) Arg { return Arg{Name: name, Fn: sayInt64At} }

// iovec is an array of buffers that the kernel reads; n is the register of
// their number.
func iovec(name string, n int8) Arg { return Arg{Name: name, Fn: sayIovecIn, Len: n} }

// outIovec is an array of buffers that the kernel fills, with as many bytes as
// the call returns.
func outIovec(name string, n int8) Arg {
	return Arg{Name: name, Fn: sayIovecOut, Len: n, Phase: OutE}
}

func never(*event.Call) bool { return false }

// Flags of open(2) that make a file, so that its mode counts.
const (
	oCreat   = 0o100       // O_CREAT
	oTmpfile = 0o020000000 // __O_TMPFILE
)

func creates1(c *event.Call) bool { return c.Uint(1)&(oCreat|oTmpfile) != 0 }
func creates2(c *event.Call) bool { return c.Uint(2)&(oCreat|oTmpfile) != 0 }

func sayOpenFlagsArg(d *Dec, a *Arg, i int) { sayOpenFlags(d, uint64(d.C.Uint(i))) }

const oAccmode = 3 // O_ACCMODE

// sayOpenFlags says the flags of an open file.
func sayOpenFlags(d *Dec, v uint64) {
	d.BeginFlags(v)
	name, _ := xlat.OpenAccess.Lookup(d.ABI, v&oAccmode)
	d.FlagName(name)
	d.FlagSet(&xlat.OpenFlags, v&^oAccmode)
	d.EndFlags()
}

// File types within st_mode (linux/stat.h).
const (
	sIFMT  = 0o170000
	sIFCHR = 0o020000
	sIFBLK = 0o060000
)

func isDevice(mode uint32) bool { return mode&sIFMT == sIFCHR || mode&sIFMT == sIFBLK }

func makesDevice1(c *event.Call) bool { return isDevice(c.Uint(1)) }
func makesDevice2(c *event.Call) bool { return isDevice(c.Uint(2)) }

func sayFileModeArg(d *Dec, a *Arg, i int) { sayFileMode(d, uint64(uint16(d.C.Uint(i)))) }

// sayFileMode says a file's type and permissions.
func sayFileMode(d *Dec, v uint64) {
	name, known := xlat.FileTypes.Lookup(d.ABI, v&sIFMT)
	special := v & 0o7000
	if !known && (v&sIFMT != 0 || special == 0 && d.JSON()) {
		d.Oct(v, 3)
		return
	}
	d.BeginMode(v)
	if known {
		d.FlagName(name)
	}
	if special != 0 {
		d.FlagSet(&xlat.ModeBits, special)
	}
	d.FlagOct(v&^(sIFMT|0o7000), 3)
	d.EndFlags()
}

// showFileMode says a field that is a file's mode.
func showFileMode(d *Dec, f *ctype.Field, p []byte) { sayFileMode(d, d.Number(f, p)) }

// sayDevice says a device number in the form that user space knows, in which
// major and minor interleave (linux/kdev_t.h new_encode_dev; sys/sysmacros.h).
func sayDevice(d *Dec, v uint64) {
	d.Dev(v, uint32(v>>8&0xfff|v>>32&0xfffff000), uint32(v&0xff|v>>12&0xffffff00))
}

func sayDev(d *Dec, a *Arg, i int) { sayDevice(d, uint64(d.C.Uint(i))) }

func sayUoff64(d *Dec, a *Arg, i int) { d.Buf.Uint(uint64(d.C.Off64(i))) }

func sayInt64At(d *Dec, a *Arg, i int) { int64At(d, d.C.Ptr(i)) }

// uint64At says the unsigned 64-bit number that a points to.
func uint64At(d *Dec, a event.Addr) {
	p := d.ReadAll(a, 8)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	d.Buf.Uint(binary.LittleEndian.Uint64(p))
	d.EndRef()
}

// int64At says the 64-bit number that a points to.
func int64At(d *Dec, a event.Addr) {
	p := d.ReadAll(a, 8)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	d.Buf.Int(int64(binary.LittleEndian.Uint64(p)))
	d.EndRef()
}

// kiovec is a buffer of readv(2) and its like.
var kiovec = ctype.Struct{CName: "iovec", Fields: []ctype.Field{
	ctype.Pointer("iov_base"),
	ctype.Num("iov_len", ctype.Ulong),
}}

func sayIovecIn(d *Dec, a *Arg, i int) { sayIovec(d, d.C.Ptr(i), a.length(d), noSize) }

func sayIovecOut(d *Dec, a *Arg, i int) {
	if d.C.Errno != 0 {
		d.ArrayOf(d.C.Ptr(i), a.length(d), kiovec.Size(d.ABI), sayIovecAddr)
		return
	}
	sayIovec(d, d.C.Ptr(i), a.length(d), Return(d.C))
}

// sayIovec says an array of n buffers with the data in them, of which there are
// size bytes, or with noSize as many as they hold.
func sayIovec(d *Dec, at event.Addr, n, size uint64) {
	d.ArrayOf(at, n, kiovec.Size(d.ABI), func(d *Dec, p []byte) {
		base, length := iov(d, p)
		d.Buf.Struct()
		d.Field("iov_base")
		d.Bytes(base, min(length, size))
		d.Field("iov_len")
		d.Buf.Uint(length)
		d.EndStruct()
		if size != noSize {
			size -= min(length, size)
		}
	})
}

const noSize = 1<<64 - 1

func sayIovecAddr(d *Dec, p []byte) { d.StructIn(&kiovec, p) }

func iov(d *Dec, p []byte) (base event.Addr, length uint64) {
	w := d.ABI.PtrSize()
	return event.Addr(ctype.Ptr.Number(d.ABI, p)), ctype.Ulong.Number(d.ABI, p[w:])
}

// sayFDPair says two descriptors that the kernel stores.
func sayFDPair(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), 2, 4, func(d *Dec, p []byte) {
		d.FD(int32(binary.LittleEndian.Uint32(p)))
	})
}

// enumUlong is an unsigned long with a name.
func enumUlong(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayEnumUlong, Set: s} }

func sayEnumUlong(d *Dec, a *Arg, i int) { d.Enum(a.Set, d.C.Ulong(i)) }

// inoutOff is the address of an offset that the kernel updates, of a type that
// has size bytes on i386.
func inoutOff(name string) Arg   { return Arg{Name: name, Fn: sayOffInOut, Phase: InOut} }
func inoutOff64(name string) Arg { return Arg{Name: name, Fn: sayOff64InOut, Phase: InOut} }

func sayOffInOut(d *Dec, a *Arg, i int)   { sayOffset(d, d.C.Ptr(i), d.ABI.PtrSize()) }
func sayOff64InOut(d *Dec, a *Arg, i int) { sayOffset(d, d.C.Ptr(i), 8) }

// sayOffset says the unsigned offset at a, and what it has become.
func sayOffset(d *Dec, a event.Addr, size int) {
	p := d.ReadAll(a, size)
	var v uint64
	if p != nil {
		v = ctype.U32.Number(d.ABI, p)
		if size == 8 {
			v = ctype.U64.Number(d.ABI, p)
		}
	}
	const before, known = 0, 1 // in Call.Saved
	if !d.C.Done {
		d.C.Saved[before], d.C.Saved[known] = v, 0
		d.InOut()
		if p == nil || !d.Deref {
			d.Addr(a)
			return
		}
		d.C.Saved[known] = 1
		d.Ref()
		d.Buf.Uint(v)
		d.EndRef()
		return
	}
	if d.C.Saved[known] != 0 && p != nil && d.C.Errno == 0 && d.C.Ret != 0 {
		d.Changed()
		d.Ref()
		d.Buf.Uint(v)
		d.EndRef()
	}
	d.EndInOut()
}

// arglong is the last argument of a call that takes many types there: an
// unsigned long, which amd64 shows signed, since there an int is widened to it.
func arglong(name string) Arg { return Arg{Name: name, Fn: sayArglong} }

func sayArglong(d *Dec, a *Arg, i int) { d.Buf.Int(int64(d.C.Ulong(i))) }
