package proto

import "math/bits"

// An Expr is a number that depends on a call: the length of an array.
type Expr struct {
	Op   Op
	N    int64 // a number, or which argument or element, the first being 0
	X, Y *Expr
}

// Op is what an Expr does.
type Op uint8

const (
	Number Op = iota
	Arg       // an argument
	Ret       // what was returned
	Elt       // a member of the struct around
	Deref     // what the argument X points to
	Zero      // as far as an element that is all zero; X, where there is one, is the most
	Add
	Sub
	Mul
	Div
	Mod
	Min
)

// constant returns the value of an expression that is the same for every call.
func (e *Expr) constant() (int64, bool) {
	if e == nil || e.Op != Number {
		return 0, false
	}
	return e.N, true
}

// fold returns e, or the number that it is.
func (e *Expr) fold() *Expr {
	if e.Op < Add {
		return e
	}
	x, ok := e.X.constant()
	y, also := e.Y.constant()
	if !ok || !also {
		return e
	}
	if v, ok := e.Op.apply(x, y); ok {
		return &Expr{N: v}
	}
	return e
}

func (o Op) apply(x, y int64) (int64, bool) {
	switch o {
	case Add:
		return x + y, true
	case Sub:
		return x - y, true
	case Mul:
		hi, lo := bits.Mul64(uint64(x), uint64(y))
		return int64(lo), hi == 0 || x < 0 || y < 0
	case Min:
		return min(x, y), true
	}
	if y == 0 || y == -1 {
		return 0, false
	}
	if o == Div {
		return x / y, true
	}
	return x % y, true
}

// eval returns the value of e in the call; ok is false where it cannot be known.
func (s *sayer) eval(e *Expr) (v int64, ok bool) {
	switch e.Op {
	case Number:
		return e.N, true
	case Arg:
		p, t := s.arg(int(e.N))
		return s.integer(t, p)
	case Ret:
		if !s.done {
			return 0, false
		}
		p, _ := s.f.result(s.Dec, s.c)
		return s.integer(s.f.Ret, p)
	case Elt:
		return s.element(int(e.N))
	case Deref:
		return s.deref(e.X)
	case Zero:
		if e.X == nil {
			return maxElems, true
		}
		return s.eval(e.X)
	}
	x, ok := s.eval(e.X)
	y, also := s.eval(e.Y)
	if !ok || !also {
		return 0, false
	}
	return e.Op.apply(x, y)
}

// arg returns the bytes and type of argument i.
func (s *sayer) arg(i int) (p []byte, t *Type) {
	if i < 0 || i >= len(s.f.Params) {
		return nil, nil
	}
	src := s.f.begin(s.Dec, s.c)
	for k := range s.f.Params[:i+1] {
		t = s.f.Params[k].Type
		p, _ = src.next(t)
	}
	return p, t
}

// integer returns the number that p, of type t, is.
func (s *sayer) integer(t *Type, p []byte) (v int64, ok bool) {
	if t == nil || !t.Kind.integer() && t.Kind != Pointer || len(p) == 0 {
		return 0, false
	}
	return int64(s.number(t, p)), true
}

// element returns the member i of the innermost struct.
func (s *sayer) element(i int) (v int64, ok bool) {
	if s.depth == 0 {
		return 0, false
	}
	l := &s.path[s.depth-1]
	if i < 0 || i >= len(l.t.Fields) {
		return 0, false
	}
	f := &l.t.Fields[i]
	off := int(f.at[s.ABI])
	end := off + f.Type.Size(s.ABI)
	if end > len(l.p) {
		return 0, false
	}
	return s.integer(f.Type, l.p[off:end])
}

// deref returns the number that argument x points to.
func (s *sayer) deref(x *Expr) (v int64, ok bool) {
	a, ok := s.eval(x)
	if !ok || x.Op != Arg {
		return 0, false
	}
	t := s.f.Params[x.N].Type
	if t.Kind != Pointer || t.Elem == nil {
		return 0, false
	}
	p := s.ReadAll(addr(s.ABI, uint64(a)), t.Elem.Size(s.ABI))
	return s.integer(t.Elem, p)
}
