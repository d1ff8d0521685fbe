package proto

import (
	"debug/dwarf"
	"strconv"
	"strings"
)

// Functions and types as debugging information has them (DWARF 5, 3.3 and 5).
// Package dwarf reads entries; its own types are not used, since it calls itself
// for each level of them.

// shell is what is known of a struct or union besides its Type.
type shell struct {
	e        *dwarf.Entry
	started  bool
	level    int  // the nearer to an argument, the higher; see follow
	odd      bool // it has members that are not understood
	indirect bool // C++: where it is passed, its address is
}

// Values and tags that package dwarf has no names for.
const (
	ccByReference = 4 // DW_CC_pass_by_reference
	ccByValue     = 5 // DW_CC_pass_by_value

	attrGNUVector = dwarf.Attr(0x2107)
)

// function returns the prototype of the function at an offset; nil if a part of it
// is not understood: what is behind that would be taken from a wrong place.
func (d *debugInfo) function(name string, off dwarf.Offset) *Func {
	e := d.entry(off)
	if e == nil {
		return nil
	}
	f := &Func{Name: name, Pos: d.file}
	f.NoReturn, _ = d.attr(e, dwarf.AttrNoreturn).(bool)
	t, konst := d.typeOf(d.attr(e, dwarf.AttrType), 0)
	switch how := d.passed(t); {
	case t == nil || t.Kind == Array || how == notPassed:
		return nil
	case how == byReference: // the address stands before all arguments, and is returned
		f.Ret = &opaque
		f.Params = append(f.Params, Param{Name: "result", Type: &opaque, Hide: true})
	default:
		f.Ret = shown(t, &note{konst: konst}, result)
	}
	const tags = maxParams + 1
	list := d.children(e, tags, dwarf.TagFormalParameter, dwarf.TagUnspecifiedParameters)
	if list == nil {
		list = d.children(d.origin(e), tags, dwarf.TagFormalParameter, dwarf.TagUnspecifiedParameters)
	}
	for _, c := range list {
		if c.Tag == dwarf.TagUnspecifiedParameters {
			f.Variadic = true
			break
		}
		if len(f.Params) == maxParams || !d.param(f, c) {
			return nil
		}
	}
	return f
}

// param adds a parameter to f.
func (d *debugInfo) param(f *Func, e *dwarf.Entry) bool {
	t, konst := d.typeOf(d.attr(e, dwarf.AttrType), 0)
	how := d.passed(t)
	if t == nil || t.Kind == Void || t.Kind == Array || how == notPassed {
		return false
	}
	if how == byReference {
		t, konst = &opaque, false
	}
	name, _ := d.attr(e, dwarf.AttrName).(string)
	if !identifier(name) || f.expr(name) != nil {
		name = "arg" + strconv.Itoa(len(f.Params)+1)
	}
	f.Params = append(f.Params, Param{Name: name, Type: shown(t, &note{konst: konst}, parameter)})
	return true
}

// passing is how a value gets to a function.
type passing uint8

const (
	byValue passing = iota
	byReference
	notPassed // nobody knows
)

func (d *debugInfo) passed(t *Type) passing {
	if t == nil || t.Kind != Struct {
		return byValue
	}
	s, known := d.shells[t], d.whole(t, 0)
	switch {
	case s != nil && s.indirect:
		return byReference
	case !known || t.Lens == Named || s != nil && (s.odd || len(t.Fields) == 0):
		return notPassed
	}
	return byValue
}

// identifier reports whether a name can be one of C's.
func identifier(name string) bool {
	const longest = 255
	for i := range len(name) {
		if c := name[i]; c >= 0x80 || c == '.' || c == '@' || !wordByte(c) {
			return false
		}
	}
	return name != "" && len(name) <= longest
}

