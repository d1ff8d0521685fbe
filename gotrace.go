// Package gotrace traces Linux programs: it starts them or attaches to running
// ones and shows their system calls and signals, as the command gotrace does.
// It ties together the engine (package ptrace), the decoders (syscalls), the
// filters and the sinks. [Run] is the whole of it.
package gotrace

import (
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
)

// Calls returns an ABI's calls by number; there is a nil where no call has the
// number. The table is shared: callers must not change it.
func Calls(abi event.ABI) []*syscalls.Desc {
	if abi == event.I386 {
		return i386.Table()
	}
	return amd64.Table()
}
