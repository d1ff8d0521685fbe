package syscalls

import (
	"gotrace/ctype"
	"gotrace/emit"
)

// Times of files: a pair of a time of access and one of modification, with the
// dates that they mean.

var (
	fileTimespec = ctype.Struct{CName: "__kernel_old_timespec", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.Long),
		ctype.Num("tv_nsec", ctype.Ulong),
	}}
	fileTimespec64 = ctype.Struct{CName: "__kernel_timespec", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.S64),
		ctype.Num("tv_nsec", ctype.U64),
	}}
	fileTimeval = ctype.Struct{CName: "__kernel_old_timeval", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.Long),
		ctype.Num("tv_usec", ctype.Ulong),
	}}
	utimbuf = ctype.Struct{CName: "utimbuf", Fields: []ctype.Field{
		ctype.As("actime", ctype.Long, showTime),
		ctype.As("modtime", ctype.Long, showTime),
	}}
)

// showTime shows a number of seconds since the epoch.
func showTime(d *Dec, f *ctype.Field, p []byte) {
	v := int64(d.Number(f, p))
	d.Buf.Int(v)
	d.Date(v, 0)
}

// filetimes are two times; t is one.
func filetimes(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: sayFiletimes, Type: t} }

// Values of tv_nsec that stand for something else (linux/stat.h).
const (
	utimeNow  = 1<<30 - 1 // UTIME_NOW
	utimeOmit = 1<<30 - 2 // UTIME_OMIT
)

func sayFiletimes(d *Dec, a *Arg, i int) {
	t, n := a.Type, a.Type.Size(d.ABI)
	p := d.ReadAll(d.C.Ptr(i), 2*n)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Array()
	sayFiletime(d, t, p[:n])
	sayFiletime(d, t, p[n:])
	d.EndArray()
}

func sayFiletime(d *Dec, t *ctype.Struct, p []byte) {
	sec := int64(d.Member(t, "tv_sec", p))
	if t == &fileTimeval {
		d.StructIn(t, p)
		d.DateMicro(sec, d.Member(t, "tv_usec", p))
		return
	}
	nsec := d.Member(t, "tv_nsec", p)
	special := ""
	switch nsec {
	case utimeNow:
		special = "UTIME_NOW"
	case utimeOmit:
		special = "UTIME_OMIT"
	default:
		d.StructIn(t, p)
		d.Date(sec, nsec)
		return
	}
	o := d.Options()
	if o.Style == emit.JSON || o.Const == emit.Names {
		d.Const(special, int64(nsec))
		return
	}
	d.StructIn(t, p)
	if o.Const == emit.Both {
		d.Comment(special)
	}
}
