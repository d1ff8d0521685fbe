//go:build linux && amd64

package ptrace

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// deadline ends a live test that hangs. Nothing is timed by it.
const deadline = 120 * time.Second

var (
	buildMu  sync.Mutex
	built    = map[string]string{}
	buildDir string
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gotrace-ptrace")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	buildDir = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// fixture compiles testdata/name.c and returns the program's path.
func fixture(t testing.TB, name string, flags ...string) string {
	t.Helper()
	return compile(t, filepath.Join("testdata", name+".c"), flags...)
}

func compile(t testing.TB, src string, flags ...string) string {
	t.Helper()
	key := src + strings.Join(flags, " ")
	buildMu.Lock()
	defer buildMu.Unlock()
	if exe := built[key]; exe != "" {
		return exe
	}
	exe := filepath.Join(buildDir, fmt.Sprintf("%s.%d", filepath.Base(src), len(built)))
	args := append([]string{"-O1", "-w", "-pthread", "-o", exe, src}, flags...)
	if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
		if os.Getenv("CI") == "" {
			t.Skipf("gcc cannot build %s: %v\n%s", src, err, out)
		}
		t.Fatalf("gcc %s: %v\n%s", src, err, out)
	}
	built[key] = exe
	return exe
}

// onThread calls f on a locked thread of its own, as Run's callers must.
func onThread(t testing.TB, f func()) {
	t.Helper()
	done := make(chan bool)
	go onOtherThread(done, f)
	select {
	case <-done:
	case <-time.After(deadline):
		buf := make([]byte, 1<<16)
		t.Fatalf("still running:\n%s", buf[:runtime.Stack(buf, true)])
	}
}

func onOtherThread(done chan bool, f func()) {
	runtime.LockOSThread()
	// Not unlocked: the thread ends, and so would any tracee left over. But
	// the main thread never ends before the process does.
	if unix.Gettid() == unix.Getpid() {
		go onOtherThread(done, f)
		<-done
		runtime.UnlockOSThread()
		return
	}
	defer close(done)
	f()
}

// journal is a handler that writes events down, one per line, with thread ids
// replaced by letters in the order of their birth.
type journal struct {
	t     testing.TB
	calls map[uint64]string // which system calls to write down, by number, and their names
	lines []string
	names map[int]string
	inOut map[int]bool // within a call
	seen  map[int]bool // has made a call

	// answers, if set, overrides the answer to an event.
	onEnter  func(*event.Thread) event.Next
	onLeave  func(*event.Thread) event.Next
	onSignal func(*event.Thread, *event.Signal) event.Next
	onStop   func(*event.Thread, *event.Stop) event.Next
	onExec   func(*event.Thread, *event.Exec) event.Next
	onBorn   func(*event.Thread)
	onExit   func(*event.Thread)
}

func newJournal(t testing.TB, calls map[uint64]string) *journal {
	return &journal{t: t, calls: calls, names: map[int]string{}, inOut: map[int]bool{}, seen: map[int]bool{}}
}

func (j *journal) name(tid int) string {
	if j.names[tid] == "" {
		j.names[tid] = fmt.Sprintf("%c", 'A'+len(j.names)%26)
		if n := len(j.names) / 26; n > 0 {
			j.names[tid] = fmt.Sprint(j.names[tid], n)
		}
	}
	return j.names[tid]
}

func (j *journal) add(tid int, format string, args ...any) {
	j.lines = append(j.lines, j.name(tid)+" "+fmt.Sprintf(format, args...))
}

func (j *journal) Born(t *event.Thread, b *event.Birth) {
	how := [...]string{"started", "attached", "cloned"}[b.How]
	if b.Parent != nil {
		how += " by " + j.name(b.Parent.TID)
	}
	if t.PID != t.TID {
		how += " in " + j.name(t.PID)
	}
	j.add(t.TID, "%s", how)
	if j.onBorn != nil {
		j.onBorn(t)
	}
}

