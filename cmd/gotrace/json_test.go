package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The members of each event's object, as docs/json.md has them: those that are
// always there, and those that may be.
var schema = map[string]struct{ always, maybe []string }{
	"process":  {[]string{"how"}, []string{"parent"}},
	"call":     {[]string{"abi", "nr", "name", "ip", "args", "ret"}, []string{"errno", "detail", "duration", "data", "injected", "delayed", "unfinished", "stack", "stack_truncated"}},
	"signal":   {[]string{"signal", "ip"}, []string{"info", "stack", "stack_truncated"}},
	"stop":     {[]string{"signal", "ip"}, []string{"stack", "stack_truncated"}},
	"exec":     {nil, []string{"former_tid"}},
	"exit":     {nil, []string{"status", "signal", "core", "superseded_by"}},
	"detached": {nil, nil},
}

var everywhere = []string{"event", "pid", "tid", "time"}

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
	for event := range schema {
		if seen[event] == 0 && event != "stop" && event != "detached" {
			t.Errorf("no %s event was seen", event)
		}
	}
	doc, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for event, s := range schema {
		for _, word := range slices.Concat([]string{event}, everywhere, s.always, s.maybe, frame.always, frame.maybe) {
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
		var o map[string]any
		d := json.NewDecoder(strings.NewReader(lines.Text()))
		d.UseNumber()
		if err := d.Decode(&o); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		event, _ := o["event"].(string)
		s, ok := schema[event]
		if !ok {
			t.Fatalf("unknown event in %s", lines.Text())
		}
		seen[event]++
		for _, m := range slices.Concat(everywhere, s.always) {
			if _, ok := o[m]; !ok {
				t.Errorf("no %s in %s", m, lines.Text())
			}
		}
		for m := range o {
			if !slices.Contains(slices.Concat(everywhere, s.always, s.maybe), m) {
				t.Errorf("%s is not documented: %s", m, lines.Text())
			}
		}
		if stack, ok := o["stack"]; ok {
			checkStack(t, stack, lines.Text())
		}
		if event == "call" {
			checkCall(t, o, lines.Text())
		}
	}
	if err := lines.Err(); err != nil {
		t.Error(err)
	}
}

// frame has the members of a stack's frames.
var frame = struct{ always, maybe []string }{[]string{"ip"}, []string{"file", "file_offset", "symbol", "offset", "source", "line"}}

// checkStack checks the frames of a stack.
func checkStack(t *testing.T, stack any, line string) {
	list, ok := stack.([]any)
	if !ok {
		t.Fatalf("stack is no array: %s", line)
	}
	for _, e := range list {
		f, ok := e.(map[string]any)
		if !ok || f["ip"] == nil {
			t.Errorf("a frame without ip: %s", line)
		}
		for _, pair := range [][2]string{{"file", "file_offset"}, {"symbol", "offset"}, {"source", "line"}} {
			if (f[pair[0]] == nil) != (f[pair[1]] == nil) {
				t.Errorf("%s without %s, or the other way round: %s", pair[0], pair[1], line)
			}
		}
		for m := range f {
			if !slices.Contains(slices.Concat(frame.always, frame.maybe), m) {
				t.Errorf("%s of a frame is not documented: %s", m, line)
			}
		}
	}
}

// checkCall checks what a call's members hold.
func checkCall(t *testing.T, o map[string]any, line string) {
	args, ok := o["args"].(map[string]any)
	if !ok {
		t.Errorf("args is no object: %s", line)
	}
	for name, v := range args {
		checkValue(t, name, v, line)
	}
	if e, ok := o["errno"].(map[string]any); ok {
		if e["name"] == nil || e["value"] == nil || e["text"] == nil || o["ret"] != json.Number("-1") {
			t.Errorf("an incomplete failure: %s", line)
		}
	}
}

// checkValue checks that an object that stands for a value is one of the
// documented forms, or a struct.
func checkValue(t *testing.T, name string, v any, line string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			checkValue(t, name, e, line)
		}
	case map[string]any:
		switch {
		case v["flags"] != nil && len(v) == 2 && v["value"] != nil:
			if _, ok := v["flags"].([]any); !ok {
				checkValue(t, name, v["flags"], line) // a struct with such members
			}
		case v["addr"] != nil && len(v) == 1:
			if a, ok := v["addr"].(string); ok && !strings.HasPrefix(a, "0x") {
				t.Errorf("%s: an address that is none: %s", name, line)
			}
		default:
			for n, e := range v {
				checkValue(t, n, e, line)
			}
		}
	case string, json.Number, bool, nil:
	default:
		t.Errorf("%s: %T in %s", name, v, line)
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
