//go:build linux && amd64

package ptrace

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// TestTracerProcess is no test: it is the tracer that TestTracerKilled runs in
// a process of its own and kills.
func TestTracerProcess(t *testing.T) {
	args := strings.Fields(os.Getenv("PTRACE_TEST_TRACER"))
	if len(args) == 0 {
		t.Skip("only as a child of TestTracerKilled")
	}
	runtime.LockOSThread()
	o := Options{Follow: true, KillOnExit: args[0] == "kill"}
	if args[0] == "leave" {
		o.Affinity = AffinityOn
	}
	if args[0] == "seccomp" {
		o.Seccomp = traceOnly(unix.SYS_WRITE)
	}
	j := newJournal(t, nil)
	calls := 0
	j.onEnter = func(th *event.Thread) event.Next {
		if calls++; calls == 50 {
			fmt.Printf("traced %d\n", th.PID)
		}
		return event.Continue
	}
	tr := New(j, o)
	var err error
	if pid, _ := strconv.Atoi(args[1]); pid != 0 {
		err = tr.Attach(pid)
	} else {
		err = tr.Start(&Command{Path: args[1], Args: args[1:], Env: os.Environ()})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Fatal(tr.Run())
}

func startTracer(t *testing.T, args string) (tracer *exec.Cmd, traced int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=TestTracerProcess")
	cmd.Env = append(os.Environ(), "PTRACE_TEST_TRACER="+args)
	cmd.Stderr = os.Stderr
	// The program that it starts reads from here, and so lives on.
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Process.Kill(); cmd.Wait() })
	for r := bufio.NewScanner(out); r.Scan(); {
		if n, _ := fmt.Sscanf(r.Text(), "traced %d", &traced); n == 1 {
			return cmd, traced
		}
	}
	t.Fatal("the tracer ended")
	return nil, 0
}

// awaitMasks waits until all threads of the process have the CPU mask, or, if narrow,
// until all have another one.
func awaitMasks(t *testing.T, pid int, own unix.CPUSet, narrow bool) {
	t.Helper()
	if own.Count() < 2 {
		return
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		wrong := 0
		for _, tid := range tasks(pid) {
			var now unix.CPUSet
			if err := unix.SchedGetaffinity(tid, &now); err == nil && (now == own) == narrow {
				wrong = tid
			}
		}
		switch {
		case wrong == 0:
			return
		case time.Now().After(end):
			t.Fatalf("thread %d of %d: narrowed is not %v", wrong, pid, narrow)
		}
	}
}

// TestTracerKilled kills tracers with SIGKILL. What is traced lives on, with its
// own CPU mask, or dies, as was asked for.
func TestTracerKilled(t *testing.T) {
	exe := fixture(t, "busy")
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(0, &own); err != nil {
		t.Fatal(err)
	}
	g := startTarget(t, exe)
	for range 5 {
		tracer, _ := startTracer(t, fmt.Sprintf("leave %d", g.pid))
		awaitMasks(t, g.pid, own, true)
		tracer.Process.Kill()
		tracer.Wait()
		awaitMasks(t, g.pid, own, false)
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("an attached process says %q", got)
	}

	for _, how := range []string{"kill", "seccomp", "leave"} {
		tracer, pid := startTracer(t, how+" "+exe)
		if how == "leave" {
			awaitMasks(t, pid, own, true)
		}
		tracer.Process.Kill()
		if how == "leave" {
			for s := readStatus(pid); ; s = readStatus(pid) {
				if s == nil {
					t.Error("a started program did not outlive its tracer")
					break
				}
				if s.field("TracerPid") == "0" {
					break
				}
				time.Sleep(time.Millisecond)
			}
			awaitMasks(t, pid, own, false)
			unix.Kill(pid, unix.SIGKILL)
			continue
		}
		for s := readStatus(pid); s != nil && !strings.HasPrefix(s.field("State"), "Z"); s = readStatus(pid) {
			time.Sleep(time.Millisecond)
		}
	}
}

