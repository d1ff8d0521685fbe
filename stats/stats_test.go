package stats_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gotrace/event"
	"gotrace/stats"
	"gotrace/syscalls"
)

// names of the calls in these tests.
func name(abi event.ABI, nr uint64) string {
	switch {
	case abi == event.I386 && nr == 3, abi == event.AMD64 && nr == 0:
		return "read"
	case abi == event.AMD64 && nr == 1:
		return "write"
	case abi == event.AMD64 && nr == 39:
		return "getpid"
	case abi == event.AMD64 && nr == 311:
		return "process_vm_writev"
	}
	return fmt.Sprintf("syscall_%#x", nr)
}

// A call to count.
type call struct {
	abi       event.ABI
	nr        uint64
	failed    bool
	sys, wall int64
}

func write(t *testing.T, o stats.Options, calls ...call) string {
	t.Helper()
	s := stats.New(o)
	for _, c := range calls {
		s.Add(c.abi, c.nr, c.failed, c.sys, c.wall)
	}
	var b strings.Builder
	if err := s.Write(&b, name); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func columns(t *testing.T, text string) []stats.Column {
	t.Helper()
	c, err := stats.ParseColumns(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var mixed = []call{
	{event.AMD64, 1, false, 1000, 5e9},
	{event.AMD64, 39, false, 0, 1500},
	{event.AMD64, 0, true, 3000, 2000},
	{event.AMD64, 0, false, 2000, 1000},
	{event.AMD64, 1, false, 4000, 3e9},
	{event.I386, 3, true, 7, 7},
	{event.AMD64, 0, true, 1999, 1000},
	{event.I386, 1 << 40, false, 1000, 0},
	{event.I386, 600, false, 0, 0},
	{event.I386, syscalls.SubBase + 9, false, 0, 0},
}

func TestWrite(t *testing.T) {
	for _, test := range []struct {
		what string
		o    stats.Options
		want string // where columns are named, only the first table
	}{
		{"default", stats.Options{}, `
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 58.33    0.000007           2         3         2 read
 41.67    0.000005           2         2           write
  0.00    0.000000           0         1           getpid
------ ----------- ----------- --------- --------- ----------------
100.00    0.000012           1         6         2 total
System call usage summary for 32 bit mode:
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------------
 99.30    0.000001           1         1           syscall_0x10000000000
  0.70    0.000000           0         1         1 read
  0.00    0.000000           0         1           syscall_0x258
  0.00    0.000000           0         1           syscall_0x100000009
------ ----------- ----------- --------- --------- ----------------------
100.00    0.000001           0         4         1 total
`},
		{"wall clock", stats.Options{Wall: true, Columns: columns(t, "name,shortest,longest,time-total,calls,errors")}, `
syscall          shortest  longest     seconds     calls    errors
---------------- -------- -------- ----------- --------- ---------
write            3.000000 5.000000    8.000000         2          
read             0.000001 0.000002    0.000004         3         2
getpid           0.000002 0.000002    0.000002         1          
---------------- -------- -------- ----------- --------- ---------
total            0.000001 5.000000    8.000006         6         2
`},
		{"both clocks", stats.Options{Columns: columns(t, "total-time,wall-total-time,wall-min-time,wall-max-time,wall-avg-time")}, `
    seconds   wall secs wall min wall max wall us/call syscall
----------- ----------- -------- -------- ------------ ----------------
   0.000007    0.000004 0.000001 0.000002            1 read
   0.000005    8.000000 3.000000 5.000000      4000000 write
   0.000000    0.000002 0.000002 0.000002            1 getpid
----------- ----------- -------- -------- ------------ ----------------
   0.000012    8.000006 0.000001 5.000000      1333334 total
`},
		{"overhead", stats.Options{Columns: columns(t, "total-time,min-time"), Overhead: 1999}, `
    seconds shortest syscall
----------- -------- ----------------
   0.000002 0.000000 write
   0.000001 0.000000 read
   0.000000 0.000000 getpid
----------- -------- ----------------
   0.000003 0.000000 total
`},
	} {
		got := write(t, test.o, mixed...)
		if test.o.Columns != nil {
			got, _, _ = strings.Cut(got, "System call usage")
		}
		if got != test.want[1:] {
			t.Errorf("%s:\n%s\nwant:\n%s", test.what, got, test.want[1:])
		}
	}
}

func TestEmpty(t *testing.T) {
	if got := write(t, stats.Options{}); got != "" {
		t.Errorf("no calls: %q", got)
	}
	got := write(t, stats.Options{Columns: columns(t, "calls")}, call{event.I386, 3, false, 0, 0})
	want := `System call usage summary for 32 bit mode:
    calls syscall
--------- ----------------
        1 read
--------- ----------------
        1 total
`
	if got != want {
		t.Errorf("only i386:\n%s", got)
	}
}

// What is wider than its column widens it.
func TestWide(t *testing.T) {
	o := stats.Options{Columns: columns(t, "name,time,total-time,min-time,avg-time,calls")}
	const year = 365 * 24 * 3600 * 1e9
	got := write(t, o, call{event.AMD64, 311, false, year, 0}, call{event.AMD64, 0, false, 1, 0}, call{event.AMD64, 0, false, 99 * year, 0})
	want := `
syscall            % time           seconds        shortest       usecs/call     calls
------------------ ------ ----------------- --------------- ---------------- ---------
read                99.00 3122064000.000000        0.000000 1561032000000000         2
process_vm_writev    1.00   31536000.000000 31536000.000000   31536000000000         1
------------------ ------ ----------------- --------------- ---------------- ---------
total              100.00 3153600000.000000        0.000000 1051200000000000         3
`
	if got != want[1:] {
		t.Errorf("\n%s", got)
	}
}

func TestSort(t *testing.T) {
	for _, test := range [][2]string{
		{"time", "read write getpid"},
		{"time_total", "read write getpid"},
		{"min-time", "read write getpid"}, // 1999, 1000, 0
		{"max-time", "write read getpid"},
		{"avg-time", "read write getpid"}, // equal ones by number
		{"wall-total-time", "write read getpid"},
		{"wall-min-time", "write getpid read"},
		{"wall-max-time", "write read getpid"},
		{"wall-avg-time", "write read getpid"},
		{"calls", "read write getpid"},
		{"errors", "read write getpid"},
		{"name", "getpid read write"},
		{"none", "read write getpid"},
	} {
		by, err := stats.ParseSort(test[0])
		if err != nil {
			t.Error(err)
			continue
		}
		out := write(t, stats.Options{Columns: columns(t, "name,calls"), Sort: by}, mixed[:5]...)
		var got []string
		for _, line := range strings.Split(out, "\n")[2:5] {
			got = append(got, strings.Fields(line)[0])
		}
		if s := strings.Join(got, " "); s != test[1] {
			t.Errorf("%s: %s; want %s", test[0], s, test[1])
		}
	}
}

// The texts of errors are strace 6.1's.
func TestParseSort(t *testing.T) {
	for text, want := range map[string]stats.Column{
		"time": stats.TimePercent, "time-percent": stats.TimePercent,
		"total-time": stats.TotalTime, "time-total": stats.TotalTime,
		"min-time": stats.MinTime, "shortest": stats.MinTime, "time-min": stats.MinTime,
		"max-time": stats.MaxTime, "longest": stats.MaxTime, "time-max": stats.MaxTime,
		"avg-time": stats.AvgTime, "time-avg": stats.AvgTime,
		"calls": stats.Calls, "count": stats.Calls, "errors": stats.Errors, "error": stats.Errors,
		"name": stats.Name, "syscall": stats.Name, "syscall-name": stats.Name,
		"nothing": stats.Unsorted, "none": stats.Unsorted,
		"wall-max-time": stats.WallMaxTime,
		"wall-total":    stats.WallTotalTime, "total-wall": stats.WallTotalTime,
		"wall-min": stats.WallMinTime, "min-wall": stats.WallMinTime,
		"wall-max": stats.WallMaxTime, "max-wall": stats.WallMaxTime,
		"wall-avg": stats.WallAvgTime, "avg-wall": stats.WallAvgTime,
	} {
		if got, err := stats.ParseSort(text); got != want || err != nil {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "foo", "Time", "calls ", "calls,name", "percent"} {
		_, err := stats.ParseSort(text)
		usage(t, text, err, "invalid sortby: '"+text+"'")
	}
}

func usage(t *testing.T, text string, err error, want string) {
	t.Helper()
	var u interface{ Usage() bool }
	if err == nil || err.Error() != want || !errors.As(err, &u) || !u.Usage() {
		t.Errorf("%q: %v; want %s", text, err, want)
	}
}

func TestParseColumns(t *testing.T) {
	for text, want := range map[string]string{
		"calls,calls":                   "call summary column has been provided more than once: 'calls' (-U option residual: 'calls')",
		"time-percent,time":             "call summary column has been provided more than once: 'time' (-U option residual: 'time')",
		"name,calls,errors,syscall,foo": "call summary column has been provided more than once: 'syscall' (-U option residual: 'syscall,foo')",
		"calls,":                        "unknown column name: ''",
		",calls":                        "unknown column name: ''",
		"":                              "unknown column name: ''",
		"calls,foo":                     "unknown column name: 'foo'",
		"CALLS":                         "unknown column name: 'CALLS'",
		"none":                          "unknown column name: 'none'",
		"time_total":                    "unknown column name: 'time_total'",
	} {
		_, err := stats.ParseColumns(text)
		usage(t, text, err, want)
	}
	got := columns(t, "calls,time,longest")
	if fmt.Sprint(got) != fmt.Sprint([]stats.Column{stats.Calls, stats.TimePercent, stats.MaxTime, stats.Name}) {
		t.Errorf("%v", got)
	}
}

func TestNeeds(t *testing.T) {
	for _, test := range []struct {
		o         stats.Options
		sys, wall bool
	}{
		{stats.Options{}, true, false},
		{stats.Options{Wall: true}, false, true},
		{stats.Options{Columns: columns(t, "calls"), Sort: stats.Calls}, false, false},
		{stats.Options{Columns: columns(t, "calls,wall-avg-time"), Sort: stats.Calls}, false, true},
		{stats.Options{Columns: columns(t, "calls"), Sort: stats.MinTime}, true, false},
	} {
		s := stats.New(test.o)
		if s.NeedsSys() != test.sys || s.NeedsWall() != test.wall {
			t.Errorf("%+v: system %v, wall %v", test.o, s.NeedsSys(), s.NeedsWall())
		}
	}
}

func TestAddDoesNotAllocate(t *testing.T) {
	s := stats.New(stats.Options{})
	for _, nr := range []uint64{0, 300, 700, 1 << 63, event.X32Bit, syscalls.SubBase + 3} {
		s.Add(event.AMD64, nr, false, 1, 1)
		if n := testing.AllocsPerRun(100, func() { s.Add(event.AMD64, nr, true, 1, 1) }); n != 0 {
			t.Errorf("number %d: %v allocations", nr, n)
		}
	}
}

type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteError(t *testing.T) {
	s := stats.New(stats.Options{})
	s.Add(event.I386, 3, false, 1, 1)
	for left := range 300 {
		if err := s.Write(&full{left}, name); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", left, err)
		}
	}
}

// FuzzOptions finds that what the options accept gives a table, and the rest an
// error with a message.
func FuzzOptions(f *testing.F) {
	f.Add("time", "time-percent,calls,name", int64(1500))
	f.Add("wall-avg-time", "name", int64(1<<63-1))
	f.Add("", ",", int64(0))
	f.Fuzz(func(t *testing.T, sort, cols string, overhead int64) {
		var o stats.Options
		var errs [2]error
		o.Sort, errs[0] = stats.ParseSort(sort)
		o.Columns, errs[1] = stats.ParseColumns(cols)
		o.Overhead = time.Duration(max(overhead, 0))
		for _, err := range errs {
			if err != nil && err.Error() == "" {
				t.Error("an error without a message")
			}
		}
		out := write(t, o, mixed...)
		if lines := strings.Count(out, "\n"); lines != 16 {
			t.Errorf("%d lines:\n%s", lines, out)
		}
	})
}
