//go:build linux && amd64

package gotrace_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gotrace"
	"gotrace/event"
	"gotrace/filter"
	"gotrace/sink"
)

// patience is how long something that must happen may take on a busy machine.
const patience = 30 * time.Second

// onThread calls f on a thread of its own, which has no children.
func onThread(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends
		f()
	}()
	<-done
}

// run runs with o, and adds what Warn was told.
func run(o gotrace.Options) (res *gotrace.Result, warnings []string, err error) {
	o.Warn = func(text string) { warnings = append(warnings, text) }
	onThread(func() { res, err = gotrace.Run(&o) })
	return res, warnings, err
}

func sh(script string) *gotrace.Program {
	return &gotrace.Program{Path: "/bin/sh", Args: []string{"sh", "-c", script}}
}

func textTo(w io.Writer) sink.TextOptions {
	return sink.TextOptions{Dest: sink.Dest{Stderr: w}}
}

func only(t testing.TB, expr string) *filter.Filter {
	t.Helper()
	f := filter.New(gotrace.Tables())
	if err := f.Expr(expr); err != nil {
		t.Fatal(err)
	}
	return f
}

// startTarget starts a process to attach to. Its parent is a thread that traces
// nothing.
func startTarget(t *testing.T) int {
	t.Helper()
	cmd := exec.Command("sleep", "600")
	started, end, ended := make(chan error), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		<-end
		if err == nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
	}()
	t.Cleanup(func() { close(end); <-ended })
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

// field is a field of /proc/PID/status.
func field(t *testing.T, pid int, name string) string {
	t.Helper()
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if v, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(v)
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

// untraced fails if the process is gone, stopped or traced.
func untraced(t *testing.T, pid int) {
	t.Helper()
	if tracer := field(t, pid, "TracerPid"); tracer != "0" {
		t.Errorf("traced by %s", tracer)
	}
	if s := field(t, pid, "State"); !strings.ContainsAny(s[:1], "SR") {
		t.Errorf("state %s", s)
	}
}

// TestZeroOptions: with nothing but a program all is shown on standard error.
func TestZeroOptions(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	old := os.Stderr
	os.Stderr = file
	res, warnings, err := run(gotrace.Options{Program: sh("exit 7")})
	os.Stderr = old
	if err != nil || *res != (gotrace.Result{Status: 7}) || len(warnings) > 0 {
		t.Errorf("%+v, %q, %v", res, warnings, err)
	}
	b, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); !strings.HasPrefix(s, `execve("/bin/sh", ["sh", "-c", "exit 7"], `) || !strings.HasSuffix(s, "exit_group(7) = ?\n+++ exited with 7 +++\n") {
		t.Errorf("shown:\n%s", s)
	}
}

// TestNothing: with nothing to trace there is nothing to wait for.
func TestNothing(t *testing.T) {
	var out bytes.Buffer
	res, _, err := run(gotrace.Options{Text: textTo(&out)})
	if err != nil || *res != (gotrace.Result{}) || out.Len() > 0 {
		t.Errorf("%+v, %v, %q", res, err, &out)
	}
}

