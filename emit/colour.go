package emit

// Palette holds an SGR parameter string ("1;31") for each kind of token; an
// empty one leaves the kind as it is.
type Palette [numColours]string

const (
	colCall = iota
	colArgName
	colArgVal
	colConst
	colComment
	colPunct
	colRetval
	colError
	numColours
)

// Kinds are the names of a palette's kinds, as GOTRACE_COLORS spells them, in
// the order of a [Palette].
var Kinds = [numColours]string{"syscall", "argname", "argval", "const", "comment", "punct", "retval", "error"}

// DefaultPalette is used where nothing else is asked for.
var DefaultPalette = Palette{colCall: "1;34", colArgName: "36", colConst: "35", colComment: "2", colRetval: "32", colError: "1;31", colArgVal: "33"}

func (b *Buf) on(kind int) {
	if b.o.Palette == nil || b.o.Palette[kind] == "" {
		return
	}
	n := len(b.B)
	b.B = append(b.B, 0x1b, '[')
	b.B = append(b.B, b.o.Palette[kind]...)
	b.B = append(b.B, 'm')
	b.inv += len(b.B) - n
	b.lit = true
}

func (b *Buf) off() {
	if !b.lit {
		return
	}
	b.B = append(b.B, "\x1b[0m"...)
	b.inv += len("\x1b[0m")
	b.lit = false
}
