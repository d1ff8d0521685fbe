package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A command is a line of headers.txt.
type command struct{ name, header, dir, ctype string }

// A layout is a struct or union of headers.txt.
type layout struct {
	union   bool
	name    string
	size    [2]int // -1: it does not exist on the ABI
	members []member
}

type member struct {
	name      string
	off, size [2]int
	dims      []int // of an array; -1: open
	union     bool
	bit       [2]int // of a bit field, from the struct's start
	width     int    // 0: no bit field
	ctype     string
	i386      string   // where the type is another one there
	from      []origin // the unions with a tag that it is a member of, outermost first
}

// An origin is a union with a tag and the path of what has its type.
type origin struct{ tag, path string }

type headers struct {
	commands []command
	structs  map[string]*layout
	wide     map[string]*layout // structs of i386 where time has 64 bits, which makes them larger
}

// moments are the structs that are larger by 8 bytes where time has 64 bits on i386,
// timePad by 4: it is what fills time up to 8 (sound/asound.h).
var moments = []string{"timeval", "timespec"}

const timePad = "__time_pad"

// grows returns by how much a type is larger there.
func (h *headers) grows(ctype string) int {
	name, ok := strings.CutPrefix(ctype, "struct ")
	if ok && name == timePad {
		return 4
	}
	if l := h.structs[name]; ok && l != nil {
		return h.widen(l)
	}
	if ok && slices.Contains(moments, name) {
		return 8
	}
	return 0
}

// widen makes the form that l has there. A member moves by what those before it grow:
// nothing on i386 is aligned to more than 4.
func (h *headers) widen(l *layout) int {
	w := &layout{union: l.union, name: l.name + "_time64", members: slices.Clone(l.members)}
	grown := 0
	for i := range w.members {
		m := &w.members[i]
		m.off[1] += h.before(l, i)
		n := h.grows(m.ctype)
		m.size[1] += n
		m.off[0], m.size[0] = m.off[1], m.size[1]
		if m.i386 != "" {
			m.ctype, m.i386 = m.i386, ""
		}
		grown += n
	}
	if slices.Contains(moments, l.name) {
		grown = 8
		for i := range w.members {
			m := &w.members[i]
			m.ctype, m.i386, m.off, m.size = "s64", "", [2]int{8 * i, 8 * i}, [2]int{8, 8}
		}
	}
	if grown == 0 {
		return 0
	}
	w.size = [2]int{l.size[1] + grown, l.size[1] + grown}
	h.wide[l.name] = w
	return grown
}

// before returns by how much the members grow that begin before l's member k.
func (h *headers) before(l *layout, k int) (n int) {
	off := l.members[k].off[1]
	for i := range l.members {
		if m := &l.members[i]; m.off[1] >= 0 && m.off[1] < off || i < k && m.off[1] == off && m.size[1] == 0 {
			n += h.grows(m.ctype)
		}
	}
	return n
}

// time64 reports whether a type has as many bytes there as a command's number tells. Of
// some the headers make up for what grows at the cost of what is reserved at the end, of
// some they have another form: NAME is __NAME64.
func (h *headers) time64(ctype string, cmd uint32) bool {
	l := h.structs[strings.TrimPrefix(ctype, "struct ")]
	if l == nil {
		return false
	}
	want := int(cmd >> 16 & 0x3fff)
	if other := h.structs["__"+l.name+"64"]; other != nil && other.size[1] == want {
		h.wide[l.name] = other
		return true
	}
	over := l.size[1] + h.widen(l) - want
	if over == 0 || over == l.size[1]-want {
		return over == 0
	}
	w := h.wide[l.name]
	last := &w.members[len(w.members)-1]
	if last.name != "reserved" || len(last.dims) != 1 || last.size[1] <= over || over < 0 {
		return false
	}
	n := last.size[1] - over
	last.dims, last.size = []int{n}, [2]int{n, n}
	w.size = [2]int{want, want}
	return true
}

func readHeaders(file string) (*headers, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	h := &headers{structs: map[string]*layout{}, wide: map[string]*layout{}}
	header := ""
	var now *layout
	for n, line := range strings.Split(string(b), "\n") {
		f := strings.Fields(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			header = strings.Trim(line, "[]")
		case line[0] == '\t':
			m, err := parseMember(f)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %v", file, n+1, err)
			}
			now.members = append(now.members, m)
		case f[0] == "struct" || f[0] == "union":
			now = &layout{union: f[0] == "union", name: f[1], size: [2]int{number(f[2]), number(f[3])}}
			h.structs[now.name] = now
		default:
			h.commands = append(h.commands, command{f[0], header, f[1], strings.Join(f[2:], " ")})
		}
	}
	for _, l := range h.structs {
		l.members = h.inlined(l.members)
	}
	return h, nil
}

// inlined replaces members that are unions by the unions' own, so that what chooses from
// them may be another member.
func (h *headers) inlined(members []member) (all []member) {
	for _, m := range members {
		name, ok := strings.CutPrefix(m.ctype, "union ")
		u := h.structs[name]
		if !ok || u == nil || len(m.dims) > 0 {
			all = append(all, m)
			continue
		}
		m.ctype = "union {...}"
		all = append(all, m)
		for _, inner := range h.inlined(u.members) {
			inner.name = m.name + "." + inner.name
			inner.union = true
			for abi := range 2 {
				inner.off[abi] += m.off[abi]
				inner.bit[abi] += 8 * m.off[abi]
			}
			from := []origin{{name, m.name}}
			for _, o := range inner.from {
				from = append(from, origin{o.tag, m.name + "." + o.path})
			}
			inner.from = from
			all = append(all, inner)
		}
	}
	return all
}

