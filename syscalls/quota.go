package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/xlat"
)

// quotactl(2) and quotactl_fd(2): the command, without the quota's type in its
// low byte, says what the last arguments are.

var quotaFdCmd = Switch{Arg: 1, Mask: 0xffffff00, Like: &quotaCmd}

var quotaCmd = Switch{Arg: 0, Keep: 1, Mask: 0xffffff00, Names: &xlat.QuotaCmds, Shift: 8, Cases: []Case{
	{V: 0x580100, Args: []Arg{skip(), inCustom("addr", sayQuotaFlags)}}, // Q_XQUOTAON
	{V: 0x580200, Args: []Arg{skip(), inCustom("addr", sayQuotaFlags)}},
	{V: 0x580300, Args: []Arg{id("id"), out("addr", &fsDiskQuota)}},
	{V: 0x580400, Args: []Arg{id("id"), in("addr", &fsDiskQuota)}},
	{V: 0x580500, Args: []Arg{skip(), out("addr", &fsQuotaStat)}},
	{V: 0x580600, Args: []Arg{skip(), inCustom("addr", sayQuotaRemoved)}},
	{V: 0x580700}, // Q_XQUOTASYNC
	{V: 0x580800, Args: []Arg{skip(), out("addr", &fsQuotaStatv)}},
	{V: 0x580900, Args: []Arg{id("id"), out("addr", &fsDiskQuota)}},
	{V: 0x80000100}, // Q_SYNC
	{V: 0x80000200, Args: []Arg{enum("id", &xlat.QuotaFormats), path("addr")}},
	{V: 0x80000300}, // Q_QUOTAOFF
	{V: 0x80000400, Args: []Arg{skip(), outCustom("addr", sayQuotaFormat)}},
	{V: 0x80000500, Args: []Arg{skip(), out("addr", &ifDqinfo)}},
	{V: 0x80000600, Args: []Arg{skip(), in("addr", &ifDqinfo)}},
	{V: 0x80000700, Args: []Arg{id("id"), out("addr", &ifDqblk)}},
	{V: 0x80000800, Args: []Arg{id("id"), in("addr", &ifDqblk)}},
	{V: 0x80000900, Args: []Arg{id("id"), out("addr", &ifNextdqblk)}},
}}

// sayQuotaCmd says a command and the type of quota it is about.
func sayQuotaCmd(d *Dec, a *Arg, i int) {
	v := d.C.Uint(i)
	if o := d.Options(); o.Style == emit.Text && o.Const != emit.Names {
		d.Buf.Uint(uint64(v))
		if o.Const == emit.Raw {
			return
		}
		d.BeginComment()
		d.Plain()
		sayQCMD(d, v)
		d.Styled()
		d.EndComment()
		return
	}
	sayQCMD(d, v)
}

func sayQCMD(d *Dec, v uint32) {
	d.Macro("QCMD")
	d.Enum(&xlat.QuotaCmds, uint64(v>>8))
	d.Enum(&xlat.QuotaTypes, uint64(v&0xff))
	d.EndMacro()
}

func sayQuotaFlags(d *Dec, a *Arg, i int)   { sayFlags32At(d, i, &xlat.QuotaXfsFlags) }
func sayQuotaRemoved(d *Dec, a *Arg, i int) { sayFlags32At(d, i, &xlat.QuotaXfsTypes) }

// sayFlags32At says flags in the 32-bit number that register i points to.
func sayFlags32At(d *Dec, i int, s *xlat.Set) {
	p := d.ReadAll(d.C.Ptr(i), 4)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Flags(s, uint64(binary.LittleEndian.Uint32(p)))
	d.EndRef()
}

func sayQuotaFormat(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 4)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Enum(&xlat.QuotaFormats, uint64(binary.LittleEndian.Uint32(p)))
	d.EndRef()
}

var ifDqblk = ctype.Struct{CName: "if_dqblk", Fields: []ctype.Field{
	ctype.Num("dqb_bhardlimit", ctype.U64),
	ctype.Num("dqb_bsoftlimit", ctype.U64),
	ctype.Num("dqb_curspace", ctype.U64),
	ctype.Num("dqb_ihardlimit", ctype.U64),
	ctype.Num("dqb_isoftlimit", ctype.U64),
	ctype.Num("dqb_curinodes", ctype.U64),
	{Name: "dqb_btime", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "dqb_itime", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "dqb_valid", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.QuotaValid, How: ctype.Verbose},
}}

var ifNextdqblk = ctype.Struct{CName: "if_nextdqblk", Fields: []ctype.Field{
	ctype.Num("dqb_bhardlimit", ctype.U64),
	ctype.Num("dqb_bsoftlimit", ctype.U64),
	ctype.Num("dqb_curspace", ctype.U64),
	ctype.Num("dqb_ihardlimit", ctype.U64),
	ctype.Num("dqb_isoftlimit", ctype.U64),
	ctype.Num("dqb_curinodes", ctype.U64),
	{Name: "dqb_btime", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "dqb_itime", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "dqb_valid", Kind: ctype.U32, Show: ctype.ShowFlags, Set: &xlat.QuotaValid, How: ctype.Verbose},
	ctype.Num("dqb_id", ctype.U32),
}}

