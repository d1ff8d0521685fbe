package proto

import (
	"fmt"
	"strconv"
	"strings"
)

// ltrace's language, as ltrace.conf(5) describes it.

// scope is what files that belong together have in common.
type scope struct {
	parent *scope
	types  map[string]*Type // typedefs
	tags   map[string]*Type // of C's structs, unions, enums: "struct timespec"
	consts map[string]int64 // of C's enums and macros
	funcs  map[string]*Func
	errs   []error

	// open reads the file that another one imports; nil: there is none.
	open  func(from, name string) (file, text string, err error)
	seen  map[string]bool // files that were imported
	calls Calls
}

func newScope(parent *scope, calls Calls) *scope {
	return &scope{parent: parent, types: map[string]*Type{}, tags: map[string]*Type{}, consts: map[string]int64{}, funcs: map[string]*Func{}, seen: map[string]bool{}, calls: calls}
}

func (sc *scope) add(f *Func) { sc.funcs[f.Name] = f }

// conf reads a file in ltrace's language.
type conf struct {
	scanner
	*scope
}

// parseConf adds what a file in ltrace's language says. A line that cannot be
// understood is an error and left out.
func (sc *scope) parseConf(file, text string) {
	p := &conf{scanner{file: file, text: text, line: 1}, sc}
	for more := true; more; {
		at := 0
		err := try(func() {
			p.next()
			for p.tok.kind != 0 {
				at = p.tok.line
				p.item()
			}
			more = false
		})
		if err != nil {
			sc.fault(err)
			// Go on behind the line, or where the item was being read.
			if p.line == at || p.at < len(p.text) && p.text[p.at] != '\n' {
				p.skipLine(false)
			}
			more = p.at < len(p.text)
		}
	}
}

// maxErrors bounds the errors that are kept of a file.
const maxErrors = 100

func (sc *scope) fault(err error) {
	if len(sc.errs) < maxErrors {
		sc.errs = append(sc.errs, err)
	}
}

func (p *conf) item() {
	line := p.tok.line
	switch {
	case p.gotWord("typedef"):
		p.typedef()
	case p.gotWord("import"):
		if p.tok.kind != '"' {
			p.fail("want the name of a file, not %s", p.found())
		}
		name := p.tok.text
		p.next()
		p.include(p.file, line, name)
	default:
		p.function()
	}
	if p.tok.kind != 0 && p.tok.line == line {
		p.fail("want the end of the line, not %s", p.found())
	}
}

// include adds what an imported file says.
func (sc *scope) include(from string, line int, name string) {
	if sc.open == nil {
		return
	}
	file, text, err := sc.open(from, name)
	if err != nil {
		sc.fault(fmt.Errorf("%s:%d: %v", from, line, err))
		return
	}
	if sc.seen[file] {
		return
	}
	sc.seen[file] = true
	sc.parse(file, text)
}

// parse adds what a file says, in C if it is called so.
func (sc *scope) parse(file, text string) {
	if strings.HasSuffix(file, ".h") {
		sc.parseC(file, text)
		return
	}
	sc.parseConf(file, text)
}

func (p *conf) typedef() {
	name := p.word("a name")
	p.want('=')
	if p.gotWord("struct") {
		t := p.types[name]
		if p.tok.kind != '(' { // what it is comes later
			if t == nil {
				p.types[name] = &Type{Kind: Struct, Tag: name}
			}
			return
		}
		if t == nil || t.Kind != Struct || t.known {
			t = &Type{Kind: Struct, Tag: name}
		}
		p.fields(t, 0)
		for p.got('*') {
			t = pointer(t)
		}
		p.types[name] = t
		return
	}
	t, _ := p.lens(0)
	p.types[name] = t
}

