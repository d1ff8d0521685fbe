package ctype

import "gotrace/xlat"

// The functions here make fields, one line each. They are single expressions,
// so that tables of structs are static data. They do not nest, since the compiler
// would then make code of it: a field with more to it is a literal.

// Num is a number, shown in decimal.
func Num(name string, k Kind) Field { return Field{Name: name, Kind: k} }

// Bits is a bit-field: width bits, from bit shift on, of a number that those before and
// behind it may share.
func Bits(name string, k Kind, shift, width uint8) Field {
	return Field{Name: name, Kind: k, Shift: shift, Width: width}
}

// Hex is a number, shown in hexadecimal.
func Hex(name string, k Kind) Field { return Field{Name: name, Kind: k, Show: ShowHex} }

// Oct is a number, shown in octal.
func Oct(name string, k Kind) Field { return Field{Name: name, Kind: k, Show: ShowOct} }

// Flags is a number made of flags.
func Flags(name string, k Kind, s *xlat.Set) Field {
	return Field{Name: name, Kind: k, Show: ShowFlags, Set: s}
}

// Enum is a number with a name.
func Enum(name string, k Kind, s *xlat.Set) Field {
	return Field{Name: name, Kind: k, Show: ShowEnum, Set: s}
}

// Pointer is an address.
func Pointer(name string) Field { return Field{Name: name, Kind: Ptr} }

// Text is an array of n characters that ends at its first NUL.
func Text(name string, n int) Field { return Field{Name: name, Kind: Chars, N: n} }

// Data is an array of n bytes.
func Data(name string, n int) Field { return Field{Name: name, Kind: Chars, N: n, Show: ShowBytes} }

// Sub is a struct within the struct.
func Sub(name string, s *Struct) Field { return Field{Name: name, Kind: Nested, Sub: s} }

// Nums is an array of n numbers.
func Nums(name string, k Kind, n int) Field { return Field{Name: name, Kind: k, N: n} }

// Pad is n elements that are not shown: padding, reserved members.
func Pad(k Kind, n int) Field { return Field{Kind: k, N: n, How: Hidden} }

// As is a number shown by a function of its own.
func As(name string, k Kind, show ShowFunc) Field { return Field{Name: name, Kind: k, Show: show} }

// FD is a descriptor stored as an int.
func FD(name string) Field { return Field{Name: name, Kind: S32, Show: ShowFD} }

// ID is a user or group id.
func ID(name string, k Kind) Field { return Field{Name: name, Kind: k, Show: ShowID} }

// PID is a process or thread id.
func PID(name string) Field { return Field{Name: name, Kind: S32, Show: ShowPID} }

// Interface is the index of a network interface.
func Interface(name string, k Kind) Field { return Field{Name: name, Kind: k, Show: ShowInterface} }

// IP is an internet address of n bytes: 4 or 16.
func IP(name string, n int) Field { return Field{Name: name, Kind: Chars, N: n, Show: ShowIP} }

// HexNZ is a number that is shown, in hexadecimal, only if it is not 0.
func HexNZ(name string, k Kind) Field {
	return Field{Name: name, Kind: k, Show: ShowHex, How: NonZero}
}
