package proto

import "gotrace/event"

// A Reach is what of a caller's memory is needed to say a call.
type Reach struct {
	Stacked   int   // words on the stack
	Strings   uint8 // a bit for each integer register, or word on the stack of i386, that leads to a string
	RetString bool  // the result leads to one
}

// Reach returns what is needed; ok is false if that is more than a Reach can tell.
// Stacked is right all the same, but for structs that are passed on amd64.
func (f *Func) Reach(abi event.ABI) (r Reach, ok bool) {
	r.RetString = f.Ret.leadsToText()
	ok = f.Sys == nil && f.Ret.Kind != Struct && f.Ret.Kind != Array && (r.RetString || !f.Ret.leads())
	ints, sse := 0, 0
	if abi == event.I386 && f.inMemory(abi) {
		r.Stacked++
	}
	for i := range f.Params {
		m := &f.Params[i]
		t := m.Type
		text := !m.Hide && t.leadsToText()
		if m.Pack != NoPack || t.Kind == Struct || t.Kind == Array || !m.Hide && (m.Dir != In || !text && t.leads()) {
			ok = false
		}
		class, n := classify(t)
		place := -1
		switch {
		case abi == event.I386:
			place = r.Stacked
			r.Stacked += (t.Size(abi) + 3) / 4
		case n == 1 && class[0] == inSSE && sse < 8:
			sse++
		case n == 1 && class[0] == inInt && ints < 6:
			place = ints
			ints++
		default:
			if t.Kind == LongDouble {
				ok = false // it is aligned
			}
			r.Stacked++
		}
		if text {
			if place < 0 || place >= 6 {
				ok = false
			} else {
				r.Strings |= 1 << place
			}
		}
	}
	if abi == event.I386 && f.Sys != nil {
		r.Stacked = max(r.Stacked, len(event.Call{}.Args))
	}
	return r, ok
}

// leads reports whether memory is needed to say a value, which is no struct.
func (t *Type) leads() bool {
	switch {
	case t.Kind != Pointer:
		return false
	case t.Lens == Named && t.Value.At != nil:
		return true
	case t.Lens == Guess:
		return false
	}
	e := t.Elem
	return e != nil && e.Kind != Void && !(e.Kind == Struct && !e.known && e.Value == nil)
}

// leadsToText reports whether a value is a pointer to characters, of which there
// are as many as registers tell.
func (t *Type) leadsToText() bool {
	if t.Kind != Pointer || t.Lens == Named || t.Elem == nil {
		return false
	}
	e := t.Elem
	return e.Kind == Array && e.Lens == Text && e.Elem.Size(event.AMD64) == 1 && (e.Len == nil || e.Len.near())
}

// near reports whether a number is known without memory.
func (e *Expr) near() bool {
	switch {
	case e.Op == Number, e.Op == Arg, e.Op == Ret:
		return true
	case e.Op == Zero:
		return e.X == nil || e.X.near()
	case e.Op >= Add:
		return e.X.near() && e.Y.near()
	}
	return false
}
