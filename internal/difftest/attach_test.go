package difftest

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAttached compares what the tracers show of a program that they attach to
// while it waits, and of one that they leave.
func TestAttached(t *testing.T) {
	need(t, "strace", "setarch", "cat")
	bin := build(t)
	for _, leave := range []bool{false, true} {
		name := map[bool]string{false: "to its end", true: "and leave"}[leave]
		t.Run(name, func(t *testing.T) {
			want, wantErr := attached(t, "strace", leave)
			got, gotErr := attached(t, bin, leave)
			if d := Compare([]*Log{want}, got, differences); d != "" {
				t.Errorf("- strace, + gotrace\n%s", d)
			}
			if wantErr != gotErr {
				t.Errorf("on stderr\n- %s\n+ %s", wantErr, gotErr)
			}
		})
	}
}

// attached lets a tracer attach to cat, which waits for input, gets some, and
// then either its end or is left by the tracer.
func attached(t *testing.T, tracer string, leave bool) (*Log, string) {
	cat := exec.Command("setarch", "-R", "cat")
	in, err := cat.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cat.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cat.Start(); err != nil {
		t.Fatal(err)
	}
	defer cat.Process.Kill()
	pid := strconv.Itoa(cat.Process.Pid)
	inRead := func() bool {
		text, _ := os.ReadFile("/proc/" + pid + "/syscall")
		return strings.HasPrefix(string(text), "0 0x0 ")
	}
	await(t, "cat is not in read", inRead)
	log := filepath.Join(t.TempDir(), "log")
	cmd := command(t, time.Minute, tracer, "-o", log, "-p", pid)
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "nothing is shown of read", func() bool {
		text, _ := os.ReadFile(log)
		status, _ := os.ReadFile("/proc/" + pid + "/status")
		return !strings.Contains(string(status), "TracerPid:\t0\n") && (len(text) > 0 || inRead())
	})
	time.Sleep(100 * time.Millisecond) // strace writes "read(0, " late
	if _, err := in.Write([]byte("hello\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 6)); err != nil {
		t.Fatal(err)
	}
	if leave {
		await(t, "cat is not in read again", inRead)
		time.Sleep(100 * time.Millisecond)
		cmd.Process.Signal(syscall.SIGINT)
		cmd.Wait()
		in.Close()
	} else {
		in.Close()
		cmd.Wait()
	}
	if err := cat.Wait(); err != nil {
		t.Errorf("%s: cat: %v", tracer, err)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Parse(string(text), Shape{})
	if err != nil {
		t.Fatal(err)
	}
	l.Normalise()
	msg := strings.ReplaceAll(strings.ReplaceAll(errs.String(), pid, "PID"), tracer+":", "TRACER:")
	return l, msg
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal(what)
}

// TestSeparate compares the files of -ff -o.
func TestSeparate(t *testing.T) {
	need(t, "strace", "setarch", "bash")
	files := func(tracer string) *Log {
		dir := t.TempDir()
		tree(t, dir)
		logs := t.TempDir()
		cmd := command(t, time.Minute, "setarch", "-R", tracer, "-ff", "-e", "trace=%process", "-e", "signal=none", "-o", filepath.Join(logs, "log"), "bash", "t.sh")
		cmd.Dir, cmd.Env = dir, environment
		if out, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 3 {
			t.Fatalf("%s: %v\n%s", tracer, err, out)
		}
		names, _ := filepath.Glob(filepath.Join(logs, "log.*"))
		var all strings.Builder
		for _, n := range names {
			text, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			for l := range strings.Lines(string(text)) {
				all.WriteString(strings.TrimPrefix(filepath.Ext(n), ".") + " " + l)
			}
		}
		l, err := Parse(all.String(), Shape{PIDs: true})
		if err != nil {
			t.Fatal(err)
		}
		l.Normalise()
		return l
	}
	strace := []*Log{files("strace"), files("strace")}
	var d string
	for range 4 {
		if d = Compare(strace, files(build(t)), differences, "wait4"); d == "" {
			return
		}
		strace = append(strace, files("strace"))
	}
	t.Errorf("- strace, + gotrace\n%s", d)
}
