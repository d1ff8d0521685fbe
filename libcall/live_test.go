//go:build linux && amd64

package libcall_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// These tests run the command on programs of which is known how often they call
// what, or what they print when nobody watches.

var command = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "libcall")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "gotrace")
	out, err := exec.Command("go", "build", "-o", path, "gotrace/cmd/gotrace").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %v\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if path, err := command(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(status)
}

func gotrace(t *testing.T) string {
	t.Helper()
	path, err := command()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// build compiles a program of testdata.
func build(t *testing.T, source string, flags ...string) string {
	t.Helper()
	cc := "gcc"
	if filepath.Ext(source) == ".cc" {
		cc = "g++"
	}
	if len(flags) > 0 && flags[0] == "musl" {
		cc, flags = "musl-gcc", flags[1:]
	}
	for flag, command := range map[string]string{"-fuse-ld=lld": "ld.lld", "-fuse-ld=mold": "mold", "-fuse-ld=gold": "ld.gold"} {
		if slices.Contains(flags, flag) {
			needs(t, command)
		}
	}
	needs(t, cc)
	path := filepath.Join(t.TempDir(), "program")
	args := append([]string{"-o", path, "-pthread", filepath.Join("testdata", source)}, flags...)
	if out, err := exec.Command(cc, args...).CombinedOutput(); err != nil {
		if slices.Contains(flags, "-m32") && os.Getenv("CI") == "" {
			t.Skipf("no compiler for 32-bit programs: %v", err)
		}
		t.Fatalf("%s %v: %v\n%s", cc, args, err, out)
	}
	return path
}

// needs skips the test where a command is missing, but for CI.
func needs(t *testing.T, command string) {
	t.Helper()
	if _, err := exec.LookPath(command); err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
}

// result is what a program showed of itself.
type result struct {
	out, err string
	status   int
}

func run(t *testing.T, args ...string) result {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	timer := time.AfterFunc(2*time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	status := cmd.ProcessState.ExitCode()
	if ws := cmd.ProcessState.Sys().(syscall.WaitStatus); ws.Signaled() {
		status = 128 + int(ws.Signal())
	}
	return result{out.String(), stderr.String(), status}
}

// traced runs a program under gotrace and wants it to do what it does alone. It
// returns what gotrace wrote.
func traced(t *testing.T, options string, args ...string) string {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	native := run(t, args...)
	cmd := append([]string{gotrace(t), "-o", log}, strings.Fields(options)...)
	got := run(t, append(cmd, args...)...)
	if got != native {
		t.Errorf("%s %v:\n%+v\nalone:\n%+v", options, args, got, native)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// stubs are the ways to catch calls.
var stubs = [...]string{"stop", "auto", "fast"}

// abis are the compiler's options for each ABI.
var abis = [...]string{"-m64", "-m32"}

// eachABI runs a test on programs of each ABI.
func eachABI(t *testing.T, test func(t *testing.T, abi string)) {
	for _, abi := range abis {
		t.Run(abi, func(t *testing.T) { test(t, abi) })
	}
}

// each runs a test with each kind of stubs, or with auto only.
func each(t *testing.T, test func(t *testing.T, options string)) {
	kinds := stubs[1:2]
	if os.Getenv("GOTRACE_LONG") != "" || strings.HasPrefix(t.Name(), "TestThreads") {
		kinds = stubs[:]
	}
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { test(t, "--library-stubs="+kind+" ") })
	}
}

// calls returns how often functions were called by a log's lines.
func calls(log string) map[string]int {
	m := map[string]int{}
	for line := range strings.Lines(log) {
		if name, _, ok := strings.Cut(line, "("); ok && !strings.HasPrefix(line, "<...") {
			m[name[strings.LastIndexAny(name, " >")+1:]]++
		}
	}
	return m
}

// counts returns a summary's numbers of calls.
func counts(table string) map[string]int {
	m := map[string]int{}
	for line := range strings.Lines(table) {
		if f := strings.Fields(line); len(f) >= 5 {
			if n, err := strconv.Atoi(f[3]); err == nil {
				m[f[len(f)-1]] = n
			}
		}
	}
	return m
}

func wantCounts(t *testing.T, got, want map[string]int) {
	t.Helper()
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%d calls of %s, want %d", got[name], name, n)
		}
	}
}

