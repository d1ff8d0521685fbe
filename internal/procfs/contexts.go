package procfs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// contexts is the database of the contexts that files should have
// (selabel_file(5)): /etc/selinux/TYPE/contexts/files.
type contexts struct {
	specs []contextSpec
	subs  [][2]string // a path's beginning, and what it is looked up as
}

// A contextSpec says the context of files whose names match.
type contextSpec struct {
	pattern string // of the whole name
	stem    string // how names begin that match
	exact   bool   // the pattern is a name
	mode    uint32 // of which type files are; 0: any
	context string // "": they have none
	re      *regexp.Regexp
	bad     bool // the pattern is none
}

// fileTypes are the types of files as the database has them.
var fileTypes = map[string]uint32{
	"--": unix.S_IFREG, "-d": unix.S_IFDIR, "-l": unix.S_IFLNK, "-c": unix.S_IFCHR,
	"-b": unix.S_IFBLK, "-s": unix.S_IFSOCK, "-p": unix.S_IFIFO,
}

// loadContexts reads the database of the policy that root/config names; nil if there
// is none.
func loadContexts(root string) *contexts {
	text, err := os.ReadFile(filepath.Join(root, "config"))
	if err != nil {
		return nil
	}
	policy := ""
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "SELINUXTYPE="); ok {
			policy = strings.TrimSpace(v)
		}
	}
	base := filepath.Join(root, policy, "contexts/files/file_contexts")
	c := &contexts{}
	for _, suffix := range [...]string{"", ".homedirs", ".local"} {
		text, err := os.ReadFile(base + suffix)
		if err != nil && suffix == "" {
			return nil
		}
		for line := range strings.Lines(string(text)) {
			c.add(strings.Fields(line))
		}
	}
	for _, suffix := range [...]string{".subs", ".subs_dist"} {
		text, _ := os.ReadFile(base + suffix)
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); len(f) == 2 && f[0][0] != '#' {
				c.subs = append(c.subs, [2]string{f[0], f[1]})
			}
		}
	}
	// The last one that matches counts, but names come before patterns.
	slices.SortStableFunc(c.specs, func(a, b contextSpec) int {
		switch {
		case a.exact == b.exact:
			return 0
		case b.exact:
			return -1
		}
		return 1
	})
	return c
}

// add adds a line: PATTERN [TYPE] CONTEXT.
func (c *contexts) add(f []string) {
	if len(f) < 2 || len(f) > 3 || f[0][0] == '#' {
		return
	}
	s := contextSpec{pattern: f[0], context: f[len(f)-1]}
	if len(f) == 3 {
		if s.mode = fileTypes[f[1]]; s.mode == 0 {
			return
		}
	}
	if s.context == "<<none>>" {
		s.context = ""
	}
	if i := strings.IndexAny(s.pattern, ".^$?*+|[({\\"); i < 0 {
		s.stem, s.exact = s.pattern, true
	} else {
		if s.stem = s.pattern[:i]; strings.IndexByte("?*{|", s.pattern[i]) >= 0 && i > 0 {
			s.stem = s.pattern[:i-1] // the character before it may be missing
		}
		if strings.Contains(s.pattern, "|") && !strings.Contains(s.pattern, "(") {
			s.stem = ""
		}
	}
	c.specs = append(c.specs, s)
}

// lookup returns the context that a file should have, or nil.
func (c *contexts) lookup(path string, mode uint32) []byte {
	for _, s := range c.subs {
		if rest, ok := strings.CutPrefix(path, s[0]); ok && (rest == "" || rest[0] == '/') {
			path = s[1] + rest
			break
		}
	}
	for i := len(c.specs) - 1; i >= 0; i-- {
		s := &c.specs[i]
		if s.mode != 0 && s.mode != mode&unix.S_IFMT || !strings.HasPrefix(path, s.stem) || !s.matches(path) {
			continue
		}
		return []byte(s.context)
	}
	return nil
}

func (s *contextSpec) matches(path string) bool {
	if s.exact {
		return path == s.pattern
	}
	if s.re == nil && !s.bad {
		var err error
		s.re, err = regexp.Compile("^(?:" + s.pattern + ")$")
		s.bad = err != nil
	}
	return !s.bad && s.re.MatchString(path)
}