// typeOf returns the type that an attribute leads to, and whether it, or what
// pointers at last lead to, is const; nil: it is not understood.
func (d *debugInfo) typeOf(v any, depth int) (t *Type, konst bool) {
	for ; depth < maxDepth; depth++ {
		if v == nil {
			return &void, konst
		}
		off, ok := v.(dwarf.Offset)
		if !ok {
			return nil, false // in another file (DW_FORM_GNU_ref_alt), or a type unit
		}
		if t := d.types[off]; t != nil {
			return t, konst
		}
		e := d.entry(off)
		if e == nil {
			return nil, false
		}
		switch e.Tag {
		case dwarf.TagConstType:
			konst = true
		case dwarf.TagVolatileType, dwarf.TagRestrictType, dwarf.TagAtomicType:
		case dwarf.TagTypedef:
			return d.typedef(e, konst, depth+1)
		case dwarf.TagBaseType:
			return d.base(e), konst
		case dwarf.TagPointerType, dwarf.TagReferenceType, dwarf.TagRvalueReferenceType:
			return d.pointer(e, depth+1)
		case dwarf.TagStructType, dwarf.TagClassType, dwarf.TagUnionType:
			return d.structure(e), konst
		case dwarf.TagEnumerationType:
			return d.enumeration(e, depth+1), konst
		case dwarf.TagArrayType:
			t, k := d.array(e, depth+1)
			return t, konst || k
		default:
			return nil, false
		}
		v = e.Val(dwarf.AttrType)
	}
	return nil, false
}

// typedef returns what a name stands for: what is known by that name, if that is
// as large.
func (d *debugInfo) typedef(e *dwarf.Entry, konst bool, depth int) (*Type, bool) {
	t, k := d.typeOf(e.Val(dwarf.AttrType), depth)
	konst = konst || k
	name, _ := e.Val(dwarf.AttrName).(string)
	known := d.known.typeNamed(name)
	switch {
	case t == nil || known == nil:
	case known.Kind == Struct && t.Kind == Struct && (!known.known || d.whole(t, 0) && known.Size(d.abi) == t.Size(d.abi)),
		known.Kind == VaList && t.Kind == Pointer,
		known.Kind == Pointer && t.Kind == Pointer,
		known.Kind.integer() && t.Kind.integer() && known.Size(d.abi) == t.Size(d.abi):
		return known, konst
	}
	return t, konst
}

// Encodings of base types (DW_ATE_*).
const (
	ateBoolean      = 0x02
	ateFloat        = 0x04
	ateSigned       = 0x05
	ateSignedChar   = 0x06
	ateUnsigned     = 0x07
	ateUnsignedChar = 0x08
	ateUTF          = 0x10
)

// base returns a type that consists of no others.
func (d *debugInfo) base(e *dwarf.Entry) *Type {
	name, _ := e.Val(dwarf.AttrName).(string)
	size, _ := e.Val(dwarf.AttrByteSize).(int64)
	encoding, _ := e.Val(dwarf.AttrEncoding).(int64)
	switch encoding {
	case ateFloat:
		for _, t := range []*Type{&float, &double, &longDouble} {
			// A __float128 is as large as a long double, but is none.
			if int64(t.Size(d.abi)) == size && (t != &longDouble || name == "long double") {
				return t
			}
		}
		return nil
	case ateBoolean:
		if size == 1 {
			return &cbool
		}
		if t := sized(unsignedTypes[:], size); t != nil {
			return t.with(Truth)
		}
		return nil
	case ateSigned, ateSignedChar, ateUnsigned, ateUnsignedChar, ateUTF:
	default:
		return nil
	}
	switch t := d.known.typeNamed(name); {
	case name == "char" && size == 1:
		return &char
	case (name == "wchar_t" || name == "char16_t" || name == "char32_t") && t != nil && int64(t.Size(d.abi)) == size:
		return t
	case encoding == ateSigned || encoding == ateSignedChar:
		return sized(signedTypes[:], size)
	}
	return sized(unsignedTypes[:], size)
}

