package syscalls

// Calls about asynchronous input and output.
var (
	IoCancel           = Desc{Name: "io_cancel", Args: []Arg{hexlong("ctx_id"), ptr("iocb"), ptr("result")}}
	IoDestroy          = Desc{Name: "io_destroy", Class: CMemory, Args: []Arg{hexlong("ctx")}}
	IoGetevents        = Desc{Name: "io_getevents", Args: []Arg{hexlong("ctx_id"), long("min_nr"), long("nr"), ptr("events"), ptr("timeout")}}
	IoPgetevents       = Desc{Name: "io_pgetevents", Args: []Arg{hexlong("ctx_id"), long("min_nr"), long("nr"), ptr("events"), ptr("timeout"), ptr("usig")}}
	IoPgeteventsTime64 = Desc{Name: "io_pgetevents_time64", Args: []Arg{hexlong("ctx_id"), long("min_nr"), long("nr"), ptr("events"), ptr("timeout"), ptr("usig")}}
	IoSetup            = Desc{Name: "io_setup", Class: CMemory, Args: []Arg{unum("nr_events"), ptr("ctxp")}}
	IoSubmit           = Desc{Name: "io_submit", Args: []Arg{hexlong("ctx_id"), long("nr"), ptr("iocbpp")}}
	IoUringEnter       = Desc{Name: "io_uring_enter", Class: CSignal | CDesc, Args: []Arg{fd("fd"), unum("to_submit"), unum("min_complete"), hex("flags"), ptr("argp"), size("argsz")}}
	IoUringRegister    = Desc{Name: "io_uring_register", Class: CDesc | CMemory, Args: []Arg{fd("fd"), unum("opcode"), ptr("arg"), unum("nr_args")}}
	IoUringSetup       = Desc{Name: "io_uring_setup", Class: CDesc, Args: []Arg{unum("entries"), ptr("params")}, Ret: RetFD}
)
