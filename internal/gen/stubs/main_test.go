package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
)

// TestFresh holds the generated file to its sources, and the code to its assembler.
func TestFresh(t *testing.T) {
	for _, tool := range []string{"as", "objcopy", "objdump", "nm"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "" {
			t.Skip(err)
		}
	}
	want, err := generate("../../../libcall/stubs")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../libcall/zstubs.go")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("libcall/zstubs.go is stale (%v): go run ./internal/gen/stubs", err)
	}
}

// TestRelocations refuses code that would have to be changed where it is put.
func TestRelocations(t *testing.T) {
	if _, err := exec.LookPath("as"); err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/x.s", []byte("\tlea far(%rip), %rax\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := assemble(new(bytes.Buffer), dir, "x", "x.s", "--64", "0"); err == nil {
		t.Error("an unknown symbol is no error")
	}
}
