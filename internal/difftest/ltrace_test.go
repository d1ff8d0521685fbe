package difftest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Programs that ltrace can follow. Their library calls are compared: those of
// functions that /etc/ltrace.conf has, to the letter; of others, which ltrace shows
// with four numbers, the names. (TestVectorsAgainstLtrace in proto compares values.)
var ltraced = []string{
	"ls -la sub",
	"cat a.txt",
	"sort -r words.txt",
	"wc words.txt",
	"head -2 words.txt",
	"tail -2 words.txt",
	"uniq -c words.txt",
	"tr a-z A-Z",
	"cut -c2 words.txt",
	"grep -n a words.txt",
	"sed s/a/b/ words.txt",
	"od -c a.txt",
	"expr 6 * 7",
	"seq 3 5",
	"date -u -d @0",
	"printf %d\\n 42",
	"env -i",
	"stat -c %s a.txt",
	"md5sum a.txt",
	"base64 a.txt",
	"du -a sub",
	"find sub -name x*",
	"nl words.txt",
	"cmp a.txt words.txt",
	"tac words.txt",
}

// libCall is a line of a call: name, arguments, result.
var libCall = regexp.MustCompile(`^(\w+)\((.*)\) += (.*)$`)

// libNames returns the functions that a file of prototypes has.
func libNames(t *testing.T, file string) map[string]bool {
	text, err := os.ReadFile(file)
	if err != nil {
		missing(t, err.Error())
	}
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\w[\w*() ,]*?[ *](\w+) *\(`).FindAllSubmatch(text, -1) {
		names[string(m[1])] = true
	}
	return names
}

var (
	address = regexp.MustCompile(`\b0x[0-9a-f]+\b`)
	errText = regexp.MustCompile(` E[A-Z]+ \(.*\)$`)
	octal   = regexp.MustCompile(`\\([0-7]{1,3}|[ab])`)
)

// shortest writes a number in a string with as few digits as it has.
func shortest(esc string) string {
	switch esc {
	case `\a`:
		return `\7`
	case `\b`:
		return `\10`
	}
	if d := strings.TrimLeft(esc[1:], "0"); d != "" {
		return `\` + d
	}
	return `\0`
}

// libLines returns the calls in a log as they are compared.
func libLines(text []byte, known map[string]bool) (lines []string) {
	for line := range bytes.Lines(text) {
		s := octal.ReplaceAllStringFunc(strings.TrimRight(string(line), "\n"), shortest)
		m := libCall.FindStringSubmatch(s)
		if m == nil {
			lines = append(lines, address.ReplaceAllString(s, "ADDR"))
			continue
		}
		result := errText.ReplaceAllString(m[3], "")
		if known[m[1]] {
			lines = append(lines, fmt.Sprintf("%s(%s) = %s", m[1], address.ReplaceAllString(m[2], "ADDR"), address.ReplaceAllString(result, "ADDR")))
			continue
		}
		lines = append(lines, m[1]+"()")
	}
	return lines
}

// TestLtrace compares gotrace, under ltrace's name, with ltrace.
func TestLtrace(t *testing.T) {
	need(t, "ltrace", "setarch")
	const conf = "/etc/ltrace.conf"
	known := libNames(t, conf)
	list, err := os.ReadFile("testdata/ltrace.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := parseAllowed(t, string(list))
	bin := filepath.Join(t.TempDir(), "ltrace")
	if err := os.Symlink(build(t), bin); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, p := range ltraced {
		argv := strings.Fields(p)
		t.Run(p, func(t *testing.T) {
			need(t, argv[0])
			trace := func(tracer ...string) []string {
				dir := filepath.Join(t.TempDir(), "cwd")
				os.RemoveAll(dir)
				if err := os.Mkdir(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				tree(t, dir)
				words := filepath.Join(dir, "words.txt")
				if err := os.WriteFile(words, []byte("pear\nfig\napple\napple\n"), 0o644); err != nil {
					t.Fatal(err)
				}
				log := filepath.Join(t.TempDir(), "log")
				args := append([]string{"-R"}, append(append(tracer, "-o", log), argv...)...)
				cmd := command(t, 30*time.Second, "setarch", args...)
				cmd.Dir, cmd.Env = dir, append([]string{"COLUMNS=80", "HOME=/nonexistent"}, environment...)
				cmd.Stdin = strings.NewReader("some words\n")
				if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() < 0 {
					t.Fatalf("%s: %v\n%s", tracer, err, out)
				}
				text, err := os.ReadFile(log)
				if err != nil {
					t.Fatal(err)
				}
				return libLines(text, known)
			}
			want, got := trace("ltrace"), trace(bin, "-F", conf)
			lines += len(want)
			for _, p := range lcs(len(want), len(got), func(i, j int) bool { return want[i] == got[j] }) {
				switch {
				case p.a < 0 && !allowed.has("+ "+got[p.b]):
					t.Errorf("+ %s", got[p.b])
				case p.b < 0 && !allowed.has("- "+want[p.a]):
					t.Errorf("- %s", want[p.a])
				}
			}
		})
	}
	t.Logf("%d lines of ltrace", lines)
	for _, a := range allowed {
		if !a.used && !t.Failed() {
			t.Errorf("testdata/ltrace.txt: no program needs %s", a.re)
		}
	}
}

// allowances are lines that only one of the tracers has, with reasons.
type allowances []*allowance

type allowance struct {
	re     *regexp.Regexp
	reason string
	used   bool
}

func (l allowances) has(line string) (ok bool) {
	for _, a := range l {
		if a.re.MatchString(line) {
			a.used, ok = true, true
		}
	}
	return ok
}

func parseAllowed(t *testing.T, text string) (l allowances) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		expr, reason, ok := strings.Cut(line, "\t")
		if !ok || reason == "" {
			t.Fatalf("testdata/ltrace.txt: no reason: %s", line)
		}
		l = append(l, &allowance{re: regexp.MustCompile("^" + expr + "$"), reason: reason})
	}
	return l
}
