// Package filter is the -e language: what is traced and how much of it is
// shown. It parses expressions into sets that answer by index, and turns the
// set of wanted calls into a classic BPF program for seccomp. It holds no state
// of a traced program, reads no memory but through event.Memory, and builds on
// any system.
package filter

import (
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
)

// Tables are the calls that names stand for: by ABI, by number.
type Tables [event.NumABI][]*syscalls.Desc

// A Filter holds everything that -e and its long forms say. Where an option is
// repeated the last one counts, as in strace; paths add up.
type Filter struct {
	Trace      Set // calls that are traced
	Abbrev     Set // calls whose structures are shortened
	Verbose    Set // calls whose structures are shown at all
	Raw        Set // calls whose arguments are shown as numbers
	Signals    Signals
	Status     Status
	Quiet      Quiet
	DecodeFDs  DecodeFDs
	DecodePIDs DecodePIDs
	IoUring    IoUring
	Namespaces bool // new namespaces are shown
	KVM        KVM
	SELinux    SELinux
	FDs        FDs      // with Paths: only calls on these
	Paths      []string // as given, and resolved where that differs

	// What is read from and written to these descriptors is shown in full.
	DumpRead, DumpWrite FDs

	// Inject are the ways in which calls are tampered with. Of several that
	// meet in a call all have their effects; of two results the last one counts.
	Inject []Injection

	// Warnings are what should be said about values that were accepted.
	Warnings []string

	// TraceGiven tells that the calls to trace were named.
	TraceGiven bool

	tables Tables
}

// New returns the filter that applies when no option is given.
func New(t Tables) *Filter {
	all := allCalls(t)
	return &Filter{
		Trace: all, Abbrev: all, Verbose: all,
		Signals: AllSignals(), Status: AllStatus,
		tables: t,
	}
}

// A qualifier is a word that may stand before = in an expression.
type qualifier struct {
	names string
	set   func(f *Filter, value string) error
}

var qualifiers = [...]qualifier{
	{"trace t", (*Filter).setTrace},
	{"abbrev a", (*Filter).setAbbrev},
	{"verbose v", (*Filter).setVerbose},
	{"raw x", (*Filter).setRaw},
	{"signal signals s", (*Filter).setSignals},
	{"status", (*Filter).setStatus},
	{"quiet silent silence q", (*Filter).setQuiet},
	{"trace-fd trace-fds fd fds", (*Filter).setFDs},
	{"decode-fd decode-fds", (*Filter).setDecodeFDs},
	{"decode-pid decode-pids", (*Filter).setDecodePIDs},
	{"io_uring io-uring", (*Filter).setIoUring},
	{"read reads r", (*Filter).setDumpRead},
	{"write writes w", (*Filter).setDumpWrite},
	{"inject", (*Filter).setInject},
	{"fault", (*Filter).setFault},
	{"kvm", (*Filter).setKVM},
	{"namespace", (*Filter).setNamespaces},
	{"secontext", (*Filter).setSELinux},
}

func findQualifier(name string) *qualifier {
	for i := range qualifiers {
		for n := range strings.FieldsSeq(qualifiers[i].names) {
			if n == name {
				return &qualifiers[i]
			}
		}
	}
	return nil
}

// Expr applies an argument of -e: QUALIFIER=VALUE, or a set of calls to trace.
// What stands before an = and is no qualifier is the name of a call, an unknown
// one.
func (f *Filter) Expr(expr string) error {
	if name, value, ok := strings.Cut(expr, "="); ok {
		if q := findQualifier(name); q != nil {
			return q.set(f, value)
		}
	}
	return f.setTrace(expr)
}

// Set applies the value of one qualifier, as the option of that name has it:
// --trace=SET.
func (f *Filter) Set(name, value string) error {
	q := findQualifier(name)
	if q == nil {
		return errorf("invalid qualifier '%s'", name)
	}
	return q.set(f, value)
}

func (f *Filter) warn(text string) { f.Warnings = append(f.Warnings, text) }

func (f *Filter) setTrace(value string) error {
	s, err := ParseCalls(f.tables, value)
	if err != nil {
		return err
	}
	// A call without a name is in no set that could be written, so nothing
	// may hide it.
	s.addUnknown(f.tables)
	f.Trace, f.TraceGiven = s, true
	return nil
}

func (f *Filter) setAbbrev(value string) (err error) {
	f.Abbrev, err = ParseCalls(f.tables, value)
	return err
}

func (f *Filter) setVerbose(value string) (err error) {
	f.Verbose, err = ParseCalls(f.tables, value)
	return err
}

func (f *Filter) setRaw(value string) (err error) {
	f.Raw, err = ParseCalls(f.tables, value)
	return err
}

func (f *Filter) setSignals(value string) (err error) {
	f.Signals, err = ParseSignals(value)
	return err
}

func (f *Filter) setStatus(value string) error {
	v, err := parseWords(value, "status", statusWords[:])
	f.Status = Status(v)
	return err
}

func (f *Filter) setQuiet(value string) error {
	v, err := parseWords(value, "quiet", quietWords[:])
	f.Quiet = Quiet(v)
	return err
}

func (f *Filter) setFDs(value string) (err error) {
	f.FDs, err = ParseFDs(value)
	return err
}

func (f *Filter) setDecodePIDs(value string) error {
	v, err := parseWords(value, "decode-pids", decodePIDWords[:])
	f.DecodePIDs = DecodePIDs(v)
	return err
}

func (f *Filter) setDumpRead(value string) (err error) {
	f.DumpRead, err = ParseFDs(value)
	return err
}

func (f *Filter) setDumpWrite(value string) (err error) {
	f.DumpWrite, err = ParseFDs(value)
	return err
}

// Dumps tells whether the data of the call c, which transfers it in the manner
// of io, is to be shown in full.
func (f *Filter) Dumps(c *event.Call, io syscalls.IO) bool {
	switch {
	case io == syscalls.NoIO:
		return false
	case io.Reads():
		return f.DumpRead.Has(c.Int(0))
	}
	return f.DumpWrite.Has(c.Int(0))
}

func (f *Filter) setDecodeFDs(value string) error {
	v, err := parseWords(value, "decode-fds", decodeFDWords[:])
	f.DecodeFDs = DecodeFDs(v)
	return err
}

func (f *Filter) setIoUring(value string) error {
	v, err := parseWords(value, "io_uring", ioUringWords[:])
	f.IoUring = IoUring(v)
	return err
}

func (f *Filter) setNamespaces(value string) error {
	if value != "new" {
		return errorf("invalid -e namespace= argument: '%s'", value)
	}
	f.Namespaces = true
	return nil
}

func (f *Filter) setKVM(value string) error {
	switch value {
	case "vcpu":
		f.KVM = KVMExit
	case "vcpu+":
		f.KVM = KVMState
	default:
		return errorf("invalid -e kvm= argument: '%s'", value)
	}
	return nil
}

// setSELinux takes what nothing is left of for "no contexts", and what says only what
// contexts are to lack for "contexts".
func (f *Filter) setSELinux(value string) error {
	v, err := parseWords(value, "secontext", selinuxWords[:])
	f.SELinux = SELinux(v)
	if items, not, _ := list(value, ""); v != 0 || len(items) > 0 && !(not && items[0] == "all") {
		f.SELinux |= SELinuxType
	}
	return err
}
