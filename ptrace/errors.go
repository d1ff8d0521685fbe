//go:build linux && amd64

package ptrace

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// OpError is a failure to start a program or to attach to one.
type OpError struct {
	Op  string // "attach", "fork", "seize", "seccomp", ...
	PID int    // 0 if there is none
	Err error  // mostly a syscall.Errno
}

func (e *OpError) Error() string {
	if e.PID == 0 {
		return e.Op + ": " + e.Err.Error()
	}
	return e.Op + " " + strconv.Itoa(e.PID) + ": " + e.Err.Error()
}

func (e *OpError) Unwrap() error { return e.Err }

// Hint looks for the reason of a refused attach and says what can be done about
// it, or nothing ("") if it knows none. It looks at the present state of the
// system, so it is meant to be called at once.
func (e *OpError) Hint() string {
	if e.Err != syscall.EPERM && e.Err != syscall.EACCES || e.PID == 0 {
		return ""
	}
	if e.Op == "seize" { // a child of our own
		return "tracing is forbidden here altogether, as a container or a sandbox may do it (seccomp, or a security module)"
	}
	self := readStatus(os.Getpid())
	target := readStatus(e.PID)
	if target == nil {
		return ""
	}
	if e.PID == os.Getpid() || target.field("Tgid") == strconv.Itoa(os.Getpid()) {
		return "a process cannot trace itself"
	}
	if by := target.field("TracerPid"); by != "" && by != "0" {
		name := ""
		if pid, err := strconv.Atoi(by); err == nil {
			if s := readStatus(pid); s != nil {
				by = s.field("Tgid") // what the kernel names is a thread
				name = " (" + s.field("Name") + ")"
			}
		}
		return "process " + strconv.Itoa(e.PID) + " is already traced by process " + by + name + ", and a process has only one tracer"
	}
	if target.field("Kthread") == "1" || target.isKernelThread(e.PID) {
		return "process " + strconv.Itoa(e.PID) + " is a kernel thread, and those cannot be traced"
	}
	if self == nil || self.hasCap(unix.CAP_SYS_PTRACE) {
		return "something beyond file permissions forbids it: a security module, or a user namespace that this process has no rights in"
	}
	if a, b := self.ids(), target.ids(); a != "" && a != b {
		return "process " + strconv.Itoa(e.PID) + " belongs to another user or gained rights when it was executed; root (CAP_SYS_PTRACE) may trace it"
	}
	switch scope, _ := os.ReadFile("/proc/sys/kernel/yama/ptrace_scope"); strings.TrimSpace(string(scope)) {
	case "1":
		return "kernel.yama.ptrace_scope is 1: only a process's ancestors may trace it; start the program under gotrace, run gotrace as root, or: sysctl kernel.yama.ptrace_scope=0"
	case "2":
		return "kernel.yama.ptrace_scope is 2: only root (CAP_SYS_PTRACE) may attach; run gotrace as root, or: sysctl kernel.yama.ptrace_scope=1"
	case "3":
		return "kernel.yama.ptrace_scope is 3: no process may attach to another until the machine is restarted"
	}
	return "the process may be marked as not dumpable (it changed its user, its program file is not readable, or it asked for it); root (CAP_SYS_PTRACE) may trace it"
}

// status is the text of a /proc/PID/status.
type procStatus string

func readStatus(pid int) *procStatus {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return nil
	}
	s := procStatus(b)
	return &s
}

// field returns the text after the line's "name:", without blanks around it.
func (s *procStatus) field(name string) string {
	for line := range strings.Lines(string(*s)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

func (s *procStatus) number(name string) int {
	n, _ := strconv.Atoi(s.field(name))
	return n
}

func (s *procStatus) hasCap(c int) bool {
	eff, _ := strconv.ParseUint(s.field("CapEff"), 16, 64)
	return eff>>c&1 != 0
}

// ids returns what __ptrace_may_access (kernel/ptrace.c) compares: all the
// target's user and group ids must be the tracer's.
func (s *procStatus) ids() string {
	u, g := strings.Fields(s.field("Uid")), strings.Fields(s.field("Gid"))
	if len(u) < 3 || len(g) < 3 {
		return ""
	}
	return strings.Join(u[:3], " ") + "/" + strings.Join(g[:3], " ")
}

// isKernelThread works on kernels before 6.8, which do not say it in status: a
// process without an address space has no VmSize.
func (s *procStatus) isKernelThread(pid int) bool {
	if s.field("VmSize") != "" || strings.HasPrefix(s.field("State"), "Z") {
		return false
	}
	exe, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/exe")
	return err != nil && exe == ""
}

func taskPath(pid, tid int) string {
	return fmt.Sprintf("/proc/%d/task/%d", pid, tid)
}
