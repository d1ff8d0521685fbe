package main

import (
	"bytes"
	"os"
	"testing"
)

func TestFresh(t *testing.T) {
	text, err := os.ReadFile("../../../syscalls/calls.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file, pkg string
		column    int
	}{{"amd64", "amd64", 1}, {"386", "i386", 2}} {
		want, err := Table(string(text), c.pkg, c.column)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile("../../../syscalls/" + c.file + "/ztable.go")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("syscalls/%s/ztable.go is stale: run make generate", c.file)
		}
	}
}
