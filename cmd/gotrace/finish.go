package main

import (
	"errors"
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"

	"gotrace"
	"gotrace/emit"
	"gotrace/filter"
	"gotrace/internal/procfs"
	"gotrace/ptrace"
	"gotrace/sink"
)

func (c *config) warn(text string) { c.warnings = append(c.warnings, text) }

// finish makes gotrace's options from the command line: it fills in what
// follows from several options together, and refuses what makes no sense.
func (c *config) finish(program []string) error {
	if len(program) == 0 && len(c.o.Attach) == 0 {
		return usagef("%s", c.nothing)
	}
	if err := c.settle(c, program); err != nil {
		return err
	}
	if len(program) > 0 {
		if err := c.setProgram(program); err != nil {
			return err
		}
	}
	c.finishOutput()
	c.finishLibrary()
	c.finishSummary()
	if c.f.DecodeFDs != 0 {
		c.o.FDs = procfs.NewFDs(c.f.DecodeFDs)
	}
	if c.f.DecodePIDs != 0 {
		pids := procfs.NewPIDs(c.f.DecodePIDs)
		c.o.PIDs = pids
		if c.f.DecodePIDs&filter.PIDComm != 0 {
			c.text.Comms = pids
		}
	}
	if c.f.SELinux != 0 {
		if labels := procfs.NewLabels(c.f.SELinux); labels != nil {
			c.o.Labels, c.text.Labels = labels, labels
		}
	}
	if c.f.KVM != 0 {
		c.o.VCPUs = &procfs.VCPUs{}
	}
	if c.f.Namespaces {
		c.o.Namespaces = procfs.NewNamespaces()
	}
	if c.f.Quiet&filter.QuietPathResolution == 0 {
		c.warnings = append(c.warnings, c.resolved...)
	}
	c.warnings = append(c.warnings, c.f.Warnings...)
	if c.o.Stack != nil {
		c.o.Stack.Limit = c.stackLimit
	}
	c.o.Filter = c.f
	c.o.Text = c.text
	c.o.Emit = c.emit
	c.o.Warn = func(text string) { message("%s", text) }
	if c.debug {
		c.o.Debug = c.o.Warn
	}
	return nil
}

// refuse refuses combinations that make no sense.
func (c *config) refuse(program []string) error {
	summary := c.countOnly || c.count
	switch {
	case c.merge != "":
		return usagef("--merge-logs runs and attaches to nothing")
	case c.countOnly && c.count:
		return usagef("-c/--summary-only and -C/--summary are mutually exclusive")
	case c.wall && !summary:
		return usagef("-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)")
	case c.stats.columns != nil && !summary:
		return usagef("-U/--summary-columns must be given with (-c/--summary-only or -C/--summary)")
	case c.separate() && summary:
		return usagef("(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive")
	case c.separate() && c.piped():
		return usagef("piping the output and -ff/--output-separately are mutually exclusive")
	case c.o.JSON && summary:
		return usagef("--json and (-c/--summary-only or -C/--summary) are mutually exclusive")
	case c.o.JSON && c.separate():
		return usagef("--json and -ff/--output-separately are mutually exclusive")
	case c.daemon != 0 && len(program) == 0:
		return usagef("PROG [ARGS] must be specified with -D/--daemonize")
	case c.daemon > daemonSession:
		return usagef("Too many -D's (%d), maximum supported -D count is %d", c.daemon, daemonSession)
	case c.o.KillOnExit && len(c.o.Attach) > 0:
		return usagef("--kill-on-exit and -p/--attach are mutually exclusive")
	}
	for _, w := range spelledTwice {
		if c.given[w.short] && c.given[w.long] {
			return errorf("%s cannot be provided simultaneously", w.both)
		}
	}
	if c.follow > 1 && c.given["--output-separately"] {
		return errorf("-ff and --output-separately cannot be provided simultaneously")
	}
	c.warnOfNoEffect(program)
	return nil
}

// spelledTwice are options whose short and long spellings say different things.
var spelledTwice = [...]struct{ short, long, both string }{
	{"-D", "--daemonize", "-D and --daemonize"},
	{"-f", "--follow-forks", "-f and --follow-forks"},
	{"-q", "--quiet", "-q and -e quiet/--quiet"},
	{"-t", "--absolute-timestamps", "-t and --absolute-timestamps"},
	{"-x", "--strings-in-hex", "-x and --strings-in-hex"},
	{"-y", "--decode-fds", "-y and --decode-fds"},
}

// warnOfNoEffect warns of options that have no effect without others, or beside
// them.
func (c *config) warnOfNoEffect(program []string) {
	switch {
	case c.oldFollow && (c.given["-f"] || c.given["--follow-forks"]):
		c.warn("deprecated option -F ignored")
	case c.oldFollow:
		c.warn("option -F is deprecated, please use -f/--follow-forks instead")
	}
	for _, w := range []struct {
		given bool
		name  string
		why   string
	}{
		{(c.given["-S"] || c.given["--summary-sort-by"]) && !c.countOnly && !c.count, "-S/--summary-sort-by", "without (-c/--summary-only or -C/--summary)"},
		{c.dest.Append && c.dest.Name == "", "-A/--output-append-mode", "without -o/--output"},
		{c.dest.Split && c.dest.Name == "", "--output-separately", "without -o/--output"},
		{c.argv0 != nil && len(program) == 0, "--argv0", "without PROG"},
		{len(c.env) > 0 && len(program) == 0, "-E/--env", "without PROG"},
		{c.user != nil && len(program) == 0, "-u/--user", "without PROG"},
	} {
		if w.given {
			c.warn(w.name + " has no effect " + w.why)
		}
	}
	if c.countOnly {
		for _, w := range []struct {
			given bool
			name  string
		}{
			{c.text.IP, "-i/--instruction-pointer"},
			{c.o.Stack != nil, "-k/--stack-trace"},
			{c.text.Nr, "-n/--syscall-number"},
			{c.text.Relative, "-r/--relative-timestamps"},
			{c.text.Time != sink.NoTime, "-t/--absolute-timestamps"},
			{c.text.Took, "-T/--syscall-times"},
			{c.f.DecodeFDs != 0, "-y/--decode-fds"},
			{c.f.IoUring != 0, "--io-uring"},
		} {
			if w.given {
				c.warn(w.name + " has no effect with -c/--summary-only")
			}
		}
	}
}

