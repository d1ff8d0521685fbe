package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Calls about clocks, timers and sleeping.
var (
	Adjtimex             = Desc{Name: "adjtimex", Class: CClock, Args: []Arg{outTimex("txc_p", &timex)}, Aux: auxClockState}
	Alarm                = Desc{Name: "alarm", Args: []Arg{unum("seconds")}}
	ClockAdjtime         = Desc{Name: "clock_adjtime", Class: CClock, Args: []Arg{clock("which_clock"), outTimex("utx", &timex)}, Aux: auxClockState}
	ClockAdjtime64       = Desc{Name: "clock_adjtime64", Class: CClock, Args: []Arg{clock("which_clock"), outTimex("utx", &timex64)}, Aux: auxClockState}
	ClockGetres          = Desc{Name: "clock_getres", Class: CClock, Args: []Arg{clock("which_clock"), out("tp", &Timespec)}}
	ClockGetresTime64    = Desc{Name: "clock_getres_time64", Class: CClock, Args: []Arg{clock("which_clock"), out("tp", &Timespec64)}}
	ClockGettime         = Desc{Name: "clock_gettime", Class: CClock, Args: []Arg{clock("which_clock"), out("tp", &Timespec)}}
	ClockGettime64       = Desc{Name: "clock_gettime64", Class: CClock, Args: []Arg{clock("which_clock"), out("tp", &Timespec64)}}
	ClockNanosleep       = Desc{Name: "clock_nanosleep", Args: []Arg{clock("which_clock"), flags("flags", &xlat.TimerFlags), in("rqtp", &Timespec), clockRemaining("rmtp", &Timespec)}}
	ClockNanosleepTime64 = Desc{Name: "clock_nanosleep_time64", Args: []Arg{clock("which_clock"), flags("flags", &xlat.TimerFlags), in("rqtp", &Timespec64), clockRemaining("rmtp", &Timespec64)}}
	ClockSettime         = Desc{Name: "clock_settime", Class: CClock, Args: []Arg{clock("which_clock"), in("tp", &Timespec)}}
	ClockSettime64       = Desc{Name: "clock_settime64", Class: CClock, Args: []Arg{clock("which_clock"), in("tp", &Timespec64)}}
	Ftime                = Desc{Name: "ftime"}
	Getitimer            = Desc{Name: "getitimer", Args: []Arg{enum("which", &xlat.ItimerWhich), out("value", &itimerval)}}
	Gettimeofday         = Desc{Name: "gettimeofday", Class: CClock, Args: []Arg{out("tv", &Timeval), out("tz", &timezone)}}
	Nanosleep            = Desc{Name: "nanosleep", Args: []Arg{in("rqtp", &Timespec), {Name: "rmtp", Fn: sayRemaining, Type: &Timespec, Phase: OutE}}}
	Setitimer            = Desc{Name: "setitimer", Args: []Arg{enum("which", &xlat.ItimerWhich), in("value", &itimerval), out("ovalue", &itimerval)}}
	Settimeofday         = Desc{Name: "settimeofday", Class: CClock, Args: []Arg{in("tv", &Timeval), in("tz", &timezone)}}
	Stime                = Desc{Name: "stime", Args: []Arg{outCustom("tptr", sayTimeAt)}}
	Time                 = Desc{Name: "time", Class: CClock, Args: []Arg{outCustom("tloc", sayTimeAt)}, Aux: auxTime}
	TimerCreate          = Desc{Name: "timer_create", Args: []Arg{clock("which_clock"), inCustom("timer_event_spec", saySigevent), outInt("created_timer_id")}}
	TimerDelete          = Desc{Name: "timer_delete", Args: []Arg{num("timer_id")}}
	TimerGetoverrun      = Desc{Name: "timer_getoverrun", Args: []Arg{num("timer_id")}}
	TimerGettime         = Desc{Name: "timer_gettime", Args: []Arg{num("timer_id"), out("setting", &itimerspec)}}
	TimerGettime64       = Desc{Name: "timer_gettime64", Args: []Arg{num("timer_id"), out("setting", &itimerspec64)}}
	TimerSettime         = Desc{Name: "timer_settime", Args: []Arg{num("timer_id"), flags("flags", &xlat.TimerFlags), in("new_setting", &itimerspec), out("old_setting", &itimerspec)}}
	TimerSettime64       = Desc{Name: "timer_settime64", Args: []Arg{num("timer_id"), flags("flags", &xlat.TimerFlags), in("new_setting", &itimerspec64), out("old_setting", &itimerspec64)}}
	TimerfdCreate        = Desc{Name: "timerfd_create", Class: CDesc, Args: []Arg{clock("clockid"), flags("flags", &xlat.Timerfd)}, Ret: RetFD}
	TimerfdGettime       = Desc{Name: "timerfd_gettime", Class: CDesc, Args: []Arg{fd("ufd"), out("otmr", &itimerspec)}}
	TimerfdGettime64     = Desc{Name: "timerfd_gettime64", Class: CDesc, Args: []Arg{fd("ufd"), out("otmr", &itimerspec64)}}
	TimerfdSettime       = Desc{Name: "timerfd_settime", Class: CDesc, Args: []Arg{fd("ufd"), flags("flags", &xlat.Timerfd), in("utmr", &itimerspec), out("otmr", &itimerspec)}}
	TimerfdSettime64     = Desc{Name: "timerfd_settime64", Class: CDesc, Args: []Arg{fd("ufd"), flags("flags", &xlat.Timerfd), in("utmr", &itimerspec64), out("otmr", &itimerspec64)}}
)