// TestBuilds counts calls in programs that are linked in all ways.
func TestBuilds(t *testing.T) {
	builds := map[string]string{
		"lazy":            "-Wl,-z,lazy",
		"now":             "-Wl,-z,now",
		"relro":           "-Wl,-z,now,-z,relro",
		"no plt":          "-fno-plt",
		"no pie":          "-no-pie",
		"no pie, no plt":  "-no-pie -fno-pic -fno-plt",
		"stripped":        "-s",
		"ibt, lazy":       "-fcf-protection=full -Wl,-z,ibtplt,-z,lazy",
		"ibt, now":        "-fcf-protection=full -Wl,-z,ibtplt,-z,now",
		"sysv hash":       "-Wl,--hash-style=sysv",
		"gnu hash":        "-Wl,--hash-style=gnu",
		"relr":            "-Wl,-z,pack-relative-relocs",
		"gold":            "-fuse-ld=gold",
		"large":           "-mcmodel=large -no-pie",
		"large, no plt":   "-mcmodel=large -fno-plt",
		"no plt, -O2":     "-fno-plt -O2",
		"lld":             "-fuse-ld=lld",
		"lld, now":        "-fuse-ld=lld -Wl,-z,now",
		"lld, no plt":     "-fuse-ld=lld -fno-plt",
		"mold":            "-fuse-ld=mold",
		"mold, now":       "-fuse-ld=mold -Wl,-z,now",
		"mold, no plt":    "-fuse-ld=mold -fno-plt",
		"musl":            "musl",
		"musl, now":       "musl -Wl,-z,now",
		"musl, no pie":    "musl -no-pie",
		"musl, no plt":    "musl -fno-plt",
		"i386, lld":       "-m32 -fuse-ld=lld",
		"i386, mold":      "-m32 -fuse-ld=mold",
		"i386, gold":      "-m32 -fuse-ld=gold",
		"i386, no plt, O": "-m32 -fno-plt -O2",
		"i386":            "-m32",
		"i386, no plt":    "-m32 -fno-plt",
		"i386, no pie":    "-m32 -no-pie -fno-pic",
		"i386, now":       "-m32 -Wl,-z,now",
		"i386, sysv hash": "-m32 -Wl,--hash-style=sysv",
	}
	for name, flags := range builds {
		t.Run(name, func(t *testing.T) {
			p := build(t, "counts.c", append(strings.Fields(flags), "-fno-builtin")...)
			each(t, func(t *testing.T, options string) {
				options += "-e lib=malloc@MAIN+strlen@MAIN+free@MAIN"
				want := map[string]int{"malloc": 2000, "strlen": 2000, "free": 2000}
				wantCounts(t, counts(traced(t, "-c "+options, p)), want)
				log := traced(t, options, p)
				wantCounts(t, calls(log), want)
				if n := strings.Count(log, ") = ") + strings.Count(log, ")  "); n != 6000 || strings.Contains(log, "unfinished") {
					t.Errorf("%d of 6000 calls have returned", n)
				}
			})
		})
	}
}

