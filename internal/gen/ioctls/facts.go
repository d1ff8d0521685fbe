package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// What this file does is done once per version of the kernel: it takes what the tables
// of ioctl need of an extractor's tables of all headers (see constsgen), and writes it
// to headers.txt.

// A raw holds the tables.
type raw struct {
	types   map[string][2]string // typedefs: the type on amd64 and i386
	structs map[string][]row     // by name, without struct or union
	totals  map[string][2]string
	home    map[string]string // the header of a struct that was taken
	kind    map[string]string // struct or union
}

// A row is a member of a struct.
type row struct{ name, ctype, array, off64, size64, off32, size32, flags string }

func readTSV(file string, n int) ([][]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < n {
			return nil, fmt.Errorf("%s:%d: %d columns, want %d", file, i+1, len(f), n)
		}
		if i > 0 {
			rows = append(rows, f)
		}
	}
	return rows, nil
}

// readAll returns the rows of the tables of this name in all folders.
func readAll(dirs []string, name string, n int) ([][]string, error) {
	var all [][]string
	for _, dir := range dirs {
		rows, err := readTSV(filepath.Join(dir, name), n)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

func readRaw(dirs []string) (*raw, error) {
	r := &raw{types: map[string][2]string{}, structs: map[string][]row{}, totals: map[string][2]string{}, home: map[string]string{}, kind: map[string]string{}}
	rows, err := readAll(dirs, "typedefs.tsv", 6)
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		if _, ok := r.types[f[0]]; !ok {
			r.types[f[0]] = [2]string{f[1], f[3]}
		}
	}
	if rows, err = readAll(dirs, "structs.tsv", 12); err != nil {
		return nil, err
	}
	best := map[string]string{}
	for _, f := range rows {
		_, name := tag(f[0])
		if h := best[name]; h == "" || rank(f[10]) < rank(h) {
			best[name] = f[10]
		}
	}
	for _, f := range rows {
		kind, name := tag(f[0])
		if f[10] != best[name] || r.home[name] != "" && r.kind[name] != kind {
			continue
		}
		r.home[name], r.kind[name] = f[10], kind
		r.totals[name] = [2]string{f[8], f[9]}
		r.structs[name] = append(r.structs[name], row{f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[11]})
	}
	return r, nil
}

// rank orders headers that declare a struct of the same name: the kernel's interface
// of today first.
func rank(header string) int {
	switch {
	case strings.HasPrefix(header, "btf:"):
		return 3
	case strings.HasPrefix(header, "internal:"), strings.HasPrefix(header, "glibc:"):
		return 2
	case strings.Contains(header, "@"):
		return 1
	}
	return 0
}

// tag splits the name of a struct from its keyword.
func tag(s string) (kind, name string) {
	for _, kind := range []string{"struct", "union"} {
		if name, ok := strings.CutPrefix(s, kind+" "); ok {
			return kind, name
		}
	}
	return "struct", s
}

// scalars are the C types at the bottom of all others.
var scalars = map[string]string{
	"char": "char", "signed char": "s8", "unsigned char": "u8", "short": "s16", "unsigned short": "u16", "short int": "s16",
	"short unsigned int": "u16", "int": "s32", "unsigned int": "u32", "unsigned": "u32", "long": "long", "unsigned long": "ulong", "long int": "long",
	"long unsigned int": "ulong", "long long": "s64", "unsigned long long": "u64", "long long int": "s64",
	"long long unsigned int": "u64", "_Bool": "u8", "bool": "u8", "float": "u32", "double": "u64", "void": "void", "__int128": "u128", "unsigned __int128": "u128",
	"__u8": "u8", "__u16": "u16", "__u32": "u32", "__u64": "u64", "__s8": "s8", "__s16": "s16", "__s32": "s32", "__s64": "s64",
	"__be16": "be16", "__be32": "be32", "__be64": "be64", "__sum16": "be16", "__aligned_u64": "u64", "__aligned_s64": "s64", "__aligned_be64": "be64",
	"__kernel_size_t": "ulong", "size_t": "ulong", "__kernel_ulong_t": "ulong", "__kernel_long_t": "long", "u8": "u8", "u16": "u16", "u32": "u32",
	"u64": "u64", "s32": "s32", "uint8_t": "u8", "uint16_t": "u16", "uint32_t": "u32", "uint64_t": "u64", "int8_t": "s8", "int16_t": "s16", "int32_t": "s32", "int64_t": "s64",
}

// base returns what a C type is in the terms of headers.txt: one of the scalars, a
// struct or union by its name, or ptr with what it points to.
func (r *raw) base(t string) string {
	for range 20 {
		t = strings.TrimSpace(t)
		for _, q := range []string{"const ", "volatile "} {
			t = strings.TrimPrefix(t, q)
		}
		if s, ok := scalars[t]; ok {
			return s
		}
		if to, ok := strings.CutSuffix(t, "*"); ok {
			if strings.HasSuffix(strings.TrimSpace(to), "*") {
				return "ptr ptr"
			}
			return "ptr " + r.base(to)
		}
		if strings.Contains(t, "(*)") {
			return "ptr void"
		}
		if strings.HasPrefix(t, "enum ") {
			return "u32"
		}
		kind, name := tag(t)
		if r.structs[name] != nil {
			return r.kind[name] + " " + name
		}
		if t == kind+" {...}" {
			return t
		}
		to, ok := r.types[t]
		if !ok || to[0] == t {
			break
		}
		t = to[0]
	}
	return "unknown"
}

// facts writes headers.txt from the tables in dirs; more are structs that the
// annotations speak of.
func facts(dirs []string, more []string) ([]byte, error) {
	r, err := readRaw(dirs)
	if err != nil {
		return nil, err
	}
	rows, err := readAll(dirs, "consts.tsv", 7)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(factsHead)
	type command struct{ name, header, dir, size, ctype string }
	var commands []command
	for _, f := range rows {
		if f[6] == "" || strings.Contains(f[0], "(") {
			continue
		}
		p := strings.SplitN(f[6], ":", 6)
		commands = append(commands, command{f[0], f[5], p[0], p[3], p[5]})
	}
	slices.SortStableFunc(commands, func(a, b command) int {
		return cmp.Or(cmp.Compare(a.header, b.header), cmp.Compare(a.name, b.name))
	})
	header := ""
	wanted := slices.Clone(more)
	for _, c := range commands {
		if c.header != header {
			header = c.header
			fmt.Fprintf(&b, "\n[%s]\n", header)
		}
		t := r.argument(c.ctype, c.size)
		of, _, _ := strings.Cut(strings.TrimPrefix(t, "ptr "), "[")
		if _, name := tag(of); r.structs[name] != nil {
			wanted = append(wanted, name)
		}
		fmt.Fprintln(&b, strings.TrimSpace(strings.Join([]string{c.name, c.dir, t}, " ")))
	}
	seen := map[string]bool{}
	for i := 0; i < len(wanted); i++ { // wanted grows
		if seen[wanted[i]] {
			continue
		}
		seen[wanted[i]] = true
		for _, m := range r.structs[wanted[i]] {
			if _, name := tag(r.base(m.ctype)); r.structs[name] != nil {
				wanted = append(wanted, name)
			}
		}
	}
	names := slices.DeleteFunc(wanted, func(n string) bool { return r.structs[n] == nil })
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		r.write(&b, name)
	}
	return b.Bytes(), nil
}

