package emit

import (
	"strconv"

	"gotrace/xlat"
)

// What only ioctl's commands and their arguments need.

// BeginName begins a number whose name is made of pieces: NameCall, NameEnum,
// NameDec, NameEnd, NameWord and NameOr follow, then EndName. It returns false where
// the number alone is shown.
func (b *Buf) BeginName(v uint64) bool {
	b.value()
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `{"name":"`...)
		b.flags = v
		return true
	case b.o.Const == Names:
		return true
	}
	b.hex(v)
	if b.o.Const == Raw {
		return false
	}
	b.BeginComment()
	return true
}

// EndName ends what BeginName began.
func (b *Buf) EndName() {
	switch {
	case b.o.Style == JSON:
		b.B = append(b.B, `","value":`...)
		b.B = strconv.AppendUint(b.B, b.flags, 10)
		b.B = append(b.B, '}')
	case b.o.Const == Both:
		b.EndComment()
	}
}

// NameWord says a piece that is a word.
func (b *Buf) NameWord(w string) {
	b.on(colConst)
	b.B = append(b.B, w...)
	b.off()
}

// NameOr separates the names of a number that has several.
func (b *Buf) NameOr() { b.B = append(b.B, " or "...) }

// NameCall begins a macro of arguments, NameEnd ends it.
func (b *Buf) NameCall(macro string) {
	b.NameWord(macro)
	b.B = append(b.B, '(')
}

// NameComma separates the arguments of a macro.
func (b *Buf) NameComma() { b.B = append(b.B, ", "...) }

// NameEnd ends what NameCall began.
func (b *Buf) NameEnd() { b.B = append(b.B, ')') }

// NameDec says a piece that is a decimal number, NameHex one in hexadecimal.
func (b *Buf) NameDec(v uint64) { b.B = strconv.AppendUint(b.B, v, 10) }

// NameHex says a piece that is a hexadecimal number.
func (b *Buf) NameHex(v uint64) {
	if v == 0 {
		b.B = append(b.B, '0')
		return
	}
	b.B = AppendHex(b.B, v)
}

// NameChar says a piece that is a character.
func (b *Buf) NameChar(c byte) { b.B = appendChar(b.B, c, true) }

// NameFlag says that a piece is one of several flags.
func (b *Buf) NameFlag() { b.B = append(b.B, '|') }

// NameEnum says a piece that has a name in a set.
func (b *Buf) NameEnum(s *xlat.Set, v uint64) {
	if name, ok := s.Lookup(b.ABI, v); ok {
		b.NameWord(name)
		return
	}
	b.NameHex(v)
	if b.o.Style == Text && b.o.Const == Names && s.Unknown != "" {
		b.Comment(s.Unknown)
	}
}
