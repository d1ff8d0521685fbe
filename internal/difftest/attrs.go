package difftest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// strace leaves the attributes of netfilter's messages as bytes. Where numbers are
// shown (-X raw), AttrBytes makes the same bytes of what gotrace says of them, so
// that the two can be compared.

// attrBegin begins an attribute that has a value.
var attrBegin = regexp.MustCompile(`\[\{nla_len=(\d+), nla_type=([0-9a-fx|]+)\}, `)

// batchAttr is an attribute of NFNL_MSG_BATCH_BEGIN, of which strace does not even
// show the header.
var batchAttr = regexp.MustCompile(`(nlmsg_type=0x10, [^}]*\}, \{nfgen_family[^}]*\}, )\[\{nla_len=(\d+), nla_type=(0x\w+)\}, "([^"]*)"\]`)

// AttrBytes returns a line with the values of attributes as strace shows them; the
// line itself if it shows any that cannot be made bytes of.
func AttrBytes(line string) string {
	var out strings.Builder
	rest := line
	for {
		at := attrBegin.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		p := attrText{s: rest[at[1]:]}
		n, _ := strconv.Atoi(rest[at[2]:at[3]])
		value, err := p.value(n - 4)
		if err != nil || !p.eat("]") {
			return line
		}
		out.WriteString(rest[:at[1]])
		fmt.Fprintf(&out, "%s]", hexString(value))
		rest = p.s
	}
	out.WriteString(rest)
	return batchAttr.ReplaceAllStringFunc(out.String(), func(s string) string {
		m := batchAttr.FindStringSubmatch(s)
		n, _ := strconv.ParseUint(m[2], 0, 16)
		kind, _ := strconv.ParseUint(m[3], 0, 16)
		return m[1] + strings.TrimSuffix(hexString(attrHeader(n, kind)), `"`) + m[4] + `"`
	})
}

func hexString(p []byte) string {
	var b strings.Builder
	for _, c := range p {
		fmt.Fprintf(&b, `\x%02x`, c)
	}
	return `"` + b.String() + `"`
}

func attrHeader(n, kind uint64) []byte {
	return binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, uint16(n)), uint16(kind))
}

// attrText is text of values that is left to be read.
type attrText struct{ s string }

var errAttr = errors.New("no bytes of an attribute")

func (t *attrText) eat(s string) (ok bool) {
	t.s, ok = strings.CutPrefix(t.s, s)
	return ok
}

// value reads a value of n bytes.
func (t *attrText) value(n int) ([]byte, error) {
	switch {
	case strings.HasPrefix(t.s, `"`):
		p, err := t.str()
		if err == nil && len(p) == n-1 {
			p = append(p, 0)
		}
		return p, err
	case strings.HasPrefix(t.s, "{nla_len="):
		return t.attr()
	case strings.HasPrefix(t.s, "{"):
		return t.fields(n)
	case strings.HasPrefix(t.s, "[[{nla_len="), strings.HasPrefix(t.s, "[{nla_len=4,"):
		return t.attrs()
	case strings.HasPrefix(t.s, "[{nla_len="):
		return t.attr()
	}
	v, err := t.number()
	return binary.LittleEndian.AppendUint64(nil, v)[:min(max(n, 0), 8)], err
}

// attrs reads an array of attributes.
func (t *attrText) attrs() (p []byte, err error) {
	t.eat("[")
	for {
		a, err := t.value(0)
		if err != nil {
			return nil, err
		}
		for p = append(p, a...); len(p)%4 != 0 && !strings.HasPrefix(t.s, "]"); {
			p = append(p, 0)
		}
		if t.eat("]") {
			return p, nil
		}
		if !t.eat(", ") {
			return nil, errAttr
		}
	}
}

// attr reads an attribute, which is padded to 4 bytes.
func (t *attrText) attr() ([]byte, error) {
	whole := t.eat("[")
	if !t.eat("{nla_len=") {
		return nil, errAttr
	}
	n, err := t.number()
	if err != nil || !t.eat(", nla_type=") {
		return nil, errAttr
	}
	var kind uint64
	for more := true; more; more = t.eat("|") {
		v, err := t.number()
		if err != nil {
			return nil, err
		}
		kind |= v
	}
	if !t.eat("}") {
		return nil, errAttr
	}
	p := attrHeader(n, kind)
	if whole {
		if !t.eat(", ") {
			return nil, errAttr
		}
		v, err := t.value(int(n) - 4)
		if err != nil || !t.eat("]") {
			return nil, errAttr
		}
		p = append(p, v...)
	}
	for len(p)%4 != 0 {
		p = append(p, 0)
	}
	return p, nil
}

var field = regexp.MustCompile(`^(\w+)=`)

// fields reads a struct of n bytes: strings are members in network byte order,
// the numbers share the rest.
func (t *attrText) fields(n int) ([]byte, error) {
	t.eat("{")
	var members [][]byte
	numbers, known := 0, 0
	for {
		m := field.FindString(t.s)
		if !t.eat(m) || m == "" {
			return nil, errAttr
		}
		if strings.HasPrefix(t.s, `"`) {
			p, err := t.str()
			if err != nil {
				return nil, err
			}
			if m == "hw_addrlen=" {
				p = append(p, 0, 0) // padding
			}
			known += len(p)
			members = append(members, p)
		} else {
			v, err := t.number()
			if err != nil {
				return nil, err
			}
			numbers++
			members = append(members, binary.LittleEndian.AppendUint64([]byte{'#'}, v))
		}
		if t.eat("}") {
			break
		}
		if !t.eat(", ") {
			return nil, errAttr
		}
	}
	var p []byte
	for _, m := range members {
		if len(m) == 9 && m[0] == '#' {
			m = m[1:][:min(max(n-known, 0)/numbers, 8)]
		}
		p = append(p, m...)
	}
	for len(p) < n {
		p = append(p, 0)
	}
	return p, nil
}

var numeral = regexp.MustCompile(`^-?(0x[0-9a-f]+|\d+)`)

func (t *attrText) number() (uint64, error) {
	m := numeral.FindString(t.s)
	t.eat(m)
	if strings.HasPrefix(m, "-") {
		v, err := strconv.ParseInt(m, 0, 64)
		return uint64(v), err
	}
	return strconv.ParseUint(m, 0, 64)
}

// str reads a string with strace's escapes.
func (t *attrText) str() ([]byte, error) {
	t.eat(`"`)
	var p []byte
	for {
		c, rest, err := unescape(t.s)
		if err != nil {
			return nil, err
		}
		t.s = rest
		if c < 0 {
			return p, nil
		}
		p = append(p, byte(c))
	}
}

var escape = regexp.MustCompile(`^\\(?:x([0-9a-f]{2})|([0-7]{1,3})|(.))`)

// unescape takes a character from a string; -1 at its end.
func unescape(s string) (c int, rest string, err error) {
	switch {
	case s == "":
		return 0, "", errAttr
	case s[0] == '"':
		return -1, s[1:], nil
	case s[0] != '\\':
		return int(s[0]), s[1:], nil
	}
	m := escape.FindStringSubmatch(s)
	if m == nil {
		return 0, "", errAttr
	}
	rest = s[len(m[0]):]
	switch {
	case m[1] != "":
		v, _ := strconv.ParseUint(m[1], 16, 8)
		return int(v), rest, nil
	case m[2] != "":
		v, _ := strconv.ParseUint(m[2], 8, 8)
		return int(v), rest, nil
	}
	if i := strings.Index(`nrtvf`, m[3]); i >= 0 {
		return int("\n\r\t\v\f"[i]), rest, nil
	}
	return int(m[3][0]), rest, nil
}
