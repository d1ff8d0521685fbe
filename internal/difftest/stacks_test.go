package difftest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gotrace/event"
)

// stackEvent is a line of a log and the frames below it.
type stackEvent struct {
	name   string // of the call or signal
	frames []stackFrame
	rest   string // a line of the stack that is no frame
}

// stackFrame is where a frame is, and what is there.
type stackFrame struct{ file, off, symbol string }

func (f stackFrame) at() string { return f.file + " " + f.off }

var (
	frameLine  = regexp.MustCompile(`^ > (.*?)(?: \(deleted\))?\((.*)\) \[(0x[0-9a-f]+)\]`)
	eventLine  = regexp.MustCompile(`^(?:\d+ +)?(?:--- (\w+)|(?:<\.\.\. )?(\w+))`)
	symbolTail = regexp.MustCompile(`\+0x[0-9a-f]+$`)
)

// stackEvents takes a log apart; those without a stack are left out.
func stackEvents(t *testing.T, file string) (list []stackEvent) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, " > ") {
			m := eventLine.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			list = append(list, stackEvent{name: m[1] + m[2]})
			continue
		}
		if len(list) == 0 {
			t.Fatalf("a stack at the beginning of %s", file)
		}
		e := &list[len(list)-1]
		if m := frameLine.FindStringSubmatch(line); m != nil {
			e.frames = append(e.frames, stackFrame{m[1], m[3], symbolTail.ReplaceAllString(m[2], "")})
		} else {
			e.rest += line
		}
	}
	return slices.DeleteFunc(list, func(e stackEvent) bool { return len(e.frames) == 0 && e.rest == "" })
}

// names are the functions of a stack.
func (e *stackEvent) names() (list []string) {
	for _, f := range e.frames {
		list = append(list, f.symbol)
	}
	return list
}

// traceStacks runs a program under a tracer and returns its stacks.
func traceStacks(t *testing.T, tracer string, options []string, argv ...string) []stackEvent {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	cmd := command(t, 2*time.Minute, tracer, slices.Concat([]string{"-k", "-o", log}, options, argv)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatalf("%s: %v\n%s", tracer, err, out)
		}
	}
	return stackEvents(t, log)
}

// stackPrograms builds the programs that stacks are taken of.
func stackPrograms(t *testing.T) map[string][]string {
	src := "testdata/stacks/calls.c"
	programs := map[string][]string{
		"plain":             {compile(t, src, event.AMD64, "-O2")},
		"unoptimised":       {compile(t, src, event.AMD64, "-O0")},
		"no CFI":            {compile(t, src, event.AMD64, "-O0", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables")},
		"debug_frame":       {compile(t, src, event.AMD64, "-O2", "-g", "-fno-asynchronous-unwind-tables")},
		"no eh_frame_hdr":   {compile(t, src, event.AMD64, "-O2", "-Wl,--no-eh-frame-hdr")},
		"static":            {compile(t, src, event.AMD64, "-O2", "-static")},
		"static-pie":        {compile(t, src, event.AMD64, "-O2", "-static-pie")},
		"stripped, no PIE":  {compile(t, src, event.AMD64, "-O2", "-no-pie", "-s")},
		"i386":              {compile(t, src, event.I386, "-O2")},
		"i386, unoptimised": {compile(t, src, event.I386, "-O0")},
	}
	cxx := filepath.Join(t.TempDir(), "throw")
	need(t, "g++")
	if out, err := exec.Command("g++", "-O1", "-w", "-o", cxx, "testdata/stacks/throw.cc").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	programs["C++"] = []string{cxx}
	if _, err := exec.LookPath("rustc"); err == nil {
		rust := filepath.Join(t.TempDir(), "rust")
		if out, err := exec.Command("rustc", "-O", "-o", rust, "testdata/stacks/main.rs").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		programs["Rust"] = []string{rust}
	}
	return programs
}

// TestStacksAgainstStrace compares where frames are with what strace says, of
// programs that it understands: its library loses its way without .eh_frame_hdr,
// in static programs, and where code is not mapped as it stands in the file (by
// rustc's linker), and has no stacks of 32-bit programs. gdb does better; see
// below. A stack of ours may go on where strace's ends.
func TestStacksAgainstStrace(t *testing.T) {
	need(t, "strace")
	programs := stackPrograms(t)
	programs["ls"] = []string{"ls", "-la", "/"}
	programs["find"] = []string{"find", "testdata", "-newer", "/etc/passwd"}
	need(t, "python3")
	python, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		t.Fatal(err)
	}
	programs["python3"] = []string{strings.TrimSpace(string(python)), "-I", "-S", "-c", "pass"}
	options := []string{"-e", "trace=!brk,mmap,munmap"} // of which there are more or fewer, by chance
	for _, name := range []string{"plain", "unoptimised", "stripped, no PIE", "C++", "ls", "find", "python3"} {
		t.Run(name, func(t *testing.T) {
			want := traceStacks(t, "strace", options, programs[name]...)
			got := traceStacks(t, build(t), options, programs[name]...)
			if len(want) == 0 || len(want) != len(got) {
				t.Fatalf("%d stacks, strace has %d", len(got), len(want))
			}
			for i := range want {
				compareFrames(t, &want[i], &got[i])
			}
		})
	}
}

// compareFrames compares a stack of strace with ours.
func compareFrames(t *testing.T, want, got *stackEvent) {
	if want.name != got.name {
		t.Fatalf("a stack of %s, strace's is of %s", got.name, want.name)
	}
	for i, f := range want.frames {
		if i >= len(got.frames) || got.frames[i].at() != f.at() {
			t.Errorf("%s: frame %d is not %s:\n%v\nstrace: %v", want.name, i, f.at(), got.frames, want.frames)
			return
		}
	}
	if got.rest != "" && want.rest == "" {
		t.Errorf("%s: %s, where strace has no such thing", got.name, got.rest)
	}
}

// gdbFrames are the frames that gdb sees at the nth entry of a call.
func gdbFrames(t *testing.T, call string, n int, argv ...string) (list []stackFrame) {
	cmd := command(t, time.Minute, "gdb", append([]string{"-q", "-nx", "-batch", "-x", "testdata/stacks/frames.py", "--args"}, argv...)...)
	cmd.Env = append(os.Environ(), "CALL="+call, fmt.Sprint("N=", n))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("gdb: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		if f := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 4); f[0] == "FRAME" && len(f) == 4 {
			list = append(list, stackFrame{f[1], f[2], f[3]})
		}
	}
	return list
}

