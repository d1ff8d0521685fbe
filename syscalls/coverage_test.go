package syscalls_test

import (
	"path/filepath"
	"slices"
	"testing"

	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
)

// unvectored are calls without a vector, and why.
var unvectored = map[string]string{}

// TestEveryCallHasVectors checks that each call of each ABI has a vector in
// testdata.
func TestEveryCallHasVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	var has [event.NumABI]map[*syscalls.Desc]bool
	for abi := range has {
		has[abi] = map[*syscalls.Desc]bool{}
	}
	for _, f := range files {
		_, cases, err := vector.ReadArchive(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			has[c.Call.ABI][c.Desc] = true
		}
	}
	for abi, table := range [event.NumABI][]*syscalls.Desc{event.AMD64: amd64.Table(), event.I386: i386.Table()} {
		var missing []string
		for _, d := range table {
			if d != nil && !has[abi][d] && !slices.Contains(missing, d.Name) && unvectored[d.Name] == "" {
				missing = append(missing, d.Name)
			}
		}
		if len(missing) > 0 {
			t.Errorf("%v: no vectors for %q", event.ABI(abi), missing)
		}
	}
}
