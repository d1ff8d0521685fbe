package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Calls about the rest: the system as a whole, modules, bpf, perf, landlock and what is not implemented any more.
var (
	Sysctl                = Desc{Name: "_sysctl", Args: []Arg{in("args", &sysctlArgs)}}
	AfsSyscall            = Desc{Name: "afs_syscall", Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
	Bdflush               = Desc{Name: "bdflush", Args: []Arg{hexlong("func"), hexlong("data")}}
	Bpf                   = Desc{Name: "bpf", Class: CDesc, Args: []Arg{inCustom("cmd", sayBpfCmd), bpfArg(), unum("size")}, Switch: &bpfs}
	Break                 = Desc{Name: "break", Class: CMemory}
	CreateModule          = Desc{Name: "create_module", Args: []Arg{hexlong("name_user"), hexlong("size")}}
	DeleteModule          = Desc{Name: "delete_module", Args: []Arg{str("name_user"), flags("flags", &xlat.ModuleDelete)}}
	FinitModule           = Desc{Name: "finit_module", Class: CDesc, Args: []Arg{fd("fd"), str("uargs"), flags("flags", &xlat.ModuleInit)}}
	GetKernelSyms         = Desc{Name: "get_kernel_syms", Args: []Arg{hexlong("table")}}
	Getpmsg               = Desc{Name: "getpmsg", Class: CNet, Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
	Getrandom             = Desc{Name: "getrandom", Args: []Arg{outCustom("ubuf", sayRandom), size("len"), flags("flags", &xlat.GetrandomFlags)}}
	Gtty                  = Desc{Name: "gtty", Args: []Arg{hexlong("arg1"), hexlong("arg2")}}
	Idle                  = Desc{Name: "idle"}
	InitModule            = Desc{Name: "init_module", Args: []Arg{ptr("umod"), size("len"), str("uargs")}}
	KexecFileLoad         = Desc{Name: "kexec_file_load", Class: CDesc, Args: []Arg{fd("kernel_fd"), fd("initrd_fd"), size("cmdline_len"), data("cmdline_ptr", 2), flagslong("flags", &xlat.KexecFileFlags)}}
	KexecLoad             = Desc{Name: "kexec_load", Args: []Arg{ptr("entry"), size("nr_segments"), inCustom("segments", sayKexecSegments), inCustom("flags", sayKexecFlags)}}
	LandlockAddRule       = Desc{Name: "landlock_add_rule", Class: CDesc, Args: []Arg{fd("ruleset_fd"), enum("rule_type", &xlat.LandlockRules), ptr("rule_attr"), hex("flags")}, Switch: &landlockRules}
	LandlockCreateRuleset = Desc{Name: "landlock_create_ruleset", Class: CDesc, Args: []Arg{inCustom("attr", sayLandlockRuleset), size("size"), flags("flags", &xlat.LandlockRuleset)}, Ret: RetFD, Switch: &landlockCreates}
	LandlockRestrictSelf  = Desc{Name: "landlock_restrict_self", Class: CDesc, Args: []Arg{fd("ruleset_fd"), flags("flags", &xlat.LandlockRestrict)}}
	Lock                  = Desc{Name: "lock"}
	LsmGetSelfAttr        = Desc{Name: "lsm_get_self_attr", Args: []Arg{enum("attr", &xlat.LsmAttrs), outCustom("ctx", sayLsmContexts), inoutUint("size"), flags("flags", &xlat.LsmFlags)}}
	LsmListModules        = Desc{Name: "lsm_list_modules", Args: []Arg{outCustom("ids", sayLsmIDs), inoutUint("size"), hex("flags")}}
	LsmSetSelfAttr        = Desc{Name: "lsm_set_self_attr", Args: []Arg{enum("attr", &xlat.LsmAttrs), inCustom("ctx", sayLsmContext), unum("size"), hex("flags")}}
	Mpx                   = Desc{Name: "mpx"}
	Oldolduname           = Desc{Name: "oldolduname", Args: []Arg{hexlong("name")}}
	Olduname              = Desc{Name: "olduname", Args: []Arg{hexlong("name")}}
	PerfEventOpen         = Desc{Name: "perf_event_open", Class: CDesc, Args: []Arg{inoutCustom("attr_uptr", sayPerfAttr), pid("pid"), num("cpu"), fd("group_fd"), flagslong("flags", &xlat.PerfFlags)}, Ret: RetFD}
	Prof                  = Desc{Name: "prof"}
	Profil                = Desc{Name: "profil", Args: []Arg{hexlong("buf"), hexlong("bufsiz"), hexlong("offset"), hexlong("scale")}}
	Putpmsg               = Desc{Name: "putpmsg", Class: CNet, Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
	QueryModule           = Desc{Name: "query_module", Args: []Arg{hexlong("name"), hexlong("which"), hexlong("buf"), hexlong("bufsize"), hexlong("ret")}}
	Reboot                = Desc{Name: "reboot", Args: []Arg{enum("magic1", &xlat.RebootMagic1), enum("magic2", &xlat.RebootMagic2), enum("cmd", &xlat.RebootCmds), {Name: "arg", Fn: sayString, When: rebootTakesArg}}}
	Security              = Desc{Name: "security", Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3")}}
	Setdomainname         = Desc{Name: "setdomainname", Args: []Arg{inCustom("name", sayHostname), unum("len")}}
	Sethostname           = Desc{Name: "sethostname", Args: []Arg{inCustom("name", sayHostname), unum("len")}}
	Stty                  = Desc{Name: "stty", Args: []Arg{hexlong("arg1"), hexlong("arg2")}}
	Sysfs                 = Desc{Name: "sysfs", Args: []Arg{hexlong("option"), hexlong("arg1"), hexlong("arg2")}}
	Sysinfo               = Desc{Name: "sysinfo", Args: []Arg{out("info", &sysinfoStruct)}}
	Syslog                = Desc{Name: "syslog", Args: []Arg{inCustom("type", saySyslogAction), ptr("buf"), num("len")}, Switch: &syslogs}
	Tuxcall               = Desc{Name: "tuxcall", Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3")}}
	Uname                 = Desc{Name: "uname", Args: []Arg{out("name", &newUtsname)}}
	Vhangup               = Desc{Name: "vhangup"}
	Vserver               = Desc{Name: "vserver", Args: []Arg{hexlong("arg1"), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}}
)

func sayRandom(d *Dec, a *Arg, i int) { d.BytesHex(d.C.Ptr(i), uint64(d.C.Ret)) }

var sysctlArgs = ctype.Struct{CName: "__sysctl_args", Fields: []ctype.Field{
	ctype.Pointer("name"),
	ctype.Num("nlen", ctype.S32),
	ctype.Pointer("oldval"),
	ctype.Pointer("oldlenp"),
	ctype.Pointer("newval"),
	ctype.Num("newlen", ctype.Ulong),
	ctype.Pad(ctype.Ulong, 4),
}}

var newUtsname = ctype.Struct{CName: "new_utsname", Fields: []ctype.Field{
	ctype.Text("sysname", 65),
	ctype.Text("nodename", 65),
	{Name: "release", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "version", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "machine", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "domainname", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
}}

var sysinfoStruct = ctype.Struct{CName: "sysinfo", Fields: []ctype.Field{
	ctype.Num("uptime", ctype.Ulong),
	ctype.Nums("loads", ctype.Ulong, 3),
	ctype.Num("totalram", ctype.Ulong),
	ctype.Num("freeram", ctype.Ulong),
	ctype.Num("sharedram", ctype.Ulong),
	ctype.Num("bufferram", ctype.Ulong),
	ctype.Num("totalswap", ctype.Ulong),
	ctype.Num("freeswap", ctype.Ulong),
	ctype.Num("procs", ctype.U16),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("totalhigh", ctype.Ulong),
	ctype.Num("freehigh", ctype.Ulong),
	ctype.Num("mem_unit", ctype.U32),
}, I386: &sysinfo32}

var sysinfo32 = ctype.Struct{CName: "sysinfo", Fields: []ctype.Field{
	ctype.Num("uptime", ctype.Ulong),
	ctype.Nums("loads", ctype.Ulong, 3),
	ctype.Num("totalram", ctype.Ulong),
	ctype.Num("freeram", ctype.Ulong),
	ctype.Num("sharedram", ctype.Ulong),
	ctype.Num("bufferram", ctype.Ulong),
	ctype.Num("totalswap", ctype.Ulong),
	ctype.Num("freeswap", ctype.Ulong),
	ctype.Num("procs", ctype.U16),
	ctype.Pad(ctype.U16, 1),
	ctype.Num("totalhigh", ctype.Ulong),
	ctype.Num("freehigh", ctype.Ulong),
	ctype.Num("mem_unit", ctype.U32),
	ctype.Pad(ctype.U8, 8),
}}

// syslogs are the actions of syslog(2) (linux/syslog.h) that do not take all
// arguments as they are.
var syslogs = Switch{Arg: 0, Names: &xlat.SyslogActions, Cases: []Case{
	{V: 0}, // SYSLOG_ACTION_CLOSE
	{V: 1}, // SYSLOG_ACTION_OPEN
	{V: 2, Args: []Arg{outData("buf", LenRet), num("len")}}, // SYSLOG_ACTION_READ
	{V: 3, Args: []Arg{outData("buf", LenRet), num("len")}}, // SYSLOG_ACTION_READ_ALL
	{V: 4, Args: []Arg{outData("buf", LenRet), num("len")}}, // SYSLOG_ACTION_READ_CLEAR
	{V: 5}, // SYSLOG_ACTION_CLEAR
	{V: 6}, // SYSLOG_ACTION_CONSOLE_OFF
	{V: 7}, // SYSLOG_ACTION_CONSOLE_ON
	{V: 8, Args: []Arg{ptr("buf"), inCustom("len", sayLogLevel)}}, // SYSLOG_ACTION_CONSOLE_LEVEL
	{V: 9},  // SYSLOG_ACTION_SIZE_UNREAD
	{V: 10}, // SYSLOG_ACTION_SIZE_BUFFER
}}

func saySyslogAction(d *Dec, a *Arg, i int) {
	d.EnumCommented(&xlat.SyslogActions, uint64(int64(d.C.Int(i))))
}
func sayLogLevel(d *Dec, a *Arg, i int) { d.EnumCommented(&xlat.LogLevels, uint64(int64(d.C.Int(i)))) }

// rebootRestart2 is LINUX_REBOOT_CMD_RESTART2, the only command with an argument
// (linux/reboot.h).
const rebootRestart2 = 0xa1b2c3d4

func rebootTakesArg(c *event.Call) bool { return c.Uint(2) == rebootRestart2 }

const utsLen = 64 // __NEW_UTS_LEN (linux/utsname.h)

// sayHostname says a name whose length follows, unless that is more than the
// kernel takes.
func sayHostname(d *Dec, a *Arg, i int) {
	n := uint64(d.C.Uint(i + 1))
	if n > utsLen {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Bytes(d.C.Ptr(i), n)
}

var kexecSegment = ctype.Struct{CName: "kexec_segment", Fields: []ctype.Field{
	ctype.Pointer("buf"),
	ctype.Num("bufsz", ctype.Ulong),
	ctype.Pointer("mem"),
	ctype.Num("memsz", ctype.Ulong),
}}

// kexecSegmentMax is KEXEC_SEGMENT_MAX (linux/kexec.h).
const kexecSegmentMax = 16

func sayKexecSegments(d *Dec, a *Arg, i int) {
	n := d.C.Ulong(i - 1)
	if n > kexecSegmentMax {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), n, kexecSegment.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(&kexecSegment, p) })
}

// kexecArchMask is KEXEC_ARCH_MASK (linux/kexec.h).
const kexecArchMask = 0xffff0000

func sayKexecFlags(d *Dec, a *Arg, i int) {
	v := d.C.Ulong(i)
	d.BeginParts(v)
	d.PartEnum(&xlat.KexecArchs, v&kexecArchMask)
	if v&^kexecArchMask != 0 {
		d.PartNoted(&xlat.KexecFlags, v&^kexecArchMask)
	}
	d.EndParts()
}
