package difftest

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"gotrace"
	"gotrace/event"
)

// Where testdata/player.c maps the image, and what it is made of: pages of one
// content each, and nothing mapped behind the last.
const (
	base      = 0x20000000
	imageSize = 0x10000

	zeros   = base          // zeros
	ones    = base + 0x1000 // bytes of all ones
	ints    = base + 0x2000 // the 32-bit numbers 0, 1, 2...
	texts   = base + 0x3000 // a short string, then others
	ptrs    = base + 0x4000 // 3, a pointer, 16, a pointer... as longs
	longs   = base + 0x5000 // the longs 1, 2, 3...
	iovecs  = base + 0x6000 // pairs of a pointer to text and a small length
	argvs   = base + 0x7000 // pointers to strings, then NULL
	sockun  = base + 0x8000 // AF_UNIX, AF_INET, AF_INET6 addresses, 128 bytes apart
	edge    = base + imageSize - 4
	nowhere = 0x7000 // not mapped
)

func image(abi event.ABI) []byte {
	le := binary.LittleEndian
	word := func(p []byte, v uint64) []byte {
		if abi == event.I386 {
			return le.AppendUint32(p, uint32(v))
		}
		return le.AppendUint64(p, v)
	}
	img := make([]byte, imageSize)
	page := func(at int) []byte { return img[at-base : at-base+0x1000] }
	for i := range page(ones) {
		page(ones)[i] = 0xff
	}
	for i := range 0x400 {
		le.PutUint32(page(ints)[4*i:], uint32(i))
	}
	copy(page(texts), "gotrace/sweep\x00a \"string\" that is longer than thirty-two bytes \x01\x80\n\x00")
	var p, l, v, a []byte
	for i := range 256 {
		p = word(word(p, uint64(3+i)), ptrs+uint64(0x10*i))
		l = word(l, uint64(i+1))
		v = word(word(v, texts+uint64(i)), uint64(i+1))
	}
	for i := range uint64(5) {
		a = word(a, texts+2*i)
	}
	copy(page(ptrs), p)
	copy(page(longs), l)
	copy(page(iovecs), v)
	copy(page(argvs), a)
	s := page(sockun)
	copy(s, "\x01\x00/tmp/a-socket\x00")
	copy(s[128:], "\x02\x00\x00\x50\x7f\x00\x00\x01")
	copy(s[256:], "\x0a\x00\x01\xbb\x00\x00\x00\x05\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x03")
	for i := range 0x7000 {
		img[0x9000+i] = byte(i>>8 ^ i)
	}
	return img
}

// patterns are the registers that every call is made with.
var patterns = [][6]uint64{
	{0, 0, 0, 0, 0, 0},
	{1, 1, 1, 1, 1, 1},
	{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)},
	{zeros, zeros, zeros, zeros, zeros, zeros},
	{ones, ones, ones, ones, ones, ones},
	{ints, ints, ints, ints, ints, ints},
	{texts, texts, texts, texts, texts, texts},
	{longs, longs, longs, longs, longs, longs},
	{nowhere, nowhere, nowhere, nowhere, nowhere, nowhere},
	{edge, edge, edge, edge, edge, edge},
	{3, zeros, 2, zeros, 2, zeros},
	{3, ints, 5, ints, 8, ints},
	{3, texts, 40, texts, 16, zeros},
	{3, iovecs, 3, 64, 0, 1},
	{zeros, 2, zeros, 2, zeros, 2},
	{ints, 3, longs, 8, ints, 8},
	{texts, ptrs, ints, texts, 2, 3},
	{texts, texts, argvs, 5, 4, 8},
	{texts, argvs, argvs, 8, 0x100, 0},
	{0xffffff9c, texts, ints, 0x100, 8, 1},
	{0xffffff9c, texts, 4, texts, 0x1000, 32},
	{0xffffff9c, texts, 0x80241, 0o644, 3, 0},
	{1, sockun, 16, 0, sockun, 110},
	{7, sockun + 128, 16, ints, sockun + 256, 28},
	{2, 1, 6, ints, ints + 4, 5},
	{10, 2, 17, sockun, ptrs, 1},
	{0xdeadbeef00000001, 0xdeadbeef00000002, 0xdeadbeef00000003, 0xdeadbeef00000004, 0xdeadbeef00000005, 0xdeadbeef00000006},
	{2, 4, 8, 0x10, 0x20, 0x40},
	{0x80, 0x100, 0x200, 0x400, 0x800, 0x1000},
	{0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000},
	{0x80000, 0x100000, 0x200000, 0x400000, 0x800000, 0x1000000},
	{0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x40000000, 0x80000000},
	{0x55555555, 0x55555555, 0x55555555, 0x55555555, 0x55555555, 0x55555555},
	{0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa},
	{0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x80000000},
}

