package sink_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"gotrace/emit"
	"gotrace/sink"
)

// The sequences and what is printed for them. Detaching, death and superseding
// in a call, group-stops, held calls, -r, -n and -i were seen so with strace 6.1,
// but for the threads' ids and the columns; the rest is the format's own logic.
var sequences = []struct {
	name, script, want string
}{
	{"one thread", `
		1 born
		1 enter read 3 0x10000 5
		1 leave 5
		1 enter close 9
		1 fail EBADF
		1 enter exit_group 0
		1 exit 0`, `
		1     read(3, "hello", 5)           = 5
		1     close(9)                      = -1 EBADF (Bad file descriptor)
		1     exit_group(0)                 = ?
		1     +++ exited with 0 +++
		`},
	{"a resumed call has no column of its own", `
		1 born
		2 cloned 1
		1 enter read 3 0x10000 5
		2 enter close 4
		2 leave 0
		1 leave 5`, `
		1     read(3,  <unfinished ...>
		2     close(4)                      = 0
		1     <... read resumed>"hello", 5) = 5
		`},
	{"resumed by turns", `
		1 born
		2 cloned 1
		1 enter close 3
		2 enter close 4
		1 leave 0
		2 leave 0`, `
		1     close(3 <unfinished ...>
		2     close(4 <unfinished ...>
		1     <... close resumed>)          = 0
		2     <... close resumed>)          = 0
		`},
	{"signals and stops within a call", `
		1 born
		2 cloned 1
		1 enter nanosleep 0 0
		2 signal SIGUSR1
		1 fail 516
		1 signal SIGSTOP
		1 stop SIGSTOP
		1 bare-signal SIGCONT
		1 bare-signal 64`, `
		1     nanosleep(NULL,  <unfinished ...>
		2     --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=7, si_uid=0} ---
		1     <... nanosleep resumed>NULL)  = ? ERESTART_RESTARTBLOCK (Interrupted by signal)
		1     --- SIGSTOP {si_signo=SIGSTOP, si_code=SI_USER, si_pid=7, si_uid=0} ---
		1     --- stopped by SIGSTOP ---
		1     --- SIGCONT ---
		1     --- SIGRT_32 ---
		`},
	{"the end in a call", `
		1 born
		1 enter pause
		1 killed SIGTERM`, `
		1     pause()                       = ?
		1     +++ killed by SIGTERM +++
		`},
	{"the end in a call with arguments to come", `
		1 born
		1 enter read 3 0x10000 5
		1 dumped SIGSEGV`, `
		1     read(3,  <unfinished ...>)    = ?
		1     +++ killed by SIGSEGV (core dumped) +++
		`},
	{"the end in a call whose line was interrupted", `
		1 born
		2 cloned 1
		1 enter pause
		2 enter exit_group 3
		1 exit 3
		2 exit 3`, `
		1     pause( <unfinished ...>
		2     exit_group(3 <unfinished ...>
		1     <... pause resumed>)          = ?
		1     +++ exited with 3 +++
		2     <... exit_group resumed>)     = ?
		2     +++ exited with 3 +++
		`},
	{"nothing is said of a quiet exit but the call", `
		1 born
		1 enter exit_group 0
		1 quiet-exit 0`, `
		1     exit_group(0)                 = ?
		`},
	{"a superseded leader", `
		1 born
		2 cloned 1
		1 enter pause
		2 enter execve 0x20000 0 0
		1 superseded 2
		1 exec 2
		1 leave 0
		1 exit 0`, `
		1     pause( <unfinished ...>
		2     execve("/tmp/x", NULL, NULL <unfinished ...>
		1     <... pause resumed>)          = ?
		1     +++ superseded by execve in pid 2 +++
		1     <... execve resumed>)         = 0
		1     +++ exited with 0 +++
		`},
	{"detached in a call", `
		1 born
		1 enter read 3 0x10000 5
		1 detached`, `
		1     read(3,  <detached ...>
		`},
	{"detached in a call whose line was interrupted", `
		1 born
		2 cloned 1
		1 enter pause
		2 enter pause
		1 detached
		2 detached`, `
		1     pause( <unfinished ...>
		2     pause( <detached ...>
		`},
	{"detached between calls", `
		1 born
		1 enter close 3
		1 leave 0
		1 detached`, `
		1     close(3)                      = 0
		`},
	{"attached in the middle of a call", `
		1 born
		1 missed read 3 0x10000 5`, `
		1     <... read resumed>)           = 0
		`},
	{"held and dropped", `
		1 born
		2 cloned 1
		1 hold close 3
		2 hold read 3 0x10000 5
		2 leave 5
		1 drop
		1 hold close 4
		2 signal SIGUSR1
		1 leave 0`, `
		2     read(3, "hello", 5)           = 5
		2     --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=7, si_uid=0} ---
		1     close(4)                      = 0
		`},
	{"held to the end", `
		1 born
		2 cloned 1
		1 hold pause
		2 hold pause
		2 drop
		2 exit 0
		1 exit 0`, `
		2     +++ exited with 0 +++
		1     pause()                       = ?
		1     +++ exited with 0 +++
		`},
	{"held until let go", `
		1 born
		1 hold pause
		1 detached`, `
		1     pause( <detached ...>
		`},
	{"notes", `
		1 born
		2 cloned 1
		1 enter pause
		2 note [ Process PID=2 runs in 32 bit mode. ]
		2 enter32 close 3
		2 leave 0
		1 fail EINTR`, `
		1     pause( <unfinished ...>
		2     [ Process PID=2 runs in 32 bit mode. ]
		2     close(3)                      = 0
		1     <... pause resumed>)          = -1 EINTR (Interrupted system call)
		`},
	{"raw and unknown calls", `
		1 born
		1 raw close 3
		1 leave -1
		1 enter syscall_0x1f4 1 2 3 4 5 6
		1 fail ENOSYS`, `
		1     close(0x3)                    = 0xffffffffffffffff
		1     syscall_0x1f4(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)
		`},
}