// TestDetachUnstoppable detaches from processes that cannot be stopped: one that
// waits for its child by vfork, and one whose leader is a zombie.
func TestDetachUnstoppable(t *testing.T) {
	for _, how := range []string{"vfork", "zombie", "later"} {
		t.Run(how, func(t *testing.T) {
			g := startTarget(t, fixture(t, "unstoppable"), how)
			if how == "zombie" {
				waitState(t, g.pid, "Z")
			}
			j := newJournal(t, nil)
			onThread(t, func() {
				tr := New(j, Options{Follow: true})
				if err := tr.Attach(g.pid); err != nil {
					t.Error(err)
					return
				}
				go func() {
					if how == "later" {
						unix.Kill(g.pid, unix.SIGUSR1)
						waitState(t, g.pid, "Z")
					}
					tr.Do(tr.DetachAll)
				}()
				if err := tr.Run(); err != nil {
					t.Error(err)
				}
			})
			for _, tid := range append(tasks(g.pid), g.pid) {
				for readStatus(tid).field("TracerPid") != "0" {
					time.Sleep(time.Millisecond)
				}
			}
			if j.count("detached") != j.count("attached") {
				t.Error(j.text())
			}
			if got := g.finish(); got != "ok" {
				t.Errorf("target says %q", got)
			}
		})
	}
}

// TestFairness has threads that do nothing but system calls, and checks that
// none of them is forgotten over the others; on one CPU, where the scheduler
// treats them alike, that they get on alike.
func TestFairness(t *testing.T) {
	exe := fixture(t, "killme")
	for _, a := range []Affinity{AffinityOn, AffinityOff} {
		j := newJournal(t, nil)
		calls, born := map[int]int{}, 0
		var fewest, most int
		j.onBorn = func(*event.Thread) { born++ }
		j.onLeave = func(th *event.Thread) event.Next {
			if born < 4 {
				return event.Continue
			}
			calls[th.TID]++
			fewest, most = 1<<30, 0
			for _, n := range calls {
				fewest, most = min(fewest, n), max(most, n)
			}
			if len(calls) == 4 && fewest >= 500 {
				unix.Kill(th.PID, unix.SIGKILL)
			}
			return event.Continue
		}
		run(t, j, Options{Follow: true, Affinity: a}, program(exe))
		if a == AffinityOn && fewest < most/4 {
			t.Errorf("one thread has made %d calls, another one %d", fewest, most)
		}
	}
}

// TestLoopAllocates checks that a stop costs no allocation.
func TestLoopAllocates(t *testing.T) {
	exe := fixture(t, "getppid")
	mallocs := func(calls int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		onThread(t, func() {
			tr := New(mute{}, Options{Clocks: WallClock | MonoClock | SysClock})
			if err := tr.Start(program(exe, strconv.Itoa(calls))); err != nil {
				t.Error(err)
			} else if err := tr.Run(); err != nil {
				t.Error(err)
			}
		})
		runtime.ReadMemStats(&after)
		return after.Mallocs - before.Mallocs
	}
	few, many := mallocs(100), mallocs(5100)
	if many > few+500 { // the test's own goroutines allocate, too
		t.Errorf("%d allocations for 100 calls, %d for 5100", few, many)
	}
}

// TestTwoAtOnce traces a program that it starts and one that it attaches to.
func TestTwoAtOnce(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	j := newJournal(t, nil)
	exe := fixture(t, "threads")
	onThread(t, func() {
		tr := New(j, Options{Follow: true, Clocks: WallClock | MonoClock | SysClock})
		var last event.Stamp
		j.onLeave = func(th *event.Thread) event.Next {
			b, e := th.Call.Begin, th.Call.End
			if b.Wall == 0 || b.Mono == 0 || e.Mono < b.Mono || e.Mono < last.Mono || e.Sys < b.Sys {
				t.Errorf("call from %v to %v after %v", b, e, last)
			}
			last = e
			return event.Continue
		}
		j.onExit = func(th *event.Thread) {
			if th.TID == th.PID && !th.Attached && j.name(th.TID) == "A" {
				tr.DetachAll()
			}
		}
		if err := tr.Start(&Command{Path: exe, Args: []string{exe, "4", "100"}, Env: os.Environ()}); err != nil {
			t.Error(err)
		} else if err := tr.Attach(g.pid); err != nil {
			t.Error(err)
		} else if err := tr.Run(); err != nil {
			t.Error(err)
		}
	})
	if j.count("A exited with 0") != 1 || j.count("detached") < 5 {
		t.Error(j.text())
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
}

// TestInheritedSignals checks signals that were ignored or blocked when this
// process was started: the program finds them so.
func TestInheritedSignals(t *testing.T) {
	if os.Getenv("PTRACE_TEST_INHERIT") != "" {
		j := newJournal(t, nil)
		run(t, j, Options{}, program(os.Getenv("PTRACE_TEST_INHERIT"), "check"))
		j.want("A started\nA exec\nA exited with 0")
		return
	}
	exe := fixture(t, "inherit")
	cmd := exec.Command(exe, os.Args[0], "-test.run=TestInheritedSignals")
	cmd.Env = append(os.Environ(), "PTRACE_TEST_INHERIT="+exe)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
