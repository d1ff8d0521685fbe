package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Calls about the rest: the system as a whole, modules, bpf, perf, landlock and what is not implemented any more.
var (
	Sysctl                = Desc{Name: "_sysctl", Args: []Arg{ptr("args")}}
	AfsSyscall            = Desc{Name: "afs_syscall"}
	Bdflush               = Desc{Name: "bdflush", Args: []Arg{num("func"), long("data")}}
	Bpf                   = Desc{Name: "bpf", Class: CDesc, Args: []Arg{num("cmd"), ptr("uattr"), unum("size"), ptr("uattr_common"), unum("size_common")}}
	Break                 = Desc{Name: "break", Class: CMemory}
	CreateModule          = Desc{Name: "create_module", Args: []Arg{data("name_user", 1), size("size")}}
	DeleteModule          = Desc{Name: "delete_module", Args: []Arg{str("name_user"), hex("flags")}}
	FinitModule           = Desc{Name: "finit_module", Class: CDesc, Args: []Arg{fd("fd"), str("uargs"), num("flags")}}
	GetKernelSyms         = Desc{Name: "get_kernel_syms", Args: []Arg{ptr("table")}}
	Getpmsg               = Desc{Name: "getpmsg", Class: CNet}
	Getrandom             = Desc{Name: "getrandom", Args: []Arg{outCustom("ubuf", sayRandom), size("len"), flags("flags", &xlat.GetrandomFlags)}}
	Gtty                  = Desc{Name: "gtty"}
	Idle                  = Desc{Name: "idle"}
	InitModule            = Desc{Name: "init_module", Args: []Arg{ptr("umod"), hexlong("len"), str("uargs")}}
	KexecFileLoad         = Desc{Name: "kexec_file_load", Class: CDesc, Args: []Arg{num("kernel_fd"), num("initrd_fd"), hexlong("cmdline_len"), str("cmdline_ptr"), hexlong("flags")}}
	KexecLoad             = Desc{Name: "kexec_load", Args: []Arg{hexlong("entry"), hexlong("nr_segments"), ptr("segments"), hexlong("flags")}}
	LandlockAddRule       = Desc{Name: "landlock_add_rule", Class: CDesc, Args: []Arg{hexlong("ruleset_fd"), hexlong("rule_type"), ptr("rule_attr"), hexlong("flags")}}
	LandlockCreateRuleset = Desc{Name: "landlock_create_ruleset", Class: CDesc, Args: []Arg{ptr("attr"), hexlong("size"), hexlong("flags")}, Ret: RetFD}
	LandlockRestrictSelf  = Desc{Name: "landlock_restrict_self", Class: CDesc, Args: []Arg{hexlong("ruleset_fd"), hexlong("flags")}}
	Lock                  = Desc{Name: "lock"}
	LsmGetSelfAttr        = Desc{Name: "lsm_get_self_attr", Args: []Arg{unum("attr"), ptr("ctx"), ptr("size"), hex("flags")}}
	LsmListModules        = Desc{Name: "lsm_list_modules", Args: []Arg{ptr("ids"), ptr("size"), hex("flags")}}
	LsmSetSelfAttr        = Desc{Name: "lsm_set_self_attr", Args: []Arg{unum("attr"), ptr("ctx"), unum("size"), hex("flags")}}
	Mpx                   = Desc{Name: "mpx"}
	Oldolduname           = Desc{Name: "oldolduname", Args: []Arg{ptr("name")}}
	Olduname              = Desc{Name: "olduname", Args: []Arg{ptr("name")}}
	PerfEventOpen         = Desc{Name: "perf_event_open", Class: CDesc, Args: []Arg{ptr("attr_uptr"), pid("pid"), num("cpu"), fd("group_fd"), hexlong("flags")}, Ret: RetFD}
	Prof                  = Desc{Name: "prof"}
	Profil                = Desc{Name: "profil", Args: []Arg{ptr("buf"), size("bufsiz"), size("offset"), unum("scale")}}
	Putpmsg               = Desc{Name: "putpmsg", Class: CNet}
	QueryModule           = Desc{Name: "query_module", Args: []Arg{path("name"), num("which"), ptr("buf"), size("bufsize"), ptr("ret")}}
	Reboot                = Desc{Name: "reboot", Args: []Arg{num("magic1"), num("magic2"), unum("cmd"), ptr("arg")}}
	Security              = Desc{Name: "security"}
	Setdomainname         = Desc{Name: "setdomainname", Args: []Arg{ptr("name"), num("len")}}
	Sethostname           = Desc{Name: "sethostname", Args: []Arg{ptr("name"), num("len")}}
	Stty                  = Desc{Name: "stty"}
	Sysfs                 = Desc{Name: "sysfs", Args: []Arg{num("option"), hexlong("arg1"), hexlong("arg2")}}
	Sysinfo               = Desc{Name: "sysinfo", Args: []Arg{out("info", &sysinfoStruct)}}
	Syslog                = Desc{Name: "syslog", Args: []Arg{num("type"), ptr("buf"), num("len")}}
	Tuxcall               = Desc{Name: "tuxcall"}
	Uname                 = Desc{Name: "uname", Args: []Arg{out("name", &newUtsname)}}
	Vhangup               = Desc{Name: "vhangup"}
	Vserver               = Desc{Name: "vserver"}
)

func sayRandom(d *Dec, a *Arg, i int) { d.BytesHex(d.C.Ptr(i), uint64(d.C.Ret)) }

var newUtsname = ctype.Struct{CName: "new_utsname", Fields: []ctype.Field{
	ctype.Text("sysname", 65),
	ctype.Text("nodename", 65),
	{Name: "release", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "version", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "machine", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
	{Name: "domainname", Kind: ctype.Chars, N: 65, How: ctype.Verbose},
}}

var sysinfoStruct = ctype.Struct{CName: "sysinfo", Fields: []ctype.Field{
	ctype.Num("uptime", ctype.Long),
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
	ctype.Num("uptime", ctype.Long),
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
