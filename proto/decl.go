package proto

import (
	"strconv"
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// C declarations with annotations: see docs/prototypes.md.

// cparser reads a file of C declarations.
type cparser struct {
	scanner
	*scope
	open []promise // names in expressions that are to be resolved
}

// promise is an expression whose name may be declared later.
type promise struct {
	e    *Expr
	name string
	line int
}

// parseC adds what a file of C declarations says. A declaration that cannot be
// understood is an error and left out.
func (sc *scope) parseC(file, text string) {
	p := &cparser{scanner: scanner{file: file, text: text, line: 1, c: true}, scope: sc}
	p.scanner.directive = p.directive
	for more := true; more; {
		err := try(func() {
			p.next()
			for p.tok.kind != 0 {
				p.declaration()
			}
			more = false
		})
		if err != nil {
			sc.fault(err)
			p.open = nil
			p.recover()
			more = p.at < len(p.text)
		}
	}
}

// recover goes on behind the declaration that was being read: behind the next
// semicolon that ends a line.
func (p *cparser) recover() {
	if p.tok.kind == ';' {
		return
	}
	for p.at < len(p.text) {
		n := strings.IndexByte(p.text[p.at:], '\n')
		if n < 0 {
			p.at = len(p.text)
			return
		}
		end := strings.HasSuffix(strings.TrimRight(p.text[p.at:p.at+n], " \t\r"), ";")
		p.at += n + 1
		p.line++
		if end {
			return
		}
	}
}

// directive reads a line of C's preprocessor: #include "file" and #define NAME NUMBER.
// Others mean nothing here.
func (p *cparser) directive(line int, text string) {
	f := strings.Fields(strings.TrimPrefix(text, "#"))
	switch {
	case len(f) >= 2 && f[0] == "include" && len(f[1]) > 2 && f[1][0] == '"':
		p.include(p.file, line, strings.Trim(f[1], `"`))
	case len(f) >= 3 && f[0] == "define":
		if v, err := strconv.ParseInt(strings.TrimRight(f[2], "uUlL"), 0, 64); err == nil {
			p.consts[f[1]] = v
		}
	}
}

// note is what annotations say about a declaration.
type note struct {
	lens  Lens
	set   *xlat.Set
	value *syscalls.Value
	dir   Dir
	given bool // dir was
	konst bool
	hide  bool
	pack  Pack

	typedef, errno, noReturn, packed bool
	sys                              *syscalls.Desc
}

func (p *cparser) declaration() {
	if p.got(';') {
		return
	}
	if p.gotWord("extern") && p.tok.kind == '"' { // extern "C" {
		p.next()
		p.got('{')
		return
	}
	if p.got('}') {
		return
	}
	pos := p.file + ":" + strconv.Itoa(p.tok.line)
	t, n := p.specifiers(0)
	if p.got(';') {
		return // a struct or an enumeration
	}
	for {
		d := p.declarator(t, 0)
		p.attributes(&n)
		switch {
		case d.name == "":
			p.fail("want a name, not %s", p.found())
		case n.typedef:
			p.types[d.name] = d.t
			if d.params != nil {
				p.types[d.name] = &Type{Kind: Pointer}
			}
		case d.params != nil:
			f := d.params
			f.Name, f.Pos = d.name, pos
			f.Ret = p.shown(d.t, &n, result)
			f.Errno, f.NoReturn, f.Sys = n.errno, n.noReturn, n.sys
			p.resolve(func(name string) *Expr { return f.expr(name) })
			p.add(f)
		}
		if len(p.open) > 0 {
			p.resolve(func(string) *Expr { return nil })
		}
		if !p.got(',') {
			break
		}
	}
	if p.tok.kind == '{' { // an inline function's body
		p.skip('{', '}')
		return
	}
	p.want(';')
}

// expr returns what a name means in the lengths of a function's arguments.
func (f *Func) expr(name string) *Expr {
	for i := range f.Params {
		if f.Params[i].Name == name {
			return &Expr{Op: Arg, N: int64(i)}
		}
	}
	return nil
}

// resolve gives names in expressions their meaning.
func (p *cparser) resolve(find func(name string) *Expr) {
	for _, o := range p.open {
		e := find(o.name)
		if e == nil {
			p.tok.line = o.line
			p.fail("%s is neither a number nor declared here", o.name)
		}
		*o.e = *e
	}
	p.open = p.open[:0]
}

// skip goes on behind what is between two brackets.
func (p *cparser) skip(open, end byte) {
	for depth := 0; p.tok.kind != 0; {
		switch p.tok.kind {
		case open:
			depth++
		case end:
			depth--
		}
		p.next()
		if depth == 0 {
			return
		}
	}
}

// attributes reads GCC's attributes and assembler names behind a declarator.
func (p *cparser) attributes(n *note) {
	for p.tok.kind == 'w' {
		switch p.tok.text {
		case "__attribute__", "__attribute":
			p.next()
			p.attribute(n)
		case "__asm__", "asm", "__asm":
			p.next()
			p.skip('(', ')')
		default:
			return
		}
	}
}

func (p *cparser) attribute(n *note) {
	begin := p.at
	p.skip('(', ')')
	text := p.text[begin:min(max(begin, p.tok.at), len(p.text))]
	n.packed = n.packed || strings.Contains(text, "packed")
	n.noReturn = n.noReturn || strings.Contains(text, "noreturn")
}

// words counts the words that make C's integer types.
type words struct{ long, short, signed, unsigned, char, int, float, double, any int }

// specifiers reads what stands before a declarator: a type and annotations.
func (p *cparser) specifiers(depth int) (t *Type, n note) {
	var w words
	for p.tok.kind == 'w' {
		word := p.tok.text
		if c := w.count(word); c != nil && t == nil {
			*c++
			w.any++
			p.next()
			continue
		}
		if n.qualifier(word) {
			p.next()
			if word == "__attribute__" || word == "_Alignas" {
				p.attribute(&n)
			}
			continue
		}
		if t != nil || w.any > 0 {
			break
		}
		p.next()
		if word == "struct" || word == "union" {
			t = p.structure(word, &n, depth)
			continue
		}
		if word == "enum" && p.tok.kind != '(' {
			t = p.enumeration(depth)
			continue
		}
		if p.annotation(word, &n) {
			continue
		}
		if t = p.typeNamed(word); t == nil {
			p.fail("no type is called %s", word)
		}
	}
	switch {
	case t != nil:
	case w.any > 0:
		t = w.arithmetic()
	default:
		p.fail("want a type, not %s", p.found())
	}
	if t == nil {
		p.fail("a type of words that do not go together")
	}
	return p.decorate(t, &n), n
}

func (w *words) count(word string) *int {
	switch word {
	case "long":
		return &w.long
	case "short":
		return &w.short
	case "signed", "__signed__", "__signed":
		return &w.signed
	case "unsigned":
		return &w.unsigned
	case "char":
		return &w.char
	case "int":
		return &w.int
	case "float":
		return &w.float
	case "double":
		return &w.double
	}
	return nil
}

// arithmetic returns the type that the words make.
func (w *words) arithmetic() *Type {
	pick := func(signed, unsigned *Type) *Type {
		if w.unsigned > 0 {
			return unsigned
		}
		return signed
	}
	switch {
	case w.double > 0 && w.long > 0:
		return &longDouble
	case w.double > 0:
		return &double
	case w.float > 0:
		return &float
	case w.char > 0 && w.signed > 0:
		return &schar
	case w.char > 0:
		return pick(&char, &uchar)
	case w.short > 0:
		return pick(&short, &ushort)
	case w.long > 1:
		return pick(&llong, &ullong)
	case w.long > 0:
		return pick(&long, &ulong)
	}
	return pick(&integer, &unsigned)
}

// qualifier notes a word that says nothing about what a value is.
func (n *note) qualifier(word string) bool {
	switch word {
	case "const", "__const":
		n.konst = true
	case "typedef":
		n.typedef = true
	case "_Noreturn":
		n.noReturn = true
	case "volatile", "restrict", "__restrict", "__restrict__", "static", "extern", "inline", "__inline", "__inline__", "register", "__extension__", "_Atomic", "__attribute__", "_Alignas":
	default:
		return false
	}
	return true
}

// annotation reads a word that is not C's.
func (p *cparser) annotation(word string, n *note) bool {
	switch word {
	case "in", "out", "inout":
		n.dir, n.given = map[string]Dir{"in": In, "out": Out, "inout": InOut}[word], true
	case "hide":
		n.hide = true
	case "dec":
		n.lens = Dec
	case "hex":
		n.lens = Hex
	case "oct":
		n.lens = Oct
	case "truth":
		n.lens = Truth
	case "bitvec":
		n.lens = Bitvec
	case "string":
		n.lens = Text
	case "printf":
		n.pack = Printf
	case "scanf":
		n.pack = Scanf
	case "errno":
		n.errno = true
	case "noreturn":
		n.noReturn = true
	case "packed":
		n.packed = true
	case "flags", "enum":
		if n.lens = Flags; word == "enum" {
			n.lens = Enum
		} else if p.tok.kind != '(' { // of an enumeration that follows
			break
		}
		p.want('(')
		name := p.word("the name of a set")
		if n.set = xlat.Named(name); n.set == nil {
			p.fail("no set is called %s", name)
		}
		p.want(')')
	case "as":
		p.want('(')
		name := p.word("the name of a system call")
		if n.sys = p.calls.find(name); n.sys == nil && p.calls[0] != nil {
			p.fail("no system call is called %s", name)
		}
		p.want(')')
	default:
		v := syscalls.NamedValue(word)
		if v == nil || v.Struct != nil || p.typeNamed(word) != nil {
			return false
		}
		n.value = v
	}
	return true
}

// decorate returns the type t of a declaration as its annotations show it.
func (p *cparser) decorate(t *Type, n *note) *Type {
	switch {
	case n.set != nil:
		if !t.Kind.integer() {
			p.fail("names for what is no integer")
		}
		t = t.with(n.lens)
		t.Set = n.set
	case n.value != nil && n.value.Num != nil:
		if !t.Kind.integer() {
			p.fail("%s is a number", n.value.Name)
		}
		t = t.with(Named)
		t.Value = n.value
	case n.lens != Plain && n.lens != Text:
		if t.Kind == Pointer && n.lens == Hex {
			return t
		}
		t = apply(t, n.lens, 0)
	}
	return t
}

// ctypes are types that every C program has and that are more than a number.
var ctypes = [...]struct {
	name string
	t    *Type
}{
	{"void", &void}, {"bool", &cbool}, {"_Bool", &cbool}, {"wchar_t", &wchar}, {"char16_t", &char16}, {"char32_t", &char32}, {"va_list", &vaList},
	{"__builtin_va_list", &vaList}, {"__gnuc_va_list", &vaList},
}

var (
	cbool  = Type{Kind: Bool}
	wchar  = Type{Kind: Int, Tag: "wchar_t"}
	char16 = Type{Kind: Ushort, Tag: "char16_t"}
	char32 = Type{Kind: Uint, Tag: "char32_t"}
	vaList = Type{Kind: VaList}
	bytes1 = Type{Kind: Uchar}
)

// typeNamed returns the type that has a name.
func (sc *scope) typeNamed(name string) *Type {
	for i := range ctypes {
		if ctypes[i].name == name {
			return ctypes[i].t
		}
	}
	for ; sc != nil; sc = sc.parent {
		if t := sc.types[name]; t != nil {
			return t
		}
	}
	return foreign(name)
}

// foreign returns the struct called name that package syscalls knows, or nil.
func foreign(name string) *Type {
	v := syscalls.NamedValue(name)
	if v == nil || v.Num != nil || v.Struct == nil && !strings.HasPrefix(name, "struct ") {
		return nil
	}
	t := &Type{Kind: Struct, Lens: Named, Value: v, Tag: name}
	if v.Struct != nil {
		for abi := range event.NumABI {
			t.size[abi], t.align[abi] = v.Struct.Layout(abi)
		}
		t.known = true
	}
	return t
}

// tagged returns the struct, union or enumeration with a tag.
func (sc *scope) tagged(tag string) *Type {
	for c := sc; c != nil; c = c.parent {
		if t := c.tags[tag]; t != nil {
			return t
		}
	}
	if t := foreign(tag); t != nil {
		sc.tags[tag] = t
		return t
	}
	t := &Type{Kind: Struct, Tag: tag}
	sc.tags[tag] = t
	return t
}

// structure reads a struct or union behind its keyword.
func (p *cparser) structure(keyword string, n *note, depth int) *Type {
	if depth > maxDepth {
		p.fail("a type that is too deep")
	}
	own := note{packed: n.packed}
	n.packed = false
	p.attributes(&own)
	var t *Type
	if p.tok.kind == 'w' {
		tag := keyword + " " + p.word("a tag")
		if p.tok.kind != '{' {
			return p.tagged(tag)
		}
		if t = p.tags[tag]; t == nil || t.known {
			t = &Type{Kind: Struct, Tag: tag}
			p.tags[tag] = t
		}
	} else {
		t = &Type{Kind: Struct}
	}
	outer := p.open
	p.open = nil
	p.want('{')
	var fields []Field
	for !p.got('}') {
		if p.tok.kind == 0 {
			p.fail("a struct without an end")
		}
		if fields = p.member(fields, depth); len(fields) > maxFields {
			p.fail("more than %d members", maxFields)
		}
	}
	p.resolve(func(name string) *Expr {
		for i := range fields {
			if fields[i].Name == name {
				return &Expr{Op: Elt, N: int64(i)}
			}
		}
		return nil
	})
	p.open = outer
	p.attributes(&own)
	t.Fields, t.Packed, t.Union = fields, own.packed, keyword == "union"
	t.place()
	return t
}

// member reads the declaration of members of a struct.
func (p *cparser) member(fields []Field, depth int) []Field {
	if p.got(';') {
		return fields
	}
	t, n := p.specifiers(depth + 1)
	if p.got(';') { // an unnamed struct, or a declaration of one
		if t.Kind == Struct && t.known && t.Tag == "" {
			return append(fields, Field{Name: "u" + strconv.Itoa(len(fields)), Type: t})
		}
		return fields
	}
	for {
		f := Field{Hide: n.hide}
		if p.tok.kind != ':' {
			d := p.declarator(t, depth+1)
			p.attributes(&n)
			if d.params != nil {
				p.fail("a member that is a function")
			}
			f.Name, f.Type = d.name, p.shown(d.t, &n, field)
		} else {
			f.Type, f.Hide = t, true
		}
		if p.got(':') {
			w := p.signed()
			f.Break = w == 0 && f.Name == ""
			if !f.Type.Kind.integer() || w <= 0 && !f.Break || w > int64(8*f.Type.Size(0)) {
				p.fail("a bit-field of %d bits", w)
			}
			f.Bits = uint8(w)
		}
		if f.Type.Kind == Void || f.Type.Kind == Struct && !f.Type.known {
			p.fail("a member whose type is not complete")
		}
		if fields = append(fields, f); !p.got(',') {
			break
		}
	}
	p.want(';')
	return fields
}

// enumeration reads an enumeration behind its keyword.
func (p *cparser) enumeration(depth int) *Type {
	tag := ""
	if p.tok.kind == 'w' {
		if tag = "enum " + p.word("a tag"); p.tok.kind != '{' {
			if t := p.tagged(tag); t.Kind == Int {
				return t
			}
			return &integer
		}
	}
	t := &Type{Kind: Int, Lens: Enum, Tag: tag}
	p.want('{')
	next := int64(0)
	for !p.got('}') {
		name := p.word("a name")
		if p.got('=') {
			v, ok := p.expression(0, p.leaf).constant()
			if !ok {
				p.fail("the value of %s is no number", name)
			}
			next = v
		}
		t.Names = append(t.Names, Name{name, next})
		p.consts[name] = next
		next++
		if p.tok.kind != '}' {
			p.want(',')
		}
	}
	if tag != "" {
		p.tags[tag] = t
	}
	return t
}
