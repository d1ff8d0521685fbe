package syscalls_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
)

var (
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	comments = regexp.MustCompile(`/\*.*?\*/`)
	constant = regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b`)
)

// styleless are macros, which strace shows whatever the style of numbers is.
var styleless = map[string]bool{"BPF_STMT": true, "BPF_JUMP": true, "KERNEL_VERSION": true, "SNDRV_PROTOCOL_VERSION": true, "IOPRIO_PRIO_VALUE": true}

// TestStyles checks that the names of numbers come from one place: with -X raw no
// vector shows any, with -X verbose only in comments.
func TestStyles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	raw, both := vector.NewRunner(emit.Options{Const: emit.Raw}), vector.NewRunner(emit.Options{Const: emit.Both})
	for _, r := range []*vector.Runner{raw, both} {
		r.Dec.Abbrev = false
	}
	seen := map[string]bool{}
	for _, f := range files {
		_, cases, err := vector.ReadArchive(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			for _, r := range []*vector.Runner{raw, both} {
				text := string(r.Run(c.Vector, c.Entry, c.Exit))
				args, _, _ := strings.Cut(text, ") = ")
				for _, name := range constant.FindAllString(comments.ReplaceAllString(quoted.ReplaceAllString(args, ""), ""), -1) {
					if !styleless[name] && !seen[name] {
						seen[name] = true
						t.Errorf("%s in %s", name, text)
					}
				}
			}
		}
	}
}
