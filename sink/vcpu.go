package sink

import (
	"strconv"

	"gotrace/syscalls"
)

// The state of a virtual CPU that a call has run (-e kvm=vcpu+).

// vcpu writes it below the call's line.
func (s *Text) vcpu(t *Thread) {
	v, ok := syscalls.VCPU(s.dec, t.Desc)
	if !ok {
		return
	}
	s.vcpuLine(t, v.CPU, "< ", v.Before)
	s.vcpuLine(t, v.CPU, "> ", v.After)
}

func (s *Text) vcpuLine(t *Thread, cpu int, when string, say func(*syscalls.Dec)) {
	o, b := t.out, s.dec.Buf
	s.scratch.Reset()
	s.dec.Buf = &s.scratch
	say(s.dec)
	s.dec.Buf = b
	o.buf = append(o.buf, " VCPU:"...)
	o.buf = strconv.AppendInt(o.buf, int64(cpu), 10)
	o.buf = append(o.buf, when...)
	o.buf = append(o.buf, s.scratch.B...)
	o.buf = append(o.buf, '\n')
}

// vcpu writes it as the member "vcpu".
func (s *JSON) vcpu(t *Thread) {
	v, ok := syscalls.VCPU(s.dec, t.Desc)
	if !ok {
		return
	}
	b := s.dec.Buf
	s.b.Reset()
	s.dec.Buf = &s.b
	s.b.Struct()
	s.b.Field("cpu")
	s.b.Int(int64(v.CPU))
	s.b.Field("before")
	v.Before(s.dec)
	s.b.Field("after")
	v.After(s.dec)
	s.b.EndStruct()
	s.dec.Buf = b
	s.raw("vcpu", s.b.B)
}
