package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A gen is what the tables are made from, and what has been made.
type gen struct {
	headers   *headers
	notes     *notes
	consts    map[string]uint64
	numbers   map[string][2][]uint32 // of commands, by ABI
	twins     map[string]uint32      // on i386 where time has 64 bits, if that is another number
	time64    bool                   // structs are those of i386 where time has 64 bits
	hand      map[string]bool        // commands that tables written by hand have
	records   map[string]*record
	order     []*record
	usedNotes map[string]bool
	views     map[string]string // by NAME(LIST
	nviews    map[string]int
}

func generate(root string) ([]byte, error) {
	g, err := read(root)
	if err != nil {
		return nil, err
	}
	return g.tables()
}

// read reads what the tables are made from.
func read(root string) (*gen, error) {
	h, err := readHeaders(filepath.Join(root, in, "headers.txt"))
	if err != nil {
		return nil, err
	}
	n, err := readNotes(filepath.Join(root, in))
	if err != nil {
		return nil, err
	}
	g := &gen{headers: h, notes: n, records: map[string]*record{}, usedNotes: map[string]bool{}, views: map[string]string{}, nviews: map[string]int{}}
	if err := g.readConsts(filepath.Join(root, "xlat/consts.txt")); err != nil {
		return nil, err
	}
	return g, g.readHand(filepath.Join(root, "syscalls"))
}

// tables makes the source of the tables.
func (g *gen) tables() ([]byte, error) {
	cases, err := g.cases()
	if err != nil {
		return nil, err
	}
	inner, err := g.inners()
	if err != nil {
		return nil, err
	}
	if err := g.unused(); err != nil {
		return nil, err
	}
	return format.Source(append(g.source(cases), inner...))
}

// readConsts reads the values of constants on amd64, and of commands on both ABIs.
func (g *gen) readConsts(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	g.consts, g.numbers, g.twins = map[string]uint64{}, map[string][2][]uint32{}, map[string]uint32{}
	for _, line := range strings.Split(string(b), "\n") {
		f := strings.Fields(line)
		if len(f) < 2 || line[0] == '#' || line[0] == '[' || f[0] == "enum" {
			continue
		}
		parse := func(s string) (uint64, bool) {
			if v, err := strconv.ParseInt(s, 0, 64); err == nil {
				return uint64(v), true
			}
			v, err := strconv.ParseUint(s, 0, 64)
			return v, err == nil
		}
		v, ok := parse(f[1])
		if _, dup := g.consts[f[0]]; ok && !dup {
			g.consts[f[0]] = v
		}
		if _, dup := g.numbers[f[0]]; dup {
			continue
		}
		i := slices.Index(f, "ioctl")
		var nrs [2][]uint32
		if ok {
			nrs[0] = []uint32{uint32(v)}
		}
		v386, ok386 := v, ok
		if len(f) > 2 && i != 2 {
			v386, ok386 = parse(f[2])
		}
		if ok386 {
			nrs[1] = []uint32{uint32(v386)}
		}
		g.numbers[f[0]] = nrs
		if i > 0 && i+1 < len(f) {
			if v, ok := parse(f[i+1]); ok {
				g.twins[f[0]] = uint32(v)
			}
		}
	}
	return nil
}

// readHand finds the commands that files written by hand describe.
func (g *gen) readHand(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "ioctl*.go"))
	if err != nil {
		return err
	}
	g.hand = map[string]bool{}
	name := regexp.MustCompile(`\{Name: "([A-Z0-9_a-z]+)"`)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, m := range name.FindAllSubmatch(b, -1) {
			g.hand[string(m[1])] = true
		}
	}
	return nil
}

// A kase is a command and the source of its arguments and result.
type kase struct {
	name, args, ret string
	noted           bool
	twin            uint32 // the only number, on i386; 0: those of name
}

// twin returns a command's second number on i386, where time has 64 bits: that is amd64's
// if the kernel's headers have none. It is 0 if there can be none.
func (g *gen) twin(name string) uint32 {
	if twin, ok := g.twins[name]; ok {
		return twin
	}
	if nr := g.numbers[name]; len(nr[0]) > 0 && len(nr[1]) > 0 && nr[0][0] != nr[1][0] {
		return nr[0][0]
	}
	return 0
}

