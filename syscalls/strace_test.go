package syscalls_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/internal/vector"

	"github.com/rogpeppe/go-internal/txtar"
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
	vectors := playable(t, abi, file)
	if len(vectors) == 0 {
		return
	}
	plan := binary.LittleEndian.AppendUint32(nil, uint32(len(vectors)))
	for _, p := range vectors {
		plan = appendPlan(plan, p.v)
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
		p := vectors[n]
		n++
		got := lines[i+1]
		switch {
		case p.differs == "" && got != p.text:
			t.Errorf("%s\nstrace:  %s\ngotrace: %s", p.call, got, p.text)
		case p.differs != "" && got == p.text:
			t.Errorf("%s: strace does not differ (%s)\n%s", p.call, p.differs, got)
		}
	}
	if n != len(vectors) {
		t.Errorf("strace showed %d of %d calls:\n%s", n, len(vectors), text)
	}
}

// play is a vector that strace can be shown.
type play struct {
	v                   *vector.Vector
	call, text, differs string
}

func playable(t *testing.T, abi event.ABI, file string) (row []play) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var mem, exit string
	var p play
	flush := func() {
		if p.call == "" {
			return
		}
		v, err := vector.Parse(p.call, mem, exit)
		if err != nil {
			t.Fatal(err)
		}
		p.v = v
		if v.Call.ABI == abi && v.Ends {
			row = append(row, p)
		}
	}
	for _, f := range ar.Files {
		s := strings.TrimSpace(string(f.Data))
		switch f.Name {
		case "call":
			flush()
			mem, exit, p = "", "", play{call: s}
		case "mem":
			mem = s
		case "exit":
			exit = s
		case "text":
			p.text = s
		case "differs":
			p.differs = s
		}
	}
	flush()
	return row
}

// appendPlan appends what play.c reads of a vector.
func appendPlan(dst []byte, v *vector.Vector) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint32(dst, uint32(v.Call.Nr))
	for _, a := range v.Call.Args {
		dst = le.AppendUint64(dst, a)
	}
	dst = le.AppendUint64(dst, uint64(v.Call.Ret))
	for _, m := range []vector.Memory{v.Entry, v.Exit} {
		dst = le.AppendUint32(dst, uint32(len(m)))
		for _, r := range m {
			dst = le.AppendUint64(dst, uint64(r.Addr))
			dst = le.AppendUint32(dst, uint32(len(r.Data)))
			dst = append(dst, r.Data...)
		}
	}
	return dst
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
