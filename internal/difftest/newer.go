package difftest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Newer are names of constants that strace does not know: it shows their
// numbers.
type Newer map[string]uint64

// ParseNewer reads the list of names, xlat/testdata/newer.txt, and their values
// from xlat/consts.txt.
func ParseNewer(list, consts string) Newer {
	n := Newer{}
	for line := range strings.Lines(list) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			for _, name := range f[1:] {
				n[name] = 0
			}
		}
	}
	for line := range strings.Lines(consts) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		if _, ok := n[f[0]]; ok {
			if v, err := strconv.ParseUint(f[1], 0, 64); err == nil {
				n[f[0]] = v
			} else if v, err := strconv.ParseInt(f[1], 0, 64); err == nil {
				n[f[0]] = uint64(v)
			}
		}
	}
	return n
}

// ored is one name or number, or several that are or-ed together.
var ored = regexp.MustCompile(`[A-Za-z_0-9<]+(?:\|[A-Za-z_0-9<]+)*`)

// A form is where a tracer shows the number of what has no name.
type form int

const (
	merged form = iota // in the number that a row of flags has, or at its end
	apart              // at the end, whatever numbers the row has
	placed             // where the first name is
)

// Older returns the line as tracers that do not know n's names may show it, but
// for comments. The first of these is the line itself where it has no such name.
func (n Newer) Older(line string) []string {
	var forms []string
	for _, f := range []form{merged, apart, placed} {
		if s := n.older(line, f); !slices.Contains(forms, s) {
			forms = append(forms, s)
		}
	}
	return forms
}

func (n Newer) older(line string, how form) string {
	found := false
	s := ored.ReplaceAllStringFunc(line, func(expr string) string {
		var rest, number uint64
		var kept []string
		hex := -1   // index in kept of the last part that has no name, number
		place := -1 // index in kept of the first newer name
		for _, p := range strings.Split(expr, "|") {
			if v, ok := n.value(p); ok {
				rest |= v
				if place < 0 {
					place = len(kept)
				}
				continue
			}
			if how != apart && strings.HasPrefix(p, "0x") {
				if v, err := strconv.ParseUint(p, 0, 64); err == nil {
					number, hex = v, len(kept)
				}
			}
			kept = append(kept, p)
		}
		if place < 0 {
			return expr
		}
		found = true
		left := fmt.Sprintf("0x%x", rest|number)
		switch {
		case hex >= 0:
			kept[hex] = left
		case how == placed:
			kept = slices.Insert(kept, place, left)
		case len(kept) > 0 && strings.Contains(kept[len(kept)-1], "<<"):
			kept = append(kept[:len(kept)-1], left, kept[len(kept)-1])
		default:
			kept = append(kept, left)
		}
		return strings.Join(kept, "|")
	})
	if !found {
		return line
	}
	return unexplained(s)
}

// value is what a name stands for that tracers may not know: a number, or the bit
// of that number.
func (n Newer) value(name string) (v uint64, ok bool) {
	if bit, shifted := strings.CutPrefix(name, "1<<"); shifted {
		v, ok = n[bit]
		return 1 << v, ok
	}
	v, ok = n[name]
	return v, ok
}

// unexplained is text without comments that repeat a number: of names that are gone
// nothing else is left.
func unexplained(text string) string {
	return explained.ReplaceAllStringFunc(text, func(m string) string {
		if v, why, _ := strings.Cut(m, " /* "); v+" */" == why {
			return v
		}
		return m
	})
}

// explained is a number with a comment that is a number.
var explained = regexp.MustCompile(`0x\w+ /\* 0x\w+ \*/`)

// unnamed is what stands behind a number that has no name.
var unnamed = regexp.MustCompile(` /\* \w+_\?\?\? \*/`)

// bare is a line's text without what only explains or pads it.
func bare(text string) string {
	s := unexplained(unnamed.ReplaceAllString(text, ""))
	return padding.ReplaceAllString(s, ") = ")
}
