package main

import (
	"os"
	"path/filepath"
	"strconv"

	"gotrace"
	"gotrace/filter"
	"gotrace/sink"
	"gotrace/stats"

	"golang.org/x/sys/unix"
)

// What gotrace takes when it is called ltrace or goltrace.

const ltraceUsage = `Usage: goltrace [OPTIONS] { -p PID | PROG [ARGS] }
   or: goltrace -c [OPTIONS] { -p PID | PROG [ARGS] }
`

var ltraceOptions = []option{
	{gStart, "p", "p", "PID", "", "trace the process with this id; may be repeated, and combined with a program", (*config).setAttach},
	{gStart, "u", "u", "USER", "", "run the program as that user", (*config).setUser},

	{gTrace, "e", "e", "FILTER", "", "trace these calls between modules: [+-][FUNCTION][@LIBRARY]..., by who calls; @MAIN if there is neither -e nor -l nor -L; may be repeated", (*config).setLib},
	{gTrace, "x", "x", "FILTER", "", "trace these functions at their entries, by who has them; may be repeated", (*config).setEntries},
	{gTrace, "l", "library", "PATTERN", "", "trace calls of functions that these libraries implement; may be repeated", (*config).setInto},
	{gTrace, "L", "L", "", "", "do not trace calls between modules if there is no -e", func(c *config, _ string) error { c.given["-L"] = true; return nil }},
	{gTrace, "S", "S", "", "", "trace system calls, too", func(c *config, _ string) error { return c.f.Set("trace", "all") }},
	{gTrace, "b", "no-signals", "", "", "do not show signals", func(c *config, _ string) error { c.text.NoSignals = true; return nil }},
	{gTrace, "f", "f", "", "", "trace children, too", func(c *config, _ string) error { c.o.Follow = true; return nil }},

	{gShow, "o", "output", "FILE", "", "write to FILE", (*config).setOutput},
	{gShow, "a", "align", "COLUMN", "", "the column of results (5/8 of the screen)", (*config).setAlign},
	{gShow, "s", "s", "N", "", "show so many bytes of strings (32)", (*config).setStrLen},
	{gShow, "A", "A", "N", "", "show so many elements of arrays, and levels of recursive structures (4)", (*config).setArrayLimit},
	{gShow, "n", "indent", "N", "", "indent nested calls by N", (*config).setIndent},
	{gShow, "C", "demangle", "", "", "show C++ and Rust functions by their names in the source", func(c *config, _ string) error { c.mangled = false; return nil }},
	{gShow, "F", "config", "PATHS", "", "files and folders of prototypes of library functions, separated by colons; may be repeated", (*config).setPrototypes},
	{gShow, "t", "t", "", "", "the time of each line; -tt: with microseconds; -ttt: seconds since the epoch", func(c *config, _ string) error { return c.setTime(more) }},
	{gShow, "r", "r", "", "", "the time since the line before", func(c *config, _ string) error { return c.setRelative("us") }},
	{gShow, "T", "T", "", "", "the time spent in calls", func(c *config, _ string) error { return c.setTook("us") }},
	{gShow, "w", "where", "N", "", "show N frames of the stack at each call", (*config).setWhere},
	{gShow, "i", "i", "", "", "show where calls return to", func(c *config, _ string) error { c.text.IP = true; return nil }},

	{gCount, "c", "c", "", "", "count calls and time, show nothing else", func(c *config, _ string) error { c.countOnly = true; return nil }},

	{gOther, "D", "debug", "MASK", "", "show what gotrace itself does, on standard error, whatever MASK is", func(c *config, _ string) error { c.debug = true; return nil }},
	{gOther, "h", "help", "", "", "show this help", func(c *config, _ string) error { c.help = true; return nil }},
	{gOther, "V", "version", "", "", "show the version, and what this build and this kernel can do", func(c *config, _ string) error { c.version = true; return nil }},
}

// beginLtrace sets ltrace's defaults.
func (c *config) beginLtrace() {
	c.text.Manner = sink.Ltrace
	c.text.Column = screen()*5/8 - 1
	c.mangled = true
	c.f.Quiet = filter.QuietAttach | filter.QuietPersonality | filter.QuietPathResolution
	c.quietGiven = true
}

// screen is how many columns lines may have.
func screen() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, maxColumn)
	}
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if ws, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ); err == nil && ws.Col > 0 {
			return int(ws.Col)
		}
	}
	return 80
}

// setAlign takes the column in which ltrace has the blank behind the =.
func (c *config) setAlign(v string) error {
	n, err := number(v, maxColumn)
	c.text.Column = max(n-1, 0)
	return err
}

// setWhere asks for stacks.
func (c *config) setWhere(v string) error {
	n, err := number(v, maxFrames)
	if c.o.Stack = nil; n > 0 {
		c.o.Stack, c.stackLimit = &gotrace.StackOptions{}, n
	}
	return err
}

// settleLtrace fills in what follows from ltrace's options together.
func (c *config) settleLtrace(program []string) error {
	c.alwaysPID = c.o.Follow
	if home := os.Getenv("HOME"); len(c.protos) == 0 && home != "" {
		if file := filepath.Join(home, ".ltrace.conf"); exists(file) {
			c.protos = []string{file}
		}
	}
	l := c.library()
	l.Callers = gotrace.CallersAlways
	if l.Calls.Empty() && l.Into.Empty() && !c.given["-L"] {
		l.Callers = gotrace.CallersNever
		if err := l.Calls.Add("@MAIN"); err != nil {
			return err
		}
	}
	if l.Calls.Empty() && l.Into.Empty() && l.Entries.Empty() {
		c.o.Library = nil // signals, or system calls
		if !c.f.TraceGiven {
			return c.f.Set("trace", "none")
		}
	}
	return nil
}

// setLtraceSummary counts both kinds of calls in one table.
func (c *config) setLtraceSummary() {
	o := stats.Options{
		Columns: []stats.Column{stats.TimePercent, stats.TotalTime, stats.AvgTime, stats.Calls, stats.Name},
		Wall:    true,
		What:    "function",
		Ltrace:  true,
	}
	table := stats.New(o)
	c.o.LibSummary = table
	if c.f.TraceGiven {
		o.Prefix, o.Into = "SYS_", table
		c.o.Summary = stats.New(o)
	}
}
