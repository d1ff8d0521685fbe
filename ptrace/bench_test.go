//go:build linux && amd64

package ptrace

import (
	"os"
	"os/exec"
	"strconv"
	"testing"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// mute is a handler that wants everything and does nothing.
type mute struct{}

func (mute) Born(*event.Thread, *event.Birth)               {}
func (mute) Enter(*event.Thread) event.Next                 { return event.Continue }
func (mute) Leave(*event.Thread) event.Next                 { return event.Continue }
func (mute) Signal(*event.Thread, *event.Signal) event.Next { return event.Continue }
func (mute) Stop(*event.Thread, *event.Stop) event.Next     { return event.Continue }
func (mute) Exec(*event.Thread, *event.Exec) event.Next     { return event.Continue }
func (mute) Exit(*event.Thread, *event.Exit)                {}
func (mute) Detached(*event.Thread, *event.Unwatched)       {}

// BenchmarkGetppid traces a program that does nothing but call getppid, b.N
// times. Compare "on" with BenchmarkCLoop/pinned.
func BenchmarkGetppid(b *testing.B) {
	exe := fixture(b, "getppid")
	for _, c := range []struct {
		name string
		o    Options
	}{
		{"auto", Options{}},
		{"on", Options{Affinity: AffinityOn}},
		{"off", Options{Affinity: AffinityOff}},
		{"clocks", Options{Clocks: WallClock | MonoClock | SysClock}},
		{"registers", Options{Registers: true}},
		{"seccomp", Options{Seccomp: traceOnly(unix.SYS_GETPPID)}},
		{"untraced", Options{Seccomp: traceOnly(unix.SYS_GETCWD)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			bench(b, c.o, exe, strconv.Itoa(b.N))
		})
	}
}

// BenchmarkThreads has eight threads that call getppid, b.N times in all.
func BenchmarkThreads(b *testing.B) {
	exe := fixture(b, "threads")
	for name, a := range map[string]Affinity{"auto": AffinityAuto, "off": AffinityOff} {
		b.Run(name, func(b *testing.B) {
			bench(b, Options{Follow: true, Affinity: a}, exe, "8", strconv.Itoa(b.N/16+1))
		})
	}
}

// BenchmarkForks has a shell that makes b.N processes.
func BenchmarkForks(b *testing.B) {
	for name, a := range map[string]Affinity{"auto": AffinityAuto, "off": AffinityOff} {
		b.Run(name, func(b *testing.B) {
			bench(b, Options{Follow: true, Affinity: a}, "/bin/sh", "-c",
				"i=0; while [ $i -lt "+strconv.Itoa(b.N)+" ]; do /bin/true; i=$((i+1)); done")
		})
	}
}

func bench(b *testing.B, o Options, args ...string) {
	tr := New(mute{}, o)
	onThread(b, func() {
		b.ResetTimer()
		cmd := program(args...)
		if err := tr.Start(cmd); err != nil {
			b.Error(err)
		} else if err := tr.Run(); err != nil {
			b.Error(err)
		}
	})
}

// BenchmarkCLoop is what no tracer can beat: the same loop in C that looks at
// nothing.
func BenchmarkCLoop(b *testing.B) {
	exe := fixture(b, "getppid")
	loop := compile(b, "../internal/bench/programs/cloop.c", "-O2")
	for _, cpu := range []string{"0", "-1"} {
		name := "pinned"
		if cpu == "-1" {
			name = "free"
		}
		b.Run(name, func(b *testing.B) {
			cmd := exec.Command(loop, cpu, exe, strconv.Itoa(b.N))
			cmd.Stderr = os.Stderr
			if err := cmd.Run(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
