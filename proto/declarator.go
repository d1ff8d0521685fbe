package proto

import (
	"strconv"
	"strings"
)

// Declarators of C: what stands around a name.

// declared is what a declarator declares.
type declared struct {
	name   string
	t      *Type
	params *Func // not nil: it is a function that returns t
}

// declarator reads a declarator of type t: *name[n], (*name)(int), name(int).
func (p *cparser) declarator(t *Type, depth int) (d declared) {
	if depth > maxDepth {
		p.fail("a declarator that is too deep")
	}
	for n := 0; p.got('*'); n++ {
		if n > maxDepth {
			p.fail("a declarator that is too deep")
		}
		t = pointer(t)
		var ignored note
		for p.tok.kind == 'w' && ignored.qualifier(p.tok.text) {
			word := p.tok.text
			if p.next(); word == "__attribute__" {
				p.attribute(&ignored)
			}
		}
	}
	switch {
	case p.tok.kind == '(' && p.nested():
		p.next()
		if p.tok.kind != '*' {
			d = p.declarator(t, depth+1) // (name)(int)
			p.want(')')
			break
		}
		d = p.declarator(&opaque, depth+1)
		p.want(')')
		if d.params == nil && d.t.Kind == Pointer && p.tok.kind == '[' { // (*name)[3]
			d.t = pointer(p.suffix(t, depth))
			return d
		}
		if p.tok.kind == '(' { // what the function takes to which it points
			p.skip('(', ')')
		}
		if d.t.Kind == Pointer {
			d.t = &opaque
		}
		return d
	case p.tok.kind == 'w':
		d.name = p.word("a name")
	}
	if p.tok.kind == '(' {
		d.t, d.params = t, p.params(depth)
		return d
	}
	d.t = p.suffix(t, depth)
	return d
}

// nested reports whether the parenthesis that is next begins a declarator, and
// not parameters.
func (p *cparser) nested() bool {
	at := strings.TrimLeft(p.text[p.at:], " \t\n")
	if at == "" || at[0] == '*' || at[0] == '(' {
		return at != ""
	}
	end := 0
	for end < len(at) && wordByte(at[end]) {
		end++
	}
	rest := strings.TrimLeft(at[end:], " \t\n")
	return end > 0 && p.typeNamed(at[:end]) == nil && strings.HasPrefix(rest, ")") && words{}.none(at[:end])
}

func (w words) none(word string) bool { return w.count(word) == nil }

// suffix reads the lengths of arrays behind a name.
func (p *cparser) suffix(t *Type, depth int) *Type {
	if depth > maxDepth {
		p.fail("an array that is too deep")
	}
	if !p.got('[') {
		return t
	}
	var n *Expr
	for p.tok.kind == 'w' && (p.tok.text == "static" || (&note{}).qualifier(p.tok.text)) {
		p.next()
	}
	if p.tok.kind != ']' {
		n = p.expression(0, p.leaf)
	}
	p.want(']')
	t = p.suffix(t, depth+1)
	if t.Kind == Void {
		t = &bytes1
	}
	return &Type{Kind: Array, Elem: t, Len: n}
}

// leaf reads a name in an expression.
func (p *cparser) leaf(depth int) *Expr {
	if p.got('*') {
		return &Expr{Op: Deref, X: p.leaf(depth)}
	}
	line := p.tok.line
	w := p.word("a number")
	switch w {
	case "result":
		return &Expr{Op: Ret}
	case "zero":
		if !p.got('(') {
			return &zero
		}
		e := &Expr{Op: Zero, X: p.expression(depth+1, p.leaf)}
		p.want(')')
		return e
	case "min":
		p.want('(')
		x := p.expression(depth+1, p.leaf)
		p.want(',')
		y := p.expression(depth+1, p.leaf)
		p.want(')')
		return (&Expr{Op: Min, X: x, Y: y}).fold()
	}
	for sc := p.scope; sc != nil; sc = sc.parent {
		if v, ok := sc.consts[w]; ok {
			return &Expr{N: v}
		}
	}
	e := &Expr{Op: Arg}
	p.open = append(p.open, promise{e, w, line})
	return e
}

