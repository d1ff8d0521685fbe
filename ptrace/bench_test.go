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
// times. Compare "pinned" with BenchmarkCLoop.
func BenchmarkGetppid(b *testing.B) {
	exe := fixture(b, "getppid")
	for name, o := range map[string]Options{
		"free":   {},
		"pinned": {},
		"clocks": {Clocks: WallClock | MonoClock | SysClock},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			tr := New(mute{}, o)
			onThread(b, func() {
				if name != "free" {
					var set unix.CPUSet
					set.Set(0)
					if err := unix.SchedSetaffinity(0, &set); err != nil {
						b.Error(err)
					}
				}
				b.ResetTimer()
				if err := tr.Start(&Command{Path: exe, Args: []string{exe, strconv.Itoa(b.N)}}); err != nil {
					b.Error(err)
				} else if err := tr.Run(); err != nil {
					b.Error(err)
				}
			})
		})
	}
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
