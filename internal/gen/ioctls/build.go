package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A field is a member as it is shown.
type field struct {
	name      string
	path      string // in the struct that annotations name
	kind      string // of ctype
	n         int    // elements of an array; 0: none
	off, size [2]int
	shift     int
	width     int
	how       how
	sub       string  // the variable of a struct
	inner     []field // of a union that is a member: those of its own that are shown
	cond      string  // source of a ctype.Cond
	stored    string  // the same
}

// how are the words of an annotation, taken apart.
type how struct {
	show, set     string // functions of ctype or syscalls, sets of xlat
	when          string // of ctype.How
	via, sub, len string
	dir           string
	cond          string // as the annotation has it
	stored        string // its condition; "always"
	result        bool
	kept          bool // of a union, without a condition
	hide, text    bool
	plain         bool // no guess by its name is wanted
	unsigned      bool // although the headers have it signed
}

// A record is a struct as it is shown.
type record struct {
	name   string // the variable
	cname  string
	fields []field
	size   [2]int
	union  bool
	i386   string // the variable of what it is on i386
	abi    int    // of a record that is one's own
}

// kinds are the kinds of ctype and their sizes.
var kinds = map[string]string{
	"u8": "U8", "u16": "U16", "u32": "U32", "u64": "U64", "s8": "S8", "s16": "S16", "s32": "S32", "s64": "S64",
	"be16": "U16", "be32": "U32", "be64": "U64", "char": "S8", "long": "Long", "ulong": "Ulong", "addr": "Ptr",
}

// unsigned are the kinds that are as long as signed ones.
var unsigned = map[string]string{"S8": "U8", "S16": "U16", "S32": "U32", "S64": "U64", "Long": "Ulong"}

func kindSize(kind string, abi int) int {
	switch kind {
	case "U8", "S8", "Chars", "":
		return 1
	case "U16", "S16":
		return 2
	case "U32", "S32":
		return 4
	case "U64", "S64":
		return 8
	}
	return 8 - 4*abi
}

func kindAlign(kind string, abi int) int { return min(kindSize(kind, abi), 8-4*abi) }

// shows are the words that name a way to show a number or array.
var shows = map[string]string{
	"hex": "ctype.ShowHex", "oct": "ctype.ShowOct", "addr": "showAddr", "fd": "ctype.ShowFD", "pid": "ctype.ShowPID", "id": "ctype.ShowID",
	"dev": "showDevice", "ifindex": "ctype.ShowInterface", "ip": "ctype.ShowIP", "uuid": "showUUID", "fourcc": "showFourcc", "errno": "showNegErrno",
	"sig": "showSignal", "be": "showSwapped", "octets": "showOctets", "bytes": "showData", "text": "showName",
}

// whens are the words that say when a field is shown.
var whens = map[string]string{
	"v": "ctype.Verbose", "nz": "ctype.NonZero", "always": "ctype.Always", "brief": "ctype.Brief", "rare": "ctype.Rare", "inner": "ctype.Inner", "elided": "ctype.Elided",
}

func parseHow(s string) (h how, err error) {
	for _, word := range strings.Split(s, ",") {
		name, arg, _ := strings.Cut(word, ":")
		switch {
		case word == "":
		case shows[word] != "":
			h.show = shows[word]
			h.text = word == "text" || word == "bytes" || word == "ip" || word == "octets" || word == "uuid"
			h.plain = true
		case word == "dec":
			h.plain = true
		case word == "unsigned":
			h.unsigned = true
		case name == "flags" || name == "enum":
			h.show, h.set, h.plain = map[string]string{"flags": "ctype.ShowFlags", "enum": "ctype.ShowEnum"}[name], arg, true
		case name == "say":
			h.show, h.plain = arg, true
		case name == "if":
			h.cond = arg
		case name == "stored":
			h.stored = cmp.Or(arg, "always")
		case word == "result":
			h.result = true
		case whens[word] != "":
			h.when = whens[word]
		case word == "hide":
			h.hide = true
		case word == "show":
			h.kept = true
		case word == "in":
			h.dir = "ctype.OnlyIn"
		case word == "out":
			h.dir = "ctype.OnlyOut"
		case word[0] == '[':
			h.len = strings.Trim(word, "[]")
		case word[0] == '*' || name == "tail":
			if err := h.leads(word); err != nil {
				return h, err
			}
		default:
			return h, fmt.Errorf("no way to show is called %q", word)
		}
	}
	return h, nil
}

