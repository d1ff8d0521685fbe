package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Structs of the commands of devices.

var hdGeometry = ctype.Struct{CName: "hd_geometry", Fields: []ctype.Field{
	ctype.Num("heads", ctype.U8),
	ctype.Num("sectors", ctype.U8),
	ctype.Num("cylinders", ctype.U16),
	ctype.Num("start", ctype.Ulong),
}}

var sgScsiID = ctype.Struct{CName: "sg_scsi_id", Fields: []ctype.Field{
	ctype.Num("host_no", ctype.S32),
	ctype.Num("channel", ctype.S32),
	ctype.Hex("scsi_id", ctype.U32),
	ctype.Num("lun", ctype.S32),
	ctype.Hex("scsi_type", ctype.U32),
	ctype.Num("h_cmd_per_lun", ctype.S16),
	ctype.Num("d_queue_depth", ctype.S16),
	{Name: "unused", Kind: ctype.S32, N: 2, Show: ctype.ShowHex, How: ctype.Hidden},
}}

var sgReqInfo = ctype.Struct{CName: "sg_req_info", Fields: []ctype.Field{
	ctype.Num("req_state", ctype.S8),
	ctype.Num("orphan", ctype.S8),
	ctype.Num("sg_io_owned", ctype.S8),
	ctype.Num("problem", ctype.S8),
	ctype.Num("pack_id", ctype.S32),
	ctype.Pointer("usr_ptr"),
	ctype.Num("duration", ctype.U32),
	ctype.Pad(ctype.S32, 1),
}}

var rtcPll = ctype.Struct{CName: "rtc_pll_info", Fields: []ctype.Field{
	ctype.Num("pll_ctrl", ctype.S32),
	ctype.Num("pll_value", ctype.S32),
	ctype.Num("pll_max", ctype.S32),
	ctype.Num("pll_min", ctype.S32),
	ctype.Num("pll_posmult", ctype.S32),
	ctype.Num("pll_negmult", ctype.S32),
	ctype.Num("pll_clock", ctype.Long),
}}

var rtcAlarm = ctype.Struct{CName: "rtc_wkalrm", Fields: []ctype.Field{
	ctype.Num("enabled", ctype.U8),
	ctype.Num("pending", ctype.U8),
	ctype.Sub("time", &rtcTime),
}}

// rtcBackup is RTC_PARAM_BACKUP_SWITCH_MODE, whose values have names.
const rtcBackup = 2

var rtcParamFields = []ctype.Field{
	ctype.Enum("param", ctype.U64, &xlat.RtcParams),
	{Name: "uvalue", Kind: ctype.U64, Show: ctype.ShowHex, If: &ctype.Cond{Field: "param", Not: true, Vals: []uint64{rtcBackup}}},
	{Name: "uvalue", Kind: ctype.U64, Show: ctype.ShowEnum, Set: &xlat.RtcBackup, If: &ctype.Cond{Field: "param", Vals: []uint64{rtcBackup}}},
	ctype.Num("index", ctype.U32),
	{Name: "__pad", Kind: ctype.U32, Show: ctype.ShowHex, How: ctype.NonZero},
}

var rtcParamPlaces = ctype.Places{At: [event.NumABI][]uint16{{0, 8, 8, 16, 20}, {0, 8, 8, 16, 20}}, Size: [event.NumABI]int{24, 24}}

var (
	rtcParam    = ctype.Struct{CName: "rtc_param", Fields: rtcParamFields, Places: &rtcParamPlaces}
	rtcParamIn  = ctype.Struct{CName: "rtc_param", Fields: rtcParamFields, Places: &rtcParamPlaces, Order: []string{"param", "index", "__pad"}}
	rtcParamOut = ctype.Struct{CName: "rtc_param", Fields: rtcParamFields, Places: &rtcParamPlaces, Order: []string{"uvalue", "__pad"}}
)

