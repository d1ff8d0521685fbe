//go:build linux && amd64

package ptrace

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// syscallInfo is struct ptrace_syscall_info (linux/ptrace.h). The union is that
// of entries; of exits, arg 0 is the flag is_error and nr the returned value.
type syscallInfo struct {
	op   uint8
	_    [3]uint8
	arch uint32
	ip   uint64
	sp   uint64
	nr   uint64
	args [6]uint64
	_    [2]uint64
}

const (
	infoNone    = 0 // PTRACE_SYSCALL_INFO_NONE
	infoEntry   = 1 // PTRACE_SYSCALL_INFO_ENTRY
	infoExit    = 2 // PTRACE_SYSCALL_INFO_EXIT
	infoSeccomp = 3 // PTRACE_SYSCALL_INFO_SECCOMP
)

// kernel is what the state machine asks of the operating system; its tests put
// a recording in the place of linux.
type kernel interface {
	// wait is wait4(2) for tracees of the calling thread.
	wait(tid, flags int, ru *unix.Rusage) (wtid int, status uint32, errno syscall.Errno)
	// ptrace is ptrace(2).
	ptrace(req, tid int, addr, data uintptr) syscall.Errno
	// sameProcess tells whether the thread tid belongs to the process pid.
	sameProcess(pid, tid int) bool
	// family returns the process that the thread tid belongs to and that one's
	// parent; zeros if it is gone.
	family(tid int) (pid, ppid int)
	// kill is kill(2).
	kill(pid, sig int) syscall.Errno
}

type linux struct{}

func (linux) wait(tid, flags int, ru *unix.Rusage) (int, uint32, syscall.Errno) {
	var status uint32
	// Not RawSyscall: the garbage collector must be able to stop the world
	// while this thread sleeps.
	wtid, _, errno := syscall.Syscall6(unix.SYS_WAIT4, uintptr(tid), uintptr(unsafe.Pointer(&status)),
		uintptr(flags|unix.WALL|unix.WNOTHREAD), uintptr(unsafe.Pointer(ru)), 0, 0)
	return int(wtid), status, errno
}

func (linux) ptrace(req, tid int, addr, data uintptr) syscall.Errno {
	_, _, errno := syscall.RawSyscall6(unix.SYS_PTRACE, uintptr(req), uintptr(tid), addr, data, 0, 0)
	return errno
}

func (linux) kill(pid, sig int) syscall.Errno {
	_, _, errno := syscall.RawSyscall(unix.SYS_KILL, uintptr(pid), uintptr(sig), 0)
	return errno
}

func (linux) sameProcess(pid, tid int) bool {
	return pid == tid || unix.Access(taskPath(pid, tid), unix.F_OK) == nil
}

func (linux) family(tid int) (pid, ppid int) {
	if s := readStatus(tid); s != nil {
		pid, ppid = s.number("Tgid"), s.number("PPid")
	}
	return pid, ppid
}

//go:linkname nanotime runtime.nanotime
func nanotime() int64
