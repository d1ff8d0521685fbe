package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Commands of files and of devices.

var fsxattr = ctype.Struct{CName: "fsxattr", Fields: []ctype.Field{
	ctype.Flags("fsx_xflags", ctype.U32, &xlat.XFlags),
	ctype.Num("fsx_extsize", ctype.U32),
	ctype.Num("fsx_nextents", ctype.U32),
	ctype.Hex("fsx_projid", ctype.U32),
	ctype.Num("fsx_cowextsize", ctype.U32),
	ctype.Pad(ctype.U8, 8),
}}

var cloneRange = ctype.Struct{CName: "file_clone_range", Fields: []ctype.Field{
	ctype.As("src_fd", ctype.S64, ctype.ShowFD),
	ctype.Num("src_offset", ctype.AU64),
	ctype.Num("src_length", ctype.AU64),
	ctype.Num("dest_offset", ctype.AU64),
}}

var rtcTime = ctype.Struct{CName: "rtc_time", Fields: []ctype.Field{
	ctype.Num("tm_sec", ctype.S32),
	ctype.Num("tm_min", ctype.S32),
	ctype.Num("tm_hour", ctype.S32),
	ctype.Num("tm_mday", ctype.S32),
	ctype.Num("tm_mon", ctype.S32),
	ctype.Num("tm_year", ctype.S32),
	{Name: "tm_wday", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "tm_yday", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "tm_isdst", Kind: ctype.S32, How: ctype.Verbose},
}}