func TestSequences(t *testing.T) {
	for _, s := range sequences {
		t.Run(s.name, func(t *testing.T) {
			p := newPlayer(t)
			out := p.text(sink.TextOptions{Column: 36, PID: sink.PIDFile}, emit.Options{})
			p.play(s.script)
			check(t, out.String(), s.want)
		})
	}
}

var (
	unfinished = regexp.MustCompile(`^(\d)     (.*) <unfinished \.\.\.>$`)
	resumed    = regexp.MustCompile(`^(\d)     <\.\.\. \w+ resumed>(.*)$`)
)

// TestInterleaving: in whatever order three threads begin and end their calls,
// the pieces of each call make the line that it has when nothing interrupts it,
// and a line is interrupted only by another thread's.
func TestInterleaving(t *testing.T) {
	whole := map[string]string{"1": `read(3, "hello", 5) = 5`, "2": `close(4) = -1 EBADF (Bad file descriptor)`, "3": `openat(AT_FDCWD, "/tmp/x", O_RDONLY) = 3`}
	n := 0
	orders(3, func(order []int) {
		n++
		script := scriptOf(order, "enter")
		p := newPlayer(t)
		out := p.text(sink.TextOptions{PID: sink.PIDFile}, emit.Options{})
		p.play("1 born\n2 born\n3 born\n" + script)
		got := map[string]string{}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if m := unfinished.FindStringSubmatch(line); m != nil {
				got[m[1]] = m[2]
			} else if m := resumed.FindStringSubmatch(line); m != nil && got[m[1]] != "" {
				got[m[1]] += m[2]
			} else if got[line[:1]] == "" {
				got[line[:1]] = line[6:]
			} else {
				t.Errorf("%s in\n%s", line, out)
			}
		}
		for who, want := range whole {
			if got[who] != want {
				t.Errorf("thread %s: %q, want %q in\n%s", who, got[who], want, out)
			}
		}
		interrupts := 0
		for i := 0; i < len(order); i++ {
			if i+1 < len(order) && order[i] == order[i+1] {
				i++ // begins and ends
			} else {
				interrupts++
			}
		}
		if u := strings.Count(out.String(), "<unfinished ...>"); 2*u != interrupts {
			t.Errorf("%d lines are unfinished, want %d in\n%s%s", u, interrupts/2, script, out)
		}
	})
	if n != 90 {
		t.Errorf("%d orders", n)
	}
}

