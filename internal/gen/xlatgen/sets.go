package main

import (
	"cmp"
	"fmt"
	"go/token"
	"math/bits"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A set is one line of a file in xlat/sets.
type set struct {
	pos     string // file:line
	name    string
	doc     []string
	enum    bool
	ioctl   bool
	dec     bool
	signed  bool
	shift   bool
	bare    bool // no Unknown text
	unknown string
	items   []item
	exclude []string
	headers []string
}

// An item names constants of a set.
type item struct {
	pattern string // a name or a glob
	lo, hi  uint64 // or all between these, where hi is not 0
	enum    string // or all of this enum
	headers []string
	mask    string // of values in a field
	value   string // of a name that no header has
	prefer  bool   // over its aliases
}

// A val is a value of a set.
type val struct {
	name   string
	k      *konst
	v      [2]uint64
	has    [2]bool
	mask   uint64
	prefer bool
}

// readSets reads a family's sets.
func readSets(file string) ([]*set, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var (
		sets []*set
		doc  []string
		text string
		pos  string
		n    int
	)
	flush := func() error {
		if text == "" {
			return nil
		}
		s, err := parseSet(text)
		if err != nil {
			return fmt.Errorf("%s: %v", pos, err)
		}
		s.pos, s.doc = pos, doc
		sets = append(sets, s)
		text, doc = "", nil
		return nil
	}
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, " \t\n")
		if text != "" && line != "" && (line[0] == ' ' || line[0] == '\t') {
			text += line
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		switch {
		case line == "":
			doc = nil
		case line[0] == '#':
			doc = append(doc, strings.TrimSpace(line[1:]))
		default:
			text, pos = line, fmt.Sprintf("%s:%d", filepath.Base(file), n)
		}
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return sets, nil
}

func parseSet(text string) (*set, error) {
	f := strings.Fields(text)
	if len(f) < 3 {
		return nil, fmt.Errorf("want NAME KIND ITEMS: %q", text)
	}
	s := &set{name: f[0]}
	if !token.IsIdentifier(s.name) || !token.IsExported(s.name) {
		return nil, fmt.Errorf("%s is not an exported Go name", s.name)
	}
	for i, o := range strings.Split(f[1], ",") {
		switch {
		case i == 0 && o == "flags":
		case i == 0 && o == "enum":
			s.enum = true
		case i == 0 && o == "ioctl":
			s.enum, s.ioctl = true, true
		case i > 0 && o == "dec":
			s.dec = true
		case i > 0 && o == "signed":
			s.dec, s.signed = true, true
		case i > 0 && o == "shift":
			s.shift = true
		default:
			return nil, fmt.Errorf("kind %q: want flags or enum, then ,dec ,signed or ,shift", f[1])
		}
	}
	for _, w := range f[2:] {
		switch {
		case w == "?":
			s.bare = true
		case w[0] == '?':
			s.unknown = w[1:]
		case w[0] == '-':
			s.exclude = append(s.exclude, w[1:])
		case isHeader(w):
			s.headers = append(s.headers, w)
		default:
			it, err := parseItem(w)
			if err != nil {
				return nil, err
			}
			s.items = append(s.items, it)
		}
	}
	if s.unknown == "" && !s.bare {
		p := s.prefix()
		if p == "" {
			return nil, fmt.Errorf("%s: say ?TEXT for values without a name, or ? for none", s.name)
		}
		s.unknown = p + "_???"
	}
	return s, nil
}

func isHeader(w string) bool {
	if name, _, ok := strings.Cut(w, "@"); ok && !strings.ContainsAny(name, "/:") {
		return false // an item of this header
	}
	return strings.HasSuffix(w, ".h") || strings.Contains(w, ".h@") ||
		strings.HasPrefix(w, "internal:") || strings.HasPrefix(w, "glibc:")
}

func parseItem(w string) (item, error) {
	var it item
	if w, it.prefer = strings.CutPrefix(w, "="); it.prefer && w == "" {
		return it, fmt.Errorf("= without a name")
	}
	if h, ok := cut(&w, "@"); ok {
		it.headers = []string{h}
	}
	if v, ok := cut(&w, "="); ok {
		it.value = v
	}
	if m, ok := cut(&w, "/"); ok {
		it.mask = m
	}
	if e, ok := strings.CutPrefix(w, "enum:"); ok {
		it.enum = e
		return it, nil
	}
	it.pattern = w
	if lo, hi, ok := strings.Cut(w, "-"); ok && w[0] >= '0' && w[0] <= '9' {
		var err, err2 error
		it.lo, err = number(lo)
		if it.hi, err2 = number(hi); err != nil || err2 != nil || it.hi < it.lo {
			return it, fmt.Errorf("item %q: bad range", w)
		}
		return it, nil
	}
	if _, err := path.Match(w, ""); err != nil || w == "" {
		return it, fmt.Errorf("item %q: bad pattern", w)
	}
	return it, nil
}

func cut(w *string, sep string) (string, bool) {
	before, after, ok := strings.Cut(*w, sep)
	*w = before
	return after, ok
}

// prefix is what the names of s begin with, up to a "_*", by its first glob.
func (s *set) prefix() string {
	for _, it := range s.items {
		if p, ok := strings.CutSuffix(it.pattern, "_*"); ok && !it.glob(p) {
			return p
		}
	}
	return ""
}

func (item) glob(s string) bool { return strings.ContainsAny(s, "*?[") }

// limits are names that bounds and masks of other constants have.
var limits = []string{"_*", "*_MAX", "*_CNT", "*_MASK", "*_LAST"}

// withoutLimits returns l without the constants that say something about the
// others and are no values of their own: those that are named so, and are above
// the others, equal to one or, of flags, made of several bits.
func (s *set) withoutLimits(l []*konst) []*konst {
	var top uint64
	others := map[uint64]bool{}
	for _, k := range l {
		if !matches(k.name, limits) {
			top = max(top, k.v[0])
			others[k.v[0]] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(l), func(k *konst) bool {
		if !matches(k.name, limits) {
			return false
		}
		return k.name[0] == '_' || k.v[0] > top || others[k.v[0]] || !s.enum && bits.OnesCount64(k.v[0]) > 1
	})
}

func matches(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, name)
		return ok
	})
}

