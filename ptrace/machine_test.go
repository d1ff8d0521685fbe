//go:build linux && amd64

package ptrace

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

func TestClassify(t *testing.T) {
	for _, c := range []struct {
		status uint32
		want   stop
	}{
		{0x0000, stop{kind: kindExited}},
		{0x2a00, stop{kind: kindExited, status: 42}},
		{0xff00, stop{kind: kindExited, status: 255}},
		{0x0009, stop{kind: kindKilled, sig: 9}},
		{0x008b, stop{kind: kindKilled, sig: 11, core: true}},
		{0x0040, stop{kind: kindKilled, sig: 64}},
		{0x857f, stop{kind: kindSyscall}},
		{0x057f, stop{kind: kindSignal, sig: 5}}, // a real SIGTRAP
		{0x137f, stop{kind: kindSignal, sig: 19}},
		{0x407f, stop{kind: kindSignal, sig: 64}},
		{0x80137f, stop{kind: kindGroupStop, sig: 19}},
		{0x80147f, stop{kind: kindGroupStop, sig: 20}},
		{0x80157f, stop{kind: kindGroupStop, sig: 21}},
		{0x80167f, stop{kind: kindGroupStop, sig: 22}},
		{0x80057f, stop{kind: kindTrap}},
		{0x01057f, stop{kind: kindFork}},
		{0x02057f, stop{kind: kindFork}},
		{0x03057f, stop{kind: kindClone}},
		{0x04057f, stop{kind: kindExec}},
		{0x05057f, stop{}}, // PTRACE_EVENT_VFORK_DONE: nothing to do about it
		{0x07057f, stop{kind: kindSeccomp}},
		{0xffff, stop{}}, // WIFCONTINUED
	} {
		if got := classify(c.status); got != c.want {
			t.Errorf("classify(%#x) = %+v, want %+v", c.status, got, c.want)
		}
	}
}

// recording plays back what wait4 returned, and writes down what the tracer does
// about it.
type recording struct {
	t       *testing.T
	waits   []wait
	now     *wait
	done    []string
	process map[int]int // of threads that are not leaders
	parent  map[int]int
}

// wait is a result of wait4, and what ptrace calls about that stop answer.
type wait struct {
	tid    int
	status uint32
	msg    uint            // PTRACE_GETEVENTMSG
	info   syscallInfo     // PTRACE_GET_SYSCALL_INFO
	gone   bool            // SIGKILL comes before the next ptrace call
	fails  syscall.Errno   // wait4 fails instead
	before func(r *Tracer) // called before
}

const (
	stSyscall = 0x857f
	stFirst   = 0x80057f
	stFork    = 0x01057f
	stClone   = 0x03057f
	stExec    = 0x04057f
	stGroup   = 0x80137f
	stSeccomp = 0x07057f
)

func (r *recording) wait(tid, flags int, _ *unix.Rusage) (int, uint32, syscall.Errno) {
	if flags&unix.WNOHANG != 0 {
		return 0, 0, 0
	}
	if len(r.waits) == 0 {
		return 0, 0, syscall.ECHILD
	}
	r.now = &r.waits[0]
	r.waits = r.waits[1:]
	return r.now.tid, r.now.status, r.now.fails
}

func (r *recording) ptrace(req, tid int, addr, data uintptr) syscall.Errno {
	if r.now.gone && tid == r.now.tid {
		return syscall.ESRCH
	}
	name := ""
	switch req {
	case unix.PTRACE_GETEVENTMSG:
		*(*uint)(*(*unsafe.Pointer)(unsafe.Pointer(&data))) = r.now.msg
		return 0
	case unix.PTRACE_GET_SYSCALL_INFO:
		*(*syscallInfo)(*(*unsafe.Pointer)(unsafe.Pointer(&data))) = r.now.info
		return 0
	case unix.PTRACE_GETSIGINFO, unix.PTRACE_GETREGS:
		return syscall.EINVAL
	case unix.PTRACE_SYSCALL:
		name = "syscall"
	case unix.PTRACE_CONT:
		name = "cont"
	case unix.PTRACE_LISTEN:
		name = "listen"
	case unix.PTRACE_DETACH:
		name = "detach"
	case unix.PTRACE_INTERRUPT:
		r.done = append(r.done, fmt.Sprintf("interrupt %d", tid))
		return 0
	default:
		r.t.Errorf("unexpected request %#x", req)
	}
	s := fmt.Sprintf("%s %d", name, tid)
	if data != 0 {
		s += fmt.Sprintf(" sig %d", data)
	}
	r.done = append(r.done, s)
	return 0
}

func (r *recording) kill(pid, sig int) syscall.Errno { return 0 }

func (r *recording) sameProcess(pid, tid int) bool { return r.process[tid] == pid }

func (r *recording) family(tid int) (pid, ppid int) {
	if pid := r.process[tid]; pid != 0 {
		return pid, r.parent[pid]
	}
	return tid, r.parent[tid]
}

