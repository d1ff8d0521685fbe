//go:build linux && amd64

package ptrace

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// kind is what a wait status of a seized tracee means (ptrace(2), "Stopped
// states", "PTRACE_EVENT stops").
type kind uint8

const (
	kindOther     kind = iota // nothing that this engine asked for
	kindSyscall               // syscall-stop: entry or exit
	kindSeccomp               // the filter asks: the call's entry
	kindSignal                // signal-delivery-stop of sig
	kindTrap                  // first stop, PTRACE_INTERRUPT, or the end of a group-stop
	kindGroupStop             // group-stop by sig
	kindClone                 // a child exists, created by clone or clone3
	kindFork                  // a child process exists, created by fork or vfork
	kindExec                  // an execve succeeded
	kindExited                // ended with status
	kindKilled                // ended by sig
)

type stop struct {
	kind   kind
	sig    int
	status int
	core   bool
}

// classify tells what a status from wait4 means. It relies on PTRACE_SEIZE,
// which makes group-stops distinct, and on PTRACE_O_TRACESYSGOOD.
func classify(status uint32) stop {
	sig := int(status >> 8 & 0xff)
	switch low := status & 0x7f; {
	case low == 0:
		return stop{kind: kindExited, status: sig}
	case low != 0x7f:
		return stop{kind: kindKilled, sig: int(low), core: status&0x80 != 0}
	case status&0xff == 0xff: // WIFCONTINUED
		return stop{}
	}
	switch status >> 16 {
	case 0:
		if sig == int(unix.SIGTRAP)|0x80 {
			return stop{kind: kindSyscall}
		}
		return stop{kind: kindSignal, sig: sig}
	case unix.PTRACE_EVENT_STOP:
		switch unix.Signal(sig) {
		case unix.SIGSTOP, unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU:
			return stop{kind: kindGroupStop, sig: sig}
		}
		return stop{kind: kindTrap}
	case unix.PTRACE_EVENT_SECCOMP:
		return stop{kind: kindSeccomp}
	case unix.PTRACE_EVENT_CLONE:
		return stop{kind: kindClone}
	case unix.PTRACE_EVENT_FORK, unix.PTRACE_EVENT_VFORK:
		return stop{kind: kindFork}
	case unix.PTRACE_EVENT_EXEC:
		return stop{kind: kindExec}
	}
	return stop{}
}

// kinds are the names of kinds, for people who debug.
var kinds = [...]string{
	kindOther: "other", kindSyscall: "syscall-stop", kindSeccomp: "seccomp stop", kindSignal: "signal-delivery-stop",
	kindTrap: "trap", kindGroupStop: "group-stop", kindClone: "clone event", kindFork: "fork event", kindExec: "exec event",
	kindExited: "exited", kindKilled: "killed",
}

// describe words one result of wait4.
func describe(tid int, status uint32) string {
	s := classify(status)
	text := fmt.Sprintf("debug: wait4 = %d, status %#x: %s", tid, status, kinds[s.kind])
	switch {
	case s.sig != 0:
		text += " by " + unix.SignalName(unix.Signal(s.sig))
	case s.kind == kindExited:
		text += fmt.Sprintf(" with %d", s.status)
	}
	return text
}