var counterWatch = ctype.Struct{CName: "counter_watch", Fields: []ctype.Field{
	ctype.Sub("component", &counterComponent),
	ctype.Enum("event", ctype.U8, &xlat.CounterEvents),
	ctype.Num("channel", ctype.U8),
}}

var counterComponent = ctype.Struct{CName: "counter_component", Fields: []ctype.Field{
	ctype.Enum("type", ctype.U8, &xlat.CounterTypes),
	ctype.Enum("scope", ctype.U8, &xlat.CounterScopes),
	ctype.Num("parent", ctype.U8),
	ctype.Num("id", ctype.U8),
}}

var inputID = ctype.Struct{CName: "input_id", Fields: []ctype.Field{
	ctype.Num("bustype", ctype.U16),
	ctype.Num("vendor", ctype.U16),
	ctype.Num("product", ctype.U16),
	ctype.Num("version", ctype.U16),
}}

var inputAbsinfo = ctype.Struct{CName: "input_absinfo", Fields: []ctype.Field{
	ctype.Num("value", ctype.S32),
	ctype.Num("minimum", ctype.S32),
	{Name: "maximum", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "fuzz", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "flat", Kind: ctype.U32, How: ctype.Verbose},
	{Name: "resolution", Kind: ctype.U32, How: ctype.Verbose},
}}

var inputKeymap = ctype.Struct{CName: "input_keymap_entry", Fields: []ctype.Field{
	ctype.Num("flags", ctype.U8),
	ctype.Num("len", ctype.U8),
	{Name: "index", Kind: ctype.U16, How: ctype.Verbose},
	{Name: "keycode", Kind: ctype.U32, Show: ctype.ShowEnum, Set: &xlat.InputKeys, How: ctype.Verbose},
	{Name: "scancode", Kind: ctype.U8, N: 32, Show: ctype.ShowHex, How: ctype.Verbose},
}}

var ptpTime = ctype.Struct{CName: "ptp_clock_time", Fields: []ctype.Field{
	ctype.Num("sec", ctype.S64),
	ctype.Num("nsec", ctype.U32),
	{Name: "reserved", Kind: ctype.U32, Show: ctype.ShowHex, How: ctype.NonZero},
}}

// showPtpTime shows a moment, with its date.
func showPtpTime(d *Dec, f *ctype.Field, p []byte) {
	d.StructIn(&ptpTime, p)
	if !d.Numbers() {
		d.Date(int64(d.Member(&ptpTime, "sec", p)), d.Member(&ptpTime, "nsec", p))
	}
}

var ptpCaps = ctype.Struct{CName: "ptp_clock_caps", Fields: []ctype.Field{
	ctype.Num("max_adj", ctype.S32),
	ctype.Num("n_alarm", ctype.S32),
	ctype.Num("n_ext_ts", ctype.S32),
	ctype.Num("n_per_out", ctype.S32),
	ctype.Num("pps", ctype.S32),
	ctype.Num("n_pins", ctype.S32),
	ctype.Num("cross_timestamping", ctype.S32),
	ctype.Num("adjust_phase", ctype.S32),
	{Name: "max_phase_adj", Kind: ctype.S32, How: ctype.NonZero},
	{Name: "rsv", Kind: ctype.U32, N: 11, Show: ctype.ShowHex, How: ctype.NonZero},
}}

var ptpExttsFields = []ctype.Field{
	ctype.Num("index", ctype.U32),
	ctype.Flags("flags", ctype.U32, &xlat.PtpExtts),
	{Name: "rsv", Kind: ctype.U32, N: 2, Show: ctype.ShowHex, How: ctype.NonZero},
}

var (
	ptpExtts1 = ctype.Struct{CName: "ptp_extts_request", Fields: ptpExttsFields, Order: []string{"index", "flags"}}
	ptpExtts  = ctype.Struct{CName: "ptp_extts_request", Fields: ptpExttsFields}
)