// A selector is an argument that decides what the others are. Each of its values
// is tried with each of these registers in the others' places.
type selector struct {
	call   string
	arg    int
	lo, hi uint64
	regs   [][6]uint64
}

var twoPtrs = [][6]uint64{
	{3, 3, ints, ints, ints, ints},
	{1, 2, zeros, zeros, zeros, zeros},
	{1, 2, 3, 4, 5, 6},
}

var selectors = []selector{
	{"fcntl", 1, 0, 40, twoPtrs},
	{"fcntl64", 1, 0, 40, twoPtrs},
	{"fcntl", 1, 1024, 1042, twoPtrs},
	{"fcntl64", 1, 1024, 1042, twoPtrs},
	{"prctl", 0, 0, 80, [][6]uint64{{0, ints, ints, ints, ints, 0}, {0, 1, 0, 0, 0, 0}, {0, 2, 3, texts, 5, 6}}},
	{"arch_prctl", 0, 0x1000, 0x1020, twoPtrs},
	{"ptrace", 0, 0, 34, [][6]uint64{{0, 1, ints, ints, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 1, 8, 11, 0, 0}}},
	{"ptrace", 0, 0x4200, 0x4213, [][6]uint64{{0, 1, ints, iovecs, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 1, 40, ints, 0, 0}}},
	{"futex", 1, 0, 16, [][6]uint64{{ints, 0, 1, ints, ints, 7}, {ints, 0, 2, 0, 0, 0}, {ints, 0, 3, 4, ints, 0x81234567}}},
	{"futex", 1, 128, 142, [][6]uint64{{ints, 0, 1, ints, ints, 7}, {ints, 0, 2, 0, 0, 0}}},
	{"futex", 1, 384, 400, [][6]uint64{{ints, 0, 1, ints, ints, 7}}},
	{"futex_time64", 1, 0, 16, [][6]uint64{{ints, 0, 1, ints, ints, 7}, {ints, 0, 2, 0, 0, 0}}},
	{"keyctl", 0, 0, 36, [][6]uint64{{0, 1, texts, texts, 4, 5}, {0, ints, ints, 3, ints, 1}, {0, 0xfffffffe, 0xfffffffd, 0, 0, 0}}},
	{"ipc", 0, 0, 26, [][6]uint64{{0, 1, 2, 3, ints, 5}, {0, 1, 2, 3, zeros, 5}, {0, 1, 2, 0x100 | 2, longs, 1}, {0, 1, 0, 0, 0, 0}}},
	{"ipc", 0, 0x10000, 0x10018, [][6]uint64{{0, 1, 2, 3, ints, 5}, {0, 1, 0, 0, 0, 0}}},
	{"socketcall", 0, 0, 24, [][6]uint64{{0, ints, 0, 0, 0, 0}, {0, zeros, 0, 0, 0, 0}, {0, ptrs, 0, 0, 0, 0}, {0, ints + 8, 0, 0, 0, 0}, {0, nowhere, 0, 0, 0, 0}}},
	{"bpf", 0, 0, 42, [][6]uint64{{0, ints, 64, 0, 0, 0}, {0, zeros, 128, 0, 0, 0}, {0, ints, 8, 0, 0, 0}}},
	{"semctl", 2, 0, 22, [][6]uint64{{1, 2, 0, ints, 0, 0}, {1, 2, 0, 0, 0, 0}, {1, 2, 0, longs, 0, 0}}},
	{"semctl", 2, 0x100, 0x116, [][6]uint64{{1, 2, 0, ints, 0, 0}}},
	{"shmctl", 1, 0, 18, [][6]uint64{{1, 0, ints, 0, 0, 0}, {1, 0, 0, 0, 0, 0}, {1, 0, zeros, 0, 0, 0}}},
	{"shmctl", 1, 0x100, 0x110, [][6]uint64{{1, 0, ints, 0, 0, 0}}},
	{"msgctl", 1, 0, 18, [][6]uint64{{1, 0, ints, 0, 0, 0}, {1, 0, 0, 0, 0, 0}, {1, 0, zeros, 0, 0, 0}}},
	{"msgctl", 1, 0x100, 0x110, [][6]uint64{{1, 0, ints, 0, 0, 0}}},
	{"seccomp", 0, 0, 5, [][6]uint64{{0, 0, ints, 0, 0, 0}, {0, 3, ints, 0, 0, 0}}},
	{"socket", 0, 0, 48, [][6]uint64{{0, 1, 1, 0, 0, 0}, {0, 2, 17, 0, 0, 0}, {0, 0x80803, 6, 0, 0, 0}}},
	{"socket", 2, 0, 24, [][6]uint64{{16, 3, 0, 0, 0, 0}}},
	{"getsockopt", 2, 0, 90, [][6]uint64{{3, 1, 0, ints, ints + 32, 0}, {3, 0, 0, ints, ints + 16, 0}, {3, 6, 0, ints, ints + 16, 0}, {3, 41, 0, ints, ints + 16, 0}}},
	{"setsockopt", 2, 0, 90, [][6]uint64{{3, 1, 0, ints + 4, 4, 0}, {3, 1, 0, ints + 4, 16, 0}, {3, 0, 0, ints + 4, 4, 0}, {3, 6, 0, ints + 4, 4, 0}, {3, 41, 0, ints + 4, 4, 0}, {3, 263, 0, ints, 16, 0}, {3, 270, 0, ints, 4, 0}}},
	{"connect", 2, 0, 130, [][6]uint64{{3, sockun, 0, 0, 0, 0}, {3, sockun + 128, 0, 0, 0, 0}, {3, sockun + 256, 0, 0, 0, 0}}},
	{"io_uring_register", 1, 0, 40, [][6]uint64{{3, 0, ints, 2, 0, 0}, {3, 0, zeros, 1, 0, 0}}},
	{"ioctl", 1, 0x5400, 0x5470, [][6]uint64{{3, 0, ints, 0, 0, 0}, {3, 0, 2, 0, 0, 0}}},
	{"ioctl", 1, 0x8900, 0x89ff, [][6]uint64{{3, 0, ints, 0, 0, 0}, {3, 0, texts, 0, 0, 0}}},
	{"ioctl", 1, 0x1250, 0x1290, [][6]uint64{{3, 0, ints, 0, 0, 0}}},
	{"ioctl", 1, 0x80086601, 0x80086604, [][6]uint64{{3, 0, ints, 0, 0, 0}}},
	{"ioctl", 1, 0x40086601, 0x40086604, [][6]uint64{{3, 0, ints, 0, 0, 0}}},
	{"madvise", 2, 0, 26, [][6]uint64{{zeros, 4096, 0, 0, 0, 0}}},
	{"madvise", 2, 100, 102, [][6]uint64{{zeros, 4096, 0, 0, 0, 0}}},
	{"kcmp", 2, 0, 9, twoPtrs},
	{"clock_gettime", 0, 0, 14, twoPtrs},
	{"waitid", 0, 0, 4, [][6]uint64{{0, 1, ints, 5, ints, 0}}},
	{"wait4", 2, 0, 16, [][6]uint64{{^uint64(0), ints + 4, 0, ints, 0, 0}, {^uint64(0), ones, 0, 0, 0, 0}}},
	{"rt_sigprocmask", 0, 0, 4, [][6]uint64{{0, ints, ints, 8, 0, 0}, {0, ones, 0, 8, 0, 0}}},
	{"rt_sigaction", 0, 0, 66, [][6]uint64{{0, ints, ints + 64, 8, 0, 0}}},
	{"kill", 1, 0, 66, [][6]uint64{{1, 0, 0, 0, 0, 0}}},
	{"getrlimit", 0, 0, 18, [][6]uint64{{0, ints, 0, 0, 0, 0}}},
	{"prlimit64", 1, 0, 18, [][6]uint64{{0, 0, ints, longs, 0, 0}}},
	{"setpriority", 0, 0, 4, twoPtrs},
	{"lseek", 2, 0, 6, twoPtrs},
	{"personality", 0, 0, 20, [][6]uint64{{}}},
	{"flock", 1, 0, 16, twoPtrs},
	{"open", 1, 0, 16, [][6]uint64{{texts, 0, 0o777, 0, 0, 0}}},
	{"mmap", 3, 0, 64, [][6]uint64{{0, 4096, 3, 0, 3, 0x1000}}},
	{"mmap2", 3, 0, 64, [][6]uint64{{0, 4096, 3, 0, 3, 0x1000}}},
	{"syslog", 0, 0, 12, twoPtrs},
	{"swapon", 1, 0x8000, 0x8008, [][6]uint64{{texts, 0, 0, 0, 0, 0}}},
	{"sched_setscheduler", 1, 0, 8, [][6]uint64{{0, 0, ints, 0, 0, 0}}},
	{"shutdown", 1, 0, 4, twoPtrs},
	{"reboot", 2, 0, 3, [][6]uint64{{0xfee1dead, 672274793, 0, 0, 0, 0}}},
	{"mbind", 2, 0, 9, [][6]uint64{{zeros, 4096, 0, longs, 64, 1}}},
	{"perf_event_open", 1, 0, 2, [][6]uint64{{ints, 0, 1, 2, 8, 0}}},
	{"landlock_add_rule", 1, 0, 4, [][6]uint64{{3, 0, ints, 0, 0, 0}}},
	{"fsconfig", 1, 0, 9, [][6]uint64{{3, 0, texts, texts + 14, 5, 0}}},
	{"fadvise64", 3, 0, 8, [][6]uint64{{3, 5, 6, 0, 0, 0}}},
	{"modify_ldt", 0, 0, 18, [][6]uint64{{0, ints, 16, 0, 0, 0}}},
	{"getrandom", 2, 0, 8, [][6]uint64{{texts, 16, 0, 0, 0, 0}}},
	{"timer_create", 0, 0, 12, [][6]uint64{{0, ints, ints, 0, 0, 0}}},
	{"sigprocmask", 0, 0, 4, [][6]uint64{{0, ints, ints, 0, 0, 0}}},
	{"sysfs", 0, 0, 4, [][6]uint64{{0, texts, ints, 0, 0, 0}}},
}

