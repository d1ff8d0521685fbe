package syscalls_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the decoders say into the vectors")

// TestVectors decodes the vectors in testdata: each archive is a row of them,
// with the files call, mem, exit (both may be missing), text and json, and
// differs where strace shows something else. They are decoded again with every region cut short, at every length.
func TestVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(ar.Files); {
			i = runVector(t, file, ar, i)
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// runVector runs the vector that begins at file i and returns where the next
// one begins.
func runVector(t *testing.T, file string, ar *txtar.Archive, i int) int {
	var call, mem, exit string
	var text, js *txtar.File
	begin := i
	for ; i < len(ar.Files) && (i == begin || ar.Files[i].Name != "call"); i++ {
		f := &ar.Files[i]
		switch f.Name {
		case "call":
			call = strings.TrimSpace(string(f.Data))
		case "mem":
			mem = string(f.Data)
		case "exit":
			exit = string(f.Data)
		case "text":
			text = f
		case "json":
			js = f
		case "differs": // for TestVectorsAgainstStrace
		default:
			t.Errorf("%s: unknown part %q", file, f.Name)
		}
	}
	t.Run(filepath.Base(file)+"/"+call, func(t *testing.T) {
		v, err := vector.Parse(call, mem, exit)
		if err != nil {
			t.Fatal(err)
		}
		if text == nil || js == nil {
			t.Fatal("a vector has the parts text and json")
		}
		check(t, text, vector.NewRunner(emit.Options{}), v)
		check(t, js, vector.NewRunner(emit.Options{Style: emit.JSON}), v)
	})
	return i
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
