package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// The functions here make arguments, one for each common kind. They are single
// expressions, so that the tables of calls are static data: nothing runs when
// the program starts.

// fd is a descriptor.
func fd(name string) Arg { return Arg{Name: name, Fn: sayFD, Kind: FDKind} }

// dirfd is a descriptor of a directory, or AT_FDCWD.
func dirfd(name string) Arg { return Arg{Name: name, Fn: sayDirFD, Kind: DirFDKind} }

// path is the name of a file.
func path(name string) Arg { return Arg{Name: name, Fn: sayPath, Kind: PathKind} }

// str is a string that ends in NUL.
func str(name string) Arg { return Arg{Name: name, Fn: sayString} }

// num is an int.
func num(name string) Arg { return Arg{Name: name, Fn: sayInt} }

// unum is an unsigned int.
func unum(name string) Arg { return Arg{Name: name, Fn: sayUint} }

// long is a long.
func long(name string) Arg { return Arg{Name: name, Fn: sayLong} }

// size is a size_t or unsigned long, shown in decimal.
func size(name string) Arg { return Arg{Name: name, Fn: sayUlong} }

// hex is an unsigned int, shown in hexadecimal.
func hex(name string) Arg { return Arg{Name: name, Fn: sayHex} }

// hexlong is an unsigned long, shown in hexadecimal.
func hexlong(name string) Arg { return Arg{Name: name, Fn: sayHexLong} }

// ptr is an address that is not followed.
func ptr(name string) Arg { return Arg{Name: name, Fn: sayPtr} }

// off64 is a 64-bit offset: two registers on i386.
func off64(name string) Arg { return Arg{Name: name, Fn: sayOff64, Words: 2} }

// mode is the permission bits of a file.
func mode(name string) Arg { return Arg{Name: name, Fn: sayMode} }

// flags is an unsigned int made of flags.
func flags(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayFlags, Set: s} }

// flagslong is an unsigned long made of flags.
func flagslong(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayFlagsLong, Set: s} }

// flags64 is 64 bits of flags: two registers on i386.
func flags64(name string, s *xlat.Set) Arg {
	return Arg{Name: name, Fn: sayFlags64, Words: 2, Set: s}
}

// enum is an int with a name.
func enum(name string, s *xlat.Set) Arg { return Arg{Name: name, Fn: sayEnum, Set: s} }

// pid is a process or thread id.
func pid(name string) Arg { return Arg{Name: name, Fn: sayPID} }

// pgid is a process group's id, pidOrGroup a process's, or with the other sign a
// group's.
func pgid(name string) Arg       { return Arg{Name: name, Fn: sayPgid} }
func pidOrGroup(name string) Arg { return Arg{Name: name, Fn: sayPIDOrGroup} }

// id is a user or group id.
func id(name string) Arg { return Arg{Name: name, Fn: sayID} }

// id16 is a user or group id of the calls that have 16 bits for it on i386.
func id16(name string) Arg { return Arg{Name: name, Fn: sayID16} }

// outID is an id that the kernel stores, outID16 that of the calls that have 16
// bits for it on i386.
func outID(name string) Arg   { return Arg{Name: name, Fn: sayIDAt, Phase: Out} }
func outID16(name string) Arg { return Arg{Name: name, Fn: sayID16At, Phase: Out} }

// inInt is an int that the kernel reads, outUint an unsigned one that it stores.
func inInt(name string) Arg   { return Arg{Name: name, Fn: sayIntAt} }
func outUint(name string) Arg { return Arg{Name: name, Fn: sayUintAt, Phase: Out} }

// inoutUint is an unsigned int that the kernel updates.
func inoutUint(name string) Arg { return Arg{Name: name, Fn: sayUintInOut, Phase: InOut} }

// outFlags and outEnum are an unsigned int that the kernel stores, with names.
func outFlags(name string, s *xlat.Set) Arg {
	return Arg{Name: name, Fn: sayFlagsAt, Set: s, Phase: Out}
}
func outEnum(name string, s *xlat.Set) Arg {
	return Arg{Name: name, Fn: sayEnumAt, Set: s, Phase: Out}
}

// outPtr and outSize are a pointer and a size_t that the kernel stores.
func outPtr(name string) Arg  { return Arg{Name: name, Fn: sayPtrAt, Phase: Out} }
func outSize(name string) Arg { return Arg{Name: name, Fn: sayUlongAt, Phase: Out} }

// outHexlong is an unsigned long that the kernel stores, shown as an address.
func outHexlong(name string) Arg { return Arg{Name: name, Fn: sayHexlongAt, Phase: Out} }

// outWord is a word of a program's memory that the kernel stores.
func outWord(name string) Arg { return Arg{Name: name, Fn: sayWordAt, Phase: Out} }

// sig is the number of a signal.
func sig(name string) Arg { return Arg{Name: name, Fn: saySignal} }

// data is a buffer that the kernel reads; n is the register of its length.
func data(name string, n int8) Arg { return Arg{Name: name, Fn: sayData, Len: n} }

// outData is a buffer that the kernel fills; n is the register of its length,
// or LenRet.
func outData(name string, n int8) Arg { return Arg{Name: name, Fn: sayData, Len: n, Phase: Out} }

// in is a struct that the kernel reads.
func in(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: sayStruct, Type: t} }

// out is a struct that the kernel fills.
func out(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayStruct, Type: t, Phase: Out}
}

// ins is an array of structs that the kernel reads; n is the register of their
// number.
func ins(name string, t *ctype.Struct, n int8) Arg {
	return Arg{Name: name, Fn: sayStructs, Type: t, Len: n}
}

