package xlat_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// A sweep compares a set's text with strace's over many values.
type sweep struct {
	name string
	set  *xlat.Set
	enum bool
	call string // number and arguments, V where the value goes
	arg  string // an index, or a regular expression whose group is the text
	mask uint64 // bits of the values tried; 0: the low 32
	or   uint64 // bits that are always set
	shl  int    // the value's place in the argument
	bare bool   // something else stands before: no comment after unknown bits
	min  uint64 // less is shown in another way
	ok   bool   // shown only when the call succeeds
}

var update = flag.Bool("update", false, "write testdata/newer.txt")

// newer.txt has the names that strace does not know: those of newer kernels,
// mostly. A line is a set's name and the names.
const newerFile = "testdata/newer.txt"

func readNewer(t *testing.T) map[string][]string {
	b, err := os.ReadFile(newerFile)
	if err != nil {
		t.Fatal(err)
	}
	newer := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			newer[f[0]] = f[1:]
		}
	}
	return newer
}

func writeNewer(t *testing.T, newer map[string][]string) {
	var b strings.Builder
	b.WriteString("# Names that strace " + straceVersion + " does not know, by set: most are newer than it, some it never had.\n" +
		"# Written by go test ./xlat -run AgainstStrace -update; review what changes.\n")
	for _, name := range slices.Sorted(maps.Keys(newer)) {
		b.WriteString(name + " " + strings.Join(newer[name], " ") + "\n")
	}
	if err := os.WriteFile(newerFile, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

const straceVersion = "6.1"

// TestAgainstStrace makes system calls that a seccomp filter answers, so that
// nothing happens, under strace.
func TestAgainstStrace(t *testing.T) {
	probe := buildProbe(t)
	newer := map[string][]string{}
	if !*update {
		newer = readNewer(t)
	}
	for _, ok := range []bool{false, true} {
		var in bytes.Buffer
		var tried []try
		for i := range sweeps {
			s := &sweeps[i]
			if s.ok != ok {
				continue
			}
			for _, v := range s.values() {
				fmt.Fprintln(&in, expand(s.call, v<<s.shl))
				tried = append(tried, try{s, v})
			}
		}
		errno := "1"
		if ok {
			errno = "0"
		}
		lines := runProbe(t, probe, errno, &in)
		if len(lines) != len(tried) {
			t.Fatalf("strace wrote %d lines, want %d", len(lines), len(tried))
		}
		if *update {
			findNewer(tried, lines, newer)
		}
		compare(t, tried, lines, newer)
	}
	if *update {
		writeNewer(t, newer)
	}
}

type try struct {
	s *sweep
	v uint64
}

func runProbe(t *testing.T, probe, errno string, in io.Reader) []string {
	out := filepath.Join(t.TempDir(), "out")
	cmd := exec.Command("strace", "-qq", "-s9999", "-a1", "-o", out, probe, errno)
	cmd.Stdin = in
	if b, err := cmd.CombinedOutput(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 77 {
		t.Fatalf("strace: %v\n%s", err, b)
	}
	return probeLines(t, out)
}

func compare(t *testing.T, tried []try, lines []string, newer map[string][]string) {
	shown := map[string]int{}
	report := func(s *sweep, format string, args ...any) {
		if shown[s.name]++; shown[s.name] <= 5 {
			t.Errorf(s.name+": "+format, args...)
		}
	}
	for i, line := range lines {
		s, v := tried[i].s, tried[i].v
		text, ok := s.extract(line)
		if !ok {
			report(s, "nothing like %s in %q", s.arg, line)
		} else if got := s.text(v, newer[s.name]); got != text {
			report(s, "%#x: got %s, strace %s", v, got, text)
		}
	}
}

// findNewer collects the names for whose values strace has only a number.
func findNewer(tried []try, lines []string, newer map[string][]string) {
	number := regexp.MustCompile(`^(0x[0-9a-f]+|[0-9]+)( /\* .*\?\?.*)?$`)
	for i, line := range lines {
		s, v := tried[i].s, tried[i].v
		text, ok := s.extract(line)
		if !ok || !number.MatchString(text) {
			continue
		}
		for _, e := range s.set.Vals {
			if e.V == v && e.Name == s.text(v, nil) {
				newer[s.name] = append(newer[s.name], e.Name)
			}
		}
	}
}

// values are the numbers to try.
func (s *sweep) values() []uint64 {
	mask := s.mask
	if mask == 0 {
		mask = 0xffffffff
	}
	var l []uint64
	for i := range 64 {
		l = append(l, 1<<i&mask, uint64(i)&mask)
	}
	for _, v := range s.set.Vals {
		l = append(l, v.V&mask, (v.V+1)&mask)
	}
	if !s.enum {
		l = append(l, mask)
		for i, v := range s.set.Vals[1:] {
			l = append(l, (v.V|s.set.Vals[i].V)&mask)
		}
	}
	for i := range l {
		l[i] |= s.or
		if s.set.Signed {
			l[i] = uint64(int32(l[i]))
		}
	}
	slices.Sort(l)
	l = slices.DeleteFunc(l, func(v uint64) bool { return !s.set.Signed && v < s.min })
	return slices.Compact(l)
}

// text is how package emit shows v, without the names in lacks.
func (s *sweep) text(v uint64, lacks []string) string {
	set := *s.set
	set.Vals = slices.DeleteFunc(slices.Clone(set.Vals), func(e xlat.Val) bool {
		return slices.Contains(lacks, e.Name)
	})
	if s.bare {
		set.Unknown = ""
	}
	var b emit.Buf
	b.Init(emit.Options{})
	b.ABI = event.AMD64
	if s.enum {
		b.Enum(&set, v)
	} else {
		b.Flags(&set, v)
	}
	return string(b.B)
}

// extract finds the value's text in a line of strace's.
func (s *sweep) extract(line string) (string, bool) {
	if len(s.arg) > 1 {
		m := regexp.MustCompile(s.arg).FindStringSubmatch(line)
		if m == nil {
			return "", false
		}
		return m[1], true
	}
	args := splitArgs(line)
	if i := int(s.arg[0] - '0'); i < len(args) {
		return args[i], true
	}
	return "", false
}

// splitArgs returns the arguments of a call as strace wrote it.
func splitArgs(line string) []string {
	_, line, _ = strings.Cut(line, "(")
	var args []string
	depth, start := 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case depth == 0 && (c == ',' || c == ')'):
			args = append(args, strings.TrimSpace(line[start:i]))
			start = i + 1
			if c == ')' {
				return args
			}
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		}
	}
	return args
}

// expand puts v into a call: V is the number; within @HEX V2, V4 and V8 are its
// bytes, B2 those of a big-endian number.
func expand(call string, v uint64) string {
	le := ""
	for i := range 8 {
		le += fmt.Sprintf("%02x", byte(v>>(8*i)))
	}
	be := fmt.Sprintf("%04x", uint16(v))
	return strings.NewReplacer("B2", be, "V2", le[:4], "V4", le[:8], "V8", le, "V", fmt.Sprintf("%#x", v)).Replace(call)
}

// probeLines are the lines for what the probe was told to call.
func probeLines(t *testing.T, file string) []string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	on := false
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		l := sc.Text()
		switch {
		case strings.HasPrefix(l, "prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, {len=6"):
			on = true
		case strings.HasPrefix(l, "exit_group(77)"):
			return lines
		case on:
			lines = append(lines, l)
		}
	}
	return lines
}

