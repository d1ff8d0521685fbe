package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// A Value is something that others than system calls pass, too, and that they say
// as system calls do: what functions of libraries take and return.
type Value struct {
	Name   string
	Num    func(d *Dec, v uint64)               // says a number
	At     func(d *Dec, a event.Addr, n uint64) // says what is at an address, of n bytes where that varies
	Struct *ctype.Struct                        // the C library's struct of that name
	LP64   bool                                 // the C library has another one on i386
}

// On reports whether v is what an ABI's programs pass.
func (v *Value) On(abi event.ABI) bool { return !v.LP64 || abi == event.AMD64 }

// NamedValue returns the Value called name, or nil.
func NamedValue(name string) *Value {
	for i := range values {
		if values[i].Name == name {
			return &values[i]
		}
	}
	return nil
}

var values = [...]Value{
	{Name: "fd", Num: numFD},
	{Name: "dirfd", Num: numDirFD},
	{Name: "pid", Num: numPID},
	{Name: "pgid", Num: numGroup},
	{Name: "id", Num: numID},
	{Name: "dev", Num: sayDevice},
	{Name: "signal", Num: numSignal},
	{Name: "mode", Num: numMode},
	{Name: "filemode", Num: sayFileMode},
	{Name: "openflags", Num: sayOpenFlags},
	{Name: "socktype", Num: socketType},
	{Name: "waitstatus", Num: numWaitStatus},
	{Name: "interface", Num: numInterface},
	{Name: "error", Num: numError},

	{Name: "path", At: atPath},
	{Name: "sigset", At: sigsetAt64},
	{Name: "sockaddr", At: atSockaddr},

	{Name: "struct epoll_event", Struct: &epollEvent},
	{Name: "stack_t", Struct: &stackT},
	{Name: "struct flock", Struct: &flock, LP64: true},
	{Name: "struct iovec", Struct: &kiovec},
	{Name: "struct itimerspec", Struct: &itimerspec},
	{Name: "struct linger", Struct: &linger},
	{Name: "struct mq_attr", Struct: &mqAttr},
	{Name: "struct rlimit", Struct: &rlimit},
	{Name: "struct rlimit64", Struct: &rlimit64},
	{Name: "struct rusage", Struct: &Rusage},
	{Name: "struct sembuf", Struct: &sembuf},
	{Name: "struct itimerval", Struct: &itimerval},
	{Name: "struct stat", At: atStat, LP64: true},
	{Name: "struct stat64", At: atStat64},
	{Name: "struct statfs", Struct: &statfs},
	{Name: "struct statx", Struct: &statx},
	{Name: "struct sysinfo", Struct: &sysinfoStruct},
	{Name: "struct timespec", Struct: &Timespec},
	{Name: "struct timeval", Struct: &Timeval},
	{Name: "struct timezone", Struct: &timezone},
	{Name: "struct tms", Struct: &Tms},
	{Name: "struct utimbuf", Struct: &utimbuf},
	{Name: "struct winsize", Struct: &winsize},
}

func numFD(d *Dec, v uint64)     { d.FD(int32(v)) }
func numDirFD(d *Dec, v uint64)  { d.DirFD(int32(v)) }
func numPID(d *Dec, v uint64)    { d.PID(int32(v)) }
func numGroup(d *Dec, v uint64)  { d.IDOf(ctype.Group, int32(v)) }
func numSignal(d *Dec, v uint64) { sayNamedSignal(d, int32(v)) }
func numMode(d *Dec, v uint64)   { d.Oct(uint64(uint16(v)), 3) }

func numWaitStatus(d *Dec, v uint64) { d.WaitStatus(uint32(v)) }
func numInterface(d *Dec, v uint64)  { d.Interface(uint32(v)) }

func numID(d *Dec, v uint64) {
	if uint32(v) == 0xffffffff {
		d.Buf.Int(-1)
		return
	}
	d.Buf.Uint(uint64(uint32(v)))
}

func atPath(d *Dec, a event.Addr, _ uint64) { d.Path(a) }

func atSockaddr(d *Dec, a event.Addr, n uint64) { sockaddr(d, a, int32(min(n, sockaddrMax))) }

// sigsetAt64 says the C library's set, of which the kernel knows the first 8 bytes.
func sigsetAt64(d *Dec, a event.Addr, _ uint64) { sigsetAt(d, a, sigsetSize) }

func atStat(d *Dec, a event.Addr, _ uint64) { statAt(d, &kstat, a) }

// atStat64 says what amd64's C library has under both names.
func atStat64(d *Dec, a event.Addr, _ uint64) {
	if d.ABI == event.I386 {
		statAt(d, &stat64, a)
		return
	}
	statAt(d, &kstat, a)
}

// numError says an error that is a result, as functions of threads have it.
func numError(d *Dec, v uint64) {
	name := xlat.ErrnoName(int(int32(v)))
	if name == "" {
		d.Buf.Int(int64(int32(v)))
		return
	}
	d.Const(name, int64(int32(v)))
}
