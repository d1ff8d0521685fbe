//go:build linux && amd64

package ptrace

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// target is a program that runs untraced until its standard input is closed.
type target struct {
	t   testing.TB
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	pid int
}

func startTarget(t testing.TB, args ...string) *target {
	t.Helper()
	g := &target{t: t, cmd: exec.Command(args[0], args[1:]...)}
	var err error
	if g.in, err = g.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := g.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	g.out = bufio.NewReader(out)
	if err := g.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	g.pid = g.cmd.Process.Pid
	t.Cleanup(func() { g.cmd.Process.Kill(); g.cmd.Wait() })
	if line, err := g.out.ReadString('\n'); line != "ready\n" {
		t.Fatalf("target says %q, %v", line, err)
	}
	return g
}

// finish closes the target's standard input and returns its last words.
func (g *target) finish() string {
	g.t.Helper()
	g.in.Close()
	words, err := io.ReadAll(g.out)
	if err != nil {
		g.t.Error(err)
	}
	if err := g.cmd.Wait(); err != nil {
		g.t.Errorf("target: %v, said %q", err, words)
	}
	return strings.TrimSpace(string(words))
}

func (g *target) field(name string) string {
	s := readStatus(g.pid)
	if s == nil {
		g.t.Fatal("target is gone")
	}
	return s.field(name)
}

func TestAttachDetach(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	signals, rounds := 0, 200
	if testing.Short() {
		rounds = 30
	}
	onThread(t, func() {
		for i := range rounds {
			j := newJournal(t, nil)
			tr := New(j, Options{Follow: true, Registers: i%4 == 3})
			n := 0
			count := func(*event.Thread) event.Next {
				if n++; n >= i%50*3 {
					n = -1 << 40
					if i%2 == 0 {
						return event.DetachAll
					}
					go tr.Do(tr.DetachAll)
				}
				return event.Continue
			}
			j.onEnter, j.onLeave = count, count
			if err := tr.Attach(g.pid); err != nil {
				t.Error(err)
				return
			}
			if i%10 == 0 {
				signals++
				unix.Kill(g.pid, unix.SIGUSR1)
			}
			if err := tr.Run(); err != nil {
				t.Error(err)
				return
			}
			ends := j.count("detached") + j.count("exited with") + j.count("superseded")
			if born := j.count("attached") + j.count("cloned"); born != ends || j.count("vanished") != 0 {
				t.Errorf("%d born, %d ended\n%s", born, ends, j.text())
				return
			}
			if i%10 == 0 {
				// So that the next signal does not merge with this one.
				for g.field("SigPnd") != "0000000000000000" || g.field("ShdPnd") != "0000000000000000" {
					unix.Nanosleep(&unix.Timespec{Nsec: 1e6}, nil)
				}
			}
		}
	})
	if got, want := g.finish(), fmt.Sprintf("ok %d", signals); got != want {
		t.Errorf("target says %q, want %q", got, want)
	}
}

// TestDetachStopped checks that a stopped process is still stopped after it was
// traced.
func TestDetachStopped(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	unix.Kill(g.pid, unix.SIGSTOP)
	waitState(t, g.pid, "T")
	n := len(tasks(g.pid))
	for range 5 {
		j := newJournal(t, nil)
		onThread(t, func() {
			tr := New(j, Options{Follow: true})
			stops := 0
			j.onStop = func(th *event.Thread, s *event.Stop) event.Next {
				if stops++; stops == n {
					return event.DetachAll
				}
				return event.Continue
			}
			if err := tr.Attach(g.pid); err != nil {
				t.Error(err)
			} else if err := tr.Run(); err != nil {
				t.Error(err)
			}
		})
		if j.count("stopped by SIGSTOP") != n || j.count("detached") != n {
			t.Error(j.text())
		}
		for _, tid := range tasks(g.pid) {
			waitState(t, tid, "T")
		}
	}
	unix.Kill(g.pid, unix.SIGCONT)
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
}

// TestDetachSleeping detaches from a process that sleeps in a system call.
func TestDetachSleeping(t *testing.T) {
	g := startTarget(t, fixture(t, "sleeper"))
	for range 10 {
		j := newJournal(t, map[uint64]string{unix.SYS_READ: "read"})
		onThread(t, func() {
			tr := New(j, Options{})
			j.onEnter = func(*event.Thread) event.Next {
				go func() {
					waitState(t, g.pid, "S")
					tr.Do(tr.DetachAll)
				}()
				return event.Continue
			}
			if err := tr.Attach(g.pid); err != nil {
				t.Error(err)
			} else if err := tr.Run(); err != nil {
				t.Error(err)
			}
		})
		j.want(`
			A attached
			A read(0)
			A detached`)
	}
	if got := g.finish(); got != "" {
		t.Errorf("target says %q", got)
	}
}

func TestAttachOneThread(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	j := newJournal(t, nil)
	onThread(t, func() {
		tr := New(j, Options{})
		n := 0
		j.onLeave = func(*event.Thread) event.Next {
			if n++; n == 20 {
				return event.Detach
			}
			return event.Continue
		}
		// The second thread is one of those that last.
		tids := tasks(g.pid)
		if err := tr.Attach(tids[1]); err != nil {
			t.Error(err)
		} else if err := tr.Run(); err != nil {
			t.Error(err)
		}
	})
	if j.count("attached") != 1 || j.count("detached") != 1 {
		t.Error(j.text())
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
}

func TestAttachErrors(t *testing.T) {
	g := startTarget(t, fixture(t, "sleeper"))
	hint := func(pid int, errno syscall.Errno, hint string) {
		t.Helper()
		onThread(t, func() {
			err := New(newJournal(t, nil), Options{}).Attach(pid)
			var op *OpError
			if !errors.As(err, &op) || op.PID != pid || op.Err != errno {
				t.Errorf("attach %d: %v", pid, err)
				return
			}
			if !strings.Contains(op.Hint(), hint) {
				t.Errorf("hint for %d is %q, want %q", pid, op.Hint(), hint)
			}
		})
	}
	hint(os.Getpid(), syscall.EPERM, "itself")
	hint(1<<22+1, syscall.ESRCH, "")
	if s := readStatus(2); s != nil && s.field("Name") == "kthreadd" {
		hint(2, syscall.EPERM, "kernel thread")
	}
	onThread(t, func() {
		tr := New(newJournal(t, nil), Options{})
		if err := tr.Attach(g.pid); err != nil {
			t.Error(err)
			return
		}
		hint(g.pid, syscall.EPERM, fmt.Sprintf("already traced by process %d", os.Getpid()))
		tr.DetachAll()
		if err := tr.Run(); err != nil {
			t.Error(err)
		}
	})
	if got := g.finish(); got != "" {
		t.Errorf("target says %q", got)
	}
}

// TestTracerDies checks that an attached process outlives its tracer, and that
// a started one does unless KillOnExit is set.
func TestTracerDies(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	die := errors.New("die")
	onThread(t, func() {
		j := newJournal(t, nil)
		tr := New(j, Options{Follow: true})
		n := 0
		j.onEnter = func(*event.Thread) event.Next {
			if n++; n == 100 {
				panic(die)
			}
			return event.Continue
		}
		defer func() {
			if r := recover(); r != die {
				t.Error(r)
			}
		}()
		if err := tr.Attach(g.pid); err != nil {
			t.Error(err)
		}
		tr.Run()
		t.Error("Run returned")
	})
	// The thread has ended, or will soon.
	for g.field("TracerPid") != "0" {
		unix.Nanosleep(&unix.Timespec{Nsec: 1e6}, nil)
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
}