// outs is an array of structs that the kernel fills.
func outs(name string, t *ctype.Struct, n int8) Arg {
	return Arg{Name: name, Fn: sayStructs, Type: t, Len: n, Phase: Out}
}

// outInt is an int that the kernel stores.
func outInt(name string) Arg { return Arg{Name: name, Fn: sayIntAt, Phase: Out} }

// inCustom, outCustom and inoutCustom are arguments with a decoder of their own.
func inCustom(name string, fn func(*Dec, *Arg, int)) Arg { return Arg{Name: name, Fn: fn} }

func outCustom(name string, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Phase: Out}
}

func outeCustom(name string, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Phase: OutE}
}

func inoutCustom(name string, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Phase: InOut}
}

// skip is a register that the call does not use, before one that it does.
func skip() Arg { return Arg{Fn: sayPtr, When: never} }

// cond makes an argument that is shown only where when holds. It takes no Arg:
// the compiler would make code of constructors that nest.
func cond(when func(*event.Call) bool, name string, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, When: when}
}

func sayFD(d *Dec, a *Arg, i int)      { d.FD(d.C.Int(i)) }
func sayDirFD(d *Dec, a *Arg, i int)   { d.DirFD(d.C.Int(i)) }
func sayPath(d *Dec, a *Arg, i int)    { d.Path(d.C.Ptr(i)) }
func sayString(d *Dec, a *Arg, i int)  { d.String(d.C.Ptr(i)) }
func sayInt(d *Dec, a *Arg, i int)     { d.Buf.Int(int64(d.C.Int(i))) }
func sayUint(d *Dec, a *Arg, i int)    { d.Buf.Uint(uint64(d.C.Uint(i))) }
func sayLong(d *Dec, a *Arg, i int)    { d.Buf.Int(d.C.Long(i)) }
func sayUlong(d *Dec, a *Arg, i int)   { d.Buf.Uint(d.C.Ulong(i)) }
func sayHex(d *Dec, a *Arg, i int)     { d.Hex(uint64(d.C.Uint(i))) }
func sayHexLong(d *Dec, a *Arg, i int) { d.Hex(d.C.Ulong(i)) }
func sayPtr(d *Dec, a *Arg, i int)     { d.Addr(d.C.Ptr(i)) }
func sayOff64(d *Dec, a *Arg, i int)   { d.Buf.Int(d.C.Off64(i)) }
func sayFlags(d *Dec, a *Arg, i int)   { d.Flags(a.Set, uint64(d.C.Uint(i))) }
func sayEnum(d *Dec, a *Arg, i int)    { enumInt(d, a.Set, d.C.Int(i)) }
func sayPID(d *Dec, a *Arg, i int)     { d.PID(d.C.Int(i)) }

func sayPgid(d *Dec, a *Arg, i int)       { d.IDOf(ctype.Group, d.C.Int(i)) }
func sayPIDOrGroup(d *Dec, a *Arg, i int) { d.PIDOrGroup(d.C.Int(i)) }

func sayFlagsLong(d *Dec, a *Arg, i int) { d.Flags(a.Set, d.C.Ulong(i)) }

func sayFlags64(d *Dec, a *Arg, i int) { d.Flags(a.Set, uint64(d.C.Off64(i))) }

// enumInt says a C int by its name in an enumeration.
func enumInt(d *Dec, s *xlat.Set, v int32) {
	if s.Signed {
		d.Enum(s, uint64(int64(v)))
		return
	}
	d.Enum(s, uint64(uint32(v)))
}

// sayMode says the permission bits, in at least three octal digits.
func sayMode(d *Dec, a *Arg, i int) { d.Oct(uint64(uint16(d.C.Uint(i))), 3) }

func sayID(d *Dec, a *Arg, i int) {
	if d.C.Uint(i) == 0xffffffff {
		d.Buf.Int(-1)
		return
	}
	d.Buf.Uint(uint64(d.C.Uint(i)))
}

func saySignal(d *Dec, a *Arg, i int) { sayNamedSignal(d, d.C.Int(i)) }

// length returns the number that a.Len names.
func (a *Arg) length(d *Dec) uint64 {
	if a.Len == LenRet {
		return uint64(max(d.C.Ret, 0))
	}
	return d.C.Ulong(int(a.Len))
}

func sayData(d *Dec, a *Arg, i int) { d.Bytes(d.C.Ptr(i), a.length(d)) }

func sayStruct(d *Dec, a *Arg, i int) { d.Struct(a.Type, d.C.Ptr(i)) }

func sayStructs(d *Dec, a *Arg, i int) {
	t := a.Type
	d.ArrayOf(d.C.Ptr(i), a.length(d), t.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(t, p) })
}

func sayIntAt(d *Dec, a *Arg, i int) { intAt(d, d.C.Ptr(i)) }

func sayUintAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Buf.Uint(uint64(v))
	d.EndRef()
}

func sayFlagsAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Flags(a.Set, uint64(v))
	d.EndRef()
}

func sayEnumAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	enumInt(d, a.Set, int32(v))
	d.EndRef()
}

func sayUintInOut(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !d.C.Done {
		d.InOut()
		if !ok || !d.Deref {
			d.Addr(d.C.Ptr(i))
			return
		}
		d.C.Saved[3] = 1<<32 | uint64(v)
		d.Ref()
		d.Buf.Uint(uint64(v))
		return
	}
	if was := d.C.Saved[3]; was != 0 {
		if ok && was != 1<<32|uint64(v) {
			d.Changed()
			d.Buf.Uint(uint64(v))
		}
		d.EndRef()
	}
	d.EndInOut()
}