func (p *conf) function() {
	pos := p.file + ":" + strconv.Itoa(p.tok.line)
	ret, _ := p.lens(0)
	f := &Func{Ret: p.complete(ret), Pos: pos}
	f.Name = p.word("the name of a function")
	p.want('(')
	for n := 1; !p.got(')'); n++ {
		if n > 1 {
			p.want(',')
		}
		if p.tok.kind == '.' {
			for p.got('.') {
			}
			f.Variadic = true
			p.want(')')
			break
		}
		if n > maxParams {
			p.fail("more than %d arguments", maxParams)
		}
		m := Param{Name: "arg" + strconv.Itoa(n)}
		if p.got('+') {
			m.Dir = Out
		}
		if p.gotWord("format") {
			m.Type, m.Pack = text(&char, &zero), Printf
		} else {
			m.Type, m.Hide = p.lens(0)
			if m.Type.Kind == Array { // as in C
				m.Type = pointer(m.Type)
			}
			m.Type = p.complete(m.Type)
		}
		if m.Type.Kind == Void && n == 1 && p.got(')') {
			break
		}
		if m.Type.Kind == Void {
			p.fail("an argument of type void")
		}
		f.Params = append(f.Params, m)
	}
	p.add(f)
}

// maxParams bounds the arguments of a function.
const maxParams = 64

// complete returns t, which has to have a size.
func (p *conf) complete(t *Type) *Type {
	if t.Kind == Struct && !t.known {
		p.fail("the type %s is not complete", t.Tag)
	}
	return t
}

// base are the types that have a name.
var base = [...]struct {
	name string
	t    *Type
}{
	{"void", &void}, {"char", &char}, {"short", &short}, {"ushort", &ushort}, {"int", &integer}, {"uint", &unsigned}, {"long", &long}, {"ulong", &ulong},
	{"llong", &llong}, {"ullong", &ullong}, {"float", &float}, {"double", &double}, {"bool", &truth}, {"octal", &octint}, {"addr", &opaque}, {"file", &opaque}, {"format", &str},
}

var void, truth = Type{Kind: Void}, Type{Kind: Int, Lens: Truth}

// named returns the type that has a name.
func (sc *scope) named(name string) *Type {
	for ; sc != nil; sc = sc.parent {
		if t := sc.types[name]; t != nil {
			return t
		}
	}
	for i := range base {
		if base[i].name == name {
			return base[i].t
		}
	}
	return nil
}

// lensNamed returns a lens that is written LENS(TYPE).
func lensNamed(w string) (l Lens, ok bool) {
	switch w {
	case "oct", "octal":
		return Oct, true
	case "hex":
		return Hex, true
	case "bool":
		return Truth, true
	case "bitvec":
		return Bitvec, true
	}
	return 0, false
}

// lens reads a type and how it is shown.
func (p *conf) lens(depth int) (t *Type, hide bool) {
	if depth > maxDepth {
		p.fail("a type that is too deep")
	}
	w := p.word("a type")
	l, isLens := lensNamed(w)
	switch {
	case isLens && p.got('('):
		t, hide = p.lens(depth + 1)
		t = apply(t, l, depth)
		p.want(')')
	case w == "hide":
		p.want('(')
		t, _ = p.lens(depth + 1)
		hide = true
		p.want(')')
	case w == "struct":
		t = &Type{Kind: Struct}
		p.fields(t, depth)
	case w == "array":
		p.want('(')
		elem, _ := p.lens(depth + 1)
		p.want(',')
		t = &Type{Kind: Array, Elem: p.complete(elem), Len: p.expr()}
		p.want(')')
	case w == "enum":
		t = p.enum(depth)
	case w == "string":
		t = p.str(depth)
	case strings.HasPrefix(w, "string") && p.named(w) == nil:
		n, err := strconv.ParseUint(w[len("string"):], 10, 8)
		if err != nil {
			p.fail("no type is called %s", w)
		}
		t = text(&char, argument(int64(n)))
	default:
		if t = p.named(w); t == nil {
			p.fail("no type is called %s", w)
		}
	}
	for n := 0; p.got('*'); n++ {
		if n > maxDepth {
			p.fail("a type that is too deep")
		}
		t = pointer(t)
	}
	return t, hide
}

// apply returns t shown through a lens: what it points to, and elements.
func apply(t *Type, l Lens, depth int) *Type {
	switch {
	case depth > maxDepth:
		return t
	case t.Kind == Pointer && t.Elem != nil, t.Kind == Array && l != Bitvec:
		c := *t
		c.Elem = apply(t.Elem, l, depth+1)
		return &c
	case t.Kind == Struct && (l != Bitvec || !t.known):
		return t
	}
	return t.with(l)
}

