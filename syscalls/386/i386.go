// Package i386 holds the numbers of the system calls of i386. The table is
// generated from syscalls/calls.txt.
package i386

import "gotrace/syscalls"

// Table returns the calls by number; there is a nil where no call has the
// number. The table is shared: callers must not change it.
func Table() []*syscalls.Desc { return table[:] }
