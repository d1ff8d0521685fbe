package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Structs in the messages of families of generic netlink.

var kernelTimespec = ctype.Struct{CName: "__kernel_timespec", Fields: []ctype.Field{
	ctype.Num("tv_sec", ctype.S64),
	ctype.Num("tv_nsec", ctype.S64),
}}

var ipvsFlags = ctype.Struct{CName: "ip_vs_flags", Fields: []ctype.Field{
	ctype.Flags("flags", ctype.U32, &xlat.IpvsSvcFlags),
	ctype.Hex("mask", ctype.U32),
}}

var nlStaFlagUpdate = ctype.Struct{CName: "nl80211_sta_flag_update", Fields: []ctype.Field{
	ctype.Flags("mask", ctype.U32, &xlat.Nl80211StaFlags),
	ctype.Flags("set", ctype.U32, &xlat.Nl80211StaFlags),
}}

var nlVendorCmd = ctype.Struct{CName: "nl80211_vendor_cmd_info", Fields: []ctype.Field{
	ctype.Hex("vendor_id", ctype.U32),
	ctype.Num("subcmd", ctype.U32),
}}

var nlRssiAdjust = ctype.Struct{CName: "nl80211_bss_select_rssi_adjust", Fields: []ctype.Field{
	ctype.Enum("band", ctype.U8, &xlat.Nl80211Bands),
	ctype.Num("delta", ctype.S8),
}}

var nlWowlanSeq = ctype.Struct{CName: "nl80211_wowlan_tcp_data_seq", Fields: []ctype.Field{
	ctype.Num("start", ctype.U32),
	ctype.Num("offset", ctype.U32),
	ctype.Num("len", ctype.U32),
}}

var nlTxrateVht = ctype.Struct{CName: "nl80211_txrate_vht", Fields: []ctype.Field{
	ctype.Nums("mcs", ctype.U16, 8),
}}

var nlTxrateHe = ctype.Struct{CName: "nl80211_txrate_he", Fields: []ctype.Field{
	ctype.Nums("mcs", ctype.U16, 8),
}}

var nlTxrateEht = ctype.Struct{CName: "nl80211_txrate_eht", Fields: []ctype.Field{
	ctype.Nums("mcs", ctype.U16, 16),
}}

var cgroupstats = ctype.Struct{CName: "cgroupstats", Fields: []ctype.Field{
	ctype.Num("nr_sleeping", ctype.U64),
	ctype.Num("nr_running", ctype.U64),
	ctype.Num("nr_stopped", ctype.U64),
	ctype.Num("nr_uninterruptible", ctype.U64),
	ctype.Num("nr_io_wait", ctype.U64),
}}

