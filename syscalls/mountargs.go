package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Flags of mount(2) that tell what it is asked to do (linux/mount.h).
const (
	msRemount = 0x20
	msMagic   = 0xc0ed0000 // MS_MGC_VAL, without a meaning since Linux 2.4
	msMagicOf = 0xffff0000 // MS_MGC_MSK

	// what makes the kernel ignore type and data; msRemount, of which it ignores
	// only the type, goes before it (fs/namespace.c, path_mount):
	// MS_BIND, MS_MOVE, MS_UNBINDABLE, MS_PRIVATE, MS_SLAVE, MS_SHARED
	msNoData = 0x1000 | 0x2000 | 0x20000 | 0x40000 | 0x80000 | 0x100000
)

func mountFlags(c *event.Call) uint64 {
	v := c.Ulong(3)
	if v&msMagicOf == msMagic {
		v &^= msMagicOf
	}
	return v
}

func sayMountType(d *Dec, a *Arg, i int) {
	if mountFlags(d.C)&(msNoData|msRemount) != 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.String(d.C.Ptr(i))
}

func sayMountData(d *Dec, a *Arg, i int) {
	if v := mountFlags(d.C); v&msNoData != 0 && v&msRemount == 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.String(d.C.Ptr(i))
}

func sayMountFlags(d *Dec, a *Arg, i int) {
	v := d.C.Ulong(i)
	rest := mountFlags(d.C)
	d.BeginParts(v)
	if rest != v {
		d.PartConst("MS_MGC_VAL", msMagic)
	}
	if rest != 0 || rest == v {
		d.Part(&xlat.MountFlags, rest)
	}
	d.EndParts()
}

var fsconfigCmd = Switch{Arg: 1, Cases: []Case{
	{V: 0, Args: []Arg{str("key"), ptr("value"), num("aux")}}, // FSCONFIG_SET_FLAG
	{V: 1, Args: []Arg{str("key"), str("value"), num("aux")}},
	{V: 2, Args: []Arg{str("key"), inCustom("value", sayFsconfigBinary), num("aux")}},
	{V: 3, Args: []Arg{str("key"), path("value"), dirfd("aux")}}, // FSCONFIG_SET_PATH
	{V: 4, Args: []Arg{str("key"), path("value"), dirfd("aux")}},
	{V: 5, Args: []Arg{str("key"), ptr("value"), fd("aux")}}, // FSCONFIG_SET_FD
}}

// sayFsconfigBinary says the value of an option, whose size is in aux.
func sayFsconfigBinary(d *Dec, a *Arg, i int) {
	n := d.C.Int(i + 1)
	const max = 1 << 20 // fs/fsopen.c
	if n < 0 || n > max {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.BytesHex(d.C.Ptr(i), uint64(n))
}

var mountAttr = ctype.Struct{CName: "mount_attr", Least: 32, Fields: []ctype.Field{
	ctype.Flags("attr_set", ctype.U64, &xlat.MountAttrs),
	ctype.Flags("attr_clr", ctype.U64, &xlat.MountAttrs),
	ctype.Enum("propagation", ctype.U64, &xlat.MountPropagation),
	ctype.As("userns_fd", ctype.U64, showFD64),
}}

// showFD64 shows a descriptor in a number that is wider than one.
func showFD64(d *Dec, f *ctype.Field, p []byte) {
	if v := d.Number(f, p); v < 1<<31 {
		d.FD(int32(v))
	} else {
		d.Buf.Uint(v)
	}
}

// mntIDReq names a mount for statmount(2) and listmount(2). It tells its own
// size. Its last members are of version 1.
func mntIDReq(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: saySized, Type: t} }

// saySized says an extensible struct that begins with its size.
func saySized(d *Dec, a *Arg, i int) {
	n, ok := readUint32(d, d.C.Ptr(i))
	if !ok {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayExtensible(d, a.Type, d.C.Ptr(i), uint64(n))
}

// statmountReq has a descriptor where STATMOUNT_BY_FD is given, else that of a
// mount namespace.
var statmountReq = ctype.Struct{CName: "mnt_id_req", Least: 24, Fields: []ctype.Field{
	ctype.Num("size", ctype.U32),
	{Name: "mnt_ns_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
	ctype.Hex("mnt_id", ctype.U64),
	ctype.Flags("param", ctype.U64, &xlat.StatmountMask),
	{Name: "mnt_ns_id", Kind: ctype.U64, Show: ctype.ShowHex, How: ctype.NonZero},
}}

var listmountReq = ctype.Struct{CName: "mnt_id_req", Least: 24, Fields: []ctype.Field{
	ctype.Num("size", ctype.U32),
	{Name: "mnt_ns_fd", Kind: ctype.S32, Show: ctype.ShowFD, How: ctype.NonZero},
	ctype.Enum("mnt_id", ctype.U64, &xlat.ListmountRoot),
	ctype.Hex("param", ctype.U64),
	{Name: "mnt_ns_id", Kind: ctype.U64, Show: ctype.ShowHex, How: ctype.NonZero},
}}

var nsIDReq = ctype.Struct{CName: "ns_id_req", Least: 32, Fields: []ctype.Field{
	ctype.Num("size", ctype.U32),
	ctype.Pad(ctype.U32, 1),
	ctype.Hex("ns_id", ctype.U64),
	ctype.Flags("ns_type", ctype.U32, &xlat.NamespaceTypes),
	ctype.Pad(ctype.U32, 1),
	ctype.Enum("user_ns_id", ctype.U64, &xlat.ListnsUser),
}}

// ids64 is an array of 64-bit ids, as many as the call returns.
func ids64(name string) Arg { return Arg{Name: name, Fn: sayIDs64, Phase: Out} }

func sayIDs64(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), Return(d.C), 8, func(d *Dec, p []byte) {
		d.Hex(binary.LittleEndian.Uint64(p))
	})
}

