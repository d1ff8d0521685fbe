package difftest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gotrace/event"
)

// need ends the test where a tool is missing: in CI that is a failure.
func need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+" is not installed")
		}
	}
}

func missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// scratch is a folder for what all tests share; TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if scratch, err = os.MkdirTemp("", "difftest"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(scratch)
		text, err := os.ReadFile("testdata/differences.txt")
		if err != nil {
			panic(err)
		}
		if differences, err = ParseDifferences(string(text)); err != nil {
			fmt.Fprintln(os.Stderr, "testdata/differences.txt:", err)
			return 1
		}
		list, err := os.ReadFile("../../xlat/testdata/newer.txt")
		if err != nil {
			panic(err)
		}
		more, err := os.ReadFile("testdata/newer.txt")
		if err != nil {
			panic(err)
		}
		consts, err := os.ReadFile("../../xlat/consts.txt")
		if err != nil {
			panic(err)
		}
		differences.Newer = ParseNewer(string(list)+string(more), string(consts))
		code := m.Run()
		if code == 0 && flag.Lookup("test.run").Value.String() == "" && os.Getenv("GOTRACE_DIFFTEST") != "" {
			for _, u := range differences.Unused() {
				fmt.Fprintln(os.Stderr, u)
				code = 1
			}
		}
		return code
	}())
}

var buildGotrace = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("GOTRACE_BIN"); bin != "" {
		return bin, nil
	}
	bin := filepath.Join(scratch, "gotrace")
	cmd := exec.Command("go", "build", "-o", bin, "gotrace/cmd/gotrace")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", &buildError{string(out), err}
	}
	return bin, nil
})

type buildError struct {
	out string
	err error
}

func (e *buildError) Error() string { return e.err.Error() + "\n" + e.out }

// build returns the command gotrace, built from this tree.
func build(t testing.TB) string {
	t.Helper()
	bin, err := buildGotrace()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// compiled are the programs that compile has built.
var compiled = map[string]string{}

// compile builds a C program for an ABI, once, and returns its path.
func compile(t testing.TB, src string, abi event.ABI, flags ...string) string {
	t.Helper()
	need(t, "gcc")
	bits := map[event.ABI]string{event.AMD64: "64", event.I386: "32"}[abi]
	name := strings.TrimSuffix(filepath.Base(src), ".c") + bits
	args := append([]string{"-m" + bits, "-O1", "-g0", "-w", "-pthread", src}, flags...)
	key := strings.Join(args, " ")
	if compiled[key] != "" {
		return compiled[key]
	}
	dir, err := os.MkdirTemp(scratch, "")
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, name)
	if out, err := exec.Command("gcc", append([]string{"-o", bin}, args...)...).CombinedOutput(); err != nil {
		if strings.Contains(string(out), "sys/cdefs.h") || strings.Contains(string(out), "-lgcc") {
			missing(t, "gcc cannot build for i386: gcc-multilib is not installed")
		}
		t.Fatalf("gcc %s: %v\n%s", key, err, out)
	}
	compiled[key] = bin
	return bin
}

// command prepares a command that is killed if it hangs.
func command(t testing.TB, limit time.Duration, name string, args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = time.Second // what it has started may hold its pipes
	return cmd
}