// TestStaticBuilds counts calls in programs without a dynamic linker: functions at
// their entries, and those of IFUNCs, which have slots.
func TestStaticBuilds(t *testing.T) {
	for name, flags := range map[string]string{
		"static":      "-static",
		"static-pie":  "-static-pie",
		"no plt":      "-static -fno-plt",
		"i386":        "-m32 -static",
		"i386, pie":   "-m32 -static-pie",
		"musl":        "musl -static",
		"static, lld": "-static -fuse-ld=lld",
	} {
		t.Run(name, func(t *testing.T) {
			p := build(t, "counts.c", append(strings.Fields(flags), "-fno-builtin")...)
			log := traced(t, "-e entry=malloc+free+strlen", p)
			// The C library's own calls have other arguments.
			for call, want := range map[string]int{`malloc@program\(1[12]\d\)`: 400, `strlen@program\("x+"\)`: 1750, `free@program\(0x`: 2000} {
				if n := len(regexp.MustCompile("(?m)^"+call).FindAllString(log, -1)); n != want {
					t.Errorf("%d calls of %s, want %d", n, call, want)
				}
			}
			if strings.HasPrefix(flags, "-static") {
				got := run(t, gotrace(t), "-e", "lib=strlen", p)
				if n := len(regexp.MustCompile(`program->strlen\("x+"\)`).FindAllString(got.err, -1)); n != 1750 || got.status != 7 {
					t.Errorf("%d calls of strlen through its slot, want 1750; status %d", n, got.status)
				}
				if log := traced(t, "-e entry=strlen", p); strings.Count(log, "strlen.IFUNC@program() ") != 1 {
					t.Errorf("the resolver of strlen has not been seen once")
				}
			}
		})
	}
}

// TestPointers counts calls of functions whose slots are read as data, too.
func TestPointers(t *testing.T) {
	for name, flags := range map[string]string{
		"plt": "", "no plt": "-fno-plt", "no plt, O2": "-fno-plt -O2", "Os": "-fno-plt -Os", "now": "-fno-plt -O2 -Wl,-z,now", "large": "-fno-plt -mcmodel=large -O2",
		"lld": "-fno-plt -O2 -fuse-ld=lld", "mold": "-fno-plt -O2 -fuse-ld=mold", "musl": "musl -fno-plt -O2", "i386": "-m32 -fno-plt -O2",
	} {
		t.Run(name, func(t *testing.T) {
			p := build(t, "pointers.c", append(strings.Fields(flags), "-fno-builtin")...)
			want := map[string]int{"strlen": 1000, "strtol": 1000, "qsort": 1, "printf": 1}
			wantCounts(t, counts(traced(t, "-c -e lib=@MAIN", p)), want)
			traced(t, "-e lib=*", p)
		})
	}
}

// TestRerouted has none of 2000 calls stop that go through slots which are read as
// data, too.
func TestRerouted(t *testing.T) {
	for _, flags := range []string{"", "-fno-plt", "-fno-plt -O2", "-fno-plt -Os -no-pie -fno-pic"} {
		p := build(t, "pointers.c", append(strings.Fields(flags), "-fno-builtin")...)
		log := filepath.Join(t.TempDir(), "log")
		cmd := exec.Command(gotrace(t), "-c", "-o", log, "-e", "lib=strlen@MAIN+strtol@MAIN", p)
		if cmd.Run(); cmd.ProcessState.ExitCode() != 7 {
			t.Errorf("%s: %v", flags, cmd.ProcessState)
		}
		text, _ := os.ReadFile(log)
		wantCounts(t, counts(string(text)), map[string]int{"strlen": 1000, "strtol": 1000})
		// The tracer waits at least twice for a call that stops.
		if n := cmd.ProcessState.SysUsage().(*syscall.Rusage).Nvcsw; n > 1000 {
			t.Errorf("%s: gotrace has waited %d times", flags, n)
		}
	}
}

// TestTraps has somebody send SIGTRAP, which breakpoints cause, too.
func TestTraps(t *testing.T) {
	for _, flags := range []string{"", "-m32"} {
		p := build(t, "traps.c", append(strings.Fields(flags), "-fno-builtin")...)
		for _, kind := range stubs {
			log := traced(t, "-c --library-stubs="+kind+" -e lib=strlen@MAIN+strchr@MAIN", p)
			wantCounts(t, counts(log), map[string]int{"strlen": 5000})
		}
	}
}

// TestForks has a child unload what its parent goes on to use.
func TestForks(t *testing.T) {
	lib := build(t, "forks.c", "-DLIBRARY", "-shared", "-fPIC", "-fno-builtin", "-Wl,-soname,libwork.so")
	p := build(t, "forks.c")
	for _, kind := range stubs {
		log := traced(t, "-f -c --library-stubs="+kind+" -e lib=strlen@libwork.so", p, lib)
		wantCounts(t, counts(log), map[string]int{"strlen": 300})
	}
}

