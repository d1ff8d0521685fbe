package difftest

import (
	"slices"
	"strings"
	"testing"
)

func mustParse(t *testing.T, text string, s Shape) *Log {
	t.Helper()
	l, err := Parse(text, s)
	if err != nil {
		t.Fatal(err)
	}
	l.Normalise()
	return l
}

const forks = `100 execve("/bin/x", ["x"], 0x7fffffffed20 /* 5 vars */) = 0
100 fork()                            = 101
100 wait4(-1,  <unfinished ...>
101 getpid()                          = 101
101 exit_group(0)                     = ?
101 +++ exited with 0 +++
100 <... wait4 resumed>NULL, 0, NULL) = 101
100 --- SIGCHLD {si_signo=SIGCHLD, si_pid=101, si_utime=3 /* 0.03 s */} ---
100 +++ exited with 0 +++
`

func TestParse(t *testing.T) {
	l := mustParse(t, forks, Shape{PIDs: true})
	if got := strings.Join(l.Names, " "); got != "1 1.1" {
		t.Errorf("threads %s, want 1 1.1", got)
	}
	want := []string{
		`execve("/bin/x", ["x"], OWN /* 5 vars */) = 0`,
		`fork()                            = PID1.1`,
		`wait4(-1, NULL, 0, NULL) = PID1.1`,
		`--- SIGCHLD {si_signo=SIGCHLD, si_pid=PID1.1, si_utime=N} ---`,
		`+++ exited with 0 +++`,
	}
	got := l.Threads["1"]
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		if got[i].Text != want[i] {
			t.Errorf("line %d is %s, want %s", i, got[i].Text, want[i])
		}
	}
	if got[2].Split != len("wait4(-1, ") {
		t.Errorf("wait4 is cut at %d", got[2].Split)
	}
}

// Threads of which no line tells who created them are told apart by what they do.
func TestOrphans(t *testing.T) {
	const first, a, b = "100 execve(\"x\") = 0\n", "101 open(\"a\") = 3\n", "102 open(\"b\") = 3\n"
	x, y := mustParse(t, first+a+b, Shape{PIDs: true}), mustParse(t, first+b+a, Shape{PIDs: true})
	if d := Compare([]*Log{x}, y, &Differences{}); d != "" {
		t.Error(d)
	}
	if got := x.Threads["2"][0].Text + x.Threads["3"][0].Text; got != `open("a") = 3open("b") = 3` {
		t.Error(got)
	}
}