var (
	timeval64 = ctype.Struct{CName: "__kernel_sock_timeval", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.S64),
		ctype.Num("tv_usec", ctype.U64),
	}}
	timezone = ctype.Struct{CName: "timezone", Fields: []ctype.Field{
		ctype.Num("tz_minuteswest", ctype.S32),
		ctype.Num("tz_dsttime", ctype.S32),
	}}
	itimerval = ctype.Struct{CName: "__kernel_old_itimerval", Fields: []ctype.Field{
		ctype.Sub("it_interval", &Timeval),
		ctype.Sub("it_value", &Timeval),
	}}
	itimerspec = ctype.Struct{CName: "itimerspec", Fields: []ctype.Field{
		ctype.Sub("it_interval", &Timespec),
		ctype.Sub("it_value", &Timespec),
	}}
	itimerspec64 = ctype.Struct{CName: "__kernel_itimerspec", Fields: []ctype.Field{
		ctype.Sub("it_interval", &Timespec64),
		ctype.Sub("it_value", &Timespec64),
	}}
	timex = ctype.Struct{CName: "timex", Fields: []ctype.Field{
		ctype.Flags("modes", ctype.U32, &xlat.AdjtimexModes),
		ctype.Num("offset", ctype.Long),
		ctype.Num("freq", ctype.Long),
		ctype.Num("maxerror", ctype.Long),
		ctype.Num("esterror", ctype.Long),
		ctype.Flags("status", ctype.U32, &xlat.AdjtimexStatus),
		ctype.Num("constant", ctype.Long),
		ctype.Num("precision", ctype.Long),
		ctype.Num("tolerance", ctype.Long),
		ctype.Sub("time", &Timeval),
		ctype.Num("tick", ctype.Long),
		ctype.Num("ppsfreq", ctype.Long),
		ctype.Num("jitter", ctype.Long),
		ctype.Num("shift", ctype.S32),
		ctype.Num("stabil", ctype.Long),
		ctype.Num("jitcnt", ctype.Long),
		ctype.Num("calcnt", ctype.Long),
		ctype.Num("errcnt", ctype.Long),
		ctype.Num("stbcnt", ctype.Long),
		ctype.Num("tai", ctype.S32),
		ctype.Pad(ctype.S32, 11),
	}}
	timex64 = ctype.Struct{CName: "__kernel_timex", Fields: []ctype.Field{
		ctype.Flags("modes", ctype.U32, &xlat.AdjtimexModes),
		ctype.Pad(ctype.S32, 1),
		ctype.Num("offset", ctype.S64),
		ctype.Num("freq", ctype.S64),
		ctype.Num("maxerror", ctype.S64),
		ctype.Num("esterror", ctype.S64),
		ctype.Flags("status", ctype.U32, &xlat.AdjtimexStatus),
		ctype.Pad(ctype.S32, 1),
		ctype.Num("constant", ctype.S64),
		ctype.Num("precision", ctype.S64),
		ctype.Num("tolerance", ctype.S64),
		ctype.Sub("time", &timeval64),
		ctype.Num("tick", ctype.S64),
		ctype.Num("ppsfreq", ctype.S64),
		ctype.Num("jitter", ctype.S64),
		ctype.Num("shift", ctype.S32),
		ctype.Pad(ctype.S32, 1),
		ctype.Num("stabil", ctype.S64),
		ctype.Num("jitcnt", ctype.S64),
		ctype.Num("calcnt", ctype.S64),
		ctype.Num("errcnt", ctype.S64),
		ctype.Num("stbcnt", ctype.S64),
		ctype.Num("tai", ctype.S32),
		ctype.Pad(ctype.S32, 11),
	}}
)

