package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Arguments that only ioctl's commands have.

// inNum is a number that the kernel reads, of a kind with a name of its own;
// outNum is one that it stores. They are shown in decimal, inHexNum and outHexNum
// in hexadecimal.
func inNum(name string, k ctype.Kind) Arg { return Arg{Name: name, Fn: sayNumAt, Num: k} }

func outNum(name string, k ctype.Kind) Arg {
	return Arg{Name: name, Fn: sayNumAt, Num: k, Phase: Out}
}

func inHexNum(name string, k ctype.Kind) Arg { return Arg{Name: name, Fn: sayHexNumAt, Num: k} }

func outHexNum(name string, k ctype.Kind) Arg {
	return Arg{Name: name, Fn: sayHexNumAt, Num: k, Phase: Out}
}

// numAt reads the number that register i points to. Where it cannot be read, it
// says the address.
func numAt(d *Dec, a *Arg, i int) (v uint64, ok bool) {
	p := d.ReadAll(d.C.Ptr(i), a.Num.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return 0, false
	}
	return a.Num.Number(d.ABI, p), true
}

func sayNumAt(d *Dec, a *Arg, i int) {
	v, ok := numAt(d, a, i)
	if !ok {
		return
	}
	d.Ref()
	if a.Num.Signed() {
		d.Buf.Int(int64(v))
	} else {
		d.Buf.Uint(v)
	}
	d.EndRef()
}

func sayHexNumAt(d *Dec, a *Arg, i int) {
	if v, ok := numAt(d, a, i); ok {
		d.Ref()
		d.Hex(v)
		d.EndRef()
	}
}

// inEnum is a name in an unsigned int that the kernel reads.
func inEnum(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayEnumAt, Set: s} }

// sayRange64 says two numbers of 64 bits: where something begins and its length.
func sayRange64(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 16)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Array()
	d.Uint(ctype.U64.Number(d.ABI, p))
	d.Uint(ctype.U64.Number(d.ABI, p[8:]))
	d.EndArray()
}

// fill is a struct that the kernel completes: what it reads is shown at once, what
// it adds, fields of the same struct, when it has succeeded.
func fill(name string, in, out *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayFill, Type: in, Out: out, Phase: InOut}
}

func sayFill(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		p := d.ReadAll(at, a.Type.Size(d.ABI))
		if unshown(d, at, p) {
			return
		}
		d.Buf.Struct()
		d.FieldsAt(a.Type, p, at)
		return
	}
	if p := d.ReadAll(at, a.Out.Size(d.ABI)); d.C.Errno == 0 && p != nil {
		d.FieldsAt(a.Out, p, at)
	} else if d.C.Errno == 0 {
		d.More()
	}
	d.EndStruct()
}

// change is a struct that the kernel replaces.
func change(name string, in, out *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayChange, Type: in, Out: out, Phase: InOut}
}

func sayChange(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		p := d.ReadAll(at, a.Type.Size(d.ABI))
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.StructAt(a.Type, p, at)
		return
	}
	d.Changed()
	if d.C.Errno == 0 {
		d.Struct(a.Out, at)
	} else {
		d.Addr(at)
	}
	d.EndInOut()
}

// argint is an int that is the argument itself.
func argint(name string) Arg { return Arg{Name: name, Fn: sayInt} }

// inFlags are flags in an unsigned int that the kernel reads.
func inFlags(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayFlagsAt, Set: s} }

// outFlagNum is flags in a number of a kind that the kernel stores.
func outFlagNum(name string, k ctype.Kind, s *xlat.Set) Arg {
	return Arg{Name: name, Fn: sayFlagNumAt, Num: k, Set: s, Phase: Out}
}

func sayFlagNumAt(d *Dec, a *Arg, i int) {
	if v, ok := numAt(d, a, i); ok {
		d.Ref()
		d.Flags(a.Set, v)
		d.EndRef()
	}
}

// outEnumNum is a name in a number of a kind that the kernel stores.
func outEnumNum(name string, k ctype.Kind, s *xlat.Set) Arg {
	return Arg{Name: name, Fn: sayEnumNumAt, Num: k, Set: s, Phase: Out}
}

func sayEnumNumAt(d *Dec, a *Arg, i int) {
	if v, ok := numAt(d, a, i); ok {
		d.Ref()
		d.Enum(a.Set, v)
		d.EndRef()
	}
}

// inNums and outNums are n numbers of a kind, inHexNums such in hexadecimal.
func inNums(name string, k ctype.Kind, n int8) Arg {
	return Arg{Name: name, Fn: sayNumsAt, Num: k, Len: n}
}

func outNums(name string, k ctype.Kind, n int8) Arg {
	return Arg{Name: name, Fn: sayNumsAt, Num: k, Len: n, Phase: Out}
}

func inHexNums(name string, k ctype.Kind, n int8) Arg {
	return Arg{Name: name, Fn: sayHexNumsAt, Num: k, Len: n}
}
