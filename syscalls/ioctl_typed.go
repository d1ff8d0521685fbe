package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
)

// Arguments of the commands of zioctls.go, which are pointers to one thing of a type: a
// struct, or a single value that is described as the only field of one.

// inOne is what the kernel reads, outOne what it stores, inoutOne both.
func inOne(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: sayOne, Type: t} }

// entryOne is what the kernel reads of a struct that goes both ways with another command.
func entryOne(name string, t *ctype.Struct) Arg { return Arg{Name: name, Fn: sayGoing, Type: t} }

func outOne(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayOne, Type: t, Phase: Out}
}

func inoutOne(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayOneInOut, Type: t, Phase: InOut}
}

// one reads what register i points to. Where that cannot be read, it says the address.
func one(d *Dec, a *Arg, i int) []byte {
	p := d.ReadAll(d.C.Ptr(i), a.Type.Size(d.ABI))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return nil
	}
	return p
}

func sayOne(d *Dec, a *Arg, i int) {
	p := one(d, a, i)
	if p == nil {
		return
	}
	single := a.Type.Single()
	if single {
		d.Ref()
	}
	if at := d.C.Ptr(i); a.Phase == Out {
		d.StructComing(a.Type, p, nil, at)
	} else {
		d.ElementAt(a.Type, p, at)
	}
	if single {
		d.EndRef()
	}
}

func sayGoing(d *Dec, a *Arg, i int) {
	if p := one(d, a, i); p != nil {
		d.StructGoing(a.Type, p, d.C.Ptr(i))
	}
}

func sayOneInOut(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		p := one(d, a, i)
		if p == nil {
			d.Settled = true
			return
		}
		d.Keep(p)
		d.InOut()
		if a.Type.Single() {
			d.Ref()
		}
		d.StructGoing(a.Type, p, at)
		return
	}
	sayOneChanged(d, a, at)
	if a.Type.Single() {
		d.EndRef()
	}
	d.EndInOut()
}

// sayOneChanged says what the kernel has made of what is at a.
func sayOneChanged(d *Dec, a *Arg, at event.Addr) {
	p, before := d.ReadAll(at, a.Type.Size(d.ABI)), d.Kept()
	if d.C.Errno != 0 || p == nil || string(p) == string(before) && a.Type.CName == "" {
		return
	}
	switch {
	case a.Type.CName == "":
		d.Changed()
		d.Element(a.Type, p)
	case d.Came(a.Type, p, before):
		d.Changed()
		d.StructComing(a.Type, p, before, at)
	}
}

// exchange is a struct that the kernel replaces if it succeeds.
func exchange(name string, in, out *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayExchange, Type: in, Out: out, Phase: InOut}
}

func sayExchange(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		beginExchange(d, a.Type, i)
		return
	}
	if p := d.ReadAll(at, a.Out.Size(d.ABI)); d.C.Errno == 0 && p != nil && d.Shows(a.Out, p) {
		d.Changed()
		d.StructAt(a.Out, p, at)
	}
	d.EndInOut()
}

// unshown says the address of memory p alone, for the entry and the exit, where that
// could not be read or is not to be shown, and tells whether it did.
func unshown(d *Dec, at event.Addr, p []byte) bool {
	if p != nil && d.Deref {
		return false
	}
	d.Addr(at)
	d.Settled = true
	return true
}

// beginExchange says a struct that the kernel is going to replace.
func beginExchange(d *Dec, t *ctype.Struct, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, t.Size(d.ABI))
	if unshown(d, at, p) {
		return
	}
	d.InOut()
	d.StructAt(t, p, at)
}

// renew is a struct of which the kernel updates the last field.
func renew(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayRenewed, Type: t, Phase: InOut}
}

func sayRenewed(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	last := a.Type.Fields[len(a.Type.Fields)-1].Name
	if !d.C.Done {
		p := one(d, a, i)
		if p == nil {
			d.Settled = true
			return
		}
		d.Buf.Struct()
		for k := range a.Type.Fields[:len(a.Type.Fields)-1] {
			d.FieldOf(a.Type, a.Type.Fields[k].Name, p)
		}
		d.Field(last)
		d.InOut()
		d.ValueOf(a.Type, last, p)
		return
	}
	if p := d.ReadAll(at, a.Type.Size(d.ABI)); d.C.Errno == 0 && p != nil {
		d.Changed()
		d.ValueOf(a.Type, last, p)
	}
	d.EndInOut()
	d.EndStruct()
}

// found is a struct that the kernel fills with what it finds by the first field, or next
// to it: then it changes that one, too.
func found(name string, t *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayFound, Type: t, Phase: InOut}
}

func sayFound(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	key := &a.Type.Fields[0]
	n := key.Kind.Size(d.ABI)
	if !d.C.Done {
		p := one(d, a, i)
		if p == nil {
			d.Settled = true
			return
		}
		d.Keep(p[:n])
		d.Buf.Struct()
		d.Field(key.Name)
		d.InOut()
		d.ValueOf(a.Type, key.Name, p)
		return
	}
	p := d.ReadAll(at, a.Type.Size(d.ABI))
	ok := d.C.Errno == 0 && p != nil
	if ok && string(p[:n]) != string(d.Kept()) {
		d.Changed()
		d.ValueOf(a.Type, key.Name, p)
	}
	d.EndInOut()
	if ok {
		d.FieldsBehind(a.Type, p, at)
	}
	d.EndStruct()
}
