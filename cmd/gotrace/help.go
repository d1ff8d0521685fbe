package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
)

const usage = `Usage: gotrace [OPTIONS] { -p PID | PROG [ARGS] }
   or: gotrace -c [OPTIONS] { -p PID | PROG [ARGS] }
`

// helpWidth is the width of the help text, and helpIndent where explanations
// begin in it.
const (
	helpWidth  = 79
	helpIndent = 16
)

func (d *dialect) printHelp(b io.Writer) {
	fmt.Fprint(b, d.usage)
	group := ""
	for i := range d.options {
		o := &d.options[i]
		if o.group == gHidden {
			continue
		}
		if o.group != group {
			group = o.group
			fmt.Fprintf(b, "\n%s:\n", group)
		}
		fmt.Fprintf(b, "  %s\n", o.spelling())
		line := strings.Repeat(" ", helpIndent-1)
		for word := range strings.FieldsSeq(o.help) {
			if len(line)+1+len(word) > helpWidth {
				fmt.Fprintln(b, line)
				line = strings.Repeat(" ", helpIndent-1)
			}
			line += " " + word
		}
		fmt.Fprintln(b, line)
	}
}

// spelling is how the option is written: -s N, --string-limit=N.
func (o *option) spelling() string {
	var s []string
	if o.short != "" {
		w := "-" + o.short
		if o.arg != "" && o.opt == "" {
			w += " " + o.arg
		}
		s = append(s, w)
	}
	long := strings.Fields(o.long)[0]
	switch {
	case long == o.short:
	case o.arg == "":
		s = append(s, "--"+long)
	case o.opt != "":
		s = append(s, "--"+long+"[="+o.arg+"]")
	default:
		s = append(s, "--"+long+"="+o.arg)
	}
	return strings.Join(s, ", ")
}

func printVersion(w io.Writer) {
	version, vcs := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" {
			version = v
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				vcs = ", commit " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	fmt.Fprintf(w, "gotrace %s (%s %s/%s%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, vcs)
	fmt.Fprintf(w, "Programs: amd64, i386\n")
	var u syscall.Utsname
	if syscall.Uname(&u) == nil {
		fmt.Fprintf(w, "Kernel: %s\n", cstring(u.Release[:]))
	}
	fmt.Fprintf(w, "seccomp filters: %s\n", yes(exists("/proc/sys/kernel/seccomp/actions_avail")))
	if scope, err := os.ReadFile("/proc/sys/kernel/yama/ptrace_scope"); err == nil {
		fmt.Fprintf(w, "kernel.yama.ptrace_scope: %s\n", strings.TrimSpace(string(scope)))
	}
}

func cstring(p []int8) string {
	var b strings.Builder
	for _, c := range p {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	return b.String()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func yes(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}