// marker is a number that no call has: a call of it separates the sweeps.
const marker = 999

// A made call is one that the player makes.
type made struct {
	nr   uint64
	regs [6]uint64
}

// unplanned calls are not made: the kernel answers the first two before seccomp
// sees them, the others' lines show what happens to be on the stack.
var unplanned = []string{"uretprobe", "uprobe", "sigreturn", "rt_sigreturn"}

func plan(abi event.ABI) []made {
	calls := gotrace.Calls(abi)
	byName := map[string]uint64{}
	for nr, d := range calls {
		if d != nil {
			byName[d.Name] = uint64(nr)
		}
	}
	var p []made
	for i, regs := range patterns {
		p = append(p, made{marker, [6]uint64{0, uint64(i)}})
		for nr, d := range calls {
			if d != nil && !slices.Contains(unplanned, d.Name) {
				p = append(p, made{uint64(nr), regs})
			}
		}
	}
	for i, s := range selectors {
		nr, ok := byName[s.call]
		if !ok {
			continue
		}
		p = append(p, made{marker, [6]uint64{1, uint64(i)}})
		for v := s.lo; v <= s.hi; v++ {
			for _, regs := range s.regs {
				regs[s.arg] = v
				p = append(p, made{nr, regs})
			}
		}
	}
	return append(p, made{nr: marker})
}

