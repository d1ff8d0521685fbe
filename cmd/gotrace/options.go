package main

import (
	"fmt"
	"strconv"
	"strings"
	"syscall"

	"gotrace"
	"gotrace/emit"
	"gotrace/filter"
	"gotrace/libcall"
	"gotrace/sink"
)

var options = []option{
	{gStart, "p", "attach", "PIDS", "", "trace the processes with these ids (separated by commas or blanks); may be repeated, and combined with a program", (*config).setAttach},
	{gStart, "E", "env", "VAR[=VAL]", "", "set VAR in the program's environment, or remove it", (*config).setEnv},
	{gStart, "u", "user", "USER|UID:GID", "", "run the program as that user", (*config).setUser},
	{gStart, "", "argv0", "NAME", "", "pass NAME to the program as argv[0]", func(c *config, v string) error { c.argv0 = &v; return nil }},

	{gStart, "D", "daemonize", "grandchild|pgroup|session", more, "run the tracer apart, and the program as gotrace's own process: as its grandchild (-D), in a process group (-DD) or session (-DDD) of its own", (*config).setDaemon},

	{gTrace, "e", "expr", "EXPR", "", "a qualifying expression, QUALIFIER=SET; a bare SET is trace=SET", (*config).setExpr},
	{gTrace, "", "trace", "SET", "", "trace only these calls: names, numbers, %class, /regex, all, none, after ! all others", qualifier("trace")},
	{gTrace, "", "trace-fds trace-fd", "SET", "", "trace only calls on these descriptors", qualifier("trace-fd")},
	{gTrace, "l", "library-calls", "FILTER", "@MAIN", "trace calls between modules: [+-][FUNCTION][@LIBRARY]..., by who calls; patterns, /regex/, MAIN (the default); like -e lib=FILTER", (*config).setLib},
	{gTrace, "", "entry-points", "FILTER", "", "trace functions at their entries, wherever they are called from, by who has them; like -e entry=FILTER", (*config).setEntries},
	{gTrace, "", "calls-into", "PATTERN", "", "trace calls of functions that these libraries implement; like -e from=PATTERN", (*config).setInto},
	{gTrace, "", "library-stubs", "auto|fast|stop", "", "how calls of library functions are caught: with two stops each (stop), without a stop, what is in memory not being shown (fast), or so where that loses nothing (auto)", (*config).setStubs},
	{gTrace, "P", "trace-path", "PATH", "", "trace only calls on this file; may be repeated", (*config).setPath},
	{gTrace, "", "signal signals", "SET", "", "show only these signals", qualifier("signal")},
	{gTrace, "", "status", "SET", "", "show only calls that end so: successful, failed, unfinished, unavailable, detached", qualifier("status")},
	{gTrace, "z", "successful-only", "", "", "show only calls that succeed", func(c *config, _ string) error { return c.only("successful") }},
	{gTrace, "Z", "failed-only failing-only", "", "", "show only calls that fail", func(c *config, _ string) error { return c.only("failed") }},
	{gTrace, "f", "follow-forks", "", "", "trace children, too; -ff is -f --output-separately", (*config).setFollow},
	{gHidden, "F", "F", "", "", "the same as -f, as in old versions of strace", (*config).setOldFollow},
	{gTrace, "b", "detach-on", "execve", "", "let go of a process that executes a program", (*config).setDetachOn},
	{gTrace, "", "syscall-limit", "N", "", "let go of everything after N calls", (*config).setLimit},
	{gTrace, "", "seccomp-bpf", "auto|yes|no", "yes", "stop only at wanted calls (auto: where it is safe)", (*config).setSeccomp},
	{gTrace, "I", "interruptible", "1..4", "", "which signals end gotrace: 1 anywhere, 2 waiting, 3 never, 4 never_tstp", (*config).setInterruptible},
	{gTrace, "", "kill-on-exit", "", "", "the program dies with gotrace", func(c *config, _ string) error { c.o.KillOnExit = true; return nil }},
	{gTrace, "", "affinity", "auto|on|off", "", "whether gotrace and the program share a CPU", (*config).setAffinity},

	{gShow, "o", "output", "FILE", "", "write to FILE; \"|CMD\" or \"!CMD\": to a command", (*config).setOutput},
	{gShow, "A", "output-append-mode", "", "", "add to the file of -o", func(c *config, _ string) error { c.dest.Append = true; return nil }},
	{gShow, "", "output-separately", "", "", "a file FILE.TID for each thread", func(c *config, _ string) error { c.dest.Split = true; return nil }},
	{gShow, "a", "columns", "N", "", "the column of results (40)", (*config).setColumn},
	{gShow, "s", "string-limit", "N", "", "show so many bytes of strings (32)", (*config).setStrLen},
	{gShow, "v", "no-abbrev", "", "", "show structures whole", func(c *config, _ string) error { return c.f.Set("abbrev", "none") }},
	{gShow, "", "abbrev", "SET", "", "shorten structures of these calls", qualifier("abbrev")},
	{gShow, "", "verbose", "SET", "", "show structures of these calls", qualifier("verbose")},
	{gShow, "", "raw", "SET", "", "show arguments of these calls as bare numbers", qualifier("raw")},
	{gShow, "x", "x", "", "", "show strings with non-ASCII bytes in hexadecimal; -xx: all strings", (*config).moreHex},
	{gShow, "", "strings-in-hex", "none|non-ascii-chars|non-ascii|all", "all", "which strings, or bytes of strings, are shown in hexadecimal", (*config).setHex},
	{gShow, "X", "const-print-style", "raw|abbrev|verbose", "", "show constants as numbers, as names, or both", (*config).setConst},
	{gShow, "y", "decode-fds decode-fd", "SET", more, "show what descriptors refer to; -yy: all that is known of them", (*config).setDecodeFDs},
	{gShow, "Y", "decode-pids decode-pid", "SET", more, "show what process ids mean: comm, their names (-Y); pidns, the ids in gotrace's pid namespace", (*config).setDecodePIDs},
	{gShow, "", "pidns-translation", "", "", "the same as --decode-pids=pidns", func(c *config, _ string) error { return c.f.Set("decode-pids", "pidns") }},
	{gShow, "", "secontext", "SET", "!full,mismatch", "show SELinux contexts of processes, files and descriptors: their types (the bare option), full, mismatch (and what they should be), all, none", qualifier("secontext")},
	{gShow, "", "kvm", "vcpu|vcpu+", "", "show why virtual CPUs have stopped; vcpu+: also what they share with their process, before and after", qualifier("kvm")},
	{gShow, "", "namespace", "new", "new", "show the namespaces that clone, clone3, setns and unshare make or enter", qualifier("namespace")},
	{gShow, "", "io-uring io_uring", "SET", "all", "show what io_uring_enter submits (sqes) and completes (cqes), from the ring; none by default", qualifier("io_uring")},
	{gShow, "t", "absolute-timestamps timestamps", "[format:]none|time|unix[,[precision:]s|ms|us|ns]", more, "the time of each line; -tt: with microseconds; -ttt: seconds since the epoch", (*config).setTime},
	{gShow, "r", "relative-timestamps", "s|ms|us|ns", "us", "the time since the line before", (*config).setRelative},
	{gShow, "T", "syscall-times", "s|ms|us|ns", "us", "the time spent in calls", (*config).setTook},
	{gShow, "", "read", "SET", "", "dump all that is read from these descriptors", qualifier("read")},
	{gShow, "", "write", "SET", "", "dump all that is written to these descriptors", qualifier("write")},
	{gShow, "i", "instruction-pointer", "", "", "show the instruction pointer", func(c *config, _ string) error { c.text.IP = true; return nil }},
	{gShow, "n", "syscall-number", "", "", "show the number of calls", func(c *config, _ string) error { c.text.Nr = true; return nil }},
	{gShow, "N", "arg-names", "", "", "show the names of arguments", func(c *config, _ string) error { c.emit.ArgNames = true; return nil }},
	{gShow, "k", "stack-trace stack-traces", "symbol|source", more, "show the stack of the thread after each call and signal; -kk: with source lines", (*config).setStack},
	{gShow, "", "stack-trace-frame-limit", "N", "", "show so many frames of a stack (256)", (*config).setStackLimit},
	{gShow, "q", "quiet silent silence", "SET", more, "leave out messages: attach, exit, path-resolution, personality, thread-execve, all; -q is attach,personality, -qq exit, too, -qqq all", (*config).setQuiet},
	{gShow, "", "always-show-pid", "", "", "begin every line with the thread's id", func(c *config, _ string) error { c.alwaysPID = true; return nil }},
	{gShow, "", "color", "auto|always|never", "", "whether output has colours (auto: on a terminal)", (*config).setColor},
	{gShow, "", "prototypes", "PATHS", "", "files and folders of prototypes of library functions, separated by colons; ltrace's are read, too", (*config).setPrototypes},
	{gShow, "", "array-limit", "N", "", "show N elements of arrays that prototypes describe (4)", (*config).setArrayLimit},
	{gShow, "", "demangle", "yes|no", "yes", "show C++ and Rust functions by their names in the source (yes is the default)", (*config).setDemangle},
	{gShow, "", "indent", "N", "", "indent nested calls of library functions by N", (*config).setIndent},
	{gShow, "", "json", "", "", "write JSON lines, one object for each event", func(c *config, _ string) error { c.o.JSON = true; return nil }},

	{gTamper, "", "inject", "SET:PART...", "", "tamper with calls; a PART is error=ERRNO or retval=N, signal=SIG, syscall=CALL, delay_enter=TIME, delay_exit=TIME, poke_enter=@argN=HEX, poke_exit=@argN=HEX, when=FIRST[..LAST][+[STEP]]; several may meet in a call", qualifier("inject")},
	{gTamper, "", "fault", "SET[:error=ERRNO][:when=...]", "", "make calls fail, with ENOSYS if no error is named", qualifier("fault")},

	{gCount, "c", "summary-only", "", "", "count calls, errors and time, show nothing else", func(c *config, _ string) error { c.countOnly = true; return nil }},
	{gCount, "C", "summary", "", "", "count, and show the rest, too", func(c *config, _ string) error { c.count = true; return nil }},
	{gCount, "w", "summary-wall-clock", "", "", "count the time from begin to end, not the system's", func(c *config, _ string) error { c.wall = true; return nil }},
	{gCount, "S", "summary-sort-by", "KEY", "", "sort by time, min-time, max-time, avg-time, wall-total, wall-min, wall-max, wall-avg, calls, errors, name, nothing", (*config).setSort},
	{gCount, "U", "summary-columns", "LIST", "", "columns: time-percent, total-time, min-time, max-time, avg-time, calls, errors, name; wall-total, wall-min, wall-max, wall-avg (time from begin to end, also beside the system's)", (*config).setColumns},
	{gCount, "O", "summary-syscall-overhead", "TIME", "", "take TIME (in us, or with a unit) off each call", (*config).setOverhead},

	{gOther, "", "tips", "[id:]N|random[,[format:]none|compact|full]", more, "show a tip at the end", (*config).setTips},
	{gOther, "d", "debug", "", "", "show what gotrace itself does, on standard error", func(c *config, _ string) error { c.debug = true; return nil }},
	{gOther, "", "merge-logs", "PREFIX", "", "merge the files PREFIX.PID of -ff by the times of their lines, on standard output", func(c *config, v string) error { c.merge = v; return nil }},
	{gOther, "", "completion", "bash|zsh|fish", "", "print a script by which the shell completes gotrace's options, on standard output", (*config).setCompletion},
	{gOther, "h", "help", "", "", "show this help", func(c *config, _ string) error { c.help = true; return nil }},
	{gOther, "V", "version", "", "", "show the version, and what this build and this kernel can do", func(c *config, _ string) error { c.version = true; return nil }},
}

