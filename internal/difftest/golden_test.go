package difftest

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gotrace/event"
)

var update = flag.Bool("update", false, "write the golden logs")

// goldenOptions are those of a golden log, with those of the fixture's first run:
// whole structs, what descriptors are, and nothing that pads a line.
var goldenOptions = []string{"-f", "-v", "-y", "-a", "0"}

// noObject is how a fixture ends that cannot get what it is about (object.h). The
// reason stands on standard error.
const noObject = 77

// TestGolden runs each fixture under gotrace and holds its log, as text and as
// JSON, against testdata/golden.
func TestGolden(t *testing.T) {
	need(t, "setarch", "gcc")
	gotrace := build(t)
	for _, f := range fixtures(t) {
		if f.golden[0] == "no" {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			file := filepath.Join("testdata/golden", f.name+".txtar")
			if !*update {
				golden, err := readGolden(file)
				if err != nil {
					t.Fatal(err)
				}
				for _, abi := range f.abis {
					t.Run(abi.String(), func(t *testing.T) {
						for part, got := range f.shown(t, gotrace, abi) {
							if d := goldenDiff(of(abi, golden[part]), got); d != "" {
								t.Errorf("%s: - golden, + gotrace; if it is meant, run go test ./internal/difftest -run Golden/%s -update\n%s", part, f.name, d)
							}
						}
					})
				}
				return
			}
			logs := map[event.ABI]map[string][]Line{}
			for _, abi := range f.abis {
				logs[abi] = f.shown(t, gotrace, abi)
			}
			err := writeGolden(file, merge(lineTexts(logs[event.AMD64]["text"]), lineTexts(logs[event.I386]["text"])), merge(lineTexts(logs[event.AMD64]["json"]), lineTexts(logs[event.I386]["json"])))
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// shown returns the fixture's log as text and as JSON, without what the rules name.
func (f *fixture) shown(t *testing.T, gotrace string, abi event.ABI) map[string][]Line {
	t.Helper()
	bin := f.ready(t, abi)
	dir := filepath.Join(t.TempDir(), "cwd")
	name := filepath.Join(filepath.Dir(dir), f.name)
	if err := os.Link(bin, name); err != nil {
		t.Fatal(err)
	}
	rules := normalisers([2]string{"program", name}, [2]string{"cwd", dir})
	r := run{opts: f.golden, argv: []string{"../" + f.name}, netns: f.netns}
	output := func(opts ...string) string {
		r := r
		r.opts = append(opts, r.opts...)
		text, code, msg := r.output(t, dir, gotrace)
		if code == noObject {
			t.Skip(strings.TrimSpace(msg))
		}
		return text
	}
	text, err := Parse(output(), r.shape())
	if err != nil {
		t.Fatal(err)
	}
	json, err := ParseJSON(output("--json"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]Line{"text": text.golden(rules, f.loose), "json": json.golden(rules, f.loose)}
}

// anywhere are the lines of a loose fixture that come where they will, or do not.
var anywhere = regexp.MustCompile(`^--- SIGCHLD|"event":"signal".*"SIGCHLD"|= \? ERESTART|"errno":{"name":"ERESTART`)

// golden returns the threads' lines from main on, one thread after the other.
func (l *Log) golden(rules []normaliser, loose bool) (out []Line) {
	names := slices.SortedFunc(slices.Values(l.Names), func(a, b string) int {
		return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
			n, _ := strconv.Atoi(x)
			m, _ := strconv.Atoi(y)
			return n - m
		})
	})
	seen, seenPlain := map[string]bool{}, map[string]bool{}
	for _, name := range names {
		out = append(out, Line{Text: "# " + name, Plain: "# " + name})
		for _, line := range fromMain(l.Threads[name]) {
			if loose && anywhere.MatchString(line.Text) {
				continue
			}
			for _, n := range rules {
				line.Text, line.Plain = n(line.Text, seen), n(line.Plain, seenPlain)
			}
			out = append(out, line)
		}
	}
	return out
}

func lineTexts(lines []Line) (out []string) {
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

// goldenDiff shows where the lines are not the golden ones. Where a thread's
// number happens to be another number of a line, too, its plain form is asked.
func goldenDiff(want []string, got []Line) string {
	var b strings.Builder
	for _, p := range lcs(len(want), len(got), func(i, j int) bool { return want[i] == got[j].Text || want[i] == got[j].Plain }) {
		switch {
		case p.b < 0:
			b.WriteString("- " + want[p.a] + "\n")
		case p.a < 0:
			b.WriteString("+ " + got[p.b].Text + "\n")
		}
		if b.Len() > 6000 {
			b.WriteString("...\n")
			break
		}
	}
	return b.String()
}
