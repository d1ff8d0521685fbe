//go:build linux && amd64

package nofile_test

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"gotrace/internal/nofile"
)

func TestOriginal(t *testing.T) {
	if os.Getenv("NOFILE_TEST") != "" {
		os.Stdout.WriteString(strconv.FormatUint(nofile.Original().Cur, 10))
		os.Exit(0)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/bin/sh", "-c", "ulimit -Sn 177; exec "+exe+" -test.run=TestOriginal")
	cmd.Env = append(os.Environ(), "NOFILE_TEST=1")
	out, err := cmd.Output()
	if err != nil || strings.TrimSpace(string(out)) != "177" {
		t.Fatalf("got %q, %v; want 177", out, err)
	}
}
