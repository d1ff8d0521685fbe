//go:build linux

#include "textflag.h"

// func spawn(p *launchPlan, stack uintptr) int
//
// clone(CLONE_VM|SIGCHLD): the child runs p.born on its own stack, in the same
// memory. Registers other than RAX, RCX and R11 survive a system call.
TEXT ·spawn(SB),NOSPLIT,$0-24
	MOVQ p+0(FP), R12
	MOVQ stack+8(FP), SI
	MOVQ $0x111, DI
	XORL DX, DX
	XORL R10, R10
	XORL R8, R8
	MOVQ $56, AX
	SYSCALL
	TESTQ AX, AX
	JZ child
	MOVQ AX, ret+16(FP)
	RET
child:
	SUBQ $16, SP
	MOVQ R12, 0(SP)
	CALL ·childEntry(SB)
	INT $3
