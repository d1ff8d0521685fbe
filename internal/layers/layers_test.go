package layers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// layer of each package: a package imports only lower ones.
var layer = map[string]int{
	"gotrace/event": 0,

	"gotrace/xlat":            1,
	"gotrace/internal/nofile": 1,
	"gotrace/internal/schema": 1,

	"gotrace/emit":   2,
	"gotrace/unwind": 2,

	"gotrace/ctype": 3,

	"gotrace/syscalls": 4,
	"gotrace/ptrace":   4,

	"gotrace/syscalls/386":   5,
	"gotrace/syscalls/amd64": 5,
	"gotrace/filter":         5,
	"gotrace/stats":          5,
	"gotrace/proto":          5,

	"gotrace/libcall":         6,
	"gotrace/sink":            6,
	"gotrace/internal/vector": 6,
	"gotrace/internal/procfs": 6,

	"gotrace": 7,

	"gotrace/cmd/gotrace": 8,
}

// Packages outside the layers: tools and tests, which nothing may import.
var outside = []string{"gotrace/internal/gen/", "gotrace/internal/bench", "gotrace/internal/difftest", "gotrace/internal/layers", "gotrace/internal/robust"}

// pure packages build on any OS: what they know of Linux they know as data.
var pure = []string{"gotrace/event", "gotrace/unwind", "gotrace/xlat", "gotrace/emit", "gotrace/ctype", "gotrace/syscalls", "gotrace/syscalls/386", "gotrace/syscalls/amd64", "gotrace/filter", "gotrace/proto", "gotrace/stats"}

// foreign says who may import what is not the project's own.
var foreign = map[string][]string{
	"github.com/spf13/pflag":                {"gotrace/cmd/gotrace"},
	"github.com/olekukonko/tablewriter":     {"gotrace/stats", "gotrace/internal/bench", "gotrace/cmd/gotrace"},
	"github.com/ianlancetaylor/demangle":    {"gotrace/unwind", "gotrace"},
	"github.com/ulikunitz/xz":               {"gotrace/unwind"},
	"golang.org/x/sys/unix":                 {"gotrace/ptrace", "gotrace/internal/procfs", "gotrace", "gotrace/cmd/gotrace", "gotrace/libcall"},
	"github.com/rogpeppe/go-internal/txtar": {"gotrace/internal/vector"},
	"unsafe":                                {"gotrace/ptrace", "gotrace/libcall", "gotrace/internal/nofile", "gotrace/internal/procfs"},
}

const root = "../.."

type listed struct {
	ImportPath string
	Imports    []string
}

func list(t *testing.T) []listed {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func isOutside(path string) bool {
	return slices.ContainsFunc(outside, func(o string) bool { return strings.HasPrefix(path, o) })
}

// TestImports checks that packages import only lower ones.
func TestImports(t *testing.T) {
	for _, p := range list(t) {
		mine, ok := layer[p.ImportPath]
		if !ok && !isOutside(p.ImportPath) {
			t.Errorf("%s has no layer: give it one in internal/layers", p.ImportPath)
			continue
		}
		for _, i := range p.Imports {
			if who := foreignTo(i); who != nil && !slices.Contains(who, p.ImportPath) && !isOutside(p.ImportPath) {
				t.Errorf("%s imports %s, which only %s may", p.ImportPath, i, strings.Join(who, ", "))
			}
			if (i == "syscall" || i == "os/exec") && slices.Contains(pure, p.ImportPath) {
				t.Errorf("%s imports %s: it has to build on any OS", p.ImportPath, i)
			}
			if i != "gotrace" && !strings.HasPrefix(i, "gotrace/") {
				continue
			}
			if theirs, ok := layer[i]; !ok || !isOutside(p.ImportPath) && theirs >= mine {
				t.Errorf("%s imports %s, which is not below it", p.ImportPath, i)
			}
		}
	}
}

// foreignTo returns who may import path, nil if everybody may.
func foreignTo(path string) []string {
	for f, who := range foreign {
		if path == f || strings.HasPrefix(path, f+"/") {
			return who
		}
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return []string{"nobody"}
	}
	return nil
}

// sources returns the Go files of the project that git knows, or will.
func sources(t *testing.T) []string {
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.go")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := strings.Fields(string(out))
	if len(files) < 50 {
		t.Fatalf("only %d Go files", len(files))
	}
	return slices.DeleteFunc(files, func(f string) bool {
		_, err := os.Stat(filepath.Join(root, f))
		return err != nil // deleted, not committed yet
	})
}

func generated(file string) bool { return strings.HasPrefix(filepath.Base(file), "z") }

// maxLines is how long a file may be that people write.
const maxLines = 800

var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)

// TestFiles checks what holds for every source file.
func TestFiles(t *testing.T) {
	for _, f := range sources(t) {
		text, err := os.ReadFile(filepath.Join(root, f))
		if err != nil {
			t.Fatal(err)
		}
		says := bytes.HasPrefix(text, []byte("// Code generated "))
		if says != generated(f) {
			t.Errorf("%s: files called z*.go are generated and say so in their first line, others are not", f)
		}
		if n := bytes.Count(text, []byte("\n")); n > maxLines && !says {
			t.Errorf("%s has %d lines, more than %d", f, n, maxLines)
		}
		if m := unfinished.Find(text); m != nil {
			t.Errorf("%s: %s", f, m)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f, text, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, d := range parsed.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" && !strings.HasPrefix(f, "cmd/") {
				t.Errorf("%s has an init function", f)
			}
		}
	}
}

// TestFormat runs gofmt.
func TestFormat(t *testing.T) {
	cmd := exec.Command("gofmt", append([]string{"-l"}, sources(t)...)...)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("gofmt would change these files: %v\n%s", err, out)
	}
}

// TestStaticData checks that the tables of the pure packages are static data: no
// code runs for them when the program starts.
func TestStaticData(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "gotrace")
	for _, args := range [][]string{{"build", "-o", bin, "gotrace/cmd/gotrace"}, {"tool", "nm", bin}} {
		cmd := exec.Command("go", args...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", args[0], err, out)
		}
		for _, pkg := range pure {
			if pkg == "gotrace/stats" {
				continue
			}
			name := fmt.Sprintf(" %s.init", pkg)
			for line := range strings.Lines(string(out)) {
				if l := strings.TrimSpace(line); strings.HasSuffix(l, name) || strings.Contains(l, " "+pkg+".map.init") {
					t.Errorf("%s has code that runs at the start: go tool objdump -s '^%s.init$' tells which lines", pkg, pkg)
				}
			}
		}
	}
}
