package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// build makes the programs that are run, and what they work on.
func build(dir string) {
	must("go", "build", "-trimpath", "-o", dir+"/gotrace", "./cmd/gotrace")
	for _, name := range []string{"attach", "cloop", "files", "getppid", "libcalls", "run", "threads"} {
		must("gcc", "-O2", "-fno-builtin", "-pthread", "-o", filepath.Join(dir, name), "internal/bench/programs/"+name+".c")
	}
	// What python3 is by name may be a script.
	python, err := exec.Command("python3", "-c", "import sys; print(sys.executable, end='')").Output()
	if err == nil {
		err = os.Symlink(string(python), dir+"/python")
	}
	if err != nil {
		log.Fatalf("python3: %v", err)
	}
	write(dir+"/small", "what is read\n")
	write(dir+"/src.c", "#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\nint main(void) { return puts(\"\") < 0; }\n")
	for i := range 1000 {
		write(fmt.Sprintf("%s/repo/%d/%d", dir, i%20, i), strconv.Itoa(i))
	}
	must("git", "-C", dir+"/repo", "init", "-q")
	must("git", "-C", dir+"/repo", "add", ".")
}

func write(name, text string) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
}

func must(argv ...string) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", strings.Join(argv, " "), err, out)
	}
}

// A comparison is what a row came to.
type comparison struct {
	ours, theirs          int64 // medians
	ratio                 float64
	slowest, theirSlowest int // threads, in percent of the fastest; 0: no such thing
}

// compare runs both sides in turns, so that what else the machine does meets
// both alike.
func (r *row) compare(dir string, rounds int) comparison {
	var ours, theirs []int64
	var c comparison
	small := r.program
	if r.small != nil {
		small = r.small
	}
	for range rounds {
		m := r.measure(dir, r.theirs, small)
		theirs = append(theirs, m.values[r.by])
		c.theirSlowest = m.slowest
		m = r.measure(dir, r.ours, r.program)
		ours = append(ours, m.values[r.by])
		c.slowest = m.slowest
	}
	c.ours, c.theirs = median(ours), median(theirs)
	c.ratio = r.each(c.ours, r.calls) / r.each(c.theirs, r.few)
	return c
}

// A measurement is what a run came to.
type measurement struct {
	values  [3]int64 // by quantity: nanoseconds, nanoseconds, KiB
	slowest int
}

// measure runs a program once.
func (r *row) measure(dir string, tracer, program []string) measurement {
	argv := append([]string{"@/run"}, append(slices.Clone(tracer), program...)...)
	if r.attach > 0 {
		argv = append([]string{"@/attach", strconv.Itoa(r.attach)}, tracer...)
		argv = append(append(argv, "--"), program...)
	}
	for i := range argv {
		argv[i] = strings.ReplaceAll(argv[i], "@", dir)
	}
	out, err := exec.Command(argv[0], argv[1:]...).Output()
	var m measurement
	for line := range strings.Lines(string(out)) { // the last line is run's
		if n, scanErr := fmt.Sscan(line, &m.values[wall], &m.values[memory], &m.values[cpu]); n < 3 {
			fmt.Sscanf(line, "slowest %d", &m.slowest)
		} else if scanErr != nil {
			err = scanErr
		}
	}
	if err == nil && m.values[wall] == 0 {
		err = fmt.Errorf("no result in %q", out)
	}
	if err != nil {
		log.Fatalf("%s: %v", strings.Join(argv, " "), err)
	}
	return m
}

// each is a value for one of so many calls, where there are any.
func (r *row) each(v int64, calls int) float64 {
	if calls > 0 {
		return float64(v) / float64(calls)
	}
	return float64(v)
}

func (r *row) show(v int64, calls int) string {
	switch {
	case r.by == memory:
		return fmt.Sprintf("%.1f MiB", float64(v)/1024)
	case calls > 0:
		return fmt.Sprintf("%.0f ns a call", r.each(v, calls))
	case v < int64(20*time.Millisecond):
		return time.Duration(v).Round(10 * time.Microsecond).String()
	}
	return time.Duration(v).Round(time.Millisecond).String()
}

// goal says what is to be reached.
func (r *row) goal() string {
	if r.limit > 0 {
		return fmt.Sprintf("%d ns", r.limit.Nanoseconds())
	}
	return fmt.Sprintf("%.2f", r.bar)
}

// verdict says whether it was missed, and how threads got on.
func (r *row) verdict(c *comparison) string {
	var v []string
	if r.limit > 0 && r.each(c.ours, r.calls) > float64(r.limit) || r.limit == 0 && c.ratio > r.bar {
		v = append(v, "missed")
	}
	if c.slowest > 0 {
		v = append(v, fmt.Sprintf("slowest thread at %d %%, strace's %d %%", c.slowest, c.theirSlowest))
	}
	return strings.Join(v, "; ")
}

func median(v []int64) int64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}
