//go:build linux && amd64

package gotrace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"time"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/filter"
	"gotrace/internal/procfs"
	"gotrace/libcall"
	"gotrace/proto"
	"gotrace/ptrace"
	"gotrace/sink"
	"gotrace/syscalls"
	"gotrace/unwind"

	"golang.org/x/sys/unix"
)

// Run traces until nothing is left to trace, or until o.Interrupt says so. The
// calling goroutine must be locked to its thread (runtime.LockOSThread), which
// must not have children that Run did not start. Several threads may Run at a
// time, each with its own Options, Filter and Summary. Meanwhile, and perhaps
// afterwards if they do, SIGCHLD has no handler (see [ptrace.Tracer.Run]):
// os/signal does not tell of it.
//
// An error means that nothing was traced, or that tracing failed: an output that
// cannot be opened, a program for which no process can be made, [ErrAttach]. No
// errors are a program that cannot be executed, which Options.Warn is told of
// and which ends with status 1; processes that cannot be attached to while
// another one can or there is a program; and output that cannot be written.
func Run(o *Options) (*Result, error) {
	if o.Text.Dest.Split && (o.JSON || o.Summary != nil) {
		return nil, errors.New("only text can have a file for each thread")
	}
	s := newSession(o)
	s.dec = &syscalls.Dec{}
	s.dec.O.StrLen = o.strLen()
	s.dec.O.FDs, s.dec.O.PIDs, s.dec.O.Net = o.FDs, o.PIDs, &procfs.Net{}
	s.dec.O.Objects, s.dec.O.Boot = &procfs.Objects{}, procfs.Boot()
	s.dec.O.Labels = o.Labels
	s.dec.O.Namespaces, s.dec.O.VCPUs = o.Namespaces, o.VCPUs
	if s.f.KVM == filter.KVMState {
		s.dec.O.Want |= ctype.WantVCPU
	}
	if s.f.IoUring != 0 {
		s.dec.O.Rings = &procfs.Rings{}
		s.dec.O.Want |= wants(s.f.IoUring)
	}
	if o.Library != nil {
		s.dec.O.Elems = o.Library.Elems
	}
	s.dec.O.Zone = time.Local
	s.dec.O.Call = s.callName
	s.hold = s.f.Status != filter.AllStatus
	s.late = o.Text.Manner == sink.Ltrace && o.Program != nil
	s.places = s.f.Places(&procfs.Links{})
	if st := o.Stack; st != nil && !o.SummaryOnly {
		u := unwind.New(&procfs.Images{}, unwind.Options{Limit: st.Limit, Source: st.Source, Partial: !o.Follow})
		s.stacks = newStacks(s.tables, u, procfs.SameMemory)
		if hooks, ok := s.lib.(hooker); ok {
			s.stacks.hooks = hooks
		}
	}
	out, err := s.open()
	if err != nil {
		return nil, err
	}
	if o.Opened != nil {
		o.Opened()
	}
	t := ptrace.New(s, s.engine())
	if err := s.start(t); err != nil {
		out.Close()
		return nil, err
	}
	if o.Started != nil {
		o.Started()
	}
	stop := s.watch(t)
	err = t.Run()
	stop()
	if err == nil && o.Summary != nil {
		err = o.Summary.Write(out, s.name)
	}
	if err == nil && o.LibSummary != nil {
		err = o.LibSummary.Write(out, s.libName)
	}
	out.Close()
	if err != nil {
		return nil, err
	}
	if o.Filter != nil && o.Filter.TraceGiven {
		s.result.Hint = filter.Hint(s.tables, &s.f.Trace, &s.seen)
	}
	return &s.result, nil
}

func newSession(o *Options) *session {
	s := &session{o: o, f: o.Filter, tables: Tables(), names: map[uint64]string{}}
	if s.f == nil {
		s.f = filter.New(s.tables)
	}
	if o.Library != nil {
		s.library()
	}
	return s
}

// strLen is how much of strings and arrays is shown.
func (o *Options) strLen() int {
	if o.StrLen == nil {
		return 32
	}
	return max(*o.StrLen, 0)
}

// library prepares for calls of library functions. Unless system calls are named,
// they are not shown.
func (s *session) library() {
	l := s.o.Library
	lib := libcall.Options{Calls: l.Calls, Into: l.Into, Entries: l.Entries, Stubs: l.Stubs, Count: s.o.SummaryOnly, Stacks: s.o.Stack != nil && !s.o.SummaryOnly, Text: s.o.strLen(), Clocks: s.clocks()}
	s.lib = libcall.New(s, lib)
	dirs := proto.Dirs(os.Getenv)
	s.protos = proto.NewLibrary(proto.Options{Paths: l.Protos, Dirs: dirs, Calls: proto.Calls(s.tables), Files: &procfs.Images{}, Warn: s.warnFile})
	if !s.f.TraceGiven {
		f := *s.f
		f.Trace, f.TraceGiven = filter.Set{}, true
		s.f = &f
	}
}

