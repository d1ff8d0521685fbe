package filter

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// An Injection says how calls are tampered with (-e inject=, fault=).
type Injection struct {
	Calls      Set
	Fault      bool          // the call is not made, and seems to return Ret
	Ret        int64         // -4095 to -1 is a failure
	Instead    *[2]int64     // by ABI: the number of the call that is made instead; nil: none is
	Signal     int           // sent to the thread when the call begins; 0: none
	DelayEnter time.Duration // before the call
	DelayExit  time.Duration // after it
	PokeEnter  []Poke        // what is written to memory before the call
	PokeExit   []Poke        // and after it
	When       When
}

// MaxInjections is how many injections a Filter may have.
const MaxInjections = 64

// A Poke is memory that is overwritten.
type Poke struct {
	Arg  int // the register that points to it, from 0 on
	Data []byte
}

// When selects some of a thread's calls of one name by their number, which
// counts from 1: First, and if Step is not 0 those that are multiples of Step
// behind it, up to Last.
type When struct {
	First, Last, Step uint64
}

// Hits tells whether the call number n is one of those.
func (w *When) Hits(n uint64) bool {
	return n == w.First || w.Step != 0 && n > w.First && n <= w.Last && (n-w.First)%w.Step == 0
}

// The limits of numbers in a when= part.
const (
	maxWhen  = 65535
	maxLast  = maxWhen - 1
	unending = 1<<64 - 1
)

func (f *Filter) setInject(value string) error { return f.inject("inject", value) }
func (f *Filter) setFault(value string) error  { return f.inject("fault", value) }

// inject parses SET[:PART]... and adds what it says.
func (f *Filter) inject(name, value string) error {
	set, parts, _ := strings.Cut(value, ":")
	in := Injection{When: When{1, unending, 1}}
	calls, err := ParseCalls(f.tables, set)
	if err != nil {
		return err
	}
	in.Calls = calls
	bad := errorf("invalid %s argument '%s'", name, value)
	given := map[string]bool{}
	for part := range strings.SplitSeq(parts, ":") {
		if part == "" {
			continue
		}
		key, text, ok := strings.Cut(part, "=")
		p := findInjectPart(key)
		if !ok || p == nil || name == "fault" && !p.fault || given[p.once] || !p.parse(f, &in, text) {
			return bad
		}
		if p.once != "" {
			given[p.once] = true
		}
	}
	if name == "fault" && !in.Fault {
		in.Fault, in.Ret = true, -enosys
	}
	if !in.does() || in.Instead != nil && !in.Fault {
		return bad
	}
	if len(f.Inject) == MaxInjections {
		return errorf("invalid %s argument '%s': there are %d injections already", name, value, MaxInjections)
	}
	f.Inject = append(f.Inject, in)
	return nil
}

const enosys = 38

// does tells whether the injection has any effect.
func (in *Injection) does() bool {
	return in.Fault || in.Signal != 0 || in.DelayEnter != 0 || in.DelayExit != 0 || in.PokeEnter != nil || in.PokeExit != nil
}

// An injectPart is a KEY= of an injection.
type injectPart struct {
	key   string
	once  string // parts that share this word exclude each other; "": it may be repeated
	fault bool   // fault= has it, too
	parse func(f *Filter, in *Injection, text string) bool
}

var injectParts = [...]injectPart{
	{"error", "result", true, (*Filter).injectError},
	{"retval", "result", false, (*Filter).injectRetval},
	{"signal", "signal", false, (*Filter).injectSignal},
	{"syscall", "syscall", true, (*Filter).injectSyscall},
	{"delay_enter", "delay_enter", false, func(_ *Filter, in *Injection, text string) bool { return delay(&in.DelayEnter, text) }},
	{"delay_exit", "delay_exit", false, func(_ *Filter, in *Injection, text string) bool { return delay(&in.DelayExit, text) }},
	{"poke_enter", "poke_enter", false, func(_ *Filter, in *Injection, text string) bool { return pokes(&in.PokeEnter, text) }},
	{"poke_exit", "poke_exit", false, func(_ *Filter, in *Injection, text string) bool { return pokes(&in.PokeExit, text) }},
	{"when", "", true, func(_ *Filter, in *Injection, text string) bool { return in.When.parse(text) }},
}

func findInjectPart(key string) *injectPart {
	for i := range injectParts {
		if injectParts[i].key == key {
			return &injectParts[i]
		}
	}
	return nil
}

func (f *Filter) injectError(in *Injection, text string) bool {
	n, err := strconv.ParseUint(text, 0, 16)
	if err != nil {
		n = errnoNumber(text)
	}
	in.Fault, in.Ret = true, -int64(n)
	return n >= 1 && n <= event.MaxErrno
}