// leads reads *THING, *THING[FIELD], *THING/FIELD, tail:THING and tail:THING[FIELD].
func (h *how) leads(word string) error {
	tail := word[0] != '*'
	word = strings.TrimPrefix(strings.TrimPrefix(word, "*"), "tail:")
	thing, n, many := strings.Cut(strings.TrimSuffix(word, "]"), "[")
	thing, bytes, part := strings.Cut(thing, "/")
	h.len = cmp.Or(n, bytes)
	h.sub = thing
	h.plain = true
	switch {
	case thing == "text" && tail:
		h.via = "ctype.TailText"
	case thing == "text":
		h.via = "ctype.ToText"
	case thing == "bytes" && tail:
		h.via = "ctype.TailBytes"
	case thing == "bytes":
		h.via = "ctype.ToBytes"
	case part && !tail && !many:
		h.via = "ctype.ToPart"
	case tail && many:
		h.via = "ctype.Tail"
	case tail:
		h.via = "ctype.TailOne"
	case many:
		h.via = "ctype.ToMany"
	default:
		h.via = "ctype.ToOne"
	}
	if (thing == "text" && tail || thing == "bytes") && !many || part && (tail || many) {
		return fmt.Errorf("%s: how many?", word)
	}
	return nil
}

// Names that tell what a field holds, where no annotation does.
var (
	padding  = regexp.MustCompile(`^_*(pad|padding|dummy|unused|filler|hole|align)[0-9_]*[a-z]?$`)
	reserved = regexp.MustCompile(`^_*(reserved|resv|rsvd?|res|__reserved|future|spare)[0-9_]*[a-z]?$|_reserved[0-9]*$|^mbz`)
	address  = regexp.MustCompile(`(^|_)(ptr|addr|address|uaddr|vaddr|userptr|iova|gpa|gva|pgaddr|va|base|gpu_addr|ptrs|buf|buffer|uptr|phys)(_?ptr|s|64)?$`)
	hexes    = regexp.MustCompile(`(^|_)(flags?|mask|bitmap|features?|caps?|capabilities|magic|cookie|bits|reg|regs?|csum|checksum|type_flags|modifiers?|status)[0-9]?$`)
	fds      = regexp.MustCompile(`(^|_)fd$`)
	uuids    = regexp.MustCompile(`(^|_)(uuid|guid|fsid)$`)
)

// guess completes what an annotation says by a field's name.
func (h *how) guess(f *field, ctype string) {
	name := f.name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	wide := f.kind == "U64" || f.kind == "U32" || f.kind == "Ulong" || f.kind == "U16" || f.kind == "U8"
	switch {
	case padding.MatchString(name):
		h.hide = h.hide || h.when == ""
	case reserved.MatchString(name):
		h.when = cmp.Or(h.when, "ctype.NonZero")
		if f.kind != "Nested" {
			h.show = cmp.Or(h.show, "ctype.ShowHex")
		}
	case h.plain || h.via != "":
	case strings.HasPrefix(ctype, "be"):
		h.show = "showSwapped"
	case ctype == "char" && f.n > 0:
		h.show, h.text = "showName", true
	case f.kind == "U8" && f.n == 16 && uuids.MatchString(name):
		h.show, h.text = "showUUID", true
	case f.kind == "Chars" || f.kind == "Nested" || f.kind == "Ptr":
	case f.n == 0 && fds.MatchString(name) && f.kind != "U8" && f.kind != "U16":
		h.show = "ctype.ShowFD"
	case f.n == 0 && name == "pid" && (f.kind == "S32" || f.kind == "U32"):
		h.show = "ctype.ShowPID"
	case f.n == 0 && (f.kind == "U64" || f.kind == "Ulong") && address.MatchString(name):
		h.show = "showAddr"
	case wide && hexes.MatchString(name), f.kind == "U8" && f.n > 4:
		h.show = "ctype.ShowHex"
	}
}