func TestName(t *testing.T) {
	for text, want := range map[string]string{
		`read(3, "x(", 2) = 2`:                    "read",
		`99:99:99 read(3)`:                        "read",
		`     9.999999 read(3)`:                   "read",
		`[00007ffff7de5190] read(3)`:              "read",
		`--- SIGCHLD {si_signo=SIGCHLD} ---`:      "--- SIGCHLD",
		`+++ exited with 0 +++`:                   "+++ exited",
		`9999999999.999999 [ 39] getpid() = 1`:    "getpid",
		`<bash> execve("/bin/x", ["x"], OWN) = 0`: "execve",
	} {
		if got := (Line{Text: text}).Name(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	shape := Shape{PIDs: true}
	for _, c := range []struct {
		name     string
		old, new string // what gotrace has otherwise
		two      string // what a second strace has instead of old
		want     string // in the difference; empty: none
	}{
		{name: "same"},
		{name: "pids", old: "101", new: "4711"},
		{name: "argument", old: "exit_group(0)", new: "exit_group(1)", want: "+ exit_group(1)"},
		{name: "padding", old: "getpid()                          =", new: "getpid() =", want: "+ getpid() = PID1.1"},
		{name: "more", old: "101 exit_group", new: "101 gettid() = 101\n101 exit_group", want: "+ gettid"},
		{name: "less", old: "101 getpid()                          = 101\n", new: "", want: "- getpid"},
		{name: "cut elsewhere", old: "wait4(-1,  <unf", new: "wait4( <unf", want: "- wait4"},
		{name: "free", old: "exit_group(0)", new: "exit_group(2)", two: "exit_group(1)"},
		{name: "free elsewhere", old: "exit_group(0)", new: "exit(1)", two: "exit_group(1)", want: "+ exit(1)"},
		{name: "free line", old: "101 exit_group", new: "101 gettid() = 9\n101 exit_group", two: "101 gettid() = 7\n101 gettid() = 8\n101 exit_group"},
		{name: "thread", old: "101 +++ exited with 0 +++\n", new: "101 +++ exited with 0 +++\n102 exit(1) = ?\n", want: "only gotrace has it"},
		{name: "known", old: "= ?", new: "= 0x0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			diffs, err := ParseDifferences("= 0x0$\t= ?\tthe test says so")
			if err != nil {
				t.Fatal(err)
			}
			if c.old != "" && !strings.Contains(forks, c.old) {
				t.Fatalf("the log does not contain %q", c.old)
			}
			strace := []*Log{mustParse(t, forks, shape)}
			if c.two != "" {
				strace = append(strace, mustParse(t, strings.ReplaceAll(forks, c.old, c.two), shape))
			}
			got := Compare(strace, mustParse(t, strings.ReplaceAll(forks, c.old, c.new), shape), diffs)
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("difference %q, want %q", got, c.want)
			}
			if used := len(diffs.Unused()) == 0; used != (c.name == "known") {
				t.Errorf("the entry is used: %v", used)
			}
		})
	}
}

// TestCutByOne compares a call that only one of the tracers has in two parts.
func TestCutByOne(t *testing.T) {
	const (
		begin = "100 wait4(-1,  <unfinished ...>\n"
		end   = "100 <... wait4 resumed>NULL, 0, NULL) = 101\n"
		whole = "100 wait4(-1, NULL, 0, NULL)         = 101\n"
	)
	r := strings.NewReplacer(begin, whole, end, "")
	want, got := mustParse(t, forks, Shape{PIDs: true}), mustParse(t, r.Replace(forks), Shape{PIDs: true})
	if l := got.Threads["1"][2]; l.Split != 0 || !strings.HasPrefix(l.Text, "wait4(") {
		t.Fatalf("not the line that the test is about: %v", l)
	}
	if d := Compare([]*Log{want}, got, &Differences{}); d != "" {
		t.Error(d)
	}
}

