package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Structs of the commands of flash memory, btrfs, virtual machines and GPIO chips.

var eraseInfo = ctype.Struct{CName: "erase_info_user", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U32),
	ctype.Hex("length", ctype.U32),
}}

var eraseInfo64 = ctype.Struct{CName: "erase_info_user64", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U64),
	ctype.Hex("length", ctype.U64),
}}

var mtdOob = ctype.Struct{CName: "mtd_oob_buf", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U32),
	ctype.Hex("length", ctype.U32),
	ctype.Pointer("ptr"),
}}

var mtdOob64 = ctype.Struct{CName: "mtd_oob_buf64", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U64),
	ctype.Pad(ctype.U32, 1),
	ctype.Hex("length", ctype.U32),
	ctype.As("usr_ptr", ctype.U64, showAddr),
}}

var mtdEccStats = ctype.Struct{CName: "mtd_ecc_stats", Fields: []ctype.Field{
	ctype.Hex("corrected", ctype.U32),
	ctype.Hex("failed", ctype.U32),
	ctype.Hex("badblocks", ctype.U32),
	ctype.Hex("bbtblocks", ctype.U32),
}}

var mtdOtp = ctype.Struct{CName: "otp_info", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U32),
	ctype.Hex("length", ctype.U32),
	ctype.Num("locked", ctype.U32),
}}

var mtdRegionFields = []ctype.Field{
	ctype.Hex("offset", ctype.U32),
	ctype.Hex("erasesize", ctype.U32),
	ctype.Hex("numblocks", ctype.U32),
	ctype.Hex("regionindex", ctype.U32),
}

var (
	mtdRegion    = ctype.Struct{CName: "region_info_user", Fields: mtdRegionFields, Order: []string{"regionindex"}}
	mtdRegionOut = ctype.Struct{CName: "region_info_user", Fields: mtdRegionFields, Order: []string{"offset", "erasesize", "numblocks"}}
)

var ubiResize = ctype.Struct{CName: "ubi_rsvol_req", Packed: true, Fields: []ctype.Field{
	ctype.Num("bytes", ctype.S64),
	ctype.Num("vol_id", ctype.S32),
}}

// teeOptee is TEE_IMPL_ID_OPTEE, the only implementation whose own capabilities have
// names (linux/tee.h).
const teeOptee = 1

var teeVersion = ctype.Struct{CName: "tee_ioctl_version_data", Fields: []ctype.Field{
	ctype.Enum("impl_id", ctype.U32, &xlat.TeeImplId),
	{Name: "impl_caps", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.TeeOpteeCap, If: &ctype.Cond{Field: "impl_id", Vals: []uint64{teeOptee}}},
	{Name: "impl_caps", Kind: ctype.U32, Show: ctype.ShowHex, If: &ctype.Cond{Field: "impl_id", Not: true, Vals: []uint64{teeOptee}}},
	ctype.Flags("gen_caps", ctype.U32, &xlat.TeeGenCap),
}, Order: []string{"impl_id", "gen_caps", "impl_caps"}, Places: &ctype.Places{At: [event.NumABI][]uint16{{0, 4, 4, 8}, {0, 4, 4, 8}}, Size: [event.NumABI]int{12, 12}}}

var teeSession = ctype.Struct{CName: "tee_ioctl_close_session_arg", Fields: []ctype.Field{
	ctype.Hex("session", ctype.U32),
}}

var teeCancel = ctype.Struct{CName: "tee_ioctl_cancel_arg", Fields: []ctype.Field{
	ctype.Num("cancel_id", ctype.U32),
	ctype.Hex("session", ctype.U32),
}}

var gpioChip = ctype.Struct{CName: "gpiochip_info", Fields: []ctype.Field{
	{Name: "name", Kind: ctype.Chars, N: 32, Show: showName},
	{Name: "label", Kind: ctype.Chars, N: 32, Show: showName},
	ctype.Num("lines", ctype.U32),
}}

var kvmMemory = ctype.Struct{CName: "kvm_userspace_memory_region", Fields: []ctype.Field{
	ctype.Num("slot", ctype.U32),
	ctype.Flags("flags", ctype.U32, &xlat.KvmMemory),
	ctype.Hex("guest_phys_addr", ctype.U64),
	ctype.Num("memory_size", ctype.U64),
	ctype.Hex("userspace_addr", ctype.U64),
}}

var btrfsVol = ctype.Struct{CName: "btrfs_ioctl_vol_args", Fields: []ctype.Field{
	ctype.As("fd", ctype.S64, ctype.ShowFD),
	{Name: "name", Kind: ctype.Chars, N: 4088, Show: showName},
}}

var btrfsQgroup = ctype.Struct{CName: "btrfs_ioctl_qgroup_create_args", Fields: []ctype.Field{
	ctype.Num("create", ctype.U64),
	ctype.Num("qgroupid", ctype.U64),
}}

var btrfsAssign = ctype.Struct{CName: "btrfs_ioctl_qgroup_assign_args", Fields: []ctype.Field{
	ctype.Num("assign", ctype.U64),
	ctype.Num("src", ctype.U64),
	ctype.Num("dst", ctype.U64),
}}
