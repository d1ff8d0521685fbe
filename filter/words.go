package filter

import (
	"slices"
	"strconv"
	"strings"

	"gotrace/xlat"
)

// Status is a set of the ways in which calls end.
type Status uint8

const (
	Successful  Status = 1 << iota
	Failed             // with an error number
	Unfinished         // it never returned: an exit, or an execve elsewhere
	Unavailable        // it returned, but the result could not be fetched
	Detached           // the tracer let go before it returned
	AllStatus   Status = 1<<iota - 1
)

// Quiet is a set of messages that are not wanted.
type Quiet uint8

const (
	QuietAttach         Quiet = 1 << iota // attaching and detaching
	QuietExit                             // how a process ended
	QuietPathResolution                   // what paths of -P were resolved to
	QuietPersonality                      // changes of the ABI
	QuietThreadExecve                     // a thread was superseded by an execve
	AllQuiet            Quiet = 1<<iota - 1
)

// DecodeFDs is a set of what is shown of descriptors.
type DecodeFDs uint8

const (
	FDPath DecodeFDs = 1 << iota
	FDSocket
	FDDev
	FDPid
	FDEvent
	FDSignal
	AllDecodeFDs DecodeFDs = 1<<iota - 1
)

// DecodePIDs is a set of what is shown of process ids.
type DecodePIDs uint8

const (
	PIDComm       DecodePIDs = 1 << iota // names
	PIDNamespace                         // ids in the tracer's pid namespace
	AllDecodePIDs DecodePIDs = 1<<iota - 1
)

// IoUring is a set of what is shown of io_uring's rings.
type IoUring uint8

const (
	SQEs       IoUring = 1 << iota // what is submitted
	CQEs                           // completions
	AllIoUring IoUring = 1<<iota - 1
)

// KVM is what is shown of virtual CPUs that have been run.
type KVM uint8

const (
	NoKVM    KVM = iota
	KVMExit      // why they have stopped
	KVMState     // and all that they share with their process
)

// SELinux is what is shown of security contexts.
type SELinux uint8

const (
	SELinuxFull     SELinux = 1 << iota // the whole context
	SELinuxMismatch                     // what it should be, where it is something else
	SELinuxType                         // at least the type, which is a part of it
)

// A word names one bit of a set; further names follow after blanks.
type word struct {
	names string
	bit   uint8
}

var statusWords = [...]word{
	{"successful", uint8(Successful)},
	{"failed", uint8(Failed)},
	{"unfinished", uint8(Unfinished)},
	{"unavailable", uint8(Unavailable)},
	{"detached", uint8(Detached)},
}

var quietWords = [...]word{
	{"attach", uint8(QuietAttach)},
	{"exit exits", uint8(QuietExit)},
	{"path-resolution", uint8(QuietPathResolution)},
	{"personality", uint8(QuietPersonality)},
	{"thread-execve superseded", uint8(QuietThreadExecve)},
}

var decodeFDWords = [...]word{
	{"path", uint8(FDPath)},
	{"socket", uint8(FDSocket)},
	{"dev", uint8(FDDev)},
	{"pidfd", uint8(FDPid)},
	{"eventfd", uint8(FDEvent)},
	{"signalfd", uint8(FDSignal)},
}

var decodePIDWords = [...]word{
	{"comm", uint8(PIDComm)},
	{"pidns", uint8(PIDNamespace)},
}

var ioUringWords = [...]word{
	{"sqes sqe", uint8(SQEs)},
	{"cqes cqe", uint8(CQEs)},
}

var selinuxWords = [...]word{
	{"full", uint8(SELinuxFull)},
	{"mismatch", uint8(SELinuxMismatch)},
}

// parseWords parses a set whose elements are words. Their case does not matter.
func parseWords(text, what string, words []word) (uint8, error) {
	items, not, err := list(text, what)
	if err != nil {
		return 0, err
	}
	var all, set uint8
	for _, w := range words {
		all |= w.bit
	}
	for _, item := range items {
		bit := findWord(words, strings.ToLower(item))
		if bit == 0 && item == "all" && len(items) == 1 {
			bit = all
		}
		if bit == 0 {
			return 0, errorf("invalid %s '%s'", what, item)
		}
		set |= bit
	}
	if not {
		set = all &^ set
	}
	return set, nil
}

func findWord(words []word, name string) uint8 {
	for _, w := range words {
		for n := range strings.FieldsSeq(w.names) {
			if n == name {
				return w.bit
			}
		}
	}
	return 0
}

// Signals is a set of signals.
type Signals struct{ bits [maxSignal / 64]uint64 }

// maxSignal bounds the numbers that a set of signals may name.
const maxSignal = 256

// Has tells whether sig is in the set.
func (s *Signals) Has(sig int) bool {
	return uint(sig) < maxSignal && s.bits[sig/64]>>(sig%64)&1 != 0
}

// AllSignals returns the set of all signals.
func AllSignals() Signals {
	return Signals{}.inverted()
}

func (s Signals) inverted() Signals {
	for i := range s.bits {
		s.bits[i] = ^s.bits[i]
	}
	return s
}

// ParseSignals parses a set of signals: names with or without SIG, in any case,
// or numbers.
func ParseSignals(text string) (Signals, error) {
	var s Signals
	items, not, err := list(text, "signal")
	if err != nil {
		return s, err
	}
	if slices.Equal(items, []string{"all"}) {
		items, not = nil, !not
	}
	for _, item := range items {
		n := signalNumber(item)
		if n < 0 {
			return Signals{}, errorf("invalid signal '%s'", item)
		}
		s.bits[n/64] |= 1 << (n % 64)
	}
	if not {
		s = s.inverted()
	}
	return s, nil
}

// signalNumber returns the number that name stands for, or -1.
func signalNumber(name string) int {
	if isNumber(name) {
		if n, err := strconv.ParseUint(name, 10, 8); err == nil {
			return int(n)
		}
		return -1
	}
	name = strings.TrimPrefix(strings.ToUpper(name), "SIG")
	for n := 1; n <= 64; n++ {
		if have := xlat.SignalName(n); have != "" && have[len("SIG"):] == name {
			return n
		}
	}
	return -1
}

// FDs is a set of descriptors. The zero value is empty.
type FDs struct {
	list  []int32
	not   bool
	given bool // none is a set, too
}

// Has tells whether fd is in the set. A negative number is no descriptor.
func (s *FDs) Has(fd int32) bool {
	return fd >= 0 && slices.Contains(s.list, fd) != s.not
}

// ParseFDs parses a set of descriptors.
func ParseFDs(text string) (FDs, error) {
	var s FDs
	items, not, err := list(text, "descriptor")
	if err != nil {
		return s, err
	}
	s.not, s.given = not, true
	if slices.Equal(items, []string{"all"}) {
		items, s.not = nil, !not
	}
	for _, item := range items {
		n, err := strconv.ParseUint(item, 10, 31)
		if err != nil {
			return FDs{}, errorf("invalid descriptor '%s'", item)
		}
		s.list = append(s.list, int32(n))
	}
	return s, nil
}
