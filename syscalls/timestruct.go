package syscalls

import "gotrace/ctype"

// The structs that hold times. Timespec and Timeval are those of calls that were
// made before time had 64 bits on i386, the others of those made after.
var (
	Timespec = ctype.Struct{CName: "timespec", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.Long),
		ctype.Num("tv_nsec", ctype.Ulong),
	}}
	Timespec64 = ctype.Struct{CName: "__kernel_timespec", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.S64),
		ctype.Num("tv_nsec", ctype.U64),
	}}
	Timeval = ctype.Struct{CName: "timeval", Fields: []ctype.Field{
		ctype.Num("tv_sec", ctype.Long),
		ctype.Num("tv_usec", ctype.Ulong),
	}}
)