// resolve returns the constants of an item.
func (s *set) resolve(it item, c *consts) ([]*konst, error) {
	headers := it.headers
	if headers == nil {
		headers = s.headers
	}
	var l []*konst
	switch {
	case it.value != "":
		v, err := number(it.value)
		if err != nil {
			return nil, fmt.Errorf("%s=%s: not a number", it.pattern, it.value)
		}
		return []*konst{{name: it.pattern, v: [2]uint64{v, v}, has: [2]bool{true, true}}}, nil
	case it.enum != "":
		for _, k := range c.all {
			if k.enum == it.enum && k.in(headers) {
				l = append(l, k)
			}
		}
	case it.hi != 0:
		for _, k := range c.all {
			if it.lo <= k.v[0] && k.v[0] <= it.hi && k.in(headers) {
				l = append(l, k)
			}
		}
	case !it.glob(it.pattern):
		if k := c.byName[it.pattern]; k != nil {
			return []*konst{k}, nil
		}
		return nil, fmt.Errorf("no constant %s", it.pattern)
	default:
		l = c.match(it.pattern, headers)
	}
	l = slices.DeleteFunc(l, func(k *konst) bool { return matches(k.name, s.exclude) })
	if it.hi == 0 && len(l) > 1 {
		l = s.withoutLimits(l)
	}
	if len(l) == 0 {
		return nil, fmt.Errorf("nothing matches %s%s", it.pattern, it.enum)
	}
	slices.SortStableFunc(l, func(a, b *konst) int { return cmp.Compare(a.v[0], b.v[0]) })
	return l, nil
}

