package main

import (
	"errors"
	"fmt"
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

// value is a spelling of an option as pflag sees it.
type value struct {
	c    *config
	o    *option
	name string // as the command line has it: "-s", "--string-limit"
}

func (v *value) String() string { return "" }
func (v *value) Type() string   { return v.o.arg }

func (v *value) Set(text string) error {
	if v.o.arg == "" && text != noValue {
		return errNoArgument
	}
	v.c.long = v.name[1] == '-'
	v.c.given[v.o.key(v.c.long)] = true
	return v.o.set(v.c, text)
}

// key is the spelling that stands for all of the option's short or long ones.
func (o *option) key(long bool) string {
	if long {
		name, _, _ := strings.Cut(o.long, " ")
		return "--" + name
	}
	return "-" + o.short
}

// noValue stands for the missing value of an option that takes none.
const noValue = "\x00"

// newFlagSet returns a parser of c's dialect that fills in c.
func newFlagSet(c *config) *pflag.FlagSet {
	fs := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	fs.SetInterspersed(false)
	fs.Usage = func() {}
	for i := range c.options {
		o := &c.options[i]
		add := func(v *value, name, short string) {
			f := fs.VarPF(v, name, short, o.help)
			switch {
			case o.arg == "":
				f.NoOptDefVal = noValue
			case o.opt != "":
				f.NoOptDefVal = o.opt
			}
		}
		if o.short != "" {
			// A name that cannot be written: the long ones are spellings of their own.
			add(&value{c, o, "-" + o.short}, "\x00"+o.short, o.short)
		}
		for name := range strings.FieldsSeq(o.long) {
			add(&value{c, o, "--" + name}, name, "")
		}
	}
	whole := true // SetNormalizeFunc calls it for each name that there is
	fs.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if !whole {
			name, _ = c.complete(name)
		}
		return pflag.NormalizedName(name)
	})
	whole = false
	return fs
}

// complete returns the long name that name is the beginning of. Like getopt_long it
// does not where several options have such names: they are the candidates.
func (d *dialect) complete(name string) (full string, candidates []string) {
	var found *option
	several := false
	for i := range d.options {
		o := &d.options[i]
		for n := range strings.FieldsSeq(o.long) {
			if n == name {
				return n, nil
			}
			if !strings.HasPrefix(n, name) {
				continue
			}
			if candidates = append(candidates, "'--"+n+"'"); found == nil {
				found, full = o, n
			}
			several = several || found != o
		}
	}
	if found == nil || several {
		return name, candidates
	}
	return full, nil
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
		name := unknown.GetSpecifiedName()
		if _, candidates := c.complete(name); candidates != nil {
			return nil, usagef("option '%s' is ambiguous; possibilities: %s", written(args, name), strings.Join(candidates, " "))
		}
		return nil, usagef("unrecognized option '%s'", written(args, name))
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
		name := invalid.GetFlag().Value.(*value).name
		switch e := errors.Unwrap(err); {
		case e == errInvalid:
			return nil, usagef("invalid %s argument: '%s'", name, invalid.GetValue())
		case e == errNoArgument && name[1] == '-':
			return nil, usagef("option '%s' doesn't allow an argument", name)
		case e == errNoArgument:
			return nil, usagef("invalid option -- '='")
		case e != nil:
			return nil, e
		}
	}
	return nil, usageError(err.Error())
}

// written is the long option called name with the value that the command line has
// attached to it.
func written(args []string, name string) string {
	for _, a := range args {
		if a == "--"+name || strings.HasPrefix(a, "--"+name+"=") {
			return a
		}
	}
	return "--" + name
}

// errInvalid is returned by an option's set where there is nothing to say but
// that the value is not valid, errNoArgument for an option that takes none.
var (
	errInvalid    = errors.New("invalid value")
	errNoArgument = errors.New("no value allowed")
)
