package libcall

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// A Filter chooses functions by their name and by the module that calls them, in
// ltrace's language: a chain of {[+-][symbol][@library]}. A rule with + adds what
// it matches, one with - takes it away; the first rule may lack its sign. A chain
// that begins with - begins with everything.
//
// A symbol is a glob or a /regular expression/; none stands for all. A library is
// the same for a SONAME or, if it begins with a slash, for a path; MAIN is the
// program itself; none stands for all. /x@y/ is a pair of expressions. Both kinds
// of patterns match whole names.
type Filter struct{ chains [][]rule }

type rule struct {
	minus   bool
	symbol  pattern
	library pattern
}

// A pattern matches names; the zero value matches all.
type pattern struct {
	glob string
	re   *regexp.Regexp
	main bool // the program itself
	path bool // names are paths
}

// Add adds a chain: what it chooses is chosen in addition.
func (f *Filter) Add(text string) error {
	chain, err := parseChain(text)
	if err == nil {
		f.chains = append(f.chains, chain)
	}
	return err
}

// Empty tells that nothing was added.
func (f *Filter) Empty() bool { return len(f.chains) == 0 }

// Beyond tells that the filter may choose calls that other modules than the
// program itself make.
func (f *Filter) Beyond() bool {
	for _, chain := range f.chains {
		for i, r := range chain {
			if i == 0 && r.minus || !r.minus && !r.library.main {
				return true
			}
		}
	}
	return false
}

// Module is what a Filter wants to know of a module.
type Module struct {
	Soname string // or the file's name, if it has none
	Path   string
	Main   bool
}

// Chooses tells whether the function is chosen.
func (f *Filter) Chooses(symbol string, m *Module) bool {
	for _, chain := range f.chains {
		in := len(chain) > 0 && chain[0].minus
		for i := range chain {
			r := &chain[i]
			if r.minus == in && r.library.library(m) && r.symbol.match(symbol) {
				in = !in
			}
		}
		if in {
			return true
		}
	}
	return false
}

// Library tells whether anything that the module calls may be chosen.
func (f *Filter) Library(m *Module) bool {
	for _, chain := range f.chains {
		for i := range chain {
			if i == 0 && chain[i].minus || !chain[i].minus && chain[i].library.library(m) {
				return true
			}
		}
	}
	return false
}

func (p *pattern) match(name string) bool {
	switch {
	case p.re != nil:
		return p.re.MatchString(name)
	case p.glob == "":
		return true
	}
	ok, _ := path.Match(p.glob, name)
	return ok
}

func (p *pattern) library(m *Module) bool {
	switch {
	case p.main:
		return m.Main
	case p.path:
		// Globs of paths match across slashes.
		ok, _ := path.Match(strings.ReplaceAll(p.glob, "/", "\x00"), strings.ReplaceAll(m.Path, "/", "\x00"))
		return ok
	}
	return p.match(m.Soname)
}

func parseChain(text string) ([]rule, error) {
	if text == "" {
		return nil, fmt.Errorf("invalid library filter ''")
	}
	var chain []rule
	for rest := text; rest != ""; {
		var r rule
		if rest[0] == '+' || rest[0] == '-' {
			r.minus = rest[0] == '-'
			rest = rest[1:]
		} else if len(chain) > 0 {
			return nil, fmt.Errorf("invalid library filter '%s': + or - is missing before '%s'", text, rest)
		}
		var err error
		if rest, err = r.parse(rest); err != nil {
			return nil, fmt.Errorf("invalid library filter '%s': %w", text, err)
		}
		chain = append(chain, r)
	}
	return chain, nil
}

// parse takes a rule without its sign from the beginning of text.
func (r *rule) parse(text string) (rest string, err error) {
	if strings.HasPrefix(text, "/") {
		end := strings.IndexByte(text[1:], '/') + 1
		if end == 0 {
			return "", fmt.Errorf("there is no / at the end of '%s'", text)
		}
		symbol, library, pair := strings.Cut(text[1:end], "@")
		if r.symbol.re, err = compile(symbol); err != nil {
			return "", err
		}
		if pair {
			r.library.re, err = compile(library)
			return text[end+1:], err
		}
		text = text[end+1:]
	} else {
		end := strings.IndexAny(text, "@+-")
		if end < 0 {
			end = len(text)
		}
		if r.symbol.glob, err = glob(text[:end]); err != nil {
			return "", err
		}
		text = text[end:]
	}
	if !strings.HasPrefix(text, "@") {
		return text, nil
	}
	return r.library.parseLibrary(text[1:])
}

// nextRule finds where the name of a library ends and another rule begins. Names
// have signs in them, too (libstdc++.so.6, ld-linux-x86-64.so.2): one begins a
// rule only behind what names end in.
const nextRule = `^(MAIN|.*?(\.so(\.[0-9]+)*|\*|\]))[+-]`

func (p *pattern) parseLibrary(text string) (rest string, err error) {
	if strings.HasPrefix(text, "/") {
		if end := strings.IndexByte(text[1:], '/') + 1; end > 0 && (end+1 == len(text) || text[end+1] == '+' || text[end+1] == '-') {
			p.re, err = compile(text[1:end])
			return text[end+1:], err
		}
	}
	name := text
	if m := regexp.MustCompile(nextRule).FindString(text); m != "" {
		name, rest = m[:len(m)-1], text[len(m)-1:]
	}
	p.main = name == "MAIN"
	p.path = strings.HasPrefix(name, "/")
	p.glob, err = glob(name)
	return rest, err
}

func glob(text string) (string, error) {
	if _, err := path.Match(text, ""); err != nil {
		return "", fmt.Errorf("bad pattern '%s'", text)
	}
	return text, nil
}

func compile(text string) (*regexp.Regexp, error) {
	re, err := regexp.Compile("^(?:" + text + ")$")
	if err != nil {
		return nil, fmt.Errorf("bad regular expression '%s'", text)
	}
	return re, nil
}
