package robust

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// long is whether the full counts are asked for.
var long = os.Getenv("GOTRACE_LONG") != ""

func count(short, full int) int {
	if long {
		return full
	}
	return short
}

func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("CI") != "" {
			t.Fatal(tool + " is not installed")
		}
		t.Skip(tool + " is not installed")
	}
}

var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if scratch, err = os.MkdirTemp("", "robust"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(scratch)
		return m.Run()
	}())
}

// build returns the command, built from this tree; GOTRACE_BIN is another one.
var build = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("GOTRACE_BIN"); bin != "" {
		return bin, nil
	}
	bin := filepath.Join(scratch, "gotrace")
	cmd := exec.Command("go", "build", "-o", bin, "gotrace/cmd/gotrace")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%v\n%s", err, out)
	}
	return bin, nil
})

func gotrace(t *testing.T) string {
	t.Helper()
	bin, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

func compile(t *testing.T, name string) string {
	t.Helper()
	need(t, "gcc")
	bin := filepath.Join(t.TempDir(), name)
	if out, err := exec.Command("gcc", "-O1", "-w", "-pthread", "-o", bin, "testdata/"+name+".c").CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	return bin
}

// A program is run under gotrace -f.
type program struct {
	dir    string
	argv   []string
	want   int // its exit status
	limit  time.Duration
	quiet  bool // it writes nothing to stderr
	births int  // it creates so many threads at least
	opts   []string
}

// trace runs p and checks its status, what is on stderr, and the log.
func (p *program) trace(t *testing.T) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	ctx, cancel := context.WithTimeout(context.Background(), p.limit)
	defer cancel()
	args := append([]string{"-f"}, p.opts...)
	cmd := exec.CommandContext(ctx, gotrace(t), append(append(args, "-o", log), p.argv...)...)
	cmd.Dir = p.dir
	var errs strings.Builder
	cmd.Stderr = &errs
	cmd.WaitDelay = time.Second
	begin := time.Now()
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("it did not end within %v\n%s", p.limit, errs.String())
	}
	if code := cmd.ProcessState.ExitCode(); code != p.want {
		t.Errorf("exit status %d, want %d (%v)", code, p.want, err)
	}
	if strings.Contains(errs.String(), "gotrace:") || p.quiet && errs.Len() > 0 {
		t.Errorf("on stderr: %s", errs.String())
	}
	c := check(t, log, false)
	if c.Born < p.births {
		t.Errorf("%d threads were created, want %d at least", c.Born, p.births)
	}
	t.Logf("%d lines, %d threads, %.1f s", c.Lines, c.Threads, time.Since(begin).Seconds())
}

func check(t *testing.T, log string, detached bool) *Census {
	t.Helper()
	f, err := os.Open(log)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := Count(f, detached)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Faults) > 0 {
		t.Errorf("the log of %d lines, %d threads is not whole:\n%s", c.Lines, c.Threads, strings.Join(c.Faults, "\n"))
	}
	return c
}

func TestForks(t *testing.T) {
	need(t, "bash")
	n := count(100, 2000)
	script := fmt.Sprintf("for ((i = 0; i < %d; i++)); do (exit 3); [ $? = 3 ] || exit 1; /bin/true | cat; done; exit 7", n)
	(&program{argv: []string{"bash", "-c", script}, want: 7, limit: 10 * time.Minute, quiet: true, births: 3 * n}).trace(t)
}

func TestThreads(t *testing.T) {
	n := 200
	for range count(1, 10) {
		(&program{argv: []string{compile(t, "threads"), strconv.Itoa(n)}, want: 17, limit: time.Minute, quiet: true, births: n}).trace(t)
	}
}

