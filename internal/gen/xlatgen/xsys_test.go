package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// differ are constants of golang.org/x/sys/unix that are not the kernel's, and why.
var differ = map[string]string{
	"O_LARGEFILE":          "0 on amd64: as the C library has it",
	"F_GETLK":              "i386: the C library's for large files",
	"F_SETLK":              "i386: the C library's for large files",
	"F_SETLKW":             "i386: the C library's for large files",
	"RTCF_NAT":             "of the C library's net/route.h",
	"BPF_F_REDIRECT_FLAGS": "has grown since",
	"IFA_MAX":              "has grown since",
	"RTA_MAX":              "has grown since",
	"DEVLINK_ATTR_MAX":     "has grown since",
	"NL80211_ATTR_MAX":     "has grown since",
}

// TestAgainstXsys compares consts.txt with golang.org/x/sys/unix, which takes
// its constants from a C compiler and the C library's headers.
func TestAgainstXsys(t *testing.T) {
	c, err := readConsts(filepath.Join(dir, "consts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	unix := filepath.Join(strings.TrimSpace(string(out)), "unix")
	found := map[string]bool{}
	for abi, arch := range []string{"amd64", "386"} {
		compared := 0
		for _, file := range []string{"zerrors_linux.go", "zerrors_linux_" + arch + ".go", "ztypes_linux.go"} {
			for name, v := range goConsts(t, filepath.Join(unix, file)) {
				k := c.byName[name]
				if k == nil || !k.has[abi] {
					continue
				}
				compared++
				if got := k.v[abi]; got == v || uint32(got) == uint32(v) {
					continue
				}
				if found[name] = true; differ[name] == "" {
					t.Errorf("%s on %s: %#x, x/sys has %#x", name, arch, k.v[abi], v)
				}
			}
		}
		if compared < 7000 {
			t.Errorf("%s: only %d constants compared", arch, compared)
		}
	}
	for name := range differ {
		if !found[name] {
			t.Errorf("%s does not differ any more", name)
		}
	}
}

// goConsts returns the integer constants that a Go file gives by a literal.
func goConsts(t *testing.T, file string) map[string]uint64 {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	l := map[string]uint64{}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.ValueSpec)
		if !ok || len(s.Names) != len(s.Values) {
			return true
		}
		for i, e := range s.Values {
			if v, ok := literal(e); ok {
				l[s.Names[i].Name] = v
			}
		}
		return true
	})
	return l
}

// literal is the value of 0x1, -0x1 or Errno(0x1).
func literal(e ast.Expr) (uint64, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		v, err := number(e.Value)
		return v, err == nil
	case *ast.UnaryExpr:
		v, ok := literal(e.X)
		return -v, ok && e.Op == token.SUB
	case *ast.CallExpr:
		if len(e.Args) == 1 {
			return literal(e.Args[0])
		}
	}
	return 0, false
}
