//go:build linux && amd64

package ptrace

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// TestMasks checks that programs cannot see what the rule does to their masks.
func TestMasks(t *testing.T) {
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(0, &own); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("taskset"); err != nil {
		t.Skip(err)
	}
	for _, flags := range [][]string{nil, {"-m32"}} {
		exe := fixture(t, "mask", flags...)
		for _, o := range []Options{
			{Affinity: AffinityOn, Follow: true},
			{Affinity: AffinityOn},
			{Affinity: AffinityAuto, Follow: true},
			{Affinity: AffinityAuto},
			{Affinity: AffinityOff, Follow: true},
			{Affinity: AffinityOn, Follow: true, Registers: true},
			{Affinity: AffinityOn, Follow: true, Seccomp: traceOnly(unix.SYS_GETPPID, unix.SYS_CLONE)},
			{Affinity: AffinityOn, Seccomp: traceOnly(unix.SYS_GETPPID)},
		} {
			name := fmt.Sprintf("%v,affinity=%d,follow=%v,registers=%v,seccomp=%v", flags, o.Affinity, o.Follow, o.Registers, o.Seccomp != nil)
			t.Run(name, func(t *testing.T) {
				r, w, err := os.Pipe()
				if err != nil {
					t.Fatal(err)
				}
				defer r.Close()
				// The program's descriptor 3.
				script := fmt.Sprintf("exec 3>/proc/%d/fd/%d; exec %s %#x", os.Getpid(), w.Fd(), exe, own[0])
				cmd := program("/bin/sh", "-c", script)
				cmd.Env = os.Environ()
				if o.Seccomp != nil {
					cmd.Env = append(cmd.Env, "NOFILE=1")
				}
				j := newJournal(t, nil)
				j.onEnter = func(th *event.Thread) event.Next {
					if th.Call.Nr%2 == 0 {
						return event.SkipExit
					}
					return event.Continue
				}
				run(t, j, o, cmd)
				w.Close()
				if j.count("A exited with 0") != 1 {
					t.Error(j.text())
				}
				out, err := io.ReadAll(r)
				if got, want := strings.TrimSpace(string(out)), fmt.Sprintf("%x", own[0]); err != nil || got != want {
					t.Errorf("a child that outlives the program has mask %q, want %q (%v)", got, want, err)
				}
				onThread(t, func() {
					var now unix.CPUSet
					if err := unix.SchedGetaffinity(0, &now); err != nil || now != own {
						t.Errorf("own mask is %x now, %v", now[0], err)
					}
				})
			})
		}
	}
}

// TestSizes runs programs that size themselves by the processors that they may use.
func TestSizes(t *testing.T) {
	sizes := filepath.Join(t.TempDir(), "sizes")
	if out, err := exec.Command("go", "build", "-o", sizes, "./testdata/sizes").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, script := range []string{
		"nproc",
		"grep Cpus_allowed: /proc/self/status",
		"for i in 1 2 3 4 5; do nproc; done",
		"taskset -p $$ | sed 's/.*mask//'",
		"taskset -c 0 nproc",
		"taskset -c 0 sh -c 'grep Cpus_allowed: /proc/$$/status; nproc'",
		"exec " + sizes,
		"exec " + fixture(t, "teams", "-fopenmp"),
		"OMP_PROC_BIND=close exec " + fixture(t, "teams", "-fopenmp"),
	} {
		native, err := exec.Command("/bin/sh", "-c", script).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", script, err, native)
		}
		for _, o := range []Options{{Affinity: AffinityOn}, {Affinity: AffinityOn, Follow: true}, {Affinity: AffinityAuto, Follow: true}} {
			if !o.Follow && strings.HasPrefix(script, "taskset -p") {
				continue // of what is traced, processes that are not see the mask it has
			}
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			j := newJournal(t, nil)
			run(t, j, o, program("/bin/sh", "-c", fmt.Sprintf("exec >/proc/%d/fd/%d 2>&1; ", os.Getpid(), w.Fd())+script))
			w.Close()
			if got, err := io.ReadAll(r); err != nil || string(got) != string(native) {
				t.Errorf("%s, %+v: %s, %v; alone: %s", script, o, got, err, native)
			}
			r.Close()
		}
	}
}

// TestMaskAfterDetach checks that threads have their masks back.
func TestMaskAfterDetach(t *testing.T) {
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(0, &own); err != nil {
		t.Fatal(err)
	}
	g := startTarget(t, fixture(t, "busy"))
	for range 10 {
		j := newJournal(t, nil)
		onThread(t, func() {
			tr := New(j, Options{Follow: true, Affinity: AffinityOn})
			n := 0
			j.onEnter = func(th *event.Thread) event.Next {
				if n++; n == 300 {
					return event.DetachAll
				}
				return event.Continue
			}
			if err := tr.Attach(g.pid); err != nil {
				t.Error(err)
			} else if err := tr.Run(); err != nil {
				t.Error(err)
			}
			var now unix.CPUSet
			if err := unix.SchedGetaffinity(0, &now); err != nil || now != own {
				t.Errorf("own mask is %x, %v", now[0], err)
			}
		})
		for _, tid := range tasks(g.pid) {
			var now unix.CPUSet
			if err := unix.SchedGetaffinity(tid, &now); err == nil && now != own {
				t.Errorf("thread %d has mask %x", tid, now[0])
			}
		}
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
}

// TestJudge drives the rule with made-up rates.
func TestJudge(t *testing.T) {
	onThread(t, func() { judge(t) }) // whose mask it changes
}

func judge(t *testing.T) {
	const sec = 1e9
	tr := newTracer(mute{}, Options{}, nil)
	p := &tr.pins
	p.on, p.pause, p.next = true, pinTrial, int64(pinTrial)
	now := int64(0)
	// period lets a program run for 10 s that makes so many stops per second
	// pinned and free, and returns the share of time that it was pinned.
	period := func(pinned, free float64) float64 {
		on := 0
		const n = 10 * sec / int64(pinWindow)
		for range n {
			rate := free
			if p.on {
				rate = pinned
				on++
			}
			p.stops = int(rate * pinWindow.Seconds())
			now += int64(pinWindow)
			tr.judge(now)
		}
		return float64(on) / float64(n)
	}
	if share := period(100000, 20000); share < 0.95 {
		t.Errorf("a loop of calls was pinned for %.2f of the time", share)
	}
	if share := period(8000, 15000); share > 0.6 {
		t.Errorf("parallel work was pinned for %.2f of the time", share)
	}
	if share := period(8000, 15000); share > 0.1 {
		t.Errorf("parallel work was pinned for %.2f of the time later on", share)
	}
	if share := period(100, 100); share > 0.01 {
		t.Errorf("a program without stops was pinned for %.2f of the time", share)
	}
	if share := period(100000, 20000); share < 0.95 {
		t.Errorf("a loop of calls after that was pinned for %.2f of the time", share)
	}
}
