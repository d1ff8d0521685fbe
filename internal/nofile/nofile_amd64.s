//go:build linux

#include "textflag.h"

// getrlimit calls prlimit64(0, RLIMIT_NOFILE, NULL, l).
TEXT ·getrlimit(SB),NOSPLIT,$0-8
	MOVQ $302, AX
	XORL DI, DI
	MOVL $7, SI
	XORL DX, DX
	MOVQ l+0(FP), R10
	SYSCALL
	RET
