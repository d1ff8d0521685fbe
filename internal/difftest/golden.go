package difftest

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"gotrace/event"
	"gotrace/internal/schema"
)

// A rule names what golden logs do not hold, because it is different on another
// run, another kernel or another machine. In its place stands <name>. It is the value
// of members, which text and JSON call by the same names; or the result of calls,
// which may be what later calls are given, too; or what an expression matches, between
// its groups.
type rule struct {
	name    string
	members string // separated by blanks, as
	results string // calls are
	handles string
	match   string
	only    string // of this call
}

var rules = []rule{
	{name: "id", handles: "shmget semget msgget add_key request_key ipc keyctl timer_create"},
	{name: "inode", members: "st_ino d_ino stx_ino"},
	{name: "inode", match: `([a-zA-Z][46]?:\[)\d+(]|,|->)`},
	{name: "inode", match: `(->)\d+(]|,)`},
	{name: "inode", match: `(/#)\d+`}, // of a file that was opened with O_TMPFILE
	{name: "inode", members: "lo_inode"},
	{name: "dev", members: "st_dev stx_dev_major stx_dev_minor lo_device"},
	{name: "fs", members: "st_blksize st_blocks stx_blksize stx_blocks stx_attributes stx_attributes_mask stx_mnt_id f_type f_bsize f_blocks f_bfree f_bavail f_files f_ffree f_fsid f_namelen f_frsize f_flags"},
	{name: "time", members: "st_atime st_mtime st_ctime st_atime_nsec st_mtime_nsec st_ctime_nsec stx_atime stx_btime stx_ctime stx_mtime"},
	{name: "usage", members: "ru_utime ru_stime ru_maxrss ru_minflt ru_majflt ru_inblock ru_oublock ru_nvcsw ru_nivcsw si_utime si_stime"},
	{name: "addr", match: `\b0x(?:7f|5[56])[0-9a-f]{10}\b`},
	{name: "addr", match: `\b0x(?:f{8})?(?:5[67][0-9a-f]|f[67][0-9a-f]|ff[a-e]|fff[0-9a-e]|ffff[a-e])[0-9a-f]{3,5}\b`},
	{name: "port", match: `(:)(?:3[2-9]\d{3}|[456]\d{4})([]-])`},
	{name: "addr", match: `\b(?:140737\d{9}|93824\d{9}|429495\d{4}|41[4-6]\d{7}|1448\d{6})\b`}, // as a number
	{name: "port", match: `("sin6?_port":)(?:3[2-9]\d{3}|[456]\d{4})`},
	{name: "port", match: `(\bhtons\()(?:3[2-9]\d{3}|[456]\d{4})(\))`},
	{name: "id", match: `\b(eventfd-id=)\d+`},
	{name: "id", match: `(PERF_EVENT_IOC_ID(?:, \[|","value":\d+},"arg":))\d+`},
	{name: "cookie", members: `\w+diag_cookie`},
	{name: "inode", members: `\w+diag_ino(?:de)?`},
	{name: "id", match: `(CTA_ID(?:}, htonl\(|","value":\d+}},))\d+`},
	{name: "time", match: `(CTA_TIMEOUT(?:}, htonl\(|","value":\d+}},))\d+`},
	{name: "env", match: `("(?:HOME|PWD)=)[^"]*`},
	{name: "now", match: `\b1[6-9]\d{8}\b(?: (?:/\* |\()[-\dT:.+]+(?: \*/|\)))?`},
	{name: "now", match: `(<now>(?:, tv_[nu]sec=|,"tv_[nu]sec":|\), usec=htobe64\(|,"usec":))\d+`},
	{name: "time", match: `(tv_sec=0, tv_usec=|"tv_sec":0,"tv_usec":)\d\b`}, // what select has left of a short time
	{name: "time", match: `(\bleft(?: |":))\{[^}]*\}`},
	{name: "time", members: "rta_lastuse rta_expires ifa_cstamp ifa_tstamp cstamp tstamp reachable_time"},
	{name: "id", match: `(SECCOMP_IOCTL_NOTIF_\w+(?:, \[?|","value":\d+},"arg":(?:{"in":)?)(?:{"?id"?[=:])?)(?:0x[0-9a-f]{12,}|\d{12,})`},
	{name: "inode", match: `(UNIX_DIAG_PEER(?:}, |","value":\d+}},))\d+`},
	{name: "time", match: `(tv_nsec(?:=|":))\d{3,6}(?:[1-9]\d\d|\d[1-9]\d|\d\d[1-9])\b`},
	{name: "mac", match: `\b[0-9a-f][26ae](?::[0-9a-f]{2}){5}\b`},                                                // that the kernel has made up
	{name: "event", match: `(anon_inode:\[fanotify\](?:>, |"},"buf":))(?:"(?:[^"\\]|\\.)*"(?:\.\.\.)?|{[^}]*})`}, // the file system, a file's handle, a thread
	{name: "random", match: `(getrandom\(|"getrandom","args":{"ubuf":)(?:"[^"]*"|{"base64":"[^"]*"})`},
	{name: "pid", handles: "clone fork vfork clone3"},
	{name: "pid", match: `("?PTRACE_GETEVENTMSG"?.*, \[|"PTRACE_GETEVENTMSG".*"data":)\d+`},
	{name: "reg", members: `r\d+ [re][abcd]x [re][sd]i [re][bs]p [re]ip orig_[re]ax eflags [fg]s_base x?[cdefgs]s mxcr_mask mxcsr_mask rval st_space xmm_space`, only: "ptrace"},
	{name: "reg", match: `(__NR_\w+, args=|"name":"__NR_\w+","value":\d+},"args":)\[[^]]*\]`},
	{name: "kernel", match: `(KVM_(?:CHECK_EXTENSION|GET_VCPU_MMAP_SIZE)\b.*(?:= |"ret":))\d+`},
	{name: "packet", match: `((?:NFQA|NFULA)_PAYLOAD(?:}, |","value":\d+}},))(?:"[^"]*"|{"base64":[^}]*})`}, // IP's id and checksum
	{name: "pid", results: "getpgid getsid getpgrp getppid"},
	{name: "usage", members: `(?:ac|cpu|blkio|swapin|freepages|thrashing|compact|wpcopy|irq|nvcsw|nivcsw|read|write|hiwater)_\w+ coremem virtmem nvcsw nivcsw`},
	{name: "length", results: "getcwd readlink"},
	{name: "time", members: "tv_nsec", only: "ppoll(?:_time64)?"}, // what is left
	{name: "nice", members: "sched_nice"},
	{name: "nice", match: `(\b(?:getpriority|ioprio_get)\(.* = |"(?:getpriority|ioprio_get)".*"ret":)\d+(?: \(.*\)|,"detail":.*)?`},
	{name: "id", members: "id", only: "bpf"},
	{name: "program", members: "tag jited_prog_len xlated_prog_len", only: "bpf"},
}

