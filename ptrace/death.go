//go:build linux && amd64

package ptrace

import (
	"os"
	"runtime"
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// EndAs ends this process in the way that the traced program ended: with its
// exit status, or by the same signal, but without a core dump of its own. It
// does not return. Buffers must have been flushed.
func EndAs(x *event.Exit) {
	if x.Signal == 0 {
		os.Exit(x.Status)
	}
	runtime.LockOSThread()
	sig := unix.Signal(x.Signal)
	// A core pattern that is a pipe ignores the limit (core(5)), but not the
	// attribute.
	unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	var dfl sigaction
	rtSigaction(sig, &dfl, nil)
	set := uint64(1) << (sig - 1)
	syscall.RawSyscall6(unix.SYS_RT_SIGPROCMASK, unix.SIG_UNBLOCK, uintptr(unsafe.Pointer(&set)), 0, 8, 0, 0)
	unix.Tgkill(unix.Getpid(), unix.Gettid(), sig)
	os.Exit(128 + x.Signal)
}