func TestKilled(t *testing.T) {
	res, _, err := run(gotrace.Options{Program: sh("kill -TERM $$"), Text: textTo(io.Discard)})
	if err != nil || *res != (gotrace.Result{Signal: int(syscall.SIGTERM)}) {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestCannotExecute: a program that cannot be executed is no error of Run.
func TestCannotExecute(t *testing.T) {
	var out bytes.Buffer
	res, warnings, err := run(gotrace.Options{Program: &gotrace.Program{Path: "/nonexistent", Args: []string{"x"}, Env: []string{}}, Text: textTo(&out)})
	if err != nil || *res != (gotrace.Result{Status: 1}) || !slices.Equal(warnings, []string{"exec: No such file or directory"}) {
		t.Errorf("%+v, %q, %v", res, warnings, err)
	}
	if !strings.Contains(out.String(), "-1 ENOENT (No such file or directory)\n") {
		t.Errorf("shown:\n%s", &out)
	}
}

// TestAttachErrors: processes that cannot be attached to are an error where there is no
// program either.
func TestAttachErrors(t *testing.T) {
	attach := []int{1 << 30, 1<<30 + 1}
	res, warnings, err := run(gotrace.Options{Attach: attach, Text: textTo(io.Discard)})
	var failed gotrace.ErrAttach
	if res != nil || !errors.As(err, &failed) || !errors.Is(err, syscall.ESRCH) {
		t.Errorf("%+v, %v", res, err)
	}
	if len(warnings) != 2 || !strings.Contains(warnings[1], "attach 1073741825: No such process") {
		t.Errorf("%q", warnings)
	}
	res, warnings, err = run(gotrace.Options{Attach: attach, Program: sh("exit 3"), Text: textTo(io.Discard)})
	if err != nil || res.Status != 3 || len(warnings) != 2 {
		t.Errorf("with a program: %+v, %q, %v", res, warnings, err)
	}
}

// TestStartFails: when no process can be made for the program, what was attached
// to is let go.
func TestStartFails(t *testing.T) {
	pid := startTarget(t)
	for _, p := range []gotrace.Program{
		{Path: "a\x00b"},
		{Path: "/bin/true", Args: []string{"\x00"}},
		{Path: "/bin/true", Env: []string{"\x00"}},
	} {
		res, warnings, err := run(gotrace.Options{Attach: []int{pid}, Program: &p, Text: textTo(io.Discard)})
		if res != nil || !errors.Is(err, syscall.EINVAL) {
			t.Errorf("%+v, %q, %v", res, warnings, err)
		}
		untraced(t, pid)
	}
}

// TestInterrupt: what was attached to is let go, one process that cannot be
// attached to is no error if another one can.
func TestInterrupt(t *testing.T) {
	pid := startTarget(t)
	stop := make(chan int, 1)
	var out bytes.Buffer
	res, warnings, err := run(gotrace.Options{
		Attach: []int{1 << 30, pid}, Interrupt: stop, Text: textTo(&out),
		Started: func() { stop <- int(syscall.SIGINT) },
	})
	if err != nil || *res != (gotrace.Result{Interrupted: int(syscall.SIGINT)}) {
		t.Errorf("%+v, %v", res, err)
	}
	want := []string{"attach 1073741824: No such process", "Process " + strconv.Itoa(pid) + " attached", "Process " + strconv.Itoa(pid) + " detached"}
	if !slices.Equal(warnings, want) {
		t.Errorf("%q, want %q", warnings, want)
	}
	untraced(t, pid)
}

// TestInterruptProgram: the program that was started gets the signal.
func TestInterruptProgram(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "marker")
	stop := make(chan int, 1)
	go func() {
		waitFor(t, func() bool { _, err := os.Stat(marker); return err == nil })
		stop <- int(syscall.SIGTERM)
	}()
	res, _, err := run(gotrace.Options{
		Program:   sh("trap 'rm " + marker + "; exit' TERM; : >" + marker + "; while :; do sleep 0.01; done"),
		Interrupt: stop, Text: textTo(io.Discard),
	})
	if err != nil || res.Interrupted != int(syscall.SIGTERM) {
		t.Errorf("%+v, %v", res, err)
	}
	waitFor(t, func() bool { _, err := os.Stat(marker); return err != nil })
}

// TestInterruptClosed: a channel that is closed says nothing.
func TestInterruptClosed(t *testing.T) {
	stop := make(chan int)
	close(stop)
	res, _, err := run(gotrace.Options{Program: sh("exit 3"), Interrupt: stop, Text: textTo(io.Discard)})
	if err != nil || *res != (gotrace.Result{Status: 3}) {
		t.Errorf("%+v, %v", res, err)
	}
}

func waitFor(t *testing.T, f func() bool) {
	for end := time.Now().Add(patience); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Error("what must happen did not")
			return
		}
	}
}

// counter is a Summary.
type counter struct {
	calls, failed map[string]int
	wall, sys     int64
}

func (c *counter) Add(abi event.ABI, nr uint64, failed bool, sys, wall int64) {
	name := gotrace.Calls(abi)[nr].Name
	c.calls[name]++
	if failed {
		c.failed[name]++
	}
	c.wall += wall
	c.sys += sys
}
func (c *counter) AddAll(event.ABI, uint64, uint64, int64, int64, int64) {}
func (c *counter) NeedsSys() bool                                        { return false }
func (c *counter) NeedsWall() bool                                       { return true }
func (c *counter) Write(w io.Writer, name func(event.ABI, uint64) string) error {
	_, err := io.WriteString(w, "summary of "+name(event.AMD64, 80)+" and "+name(event.AMD64, 5000)+"\n")
	return err
}

func TestSummary(t *testing.T) {
	for _, shown := range []bool{false, true} {
		c := &counter{calls: map[string]int{}, failed: map[string]int{}}
		var out bytes.Buffer
		_, _, err := run(gotrace.Options{
			Program: sh("cd /; cd /nonexistent 2>/dev/null; cd /; :"), Filter: only(t, "trace=chdir"),
			Summary: c, SummaryOnly: !shown, Text: textTo(&out),
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.calls) != 1 || c.calls["chdir"] != 3 || c.failed["chdir"] != 1 || c.wall <= 0 || c.sys != 0 {
			t.Errorf("%+v", c)
		}
		want := "summary of chdir and syscall_0x1388\n"
		if shown {
			want = "chdir(\"/\") = 0\nchdir(\"/nonexistent\") = -1 ENOENT (No such file or directory)\nchdir(\"/\") = 0\n+++ exited with 0 +++\n" + want
		}
		if out.String() != want {
			t.Errorf("got:\n%swant:\n%s", &out, want)
		}
	}
}

func TestStrLen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("0123456789"), 0o666); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{-1: `""...`, 0: `""...`, 3: `"012"...`, 10: `"0123456789"`} {
		var out bytes.Buffer
		_, _, err := run(gotrace.Options{
			Program: sh("exec cat " + file + " >/dev/null"), Filter: only(t, "trace=read"), StrLen: &n, Text: textTo(&out),
		})
		if err != nil || !strings.Contains(out.String(), "read(3, "+want+", ") {
			t.Errorf("%d: %v\n%s", n, err, &out)
		}
	}
}

