//go:build linux && amd64

package libcall_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// typed is what calls of testdata/typed.c's functions look like. Addresses are 0xA.
const typed = `typed_numbers(-3, 4000000000, -100, 200, -5, 1099511627776, true, 'x') = 294967083
typed_floats(0.500000, 2.250000, 4.125000, 1) = 7.875000
typed_text("text", 0xA, 3) = "text"
typed_enum(LIGHT, 1) = LIGHT
typed_enum(77, 1) = 77
typed_spot({x=1, y=-2}, {x=1, y=-2}, 0xA) = {x=2, y=-2}
typed_shape({name="first", at={x=-5, y=6}, shade=BRIGHT, area=1.250000, low=7, high=31, sides=[ 1, 2, 3 ], next={name="last", at={x=3, y=4}, shade=LIGHT, area=0.500000, low=1, high=2, sides=[ 7, 8, 9 ], next=nil}}, {name="last", at={x=3, y=4}, shade=LIGHT, area=0.500000, low=1, high=2, sides=[ 7, 8, 9 ], next=nil}) = {name="first", at={x=3, y=4}, shade=LIGHT, area=0.500000, low=1, high=2, sides=[ 7, 8, 9 ], next=nil}
typed_many({i=21, d=0.000000}, "one", 0xA, 0xA) = 42
typed_list(1, 0xA) = 3
typed_nothing() = <void>
+++ exited with 0 +++
`

// TestDebugInfo traces calls of a library that only its debugging information
// describes, in the library or beside it.
func TestDebugInfo(t *testing.T) {
	needs(t, "objcopy")
	for name, test := range map[string]struct {
		flags string
		moved bool
	}{
		"amd64": {"-g -m64", false}, "amd64 O2": {"-g -m64 -O2", false}, "amd64 moved": {"-g -m64", true},
		"i386": {"-g -m32", false}, "i386 moved": {"-g -m32", true},
	} {
		t.Run(name, func(t *testing.T) {
			flags := strings.Fields(test.flags)
			lib := build(t, "typed.c", append(flags, "-fPIC", "-shared", "-Wl,-soname,libtyped.so")...)
			dir := filepath.Dir(lib)
			at := filepath.Join(dir, "libtyped.so")
			if err := os.Rename(lib, at); err != nil {
				t.Fatal(err)
			}
			if test.moved {
				for _, args := range [][]string{
					{"--only-keep-debug", at, at + ".debug"}, {"--strip-all", at}, {"--add-gnu-debuglink=" + at + ".debug", at},
				} {
					if out, err := exec.Command("objcopy", args...).CombinedOutput(); err != nil {
						t.Fatalf("objcopy %v: %v\n%s", args, err, out)
					}
				}
			}
			p := build(t, "typeduser.c", flags[1], at, "-Wl,-rpath,"+dir)
			for _, stubs := range []string{"stop", "auto"} {
				log := traced(t, "--library-stubs="+stubs+" -a 1 -e lib=typed_*", p)
				log = regexp.MustCompile(`\b0x[0-9a-f]+\b`).ReplaceAllString(log, "0xA")
				log = regexp.MustCompile(`(?m)^typed_complex.*\n`).ReplaceAllString(strings.ReplaceAll(log, "program->", ""), "")
				if log != typed {
					t.Errorf("%s: got\n%swant\n%s", stubs, log, typed)
				}
			}
			native := run(t, gotrace(t), "-a", "1", "-e", "entry=typed_enum", p)
			if want := "typed_enum@libtyped.so(LIGHT, 1) = LIGHT\n"; !strings.Contains(native.err, want) {
				t.Errorf("got\n%swant %s", native.err, want)
			}
		})
	}
}
