package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/gotrace.1")

// TestManual holds the manual page to the tables of options: its options are
// generated from there, the rest is docs/gotrace.1.in.
func TestManual(t *testing.T) {
	in, err := os.ReadFile("../../docs/gotrace.1.in")
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.Replace(in, []byte("@OPTIONS@\n"), ownDialect.manual(true), 1)
	want = bytes.Replace(want, []byte("@LTRACE@\n"), ltraceDialect.manual(false), 1)
	if *update {
		if err := os.WriteFile("../../docs/gotrace.1", want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("../../docs/gotrace.1")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/gotrace.1 is stale: go test ./cmd/gotrace -run Manual -update")
	}
}

// manual is the manual's section about options.
func (d *dialect) manual(groups bool) []byte {
	roff := strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`)
	var b bytes.Buffer
	group := ""
	for i := range d.options {
		o := &d.options[i]
		if o.group == gHidden {
			continue
		}
		if groups && o.group != group {
			group = o.group
			fmt.Fprintf(&b, ".SS %s\n", group)
		}
		help := roff.Replace(o.help)
		fmt.Fprintf(&b, ".TP\n.B %s\n%s.\n", roff.Replace(o.spelling()), strings.ToUpper(help[:1])+help[1:])
	}
	return b.Bytes()
}
