package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What stat(2) and its many kin fill in. The layouts differ in order and width,
// what is shown of them does not.

// stat is what one of these calls fills in.
func stat(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayStat, Type: t, Phase: Out}
}

// kstat is struct stat, the newest one of amd64 and the second of three on i386.
var kstat = ctype.Struct{CName: "stat", Fields: []ctype.Field{
	ctype.Num("st_dev", ctype.Ulong),
	ctype.Num("st_ino", ctype.Ulong),
	ctype.Num("st_nlink", ctype.Ulong),
	ctype.Num("st_mode", ctype.U32),
	ctype.Num("st_uid", ctype.U32),
	ctype.Num("st_gid", ctype.U32),
	ctype.Pad(ctype.U32, 1),
	ctype.Num("st_rdev", ctype.Ulong),
	ctype.Num("st_size", ctype.Long),
	ctype.Num("st_blksize", ctype.Long),
	ctype.Num("st_blocks", ctype.Long),
	ctype.Num("st_atime", ctype.Long),
	ctype.Num("st_atime_nsec", ctype.Ulong),
	ctype.Num("st_mtime", ctype.Long),
	ctype.Num("st_mtime_nsec", ctype.Ulong),
	ctype.Num("st_ctime", ctype.Long),
	ctype.Num("st_ctime_nsec", ctype.Ulong),
	ctype.Pad(ctype.Long, 3),
}, I386: &kstat32}

var kstat32 = ctype.Struct{CName: "stat", Fields: []ctype.Field{
	ctype.Num("st_dev", ctype.Ulong),
	ctype.Num("st_ino", ctype.Ulong),
	ctype.Num("st_mode", ctype.U16),
	ctype.Num("st_nlink", ctype.U16),
	ctype.Num("st_uid", ctype.U16),
	ctype.Num("st_gid", ctype.U16),
	ctype.Num("st_rdev", ctype.Ulong),
	ctype.Num("st_size", ctype.Ulong),
	ctype.Num("st_blksize", ctype.Ulong),
	ctype.Num("st_blocks", ctype.Ulong),
	ctype.Num("st_atime", ctype.Long),
	ctype.Num("st_atime_nsec", ctype.Ulong),
	ctype.Num("st_mtime", ctype.Long),
	ctype.Num("st_mtime_nsec", ctype.Ulong),
	ctype.Num("st_ctime", ctype.Long),
	ctype.Num("st_ctime_nsec", ctype.Ulong),
	ctype.Pad(ctype.Ulong, 2),
}}

// stat64 is what i386's stat64 and its kin fill in. Its first inode number,
// __st_ino, is short of bits and not looked at.
var stat64 = ctype.Struct{CName: "stat64", Fields: []ctype.Field{
	ctype.Num("st_dev", ctype.U64),
	ctype.Pad(ctype.U8, 4),
	ctype.Pad(ctype.U32, 1),
	ctype.Num("st_mode", ctype.U32),
	ctype.Num("st_nlink", ctype.U32),
	ctype.Num("st_uid", ctype.U32),
	ctype.Num("st_gid", ctype.U32),
	ctype.Num("st_rdev", ctype.U64),
	ctype.Pad(ctype.U8, 4),
	ctype.Num("st_size", ctype.S64),
	ctype.Num("st_blksize", ctype.U32),
	ctype.Num("st_blocks", ctype.U64),
	ctype.Num("st_atime", ctype.S32),
	ctype.Num("st_atime_nsec", ctype.U32),
	ctype.Num("st_mtime", ctype.S32),
	ctype.Num("st_mtime_nsec", ctype.U32),
	ctype.Num("st_ctime", ctype.S32),
	ctype.Num("st_ctime_nsec", ctype.U32),
	ctype.Num("st_ino", ctype.U64),
}}

// oldStat is the first one of i386, of Linux 1.
var oldStat = ctype.Struct{CName: "__old_kernel_stat", Fields: []ctype.Field{
	ctype.Num("st_dev", ctype.U16),
	ctype.Num("st_ino", ctype.U16),
	ctype.Num("st_mode", ctype.U16),
	ctype.Num("st_nlink", ctype.U16),
	ctype.Num("st_uid", ctype.U16),
	ctype.Num("st_gid", ctype.U16),
	ctype.Num("st_rdev", ctype.U16),
	ctype.Num("st_size", ctype.U32),
	ctype.Num("st_atime", ctype.S32), // unsigned in the header
	ctype.Num("st_mtime", ctype.S32),
	ctype.Num("st_ctime", ctype.S32),
}}

func sayStat(d *Dec, a *Arg, i int) { statAt(d, a.Type, d.C.Ptr(i)) }