func TestSplitRefused(t *testing.T) {
	dest := sink.TextOptions{Dest: sink.Dest{Name: filepath.Join(t.TempDir(), "log"), Split: true}}
	for _, o := range []gotrace.Options{{JSON: true}, {Summary: &counter{}}} {
		o.Program, o.Text = sh(":"), dest
		if res, _, err := run(o); res != nil || err == nil {
			t.Errorf("%+v, %v", res, err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestOutputFails: the program goes on, and Warn is told once, if Dest.Warn is
// not.
func TestOutputFails(t *testing.T) {
	res, warnings, err := run(gotrace.Options{Program: sh("exit 4"), Text: textTo(full{})})
	if err != nil || res.Status != 4 || !slices.Equal(warnings, []string{"write: No space left on device"}) {
		t.Errorf("%+v, %q, %v", res, warnings, err)
	}
	told := 0
	text := textTo(full{})
	text.Dest.Warn = func(error) { told++ }
	res, warnings, err = run(gotrace.Options{Program: sh("exit 4"), Text: text})
	if err != nil || res.Status != 4 || len(warnings) > 0 || told != 1 {
		t.Errorf("%+v, %q, %v, told %d times", res, warnings, err, told)
	}
}

// TestTwoThreads: two threads may trace at a time.
func TestTwoThreads(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			var out bytes.Buffer
			res, _, err := run(gotrace.Options{Program: sh("/bin/true; exit " + strconv.Itoa(i+1)), Follow: true, Text: textTo(&out)})
			if err != nil || res.Status != i+1 || strings.Count(out.String(), "+++ exited with") < 1 {
				t.Errorf("%+v, %v\n%s", res, err, &out)
			}
		})
	}
	wg.Wait()
}

// TestLeaks: Run leaves no goroutine and no descriptor behind.
func TestLeaks(t *testing.T) {
	dir := t.TempDir()
	stop := make(chan int)
	once := func() {
		for _, d := range []sink.Dest{
			{Stderr: io.Discard},
			{Name: filepath.Join(dir, "log")},
			{Name: filepath.Join(dir, "log"), Split: true},
			{Name: "|cat >/dev/null", Stderr: io.Discard},
		} {
			for _, p := range []*gotrace.Program{sh("/bin/true; :"), {Path: "/nonexistent"}, {Path: "\x00"}} {
				run(gotrace.Options{Program: p, Follow: true, Interrupt: stop, Text: sink.TextOptions{Dest: d}})
			}
		}
	}
	count := func() (fds, goroutines int) {
		ents, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(ents), runtime.NumGoroutine()
	}
	once() // what the runtime and the standard library open once
	fds, goroutines := count()
	for range 3 {
		once()
	}
	waitFor(t, func() bool { _, g := count(); return g <= goroutines })
	if n, _ := count(); n > fds {
		t.Errorf("%d descriptors before, %d after", fds, n)
	}
}

// Every error can be injected: the program sees its number. Each has an
// injection of its own, as several for one call may meet.
func TestEveryErrno(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "prog.c")
	err := os.WriteFile(src, []byte(`#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { for (int i = 0; i < 64; i++) { long r = syscall(SYS_chdir, "/"); printf("%ld %d ", r, errno); } return 0; }
`), 0o666)
	if err != nil {
		t.Fatal(err)
	}
	for _, bits := range []string{"-m64", "-m32"} {
		prog, result := filepath.Join(dir, "prog"+bits), filepath.Join(dir, "result"+bits)
		if out, err := exec.Command("gcc", bits, "-o", prog, src).CombinedOutput(); err != nil {
			t.Fatalf("gcc: %v\n%s", err, out)
		}
		for first := 1; first < 4096; first += 64 {
			if first == 193 {
				first = 4096 - 64 // those between have no names
			}
			f := only(t, "trace=chdir")
			want := ""
			for i := range filter.MaxInjections {
				if err := f.Expr("inject=chdir:error=" + strconv.Itoa(first+i) + ":when=" + strconv.Itoa(i+1)); err != nil {
					t.Fatal(err)
				}
				want += "-1 " + strconv.Itoa(first+i) + " "
			}
			if _, _, err := run(gotrace.Options{Program: sh("exec " + prog + " >" + result), Filter: f, Text: textTo(io.Discard)}); err != nil {
				t.Fatal(err)
			}
			if got, _ := os.ReadFile(result); string(got) != want {
				t.Errorf("%s, from %d on: the program saw\n%s", bits, first, got)
			}
		}
	}
}
