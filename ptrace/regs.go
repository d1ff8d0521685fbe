//go:build linux && amd64

package ptrace

import (
	"unsafe"

	"gotrace/event"

	"golang.org/x/sys/unix"
)

// ReadRegs implements event.RegReader. The kernel gives a 64-bit tracer the
// registers of a 32-bit program in their 64-bit places (arch/x86/kernel/ptrace.c).
func (th *thread) ReadRegs(r *event.Regs) bool {
	p := &th.t.ptregs
	if th.t.k.ptrace(unix.PTRACE_GETREGS, th.TID, 0, uintptr(unsafe.Pointer(p))) != 0 {
		return false
	}
	if p.Cs == cs32 {
		*r = event.Regs{ABI: event.I386, R: [event.NumRegs]uint64{
			p.Rax, p.Rcx, p.Rdx, p.Rbx, p.Rsp, p.Rbp, p.Rsi, p.Rdi, p.Rip}}
		for i := range r.R {
			r.R[i] = uint64(uint32(r.R[i]))
		}
		return true
	}
	*r = event.Regs{ABI: event.AMD64, R: [event.NumRegs]uint64{
		p.Rax, p.Rdx, p.Rcx, p.Rbx, p.Rsi, p.Rdi, p.Rbp, p.Rsp,
		p.R8, p.R9, p.R10, p.R11, p.R12, p.R13, p.R14, p.R15, p.Rip}}
	return true
}