// statAt says the struct t at a.
func statAt(d *Dec, t *ctype.Struct, a event.Addr) {
	p := d.ReadAll(a, t.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	mode := d.Member(t, "st_mode", p)
	d.Buf.Struct()
	if !d.Abbrev {
		d.Field("st_dev")
		sayDevice(d, d.Member(t, "st_dev", p))
		sayMembers(d, t, p, "st_ino")
	}
	d.Field("st_mode")
	sayFileMode(d, mode)
	if !d.Abbrev {
		sayMembers(d, t, p, "st_nlink", "st_uid", "st_gid", "st_blksize", "st_blocks")
	}
	if isDevice(uint32(mode)) {
		d.Field("st_rdev")
		sayDevice(d, d.Member(t, "st_rdev", p))
	} else {
		sayMembers(d, t, p, "st_size")
	}
	if d.Abbrev {
		d.More()
	} else {
		sayStatTime(d, t, p, "st_atime", "st_atime_nsec")
		sayStatTime(d, t, p, "st_mtime", "st_mtime_nsec")
		sayStatTime(d, t, p, "st_ctime", "st_ctime_nsec")
	}
	d.EndStruct()
}

// sayMembers says unsigned members of t.
func sayMembers(d *Dec, t *ctype.Struct, p []byte, names ...string) {
	for _, n := range names {
		d.Field(n)
		d.Buf.Uint(d.Member(t, n, p))
	}
}

func sayStatTime(d *Dec, t *ctype.Struct, p []byte, name, nsecName string) {
	sec, nsec := int64(d.Member(t, name, p)), d.Member(t, nsecName, p)
	d.Field(name)
	d.Buf.Int(sec)
	d.Date(sec, nsec)
	if t != &oldStat {
		d.Field(nsecName)
		d.Buf.Uint(nsec)
	}
}

const atStatxSync = 0x6000 // AT_STATX_SYNC_TYPE (linux/fcntl.h)

func sayStatxFlags(d *Dec, a *Arg, i int) { statxFlags(d, uint64(d.C.Uint(i))) }

func statxFlags(d *Dec, v uint64) {
	d.BeginParts(v)
	d.Part(&xlat.StatxSync, v&atStatxSync)
	switch v &^= atStatxSync; {
	case v == 0:
	case xlat.AtFlags.Has(d.ABI, v):
		d.Part(&xlat.AtFlags, v)
	default:
		d.PartHex(v)
	}
	d.EndParts()
}

var statxTimestamp = ctype.Struct{CName: "statx_timestamp", Fields: []ctype.Field{
	ctype.Num("tv_sec", ctype.S64),
	ctype.Num("tv_nsec", ctype.U32),
	ctype.Pad(ctype.S32, 1),
}}

// statx has been growing at its end; which members are valid, stx_mask says: the
// numbers are the bits of STATX_* (linux/stat.h).
var statx = ctype.Struct{CName: "statx", Mask: "stx_mask", Fields: []ctype.Field{
	ctype.Flags("stx_mask", ctype.U32, &xlat.StatxMask),
	{Name: "stx_blksize", Kind: ctype.U32, How: ctype.Verbose},
	ctype.Flags("stx_attributes", ctype.U64, &xlat.StatxAttrs),
	{Name: "stx_nlink", Kind: ctype.U32, Need: 0x4, How: ctype.Verbose},
	{Name: "stx_uid", Kind: ctype.U32, Show: ctype.ShowID, Need: 0x8, How: ctype.Verbose},
	{Name: "stx_gid", Kind: ctype.U32, Show: ctype.ShowID, Need: 0x10, How: ctype.Verbose},
	{Name: "stx_mode", Kind: ctype.U16, Show: showFileMode, Need: 0x3},
	ctype.Pad(ctype.U16, 1),
	{Name: "stx_ino", Kind: ctype.U64, Need: 0x100, How: ctype.Verbose},
	{Name: "stx_size", Kind: ctype.U64, Need: 0x200},
	{Name: "stx_blocks", Kind: ctype.U64, Need: 0x400, How: ctype.Verbose},
	{Name: "stx_attributes_mask", Kind: ctype.U64, Show: ctype.ShowFlags, Set: &xlat.StatxAttrs, How: ctype.Verbose},
	statxTime("stx_atime", 0x20),
	statxTime("stx_btime", 0x800),
	statxTime("stx_ctime", 0x80),
	statxTime("stx_mtime", 0x40),
	{Name: "stx_rdev_major", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "stx_rdev_minor", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "stx_dev_major", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "stx_dev_minor", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "stx_mnt_id", Kind: ctype.U64, Show: ctype.ShowHex, Need: 0x1000 | 0x4000, How: ctype.Verbose},
	{Name: "stx_dio_mem_align", Kind: ctype.U32, Need: 0x2000, How: ctype.Verbose},
	{Name: "stx_dio_offset_align", Kind: ctype.U32, Need: 0x2000, How: ctype.Verbose},
	{Name: "stx_subvol", Kind: ctype.U64, Show: ctype.ShowHex, Need: 0x8000, How: ctype.Verbose},
	{Name: "stx_atomic_write_unit_min", Kind: ctype.U32, Need: 0x10000, How: ctype.Verbose},
	{Name: "stx_atomic_write_unit_max", Kind: ctype.U32, Need: 0x10000, How: ctype.Verbose},
	{Name: "stx_atomic_write_segments_max", Kind: ctype.U32, Need: 0x10000, How: ctype.Verbose},
	{Name: "stx_dio_read_offset_align", Kind: ctype.U32, Need: 0x20000, How: ctype.Verbose},
	{Name: "stx_atomic_write_unit_max_opt", Kind: ctype.U32, Need: 0x10000, How: ctype.Verbose},
	ctype.Pad(ctype.U32, 1),
	ctype.Pad(ctype.U64, 8),
}}

func statxTime(name string, need uint64) ctype.Field {
	return ctype.Field{Name: name, Kind: ctype.Nested, Sub: &statxTimestamp, Show: showStatxTime, How: ctype.Verbose, Need: need}
}

func showStatxTime(d *Dec, f *ctype.Field, p []byte) {
	d.StructIn(f.Sub, p)
	d.Date(int64(ctype.S64.Number(d.ABI, p)), ctype.U32.Number(d.ABI, p[8:]))
}
