package syscalls

// Calls about clocks, timers and sleeping.
var (
	Adjtimex             = Desc{Name: "adjtimex", Class: CClock, Args: []Arg{ptr("txc_p")}}
	Alarm                = Desc{Name: "alarm", Args: []Arg{unum("seconds")}}
	ClockAdjtime         = Desc{Name: "clock_adjtime", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("utx")}}
	ClockAdjtime64       = Desc{Name: "clock_adjtime64", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("utx")}}
	ClockGetres          = Desc{Name: "clock_getres", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	ClockGetresTime64    = Desc{Name: "clock_getres_time64", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	ClockGettime         = Desc{Name: "clock_gettime", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	ClockGettime64       = Desc{Name: "clock_gettime64", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	ClockNanosleep       = Desc{Name: "clock_nanosleep", Args: []Arg{hexlong("which_clock"), num("flags"), ptr("rqtp"), ptr("rmtp")}}
	ClockNanosleepTime64 = Desc{Name: "clock_nanosleep_time64", Args: []Arg{hexlong("which_clock"), num("flags"), ptr("rqtp"), ptr("rmtp")}}
	ClockSettime         = Desc{Name: "clock_settime", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	ClockSettime64       = Desc{Name: "clock_settime64", Class: CClock, Args: []Arg{hexlong("which_clock"), ptr("tp")}}
	Ftime                = Desc{Name: "ftime", Args: []Arg{ptr("tp")}}
	Getitimer            = Desc{Name: "getitimer", Args: []Arg{num("which"), ptr("value")}}
	Gettimeofday         = Desc{Name: "gettimeofday", Class: CClock, Args: []Arg{ptr("tv"), ptr("tz")}}
	Nanosleep            = Desc{Name: "nanosleep", Args: []Arg{ptr("rqtp"), ptr("rmtp")}}
	Setitimer            = Desc{Name: "setitimer", Args: []Arg{num("which"), ptr("value"), ptr("ovalue")}}
	Settimeofday         = Desc{Name: "settimeofday", Class: CClock, Args: []Arg{ptr("tv"), ptr("tz")}}
	Stime                = Desc{Name: "stime", Args: []Arg{ptr("tptr")}}
	Time                 = Desc{Name: "time", Class: CClock, Args: []Arg{ptr("tloc")}}
	TimerCreate          = Desc{Name: "timer_create", Args: []Arg{hexlong("which_clock"), ptr("timer_event_spec"), ptr("created_timer_id")}}
	TimerDelete          = Desc{Name: "timer_delete", Args: []Arg{num("timer_id")}}
	TimerGetoverrun      = Desc{Name: "timer_getoverrun", Args: []Arg{num("timer_id")}}
	TimerGettime         = Desc{Name: "timer_gettime", Args: []Arg{num("timer_id"), ptr("setting")}}
	TimerGettime64       = Desc{Name: "timer_gettime64", Args: []Arg{num("timer_id"), ptr("setting")}}
	TimerSettime         = Desc{Name: "timer_settime", Args: []Arg{num("timer_id"), num("flags"), ptr("new_setting"), ptr("old_setting")}}
	TimerSettime64       = Desc{Name: "timer_settime64", Args: []Arg{num("timer_id"), num("flags"), ptr("new_setting"), ptr("old_setting")}}
	TimerfdCreate        = Desc{Name: "timerfd_create", Class: CDesc, Args: []Arg{num("clockid"), num("flags")}, Ret: RetFD}
	TimerfdGettime       = Desc{Name: "timerfd_gettime", Class: CDesc, Args: []Arg{fd("ufd"), ptr("otmr")}}
	TimerfdGettime64     = Desc{Name: "timerfd_gettime64", Class: CDesc, Args: []Arg{fd("ufd"), ptr("otmr")}}
	TimerfdSettime       = Desc{Name: "timerfd_settime", Class: CDesc, Args: []Arg{fd("ufd"), num("flags"), ptr("utmr"), ptr("otmr")}}
	TimerfdSettime64     = Desc{Name: "timerfd_settime64", Class: CDesc, Args: []Arg{fd("ufd"), num("flags"), ptr("utmr"), ptr("otmr")}}
)
