//go:build linux && amd64

package ptrace

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"syscall"
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// memSource is a way to read a tracee's memory, from the fastest on. A thread
// falls back to the next one when the kernel refuses one altogether.
type memSource uint8

const (
	memReadv memSource = iota // process_vm_readv(2)
	memFile                   // /proc/TID/mem
	memPeek                   // PTRACE_PEEKDATA, a word at a time
)

// maxAddr is the end of user space with five-level page tables
// (Documentation/arch/x86/x86_64/mm.rst).
const maxAddr = 1 << 56

// ReadMem implements event.Memory. It works while the thread is stopped.
func (th *thread) ReadMem(addr event.Addr, p []byte) int {
	if k := &th.t.kept; k.th == th && k.holds(addr, len(p)) {
		return copy(p, th.t.path[addr-k.addr:])
	}
	if addr >= maxAddr || len(p) == 0 {
		return 0
	}
	if room := maxAddr - uint64(addr); uint64(len(p)) > room {
		p = p[:room]
	}
	if th.mem == memReadv {
		n, errno := vmRead(th.TID, addr, p)
		switch errno {
		case 0, syscall.EFAULT, syscall.ESRCH:
			return n
		}
		th.mem = memFile // EPERM: of this program (see prctl(2), PR_SET_DUMPABLE)
		if errno == syscall.ENOSYS {
			th.t.mem = memFile
		}
	}
	if th.mem == memFile {
		if n, ok := fileRead(th.TID, addr, p); ok {
			return n
		}
		th.mem = memPeek
	}
	return th.peek(addr, p)
}

// pageSize and nameChunk are what decoders read names by: the beginning, no
// further than its page, and then page by page.
const (
	pageSize  = 4096
	nameChunk = 256
)

// kept is what readName has read at the stop that is handled, into Tracer.path.
// Whoever shows the call reads the same memory.
type kept struct {
	th   *thread // nil: nothing
	addr event.Addr
	n    int
}

func (k *kept) holds(addr event.Addr, n int) bool {
	return addr >= k.addr && uint64(addr-k.addr)+uint64(n) <= uint64(k.n)
}

// readName reads the file name at addr; what is not readable, or too long, has
// none.
func (t *Tracer) readName(th *thread, addr event.Addr) []byte {
	n := 0
	for n < len(t.path) {
		at := addr + event.Addr(n)
		chunk := min(len(t.path)-n, pageSize-int(at%pageSize))
		if n == 0 {
			chunk = min(chunk, nameChunk)
		}
		got := th.ReadMem(at, t.path[n:n+chunk])
		end := bytes.IndexByte(t.path[n:n+got], 0)
		n += got
		t.kept = kept{th, addr, n}
		if end >= 0 {
			return t.path[:n-got+end]
		}
		if got < chunk {
			break
		}
	}
	return nil
}

// vmRead reads with process_vm_readv, which copies page by page and returns how
// far it came (mm/process_vm_access.c); it fails only if it could not copy the
// first byte.
func vmRead(tid int, addr event.Addr, p []byte) (int, syscall.Errno) {
	local := unix.Iovec{Base: &p[0], Len: uint64(len(p))}
	remote := unix.RemoteIovec{Base: uintptr(addr), Len: len(p)}
	n, _, errno := syscall.RawSyscall6(unix.SYS_PROCESS_VM_READV, uintptr(tid),
		uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1, 0)
	if errno != 0 {
		return 0, errno
	}
	return int(n), 0
}

// fileRead reads /proc/TID/mem. It opens the file each time: a descriptor would
// go on showing the memory that the process had before an execve.
func fileRead(tid int, addr event.Addr, p []byte) (n int, ok bool) {
	fd, err := unix.Open("/proc/"+strconv.Itoa(tid)+"/mem", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, err == unix.ENOENT || err == unix.ESRCH
	}
	defer unix.Close(fd)
	for n < len(p) {
		m, err := unix.Pread(fd, p[n:], int64(addr)+int64(n))
		if m <= 0 || err != nil {
			break
		}
		n += m
	}
	return n, true
}

// WriteMem implements event.Writer. It works while the thread is stopped.
func (th *thread) WriteMem(addr event.Addr, p []byte) bool {
	th.t.kept = kept{}
	fd, err := unix.Open("/proc/"+strconv.Itoa(th.TID)+"/mem", unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	n, err := unix.Pwrite(fd, p, int64(addr))
	return err == nil && n == len(p)
}

// peek reads aligned words, so that none crosses into a page that was not asked
// for.
func (th *thread) peek(addr event.Addr, p []byte) int {
	n := 0
	for n < len(p) {
		at := addr + event.Addr(n)
		skip := int(at & 7)
		// The raw system call stores the word at data (ptrace(2), "C
		// library/kernel differences").
		if th.t.k.ptrace(unix.PTRACE_PEEKDATA, th.TID, uintptr(at)-uintptr(skip), uintptr(unsafe.Pointer(&th.t.msg))) != 0 {
			break
		}
		var w [8]byte
		binary.LittleEndian.PutUint64(w[:], uint64(th.t.msg))
		n += copy(p[n:], w[skip:])
	}
	return n
}