// TestNamespaces counts calls of a library that is loaded again and again, with C
// libraries of its own (dlmopen).
func TestNamespaces(t *testing.T) {
	lib := build(t, "namespaces.c", "-DLIBRARY", "-shared", "-fPIC", "-fno-builtin", "-Wl,-soname,libwork.so")
	p := build(t, "namespaces.c")
	filter := "-e lib=malloc@libwork.so+strlen@libwork.so+free@libwork.so"
	wantCounts(t, counts(traced(t, "-c "+filter, p, lib)), map[string]int{"malloc": 600, "strlen": 600, "free": 600})
	log := traced(t, filter+" -e entry=malloc@libc.so.6", p, lib)
	if n := strings.Count(log, "\nmalloc@libc.so.6(10)"); n != 600 {
		t.Errorf("%d entries of malloc, want 600", n)
	}
	traced(t, "-e lib=*", p, lib)
}

// TestErrno has functions fail.
func TestErrno(t *testing.T) {
	for _, flags := range []string{"-m64", "-m32", "musl", "-static", "-m32 -static"} {
		p := build(t, "fails.c", append(strings.Fields(flags), "-fno-builtin", "-w")...)
		for _, options := range []string{"-l --library-stubs=stop", "-l --library-stubs=auto", "-e entry=open+close+chdir+mkdir+fopen@MAIN"} {
			if static := strings.Contains(flags, "static"); static != strings.Contains(options, "entry") {
				continue
			}
			log := traced(t, "-f -a 1 "+options, p)
			for _, want := range []string{ // whether the line is interrupted or not
				`\bopen\b.* = -1 ENOENT \(No such file or directory\)$`,
				`\bclose\b.* = -1 EBADF \(Bad file descriptor\)$`,
				`\bchdir\b.* = -1 ENOTDIR \(Not a directory\)$`,
				`\bmkdir\b.* = -1 EEXIST \(File exists\)$`,
				`\bfopen\b.* = 0 EISDIR \(Is a directory\)$`,
			} {
				if n := len(regexp.MustCompile("(?m)"+want).FindAllString(log, -1)); n != 2 {
					t.Errorf("%s, %s: %d lines match %s, want 2:\n%s", flags, options, n, want, log)
				}
			}
		}
	}
}

// TestFlow runs programs that leave functions in every way there is.
func TestFlow(t *testing.T) {
	ways := map[string]map[string]int{
		"sorts":     {"qsort": 1, "malloc": 64, "snprintf": 64},
		"recursion": {"qsort": 301},
		"longjumps": {"qsort": 200, "_setjmp": 200},
		"faults":    {"__sigsetjmp": 20, "strlen": 20, "siglongjmp": 20},
		"tails":     {"strlen": 100, "strtol": 100},
		"forks":     {"fork": 10, "waitpid": 10},
		"vforks":    {"vfork": 10, "waitpid": 10},
		"spawns":    {"posix_spawn": 1, "system": 1},
		"threads":   {"pthread_create": 8, "pthread_join": 8, "malloc": 800, "pthread_exit": 4},
		"cancels":   {"pthread_create": 10, "pthread_cancel": 10},
		"contexts":  {"swapcontext": 40, "qsort": 20, "getcontext": 2},
		"libraries": {"dlopen": 3, "dlclose": 3, "dlsym": 4},
		"walks":     {"backtrace": 10, "qsort": 10},
		"own":       {"sigaction": 2, "raise": 1},
	}
	for _, abi := range abis {
		p := build(t, "flow.c", abi, "-O2", "-fno-builtin")
		for way, want := range ways {
			t.Run(way+abi, func(t *testing.T) {
				each(t, func(t *testing.T, options string) {
					traced(t, options+"-f -e lib=*", p, way)
					if options += "-e lib=@MAIN"; way == "threads" || way == "cancels" {
						options += " -f"
					}
					wantCounts(t, counts(traced(t, options+" -c", p, way)), want)
					wantCounts(t, calls(traced(t, options, p, way)), want)
				})
			})
		}
	}
}

