package filter

import (
	"gotrace/event"
	"gotrace/syscalls"
)

// maxNr bounds the numbers that have bits of their own. The tables end below it,
// and with every second number wanted a program still fits into MaxInsns.
const maxNr = 768

// A Set is a set of system calls. The zero value is empty.
type Set struct {
	bits [event.NumABI][maxNr / 64]uint64
	rest bool // holds the numbers from maxNr on
}

// Has tells whether the call with the number nr is in the set.
func (s *Set) Has(abi event.ABI, nr uint64) bool {
	if nr >= maxNr {
		return s.rest
	}
	return s.bits[abi][nr/64]>>(nr%64)&1 != 0
}

// Add puts the call with the number nr into the set. Numbers past any table
// are all one: adding one of them adds all.
func (s *Set) Add(abi event.ABI, nr uint64) {
	if nr >= maxNr {
		s.rest = true
		return
	}
	s.bits[abi][nr/64] |= 1 << (nr % 64)
}

// Union adds the calls of t to s.
func (s *Set) Union(t *Set) {
	for a := range s.bits {
		for i := range s.bits[a] {
			s.bits[a][i] |= t.bits[a][i]
		}
	}
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
	return s.rest && t.rest
}

// Empty tells whether no call is in the set.
func (s *Set) Empty() bool { return *s == Set{} }

// each calls do for every call that has a description.
func (t *Tables) each(do func(abi event.ABI, nr int, d *syscalls.Desc)) {
	for a := range t {
		for nr, d := range t[a] {
			if d != nil {
				do(event.ABI(a), nr, d)
			}
		}
	}
}

// invert replaces s by the described calls that it does not hold.
func (s *Set) invert(t Tables) {
	var r Set
	t.each(func(abi event.ABI, nr int, _ *syscalls.Desc) {
		if !s.Has(abi, uint64(nr)) {
			r.Add(abi, uint64(nr))
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
