//go:build linux && amd64

package ptrace

import (
	"sync/atomic"
	"testing"
	"time"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// TestDo sends many commands to a busy and to an idle tracer.
func TestDo(t *testing.T) {
	g := startTarget(t, fixture(t, "busy"))
	idle := startTarget(t, fixture(t, "sleeper"))
	for _, pid := range []int{g.pid, idle.pid} {
		j := newJournal(t, nil)
		onThread(t, func() {
			tr := New(j, Options{Follow: true})
			if err := tr.Attach(pid); err != nil {
				t.Error(err)
				return
			}
			self := unix.Gettid()
			go func() {
				for i := range 300 {
					done := make(chan bool)
					tr.Do(func() {
						if unix.Gettid() != self {
							t.Error("called on another thread")
						}
						close(done)
					})
					<-done
					if i%7 == 0 {
						time.Sleep(time.Duration(i) * time.Microsecond)
					}
				}
				tr.Do(tr.DetachAll)
			}()
			if err := tr.Run(); err != nil {
				t.Error(err)
			}
		})
	}
	if got := g.finish(); got != "ok 0" {
		t.Errorf("target says %q", got)
	}
	idle.finish()
}

// TestIdle checks that Idle is called when nothing happens any more, and on the
// tracer's thread.
func TestIdle(t *testing.T) {
	g := startTarget(t, fixture(t, "sleeper"))
	j := newJournal(t, nil)
	onThread(t, func() {
		self := unix.Gettid()
		var tr *Tracer
		unwritten := 0
		j.onEnter = func(*event.Thread) event.Next { unwritten++; return event.Continue }
		calls := 0
		tr = New(j, Options{Idle: func() {
			if unix.Gettid() != self {
				t.Error("called on another thread")
			}
			if calls++; unwritten == 1 { // the read that it sleeps in
				tr.DetachAll()
			}
			unwritten = 0
		}})
		if err := tr.Attach(g.pid); err != nil {
			t.Error(err)
		} else if err := tr.Run(); err != nil {
			t.Error(err)
		}
		if calls < 2 {
			t.Errorf("%d calls", calls)
		}
	})
	g.finish()
}

// TestNoTicks checks that a tracer of which nothing happens is not woken.
func TestNoTicks(t *testing.T) {
	g := startTarget(t, fixture(t, "sleeper"))
	j := newJournal(t, nil)
	var idles atomic.Int32
	onThread(t, func() {
		tr := New(j, Options{Idle: func() { idles.Add(1) }})
		if err := tr.Attach(g.pid); err != nil {
			t.Error(err)
			return
		}
		go func() {
			for idles.Load() == 0 {
				time.Sleep(time.Millisecond)
			}
			for ticking := true; ticking; {
				done := make(chan bool)
				time.Sleep(2 * idleTick)
				tr.Do(func() { ticking = tr.wake.ticking; close(done) })
				<-done
			}
			tr.Do(tr.DetachAll)
		}()
		if err := tr.Run(); err != nil {
			t.Error(err)
		}
	})
	g.finish()
}