// cases returns the commands whose arguments are known.
func (g *gen) cases() ([]kase, error) {
	var list []kase
	seen := map[string]bool{}
	add := func(c command) error {
		nt := g.notes.command(c.name)
		if seen[c.name] || g.hand[c.name] || nt == nil && (c.dir == "none" || c.ctype == "" || strings.HasSuffix(c.ctype, "unknown") || strings.HasSuffix(c.ctype, "void")) {
			return nil
		}
		seen[c.name] = true
		k := kase{name: c.name, noted: nt != nil}
		arg := strings.TrimSpace(map[string]string{"R": "out", "W": "in", "WR": "inout"}[c.dir] + " " + strings.TrimPrefix(c.ctype, "struct "))
		if nt != nil {
			nt.used = true
			arg = nt.arg
		}
		var err error
		if k.args, k.ret, err = g.argument(arg); err != nil {
			return fmt.Errorf("%s (%s): %v", c.name, arg, err)
		}
		list = append(list, k)
		if twin := g.twin(c.name); twin != 0 && g.headers.time64(c.ctype, twin) {
			g.time64 = true
			defer func() { g.time64 = false }()
			k.twin = twin
			if k.args, k.ret, err = g.argument(arg); err != nil {
				return fmt.Errorf("%s (%s): %v", c.name, arg, err)
			}
			list = append(list, k)
		}
		return nil
	}
	var errs []error
	for _, c := range g.headers.commands {
		errs = append(errs, add(c))
	}
	for _, name := range slices.Sorted(maps.Keys(g.notes.commands)) { // older than the scheme of _IOC
		nt := g.notes.commands[name]
		if strings.Contains(name, "*") {
			continue
		}
		if _, ok := g.numbers[name]; !ok {
			return nil, fmt.Errorf("%s: no constant %s", nt.pos, name)
		}
		errs = append(errs, add(command{name: name, dir: "old"}))
	}
	for _, name := range g.notes.uses {
		_, err := g.structOf(name)
		errs = append(errs, err)
	}
	slices.SortStableFunc(list, func(a, b kase) int { return cmp.Compare(a.name, b.name) })
	return list, errors.Join(errs...)
}