func entry(nr uint64) syscallInfo { return syscallInfo{op: infoEntry, arch: 0xc000003e, nr: nr} }
func exit(ret uint64) syscallInfo { return syscallInfo{op: infoExit, arch: 0xc000003e, nr: ret} }

func TestSequences(t *testing.T) {
	const a, b, c = 100, 101, 102
	for _, test := range []struct {
		name    string
		silent  bool // without Follow
		filter  bool
		process map[int]int
		parent  map[int]int
		waits   []wait
		events  string
		done    string
	}{
		{
			name:  "calls",
			waits: []wait{{tid: a, status: stSyscall, info: entry(39)}, {tid: a, status: stSyscall, info: exit(7)}, {tid: a, status: 0x300}},
			events: `A started
				A call(0)
				A call ok
				A exited with 3`,
			done: "syscall 100; syscall 100",
		},
		{
			name:   "fork, creator's event first",
			parent: map[int]int{b: a},
			waits:  []wait{{tid: a, status: stFork, msg: b}, {tid: b, status: stFirst}, {tid: b, status: 0}, {tid: a, status: 0}},
			events: `A started
				B cloned by A
				B exited with 0
				A exited with 0`,
			done: "syscall 100; syscall 101",
		},
		{
			name:   "fork, child's stop first",
			parent: map[int]int{b: a},
			waits:  []wait{{tid: b, status: stFirst}, {tid: a, status: stFork, msg: b}, {tid: b, status: 0}, {tid: a, status: 0}},
			events: `A started
				B cloned by A
				B exited with 0
				A exited with 0`,
			done: "syscall 101; syscall 100",
		},
		{
			name:    "thread, stop first, in a process that is being stopped",
			process: map[int]int{b: a},
			waits: []wait{{tid: b, status: stGroup}, {tid: a, status: stClone, msg: b}, {tid: a, status: stGroup}, {tid: a, status: stFirst},
				{tid: b, status: stFirst}, {tid: b, status: 9}, {tid: a, status: 9}},
			events: `A started
				B cloned by A in A
				B stopped by SIGSTOP
				A stopped by SIGSTOP
				B killed by SIGKILL
				A killed by SIGKILL`,
			done: "listen 101; syscall 100; listen 100; syscall 100; syscall 101",
		},
		{
			name:   "fork, the creator dies before its event",
			parent: map[int]int{b: a},
			waits:  []wait{{tid: b, status: stFirst}, {tid: a, status: 9}, {tid: b, status: 0}},
			events: `A started
				A killed by SIGKILL
				B cloned
				B exited with 0`,
			done: "syscall 101",
		},
		{
			name:   "fork, the creator dies between its event and the question for the child",
			parent: map[int]int{b: a},
			waits:  []wait{{tid: a, status: stFork, gone: true}, {tid: b, status: stFirst}, {tid: a, status: 9}, {tid: b, status: 0}},
			events: `A started
				A killed by SIGKILL
				B cloned
				B exited with 0`,
			done: "syscall 101",
		},
		{
			name:   "fork, the creator is gone before the child's stop",
			parent: map[int]int{b: 1},
			waits:  []wait{{tid: c, status: stFirst}, {tid: a, status: stFork, msg: c}, {tid: a, status: 9}, {tid: b, status: stFirst}, {tid: b, status: 0}, {tid: c, status: 0}},
			events: `A started
				B cloned
				A killed by SIGKILL
				C cloned
				C exited with 0
				B exited with 0`,
			done: "syscall 102; syscall 100; syscall 101",
		},
		{
			name:   "fork, the child is killed before its first stop",
			waits:  []wait{{tid: a, status: stFork, msg: b}, {tid: b, status: 9}, {tid: a, status: 0}},
			events: "A started\nB cloned by A\nB killed by SIGKILL\nA exited with 0",
			done:   "syscall 100",
		},
		{
			name:   "killed between two calls",
			waits:  []wait{{tid: a, status: stSyscall, info: entry(39)}, {tid: a, status: stSyscall, gone: true}, {tid: a, status: 9}},
			events: "A started\nA call(0)\nA killed by SIGKILL",
			done:   "syscall 100",
		},
		{
			name:    "execve by a thread",
			process: map[int]int{b: a, c: a},
			waits: []wait{{tid: a, status: stClone, msg: b}, {tid: b, status: stFirst}, {tid: a, status: stClone, msg: c}, {tid: c, status: stFirst},
				{tid: b, status: stSyscall, info: entry(59)}, {tid: c, status: 0}, {tid: a, status: stExec, msg: b},
				{tid: a, status: stSyscall, info: exit(0)}, {tid: a, status: 0}},
			events: `A started
				B cloned by A in A
				C cloned by A in A
				B call(0)
				C exited with 0
				A superseded by B
				A exec, was B
				A call ok
				A exited with 0`,
			done: "syscall 100; syscall 101; syscall 100; syscall 102; syscall 101; syscall 100; syscall 100",
		},
		{
			name:    "execve while the leader's stop is being handled",
			process: map[int]int{b: a},
			waits: []wait{{tid: a, status: stClone, msg: b}, {tid: b, status: stFirst}, {tid: b, status: stSyscall, info: entry(59)},
				{tid: a, status: stSyscall}, {tid: a, status: stExec, msg: b}, {tid: a, status: stSyscall, info: exit(0)}, {tid: a, status: 0}},
			events: `A started
				B cloned by A in A
				B call(0)
				A superseded by B
				A exec, was B
				A call ok
				A exited with 0`,
			done: "syscall 100; syscall 101; syscall 101; syscall 100; syscall 100",
		},
		{
			name: "signals",
			waits: []wait{{tid: a, status: 0x0a7f}, {tid: a, status: 0x137f}, {tid: a, status: stGroup}, {tid: a, status: stGroup},
				{tid: a, status: stFirst}, {tid: a, status: 0x127f}, {tid: a, status: 0x0b7f}, {tid: a, status: 0x8b}},
			events: `A started
				A signal SIGUSR1
				A signal SIGSTOP
				A stopped by SIGSTOP
				A signal SIGCONT
				A signal SIGSEGV
				A killed by SIGSEGV`,
			done: "syscall 100 sig 10; syscall 100 sig 19; listen 100; listen 100; syscall 100; syscall 100 sig 18; syscall 100 sig 11",
		},
		{
			name: "detach in a signal's stop, a call and a group-stop",
			waits: []wait{{tid: a, status: stFork, msg: b}, {tid: b, status: stFirst}, {tid: a, status: stFork, msg: c}, {tid: c, status: stGroup},
				{tid: a, status: 0x0a7f, before: (*Tracer).DetachAll}, {tid: b, status: stSyscall, info: entry(39)}, {tid: c, status: stGroup}},
			events: `A started
				B cloned by A
				C cloned by A
				C stopped by SIGSTOP
				A detached
				B detached
				C detached`,
			done: "syscall 100; syscall 101; syscall 100; listen 102; interrupt; interrupt; interrupt; detach 100 sig 10; detach 101; detach 102",
		},
		{
			name:   "gone without a status",
			waits:  []wait{{tid: a, status: stSyscall, info: entry(39)}},
			events: "A started\nA call(0)\nA vanished",
			done:   "syscall 100",
		},
		{
			name:   "wait4 interrupted",
			waits:  []wait{{fails: syscall.EINTR}, {tid: a, status: 0}},
			events: "A started\nA exited with 0",
		},
		{
			name:   "a filter's stop",
			filter: true,
			waits: []wait{{tid: a, status: stSeccomp, info: syscallInfo{op: infoSeccomp, arch: 0xc000003e, nr: 39}},
				{tid: a, status: stSyscall, info: exit(1)}, {tid: a, status: 0x0a7f}, {tid: a, status: 0}},
			events: "A started\nA call(0)\nA call ok\nA signal SIGUSR1\nA exited with 0",
			done:   "syscall 100; cont 100; cont 100 sig 10",
		},
		{
			name:   "children with a filter are not reported",
			filter: true,
			silent: true,
			waits: []wait{{tid: a, status: stFork, msg: b}, {tid: b, status: stFirst}, {tid: b, status: stSeccomp, info: syscallInfo{op: infoSeccomp, arch: 0xc000003e, nr: 39}},
				{tid: b, status: 0x0a7f}, {tid: b, status: stExec, msg: b}, {tid: b, status: stGroup}, {tid: b, status: 0}, {tid: a, status: 0}},
			events: "A started\nA exited with 0",
			done:   "cont 100; cont 101; cont 101; cont 101 sig 10; cont 101; listen 101",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJournal(t, map[uint64]string{39: "call", 59: "call"})
			k := &recording{t: t, waits: test.waits, process: test.process, parent: test.parent}
			o := Options{Follow: !test.silent, Affinity: AffinityOff}
			if test.filter {
				o.Seccomp = traceOnly(39)
			}
			tr := newTracer(j, o, k)
			th := tr.newThread(a, a)
			th.filtered = test.filter
			j.add(a, "started")
			for len(tr.threads) > 0 {
				w := wait{}
				if len(k.waits) > 0 {
					w = k.waits[0]
				}
				if w.before != nil {
					w.before(tr)
				}
				tr.step()
			}
			j.want(test.events)
			done := strings.Join(k.done, "; ")
			for _, tid := range []int{a, b, c} { // in the order of a map
				done = strings.ReplaceAll(done, fmt.Sprintf("interrupt %d", tid), "interrupt")
			}
			if done != test.done {
				t.Errorf("did\n%s\nwant\n%s", done, test.done)
			}
			if len(k.waits) != 0 {
				t.Errorf("%d results of wait4 are left over", len(k.waits))
			}
		})
	}
}
