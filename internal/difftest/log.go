package difftest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Line is what a log says of one event of a thread. The two parts of a call
// that another thread's line came between are joined.
type Line struct {
	Text string
	// Plain is Text without the names of threads. Where a thread's number
	// happens to be another number of a line, too, only Plain is the same in
	// every run.
	Plain string
	// Split is where the call was cut, 0 if it was not. A joined line has lost
	// what pads it to the result's column.
	Split int
}

// before is what options put before a line: times, addresses, numbers.
var before = regexp.MustCompile(`^(?:<[^>]*> |\[[^\]]*\] |[ \d.:]*\d )*`)

// Name is what the line is about: a call's name, or the line's first words.
func (l Line) Name() string {
	s := l.Text[len(before.FindString(l.Text)):]
	if i := strings.IndexAny(s, "( "); i > 0 && s[i] == '(' {
		return s[:i]
	}
	if f := strings.Fields(s); len(f) > 1 {
		return f[0] + " " + f[1]
	}
	return s
}

// A Log is what a tracer has shown: the lines of each thread. Threads are named
// by who created them: 1 is the first, 1.2 its second child.
type Log struct {
	Names   []string // in the order of appearance
	Threads map[string][]Line
}

// Shape says what stands in a log's lines because of the tracer's options.
type Shape struct {
	PIDs bool // -f: lines begin with the thread's number
	Time bool // -t, -r: the time follows
	Took bool // -T: the time that a call took ends its line
}

var (
	pidPrefix = regexp.MustCompile(`^(?:\[pid +(\d+)(<[^>]*>)?\] |(\d+)(<[^>]*>)? +)`)
	stamp     = regexp.MustCompile(`^(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d{10}(?:\.\d+)?| *\d+\.\d{3,9}(?: \(\+ *\d+\.\d+\))?) `)
	took      = regexp.MustCompile(` <\d+\.\d+>$`)
	resumed   = regexp.MustCompile(`^(?:<[^>.]*> )?<\.\.\. \S+ resumed>`)
	created   = regexp.MustCompile(`^(?:<[^>]*> )?(?:clone|clone3|fork|vfork)\(.*\)\s+= (?:\d+(?:<[^>]*>)? /\* )?(\d+)(?:[ <]|$)`)
	digits    = regexp.MustCompile(`\d`)
	padding   = regexp.MustCompile(`\)\s+= `)
	number    = regexp.MustCompile(`\w+`) // or a word: 12 is not in 0x12
)

const unfinished = " <unfinished ...>"

// Parse reads a log.
func Parse(text string, s Shape) (*Log, error) {
	if !s.PIDs {
		text = bracketed(text)
	}
	byPID := map[string]*reader{}
	var order []*reader
	var last *reader
	for n, raw := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		rest, pid := raw, ""
		if s.PIDs {
			if m := pidPrefix.FindStringSubmatch(raw); m != nil {
				rest, pid = raw[len(m[0]):], m[1]+m[3]
				if comm := m[2] + m[4]; comm != "" {
					rest = comm + " " + rest
				}
			} else if last == nil || !strings.HasPrefix(raw, " ") {
				return nil, fmt.Errorf("line %d has no thread: %s", n+1, raw)
			} else {
				pid = last.pid
			}
		}
		r := byPID[pid]
		if r == nil {
			r = &reader{pid: pid}
			byPID[pid] = r
			order = append(order, r)
		}
		last = r
		if s.Time {
			rest = stamp.ReplaceAllStringFunc(rest, func(t string) string { return digits.ReplaceAllString(t, "9") })
		}
		if s.Took {
			rest = took.ReplaceAllString(rest, " <9.999999>")
		}
		r.add(rest)
	}
	return assemble(order, byPID), nil
}