// params reads the parameters of a function.
func (p *cparser) params(depth int) *Func {
	f := &Func{}
	p.want('(')
	for !p.got(')') {
		if len(f.Params) > 0 {
			p.want(',')
		}
		if p.got('.') {
			p.want('.')
			p.want('.')
			f.Variadic = true
			p.want(')')
			break
		}
		if len(f.Params) == maxParams {
			p.fail("more than %d arguments", maxParams)
		}
		t, n := p.specifiers(depth + 1)
		d := p.declarator(t, depth+1)
		p.attributes(&n)
		if d.t.Kind == Void && d.params == nil && len(f.Params) == 0 && d.name == "" {
			p.want(')')
			break
		}
		if d.params != nil {
			d.t = &opaque
		}
		m := Param{Name: d.name, Dir: n.dir, Hide: n.hide, Pack: n.pack}
		if m.Name == "" {
			m.Name = "arg" + strconv.Itoa(len(f.Params)+1)
		}
		if f.expr(m.Name) != nil {
			p.fail("a second argument called %s", m.Name)
		}
		m.Type = p.shown(d.t, &n, parameter)
		if n := len(f.Params); m.Type.Kind == VaList && n > 0 && f.Params[n-1].Pack != NoPack {
			m.Hide = true // what it leads to is shown
		}
		if m.Type.Kind == Void || m.Type.Kind == Struct && !m.Type.known {
			p.fail("an argument whose type is not complete")
		}
		if m.Pack != NoPack && (m.Type.Kind != Pointer || m.Type.Elem == nil || m.Type.Elem.Lens != Text) {
			p.fail("a format that is no string")
		}
		f.Params = append(f.Params, m)
	}
	return f
}

// place is where a type stands.
type place uint8

const (
	parameter place = iota
	result
	field
)

// shown returns what is shown of a value that is declared to be of type t, as
// annotations and C's own words say.
func (p *cparser) shown(t *Type, n *note, where place) *Type {
	if where == parameter && t.Kind == Array {
		t = pointer(array(t, n, where))
	}
	switch {
	case n.value == nil || n.value.At == nil || t.Kind == Array:
		return shown(t, n, where)
	case t.Kind != Pointer:
		p.fail("%s is behind a pointer", n.value.Name)
	}
	t = t.with(Named)
	t.Value = n.value
	return t
}

// shown returns what is shown of a value of type t: what pointers lead to, where it
// is read or was asked for.
func shown(t *Type, n *note, where place) *Type {
	if t.Kind == Array {
		return array(t, n, where)
	}
	if t.Kind != Pointer {
		return t
	}
	e := t.Elem
	switch {
	case e == nil:
		return t
	case e.Kind == Array:
		return t
	case isChar(e) && (n.konst || n.given || n.lens == Text || where != parameter):
		return text(e, &zero)
	case e.Kind == Uchar && e.Lens == Plain:
		return &opaque
	case n.konst || n.given || where == field:
		return pointer(follow(e, 0))
	}
	return &opaque
}

// follow returns t, where pointers to characters are strings.
func follow(t *Type, depth int) *Type {
	switch {
	case t.Kind != Pointer || t.Elem == nil || depth > maxDepth || t.Lens != Plain:
		return t
	case isChar(t.Elem):
		return text(t.Elem, &zero)
	}
	return pointer(follow(t.Elem, depth+1))
}

// array returns the array t as it is shown: characters as text, bytes as a string
// of them.
func array(t *Type, n *note, where place) *Type {
	c := *t
	if c.Kind == Array && c.Elem.Kind == Array {
		c.Elem = array(c.Elem, n, where)
		return &c
	}
	c.Elem = follow(c.Elem, 0)
	if c.Elem.Lens != Plain {
		return &c
	}
	ends := c.Len == nil || c.Len.Op == Zero
	switch {
	case isChar(c.Elem) && (where == field || ends || n.lens == Text):
		c.Lens = Text
		if c.Len == nil {
			c.Len = &zero
		}
	case c.Elem.Kind == Char || c.Elem.Kind == Uchar || c.Elem.Kind == Schar:
		c.Lens = Bytes
	case isChar(c.Elem):
		c.Lens = Text
	}
	return &c
}

// isChar reports whether t is one of C's characters.
func isChar(t *Type) bool {
	if t.Lens != Plain {
		return false
	}
	return t.Kind == Char || t.Tag == "wchar_t" || t.Tag == "char16_t" || t.Tag == "char32_t"
}
