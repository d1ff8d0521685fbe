//go:build linux && amd64

package ptrace

import (
	"slices"
	"syscall"
	"time"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// Changes of calls (event.Change), and the threads that are kept from going on
// for a while.

// change obeys what the handler wants to be different at the entry or exit at
// which the thread stands, and then what it answered.
func (t *Tracer) change(th *thread, next event.Next) {
	c := *th.Change
	th.Change = nil
	if c.SetNr {
		t.setRegister(th, unsafe.Offsetof(t.ptregs.Orig_rax), uint64(c.Nr))
	}
	if c.SetRet {
		t.setRegister(th, unsafe.Offsetof(t.ptregs.Rax), uint64(c.Ret))
	}
	if c.Delay > 0 && next < event.Detach {
		t.delay(th, c.Signal, c.Delay)
		return
	}
	t.follow(th, next, c.Signal)
}

// setRegister sets the register at an offset of struct user, which begins with
// struct user_regs_struct (sys/user.h). It can fail only because the thread is
// dead.
func (t *Tracer) setRegister(th *thread, offset uintptr, v uint64) {
	t.k.ptrace(unix.PTRACE_POKEUSR, th.TID, offset, uintptr(v))
}

// delay keeps the stopped thread from going on for ns nanoseconds. It is resumed
// with the signal sig then.
func (t *Tracer) delay(th *thread, sig int, ns int64) {
	th.state = stateDelayed
	th.until = nanotime() + min(ns, int64(maxDelay))
	th.owed = sig
	t.delayed = append(t.delayed, th)
	t.alarm()
}

// maxDelay keeps the clock from overflowing.
const maxDelay = 100 * 365 * 24 * time.Hour

// retryDelay is the pause after which a signal of the alarm is sent again, since
// one that comes just before a wait4 does not interrupt it.
const retryDelay = time.Millisecond

// alarm makes the timer interrupt wait4 when the first delayed thread is to go on.
func (t *Tracer) alarm() {
	if len(t.delayed) == 0 {
		t.wake.setAlarm(0)
		return
	}
	first := slices.MinFunc(t.delayed, func(a, b *thread) int { return int(min(max(a.until-b.until, -1), 1)) })
	t.wake.setAlarm(max(time.Duration(first.until-nanotime()), 1))
}

// endDelays lets the threads go on whose time has come.
func (t *Tracer) endDelays() {
	now, due := nanotime(), false
	for _, th := range t.delayed {
		due = due || th.until <= now
	}
	if !due {
		return
	}
	for _, th := range t.delayed {
		if th.until <= now {
			th.state = stateRunning
			t.resume(th, th.owed)
		}
	}
	t.delayed = slices.DeleteFunc(t.delayed, func(th *thread) bool { return th.until <= now })
	t.alarm()
}

// undelay forgets that the thread is delayed, and returns the signal that it is
// owed.
func (t *Tracer) undelay(th *thread) (sig int) {
	th.state = stateRunning
	t.delayed = slices.DeleteFunc(t.delayed, func(d *thread) bool { return d == th })
	t.alarm()
	return th.owed
}

// setAlarm makes wakeSignal come after d, and again until it is set anew; 0: not
// at all.
func (w *wakeup) setAlarm(d time.Duration) {
	if w.thread.Load() == 0 {
		return
	}
	if !w.hasAlarm {
		if d == 0 || w.newTimer(&w.alarm) != 0 {
			return
		}
		w.hasAlarm = true
	}
	again := retryDelay
	if d == 0 {
		again = 0
	}
	armTimer(w.alarm, d, again)
}

// newTimer makes a timer that sends wakeSignal to this thread.
func (w *wakeup) newTimer(id *int32) syscall.Errno {
	ev := sigevent{signo: int32(wakeSignal), notify: sigevThreadID, tid: int32(unix.Gettid())}
	_, _, errno := syscall.RawSyscall(unix.SYS_TIMER_CREATE, unix.CLOCK_MONOTONIC,
		uintptr(unsafe.Pointer(&ev)), uintptr(unsafe.Pointer(id)))
	return errno
}

// armTimer makes a timer expire after first, and every further pause again.
func armTimer(id int32, first, every time.Duration) {
	spec := unix.ItimerSpec{Interval: unix.NsecToTimespec(int64(every)), Value: unix.NsecToTimespec(int64(first))}
	syscall.RawSyscall6(unix.SYS_TIMER_SETTIME, uintptr(id), 0, uintptr(unsafe.Pointer(&spec)), 0, 0, 0)
}