func TestMake(t *testing.T) {
	need(t, "make", "gcc")
	dir := t.TempDir()
	n := count(6, 60)
	var mk strings.Builder
	mk.WriteString("OBJ =")
	for i := range n {
		fmt.Fprintf(&mk, " f%d.o", i)
		src := fmt.Sprintf("#include <stdio.h>\n#include <stdlib.h>\nint f%d(int x) { return printf(\"%%d\\n\", x + %d); }\n", i, i)
		if i == 0 {
			src += "int main(void) { return f0(1) < 0; }\n"
		}
		write(t, filepath.Join(dir, fmt.Sprintf("f%d.c", i)), src)
	}
	mk.WriteString("\nprog: $(OBJ)\n\t$(CC) -o $@ $(OBJ)\n\t./prog > out\n")
	write(t, filepath.Join(dir, "Makefile"), mk.String())
	(&program{dir: dir, argv: []string{"make", "-s", "-j4"}, limit: 10 * time.Minute, quiet: true, births: 3 * n}).trace(t)
	if text, err := os.ReadFile(filepath.Join(dir, "out")); err != nil || string(text) != "1\n" {
		t.Errorf("the program that was made says %q, %v", text, err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestGoBuild(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module hello\n\ngo 1.26\n")
	write(t, filepath.Join(dir, "main.go"), "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n")
	(&program{dir: dir, argv: []string{"go", "build", "-o", "hello", "."}, limit: 10 * time.Minute, births: 10}).trace(t)
	if out, err := exec.Command(filepath.Join(dir, "hello")).Output(); err != nil || string(out) != "hello\n" {
		t.Errorf("the program that was built says %q, %v", out, err)
	}
}

func TestNode(t *testing.T) {
	need(t, "node")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "s.js"), `
const { Worker, isMainThread, parentPort } = require('worker_threads');
const fs = require('fs');
const cp = require('child_process');
if (!isMainThread) {
	parentPort.postMessage(21);
} else {
	let sum = 0, left = 4;
	const done = () => { if (--left == 0) process.exit(sum == 42 ? 5 : 1); };
	for (let i = 0; i < 2; i++)
		new Worker(__filename).on('message', (n) => { sum += n; }).on('exit', done);
	fs.promises.readFile(__filename).then(done);
	cp.execFile('true', [], (err) => { if (err) process.exit(2); done(); });
}
`)
	(&program{dir: dir, argv: []string{"node", "s.js"}, want: 5, limit: 5 * time.Minute, births: 5}).trace(t)
}

func TestPostgres(t *testing.T) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if bins == nil {
		if os.Getenv("CI") != "" {
			t.Fatal("PostgreSQL is not installed")
		}
		t.Skip("PostgreSQL is not installed")
	}
	dir, err := os.MkdirTemp("", "pg") // a short name: a socket's path has 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	var as []string
	if os.Geteuid() == 0 {
		// PostgreSQL refuses to run as root.
		need(t, "setpriv")
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		as = []string{"setpriv", "--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups"}
	}
	script := `set -e
export LC_ALL=C PATH=` + filepath.Dir(bins[len(bins)-1]) + `:$PATH PGHOST=$PWD PGPORT=54321 PGDATABASE=postgres
initdb -D data -A trust --no-sync >init.log 2>&1
pg_ctl -D data -l pg.log -o "-k $PWD -p 54321 -c listen_addresses= -c fsync=off" -w -t 300 start >ctl.log
trap 'pg_ctl -D data -m immediate stop' EXIT
pgbench -i -q >bench.log 2>&1
pgbench -c 4 -j 2 -t ` + strconv.Itoa(count(20, 500)) + ` >>bench.log 2>&1
trap - EXIT
pg_ctl -D data -m fast -w stop >>ctl.log
grep -q 'database system is shut down' pg.log
exit 9`
	p := &program{dir: dir, argv: append(as, "bash", "-c", script), want: 9, limit: 20 * time.Minute, births: 15, opts: []string{"-s", "8"}}
	p.trace(t)
	if t.Failed() {
		for _, f := range []string{"init.log", "ctl.log", "pg.log", "bench.log"} {
			text, _ := os.ReadFile(filepath.Join(dir, f))
			t.Logf("%s: %s", f, text)
		}
	}
}

// TestAttach attaches to a busy program and leaves it, over and over. The
// program checks itself.
func TestAttach(t *testing.T) {
	bin := gotrace(t)
	busy := exec.Command(compile(t, "busy"))
	var wrong strings.Builder
	busy.Stderr = &wrong
	out, err := busy.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := busy.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	if l, err := bufio.NewReader(out).ReadString('\n'); l != "ready\n" {
		busy.Process.Kill()
		t.Fatalf("it says %q, %v", l, err)
	}
	go func() { ended <- busy.Wait() }()
	defer busy.Process.Kill()
	pid := strconv.Itoa(busy.Process.Pid)
	lines := 0
	for i := range count(15, 200) {
		log := filepath.Join(t.TempDir(), "log")
		var errs strings.Builder
		cmd := exec.Command(bin, "-f", "-o", log, "-p", pid)
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		gone := make(chan error, 1)
		go func() { gone <- cmd.Wait() }()
		// From before it has attached to everything, to well after.
		time.Sleep(time.Duration(5+rand.IntN(60)) * time.Millisecond)
		cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-gone:
		case <-time.After(20 * time.Second):
			cmd.Process.Kill()
			t.Fatalf("round %d: gotrace did not end after SIGINT\n%s", i, errs.String())
		}
		for l := range strings.Lines(errs.String()) {
			if !strings.Contains(l, " attached") && !strings.Contains(l, " detached") {
				t.Errorf("round %d: on stderr: %s", i, l)
			}
		}
		untraced(t, pid)
		select {
		case err := <-ended:
			t.Fatalf("round %d: the program ended: %v\n%s", i, err, wrong.String())
		default:
		}
		if _, err := os.Stat(log); err == nil {
			lines += check(t, log, true).Lines
		}
		if t.Failed() {
			return
		}
	}
	busy.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the program does not end: is a thread stopped?")
	}
	if code := busy.ProcessState.ExitCode(); code != 42 {
		t.Errorf("the program ends with %d, want 42: %s", code, wrong.String())
	}
	t.Logf("%d lines", lines)
}

// untraced checks that no thread of a process is traced or stopped.
func untraced(t *testing.T, pid string) {
	t.Helper()
	tasks, err := filepath.Glob("/proc/" + pid + "/task/*/status")
	if err != nil || tasks == nil {
		t.Fatalf("process %s is gone", pid)
	}
	for _, f := range tasks {
		text, err := os.ReadFile(f)
		if err != nil {
			continue // the thread has ended
		}
		for l := range strings.Lines(string(text)) {
			if strings.HasPrefix(l, "TracerPid:") && strings.TrimSpace(l[len("TracerPid:"):]) != "0" || strings.HasPrefix(l, "State:") && strings.ContainsAny(l[7:8], "tTZ") {
				t.Errorf("%s: %s", f, l)
			}
		}
	}
}
