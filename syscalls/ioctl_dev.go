package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Commands of IDE disks (linux/hdreg.h).
var hdIoctls = []Case{
	{Name: "HDIO_GET_32BIT", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_ACOUSTIC", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_ADDRESS", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_DMA", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_KEEPSETTINGS", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_MULTCOUNT", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_NOWERR", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_UNMASKINTR", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_WCACHE", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_SET_32BIT", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_ACOUSTIC", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_ADDRESS", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_DMA", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_KEEPSETTINGS", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_MULTCOUNT", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_NOWERR", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_PIO_MODE", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_UNMASKINTR", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_WCACHE", Args: []Arg{size("arg")}},
	{Name: "HDIO_UNREGISTER_HWIF", Args: []Arg{size("arg")}},
}

// Commands of SCSI devices (include/scsi/sg.h).
var sgIoctls = []Case{
	{Name: "SG_EMULATED_HOST", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_ACCESS_COUNT", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_COMMAND_Q", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_KEEP_ORPHAN", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_LOW_DMA", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_NUM_WAITING", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_PACK_ID", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_RESERVED_SIZE", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_SG_TABLESIZE", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_TIMEOUT"},
	{Name: "SG_GET_TRANSFORM", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_VERSION_NUM", Args: []Arg{outInt("arg")}},
	{Name: "SG_IO", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "SG_NEXT_CMD_LEN", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_COMMAND_Q", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_DEBUG", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_FORCE_LOW_DMA", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_FORCE_PACK_ID", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_KEEP_ORPHAN", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_RESERVED_SIZE", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_TIMEOUT", Args: []Arg{inInt("arg")}},
	{Name: "SG_SET_TRANSFORM", Args: []Arg{hex("arg")}},
}

// Commands of seccomp(2)'s notifications (linux/seccomp.h).
var seccompIoctls = []Case{
	{Name: "SECCOMP_IOCTL_NOTIF_ID_VALID", Args: []Arg{inHexNum("arg", ctype.U64)}},
}

// Commands of perf_event_open(2) (linux/perf_event.h).
var perfIoctls = []Case{
	{Name: "PERF_EVENT_IOC_DISABLE", Args: []Arg{flagslong("arg", &xlat.PerfIocFlags)}},
	{Name: "PERF_EVENT_IOC_ENABLE", Args: []Arg{flagslong("arg", &xlat.PerfIocFlags)}},
	{Name: "PERF_EVENT_IOC_ID", Args: []Arg{outNum("arg", ctype.U64)}},
	{Name: "PERF_EVENT_IOC_PAUSE_OUTPUT", Args: []Arg{size("arg")}},
	{Name: "PERF_EVENT_IOC_PERIOD", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "PERF_EVENT_IOC_REFRESH", Args: []Arg{num("arg")}},
	{Name: "PERF_EVENT_IOC_RESET", Args: []Arg{flagslong("arg", &xlat.PerfIocFlags)}},
	{Name: "PERF_EVENT_IOC_SET_BPF", Args: []Arg{num("arg")}},
	{Name: "PERF_EVENT_IOC_SET_FILTER", Args: []Arg{str("arg")}},
	{Name: "PERF_EVENT_IOC_SET_OUTPUT", Args: []Arg{num("arg")}},
}

// Commands of clocks on the network (linux/ptp_clock.h).
var ptpIoctls = []Case{}

// Commands of counters (linux/counter.h).
var counterIoctls = []Case{
	{Name: "COUNTER_DISABLE_EVENTS_IOCTL"},
	{Name: "COUNTER_ENABLE_EVENTS_IOCTL"},
}

// Commands of input devices (linux/input.h).
var inputIoctls = []Case{
	{Name: "EVIOCGEFFECTS", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "EVIOCGRAB", Args: []Arg{size("arg")}},
	{Name: "EVIOCGVERSION", Args: []Arg{outHexNum("arg", ctype.U32)}},
	{Name: "EVIOCREVOKE", Args: []Arg{size("arg")}},
	{Name: "EVIOCRMFF", Args: []Arg{num("arg")}},
	{Name: "EVIOCSCLOCKID", Args: []Arg{inNum("arg", ctype.U32)}},
}

// Commands of inotify(7) (linux/inotify.h).
var inotifyIoctls = []Case{
	{Name: "INOTIFY_IOC_SETNEXTWD", Args: []Arg{num("arg")}},
}

// Commands of flash memory (mtd/mtd-abi.h).
var mtdIoctls = []Case{
	{Name: "MEMGETBADBLOCK", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "MEMGETREGIONCOUNT", Args: []Arg{outInt("arg")}},
	{Name: "MEMSETBADBLOCK", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "OTPGETREGIONCOUNT", Args: []Arg{outNum("arg", ctype.U32)}},
}

// Commands of UBI (mtd/ubi-user.h).
var ubiIoctls = []Case{
	{Name: "UBI_IOCDET", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBER", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBISMAP", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBUNMAP", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCRMVOL", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCRPEB", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCSPEB", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCVOLCRBLK"},
	{Name: "UBI_IOCVOLRMBLK"},
	{Name: "UBI_IOCVOLUP", Args: []Arg{inNum("arg", ctype.S64)}},
}

// Commands of random(4) (linux/random.h).
var randomIoctls = []Case{
	{Name: "RNDADDTOENTCNT", Args: []Arg{inInt("arg")}},
	{Name: "RNDCLEARPOOL"},
	{Name: "RNDGETENTCNT", Args: []Arg{outInt("arg")}},
	{Name: "RNDRESEEDCRNG"},
	{Name: "RNDZAPENTCNT"},
}

// Commands of video devices (linux/videodev2.h).
var videoIoctls = []Case{
	{Name: "VIDIOC_G_INPUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "VIDIOC_G_STD", Args: []Arg{outHexNum("arg", ctype.U64)}},
	{Name: "VIDIOC_S_INPUT", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "VIDIOC_S_STD", Args: []Arg{inHexNum("arg", ctype.U64)}},
}

// Commands of watchdogs (linux/watchdog.h).
var watchdogIoctls = []Case{
	{Name: "WDIOC_GETBOOTSTATUS", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_GETPRETIMEOUT", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_GETSTATUS", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_GETTEMP", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_GETTIMELEFT", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_GETTIMEOUT", Args: []Arg{outInt("arg")}},
	{Name: "WDIOC_KEEPALIVE"},
	{Name: "WDIOC_SETPRETIMEOUT", Args: []Arg{inInt("arg")}},
	{Name: "WDIOC_SETTIMEOUT", Args: []Arg{inInt("arg")}},
}

// Commands of infrared devices (linux/lirc.h).
var lircIoctls = []Case{
	{Name: "LIRC_GET_LENGTH", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_MAX_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_MIN_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_REC_RESOLUTION", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_REC_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_MEASURE_CARRIER_MODE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_CARRIER", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_CARRIER_RANGE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_TIMEOUT", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_TIMEOUT_REPORTS", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_SEND_CARRIER", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_SEND_DUTY_CYCLE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_TRANSMITTER_MASK", Args: []Arg{inHexNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_WIDEBAND_RECEIVER", Args: []Arg{inNum("arg", ctype.U32)}},
}

// Commands of clocks in hardware (linux/rtc.h).
var rtcIoctls = []Case{
	{Name: "RTC_AIE_OFF"},
	{Name: "RTC_AIE_ON"},
	{Name: "RTC_ALM_READ", Args: []Arg{out("arg", &rtcTime)}},
	{Name: "RTC_ALM_SET", Args: []Arg{in("arg", &rtcTime)}},
	{Name: "RTC_EPOCH_READ", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "RTC_EPOCH_SET", Args: []Arg{size("arg")}},
	{Name: "RTC_IRQP_READ", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "RTC_IRQP_SET", Args: []Arg{size("arg")}},
	{Name: "RTC_PIE_OFF"},
	{Name: "RTC_PIE_ON"},
	{Name: "RTC_RD_TIME", Args: []Arg{out("arg", &rtcTime)}},
	{Name: "RTC_SET_TIME", Args: []Arg{in("arg", &rtcTime)}},
	{Name: "RTC_UIE_OFF"},
	{Name: "RTC_UIE_ON"},
	{Name: "RTC_VL_CLR"},
	{Name: "RTC_WIE_OFF"},
	{Name: "RTC_WIE_ON"},
}

// Commands of trusted environments (linux/tee.h).
var teeIoctls = []Case{}

// Commands of userfaultfd(2) (linux/userfaultfd.h).
var uffdIoctls = []Case{}

// Commands of virtual machines (linux/kvm.h).
var kvmIoctls = []Case{
	{Name: "KVM_CREATE_VCPU", Args: []Arg{unum("arg")}},
}

// Commands of GPIO lines (linux/gpio.h).
var gpioIoctls = []Case{}
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
