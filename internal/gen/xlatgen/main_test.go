package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const dir = "../../../xlat"

// TestFresh fails when a generated file is not what its sources say, also when a
// set names a constant that does not exist.
func TestFresh(t *testing.T) {
	files, err := generate(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is stale: go run ./internal/gen/xlatgen", filepath.Base(name))
		}
	}
	made, err := filepath.Glob(filepath.Join(dir, "z*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range made {
		if files[name] == nil {
			t.Errorf("%s has no source in sets", filepath.Base(name))
		}
	}
}

const header = `
[linux/x.h]
X_A 0x1
X_B 0x2
X_AB 0x3
X_C 0x4
X_ALIAS 0x4
X_MASK 0x7
X_MAX 0x4
X_NEG -2
X_I386 0x10 0x20
X_ONLY - 0x40

enum kind
KIND_ONE 1
KIND_TWO 2

[linux/y.h@6.1]
Y_IO 0x5401 ioctl
Y_TIME 0x8906 ioctl 0x80108906
Y_OTHER 0x5401 ioctl
`

func testConsts(t *testing.T) *consts {
	file := filepath.Join(t.TempDir(), "consts.txt")
	if err := os.WriteFile(file, []byte(header), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err := readConsts(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTable(t *testing.T) {
	c := testConsts(t)
	for _, test := range []struct {
		line, amd64, i386 string
	}{
		{"S flags X_A X_B linux/x.h ?", "X_A=1 X_B=2", ""},
		{"S flags X_A X_B X_AB ?", "X_AB=3 X_A=1 X_B=2", ""},
		{"S flags X_* linux/x.h -X_NEG -X_I386 -X_ONLY -X_ALIAS", "X_AB=3 X_A=1 X_B=2 X_C=4", ""},
		{"S flags X_A/X_MASK X_I386 ?", "X_A=1/7 X_I386=16", "X_A=1/7 X_I386=32"},
		{"S flags X_ONLY X_A ?", "X_A=1", "X_ONLY=64 X_A=1"},
		{"S flags,shift X_A X_C ?", "1<<X_A=2 1<<X_C=16", ""},
		{"S enum X_NEG X_A ?", "X_A=1 X_NEG=4294967294", ""},
		{"S enum,signed X_NEG X_A ?", "X_A=1 X_NEG=18446744073709551614", ""},
		{"S enum X_C X_ALIAS ?", "X_C=4", ""},
		{"S enum X_C =X_ALIAS ?", "X_ALIAS=4", ""},
		{"S enum 2-4@linux/x.h ?", "X_B=2 X_AB=3 X_C=4", ""},
		{"S enum enum:kind linux/x.h ?", "KIND_ONE=1 KIND_TWO=2", ""},
		{"S enum X_A X_NEW=9 ?", "X_A=1 X_NEW=9", ""},
		{"S enum X_A Y_I*@linux/y.h linux/x.h ?", "X_A=1 Y_IO=21505", ""},
		{"S ioctl X_A ?", "X_A=1 Y_TIME=35078 Y_IO or Y_OTHER=21505", "X_A=1 Y_IO or Y_OTHER=21505 Y_TIME=35078 Y_TIME=2148567302"},
	} {
		s, err := parseSet(test.line)
		if err != nil {
			t.Errorf("%s: %v", test.line, err)
			continue
		}
		vals, err := s.values(c)
		if err != nil {
			t.Errorf("%s: %v", test.line, err)
			continue
		}
		want := [2]string{test.amd64, test.i386}
		if want[1] == "" {
			want[1] = want[0]
		}
		for abi, want := range want {
			w := strings.Split(want, " ")
			got := strings.Split(show(s.table(vals, abi)), " ")
			if s.ioctl {
				slices.Sort(w)
				slices.Sort(got)
			}
			if !slices.Equal(got, w) {
				t.Errorf("%s: ABI %d: got %v, want %v", test.line, abi, got, w)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	c := testConsts(t)
	for line, want := range map[string]string{
		"S flags":                 "want NAME KIND ITEMS",
		"s flags X_A ?":           "not an exported Go name",
		"S flag X_A ?":            `kind "flag"`,
		"S flags,big X_A ?":       `kind "flags,big"`,
		"S flags X_A":             "say ?TEXT",
		"S flags X_D ?":           "no constant X_D",
		"S flags X_Z* ?":          "nothing matches X_Z*",
		"S flags X_* linux/y.h":   "nothing matches X_*",
		"S flags X_A/X_NONE ?":    "no constant X_NONE",
		"S flags X_NEW=many ?":    "not a number",
		"S flags 4-2@linux/x.h ?": "bad range",
		"S flags X_[ ?":           "bad pattern",
		"S enum enum:sort X_A ?":  "nothing matches sort",
	} {
		s, err := parseSet(line)
		if err == nil {
			_, err = s.values(c)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", line, err, want)
		}
	}
}

func TestMissing(t *testing.T) {
	c := testConsts(t)
	s, err := parseSet("S flags X_A X_B -X_NEG linux/x.h ?")
	if err != nil {
		t.Fatal(err)
	}
	vals, err := s.values(c)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range s.missing(c, vals, map[string]bool{"X_A": true, "X_B": true}) {
		got = append(got, k.name)
	}
	if want := []string{"X_AB", "X_C", "X_ALIAS", "X_I386", "X_ONLY"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func show(l []entry) string {
	var s []string
	for _, e := range l {
		text := e.name + "=" + strconv.FormatUint(e.v, 10)
		if e.mask != 0 {
			text += "/" + strconv.FormatUint(e.mask, 10)
		}
		s = append(s, text)
	}
	return strings.Join(s, " ")
}

// TestOrder checks what lookups rely on, in every table.
func TestOrder(t *testing.T) {
	c, err := readConsts(filepath.Join(dir, "consts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, sets, err := families(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range sets {
		for _, s := range l {
			vals, err := s.values(c)
			if err != nil {
				t.Fatal(err)
			}
			for abi := range 2 {
				table := s.table(vals, abi)
				for i, e := range table[1:] {
					if before := table[i]; s.enum && before.v >= e.v {
						t.Errorf("%s: %s is after %s", s.name, e.name, before.name)
					}
				}
				for i, e := range table {
					for _, before := range table[:i] {
						if !s.enum && e.v != 0 && e.mask == 0 && before.mask == 0 && before.v&^e.v == 0 && before.v != 0 {
							t.Errorf("%s: %s never shows: %s is tried before it", s.name, e.name, before.name)
						}
					}
				}
			}
		}
	}
}
