//go:build linux

#include "textflag.h"

// SPAWN is clone(flags) with a stack for the child, which runs entry(arg) in the
// same memory. Registers other than RAX, RCX and R11 survive a system call.
#define SPAWN(flags, entry) \
	MOVQ arg+0(FP), R12    \
	MOVQ stack+8(FP), SI   \
	MOVQ $flags, DI        \
	XORL DX, DX            \
	XORL R10, R10          \
	XORL R8, R8            \
	MOVQ $56, AX           \
	SYSCALL                \
	TESTQ AX, AX           \
	JZ child               \
	MOVQ AX, ret+16(FP)    \
	RET                    \
child:                         \
	SUBQ $16, SP           \
	MOVQ R12, 0(SP)        \
	CALL entry(SB)         \
	INT $3

// func spawn(arg *launchPlan, stack uintptr) int
//
// CLONE_VM|SIGCHLD
TEXT ·spawn(SB),NOSPLIT,$0-24
	SPAWN(0x111, ·childEntry)

// func startKeeper(arg *keeper, stack uintptr) int
//
// CLONE_VM|CLONE_FILES, without a signal at its end
TEXT ·startKeeper(SB),NOSPLIT,$0-24
	SPAWN(0x500, ·keeperEntry)