const factsHead = `# Ioctl commands with the types of their arguments, and these types. Made by
# internal/gen/ioctls from the headers of Linux 7.3; DO NOT EDIT. Lines are
#
#	[HEADER]
#	COMMAND DIRECTION [TYPE]
#	struct|union NAME SIZE I386SIZE
#		MEMBER OFFSET SIZE I386OFFSET I386SIZE ARRAY FLAGS TYPE
#
# A - is what there is not. FLAGS are union (overlaps others), b=SHIFT+WIDTH[/I386SHIFT]
# (a bit field). Types are u8...u64, s8...s64, be16...be64 (of the network's order), char, long,
# ulong, struct and union NAME, and ptr TYPE; with I386TYPE|, where it differs.
`

// argument returns the type of a command's argument, with [N] where it is an array; size
// is that of the whole.
func (r *raw) argument(t, size string) string {
	t, _, array := strings.Cut(t, "[")
	if t == "" {
		return ""
	}
	if t = r.base(t); !array {
		return t
	}
	n, _ := strconv.Atoi(size)
	each := max(kindSize(kinds[t], 0), 1)
	if _, name := tag(t); r.structs[name] != nil {
		each, _ = strconv.Atoi(r.totals[name][0])
	}
	return fmt.Sprintf("%s[%d]", t, n/each)
}

func (r *raw) write(b *bytes.Buffer, name string) {
	total := r.totals[name]
	fmt.Fprintf(b, "\n%s %s %s %s\n", r.kind[name], name, dash(total[0]), dash(total[1]))
	for _, m := range r.structs[name] {
		if strings.Contains(m.flags, "empty") || m.name == "" {
			continue
		}
		t := r.base(m.ctype)
		var flags []string
		for _, f := range strings.Fields(strings.NewReplacer(",", " ", ";", " ").Replace(m.flags)) {
			switch {
			case f == "union":
				flags = append(flags, f)
			case strings.HasPrefix(f, "bits:"):
				flags = append(flags, "b="+strings.TrimPrefix(f, "bits:"))
			}
		}
		if i := strings.Index(m.flags, "t32="); i >= 0 {
			t32 := m.flags[i+4:]
			if j := strings.Index(t32, " n32="); j >= 0 {
				t32 = t32[:j]
			}
			t = r.base(strings.TrimRight(t32, ", ")) + "|" + t
		}
		fmt.Fprintf(b, "\t%s %s %s %s %s %s %s %s\n", m.name, dash(m.off64), dash(m.size64), dash(m.off32), dash(m.size32),
			dash(m.array), dash(strings.Join(flags, ",")), t)
	}
}

func dash(s string) string { return cmp.Or(s, "-") }
