package sink

import (
	"slices"
	"strconv"
	"time"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// TimeFormat is how a moment is shown.
type TimeFormat uint8

const (
	NoTime   TimeFormat = iota
	Clock               // 15:04:05
	UnixTime            // seconds since the epoch
)

// TextOptions are what a line of text has besides the event.
type TextOptions struct {
	Dest       Dest
	Column     int        // where results stand, -a; 0: right behind the call
	Time       TimeFormat // when a line began, -t
	Digits     int        // of Time's fraction of a second, 0 to 9
	Relative   bool       // time since the line before, -r; with Dest.Split, since the thread's own
	RelDigits  int        // of its fraction of a second, 0 to 9
	Took       bool       // time from a call's begin to its end, -T
	TookDigits int        // of its fraction of a second, 0 to 9
	IP         bool       // instruction pointer of the call, -i
	Nr         bool       // number of the call, or of the last one, -n
	PID        PIDStyle
	Manner     Manner
	NoSignals  bool // signals are not shown, but what dies of them
	Lib        LibOptions
	Comms      Comms  // nil: ids of threads stand alone
	Labels     Labels // nil: security contexts of threads are not shown
}

// Labels tells the security contexts of threads (--secontext).
type Labels interface {
	// Thread fills in l, whose buffers it reuses; it returns false if there is no
	// such thread.
	Thread(tid int, l *emit.Label) bool
}

// Comms tells the names of threads (-Y).
type Comms interface {
	// AppendComm appends the name to dst; ok is false if there is no such thread.
	AppendComm(dst []byte, tid int) (name []byte, ok bool)
}

// PIDStyle is when lines begin with a thread's id.
type PIDStyle uint8

const (
	PIDMany     PIDStyle = iota // [pid N], when there is more than one
	PIDNever                    // as where files are separate
	PIDFile                     // N, always
	PIDFileMany                 // N, when there is more than one
	PIDAlways                   // [pid N], always
)

// Text shows events as strace does, or ltrace.
type Text struct {
	o       TextOptions
	manner  *manner
	emit    emit.Options
	dec     *syscalls.Dec
	one     *Out   // nil where each thread has its own
	own     []*Out // of the threads
	left    *Out   // the file of a superseded thread, until heir's Exec
	heir    int
	threads int
	scratch emit.Buf
	name    []byte // scratch for comm
	label   emit.Label
	secs    int64 // the second that clock holds
	clock   [8]byte
}

// NewText returns a sink that writes text to out, or to a file for each thread
// where o.Dest says so; dec is what calls are decoded with.
func NewText(o TextOptions, e emit.Options, out *Out, dec *syscalls.Dec) *Text {
	s := &Text{o: o, manner: &manners[o.Manner], emit: e, dec: dec, secs: -1}
	s.emit.Prefix = s.manner.call
	s.scratch.Init(e)
	if !o.Dest.Split {
		s.one = out
	}
	return s
}

// Open implements Sink.
func (s *Text) Open(t *Thread) error {
	t.buf.Init(s.emit)
	t.out, t.in = s.one, false
	t.comm = t.comm[:0]
	s.threads++
	if t.out != nil {
		return nil
	}
	out, err := s.o.Dest.file(t.TID)
	t.out = out
	s.own = append(s.own, out)
	return err
}

// begin begins a line of t, after ending what another thread left unfinished; ip
// is where t is, or 0.
func (s *Text) begin(t *Thread, when *event.Stamp, ip event.Addr) {
	o := t.out
	s.interrupt(o)
	start := len(o.buf)
	switch {
	case s.o.PID == PIDFile, s.o.PID == PIDFileMany && s.threads > 1:
		id := len(o.buf)
		o.buf = strconv.AppendInt(o.buf, int64(t.TID), 10)
		s.comm(t)
		for len(o.buf) < id+s.manner.pid {
			o.buf = append(o.buf, ' ')
		}
		o.buf = append(o.buf, ' ')
	case s.o.PID == PIDAlways, s.o.PID == PIDMany && s.threads > 1:
		o.buf = append(o.buf, "[pid "...)
		o.buf = appendPadded(o.buf, int64(t.TID), s.manner.pid)
		s.comm(t)
		o.buf = append(o.buf, "] "...)
	}
	if s.o.Labels != nil && s.o.Labels.Thread(t.TID, &s.label) {
		o.buf = s.label.AppendText(o.buf)
		o.buf = append(o.buf, ' ')
	}
	if s.o.Time != NoTime {
		o.buf = s.appendTime(o.buf, when.Wall)
		if s.o.Relative {
			o.buf = append(o.buf, "(+"...)
			s.relative(o, when.Mono)
			o.buf = append(o.buf, ") "...)
		}
	} else if s.o.Relative {
		s.relative(o, when.Mono)
		o.buf = append(o.buf, ' ')
	}
	if s.o.Nr {
		o.buf = append(o.buf, '[')
		o.buf = appendPadded(o.buf, int64(t.Call.Nr), 4)
		o.buf = append(o.buf, "] "...)
	}
	if s.o.IP {
		o.buf = append(o.buf, '[')
		o.buf = s.manner.ip(o.buf, t.Call.ABI, ip)
		o.buf = append(o.buf, "] "...)
	}
	t.col = len(o.buf) - start
}

// comm adds the thread's name to its id: the last one known, when it has ended.
func (s *Text) comm(t *Thread) {
	s.rename(t)
	if len(t.comm) > 0 {
		t.out.buf = append(t.out.buf, '<')
		t.out.buf = emit.AppendComm(t.out.buf, t.comm)
		t.out.buf = append(t.out.buf, '>')
	}
}

// rename keeps the thread's name, if it still has one.
func (s *Text) rename(t *Thread) {
	if s.o.Comms == nil {
		return
	}
	now, ok := s.o.Comms.AppendComm(s.name[:0], t.TID)
	if s.name = now; ok {
		t.comm = append(t.comm[:0], now...)
	}
}

// interrupt ends the line that another event cuts short.
func (s *Text) interrupt(o *Out) {
	if o.cur == nil {
		return
	}
	o.buf = append(o.buf, " <unfinished ...>\n"...)
	o.cur = nil
}

// Enter implements Sink.
func (s *Text) Enter(t *Thread, hold bool) {
	b := &t.buf
	b.Reset()
	t.in, t.called = true, false
	t.written = 0
	b.ABI = t.Call.ABI
	s.dec.Begin(t.Thread, b)
	s.dec.Prev = t.Prev
	b.BeginCall(t.Name)
	switch {
	case t.Raw || t.Desc == nil:
		n := len(t.Call.Args)
		if t.Desc != nil {
			n = t.Regs
		}
		syscalls.Raw(s.dec, n)
		t.next = n
	default:
		t.next = syscalls.Enter(s.dec, t.Desc)
	}
	if hold {
		t.written = -1
		return
	}
	s.begin(t, &t.Call.Begin, t.Call.IP)
	t.out.buf = append(t.out.buf, b.B...)
	t.written, t.shown = len(b.B), b.Visible()
	t.out.cur = &t.line
	t.out.done()
}

// Drop implements Sink.
func (s *Text) Drop(t *Thread) { t.in = false }

// resume makes t's line the one that is being written.
func (s *Text) resume(t *Thread) {
	o := t.out
	if o.cur == &t.line {
		return
	}
	if t.written < 0 {
		s.begin(t, &t.Call.Begin, t.Call.IP)
		t.written = 0
		return
	}
	s.begin(t, &t.Call.End, t.Call.IP)
	start := len(o.buf)
	o.buf = append(o.buf, "<... "...)
	o.buf = append(o.buf, s.manner.call...)
	o.buf = append(o.buf, t.Name...)
	o.buf = append(o.buf, s.manner.resumed...)
	t.col += len(o.buf) - start - t.shown
}

// Leave implements Sink.
func (s *Text) Leave(t *Thread) {
	o, b, c := t.out, &t.buf, &t.Call
	if t.called {
		t.called = false
		return
	}
	if !t.in {
		b.Reset()
		t.in, t.written, t.shown, t.next = true, 0, 0, 1<<15
	}
	s.resume(t)
	s.dec.Begin(t.Thread, b)
	plain := t.Desc != nil && !t.Raw
	if plain {
		syscalls.Leave(s.dec, t.Desc, t.next)
	}
	b.EndCall(t.col, s.o.Column)
	switch {
	case c.Errno != 0:
		name, text := xlat.ErrnoName(c.Errno), xlat.ErrnoText(c.Errno)
		if t.Raw && c.Restarts() {
			text = "" // only decoded calls have one
		}
		b.Error(c.Ret, name, text, c.Restarts() && !t.Raw)
		if plain {
			syscalls.Result(s.dec, t.Desc)
		}
	case plain && t.Desc.Ret != syscalls.RetNone:
		syscalls.Result(s.dec, t.Desc)
	case t.Raw:
		b.Hex(syscalls.Return(c))
	default:
		b.Int(c.Ret)
	}
	o.buf = append(o.buf, b.B[t.written:]...)
	if t.Tampered != 0 {
		o.buf = append(o.buf, tampered[t.Tampered]...)
	}
	if s.o.Took {
		o.buf = append(o.buf, " <"...)
		o.buf = appendSeconds(o.buf, c.End.Mono-c.Begin.Mono, s.o.TookDigits, 1)
		o.buf = append(o.buf, '>')
	}
	o.buf = append(o.buf, '\n')
	o.cur = nil
	t.in = false
	if t.Dump {
		s.dump(t)
	}
	if plain && s.dec.O.Want&ctype.WantVCPU != 0 {
		s.vcpu(t)
	}
	t.out.appendStack(t.Stack)
	o.done()
}

// Signal implements Sink.
func (s *Text) Signal(t *Thread, sig *event.Signal) {
	if s.o.NoSignals {
		return
	}
	s.begin(t, &sig.When, sig.IP)
	o := t.out
	o.buf = append(o.buf, "--- "...)
	o.buf = appendSignal(o.buf, sig.Sig)
	s.manner.signal(s, t, sig)
	s.endLine(t, " ---")
}

// siginfo tells of a signal what came with it.
func (s *Text) siginfo(t *Thread, sig *event.Signal) {
	if sig.Info == nil {
		return
	}
	o, b := t.out, &s.scratch
	b.Reset()
	s.dec.Begin(t.Thread, b)
	o.buf = append(o.buf, ' ')
	syscalls.Siginfo(s.dec, sig.Info[:], event.AMD64)
	o.buf = append(o.buf, b.B...)
}

// line ends a line that is no call's.
func (s *Text) endLine(t *Thread, text string) {
	o := t.out
	o.buf = append(o.buf, text...)
	o.buf = append(o.buf, '\n')
	t.out.appendStack(t.Stack)
	o.done()
}

func appendSignal(dst []byte, sig int) []byte {
	if name := xlat.SignalName(sig); name != "" {
		return append(dst, name...)
	}
	return strconv.AppendInt(dst, int64(sig), 10)
}

// Stop implements Sink.
func (s *Text) Stop(t *Thread, st *event.Stop) {
	if !s.manner.stop {
		return
	}
	s.begin(t, &st.When, st.IP)
	t.out.buf = append(t.out.buf, "--- stopped by "...)
	t.out.buf = appendSignal(t.out.buf, st.Sig)
	s.endLine(t, " ---")
}

// Exec implements Sink: what is to be said, the superseded leader's Exit said.
// With separate files t goes on in the leader's, whose id it has now.
func (s *Text) Exec(t *Thread, e *event.Exec, first bool) {
	s.rename(t)
	if s.manner.called != "" && !first {
		s.called(t, e)
	}
	if s.left == nil || e.Former != s.heir {
		return
	}
	if o := t.out; o.cur == &t.line {
		o.buf = append(o.buf, " <pid changed to "...)
		o.buf = strconv.AppendInt(o.buf, int64(t.TID), 10)
		o.buf = append(o.buf, " ...>\n"...)
		o.cur = nil
	}
	s.close(t.out)
	t.out, s.left = s.left, nil
}

// Born implements Sink.
func (s *Text) Born(t *Thread, b *event.Birth) {}

// Note implements Sink.
func (s *Text) Note(t *Thread, text string) {
	s.begin(t, &t.Call.Begin, t.Call.IP)
	t.out.buf = append(append(t.out.buf, text...), '\n')
	t.out.done()
}

// unfinish ends the line of a call that will not be done.
func (s *Text) unfinish(t *Thread, how string, result bool) {
	if !t.in {
		return
	}
	t.in = false
	if result && s.manner.noReturn != "" {
		how, result = s.manner.noReturn, false
		if t.out.cur != &t.line {
			return
		}
	}
	s.resume(t)
	o, b := t.out, &t.buf
	b.B = append(b.B, how...)
	if result {
		b.EndCall(t.col, s.o.Column)
		b.B = append(b.B, '?')
	}
	o.buf = append(o.buf, b.B[t.written:]...)
	o.buf = append(o.buf, '\n')
	o.cur = nil
}

// waits reports whether arguments of the call under way are still to be shown
// when it is done.
func (t *Thread) waits() bool {
	if t.Desc == nil || t.Raw {
		return false
	}
	return t.Desc.Waits(&t.Call, t.next)
}

// Exit implements Sink.
func (s *Text) Exit(t *Thread, e *event.Exit, quiet bool) {
	how := ""
	if t.waits() && e.SupersededBy == 0 {
		how = " <unfinished ...>"
	}
	t.Call.End = e.When
	s.unfinish(t, how, true)
	if e.SupersededBy != 0 {
		s.threads-- // its successor has taken its place already
	}
	if !quiet {
		s.begin(t, &e.When, 0)
		o := t.out
		switch {
		case e.SupersededBy != 0:
			o.buf = append(o.buf, "+++ superseded by execve in pid "...)
			o.buf = strconv.AppendInt(o.buf, int64(e.SupersededBy), 10)
		case e.Signal != 0:
			o.buf = append(o.buf, "+++ killed by "...)
			o.buf = appendSignal(o.buf, e.Signal)
			if e.Core {
				o.buf = append(o.buf, s.manner.core...)
			}
		default:
			o.buf = append(o.buf, s.manner.exited...)
			o.buf = strconv.AppendInt(o.buf, int64(e.Status), 10)
			o.buf = append(o.buf, s.manner.exitedEnd...)
		}
		s.endLine(t, " +++")
	} else {
		t.out.appendStack(t.Stack)
	}
	if e.SupersededBy == 0 {
		s.threads--
	} else if s.one == nil {
		s.left, s.heir = t.out, e.SupersededBy
		return
	}
	s.close(t.out)
}

// Detached implements Sink. A call whose line was interrupted has been called
// unfinished, and nothing more is said.
func (s *Text) Detached(t *Thread, u *event.Unwatched) {
	if t.written < 0 || t.out.cur == &t.line {
		s.unfinish(t, " <detached ...>", false)
	}
	t.in = false
	s.threads--
	s.close(t.out)
}

// close closes a thread's own file.
func (s *Text) close(o *Out) {
	o.done()
	if s.one == nil {
		o.Close()
		s.own = slices.DeleteFunc(s.own, func(p *Out) bool { return p == o })
	}
}

// Flush implements Sink.
func (s *Text) Flush() {
	if s.one != nil {
		s.one.Flush()
	}
	for _, o := range s.own {
		o.Flush()
	}
}

func (s *Text) appendTime(dst []byte, wall int64) []byte {
	sec := wall / 1e9
	if s.o.Time == UnixTime {
		dst = strconv.AppendInt(dst, sec, 10)
	} else {
		if sec != s.secs {
			time.Unix(sec, 0).AppendFormat(s.clock[:0], "15:04:05")
			s.secs = sec
		}
		dst = append(dst, s.clock[:]...)
	}
	dst = appendFraction(dst, wall%1e9, s.o.Digits)
	return append(dst, ' ')
}

// relative writes the time since o's line before.
func (s *Text) relative(o *Out, mono int64) {
	var d int64
	if o.last != 0 {
		d = mono - o.last
	}
	o.last = mono
	o.buf = appendSeconds(o.buf, d, s.o.RelDigits, s.manner.seconds)
}

// appendSeconds appends a duration of ns nanoseconds in seconds with so many
// digits after the point, and at least width before it.
func appendSeconds(dst []byte, ns int64, digits, width int) []byte {
	ns = max(ns, 0)
	dst = appendPadded(dst, ns/1e9, width)
	return appendFraction(dst, ns%1e9, digits)
}

func appendFraction(dst []byte, ns int64, digits int) []byte {
	if digits == 0 {
		return dst
	}
	dst = append(dst, '.')
	for p := int64(1e8); digits > 0 && p > 0; digits-- {
		dst = append(dst, byte('0'+ns/p%10))
		p /= 10
	}
	return dst
}

// appendPadded appends v to the right within width places.
func appendPadded(dst []byte, v int64, width int) []byte {
	n, x := 1, v
	for ; x >= 10; x /= 10 {
		n++
	}
	for i := n; i < width; i++ {
		dst = append(dst, ' ')
	}
	dst = strconv.AppendInt(dst, v, 10)
	return dst
}

// appendIP appends an instruction pointer in all its digits.
func appendIP(dst []byte, abi event.ABI, ip event.Addr) []byte {
	const digits = "0123456789abcdef"
	for shift := abi.Bits() - 4; shift >= 0; shift -= 4 {
		if ip != 0 {
			dst = append(dst, digits[ip>>shift&15])
		} else {
			dst = append(dst, '?')
		}
	}
	return dst
}