// build makes records of a layout. Its members are those of l whose names begin with
// prefix, at base.
func (g *gen) build(l *layout, cname, prefix string, base [2]int, size [2]int, nt *note) (string, error) {
	name := "io" + camel(l.name+"."+strings.TrimSuffix(strings.ReplaceAll(prefix, "[]", ""), "."))
	if g.records[name] != nil {
		return name, nil
	}
	rec := &record{name: name, cname: cname, size: size, union: l.union && prefix == ""}
	g.records[name] = rec
	for abi := range 2 {
		if size[abi] < 0 {
			size[abi] = size[1-abi]
		}
	}
	rec.size = size
	fields, err := g.fields(l, prefix, base, nt, 0)
	if err != nil {
		return "", err
	}
	rec.fields = fields
	if slices.ContainsFunc(fields, func(f field) bool { return !f.fits(1) }) {
		other := &record{name: name + "386", cname: cname, size: size, abi: 1}
		if other.fields, err = g.fields(l, prefix, base, nt, 1); err != nil {
			return "", err
		}
		for i := range other.fields { // it is only looked at on i386
			other.fields[i].off[0], other.fields[i].size[0] = other.fields[i].off[1], other.fields[i].size[1]
		}
		other.size[0] = other.size[1]
		rec.i386 = other.name
		g.order = append(g.order, other)
	}
	g.order = append(g.order, rec)
	if prefix == "" {
		rec.size = l.size
	}
	for i := range rec.fields {
		if err := rec.check(&rec.fields[i]); err != nil {
			return "", fmt.Errorf("struct %s: %v", l.name, err)
		}
	}
	return name, nil
}

// check looks for the fields that f depends on.
func (r *record) check(f *field) error {
	for _, name := range f.how.needs() {
		if !slices.ContainsFunc(r.fields, func(g field) bool { return g.name == name }) {
			return fmt.Errorf("%s: no field %s is shown beside it", f.name, name)
		}
	}
	return nil
}

// fits reports whether f's kind has the size on an ABI that the headers tell.
func (f *field) fits(abi int) bool {
	if f.kind == "Nested" || f.size[abi] < 0 || f.how.via >= "ctype.Tail" && strings.HasPrefix(f.how.via, "ctype.Tail") || f.width > 0 {
		return true
	}
	return kindSize(f.kind, abi)*max(f.n, 1) == f.size[abi]
}

// fields returns the fields of a struct as they are on an ABI.
func (g *gen) fields(l *layout, prefix string, base [2]int, nt *note, abi int) ([]field, error) {
	list, err := g.among(l, l.members, prefix, base, nt, abi, unions{})
	if err != nil {
		return nil, err
	}
	return g.finish(list)
}

// among returns the fields of some of l's members. A union that is a member is one of
// them, until u has chosen; then its fields stand in its place.
func (g *gen) among(l *layout, members []member, prefix string, base [2]int, nt *note, abi int, u unions) (list []field, err error) {
	for i := 0; i < len(members); i++ {
		m := &members[i]
		rest, ok := strings.CutPrefix(m.name, prefix)
		if !ok || m.off[abi] < 0 && m.off[1-abi] < 0 || l.within(prefix, rest) {
			continue
		}
		hows, err := g.annotations(m, nt)
		if err != nil {
			return nil, err
		}
		f := field{name: rest, path: m.name, off: m.off, size: m.size, how: hows[0]}
		for a := range 2 {
			if f.off[a] < 0 {
				f.off[a], f.size[a] = f.off[1-a], f.size[1-a]
			}
			f.off[a] -= base[a]
		}
		if m.ctype == "union {...}" && len(m.dims) == 0 {
			f.kind = "union"
			n := i + 1
			for n < len(members) && strings.HasPrefix(members[n].name, m.name+".") {
				n++
			}
			if f.how.show != "" { // by a function, whole
				f.kind, f.n = "Chars", f.size[0]
				i = n - 1
				u.add(&f, m.union || l.union)
				list = append(list, f)
				continue
			}
			own := unions{open: true, end: f.off[0] + f.size[0], groups: [][]bool{nil}}
			if f.inner, err = g.among(l, members[i+1:n], prefix, base, nt, abi, own); err != nil {
				return nil, err
			}
			if err := f.inherit(); err != nil {
				return nil, err
			}
			i = n - 1
			u.add(&f, m.union || l.union)
			list = append(list, f)
			continue
		}
		for _, h := range hows {
			f := f
			f.how = h
			if skip, err := g.typed(l, m, &f, nt, base, abi); err != nil {
				return nil, err
			} else if !skip {
				u.add(&f, m.union || l.union)
				list = append(list, f)
			}
		}
	}
	return u.choose(list), nil
}