// values returns the values of s as its items name them.
func (s *set) values(c *consts) ([]val, error) {
	var vals []val
	seen := map[string]bool{}
	for _, it := range s.items {
		l, err := s.resolve(it, c)
		if err != nil {
			return nil, err
		}
		var mask uint64
		if it.mask != "" {
			if k := c.byName[it.mask]; k != nil {
				mask = k.v[0]
			} else if mask, err = number(it.mask); err != nil {
				return nil, fmt.Errorf("no constant %s", it.mask)
			}
		}
		for _, k := range l {
			if seen[k.name] {
				continue
			}
			seen[k.name] = true
			e := val{name: k.name, k: k, v: k.v, has: k.has, mask: mask, prefer: it.prefer}
			if k.neg && !s.signed {
				e.v = [2]uint64{uint64(uint32(e.v[0])), uint64(uint32(e.v[1]))}
			}
			if s.shift {
				e.name = "1<<" + e.name
				e.v = [2]uint64{1 << e.v[0], 1 << e.v[1]}
			}
			vals = append(vals, e)
			if s.ioctl && k.time64 != 0 {
				e.v[1], e.has[0] = k.time64, false
				vals = append(vals, e)
			}
		}
	}
	if s.ioctl {
		for _, k := range c.all {
			if k.ioctl && !seen[k.name] && !strings.Contains(k.name, "(") && !matches(k.name, s.exclude) {
				vals = append(vals, val{name: k.name, k: k, v: k.v, has: k.has})
				if k.time64 != 0 {
					vals = append(vals, val{name: k.name, k: k, v: [2]uint64{0, k.time64}, has: [2]bool{false, true}})
				}
			}
		}
	}
	return vals, nil
}

// An entry is a value as the table holds it.
type entry struct {
	v, mask uint64
	name    string
}

// table orders vals as package xlat wants them, for an ABI (0 amd64, 1 i386).
func (s *set) table(vals []val, abi int) []entry {
	var l []entry
	rank := map[string]int{}
	for i, e := range vals {
		if e.has[abi] {
			l = append(l, entry{e.v[abi], e.mask, e.name})
			if rank[e.name] = i; e.prefer {
				rank[e.name] = -1
			}
		}
	}
	if !s.enum {
		return hoist(l)
	}
	slices.SortStableFunc(l, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.v, b.v), cmp.Compare(rank[a.name], rank[b.name]))
	})
	if s.ioctl {
		return join(l)
	}
	return slices.CompactFunc(l, func(a, b entry) bool { return a.v == b.v })
}

// hoist moves composites before their parts.
func hoist(l []entry) []entry {
	for i, e := range l {
		if e.mask != 0 || bits.OnesCount64(e.v) < 2 {
			continue
		}
		for j, p := range l[:i] {
			if p.v != 0 && p.mask == 0 && p.v != e.v && p.v&^e.v == 0 {
				l = slices.Insert(slices.Delete(l, i, i+1), j, e)
				break
			}
		}
	}
	return l
}

// hasTwin32 reports whether one of names is name with a 32 in it: FS_IOC32_GETFLAGS.
// That is what a 32-bit program calls the command.
func hasTwin32(names []string, name string) bool {
	return slices.ContainsFunc(names, func(s string) bool { return s != name && strings.Replace(s, "32", "", 1) == name })
}

// join makes one entry of those with the same value: "A or B".
func join(l []entry) []entry {
	var out []entry
	for len(l) > 0 {
		n := 1
		for n < len(l) && l[n].v == l[0].v {
			n++
		}
		var names []string
		for _, e := range l[:n] {
			names = append(names, e.name)
		}
		slices.Sort(names)
		e := l[0]
		all := slices.Compact(names)
		names = slices.DeleteFunc(slices.Clone(all), func(name string) bool { return hasTwin32(all, name) })
		e.name = strings.Join(names, " or ")
		out, l = append(out, e), l[n:]
	}
	return out
}

// missing returns the constants that look like those of s, vals, by header and
// by what their names have in common, and that are not used.
func (s *set) missing(c *consts, vals []val, used map[string]bool) []*konst {
	headers := slices.Clone(s.headers)
	common := ""
	for _, e := range vals {
		if e.k.header == "" {
			continue
		}
		headers = append(headers, e.k.header)
		if common == "" {
			common = e.k.name
		}
		for !strings.HasPrefix(e.k.name, common) {
			common = common[:len(common)-1]
		}
	}
	pattern := common + "*"
	if p := s.prefix(); p != "" {
		pattern = p + "_*"
	} else if len(common) < 2 {
		return nil
	}
	return slices.DeleteFunc(c.match(pattern, headers), func(k *konst) bool {
		return used[k.name] || matches(k.name, limits) || matches(k.name, s.exclude)
	})
}