// taskstats grew with each version of the kernel: the kernel sends what its own has.
var taskstats = ctype.Struct{CName: "taskstats", Fields: []ctype.Field{
	ctype.Num("version", ctype.U16),
	ctype.Num("ac_exitcode", ctype.U32),
	ctype.Flags("ac_flag", ctype.U8, &xlat.AcctFlags),
	ctype.Num("ac_nice", ctype.U8),
	ctype.Pad(ctype.U8, 6),
	ctype.Num("cpu_count", ctype.U64),
	ctype.Num("cpu_delay_total", ctype.U64),
	ctype.Num("blkio_count", ctype.U64),
	ctype.Num("blkio_delay_total", ctype.U64),
	ctype.Num("swapin_count", ctype.U64),
	ctype.Num("swapin_delay_total", ctype.U64),
	ctype.Num("cpu_run_real_total", ctype.U64),
	ctype.Num("cpu_run_virtual_total", ctype.U64),
	ctype.Text("ac_comm", 32),
	ctype.Num("ac_sched", ctype.U8),
	ctype.Pad(ctype.U8, 7),
	ctype.Num("ac_uid", ctype.U32),
	ctype.Num("ac_gid", ctype.U32),
	ctype.Num("ac_pid", ctype.U32),
	ctype.Num("ac_ppid", ctype.U32),
	ctype.Num("ac_btime", ctype.U32),
	ctype.Pad(ctype.U8, 4),
	ctype.Num("ac_etime", ctype.U64),
	ctype.Num("ac_utime", ctype.U64),
	ctype.Num("ac_stime", ctype.U64),
	ctype.Num("ac_minflt", ctype.U64),
	ctype.Num("ac_majflt", ctype.U64),
	ctype.Num("coremem", ctype.U64),
	ctype.Num("virtmem", ctype.U64),
	ctype.Num("hiwater_rss", ctype.U64),
	ctype.Num("hiwater_vm", ctype.U64),
	ctype.Num("read_char", ctype.U64),
	ctype.Num("write_char", ctype.U64),
	ctype.Num("read_syscalls", ctype.U64),
	ctype.Num("write_syscalls", ctype.U64),
	ctype.Num("read_bytes", ctype.U64),
	ctype.Num("write_bytes", ctype.U64),
	ctype.Num("cancelled_write_bytes", ctype.U64),
	ctype.Num("nvcsw", ctype.U64),
	ctype.Num("nivcsw", ctype.U64),
	ctype.Num("ac_utimescaled", ctype.U64),
	ctype.Num("ac_stimescaled", ctype.U64),
	ctype.Num("cpu_scaled_run_real_total", ctype.U64),
	ctype.Num("freepages_count", ctype.U64),
	ctype.Num("freepages_delay_total", ctype.U64),
	ctype.Num("thrashing_count", ctype.U64),
	ctype.Num("thrashing_delay_total", ctype.U64),
	ctype.Num("ac_btime64", ctype.U64),
	ctype.Num("compact_count", ctype.U64),
	ctype.Num("compact_delay_total", ctype.U64),
	ctype.Num("ac_tgid", ctype.U32),
	ctype.Pad(ctype.U8, 4),
	ctype.Num("ac_tgetime", ctype.U64),
	ctype.Hex("ac_exe_dev", ctype.U64),
	ctype.Num("ac_exe_inode", ctype.U64),
	ctype.Num("wpcopy_count", ctype.U64),
	ctype.Num("wpcopy_delay_total", ctype.U64),
	ctype.Num("irq_count", ctype.U64),
	ctype.Num("irq_delay_total", ctype.U64),
	ctype.Num("cpu_delay_max", ctype.U64),
	ctype.Num("cpu_delay_min", ctype.U64),
	ctype.Num("blkio_delay_max", ctype.U64),
	ctype.Num("blkio_delay_min", ctype.U64),
	ctype.Num("swapin_delay_max", ctype.U64),
	ctype.Num("swapin_delay_min", ctype.U64),
	ctype.Num("freepages_delay_max", ctype.U64),
	ctype.Num("freepages_delay_min", ctype.U64),
	ctype.Num("thrashing_delay_max", ctype.U64),
	ctype.Num("thrashing_delay_min", ctype.U64),
	ctype.Num("compact_delay_max", ctype.U64),
	ctype.Num("compact_delay_min", ctype.U64),
	ctype.Num("wpcopy_delay_max", ctype.U64),
	ctype.Num("wpcopy_delay_min", ctype.U64),
	ctype.Num("irq_delay_max", ctype.U64),
	ctype.Num("irq_delay_min", ctype.U64),
	ctype.Sub("cpu_delay_max_ts", &kernelTimespec),
	ctype.Sub("blkio_delay_max_ts", &kernelTimespec),
	ctype.Sub("swapin_delay_max_ts", &kernelTimespec),
	ctype.Sub("freepages_delay_max_ts", &kernelTimespec),
	ctype.Sub("thrashing_delay_max_ts", &kernelTimespec),
	ctype.Sub("compact_delay_max_ts", &kernelTimespec),
	ctype.Sub("wpcopy_delay_max_ts", &kernelTimespec),
	ctype.Sub("irq_delay_max_ts", &kernelTimespec),
}}
