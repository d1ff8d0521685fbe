package syscalls

import "gotrace/event"

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