// TestExceptions has exceptions go through traced functions.
func TestExceptions(t *testing.T) {
	eachABI(t, func(t *testing.T, abi string) {
		p := build(t, "throws.cc", abi, "-O1")
		for _, threads := range []string{"1", "4"} {
			n, _ := strconv.Atoi(threads)
			each(t, func(t *testing.T, options string) {
				want := map[string]int{"qsort": 50 * n, "__cxa_throw": 50 * n}
				wantCounts(t, counts(traced(t, options+"-f -c -e lib=@MAIN", p, threads)), want)
				wantCounts(t, calls(traced(t, options+"-f -e lib=@MAIN", p, threads)), want)
				traced(t, options+"-f -e lib=*", p, threads)
			})
		}
	})
}

// TestThreads counts what eight threads call at once.
func TestThreads(t *testing.T) {
	n := 2000
	if os.Getenv("GOTRACE_LONG") != "" {
		n = 100_000
	}
	eachABI(t, func(t *testing.T, abi string) { countThreads(t, build(t, "threads.c", abi, "-fno-builtin"), n) })
}

func countThreads(t *testing.T, p string, n int) {
	each(t, func(t *testing.T, options string) {
		want := map[string]int{"malloc": 8 * n, "free": 8 * n}
		options += "-f -e lib=malloc@MAIN+free@MAIN"
		begin := time.Now()
		wantCounts(t, counts(traced(t, options+" -c", p, strconv.Itoa(n))), want)
		counted := time.Now()
		log := traced(t, options, p, strconv.Itoa(n))
		t.Logf("%d calls: counted in %v, shown in %v", 16*n, counted.Sub(begin), time.Since(counted))
		wantCounts(t, calls(log), want)
		if n := strings.Count(log, "= 0x") + strings.Count(log, "= <void>"); n != 2*want["malloc"] {
			t.Errorf("%d of %d calls have returned", n, 2*want["malloc"])
		}
	})
}

// TestAttach attaches to a busy program and lets go of it, over and over.
func TestAttach(t *testing.T) {
	eachABI(t, func(t *testing.T, abi string) {
		attachTo(t, "strcmp(", "ran 0\n", build(t, "busy.c", abi, "-O1"), "8")
	})
	t.Run("loading", func(t *testing.T) {
		lib := build(t, "namespaces.c", "-DLIBRARY", "-shared", "-fPIC", "-fno-builtin")
		attachTo(t, "dlopen(", "bad 0, ran 1\n", build(t, "loads.c", "-O1"), lib)
	})
}

// attachTo attaches to a program with nine threads, over and over: it has to make a
// call, to find nothing wrong, and to say so.
func attachTo(t *testing.T, call, says string, args ...string) {
	rounds := 6
	if os.Getenv("GOTRACE_LONG") != "" {
		rounds = 100
	}
	cmd := exec.Command(args[0], args[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	for i := range rounds {
		attach(t, cmd.Process.Pid, i, stubs[i%len(stubs)], call)
	}
	in.Close()
	cmd.Wait()
	if got := cmd.ProcessState.String(); got != "exit status 5" || !strings.HasSuffix(out.String(), says) {
		t.Errorf("the program ended with %s and printed\n%s", got, out.String())
	}
}

// attach watches a process until some lines have been written.
func attach(t *testing.T, pid, round int, stubs, call string) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command(gotrace(t), "-f", "-l", "--library-stubs="+stubs, "-p", strconv.Itoa(pid), "-o", log)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		time.Sleep(10 * time.Millisecond)
		if text, _ := os.ReadFile(log); bytes.Contains(text, []byte(call)) {
			break
		}
	}
	cmd.Process.Signal(os.Interrupt)
	cmd.Wait()
	text, _ := os.ReadFile(log)
	if !bytes.Contains(text, []byte(call)) || strings.Count(messages.String(), "detached") != 9 {
		t.Errorf("round %d: %d bytes of log, messages:\n%s", round, len(text), messages.String())
	}
}

