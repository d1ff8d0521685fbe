// Package xlat holds number-to-name tables: the flag sets and enumerations of
// the kernel's interface. The tables (z*.go) are generated from one line per
// set in sets/*.txt and the constants in consts.txt; how a value looks is the
// business of package emit.
package xlat

//go:generate go run ../internal/gen/xlatgen -dir .

import (
	"slices"
	"strings"

	"gotrace/event"
)

// Val is one named value of a [Set].
type Val struct {
	V    uint64 // what the kernel sees: of an int below 0 the 32 bits, unless the set is signed
	Mask uint64 // of a value within a wider field, the field's bits; 0: V itself
	Name string
}

// A Set is a flag set or an enumeration.
//
// The values of an enumeration are sorted; those of a flag set stand in the
// order in which they are tried, composites before their parts.
type Set struct {
	Unknown string // stands for a value without a name: "CLONE_???"
	Dec     bool   // numbers are shown in decimal, not in hexadecimal
	Signed  bool   // with Dec: as signed
	Vals    []Val
	I386    []Val // values on i386 where they differ from Vals; nil: the same
}

// On returns the values on an ABI.
func (s *Set) On(abi event.ABI) []Val {
	if abi == event.I386 && s.I386 != nil {
		return s.I386
	}
	return s.Vals
}

// Lookup returns the name of v in an enumeration.
func (s *Set) Lookup(abi event.ABI, v uint64) (string, bool) {
	vals := s.On(abi)
	lo, hi := 0, len(vals)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if vals[m].V < v {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(vals) && vals[lo].V == v {
		return vals[lo].Name, true
	}
	return "", false
}

// In reports whether a flag set's value e is present in v and which bits of v
// it accounts for. A value of 0 without a mask is never present: it names only
// the whole v of 0, see [Set.Zero].
func (e *Val) In(v uint64) (bits uint64, ok bool) {
	mask := e.Mask
	if mask == 0 {
		mask = e.V
	}
	return mask, mask != 0 && v&mask == e.V
}

// Has reports whether v has a flag that has a name.
func (s *Set) Has(abi event.ABI, v uint64) bool {
	vals := s.On(abi)
	for i := range vals {
		if _, ok := vals[i].In(v); ok {
			return true
		}
	}
	return false
}

// Zero returns the name of a flag set's value 0.
func (s *Set) Zero(abi event.ABI) (string, bool) {
	for _, e := range s.On(abi) {
		if e.V == 0 {
			return e.Name, true
		}
	}
	return "", false
}

// indexed is a set and its name.
type indexed struct {
	name string
	set  *Set
}

// Named returns the set that the variable of that name is, or nil: for those who
// read names of sets.
func Named(name string) *Set {
	i, ok := slices.BinarySearchFunc(index[:], name, func(e indexed, name string) int { return strings.Compare(e.name, name) })
	if !ok {
		return nil
	}
	return index[i].set
}
