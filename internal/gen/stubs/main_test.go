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
	for _, test := range []struct{ format, code string }{
		{"--64", "lea far(%rip), %rax"}, {"--64", "mov $here, %eax\nhere:"}, {"--64", "lea STRINGS+1(%rax), %rax"}, {"--32", "mov $far, %eax"}, {"--32", "call far"}, {"--32", "mov $STRINGS+1, %eax"},
	} {
		if err := os.WriteFile(dir+"/x.s", []byte(test.code+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := assemble(new(bytes.Buffer), dir, "x", "x.s", test.format, "0"); err == nil {
			t.Errorf("%s is no error", test.code)
		}
	}
}
