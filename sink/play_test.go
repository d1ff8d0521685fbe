package sink_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/sink"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
	"gotrace/xlat"
)

// memory is what all threads have: "hello" at 0x10000 and a path at 0x20000.
var memory = vector.Memory{
	{Name: "data", Addr: 0x10000, Data: []byte("hello")},
	{Name: "path", Addr: 0x20000, Data: []byte("/tmp/x\x00")},
}

// A player makes events from words and shows them by a sink. Each event comes a
// millisecond after the one before it.
type player struct {
	t       testing.TB
	sink    sink.Sink
	dec     *syscalls.Dec
	threads map[int]*sink.Thread
	now     int64
}

const (
	firstWall = 1_700_000_000_123_456_789
	firstMono = 5_000_000_000
)

func newPlayer(t testing.TB) *player {
	p := &player{t: t, dec: &syscalls.Dec{}, threads: map[int]*sink.Thread{}}
	p.dec.O.StrLen = 32
	p.dec.Abbrev, p.dec.Deref = true, true
	return p
}

// text makes p show its events as text, of which it returns the output.
func (p *player) text(o sink.TextOptions, e emit.Options) *bytes.Buffer {
	out := &bytes.Buffer{}
	if o.Dest.Stderr == nil {
		o.Dest.Stderr = out
	}
	dest, err := o.Dest.Open()
	if err != nil {
		p.t.Fatal(err)
	}
	p.sink = sink.NewText(o, e, dest, p.dec)
	return out
}

func (p *player) json() *bytes.Buffer {
	out := &bytes.Buffer{}
	dest, err := (&sink.Dest{Stderr: out}).Open()
	if err != nil {
		p.t.Fatal(err)
	}
	p.sink = sink.NewJSON(dest, p.dec, nil)
	return out
}

func (p *player) stamp() event.Stamp {
	s := event.Stamp{Wall: firstWall + p.now, Mono: firstMono + p.now}
	p.now += 1e6
	return s
}

// play plays events, one on each line: a thread's number, what happens to it,
// and words that tell more.
func (p *player) play(script string) {
	p.t.Helper()
	for line := range strings.Lines(script) {
		if f := strings.Fields(line); len(f) > 0 {
			p.event(f[0], f[1], f[2:])
		}
	}
}

func (p *player) event(who, what string, words []string) {
	p.t.Helper()
	tid := p.number(who)
	t := p.threads[tid]
	word := func(i int) int {
		if i < len(words) {
			return p.number(words[i])
		}
		return 0
	}
	switch what {
	case "born", "cloned":
		t = &sink.Thread{Thread: &event.Thread{TID: tid, PID: tid, Mem: memory}}
		p.threads[tid] = t
		if err := p.sink.Open(t); err != nil {
			p.t.Error(err)
		}
		b := event.Birth{When: p.stamp()}
		if what == "cloned" {
			b.How, b.Parent = event.Cloned, p.threads[word(0)].Thread
			t.PID = b.Parent.PID
		}
		p.sink.Born(t, &b)
	case "enter", "hold", "raw", "enter32":
		p.call(t, what == "enter32", words)
		if t.Raw = what == "raw"; t.Raw && t.Desc != nil {
			t.Regs = t.Desc.Regs(t.Call.ABI)
		}
		p.sink.Enter(t, what == "hold")
	case "missed": // Leave without Enter
		p.call(t, false, words)
		t.Raw = false
		p.leave(t, 0, 0)
	case "leave":
		p.leave(t, word(0), 0)
	case "fail":
		p.leave(t, 0, word(0))
	case "drop":
		p.sink.Drop(t)
	case "signal":
		var info event.Siginfo
		binary.LittleEndian.PutUint32(info[:], uint32(word(0)))
		binary.LittleEndian.PutUint32(info[16:], 7) // si_pid; si_code is SI_USER
		p.sink.Signal(t, &event.Signal{Sig: word(0), Info: &info, IP: t.Call.IP, When: p.stamp()})
	case "bare-signal":
		p.sink.Signal(t, &event.Signal{Sig: word(0), When: p.stamp()})
	case "stop":
		p.sink.Stop(t, &event.Stop{Sig: word(0), IP: t.Call.IP, When: p.stamp()})
	case "exec":
		if former := word(0); former != 0 {
			p.threads[tid] = p.threads[former]
			t = p.threads[tid]
			t.TID = tid
		}
		p.sink.Exec(t, &event.Exec{Former: word(0), When: p.stamp()}, false)
	case "exit", "quiet-exit":
		p.sink.Exit(t, &event.Exit{Status: word(0), When: p.stamp()}, what == "quiet-exit")
	case "killed":
		p.sink.Exit(t, &event.Exit{Signal: word(0), When: p.stamp()}, false)
	case "dumped":
		p.sink.Exit(t, &event.Exit{Signal: word(0), Core: true, When: p.stamp()}, false)
	case "superseded":
		p.sink.Exit(t, &event.Exit{SupersededBy: word(0), When: p.stamp()}, false)
	case "detached":
		p.sink.Detached(t, &event.Unwatched{When: p.stamp()})
	case "note":
		p.sink.Note(t, strings.Join(words, " "))
	default:
		p.t.Fatalf("no event is called %q", what)
	}
}

