package main

import "path/filepath"

// A dialect is a command line that gotrace takes: its own, which is strace's, or
// ltrace's.
type dialect struct {
	name    string // of the command
	usage   string
	options []option
	tryHelp string // points to the help; %s is what gotrace was called
	exprs   bool   // -e takes QUALIFIER=SET
	nothing string // is said when there is nothing to trace
	begin   func(c *config)
	settle  func(c *config, program []string) error // what follows from several options together
	summary func(c *config)                         // makes what counts
}

var ownDialect = dialect{
	name:    "gotrace",
	usage:   usage,
	options: options,
	tryHelp: "Try '%s -h' for more information.\n",
	exprs:   true,
	nothing: "must have PROG [ARGS] or -p PID",
	begin:   func(c *config) { c.text.Column = 40 },
	settle:  (*config).refuse,
	summary: (*config).setSummary,
}

var ltraceDialect = dialect{
	name:    "goltrace",
	usage:   ltraceUsage,
	options: ltraceOptions,
	tryHelp: "Try `%s --help' for more information.\n",
	nothing: "too few arguments",
	begin:   (*config).beginLtrace,
	settle:  (*config).settleLtrace,
	summary: (*config).setLtraceSummary,
}

// dialectOf returns what a command of that name takes.
func dialectOf(name string) *dialect {
	switch filepath.Base(name) {
	case "ltrace", "goltrace":
		return &ltraceDialect
	}
	return &ownDialect
}
