package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../../.."

// TestFresh fails when the tables are not what their sources say.
func TestFresh(t *testing.T) {
	want, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(root, out)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is stale: go run ./internal/gen/ioctls", out)
	}
}

// TestFacts holds headers.txt against a small extract of an extractor's tables.
func TestFacts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"typedefs.tsv": "typedef\tctype_amd64\tsize\tctype_i386\tsize\theader\nmy_t\tunsigned int\t4\tunsigned int\t4\ta.h\n",
		"consts.tsv":   "name\tv\tv\tkind\tenum\theader\tioc\nX_GET\t1\t1\tmacro\t\ta.h\tR:'x':0x1:8:8:struct s[2]\nX_SET\t2\t2\tmacro\t\ta.h\tW:'x':0x2:4:4:my_t\nX\t3\t3\tmacro\t\ta.h\t\n",
		"structs.tsv": "struct\tfield\tctype\tn\to\ts\to\ts\tt\tt\theader\tflags\n" +
			"struct s\ta\tmy_t\t\t0\t4\t0\t4\t4\t4\ta.h@6.1\t\n" +
			"struct s\tb\tconst char *\t\t0\t8\t0\t4\t8\t4\ta.h\tunion\n" +
			"struct s\tc\t__u8\t\t1\t1\t1\t1\t8\t4\ta.h\tbits:9+3,union\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	b, err := facts([]string{dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	const want = "\n[a.h]\nX_GET R struct s[1]\nX_SET W u32\n\nstruct s 8 4\n\tb 0 8 0 4 - union ptr char\n\tc 1 1 1 1 - b=9+3,union u8\n"
	if got := strings.TrimPrefix(string(b), factsHead); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestUnions: the first form of a union is shown, or those that have a condition.
func TestUnions(t *testing.T) {
	f := func(name string, off, size int, cond string) field {
		return field{name: name, off: [2]int{off, off}, size: [2]int{size, size}, how: how{cond: cond}}
	}
	for _, test := range []struct {
		fields []field
		over   string // which are members of a union
		want   string
	}{
		{[]field{f("a", 0, 4, ""), f("b", 4, 4, "")}, "--", "a b"},
		{[]field{f("a", 0, 4, ""), f("b", 0, 8, ""), f("c", 8, 4, "")}, "uu-", "a c"},
		{[]field{f("a", 0, 4, ""), f("b", 4, 4, ""), f("c", 0, 8, "")}, "uuu", "a b"},
		{[]field{f("a", 0, 8, ""), f("b", 0, 4, "k=1"), f("c", 8, 8, ""), f("d", 8, 4, "")}, "uuuu", "b c"},
		{[]field{f("k", 0, 4, ""), f("a", 4, 4, "k=1"), f("b", 4, 4, "k=2")}, "-uu", "k a b"},
	} {
		u := unions{}
		for i := range test.fields {
			u.add(&test.fields[i], test.over[i] == 'u')
		}
		var got []string
		for _, f := range u.choose(test.fields) {
			got = append(got, f.name)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%v: got %s, want %s", test.fields, s, test.want)
		}
	}
}