// fields reads the members of a struct.
func (p *conf) fields(t *Type, depth int) {
	p.want('(')
	var fields []Field
	for !p.got(')') {
		if len(fields) > 0 {
			p.want(',')
		}
		if len(fields) > maxFields {
			p.fail("more than %d members", maxFields)
		}
		m, hide := p.lens(depth + 1)
		fields = append(fields, Field{Type: p.complete(m), Hide: hide})
	}
	t.Fields = fields
	t.place()
}

const maxFields = 1000

func (p *conf) enum(depth int) *Type {
	t := &Type{Kind: Int, Lens: Enum}
	if p.got('[') {
		under, _ := p.lens(depth + 1)
		if !under.Kind.integer() {
			p.fail("an enumeration of what is no integer")
		}
		t.Kind = under.Kind
		p.want(']')
	}
	p.want('(')
	next := int64(0)
	for !p.got(')') {
		if len(t.Names) > 0 {
			p.want(',')
		}
		name := p.word("a name")
		if p.got('=') {
			if p.tok.kind == 'w' { // one of the names before
				next = p.constant(t, p.word("a number"))
			} else {
				next = p.signed()
			}
		}
		t.Names = append(t.Names, Name{name, next})
		next++
	}
	return t
}

func (p *conf) constant(t *Type, name string) int64 {
	for _, n := range t.Names {
		if n.Name == name {
			return n.V
		}
	}
	p.fail("%s is no number", name)
	return 0
}

// str reads what follows the word string.
func (p *conf) str(depth int) *Type {
	switch {
	case p.got('['):
		n := p.expr()
		p.want(']')
		return text(&char, n)
	case !p.got('('):
		return &str
	}
	t, _ := p.lens(depth + 1)
	p.want(')')
	switch {
	case t.Kind == Array:
		return p.chars(t)
	case t.Kind == Pointer && t.Elem != nil && t.Elem.Kind == Array:
		return pointer(p.chars(t.Elem))
	case t.Kind == Pointer && t.Elem != nil && t.Elem.Kind.integer():
		return text(t.Elem, &zero)
	}
	p.fail("a string of what are no characters")
	return nil
}

// chars returns the array t as a text. One with a length has all of its bytes shown,
// unlike string[EXPR], whatever ltrace.conf(5) says.
func (p *conf) chars(t *Type) *Type {
	if !t.Elem.Kind.integer() || t.Elem.Size(0) > 4 {
		p.fail("a string of what are no characters")
	}
	if t.Elem.Size(0) == 1 && t.Len != nil && t.Len.Op != Zero {
		return t.with(Bytes)
	}
	return t.with(Text)
}

func (p *conf) expr() *Expr { return p.expression(0, p.leaf) }

// argument returns argument n, of which 0 is the result.
func argument(n int64) *Expr {
	if n == 0 {
		return &Expr{Op: Ret}
	}
	return &Expr{Op: Arg, N: n - 1}
}

func (p *conf) leaf(depth int) *Expr {
	w := p.word("a number")
	switch {
	case w == "retval":
		return &Expr{Op: Ret}
	case w == "zero":
		if !p.got('(') {
			return &zero
		}
		e := &Expr{Op: Zero, X: p.expression(depth+1, p.leaf)}
		p.want(')')
		return e
	case strings.HasPrefix(w, "arg"):
		return argument(p.index(w, "arg"))
	case strings.HasPrefix(w, "elt"):
		n := p.index(w, "elt")
		if n == 0 {
			p.fail("elements are numbered from 1 on")
		}
		return &Expr{Op: Elt, N: n - 1}
	}
	p.fail("%s is no number", w)
	return nil
}

// index returns the number behind a prefix.
func (p *conf) index(w, prefix string) int64 {
	n, err := strconv.ParseUint(w[len(prefix):], 10, 8)
	if err != nil {
		p.fail("%s is no number", w)
	}
	return int64(n)
}