// play runs a tracer over the player and returns a line for each call of p.
func play(t *testing.T, tracer []string, player, file string, errno int, p []made) []string {
	log := filepath.Join(t.TempDir(), "log")
	args := append([]string{"-R"}, tracer...)
	args = append(args, "-o", log, player, file, strconv.Itoa(errno))
	cmd := command(t, 2*time.Minute, "setarch", args...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	out, runErr := outputOf(t, cmd)
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("+++ exited with 77 +++")) {
		t.Fatalf("%s: the player did not come to its end: %v\n%s", tracer[0], runErr, out)
	}
	_, after, ok := bytes.Cut(text, []byte("syscall_0x3e7(0, 0, "))
	if !ok {
		t.Fatalf("%s: the first call is not in the log", tracer[0])
	}
	lines := strings.Split("syscall_0x3e7(0, 0, "+string(after), "\n")
	if len(lines) < len(p) {
		t.Fatalf("%s: %d lines for %d calls", tracer[0], len(lines), len(p))
	}
	for i, c := range p {
		if (c.nr == marker) != strings.HasPrefix(lines[i], "syscall_0x3e7(") {
			t.Fatalf("%s: line %d is not that of call %d: %s", tracer[0], i, c.nr, lines[i])
		}
	}
	return lines[:len(p)]
}

