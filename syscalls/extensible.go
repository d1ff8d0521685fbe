package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
)

// Extensible structs: the caller passes the size that it knows the struct to
// have. A newer one has more members, which are 0 unless they are used
// (lib/usercopy.c, copy_struct_from_user).

// ext is an extensible struct that the kernel reads, n the register of its size.
func ext(name string, t *ctype.Struct, n int8) Arg {
	return Arg{Name: name, Fn: sayExt, Type: t, Len: n}
}

func sayExt(d *Dec, a *Arg, i int) { sayExtensible(d, a.Type, d.C.Ptr(i), a.length(d)) }

// outExt is an extensible struct that the kernel fills.
func outExt(name string, t *ctype.Struct, n int8) Arg {
	return Arg{Name: name, Fn: sayExt, Type: t, Len: n, Phase: Out}
}

func sayExtensible(d *Dec, t *ctype.Struct, a event.Addr, size uint64) {
	known := uint64(t.Size(d.ABI))
	p := d.ReadAll(a, int(min(size, known)))
	if size < uint64(t.Least) || p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	d.Fields(t, p)
	sayRest(d, a, known, size)
	d.EndStruct()
}

// sayRest says the bytes behind the known ones, also that they are unreadable. A
// struct is never larger than a page (lib/usercopy.c; include/linux/uaccess.h).
func sayRest(d *Dec, a event.Addr, known, size uint64) {
	const page = 4096
	size = min(size, page)
	if size <= known {
		return
	}
	n := int(size - known)
	if len(d.Read(a+event.Addr(known), n)) < n {
		d.RestUnreadable()
		return
	}
	d.Rest(a, known, size)
}