// annotations returns how a member is shown: what its struct's annotation says of its path
// or that of a union with a tag that it has come from.
func (g *gen) annotations(m *member, nt *note) (hows []how, err error) {
	said := nt.how[m.name]
	pos, name, path := nt.pos, m.name, ""
	for _, o := range m.from {
		un := g.notes.fields[o.tag]
		if un == nil {
			continue
		}
		un.used = true
		if said == nil {
			pos, path, name = un.pos, o.path+".", strings.TrimPrefix(m.name, o.path+".")
			said = un.how[name]
		}
	}
	g.usedNotes[pos+name] = g.usedNotes[pos+name] || said != nil
	for _, words := range said {
		h, err := parseHow(words)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %v", pos, m.name, err)
		}
		h.within(path)
		hows = append(hows, h)
	}
	if said == nil {
		hows = []how{{}}
	}
	return hows, nil
}

// within puts the path of a union before the fields that h names.
func (h *how) within(path string) {
	if path == "" {
		return
	}
	if h.len != "" {
		h.len = path + h.len
	}
	for _, cond := range []*string{&h.cond, &h.stored} {
		if *cond != "" && *cond != "always" {
			*cond = path + strings.ReplaceAll(*cond, ";", ";"+path)
		}
	}
}

// within reports whether the member that is called rest behind prefix belongs to a
// struct without a tag, which is a record of its own.
func (l *layout) within(prefix, rest string) bool {
	if strings.Contains(rest, "[]") {
		return true
	}
	for i, c := range rest {
		if c == '.' && slices.ContainsFunc(l.members, func(m member) bool { return m.name == prefix+rest[:i] && m.ctype == "struct {...}" }) {
			return true
		}
	}
	return false
}

// typed gives f its kind. It reports whether f is nothing to show.
func (g *gen) typed(l *layout, m *member, f *field, nt *note, base [2]int, abi int) (skip bool, err error) {
	t := m.ctype
	if abi == 1 && m.i386 != "" {
		t = m.i386
	}
	n := 1
	for _, d := range m.dims {
		n *= d
	}
	if len(m.dims) > 0 {
		f.n = n
	}
	switch {
	case f.how.via != "" && strings.HasPrefix(f.how.via, "ctype.Tail"):
		f.kind, f.n, f.size = "U8", 0, [2]int{}
		if n > 0 && len(m.dims) > 0 { // the struct ends where the array begins
			if n > 1 { // else it is open, in the manner of old
				f.n = n
			}
			l.size = m.off
		}
	case n <= 0 || m.size[0] == 0 && m.size[1] == 0:
		return true, nil // an open array without an annotation
	case t == "struct {...}" || t == "union {...}":
		each := [2]int{f.size[0] / n, f.size[1] / n}
		sub := m.name + "."
		if len(m.dims) > 0 {
			sub = m.name + "[]."
		}
		f.kind = "Nested"
		f.sub, err = g.build(l, "", sub, m.off, each, nt)
		return false, err
	case strings.HasPrefix(t, "struct ") || strings.HasPrefix(t, "union "):
		_, name := tag(t)
		f.kind = "Nested"
		f.sub, err = g.structOf(name)
		return false, err
	case strings.HasPrefix(t, "ptr"):
		f.kind = "Ptr"
	case kinds[t] != "":
		f.kind = kinds[t]
	case t == "unknown" && len(m.dims) == 0 && (f.size[abi] == 2 || f.size[abi] == 4): // an enum
		f.kind = map[int]string{2: "U16", 4: "U32"}[f.size[abi]]
	case f.size[abi] == 16*max(f.n, 1):
		f.kind, f.n = "U64", 2*max(f.n, 1)
	default:
		f.kind, f.n = "U8", f.size[abi]
	}
	if abi == 1 && f.n > 0 && f.size[1] > 0 {
		f.n = f.size[1] / kindSize(f.kind, 1)
	}
	if m.width > 0 {
		f.width = m.width
		for a := range 2 {
			size := kindSize(f.kind, abi)
			bit := m.bit[a] - 8*base[a]
			at := bit / 8 / size * size
			if bit-8*at+m.width > 8*size {
				at = bit / 8
			}
			f.off[a], f.size[a], f.shift = at, size, bit-8*at
		}
	}
	f.how.guess(f, t)
	if named := f.how.show == "ctype.ShowEnum" || f.how.show == "ctype.ShowFlags"; f.how.unsigned || named && (f.kind == "S8" || f.kind == "S16") {
		f.kind = unsigned[f.kind]
	}
	if f.how.text && (f.n > 0 || f.kind == "S8") {
		switch {
		case f.how.show == "ctype.ShowIP" && f.size[0] == 16: // of four numbers
			f.n = 16
		case f.kind != "U8" && f.kind != "S8":
			return false, fmt.Errorf("struct %s: %s is no array of bytes", l.name, m.name)
		}
		f.kind = "Chars"
		if len(m.dims) == 2 && t == "char" {
			f.sub = g.element(fmt.Sprintf("Chars%d", m.dims[1]), "Chars", m.dims[1], how{show: f.how.show})
			f.kind, f.n, f.how.show = "Nested", m.dims[0], "showElement"
		}
	}
	if len(m.dims) == 2 && f.kind != "Nested" && f.kind != "Chars" {
		show := strings.TrimPrefix(strings.TrimPrefix(f.how.show, "ctype."), "show")
		f.sub = g.element(fmt.Sprintf("%sx%d%s%s", f.kind, m.dims[1], strings.TrimPrefix(show, "Show"), f.how.set), f.kind, m.dims[1], f.how)
		f.kind, f.n, f.how.show, f.how.set = "Nested", m.dims[0], "showElement", ""
	}
	return false, nil
}

