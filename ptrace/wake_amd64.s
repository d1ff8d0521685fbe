//go:build linux

#include "textflag.h"

// wakeHandler is a signal handler that does nothing: the kernel calls it with
// the C convention on the thread's signal stack, so it must not touch Go's
// state.
TEXT ·wakeHandler(SB),NOSPLIT|NOFRAME,$0-0
	RET

// wakeRestorer calls rt_sigreturn, as sa_restorer must.
TEXT ·wakeRestorer(SB),NOSPLIT|NOFRAME,$0-0
	MOVQ $15, AX
	SYSCALL
	INT $3

TEXT ·wakeHandlerPC(SB),NOSPLIT,$0-8
	LEAQ ·wakeHandler(SB), AX
	MOVQ AX, ret+0(FP)
	RET

TEXT ·wakeRestorerPC(SB),NOSPLIT,$0-8
	LEAQ ·wakeRestorer(SB), AX
	MOVQ AX, ret+0(FP)
	RET
