package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Commands of IDE disks (linux/hdreg.h).
var hdIoctls = []Case{
	{Name: "HDIO_DRIVE_RESET", Args: []Arg{inHexNums("arg", ctype.U32, 3)}},
	{Name: "HDIO_GETGEO", Args: []Arg{out("arg", &hdGeometry)}},
	{Name: "HDIO_GET_32BIT", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_ACOUSTIC", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_ADDRESS", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_BUSSTATE", Args: []Arg{outEnumNum("arg", ctype.Ulong, &xlat.HdBusStates)}},
	{Name: "HDIO_GET_DMA", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_IDENTITY", Args: []Arg{outCustom("arg", sayHdIdentity)}},
	{Name: "HDIO_GET_KEEPSETTINGS", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_MULTCOUNT", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_NICE", Args: []Arg{outFlagNum("arg", ctype.Ulong, &xlat.HdNice)}},
	{Name: "HDIO_GET_NOWERR", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_UNMASKINTR", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_GET_WCACHE", Args: []Arg{outNum("arg", ctype.Ulong)}},
	{Name: "HDIO_OBSOLETE_IDENTITY", Args: []Arg{outCustom("arg", sayHdOldIdentity)}},
	{Name: "HDIO_SCAN_HWIF", Args: []Arg{inHexNums("arg", ctype.U32, 3)}},
	{Name: "HDIO_SET_32BIT", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_ACOUSTIC", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_ADDRESS", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_BUSSTATE", Args: []Arg{enumUlong("arg", &xlat.HdBusStates)}},
	{Name: "HDIO_SET_DMA", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_KEEPSETTINGS", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_MULTCOUNT", Args: []Arg{size("arg")}},
	{Name: "HDIO_SET_NICE", Args: []Arg{flagslong("arg", &xlat.HdNice)}},
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
	{Name: "SG_GET_REQUEST_TABLE", Args: []Arg{out("arg", &sgReqInfo)}},
	{Name: "SG_GET_RESERVED_SIZE", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_SCSI_ID", Args: []Arg{out("arg", &sgScsiID)}},
	{Name: "SG_GET_SG_TABLESIZE", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_TIMEOUT"},
	{Name: "SG_GET_TRANSFORM", Args: []Arg{outInt("arg")}},
	{Name: "SG_GET_VERSION_NUM", Args: []Arg{outInt("arg")}},
	{Name: "SG_IO", Args: []Arg{inoutCustom("arg", saySgIO)}},
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
	{Name: "SECCOMP_IOCTL_NOTIF_ADDFD", Args: []Arg{in("arg", &seccompNotifAddfd)}},
	{Name: "SECCOMP_IOCTL_NOTIF_ID_VALID", Args: []Arg{inHexNum("arg", ctype.U64)}},
	{Name: "SECCOMP_IOCTL_NOTIF_RECV", Args: []Arg{inoutCustom("arg", sayNotif)}},
	{Name: "SECCOMP_IOCTL_NOTIF_SEND", Args: []Arg{in("arg", &seccompNotifResp)}},
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
var ptpIoctls = []Case{
	{Name: "PTP_CLOCK_GETCAPS", Args: []Arg{out("arg", &ptpCaps)}},
	{Name: "PTP_CLOCK_GETCAPS2", Args: []Arg{out("arg", &ptpCaps)}},
	{Name: "PTP_EXTTS_REQUEST", Args: []Arg{in("arg", &ptpExtts1)}},
	{Name: "PTP_EXTTS_REQUEST2", Args: []Arg{in("arg", &ptpExtts)}},
	{Name: "PTP_PIN_GETFUNC", Args: []Arg{fill("arg", &ptpPinAsk, &ptpPinGet)}},
	{Name: "PTP_PIN_GETFUNC2", Args: []Arg{fill("arg", &ptpPinAsk2, &ptpPinGet)}},
	{Name: "PTP_PIN_SETFUNC", Args: []Arg{in("arg", &ptpPinSet)}},
	{Name: "PTP_PIN_SETFUNC2", Args: []Arg{in("arg", &ptpPinSet2)}},
	{Name: "PTP_SYS_OFFSET_PRECISE", Args: []Arg{out("arg", &ptpPrecise)}},
	{Name: "PTP_SYS_OFFSET_PRECISE2", Args: []Arg{out("arg", &ptpPrecise)}},
}

// Commands of counters (linux/counter.h).
var counterIoctls = []Case{
	{Name: "COUNTER_ADD_WATCH_IOCTL", Args: []Arg{in("arg", &counterWatch)}},
	{Name: "COUNTER_DISABLE_EVENTS_IOCTL"},
	{Name: "COUNTER_ENABLE_EVENTS_IOCTL"},
}

// Commands of input devices (linux/input.h).
var inputIoctls = []Case{
	{Name: "EVIOCGEFFECTS", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "EVIOCGID", Args: []Arg{out("arg", &inputID)}},
	{Name: "EVIOCGKEYCODE", Args: []Arg{outCustom("arg", sayKeycode)}},
	{Name: "EVIOCGKEYCODE_V2", Args: []Arg{out("arg", &inputKeymap)}},
	{Name: "EVIOCGRAB", Args: []Arg{size("arg")}},
	{Name: "EVIOCGREP", Args: []Arg{outNums("arg", ctype.U32, 2)}},
	{Name: "EVIOCGVERSION", Args: []Arg{outHexNum("arg", ctype.U32)}},
	{Name: "EVIOCREVOKE", Args: []Arg{size("arg")}},
	{Name: "EVIOCRMFF", Args: []Arg{num("arg")}},
	{Name: "EVIOCSCLOCKID", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "EVIOCSKEYCODE", Args: []Arg{inCustom("arg", sayKeycode)}},
	{Name: "EVIOCSKEYCODE_V2", Args: []Arg{in("arg", &inputKeymap)}},
	{Name: "EVIOCSREP", Args: []Arg{inNums("arg", ctype.U32, 2)}},
}

// Commands of inotify(7) (linux/inotify.h).
var inotifyIoctls = []Case{
	{Name: "INOTIFY_IOC_SETNEXTWD", Args: []Arg{num("arg")}},
}

// Commands of flash memory (mtd/mtd-abi.h).
var mtdIoctls = []Case{
	{Name: "ECCGETSTATS", Args: []Arg{out("arg", &mtdEccStats)}},
	{Name: "MEMERASE", Args: []Arg{in("arg", &eraseInfo)}},
	{Name: "MEMERASE64", Args: []Arg{in("arg", &eraseInfo64)}},
	{Name: "MEMGETBADBLOCK", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "MEMGETREGIONCOUNT", Args: []Arg{outInt("arg")}},
	{Name: "MEMGETREGIONINFO", Args: []Arg{fill("arg", &mtdRegion, &mtdRegionOut)}},
	{Name: "MEMISLOCKED", Args: []Arg{in("arg", &eraseInfo)}},
	{Name: "MEMLOCK", Args: []Arg{in("arg", &eraseInfo)}},
	{Name: "MEMREADOOB", Args: []Arg{in("arg", &mtdOob)}},
	{Name: "MEMREADOOB64", Args: []Arg{in("arg", &mtdOob64)}},
	{Name: "MEMSETBADBLOCK", Args: []Arg{inNum("arg", ctype.U64)}},
	{Name: "MEMUNLOCK", Args: []Arg{in("arg", &eraseInfo)}},
	{Name: "MEMWRITEOOB", Args: []Arg{in("arg", &mtdOob)}},
	{Name: "MEMWRITEOOB64", Args: []Arg{in("arg", &mtdOob64)}},
	{Name: "OTPGETREGIONCOUNT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "OTPGETREGIONINFO", Args: []Arg{out("arg", &mtdOtp)}},
	{Name: "OTPLOCK", Args: []Arg{in("arg", &mtdOtp)}},
}

// Commands of UBI (mtd/ubi-user.h).
var ubiIoctls = []Case{
	{Name: "UBI_IOCDET", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBER", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBISMAP", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCEBUNMAP", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCRMVOL", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCRPEB", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCRSVOL", Args: []Arg{in("arg", &ubiResize)}},
	{Name: "UBI_IOCSPEB", Args: []Arg{inInt("arg")}},
	{Name: "UBI_IOCVOLCRBLK"},
	{Name: "UBI_IOCVOLRMBLK"},
	{Name: "UBI_IOCVOLUP", Args: []Arg{inNum("arg", ctype.S64)}},
}

// Commands of random(4) (linux/random.h).
var randomIoctls = []Case{
	{Name: "RNDADDENTROPY", Args: []Arg{inCustom("arg", sayEntropy)}},
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
	{Name: "LIRC_GET_FEATURES", Args: []Arg{outFlags("arg", &xlat.LircFeatures)}},
	{Name: "LIRC_GET_LENGTH", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_MAX_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_MIN_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_REC_MODE", Args: []Arg{outEnum("arg", &xlat.LircModes)}},
	{Name: "LIRC_GET_REC_RESOLUTION", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_REC_TIMEOUT", Args: []Arg{outNum("arg", ctype.U32)}},
	{Name: "LIRC_GET_SEND_MODE", Args: []Arg{outEnum("arg", &xlat.LircModes)}},
	{Name: "LIRC_SET_MEASURE_CARRIER_MODE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_CARRIER", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_CARRIER_RANGE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_MODE", Args: []Arg{inEnum("arg", &xlat.LircModes)}},
	{Name: "LIRC_SET_REC_TIMEOUT", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_REC_TIMEOUT_REPORTS", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_SEND_CARRIER", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_SEND_DUTY_CYCLE", Args: []Arg{inNum("arg", ctype.U32)}},
	{Name: "LIRC_SET_SEND_MODE", Args: []Arg{inEnum("arg", &xlat.LircModes)}},
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
	{Name: "RTC_PARAM_GET", Args: []Arg{change("arg", &rtcParamIn, &rtcParamOut)}},
	{Name: "RTC_PARAM_SET", Args: []Arg{in("arg", &rtcParam)}},
	{Name: "RTC_PIE_OFF"},
	{Name: "RTC_PIE_ON"},
	{Name: "RTC_PLL_GET", Args: []Arg{out("arg", &rtcPll)}},
	{Name: "RTC_PLL_SET", Args: []Arg{in("arg", &rtcPll)}},
	{Name: "RTC_RD_TIME", Args: []Arg{out("arg", &rtcTime)}},
	{Name: "RTC_SET_TIME", Args: []Arg{in("arg", &rtcTime)}},
	{Name: "RTC_UIE_OFF"},
	{Name: "RTC_UIE_ON"},
	{Name: "RTC_VL_CLR"},
	{Name: "RTC_VL_READ", Args: []Arg{outFlags("arg", &xlat.RtcLow)}},
	{Name: "RTC_WIE_OFF"},
	{Name: "RTC_WIE_ON"},
	{Name: "RTC_WKALM_RD", Args: []Arg{out("arg", &rtcAlarm)}},
	{Name: "RTC_WKALM_SET", Args: []Arg{in("arg", &rtcAlarm)}},
}

// Commands of trusted environments (linux/tee.h).
var teeIoctls = []Case{
	{Name: "TEE_IOC_CANCEL", Args: []Arg{in("arg", &teeCancel)}},
	{Name: "TEE_IOC_CLOSE_SESSION", Args: []Arg{in("arg", &teeSession)}},
	{Name: "TEE_IOC_INVOKE", Args: []Arg{teeCall("arg", &teeInvoke, &teeInvokeOut)}},
	{Name: "TEE_IOC_OBJECT_INVOKE", Args: []Arg{teeCall("arg", &teeObject, &teeObjectOut)}},
	{Name: "TEE_IOC_OPEN_SESSION", Args: []Arg{teeCall("arg", &teeOpen, &teeOpenOut)}},
	{Name: "TEE_IOC_SUPPL_RECV", Args: []Arg{teeCall("arg", &teeReceive, &teeReceiveOut)}},
	{Name: "TEE_IOC_SUPPL_SEND", Args: []Arg{teeCall("arg", &teeSend, &teeSendOut)}},
	{Name: "TEE_IOC_VERSION", Args: []Arg{out("arg", &teeVersion)}},
}

// Commands of userfaultfd(2) (linux/userfaultfd.h).
var uffdIoctls = []Case{
	{Name: "UFFDIO_API", Args: []Arg{inoutCustom("arg", sayUffdioAPI)}},
	{Name: "UFFDIO_COPY", Args: []Arg{fill("arg", &uffdioCopy, &uffdioCopyOut)}},
	{Name: "UFFDIO_REGISTER", Args: []Arg{fill("arg", &uffdioRegister, &uffdioRegisterOut)}},
	{Name: "UFFDIO_UNREGISTER", Args: []Arg{in("arg", &uffdioRange)}},
	{Name: "UFFDIO_WAKE", Args: []Arg{in("arg", &uffdioRange)}},
	{Name: "UFFDIO_ZEROPAGE", Args: []Arg{fill("arg", &uffdioZero, &uffdioZeroOut)}},
}

// Commands of virtual machines (linux/kvm.h).
var kvmIoctls = []Case{
	{Name: "KVM_CREATE_VCPU", Args: []Arg{unum("arg")}, Ret: RetFD},
	{Name: "KVM_RUN", Args: []Arg{inCustom("arg", sayKvmRun)}, Aux: auxKvmRun, OnDemand: true},
	{Name: "KVM_SET_USER_MEMORY_REGION", Args: []Arg{in("arg", &kvmMemory)}},
}

// Commands of GPIO lines (linux/gpio.h).
var gpioIoctls = []Case{
	{Name: "GPIO_GET_CHIPINFO_IOCTL", Args: []Arg{out("arg", &gpioChip)}},
}

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
