package emit

// A Label is the security context of a process or file (selinux(8)).
type Label struct {
	Context  []byte
	Expected []byte // what the policy's database wants it to be, where that is another one
}

// label says the context of what was said last, in brackets. JSON has it as members
// of the object that is being written: "secontext", and "secontext_expected".
func (b *Buf) label(l *Label) {
	if b.o.Style == JSON {
		b.B = l.AppendJSON(b.B)
		return
	}
	b.B = append(b.B, ' ')
	b.B = l.AppendText(b.B)
}

// AppendText appends l as text has it: [context], or [context!!expected].
func (l *Label) AppendText(dst []byte) []byte {
	dst = append(dst, '[')
	dst = AppendEscaped(dst, l.Context, HexNone, "[]!\"\\")
	if len(l.Expected) > 0 {
		dst = append(dst, "!!"...)
		dst = AppendEscaped(dst, l.Expected, HexNone, "[]!\"\\")
	}
	return append(dst, ']')
}

// AppendJSON appends l as members of an object that has others before them.
func (l *Label) AppendJSON(dst []byte) []byte {
	dst = appendJSONBytes(append(dst, `,"secontext":`...), l.Context, false)
	if len(l.Expected) > 0 {
		dst = appendJSONBytes(append(dst, `,"secontext_expected":`...), l.Expected, false)
	}
	return dst
}

// Labelled says the name of a file and the file's context. JSON has an object then:
// {"path":"/x","secontext":"etc_t"}.
func (b *Buf) Labelled(path []byte, l *Label) {
	if b.o.Style != JSON {
		b.Str(path, false)
		b.label(l)
		return
	}
	b.value()
	b.B = appendJSONBytes(append(b.B, `{"path":`...), path, false)
	b.label(l)
	b.B = append(b.B, '}')
}