func (c *config) piped() bool {
	return strings.HasPrefix(c.dest.Name, "|") || strings.HasPrefix(c.dest.Name, "!")
}

// separate tells whether each thread gets a file of its own; without a file
// there is nothing to separate.
func (c *config) separate() bool {
	return c.follow > 1 && (c.dest.Name != "" || c.count || c.countOnly) || c.dest.Split
}

func (c *config) setProgram(args []string) error {
	path, err := ptrace.LookPath(args[0])
	if err != nil {
		return errorf("Can't stat '%s': %w", args[0], errnoText(err))
	}
	p := &gotrace.Program{Path: path, Args: append([]string(nil), args...), Env: c.environment()}
	if c.argv0 != nil {
		p.Args[0] = *c.argv0
	}
	if c.user != nil {
		if p.User, err = lookupUser(*c.user); err != nil {
			return err
		}
	}
	c.o.Program = p
	return nil
}

// errnoText words an error number as the C library does.
func errnoText(err error) error {
	var n syscall.Errno
	if errors.As(err, &n) {
		return gotrace.Errno(n)
	}
	return err
}

func (c *config) environment() []string {
	env := os.Environ()
	for _, ch := range c.env {
		kept := env[:0:0]
		for _, e := range env {
			if n, _, _ := strings.Cut(e, "="); n != ch.name {
				kept = append(kept, e)
			}
		}
		if env = kept; ch.set {
			env = append(env, ch.name+"="+ch.value)
		}
	}
	return env
}

// lookupUser finds a user by name, or takes a pair UID:GID as it is.
func lookupUser(text string) (*gotrace.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, errorf("You must be root to use the -u/--user option")
	}
	if u, g, ok := strings.Cut(text, ":"); ok {
		uid, err1 := strconv.ParseUint(u, 10, 32)
		gid, err2 := strconv.ParseUint(g, 10, 32)
		if err1 != nil || err2 != nil {
			return nil, errorf("Invalid user '%s': want NAME or UID:GID", text)
		}
		return &gotrace.Credential{UID: uint32(uid), GID: uint32(gid)}, nil
	}
	u, err := user.Lookup(text)
	if err != nil {
		return nil, errorf("Cannot find user '%s'", text)
	}
	cred := &gotrace.Credential{UID: id(u.Uid), GID: id(u.Gid)}
	groups, err := u.GroupIds()
	if err != nil {
		return nil, errorf("Cannot find the groups of user '%s': %w", text, err)
	}
	for _, g := range groups {
		cred.Groups = append(cred.Groups, id(g))
	}
	return cred, nil
}

func id(text string) uint32 {
	n, _ := strconv.ParseUint(text, 10, 32)
	return uint32(n)
}

func (c *config) finishOutput() {
	c.dest.Stderr = os.Stderr
	c.dest.Split = c.separate()
	// With output in a file and a program to run, strace is silent about what
	// can be seen in the file, and the terminal's signals are the program's.
	if c.dest.Name != "" && c.o.Program != nil && len(c.o.Attach) == 0 {
		if !c.quietGiven {
			c.f.Quiet |= filter.QuietAttach | filter.QuietPersonality
		}
		if c.interruptible == 0 {
			c.interruptible = 3
		}
	}
	if c.daemon != 0 && c.interruptible == 0 {
		c.interruptible = 4
	}
	switch {
	case c.alwaysPID && c.dest.Name == "":
		c.text.PID = sink.PIDAlways
	case c.dest.Split:
		c.text.PID = sink.PIDNever
	case c.dest.Name == "":
		c.text.PID = sink.PIDMany
	case c.o.Follow || c.alwaysPID:
		c.text.PID = sink.PIDFile
	default:
		c.text.PID = sink.PIDFileMany
	}
	if c.color == "always" || c.color != "never" && c.dest.Name == "" && os.Getenv("NO_COLOR") == "" && isTerminal(os.Stderr) {
		c.emit.Palette = palette()
	}
	c.text.Dest = c.dest
}

func isTerminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0 && st.Mode()&os.ModeDevice != 0 && os.Getenv("TERM") != "dumb" && isTTY(f)
}

// palette is the default one, changed by GOTRACE_COLORS or STRACE_COLORS:
// kind=SGR pairs, separated by colons.
func palette() *emit.Palette {
	p := emit.DefaultPalette
	text := os.Getenv("GOTRACE_COLORS")
	if text == "" {
		text = os.Getenv("STRACE_COLORS")
	}
	for pair := range strings.SplitSeq(text, ":") {
		kind, sgr, _ := strings.Cut(pair, "=")
		if strings.Trim(sgr, "0123456789;") != "" {
			continue
		}
		for i, k := range emit.Kinds {
			if k == kind {
				p[i] = sgr
			}
		}
	}
	return &p
}
