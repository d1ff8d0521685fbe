//go:build linux && amd64

package ptrace

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// both runs a test with each way to read system calls.
func both(t *testing.T, f func(t *testing.T, o Options)) {
	t.Run("info", func(t *testing.T) { f(t, Options{}) })
	t.Run("registers", func(t *testing.T) { f(t, Options{Registers: true}) })
}

func TestFamily(t *testing.T) {
	exe := fixture(t, "family")
	both(t, func(t *testing.T, o Options) {
		j := newJournal(t, nil)
		o.Follow = true
		run(t, j, o, program(exe))
		for what, n := range map[string]int{
			"A started": 1, "cloned by A": 4, "cloned by E": 1, "exec": 2, "exited with 11": 1, "exited with 12": 1,
			"exited with 13": 1, "exited with 14": 1, "exited with 15": 1, "A exited with 0": 1, "A signal SIGCHLD": 4,
		} {
			if got := j.count(what); got != n {
				t.Errorf("%d of %q, want %d", got, what, n)
			}
		}
		if t.Failed() {
			t.Log(j.text())
		}
	})
}

func TestNoFollow(t *testing.T) {
	exe := fixture(t, "family")
	j := newJournal(t, nil)
	run(t, j, Options{}, program(exe))
	if j.count("cloned") != 0 || j.count("A exited with 0") != 1 {
		t.Error(j.text())
	}
}

func TestThreads(t *testing.T) {
	exe := fixture(t, "threads")
	both(t, func(t *testing.T, o Options) {
		o.Follow = true
		j := newJournal(t, nil)
		calls := 0
		j.onLeave = func(th *event.Thread) event.Next {
			if th.Call.Nr == unix.SYS_GETPPID {
				calls++
				if th.Call.Ret != int64(os.Getpid()) {
					t.Errorf("getppid = %d", th.Call.Ret)
				}
			}
			return event.Continue
		}
		run(t, j, o, program(exe, "200", "3"))
		if calls != 1200 || j.count("cloned by A in A") != 400 || j.count("exited with 0") != 401 {
			t.Errorf("%d calls, %d born, %d ended", calls, j.count("cloned by A in A"), j.count("exited with 0"))
		}
	})
}

func TestThreadExec(t *testing.T) {
	exe := fixture(t, "threadexec")
	both(t, func(t *testing.T, o Options) {
		o.Follow = true
		j := newJournal(t, map[uint64]string{unix.SYS_EXECVE: "execve"})
		j.onExec = func(th *event.Thread, x *event.Exec) event.Next {
			if th.TID != th.PID {
				t.Errorf("tid %d, pid %d after execve", th.TID, th.PID)
			}
			return event.Continue
		}
		run(t, j, o, program(exe))
		text := j.text()
		for _, want := range []string{"\nA superseded by C\nA exec, was C\nA execve ok\n", "\nA exited with 7"} {
			if strings.Count(text, want) != 1 {
				t.Errorf("want one of %q in\n%s", want, text)
			}
		}
	})
	t.Run("zombie", func(t *testing.T) {
		j := newJournal(t, map[uint64]string{unix.SYS_EXECVE: "execve"})
		run(t, j, Options{Follow: true}, program(exe, "zombie"))
		text := j.text()
		for _, want := range []string{"\nA superseded by C\nA exec, was C\nA execve ok\n", "\nA exited with 7"} {
			if strings.Count(text, want) != 1 {
				t.Errorf("want one of %q in\n%s", want, text)
			}
		}
	})
}

func TestStops(t *testing.T) {
	exe := fixture(t, "stops")
	both(t, func(t *testing.T, o Options) {
		j := newJournal(t, nil)
		j.onStop = func(th *event.Thread, s *event.Stop) event.Next {
			// It is stopped, and stays so until it is told to go on.
			unix.Kill(th.TID, unix.SIGCONT)
			return event.Continue
		}
		run(t, j, o, program(exe))
		j.want(`
			A started
			A exec
			A signal SIGSTOP
			A stopped by SIGSTOP
			A signal SIGCONT
			A signal SIGTSTP
			A stopped by SIGTSTP
			A signal SIGCONT
			A signal SIGUSR1
			A signal SIGUSR1
			A exited with 0`)
	})
}

// TestStaysStopped lets a program stop itself and checks that it does not run
// until SIGCONT comes, which another goroutine sends when it has seen so.
func TestStaysStopped(t *testing.T) {
	exe := fixture(t, "stops")
	j := newJournal(t, nil)
	j.onStop = func(th *event.Thread, s *event.Stop) event.Next {
		tid := th.TID
		go func() {
			for range 5 {
				waitState(t, tid, "tT")
			}
			unix.Kill(tid, unix.SIGCONT)
		}()
		return event.Continue
	}
	run(t, j, Options{}, program(exe))
	if j.count("stopped by") != 2 || j.count("exited with 0") != 1 {
		t.Error(j.text())
	}
}