// more is the missing value of an option that says more each time it is given.
const more = "+"

func qualifier(name string) func(*config, string) error {
	return func(c *config, v string) error { return c.f.Set(name, v) }
}

// config is what the command line says.
type config struct {
	*dialect
	given map[string]bool // the options of the command line, by option.key
	long  bool            // the one being set is spelled out

	o    gotrace.Options
	f    *filter.Filter
	emit emit.Options
	text sink.TextOptions
	dest sink.Dest

	env              []envChange
	user             *string
	argv0            *string
	follow           int
	times, hex, fds  int
	stacks           int
	stackLimit       int
	quiet            int
	quietGiven       bool
	statuses         int  // how often -z and -Z are given
	oldFollow        bool // -F is
	alwaysPID        bool
	count, countOnly bool
	wall             bool
	stats            statsOptions
	interruptible    int
	libIndent        int
	stubs            libcall.Stubs
	elems            int
	protos           []string
	mangled          bool
	daemon           daemonize
	color            string
	merge            string
	completion       string
	tip              tipChoice
	debug            bool
	help, version    bool

	warnings []string
	resolved []string // what -P says of its paths
}

type envChange struct {
	name, value string
	set         bool
}

func (c *config) setAttach(v string) error {
	list := strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' })
	if len(list) == 0 {
		return errorf("Invalid process id: '%s'", v)
	}
	for _, w := range list {
		pid, err := strconv.ParseInt(w, 10, 32)
		if err != nil || pid <= 0 {
			return errorf("Invalid process id: '%s'", w)
		}
		c.o.Attach = append(c.o.Attach, int(pid))
	}
	return nil
}

