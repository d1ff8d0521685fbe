//go:build linux && amd64

// Package nofile knows the limit of open files (RLIMIT_NOFILE) that this process
// was started with. Package syscall raises the soft limit when it is
// initialised and puts it back only in children that it starts itself; a child
// that is forked in another way must get it from here.
//
// Packages are initialised in the order of their import paths as far as imports
// allow, and this one imports nothing, hence it comes before syscall.
package nofile

// Limit is a struct rlimit64 (getrlimit(2)).
type Limit struct{ Cur, Max uint64 }

var original = read()

// Original returns the limit that the process was started with.
func Original() Limit { return original }

func read() (l Limit) {
	getrlimit(&l)
	return l
}

//go:noescape
func getrlimit(l *Limit)
