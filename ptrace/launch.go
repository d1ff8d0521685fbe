//go:build linux && amd64

package ptrace

import (
	"syscall"
	"unsafe"

	"gotrace/event"
	"gotrace/internal/nofile"

	"golang.org/x/sys/unix"
)

// Command is a program to start.
type Command struct {
	Path string   // the program's file (see LookPath)
	Args []string // argv; the first one is the program's name for itself
	Env  []string // "NAME=value"
	User *Credential

	// Failed is called when the execve failed, after the call was reported
	// and before the process ends, with status 1.
	Failed func(error)
}

// Credential is the user that a program runs as.
type Credential struct {
	UID, GID uint32
	Groups   []uint32
}

// Start starts the program and begins to trace it; it executes while Run runs.
// A program that cannot be executed is not an error of Start: see
// Command.Failed.
func (t *Tracer) Start(cmd *Command) error {
	p, err := newLaunchPlan(cmd, &t.o)
	if err != nil {
		return err
	}
	var (
		pid   int
		errno syscall.Errno
	)
	t.outside(func() {
		syscall.ForkLock.Lock()
		pid, errno = p.fork()
		syscall.ForkLock.Unlock()
	})
	if errno != 0 {
		return &OpError{Op: "fork", Err: errno}
	}
	errno = t.adoptStopped(pid)
	if errno != 0 {
		unix.Kill(pid, unix.SIGKILL)
		for {
			if _, _, errno := t.k.wait(pid, 0, nil); errno != syscall.EINTR {
				break
			}
		}
		return &OpError{Op: "seize", PID: pid, Err: errno}
	}
	t.launching(pid, cmd).plan = p
	return nil
}

// launching begins to trace a process that is going to execute cmd.
func (t *Tracer) launching(pid int, cmd *Command) *thread {
	th := t.newThread(pid, pid)
	th.launch = preparing
	th.filtered = t.o.Seccomp != nil
	th.cmd = cmd
	t.enrol(th)
	if t.pins.ready {
		t.restartPins()
	}
	t.stamp()
	t.h.Born(&th.Thread, &event.Birth{How: event.Started, When: t.now})
	return th
}

// outside calls f with the tracer's thread as it is outside of Run, so that a
// child inherits nothing of what Run changes.
func (t *Tracer) outside(f func()) {
	if t.pins.narrow {
		unix.SchedSetaffinity(0, &t.pins.own)
		defer unix.SchedSetaffinity(0, &t.pins.cpu)
	}
	if t.wake.thread.Load() != 0 && t.wake.blocked {
		maskWakeSignal(unix.SIG_BLOCK)
		defer maskWakeSignal(unix.SIG_UNBLOCK)
	}
	f()
}

// adoptStopped waits until the child has stopped itself and seizes it. It goes
// on when Run sees the stop that follows from that.
func (t *Tracer) adoptStopped(pid int) syscall.Errno {
	for {
		_, status, errno := t.k.wait(pid, unix.WUNTRACED, nil)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 {
			return errno
		}
		if status&0xff == 0x7f {
			break
		}
		return syscall.ECHILD
	}
	return t.k.ptrace(unix.PTRACE_SEIZE, pid, 0, t.traceOptions(true))
}

// launchPlan is what the forked child needs, all of it allocated beforehand.
type launchPlan struct {
	path   *byte
	argv   []*byte
	envv   []*byte
	user   *Credential
	filter []unix.SockFilter
	prog   unix.SockFprog
	nofile nofile.Limit
	stack  []byte // of a child that shares memory
}

func newLaunchPlan(cmd *Command, o *Options) (p *launchPlan, err error) {
	filter := o.Seccomp
	if filter != nil {
		filter = withOwnCalls(filter, o.Affinity != AffinityOff, o.Traps != nil)
	}
	p = &launchPlan{user: cmd.User, filter: filter, nofile: nofile.Original()}
	if p.path, err = unix.BytePtrFromString(cmd.Path); err != nil {
		return nil, &OpError{Op: "start", Err: err}
	}
	if p.argv, err = syscall.SlicePtrFromStrings(cmd.Args); err != nil {
		return nil, &OpError{Op: "start", Err: err}
	}
	if p.envv, err = syscall.SlicePtrFromStrings(cmd.Env); err != nil {
		return nil, &OpError{Op: "start", Err: err}
	}
	if len(filter) > 0 {
		p.prog = unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	}
	return p, nil
}

//go:linkname runtimeBeforeFork syscall.runtime_BeforeFork
func runtimeBeforeFork()

//go:linkname runtimeAfterFork syscall.runtime_AfterFork
func runtimeAfterFork()

//go:linkname runtimeAfterForkInChild syscall.runtime_AfterForkInChild
func runtimeAfterForkInChild()

// spawnStack is the size of the stack of a child that shares memory.
const spawnStack = 64 << 10

// spawn makes a child that runs childEntry(arg) on the given stack, and returns its
// id or a negative error number. It is in spawn_amd64.s.
//
//go:noescape
func spawn(arg *launchPlan, stack uintptr) int