func (c *config) setEnv(v string) error {
	name, val, set := strings.Cut(v, "=")
	c.env = append(c.env, envChange{name, val, set})
	return nil
}

func (c *config) setUser(v string) error { c.user = &v; return nil }

func (c *config) setOutput(v string) error {
	if v == "" {
		return errorf("Can't fopen '': %w", gotrace.Errno(syscall.ENOENT))
	}
	c.dest.Name = v
	return nil
}

func (c *config) setPath(v string) error {
	if resolved := c.f.AddPath(v); resolved != "" {
		c.resolved = append(c.resolved, fmt.Sprintf("Requested path \"%s\" resolved into \"%s\"", v, resolved))
	}
	return nil
}

func (c *config) only(status string) error {
	if c.statuses++; c.statuses == 2 {
		c.warn("Only the last of -z/--successful-only/-Z/--failed-only options will take effect. See status qualifier for more complex filters.")
	}
	return c.f.Set("status", status)
}

func (c *config) setFollow(string) error {
	if !c.long {
		c.follow++
	}
	c.o.Follow = true
	return nil
}

// setOldFollow does not count as another -f.
func (c *config) setOldFollow(string) error {
	c.o.Follow, c.oldFollow = true, true
	return nil
}

func (c *config) setDetachOn(v string) error {
	if v != "execve" {
		return errorf("Syscall '%s' for -b isn't supported", v)
	}
	c.o.DetachOnExec = true
	return nil
}

