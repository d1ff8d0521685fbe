//go:build linux && amd64

package ptrace

// sigtrap is what is known about a thread's SIGTRAP.
type sigtrap struct{}

func (t *Tracer) repairTrap(th *thread) {}
