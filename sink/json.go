package sink

import (
	"strconv"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// JSON shows events as JSON lines: one object for each, of the form that
// docs/json.md describes.
type JSON struct {
	dec    *syscalls.Dec
	out    *Out
	labels Labels // nil: security contexts of threads are not shown
	label  emit.Label
	b      emit.Buf // the line being written, but for a call's arguments
}

// NewJSON returns a sink that writes JSON lines to out. labels may be nil.
func NewJSON(out *Out, dec *syscalls.Dec, labels Labels) *JSON {
	s := &JSON{dec: dec, out: out, labels: labels}
	s.b.Init(emit.Options{Style: emit.JSON})
	return s
}

// Open implements Sink.
func (s *JSON) Open(t *Thread) error {
	t.buf.Init(emit.Options{Style: emit.JSON})
	t.in = false
	return nil
}

// begin begins an object about t.
func (s *JSON) begin(kind string, t *Thread, when *event.Stamp) {
	o := s.out
	o.buf = append(o.buf, `{"event":"`...)
	o.buf = append(o.buf, kind...)
	o.buf = append(o.buf, `","pid":`...)
	o.buf = strconv.AppendInt(o.buf, int64(t.PID), 10)
	o.buf = append(o.buf, `,"tid":`...)
	o.buf = strconv.AppendInt(o.buf, int64(t.TID), 10)
	if s.labels != nil && s.labels.Thread(t.TID, &s.label) {
		o.buf = s.label.AppendJSON(o.buf)
	}
	if when.Wall != 0 {
		o.buf = append(o.buf, `,"time":`...)
		o.buf = appendSeconds(o.buf, when.Wall, 9, 1)
	}
}

func (s *JSON) end() {
	s.out.buf = append(s.out.buf, "}\n"...)
	s.out.done()
}

func (s *JSON) int(key string, v int64) {
	s.out.buf = append(s.out.buf, `,"`...)
	s.out.buf = append(s.out.buf, key...)
	s.out.buf = append(s.out.buf, `":`...)
	s.out.buf = strconv.AppendInt(s.out.buf, v, 10)
}

func (s *JSON) str(key, v string) {
	s.out.buf = append(s.out.buf, `,"`...)
	s.out.buf = append(s.out.buf, key...)
	s.out.buf = append(s.out.buf, `":`...)
	s.out.buf = emit.AppendJSONString(s.out.buf, v)
}

func (s *JSON) signal(key string, sig int) {
	s.b.Reset()
	if name := xlat.SignalName(sig); name != "" {
		s.b.Const(name, int64(sig))
	} else {
		s.b.Int(int64(sig))
	}
	s.raw(key, s.b.B)
}

func (s *JSON) raw(key string, v []byte) {
	s.out.buf = append(s.out.buf, `,"`...)
	s.out.buf = append(s.out.buf, key...)
	s.out.buf = append(s.out.buf, `":`...)
	s.out.buf = append(s.out.buf, v...)
}

// Enter implements Sink.
func (s *JSON) Enter(t *Thread, hold bool) {
	b := &t.buf
	b.Reset()
	t.in = true
	s.dec.Begin(t.Thread, b)
	s.dec.Prev = t.Prev
	switch {
	case t.Desc == nil:
		syscalls.Raw(s.dec, len(t.Call.Args))
		t.next = 0
	case t.Raw:
		syscalls.Raw(s.dec, t.Regs)
		t.next = 0
	default:
		t.next = syscalls.Enter(s.dec, t.Desc)
	}
}

// Drop implements Sink.
func (s *JSON) Drop(t *Thread) { t.in = false }

// Leave implements Sink.
func (s *JSON) Leave(t *Thread) {
	b, c := &t.buf, &t.Call
	begun := t.in
	if !begun {
		b.Reset()
		t.next = 1 << 15
	}
	t.in = false
	s.dec.Begin(t.Thread, b)
	plain := t.Desc != nil && !t.Raw
	if plain {
		syscalls.Leave(s.dec, t.Desc, t.next)
	}
	b.EndCall(0, 0)
	switch {
	case c.Errno != 0:
		b.Error(c.Ret, xlat.ErrnoName(c.Errno), xlat.ErrnoText(c.Errno), false)
		if plain {
			syscalls.Result(s.dec, t.Desc)
		}
	case plain:
		syscalls.Result(s.dec, t.Desc)
	default:
		b.Int(c.Ret)
	}
	s.call(t, &c.Begin)
	if begun && c.Begin.Mono != 0 {
		s.out.buf = append(s.out.buf, `,"duration":`...)
		s.out.buf = appendSeconds(s.out.buf, c.End.Mono-c.Begin.Mono, 9, 1)
	}
	if t.Tampered != 0 {
		s.tampered(t.Tampered)
	}
	if t.Dump {
		s.dump(t)
	}
	if plain && s.dec.O.Want&ctype.WantVCPU != 0 {
		s.vcpu(t)
	}
	s.stack(t.Stack)
	s.end()
}

// tampered writes what was done to the call.
func (s *JSON) tampered(how Tampering) {
	if how&(TamperedArgs|TamperedResult) != 0 {
		s.raw("injected", []byte([...]string{TamperedArgs: `["args"]`, TamperedResult: `["retval"]`,
			TamperedArgs | TamperedResult: `["args","retval"]`}[how&^Delayed]))
	}
	if how&Delayed != 0 {
		s.raw("delayed", []byte("true"))
	}
}

// call writes the object of a call up to what its Buf holds.
func (s *JSON) call(t *Thread, when *event.Stamp) {
	c := &t.Call
	s.begin("call", t, when)
	s.str("abi", c.ABI.String())
	s.int("nr", int64(c.Nr))
	s.str("name", t.Name)
	s.ip(c.IP)
	s.out.buf = append(s.out.buf, `,"args":{`...)
	s.out.buf = append(s.out.buf, t.buf.B...)
}

// ip writes where the thread is.
func (s *JSON) ip(a event.Addr) {
	s.out.buf = append(s.out.buf, `,"ip":"`...)
	s.out.buf = emit.AppendHex(s.out.buf, uint64(a))
	s.out.buf = append(s.out.buf, '"')
}

// unfinish writes a call that will not be done. An argument that only its end
// would have filled in is null.
func (s *JSON) unfinish(t *Thread) {
	if !t.in {
		return
	}
	t.in = false
	b := &t.buf
	b.Cut()
	b.EndCall(0, 0)
	b.B = append(b.B, `null,"unfinished":true`...)
	s.call(t, &t.Call.Begin)
	s.stack(t.Stack)
	s.end()
}

// Signal implements Sink.
func (s *JSON) Signal(t *Thread, sig *event.Signal) {
	s.begin("signal", t, &sig.When)
	s.signal("signal", sig.Sig)
	if sig.Info != nil {
		s.b.Reset()
		s.dec.Begin(t.Thread, &s.b)
		syscalls.Siginfo(s.dec, sig.Info[:], event.AMD64)
		s.raw("info", s.b.B)
	}
	s.ip(sig.IP)
	s.stack(t.Stack)
	s.end()
}

// Stop implements Sink.
func (s *JSON) Stop(t *Thread, st *event.Stop) {
	s.begin("stop", t, &st.When)
	s.signal("signal", st.Sig)
	s.ip(st.IP)
	s.stack(t.Stack)
	s.end()
}

// Exec implements Sink.
func (s *JSON) Exec(t *Thread, e *event.Exec, first bool) {
	s.begin("exec", t, &e.When)
	if e.Former != 0 {
		s.int("former_tid", int64(e.Former))
	}
	s.end()
}

// Born implements Sink.
func (s *JSON) Born(t *Thread, b *event.Birth) {
	s.begin("process", t, &b.When)
	s.str("how", [...]string{event.Started: "started", event.Attached: "attached", event.Cloned: "cloned"}[b.How])
	if b.Parent != nil {
		s.int("parent", int64(b.Parent.TID))
	}
	s.end()
}

// Note implements Sink: what notes tell, the objects tell themselves.
func (s *JSON) Note(t *Thread, text string) {}

// Exit implements Sink.
func (s *JSON) Exit(t *Thread, e *event.Exit, quiet bool) {
	s.unfinish(t)
	if quiet {
		return
	}
	s.begin("exit", t, &e.When)
	switch {
	case e.SupersededBy != 0:
		s.int("superseded_by", int64(e.SupersededBy))
	case e.Signal != 0:
		s.signal("signal", e.Signal)
		s.out.buf = append(s.out.buf, `,"core":`...)
		s.out.buf = strconv.AppendBool(s.out.buf, e.Core)
	default:
		s.int("status", int64(e.Status))
	}
	s.end()
}

// Detached implements Sink.
func (s *JSON) Detached(t *Thread, u *event.Unwatched) {
	s.unfinish(t)
	s.begin("detached", t, &u.When)
	s.end()
}

// Flush implements Sink.
func (s *JSON) Flush() { s.out.Flush() }