func buildProbe(t *testing.T) string {
	for _, tool := range []string{"gcc", "strace"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skipf("needs %s: %v", tool, err)
		}
	}
	b, err := exec.Command("strace", "-V").Output()
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(b), "\n"); first != "strace -- version "+straceVersion {
		t.Skipf("the lists of names that strace lacks are for %s, this is %s", straceVersion, first)
	}
	probe := filepath.Join(t.TempDir(), "probe")
	if b, err := exec.Command("gcc", "-O1", "-o", probe, "testdata/probe.c").CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, b)
	}
	return probe
}

// Commands whose number has other names in strace, and why.
var ioctlExceptions = map[string]string{
	"newer": "VFIO_DEVICE_BIND_IOMMUFD VFIO_DEVICE_ATTACH_IOMMUFD_PT VFIO_DEVICE_DETACH_IOMMUFD_PT VFIO_MIG_GET_PRECOPY_INFO " +
		"IOCTL_ISSEI_CONNECT_CLIENT IOCTL_ISSEI_DISCONNECT_CLIENT PMIC_GOTO_STANDBY PMIC_GOTO_LP_STANDBY PMIC_UPDATE_PGM PCITEST_INTX_IRQ " +
		"IOCTL_AMD_PMF_POPULATE_DATA UBLK_U_IO_COMMIT_AND_FETCH_REQ SNDRV_CTL_IOCTL_CARD_BYTES IOCTL_GNTALLOC_SET_UNMAP_NOTIFY",
	"strace has the first of the file systems that shared it":      "FS_IOC_SHUTDOWN",
	"strace has drivers that are not in the kernel":                "IOCTL_VM_SOCKETS_GET_LOCAL_CID",
	"strace has a command that is internal to the kernel":          "RFKILL_IOCTL_MAX_SIZE",
	"strace shows commands that share bits with one with a length": "HIDIOCGSTRING",
}

// TestIoctlsAgainstStrace compares the names of ioctl commands, but for those of
// graphics cards (drivers share numbers, and come and go) and OSS mixers (which
// strace shows as a macro).
func TestIoctlsAgainstStrace(t *testing.T) {
	probe := buildProbe(t)
	var in bytes.Buffer
	for _, e := range xlat.Ioctls.Vals {
		fmt.Fprintf(&in, "16 99 %#x 0\n", e.V)
	}
	lines := runProbe(t, probe, "1", &in)
	if len(lines) != len(xlat.Ioctls.Vals) {
		t.Fatalf("strace wrote %d lines, want %d", len(lines), len(xlat.Ioctls.Vals))
	}
	except := map[string]bool{}
	for _, names := range ioctlExceptions {
		for _, name := range strings.Fields(names) {
			except[name] = true
		}
	}
	same := 0
	for i, line := range lines {
		got, want := xlat.Ioctls.Vals[i].Name, splitArgs(line)[1]
		switch {
		case got == want:
			same++
		case strings.HasPrefix(want, "_IOC("), strings.Contains(got+want, "DRM_"), strings.Contains(want, "MIXER_"):
		case slices.ContainsFunc(strings.Split(got, " or "), func(name string) bool { return except[name] }):
		default:
			t.Errorf("%#x: got %s, strace %s", xlat.Ioctls.Vals[i].V, got, want)
		}
	}
	if same < 2800 {
		t.Errorf("only %d commands are named as in strace", same)
	}
}
