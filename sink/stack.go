package sink

import (
	"strconv"

	"gotrace/emit"
	"gotrace/unwind"
)

// appendStack writes a stack, if there is one, as text.
func (o *Out) appendStack(st *unwind.Stack) {
	if st == nil {
		return
	}
	for i := range st.Frames {
		o.buf = appendFrame(o.buf, &st.Frames[i])
	}
	if st.Cut {
		o.buf = append(o.buf, " > too many stack frames\n"...)
	}
}

// appendFrame writes a line of a stack. What is in a file has its offset there, as
// objdump and addr2line want it.
func appendFrame(dst []byte, f *unwind.Frame) []byte {
	dst = append(dst, " > "...)
	at := f.FileOffset
	switch {
	case f.Lost:
		dst = append(dst, "unexpected_backtracing_error "...)
		at = uint64(f.IP)
	case f.File == "":
		at = uint64(f.IP)
	default:
		dst = appendPlain(dst, f.File)
		dst = append(dst, '(')
		if f.Symbol != "" {
			dst = appendPlain(dst, f.Symbol)
			dst = append(dst, '+')
			dst = emit.AppendHex(dst, f.Offset)
		}
		dst = append(dst, ") "...)
	}
	dst = append(dst, '[')
	dst = emit.AppendHex(dst, at)
	dst = append(dst, ']')
	if f.Source != "" {
		dst = append(dst, ' ')
		dst = appendPlain(dst, f.Source)
		dst = append(dst, ':')
		dst = strconv.AppendInt(dst, int64(f.Line), 10)
	}
	return append(dst, '\n')
}

// appendPlain appends a name that a traced program made up, without what a
// terminal would obey.
func appendPlain(dst []byte, name string) []byte {
	start := len(dst)
	dst = append(dst, name...)
	for i, c := range dst[start:] {
		if c < ' ' || c == 0x7f {
			dst[start+i] = '?'
		}
	}
	return dst
}

// stack writes a stack, if there is one, as a member of an object.
func (s *JSON) stack(st *unwind.Stack) {
	if st == nil {
		return
	}
	o := s.out
	o.buf = append(o.buf, `,"stack":[`...)
	for i := range st.Frames {
		if i > 0 {
			o.buf = append(o.buf, ',')
		}
		s.frame(&st.Frames[i])
	}
	o.buf = append(o.buf, ']')
	if st.Cut {
		s.raw("stack_truncated", []byte("true"))
	}
}

func (s *JSON) frame(f *unwind.Frame) {
	o := s.out
	o.buf = append(o.buf, `{"ip":"`...)
	o.buf = emit.AppendHex(o.buf, uint64(f.IP))
	o.buf = append(o.buf, '"')
	if f.File != "" {
		s.str("file", f.File)
		s.int("file_offset", int64(f.FileOffset))
	}
	if f.Symbol != "" {
		s.str("symbol", f.Symbol)
		s.int("offset", int64(f.Offset))
	}
	if f.Source != "" {
		s.str("source", f.Source)
		s.int("line", int64(f.Line))
	}
	o.buf = append(o.buf, '}')
}