// sized returns the integer type of a size that both ABIs have; nil: there is none.
func sized(list []*Type, size int64) *Type {
	for _, t := range list {
		if int64(ints[t.Kind]) == size && size > 0 {
			return t
		}
	}
	return nil
}

// pointer returns the type of a pointer, or of a C++ reference.
func (d *debugInfo) pointer(e *dwarf.Entry, depth int) (*Type, bool) {
	t, konst := d.typeOf(e.Val(dwarf.AttrType), depth)
	switch {
	case t == nil:
		return &opaque, false
	case t.Kind == Struct && t.Tag == "struct __va_list_tag": // what amd64's va_list is an array of
		return &vaList, false
	}
	return pointer(t), konst
}

// array returns the type of an array.
func (d *debugInfo) array(e *dwarf.Entry, depth int) (*Type, bool) {
	t, konst := d.typeOf(e.Val(dwarf.AttrType), depth)
	if vector, _ := e.Val(attrGNUVector).(bool); vector || t == nil {
		return nil, false
	}
	dims := d.children(e, maxDepth, dwarf.TagSubrangeType)
	for i := len(dims) - 1; i >= 0; i-- {
		var n *Expr
		if count, ok := dims[i].Val(dwarf.AttrCount).(int64); ok && count >= 0 {
			n = &Expr{N: count}
		} else if last, ok := dims[i].Val(dwarf.AttrUpperBound).(int64); ok && last >= -1 && last < maxElems {
			n = &Expr{N: last + 1}
		}
		t = &Type{Kind: Array, Elem: t, Len: n}
	}
	return t, konst
}

// enumeration returns an enumeration.
func (d *debugInfo) enumeration(e *dwarf.Entry, depth int) *Type {
	size, _ := e.Val(dwarf.AttrByteSize).(int64)
	if sized(signedTypes[:], size) == nil {
		return nil
	}
	tag, _ := e.Val(dwarf.AttrName).(string)
	const most = 1 << 12
	list := d.children(e, most, dwarf.TagEnumerator)
	names := make([]Name, 0, len(list))
	signed := true // as C's int is, if all values are
	for _, c := range list {
		name, _ := c.Val(dwarf.AttrName).(string)
		v, ok := c.Val(dwarf.AttrConstValue).(int64)
		if ok && identifier(name) {
			names = append(names, Name{name, v})
			signed = signed && v>>(8*size-1) == v>>63
		}
	}
	like := sized(unsignedTypes[:], size)
	if signed {
		like = sized(signedTypes[:], size)
	}
	if d.left <= 0 {
		return nil
	}
	if under, _ := d.typeOf(e.Val(dwarf.AttrType), depth); under != nil && under.Kind.integer() && size < 4 && under.Size(d.abi) == int(size) {
		like = under // C++ may say of what kind it is
	}
	if up := 64 - 8*size; !like.Kind.signed() {
		for i := range names {
			names[i].V = int64(uint64(names[i].V) << up >> up)
		}
	}
	t := &Type{Kind: like.Kind, Lens: Enum, Names: names, Tag: "enum " + tag}
	if t.Kind == Char {
		t.Kind = Schar
	}
	d.types[e.Offset] = t
	return t
}

// structure returns a struct or union, which may get its fields later.
func (d *debugInfo) structure(e *dwarf.Entry) *Type {
	name, _ := e.Val(dwarf.AttrName).(string)
	tag := "struct " + name
	if e.Tag == dwarf.TagUnionType {
		tag = "union " + name
	}
	size, sized := e.Val(dwarf.AttrByteSize).(int64)
	known := d.known.tags[tag]
	if known == nil && name != "" {
		known = foreign(tag)
	}
	if known != nil && known.Kind == Struct && (!known.known || !sized || int64(known.Size(d.abi)) == size) {
		d.types[e.Offset] = known
		return known
	}
	t := &Type{Kind: Struct, Tag: tag, Union: e.Tag == dwarf.TagUnionType}
	d.types[e.Offset] = t
	if !sized || size < 0 {
		return t // declared only
	}
	d.shells[t] = &shell{e: e}
	t.size[d.abi] = int(min(size, maxSize))
	return t
}

