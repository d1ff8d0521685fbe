// Package amd64 holds the numbers of the system calls of amd64, the LP64
// interface of x86-64. The table is generated from syscalls/calls.txt.
package amd64

import "gotrace/syscalls"

// Table returns the calls by number; there is a nil where no call has the
// number. The table is shared: callers must not change it.
func Table() []*syscalls.Desc { return table[:] }