func (c *config) setLimit(v string) (err error) {
	c.o.Limit, err = strconv.ParseUint(v, 10, 63)
	if err != nil || c.o.Limit == 0 {
		return errInvalid
	}
	return nil
}

func (c *config) setSeccomp(v string) (err error) {
	c.o.Seccomp, err = word[gotrace.SeccompMode](v, "auto", gotrace.SeccompAuto, "yes", gotrace.SeccompYes, "no", gotrace.SeccompNo)
	return err
}

func (c *config) setAffinity(v string) (err error) {
	c.o.Affinity, err = word[gotrace.AffinityMode](v, "auto", gotrace.AffinityAuto, "on", gotrace.AffinityOn, "off", gotrace.AffinityOff)
	return err
}

func (c *config) setInterruptible(v string) (err error) {
	c.interruptible, err = word[int](v, "1", 1, "anywhere", 1, "2", 2, "waiting", 2, "3", 3, "never", 3, "4", 4, "never_tstp", 4)
	return err
}

// word returns what belongs to v in a list of words and values.
func word[T any](v string, list ...any) (T, error) {
	for i := 0; i < len(list); i += 2 {
		if list[i] == v {
			return list[i+1].(T), nil
		}
	}
	var zero T
	return zero, errInvalid
}

// The largest values of -s, which is strace's, of -a: each line has as many
// blanks as that needs, and of a stack's frames, which are kept in memory.
const (
	maxStrLen = 1<<30 - 1
	maxColumn = 1<<16 - 1
	maxFrames = 1<<20 - 1
)

