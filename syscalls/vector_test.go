package syscalls_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the decoders say into the vectors")

// TestVectors decodes the vectors in testdata, and again with every region cut
// short, at every length.
func TestVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, file := range files {
		ar, cases, err := vector.ReadArchive(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			t.Run(filepath.Base(file)+"/"+c.Line, func(t *testing.T) {
				check(t, c.Text, vector.NewRunner(emit.Options{}), c.Vector)
				check(t, c.JSON, vector.NewRunner(emit.Options{Style: emit.JSON}), c.Vector)
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func check(t *testing.T, want *txtar.File, r *vector.Runner, v *vector.Vector) {
	got := bytes.Clone(r.Run(v, v.Entry, v.Exit))
	isJSON := r.Buf.JSON()
	if isJSON && !json.Valid(got) {
		t.Errorf("not JSON: %s", got)
	}
	if *update {
		want.Data = append(got, '\n')
	} else if w := bytes.TrimSpace(want.Data); !bytes.Equal(got, w) {
		t.Errorf("%s\n got: %s\nwant: %s", want.Name, got, w)
	}
	for i := range v.Exit {
		for n := range len(v.Exit[i].Data) {
			entry := v.Entry
			if i < len(entry) && n < len(entry[i].Data) {
				entry = entry.Cut(i, n)
			}
			got := r.Run(v, entry, v.Exit.Cut(i, n))
			if isJSON && !json.Valid(got) {
				t.Fatalf("region %s cut to %d: not JSON: %s", v.Exit[i].Name, n, got)
			}
		}
	}
	var entry, exit event.Memory = v.Entry, v.Exit
	if n := testing.AllocsPerRun(10, func() { r.Run(v, entry, exit) }); n != 0 {
		t.Errorf("%s: %v allocations", want.Name, n)
	}
}