// engine returns how the engine is to work.
func (s *session) engine() ptrace.Options {
	o := ptrace.Options{
		Follow:     s.o.Follow,
		Clocks:     s.clocks(),
		KillOnExit: s.o.KillOnExit,
		Seccomp:    s.seccomp(),
		Idle:       s.flush,
		Affinity:   affinities[s.o.Affinity],
		Debug:      s.o.Debug,
	}
	if s.lib != nil {
		o.Traps = s.lib.(*libcall.Tracer)
	}
	return o
}

// ErrNoTracer says that the tracer has ended before it had adopted the process.
var ErrNoTracer = ptrace.ErrNoTracer

// Become turns the calling process into o.Program, once a byte comes from the
// descriptor ready: another process, which runs with the same Options and has
// Options.Adopt, sends it from Adoption.Ready. The calling goroutine must be locked
// to the process's first thread. Become returns only when there will be no tracer.
func Become(o *Options, ready int) error {
	mute := *o
	mute.Warn = nil // the tracer says it
	s := newSession(&mute)
	engine := s.engine()
	return ptrace.Become(s.command(), &engine, ready)
}

func wants(u filter.IoUring) (w ctype.Want) {
	if u&filter.SQEs != 0 {
		w |= ctype.WantSQEs
	}
	if u&filter.CQEs != 0 {
		w |= ctype.WantCQEs
	}
	return w
}

var affinities = [...]ptrace.Affinity{
	AffinityAuto: ptrace.AffinityAuto,
	AffinityOn:   ptrace.AffinityOn,
	AffinityOff:  ptrace.AffinityOff,
}

// open opens the output.
func (s *session) open() (*sink.Out, error) {
	text := s.o.Text
	if l := s.o.Library; l != nil {
		text.Lib = sink.LibOptions{Callers: l.showsCallers(), Indent: l.Indent}
	}
	if text.Dest.Warn == nil {
		text.Dest.Warn = func(err error) { s.warn("write: " + err.Error()) }
	}
	out, err := text.Dest.Open()
	s.out = out
	if err != nil || s.o.SummaryOnly {
		return out, err
	}
	if s.o.JSON {
		s.sink = sink.NewJSON(out, s.dec, text.Labels)
	} else {
		s.sink = sink.NewText(text, s.o.Emit, out, s.dec)
	}
	return out, nil
}

// showsCallers tells whether it is shown who calls.
func (l *LibraryOptions) showsCallers() bool {
	if l.Callers == CallersAuto {
		return l.Calls.Beyond() || !l.Into.Empty() || !l.Entries.Empty()
	}
	return l.Callers == CallersAlways
}

// clocks returns what has to be read at every stop.
func (s *session) clocks() (c ptrace.Clocks) {
	o := s.o
	if o.JSON || o.Text.Time != sink.NoTime {
		c |= ptrace.WallClock
	}
	if o.JSON || o.Text.Relative || o.Text.Took || o.LibSummary != nil || o.Summary != nil && o.Summary.NeedsWall() {
		c |= ptrace.MonoClock
	}
	if o.Summary != nil && o.Summary.NeedsSys() {
		c |= ptrace.SysClock
	}
	return c
}

// seccomp returns the filter that the program gets so that it stops at wanted
// calls only, or nil if it is to stop at all.
//
// Unasked it gets one where a filter lets something pass and where nothing that
// has it will be let go of: it would still stop for a tracer that is gone.
func (s *session) seccomp() []unix.SockFilter {
	why := ""
	switch {
	case s.o.Seccomp == SeccompNo:
		return nil
	case s.o.Library != nil && s.o.Library.Stubs == libcall.FastStubs:
		why = "--seccomp-bpf is not enabled because it is not compatible with --library-stubs=fast" // which survives the tracer
	case len(s.o.Attach) > 0, s.o.Program == nil:
		why = "--seccomp-bpf is not enabled for processes attached with -p" // a filter would outlive the tracer
	case s.o.DetachOnExec:
		why = "--seccomp-bpf is not enabled because it is not compatible with -b" // as would it here
	case s.o.Limit > 0:
		why = "--seccomp-bpf is not enabled because it is not compatible with --syscall-limit"
	case !s.f.TraceGiven:
		why = "Seccomp filter is requested but there are no syscalls to filter.  See -e trace to filter syscalls."
	case slices.ContainsFunc(s.f.Inject, func(in filter.Injection) bool { return in.Signal != 0 }):
		// A filter has no stop at the beginning of calls (ptrace(2), PTRACE_EVENT_SECCOMP).
		why = "--seccomp-bpf is not enabled because it is not compatible with signals at the beginning of calls"
	}
	if why != "" {
		if s.o.Seccomp == SeccompYes {
			s.warn(why)
		}
		return nil
	}
	stops := s.f.Trace
	modern := filter.Successors(s.tables, &stops)
	stops.Union(&modern)
	if s.stacks != nil {
		s.stacks.add(&stops)
	}
	program := stops.Program()
	if len(program) > filter.MaxInsns {
		if s.o.Seccomp == SeccompYes {
			s.warn("--seccomp-bpf is not enabled: the filter would be too long")
		}
		return nil
	}
	p := make([]unix.SockFilter, len(program))
	for i, in := range program {
		p[i] = unix.SockFilter{Code: in.Code, Jt: in.JT, Jf: in.JF, K: in.K}
	}
	return p
}