func number(v string, limit int) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > limit {
		return 0, errInvalid
	}
	return n, nil
}

func (c *config) setColumn(v string) (err error) {
	c.text.Column, err = number(v, maxColumn)
	return err
}

func (c *config) setStrLen(v string) error {
	n, err := number(v, maxStrLen)
	c.o.StrLen = &n
	return err
}

func (c *config) moreHex(string) error {
	c.hex++
	c.emit.Hex = emit.HexNonASCII
	if c.hex > 1 {
		c.emit.Hex = emit.HexAll
	}
	return nil
}

func (c *config) setHex(v string) (err error) {
	c.emit.Hex, err = word[emit.HexStyle](v, "none", emit.HexNone, "non-ascii-chars", emit.HexNonASCIIChars, "non-ascii", emit.HexNonASCII, "all", emit.HexAll)
	return err
}

func (c *config) setConst(v string) (err error) {
	c.emit.Const, err = word[emit.ConstStyle](v, "raw", emit.Raw, "abbrev", emit.Names, "verbose", emit.Both)
	return err
}

func (c *config) setDecodeFDs(v string) error {
	if v == more {
		if v = "path"; !c.long {
			c.fds++
		}
		if c.fds > 1 {
			v = "all"
		}
	}
	return c.f.Set("decode-fds", v)
}

func (c *config) setDecodePIDs(v string) error {
	if v == more {
		v = "comm"
	}
	return c.f.Set("decode-pids", v)
}

func (c *config) setStack(v string) (err error) {
	source := false
	if v == more {
		if !c.long {
			c.stacks++
		}
		source = c.stacks > 1
	} else if source, err = word[bool](v, "symbol", false, "source", true); err != nil {
		return err
	}
	c.o.Stack = &gotrace.StackOptions{Source: source}
	return nil
}

func (c *config) setStackLimit(v string) (err error) {
	c.stackLimit, err = number(v, maxFrames)
	if c.stackLimit == 0 {
		err = errInvalid
	}
	return err
}

func (c *config) setQuiet(v string) error {
	switch {
	case v == more && c.long:
		v = "attach,personality"
	case v == more:
		c.quiet++
		v = []string{"attach,personality", "attach,personality,exit", "all"}[min(c.quiet, 3)-1]
	}
	c.quietGiven = true
	return c.f.Set("quiet", v)
}

func precision(v string) (int, error) {
	return word[int](v, "s", 0, "ms", 3, "us", 6, "ns", 9)
}

func (c *config) setTime(v string) error {
	if v == more && !c.long {
		c.times++
		c.text.Time = sink.Clock
		if c.times > 1 {
			c.text.Digits = 6
		}
		if c.times > 2 {
			c.text.Time = sink.UnixTime
		}
		return nil
	}
	format, digits := sink.Clock, 0
	for part := range strings.SplitSeq(strings.TrimSuffix(v, more), ",") {
		if part == "" {
			continue
		}
		f, err := word[sink.TimeFormat](strings.TrimPrefix(part, "format:"), "none", sink.NoTime, "time", sink.Clock, "unix", sink.UnixTime)
		if err == nil {
			format = f
			continue
		}
		if digits, err = precision(strings.TrimPrefix(part, "precision:")); err != nil {
			return err
		}
	}
	c.text.Time, c.text.Digits = format, digits
	return nil
}

func (c *config) setRelative(v string) (err error) {
	c.text.Relative = true
	c.text.RelDigits, err = precision(v)
	return err
}

func (c *config) setTook(v string) (err error) {
	c.text.Took = true
	c.text.TookDigits, err = precision(v)
	return err
}

func (c *config) setColor(v string) (err error) {
	c.color, err = word[string](v, "auto", "auto", "always", "always", "never", "never")
	return err
}
