package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAttrs makes tables of attributes and families, or says what is wrong with them.
func TestAttrs(t *testing.T) {
	c := testConsts(t)
	sets := map[string][]*set{"x": {{name: "Xs"}, {name: "Ys", enum: true}}}
	for _, test := range []struct{ text, want string }{
		{"attrs a X_\n\tA u32", "{kind: 1, min: 4, say: nlOrdered}, // A"},
		{"attrs a X_\n\tA u32 Xs", "say: nlOrderedFlags, set: &xlat.Xs}"},
		{"attrs a X_\n\tA be16 Ys", "say: nlBEEnum, set: &xlat.Ys}"},
		{"attrs a X_\n\tA nest a", "say: nlNested, nested: &nlaA}"},
		{"attrs a X_\n\tA nest other", "nested: &other}"},
		{"attrs a X_\n\tA array again", "nested: &nlAttrs{kinds: []nlAttr{{kind: nlEach, min: 4, say: nlAround}}}}"},
		{"attrs a X_\n\tA array bin", "{kind: nlEach, say: nlHex}"},
		{"attrs a X_\n\tA array=Ys u8", "nested: &nlAttrs{names: &xlat.Ys, kinds: []nlAttr{{kind: nlEach, min: 1, say: nlU8}}}"},
		{"attrs a X_\n\tA none", `names: &xlat.Set{Unknown: "X_???", Vals: []xlat.Val{` + "\n" + `{V: 0x1, Name: "X_A"},`},
		{"attrs a X_\n\tOTHER=7 u8", `{V: 0x7, Name: "X_OTHER"},`},
		{"family f cmd=Ys attrs=a\n\tcmd X_A a\nattrs a X_\n\tA u8", "ask: &xlat.Ys, tell: &xlat.Ys,\nattrs: &nlaA,\nmessages: []genlAttrs{\n{cmd: 1, from: genlAsk, attrs: &nlaA}, // X_A\n{cmd: 1, from: genlTell,"},
		{"family f head=h\n\tevent X_B a", "head: &h,\nmessages: []genlAttrs{\n{cmd: 2, from: genlEvent, attrs: &a}, // X_B"},

		{"attrs a X_\n\tZ u32", "no constant X_Z"},
		{"attrs a X_\n\tA", "A: want NAME KIND"},
		{"attrs a X_\n\tB u8\n\tA u8", "A stands behind B"},
		{"attrs a X_\n\tA u8\n\tA u8", "A stands behind A"},
		{"attrs a X_\n\tA u24", `no kind ["u24"]`},
		{"attrs a X_\n\tA str Xs", `no kind ["str" "Xs"]`},
		{"attrs a X_\n\tA nest", `no kind ["nest"]`},
		{"attrs a X_\n\tA u8 Zs", "no set Zs"},
		{"attrs a X_\n\tA array=Zs u8", "no set Zs"},
		{"attrs a X_\n\tA bits Ys", "bits cannot be of the set Ys"},
		{"attrs a", "want attrs NAME PREFIX"},
		{"family f cmd=Zs", "no set Zs"},
		{"family f set=Xs", "no property set=Xs"},
		{"family f attrs=a\n\tcmd X_Z a", "want ask, tell, cmd or event"},
		{"family f attrs=a\n\tdo X_A a", "want ask, tell, cmd or event"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.txt"), []byte(test.text), 0o666); err != nil {
			t.Fatal(err)
		}
		src, err := nlattrsFile(dir, c, sets)
		got := string(src)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%q gives\n%s\nwant %s", test.text, got, test.want)
		}
	}
}