// clock is the number of a clock.
func clock(name string) Arg { return enum(name, &xlat.Clocks) }

// clockRemaining is where clock_nanosleep(2) stores how long it has not slept.
func clockRemaining(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayClockRemaining, Type: t, Phase: OutE}
}

// sayRemaining says what is left of a sleep. The kernel stores it only where a
// signal cut the sleep short.
func sayRemaining(d *Dec, a *Arg, i int) {
	if !d.C.Restarts() {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Struct(a.Type, d.C.Ptr(i))
}

// sayClockRemaining is sayRemaining for a call that may sleep until a moment:
// nothing is left of that.
func sayClockRemaining(d *Dec, a *Arg, i int) {
	if d.C.Uint(1) != 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayRemaining(d, a, i)
}

// sayTimeAt says the time_t at an address.
func sayTimeAt(d *Dec, _ *Arg, i int) {
	a := d.C.Ptr(i)
	p := d.ReadAll(a, d.ABI.PtrSize())
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	t := int64(ctype.Long.Number(d.ABI, p))
	d.Ref()
	d.Int(t)
	d.Date(t, 0)
	d.EndRef()
}

// auxTime explains the seconds since the epoch that a call returns.
func auxTime(d *Dec) { d.AuxDate(d.C.Ret) }

// outTimex is the state of a clock, which the kernel fills.
func outTimex(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayTimex, Type: t, Phase: Out}
}

func sayTimex(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), a.Type.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.StructIn(a.Type, p)
	d.C.Saved[0] = 1 // for auxClockState
}

// auxClockState explains the state of the clock that adjtimex(2) and
// clock_adjtime(2) return.
func auxClockState(d *Dec) {
	if name, ok := xlat.AdjtimexStates.Lookup(d.ABI, Return(d.C)); ok && d.C.Saved[0] != 0 {
		d.AuxWord(name)
	}
}

// Ways of notification (asm-generic/siginfo.h, SIGEV_*).
const (
	sigevSignal   = 0
	sigevThread   = 2
	sigevThreadID = 4
)

// saySigevent says a struct sigevent (linux/signal_types.h, and its compat
// form): what is to happen when a timer expires or a message arrives.
func saySigevent(d *Dec, _ *Arg, i int) {
	a, w := d.C.Ptr(i), d.ABI.PtrSize()
	p := d.ReadAll(a, 64)
	if p == nil || !d.Deref {
		d.Addr(a)
		return
	}
	d.Buf.Struct()
	if ptr := ctype.Ptr.Number(d.ABI, p); ptr != 0 {
		d.Field("sigev_value")
		d.Buf.Struct()
		d.Field("sival_int")
		d.Int(int64(int32In(p)))
		d.Field("sival_ptr")
		d.Addr(event.Addr(ptr))
		d.EndStruct()
	}
	signo, notify := int32In(p[w:]), uint32In(p[w+4:])
	rest := p[w+8:]
	d.Field("sigev_signo")
	switch notify {
	case sigevSignal, sigevThread, sigevThreadID:
		sayNamedSignal(d, signo)
	default:
		d.Uint(uint64(uint32(signo)))
	}
	d.Field("sigev_notify")
	d.Enum(&xlat.SigevNotify, uint64(notify))
	switch notify {
	case sigevThread:
		d.Field("sigev_notify_function")
		d.Addr(event.Addr(ctype.Ptr.Number(d.ABI, rest)))
		d.Field("sigev_notify_attributes")
		d.Addr(event.Addr(ctype.Ptr.Number(d.ABI, rest[w:])))
	case sigevThreadID:
		d.Field("sigev_notify_thread_id")
		d.PID(int32In(rest))
	}
	d.EndStruct()
}