// finish completes fields: what they point to, and that long structs are abbreviated.
func (g *gen) finish(list []field) ([]field, error) {
	const brief = 16 // fields of a struct that are shown without -v
	needed := map[string]bool{}
	for _, f := range list {
		for _, name := range f.how.needs() {
			needed[name] = true
		}
	}
	var kept []field
	for _, f := range list {
		if f.how.hide && !needed[f.name] {
			continue
		}
		if f.how.hide {
			f.how.when = "ctype.Hidden"
		}
		var err error
		if thing := f.how.sub; thing != "" && thing != "text" && thing != "bytes" {
			if f.how.sub, err = g.pointee(thing, f.how); err != nil {
				return nil, fmt.Errorf("%s: %v", f.path, err)
			}
			if kinds[thing] != "" {
				f.how.show, f.how.set = "", ""
			}
		} else {
			f.how.sub = f.sub
		}
		if err := g.conditions(&f); err != nil {
			return nil, fmt.Errorf("%s: %v", f.path, err)
		}
		if len(kept) >= brief && f.how.when == "" {
			f.how.when = "ctype.Verbose"
		}
		kept = append(kept, f)
	}
	return kept, nil
}

// conditions makes source of the conditions that f has.
func (g *gen) conditions(f *field) (err error) {
	if f.cond, err = g.condition(f.how.cond); err != nil {
		return err
	}
	if f.stored = "&ctype.Cond{Not: true}"; f.how.stored != "always" {
		f.stored, err = g.condition(f.how.stored)
	}
	return err
}

// pointee returns the variable of what an address leads to.
func (g *gen) pointee(thing string, h how) (string, error) {
	if n, err := strconv.Atoi(strings.TrimPrefix(thing, "text")); err == nil && strings.HasPrefix(thing, "text") {
		return g.element("Text"+strconv.Itoa(n), "Chars", n, how{show: "showName"}), nil
	}
	if thing == "uuid" {
		return g.element("UUID", "Chars", 16, how{show: shows[thing]}), nil
	}
	if k := kinds[thing]; k != "" {
		name := strings.TrimPrefix(strings.TrimPrefix(h.show, "ctype."), "show")
		return g.element(k+strings.TrimPrefix(name, "Show")+h.set, k, 0, h), nil
	}
	return g.structOf(thing)
}