// TestStacksAgainstGDB compares where frames are with gdb's backtraces.
func TestStacksAgainstGDB(t *testing.T) {
	need(t, "gdb")
	for name, argv := range stackPrograms(t) {
		t.Run(name, func(t *testing.T) {
			got := traceStacks(t, build(t), []string{"-e", "trace=write", "-e", "signal=none"}, argv...)
			if len(got) < 2 {
				t.Fatalf("%d stacks", len(got))
			}
			for i := range got {
				var want []string
				for _, f := range gdbFrames(t, "write", i+1, argv...) {
					want = append(want, f.at())
				}
				var have []string
				for _, f := range got[i].frames {
					have = append(have, f.at())
				}
				if !slices.Equal(have, want) {
					t.Errorf("write %d: %s\ngdb: %s", i+1, strings.Join(have, ", "), strings.Join(want, ", "))
				}
			}
		})
	}
}

// TestStacksOfGo looks at stacks of a Go program by their names, which it has
// when it is stripped, too.
func TestStacksOfGo(t *testing.T) {
	dir := t.TempDir()
	src, err := os.ReadFile("testdata/stacks/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "main.go")
	if err := os.WriteFile(file, src, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, flags := range [][]string{nil, {"-ldflags=-s -w"}, {"-buildmode=pie", "-ldflags=-s -w"}} {
		bin := filepath.Join(dir, "prog")
		cmd := exec.Command("go", slices.Concat([]string{"build", "-o", bin}, flags, []string{file})...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got := traceStacks(t, build(t), []string{"-f", "-e", "trace=write,clone", "-e", "signal=none"}, bin)
		want := [][]string{
			{"os.(*File).Write", "main.(*tree).less", "main.work", "main.work", "main.work", "main.work", "main.main", "runtime.main", "runtime.goexit"},
			{"os.(*File).Write", "main.(*tree).less", "main.work", "main.work", "main.main.func1", "runtime.goexit"},
		}
		switches := false
		for _, e := range got {
			names := e.names()
			for i := range names {
				names[i] = strings.TrimSuffix(names[i], ".abi0")
			}
			switch {
			case e.name == "clone" && slices.Contains(names, "runtime.systemstack"):
				// From the system's stack back to the goroutine's.
				switches = switches || names[len(names)-1] == "runtime.goexit"
			case e.name == "write" && len(want) > 0:
				if i := slices.Index(names, "os.(*File).Write"); i < 0 || !slices.Equal(names[i:], want[0]) {
					t.Errorf("%v: %v\nwant %v", flags, names, want[0])
				}
				want = want[1:]
			}
		}
		if len(want) > 0 || !switches {
			t.Errorf("%v: %d writes were not seen; to a goroutine's stack: %v", flags, len(want), switches)
		}
	}
}

// TestStacksOfLibraries loads other libraries, one after the other, also by the
// same name: each frame has the function of the library that is there now.
func TestStacksOfLibraries(t *testing.T) {
	load := compile(t, "testdata/stacks/load.c", event.AMD64)
	dir := t.TempDir()
	argv := []string{load}
	var want []string
	for _, name := range []string{"first", "second", "third"} {
		lib := compile(t, "testdata/stacks/plugin.c", event.AMD64, "-shared", "-fPIC", "-DFUNCTION="+name)
		path := filepath.Join(dir, name+".so")
		if err := os.Rename(lib, path); err != nil {
			t.Fatal(err)
		}
		argv = append(argv, path, name)
		want = append(want, name)
	}
	argv = append(argv, argv[1:3]...)
	want = append(want, "first")
	for _, options := range [][]string{{"-e", "trace=write"}, {"-f", "-e", "trace=write"}, {"--seccomp-bpf=no", "-e", "trace=write"}} {
		var got []string
		for _, e := range traceStacks(t, build(t), options, argv...) {
			if names := e.names(); len(names) > 3 && names[1] == "back" && names[3] == "main" {
				got = append(got, names[2])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", options, got, want)
		}
	}
}

// TestStacksOfFiles takes stacks of programs whose files cannot be found by
// their names: deleted, in another mount namespace.
func TestStacksOfFiles(t *testing.T) {
	need(t, "unshare")
	prog := compile(t, "testdata/stacks/calls.c", event.AMD64)
	dir := t.TempDir()
	hidden := filepath.Join(dir, "mnt")
	if err := os.Mkdir(hidden, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		"deleted":         `cp "$1" ./copy && exec 3<./copy && rm ./copy && exec /proc/self/fd/3`,
		"mount namespace": `exec unshare -m sh -c 'mount -t tmpfs none "$2" && cp "$1" "$2/prog" && exec "$2/prog"' sh "$1" "$2"`,
	} {
		t.Run(name, func(t *testing.T) {
			log := filepath.Join(t.TempDir(), "log")
			cmd := command(t, time.Minute, build(t), "-k", "-f", "-o", log, "-e", "trace=write", "sh", "-c", script, "sh", prog, hidden)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			found := false
			for _, e := range stackEvents(t, log) {
				if n := e.names(); len(n) > 3 && n[0] == "direct" && n[1] == "leaf" && n[2] == "middle" && n[3] == "main" {
					found = true
				}
			}
			if !found {
				t.Error("there is no stack of direct, leaf, middle, main")
			}
		})
	}
}

// TestStacksUnmapped takes the stack of a call that unmaps it.
func TestStacksUnmapped(t *testing.T) {
	prog := compile(t, "testdata/stacks/unmap.c", event.AMD64)
	for _, e := range traceStacks(t, build(t), []string{"-f", "-e", "trace=munmap"}, prog) {
		if names := e.names(); names[0] == "vanish" {
			if !slices.Contains(names, "start") {
				t.Errorf("the stack was taken when it was gone: %v", names)
			}
			return
		}
	}
	t.Error("no munmap of the stack was seen")
}

// TestStacksEnd takes deep and broken stacks: they end.
func TestStacksEnd(t *testing.T) {
	for _, abi := range []event.ABI{event.AMD64, event.I386} {
		for _, flags := range [][]string{nil, {"-O0", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables"}} {
			prog := compile(t, "testdata/stacks/deep.c", abi, flags...)
			got := traceStacks(t, build(t), []string{"-e", "trace=write"}, prog)
			if len(got) != 4 {
				t.Fatalf("%v %v: %d stacks", abi, flags, len(got))
			}
			if e := got[0]; len(e.frames) != 256 || e.rest != " > too many stack frames" {
				t.Errorf("%v %v: the deep stack has %d frames and %q", abi, flags, len(e.frames), e.rest)
			}
			for _, e := range got[1:] {
				if !slices.Contains(e.names(), "broken") || len(e.frames) > 256 {
					t.Errorf("%v %v: a broken stack of %d frames: %v", abi, flags, len(e.frames), e.names())
				}
			}
			whole := traceStacks(t, build(t), []string{"-e", "trace=write", "--stack-trace-frame-limit=1000"}, prog)
			// i386's main copies its return address to an aligned place: without
			// frame information what is above is lost.
			if n := len(whole[0].frames); n < 403 || n > 410 || whole[0].rest != "" && !(abi == event.I386 && flags != nil) {
				t.Errorf("%v %v: the whole stack has %d frames and %q", abi, flags, n, whole[0].rest)
			}
		}
	}
}