// inners makes source of the commands within commands, by table and number.
func (g *gen) inners() ([]byte, error) {
	list := slices.Clone(g.notes.cases)
	value := func(c inner) uint32 { return uint32(g.consts[c.name]) }
	slices.SortStableFunc(list, func(a, b inner) int { return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(value(a), value(b))) })
	var b bytes.Buffer
	var names []string
	for i, c := range list {
		if _, ok := g.consts[c.name]; !ok {
			return nil, fmt.Errorf("%s: no constant %s", c.pos, c.name)
		}
		first := i == 0 || list[i-1].table != c.table
		if !first && value(list[i-1]) == value(c) {
			return nil, fmt.Errorf("%s: %s has the number of %s", c.pos, c.name, list[i-1].name)
		}
		args, _, err := g.argument(c.arg)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %v", c.pos, c.name, err)
		}
		if first {
			names = append(names, c.table)
			fmt.Fprintf(&b, "\nvar io%sCases = []Case{\n", c.table)
		}
		fmt.Fprintf(&b, "{V: %#x, Name: %q", value(c), c.name)
		if args != "" {
			fmt.Fprintf(&b, ", Args: []Arg{%s}", strings.Replace(args, `"arg"`, strconv.Quote(c.member), 1))
		}
		b.WriteString("},\n")
		if i == len(list)-1 || list[i+1].table != c.table {
			b.WriteString("}\n")
		}
	}
	b.WriteString("\n// ioTables are the tables of commands within commands.\nvar ioTables = [...]*[]Case{\n")
	for _, name := range names {
		fmt.Fprintf(&b, "&io%sCases,\n", name)
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// argument makes source of an argument: [in|out|inout] TYPE [HOW], or HOW for one that
// is the value itself.
func (g *gen) argument(arg string) (args, ret string, err error) {
	f := strings.Fields(arg)
	for i, w := range f {
		if r, ok := strings.CutPrefix(w, "ret:"); ok {
			ret = "Ret: " + map[string]string{"fd": "RetFD", "hex": "RetHex", "pid": "RetPID"}[r]
			f = slices.Delete(f, i, i+1)
			break
		}
		if r, ok := strings.CutPrefix(w, "aux:"); ok {
			ret = "Aux: " + r
			f = slices.Delete(f, i, i+1)
			break
		}
	}
	if len(f) == 0 {
		return "", ret, fmt.Errorf("what is the argument?")
	}
	if f[0] == "none" {
		return "", ret, nil
	}
	if len(f) == 1 {
		args, err = direct(f[0])
		return args, ret, err
	}
	if say, ok := strings.CutPrefix(f[1], "say:"); ok {
		return map[string]string{"in": "inCustom", "out": "outCustom", "inout": "inoutCustom"}[f[0]] + `("arg", ` + say + ")", ret, nil
	}
	if f[0] == "fill" || f[0] == "change" {
		if len(f) != 3 {
			return "", ret, fmt.Errorf("want %s WHAT-IT-READS WHAT-IT-WRITES", f[0])
		}
		var v [2]string
		for i := range v {
			if v[i], err = g.structOf(f[1+i]); err != nil {
				return "", ret, err
			}
		}
		return fmt.Sprintf("%s(%q, &%s, &%s)", map[string]string{"fill": "fill", "change": "exchange"}[f[0]], "arg", v[0], v[1]), ret, nil
	}
	words := ""
	if f[1] == "struct" || f[1] == "union" {
		f = slices.Delete(f, 1, 2)
	}
	if f[1] == "ptr" || f[1] == "void" { // the headers name a pointer where they mean what it points to
		f = slices.Delete(f, 1, 2)
		if len(f) == 1 {
			return `ptr("arg")`, ret, nil
		}
		return g.argument(strings.Join(f, " "))
	}
	if len(f) > 2 {
		words = f[2]
	}
	h, err := parseHow(words)
	if err != nil {
		return "", ret, err
	}
	name, dim, array := strings.Cut(strings.TrimSuffix(f[1], "]"), "[")
	if strings.HasSuffix(f[1], ")") {
		name, array = f[1], false
	}
	n := 0
	if array {
		if n, err = strconv.Atoi(dim); err != nil {
			return "", ret, err
		}
	}
	var v string
	switch kind := kinds[name]; {
	case name == "text" || name == "bytes" || name == "char" && array:
		show := map[string]string{"text": "showName", "char": "showName", "bytes": "showData"}[name]
		show = cmp.Or(h.show, show)
		v = g.element(fmt.Sprintf("%s%d%s", camel(name), n, strings.TrimPrefix(h.show, "show")), "Chars", n, how{show: show})
	case name[0] == '*':
		to, err := g.structOf(name[1:])
		if err != nil {
			return "", ret, err
		}
		v = g.pointer(to, f[0])
	case kind != "":
		show := strings.TrimPrefix(strings.TrimPrefix(h.show, "ctype."), "show")
		v = g.element(fmt.Sprintf("%s%s%s%s", kind, strings.Repeat("x", min(n, 1))+dim, strings.TrimPrefix(show, "Show"), h.set), kind, n, h)
	default:
		if v, err = g.structOf(name); err != nil {
			return "", ret, err
		}
		if array {
			v = g.structs(v, n)
		}
	}
	fn := map[string]string{"in": "inOne", "entry": "entryOne", "out": "outOne", "inout": "inoutOne", "renew": "renew", "found": "found"}[f[0]]
	if fn == "" {
		return "", ret, fmt.Errorf("%q is no direction", f[0])
	}
	return fmt.Sprintf("%s(%q, &%s)", fn, "arg", v), ret, nil
}

// pointer returns the variable of a record that is a pointer to the one called sub, which
// goes in or out.
func (g *gen) pointer(sub, way string) string {
	name := "elemPtr" + camel(way) + strings.TrimPrefix(sub, "io")
	if g.records[name] == nil {
		size := [2]int{8, 4}
		dir := map[string]string{"in": "ctype.OnlyIn", "out": "ctype.OnlyOut"}[way]
		g.records[name] = &record{name: name, size: size, fields: []field{{kind: "Ptr", size: size, how: how{via: "ctype.ToOne", sub: sub, dir: dir}}}}
		g.order = append(g.order, g.records[name])
	}
	return name
}

// structs returns the variable of a record that is an array of n of the one called sub.
func (g *gen) structs(sub string, n int) string {
	name := fmt.Sprintf("elem%s%d", strings.TrimPrefix(sub, "io"), n)
	if g.records[name] == nil {
		size := g.records[sub].size
		size[0], size[1] = n*size[0], n*size[1]
		g.records[name] = &record{name: name, size: size, fields: []field{{kind: "Nested", n: n, size: size, sub: sub}}}
		g.order = append(g.order, g.records[name])
	}
	return name
}

// directs are arguments that are the value itself.
var directs = map[string]string{
	"int": `num("arg")`, "uint": `unum("arg")`, "long": `long("arg")`, "ulong": `size("arg")`, "hex": `hexlong("arg")`,
	"fd": `fd("arg")`, "pid": `pid("arg")`, "id": `id("arg")`, "sig": `sig("arg")`, "addr": `ptr("arg")`, "text": `str("arg")`, "dev": `inCustom("arg", sayDev)`,
}

func direct(word string) (string, error) {
	kind, set, ok := strings.Cut(word, ":")
	switch {
	case ok && kind == "enum":
		return fmt.Sprintf(`enumUlong("arg", &xlat.%s)`, set), nil
	case ok && kind == "flags":
		return fmt.Sprintf(`flagslong("arg", &xlat.%s)`, set), nil
	case ok && kind == "say":
		return fmt.Sprintf(`inCustom("arg", %s)`, set), nil
	case directs[word] != "":
		return directs[word], nil
	}
	return "", fmt.Errorf("no value is called %q", word)
}

// unused complains of annotations that say nothing.
func (g *gen) unused() error {
	var errs []error
	for _, m := range []map[string]*note{g.notes.fields, g.notes.commands} {
		for name, nt := range m {
			if !nt.used {
				errs = append(errs, fmt.Errorf("%s: nothing leads to %s", nt.pos, name))
				continue
			}
			for field := range nt.how {
				if !g.usedNotes[nt.pos+field] {
					errs = append(errs, fmt.Errorf("%s: %s has no field %s", nt.pos, name, field))
				}
			}
		}
	}
	return errors.Join(errs...)
}

// camel makes a Go name of a C one.
func camel(s string) string {
	var b strings.Builder
	up := true
	for _, r := range s {
		if r == '_' || r == '.' || r == '[' || r == ']' {
			up = true
			continue
		}
		if up {
			r = unicode.ToUpper(r)
		}
		up = false
		b.WriteRune(r)
	}
	return b.String()
}

func (g *gen) source(cases []kase) []byte {
	var b bytes.Buffer
	b.WriteString("// Code generated by internal/gen/ioctls from syscalls/ioctls; DO NOT EDIT.\n\npackage syscalls\n\nimport (\n\"gotrace/ctype\"\n\"gotrace/event\"\n\"gotrace/xlat\"\n)\n")
	for _, r := range g.order {
		g.writeRecord(&b, r)
	}
	b.WriteString("\n// ioctlCases are the commands whose arguments these structs describe, by name.\nvar ioctlCases = [...]Case{\n")
	for _, k := range cases {
		fmt.Fprintf(&b, "{Name: %q", k.name)
		if k.args != "" {
			fmt.Fprintf(&b, ", Args: []Arg{%s}", k.args)
		}
		if k.ret != "" {
			fmt.Fprintf(&b, ", %s", k.ret)
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n")
	amd64, i386 := g.commands(cases, 0), g.commands(cases, 1)
	b.WriteString("\n// ioctlCommands are the numbers of the commands of ioctlCases, sorted. I386 has those\n// that amd64 has not, or for another command.\nvar ioctlCommands = [event.NumABI][]ioctlCommand{\n")
	for abi, list := range [][]nr{amd64, i386} {
		fmt.Fprintf(&b, "event.%s: {\n", [2]string{"AMD64", "I386"}[abi])
		for _, c := range list {
			if abi == 1 && slices.Contains(amd64, c) {
				continue
			}
			fmt.Fprintf(&b, "{%#x, %d},\n", c.cmd, c.index)
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// A nr is a command's number and where it is in ioctlCases.
type nr struct {
	cmd   uint32
	index int
}

// commands returns the numbers on an ABI. Of several commands with one number it
// takes one that has an annotation, or whose driver is more often met.
func (g *gen) commands(cases []kase, abi int) []nr {
	best := map[uint32]int{}
	for i := range cases {
		numbers := g.numbers[cases[i].name][abi]
		if cases[i].twin != 0 {
			numbers = []uint32{cases[i].twin}[1-abi:]
		}
		for _, cmd := range numbers {
			if j, ok := best[cmd]; !ok || g.rank(cases[i]) < g.rank(cases[j]) {
				best[cmd] = i
			}
		}
	}
	var list []nr
	for cmd, i := range best {
		list = append(list, nr{cmd, i})
	}
	slices.SortFunc(list, func(a, b nr) int { return cmp.Compare(a.cmd, b.cmd) })
	return list
}

// drivers are those whose commands win over others with the same number.
var drivers = []string{"I915", "AMDGPU", "XE", "NOUVEAU", "RADEON", "VIRTGPU", "VMW", "MSM", "ETNAVIV", "PANFROST", "PANTHOR", "LIMA", "V3D", "VC4"}

// rare are hardly met any more.
var rare = []string{"AGPIOC_", "CM_IOC", "CCISS_", "UDF_", "SNDRV_CTL_IOCTL_CARD_", "IOCTL_ISSEI_", "SOUND_MIXER_"}

func (g *gen) rank(k kase) int {
	rank := len(drivers)
	if slices.ContainsFunc(rare, func(prefix string) bool { return strings.HasPrefix(k.name, prefix) }) {
		return 4 * len(drivers)
	}
	for i, d := range drivers {
		if strings.Contains(k.name, d) {
			rank = i
		}
	}
	if !k.noted {
		rank += 2 * len(drivers)
	}
	return rank
}

func (g *gen) writeRecord(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\nvar %s = ctype.Struct{", r.name)
	if r.cname != "" {
		fmt.Fprintf(b, "CName: %q, ", r.cname)
	}
	b.WriteString("Fields: []ctype.Field{\n")
	for i := range r.fields {
		f := &r.fields[i]
		b.WriteString("{")
		item := func(name, value string) {
			if value != "" {
				fmt.Fprintf(b, "%s: %s, ", name, value)
			}
		}
		if f.name != "" {
			item("Name", strconv.Quote(f.name))
		}
		item("Kind", "ctype."+f.kind)
		if f.n > 0 {
			item("N", strconv.Itoa(f.n))
		}
		item("Show", f.how.show)
		if f.how.set != "" {
			item("Set", "&xlat."+f.how.set)
		}
		if sub := f.how.sub; sub != "" && sub != "text" && sub != "bytes" {
			item("Sub", "&"+sub)
		} else if f.sub != "" {
			item("Sub", "&"+f.sub)
		}
		if f.how.when != "ctype.Always" {
			item("How", f.how.when)
		}
		if f.how.len != "" {
			item("Len", strconv.Quote(f.how.len))
		}
		item("Via", f.how.via)
		item("Dir", f.how.dir)
		if f.width > 0 {
			if f.shift > 0 {
				item("Shift", strconv.Itoa(f.shift))
			}
			item("Width", strconv.Itoa(f.width))
		}
		item("If", f.cond)
		item("Stored", f.stored)
		if f.how.result {
			item("Result", "true")
		}
		b.WriteString("},\n")
	}
	b.WriteString("}")
	if !g.natural(r, 0) || !g.natural(r, 1) {
		b.WriteString(", Places: &ctype.Places{At: [event.NumABI][]uint16{")
		for abi := range 2 {
			b.WriteString("{")
			for i := range r.fields {
				fmt.Fprintf(b, "%d, ", r.fields[i].off[abi])
			}
			b.WriteString("}, ")
		}
		fmt.Fprintf(b, "}, Size: [event.NumABI]int{%d, %d}}", r.size[0], r.size[1])
	}
	if r.i386 != "" {
		fmt.Fprintf(b, ", I386: &%s", r.i386)
	}
	b.WriteString("}\n")
}

// natural reports whether the rules of C alone put r's fields where they are.
func (g *gen) natural(r *record, abi int) bool {
	end, align := 0, 1
	for i := range r.fields {
		f := &r.fields[i]
		n, a := g.layoutOf(f, abi)
		if i > 0 && f.width > 0 && r.fields[i-1].width > 0 && r.fields[i-1].kind == f.kind && r.fields[i-1].shift < f.shift {
			end -= n // in the number of the one before
		} else {
			end = (end + a - 1) &^ (a - 1)
		}
		if end != f.off[abi] {
			return false
		}
		end += n
		align = max(align, a)
	}
	return (end+align-1)&^(align-1) == r.size[abi]
}

func (g *gen) layoutOf(f *field, abi int) (size, align int) {
	if strings.HasPrefix(f.how.via, "ctype.Tail") {
		return 0, 1
	}
	if f.kind != "Nested" {
		return kindSize(f.kind, abi) * max(f.n, 1), kindAlign(f.kind, abi)
	}
	r := g.records[f.sub]
	if abi == 1 && r.i386 != "" {
		r = g.records[r.i386]
	}
	align = 1
	if r != nil && g.natural(r, abi) && g.natural(r, 1-abi) {
		for i := range r.fields {
			_, a := g.layoutOf(&r.fields[i], abi)
			align = max(align, a)
		}
	}
	return f.size[abi], align
}
