// Package stats counts calls and the time they took, and prints strace's table
// of them. It knows calls by ABI and number only; names come from whoever has
// the table printed.
package stats

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"gotrace/event"
	"gotrace/syscalls"
)

// Options say what is printed. The zero value prints strace's default.
type Options struct {
	Columns  []Column // in their order; nil: those that strace prints
	Sort     Column   // 0: TimePercent
	Wall     bool     // the plain time columns are of wall-clock time, not of the system's CPU time (-w)
	Overhead time.Duration
	What     string // is counted: the heading of names; empty: syscall
	Ltrace   bool   // the table looks like ltrace's
	Prefix   string // of names
	Into     *Stats // whose table the lines belong to: Write prints nothing, but that one's Write after it
}

// span sums up a kind of time.
type span struct{ total, min, max int64 } // nanoseconds

func (s *span) add(d int64, first bool) {
	s.total += d
	if first || d < s.min {
		s.min = d
	}
	s.max = max(s.max, d)
}

// count is what is known about a call.
type count struct {
	calls, errors uint64
	sys, wall     span
}

// perABI holds the counts of an ABI's calls.
type perABI struct {
	byNr []count           // of calls whose number is below maxNr
	sub  []count           // of syscalls.Subcalls
	odd  map[uint64]*count // of the others
}

// maxNr is where numbers are no more taken for indices: above the largest of
// any table, and below x32's.
const maxNr = 1024

// Stats counts. It is not safe for concurrent use.
type Stats struct {
	o      Options
	abi    [event.NumABI]perABI
	joined []*row // of those whose Options.Into it is
}

// New returns an empty count.
func New(o Options) *Stats {
	if o.Columns == nil {
		o.Columns = []Column{TimePercent, TotalTime, AvgTime, Calls, Errors, Name}
	}
	if !slices.Contains(o.Columns, Name) {
		o.Columns = append(slices.Clip(o.Columns), Name)
	}
	if o.Sort == 0 {
		o.Sort = TimePercent
	}
	return &Stats{o: o}
}

// NeedsWall and NeedsSys tell which times the table will show, so that a tracer
// need not measure the others.
func (s *Stats) NeedsWall() bool { return s.o.Wall || s.uses(wallColumns) }

// NeedsSys is the same for the system's CPU time.
func (s *Stats) NeedsSys() bool { return !s.o.Wall && s.uses(timeColumns) }

func (s *Stats) uses(set columnSet) bool {
	for _, c := range s.o.Columns {
		if set.has(c) {
			return true
		}
	}
	return set.has(s.o.Sort)
}

// Add counts a call that has ended, by its number or key (see syscalls.Key), and
// the nanoseconds of system and of wall-clock time that it took. It allocates
// when it first sees a number.
func (s *Stats) Add(abi event.ABI, nr uint64, failed bool, sys, wall int64) {
	c := s.abi[abi].at(nr)
	first := c.calls == 0
	c.calls++
	if failed {
		c.errors++
	}
	c.sys.add(max(sys-int64(s.o.Overhead), 0), first)
	c.wall.add(max(wall-int64(s.o.Overhead), 0), first)
}

// AddAll counts n calls at once, which have taken total nanoseconds of wall-clock
// time together, and from shortest to longest each.
func (s *Stats) AddAll(abi event.ABI, nr uint64, n uint64, total, shortest, longest int64) {
	c := s.abi[abi].at(nr)
	over := int64(s.o.Overhead)
	c.wall.add(max(shortest-over, 0), c.calls == 0)
	c.wall.add(max(longest-over, 0), false)
	c.wall.total += max(total-int64(n)*over, 0) - max(shortest-over, 0) - max(longest-over, 0)
	c.calls += n
}

func (p *perABI) at(nr uint64) *count {
	if nr < uint64(len(p.byNr)) {
		return &p.byNr[nr]
	}
	if sub := nr - syscalls.SubBase; sub < uint64(len(p.sub)) {
		return &p.sub[sub]
	}
	return p.grow(nr)
}

func (p *perABI) grow(nr uint64) *count {
	if nr < maxNr {
		p.byNr = append(p.byNr, make([]count, 512*(nr/512+1)-uint64(len(p.byNr)))...)
		return &p.byNr[nr]
	}
	if sub := nr - syscalls.SubBase; sub < uint64(len(syscalls.Subcalls)) {
		p.sub = make([]count, len(syscalls.Subcalls))
		return &p.sub[sub]
	}
	c := p.odd[nr]
	if c == nil {
		if p.odd == nil {
			p.odd = map[uint64]*count{}
		}
		c = &count{}
		p.odd[nr] = c
	}
	return c
}

// row is a line of the table.
type row struct {
	name string
	nr   uint64
	count
	main *span // the time that the plain columns show
}

// average is the time per call in nanoseconds, cut off.
func (r *row) average(s *span) int64 {
	if r.calls == 0 {
		return 0
	}
	return s.total / int64(r.calls)
}

// Write prints one table for each ABI that calls were counted for; above that of
// another ABI than amd64 a line says whose it is. name returns a call's name. With
// Options.Into it prints nothing.
func (s *Stats) Write(w io.Writer, name func(abi event.ABI, nr uint64) string) error {
	for a := range s.abi {
		abi := event.ABI(a)
		rows := s.rows(abi, name)
		if s.o.Into != nil {
			s.o.Into.joined = append(s.o.Into.joined, rows...)
			continue
		}
		if len(rows) == 0 {
			continue
		}
		if abi != event.AMD64 {
			if _, err := io.WriteString(w, "System call usage summary for 32 bit mode:\n"); err != nil {
				return err
			}
		}
		if err := s.table(w, rows); err != nil {
			return err
		}
	}
	return nil
}

// rows returns the sorted lines of an ABI's table.
func (s *Stats) rows(abi event.ABI, name func(event.ABI, uint64) string) []*row {
	var rows []*row
	add := func(nr uint64, c *count) {
		if c.calls == 0 {
			return
		}
		r := &row{name: s.o.Prefix + name(abi, nr), nr: nr, count: *c}
		r.main = &r.sys
		if s.o.Wall {
			r.main = &r.wall
		}
		rows = append(rows, r)
	}
	p := &s.abi[abi]
	for nr := range p.byNr {
		add(uint64(nr), &p.byNr[nr])
	}
	for i := range p.sub {
		add(syscalls.SubBase+uint64(i), &p.sub[i])
	}
	for nr, c := range p.odd {
		add(nr, c)
	}
	if abi == event.AMD64 {
		rows = append(rows, s.joined...)
	}
	// strace's sort is stable and begins with the order of the numbers.
	slices.SortFunc(rows, func(a, b *row) int {
		return cmp.Or(compare(s.o.Sort, a, b), cmp.Compare(a.nr, b.nr))
	})
	return rows
}

// compare orders lines by a column, large numbers first.
func compare(by Column, a, b *row) int {
	switch by {
	case Name:
		return strings.Compare(a.name, b.name)
	case Unsorted:
		return 0
	}
	return cmp.Compare(by.value(b), by.value(a))
}

// sum returns the line below the table.
func (s *Stats) sum(rows []*row) *row {
	t := &row{name: "total"}
	t.main = &t.sys
	if s.o.Wall {
		t.main = &t.wall
	}
	for i, r := range rows {
		t.calls += r.calls
		t.errors += r.errors
		t.sys.merge(&r.sys, i == 0)
		t.wall.merge(&r.wall, i == 0)
	}
	return t
}

func (s *span) merge(t *span, first bool) {
	s.total += t.total
	if first || t.min < s.min {
		s.min = t.min
	}
	s.max = max(s.max, t.max)
}