// call makes t's call the one that words name and give the registers of.
func (p *player) call(t *sink.Thread, is32 bool, words []string) {
	p.t.Helper()
	t.Call = event.Call{IP: 0x401000, Begin: p.stamp()}
	table := amd64.Table()
	if is32 {
		t.Call.ABI, table = event.I386, i386.Table()
	}
	t.Prev, t.Name, t.Desc = t.Name, words[0], nil
	t.Call.Nr = 0x1f4
	for nr, d := range table {
		if d != nil && d.Name == words[0] {
			t.Call.Nr, t.Desc = uint64(nr), d
		}
	}
	for i, w := range words[1:] {
		t.Call.Args[i] = uint64(p.number(w))
	}
}

func (p *player) leave(t *sink.Thread, ret, errno int) {
	c := &t.Call
	c.Done, c.Ret, c.Errno, c.End = true, int64(ret), errno, p.stamp()
	if errno != 0 {
		c.Ret = int64(-errno)
	}
	p.sink.Leave(t)
}

// number reads a number, or the name of a signal or an error.
func (p *player) number(w string) int {
	p.t.Helper()
	if n, err := strconv.ParseInt(w, 0, 64); err == nil {
		return int(n)
	}
	for n := range 600 {
		if xlat.SignalName(n) == w || xlat.ErrnoName(n) == w {
			return n
		}
	}
	p.t.Fatalf("no number: %q", w)
	return 0
}

// check compares what was shown with what is wanted, whose lines may be indented
// by tabs.
func check(t testing.TB, got, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.TrimLeft(want, "\n"), "\t", "")
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// orders calls f with each order in which n threads can do two things each: the
// thread that acts, one after the other.
func orders(n int, f func(order []int)) {
	left := make([]int, n)
	for i := range left {
		left[i] = 2
	}
	var next func(order []int)
	next = func(order []int) {
		if len(order) == 2*n {
			f(order)
			return
		}
		for i := range left {
			if left[i] > 0 {
				left[i]--
				next(append(order, i))
				left[i]++
			}
		}
	}
	next(nil)
}

// scriptOf makes a script of an order: each thread begins and ends its call.
func scriptOf(order []int, begin string) string {
	calls := [...][2]string{
		{"read 3 0x10000 5", "leave 5"},
		{"close 4", "fail EBADF"},
		{"openat -100 0x20000 0", "leave 3"},
	}
	var b strings.Builder
	var in [len(calls)]bool
	for _, i := range order {
		if !in[i] {
			fmt.Fprintf(&b, "%d %s %s\n", i+1, begin, calls[i][0])
		} else {
			fmt.Fprintf(&b, "%d %s\n", i+1, calls[i][1])
		}
		in[i] = true
	}
	return b.String()
}
