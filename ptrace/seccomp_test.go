//go:build linux && amd64

package ptrace

import (
	"os"
	"path/filepath"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// traceOnly returns a filter that traces the given amd64 calls.
func traceOnly(nrs ...uint32) []unix.SockFilter {
	const (
		ld  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		jeq = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		ret = unix.BPF_RET | unix.BPF_K
	)
	f := []unix.SockFilter{{Code: ld, K: 0}} // seccomp_data.nr
	for i, nr := range nrs {
		f = append(f, unix.SockFilter{Code: jeq, Jt: uint8(len(nrs) - i), K: nr})
	}
	return append(f, unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ALLOW}, unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_TRACE})
}

func TestSeccomp(t *testing.T) {
	exe := fixture(t, "spawner")
	all := map[uint64]string{unix.SYS_GETPPID: "getppid", unix.SYS_EXECVE: "execve", unix.SYS_WAIT4: "wait4"}
	for _, regs := range []bool{false, true} {
		// Followed: every process's wanted calls, and no others.
		j := newJournal(t, all)
		stops := 0
		j.onEnter = func(*event.Thread) event.Next { stops++; return event.Continue }
		run(t, j, Options{Follow: true, Registers: regs, Seccomp: traceOnly(unix.SYS_GETPPID)}, program(exe))
		if stops != 9 || j.count("getppid ok") != 9 || j.count("execve") != 0 || j.count("exited with 21") != 3 || j.count("A exited with 0") != 1 {
			t.Errorf("%d calls\n%s", stops, j.text())
		}

		// Not followed: the children work, and are not seen.
		j = newJournal(t, all)
		run(t, j, Options{Registers: regs, Seccomp: traceOnly(unix.SYS_GETPPID, unix.SYS_EXECVE)}, program(exe))
		j.lines[1] = "A execve"
		j.want(`
			A started
			A execve
			A exec
			A execve ok
			A signal SIGCHLD
			A getppid(0)
			A getppid ok
			A signal SIGCHLD
			A getppid(0)
			A getppid ok
			A signal SIGCHLD
			A getppid(0)
			A getppid ok
			A exited with 0`)

		// The exits are not wanted.
		j = newJournal(t, all)
		j.onEnter = func(*event.Thread) event.Next { return event.SkipExit }
		run(t, j, Options{Follow: true, Registers: regs, Seccomp: traceOnly(unix.SYS_GETPPID)}, program(exe))
		if j.count("getppid") != 9 || j.count("getppid ok") != 0 || j.count("A exited with 0") != 1 {
			t.Error(j.text())
		}
	}
}

// TestSeccompDetach checks that a program with a filter goes on after the
// reports have ended.
func TestSeccompDetach(t *testing.T) {
	exe := fixture(t, "spawner")
	for _, next := range []event.Next{event.Detach, event.DetachAll} {
		for _, at := range []string{"enter", "leave", "exec"} {
			j := newJournal(t, map[uint64]string{unix.SYS_GETPPID: "getppid"})
			answer := func(when string) event.Next {
				if when == at {
					return next
				}
				return event.Continue
			}
			j.onEnter = func(*event.Thread) event.Next { return answer("enter") }
			j.onLeave = func(*event.Thread) event.Next { return answer("leave") }
			j.onExec = func(*event.Thread, *event.Exec) event.Next { return answer("exec") }
			done := filepath.Join(t.TempDir(), "done")
			run(t, j, Options{Follow: true, Seccomp: traceOnly(unix.SYS_GETPPID)}, program("/bin/sh", "-c", exe+" && : >"+done))
			if _, err := os.Stat(done); err != nil || j.count("detached") == 0 {
				t.Errorf("%v at %s:\n%s", next, at, j.text())
			}
		}
	}
}

// TestSeccompFailed checks that a failed execve is reported although the filter
// does not care for it, and so is a filter that the kernel refuses.
func TestSeccompFailed(t *testing.T) {
	for want, filter := range map[string][]unix.SockFilter{
		"failed: exec: no such file or directory": traceOnly(unix.SYS_GETPPID),
		"failed: seccomp: invalid argument":       {{Code: 0xffff}},
	} {
		j := newJournal(t, nil)
		cmd := program("/nonexistent")
		cmd.Failed = func(err error) { j.lines = append(j.lines, "failed: "+err.Error()) }
		run(t, j, Options{Seccomp: filter}, cmd)
		j.want("A started\n" + want + "\nA exited with 1")
	}
}

// TestSeccompNoNewPrivs checks that a filter can be installed without root's rights:
// no_new_privs is set then, and otherwise not.
func TestSeccompNoNewPrivs(t *testing.T) {
	j := newJournal(t, nil)
	run(t, j, Options{Seccomp: traceOnly(unix.SYS_GETPPID)}, program("/bin/grep", "-q", "NoNewPrivs:.0", "/proc/self/status"))
	want := "A exited with 0"
	if s := readStatus(unix.Getpid()); !s.hasCap(unix.CAP_SYS_ADMIN) {
		want = "A exited with 1"
	}
	if j.count(want) != 1 {
		t.Error(j.text())
	}
}

// A program's own filter must not hide calls from ours.
func TestConfined(t *testing.T) {
	exe := fixture(t, "confined")
	calls := map[uint64]string{unix.SYS_GETPPID: "getppid"}
	for _, regs := range []bool{false, true} {
		for _, args := range [][]string{nil, {"all threads"}} {
			j := newJournal(t, calls)
			run(t, j, Options{Follow: true, Registers: regs, Seccomp: traceOnly(unix.SYS_GETPPID)}, program(append([]string{exe}, args...)...))
			if n := j.count("getppid("); n != 3 {
				t.Errorf("%v, registers %v: %d calls of getppid were seen, want 3\n%s", args, regs, n, j.text())
			}
		}
	}
}