var ptpPrecise = ctype.Struct{CName: "ptp_sys_offset_precise", Fields: []ctype.Field{
	{Name: "device", Kind: ctype.Nested, Sub: &ptpTime, Show: showPtpTime},
	{Name: "sys_realtime", Kind: ctype.Nested, Sub: &ptpTime, Show: showPtpTime},
	{Name: "sys_monoraw", Kind: ctype.Nested, Sub: &ptpTime},
	{Name: "rsv", Kind: ctype.U32, N: 4, Show: ctype.ShowHex, How: ctype.NonZero},
}}

var ptpPinFields = []ctype.Field{
	{Name: "name", Kind: ctype.Chars, N: 64, Show: showName},
	ctype.Num("index", ctype.U32),
	ctype.Enum("func", ctype.U32, &xlat.PtpPins),
	ctype.Num("chan", ctype.U32),
	{Name: "rsv", Kind: ctype.U32, N: 5, Show: ctype.ShowHex, How: ctype.NonZero},
}

var (
	ptpPinSet  = ctype.Struct{CName: "ptp_pin_desc", Fields: ptpPinFields, Order: []string{"index", "func", "chan"}}
	ptpPinSet2 = ctype.Struct{CName: "ptp_pin_desc", Fields: ptpPinFields, Order: []string{"index", "func", "chan", "rsv"}}
	ptpPinAsk  = ctype.Struct{CName: "ptp_pin_desc", Fields: ptpPinFields, Order: []string{"index"}}
	ptpPinAsk2 = ctype.Struct{CName: "ptp_pin_desc", Fields: ptpPinFields, Order: []string{"index", "rsv"}}
	ptpPinGet  = ctype.Struct{CName: "ptp_pin_desc", Fields: ptpPinFields, Order: []string{"name", "func", "chan"}}
)

// sayEntropy says struct rand_pool_info: its two numbers and the bytes behind them
// (linux/random.h).
func sayEntropy(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, 8)
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	size := int32(ctype.S32.Number(d.ABI, p[4:]))
	d.Buf.Struct()
	d.Field("entropy_count")
	d.Int(int64(int32(ctype.S32.Number(d.ABI, p))))
	d.Field("buf_size")
	d.Int(int64(size))
	d.Field("buf")
	d.Bytes(at+8, uint64(int64(size)))
	d.EndStruct()
}

// sayKeycode says a scancode and the key that it stands for.
func sayKeycode(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), 8)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Array()
	d.Uint(ctype.U32.Number(d.ABI, p))
	d.Enum(&xlat.InputKeys, ctype.U32.Number(d.ABI, p[4:]))
	d.EndArray()
}

// sayNumsAt says as many numbers as a.Len tells, if they can all be read.
func sayNumsAt(d *Dec, a *Arg, i int) {
	size := a.Num.Size(d.ABI)
	p := d.ReadAll(d.C.Ptr(i), int(a.Len)*size)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Array()
	for ; len(p) > 0; p = p[size:] {
		d.Uint(a.Num.Number(d.ABI, p))
	}
	d.EndArray()
}

// sayHexNumsAt says as many of them as can be read, in hexadecimal.
func sayHexNumsAt(d *Dec, a *Arg, i int) {
	k := a.Num
	d.ArrayOf(d.C.Ptr(i), uint64(a.Len), k.Size(d.ABI), func(d *Dec, p []byte) { d.Hex(k.Number(d.ABI, p)) })
}

// The sizes of what a disk tells of itself: struct hd_driveid, and what there was
// before it (linux/hdreg.h).
const (
	hdDriveID    = 512
	hdOldDriveID = 142
)

func sayHdIdentity(d *Dec, _ *Arg, i int)    { sayWhole(d, i, hdDriveID) }
func sayHdOldIdentity(d *Dec, _ *Arg, i int) { sayWhole(d, i, hdOldDriveID) }

// sayWhole says the n bytes that register i points to, if they can all be read.
func sayWhole(d *Dec, i, n int) {
	p := d.ReadAll(d.C.Ptr(i), n)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Str(p[:min(n, d.O.StrLen)], n > d.O.StrLen)
}