// maxLevels is how many structs there may be on the way from an argument to one
// that has fields: those that are shown by default, and some that these have within.
const maxLevels = 6

// follow gives the structs their fields that f's pointers lead to, where they are
// shown, the nearest first.
func (d *debugInfo) follow(f *Func) {
	now := []*Type{f.Ret}
	for i := range f.Params {
		now = append(now, f.Params[i].Type)
	}
	for level := maxLevels; level > 0; level-- {
		var next []*Type
		for _, t := range now {
			for (t.Kind == Pointer || t.Kind == Array) && t.Elem != nil {
				t = t.Elem
			}
			s := d.shells[t]
			if s == nil || s.level >= level || !d.whole(t, 0) {
				continue
			}
			s.level = level
			for i := range t.Fields {
				next = append(next, t.Fields[i].Type)
			}
		}
		now = next
	}
}

// whole reports whether values of type t can be looked into, after it got its
// fields if it had none.
func (d *debugInfo) whole(t *Type, depth int) bool {
	for t.Kind == Array {
		t = t.Elem
	}
	if t.Kind != Struct {
		return t.Kind != Void
	}
	if s := d.shells[t]; s != nil && !s.started && depth < maxDepth {
		s.started = true
		d.fill(t, s, depth)
	}
	return t.known
}

// fill gives t its fields.
func (d *debugInfo) fill(t *Type, s *shell, depth int) {
	align := 1
	const most = 4 * maxFields // functions, too
	for _, c := range d.children(s.e, most, dwarf.TagMember, dwarf.TagInheritance, dwarf.TagSubprogram) {
		if c.Tag == dwarf.TagSubprogram {
			s.indirect = s.indirect || d.copies(s.e, c)
			continue
		}
		if static(c) {
			continue
		}
		ft, konst := d.typeOf(c.Val(dwarf.AttrType), 0)
		at, ok := place64(c)
		if ft == nil || !ok || len(t.Fields) == maxFields || !d.whole(ft, depth+1) {
			s.odd = true
			continue
		}
		if in := d.shells[element(ft)]; in != nil {
			s.odd, s.indirect = s.odd || in.odd, s.indirect || in.indirect
		}
		f := Field{Type: shown(ft, &note{konst: konst}, field)}
		f.Name, _ = c.Val(dwarf.AttrName).(string)
		if c.Tag == dwarf.TagInheritance {
			f.Name = "base" + strconv.Itoa(len(t.Fields))
		} else if virtual := strings.HasPrefix(f.Name, "_vptr"); virtual {
			f.Name, s.indirect = "_vptr", true
		} else if !identifier(f.Name) {
			f.Name = "u" + strconv.Itoa(len(t.Fields))
		}
		f.at[d.abi] = uint32(at)
		if !d.bits(&f, c) {
			s.odd = true
			continue
		}
		_, a := ft.layout(d.abi)
		align = max(align, a)
		t.Fields = append(t.Fields, f)
	}
	if d.left <= 0 { // another function may have more
		t.Fields, s.started = nil, false
		return
	}
	if a, ok := s.e.Val(dwarf.AttrAlignment).(int64); ok {
		const most = 16 // larger ones move arguments on the stack
		s.odd = s.odd || a > most
		align = max(align, int(min(max(a, 1), most)))
	}
	switch call, _ := s.e.Val(dwarf.AttrCalling).(int64); call {
	case ccByReference:
		s.indirect = true
	case ccByValue:
		s.indirect = false
	}
	t.align[d.abi] = align
	t.settle()
}