// TestInterleavingHeld: held lines are whole, and come as the calls end.
func TestInterleavingHeld(t *testing.T) {
	lines := [...]string{
		`1     read(3, "hello", 5) = 5`,
		`2     close(4) = -1 EBADF (Bad file descriptor)`,
		`3     openat(AT_FDCWD, "/tmp/x", O_RDONLY) = 3`,
	}
	orders(3, func(order []int) {
		p := newPlayer(t)
		out := p.text(sink.TextOptions{PID: sink.PIDFile}, emit.Options{})
		p.play("1 born\n2 born\n3 born\n" + scriptOf(order, "hold"))
		var want strings.Builder
		var in [3]bool
		for _, i := range order {
			if in[i] {
				fmt.Fprintln(&want, lines[i])
			}
			in[i] = true
		}
		check(t, out.String(), want.String())
	})
}

// What a line begins and ends with. The events come a millisecond after each
// other; CLOCK is the time of day of the first.
func TestLeaders(t *testing.T) {
	clock := time.Unix(0, firstWall).Format("15:04:05")
	for _, tt := range []struct {
		name string
		o    sink.TextOptions
		want string
	}{
		{"-t", sink.TextOptions{Time: sink.Clock}, `
		CLOCK close(3) = 0
		CLOCK --- SIGUSR1 ---
		CLOCK +++ exited with 0 +++
		`},
		{"-tt", sink.TextOptions{Time: sink.Clock, Digits: 6}, `
		CLOCK.124456 close(3) = 0
		CLOCK.126456 --- SIGUSR1 ---
		CLOCK.127456 +++ exited with 0 +++
		`},
		{"-ttt", sink.TextOptions{Time: sink.UnixTime, Digits: 6}, `
		1700000000.124456 close(3) = 0
		1700000000.126456 --- SIGUSR1 ---
		1700000000.127456 +++ exited with 0 +++
		`},
		{"ns", sink.TextOptions{Time: sink.UnixTime, Digits: 9}, `
		1700000000.124456789 close(3) = 0
		1700000000.126456789 --- SIGUSR1 ---
		1700000000.127456789 +++ exited with 0 +++
		`},
		{"more digits than there are", sink.TextOptions{Time: sink.UnixTime, Digits: 12}, `
		1700000000.124456789 close(3) = 0
		1700000000.126456789 --- SIGUSR1 ---
		1700000000.127456789 +++ exited with 0 +++
		`},
		{"-r", sink.TextOptions{Relative: true, RelDigits: 6}, `
		     0.000000 close(3) = 0
		     0.002000 --- SIGUSR1 ---
		     0.001000 +++ exited with 0 +++
		`},
		{"-r=s", sink.TextOptions{Relative: true}, `
		     0 close(3) = 0
		     0 --- SIGUSR1 ---
		     0 +++ exited with 0 +++
		`},
		{"-t -r=ms", sink.TextOptions{Time: sink.Clock, Relative: true, RelDigits: 3}, `
		CLOCK (+     0.000) close(3) = 0
		CLOCK (+     0.002) --- SIGUSR1 ---
		CLOCK (+     0.001) +++ exited with 0 +++
		`},
		{"-T", sink.TextOptions{Took: true, TookDigits: 6}, `
		close(3) = 0 <0.001000>
		--- SIGUSR1 ---
		+++ exited with 0 +++
		`},
		{"-n -i", sink.TextOptions{Nr: true, IP: true}, `
		[   3] [0000000000401000] close(3) = 0
		[   3] [????????????????] --- SIGUSR1 ---
		[   3] [????????????????] +++ exited with 0 +++
		`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPlayer(t)
			out := p.text(tt.o, emit.Options{})
			p.play(`
				1 born
				1 enter close 3
				1 leave 0
				1 bare-signal SIGUSR1
				1 exit 0`)
			check(t, out.String(), strings.ReplaceAll(tt.want, "CLOCK", clock))
		})
	}
}

