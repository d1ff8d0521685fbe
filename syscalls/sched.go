package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Calls about scheduling, priorities and resource limits.
var (
	Getcpu                   = Desc{Name: "getcpu", Args: []Arg{outUint("cpup"), outUint("nodep"), ptr("unused")}}
	Getpriority              = Desc{Name: "getpriority", Args: []Arg{enum("which", &xlat.PriorityWhich), inCustom("who", sayWho)}}
	Getrlimit                = Desc{Name: "getrlimit", Args: []Arg{enum("resource", &xlat.Rlimits), out("rlim", &rlimit)}}
	IoprioGet                = Desc{Name: "ioprio_get", Args: []Arg{enum("which", &xlat.IoprioWho), inCustom("who", sayIoprioWho)}, Aux: auxIoprio}
	IoprioSet                = Desc{Name: "ioprio_set", Args: []Arg{enum("which", &xlat.IoprioWho), inCustom("who", sayIoprioWho), inCustom("ioprio", sayIoprio)}}
	Nice                     = Desc{Name: "nice", Args: []Arg{num("increment")}}
	Prlimit64                = Desc{Name: "prlimit64", Args: []Arg{pid("pid"), enum("resource", &xlat.Rlimits), in("new_rlim", &rlimit64), out("old_rlim", &rlimit64)}}
	SchedGetPriorityMax      = Desc{Name: "sched_get_priority_max", Args: []Arg{enum("policy", &xlat.SchedPolicies)}}
	SchedGetPriorityMin      = Desc{Name: "sched_get_priority_min", Args: []Arg{enum("policy", &xlat.SchedPolicies)}}
	SchedGetaffinity         = Desc{Name: "sched_getaffinity", Args: []Arg{pid("pid"), unum("len"), outCustom("user_mask_ptr", sayCPUs)}}
	SchedGetattr             = Desc{Name: "sched_getattr", Args: []Arg{pid("pid"), outCustom("uattr", saySchedAttr), unum("usize"), unum("flags")}}
	SchedGetparam            = Desc{Name: "sched_getparam", Args: []Arg{pid("pid"), outInt("param")}}
	SchedGetscheduler        = Desc{Name: "sched_getscheduler", Args: []Arg{pid("pid")}, Aux: auxPolicy}
	SchedRrGetInterval       = Desc{Name: "sched_rr_get_interval", Args: []Arg{pid("pid"), out("interval", &Timespec)}}
	SchedRrGetIntervalTime64 = Desc{Name: "sched_rr_get_interval_time64", Args: []Arg{pid("pid"), out("interval", &Timespec64)}}
	SchedSetaffinity         = Desc{Name: "sched_setaffinity", Args: []Arg{pid("pid"), unum("len"), inCustom("user_mask_ptr", sayCPUs)}}
	SchedSetattr             = Desc{Name: "sched_setattr", Args: []Arg{pid("pid"), inoutCustom("uattr", saySchedAttrInOut), unum("flags")}}
	SchedSetparam            = Desc{Name: "sched_setparam", Args: []Arg{pid("pid"), inInt("param")}}
	SchedSetscheduler        = Desc{Name: "sched_setscheduler", Args: []Arg{pid("pid"), enum("policy", &xlat.SchedPolicies), inInt("param")}}
	SchedYield               = Desc{Name: "sched_yield"}
	Setpriority              = Desc{Name: "setpriority", Args: []Arg{enum("which", &xlat.PriorityWhich), inCustom("who", sayWho), num("niceval")}}
	Setrlimit                = Desc{Name: "setrlimit", Args: []Arg{enum("resource", &xlat.Rlimits), in("rlim", &rlimit)}}
	Ugetrlimit               = Desc{Name: "ugetrlimit", Args: []Arg{enum("resource", &xlat.Rlimits), out("rlim", &rlimit)}}
	Ulimit                   = Desc{Name: "ulimit", Args: []Arg{hexlong("cmd"), hexlong("newlimit")}}
)

var rlimit = ctype.Struct{CName: "rlimit", Fields: []ctype.Field{
	ctype.As("rlim_cur", ctype.Ulong, showRlimit),
	ctype.As("rlim_max", ctype.Ulong, showRlimit),
}}

var rlimit64 = ctype.Struct{CName: "rlimit64", Fields: []ctype.Field{
	ctype.As("rlim_cur", ctype.U64, showRlimit),
	ctype.As("rlim_max", ctype.U64, showRlimit),
}}

func showRlimit(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	switch {
	case v == 1<<64-1:
		d.UConst("RLIM64_INFINITY", v)
	case v == 1<<32-1 && len(p) == 4:
		d.UConst("RLIM_INFINITY", v)
	default:
		d.Multiple(v, 1024)
	}
}
