// Command bench measures what tracing costs: gotrace beside strace, beside the
// smallest possible ptrace loop and beside no tracer at all, on the same programs
// in one run. It prints a table of medians and ratios; with -markdown FILE it
// writes the table there, too. It is run from the module's top folder (make
// bench).
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	rounds := flag.Int("rounds", 7, "how often each is run")
	n := flag.Int("n", 50000, "calls of the loop")
	events := flag.Int("soak", 0, "measure memory after this many events instead")
	only := flag.String("rows", "", "measure only rows that match this `regexp`")
	markdown := flag.String("markdown", "", "write the table to this `file`, too")
	flag.Parse()
	match, err := regexp.Compile(*only)
	if err != nil {
		log.Fatal(err)
	}
	if missing := lookFor("bash", "find", "gcc", "git", "ltrace", "python3", "strace", "taskset", "uftrace"); missing != "" {
		log.Fatalf("missing: %s; apt-get install bash findutils gcc git ltrace python3 strace util-linux uftrace", missing)
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
	fmt.Fprintf(out, "%s, %d CPUs, %s, %s, medians of %d rounds\n\n", system(), runtime.NumCPU(), straceVersion(), time.Now().Format(time.DateOnly), *rounds)
	t := tablewriter.NewTable(out, tablewriter.WithRenderer(renderer.NewMarkdown()),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithAlignment(tw.Alignment{tw.AlignLeft, tw.AlignRight, tw.AlignRight, tw.AlignRight, tw.AlignRight, tw.AlignLeft}))
	t.Header("work", "gotrace", "other", "ratio", "bar", "")
	table := append(rows(*n), libraryRows(*n)...)
	if *events > 0 {
		table = soak(*events)
	}
	before := 0.0
	for _, r := range table {
		if !match.MatchString(r.what) {
			continue
		}
		c := r.compare(dir, *rounds)
		if r.bar == 0 {
			r.bar = before
		}
		before = c.ratio
		t.Append(r.what, r.show(c.ours, r.calls), r.show(c.theirs, r.few), ratio(c.ratio), r.goal(), r.verdict(&c))
	}
	if err := t.Render(); err != nil {
		log.Fatal(err)
	}
}

// lookFor returns those of the tools that there are not.
func lookFor(tools ...string) string {
	var missing []string
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			missing = append(missing, tool)
		}
	}
	return strings.Join(missing, " ")
}

// system is the kernel's name and release.
func system() string {
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

func straceVersion() string {
	out, err := exec.Command("strace", "-V").Output()
	if err != nil {
		log.Fatalf("strace -V: %v", err)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return strings.Replace(line, " -- version", "", 1)
}

func ratio(r float64) string {
	if r < 0.1 {
		return fmt.Sprintf("%.2g", r)
	}
	return fmt.Sprintf("%.2f", r)
}
