// Command bench measures what tracing costs: gotrace, strace and the smallest
// possible ptrace loop on the same programs, side by side in one run. It prints
// a table of medians and ratios; with -markdown FILE it writes the table there,
// too. It is run from the module's top folder (make bench).
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// A runner is a way to run a program.
type runner struct {
	name string
	argv []string // before the program; @ stands for the folder of built programs
}

// A contest is a program and those who run it. The first runner is what the
// others are compared with.
type contest struct {
	what    string
	program []string
	calls   int // system calls that it makes, roughly; 0: whole times are shown
	runners []runner
}

var (
	native = runner{"native", nil}
	cloop  = runner{"C loop, one CPU", []string{"@/cloop", "0"}}
	whole  = runner{"gotrace -o FILE", []string{"@/gotrace", "-o", "@/out"}}
	null   = runner{"gotrace -o /dev/null", []string{"@/gotrace", "-o", "/dev/null"}}
	count  = runner{"gotrace -c", []string{"@/gotrace", "-o", "/dev/null", "-c"}}
	miss   = runner{"gotrace -e trace=mkdir", []string{"@/gotrace", "-o", "/dev/null", "-e", "trace=mkdir"}}
	missF  = runner{"gotrace -f -e trace=mkdir", []string{"@/gotrace", "-f", "-o", "/dev/null", "-e", "trace=mkdir"}}
	strace = runner{"strace -o /dev/null", []string{"strace", "-o", "/dev/null"}}
	pinned = runner{"strace, pinned", []string{"taskset", "-c", "0", "strace", "-o", "/dev/null"}}
	pinC   = runner{"strace -c, pinned", []string{"taskset", "-c", "0", "strace", "-o", "/dev/null", "-c"}}
)

func contests(n int) []contest {
	return []contest{
		{"getppid loop", []string{"@/getppid", strconv.Itoa(n)}, n, []runner{cloop, native, null, whole, count, strace, pinned, pinC}},
		{"calls outside the filter", []string{"@/getppid", strconv.Itoa(20 * n)}, 20 * n, []runner{native, miss, missF}},
		{"/bin/true", []string{"/bin/true"}, 0, []runner{strace, native, null}},
	}
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	rounds := flag.Int("rounds", 7, "how often each is run")
	n := flag.Int("n", 20000, "calls of the loop")
	markdown := flag.String("markdown", "", "write the table to this `file`, too")
	flag.Parse()
	for _, tool := range []string{"gcc", "strace", "taskset"} {
		if _, err := exec.LookPath(tool); err != nil {
			log.Fatalf("%s is missing: apt-get install gcc strace util-linux", tool)
		}
	}
	dir, err := os.MkdirTemp("", "gotrace-bench-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	build(dir)
	out := io.Writer(os.Stdout)
	if *markdown != "" {
		f, err := os.Create(*markdown)
		if err != nil {
			log.Fatal(err)
		}
		defer f.Close()
		out = io.MultiWriter(os.Stdout, f)
	}
	fmt.Fprintf(out, "%s, %s, medians of %d rounds\n\n", uname(), time.Now().Format(time.DateOnly), *rounds)
	t := tablewriter.NewTable(out, tablewriter.WithRenderer(renderer.NewMarkdown()),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithAlignment(tw.Alignment{tw.AlignLeft, tw.AlignLeft, tw.AlignRight, tw.AlignRight, tw.AlignRight}))
	t.Header("program", "run by", "time", "ratio", "tracer's memory")
	for _, c := range contests(*n) {
		c.run(dir, *rounds, t)
	}
	if err := t.Render(); err != nil {
		log.Fatal(err)
	}
}

// build builds what is compared.
func build(dir string) {
	must("go", "build", "-o", dir+"/gotrace", "./cmd/gotrace")
	for _, name := range []string{"cloop", "getppid", "run"} {
		must("gcc", "-O2", "-o", filepath.Join(dir, name), "internal/bench/programs/"+name+".c")
	}
}

func must(argv ...string) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", strings.Join(argv, " "), err, out)
	}
}

func (c *contest) run(dir string, rounds int, t *tablewriter.Table) {
	times := make([][]time.Duration, len(c.runners))
	memory := make([]int64, len(c.runners))
	for range rounds {
		// In turns, so that what else the machine does meets all alike.
		for i, r := range c.runners {
			d, rss := measure(dir, append(slices.Clone(r.argv), c.program...))
			times[i] = append(times[i], d)
			memory[i] = max(memory[i], rss)
		}
	}
	base := median(times[0])
	for i, r := range c.runners {
		m := median(times[i])
		shown := m.Round(10 * time.Microsecond).String()
		if c.calls > 0 {
			shown = fmt.Sprintf("%d ns/call", m.Nanoseconds()/int64(c.calls))
		}
		mem := ""
		if strings.HasPrefix(r.name, "gotrace") || strings.HasPrefix(r.name, "strace") {
			mem = fmt.Sprintf("%.1f MiB", float64(memory[i])/1024)
		}
		t.Append(c.what, r.name, shown, fmt.Sprintf("%.2f", float64(m)/float64(base)), mem)
	}
}

// measure runs a command once and returns how long it took and the most memory
// that it had, in KiB.
func measure(dir string, argv []string) (time.Duration, int64) {
	for i := range argv {
		argv[i] = strings.Replace(argv[i], "@", dir, 1)
	}
	cmd := exec.Command(dir+"/run", argv...)
	out, err := cmd.Output()
	var ns, rss int64
	if err == nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n") // what the command itself prints comes first
		_, err = fmt.Sscan(lines[len(lines)-1], &ns, &rss)
	}
	if err != nil {
		log.Fatalf("%s: %v", strings.Join(argv, " "), err)
	}
	return time.Duration(ns), rss
}

func median(d []time.Duration) time.Duration {
	d = slices.Clone(d)
	slices.Sort(d)
	return d[len(d)/2]
}

func uname() string {
	var u syscall.Utsname
	if err := syscall.Uname(&u); err != nil {
		return "unknown kernel"
	}
	var b strings.Builder
	for _, c := range u.Release {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	return "Linux " + b.String()
}