func TestDifferences(t *testing.T) {
	d, err := ParseDifferences("# comment\n\nnew_call\\(\tsyscall_0x1ff(\tstrace does not know it\nNEW\t0x1\tnor that\n^f\\(\\[\\]\tf({{NULL|0x\\w+}}\tand has an address\n^g\\(\t*\tor anything\n(type=B, )@rest\t${1}{{\"\\w+\"}}\tshows bytes\n")
	if err != nil {
		t.Fatal(err)
	}
	for got, strace := range map[string]string{
		"new_call(NEW) = 0": "syscall_0x1ff(0x1) = 0",
		"f([], NEW) = 0":    "f(0x1234, 0x1) = 0",
		"f([], 3)   = 0":    "f(NULL, 3)      = 0",

		`h([type=B, [1, "]"], {x=[2]}], [type=B, 3], 4)`: `h([type=B, "abc"], [type=B, "d"], 4)`,
	} {
		if !d.Allow(got, strace) {
			t.Errorf("%s is not allowed for %s", got, strace)
		}
	}
	for got, strace := range map[string]string{
		"new_call(1) = 0": "new_call(2) = 0",
		"f([], 3) = 0":    "f(0x1234, 4) = 0",
		"f([1], 3) = 0":   "f(0x1234, 3) = 0",
		"f([], [3]) = 0":  "f(0x12, 3, [3]) = 0",

		`h([type=B, [1], 2], 4)`: `h([type=B, "abc"], 5)`,
		`h([type=B, [1]], [2])`:  `h([type=B, "abc"])`,
	} {
		if d.Allow(got, strace) {
			t.Errorf("%s is allowed for %s", got, strace)
		}
	}
	if d.Allow("g(1)", "g(2)") || !d.allow("g(1)", true, func(string) bool { return false }) {
		t.Error("anything is allowed, but not where only narrow differences are")
	}
	if u := d.Unused(); len(u) != 0 {
		t.Error(u)
	}
	for _, bad := range []string{"a\tb", "a\tb\t", "(\tb\tc"} {
		if _, err := ParseDifferences(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestOlder(t *testing.T) {
	n := ParseNewer("# comment\nSet F_NEW G_NEW\nOther E_NEW\n", "[h.h]\nF_NEW 0x80\nG_NEW 2\nE_NEW 7\nF_OLD 1\n")
	for line, want := range map[string]string{
		"f(F_OLD|F_NEW) = 0":                "f(F_OLD|0x80) = 0",
		"f(F_OLD|F_NEW|G_NEW|0x100) = 0":    "f(F_OLD|0x182) = 0",
		"f(F_OLD|G_NEW|3<<SHIFT)":           "f(F_OLD|0x2|3<<SHIFT)",
		"f(0x83 /* F_NEW|0x3 */)":           "f(0x83)",
		"f(0xf|F_OLD|F_NEW|0x100) = 0":      "f(0xf|F_OLD|0x180) = 0",
		"f(1, E_NEW, {a=F_NEW|0x4})":        "f(1, 0x7, {a=0x84})",
		"f(F_OLD|0x1, \"F_NEWER|0x1\") = 1": "f(F_OLD|0x1, \"F_NEWER|0x1\") = 1",
	} {
		if got := n.Older(line); got[0] != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	if got, want := n.Older("f(F_NEW|F_OLD) = 0"), []string{"f(F_OLD|0x80) = 0", "f(0x80|F_OLD) = 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for line, want := range map[string]string{
		"f(0x7 /* E_??? */)    = 0 /* x */":     "f(0x7) = 0 /* x */",
		"f(0x8 /* 0x8 /* E_??? */ */) = 0":      "f(0x8) = 0",
		"f(0x83 /* 0x83 */, 0x8 /* 0x9 */) = 0": "f(0x83, 0x8 /* 0x9 */) = 0",
	} {
		if got := bare(line); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}

func TestMoreOfIoctl(t *testing.T) {
	for _, c := range []struct {
		got, strace string
		want        bool
	}{
		{"ioctl(3, PPPIOCGUNIT, [5]) = 0", "ioctl(3, PPPIOCGUNIT, 0x10000) = 0", true},
		{"ioctl(3, FOO_NEW, {a=1}) = 0", "ioctl(3, _IOC(_IOC_READ, 0x1, 0x2, 0x4), 0x10000) = 0", true},
		{"ioctl(3, FOO, {a=1}) = 0", "ioctl(3, BAR, 0x10000) = 0", false},
		{"ioctl(3, FOO, {a=1}) = 0", "ioctl(3, FOO, {a=2}) = 0", false},
		{"ioctl(3, FOO, 0x10004) = 0", "ioctl(3, FOO, 0x10000) = 0", false},
		{"ioctl(3, FOO, {a=1}) = 1", "ioctl(3, FOO, 0x10000) = 0", false},
		{"ioctl(4, FOO, {a=1}) = 0", "ioctl(3, FOO, 0x10000) = 0", false},
		{"read(3, \"a\", 1) = 1", "read(3, 0x10000, 1) = 1", false},
	} {
		if got := moreOfIoctl(c.got, c.strace); got != c.want {
			t.Errorf("%s\n%s\n%v, want %v", c.got, c.strace, got, c.want)
		}
	}
}