// TestInnerUnions: what annotations say of a union within a union, and of its members,
// reaches the fields in its place.
func TestInnerUnions(t *testing.T) {
	const headers = "[a.h]\nX_GET R struct s\n\nstruct s 16 16\n\tk 0 4 0 4 - - u32\n\tu 4 12 4 12 - - union outer\n\n" +
		"union outer 12 12\n\ta 0 4 0 4 - union u32\n\tin 0 8 0 8 - union union inner\n\tz 0 12 0 12 3 union u32\n\n" +
		"union inner 8 8\n\tb 0 4 0 4 - union u32\n\tc 0 8 0 8 - union u64\n"
	for notes, want := range map[string][]string{
		"ioctl X_GET out s":                             {"k", "u.a"},
		"struct s u.in=show":                            {"k", "u.in.b"},
		"struct inner c=hex,show":                       {"k", "u.in.c ctype.ShowHex"},
		"struct outer in.c=hex,show":                    {"k", "u.in.c ctype.ShowHex"},
		"struct s u.in=if:k=2 u.a=if:k=1":               {"k", "u.a k=1", "u.in.b k=2"},
		"struct s u.in.c=show u.z=if:k=3":               {"k", "u.in.c", "u.z k=3"},
		"struct s u=nz":                                 {"k", "u.a ctype.NonZero"},
		"struct s u.in=out,if:k=2 u.in.b,u.in.c=if:k=4": {"k", "u.in.b ctype.OnlyOut k=2;k=4", "u.in.c ctype.OnlyOut k=2;k=4"},
		"struct outer in.c=if:a=1 a=show":               {"k", "u.a", "u.in.c u.a=1"},
	} {
		g, err := tables(t, headers, notes)
		if err != nil {
			t.Errorf("%s: %v", notes, err)
			continue
		}
		var got []string
		for _, f := range g.records["ioS"].fields {
			got = append(got, strings.Join(strings.Fields(strings.Join([]string{f.name, f.how.show, f.how.when, f.how.dir, f.how.cond}, " ")), " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", notes, got, want)
		}
	}
}

// TestErrors: what an annotation has wrong is said.
func TestErrors(t *testing.T) {
	for line, want := range map[string]string{
		"struct s":                       "want struct NAME",
		"struct s a":                     "want FIELD=HOW",
		"thing s a=hex":                  "neither struct nor ioctl",
		"struct s a=big":                 "no way to show",
		"struct s a=*bytes":              "how many?",
		"struct s z=hex":                 "s has no field z",
		"struct s b=if:z=1":              "no field z is shown",
		"struct s b=if:a=NOTHING":        "no constant NOTHING",
		"struct other a=hex":             "nothing leads to other",
		"ioctl X_GET out t":              "headers.txt has no struct t",
		"ioctl X_GET around s":           `"around" is no direction`,
		"ioctl X_GET many":               `no value is called "many"`,
		"ioctl X_GET fill s":             "want fill",
		"ioctl X_GET out s(z)":           "s has no field z to show",
		"ioctl X_NONE int":               "no constant X_NONE",
		"struct s b=*s[a] a=hide,if:b=1": "",
		"struct s b=if:a&6=2|4":          "",
		"struct s b=if:a&NOTHING=2":      "no constant NOTHING",
		"case T X_GET":                   "want case TABLE",
		"case T X_NONE in s":             "no constant X_NONE",
		"case T X_GET in s(a~hex,b)":     "",
		"case T X_GET in s(a~big)":       "no way to show",
		"case T:m X_GET,X_GET in s":      "has the number of X_GET",
	} {
		_, err := tables(t, "[a.h]\nX_GET R struct s\n\nstruct s 8 8\n\ta 0 4 0 4 - - u32\n\tb 4 4 4 4 - - u32\n", line)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %s", line, err, want)
		}
	}
}

// tables makes the tables of a small kernel with an annotation.
func tables(t *testing.T, headers, line string) (*gen, error) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		in + "/headers.txt": headers,
		in + "/notes.txt":   line + "\n",
		"xlat/consts.txt":   "X_GET 1 ioctl\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g, err := read(dir)
	if err == nil {
		_, err = g.tables()
	}
	return g, err
}

// TestOverlaid: of commands with one number one that is annotated wins, then the driver
// that is met more often.
func TestOverlaid(t *testing.T) {
	g := &gen{numbers: map[string][2][]uint32{"DRM_IOCTL_LIMA_A": {{1}, {1}}, "DRM_IOCTL_I915_A": {{1}, {1}}, "DRM_IOCTL_Z": {{1}, {2}}}}
	got := g.commands([]kase{{name: "DRM_IOCTL_I915_A"}, {name: "DRM_IOCTL_LIMA_A"}, {name: "DRM_IOCTL_Z", noted: true}}, 0)
	if want := []nr{{1, 2}}; !slices.Equal(got, want) {
		t.Errorf("amd64: got %v, want %v", got, want)
	}
	got = g.commands([]kase{{name: "DRM_IOCTL_I915_A"}, {name: "DRM_IOCTL_LIMA_A"}, {name: "DRM_IOCTL_Z", noted: true}}, 1)
	if want := []nr{{1, 0}, {2, 2}}; !slices.Equal(got, want) {
		t.Errorf("i386: got %v, want %v", got, want)
	}
}
