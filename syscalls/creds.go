package syscalls

// Calls about user and group ids, capabilities.
var (
	Capget      = Desc{Name: "capget", Class: CCreds, Args: []Arg{hexlong("header"), hexlong("dataptr")}}
	Capset      = Desc{Name: "capset", Class: CCreds, Args: []Arg{hexlong("header"), hexlong("data")}}
	Getegid     = Desc{Name: "getegid", Class: CCreds | CPure}
	Getegid32   = Desc{Name: "getegid32", Class: CCreds | CPure}
	Geteuid     = Desc{Name: "geteuid", Class: CCreds | CPure}
	Geteuid32   = Desc{Name: "geteuid32", Class: CCreds | CPure}
	Getgid      = Desc{Name: "getgid", Class: CCreds | CPure}
	Getgid32    = Desc{Name: "getgid32", Class: CCreds | CPure}
	Getgroups   = Desc{Name: "getgroups", Class: CCreds, Args: []Arg{num("gidsetsize"), ptr("grouplist")}}
	Getgroups32 = Desc{Name: "getgroups32", Class: CCreds, Args: []Arg{num("gidsetsize"), ptr("grouplist")}}
	Getresgid   = Desc{Name: "getresgid", Class: CCreds, Args: []Arg{ptr("rgidp"), ptr("egidp"), ptr("sgidp")}}
	Getresgid32 = Desc{Name: "getresgid32", Class: CCreds, Args: []Arg{ptr("rgidp"), ptr("egidp"), ptr("sgidp")}}
	Getresuid   = Desc{Name: "getresuid", Class: CCreds, Args: []Arg{ptr("ruidp"), ptr("euidp"), ptr("suidp")}}
	Getresuid32 = Desc{Name: "getresuid32", Class: CCreds, Args: []Arg{ptr("ruidp"), ptr("euidp"), ptr("suidp")}}
	Getuid      = Desc{Name: "getuid", Class: CCreds | CPure}
	Getuid32    = Desc{Name: "getuid32", Class: CCreds | CPure}
	Setfsgid    = Desc{Name: "setfsgid", Class: CCreds, Args: []Arg{id("gid")}}
	Setfsgid32  = Desc{Name: "setfsgid32", Class: CCreds, Args: []Arg{id("gid")}}
	Setfsuid    = Desc{Name: "setfsuid", Class: CCreds, Args: []Arg{id("uid")}}
	Setfsuid32  = Desc{Name: "setfsuid32", Class: CCreds, Args: []Arg{id("uid")}}
	Setgid      = Desc{Name: "setgid", Class: CCreds, Args: []Arg{id("gid")}}
	Setgid32    = Desc{Name: "setgid32", Class: CCreds, Args: []Arg{id("gid")}}
	Setgroups   = Desc{Name: "setgroups", Class: CCreds, Args: []Arg{num("gidsetsize"), ptr("grouplist")}}
	Setgroups32 = Desc{Name: "setgroups32", Class: CCreds, Args: []Arg{num("gidsetsize"), ptr("grouplist")}}
	Setregid    = Desc{Name: "setregid", Class: CCreds, Args: []Arg{id("rgid"), id("egid")}}
	Setregid32  = Desc{Name: "setregid32", Class: CCreds, Args: []Arg{id("rgid"), id("egid")}}
	Setresgid   = Desc{Name: "setresgid", Class: CCreds, Args: []Arg{id("rgid"), id("egid"), id("sgid")}}
	Setresgid32 = Desc{Name: "setresgid32", Class: CCreds, Args: []Arg{id("rgid"), id("egid"), id("sgid")}}
	Setresuid   = Desc{Name: "setresuid", Class: CCreds, Args: []Arg{id("ruid"), id("euid"), id("suid")}}
	Setresuid32 = Desc{Name: "setresuid32", Class: CCreds, Args: []Arg{id("ruid"), id("euid"), id("suid")}}
	Setreuid    = Desc{Name: "setreuid", Class: CCreds, Args: []Arg{id("ruid"), id("euid")}}
	Setreuid32  = Desc{Name: "setreuid32", Class: CCreds, Args: []Arg{id("ruid"), id("euid")}}
	Setuid      = Desc{Name: "setuid", Class: CCreds, Args: []Arg{id("uid")}}
	Setuid32    = Desc{Name: "setuid32", Class: CCreds, Args: []Arg{id("uid")}}
)