// number reads a number; - is -1.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func parseMember(f []string) (m member, err error) {
	if len(f) < 8 {
		return m, fmt.Errorf("want a member: %q", f)
	}
	m = member{name: f[0], off: [2]int{number(f[1]), number(f[3])}, size: [2]int{number(f[2]), number(f[4])}}
	if f[5] != "-" {
		for _, d := range strings.Split(f[5], "x") {
			m.dims = append(m.dims, number(d))
		}
	}
	for _, flag := range strings.Split(f[6], ",") {
		if bits, ok := strings.CutPrefix(flag, "b="); ok {
			bits, i386, differs := strings.Cut(bits, "/")
			bit, width, _ := strings.Cut(bits, "+")
			m.bit, m.width = [2]int{number(bit), number(bit)}, number(width)
			if differs {
				m.bit[1] = number(i386)
			}
		}
		m.union = m.union || flag == "union"
	}
	m.ctype = strings.Join(f[7:], " ")
	if i386, amd64, ok := strings.Cut(m.ctype, "|"); ok {
		m.i386, m.ctype = i386, amd64
	}
	return m, nil
}

// An inner is a command within a command: a case of a table of its own.
type inner struct{ pos, table, member, name, arg string }

// A note says how a struct's fields or a command's argument are shown.
type note struct {
	pos  string
	used bool
	how  map[string][]string // of a struct: by field, which may be shown in several ways
	arg  string              // of a command
}

type notes struct {
	fields   map[string]*note
	commands map[string]*note
	cases    []inner
	all      []string // structs that are named anywhere
	uses     []string // structs that functions of package syscalls use
}

// command returns the annotation of a command, or nil. One of its name wins over one of
// many names.
func (n *notes) command(name string) *note {
	if nt := n.commands[name]; nt != nil {
		return nt
	}
	for glob, nt := range n.commands {
		if ok, err := path.Match(glob, name); ok && err == nil {
			return nt
		}
	}
	return nil
}

func (n *notes) structs() []string { return n.all }

// readNotes reads all annotations.
func readNotes(dir string) (*notes, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	n := &notes{fields: map[string]*note{}, commands: map[string]*note{}}
	for _, file := range files {
		if filepath.Base(file) == "headers.txt" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		text, begin := "", 0
		lines := strings.Split(string(b), "\n")
		for i, line := range append(lines, "") {
			if text != "" && line != "" && (line[0] == ' ' || line[0] == '\t') {
				text += " " + line
				continue
			}
			if text != "" {
				if err := n.add(text, fmt.Sprintf("%s:%d", file, begin)); err != nil {
					return nil, err
				}
			}
			if text, begin = line, i+1; strings.HasPrefix(line, "#") {
				text = ""
			}
		}
	}
	return n, nil
}

func (n *notes) add(text, pos string) error {
	f := strings.Fields(text)
	if f[0] == "use" {
		n.all = append(n.all, f[1:]...)
		n.uses = append(n.uses, f[1:]...)
		return nil
	}
	if len(f) < 3 {
		return fmt.Errorf("%s: want struct NAME FIELD=HOW... or ioctl NAME ARGUMENT: %q", pos, text)
	}
	if f[0] == "case" {
		return n.addCases(f[1:], pos)
	}
	to := n.commands
	if f[0] == "struct" {
		to = n.fields
	} else if f[0] != "ioctl" {
		return fmt.Errorf("%s: %q is neither struct nor ioctl", pos, f[0])
	}
	for _, name := range strings.Split(f[1], ",") {
		if to[name] != nil {
			return fmt.Errorf("%s: %s is already at %s", pos, name, to[name].pos)
		}
		to[name] = &note{pos: pos, how: map[string][]string{}, arg: strings.Join(f[2:], " ")}
		if f[0] != "struct" {
			n.types(f[2:])
			continue
		}
		n.all = append(n.all, name)
		for _, item := range f[2:] {
			field, how, ok := strings.Cut(item, "=")
			if !ok || how == "" {
				return fmt.Errorf("%s: want FIELD=HOW: %q", pos, item)
			}
			for _, field := range strings.Split(field, ",") {
				to[name].how[field] = append(to[name].how[field], how)
			}
			for _, word := range strings.Split(how, ",") {
				if t, ok := strings.CutPrefix(word, "*"); ok {
					n.all = append(n.all, t[:strings.IndexAny(t+"[", "([/")])
				}
				if t, ok := strings.CutPrefix(word, "tail:"); ok {
					n.all = append(n.all, t[:strings.IndexAny(t+"[", "([")])
				}
			}
		}
	}
	return nil
}

// types notes the structs that an argument speaks of.
func (n *notes) types(words []string) {
	for _, word := range words {
		for _, to := range strings.Split(word, "~*")[1:] {
			n.all = append(n.all, to[:strings.IndexAny(to+",", "[,()/")])
		}
		word, _, _ = strings.Cut(strings.ReplaceAll(word, "(", "["), "[")
		n.all = append(n.all, word)
	}
}

// addCases reads TABLE[:MEMBER] NAME[,NAME...] ARGUMENT.
func (n *notes) addCases(f []string, pos string) error {
	if len(f) < 3 {
		return fmt.Errorf("%s: want case TABLE NAME ARGUMENT: %q", pos, f)
	}
	table, member, ok := strings.Cut(f[0], ":")
	if !ok {
		member = "arg"
	}
	for _, name := range strings.Split(f[1], ",") {
		n.cases = append(n.cases, inner{pos, table, member, name, strings.Join(f[2:], " ")})
	}
	n.types(f[2:])
	return nil
}