// start starts the program and attaches to what is to be attached to.
func (s *session) start(t *ptrace.Tracer) error {
	attached := 0
	var failed error
	for _, pid := range s.o.Attach {
		if err := t.Attach(pid); err != nil {
			failed = err
			s.warnError(err)
			continue
		}
		attached++
	}
	if s.o.Program == nil {
		if len(s.o.Attach) > 0 && attached == 0 {
			return ErrAttach{failed}
		}
		return nil
	}
	var err error
	if a := s.o.Adopt; a != nil {
		err = t.Adopt(a.PID, s.command(), a.Ready)
	} else {
		err = t.Start(s.command())
	}
	if err == nil && s.unopened != nil {
		err = s.unopened
		unix.Kill(s.program, unix.SIGKILL)
	}
	if err != nil {
		t.DetachAll()
		t.Run()
	}
	return err
}

// command is the program as the engine wants it.
func (s *session) command() *ptrace.Command {
	p := s.o.Program
	cmd := &ptrace.Command{Path: p.Path, Args: p.Args, Env: p.Env, Failed: func(err error) {
		s.flush()
		s.warn(fmt.Sprintf("exec: %v", wordError(err)))
	}}
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	if p.User != nil {
		cmd.User = &ptrace.Credential{UID: p.User.UID, GID: p.User.GID, Groups: p.User.Groups}
	}
	return cmd
}

// warnError reports an error and what can be done about it.
func (s *session) warnError(err error) {
	s.warn(wordError(err).Error())
	var op *ptrace.OpError
	if errors.As(err, &op) {
		if h := op.Hint(); h != "" {
			s.warn("hint: " + h)
		}
	}
}

// warnFile reports an error that is about a file.
func (s *session) warnFile(err error) {
	var p *fs.PathError
	if errors.As(err, &p) {
		s.warn(p.Path + ": " + wordError(err).Error())
		return
	}
	s.warn(err.Error())
}

// wordError words an error of the system as the C library does.
func wordError(err error) error {
	var op *ptrace.OpError
	var n syscall.Errno
	switch {
	case errors.As(err, &op) && op.PID != 0 && errors.As(err, &n):
		return &ptrace.OpError{Op: op.Op, PID: op.PID, Err: Errno(n)}
	case errors.As(err, &n):
		return Errno(n)
	}
	return err
}

// watch makes a signal from o.Interrupt end tracing. The returned function ends
// the watching.
func (s *session) watch(t *ptrace.Tracer) (stop func()) {
	if s.o.Interrupt == nil {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case sig, ok := <-s.o.Interrupt:
				if !ok {
					return
				}
				t.Do(func() { s.interrupt(t, sig) })
			}
		}
	}()
	return func() { close(done) }
}

// impatience is how soon after a signal that ends tracing another one means it.
const impatience = time.Second

// interrupt ends tracing because of a signal: the program that was started gets
// the signal, too, everything else is let go as it is. A program that needs its
// tracer (see ptrace.Options.Seccomp) and ignores the signal is served on, unless
// signals follow each other soon.
func (s *session) interrupt(t *ptrace.Tracer, sig int) {
	again := s.result.Interrupted != 0
	last := s.signaled
	s.result.Interrupted, s.signaled = sig, time.Now()
	if again && s.signaled.Sub(last) < impatience && t.Quit() {
		return
	}
	if s.program != 0 {
		unix.Kill(s.program, unix.Signal(sig))
		unix.Kill(s.program, unix.SIGCONT)
	}
	t.DetachAll()
	if again {
		s.warn("hint: the program goes on, and cannot do so without its tracer (see --seccomp-bpf): two signals within a second end both")
	}
}

// name is a call's name in the summary.
func (s *session) name(abi event.ABI, nr uint64) string {
	if table := s.tables[abi]; nr < uint64(len(table)) && table[nr] != nil {
		return table[nr].Name
	}
	if _, ok := syscalls.Behind(nr); ok && abi == event.I386 {
		return syscalls.Subcalls[nr-syscalls.SubBase].Name
	}
	return s.unknown(nr)
}