// waitState waits until the thread's state in /proc is one of letters.
func waitState(t testing.TB, tid int, letters string) {
	for range int(deadline.Milliseconds()) {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", tid))
		if err != nil {
			return
		}
		if strings.IndexByte(letters, stateLetter(b)) >= 0 {
			return
		}
		unix.Nanosleep(&unix.Timespec{Nsec: 1e6}, nil)
	}
	t.Errorf("thread %d never got into a state of %q", tid, letters)
}

func TestInt80(t *testing.T) {
	exe := fixture(t, "int80")
	both(t, func(t *testing.T, o Options) {
		j := newJournal(t, map[uint64]string{
			20: "writev", 20 | uint64(event.I386)<<32: "getpid32", 6 | uint64(event.I386)<<32: "close32"})
		j.onEnter = func(th *event.Thread) event.Next {
			if c := &th.Call; c.ABI == event.I386 && c.Nr == 20 {
				if want := [6]uint64{0xfffffffb, 2, 3, 4, 5, c.Args[5]}; c.Args != want {
					t.Errorf("arguments %x, want %x", c.Args, want)
				}
			}
			return event.Continue
		}
		run(t, j, o, program(exe))
		j.want(fmt.Sprintf(`
			A started
			A exec
			A getpid32(4294967291)
			A getpid32 ok
			A writev(%d)
			A writev = -9
			A close32(4294967291)
			A close32 = -9
			A exited with 0`, ^uint64(0)))
	})
}

func TestM32(t *testing.T) {
	exe := fixture(t, "m32", "-m32")
	both(t, func(t *testing.T, o Options) {
		o.Follow = true
		const i386 = uint64(event.I386) << 32
		j := newJournal(t, map[uint64]string{6 | i386: "close", 252 | i386: "exit_group"})
		mapped := false
		abis := [event.NumABI]int{}
		j.onLeave = func(th *event.Thread) event.Next {
			c := &th.Call
			abis[c.ABI]++
			if c.ABI == event.I386 && c.Nr == 192 && c.Args[0] == 0x90000000 {
				mapped = uint32(c.Ret) == 0x90000000 && c.Ret < 0 && c.Errno == 0
			}
			return event.Continue
		}
		run(t, j, o, program(exe))
		if !mapped {
			t.Error("mmap2 was not seen, or its result was wrong")
		}
		if abis[event.AMD64] != 1 {
			t.Errorf("%d calls of amd64, want execve alone", abis[event.AMD64])
		}
		if j.count("close(4294967291)") != 1 || j.count("close = -9") != 1 || j.count("B exited with 9") != 1 || j.count("A exited with 0") != 1 {
			t.Error(j.text())
		}
	})
}

func TestStrict(t *testing.T) {
	exe := fixture(t, "strict")
	both(t, func(t *testing.T, o Options) {
		calls := map[uint64]string{unix.SYS_PRCTL: "prctl", unix.SYS_EXIT: "exit", unix.SYS_GETPPID: "getppid"}
		j := newJournal(t, calls)
		run(t, j, o, program(exe))
		j.want(`
			A started
			A exec
			A prctl(22)
			A prctl ok
			A exit(5)
			A exited with 5`)
		j = newJournal(t, calls)
		run(t, j, o, program(exe, "bad"))
		if j.count("killed by SIGKILL") != 1 || j.count("getppid ok") != 0 {
			t.Error(j.text())
		}
	})
}

func TestZombieLeader(t *testing.T) {
	exe := fixture(t, "zombie")
	both(t, func(t *testing.T, o Options) {
		o.Follow = true
		j := newJournal(t, map[uint64]string{unix.SYS_GETPPID: "getppid"})
		run(t, j, o, program(exe))
		if j.count("B getppid ok") != 10 || j.count("B exited with 4") != 1 || j.count("A exited with 4") != 1 {
			t.Error(j.text())
		}
	})
}

// TestKill kills the process at its n-th stop, between two of the tracer's calls.
func TestKill(t *testing.T) {
	exe := fixture(t, "killme")
	for n := range 40 {
		j := newJournal(t, nil)
		stops := 0
		kill := func(th *event.Thread) {
			if stops++; stops == 30+n*3 {
				unix.Kill(th.PID, unix.SIGKILL)
			}
		}
		j.onEnter = func(th *event.Thread) event.Next { kill(th); return event.Continue }
		j.onLeave = func(th *event.Thread) event.Next { kill(th); return event.Continue }
		j.onBorn = kill
		run(t, j, Options{Follow: true, Registers: n%4 == 3}, program(exe))
		born := j.count("cloned") + 1
		if j.count("killed by SIGKILL") != born {
			t.Fatalf("killed at stop %d:\n%s", 30+n*3, j.text())
		}
	}
}

