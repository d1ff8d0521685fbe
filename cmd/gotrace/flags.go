package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// An option is one row of the command line's table. Help, the manual page and
// the parser are made from it.
type option struct {
	group string
	short string // one letter, or ""
	long  string // further spellings follow after blanks
	arg   string // what its value is called; "": it has none
	opt   string // value that stands for a missing one; "": it must not be missing
	help  string
	set   func(c *config, value string) error
}

// The groups of the options, in the order of the help.
const (
	gStart  = "Start"
	gTrace  = "What is traced"
	gShow   = "How it is shown"
	gTamper = "Tampering"
	gCount  = "Counting"
	gOther  = "Other"
	gHidden = ""
)

// value is an option as pflag sees it.
type value struct {
	c *config
	o *option
}

func (v *value) String() string { return "" }
func (v *value) Type() string   { return v.o.arg }

func (v *value) Set(text string) error { return v.o.set(v.c, text) }

// noValue stands for the missing value of an option that takes none.
const noValue = "true"

// newFlagSet returns a parser of the table's options that fills in c.
func newFlagSet(c *config) *pflag.FlagSet {
	fs := pflag.NewFlagSet("gotrace", pflag.ContinueOnError)
	fs.SetInterspersed(false)
	fs.Usage = func() {}
	var names []string
	for i := range options {
		o := &options[i]
		short := o.short
		for _, name := range strings.Fields(o.long) {
			f := fs.VarPF(&value{c, o}, name, short, o.help)
			short = ""
			switch {
			case o.arg == "":
				f.NoOptDefVal = noValue
			case o.opt != "":
				f.NoOptDefVal = o.opt
			}
			names = append(names, name)
		}
	}
	// Like getopt_long, take the beginning of a name for the whole where only
	// one name begins so.
	fs.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if slices.Contains(names, name) {
			return pflag.NormalizedName(name)
		}
		found := ""
		for _, n := range names {
			if strings.HasPrefix(n, name) {
				if found != "" {
					return pflag.NormalizedName(name)
				}
				found = n
			}
		}
		if found != "" {
			name = found
		}
		return pflag.NormalizedName(name)
	})
	return fs
}

// usageError is a mistake on the command line, after which the user is pointed
// to the help.
type usageError string

func (e usageError) Error() string { return string(e) }

// Usage tells to point to the help after the message.
func (usageError) Usage() bool { return true }

func usagef(format string, a ...any) error { return usageError(fmt.Sprintf(format, a...)) }

// parse fills in c from the command line and returns the program and its
// arguments.
func parse(c *config, args []string) ([]string, error) {
	fs := newFlagSet(c)
	err := fs.Parse(args)
	if err == nil {
		return fs.Args(), nil
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		if s := unknown.GetSpecifiedShortnames(); s != "" {
			return nil, usagef("invalid option -- '%s'", unknown.GetSpecifiedName())
		}
		return nil, usagef("unrecognized option '--%s'", unknown.GetSpecifiedName())
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		if s := missing.GetSpecifiedShortnames(); s != "" {
			return nil, usagef("option requires an argument -- '%s'", missing.GetSpecifiedName())
		}
		return nil, usagef("option '--%s' requires an argument", missing.GetSpecifiedName())
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		if e := errors.Unwrap(err); e != nil {
			if e == errInvalid {
				return nil, usagef("invalid %s argument: '%s'", spelling(args, invalid.GetFlag()), invalid.GetValue())
			}
			return nil, e
		}
	}
	return nil, usageError(err.Error())
}

// errInvalid is returned by an option's set where there is nothing to say but
// that the value is not valid.
var errInvalid = errors.New("invalid value")

// spelling is the form in which the command line has the flag.
func spelling(args []string, f *pflag.Flag) string {
	for _, a := range args {
		if strings.HasPrefix(a, "--") && strings.HasPrefix(a[2:], f.Name) {
			return "--" + f.Name
		}
	}
	if f.Shorthand != "" {
		return "-" + f.Shorthand
	}
	return "--" + f.Name
}