// bracketed replaces the numbers of processes in a log whose lines show them only
// where there are several: such a log is one sequence, its threads are not told
// apart.
func bracketed(text string) string {
	names := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\[pid +(\d+)\] `).FindAllStringSubmatch(text, -1) {
		if names[m[1]] == "" {
			names[m[1]] = fmt.Sprintf("PID%d", len(names)+1)
		}
	}
	return number.ReplaceAllStringFunc(text, func(n string) string {
		if name := names[n]; name != "" {
			return name
		}
		return n
	})
}

// reader collects the lines of a thread.
type reader struct {
	pid   string
	name  string
	kids  int
	lines []Line
	open  int // 1 + the index of the line that is not finished yet
}

func (r *reader) add(text string) {
	if loc := resumed.FindStringIndex(text); loc != nil && r.open > 0 {
		l := &r.lines[r.open-1]
		begin := strings.TrimSuffix(l.Text, unfinished)
		l.Text = padding.ReplaceAllString(begin+text[loc[1]:], ") = ")
		l.Split = len(begin)
		r.open = 0
		return
	}
	r.lines = append(r.lines, Line{Text: text})
	if strings.HasSuffix(text, unfinished) {
		r.open = len(r.lines)
	}
}

// roots are the threads of which no line tells who created them, the first one
// first. The others, which are there where a filter hides clone(2), run at the
// same time, so that their order of appearance means nothing: they are in the
// order of what they do.
func roots(order []*reader) []*reader {
	var made []string
	for _, r := range order {
		for _, l := range r.lines {
			if m := created.FindStringSubmatch(l.Text); m != nil {
				made = append(made, m[1])
			}
		}
	}
	var out []*reader
	for i, r := range order {
		if i == 0 || !slices.Contains(made, r.pid) {
			out = append(out, r)
		}
	}
	if len(out) > 1 {
		slices.SortStableFunc(out[1:], func(a, b *reader) int { return cmp.Compare(a.deeds(), b.deeds()) })
	}
	return out
}

// deeds is what the thread does, without the numbers in it.
func (r *reader) deeds() string {
	var b strings.Builder
	for _, l := range r.lines {
		b.WriteString(digits.ReplaceAllString(l.Text, ""))
		b.WriteByte('\n')
	}
	return b.String()
}

// assemble names the threads and replaces their numbers by their names.
func assemble(order []*reader, byPID map[string]*reader) *Log {
	log := &Log{Threads: map[string][]Line{}}
	n := 0
	var walk func(r *reader)
	walk = func(r *reader) {
		for _, l := range r.lines {
			if m := created.FindStringSubmatch(l.Text); m != nil {
				r.kids++
				if k := byPID[m[1]]; k != nil && k.name == "" {
					k.name = fmt.Sprintf("%s.%d", r.name, r.kids)
					walk(k)
				}
			}
		}
	}
	for _, r := range roots(order) {
		n++
		r.name = fmt.Sprint(n)
		walk(r)
	}
	for _, r := range order {
		for i := range r.lines {
			l := &r.lines[i]
			l.Plain = l.Text
			l.Text = number.ReplaceAllStringFunc(l.Text, func(n string) string {
				if k := byPID[n]; k != nil && n != "" {
					return "PID" + k.name
				}
				return n
			})
		}
		log.Names = append(log.Names, r.name)
		log.Threads[r.name] = r.lines
	}
	return log
}

// volatile lists what two runs of a program have different, however traced, and
// what may be equal by chance in two runs of strace: each match is replaced.
var volatile = []struct {
	re   *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`\b(st_ino|d_ino|stx_ino|si_utime|si_stime|stx_mnt_id|f_bfree|f_bavail|f_ffree)=\d+(?: /\* [\d.]+ s \*/)?`), "$1=N"},
	{regexp.MustCompile(`\b(st_[acm]time)=\d+(?: /\* \S+ \*/)?`), "$1=TIME"},
	{regexp.MustCompile(`\b(st_[acm]time_nsec)=\d+`), "$1=N"},
	{regexp.MustCompile(`\b(stx_[abcm]time)=\{[^}]*\}(?: /\* \S+ \*/)?`), "$1=TIME"},
	{regexp.MustCompile(`\b(uptime|freeram|sharedram|bufferram|freeswap|procs|freehigh)=\d+`), "$1=N"},
	{regexp.MustCompile(`\bloads=\[[^]]*\]`), "loads=[N]"},
	{regexp.MustCompile(`\b(ru_[us]time)=\{[^}]*\}`), "$1=TIME"},
	{regexp.MustCompile(`tv_sec=1[6-9]\d{8}, tv_([nu])sec=\d+`), "tv_sec=NOW, tv_${1}sec=N"},
	{regexp.MustCompile(`\b1[6-9]\d{8}\b(?: /\* \d{4}-\S+ \*/)?`), "NOW"},
	// Ports that the kernel has chosen.
	{regexp.MustCompile(`:(?:3[2-9]\d{3}|[456]\d{4})([-\]])`), ":PORT$1"},
	{regexp.MustCompile(`\bhtons\((?:3[2-9]\d{3}|[456]\d{4})\)`), "htons(PORT)"},
	{regexp.MustCompile(`\b(NETLINK:\[\w+):\d+`), "$1:N"},
	{regexp.MustCompile(`<(strace|gotrace)>`), "<TRACER>"}, // whose child has not executed anything yet
	{regexp.MustCompile(`((?:pipe|socket|mnt|net|user|uts|ipc|pid|cgroup|time|UNIX|UNIX-[A-Z]+|TCP|UDP|TCPv6|UDPv6|NETLINK)):\[\d+(->\d+)?`), "$1:[N"},
}

// own are addresses in the first execve: they are the tracer's own.
var own = regexp.MustCompile(`\b(?:0x)?[0-9a-f]{8,}\b`)

// Normalise replaces what differs between any two runs.
func (l *Log) Normalise() {
	if first := l.Threads["1"]; len(first) > 0 && strings.Contains(first[0].Text, "execve") {
		first[0].Text = own.ReplaceAllString(first[0].Text, "OWN")
	}
	for _, v := range volatile {
		l.replace(v.re, v.with)
	}
}

func (l *Log) replace(re *regexp.Regexp, with string) {
	for _, lines := range l.Threads {
		for i := range lines {
			lines[i].Text = re.ReplaceAllString(lines[i].Text, with)
			lines[i].Plain = re.ReplaceAllString(lines[i].Plain, with)
		}
	}
}
