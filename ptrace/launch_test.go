//go:build linux && amd64

package ptrace

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

var execCalls = map[uint64]string{
	unix.SYS_EXECVE: "execve", unix.SYS_SETRESUID: "setresuid", unix.SYS_SECCOMP: "seccomp",
	unix.SYS_EXIT_GROUP: "exit_group", unix.SYS_KILL: "kill",
}

func TestStart(t *testing.T) {
	exe := fixture(t, "exit")
	j := newJournal(t, nil)
	var first event.Call
	n := 0
	j.onEnter = func(th *event.Thread) event.Next {
		if n++; n == 1 {
			first = th.Call
		}
		return event.Continue
	}
	run(t, j, Options{}, program(exe, "3"))
	j.want(`
		A started
		A exec
		A exited with 3`)
	if first.Nr != unix.SYS_EXECVE {
		t.Errorf("first call is %d, want execve", first.Nr)
	}
}

func TestStartFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "garbage")
	if err := os.WriteFile(file, []byte("garbage"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, regs := range []bool{false, true} {
		j := newJournal(t, execCalls)
		cmd := program(file)
		cmd.Failed = func(err error) { j.lines = append(j.lines, "failed: "+err.Error()) }
		run(t, j, Options{Registers: regs}, cmd)
		j.lines[1] = "A execve()" // the argument is an address
		j.want(`
			A started
			A execve()
			A execve = -8
			failed: exec: exec format error
			A exited with 1`)
	}
}

func TestStartUser(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	exe := fixture(t, "ids")
	if err := os.Chmod(buildDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {Registers: true},
		{Seccomp: traceOnly(unix.SYS_EXECVE, unix.SYS_SETRESUID, unix.SYS_SETGROUPS)},
		{Seccomp: traceOnly(unix.SYS_SETRESUID), Registers: true}} {
		j := newJournal(t, map[uint64]string{unix.SYS_SETRESUID: "setresuid", unix.SYS_SETGROUPS: "setgroups"})
		cmd := program(exe, "65534", "65533", "2")
		cmd.User = &Credential{UID: 65534, GID: 65533, Groups: []uint32{65533, 100}}
		run(t, j, o, cmd)
		j.want(`
			A started
			A exec
			A exited with 0`)
	}
}

// TestStartUserFails has a user that may not become another.
func TestStartUserFails(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may become anyone")
	}
	j := newJournal(t, nil)
	cmd := program("/bin/true")
	cmd.User = &Credential{UID: 0, GID: 0}
	cmd.Failed = func(err error) { j.lines = append(j.lines, "failed: "+err.Error()) }
	run(t, j, Options{}, cmd)
	j.want(`
		A started
		failed: set groups: operation not permitted
		A exited with 1`)
}

// TestStartSignals checks that the Go runtime's handling of signals does not
// reach the program.
func TestStartSignals(t *testing.T) {
	exe := fixture(t, "sigstate")
	j := newJournal(t, nil)
	f, err := os.Open(exe)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	run(t, j, Options{}, program(exe, strconv.Itoa(int(f.Fd()))))
	j.want(`
		A started
		A exec
		A exited with 0`)
}

func TestLookPath(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, mode os.FileMode) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []string{"a", "b", "a/tool"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("b/tool", 0o755)
	write("a/data", 0o644)
	write("here", 0o755)
	t.Chdir(dir)
	for _, c := range []struct {
		path, name, want string
		err              error
	}{
		{dir + "/a:" + dir + "/b", "tool", dir + "/b/tool", nil}, // a folder is no program
		{dir + "/a", "tool", "", syscall.ENOENT},
		{dir + "/a", "data", "", syscall.ENOENT},
		{dir + "/a", "a/data", "a/data", nil}, // execve says what is wrong with it
		{dir + "/a:", "here", dir + "/here", nil},
		{"", "here", "", syscall.ENOENT},
		{dir + "/b", "", "", syscall.ENOENT},
		{dir + "/b", "./none", "", syscall.ENOENT},
		{dir + "/b", "here/x", "", syscall.ENOTDIR},
	} {
		t.Setenv("PATH", c.path)
		got, err := LookPath(c.name)
		if got != c.want || err != c.err {
			t.Errorf("PATH=%q: LookPath(%q) = %q, %v, want %q, %v", c.path, c.name, got, err, c.want, c.err)
		}
	}
}