// A normaliser replaces in a line what a rule names; seen is what it has to know of
// the lines before.
type normaliser func(line string, seen map[string]bool) string

// normalisers are those of the rules and of the places: files and folders of one run.
func normalisers(places ...[2]string) (out []normaliser) {
	for _, p := range places {
		out = append(out, rule{name: p[0], match: regexp.QuoteMeta(p[1])}.normaliser())
	}
	for _, r := range rules {
		out = append(out, r.normaliser())
	}
	return out
}

func (r rule) normaliser() normaliser {
	if r.only != "" {
		of := regexp.MustCompile(`^` + r.only + `\(|"name":"` + r.only + `"`)
		r.only = ""
		all := r.normaliser()
		return func(line string, seen map[string]bool) string {
			if !of.MatchString(line) {
				return line
			}
			return all(line, seen)
		}
	}
	mark := "<" + r.name + ">"
	alternatives := func(words string) string { return "(?:" + strings.Join(strings.Fields(words), "|") + ")" }
	switch {
	case r.members != "":
		re := regexp.MustCompile(`\b` + alternatives(r.members) + `(?:=|":)`)
		return func(line string, _ map[string]bool) string { return replaceMembers(line, re, mark) }
	case r.results != "":
		re := regexp.MustCompile(`^(` + alternatives(r.results) + `\(.* = )\d+|("name":"` + alternatives(r.results) + `".*"ret":)\d+`)
		return func(line string, _ map[string]bool) string { return re.ReplaceAllString(line, "${1}${2}"+mark) }
	case r.handles != "":
		re := regexp.MustCompile(`^` + alternatives(r.handles) + `\(.* = (\d{3,})|"name":"` + alternatives(r.handles) + `".*"ret":(\d{3,})`)
		return func(line string, seen map[string]bool) string {
			if m := re.FindStringSubmatch(line); m != nil {
				n, _ := strconv.Atoi(m[1] + m[2])
				seen[m[1]+m[2]], seen[fmt.Sprintf("%#x", n)] = true, true
			}
			return number.ReplaceAllStringFunc(line, func(n string) string {
				if seen[n] {
					return mark
				}
				return n
			})
		}
	}
	re := regexp.MustCompile(r.match)
	return func(line string, _ map[string]bool) string { return re.ReplaceAllString(line, "${1}"+mark+"${2}") }
}

// replaceMembers replaces the values behind what re matches.
func replaceMembers(line string, re *regexp.Regexp, mark string) string {
	var b strings.Builder
	for {
		at := re.FindStringIndex(line)
		if at == nil {
			break
		}
		b.WriteString(line[:at[1]])
		if line[at[1]-1] == ':' {
			b.WriteString(`"` + mark + `"`)
		} else {
			b.WriteString(mark)
		}
		line = line[at[1]+value(line[at[1]:]):]
	}
	return b.String() + line
}

