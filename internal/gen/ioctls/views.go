package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Structs that are shown in part, or with a field in a way of its own.

// view returns the variable of a record with the fields of list.
func (g *gen) view(r *record, list string) (string, error) {
	if v := g.views[r.name+"("+list]; v != "" {
		return v, nil
	}
	if r.i386 != "" {
		return "", fmt.Errorf("%s has another form on i386: a view of it is not", r.cname)
	}
	v := &record{cname: r.cname, size: r.size}
	names := topLevel(list)
	if names[0][0] == '-' {
		for _, f := range r.fields {
			if !slices.Contains(names, "-"+f.name) {
				v.fields = append(v.fields, f)
			}
		}
	} else {
		for _, name := range names {
			fields, err := g.pick(r, name)
			if err != nil {
				return "", fmt.Errorf("%s: %s: %v", r.cname, name, err)
			}
			v.fields = append(v.fields, fields...)
		}
	}
	for i := 0; i < len(v.fields); i++ { // it grows
		for _, name := range v.fields[i].how.needs() {
			if slices.ContainsFunc(v.fields, func(f field) bool { return f.name == name }) {
				continue
			}
			f := r.fields[slices.IndexFunc(r.fields, func(f field) bool { return f.name == name })]
			f.how.when = "ctype.Hidden"
			v.fields = append(v.fields, f)
		}
	}
	if r.union { // there need not be more than its members
		v.size = [2]int{}
		for _, f := range v.fields {
			for abi := range 2 {
				v.size[abi] = max(v.size[abi], f.off[abi]+f.size[abi])
			}
		}
	}
	g.nviews[r.name]++
	v.name = fmt.Sprintf("%sView%d", r.name, g.nviews[r.name])
	g.views[r.name+"("+list] = v.name
	g.records[v.name] = v
	g.order = append(g.order, v)
	return v.name, nil
}

// pick returns the fields of r that FIELD, FIELD!, FIELD(FIELD,...) or FIELD~HOW means.
func (g *gen) pick(r *record, name string) (fields []field, err error) {
	name, way, _ := strings.Cut(name, "~")
	name, sub, inner := strings.Cut(name, "(")
	name, always := strings.CutSuffix(name, "!")
	for _, f := range r.fields {
		if f.name != name {
			continue
		}
		if always {
			f.how.cond, f.how.stored = "", ""
		}
		if inner {
			f.how.sub, err = g.view(g.records[f.how.sub], strings.TrimSuffix(sub, ")"))
		} else if way != "" {
			f.how, err = g.reword(f.how, way)
		}
		if err == nil {
			err = g.conditions(&f)
		}
		if err != nil {
			return nil, err
		}
		fields = append(fields, f)
	}
	if fields == nil {
		return nil, fmt.Errorf("%s has no field %s to show", r.cname, name)
	}
	return fields, nil
}

// topLevel splits a list at the commas that stand in no parentheses.
func topLevel(list string) (all []string) {
	depth, begin := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			all = append(all, list[begin:i])
			begin = i + 1
		}
	}
	return append(all, list[begin:])
}

// reword returns how a field is shown in a view that has a way of its own.
func (g *gen) reword(h how, way string) (how, error) {
	n, err := parseHow(way)
	if err != nil {
		return h, err
	}
	if n.sub != "" && n.sub != "text" && n.sub != "bytes" {
		if n.sub, err = g.pointee(n.sub, n); err != nil {
			return h, err
		}
	}
	n.when, n.dir, n.cond = cmp.Or(n.when, h.when), cmp.Or(n.dir, h.dir), h.cond
	return n, nil
}