// copies reports whether a function of a C++ class is one for whose sake values of
// the class are passed by their address: a destructor, or a constructor from another
// value, that the compiler has not made itself (Itanium C++ ABI, "non-trivial for the
// purposes of calls").
func (d *debugInfo) copies(class, fn *dwarf.Entry) bool {
	const inClass = 1 // DW_DEFAULTED_in_class
	made, _ := fn.Val(dwarf.AttrArtificial).(bool)
	deleted, _ := fn.Val(dwarf.AttrDeleted).(bool)
	how, _ := fn.Val(dwarf.AttrDefaulted).(int64)
	if made || deleted || how == inClass {
		return false
	}
	name, _ := fn.Val(dwarf.AttrName).(string)
	own, _ := class.Val(dwarf.AttrName).(string)
	own, _, _ = strings.Cut(own, "<")
	if name == "~"+own {
		return true
	}
	params := d.children(fn, 2, dwarf.TagFormalParameter)
	if name != own || len(params) < 2 {
		return false
	}
	off, _ := params[1].Val(dwarf.AttrType).(dwarf.Offset)
	e := d.entry(off)
	if e == nil || e.Tag != dwarf.TagReferenceType && e.Tag != dwarf.TagRvalueReferenceType {
		return false
	}
	if off, _ = e.Val(dwarf.AttrType).(dwarf.Offset); off == class.Offset {
		return true
	}
	e = d.entry(off)
	if e == nil || e.Tag != dwarf.TagConstType {
		return false
	}
	off, _ = e.Val(dwarf.AttrType).(dwarf.Offset)
	return off == class.Offset
}

func element(t *Type) *Type {
	for t.Kind == Array {
		t = t.Elem
	}
	return t
}

// static reports whether a member is none of the values, but of the C++ class.
func static(e *dwarf.Entry) bool {
	external, _ := e.Val(dwarf.AttrExternal).(bool)
	declared, _ := e.Val(dwarf.AttrDeclaration).(bool)
	return external || declared
}

// place64 returns where a member is: a number, or in DWARF 2 the expression that
// adds one to the struct's address. It has no place where only that of its bits is
// given, and in unions.
func place64(e *dwarf.Entry) (at int64, ok bool) {
	const opPlusUconst = 0x23
	switch v := e.Val(dwarf.AttrDataMemberLoc).(type) {
	case nil:
	case int64:
		at = v
	case []byte:
		if len(v) < 2 || v[0] != opPlusUconst {
			return 0, false
		}
		for i, c := range v[1:min(len(v), 6)] {
			at |= int64(c&0x7f) << (7 * i)
		}
	default:
		return 0, false
	}
	return at, at >= 0 && at < maxSize
}

// bits notes where a bit-field is within its storage.
func (d *debugInfo) bits(f *Field, e *dwarf.Entry) bool {
	size, ok := e.Val(dwarf.AttrBitSize).(int64)
	if !ok {
		return true
	}
	unit := int64(8 * f.Type.Size(d.abi))
	if !f.Type.Kind.integer() || size <= 0 || size > unit {
		return false
	}
	first, ok := e.Val(dwarf.AttrDataBitOffset).(int64)
	if high, old := e.Val(dwarf.AttrBitOffset).(int64); old {
		// DWARF 2 and 3 count from the highest bit of the storage.
		storage, given := e.Val(dwarf.AttrByteSize).(int64)
		if !given {
			storage = unit / 8
		}
		first, ok = int64(f.at[d.abi])*8+storage*8-high-size, true
	}
	if !ok {
		first = int64(f.at[d.abi]) * 8 // in a union
	}
	if first < 0 || first >= maxSize {
		return false
	}
	at, from := first/unit*unit, first%unit
	if from+size > unit { // packed
		at, from = first&^7, first&7
	}
	f.at[d.abi], f.from[d.abi], f.Bits = uint32(at/8), uint8(from), uint8(size)
	return from+size <= unit
}
