//go:build linux && amd64

package ptrace

import (
	"fmt"
	"testing"
	"time"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

const getppid32 = 64 // asm/unistd_32.h

var getppids = map[uint64]string{unix.SYS_GETPPID: "getppid", 1<<32 | getppid32: "getppid"}

func isGetppid(c *event.Call) bool {
	return c.ABI == event.AMD64 && c.Nr == unix.SYS_GETPPID || c.ABI == event.I386 && c.Nr == getppid32
}

// A call is not made and its result is made up, on both ABIs, however calls are read.
func TestChange(t *testing.T) {
	for _, flags := range [][]string{nil, {"-m32"}} {
		for _, registers := range []bool{false, true} {
			j := newJournal(t, getppids)
			results := ""
			j.onEnter = func(th *event.Thread) event.Next {
				if isGetppid(&th.Call) {
					th.Change = &event.Change{SetNr: true, Nr: -1}
				}
				return event.Continue
			}
			j.onLeave = func(th *event.Thread) event.Next {
				if isGetppid(&th.Call) {
					results += fmt.Sprint(th.Call.Errno, " ")
					th.Change = &event.Change{SetRet: true, Ret: 7}
				}
				return event.Continue
			}
			run(t, j, Options{Registers: registers}, program(fixture(t, "changed", flags...)))
			if want := fmt.Sprint(int(unix.ENOSYS), " "); results != want {
				t.Errorf("%v, registers %v: the kernel returned %q, want %q", flags, registers, results, want)
			}
			if got := j.lines[len(j.lines)-1]; got != "A exited with 7" {
				t.Errorf("%v, registers %v: %s", flags, registers, got)
			}
		}
	}
}

// A signal that a change sends at a call's entry is delivered like any other.
func TestChangeSignal(t *testing.T) {
	j := newJournal(t, getppids)
	j.onEnter = func(th *event.Thread) event.Next {
		if isGetppid(&th.Call) {
			th.Change = &event.Change{Signal: int(unix.SIGUSR1), Delay: 1000}
		}
		return event.Continue
	}
	run(t, j, Options{}, program(fixture(t, "getppid"), "1"))
	if j.count("signal SIGUSR1") != 1 || j.count("killed by SIGUSR1") != 1 {
		t.Errorf("got\n%s", j.text())
	}
}

// A thread that is delayed can be let go, and goes on at once.
func TestDelayDetach(t *testing.T) {
	for _, at := range []string{"entry", "exit"} {
		g := startTarget(t, fixture(t, "busy"))
		j := newJournal(t, nil)
		onThread(t, func() {
			tr := New(j, Options{Follow: true})
			held := 0
			hold := func(th *event.Thread) event.Next {
				th.Change = &event.Change{Delay: int64(time.Hour)}
				if held++; held == 3 {
					go tr.Do(tr.DetachAll)
				}
				return event.Continue
			}
			if at == "entry" {
				j.onEnter = hold
			} else {
				j.onLeave = hold
			}
			if err := tr.Attach(g.pid); err != nil {
				t.Error(err)
				return
			}
			if err := tr.Run(); err != nil {
				t.Error(err)
			}
		})
		if n, births := j.count("detached")+j.count("exited"), j.count("attached")+j.count("cloned"); n != births {
			t.Errorf("%s: the ends of %d of %d threads are known:\n%s", at, n, births, j.text())
		}
		g.finish() // it checks its own work
	}
}

// Delays end, for many threads at once, and however busy others are.
func TestDelays(t *testing.T) {
	j := newJournal(t, nil)
	n := 0
	j.onEnter = func(th *event.Thread) event.Next {
		if n++; n%3 == 0 {
			th.Change = &event.Change{Delay: int64(n%7) * int64(time.Millisecond)}
		}
		return event.Continue
	}
	run(t, j, Options{Follow: true}, program(fixture(t, "threads"), "20", "20"))
	if got := j.lines[len(j.lines)-1]; got != "A exited with 0" {
		t.Errorf("got %s", got)
	}
}
