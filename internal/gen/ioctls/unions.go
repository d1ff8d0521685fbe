package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// What is shown of a union.

// unions finds which fields lie over each other.
type unions struct {
	groups     [][]bool // by group: whether each field is of its first alternative
	of         []int    // by field: its group, -1: none
	first      []bool
	begin, end int
	last       int // where the alternative ends so far
	alt        int
	open       bool
}

func (u *unions) add(f *field, over bool) {
	if !over {
		u.open = false
		u.of, u.first = append(u.of, -1), append(u.first, true)
		return
	}
	if !u.open || f.off[0] >= u.end {
		u.open, u.alt, u.begin, u.end = true, 0, f.off[0], f.off[0]
		u.groups = append(u.groups, nil)
	} else if f.off[0] < u.last && (f.width == 0 || f.off[0] == u.begin && f.shift == 0) {
		u.alt++
	}
	u.last = f.off[0] + f.size[0]
	u.end = max(u.end, u.last)
	u.of, u.first = append(u.of, len(u.groups)-1), append(u.first, u.alt == 0)
}

// choose leaves of each union what has a condition, or the first alternative.
func (u *unions) choose(list []field) []field {
	chosen := make([]bool, len(u.groups))
	for i := range list {
		if g := u.of[i]; g >= 0 && list[i].chosen() {
			chosen[g] = true
		}
	}
	var kept []field
	for i := range list {
		f, g := &list[i], u.of[i]
		if g >= 0 && (chosen[g] && !f.chosen() || !chosen[g] && !u.first[i]) {
			continue
		}
		if f.kind == "union" {
			kept = append(kept, f.inner...)
		} else {
			kept = append(kept, *f)
		}
	}
	return kept
}

// inherit gives the fields of a union what the union's annotation says.
func (f *field) inherit() error {
	h := &f.how
	if h.via != "" || h.len != "" {
		return fmt.Errorf("%s is a union: only its members can be shown", f.path)
	}
	for i := range f.inner {
		own := &f.inner[i].how
		own.hide = own.hide || h.hide
		own.when, own.dir = cmp.Or(own.when, h.when), cmp.Or(own.dir, h.dir)
		own.cond = strings.Trim(h.cond+";"+own.cond, ";")
	}
	return nil
}

// chosen reports whether an annotation chooses f, or a part of it, from a union.
func (f *field) chosen() bool {
	return f.how.cond != "" || f.how.kept || slices.ContainsFunc(f.inner, func(f field) bool { return f.chosen() })
}
