package filter_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gotrace/event"
	"gotrace/filter"
)

// What strace 6.1 takes, but for the seventh argument, and what it means.
func TestInject(t *testing.T) {
	for expr, want := range map[string]string{
		"fault=chdir":                                     "ret -38 when 1..+1",
		"fault=chdir:":                                    "ret -38 when 1..+1",
		"fault=chdir:error=eio":                           "ret -5 when 1..+1",
		"inject=chdir:error=EIO":                          "ret -5 when 1..+1",
		"inject=chdir:error=4095":                         "ret -4095 when 1..+1",
		"inject=chdir:error=0x10":                         "ret -16 when 1..+1",
		"inject=chdir:retval=0":                           "ret 0 when 1..+1",
		"inject=chdir:retval=0xff":                        "ret 255 when 1..+1",
		"inject=chdir:retval=-1":                          "ret -1 when 1..+1",
		"inject=chdir:retval=0xffffffffffffff00":          "ret -256 when 1..+1",
		"inject=chdir:signal=usr1":                        "signal 10 when 1..+1",
		"inject=chdir:signal=SIGRT_32:error=EIO":          "ret -5 signal 64 when 1..+1",
		"fault=chdir:syscall=getppid:error=1":             "ret -1 instead 110/64 when 1..+1",
		"inject=chdir:delay_enter=1.5s":                   "before 1.5s when 1..+1",
		"inject=chdir:delay_exit=2":                       "after 2µs when 1..+1",
		"inject=chdir:poke_enter=@arg1=0aFF":              "poke [{0 [10 255]}] [] when 1..+1",
		"inject=chdir:poke_exit=@arg2=00,@arg1=01:when=7": "poke [] [{1 [0]} {0 [1]}] when 7..0+0",
		"fault=chdir:when=2":                              "ret -38 when 2..0+0",
		"fault=chdir:when=2+":                             "ret -38 when 2..+1",
		"fault=chdir:when=2+65535":                        "ret -38 when 2..+65535",
		"fault=chdir:when=2..5":                           "ret -38 when 2..5+1",
		"fault=chdir:when=2..5+":                          "ret -38 when 2..5+1",
		"fault=chdir:when=1..65534+2":                     "ret -38 when 1..65534+2",
		"fault=chdir:when=+3":                             "ret -38 when 1..+3",
		"fault=chdir:when=1:when=65535":                   "ret -38 when 65535..0+0",
	} {
		f := filter.New(tables)
		if err := f.Expr(expr); err != nil || len(f.Inject) != 1 {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := injection(&f.Inject[0]); got != want {
			t.Errorf("%s:\n got %s\nwant %s", expr, got, want)
		}
		if in := f.Inject[0]; !in.Calls.Has(event.AMD64, 80) || in.Calls.Has(event.AMD64, 81) {
			t.Errorf("%s: not chdir alone", expr)
		}
	}
}

func injection(in *filter.Injection) string {
	var s []string
	add := func(is bool, format string, a ...any) {
		if is {
			s = append(s, fmt.Sprintf(format, a...))
		}
	}
	add(in.Fault, "ret %d", in.Ret)
	if in.Instead != nil {
		add(true, "instead %d/%d", in.Instead[event.AMD64], in.Instead[event.I386])
	}
	add(in.Signal != 0, "signal %d", in.Signal)
	add(in.DelayEnter != 0, "before %v", in.DelayEnter)
	add(in.DelayExit != 0, "after %v", in.DelayExit)
	add(in.PokeEnter != nil || in.PokeExit != nil, "poke %v %v", in.PokeEnter, in.PokeExit)
	last := fmt.Sprint(in.When.Last)
	if in.When.Last == 1<<64-1 {
		last = ""
	}
	add(true, "when %d..%s+%d", in.When.First, last, in.When.Step)
	return strings.Join(s, " ")
}

// What strace 6.1 refuses.
func TestInjectRefused(t *testing.T) {
	for _, expr := range []string{
		"inject=chdir", "inject=chdir:", "inject=chdir:when=1", "inject=chdir:error=FOO", "inject=chdir:error=4096", "inject=chdir:error=0",
		"inject=chdir:error=-5", "inject=chdir:error=", "inject=chdir:error", "inject=chdir:error=EIO:retval=3", "inject=chdir:error=EIO:error=EIO",
		"inject=chdir:retval=abc", "inject=chdir:retval=", "inject=chdir:retval=0x10000000000000000",
		"inject=chdir:signal=FOO", "inject=chdir:signal=0", "inject=chdir:signal=65", "inject=chdir:signal=USR1:signal=USR2",
		"inject=chdir:syscall=open:error=EIO", "inject=chdir:syscall=getpid", "inject=chdir:syscall=1000:error=EIO", "inject=chdir:syscall=%pure:error=EIO",
		"inject=chdir:delay_enter=abc", "inject=chdir:delay_enter=-1",
		"inject=chdir:poke_enter=", "inject=chdir:poke_enter=@arg1=", "inject=chdir:poke_enter=@arg0=00", "inject=chdir:poke_enter=@arg8=00",
		"inject=chdir:poke_enter=@arg1=0", "inject=chdir:poke_enter=@arg1=zz", "inject=chdir:poke_enter=arg1=00", "inject=chdir:poke_enter=@arg1=00,@arg1=11",
		"inject=chdir:foo=1", "fault=chdir:retval=1", "fault=chdir:signal=USR1", "fault=chdir:delay_enter=1", "fault=chdir:poke_exit=@arg1=00",
		"fault=chdir:when=", "fault=chdir:when=0", "fault=chdir:when=65536", "fault=chdir:when=2..1", "fault=chdir:when=2..", "fault=chdir:when=1+0",
		"fault=chdir:when=3..65535", "fault=chdir:when=2x", "fault=chdir:when=1..2..3", "fault=chdir:when=1+65536", "fault=chdir:when=..3", "fault=chdir:when=-1",
	} {
		name, value, _ := strings.Cut(expr, "=")
		err := filter.New(tables).Expr(expr)
		if want := fmt.Sprintf("invalid %s argument '%s'", name, value); err == nil || err.Error() != want {
			t.Errorf("%s: %v; want %s", expr, err, want)
		}
	}
	for expr, want := range map[string]string{
		"inject=foo:error=EIO": "invalid system call 'foo'",
		"inject=:error=EIO":    "invalid system call ''",
		"fault=":               "invalid system call ''",
	} {
		if err := filter.New(tables).Expr(expr); err == nil || err.Error() != want {
			t.Errorf("%s: %v; want %s", expr, err, want)
		}
	}
}

func TestInjectMany(t *testing.T) {
	f := filter.New(tables)
	for range filter.MaxInjections {
		if err := f.Expr("fault=chdir"); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Expr("fault=chdir"); err == nil {
		t.Error("one too many is accepted")
	}
}

func TestInjectWarns(t *testing.T) {
	for expr, want := range map[string]string{
		"inject=chdir:retval=-1":                 "Inadvertent injection of error 1 is possible for retval=18446744073709551615",
		"inject=chdir:retval=0x7fffffffffffffff": "Inadvertent injection of error 1 is possible in compat personality for retval=9223372036854775807",
		"inject=chdir:retval=0xfffffffffffff000": "",
		"inject=chdir:retval=5":                  "",
	} {
		f := filter.New(tables)
		if err := f.Expr(expr); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(f.Warnings, "|"); got != want {
			t.Errorf("%s: %q, want %q", expr, got, want)
		}
	}
}

func TestWhen(t *testing.T) {
	for _, c := range []struct {
		w    filter.When
		want string // which of the first ten
	}{
		{filter.When{First: 1, Last: 1<<64 - 1, Step: 1}, "1 2 3 4 5 6 7 8 9 10"},
		{filter.When{First: 3}, "3"},
		{filter.When{First: 3, Last: 5, Step: 1}, "3 4 5"},
		{filter.When{First: 2, Last: 1<<64 - 1, Step: 3}, "2 5 8"},
		{filter.When{First: 2, Last: 7, Step: 3}, "2 5"},
		{filter.When{First: 10, Last: 10, Step: 1}, "10"},
		{filter.When{First: 11, Last: 12, Step: 1}, ""},
	} {
		var got []string
		for n := uint64(1); n <= 10; n++ {
			if c.w.Hits(n) {
				got = append(got, fmt.Sprint(n))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%+v: %s; want %s", c.w, s, c.want)
		}
	}
}

// What strace 6.1 takes and refuses.
func TestParseTime(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"1": 1e3, "0": 0, "1.5": 1500, "1e3": 1e6, "1us": 1e3, "1ms": 1e6, "1s": 1e9, "1ns": 1, " 1": 1e3, "+1": 1e3,
		".5": 500, "5.": 5000, "1e+2ms": 1e8, "-0": 0, "-0.0": 0, "1.9ns": 1, "1e20": 1<<63 - 1, "1e10s": 1<<63 - 1,
	} {
		if got, ok := filter.ParseTime(text); got != want || !ok {
			t.Errorf("%q: %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "foo", "-1", "1x", "1us1", "1m", "0x10", "1 us", "1.5.5", "nan", "inf", "infinity", "1S", "1US", "1e", "1µs",
		"0x1p3", "0x", "1d", "1_0", "1e999s", "s", "-1e-9", "1ss", "1 ",
	} {
		if got, ok := filter.ParseTime(text); ok {
			t.Errorf("%q is accepted, as %d", text, got)
		}
	}
}