// outputOf runs a command and returns what it says. That goes to a file whose name
// is always the same, since -y shows it.
func outputOf(t *testing.T, cmd *exec.Cmd) ([]byte, error) {
	name := filepath.Join(scratch, "output")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cmd.Stdout, cmd.Stderr = f, f
	runErr := cmd.Run()
	out, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return out, runErr
}

// straceLines is play for strace, whose answer is kept in the folder that
// GOTRACE_SWEEP_CACHE names.
func straceLines(t *testing.T, player, file string, abi event.ABI, options []string, errno int, p []made) []string {
	tracer := append([]string{"strace"}, options...)
	dir := os.Getenv("GOTRACE_SWEEP_CACHE")
	if dir == "" || slices.Contains(options, "-y") || slices.Contains(options, "-yy") { // these lines have names of files
		return play(t, tracer, player, file, errno, p)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(dir, fmt.Sprintf("%x.%v.%d%s", sha256.Sum256(data), abi, errno, strings.Join(options, "")))
	if text, err := os.ReadFile(cache); err == nil {
		return strings.Split(string(text), "\n")
	}
	lines := play(t, tracer, player, file, errno, p)
	if err := os.WriteFile(cache, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	return lines
}

// writePlan writes what the player reads.
func writePlan(t *testing.T, abi event.ABI, p []made) string {
	file := filepath.Join(scratch, "calls")
	data := image(abi)
	for _, c := range p {
		data = binary.LittleEndian.AppendUint64(data, c.nr)
		for _, r := range c.regs {
			data = binary.LittleEndian.AppendUint64(data, r)
		}
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// families maps calls to the file of package syscalls that describes them.
func families(t *testing.T) map[string]string {
	files, err := filepath.Glob("../../syscalls/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	name := regexp.MustCompile(`= Desc\{\s*Name: "(\w+)"`)
	fam := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllSubmatch(text, -1) {
			fam[string(m[1])] = strings.TrimSuffix(filepath.Base(f), ".go")
		}
	}
	return fam
}

// tally counts the lines of a family or a call.
type tally struct {
	name        string
	same, lines int
	diffs       []diff
}

// count adds a line to a tally; d says how it differs, or is nil.
func count(m map[string]*tally, key string, d *diff) {
	y := m[key]
	if y == nil {
		y = &tally{name: key}
		m[key] = y
	}
	y.lines++
	if d == nil {
		y.same++
	} else {
		y.diffs = append(y.diffs, *d)
	}
}

type diff struct{ where, want, got string }

func (y *tally) percent() float64 { return 100 * float64(y.same) / float64(max(y.lines, 1)) }

// wanted are the percentages of identical lines below which a family must not
// fall. What is missing to 100 is where strace 6.1 does not know a call or a
// name, or is known to be wrong: see testdata/differences.txt.
var wanted = map[string]float64{
	"aio":     99.5,
	"creds":   100.0,
	"fds":     100.0,
	"file":    100.0,
	"ioctl":   99.9,
	"ipc":     99.8,
	"keys":    100.0,
	"mem":     100.0,
	"misc":    99.5,
	"mount":   100.0,
	"net":     99.8,
	"poll":    100.0,
	"process": 99.8,
	"sched":   100.0,
	"signal":  100.0,
	"time":    100.0,
	"xattr":   100.0,
}

// wantedAll is that percentage for all families together.
const wantedAll = 99.9

// A sweepRun makes all calls once.
type sweepRun struct {
	errno   int
	options []string
	wanted  float64        // percentage of identical lines, where there are options
	without *regexp.Regexp // calls that are not made; nil: none
}

// sigsets are calls that show sets of signals. With -X verbose strace 6.1 has no
// room for a large one, and ends itself (sprintsigmask_n: got unexpected return
// value).
var sigsets = regexp.MustCompile(`^(s[gs]etmask|(rt_)?sig(action|procmask|pending|suspend|timedwait(_time64)?)|signalfd4?|p(select6|poll)(_time64)?|epoll_pwait2?|io_(pgetevents(_time64)?|uring_enter|uring_register)|ptrace)$`)

// sweptApart are calls that have a sweep of their own (TestOptionSweep), which knows
// what strace does not decode.
var sweptApart = regexp.MustCompile(`^[gs]etsockopt$`)

// sweepRuns are those without options, and those that are made only with
// GOTRACE_LONG or GOTRACE_SWEEP.
var sweepRuns = []sweepRun{
	{errno: 0},
	{errno: 1},
	{options: []string{"-v"}, wanted: 99.7},
	{options: []string{"-X", "raw"}, wanted: 99.7},
	{options: []string{"-X", "verbose"}, wanted: 99.7, without: sigsets},
	{options: []string{"-e", "raw=all"}, wanted: 100},
	{options: []string{"-e", "verbose=none"}, wanted: 99.9},
	{options: []string{"-e", "abbrev=none"}, wanted: 99.7},
	{options: []string{"-y"}, wanted: 99.7},
	{options: []string{"-yy"}, wanted: 99.7},
}

// TestSweep makes every call of both ABIs with many patterns of arguments, none
// of which is executed, and compares the lines of both tracers.
func TestSweep(t *testing.T) {
	need(t, "strace", "setarch")
	bin := build(t)
	fam := families(t)
	byFam, byCall := map[string]*tally{}, map[string]*tally{}
	withOptions := os.Getenv("GOTRACE_LONG") != "" || os.Getenv("GOTRACE_SWEEP") != ""
	// Lines with options count for the options, not for their families.
	byOptions := map[string]*tally{}
	for abi := range event.NumABI {
		player := compile(t, "testdata/player.c", abi)
		table := gotrace.Calls(abi)
		for _, r := range sweepRuns {
			if r.options != nil && !withOptions {
				continue
			}
			p := plan(abi)
			if r.without != nil {
				p = slices.DeleteFunc(p, func(c made) bool { return c.nr != marker && r.without.MatchString(table[c.nr].Name) })
			}
			file := writePlan(t, abi, p)
			want := straceLines(t, player, file, abi, r.options, r.errno, p)
			got := play(t, append([]string{bin}, r.options...), player, file, r.errno, p)
			for i, c := range p {
				if c.nr == marker {
					continue
				}
				name := table[c.nr].Name
				var d *diff
				if want[i] != got[i] && !newCall(c.nr, want[i]) && !moreOfIoctl(got[i], want[i]) && !differences.allow(got[i], sweptApart.MatchString(name), func(s string) bool { return like(s, bare(want[i])) }) {
					d = &diff{fmt.Sprintf("%v/%d", abi, r.errno), want[i], got[i]}
				}
				if r.options != nil {
					count(byOptions, strings.Join(r.options, " "), d)
					continue
				}
				count(byFam, fam[name], d)
				count(byCall, name, d)
			}
		}
	}
	all := report(t, byFam, byCall, byOptions, fam)
	if p := all.percent(); p < wantedAll {
		t.Errorf("%.2f%% of all lines are strace's, want %.2f%%", p, wantedAll)
	}
	for _, r := range sweepRuns {
		if y := byOptions[strings.Join(r.options, " ")]; y != nil && y.percent() < r.wanted {
			t.Errorf("%s: %.2f%% of the lines are strace's, want %.2f%%", y.name, y.percent(), r.wanted)
		}
	}
	for name, y := range byFam {
		if _, ok := wanted[name]; !ok {
			t.Errorf("how many of the lines of %s have to be strace's is not said", name)
		}
		if y.percent() < wanted[name] {
			t.Errorf("%s: %.1f%% of the lines are strace's, want %.1f%%", name, y.percent(), wanted[name])
		}
	}
}

// newCall reports whether strace shows call nr as one that it does not know. Its
// last one is set_mempolicy_home_node.
func newCall(nr uint64, strace string) bool {
	return nr > 450 && strings.HasPrefix(strace, fmt.Sprintf("syscall_0x%x(", nr))
}

// report prints the table of families, and writes it with the calls that differ
// to the file that GOTRACE_SWEEP names; it returns their sum. GOTRACE_SWEEP_CALLS selects calls,
// GOTRACE_SWEEP_MAX says how many differences of each are shown.
func report(t *testing.T, byFam, byCall, byOptions map[string]*tally, fam map[string]string) tally {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "family\tlines\tidentical\t%%\t\n")
	var sum tally
	for _, y := range sorted(byFam) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t\n", y.name, y.lines, y.same, y.percent())
		sum.lines += y.lines
		sum.same += y.same
	}
	fmt.Fprintf(w, "all\t%d\t%d\t%.1f\t\n", sum.lines, sum.same, sum.percent())
	for _, y := range sorted(byOptions) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t\n", y.name, y.lines, y.same, y.percent())
	}
	w.Flush()
	t.Logf("lines of gotrace that are strace's:\n%s", b.Bytes())
	name := os.Getenv("GOTRACE_SWEEP")
	if name == "" {
		return sum
	}
	calls := slices.Concat(sorted(byCall), sorted(byOptions))
	slices.SortStableFunc(calls, func(a, b *tally) int { return strings.Compare(fam[a.name], fam[b.name]) })
	if os.Getenv("GOTRACE_SWEEP_CALLS") != "" {
		calls = slices.DeleteFunc(calls, func(y *tally) bool { return !sweepOnly().MatchString(y.name) })
	}
	head := fmt.Appendf(nil, "Lines of every call x patterns of arguments (internal/difftest, TestSweep), %s\n\n%s\n", time.Now().Format("15:04"), b.Bytes())
	if err := os.WriteFile(name, append(head, listDiffs(calls)...), 0o666); err != nil {
		t.Fatal(err)
	}
	return sum
}

// sweepOnly are the calls that are wanted in reports.
func sweepOnly() *regexp.Regexp {
	return regexp.MustCompile("^(?:" + os.Getenv("GOTRACE_SWEEP_CALLS") + ")$")
}

// listDiffs lists what differs.
func listDiffs(calls []*tally) []byte {
	limit, _ := strconv.Atoi(os.Getenv("GOTRACE_SWEEP_MAX"))
	if limit == 0 {
		limit = 3
	}
	out := []byte("Differences; - strace, + gotrace\n")
	for _, y := range calls {
		if len(y.diffs) == 0 {
			continue
		}
		out = fmt.Appendf(out, "\n== %s: %d of %d differ\n", y.name, len(y.diffs), y.lines)
		step := max(1, len(y.diffs)/limit)
		for i := 0; i < len(y.diffs) && i/step < limit; i += step {
			d := y.diffs[i]
			out = fmt.Appendf(out, "(%s)\n  - %s\n  + %s\n", d.where, d.want, d.got)
		}
	}
	return out
}

func sorted(m map[string]*tally) []*tally {
	s := make([]*tally, 0, len(m))
	for _, y := range m {
		s = append(s, y)
	}
	slices.SortFunc(s, func(a, b *tally) int { return strings.Compare(a.name, b.name) })
	return s
}
