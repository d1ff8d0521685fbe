//go:build linux && amd64

package ptrace

import (
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// wakeSignal interrupts Run's wait4. Any signal does that the Go runtime and
// programs do not use; its disposition is changed for good, since its default
// is to end the process and a late one must not.
const wakeSignal = unix.Signal(59)

// sigaction is struct sigaction as rt_sigaction(2) takes it (include/linux/signal_types.h).
type sigaction struct {
	handler  uintptr
	flags    uint64
	restorer uintptr
	mask     uint64
}

const (
	saNoCldStop = 1
	saRestorer  = 0x04000000
	saOnStack   = 0x08000000
)

//lint:ignore U1000 the kernel calls it; see wake_amd64.s
func wakeHandler()

//lint:ignore U1000 the kernel calls it; see wake_amd64.s
func wakeRestorer()

func wakeHandlerPC() uintptr
func wakeRestorerPC() uintptr

func rtSigaction(sig unix.Signal, set, old *sigaction) error {
	_, _, errno := syscall.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig),
		uintptr(unsafe.Pointer(set)), uintptr(unsafe.Pointer(old)), 8, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// begin prepares the signals for Run.
func (w *wakeup) begin() error {
	// Without SA_RESTART, so that wait4 returns.
	act := sigaction{handler: wakeHandlerPC(), flags: saRestorer | saOnStack, restorer: wakeRestorerPC()}
	if err := rtSigaction(wakeSignal, &act, nil); err != nil {
		return err
	}
	// The runtime's handler costs 4 us per stop of a tracee. Nothing in the
	// runtime needs SIGCHLD, and a stop need not even send it.
	dfl := sigaction{flags: saNoCldStop}
	if err := rtSigaction(unix.SIGCHLD, &dfl, &w.chld); err != nil {
		return err
	}
	if errno := w.newTimer(&w.timer); errno != 0 {
		rtSigaction(unix.SIGCHLD, &w.chld, nil)
		return errno
	}
	w.blocked = maskWakeSignal(unix.SIG_UNBLOCK)
	w.thread.Store(int64(unix.Gettid()))
	return nil
}

// maskWakeSignal blocks or unblocks wakeSignal for the calling thread and tells
// whether it was blocked.
func maskWakeSignal(how int) (was bool) {
	set, old := uint64(1)<<(wakeSignal-1), uint64(0)
	syscall.RawSyscall6(unix.SYS_RT_SIGPROCMASK, uintptr(how), uintptr(unsafe.Pointer(&set)), uintptr(unsafe.Pointer(&old)), 8, 0, 0)
	return old&set != 0
}

func (w *wakeup) end() {
	w.thread.Store(0)
	w.mu.Lock()
	w.todo = nil
	w.pending.Store(false)
	w.mu.Unlock()
	if w.blocked {
		maskWakeSignal(unix.SIG_BLOCK)
	}
	syscall.RawSyscall(unix.SYS_TIMER_DELETE, uintptr(w.timer), 0, 0)
	if w.hasAlarm {
		syscall.RawSyscall(unix.SYS_TIMER_DELETE, uintptr(w.alarm), 0, 0)
	}
	w.ticking, w.dirty, w.hasAlarm = false, false, false
	rtSigaction(unix.SIGCHLD, &w.chld, nil)
}

// sigevent is struct sigevent (asm-generic/siginfo.h).
type sigevent struct {
	value  uint64
	signo  int32
	notify int32
	tid    int32
	_      [44]byte
}

const sigevThreadID = 4 // SIGEV_THREAD_ID

// startTicks makes the timer interrupt wait4 until stopTicks. It costs no
// system call if it ticks already.
func (w *wakeup) startTicks() {
	if !w.ticking {
		w.ticking = true
		w.setTimer(idleTick)
	}
}

func (w *wakeup) stopTicks() {
	if w.ticking {
		w.ticking = false
		w.setTimer(0)
	}
}

func (w *wakeup) setTimer(every time.Duration) {
	if w.thread.Load() != 0 {
		armTimer(w.timer, every, every)
	}
}
