package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gotrace/internal/schema"
)

// TestSchema runs real programs under --json and checks each line against the
// documented form, and the document against the form that is checked.
func TestSchema(t *testing.T) {
	gotrace := build(t)
	dir := t.TempDir()
	seen := map[string]int{}
	for i, argv := range [][]string{
		{"-f", "sh", "-c", "ls -la / | cat >/dev/null; kill -USR1 $$"},
		{"-f", "-v", "-yy", "sh", "-c", "true & wait; cat /nonexistent"},
		{"-xx", "-X", "verbose", "-s", "4", "ls", "/"},
		{"-e", "raw=all", "true"},
		{"-kk", "-f", "sh", "-c", "true & wait; kill -USR1 $$"},
		{"-k", "--stack-trace-frame-limit=2", "true"},
	} {
		out := filepath.Join(dir, string(rune('a'+i)))
		cmd := exec.Command(gotrace, append([]string{"--json", "-o", out}, argv...)...)
		cmd.Run() // how the programs end is not the point
		checkLines(t, out, seen)
	}
	for event := range schema.Events {
		if seen[event] == 0 && event != "stop" && event != "detached" {
			t.Errorf("no %s event was seen", event)
		}
	}
	doc, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for event, m := range schema.Events {
		for _, word := range slices.Concat([]string{event}, schema.Everywhere, m.Always, m.Maybe, schema.Frame.Always, schema.Frame.Maybe) {
			if !strings.Contains(string(doc), "`"+word+"`") {
				t.Errorf("docs/json.md does not tell of `%s` (of %s)", word, event)
			}
		}
	}
}

func checkLines(t *testing.T, file string, seen map[string]int) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		event, wrong := schema.Check(lines.Text())
		for _, w := range wrong {
			t.Errorf("%s: %s", w, lines.Text())
		}
		seen[event]++
	}
	if err := lines.Err(); err != nil {
		t.Error(err)
	}
}

// build builds the command.
func build(t *testing.T) string {
	bin := filepath.Join(t.TempDir(), "gotrace")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}
