package syscalls

import (
	"gotrace/emit"
	"gotrace/event"
)

// What execve and execveat are given: vectors of strings that end in NULL.

// argv is a vector that is always shown, envp one that is shown as the number of
// its strings unless long structures are wanted whole.
func argv(name string) Arg { return Arg{Name: name, Fn: sayArgv} }
func envp(name string) Arg { return Arg{Name: name, Fn: sayEnvp} }

func sayArgv(d *Dec, a *Arg, i int) { stringVector(d, d.C.Ptr(i)) }

func stringVector(d *Dec, a event.Addr) {
	if a == 0 || !d.Deref {
		d.Addr(a)
		return
	}
	limit, mark, at := d.Limit(), d.Mark(), a
	for n := uint64(0); ; n++ {
		p, ok := readPtr(d, at)
		d.Release(mark)
		if !ok && n == 0 {
			d.Addr(a)
			return
		}
		if n == 0 {
			d.Array()
		}
		switch {
		case !ok:
			d.More()
			d.FaultAt(at)
		case p != 0 && n == limit:
			d.More()
		case p != 0:
			d.String(p)
			d.Release(mark)
			at += event.Addr(d.ABI.PtrSize())
			continue
		}
		d.EndArray()
		return
	}
}

// maxVector is more pointers than execve(2) accepts (linux/limits.h and
// fs/exec.c: MAX_ARG_STRINGS is larger, but the strings have to fit into a
// quarter of the stack).
const maxVector = 1 << 21

func sayEnvp(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	if !d.Abbrev {
		stringVector(d, p)
		return
	}
	d.Addr(p)
	if p == 0 || !d.Deref || d.JSON() {
		return
	}
	n, whole := countVector(d, p)
	if !whole && n == 0 {
		return
	}
	d.BeginComment()
	d.B = emit.AppendCount(d.B, n, "var")
	if !whole {
		d.B = append(d.B, ", unterminated"...)
	}
	d.EndComment()
}

// countVector counts the pointers of a vector; whole tells that its end was
// found.
func countVector(d *Dec, a event.Addr) (n uint64, whole bool) {
	const chunk = 64
	size := d.ABI.PtrSize()
	mark := d.Mark()
	for n < maxVector {
		p := d.Read(a+event.Addr(n)*event.Addr(size), chunk*size)
		d.Release(mark)
		last := len(p) < chunk*size
		for ; len(p) >= size; p = p[size:] {
			var any byte
			for _, c := range p[:size] {
				any |= c
			}
			if any == 0 {
				return n, true
			}
			n++
		}
		if last {
			break
		}
	}
	return n, false
}
