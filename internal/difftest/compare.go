package difftest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Compare holds the log got against runs of strace, and returns a readable
// difference, or nothing. What the runs of strace disagree about is free, and so
// are calls and other lines of the given names.
func Compare(strace []*Log, got *Log, diffs *Differences, free ...string) string {
	var b strings.Builder
	names := slices.Clone(strace[0].Names)
	for _, name := range got.Names {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	agree := true // the runs have the same threads
	for _, s := range strace[1:] {
		for _, name := range names {
			agree = agree && (s.Threads[name] == nil) == (strace[0].Threads[name] == nil)
		}
	}
	for _, name := range names {
		w, g := strace[0].Threads[name], got.Threads[name]
		if w == nil || g == nil {
			if agree {
				who := "strace"
				if w == nil {
					who = "gotrace"
				}
				fmt.Fprintf(&b, "thread %s: only %s has it: %s\n", name, who, append(w, g...)[0].Text)
			}
			continue
		}
		runs := [][]Line{w}
		for _, s := range strace[1:] {
			if l := s.Threads[name]; l != nil {
				runs = append(runs, l)
			}
		}
		if d := compareThread(runs, g, diffs, free); d != "" {
			fmt.Fprintf(&b, "thread %s:\n%s", name, d)
		}
	}
	return b.String()
}

// compareThread compares the lines of one thread.
func compareThread(runs [][]Line, got []Line, diffs *Differences, free []string) string {
	want := runs[0]
	variants := make([][]string, len(want)) // what else strace has shown there
	loose := map[string]bool{}              // names of lines that not every run has
	for _, name := range free {
		loose[name] = true
	}
	for _, r := range runs[1:] {
		for _, p := range align(want, r) {
			switch {
			case p.a < 0:
				loose[r[p.b].Name()] = true
			case p.b < 0:
				loose[want[p.a].Name()] = true
			default:
				variants[p.a] = append(variants[p.a], flat(r[p.b]))
			}
		}
	}
	var b strings.Builder
	for _, p := range align(want, got) {
		switch {
		case p.a < 0:
			if !loose[got[p.b].Name()] {
				fmt.Fprintf(&b, "  + %s\n", got[p.b].Text)
			}
		case p.b < 0:
			if !loose[want[p.a].Name()] {
				fmt.Fprintf(&b, "  - %s\n", want[p.a].Text)
			}
		default:
			w, g := want[p.a], got[p.b]
			if !slices.Contains(free, w.Name()) && !equal(w, g, variants[p.a]) && !moreOfIoctl(g.Text, w.Text) && !diffs.allow(g.Text, true, func(s string) bool {
				return like(s, bare(w.Text)) || equal(Line{Text: bare(w.Text)}, Line{Text: s}, variants[p.a])
			}) {
				fmt.Fprintf(&b, "  - %s\n  + %s\n", w.Text, g.Text)
				if flat(w) == flat(g) {
					fmt.Fprintf(&b, "    (the first is cut at %d, the second at %d)\n", w.Split, g.Split)
				}
			}
		}
	}
	return b.String()
}

// flat is the line's text without what only pads it.
func flat(l Line) string { return padding.ReplaceAllString(l.Text, ") = ") }

// equal reports whether g is the line w, or is what other runs had in its place.
func equal(w, g Line, variants []string) bool {
	if w.Split == 0 && g.Split == 0 && (w.Text == g.Text || w.Plain != "" && w.Plain == g.Plain) {
		return true
	}
	if w.Split != 0 && g.Split != 0 && w.Split != g.Split && len(variants) == 0 {
		return false
	}
	wt, gt := flat(w), flat(g)
	if (w.Split != 0 || g.Split != 0) && wt == gt {
		return true
	}
	for _, v := range variants {
		if v == gt || v != wt && template(wt, v).MatchString(gt) {
			return true
		}
	}
	return false
}

// token is a word, blanks, a mark, or a whole string.
var token = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[A-Za-z0-9_]+|\s+|.`)

// template makes an expression that matches a, b, and what else agrees with
// both wherever the two agree.
func template(a, b string) *regexp.Regexp {
	x, y := token.FindAllString(a, -1), token.FindAllString(b, -1)
	var e strings.Builder
	e.WriteString("^")
	free := false
	for _, p := range lcs(len(x), len(y), func(i, j int) bool { return x[i] == y[j] }) {
		if p.a >= 0 && p.b >= 0 {
			e.WriteString(regexp.QuoteMeta(x[p.a]))
			free = false
		} else if !free {
			e.WriteString("(?s:.*)")
			free = true
		}
	}
	e.WriteString("$")
	return regexp.MustCompile(e.String())
}

// A pair says which elements of two sequences stand for each other; -1 is none.
type pair struct{ a, b int }

// align finds which lines of two threads stand for each other: equal ones as far
// as possible, and between those, lines of the same name.
func align(a, b []Line) []pair {
	// Between equal beginnings and ends, of which there are many.
	n := 0
	for n < len(a) && n < len(b) && flat(a[n]) == flat(b[n]) {
		n++
	}
	m := 0
	for m < len(a)-n && m < len(b)-n && flat(a[len(a)-1-m]) == flat(b[len(b)-1-m]) {
		m++
	}
	var out []pair
	for i := range n {
		out = append(out, pair{i, i})
	}
	x, y := a[n:len(a)-m], b[n:len(b)-m]
	var gapA, gapB []int
	flush := func() {
		for _, p := range lcs(len(gapA), len(gapB), func(i, j int) bool { return x[gapA[i]].Name() == y[gapB[j]].Name() }) {
			q := pair{-1, -1}
			if p.a >= 0 {
				q.a = n + gapA[p.a]
			}
			if p.b >= 0 {
				q.b = n + gapB[p.b]
			}
			out = append(out, q)
		}
		gapA, gapB = nil, nil
	}
	fx, fy := flats(x), flats(y)
	for _, p := range lcs(len(x), len(y), func(i, j int) bool { return fx[i] == fy[j] }) {
		switch {
		case p.a < 0:
			gapB = append(gapB, p.b)
		case p.b < 0:
			gapA = append(gapA, p.a)
		default:
			flush()
			out = append(out, pair{n + p.a, n + p.b})
		}
	}
	flush()
	for i := range m {
		out = append(out, pair{len(a) - m + i, len(b) - m + i})
	}
	return out
}

func flats(l []Line) []string {
	f := make([]string, len(l))
	for i := range l {
		f[i] = flat(l[i])
	}
	return f
}

// lcs pairs the elements of two sequences of n and m elements along a longest
// common subsequence, and lists the others alone.
func lcs(n, m int, same func(i, j int) bool) []pair {
	w := m + 1
	long := make([]int32, (n+1)*w) // long[i*w+j]: of a[i:], b[j:]
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(i, j) {
				long[i*w+j] = long[(i+1)*w+j+1] + 1
			} else {
				long[i*w+j] = max(long[(i+1)*w+j], long[i*w+j+1])
			}
		}
	}
	var out []pair
	i, j := 0, 0
	for i < n || j < m {
		switch {
		case i < n && j < m && same(i, j):
			out = append(out, pair{i, j})
			i++
			j++
		case j == m || i < n && long[(i+1)*w+j] >= long[i*w+j+1]:
			out = append(out, pair{i, -1})
			i++
		default:
			out = append(out, pair{-1, j})
			j++
		}
	}
	return out
}
