package syscalls

// Unfinished lists the calls whose description is still the plain one made from
// the kernel's prototype: structures show as addresses, many numbers in
// hexadecimal. A call leaves the list in the change that finishes it.
var Unfinished = []string{

	// aio.go
	"io_cancel",
	"io_destroy",
	"io_getevents",
	"io_pgetevents",
	"io_pgetevents_time64",
	"io_setup",
	"io_submit",
	"io_uring_enter",
	"io_uring_register",
	"io_uring_setup",

	// misc.go
	"bpf",
}
