package emit

import (
	"strconv"
)

// What a call consists of: its arguments, its result, and what explains that.

// Args is the number of arguments said so far.
func (b *Buf) Args() int { return int(b.lv[0].n) }

// Arg begins the argument called name; its value follows.
func (b *Buf) Arg(name string) {
	b.sep(&b.lv[0])
	if b.o.Style == JSON {
		b.key(name)
	} else if b.o.ArgNames {
		b.on(colArgName)
		b.B = append(b.B, name...)
		b.off()
		b.punct("=")
	}
}

// NamedArg is Arg for an argument whose name text shows always.
func (b *Buf) NamedArg(name string) {
	if b.o.Style == JSON || b.o.ArgNames {
		b.Arg(name)
		return
	}
	b.sep(&b.lv[0])
	b.B = append(b.B, name...)
	b.punct("=")
}

// AuxField begins a part of what explains a result. Text shows it after the
// number, in parentheses, behind the word text; JSON as a member of "detail".
// A value follows; EndAux ends the last part.
func (b *Buf) AuxField(text, name string) {
	b.aux()
	if b.o.Style == JSON {
		b.key(name)
	} else if text != "" {
		b.B = append(b.B, text...)
		b.B = append(b.B, ' ')
	}
}

// AuxNamed begins a part of what explains a result that has a name in text too.
func (b *Buf) AuxNamed(name string) {
	b.aux()
	if b.o.Style == JSON {
		b.key(name)
		return
	}
	b.B = append(b.B, name...)
	b.B = append(b.B, '=')
}

// AuxName explains a result by a name, which text shows in every style. JSON has
// it and its number as the member key.
func (b *Buf) AuxName(name, key string, v int64) {
	if b.o.Style == JSON {
		b.AuxField("", key)
		b.Const(name, v)
		return
	}
	b.AuxWord(name)
}

// AuxNamespace says a namespace as the links in /proc/PID/ns have it, net:[1];
// JSON has its number as the member kind.
func (b *Buf) AuxNamespace(kind string, inode uint64) {
	b.aux()
	if b.o.Style == JSON {
		b.key(kind)
		b.B = strconv.AppendUint(b.B, inode, 10)
		return
	}
	b.B = append(b.B, kind...)
	b.punct(":[")
	b.B = strconv.AppendUint(b.B, inode, 10)
	b.punct("]")
}

// AuxWord says a part that is only a word, as in 0 (Timeout).
func (b *Buf) AuxWord(w string) {
	b.aux()
	if b.o.Style == JSON {
		b.key("note")
		b.B = AppendJSONString(b.B, w)
	} else {
		b.B = append(b.B, w...)
	}
}

func (b *Buf) aux() {
	if l := b.top(); l.kind == inAux {
		b.sep(l)
		return
	}
	if b.o.Style == JSON {
		b.B = append(b.B, `,"detail":{`...)
	} else {
		b.punct(" (")
	}
	b.push(inAux)
	b.top().n = 1
}

// EndAux ends the explanation of a result, if there is one.
func (b *Buf) EndAux() {
	if b.top().kind != inAux {
		return
	}
	b.pop()
	if b.o.Style == JSON {
		b.B = append(b.B, '}')
	} else {
		b.punct(")")
	}
}

// BeginCall begins a call: text shows its name and a parenthesis. Arguments
// follow, then EndCall.
func (b *Buf) BeginCall(name string) {
	if b.o.Style == JSON {
		return
	}
	b.on(colCall)
	b.B = append(b.B, b.o.Prefix...)
	b.B = append(b.B, name...)
	b.off()
	b.punct("(")
}

// BeginLibCall begins a call of a library function: text shows who calls it, if
// that is said, or with entry whose it is.
func (b *Buf) BeginLibCall(module, name string, entry bool) {
	if b.o.Style == JSON {
		return
	}
	if module != "" && !entry {
		b.B = append(b.B, module...)
		b.punct("->")
	}
	b.on(colCall)
	b.B = append(b.B, name...)
	b.off()
	if module != "" && entry {
		b.punct("@")
		b.B = append(b.B, module...)
	}
	b.punct("(")
}

const blanks = "                                        "

// EndCall ends a call's arguments. Text adds blanks so that the result begins
// at column; what was written before b's content took lead columns. A result
// follows.
func (b *Buf) EndCall(lead, column int) {
	if b.o.Style == JSON {
		b.B = append(b.B, `},"ret":`...)
		b.lv[0] = level{kind: inOne}
		return
	}
	b.punct(")")
	b.lv[0] = level{kind: inOne}
	b.B = append(b.B, ' ')
	for n := column - lead - b.Visible(); n > 0; n -= len(blanks) {
		b.B = append(b.B, blanks[:min(n, len(blanks))]...)
	}
	b.punct("= ")
}

// Resuming says which call is made again; an empty name is not known.
func (b *Buf) Resuming(name string) {
	if b.o.Style == JSON {
		b.B = AppendJSONString(b.B, name)
		return
	}
	if name == "" {
		name = "system call"
	}
	b.B = append(b.B, "<... resuming interrupted "...)
	b.B = append(b.B, name...)
	b.B = append(b.B, " ...>"...)
}

// Error says the result of a failed call. With restart, the kernel is about to
// make the call again or to pretend that it was interrupted, and the program
// will not see the number.
func (b *Buf) Error(ret int64, name, text string, restart bool) {
	if b.o.Style == JSON {
		b.B = strconv.AppendInt(b.B, -1, 10)
		b.B = append(b.B, `,"errno":{"name":`...)
		b.B = AppendJSONString(b.B, name)
		b.B = append(b.B, `,"value":`...)
		b.B = strconv.AppendInt(b.B, -ret, 10)
		b.B = append(b.B, `,"text":`...)
		b.B = AppendJSONString(b.B, text)
		b.B = append(b.B, '}')
		return
	}
	b.on(colError)
	if restart {
		b.B = append(b.B, "? "...)
	} else {
		b.B = append(b.B, "-1 "...)
	}
	if name == "" {
		b.B = append(b.B, "(errno "...)
		b.B = strconv.AppendInt(b.B, -ret, 10)
		b.B = append(b.B, ')')
	} else {
		b.B = append(b.B, name...)
		b.B = append(b.B, " ("...)
		if text == "" {
			b.B = append(b.B, "Unknown error "...)
			b.B = strconv.AppendInt(b.B, -ret, 10)
		}
		b.B = append(b.B, text...)
		b.B = append(b.B, ')')
	}
	b.off()
}

// Cut completes what was begun and will not be said: for JSON, whose objects
// must end.
func (b *Buf) Cut() {
	if b.o.Style != JSON {
		return
	}
	if n := len(b.B); n > 0 && b.B[n-1] == ':' {
		b.B = append(b.B, "null"...)
	}
	for ; b.depth > 0; b.depth-- {
		switch l := b.top(); l.kind {
		case inStruct, inAux:
			b.B = append(b.B, '}')
		case inArray, inList:
			b.B = append(b.B, ']')
		case inFlags:
			b.EndFlags()
			b.depth++
		}
		if end := b.top().end; end != 0 {
			b.B = append(b.B, end)
		}
	}
}