// value returns the length of the value at the beginning of s, in text or JSON:
// what is before the next comma or closing bracket.
func value(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			i = quoteEnd(s, i)
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			if depth--; depth < 0 {
				return i
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// mark is in the line of the call that testdata/golden/main.c makes before main.
const mark = "-7777"

var (
	executed = regexp.MustCompile(`^execve(?:at)?\(.* = 0$|"name":"execve(?:at)?".*"ret":0[,}]`)
	ending   = regexp.MustCompile(`^exit_group\(|^\+\+\+ |"name":"exit_group"|^{"event":"exit"`)
)

// fromMain leaves out what a thread does between execve and main, or all that it
// does if main is not of a fixture.
func fromMain(lines []Line) []Line {
	marked := func(from int) int {
		for i := from; i < len(lines); i++ {
			if executed.MatchString(lines[i].Text) && i > from {
				break
			}
			if strings.Contains(lines[i].Text, mark) {
				return i
			}
		}
		return -1
	}
	// What gotrace executes itself is the first of all.
	begin := max(0, slices.IndexFunc(lines, func(l Line) bool { return executed.MatchString(l.Text) }))
	var out []Line
	for i := 1 + marked(begin); i < len(lines); i++ {
		out = append(out, lines[i])
		if executed.MatchString(lines[i].Text) {
			if m := marked(i + 1); m >= 0 {
				i = m
			} else {
				for i+1 < len(lines) && !ending.MatchString(lines[i+1].Text) {
					i++
				}
			}
		}
	}
	return out
}

// ParseJSON reads a log of --json: the lines of each thread, without what is said
// of every event.
func ParseJSON(text string) (*Log, error) {
	log := &Log{Threads: map[string][]Line{}}
	names := map[int]string{}
	kids := map[int]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if event, wrong := schema.Check(line); wrong != nil {
			return nil, fmt.Errorf("%s: %s: %s", event, strings.Join(wrong, "; "), line)
		}
		var e struct {
			Event  string
			TID    int
			Parent int
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, err
		}
		if e.Event == "process" {
			kids[e.Parent]++
			name := fmt.Sprint(kids[e.Parent])
			if e.Parent != 0 {
				name = names[e.Parent] + "." + name
			}
			names[e.TID] = name
			log.Names = append(log.Names, name)
		}
		name := names[e.TID]
		log.Threads[name] = append(log.Threads[name], Line{Text: without(line, "pid", "tid", "time", "ip", "duration", "abi", "nr")})
	}
	for _, lines := range log.Threads {
		for i, l := range lines {
			lines[i].Plain = l.Text
			lines[i].Text = token.ReplaceAllStringFunc(l.Text, func(s string) string { return namedPID(s, names) })
		}
	}
	return log, nil
}

// namedPID replaces the number of a thread by its name, in strings, too.
func namedPID(s string, names map[int]string) string {
	in := strings.HasPrefix(s, `"`)
	return number.ReplaceAllStringFunc(s, func(n string) string {
		var id int
		if fmt.Sscan(n, &id); names[id] == "" || fmt.Sprint(id) != n {
			return n
		} else if in {
			return "PID" + names[id]
		}
		return `"PID` + names[id] + `"`
	})
}

// without removes members of the outermost object.
func without(line string, members ...string) string {
	var b strings.Builder
	b.WriteByte('{')
	for rest := strings.TrimSuffix(line[1:], "}"); rest != ""; {
		n := value(rest)
		name, _, _ := strings.Cut(rest[1:], `"`)
		if !slices.Contains(members, name) {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			b.WriteString(rest[:n])
		}
		rest = strings.TrimPrefix(rest[n:], ",")
	}
	b.WriteByte('}')
	return b.String()
}

// bits begin the lines of a golden log that only one ABI has.
var bits = map[event.ABI]string{event.AMD64: "64: ", event.I386: "32: "}

func readGolden(file string) (map[string][]string, error) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	parts := map[string][]string{}
	for _, f := range ar.Files {
		parts[f.Name] = strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n")
	}
	return parts, nil
}

// of returns the lines that are an ABI's.
func of(abi event.ABI, lines []string) (out []string) {
	for _, l := range lines {
		mine := true
		for a, prefix := range bits {
			if rest, ok := strings.CutPrefix(l, prefix); ok {
				l, mine = rest, a == abi
				break
			}
		}
		if mine {
			out = append(out, l)
		}
	}
	return out
}

// merge makes one list of two ABIs'. A fixture that is for one has no marks.
func merge(of64, of32 []string) (out []string) {
	if of64 == nil || of32 == nil {
		return append(of64, of32...)
	}
	for _, p := range lcs(len(of64), len(of32), func(i, j int) bool { return of64[i] == of32[j] }) {
		switch {
		case p.b < 0:
			out = append(out, bits[event.AMD64]+of64[p.a])
		case p.a < 0:
			out = append(out, bits[event.I386]+of32[p.b])
		default:
			out = append(out, of64[p.a])
		}
	}
	return out
}

func writeGolden(file string, text, json []string) error {
	data := func(lines []string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }
	ar := &txtar.Archive{Files: []txtar.File{{Name: "text", Data: data(text)}, {Name: "json", Data: data(json)}}}
	return os.WriteFile(file, txtar.Format(ar), 0o644)
}