// errnoNumber returns the number of the error called name, in any case, or 0.
func errnoNumber(name string) uint64 {
	for n := 1; n <= event.MaxErrno; n++ {
		if have := xlat.ErrnoName(n); have != "" && strings.EqualFold(have, name) {
			return uint64(n)
		}
	}
	return 0
}

func (f *Filter) injectRetval(in *Injection, text string) bool {
	v, err := strconv.ParseUint(text, 0, 64)
	if err != nil {
		s, err := strconv.ParseInt(text, 0, 64)
		if err != nil {
			return false
		}
		v = uint64(s)
	}
	in.Fault, in.Ret = true, int64(v)
	// The program takes a small negative number for an error, on i386 that of
	// the lower half.
	if e := -int64(v); e >= 1 && e <= event.MaxErrno {
		f.warn(fmt.Sprintf("Inadvertent injection of error %d is possible for retval=%d", e, v))
	} else if e := -int32(v); e >= 1 && e <= event.MaxErrno {
		f.warn(fmt.Sprintf("Inadvertent injection of error %d is possible in compat personality for retval=%d", e, v))
	}
	return true
}

func (f *Filter) injectSignal(in *Injection, text string) bool {
	in.Signal = signalNumber(text)
	return in.Signal >= 1 && in.Signal <= 64
}

// injectSyscall takes calls without effects only.
func (f *Filter) injectSyscall(in *Injection, text string) bool {
	s, err := ParseCalls(f.tables, text)
	if err != nil {
		return false
	}
	in.Instead = &[2]int64{-1, -1}
	found, pure := 0, true
	f.tables.each(func(abi event.ABI, nr uint64, d *syscalls.Desc) {
		if s.Has(abi, nr) {
			pure = pure && d.Class&syscalls.CPure != 0
			if in.Instead[abi] >= 0 {
				pure = false // several
			}
			in.Instead[abi] = int64(nr)
			found++
		}
	})
	return found > 0 && pure
}

func delay(d *time.Duration, text string) (ok bool) {
	*d, ok = ParseTime(text)
	return ok
}

// ParseTime parses a specification of time as strace has it: a decimal number,
// not negative, and s, ms, us or ns; without a unit it is microseconds.
func ParseTime(text string) (t time.Duration, ok bool) {
	number, unit := strings.TrimLeft(text, " \t\n\v\f\r"), time.Microsecond
	for _, u := range units {
		if n, ok := strings.CutSuffix(number, u.name); ok {
			number, unit = n, u.unit
			break
		}
	}
	if number == "" || strings.Trim(number, "0123456789.eE+-") != "" {
		return 0, false // ParseFloat would take hexadecimal numbers, _ and inf
	}
	v, err := strconv.ParseFloat(number, 64)
	ns := v * float64(unit)
	if err != nil || v < 0 {
		return 0, false
	}
	if ns >= 1<<63 {
		return 1<<63 - 1, true
	}
	return time.Duration(ns), true
}

// units are what may follow a number in a specification of time.
var units = [...]struct {
	name string
	unit time.Duration
}{
	{"ns", time.Nanosecond},
	{"us", time.Microsecond},
	{"ms", time.Millisecond},
	{"s", time.Second},
}

// pokes parses @argN=HEX[,@argM=HEX]..., where arguments count from 1. Like
// strace it takes a seventh one, which no call has.
func pokes(list *[]Poke, text string) bool {
	var seen [7]bool
	for item := range strings.SplitSeq(text, ",") {
		arg, digits, ok := strings.Cut(item, "=")
		n, isArg := strings.CutPrefix(arg, "@arg")
		if !ok || !isArg || len(n) != 1 || n[0] < '1' || n[0] > '7' || digits == "" {
			return false
		}
		data, err := hex.DecodeString(digits)
		i := int(n[0] - '1')
		if err != nil || seen[i] {
			return false
		}
		seen[i] = true
		*list = append(*list, Poke{i, data})
	}
	return true
}

// parse parses FIRST[..LAST][+[STEP]].
func (w *When) parse(text string) bool {
	*w = When{First: 1}
	bounds, step, stepped := strings.Cut(text, "+")
	first, last, ranged := strings.Cut(bounds, "..")
	if first == "" && (ranged || !stepped) {
		return false
	}
	if first != "" && !small(&w.First, first, maxWhen) {
		return false
	}
	switch {
	case ranged:
		if !small(&w.Last, last, maxLast) || w.Last < w.First {
			return false
		}
		w.Step = 1
	case stepped:
		w.Last, w.Step = unending, 1
	}
	return step == "" || small(&w.Step, step, maxWhen)
}

// small parses a decimal number from 1 to limit.
func small(v *uint64, text string, limit uint64) bool {
	n, err := strconv.ParseUint(text, 10, 64)
	*v = n
	return err == nil && isNumber(text) && n >= 1 && n <= limit
}
