package syscalls

// xattrMax is the greatest size of an extended attribute's value
// (linux/limits.h, XATTR_SIZE_MAX).
const xattrMax = 65536

// xattrValue is the value of an extended attribute that the kernel reads, n the
// register of its size.
func xattrValue(name string, n int8) Arg { return Arg{Name: name, Fn: sayXattrValue, Len: n} }

// outXattrValue is one that the kernel stores; size is the register before n.
func outXattrValue(name string) Arg {
	return Arg{Name: name, Fn: sayXattrValue, Len: LenRet, Phase: Out}
}

// sayXattrValue says a value. A NUL at its end is not shown: it is how programs
// store strings.
func sayXattrValue(d *Dec, a *Arg, i int) {
	at, n := d.C.Ptr(i), a.length(d)
	if n > xattrMax {
		d.Addr(at)
		return
	}
	if n > 0 {
		if p := d.ReadAll(at, int(n)); p != nil && p[n-1] == 0 {
			n--
		}
	}
	d.Bytes(at, n)
}