var ifDqinfo = ctype.Struct{CName: "if_dqinfo", Fields: []ctype.Field{
	ctype.Num("dqi_bgrace", ctype.U64),
	ctype.Num("dqi_igrace", ctype.U64),
	ctype.Flags("dqi_flags", ctype.U32, &xlat.QuotaInfoFlags),
	ctype.Flags("dqi_valid", ctype.U32, &xlat.QuotaInfoValid),
}}

var fsDiskQuota = ctype.Struct{CName: "fs_disk_quota", Fields: []ctype.Field{
	ctype.Num("d_version", ctype.S8),
	ctype.Flags("d_flags", ctype.U8, &xlat.QuotaXfsTypes),
	ctype.Hex("d_fieldmask", ctype.U16),
	ctype.Num("d_id", ctype.U32),
	ctype.Num("d_blk_hardlimit", ctype.U64),
	ctype.Num("d_blk_softlimit", ctype.U64),
	ctype.Num("d_ino_hardlimit", ctype.U64),
	ctype.Num("d_ino_softlimit", ctype.U64),
	ctype.Num("d_bcount", ctype.U64),
	ctype.Num("d_icount", ctype.U64),
	{Name: "d_itimer", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "d_btimer", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "d_iwarns", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "d_bwarns", Kind: ctype.U16, How: ctype.Verbose},
	ctype.Pad(ctype.S8, 4),
	{Name: "d_rtb_hardlimit", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "d_rtb_softlimit", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "d_rtbcount", Kind: ctype.U64, How: ctype.Verbose},
	{Name: "d_rtbtimer", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "d_rtbwarns", Kind: ctype.U16, How: ctype.Verbose},
	ctype.Pad(ctype.S16, 1),
	ctype.Pad(ctype.Chars, 8),
}}

var fsQfilestat = ctype.Struct{CName: "fs_qfilestat", Fields: []ctype.Field{
	ctype.Num("qfs_ino", ctype.U64),
	ctype.Num("qfs_nblks", ctype.U64),
	ctype.Num("qfs_nextents", ctype.U32),
}}

var fsQuotaStat = ctype.Struct{CName: "fs_quota_stat", Fields: []ctype.Field{
	ctype.Num("qs_version", ctype.S8),
	{Name: "qs_flags", Kind: ctype.U16, Show: ctype.ShowFlags, Set: &xlat.QuotaXfsFlags, How: ctype.Verbose},
	ctype.Pad(ctype.S8, 1),
	{Name: "qs_uquota", Kind: ctype.Nested, Sub: &fsQfilestat, How: ctype.Verbose},
	{Name: "qs_gquota", Kind: ctype.Nested, Sub: &fsQfilestat, How: ctype.Verbose},
	{Name: "qs_incoredqs", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "qs_btimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_itimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_rtbtimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_bwarnlimit", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "qs_iwarnlimit", Kind: ctype.U16, How: ctype.Verbose},
}}

var fsQfilestatv = ctype.Struct{CName: "fs_qfilestatv", Fields: []ctype.Field{
	ctype.Num("qfs_ino", ctype.U64),
	ctype.Num("qfs_nblks", ctype.U64),
	ctype.Num("qfs_nextents", ctype.U32),
	ctype.Pad(ctype.U32, 1),
}}

var fsQuotaStatv = ctype.Struct{CName: "fs_quota_statv", Fields: []ctype.Field{
	ctype.Num("qs_version", ctype.S8),
	ctype.Pad(ctype.U8, 1),
	{Name: "qs_flags", Kind: ctype.U16, Show: ctype.ShowFlags, Set: &xlat.QuotaXfsFlags, How: ctype.Verbose},
	{Name: "qs_incoredqs", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "qs_uquota", Kind: ctype.Nested, Sub: &fsQfilestatv, How: ctype.Verbose},
	{Name: "qs_gquota", Kind: ctype.Nested, Sub: &fsQfilestatv, How: ctype.Verbose},
	{Name: "qs_pquota", Kind: ctype.Nested, Sub: &fsQfilestatv, How: ctype.Verbose},
	{Name: "qs_btimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_itimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_rtbtimelimit", Kind: ctype.S32, How: ctype.Verbose},
	{Name: "qs_bwarnlimit", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "qs_iwarnlimit", Kind: ctype.U16, How: ctype.Verbose},
	ctype.Pad(ctype.U16, 2),
	ctype.Pad(ctype.U32, 1),
	ctype.Pad(ctype.U64, 7),
}}
