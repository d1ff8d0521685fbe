package difftest

import (
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

// A run is a program to be run under both tracers.
type run struct {
	opts   []string // of the tracers
	argv   []string
	env    []string                       // besides the minimal one
	setup  func(t *testing.T, dir string) // fills the program's folder
	limit  time.Duration
	tries  int            // how often both are run before a difference counts; 0: 3
	noFile bool           // the log is what comes on stderr
	loose  bool           // signals of children may arrive anywhere
	noExit bool           // the tracers' exit statuses are not compared
	netns  bool           // in a network namespace of its own, the tracers too: strace asks for sockets there
	vague  *regexp.Regexp // what is different in every run, however traced
	// What a shell does before, in the program's folder; with netns, and then in a mount
	// namespace of its own, too.
	prepare string
}

// environment is what programs get, so that both tracers' children have the same
// stack.
var environment = []string{"PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C", "TZ=UTC"}

// differences are testdata/differences.txt; TestMain reports unused ones.
var differences *Differences

// compare runs a program under both tracers until they agree; what runs of strace
// disagree about is free.
func compare(t *testing.T, r run) {
	t.Helper()
	need(t, "strace", "setarch")
	bin := build(t)
	if r.tries == 0 {
		r.tries = 3
		if r.loose {
			r.tries = 6
		}
	}
	dir := filepath.Join(t.TempDir(), "cwd")
	var strace []*Log
	var d string
	for try := range r.tries {
		w, wantCode, errOut := r.trace(t, dir, "strace")
		strace = append(strace, w)
		got, code, gotErr := r.trace(t, dir, bin)
		if d = Compare(strace, got, differences, r.free()...); d == "" {
			if r.loose && gotErr != errOut {
				continue
			}
			if !r.noExit && code != wantCode {
				t.Errorf("gotrace ends with %d, strace with %d\n%s", code, wantCode, gotErr)
			}
			if gotErr != errOut {
				t.Errorf("on stderr\n- %s\n+ %s", errOut, gotErr)
			}
			return
		}
		if try == 0 && r.tries > 1 {
			w, _, _ := r.trace(t, dir, "strace")
			if strace = append(strace, w); Compare(strace, got, differences, r.free()...) == "" {
				return
			}
		}
	}
	if len(d) > 6000 {
		d = d[:6000] + "..."
	}
	t.Errorf("- strace, + gotrace\n%s", d)
}

// trace runs the program under one tracer and reads the log.
func (r *run) trace(t *testing.T, dir, tracer string) (log *Log, code int, stderr string) {
	t.Helper()
	text, code, stderr := r.output(t, dir, tracer)
	log, err := Parse(text, r.shape())
	if err != nil {
		t.Fatalf("%s: %v", tracer, err)
	}
	log.Normalise()
	if r.vague != nil {
		log.replace(r.vague, "${1}N")
	}
	return log, code, stderr
}

// output runs the program under one tracer, in a fresh folder, and returns the log.
func (r *run) output(t *testing.T, dir, tracer string) (text string, code int, stderr string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if r.setup != nil {
		r.setup(t, dir)
	}
	out := filepath.Join(filepath.Dir(dir), "log")
	args := append([]string{"-R", tracer}, r.opts...)
	if !r.noFile {
		args = append(args, "-o", out)
	}
	args = append(args, r.argv...)
	limit := r.limit
	if limit == 0 {
		limit = 20 * time.Second
	}
	args = append([]string{"setarch"}, args...)
	if r.prepare != "" {
		args = append([]string{"unshare", "-m", "--", "sh", "-c", r.prepare + ` >/dev/null && exec "$@"`, "sh"}, args...)
	}
	if r.netns {
		args = append(isolated(), args...)
	}
	cmd := command(t, limit, args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(environment, append([]string{"HOME=" + dir, "PWD=" + dir}, r.env...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	err := cmd.Run()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	text = errs.String()
	msg := strings.ReplaceAll(errs.String(), tracer+":", "TRACER:")
	if r.noFile {
		text, msg = messages(msg)
	} else if b, err := os.ReadFile(out); err == nil {
		text = string(b)
	} else {
		t.Fatalf("%s: %v\n%s", tracer, err, text)
	}
	return text, cmd.ProcessState.ExitCode(), msg
}

// isolated is what runs a command in a network namespace of its own.
func isolated() []string {
	if os.Getuid() == 0 {
		return []string{"unshare", "-n", "--"}
	}
	return []string{"unshare", "-r", "-n", "--"}
}

// messages takes the tracer's own messages out of what came on stderr.
func messages(text string) (log, msg string) {
	var l, m strings.Builder
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "TRACER: "); ok {
			m.WriteString(number.ReplaceAllString(rest, "N"))
		} else {
			l.WriteString(line)
		}
	}
	return l.String(), m.String()
}

// free names the lines that depend on when a shell learns of its children.
func (r *run) free() []string {
	if r.loose {
		return []string{"--- SIGCHLD", "wait4", "waitid", "rt_sigreturn"}
	}
	return nil
}

func (r *run) shape() (s Shape) {
	for _, o := range r.opts {
		switch o {
		case "-f":
			s.PIDs = !r.noFile
		case "-t", "-tt", "-ttt", "-r":
			s.Time = true
		case "-T":
			s.Took = true
		}
	}
	return s
}

// A fixture is a C program in testdata. Comments in it say more:
//
//	//difftest: OPTIONS   run it with these options of the tracers (one run per line)
//	//golden: OPTIONS     the options of its golden log, in place of goldenOptions and the first run's
//	//golden: no REASON   it has no golden log
//	//abi 64              only for this ABI
//	//loose               news of children may come at any point
//	//netns               in a network namespace of its own
//	//cflags: FLAGS
type fixture struct {
	file, name   string
	runs         [][]string
	golden       []string
	abis         []event.ABI
	cflags       []string
	loose, netns bool
}

// fixtures reads what the programs say of themselves.
func fixtures(t *testing.T) (all []fixture) {
	files, err := filepath.Glob("testdata/*.c")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		f := fixture{file: file, name: strings.TrimSuffix(filepath.Base(file), ".c"), abis: []event.ABI{event.AMD64, event.I386}}
		if f.name == "player" {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(src)) {
			word, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
			switch args := strings.Fields(rest); word {
			case "//difftest:":
				f.runs = append(f.runs, args)
			case "//golden:":
				f.golden = args
			case "//cflags:":
				f.cflags = args
			case "//abi":
				f.abis = map[string][]event.ABI{"64": {event.AMD64}, "32": {event.I386}}[args[0]]
			case "//loose":
				f.loose = true
			case "//netns":
				f.netns = true
			}
		}
		if f.runs == nil {
			f.runs = [][]string{{}}
		}
		if f.golden == nil {
			f.golden = slices.Clone(goldenOptions)
			for _, o := range f.runs[0] {
				if o != "-f" { // -f -f is -ff
					f.golden = append(f.golden, o)
				}
			}
		}
		all = append(all, f)
	}
	return all
}

// ready ends the test where the fixture cannot be run at all, and returns the
// program.
func (f *fixture) ready(t *testing.T, abi event.ABI) string {
	t.Helper()
	if f.netns {
		isolate := isolated()
		if out, err := exec.Command(isolate[0], append(isolate[1:], "true")...).CombinedOutput(); err != nil {
			missing(t, "no network namespaces: "+string(out))
		}
	}
	return compile(t, f.file, abi, append([]string{"testdata/golden/main.c"}, f.cflags...)...)
}

// TestFixtures runs each fixture under both tracers, on both ABIs.
func TestFixtures(t *testing.T) {
	need(t, "strace", "setarch", "gcc")
	for _, f := range fixtures(t) {
		for _, abi := range f.abis {
			t.Run(f.name+strings.TrimSuffix(bits[abi], ": "), func(t *testing.T) {
				bin := f.ready(t, abi)
				for _, o := range f.runs {
					t.Run(strings.Join(o, " "), func(t *testing.T) {
						compare(t, run{opts: o, argv: []string{bin}, loose: f.loose, netns: f.netns})
					})
				}
			})
		}
	}
}
