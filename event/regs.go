package event

// Regs are the registers of a stopped thread that unwinding its stack needs, by
// the numbers that DWARF gives them (the psABIs' "DWARF Register Number
// Mapping"). ABI is that of the code the thread executes, whatever calls it makes.
//
//	AMD64: rax rdx rcx rbx rsi rdi rbp rsp r8...r15 rip
//	I386:  eax ecx edx ebx esp ebp esi edi eip, the rest is 0
type Regs struct {
	ABI ABI
	R   [NumRegs]uint64
}

// NumRegs is how many registers Regs holds, NumRegs386 how many of them are I386's.
const (
	NumRegs    = 17
	NumRegs386 = 9
)

// PC is the instruction pointer.
func (r *Regs) PC() *uint64 {
	if r.ABI == I386 {
		return &r.R[NumRegs386-1]
	}
	return &r.R[NumRegs-1]
}

// SP is the stack pointer.
func (r *Regs) SP() *uint64 {
	if r.ABI == I386 {
		return &r.R[4]
	}
	return &r.R[7]
}

// RegReader is implemented by the Memory of threads whose registers can be read.
type RegReader interface {
	// ReadRegs fills in r and reports whether it could. It works while the
	// thread is stopped.
	ReadRegs(r *Regs) bool
}
