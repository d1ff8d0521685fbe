package filter

import (
	"gotrace/event"
	"gotrace/syscalls"
)

// maxNr bounds the numbers that have bits of their own. The tables end below it,
// and with every second number wanted a program still fits into MaxInsns.
const maxNr = 768

// A Set is a set of system calls. They go by number, the calls that others stand
// for by their key (see syscalls.Key). The zero value is empty.
type Set struct {
	bits [event.NumABI][maxNr / 64]uint64
	sub  uint64 // of syscalls.Subcalls
	rest bool   // holds the numbers from maxNr on
}

// Has tells whether the call with the number or key nr is in the set.
func (s *Set) Has(abi event.ABI, nr uint64) bool {
	if nr < maxNr {
		return s.bits[abi][nr/64]>>(nr%64)&1 != 0
	}
	if abi == event.I386 && nr-syscalls.SubBase < uint64(len(syscalls.Subcalls)) {
		return s.sub>>(nr-syscalls.SubBase)&1 != 0
	}
	return s.rest
}

// Add puts the call with the number or key nr into the set. Numbers past any
// table are all one: adding one of them adds all.
func (s *Set) Add(abi event.ABI, nr uint64) {
	switch {
	case nr < maxNr:
		s.bits[abi][nr/64] |= 1 << (nr % 64)
	case abi == event.I386 && nr-syscalls.SubBase < uint64(len(syscalls.Subcalls)):
		s.sub |= 1 << (nr - syscalls.SubBase)
	default:
		s.rest = true
	}
}

// Union adds the calls of t to s.
func (s *Set) Union(t *Set) {
	for a := range s.bits {
		for i := range s.bits[a] {
			s.bits[a][i] |= t.bits[a][i]
		}
	}
	s.sub |= t.sub
	s.rest = s.rest || t.rest
}

// Meets tells whether some call is in both sets.
func (s *Set) Meets(t *Set) bool {
	for a := range s.bits {
		for i := range s.bits[a] {
			if s.bits[a][i]&t.bits[a][i] != 0 {
				return true
			}
		}
	}
	return s.sub&t.sub != 0 || s.rest && t.rest
}

// Empty tells whether no call is in the set.
func (s *Set) Empty() bool { return *s == Set{} }

// each calls do for every call that has a description, with its number or key.
func (t *Tables) each(do func(abi event.ABI, nr uint64, d *syscalls.Desc)) {
	for a := range t {
		for nr, d := range t[a] {
			if d != nil {
				do(event.ABI(a), uint64(nr), d)
			}
		}
	}
	for i, d := range syscalls.Subcalls {
		if d != nil {
			do(event.I386, syscalls.SubBase+uint64(i), d)
		}
	}
}

// invert replaces s by the described calls that it does not hold.
func (s *Set) invert(t Tables) {
	var r Set
	t.each(func(abi event.ABI, nr uint64, _ *syscalls.Desc) {
		if !s.Has(abi, nr) {
			r.Add(abi, nr)
		}
	})
	*s = r
}

// addUnknown adds every number that has no description.
func (s *Set) addUnknown(t Tables) {
	for a := range t {
		for nr := range maxNr {
			if nr >= len(t[a]) || t[a][nr] == nil {
				s.Add(event.ABI(a), uint64(nr))
			}
		}
	}
	s.rest = true
}

func allCalls(t Tables) Set {
	var s Set
	s.invert(t)
	s.addUnknown(t)
	return s
}
