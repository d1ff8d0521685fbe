package main

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"unicode"

	"gotrace/syscalls"
)

// groups writes what is within what calls are given: a table for each group.
func groups(b *bytes.Buffer) {
	for _, g := range syscalls.Groups() {
		fmt.Fprintf(b, "\n## %s\n\n", g.Title)
		if g.Note != "" {
			fmt.Fprintf(b, "%s\n\n", g.Note)
		}
		heads := append([]string{g.Of, g.Part}, g.Columns...)
		fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
		for _, p := range g.Parts {
			fmt.Fprintf(b, "| %s | %s |", cell(p.Of), cell(p.Name))
			if p.Cells == nil {
				fmt.Fprintf(b, " %s |", cell(args(p.Args)))
			}
			for _, c := range p.Cells {
				fmt.Fprintf(b, " %s |", cell(shownAll(c)))
			}
			b.WriteByte('\n')
		}
	}
}

func shownAll(list []syscalls.Shown) string {
	var out []string
	for i := range list {
		s := shown(&list[i])
		if name := list[i].Name; name != "" {
			s = name + ": " + s
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// shown says how far a thing is decoded.
func shown(s *syscalls.Shown) string {
	fn := ""
	if s.Fn != nil {
		fn = nameOf(s.Fn)
	}
	switch {
	case s.Plain != "":
		return s.Plain
	case s.Attrs != nil:
		return attributes(s.Attrs)
	case s.Type != nil && strings.HasSuffix(fn, "Structs"):
		return strings.TrimSpace("struct "+s.Type.CName) + "[]"
	case s.Type != nil && s.Type.CName != "":
		return "struct " + s.Type.CName
	case s.Set != nil:
		return prefix(s.Set)
	case plain[fn] != "":
		return plain[fn]
	case fn == "":
		return "number"
	}
	for _, verb := range verbs {
		if rest, ok := strings.CutPrefix(fn, verb); ok && rest != "" && unicode.IsUpper(rune(rest[0])) {
			fn = rest
			break
		}
	}
	return words(fn)
}

// verbs are what names of decoders of parts begin with.
var verbs = [...]string{"show", "sqe", "opt", "get", "set", "cmsg"}

// attributes says which there are, and how many levels of them within each other.
func attributes(a *syscalls.Attributes) string {
	name := "array"
	if a.Names != nil {
		name = prefix(a.Names)
	}
	s := fmt.Sprintf("%s (%d", name, a.Kinds)
	if a.Deep > 1 {
		s += fmt.Sprintf(", %d levels", a.Deep)
	}
	return s + ")"
}

// nameOf is the name of a function.
func nameOf(fn any) string {
	name := runtime.FuncForPC(reflect.ValueOf(fn).Pointer()).Name()
	return name[strings.LastIndexByte(name, '.')+1:]
}
