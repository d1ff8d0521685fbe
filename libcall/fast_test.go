//go:build linux && amd64

package libcall_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestOutlives kills gotrace while it watches a program through fast stubs.
func TestOutlives(t *testing.T) {
	p := build(t, "outlives.cc", "-O1", "-fno-builtin")
	for _, options := range []string{"-l", "-c -l", "-l -e trace=futex"} {
		for _, attach := range []bool{false, true} {
			t.Run(options+" "+strconv.FormatBool(attach), func(t *testing.T) { outlive(t, p, options, attach) })
		}
	}
}

func outlive(t *testing.T, p, options string, attach bool) {
	log := filepath.Join(t.TempDir(), "log")
	args := append([]string{"-f", "--library-stubs=fast", "-o", log}, strings.Fields(options)...)
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	// A shell tells the program's status: gotrace, which would, is dead.
	sh := exec.Command("sh", "-c", `"$@" 9>&-; echo status $?`, "sh", p, "4")
	var tracer *exec.Cmd
	if attach {
		tracer = exec.Command(gotrace(t), args...)
	} else {
		sh = exec.Command(gotrace(t), append(args, sh.Args...)...)
		tracer = sh
	}
	in, err := sh.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	sh.Stdout = out
	if err := sh.Start(); err != nil {
		t.Fatal(err)
	}
	text := func() string {
		b, _ := os.ReadFile(out.Name())
		return string(b)
	}
	for i := 0; i < 500 && text() == ""; i++ {
		time.Sleep(10 * time.Millisecond)
	}
	in.Write([]byte("x"))
	if attach {
		pid, err := exec.Command("pgrep", "-P", strconv.Itoa(sh.Process.Pid)).Output()
		if err != nil {
			t.Fatal(err)
		}
		tracer.Args = append(tracer.Args, "-p", strings.TrimSpace(string(pid)))
		if err := tracer.Start(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(400 * time.Millisecond)
	tracer.Process.Kill()
	tracer.Wait()
	for i := 0; i < 500 && !strings.Contains(text(), "status"); i++ {
		time.Sleep(10 * time.Millisecond)
	}
	if got := text(); got != "ready\n0 wrong\nstatus 5\n" {
		t.Errorf("the program printed\n%s", got)
	}
	if st, err := os.Stat(log); err != nil || st.Size() == 0 && !strings.Contains(options, "-c") {
		t.Errorf("gotrace has seen nothing (%v)", err)
	}
}

// TestStorm has signals come while stubs are at work.
func TestStorm(t *testing.T) {
	p := build(t, "storm.c", "-fno-builtin")
	each(t, func(t *testing.T, options string) {
		want := map[string]int{"strlen": 10000, "strchr": 10000, "strpbrk": 20, "strncmp": 1}
		wantCounts(t, counts(traced(t, options+"-c -l", p)), want)
		log := traced(t, options+"-l", p)
		wantCounts(t, calls(log), want)
		if n := len(regexp.MustCompile(`(?m)^strlen\("ext that is longer than what is "\.\.\.`).FindAllString(log, -1)); n < 4900 {
			t.Errorf("%d lines show what strlen was given, want nearly 5000", n)
		}
		if !strings.Contains(log, "strpbrk(0x8, \"x\" <unfinished ...>") || !strings.Contains(log, "strncmp(0x10, 0x18, 0)") && !strings.Contains(log, `strncmp("", "", 0)`) {
			t.Errorf("what cannot be read is not shown as an address")
		}
	})
}

// TestOrder looks at calls of both kinds in one log.
func TestOrder(t *testing.T) {
	p := build(t, "order.c", "-fno-builtin")
	each(t, func(t *testing.T, options string) {
		log := traced(t, options+"-f -e lib=strlen@MAIN+strchr@MAIN -e trace=getppid", p)
		// Each thread calls strlen, getppid, strchr, getppid, over and over.
		last := map[string]string{}
		next := map[string]string{"": "strlen", "strlen": "getppid", "getppid": "strchr", "strchr": "getppid ", "getppid ": "strlen"}
		call := regexp.MustCompile(`^(\d+) +(strlen|strchr|getppid)\(`)
		n := 0
		for line := range strings.Lines(log) {
			if m := call.FindStringSubmatch(line); m != nil {
				if want := next[last[m[1]]]; strings.TrimSpace(want) != m[2] {
					t.Fatalf("%s comes after %q", m[2], last[m[1]])
				}
				last[m[1]] = next[last[m[1]]]
				n++
			}
		}
		if n != 4*4*500 {
			t.Errorf("%d calls, want %d", n, 4*4*500)
		}
	})
}

// TestFastText compares what fast stubs show with what others do.
func TestFastText(t *testing.T) {
	p := build(t, "flow.c", "-O2", "-fno-builtin")
	dir := t.TempDir()
	libraries := regexp.MustCompile(`0x7ff[0-9a-f]{9}`)
	text := func(stubs, way string) string {
		log := filepath.Join(dir, "log")
		run(t, "setarch", "-R", gotrace(t), "--library-stubs="+stubs, "-o", log, "-l", p, way)
		b, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return libraries.ReplaceAllString(string(b), "0x7ff...")
	}
	for _, way := range []string{"sorts", "recursion", "longjumps", "faults", "tails", "contexts", "libraries", "walks"} {
		if stop, auto := text("stop", way), text("auto", way); stop != auto {
			a, b := strings.SplitAfter(stop, "\n"), strings.SplitAfter(auto, "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Errorf("%s, line %d: %sother stubs: %s", way, i+1, b[i], a[i])
					break
				}
			}
		}
	}
}
