package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestFresh fails when the checked-in list is not what the package declares.
func TestFresh(t *testing.T) {
	want, _, err := List("../../../syscalls")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../syscalls/zstructs_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("syscalls/zstructs_test.go is stale: run `go run ./internal/gen/layouts`")
	}
}

func TestGolden(t *testing.T) {
	const tsv = "struct\tfield\tctype\tarray_len\toffset_amd64\tsize_amd64\toffset_i386\tsize_i386\ttotal_amd64\ttotal_i386\theader\tflags\n" +
		"struct a\tx\tlong\t\t0\t8\t0\t4\t16\t8\th.h\t\n" +
		"struct a\ty\tlong\t\t8\t8\t4\t4\t16\t8\th.h\t\n" +
		"struct b\tx\tlong\t\t0\t8\t0\t4\t8\t4\th.h\t\n" +
		"struct compat_a\tx\tint\t\t\t\t0\t4\t\t4\tbtf\t\n"
	got := string(Golden(tsv, []string{"a"}))
	if want := "\na 16 8\n\tx 0 8 0 4\n\ty 8 8 4 4\ncompat_a - 4\n\tx - - 0 4\n"; !strings.HasSuffix(got, want) {
		t.Errorf("%s\nwant at its end:%s", got, want)
	}
}
