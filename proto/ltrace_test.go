package proto_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotrace/internal/vector"
	"gotrace/proto"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestVectorsAgainstLtrace has ltrace watch a program that makes the calls of the
// vectors in ltrace's language, with the same registers and the same memory at the
// same addresses. It has to show the same text, or, where a vector has the part
// differs, something else.
func TestVectorsAgainstLtrace(t *testing.T) {
	for _, tool := range []string{"ltrace", "gcc"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	ar, err := txtar.ParseFile("testdata/conf.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	conf := filepath.Join(dir, ar.Files[0].Name)
	if err := os.WriteFile(conf, ltraceKnows(ar.Files[0].Data), 0o666); err != nil {
		t.Fatal(err)
	}
	l := proto.NewLibrary(proto.Options{Paths: []string{conf}})
	var p program
	type want struct{ line, text, differs string }
	var wants []want
	parts := map[string]string{}
	for _, f := range ar.Files[1:] {
		parts[f.Name] = strings.TrimSpace(string(f.Data))
		if f.Name != "json" {
			continue
		}
		if line := parts["call"]; strings.HasPrefix(line, "amd64") && l.Find("", strings.Fields(line)[1]) != nil {
			v, err := parseCall(line, parts["mem"], parts["exit"], func(name string) *proto.Func { return l.Find("", name) })
			if err != nil {
				t.Fatal(err)
			}
			p.add(v)
			wants = append(wants, want{line, parts["text"], parts["differs"]})
		}
		clear(parts)
	}
	got := p.run(t, dir, conf)
	if len(got) != len(wants) {
		t.Fatalf("ltrace shows %d calls of %d:\n%s", len(got), len(wants), strings.Join(got, "\n"))
	}
	for i, w := range wants {
		switch same := got[i] == w.text; {
		case !same && w.differs == "":
			t.Errorf("%s\nltrace: %s\n   got: %s", w.line, got[i], w.text)
		case same && w.differs != "":
			t.Errorf("%s: ltrace shows the same, but is said to differ: %s", w.line, w.differs)
		}
	}
}

// ltraceKnows returns prototypes without the lines of which ltrace 0.7.3 says that
// they are wrong, against its manual.
func ltraceKnows(conf []byte) []byte {
	var out []byte
	for line := range bytes.Lines(conf) {
		if !bytes.Contains(line, []byte("bitvec(array")) {
			out = append(out, line...)
		}
	}
	return out
}

// program is a program that makes calls: a part in assembly with the calls and the
// functions, and what C makes of the rest.
type program struct {
	asm, lib, main strings.Builder
	n              int
	names          map[string]bool
}

// Addresses within the page that program and functions share.
const (
	shared    = 0x7000000
	sharedEnd = 0x1000
)

func (p *program) add(v *call) {
	name := v.f.Name
	if p.names == nil {
		p.names = map[string]bool{}
	}
	if !p.names[name] {
		p.names[name] = true
		// The function stores what the vector's exit says and returns what is in the
		// shared page.
		fmt.Fprintf(&p.lib, "\t.globl %[1]s\n\t.type %[1]s,@function\n%[1]s:\n\tsub $8,%%rsp\n\tmov $%#[2]x,%%rax\n\tcall *(%%rax)\n\tmov $%#[2]x,%%rcx\n\tmov 8(%%rcx),%%rax\n\tmov 16(%%rcx),%%rdx\n\tmovq 24(%%rcx),%%xmm0\n\tmovq 32(%%rcx),%%xmm1\n\tadd $8,%%rsp\n\tret\n", name, shared)
	}
	fmt.Fprintf(&p.asm, "\t.globl call%d\ncall%d:\n\tpush %%rbp\n\tmov %%rsp,%%rbp\n", p.n, p.n)
	var stack []byte
	for _, r := range v.entry {
		if r.Name == "stack" {
			stack = append(stack, r.Data...)
		}
	}
	for len(stack)%16 != 0 {
		stack = append(stack, 0)
	}
	for i := len(stack) - 8; i >= 0; i -= 8 {
		fmt.Fprintf(&p.asm, "\tmovabs $%#x,%%rax\n\tpush %%rax\n", binary.LittleEndian.Uint64(stack[i:]))
	}
	for i, r := range v.c.Float {
		fmt.Fprintf(&p.asm, "\tmovabs $%#x,%%rax\n\tmovq %%rax,%%xmm%d\n", binary.LittleEndian.Uint64(r[:]), i)
	}
	for i, r := range []string{"rdi", "rsi", "rdx", "rcx", "r8", "r9"} {
		fmt.Fprintf(&p.asm, "\tmovabs $%#x,%%%s\n", v.c.Int[i], r)
	}
	fmt.Fprintf(&p.asm, "\tmov $8,%%eax\n\tcall %s@PLT\n\tleave\n\tret\n", name)

	memory := func(m vector.Memory) string {
		var b strings.Builder
		for _, r := range m {
			for i, c := range r.Data {
				fmt.Fprintf(&b, "*(char *)%#x = %d; ", uint64(r.Addr)+uint64(i), c)
			}
		}
		return b.String()
	}
	fmt.Fprintf(&p.main, "void call%[1]d(void);\nstatic void exit%[1]d(void) { %[2]s}\nstatic void make%[1]d(void) { %[3]sshared->exit = exit%[1]d; shared->ret[0] = %#[4]xUL; shared->ret[1] = %#[5]xUL; shared->xmm[0] = %#[6]xUL; shared->xmm[1] = %#[7]xUL; call%[1]d(); }\n",
		p.n, memory(v.exit), memory(v.entry), v.c.Ret[0], v.c.Ret[1], binary.LittleEndian.Uint64(v.c.RetFloat[0][:]), binary.LittleEndian.Uint64(v.c.RetFloat[1][:]))
	p.n++
}

var resultColumn = regexp.MustCompile(`\) +=`)

// run builds and runs the program under ltrace and returns the lines of the calls.
func (p *program) run(t *testing.T, dir, conf string) (lines []string) {
	var calls strings.Builder
	for i := range p.n {
		fmt.Fprintf(&calls, "make%d(); ", i)
	}
	main := fmt.Sprintf(`#include <sys/mman.h>
struct { void (*exit)(void); unsigned long ret[2], xmm[2]; } *shared = (void *)%#x;
%s
int main(void) {
	mmap((void *)0x10000, 0x200000, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_FIXED, -1, 0);
	mmap(shared, %#x, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_FIXED, -1, 0);
	%s
	return 0;
}
`, shared, p.main.String(), sharedEnd, calls.String())
	for name, text := range map[string]string{"calls.S": "\t.text\n" + p.asm.String() + "\t.section .note.GNU-stack,\"\"\n", "lib.S": "\t.text\n" + p.lib.String() + "\t.section .note.GNU-stack,\"\"\n", "main.c": main} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"gcc", "-shared", "-o", "libcalls.so", "lib.S"},
		{"gcc", "-O0", "-w", "-fcf-protection=none", "-fno-stack-protector", "-no-pie", "-Wl,-z,lazy", "-Wl,-rpath," + dir, "-o", "calls", "main.c", "calls.S", "./libcalls.so"},
		{"ltrace", "-o", "log", "-F", conf, "./calls"},
	} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || bytes.Contains(out, []byte("error")) {
			t.Fatalf("%s: %v\n%s", args[0], err, out)
		}
	}
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		name, _, _ := strings.Cut(line, "(")
		if p.names[name] {
			lines = append(lines, resultColumn.ReplaceAllString(strings.TrimSpace(line), ") ="))
		}
	}
	return lines
}