// element returns the variable of a record that is a single value.
func (g *gen) element(name, kind string, n int, h how) string {
	name = "elem" + name
	if g.records[name] == nil {
		size := [2]int{max(n, 1) * kindSize(kind, 0), max(n, 1) * kindSize(kind, 1)}
		r := &record{name: name, size: size, fields: []field{{kind: kind, n: n, size: size, how: how{show: h.show, set: h.set}}}}
		g.records[name] = r
		g.order = append(g.order, r)
	}
	return name
}

// structOf returns the variable of a struct, or of a view of it: NAME(FIELD,...) has
// these fields in this order, NAME(-FIELD,...) all others.
func (g *gen) structOf(name string) (string, error) {
	name, list, view := strings.Cut(strings.TrimSuffix(name, ")"), "(")
	l := g.headers.structs[name]
	if l == nil {
		return "", fmt.Errorf("headers.txt has no struct %s: renew it with -facts", name)
	}
	nt := g.notes.fields[name]
	if nt == nil {
		nt = &note{how: map[string][]string{}}
	}
	nt.used = true
	if wide := g.headers.wide[name]; g.time64 && wide != nil {
		l = wide
	}
	v, err := g.build(l, l.name, "", [2]int{}, l.size, nt)
	if err != nil || !view {
		return v, err
	}
	return g.view(g.records[v], list)
}

// condField is the field that a condition is about.
func condField(cond string) string {
	if i := strings.IndexAny(cond, "=!&"); i >= 0 {
		return cond[:i]
	}
	return cond
}

// needs are the fields that tell whether a field is shown, and how long it is.
func (h *how) needs() (names []string) {
	if h.len != "" {
		names = append(names, h.len)
	}
	for _, cond := range []string{h.cond, h.stored} {
		for _, c := range strings.Split(cond, ";") {
			if c != "" && c != "always" {
				names = append(names, condField(c))
			}
		}
	}
	return names
}

// condition makes source of FIELD=A|B, FIELD!=A|B, FIELD&A and FIELD!&A, FIELD&MASK=A|B
// and FIELD&MASK!=A|B, or several of these with ; between them.
func (g *gen) condition(cond string) (string, error) {
	cond, more, _ := strings.Cut(cond, ";")
	if cond == "" {
		return "", nil
	}
	and, err := g.condition(more)
	if err != nil {
		return "", err
	}
	if and != "" {
		and = ", And: " + and
	}
	name := condField(cond)
	op, of := cond[len(name):], ""
	if i := strings.IndexByte(op, '='); op != "" && op[0] == '&' && i > 0 {
		cut := len(strings.TrimSuffix(op[:i], "!"))
		mask, err := g.value(op[1:cut])
		if err != nil {
			return "", err
		}
		op, of = op[cut:], fmt.Sprintf("Mask: %#x, ", mask)
	}
	if len(op) < 2 {
		return "", fmt.Errorf("want FIELD=VALUE: %q", cond)
	}
	var vals []string
	values := strings.TrimLeft(op, "!=&")
	var mask uint64
	for _, s := range strings.Split(values, "|") {
		v, err := g.value(s)
		if err != nil {
			return "", err
		}
		mask |= v
		vals = append(vals, fmt.Sprintf("%#x", v))
	}
	if op[:2] == "!&" {
		return fmt.Sprintf("&ctype.Cond{Field: %q, Mask: %#x, Vals: []uint64{0}%s}", name, mask, and), nil
	}
	if op[0] == '&' {
		return fmt.Sprintf("&ctype.Cond{Field: %q, Mask: %#x, Not: true, Vals: []uint64{0}%s}", name, mask, and), nil
	}
	not := of
	if op[0] == '!' {
		not += "Not: true, "
	}
	return fmt.Sprintf("&ctype.Cond{Field: %q, %sVals: []uint64{%s}%s}", name, not, strings.Join(vals, ", "), and), nil
}

// value returns a number or constant.
func (g *gen) value(s string) (uint64, error) {
	if v, ok := g.consts[s]; ok {
		return v, nil
	}
	v, err := strconv.ParseUint(s, 0, 64)
	if err != nil {
		return 0, fmt.Errorf("no constant %s", s)
	}
	return v, nil
}
