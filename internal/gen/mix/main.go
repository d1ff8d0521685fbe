// Command mix records the system calls of some real programs for BenchmarkMix of
// package syscalls: registers, results, and the memory that decoding them reads.
// It is run from the module's top folder:
//
//	go run ./internal/gen/mix >/dev/null
package main

import (
	"compress/gzip"
	"encoding/gob"
	"log"
	"os"
	"os/exec"
	"runtime"
	"slices"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/ptrace"
	"gotrace/syscalls"
	"gotrace/syscalls/amd64"
)

// programs are what is recorded, each up to most calls.
var programs = [][]string{
	{"git", "status", "-s"},
	{"find", "/usr/share/doc", "-name", "*.gz"},
	{"/usr/bin/python3", "-c", "import json"},
	{"gcc", "-c", "-o", "/dev/null", "internal/bench/programs/run.c"},
	{"ls", "-l", "/usr/bin"},
	{"bash", "-c", "for i in 1 2 3; do (echo $i | cat); done"},
	{"ip", "address"},
}

const (
	most = 1200
	file = "syscalls/testdata/mix.gob.gz"
)

// recorder is an event.Handler that records calls.
type recorder struct {
	run  *vector.Runner
	mix  []vector.Recorded
	left int
	live map[int]*vector.Recorded // by thread
}

// memory hands on what is read, and keeps it.
type memory struct {
	event.Memory
	to *vector.Memory
}

// ReadMem implements event.Memory.
func (m memory) ReadMem(a event.Addr, p []byte) int {
	n := m.Memory.ReadMem(a, p)
	same := func(r vector.Region) bool { return r.Addr == a && len(r.Data) >= n }
	if !slices.ContainsFunc(*m.to, same) {
		*m.to = append(*m.to, vector.Region{Addr: a, Data: slices.Clone(p[:n])})
	}
	return n
}

func desc(c *event.Call) *syscalls.Desc {
	if t := amd64.Table(); c.ABI == event.AMD64 && c.Nr < uint64(len(t)) {
		return t[c.Nr]
	}
	return nil
}

func (r *recorder) Enter(t *event.Thread) event.Next {
	d := desc(&t.Call)
	if d == nil || r.left == 0 {
		return event.Continue
	}
	r.left--
	v := &vector.Recorded{Call: t.Call}
	v.Call.Kept = nil
	r.live[t.TID] = v
	r.decode(t, &v.Entry, v.Call, false)
	return event.Continue
}

func (r *recorder) Leave(t *event.Thread) event.Next {
	v := r.live[t.TID]
	if v == nil {
		return event.Continue
	}
	delete(r.live, t.TID)
	v.Call.Errno, v.Call.Ret = t.Call.Errno, t.Call.Ret
	r.decode(t, &v.Exit, v.Call, true)
	r.mix = append(r.mix, *v)
	return event.Continue
}

// decode decodes the call, so that what that reads is recorded.
func (r *recorder) decode(t *event.Thread, to *vector.Memory, c event.Call, ends bool) {
	m := memory{t.Mem, to}
	r.run.Run(&vector.Vector{Call: c, Desc: desc(&c), Ends: ends}, m, m)
}

func (*recorder) Born(*event.Thread, *event.Birth)               {}
func (*recorder) Signal(*event.Thread, *event.Signal) event.Next { return event.Continue }
func (*recorder) Stop(*event.Thread, *event.Stop) event.Next     { return event.Continue }
func (*recorder) Exec(*event.Thread, *event.Exec) event.Next     { return event.Continue }
func (*recorder) Exit(*event.Thread, *event.Exit)                {}
func (*recorder) Detached(*event.Thread, *event.Unwatched)       {}

func main() {
	log.SetFlags(0)
	log.SetPrefix("mix: ")
	runtime.LockOSThread()
	r := &recorder{run: vector.NewRunner(emit.Options{}), live: make(map[int]*vector.Recorded)}
	for _, argv := range programs {
		path, err := exec.LookPath(argv[0])
		if err != nil {
			log.Fatal(err)
		}
		r.left = most
		tr := ptrace.New(r, ptrace.Options{Follow: true})
		if err := tr.Start(&ptrace.Command{Path: path, Args: argv, Env: []string{"PATH=" + os.Getenv("PATH"), "HOME=/"}}); err != nil {
			log.Fatal(err)
		}
		if err := tr.Run(); err != nil {
			log.Fatal(err)
		}
	}
	write(r.mix)
	log.Printf("%d calls in %s", len(r.mix), file)
}

func write(mix []vector.Recorded) {
	f, err := os.Create(file)
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err == nil {
		err = gob.NewEncoder(z).Encode(mix)
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		log.Fatal(err)
	}
}
