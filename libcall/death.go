//go:build linux && amd64

package libcall

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The kernel walks a thread's list of robust futexes when the thread ends, however
// it ends, and sets FUTEX_OWNER_DIED in those that hold its id (robust_list(2),
// exit_robust_list in kernel/futex/core.c). So a word of shared memory tells those
// who share it whether the tracer is still there: long before its tracees go on
// without it.

// robustHead is struct robust_list_head (linux/futex.h). What links to an entry is
// the address of its next; glibc, whose list it may be, keeps prev before that.
type robustHead struct {
	prev    uintptr
	next    uintptr
	offset  int // from an entry to its futex
	pending uintptr
}

const (
	ownerDied    = 0x40000000 // FUTEX_OWNER_DIED
	robustOffset = 2048       // of a list of our own
)

// robustList returns the calling thread's list and the address by which the list
// ends; it makes one if there is none.
func robustList() (*robustHead, bool) {
	var at, size uintptr
	if _, _, errno := unix.RawSyscall(unix.SYS_GET_ROBUST_LIST, 0, uintptr(unsafe.Pointer(&at)), uintptr(unsafe.Pointer(&size))); errno != 0 {
		return nil, false
	}
	const prev = unsafe.Offsetof(robustHead{}.next)
	if at != 0 {
		return pointer[robustHead](at - prev), true
	}
	// It must stay where it is for as long as the thread lives.
	p, err := unix.Mmap(-1, 0, int(unsafe.Sizeof(robustHead{})), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return nil, false
	}
	h := (*robustHead)(unsafe.Pointer(&p[0]))
	h.next = uintptr(unsafe.Pointer(&h.next))
	h.prev, h.offset = h.next, robustOffset
	_, _, errno := unix.RawSyscall(unix.SYS_SET_ROBUST_LIST, h.next, unsafe.Sizeof(robustHead{})-prev, 0)
	return h, errno == 0
}

// pointer makes an address that the kernel has told a pointer: not to memory of
// Go's.
func pointer[T any](a uintptr) *T { return *(**T)(unsafe.Pointer(&a)) }

// robustEntry is an element of the list, by the address of its next.
func robustEntry(next uintptr) (e *robustHead) {
	return pointer[robustHead](next - unsafe.Offsetof(e.next))
}

// markDeath has the kernel mark the word when the calling thread ends. Memory
// around it, from room bytes before it to 16 bytes after it, must be of no other
// use. The thread must be locked to the goroutine.
func markDeath(word *uint32, room int) bool {
	h, ok := robustList()
	if !ok {
		return false
	}
	*word = uint32(unix.Gettid())
	next := uintptr(unsafe.Pointer(word)) - uintptr(h.offset)
	if h.offset > room-8 || h.offset < -48 || h.offset > -16 && h.offset < 16 {
		return false
	}
	e := robustEntry(next)
	first := uintptr(unsafe.Pointer(&h.next))
	e.prev, e.next = first, h.next
	robustEntry(h.next).prev = next
	h.next = next
	runtime.KeepAlive(word)
	return true
}

// forgetDeath undoes markDeath.
func forgetDeath(word *uint32) {
	h, ok := robustList()
	if !ok {
		return
	}
	e := robustEntry(uintptr(unsafe.Pointer(word)) - uintptr(h.offset))
	*pointer[uintptr](e.prev) = e.next
	robustEntry(e.next).prev = e.prev
}
