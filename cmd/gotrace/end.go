package main

import (
	"os"

	"gotrace"
	"gotrace/event"
	"gotrace/ptrace"

	"golang.org/x/sys/unix"
)

// end ends gotrace as the program ended, or by the signal that ended tracing.
func end(r *gotrace.Result) {
	x := event.Exit{Status: r.Status, Signal: r.Signal}
	if r.Interrupted != 0 {
		x = event.Exit{Signal: r.Interrupted}
	}
	ptrace.EndAs(&x)
}

func isTTY(f *os.File) bool {
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}
