//go:build linux

#include "textflag.h"

// func startKeeper(k *keeper, stack uintptr) int
//
// clone(CLONE_VM|CLONE_FILES), without a signal at its end: the child runs
// keeperEntry(k) on its own stack, in the same memory. Registers other than RAX,
// RCX and R11 survive a system call.
TEXT ·startKeeper(SB),NOSPLIT,$0-24
	MOVQ k+0(FP), R12
	MOVQ stack+8(FP), SI
	MOVQ $0x500, DI
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
	CALL ·keeperEntry(SB)
	INT $3
