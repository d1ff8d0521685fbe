package filter_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"gotrace/event"
)

// straceProgram returns the seccomp program that strace makes of a set; it
// prints it when it debugs itself.
func straceProgram(t *testing.T, set string) []string {
	t.Helper()
	cmd := exec.Command("strace", "-d", "-f", "--seccomp-bpf", "-o", os.DevNull, "-e", "trace="+set, "/bin/true")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("strace -e trace=%s: %v\n%s", set, err, out)
	}
	var prog []string
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "strace: "))
		if strings.HasPrefix(line, "STMT(") || strings.HasPrefix(line, "JUMP(") {
			prog = append(prog, line)
		}
	}
	if len(prog) == 0 {
		t.Skipf("strace does not tell its program:\n%s", out)
	}
	return prog
}

// runText interprets such a program.
func runText(prog []string, arch, nr uint32) (trace bool, err error) {
	var acc, x uint32
	for pc := 0; pc < len(prog); pc++ {
		line := prog[pc]
		op, rest, _ := strings.Cut(strings.TrimSuffix(line[len("STMT("):], ")"), ", ")
		args := strings.Split(rest, ", ")
		num := func(i int) uint32 {
			v, e := strconv.ParseUint(args[min(i, len(args)-1)], 0, 32)
			if e != nil {
				err = fmt.Errorf("%s: %v", line, e)
			}
			return uint32(v)
		}
		jump := func(cond bool) {
			if cond {
				pc += int(num(0))
			} else {
				pc += int(num(1))
			}
		}
		switch op {
		case "BPF_LDWABS":
			acc = nr
			if rest == "data->arch" {
				acc = arch
			}
		case "BPF_LDWIMM":
			acc = num(0)
		case "BPF_TAX":
			x = acc
		case "BPF_TXA":
			acc = x
		case "BPF_AND":
			acc &= num(0)
		case "BPF_RSH":
			acc >>= num(0)
		case "BPF_LSH":
			acc <<= x
		case "BPF_JA":
			pc += int(num(0))
		case "BPF_JEQ":
			jump(acc == num(2))
		case "BPF_JGE":
			jump(acc >= num(2))
		case "BPF_JSET":
			jump(acc&num(2) != 0)
		case "BPF_RET":
			return rest == "SECCOMP_RET_TRACE", err
		default:
			err = fmt.Errorf("unknown instruction %s", line)
		}
		if err != nil {
			return false, err
		}
	}
	return false, fmt.Errorf("ran off the end")
}

// other are calls that the programs say nothing about: strace stops at them
// whatever is wanted, because it has to see them or because they hold others, or
// does not know them.
var other = map[string]bool{
	"execve": true, "execveat": true, "socketcall": true, "ipc": true,
	"uprobe": true, "uretprobe": true,
}

// newest is the last number that strace 6.1 knows on both ABIs.
const newest = 450

// What is refused is refused by strace with the same words.
func TestStraceErrors(t *testing.T) {
	needStrace(t)
	for _, test := range badExpressions {
		if test.in == "/[" || // glibc has no words for a lone [
			strings.Contains(test.want, "invalid descriptor") {
			continue
		}
		out, err := exec.Command("strace", "-o", os.DevNull, "-e", test.in, "/bin/true").CombinedOutput()
		first, _, _ := strings.Cut(string(out), "\n")
		if err == nil || first != "strace: "+test.want {
			t.Errorf("%q: %s; strace: %s", test.in, test.want, first)
		}
	}
}

// needStrace ends the test where strace is missing: in CI that is a failure.
func needStrace(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// What a set selects is what strace makes of it, for every call that both know.
func TestStraceSets(t *testing.T) {
	needStrace(t)
	sets := []string{
		"read", "!read", "read@64,write@32", "%desc@32", "all@64", "?nothing", "/^get", "/^(.*_)?statv?fs",
		"3,5,59@32,222", "!%file,%desc,/time", "!!close", "file,network", "/at$|^f",
	}
	for _, class := range strings.Fields("file process net network signal ipc desc memory creds clock pure " +
		"stat lstat fstat %stat statfs fstatfs %statfs") {
		sets = append(sets, "%"+class)
	}
	for _, set := range sets {
		prog := straceProgram(t, set)
		ours := calls(t, set)
		for a, table := range tables {
			abi := event.ABI(a)
			for nr, d := range table {
				if d == nil || nr > newest || other[d.Name] {
					continue
				}
				want, err := runText(prog, abi.Arch(), uint32(nr))
				if err != nil {
					t.Fatal(err)
				}
				if got := ours.Has(abi, uint64(nr)); got != want {
					t.Errorf("%s: %v %s (%d): %v, in strace %v", set, abi, d.Name, nr, got, want)
				}
			}
		}
	}
}
