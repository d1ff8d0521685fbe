package main

import (
	"strconv"
	"time"
)

// A row compares what a program costs under gotrace with what it costs otherwise.
type row struct {
	what    string
	program []string      // @ stands for the folder of built programs, here and below
	ours    []string      // what runs the program
	theirs  []string      // what the other side is; empty: the program alone
	bar     float64       // what the ratio shall not exceed; 0: that of the row before, unless there is a limit
	limit   time.Duration // what a call shall not exceed
	by      quantity
	attach  int      // so many processes are attached to, of which one is the program; 0: it is started
	small   []string // the program of the other side, if not the same
	calls   int      // that the program makes: times are shown for one of them; 0: as a whole
	few     int      // that small makes
}

// A quantity is what is compared.
type quantity uint8

const (
	wall   quantity = iota
	cpu             // time of the tracer on a CPU
	memory          // the most that it had
)

var (
	cloop  = []string{"@/cloop", "0"}
	alone  = []string(nil)
	all    = gotrace()
	strace = []string{"strace", "-o", "/dev/null"}
	pinned = []string{"taskset", "-c", "0", "strace", "-o", "/dev/null"}
)

// gotrace is a command line of gotrace that writes to a file.
func gotrace(options ...string) []string {
	return append([]string{"@/gotrace", "-o", "@/out"}, options...)
}

func with(tracer []string, options ...string) []string {
	return append(append([]string(nil), tracer...), options...)
}

// rows are the table, for a loop of n calls. The bars are what gotrace is to
// reach on a quiet machine.
func rows(n int) []row {
	loop := func(n int) []string { return []string{"@/getppid", strconv.Itoa(n)} }
	files := []string{"@/files", "@/small", strconv.Itoa(n / 3)}
	threads := []string{"@/threads", "8", strconv.Itoa(n / 8)}
	forks := []string{"bash", "-c", "for ((i = 0; i < " + strconv.Itoa(min(1000, n/20)) + "; i++)); do (:); done"}
	return []row{
		{what: "getppid loop, beside the smallest C loop on one CPU", program: loop(n), ours: all, theirs: cloop, bar: 1.15},
		{what: "getppid loop, beside strace", program: loop(n), ours: all, theirs: strace, bar: 0.2},
		{what: "getppid loop, beside strace on one CPU", program: loop(n), ours: all, theirs: pinned, bar: 0.85},
		{what: "`-c`, beside strace on one CPU", program: loop(n), ours: gotrace("-c"), theirs: with(pinned, "-c"), bar: 0.8},
		{what: "open, read, close with `-y`, beside strace on one CPU", program: files, ours: gotrace("-y"), theirs: with(pinned, "-y"), bar: 0.7},
		{what: "calls outside the filter, beside the program alone", program: loop(20 * n), ours: gotrace("-e", "trace=mkdir"), theirs: alone, bar: 1.2},
		{what: "the same with `-f`", program: loop(20 * n), ours: gotrace("-f", "-e", "trace=mkdir"), theirs: alone, bar: 1.2},
		{what: "calls outside the filter, `-p`, beside strace on one CPU", program: loop(n), attach: 1,
			ours: gotrace("-e", "trace=mkdir", "--affinity=on"), theirs: with(pinned, "-e", "trace=mkdir"), small: with([]string{"taskset", "-c", "0"}, loop(n)...), bar: 0.9},
		{what: "the same as users start them", program: loop(n), attach: 1,
			ours: gotrace("-e", "trace=mkdir"), theirs: with(strace, "-e", "trace=mkdir"), bar: 0.9},
		{what: "find over a big tree, beside strace", program: []string{"find", "/usr/share/doc"}, ours: all, theirs: strace, bar: 0.5},
		{what: "git status, beside strace", program: []string{"git", "-C", "@/repo", "status", "-s"}, ours: all, theirs: strace, bar: 0.5},
		{what: "start of python3, beside strace", program: []string{"@/python", "-c", "import json"}, ours: all, theirs: strace, bar: 0.5},
		{what: "gcc -c with `-f`, beside strace", program: []string{"gcc", "-c", "-o", "/dev/null", "@/src.c"},
			ours: gotrace("-f"), theirs: with(strace, "-f"), bar: 0.5},
		{what: "bash, a loop of forks, with `-f`, beside strace", program: forks, ours: gotrace("-f"), theirs: with(strace, "-f"), bar: 0.5},
		{what: "eight threads at once with `-f`, beside strace", program: threads, ours: gotrace("-f"), theirs: with(strace, "-f"), bar: 0.6},
		{what: "one process attached to, beside strace", program: loop(n / 4), attach: 1, ours: all, theirs: strace, bar: 1},
		{what: "1,000 attached to, one of them busy, beside strace", program: loop(n / 4), attach: 1000, ours: all, theirs: strace},
		{what: "/bin/true, beside strace", program: []string{"/bin/true"}, ours: all, theirs: strace, bar: 1.2},
		{what: "the tracer's own CPU time, beside strace's on one CPU", program: loop(2 * n), by: cpu, ours: all, theirs: pinned, bar: 1},
	}
}

