package proto

import (
	"fmt"
	"strconv"
	"strings"
)

// What the two languages have in common: tokens, errors, expressions.

// token is a word, a number, a string, or one character of punctuation.
type token struct {
	kind byte // 'w' word, '0' number, '"' string, 0 the end; else the character
	text string
	n    int64
	line int
	at   int // where it begins in the text
}

// scanner makes tokens of a file.
type scanner struct {
	file string
	text string
	at   int
	line int
	c    bool // the text is C: // and /* */ are comments, else ; and # are
	// directive is told the lines of C's preprocessor.
	directive func(line int, text string)
	tok       token
}

// syntaxError is thrown by parsers as a panic and caught where an item begins.
type syntaxError struct{ err error }

// fail ends the item that is being read.
func (s *scanner) fail(format string, args ...any) {
	panic(syntaxError{fmt.Errorf("%s:%d: %s", s.file, s.tok.line, fmt.Sprintf(format, args...))})
}

// try calls item and returns the syntax error that it met, if any.
func try(item func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case syntaxError:
			err = r.err
		default:
			panic(r)
		}
	}()
	item()
	return nil
}

func wordByte(c byte) bool {
	return c == '_' || c == '.' || c == '$' || c == '@' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

// blanks skips what is between tokens.
func (s *scanner) blanks() {
	begins := s.at == 0 || s.text[s.at-1] == '\n' // only blanks since the line began
	for s.at < len(s.text) {
		rest := s.text[s.at:]
		switch {
		case rest[0] == '\n':
			s.line++
			s.at++
			begins = true
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\f' || rest[0] == '\v':
			s.at++
		case !s.c && (rest[0] == ';' || rest[0] == '#'), s.c && strings.HasPrefix(rest, "//"):
			s.skipLine(false)
		case s.c && rest[0] == '#' && begins:
			at, line := s.at, s.line
			s.skipLine(true)
			if s.directive != nil {
				s.directive(line, s.text[at:s.at])
			}
		case s.c && strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				n = len(rest) - 4
			}
			n = max(n, 0) + 4
			n = min(n, len(rest))
			s.line += strings.Count(rest[:n], "\n")
			s.at += n
		default:
			return
		}
	}
}

// skipLine goes to the line's end, that of the last one where lines are joined
// by a backslash.
func (s *scanner) skipLine(joined bool) {
	for s.at < len(s.text) {
		n := strings.IndexByte(s.text[s.at:], '\n')
		if n < 0 {
			s.at = len(s.text)
			return
		}
		s.at += n
		if !joined || n == 0 || s.text[s.at-1] != '\\' {
			return
		}
		s.at++
		s.line++
	}
}

// next reads the next token.
func (s *scanner) next() {
	s.blanks()
	s.tok = token{line: s.line, at: s.at}
	if s.at == len(s.text) {
		return
	}
	c := s.text[s.at]
	end := s.at + 1
	switch {
	case c == '"':
		for end < len(s.text) && s.text[end] != '"' && s.text[end] != '\n' {
			if s.text[end] == '\\' && end+1 < len(s.text) {
				end++
			}
			end++
		}
		if end >= len(s.text) || s.text[end] != '"' {
			s.at = min(end, len(s.text))
			s.fail("a string without an end")
		}
		end++
		s.tok.kind, s.tok.text = '"', s.text[s.at+1:end-1]
	case c >= '0' && c <= '9':
		for end < len(s.text) && wordByte(s.text[end]) {
			end++
		}
		s.tok.kind, s.tok.text = '0', s.text[s.at:end]
		s.at = end
		s.tok.n = s.value(s.tok.text)
	case wordByte(c) && c != '.':
		for end < len(s.text) && wordByte(s.text[end]) && (s.text[end] != '.' || !s.c) {
			end++
		}
		s.tok.kind, s.tok.text = 'w', s.text[s.at:end]
	default:
		s.tok.kind, s.tok.text = c, s.text[s.at:end]
	}
	s.at = end
}

// value returns the number that text is, in C's notation.
func (s *scanner) value(text string) int64 {
	v, err := strconv.ParseUint(strings.TrimRight(text, "uUlL"), 0, 64)
	if err != nil {
		s.fail("%s is no number", text)
	}
	return int64(v)
}

// got skips a token, if it is next.
func (s *scanner) got(kind byte) bool {
	if s.tok.kind != kind {
		return false
	}
	s.next()
	return true
}

// gotWord skips a word, if it is next.
func (s *scanner) gotWord(w string) bool {
	if s.tok.kind != 'w' || s.tok.text != w {
		return false
	}
	s.next()
	return true
}

// want skips a token that has to be next.
func (s *scanner) want(kind byte) {
	if !s.got(kind) {
		s.fail("want '%c', not %s", kind, s.found())
	}
}

// word returns a word that has to be next.
func (s *scanner) word(what string) string {
	if s.tok.kind != 'w' {
		s.fail("want %s, not %s", what, s.found())
	}
	w := s.tok.text
	s.next()
	return w
}

// found names the next token for an error.
func (s *scanner) found() string {
	switch {
	case s.tok.kind == 0:
		return "the end"
	case len(s.tok.text) > 40:
		return strconv.Quote(s.tok.text[:40] + "...")
	}
	return strconv.Quote(s.tok.text)
}

// signed returns a number that has to be next and may have a sign.
func (s *scanner) signed() int64 {
	minus := s.got('-')
	if s.tok.kind != '0' {
		s.fail("want a number, not %s", s.found())
	}
	n := s.tok.n
	s.next()
	if minus {
		return -n
	}
	return n
}

// maxDepth bounds how deep types and expressions nest in a file.
const maxDepth = 30

// expression reads an expression whose leaves leaf reads: sums of products.
func (s *scanner) expression(depth int, leaf func(depth int) *Expr) *Expr {
	if depth > maxDepth {
		s.fail("an expression that is too deep")
	}
	sum := s.product(depth, leaf)
	for n := 0; s.tok.kind == '+' || s.tok.kind == '-'; n++ {
		op := Add
		if s.tok.kind == '-' {
			op = Sub
		}
		s.next()
		if n > maxDepth {
			s.fail("an expression that is too long")
		}
		sum = (&Expr{Op: op, X: sum, Y: s.product(depth, leaf)}).fold()
	}
	return sum
}

func (s *scanner) product(depth int, leaf func(depth int) *Expr) *Expr {
	v := s.operand(depth, leaf)
	for n := 0; s.tok.kind == '*' || s.tok.kind == '/' || s.tok.kind == '%'; n++ {
		op := map[byte]Op{'*': Mul, '/': Div, '%': Mod}[s.tok.kind]
		s.next()
		if n > maxDepth {
			s.fail("an expression that is too long")
		}
		v = (&Expr{Op: op, X: v, Y: s.operand(depth, leaf)}).fold()
	}
	return v
}

func (s *scanner) operand(depth int, leaf func(depth int) *Expr) *Expr {
	switch {
	case s.tok.kind == '0' || s.tok.kind == '-':
		return &Expr{N: s.signed()}
	case s.got('('):
		e := s.expression(depth+1, leaf)
		s.want(')')
		return e
	}
	return leaf(depth)
}