// TestRelativeAcrossThreads: the time is that since the line before, whoever's.
func TestRelativeAcrossThreads(t *testing.T) {
	p := newPlayer(t)
	out := p.text(sink.TextOptions{Relative: true, RelDigits: 3, PID: sink.PIDFile}, emit.Options{})
	p.play(`
		1 born
		2 born
		1 enter close 3
		2 enter close 4
		1 leave 0
		2 leave 0`)
	check(t, out.String(), `
		1          0.000 close(3 <unfinished ...>
		2          0.001 close(4 <unfinished ...>
		1          0.001 <... close resumed>) = 0
		2          0.001 <... close resumed>) = 0
		`)
}

func TestNarrowIP(t *testing.T) {
	p := newPlayer(t)
	out := p.text(sink.TextOptions{IP: true}, emit.Options{})
	p.play("1 born\n1 enter32 close 3\n1 leave 0\n1 exit 0")
	check(t, out.String(), "[00401000] close(3) = 0\n[????????] +++ exited with 0 +++\n")
}

func TestPIDStyles(t *testing.T) {
	for _, tt := range []struct {
		style sink.PIDStyle
		want  string
	}{
		{sink.PIDNever, "A\nB\nC\n"},
		{sink.PIDMany, "A\n[pid 123456] B\nC\n"},
		{sink.PIDAlways, "[pid    77] A\n[pid 123456] B\n[pid    77] C\n"},
		{sink.PIDFile, "77    A\n123456 B\n77    C\n"},
		{sink.PIDFileMany, "A\n123456 B\nC\n"},
	} {
		p := newPlayer(t)
		out := p.text(sink.TextOptions{PID: tt.style}, emit.Options{})
		p.play("77 born\n77 note A\n123456 cloned 77\n123456 note B\n123456 quiet-exit 0\n77 note C")
		if out.String() != tt.want {
			t.Errorf("%d: got %q, want %q", tt.style, out, tt.want)
		}
	}
}

// TestOneIsLeft: an id stands only where there is more than one thread, and the
// thread that an execve has ended is none any more.
func TestOneIsLeft(t *testing.T) {
	p := newPlayer(t)
	out := p.text(sink.TextOptions{}, emit.Options{})
	p.play(`
		1 born
		2 cloned 1
		1 enter pause
		2 enter execve 0x20000 0 0
		1 superseded 2
		1 exec 2
		1 leave 0
		3 cloned 1
		1 bare-signal SIGUSR1
		3 detached
		1 bare-signal SIGUSR1
		1 exit 0`)
	check(t, out.String(), `
		[pid     1] pause( <unfinished ...>
		[pid     2] execve("/tmp/x", NULL, NULL <unfinished ...>
		[pid     1] <... pause resumed>) = ?
		+++ superseded by execve in pid 2 +++
		<... execve resumed>) = 0
		[pid     1] --- SIGUSR1 ---
		--- SIGUSR1 ---
		+++ exited with 0 +++
		`)
}

// TestColourTakesNoRoom: without its colours, a line is as without colour, and
// results stand at the same column.
func TestColourTakesNoRoom(t *testing.T) {
	sgr := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, s := range sequences {
		p, q := newPlayer(t), newPlayer(t)
		o := sink.TextOptions{Column: 36, PID: sink.PIDFile}
		plain, coloured := p.text(o, emit.Options{}), q.text(o, emit.Options{Palette: &emit.DefaultPalette})
		p.play(s.script)
		q.play(s.script)
		if strings.Contains(plain.String(), "(") && !strings.Contains(coloured.String(), "\x1b[") {
			t.Errorf("%s: no colour in %q", s.name, coloured)
		}
		check(t, sgr.ReplaceAllString(coloured.String(), ""), plain.String())
	}
}
