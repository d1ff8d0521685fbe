// Package gotrace traces Linux programs: it starts them or attaches to running
// ones and shows their system calls and signals, as the command gotrace does.
// It ties together the engine (package ptrace), the decoders (syscalls), the
// filters and the sinks. [Run] is the whole of it.
package gotrace

import (
	"strconv"
	"syscall"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
	"gotrace/xlat"
)

// Tables returns each ABI's calls by number; there is a nil where no call has
// the number. The tables are shared: callers must not change them.
func Tables() filter.Tables {
	return filter.Tables{event.AMD64: amd64.Table(), event.I386: i386.Table()}
}

// Calls returns an ABI's table of [Tables].
func Calls(abi event.ABI) []*syscalls.Desc { return Tables()[abi] }

// Errno is an error number that words itself as the C library does.
type Errno syscall.Errno

func (e Errno) Error() string {
	if text := xlat.ErrnoText(int(e)); text != "" {
		return text
	}
	return "error " + strconv.Itoa(int(e))
}

func (e Errno) Unwrap() error { return syscall.Errno(e) }

// ErrAttach means that none of Options.Attach could be attached to, and that there is
// no program to start. Options.Warn was told why for each; Last is the
// reason of the last one.
type ErrAttach struct{ Last error }

func (e ErrAttach) Error() string { return e.Last.Error() }
func (e ErrAttach) Unwrap() error { return e.Last }
