package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
)

// Commands within commands: what ioctl's argument, or a part of it, or what it points to
// is depends on a number. Tables of them (zioctls.go) describe each as if it were an
// argument of its own.

// caseOf returns the case of v in cases, which are sorted, or nil.
func caseOf(cases []Case, v uint32) *Case {
	lo, hi := 0, len(cases)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if cases[m].V < v {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(cases) && cases[lo].V == v {
		return &cases[lo]
	}
	return nil
}

// inside says what an argument describes that is not where register i points but at at.
func inside(d *Dec, a *Arg, i int, at event.Addr) {
	reg := d.C.Args[i]
	d.C.Args[i] = uint64(at)
	a.Fn(d, a, i)
	d.C.Args[i] = reg
}

// ask says the last field of a struct, of which k describes what is at at, as far as it
// is known on entry. It ends the struct if answer has nothing to add.
func ask(d *Dec, k *Case, name string, i int, at event.Addr) {
	a := &k.Args[0]
	if a.Phase != Out {
		d.Field(name)
		inside(d, a, i, at)
	}
	if d.Settled = d.Settled || a.Phase == In; d.Settled {
		d.EndStruct()
	}
}

// answer completes on exit what ask has begun.
func answer(d *Dec, k *Case, name string, i int, at event.Addr) {
	a := &k.Args[0]
	if a.Phase == Out {
		d.Field(name)
	}
	if a.Phase == Out && d.C.Errno != 0 {
		d.Addr(at)
	} else {
		inside(d, a, i, at)
	}
	d.EndStruct()
}

// sayRequest says a request of n bytes to a network device: its name, and then what the
// case of ioctl's command describes, in place or where an address in its place leads to.
func sayRequest(d *Dec, i int, cases []Case, n int, pointed bool) {
	at := d.C.Ptr(i)
	k := caseOf(cases, d.C.Uint(i-1))
	if k == nil {
		d.Addr(at)
		d.Settled = true
		return
	}
	name := k.Args[0].Name
	if d.C.Done {
		answer(d, k, name, i, event.Addr(d.C.Saved[0]))
		return
	}
	p := beginRequest(d, at, n)
	if p == nil {
		return
	}
	at += ifName
	if pointed {
		at = event.Addr(ctype.Ptr.Number(d.ABI, p[ifName:]))
	}
	d.C.Saved[0] = uint64(at)
	ask(d, k, name, i, at)
}

// beginRequest says the name of the device in a request, which it begins and returns.
// Where it cannot be read, it says the address.
func beginRequest(d *Dec, at event.Addr, n int) []byte {
	p := d.ReadAll(at, n)
	if p == nil || !d.Deref {
		d.Addr(at)
		d.Settled = true
		return nil
	}
	d.Buf.Struct()
	d.Field("ifr_name")
	cstr(d, p[:ifName], ifName-1)
	return p
}
