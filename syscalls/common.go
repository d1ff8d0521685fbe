package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What several families share.

// intAt says the int that a points to.
func intAt(d *Dec, a event.Addr) {
	p := d.ReadAll(a, 4)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Ref()
	d.Buf.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	d.EndRef()
}

// readUint32 reads the number at a.
func readUint32(d *Dec, a event.Addr) (uint32, bool) {
	p := d.ReadAll(a, 4)
	if p == nil {
		return 0, false
	}
	return binary.LittleEndian.Uint32(p), true
}

// readUlong reads the unsigned long at a, as wide as the call's ABI has it.
func readUlong(d *Dec, a event.Addr) (uint64, bool) {
	p := d.ReadAll(a, d.ABI.PtrSize())
	switch len(p) {
	case 4:
		return uint64(binary.LittleEndian.Uint32(p)), true
	case 8:
		return binary.LittleEndian.Uint64(p), true
	}
	return 0, false
}

// readPtr reads the pointer at a.
func readPtr(d *Dec, a event.Addr) (event.Addr, bool) {
	v, ok := readUlong(d, a)
	return event.Addr(v), ok
}

func sayPtrAt(d *Dec, a *Arg, i int) {
	v, ok := readPtr(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Addr(v)
	d.EndRef()
}

func sayUlongAt(d *Dec, a *Arg, i int) {
	v, ok := readUlong(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Buf.Uint(v)
	d.EndRef()
}

func sayHexlongAt(d *Dec, a *Arg, i int) {
	v, ok := readUlong(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Addr(event.Addr(v))
	d.EndRef()
}

func sayWordAt(d *Dec, a *Arg, i int) {
	v, ok := readUlong(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	if d.JSON() {
		d.Hex(v)
	} else {
		d.Addr(event.Addr(v))
	}
	d.EndRef()
}

// showAddr shows a number that is an address, however wide.
func showAddr(d *Dec, f *ctype.Field, p []byte) { d.Addr(event.Addr(d.Number(f, p))) }

// sayNamedSignal says a signal's number by its name.
func sayNamedSignal(d *Dec, sig int32) {
	if name := xlat.SignalName(int(sig)); name != "" {
		d.Const(name, int64(sig))
		return
	}
	d.Buf.Int(int64(sig))
}