// libraryRows are about calls of library functions. ltrace is so slow that it gets
// a shorter loop.
func libraryRows(n int) []row {
	few := n / 4
	loop := func(n int) []string { return []string{"@/libcalls", strconv.Itoa(n)} }
	ltrace := []string{"taskset", "-c", "0", "ltrace", "-o", "/dev/null", "-e", "strlen"}
	against := row{program: loop(50 * n), calls: 50 * n, small: loop(few), few: few, theirs: ltrace}
	stops, lines, sums := against, against, against
	stops.what, stops.ours, stops.bar = "library calls, each of which stops, beside ltrace on one CPU", gotrace("--library-stubs=stop", "-e", "lib=strlen"), 0.25
	stops.program, stops.calls = loop(n), n
	lines.what, lines.ours, lines.limit = "library calls, recorded and printed", gotrace("-e", "lib=strlen"), 600*time.Nanosecond
	sums.what, sums.ours, sums.limit = "library calls, counted (`-c`)", gotrace("-c", "-e", "lib=strlen"), 100*time.Nanosecond
	// uftrace, too, has the program record its calls itself; it shows no arguments.
	live, record := lines, sums
	live.what, live.theirs = "the same beside uftrace live", []string{"sh", "-c", `exec uftrace live --force "$0" "$1" >/dev/null`}
	record.what, record.theirs = "the same beside uftrace record", []string{"uftrace", "record", "--force", "-d", "@/uftrace"}
	for _, r := range []*row{&live, &record} {
		r.program, r.calls = loop(10*n), 10*n
		r.small, r.few = r.program, r.calls
		r.bar, r.limit = 1, 0
	}
	return []row{stops, lines, live, sums, record}
}

// soak are the rows of a long run: n events, of which a call is one when it
// begins and one when it ends.
func soak(n int) []row {
	loop := func(n int) []string { return []string{"@/getppid", strconv.Itoa(n / 2)} }
	return []row{
		{what: "memory after " + strconv.Itoa(n) + " events, beside 10000", program: loop(n), small: loop(10000), by: memory,
			ours: gotraceNull(), theirs: gotraceNull(), bar: 1.05},
		{what: "the same with `-f -y -c`", program: []string{"@/files", "@/small", strconv.Itoa(n / 6)}, small: []string{"@/files", "@/small", "1666"}, by: memory,
			ours: gotraceNull("-f", "-y", "-C"), theirs: gotraceNull("-f", "-y", "-C"), bar: 1.05},
	}
}

// gotraceNull is gotrace for runs whose output would fill the disk.
func gotraceNull(options ...string) []string {
	return append([]string{"@/gotrace", "-o", "/dev/null"}, options...)
}
