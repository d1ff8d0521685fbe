package difftest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gotrace/event"
	"gotrace/internal/vector"
)

// vectorRuns are the options that the vectors' calls are shown with; they are
// compared without options by package syscalls.
var vectorRuns = []sweepRun{
	{options: []string{"-v"}, wanted: 100},
	{options: []string{"-X", "raw"}, wanted: 100},
	{options: []string{"-X", "verbose"}, wanted: 100},
	{options: []string{"-e", "raw=all"}, wanted: 100},
	{options: []string{"-e", "verbose=none"}, wanted: 100},
	{options: []string{"-e", "abbrev=none"}, wanted: 100},
	{options: []string{"-y"}, wanted: 100},
	{options: []string{"-yy"}, wanted: 100},
	{options: []string{"-s", "3"}, wanted: 100},
}

// mutantRun is for the vectors with one word or register of them changed, which
// makes calls that no kernel answers so.
var mutantRun = sweepRun{wanted: 99.95}

// TestVectors makes the calls of package syscalls' vectors, whose memory holds
// whole structs, with options, and with a word or a register changed. None is
// executed. The lines of both tracers are compared.
func TestVectors(t *testing.T) {
	need(t, "strace", "setarch")
	bin := build(t)
	long := os.Getenv("GOTRACE_LONG") != "" || os.Getenv("GOTRACE_SWEEP") != ""
	files, err := filepath.Glob("../../syscalls/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	tallies := map[string]*tally{}
	for abi := range event.NumABI {
		var cases []vector.Case
		for _, f := range files {
			_, c, err := vector.ReadArchive(f)
			if err != nil {
				t.Fatal(err)
			}
			cases = append(cases, slices.DeleteFunc(c, func(c vector.Case) bool {
				return c.Call.ABI != abi || !c.Ends || c.Differs != ""
			})...)
		}
		player := compile(t, "../../syscalls/testdata/play.c", abi, "-no-pie")
		if os.Getenv("GOTRACE_SWEEP_CALLS") != "" {
			cases = slices.DeleteFunc(cases, func(c vector.Case) bool { return !sweepOnly().MatchString(c.Desc.Name) })
		}
		for _, r := range vectorRuns {
			compareVectors(t, bin, player, abi, r, cases, tallies)
			if !long {
				break
			}
		}
		if long {
			compareVectors(t, bin, player, abi, mutantRun, mutants(cases), tallies)
		}
	}
	if name := os.Getenv("GOTRACE_SWEEP"); name != "" {
		if err := os.WriteFile(name+".vectors", listDiffs(sorted(tallies)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range append(vectorRuns, mutantRun) {
		if y := tallies[r.name()]; y != nil {
			t.Logf("%-16s %6d lines, %6.2f%% strace's", y.name, y.lines, y.percent())
			if y.percent() < r.wanted {
				t.Errorf("%s: %.2f%% of the lines are strace's, want %.2f%%", y.name, y.percent(), r.wanted)
			}
		}
	}
}

// name is what a run is called in reports.
func (r *sweepRun) name() string {
	if r.options == nil {
		return "changed"
	}
	return strings.Join(r.options, " ")
}

func compareVectors(t *testing.T, bin, player string, abi event.ABI, r sweepRun, cases []vector.Case, tallies map[string]*tally) {
	plan := binary.LittleEndian.AppendUint32(nil, uint32(len(cases)))
	for _, c := range cases {
		plan = vector.AppendPlan(plan, c.Vector)
	}
	file := filepath.Join(scratch, "plan")
	if err := os.WriteFile(file, plan, 0o666); err != nil {
		t.Fatal(err)
	}
	want := playVectors(t, append([]string{"strace"}, r.options...), player, file, len(cases))
	got := playVectors(t, append([]string{bin}, r.options...), player, file, len(cases))
	y := tallies[r.name()]
	if y == nil {
		y = &tally{name: r.name()}
		tallies[y.name] = y
	}
	for i := range cases {
		y.lines++
		want[i], got[i] = inode.ReplaceAllString(want[i], "[]>"), inode.ReplaceAllString(got[i], "[]>")
		if want[i] == got[i] || newCall(cases[i].Call.Nr, want[i]) || moreOfIoctl(got[i], want[i]) || differences.Allow(got[i], want[i]) {
			y.same++
			continue
		}
		y.diffs = append(y.diffs, diff{fmt.Sprintf("%v: %s", abi, cases[i].Line), want[i], got[i]})
	}
}

// playVectors runs a tracer over the player and returns the lines of n calls,
// each of which follows a call of its number.
func playVectors(t *testing.T, tracer []string, player, file string, n int) []string {
	log := filepath.Join(t.TempDir(), "log")
	args := append([]string{"-R"}, tracer...)
	args = append(args, "-o", log, player, file)
	cmd := command(t, 5*time.Minute, "setarch", args...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	out, err := outputOf(t, cmd)
	text, readErr := os.ReadFile(log)
	if readErr != nil {
		t.Fatal(readErr)
	}
	lines := make([]string, n)
	at, seen := -1, 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, "syscall_0x7000("); ok {
			num, _, _ := strings.Cut(rest, ",")
			v, err := strconv.ParseUint(num, 0, 32)
			if at = int(v); err != nil || at >= n {
				t.Fatalf("%s: %s", tracer[0], line)
			}
			seen++
		} else if at >= 0 && lines[at] == "" {
			lines[at] = line
		}
	}
	if seen != n {
		if len(out) > 2000 {
			out = out[len(out)-2000:]
		}
		t.Fatalf("%s shows %d of %d calls: %v\n%s", strings.Join(tracer, " "), seen, n, err, out)
	}
	return lines
}

// inode is the number of a socket, which each run has others of.
var inode = regexp.MustCompile(`\[(?:\w+:)?\d+\]>`)

// odd are what words and registers are changed to.
var odd = []uint64{0, 1, 1<<32 - 1, 1<<31 - 1, 1 << 31, 0x12345678, 2, 0x80, 0xffff, 0x10000, 1<<32 - 2, 0x55555555}

// maxWords limits how many words of a region are changed.
const maxWords = 48

// mutants returns the vectors with one register or one word of memory changed,
// each of them with one value.
func mutants(cases []vector.Case) []vector.Case {
	var all []vector.Case
	k := 0
	next := func(was uint64) uint64 {
		for {
			k++
			if v := odd[k%len(odd)]; v != was {
				return v
			}
		}
	}
	for _, c := range cases {
		for i, was := range c.Call.Args {
			v := *c.Vector
			v.Call.Args[i] = next(was)
			all = append(all, c)
			all[len(all)-1].Vector = &v
		}
		for i, r := range c.Exit {
			for off := 0; off+4 <= len(r.Data) && off < 4*maxWords; off += 4 {
				v := *c.Vector
				p := binary.LittleEndian.AppendUint32(nil, uint32(next(uint64(binary.LittleEndian.Uint32(r.Data[off:])))))
				v.Exit = withWord(v.Exit, i, off, p)
				if i < len(v.Entry) && off+4 <= len(v.Entry[i].Data) {
					v.Entry = withWord(v.Entry, i, off, p)
				}
				all = append(all, c)
				all[len(all)-1].Vector = &v
			}
		}
	}
	return all
}

func withWord(m vector.Memory, i, off int, p []byte) vector.Memory {
	m = slices.Clone(m)
	m[i].Data = bytes.Clone(m[i].Data)
	copy(m[i].Data[off:], p)
	return m
}