// childEntry is where spawn's child begins. The rules of child hold.
//
//go:nosplit
//go:norace
//lint:ignore U1000 spawn calls it
func childEntry(p *launchPlan) {
	resetHandlers()
	p.child()
}

// resetHandlers puts all signals that have handlers back to their defaults: those
// are the runtime's, which must not run in a child that shares its memory.
//
//go:nosplit
//go:norace
func resetHandlers() {
	var act sigaction
	for sig := uintptr(1); sig <= 64; sig++ {
		_, _, errno := syscall.RawSyscall6(unix.SYS_RT_SIGACTION, sig, 0, uintptr(unsafe.Pointer(&act)), 8, 0, 0)
		if errno == 0 && act.handler > 1 { // neither SIG_DFL nor SIG_IGN
			act = sigaction{}
			syscall.RawSyscall6(unix.SYS_RT_SIGACTION, sig, uintptr(unsafe.Pointer(&act)), 0, 8, 0, 0)
		}
	}
}

// fork makes the child, which goes on in child. It shares this process's memory
// until it executes: to copy the page tables, and then each page that is written
// to, costs more than all else of a launch. One that changes its user does not,
// since the kernel then restricts access to the memory (PR_SET_DUMPABLE in
// prctl(2)). What the child reads must stay where it is until it has executed.
//
//go:noinline
//go:norace
func (p *launchPlan) fork() (pid int, errno syscall.Errno) {
	if p.user == nil {
		p.stack = make([]byte, spawnStack)
		top := (uintptr(unsafe.Pointer(&p.stack[0])) + spawnStack) &^ 15
		runtimeBeforeFork()
		r := spawn(p, top)
		runtimeAfterFork()
		if r < 0 {
			return 0, syscall.Errno(-r)
		}
		return r, 0
	}
	runtimeBeforeFork()
	r, _, errno := syscall.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if errno != 0 || r != 0 {
		runtimeAfterFork()
		return int(r), errno
	}
	p.child()
	return
}

// child is the part of the forked process up to its execve. It runs on a copy of
// the tracer's memory, of which only this thread lives on: it must not allocate,
// grow its stack, take locks, or call anything that may.
//
//go:nosplit
//go:norace
func (p *launchPlan) child() {
	// Resets the handlers that the runtime has installed, and the mask.
	runtimeAfterForkInChild()
	p.restoreLimit()
	// The tracer waits for this stop.
	pid, _, _ := syscall.RawSyscall(unix.SYS_GETPID, 0, 0, 0)
	syscall.RawSyscall(unix.SYS_KILL, pid, uintptr(unix.SIGSTOP), 0)
	p.execute()
}

//go:nosplit
//go:norace
func (p *launchPlan) restoreLimit() {
	syscall.RawSyscall6(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_NOFILE, uintptr(unsafe.Pointer(&p.nofile)), 0, 0, 0)
}

// execute makes the process the program that is launched, or ends it with status
// 1: the tracer sees why. The rules of child hold.
//
//go:nosplit
//go:norace
func (p *launchPlan) execute() {
	// The filter comes before the change of the user, which may take away
	// the right (CAP_SYS_ADMIN) to install one without no_new_privs. The flag
	// keeps kernels before 5.16 from disabling speculation because of it.
	var errno syscall.Errno
	if p.prog.Len != 0 {
		_, _, errno = syscall.RawSyscall(unix.SYS_SECCOMP, seccompSetModeFilter, seccompFlagSpecAllow, uintptr(unsafe.Pointer(&p.prog)))
		if errno == syscall.EACCES {
			syscall.RawSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
			_, _, errno = syscall.RawSyscall(unix.SYS_SECCOMP, seccompSetModeFilter, seccompFlagSpecAllow, uintptr(unsafe.Pointer(&p.prog)))
		}
		if errno != 0 {
			goto fail
		}
	}
	if p.user != nil {
		if len(p.user.Groups) > 0 {
			_, _, errno = syscall.RawSyscall(unix.SYS_SETGROUPS, uintptr(len(p.user.Groups)), uintptr(unsafe.Pointer(&p.user.Groups[0])), 0)
		} else {
			_, _, errno = syscall.RawSyscall(unix.SYS_SETGROUPS, 0, 0, 0)
		}
		if errno != 0 {
			goto fail
		}
		if _, _, errno = syscall.RawSyscall(unix.SYS_SETRESGID, uintptr(p.user.GID), uintptr(p.user.GID), uintptr(p.user.GID)); errno != 0 {
			goto fail
		}
		if _, _, errno = syscall.RawSyscall(unix.SYS_SETRESUID, uintptr(p.user.UID), uintptr(p.user.UID), uintptr(p.user.UID)); errno != 0 {
			goto fail
		}
	}
	syscall.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(p.path)), uintptr(unsafe.Pointer(&p.argv[0])), uintptr(unsafe.Pointer(&p.envv[0])))
fail:
	for {
		syscall.RawSyscall(unix.SYS_EXIT_GROUP, 1, 0, 0)
	}
}

// linux/seccomp.h
const (
	seccompSetModeFilter = 1      // SECCOMP_SET_MODE_FILTER
	seccompFlagSpecAllow = 1 << 2 // SECCOMP_FILTER_FLAG_SPEC_ALLOW
)
