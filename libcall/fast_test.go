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
	eachABI(t, func(t *testing.T, abi string) {
		p := build(t, "outlives.cc", abi, "-O1", "-fno-builtin")
		for _, options := range []string{"-l", "-c -l", "-l -e trace=futex"} {
			for _, attach := range []bool{false, true} {
				t.Run(options+" "+strconv.FormatBool(attach), func(t *testing.T) { outlive(t, p, options, attach) })
			}
		}
	})
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
	eachABI(t, func(t *testing.T, abi string) { storm(t, build(t, "storm.c", abi, "-fno-builtin")) })
}

func storm(t *testing.T, p string) {
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
	eachABI(t, func(t *testing.T, abi string) { order(t, build(t, "order.c", abi, "-fno-builtin")) })
}

func order(t *testing.T, p string) {
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
	eachABI(t, func(t *testing.T, abi string) {
		flow := build(t, "flow.c", abi, "-O2", "-fno-builtin")
		for _, way := range []string{"sorts", "recursion", "longjumps", "faults", "tails", "contexts", "libraries", "walks"} {
			sameText(t, "", flow, way)
		}
		for _, source := range []string{"counts.c", "fails.c", "pointers.c"} {
			sameText(t, "", build(t, source, abi, "-fno-builtin", "-w"))
		}
		conventions := buildConventions(t, abi)
		for _, strlen := range []string{"-s 0", "", "-s 33", "-s 500", "-s 9999", "-s 20000"} {
			sameText(t, strlen+" --prototypes=testdata/conventions.h", conventions, "600")
		}
	})
}

// sameText compares what is shown of a program, but for times and addresses of what is
// mapped: fast stubs need more memory.
func sameText(t *testing.T, options string, args ...string) {
	t.Helper()
	differs := regexp.MustCompile(`0x(7ff[0-9a-f]{9}|f[67][0-9a-f]{6})|\b(1407373\d{8}|41[2-6]\d{7})\b|"(pid|tid|time|duration)":[0-9.]+`)
	log := filepath.Join(t.TempDir(), "log")
	for _, form := range []string{"", "--json"} {
		var lines [2][]string
		for i, stubs := range []string{"stop", "auto"} {
			cmd := append([]string{"setarch", "-R", gotrace(t), "--library-stubs=" + stubs, "-o", log, "-l"}, strings.Fields(options+" "+form)...)
			run(t, append(cmd, args...)...)
			text, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			lines[i] = strings.SplitAfter(differs.ReplaceAllString(string(text), "..."), "\n")
		}
		if len(lines[0]) != len(lines[1]) || len(lines[0]) < 5 {
			t.Errorf("%s %s %v: %d lines, other stubs: %d", options, form, args, len(lines[1]), len(lines[0]))
		}
		for i := range min(len(lines[0]), len(lines[1])) {
			if lines[0][i] != lines[1][i] {
				t.Errorf("%s %s %v, line %d: %sother stubs: %s", options, form, args, i+1, lines[1][i], lines[0][i])
				break
			}
		}
	}
}

// buildConventions compiles testdata/conventions.c, the library and the program.
func buildConventions(t *testing.T, abi string) string {
	t.Helper()
	lib := build(t, "conventions.c", abi, "-O1", "-fno-builtin", "-w", "-DLIBRARY", "-shared", "-fPIC")
	return build(t, "conventions.c", abi, "-O1", "-fno-builtin", "-w", lib)
}

// TestConventions calls functions that get arguments and return results in all ways;
// some pop their arguments. What is believed of them may be wrong.
func TestConventions(t *testing.T) {
	lies := filepath.Join(t.TempDir(), "lies.h")
	text := "double conv_whole(int v); long double conv_nothing(void); int conv_halves(double v); const char *conv_wide(const char *v, const char *by);\n"
	if err := os.WriteFile(lies, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, name := range strings.Fields("three pops regs fast halves quarters thirds wide whole nothing twelve thirteen apply") {
		want["conv_"+name] = 140
	}
	eachABI(t, func(t *testing.T, abi string) {
		p := buildConventions(t, abi)
		each(t, func(t *testing.T, options string) {
			for _, prototypes := range []string{"", "--prototypes=testdata/conventions.h", "--prototypes=" + lies} {
				wantCounts(t, calls(traced(t, options+"-l -s 1000 "+prototypes, p, "1000")), want)
			}
			wantCounts(t, counts(traced(t, options+"-l -c", p)), want)
		})
	})
}
