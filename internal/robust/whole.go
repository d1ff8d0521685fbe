package robust

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A Census is what a log tells about threads.
type Census struct {
	Lines   int
	Threads int // that have appeared
	Born    int // that a call said it has created
	Faults  []string
}

var (
	line    = regexp.MustCompile(`^(\d+) +(.*)$`)
	ended   = regexp.MustCompile(`^\+\+\+ (?:exited with \d+|killed by \S+(?: \(core dumped\))?|superseded by execve in pid \d+) \+\+\+$`)
	shapes  = regexp.MustCompile(`^(?:\w+\(.* = .+|\w+\(.* <unfinished \.\.\.>|<\.\.\. \w+ resumed>.* = .+|<\.\.\. \w+ resumed> <unfinished \.\.\.>.*|--- .* ---|\+\+\+ .* \+\+\+)$`)
	resumes = regexp.MustCompile(`^<\.\.\. (\w+) resumed>`)
	creates = regexp.MustCompile(`^(?:clone|clone3|fork|vfork)\(|^<\.\.\. (?:clone|clone3|fork|vfork) resumed>`)
	result  = regexp.MustCompile(` = (\d+)$`)
)

const (
	cut       = " <unfinished ...>"
	maxFaults = 20
)

// state is what the log has said of a thread that has not ended.
type state struct {
	open string // the call that is under way
}

// Count reads the log of gotrace -f -o and checks that it is whole. With
// detached, threads may be left behind alive at its end, and may have been in
// the middle of a call at its beginning.
func Count(r io.Reader, detached bool) (*Census, error) {
	c := &Census{}
	live := map[string]*state{}
	born := map[string]bool{} // said to be created, not seen yet
	fault := func(format string, args ...any) {
		if len(c.Faults) < maxFaults {
			c.Faults = append(c.Faults, fmt.Sprintf("line %d: ", c.Lines)+fmt.Sprintf(format, args...))
		}
	}
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		text, err := in.ReadString('\n')
		if err == io.EOF {
			if text != "" {
				fault("the last line is cut: %s", text)
			}
			break
		}
		if err != nil {
			return nil, err
		}
		c.Lines++
		m := line.FindStringSubmatch(strings.TrimSuffix(text, "\n"))
		if m == nil {
			fault("no thread: %s", text)
			continue
		}
		pid, rest := m[1], m[2]
		s := live[pid]
		if s == nil {
			s = &state{}
			live[pid] = s
			c.Threads++
			delete(born, pid)
		}
		if strings.HasSuffix(rest, " <detached ...>") {
			continue
		}
		if !shapes.MatchString(rest) {
			fault("not a whole line: %s", rest)
		}
		re := resumes.FindStringSubmatch(rest)
		switch {
		case re != nil && s.open != re[1] && re[1] != "execve" && !detached:
			fault("%s: %s is resumed, %q was under way", pid, re[1], s.open)
		case re == nil && s.open != "" && !strings.HasPrefix(rest, "---") && !strings.HasPrefix(rest, "+++"):
			fault("%s: %s was under way: %s", pid, s.open, rest)
		}
		if !strings.HasPrefix(rest, "---") {
			s.open = ""
		}
		if strings.HasSuffix(rest, cut) {
			s.open, _, _ = strings.Cut(rest, "(")
		}
		if creates.MatchString(rest) {
			if m := result.FindStringSubmatch(rest); m != nil {
				c.Born++
				if live[m[1]] == nil {
					born[m[1]] = true
				}
			}
		}
		if ended.MatchString(rest) {
			delete(live, pid)
		}
	}
	if !detached {
		for pid, s := range live {
			fault("%s has no end (under way: %q)", pid, s.open)
		}
	}
	return c, nil
}
