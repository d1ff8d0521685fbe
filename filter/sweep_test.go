package filter_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/filter"
)

// known are the arguments where -P differs from strace 6.1's on purpose: "call
// register", and why.
var known = map[string]string{
	"getcwd 0":                 "strace takes the buffer for the name of a file",
	"rename 1":                 "strace overlooks the new name",
	"accept 0":                 "strace overlooks the descriptor, of the following too",
	"accept4 0":                "",
	"close_range 0":            "",
	"epoll_ctl 0":              "",
	"fanotify_mark 0":          "",
	"fsconfig 0":               "",
	"fsmount 0":                "",
	"io_uring_enter 0":         "",
	"landlock_add_rule 0":      "",
	"landlock_restrict_self 0": "",
	"io_uring_register 0":      "",
	"mq_getsetattr 0":          "",
	"mq_notify 0":              "",
	"mq_timedreceive 0":        "",
	"mq_timedreceive_time64 0": "",
	"mq_timedsend 0":           "",
	"mq_timedsend_time64 0":    "",
	"perf_event_open 3":        "",
	"signalfd 0":               "",
	"signalfd4 0":              "",
	"timerfd_gettime 0":        "",
	"timerfd_gettime64 0":      "",
	"timerfd_settime 0":        "",
	"timerfd_settime64 0":      "",
	"getpmsg 0":                "not implemented by Linux, so without arguments",
	"putpmsg 0":                "",
}

// sweep returns what strace -P shows of the sweep program: "call register".
func sweep(t *testing.T, program, mode string) map[string]bool {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	cmd := exec.Command("strace", "-qq", "-o", out, "-P", "/dev/zero", "-e", "raw=all", program, mode)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range bytes.Lines(text) {
		name, rest, _ := strings.Cut(string(line), "(")
		args, _, _ := strings.Cut(rest, ")")
		for i, a := range strings.Split(args, ", ") {
			// The program's own calls have smaller numbers, or more of them.
			if strings.Trim(args, "0, ") == strings.Trim(a, "0") && (a == "0x4d" || len(a) > 6) {
				seen[fmt.Sprint(name, " ", i)] = true
			}
		}
	}
	return seen
}

// Paths and descriptors are found where strace finds them. Calls whose
// descriptions are not finished are left out.
func TestStracePlaces(t *testing.T) {
	for _, tool := range []string{"strace", "gcc"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	const at = 0x1000
	mem := &memory{at, []byte("/dev/zero\x00")}
	f := filter.New(tables)
	f.Paths = []string{"/dev/zero"}
	places := f.Places(links{77: "/dev/zero"})
	differs := map[string]bool{}
	for a, table := range tables {
		abi := event.ABI(a)
		program := filepath.Join(t.TempDir(), "sweep")
		bits := fmt.Sprint("-m", abi.Bits())
		if out, err := exec.Command("gcc", bits, "-O", "-static", "-o", program, "testdata/sweep.c").CombinedOutput(); err != nil {
			t.Fatalf("gcc %s: %v\n%s", bits, err, out)
		}
		for mode, value := range []uint64{at, 77} {
			theirs := sweep(t, program, fmt.Sprint(mode))
			if len(theirs) < 40 {
				t.Errorf("strace showed only %d calls", len(theirs))
			}
			for nr, d := range table {
				if d == nil || nr > newest || abi == event.I386 && (nr == 82 || nr == 90) {
					continue
				}
				for reg := range 6 {
					th := &event.Thread{Mem: mem}
					th.Call.ABI = abi
					th.Call.Args[reg] = value
					name := fmt.Sprint(d.Name, " ", reg)
					ours := places.Match(th, d)
					if ours == theirs[name] {
						continue
					}
					differs[name] = true
					if _, ok := known[name]; !ok {
						t.Errorf("%v %s, mode %d: %v, in strace %v", abi, name, mode, ours, theirs[name])
					}
				}
			}
		}
	}
	for name := range known {
		if !differs[name] {
			t.Errorf("%s does not differ from strace", name)
		}
	}
}