// statmount: which members are valid, mask says: the numbers are the bits of
// STATMOUNT_* (linux/mount.h). Strings are offsets into what follows the struct.
var statmount = ctype.Struct{CName: "statmount", Mask: "mask", Fields: []ctype.Field{
	ctype.Num("size", ctype.U32),
	mountString("mnt_opts", 0x80),
	ctype.Flags("mask", ctype.U64, &xlat.StatmountMask),
	{Name: "sb_dev_major", Kind: ctype.U32, Need: 0x1},
	{Name: "sb_dev_minor", Kind: ctype.U32, Need: 0x1},
	{Name: "sb_magic", Kind: ctype.U64, Show: ctype.ShowEnum, Set: &xlat.FsMagics, Need: 0x1},
	{Name: "sb_flags", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.MountFlags, Need: 0x1},
	mountString("fs_type", 0x20),
	{Name: "mnt_id", Kind: ctype.U64, Show: ctype.ShowHex, Need: 0x2},
	{Name: "mnt_parent_id", Kind: ctype.U64, Show: ctype.ShowHex, Need: 0x2},
	{Name: "mnt_id_old", Kind: ctype.U32, Need: 0x2},
	{Name: "mnt_parent_id_old", Kind: ctype.U32, Need: 0x2},
	{Name: "mnt_attr", Kind: ctype.U64, Show: ctype.ShowFlags, Set: &xlat.MountAttrs, Need: 0x2},
	{Name: "mnt_propagation", Kind: ctype.U64, Show: ctype.ShowFlags, Set: &xlat.MountFlags, Need: 0x2},
	{Name: "mnt_peer_group", Kind: ctype.U64, Need: 0x2},
	{Name: "mnt_master", Kind: ctype.U64, Need: 0x2},
	{Name: "propagate_from", Kind: ctype.U64, Need: 0x4},
	mountString("mnt_root", 0x8),
	mountString("mnt_point", 0x10),
	{Name: "mnt_ns_id", Kind: ctype.U64, Show: ctype.ShowHex, Need: 0x40},
	mountString("fs_subtype", 0x100),
	mountString("sb_source", 0x200),
	{Name: "opt_num", Kind: ctype.U32, Need: 0x400},
	mountStrings("opt_array", 0x400, showOptArray),
	{Name: "opt_sec_num", Kind: ctype.U32, Need: 0x800},
	mountStrings("opt_sec_array", 0x800, showOptSecArray),
	{Name: "supported_mask", Kind: ctype.U64, Show: ctype.ShowFlags, Set: &xlat.StatmountMask, Need: 0x1000},
	{Name: "mnt_uidmap_num", Kind: ctype.U32, Need: 0x2000},
	mountStrings("mnt_uidmap", 0x2000, showUidmap),
	{Name: "mnt_gidmap_num", Kind: ctype.U32, Need: 0x4000},
	mountStrings("mnt_gidmap", 0x4000, showGidmap),
	ctype.Pad(ctype.U64, 43),
}}

func mountString(name string, need uint64) ctype.Field {
	return ctype.Field{Name: name, Kind: ctype.U32, Show: showMountString, Need: need}
}

func mountStrings(name string, need uint64, show ctype.ShowFunc) ctype.Field {
	return ctype.Field{Name: name, Kind: ctype.U32, Show: show, Need: need}
}

const (
	mountStringMax = 4096

	statmountBuf = 1   // register of statmount's buffer
	statmountStr = 512 // where the strings begin in it

	// where the numbers of strings are
	atOptNum    = 128
	atOptSecNum = 136
	atUidmapNum = 152
	atGidmapNum = 160
)

func mountStringAt(d *Dec, f *ctype.Field, p []byte) event.Addr {
	return d.C.Ptr(statmountBuf) + statmountStr + event.Addr(d.Number(f, p))
}

func showMountString(d *Dec, f *ctype.Field, p []byte) { d.Path(mountStringAt(d, f, p)) }

func showOptArray(d *Dec, f *ctype.Field, p []byte)    { sayMountStrings(d, f, p, atOptNum) }
func showOptSecArray(d *Dec, f *ctype.Field, p []byte) { sayMountStrings(d, f, p, atOptSecNum) }
func showUidmap(d *Dec, f *ctype.Field, p []byte)      { sayMountStrings(d, f, p, atUidmapNum) }
func showGidmap(d *Dec, f *ctype.Field, p []byte)      { sayMountStrings(d, f, p, atGidmapNum) }

// sayMountStrings says strings that follow each other, as many as the number at
// count tells.
func sayMountStrings(d *Dec, f *ctype.Field, p []byte, count event.Addr) {
	n, _ := readUint32(d, d.C.Ptr(statmountBuf)+count)
	at := mountStringAt(d, f, p)
	d.Array()
	mark := d.Mark()
	for i := range uint64(n) {
		if i >= d.Limit() {
			d.More()
			break
		}
		s, whole, ok := d.CString(at, mountStringMax)
		if !ok || !whole {
			d.More()
			break
		}
		d.Str(s, false)
		at += event.Addr(len(s) + 1)
		d.Release(mark)
	}
	d.EndArray()
}
