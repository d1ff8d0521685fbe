//go:build linux && amd64

package ptrace

import (
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// User shadow stacks (Documentation/arch/x86/shstk.rst): the CPU keeps return
// addresses a second time, and a return to another one faults.

// ntX86Shstk is NT_X86_SHSTK (linux/elf.h): a word, the shadow stack's pointer.
const ntX86Shstk = 0x204

// ShadowStack returns the pointer of the thread's shadow stack; ok is false if it
// has none.
func (s *Stopped) ShadowStack() (ssp event.Addr, ok bool) {
	var word uint64
	iov := unix.Iovec{Base: (*byte)(unsafe.Pointer(&word)), Len: 8}
	errno := s.th.t.k.ptrace(unix.PTRACE_GETREGSET, s.TID, ntX86Shstk, uintptr(unsafe.Pointer(&iov)))
	return event.Addr(word), errno == 0 && word != 0
}

// SetShadowStack sets it.
func (s *Stopped) SetShadowStack(ssp event.Addr) bool {
	word := uint64(ssp)
	iov := unix.Iovec{Base: (*byte)(unsafe.Pointer(&word)), Len: 8}
	return s.th.t.k.ptrace(unix.PTRACE_SETREGSET, s.TID, ntX86Shstk, uintptr(unsafe.Pointer(&iov))) == 0
}