// TestPrograms runs real programs with all calls of all libraries traced.
func TestPrograms(t *testing.T) {
	dir := t.TempDir()
	makefile := "all: a b\na b:\n\t@echo $@; sort < Makefile | head -1\n"
	if err := os.WriteFile(filepath.Join(dir, "Makefile"), []byte(makefile), 0o666); err != nil {
		t.Fatal(err)
	}
	programs := [][]string{
		{"ls", "-l", "/usr/include/linux/netfilter"},
		{"cat", "testdata/counts.c", "/nonexistent"},
		{"sort", "-r", "testdata/counts.c"},
		{"bash", "-c", "for i in 1 2 3; do echo $i | tr 1 x; done; exit 4"},
		{"python3", "-S", "-c", "print(sum(range(100))); import sys; sys.exit(6)"},
		{"make", "-s", "-C", dir},
	}
	for _, args := range programs {
		t.Run(args[0], func(t *testing.T) {
			if _, err := exec.LookPath(args[0]); err != nil && os.Getenv("CI") == "" {
				t.Skip(err)
			}
			each(t, func(t *testing.T, options string) {
				log := traced(t, options+"-f -e lib=*", args...)
				if strings.Count(log, "->") < 30 {
					t.Errorf("only these calls were seen:\n%s", log)
				}
			})
		})
	}
}

// TestText compares lines with ltrace's, with prototypes and without.
func TestText(t *testing.T) {
	if _, err := exec.LookPath("ltrace"); err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	dir := t.TempDir()
	p, lib := filepath.Join(dir, "user"), filepath.Join(dir, "libown.so")
	for _, args := range [][]string{
		{"-shared", "-fPIC", "-o", lib, "testdata/own.c"},
		{"-o", p, "testdata/ownuser.c", lib, "-Wl,-z,lazy"},
	} {
		if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
			t.Fatalf("gcc %v: %v\n%s", args, err, out)
		}
	}
	for conf, option := range map[string]string{"/dev/null": "", "testdata/own.conf": " --prototypes=testdata/own.conf"} {
		log := filepath.Join(dir, "ltrace")
		run(t, "setarch", "-R", "ltrace", "-F", conf, "-o", log, p)
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		// Behind the arguments of unknown functions stands what registers happen to
		// hold. ltrace's results stand a column further left.
		rest := regexp.MustCompile(`0x7ff[0-9a-f]{9}`)
		exited := regexp.MustCompile(`exited \(status (\d+)\)`)
		want := rest.ReplaceAllString(exited.ReplaceAllString(string(text), "exited with $1"), "0x7ff...")
		ours := traced(t, "-a 49 -e lib=own_*@MAIN"+option, "setarch", "-R", p)
		if ours = rest.ReplaceAllString(ours, "0x7ff..."); ours != want || strings.Count(ours, "own_add(") != 2 {
			t.Errorf("%s:\n%s\nltrace:\n%s", conf, ours, want)
		}
	}
}

// TestEntries watches functions at their entries, in programs of every kind.
func TestEntries(t *testing.T) {
	for _, flags := range []string{"-m64", "-m64 -static", "-m64 -static-pie", "-m64 -no-pie", "-m32", "-m32 -static"} {
		p := build(t, "flow.c", append(strings.Fields(flags), "-fno-builtin")...)
		wantCounts(t, counts(traced(t, "-c -e entry=compare+sorts+main@MAIN", p, "sorts")), map[string]int{"main": 1, "sorts": 1})
		table := traced(t, "-c -e entry=deeper+qsort", p, "recursion")
		wantCounts(t, counts(table), map[string]int{"deeper": 301})
		traced(t, "-f -e entry=*@MAIN", p, "forks")
		traced(t, "-f -e entry=*@MAIN", p, "threads")
	}
}
