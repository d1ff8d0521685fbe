package main

import (
	"fmt"
	"math"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A konst is a constant of the kernel's interface, a line of consts.txt.
type konst struct {
	name   string
	header string
	enum   string
	v      [2]uint64 // on amd64, i386
	neg    bool      // an int less than 0: v extends its sign
	has    [2]bool
	ioctl  bool
	time64 uint64 // a second value on i386, 0: none
}

type consts struct {
	all    []*konst
	byName map[string]*konst
}

func readConsts(file string) (*consts, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := &consts{byName: map[string]*konst{}}
	header, enum := "", ""
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "#"):
			continue
		case line == "":
			enum = ""
			continue
		case strings.HasPrefix(line, "["):
			header = strings.Trim(line, "[]")
			continue
		case strings.HasPrefix(line, "enum "):
			enum = line[len("enum "):]
			continue
		}
		k, err := parseConst(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %v", file, n, err)
		}
		k.header, k.enum = header, enum
		c.all = append(c.all, k)
		if c.byName[k.name] == nil {
			c.byName[k.name] = k
		}
	}
	return c, nil
}

func parseConst(line string) (*konst, error) {
	f := strings.Fields(line)
	if len(f) < 2 {
		return nil, fmt.Errorf("want NAME VALUE: %q", line)
	}
	k := &konst{name: f[0]}
	f = f[1:]
	if i := slices.Index(f, "ioctl"); i >= 0 {
		k.ioctl = true
		if i+1 < len(f) {
			v, err := number(f[i+1])
			if err != nil {
				return nil, err
			}
			k.time64 = v
		}
		f = f[:i]
	}
	if len(f) == 1 {
		f = append(f[:1:1], f[0])
	}
	if len(f) != 2 {
		return nil, fmt.Errorf("want NAME VALUE [I386VALUE] [ioctl [TIME64]]: %q", line)
	}
	for i, s := range f {
		if s == "-" {
			continue
		}
		v, err := number(s)
		if err != nil {
			return nil, err
		}
		k.v[i], k.has[i] = v, true
		k.neg = s[0] == '-' && int64(v) >= math.MinInt32
	}
	return k, nil
}

// number reads a C integer; a negative one extends its sign.
func number(s string) (uint64, error) {
	if strings.HasPrefix(s, "-") {
		v, err := strconv.ParseInt(s, 0, 64)
		return uint64(v), err
	}
	return strconv.ParseUint(s, 0, 64)
}

// match returns the constants whose name matches a pattern and that are in one
// of the headers; without headers, in any.
func (c *consts) match(pattern string, headers []string) []*konst {
	var l []*konst
	for _, k := range c.all {
		if !k.in(headers) {
			continue
		}
		if ok, _ := path.Match(pattern, k.name); ok {
			l = append(l, k)
		}
	}
	return l
}

// in reports whether k is in one of the headers. A header's name without a
// version stands for all its versions.
func (k *konst) in(headers []string) bool {
	for _, h := range headers {
		if rest, ok := strings.CutPrefix(k.header, h); ok && (rest == "" || rest[0] == '@') {
			return true
		}
	}
	return len(headers) == 0
}
