package difftest

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Differences are the known, reasoned differences between gotrace and strace.
type Differences struct {
	Newer Newer

	mu      sync.Mutex
	entries []difference
}

type difference struct {
	line   int
	re     *regexp.Regexp
	want   string
	reason string
	used   bool
}

// anything as a difference's WANT allows strace to show whatever it likes there,
// or nothing.
const anything = "*"

// ParseDifferences reads the list; testdata/differences.txt describes it.
func ParseDifferences(text string) (*Differences, error) {
	d := &Differences{}
	for i, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) == "" || l[0] == '#' {
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 3 || strings.TrimSpace(f[2]) == "" {
			return nil, fmt.Errorf("line %d: want REGEXP, WANT and REASON, separated by tabs: %q", i+1, l)
		}
		re, err := regexp.Compile(f[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %v", i+1, err)
		}
		d.entries = append(d.entries, difference{line: i + 1, re: re, want: f[1], reason: f[2]})
	}
	return d, nil
}

// Allow reports whether a line of gotrace is allowed where it is not strace's:
// same has to hold for what the entries make of it, as bare returns it.
func (d *Differences) Allow(got string, same func(bare string) bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	var hits []*difference
	s := d.Newer.Older(got)
	ok := s != got && same(bare(s))
	if a := AttrBytes(s); !ok && a != s {
		ok = same(bare(a))
	}
	for i := range d.entries {
		e := &d.entries[i]
		if ok {
			break
		}
		if !e.re.MatchString(s) && !e.re.MatchString(got) {
			continue
		}
		// One line may have several differences.
		hits = append(hits, e)
		if e.want == anything {
			ok = true
			break
		}
		s = e.re.ReplaceAllString(s, e.want)
		ok = same(bare(s))
	}
	if ok {
		for _, h := range hits {
			h.used = true
		}
	}
	return ok
}

// Extra reports whether gotrace may show a line where strace has none.
func (d *Differences) Extra(got string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.entries {
		if e := &d.entries[i]; e.want == anything && e.re.MatchString(got) {
			e.used = true
			return true
		}
	}
	return false
}

// Unused describes the entries that nothing has needed.
func (d *Differences) Unused() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, e := range d.entries {
		if !e.used {
			out = append(out, fmt.Sprintf("differences.txt:%d: nothing needs this any more: %s (%s)", e.line, e.re, e.reason))
		}
	}
	return out
}