func TestMemory(t *testing.T) {
	exe := fixture(t, "memory")
	for source, name := range []string{"readv", "file", "peek"} {
		t.Run(name, func(t *testing.T) {
			j := newJournal(t, nil)
			tr := New(j, Options{})
			tr.mem = memSource(source)
			seen := false
			j.onEnter = func(th *event.Thread) event.Next {
				if th.Call.Nr == unix.SYS_GETPID && th.Call.Args[0] != 0 {
					seen = true
					checkMemory(t, th, memSource(source))
				}
				return event.Continue
			}
			onThread(t, func() {
				cmd := program(exe)
				if err := tr.Start(cmd); err != nil {
					t.Error(err)
				} else if err := tr.Run(); err != nil {
					t.Error(err)
				}
			})
			if !seen {
				t.Error("the call was not seen")
			}
		})
	}
}

func checkMemory(t *testing.T, th *event.Thread, source memSource) {
	pattern := make([]byte, 3*4096)
	for i := range pattern {
		pattern[i] = byte(i * 7)
	}
	check := func(name string, base uint64, size, at, n int, want int) {
		t.Helper()
		p := bytes.Repeat([]byte{0xee}, n+1)
		got := th.Mem.ReadMem(event.Addr(base)+event.Addr(at), p[:n])
		if got != want || !bytes.Equal(p[:got], pattern[at:at+got]) {
			t.Errorf("%s: %d bytes at %d: read %d, want %d", name, n, at, got, want)
		}
		if p[n] != 0xee {
			t.Errorf("%s: %d bytes at %d: wrote beyond", name, n, at)
		}
	}
	defer func() {
		if got := th.Mem.(*thread).mem; got != source {
			t.Errorf("source became %d", got)
		}
	}()
	a := th.Call.Args
	for _, n := range []int{0, 1, 2, 3, 7, 8, 9, 100, 4096, 5000, 8192} {
		for _, at := range []int{0, 1, 5, 8, 4000, 4088, 4091, 4095} {
			left := 4096 - at
			check("before unmapped", a[0], 4096, at, n, min(n, left))
			check("file", a[2], 4096, at, n, min(n, left))
			if source == memReadv { // the other ways may read what the program cannot
				check("before unreadable", a[1], 4096, at, n, min(n, left))
			}
		}
	}
	p := make([]byte, 16)
	for _, addr := range []event.Addr{0, 1, 0xdead, 1<<47 - 4096, 1 << 47, 1 << 56, ^event.Addr(0), ^event.Addr(3), 0xffffffffff600000 - 8} {
		if n := th.Mem.ReadMem(addr, p); n != 0 {
			t.Errorf("read %d bytes at %#x", n, addr)
		}
	}
}

// TestMemoryOfNone checks that the death of a thread does not look like a
// refusal.
func TestMemoryOfNone(t *testing.T) {
	th := &thread{t: New(mute{}, Options{})}
	th.TID = 1 << 22 // no such thread
	if n := th.ReadMem(4096, make([]byte, 8)); n != 0 || th.mem != memReadv {
		t.Errorf("read %d bytes of no thread, source %d", n, th.mem)
	}
}

// TestDetachOnExec lets go of each child when it executes something.
func TestDetachOnExec(t *testing.T) {
	exe := fixture(t, "family")
	both(t, func(t *testing.T, o Options) {
		o.Follow = true
		j := newJournal(t, nil)
		first := true
		j.onExec = func(th *event.Thread, _ *event.Exec) event.Next {
			if first {
				first = false
				return event.Continue
			}
			return event.Detach
		}
		run(t, j, o, program(exe))
		if j.count("C exec") != 1 || j.count("C detached") != 1 || j.count("exited with 12") != 0 || j.count("A exited with 0") != 1 {
			t.Error(j.text())
		}
	})
}

// TestExecStorm has a thread execute while the others, the leader among them,
// are at any point of being traced.
func TestExecStorm(t *testing.T) {
	exe := fixture(t, "execstorm")
	for _, skip := range []bool{false, true} {
		both(t, func(t *testing.T, o Options) {
			const n = 30
			o.Follow = true
			j := newJournal(t, nil)
			if skip {
				j.onEnter = func(*event.Thread) event.Next { return event.SkipExit }
			}
			run(t, j, o, program(exe, fmt.Sprint(n)))
			if j.count("A superseded by ") != n || j.count("A exec, was ") != n || j.count("A exited with 7") != 1 || j.count("vanished") != 0 {
				t.Errorf("%d superseded, %d executed\n%s", j.count("A superseded by "), j.count("A exec, was "), j.text())
			}
		})
	}
}
