package syscalls_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/internal/vector"
)

// TestVectorsAgainstStrace has strace watch a program that makes the calls of
// the vectors: what strace shows must be what the vectors want. A vector with a
// file "differs", which says why, must be shown differently.
func TestVectorsAgainstStrace(t *testing.T) {
	tool(t, "strace")
	tool(t, "gcc")
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	protocols := filepath.Join(t.TempDir(), "protocols.so")
	run(t, "gcc", "-shared", "-fPIC", "-O1", "-o", protocols, "testdata/protocols.c")
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		t.Run(abi.String(), func(t *testing.T) {
			prog := filepath.Join(t.TempDir(), "play")
			flag := map[event.ABI]string{event.AMD64: "-m64", event.I386: "-m32"}[abi]
			run(t, "gcc", flag, "-O1", "-no-pie", "-o", prog, "testdata/play.c")
			for _, file := range files {
				t.Run(filepath.Base(file), func(t *testing.T) { playFile(t, abi, prog, protocols, file) })
			}
		})
	}
}

// playFile compares the vectors of a file that have the given ABI. protocols is
// what testdata/protocols.c has become.
func playFile(t *testing.T, abi event.ABI, prog, protocols, file string) {
	_, cases, err := vector.ReadArchive(file)
	if err != nil {
		t.Fatal(err)
	}
	cases = slices.DeleteFunc(cases, func(c vector.Case) bool { return c.Call.ABI != abi || !c.Ends || c.Rings != nil })
	if len(cases) == 0 {
		return
	}
	plan := binary.LittleEndian.AppendUint32(nil, uint32(len(cases)))
	for _, c := range cases {
		plan = vector.AppendPlan(plan, c.Vector)
	}
	dir := t.TempDir()
	planFile, out := filepath.Join(dir, "plan"), filepath.Join(dir, "out")
	if err := os.WriteFile(planFile, plan, 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, "env", "LD_PRELOAD="+protocols, "strace", "-E", "LD_PRELOAD", "-a", "0", "-o", out, prog, planFile)
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	n := 0
	for i, line := range lines {
		if !strings.HasPrefix(line, "syscall_0x7000(") || i+1 == len(lines) {
			continue
		}
		c := &cases[n]
		n++
		got := lines[i+1]
		switch {
		case c.Differs == "" && got != c.Want():
			t.Errorf("%s\nstrace:  %s\ngotrace: %s", c.Line, got, c.Want())
		case c.Differs != "" && got == c.Want():
			t.Errorf("%s: strace does not differ (%s)\n%s", c.Line, c.Differs, got)
		}
	}
	if n != len(cases) {
		t.Errorf("strace showed %d of %d calls:\n%s", n, len(cases), text)
	}
}

// tool skips the test where a program is missing, but in CI it fails it.
func tool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
	}
}
