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
	rest   bool // and the rest of the array that its match ends in
	want   string
	reason string
	used   bool
}

// anything as a difference's WANT allows strace to show whatever it likes there.
// The sweep does not ask such entries.
const anything = "*"

// restOfArray at the end of a REGEXP is what follows up to the end of the array there.
const restOfArray = "@rest"

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
		expr, rest := strings.CutSuffix(f[0], restOfArray)
		re, err := regexp.Compile(expr)
		if err != nil {
			return nil, fmt.Errorf("line %d: %v", i+1, err)
		}
		d.entries = append(d.entries, difference{line: i + 1, re: re, rest: rest, want: f[1], reason: f[2]})
	}
	return d, nil
}

// Allow reports whether a line of gotrace is allowed where strace has another: it
// has to be what the entries make of it.
func (d *Differences) Allow(got, strace string) bool {
	strace = bare(strace)
	return d.allow(got, false, func(s string) bool { return like(s, strace) })
}

// allow is Allow where more than one line is strace's, and perhaps anything. What
// it asks about may hold expressions, see like.
func (d *Differences) allow(got string, wide bool, same func(bare string) bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	forms := d.Newer.Older(got)
	if forms[0] != got {
		forms = append(forms, got) // strace knows some names in one place, and not in another
	}
	for _, s := range forms {
		if s != got && same(bare(s)) {
			return true
		}
		if a := AttrBytes(s); a != s && same(bare(a)) {
			return true
		}
		if d.change(s, got, wide, same) {
			return true
		}
	}
	return false
}

// change tries the entries on s, which an older tracer shows in place of got. One
// line may have several differences.
func (d *Differences) change(s, got string, wide bool, same func(bare string) bool) bool {
	var hits []*difference
	for i := range d.entries {
		e := &d.entries[i]
		if !e.re.MatchString(s) && !e.re.MatchString(got) || e.want == anything && !wide {
			continue
		}
		hits = append(hits, e)
		if e.want != anything {
			s = e.replace(s)
		}
		if e.want == anything || same(bare(s)) {
			for _, h := range hits {
				h.used = true
			}
			return true
		}
	}
	return false
}

// replace puts WANT in the place of what matches.
func (e *difference) replace(s string) string {
	if !e.rest {
		return e.re.ReplaceAllString(s, e.want)
	}
	var out []byte
	for {
		at := e.re.FindStringSubmatchIndex(s)
		if at == nil {
			return string(out) + s
		}
		out = e.re.ExpandString(append(out, s[:at[0]]...), e.want, s, at)
		s = s[at[1]+toEnd(s[at[1]:]):]
	}
}

// quoteEnd returns where the string ends that begins at i.
func quoteEnd(s string, i int) int {
	for i++; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return i
}

// toEnd is how much of a line belongs to the array or struct that it begins in.
func toEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			i = quoteEnd(s, i)
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return len(s)
}

// expression is a part of a WANT that is an expression: what strace has there
// cannot be told from gotrace's line.
var expression = regexp.MustCompile(`\{\{(.*?)\}\}`)

// like reports whether a line is s, in which there may be expressions.
func like(s, line string) bool {
	if !strings.Contains(s, "{{") {
		return s == line
	}
	var e strings.Builder
	e.WriteString("^")
	for {
		at := expression.FindStringSubmatchIndex(s)
		if at == nil {
			break
		}
		e.WriteString(regexp.QuoteMeta(s[:at[0]]) + "(?:" + s[at[2]:at[3]] + ")")
		s = s[at[1]:]
	}
	e.WriteString(regexp.QuoteMeta(s) + "$")
	re, err := regexp.Compile(e.String())
	return err == nil && re.MatchString(line)
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