func (j *journal) Enter(t *event.Thread) event.Next {
	if j.inOut[t.TID] {
		j.t.Errorf("%s: entry of call %d within a call", j.name(t.TID), t.Call.Nr)
	}
	if t.Call.Done {
		j.t.Error("Enter with Done")
	}
	j.inOut[t.TID] = true
	j.seen[t.TID] = true
	if name := j.calls[t.Call.Nr|uint64(t.Call.ABI)<<32]; name != "" {
		j.add(t.TID, "%s(%d)", name, t.Call.Args[0])
	}
	next := event.Continue
	if j.onEnter != nil {
		next = j.onEnter(t)
	}
	if next != event.Continue {
		j.inOut[t.TID] = false
	}
	return next
}

func (j *journal) Leave(t *event.Thread) event.Next {
	first := !j.seen[t.TID] && t.Attached // gotrace may have come in the middle of it
	j.seen[t.TID] = true
	if !j.inOut[t.TID] && !first {
		j.t.Errorf("%s: exit of call %d without an entry", j.name(t.TID), t.Call.Nr)
	}
	if !t.Call.Done {
		j.t.Error("Leave without Done")
	}
	j.inOut[t.TID] = false
	if name := j.calls[t.Call.Nr|uint64(t.Call.ABI)<<32]; name != "" {
		if t.Call.Errno != 0 {
			j.add(t.TID, "%s = -%d", name, t.Call.Errno)
		} else {
			j.add(t.TID, "%s ok", name)
		}
	}
	if j.onLeave != nil {
		return j.onLeave(t)
	}
	return event.Continue
}

func (j *journal) Signal(t *event.Thread, s *event.Signal) event.Next {
	j.add(t.TID, "signal %s", unix.SignalName(unix.Signal(s.Sig)))
	if s.Info != nil && int(s.Info[0]) != s.Sig {
		j.t.Errorf("siginfo of %d says %d", s.Sig, s.Info[0])
	}
	if j.onSignal != nil {
		return j.onSignal(t, s)
	}
	return event.Continue
}

func (j *journal) Stop(t *event.Thread, s *event.Stop) event.Next {
	j.add(t.TID, "stopped by %s", unix.SignalName(unix.Signal(s.Sig)))
	if j.onStop != nil {
		return j.onStop(t, s)
	}
	return event.Continue
}

func (j *journal) Exec(t *event.Thread, x *event.Exec) event.Next {
	if x.Former != 0 {
		j.inOut[t.TID] = j.inOut[x.Former]
		j.seen[t.TID] = j.seen[x.Former]
		delete(j.inOut, x.Former)
		j.add(t.TID, "exec, was %s", j.name(x.Former))
	} else {
		j.add(t.TID, "exec")
	}
	if j.onExec != nil {
		return j.onExec(t, x)
	}
	return event.Continue
}

func (j *journal) Exit(t *event.Thread, x *event.Exit) {
	switch {
	case x.SupersededBy != 0:
		j.add(t.TID, "superseded by %s", j.name(x.SupersededBy))
	case x.Vanished:
		j.add(t.TID, "vanished")
	case x.Signal != 0:
		j.add(t.TID, "killed by %s", unix.SignalName(unix.Signal(x.Signal)))
	default:
		j.add(t.TID, "exited with %d", x.Status)
	}
	j.inOut[t.TID] = false
	if j.onExit != nil {
		j.onExit(t)
	}
}

func (j *journal) Detached(t *event.Thread, _ *event.Unwatched) {
	j.inOut[t.TID] = false
	j.add(t.TID, "detached")
}

func (j *journal) text() string { return strings.Join(j.lines, "\n") }

func (j *journal) want(want string) {
	j.t.Helper()
	var lines []string
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if got := j.text(); got != strings.Join(lines, "\n") {
		j.t.Errorf("got\n%s\n\nwant\n%s", got, strings.Join(lines, "\n"))
	}
}

func (j *journal) count(substr string) (n int) {
	for _, line := range j.lines {
		if strings.Contains(line, substr) {
			n++
		}
	}
	return n
}

// run starts a program and traces it to its end.
func run(t testing.TB, j *journal, o Options, cmd *Command) *Tracer {
	t.Helper()
	o.KillOnExit = true // a test that fails leaves nothing behind
	tr := New(j, o)
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	onThread(t, func() {
		if err := tr.Start(cmd); err != nil {
			t.Error(err)
			return
		}
		if err := tr.Run(); err != nil {
			t.Error(err)
		}
	})
	return tr
}

func program(args ...string) *Command { return &Command{Path: args[0], Args: args} }
