package xlat

// ErrnoName returns the name of an error number, "ENOENT", or "".
func ErrnoName(n int) string { return at(errnoNames[:], n) }

// ErrnoText returns what the GNU C library says about an error number, "No such
// file or directory", or "". The numbers with which the kernel tells itself to
// restart a call have texts too: a tracer sees them.
func ErrnoText(n int) string { return at(errnoTexts[:], n) }

// SignalName returns the name of a signal, "SIGCHLD", or "". The kernel's first
// real-time signal is SIGRTMIN, 32; those after it are SIGRT_1 to SIGRT_32.
func SignalName(n int) string { return at(signalNames[:], n) }

// SignalText returns what the GNU C library says about a signal, "Child exited",
// or "".
func SignalText(n int) string { return at(signalTexts[:], n) }

func at(names []string, n int) string {
	if n < 0 || n >= len(names) {
		return ""
	}
	return names[n]
}
