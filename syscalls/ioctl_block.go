package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Structs of the commands of block devices.

// encrypted marks what means something only if lo_encrypt_type is not LO_CRYPT_NONE,
// which is 0.
const encrypted = 1<<64 - 1

// loopInfo is the old form, which has 16 bits for devices (linux/loop.h).
var loopInfo = ctype.Struct{CName: "loop_info", Mask: "lo_encrypt_type", Fields: []ctype.Field{
	ctype.Num("lo_number", ctype.S32),
	{Name: "lo_device", Kind: ctype.Ulong, Show: showDevice, How: ctype.Verbose},
	{Name: "lo_inode", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "lo_rdevice", Kind: ctype.Ulong, Show: showDevice, How: ctype.Verbose},
	ctype.Hex("lo_offset", ctype.U32),
	{Name: "lo_encrypt_type", Kind: ctype.U32, Show: ctype.ShowEnum, Set: &xlat.LoopCrypt, How: ctype.Masked, Need: encrypted},
	{Name: "lo_encrypt_key_size", Kind: ctype.U32, How: ctype.Masked, Need: encrypted},
	ctype.Flags("lo_flags", ctype.U32, &xlat.LoopFlags),
	{Name: "lo_name", Kind: ctype.Chars, N: 64, Show: showName},
	{Name: "lo_encrypt_key", Kind: ctype.Chars, N: 32, Show: ctype.ShowBytes, Len: "lo_encrypt_key_size", How: ctype.Masked, Need: encrypted},
	{Name: "lo_init", Kind: ctype.Ulong, N: 2, Show: ctype.ShowHex, How: ctype.Verbose},
	{Name: "reserved", Kind: ctype.U8, N: 4, Show: ctype.ShowHex, How: ctype.Verbose},
}, I386: &loopInfo32}

// loopInfo32 is i386's, whose devices have the width of its dev_t.
var loopInfo32 = ctype.Struct{CName: "loop_info", Mask: "lo_encrypt_type", Fields: []ctype.Field{
	ctype.Num("lo_number", ctype.S32),
	{Name: "lo_device", Kind: ctype.U16, Show: showDevice, How: ctype.Verbose},
	{Name: "lo_inode", Kind: ctype.Ulong, How: ctype.Verbose},
	{Name: "lo_rdevice", Kind: ctype.U16, Show: showDevice, How: ctype.Verbose},
	ctype.Hex("lo_offset", ctype.U32),
	{Name: "lo_encrypt_type", Kind: ctype.U32, Show: ctype.ShowEnum, Set: &xlat.LoopCrypt, How: ctype.Masked, Need: encrypted},
	{Name: "lo_encrypt_key_size", Kind: ctype.U32, How: ctype.Masked, Need: encrypted},
	ctype.Flags("lo_flags", ctype.U32, &xlat.LoopFlags),
	{Name: "lo_name", Kind: ctype.Chars, N: 64, Show: showName},
	{Name: "lo_encrypt_key", Kind: ctype.Chars, N: 32, Show: ctype.ShowBytes, Len: "lo_encrypt_key_size", How: ctype.Masked, Need: encrypted},
	{Name: "lo_init", Kind: ctype.Ulong, N: 2, Show: ctype.ShowHex, How: ctype.Verbose},
	{Name: "reserved", Kind: ctype.U8, N: 4, Show: ctype.ShowHex, How: ctype.Verbose},
}}

var loopInfo64 = ctype.Struct{CName: "loop_info64", Mask: "lo_encrypt_type", Fields: []ctype.Field{
	{Name: "lo_device", Kind: ctype.U64, Show: showDevice, How: ctype.Verbose},
	{Name: "lo_inode", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "lo_rdevice", Kind: ctype.U64, Show: showDevice, How: ctype.Verbose},
	ctype.Hex("lo_offset", ctype.U64),
	{Name: "lo_sizelimit", Kind: ctype.U64, How: ctype.Verbose},
	ctype.Num("lo_number", ctype.U32),
	{Name: "lo_encrypt_type", Kind: ctype.U32, Show: ctype.ShowEnum, Set: &xlat.LoopCrypt, How: ctype.Masked, Need: encrypted},
	{Name: "lo_encrypt_key_size", Kind: ctype.U32, How: ctype.Masked, Need: encrypted},
	ctype.Flags("lo_flags", ctype.U32, &xlat.LoopFlags),
	{Name: "lo_file_name", Kind: ctype.Chars, N: 64, Show: showName},
	{Name: "lo_crypt_name", Kind: ctype.Chars, N: 64, Show: showName, How: ctype.Masked, Need: encrypted},
	{Name: "lo_encrypt_key", Kind: ctype.Chars, N: 32, Show: ctype.ShowBytes, Len: "lo_encrypt_key_size", How: ctype.Masked, Need: encrypted},
	{Name: "lo_init", Kind: ctype.U64, N: 2, Show: ctype.ShowHex, How: ctype.Verbose},
}}

var loopConfig = ctype.Struct{CName: "loop_config", Fields: []ctype.Field{
	ctype.FD("fd"),
	ctype.Num("block_size", ctype.U32),
	ctype.Sub("info", &loopInfo64),
	{Name: "__reserved", Kind: ctype.U64, N: 8, Show: ctype.ShowHex, How: ctype.NonZero},
}}

func showDevice(d *Dec, f *ctype.Field, p []byte) { sayDevice(d, d.Number(f, p)) }

// showName shows an array that holds a name and its NUL whole.
func showName(d *Dec, _ *ctype.Field, p []byte) { cstr(d, p, len(p)-1) }

var blkpgArg = ctype.Struct{CName: "blkpg_ioctl_arg", Fields: []ctype.Field{
	ctype.Enum("op", ctype.U32, &xlat.BlkpgOps),
	ctype.Num("flags", ctype.S32),
	ctype.Num("datalen", ctype.S32),
	ctype.As("data", ctype.Ptr, showPartition),
}}

var blkpgPartition = ctype.Struct{CName: "blkpg_partition", Fields: []ctype.Field{
	ctype.Num("start", ctype.S64),
	ctype.Num("length", ctype.S64),
	ctype.Num("pno", ctype.S32),
	{Name: "devname", Kind: ctype.Chars, N: 64, Show: showName},
	{Name: "volname", Kind: ctype.Chars, N: 64, Show: showName},
}}

func showPartition(d *Dec, f *ctype.Field, p []byte) {
	d.Struct(&blkpgPartition, event.Addr(d.Number(f, p)))
}

var blkTrace = ctype.Struct{CName: "blk_user_trace_setup", Fields: []ctype.Field{
	ctype.Pad(ctype.Chars, 32),
	ctype.Num("act_mask", ctype.U16),
	ctype.Num("buf_size", ctype.U32),
	ctype.Num("buf_nr", ctype.U32),
	ctype.Num("start_lba", ctype.U64),
	ctype.Num("end_lba", ctype.U64),
	ctype.PID("pid"),
}}

// blkTraceName is what the kernel stores.
var blkTraceName = ctype.Struct{CName: "blk_user_trace_setup", Fields: []ctype.Field{
	{Name: "name", Kind: ctype.Chars, N: 32, Show: showName},
	ctype.Pad(ctype.U16, 1),
	ctype.Pad(ctype.U32, 2),
	ctype.Pad(ctype.U64, 2),
	ctype.Pad(ctype.U32, 1),
}}
