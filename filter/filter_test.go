package filter_test

import (
	"slices"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/syscalls"
	i386 "gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
)

var tables = filter.Tables{event.AMD64: amd64.Table(), event.I386: i386.Table()}

// names lists the calls of s on an ABI.
func names(s *filter.Set, abi event.ABI) string {
	var list []string
	for nr, d := range tables[abi] {
		if d != nil && s.Has(abi, uint64(nr)) {
			list = append(list, d.Name)
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// calls parses a set that must be right.
func calls(t *testing.T, text string) filter.Set {
	t.Helper()
	s, err := filter.ParseCalls(tables, text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return s
}

// What these select was seen in strace 6.1.
func TestParseCalls(t *testing.T) {
	for _, test := range []struct{ in, amd64, i386 string }{
		{"openat", "openat", "openat"},
		{"openat,close", "close openat", "close openat"},
		{"openat,,close,", "close openat", "close openat"},
		{"openat@64", "openat", ""},
		{"openat@32", "", "openat"},
		{"openat@x32", "", ""},
		{"openat@64,close@32", "openat", "close"},
		{"waitpid", "", "waitpid"},
		{"39", "getpid", "mkdir"},
		{"039", "getpid", "mkdir"},
		{"39@64", "getpid", ""},
		{"222", "timer_create", ""}, // a hole on i386
		{"none", "", ""},
		{"!all", "", ""},
		{"!!getpid", "getpid", "getpid"},
		{"!!!all", "", ""},
		{"?foo", "", ""},
		{"??getpid", "getpid", "getpid"},
		{"?", "", ""},
		{"?waitpid@64", "", ""},
		{"?%foo", "", ""},
		{"?9999", "", ""},
		{"?99999999999999999999", "", ""},
		{"?/nothing_has_this_name", "", ""},
		{"?foo,getpid", "getpid", "getpid"},
		{"/^getp[gp]", "getpgid getpgrp getppid", "getpgid getpgrp getppid"},
		{"/^(pause|fork)$", "fork pause", "fork pause"},
		{"/tpp@64", "getppid", ""},
		{"/^[[:alpha:]]{5}64$@32", "", "fcntl64 fstat64 lstat64 pread64"},
		{"%lstat", "lstat", "lstat lstat64 oldlstat"},
		{"%%statfs@64", "fstatfs statfs ustat", ""},
	} {
		got := calls(t, test.in)
		if n := names(&got, event.AMD64); n != test.amd64 {
			t.Errorf("%q on amd64: %q; want %q", test.in, n, test.amd64)
		}
		if n := names(&got, event.I386); n != test.i386 {
			t.Errorf("%q on i386: %q; want %q", test.in, n, test.i386)
		}
	}
}

// What socketcall and ipc of i386 stand for goes by its own names, as in strace
// 6.1; they themselves are the calls that stand for nothing.
func TestSubcalls(t *testing.T) {
	all := "socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom " +
		"shutdown setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg " +
		"semop semget semctl semtimedop msgsnd msgrcv msgget msgctl shmat shmdt shmget shmctl"
	for _, test := range [][2]string{
		{"all", all},
		{"all@64", ""},
		{"none", ""},
		{"socketcall", ""},
		{"102", ""},
		{"117@32", ""},
		{"?4294967296,?4294967305", ""},
		{"send", "send"},
		{"sendto", "sendto"},
		{"sendto@64", ""},
		{"/sem", "semop semget semctl semtimedop"},
		{"%memory", "shmat shmdt"},
		{"%net", all[:strings.Index(all, " semop")]},
		{"!%net", all[strings.Index(all, "semop"):]},
		{"!socketcall", all},
	} {
		s := calls(t, test[0])
		var got []string
		for i, d := range syscalls.Subcalls {
			if s.Has(event.AMD64, syscalls.SubBase+uint64(i)) {
				t.Errorf("%s selects a call of amd64 that it does not have", test[0])
			}
			if s.Has(event.I386, syscalls.SubBase+uint64(i)) {
				got = append(got, d.Name)
			}
		}
		if g := strings.Join(got, " "); g != test[1] {
			t.Errorf("%s: %s; want %s", test[0], g, test[1])
		}
	}
}

func TestSame(t *testing.T) {
	for _, test := range [][2]string{
		{"file", "%file"},
		{"process", "%process"},
		{"network", "%network"},
		{"%network", "%net"},
		{"signal", "%signal"},
		{"ipc", "%ipc"},
		{"desc", "%desc"},
		{"memory", "%memory"},
		{"!none", "all"},
		{"!all@32", "all@64"},
		{"!?foo", "all"},
		{"all,close", "all"},
		{"/", "all"},
		{"!!!close", "!close"},
		{"!%file,%desc", "!%desc,%file"},
	} {
		if a, b := calls(t, test[0]), calls(t, test[1]); a != b || a.Empty() {
			t.Errorf("%q and %q differ", test[0], test[1])
		}
	}
	all, open, rest := calls(t, "all"), calls(t, "open"), calls(t, "!open")
	if open.Meets(&rest) || !open.Meets(&all) {
		t.Error("open, !open and all do not fit together")
	}
	open.Union(&rest)
	if open != all {
		t.Error("open and !open are not all")
	}
}

// badExpressions are refused with strace 6.1's texts, but for what the regexp
// package says about a bad expression, and for qualifiers that it does not know or
// that this version does not.
var badExpressions = [...]struct{ in, want string }{
	{"", "invalid system call ''"},
	{",", "invalid system call ','"},
	{"!", "invalid system call '!'"},
	{"=", "invalid system call '='"},
	{"foo", "invalid system call 'foo'"},
	{"!foo", "invalid system call 'foo'"},
	{"trace=", "invalid system call ''"},
	{"trace=open,foo", "invalid system call 'foo'"},
	{"t=open,!close", "invalid system call '!close'"},
	{"t==open", "invalid system call '=open'"},
	{"foo=bar", "invalid system call 'foo=bar'"},
	{"Trace=open", "invalid system call 'Trace=open'"},
	{"OPEN", "invalid system call 'OPEN'"},
	{" open", "invalid system call ' open'"},
	{"%foo", "invalid system call '%foo'"},
	{"%%foo", "invalid system call '%%foo'"},
	{"%", "invalid system call '%'"},
	{"%File", "invalid system call '%File'"},
	{"net", "invalid system call 'net'"},
	{"creds", "invalid system call 'creds'"},
	{"none,open", "invalid system call 'none'"},
	{"open,none", "invalid system call 'none'"},
	{"none@32", "invalid system call 'none@32'"},
	{"All", "invalid system call 'All'"},
	{"-1", "invalid system call '-1'"},
	{"0x1", "invalid system call '0x1'"},
	{"500", "invalid system call '500'"},
	{"18446744073709551616", "invalid system call '18446744073709551616'"},
	{"222@32", "invalid system call '222@32'"},
	{"waitpid@64", "invalid system call 'waitpid@64'"},
	{"@64", "invalid system call '@64'"},
	{"open@64@32", "invalid system call 'open@64@32'"},
	{"open@33", "incorrect personality designator '33' in qualification 'open@33'"},
	{"?open@33", "incorrect personality designator '33' in qualification 'open@33'"},
	{"open@", "incorrect personality designator '' in qualification 'open@'"},
	{"/open@64$", "incorrect personality designator '64$' in qualification '/open@64$'"},
	{"/nothing_has_this_name", "invalid system call '/nothing_has_this_name'"},
	{"/[", "regcomp: [: Unmatched [, [^, [:, [., or [="},
	{"/[z-a]", "regcomp: [z-a]: Invalid range end"},
	{"/[[:foo:]]", "regcomp: [[:foo:]]: Invalid character class name"},
	{"/a|*", "regcomp: a|*: Invalid preceding regular expression"},
	{"/a\\", "regcomp: a\\: Trailing backslash"},
	{"?/(", "regcomp: (: Unmatched ( or \\("},
	{"abbrev=foo", "invalid system call 'foo'"},
	{"v=foo", "invalid system call 'foo'"},
	{"raw=foo", "invalid system call 'foo'"},
	{"signal=", "invalid signal ''"},
	{"signal=!", "invalid signal '!'"},
	{"signal=foo", "invalid signal 'foo'"},
	{"s=SIGSIGIO", "invalid signal 'SIGSIGIO'"},
	{"s=SIG", "invalid signal 'SIG'"},
	{"s=256", "invalid signal '256'"},
	{"s=-1", "invalid signal '-1'"},
	{"s=int,all", "invalid signal 'all'"},
	{"s=ALL", "invalid signal 'ALL'"},
	{"s=rt_0", "invalid signal 'rt_0'"},
	{"s=?int", "invalid signal '?int'"},
	{"status=", "invalid status ''"},
	{"status=foo", "invalid status 'foo'"},
	{"status=1", "invalid status '1'"},
	{"status=all,failed", "invalid status 'all'"},
	{"status=success", "invalid status 'success'"},
	{"quiet=foo", "invalid quiet 'foo'"},
	{"silent=attach,all", "invalid quiet 'all'"},
	{"decode-fd=foo", "invalid decode-fds 'foo'"},
	{"decode-fds=", "invalid decode-fds ''"},
	{"fd=foo", "invalid descriptor 'foo'"},
	{"fds=-1", "invalid descriptor '-1'"},
	{"trace-fds=2147483648", "invalid descriptor '2147483648'"},
	{"trace-fd=+3", "invalid descriptor '+3'"},
	{"kvm=all", "invalid -e kvm= argument: 'all'"},
	{"kvm=vcpu,vcpu+", "invalid -e kvm= argument: 'vcpu,vcpu+'"},
}

func TestErrors(t *testing.T) {
	for _, test := range badExpressions {
		f := filter.New(tables)
		before := *f
		err := f.Expr(test.in)
		if err == nil || err.Error() != test.want {
			t.Errorf("%q: %v; want %s", test.in, err, test.want)
		}
		if f.Trace != before.Trace || f.TraceGiven {
			t.Errorf("%q changed what is traced", test.in)
		}
	}
}

func TestUsage(t *testing.T) {
	_, err := filter.ParseCalls(tables, "open@33")
	if u, ok := err.(interface{ Usage() bool }); !ok || !u.Usage() {
		t.Error("a wrong personality does not point to the help")
	}
}

func TestUnknownNumbers(t *testing.T) {
	f := filter.New(tables)
	for _, expr := range []string{"trace=all", "trace=none", "getpid", "!getpid"} {
		if err := f.Expr(expr); err != nil {
			t.Fatal(err)
		}
		for _, nr := range []uint64{400, 999, 1 << 20, event.X32Bit | 39, 1<<32 - 1, 1<<64 - 1} {
			if !f.Trace.Has(event.AMD64, nr) {
				t.Errorf("%s hides number %#x", expr, nr)
			}
		}
	}
	if f.Trace.Has(event.AMD64, 39) || f.Trace.Has(event.I386, 20) {
		t.Error("!getpid selects getpid")
	}
	if err := f.Expr("raw=all"); err != nil {
		t.Fatal(err)
	}
	if f.Raw.Has(event.AMD64, 999) || !f.Raw.Has(event.AMD64, 39) {
		t.Error("raw=all is not the set of all calls")
	}
}

// A repeated option replaces what it said before.
func TestRepeated(t *testing.T) {
	f := filter.New(tables)
	for _, expr := range []string{
		"trace=getpid", "close", "abbrev=none", "v=!close", "x=close", "signal=int", "s=!int,usr1",
		"status=successful", "status=!failed", "q=attach", "quiet=exit,superseded",
		"decode-fds=path", "decode-fd=socket,dev", "fd=1,2", "fds=3,7",
	} {
		if err := f.Expr(expr); err != nil {
			t.Fatalf("%s: %v", expr, err)
		}
	}
	if got := names(&f.Trace, event.AMD64); got != "close" || !f.TraceGiven {
		t.Errorf("trace: %s", got)
	}
	if got := names(&f.Raw, event.I386); got != "close" {
		t.Errorf("raw: %s", got)
	}
	if !f.Abbrev.Empty() {
		t.Error("abbrev is not empty")
	}
	if f.Verbose.Has(event.AMD64, number(t, "close")) || !f.Verbose.Has(event.AMD64, number(t, "open")) {
		t.Error("verbose is not all but close")
	}
	for sig, want := range map[int]bool{2: false, 10: false, 1: true, 12: true, 64: true, 0: true, -1: false, 256: false} {
		if f.Signals.Has(sig) != want {
			t.Errorf("signal %d: %v", sig, !want)
		}
	}
	if f.Status != filter.AllStatus&^filter.Failed {
		t.Errorf("status: %b", f.Status)
	}
	if f.Quiet != filter.QuietExit|filter.QuietThreadExecve {
		t.Errorf("quiet: %b", f.Quiet)
	}
	if f.DecodeFDs != filter.FDSocket|filter.FDDev {
		t.Errorf("decode-fds: %b", f.DecodeFDs)
	}
	for fd, want := range map[int32]bool{1: false, 3: true, 7: true, -1: false} {
		if f.FDs.Has(fd) != want {
			t.Errorf("fd %d: %v", fd, !want)
		}
	}
}

func TestSignals(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []int
	}{
		{"SIGINT", []int{2}},
		{"int,sigUsr1", []int{2, 10}},
		{",9,", []int{9}},
		{"010", []int{10}},
		{"RTMIN,rt_1,SIGRT_32", []int{32, 33, 64}},
		{"none", nil},
		{"!all", nil},
		{"0,255", []int{0, 255}},
	} {
		s, err := filter.ParseSignals(test.in)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
		}
		var got []int
		for n := -1; n <= 256; n++ {
			if s.Has(n) {
				got = append(got, n)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v; want %v", test.in, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct {
		expr string
		want filter.Quiet
	}{
		{"quiet=all", filter.AllQuiet},
		{"quiet=none", 0},
		{"quiet=!all", 0},
		{"quiet=!none", filter.AllQuiet},
		{"silent=Exits", filter.QuietExit},
		{"silence=!attach,exit,personality,path-resolution", filter.QuietThreadExecve},
		{"q=thread-execve", filter.QuietThreadExecve},
	} {
		f := filter.New(tables)
		if err := f.Expr(test.expr); err != nil || f.Quiet != test.want {
			t.Errorf("%s: %b, %v; want %b", test.expr, f.Quiet, err, test.want)
		}
	}
}

func TestSet(t *testing.T) {
	f := filter.New(tables)
	if err := f.Set("trace", "getpid"); err != nil || names(&f.Trace, event.AMD64) != "getpid" {
		t.Errorf("trace: %v", err)
	}
	if err := f.Set("foo", "getpid"); err == nil {
		t.Error("foo is a qualifier")
	}
}

// number is the number of a call on amd64.
func number(t *testing.T, name string) uint64 {
	t.Helper()
	for nr, d := range amd64.Table() {
		if d != nil && d.Name == name {
			return uint64(nr)
		}
	}
	t.Fatalf("no call %s", name)
	return 0
}

func TestLookupDoesNotAllocate(t *testing.T) {
	f := filter.New(tables)
	n := testing.AllocsPerRun(100, func() {
		if !f.Trace.Has(event.I386, 5) || !f.Signals.Has(9) {
			t.Error("not all is wanted")
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzExpr finds that an expression is either refused with a message or gives
// sets that hold only calls.
func FuzzExpr(f *testing.F) {
	for _, seed := range []string{
		"trace=open,?foo,%file@32", "!all", "/^get(p|u)id$@64", "x=!39", "s=!int,usr1", "fd=!3,4",
		"status=!failed", "q=all", "decode-fds=path,socket", "inject=close", "a=/[", "@", "!!?%%@x32", "=,=",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		p := filter.New(tables)
		if err := p.Expr(expr); err != nil {
			if err.Error() == "" {
				t.Error("an error without a message")
			}
			return
		}
		if !p.Trace.Has(event.AMD64, event.X32Bit) || p.Raw.Has(event.AMD64, event.X32Bit) {
			t.Errorf("%q selects calls without a description where it should not", expr)
		}
	})
}

func TestSELinux(t *testing.T) {
	for _, text := range []string{"foo", "", "full,all"} {
		if err := filter.New(tables).Expr("secontext=" + text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
	const full, mismatch, on = filter.SELinuxFull, filter.SELinuxMismatch, filter.SELinuxType
	for text, want := range map[string]filter.SELinux{
		"full": full | on, "mismatch": mismatch | on, "full,mismatch": full | mismatch | on, "all": full | mismatch | on,
		"!full": mismatch | on, "!mismatch": full | on, "!full,mismatch": on,
		"none": 0, "!all": 0, "!none": full | mismatch | on,
	} {
		f := filter.New(tables)
		if err := f.Expr("secontext=" + text); err != nil || f.SELinux != want {
			t.Errorf("%s: %b %v, want %b", text, f.SELinux, err, want)
		}
	}
}
