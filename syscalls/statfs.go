package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// What statfs(2) and its kin fill in.

const stValid = 0x20 // ST_VALID: the kernel knows f_flags (linux/statfs.h)

var fsid = ctype.Struct{CName: "__kernel_fsid_t", Fields: []ctype.Field{
	{Name: "val", Kind: ctype.U32, N: 2, Show: ctype.ShowHex},
}}

var statfs = ctype.Struct{CName: "statfs", Mask: "f_flags", Fields: []ctype.Field{
	ctype.Enum("f_type", ctype.Ulong, &xlat.FsMagics),
	ctype.Num("f_bsize", ctype.Ulong),
	ctype.Num("f_blocks", ctype.Ulong),
	ctype.Num("f_bfree", ctype.Ulong),
	ctype.Num("f_bavail", ctype.Ulong),
	ctype.Num("f_files", ctype.Ulong),
	ctype.Num("f_ffree", ctype.Ulong),
	ctype.Sub("f_fsid", &fsid),
	ctype.Num("f_namelen", ctype.Ulong),
	ctype.Num("f_frsize", ctype.Ulong),
	{Name: "f_flags", Kind: ctype.Ulong, Show: ctype.ShowFlags, Set: &xlat.StatfsFlags, Need: stValid},
	ctype.Pad(ctype.Ulong, 4),
}}

// statfs64 is i386's, which a 64-bit kernel packs so that it has no padding at
// its end.
var statfs64 = ctype.Struct{CName: "compat_statfs64", Packed: true, Mask: "f_flags", Fields: []ctype.Field{
	ctype.Enum("f_type", ctype.U32, &xlat.FsMagics),
	ctype.Num("f_bsize", ctype.U32),
	ctype.Num("f_blocks", ctype.U64),
	ctype.Num("f_bfree", ctype.U64),
	ctype.Num("f_bavail", ctype.U64),
	ctype.Num("f_files", ctype.U64),
	ctype.Num("f_ffree", ctype.U64),
	ctype.Sub("f_fsid", &fsid),
	ctype.Num("f_namelen", ctype.U32),
	ctype.Num("f_frsize", ctype.U32),
	{Name: "f_flags", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.StatfsFlags, Need: stValid},
	ctype.Pad(ctype.U32, 4),
}}

// outStatfs64 is the struct of a call that tells its size in the argument
// before; any but the right one is an error.
func outStatfs64(name string) Arg { return outCustom(name, sayStatfs64) }

func sayStatfs64(d *Dec, a *Arg, i int) {
	if d.C.Ulong(i-1) != uint64(statfs64.Size(d.ABI)) {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Struct(&statfs64, d.C.Ptr(i))
}
