package filter_test

import (
	"errors"
	"net"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"gotrace/event"
	"gotrace/filter"

	"golang.org/x/sys/unix"
)

func sockFilter(prog []filter.Insn) []unix.SockFilter {
	var p []unix.SockFilter
	for _, in := range prog {
		p = append(p, unix.SockFilter{Code: in.Code, Jt: in.JT, Jf: in.JF, K: in.K})
	}
	return p
}

// The kernel checks the longest program that a set can have. It is the check
// that seccomp makes, too, and a socket that is thrown away is the safer place.
func TestKernelTakesLongest(t *testing.T) {
	var s filter.Set
	for abi := range event.NumABI {
		for nr := uint64(0); nr < filter.MaxNr; nr += 2 {
			s.Add(abi, nr)
		}
	}
	prog := sockFilter(s.Program())
	if len(prog) < 3000 || len(prog) > filter.MaxInsns {
		t.Errorf("only %d instructions", len(prog))
	}
	c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Skip(err)
	}
	defer c.Close()
	raw, err := c.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	fprog := &unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	attach := func(fd uintptr) {
		err = unix.SetsockoptSockFprog(int(fd), unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, fprog)
	}
	if e := raw.Control(attach); e != nil || err != nil {
		// EPERM and ENOMEM are limits of the machine (net.core.optmem_max).
		if errors.Is(err, unix.ENOMEM) {
			t.Skip(err)
		}
		t.Errorf("%d instructions: %v, %v", len(prog), e, err)
	}
}

// In the kernel a program stops what it should: without a tracer such a call
// fails with ENOSYS (seccomp(2)).
func TestKernelRuns(t *testing.T) {
	f := filter.New(tables)
	if err := f.Expr("times@64,umask@64"); err != nil {
		t.Fatal(err)
	}
	prog := sockFilter(f.Trace.Program())
	type result struct {
		install, times, getppid, unknown syscall.Errno
	}
	done := make(chan result)
	go func() {
		// The thread keeps the filter: it ends with this goroutine.
		runtime.LockOSThread()
		var r result
		_, _, r.install = syscall.RawSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
		if r.install == 0 {
			fprog := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
			_, _, r.install = syscall.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0,
				uintptr(unsafe.Pointer(&fprog)))
		}
		_, _, r.times = syscall.RawSyscall(unix.SYS_TIMES, 0, 0, 0)
		_, _, r.getppid = syscall.RawSyscall(unix.SYS_GETPPID, 0, 0, 0)
		_, _, r.unknown = syscall.RawSyscall(700, 0, 0, 0)
		done <- r
	}()
	r := <-done
	if r.install != 0 {
		t.Skip("seccomp: ", r.install)
	}
	if r.times != unix.ENOSYS || r.getppid != 0 || r.unknown != unix.ENOSYS {
		t.Errorf("%+v", r)
	}
}
