package sink_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gotrace/emit"
	"gotrace/sink"
)

// textTo makes p show its events as text at a destination that outlives the
// sink.
func (p *player) textTo(d sink.Dest) *sink.Out {
	p.t.Helper()
	out, err := d.Open()
	if err != nil {
		p.t.Fatal(err)
	}
	p.sink = sink.NewText(sink.TextOptions{Dest: d, Relative: d.Split, RelDigits: 3, PID: sink.PIDNever}, emit.Options{}, out, p.dec)
	return out
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const oneCall = "1 born\n1 enter close 3\n1 leave 0\n"

func TestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	for _, tt := range []struct {
		add  bool
		want int
	}{{false, 1}, {true, 2}, {true, 3}, {false, 1}} {
		p := newPlayer(t)
		out := p.textTo(sink.Dest{Name: file, Append: tt.add})
		before := read(t, file)
		p.play(oneCall)
		if got := read(t, file); got != before {
			t.Errorf("written before a flush: %q", got)
		}
		p.sink.Flush()
		if got, want := read(t, file), strings.Repeat("close(3) = 0\n", tt.want); got != want {
			t.Errorf("append=%t: got %q, want %q", tt.add, got, want)
		}
		out.Close()
	}
}

func TestFileThatCannotBeMade(t *testing.T) {
	name := filepath.Join(t.TempDir(), "no", "log")
	_, err := (&sink.Dest{Name: name}).Open()
	if want := "Can't fopen '" + name + "': No such file or directory"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestMuchIsWritten: a file gets what has been gathered once it is much.
func TestMuchIsWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	p := newPlayer(t)
	defer p.textTo(sink.Dest{Name: file}).Close()
	p.play("1 born\n" + strings.Repeat("1 enter close 3\n1 leave 0\n", 1<<14))
	if n := len(read(t, file)); n < 64<<10 {
		t.Errorf("%d bytes were written", n)
	}
}

// TestSplit: each thread has its file, with its own lines only, none of them
// interrupted, and -r is about the lines of the file.
func TestSplit(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	p := newPlayer(t)
	defer p.textTo(sink.Dest{Name: name, Split: true}).Close()
	p.play(`
		1 born
		2 cloned 1
		1 enter read 3 0x10000 5
		2 enter close 4
		1 leave 5
		2 leave 0
		2 enter pause
		1 enter exit_group 0
		1 exit 0
		2 detached`)
	check(t, read(t, name+".1"), `
		     0.000 read(3, "hello", 5) = 5
		     0.005 exit_group(0) = ?
		     0.001 +++ exited with 0 +++
		`)
	check(t, read(t, name+".2"), `
		     0.000 close(4) = 0
		     0.003 pause( <detached ...>
		`)
}

// TestSplitSuperseded: the thread that executes a program goes on in the file of
// the id that it gets, as in strace.
func TestSplitSuperseded(t *testing.T) {
	for _, tt := range []struct{ name, call, leave, first, second string }{
		{"shown", "2 enter execve 0x20000 0 0", "1 leave 0", `
			     0.000 pause() = ?
			     0.002 +++ superseded by execve in pid 2 +++
			     0.002 <... execve resumed>) = 0
			     0.001 +++ exited with 0 +++
			`, `
			     0.000 execve("/tmp/x", NULL, NULL <pid changed to 1 ...>
			`},
		{"not shown", "2 bare-signal SIGUSR1", "", `
			     0.000 pause() = ?
			     0.002 +++ superseded by execve in pid 2 +++
			     0.002 +++ exited with 0 +++
			`, `
			     0.000 --- SIGUSR1 ---
			`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "log")
			p := newPlayer(t)
			defer p.textTo(sink.Dest{Name: name, Split: true}).Close()
			p.play("1 born\n2 cloned 1\n1 enter pause\n" + tt.call + "\n1 superseded 2\n1 exec 2\n" + tt.leave + "\n1 exit 0")
			check(t, read(t, name+".1"), tt.first)
			check(t, read(t, name+".2"), tt.second)
		})
	}
}

func TestPipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	p := newPlayer(t)
	out := p.textTo(sink.Dest{Name: "|cat >" + file})
	p.play(oneCall)
	out.Close() // waits for the command
	check(t, read(t, file), "close(3) = 0\n")
}

// TestPipeThatEnds: what is written to a command that is gone is lost, which is
// said once.
func TestPipeThatEnds(t *testing.T) {
	var said []string
	p := newPlayer(t)
	out := p.textTo(sink.Dest{Name: "!exec 0</dev/null; sleep 0", Warn: func(err error) { said = append(said, err.Error()) }})
	p.play("1 born")
	for end := time.Now().Add(30 * time.Second); len(said) == 0 && time.Now().Before(end); time.Sleep(time.Millisecond) {
		p.play("1 enter close 3\n1 leave 0")
		p.sink.Flush()
	}
	p.play("1 enter close 3\n1 leave 0")
	p.sink.Flush()
	out.Close()
	if len(said) != 1 || said[0] != "Broken pipe" {
		t.Errorf("said: %q", said)
	}
}

// TestWriteErrors: an error is said once, later output is dropped, and not even
// kept in memory.
func TestWriteErrors(t *testing.T) {
	var said []string
	w := &failing{err: syscall.ENOSPC}
	p := newPlayer(t)
	out := p.textTo(sink.Dest{Stderr: w, Warn: func(err error) { said = append(said, err.Error()) }})
	p.play(oneCall + strings.Repeat("1 enter close 3\n1 leave 0\n", 9))
	out.Close()
	if len(said) != 1 || said[0] != "No space left on device" || w.n != 1 {
		t.Errorf("%d writes, said: %q", w.n, said)
	}
	w.err = errors.New("not of the system")
	p.textTo(sink.Dest{Stderr: w})
	p.play(oneCall) // nobody is to be told
	said = nil
	p.textTo(sink.Dest{Stderr: w, Warn: func(err error) { said = append(said, err.Error()) }})
	p.play(oneCall)
	if len(said) != 1 || said[0] != "not of the system" {
		t.Errorf("said: %q", said)
	}
}

type failing struct {
	err error
	n   int
}

func (f *failing) Write([]byte) (int, error) {
	f.n++
	return 0, f.err
}

// TestEager: without a file each event is written at once.
func TestEager(t *testing.T) {
	var b bytes.Buffer
	p := newPlayer(t)
	p.textTo(sink.Dest{Stderr: &b})
	p.play("1 born\n1 enter close 3")
	if b.String() != "close(3" {
		t.Errorf("%q", &b)
	}
}

// TestAllocations: showing a call costs no memory once buffers have grown.
func TestAllocations(t *testing.T) {
	for _, style := range []string{"text", "coloured", "json"} {
		p := newPlayer(t)
		out, err := (&sink.Dest{Name: os.DevNull}).Open()
		if err != nil {
			t.Fatal(err)
		}
		o := sink.TextOptions{Column: 40, Time: sink.Clock, Digits: 6, Relative: true, Took: true, IP: true, Nr: true}
		switch style {
		case "text":
			p.sink = sink.NewText(o, emit.Options{}, out, p.dec)
		case "coloured":
			p.sink = sink.NewText(o, emit.Options{Palette: &emit.DefaultPalette}, out, p.dec)
		case "json":
			p.sink = sink.NewJSON(out, p.dec, nil)
		}
		p.play("1 born\n2 cloned 1\n1 enter read 3 0x10000 5\n2 enter openat -100 0x20000 0")
		a, b := p.threads[1], p.threads[2]
		event := func() {
			for _, failed := range []int{0, 2} {
				a.Call.Done, b.Call.Done = false, false
				p.sink.Enter(a, false)
				p.sink.Enter(b, false)
				p.leave(a, 5, failed)
				p.leave(b, 3, failed)
			}
			p.sink.Flush()
		}
		event() // makes the buffers grow
		if n := testing.AllocsPerRun(100, event); n != 0 {
			t.Errorf("%s: %v allocations", style, n)
		}
		out.Close()
	}
}
