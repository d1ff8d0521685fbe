package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"gotrace/internal/procfs"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gotrace":  main,
		"goltrace": main,
		"ltrace":   main,
	})
}

// TestScripts runs the command as its users do. A script may use, besides what
// testscript offers:
//
//	cc [-m32] NAME.c   compile a fixture
//	wait-for FILE RE   wait until the file has a line that matches
//	signal SIG FILE    send a signal to the process whose id is in the file
//	only RE FILE       keep only the lines of the file that match
//
// and the conditions [root], [selinux]: it is on, and [uring]: rings can be made.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: false,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"cc":       compile,
			"wait-for": waitFor,
			"signal":   sendSignal,
			"only":     only,
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "selinux":
				return procfs.NewLabels(0) != nil, nil
			case "root":
				return os.Getuid() == 0, nil
			case "uring":
				fd, _, errno := syscall.Syscall(unix.SYS_IO_URING_SETUP, 1, uintptr(unsafe.Pointer(&[120]byte{})), 0)
				if errno == 0 {
					syscall.Close(int(fd))
				}
				return errno == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "C")
			return nil
		},
	})
}

func compile(ts *testscript.TestScript, neg bool, args []string) {
	src := args[len(args)-1]
	out := strings.TrimSuffix(src, ".c")
	argv := append([]string{"-O1", "-pthread", "-o", ts.MkAbs(out)}, args[:len(args)-1]...)
	if b, err := exec.Command("gcc", append(argv, ts.MkAbs(src))...).CombinedOutput(); err != nil {
		ts.Fatalf("gcc: %v\n%s", err, b)
	}
}

func only(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: only RE FILE")
	}
	re, err := regexp.Compile(args[0])
	ts.Check(err)
	b, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	var kept []byte
	for line := range bytes.Lines(b) {
		if re.Match(line) {
			kept = append(kept, line...)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), kept, 0o666))
}

// patience is how long something that must happen may take on a busy machine.
const patience = 30 * time.Second

func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: wait-for FILE RE")
	}
	re, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if b, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && re.Match(b) {
			return
		}
	}
	ts.Fatalf("%s never came to match %q", args[0], args[1])
}

func sendSignal(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: signal SIG FILE")
	}
	pid, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile(args[1])))
	if err != nil || pid <= 1 {
		ts.Fatalf("%s holds no process id", args[1])
	}
	if out, err := exec.Command("/bin/kill", "-"+args[0], strconv.Itoa(pid)).CombinedOutput(); err != nil {
		ts.Fatalf("kill: %v %s", err, out)
	}
}

// TestFixturesAreUsed fails for a script's file that is not a script.
func TestFixturesAreUsed(t *testing.T) {
	all, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if filepath.Ext(f) != ".txtar" {
			t.Errorf("%s is not run by any test", f)
		}
	}
}

var dialects = []*dialect{&ownDialect, &ltraceDialect}

// TestOptionTable holds the tables of options to their own rules.
func TestOptionTable(t *testing.T) {
	for _, d := range dialects {
		checkOptions(t, d.options)
	}
}

func checkOptions(t *testing.T, options []option) {
	short, long := map[string]bool{}, map[string]bool{}
	for i := range options {
		o := &options[i]
		if o.short != "" && short[o.short] {
			t.Errorf("-%s stands twice", o.short)
		}
		short[o.short] = true
		for name := range strings.FieldsSeq(o.long) {
			if long[name] {
				t.Errorf("--%s stands twice", name)
			}
			long[name] = true
		}
		if o.help == "" || strings.HasSuffix(o.help, ".") {
			t.Errorf("--%s: the help must be there, without a full stop", o.long)
		}
		if o.arg == "" && o.opt != "" {
			t.Errorf("--%s: a missing value for an option that takes none", o.long)
		}
	}
}

func TestHelpFitsTerminal(t *testing.T) {
	var b strings.Builder
	for _, d := range dialects {
		d.printHelp(&b)
	}
	for line := range strings.SplitSeq(b.String(), "\n") {
		if len(line) >= 80 {
			t.Errorf("too wide: %s", line)
		}
	}
}

// FuzzCommandLine: no command line makes the parser panic.
func FuzzCommandLine(f *testing.F) {
	f.Add("-f\x00-e\x00trace=%file\x00-o\x00x\x00true")
	f.Add("--absolute-timestamps=format:unix,precision:ns\x00-ttt\x00-yy\x00ls")
	f.Add("-S\x00\x00-U\x00name,,\x00-O\x001e99s\x00-c\x00x")
	f.Fuzz(func(t *testing.T, line string) {
		for _, d := range dialects {
			parse(newConfig(d), strings.Split(line, "\x00"))
		}
	})
}
