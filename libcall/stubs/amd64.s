# Fast stubs for amd64. A function's own stub is
#
#	call enter
#	jmp *entry
#
# and replaces the content of slots that hold the function's address; stubs stand in
# a row, 16 bytes each. Registers are as the caller has left them, and must be so when
# the function begins.

	.include "layout.inc"
	.include "common.inc"
	.text
base:

# find sets %rcx to the first place in the table for the slot %r10, %r8 behind the
# last one, and %rdx to the key that it has while its call is under way.
	.macro find
	lea	1(%r10), %rdx
	movabs	$0x9e3779b97f4a7c15, %rcx
	imul	%r10, %rcx
	shr	$64 - SLOTS_LOG, %rcx
	shl	$5, %rcx			# FRAME_SIZE
	lea	base+TABLE(%rip), %r8
	add	%r8, %rcx
	lea	PROBES*FRAME_SIZE(%rcx), %r8
	.endm

# now sets %rax to the time stamp counter; %rdx is lost.
	.macro now
	rdtsc
	shl	$32, %rdx
	or	%rdx, %rax
	.endm

	.set	SAVED, 10*8			# what save pushes

	.macro save
	push	%rax
	push	%rcx
	push	%rdx
	push	%rsi
	push	%rdi
	push	%r8
	push	%r9
	push	%r10
	push	%r11
	push	%rax
	.endm
	.set	NUMBER, 0			# of the function
	.set	R9, 24
	.set	R8, 32
	.set	RDI, 40
	.set	RSI, 48
	.set	RDX, 56
	.set	RCX, 64
	.set	RAX, 72

	.macro restore
	lea	8(%rsp), %rsp
	pop	%r11
	pop	%r10
	pop	%r9
	pop	%r8
	pop	%rdi
	pop	%rsi
	pop	%rdx
	pop	%rcx
	pop	%rax
	.endm

	.set	AT, SAVED+8			# the slot
enter:
	save
	mov	SAVED(%rsp), %rax		# an address in the function's stub
	sub	base+STUBS(%rip), %rax
	shr	$4, %rax
	mov	%rax, NUMBER(%rsp)
	testb	$0x40, base+OWNER+3(%rip)
	jnz	pass
	cmpb	$0, base+MUTE(%rip)
	jne	pass
	mov	base+ONLY(%rip), %rax
	test	%rax, %rax
	jz	1f
	cmp	%fs:0, %rax
	jne	pass
1:	mov	NUMBER(%rsp), %eax
	lea	base+DESC(%rip), %rdx
	testb	$CALLONLY, (%rdx,%rax,4)
	jnz	only
2:	lea	AT(%rsp), %r10
	mov	AT(%rsp), %rsi			# the return address
	lea	trampoline(%rip), %rdi
	find
3:	mov	(%rcx), %rax
	cmp	%rdx, %rax
	je	live
	cmp	%r10, %rax
	je	take
	test	%rax, %rax
	jz	take
	add	$FRAME_SIZE, %rcx
	cmp	%r8, %rcx
	jb	3b
	sub	$PROBES*FRAME_SIZE, %rcx	# no place is free: take one whose call has returned
4:	mov	(%rcx), %rax
	test	$1, %al
	jz	take
	add	$FRAME_SIZE, %rcx
	cmp	%r8, %rcx
	jb	4b
	testb	$0x40, base+OWNER+3(%rip)
	jnz	pass
crowded:
	int3					# the tracer handles this call, and has it go on at pass
	jmp	pass
take:
	lock cmpxchg %rdx, (%rcx)
	jne	2b				# another thread was faster
	cmp	%rdi, %rsi
	je	strange
	mov	%rsi, RET(%rcx)
	jmp	begin
strange:					# a return to the trampoline that is not known stays one
	mov	%rax, (%rcx)
	jmp	pass
live:
	cmp	%rdi, %rsi
	je	tail
	mov	%rsi, RET(%rcx)			# the former call was jumped out of
begin:

.if COUNTING
	now
	jmp	1f
tail:						# the caller ends where its callee begins
	now
	mov	%rax, %rdi
	sub	BEGAN(%rcx), %rax
	mov	%rdi, BEGAN(%rcx)
	mov	FUNC(%rcx), %esi
	call	spent
	mov	%rdi, %rax
1:	mov	%rax, BEGAN(%rcx)
	mov	NUMBER(%rsp), %esi
	mov	%esi, FUNC(%rcx)
	shl	$5, %rsi			# COUNTER_SIZE
	lea	base+COUNTERS(%rip), %rdi
	lock incq CALLS(%rdi,%rsi)
	lea	trampoline(%rip), %rax
	mov	%rax, AT(%rsp)
	jmp	pass
only:
	shl	$5, %rax			# COUNTER_SIZE
	lea	base+COUNTERS(%rip), %rdi
	lock incq CALLS(%rdi,%rax)
.else
	movl	$0, FLAGS(%rcx)
tail:						# the result is that of all who end here
	mov	NUMBER(%rsp), %esi
	mov	%esi, FUNC(%rcx)
	lea	base+DESC(%rip), %rdi
	mov	(%rdi,%rsi,4), %esi
	or	%esi, FLAGS(%rcx)
	testb	$STOPS, %sil
	jnz	stop
only:
.endif

.if !COUNTING
# claim gets a record: %r8 is its address, %r11 its SEQ. Whoever is stopped for a
# signal between \won and \complete begins again at \claim, and the tracer takes the
# record back. The ring may be full.
	.macro claim claim, won, full
\claim:
	mov	base+HEAD(%rip), %rax
9:	mov	%rax, %rdx
	sub	base+TAIL(%rip), %rdx
	cmp	$LAST_RECORD, %rdx
	ja	\full
	lea	1(%rax), %r11
	lock cmpxchg %r11, base+HEAD(%rip)
\won:
	jne	9b
	and	$LAST_RECORD, %eax
	shl	$RECORD_LOG, %rax
	lea	base+RING(%rip), %r8
	add	%rax, %r8
	movq	$0, VALID(%r8)
	mov	%fs:0, %rax
	mov	%rax, THREAD(%r8)
	.endm

# wait waits for room in the ring, unless the tracer is gone.
	.macro wait claim, otherwise
	testb	$0x40, base+OWNER+3(%rip)
	jnz	\otherwise
	cmpb	$0, base+WAITS(%rip)
	jne	9f
	int3
	jmp	\claim
9:	mov	base+TAIL(%rip), %edx
	mov	base+HEAD(%rip), %eax
	sub	%edx, %eax
	cmp	$LAST_RECORD, %eax
	jbe	\claim
	mov	$202, %eax			# futex(&TAIL, FUTEX_WAIT, its value, &TIMEOUT)
	lea	base+TAIL(%rip), %rdi
	xor	%esi, %esi
	lea	base+TIMEOUT(%rip), %r10
	syscall
	jmp	\claim
	.endm

# string copies the string at %rax to %rdi, leaves the number of bytes in %eax, and
# %rdi behind the room for it. An address that cannot be read makes the thread stop
# between \copy and \copied: the tracer has it go on there.
	.macro string copy, copied
	lea	STRING_SIZE(%rdi), %rsi
	test	%rax, %rax
	jz	\copied
	mov	%rax, %r10
	and	$-8, %r10
	and	$7, %eax
	lea	base+MASKS(%rip), %rdx
	mov	(%rdx,%rax,8), %rax
\copy:
	or	(%r10), %rax
9:	mov	%rax, (%rdi)
	add	$8, %rdi
	movabs	$0xfefefefefefefeff, %rdx	# is a byte of it zero?
	add	%rax, %rdx
	not	%rax
	and	%rax, %rdx
	movabs	$0x8080808080808080, %rax
	test	%rax, %rdx
	jnz	\copied
	cmp	%rsi, %rdi
	jae	\copied
	add	$8, %r10
	mov	(%r10), %rax
	jmp	9b
\copied:
	lea	STRING_SIZE(%rdi), %rax
	sub	%rsi, %rax
	mov	%rsi, %rdi
	.endm

	claim	claimEnter, wonEnter, full
	lea	AT(%rsp), %r10
	mov	%r10, SLOT(%r8)
	mov	AT(%rsp), %rax
	mov	%rax, RETURN(%r8)
	mov	NUMBER(%rsp), %eax
	mov	%eax, INDEX(%r8)
	movl	$ENTERED, KIND(%r8)
	mov	RDI(%rsp), %rdx
	mov	%rdx, WORDS(%r8)
	mov	RSI(%rsp), %rdx
	mov	%rdx, WORDS+8(%r8)
	mov	RDX(%rsp), %rdx
	mov	%rdx, WORDS+16(%r8)
	mov	RCX(%rsp), %rdx
	mov	%rdx, WORDS+24(%r8)
	mov	R8(%rsp), %rdx
	mov	%rdx, WORDS+32(%r8)
	mov	R9(%rsp), %rdx
	mov	%rdx, WORDS+40(%r8)
	lea	base+DESC(%rip), %rdx
	mov	(%rdx,%rax,4), %r9d
	now
	mov	%rax, WHEN(%r8)
	test	%r9d, %r9d
	jz	publish
	test	$0xff<<8*STACKED, %r9d
	jz	1f
	mov	8(%r10), %rdx
	mov	%rdx, STACK(%r8)
	mov	16(%r10), %rdx
	mov	%rdx, STACK+8(%r8)
	mov	24(%r10), %rdx
	mov	%rdx, STACK+16(%r8)
1:	test	$FLOATS, %r9b
	jz	1f
	movq	%xmm0, NUMBERS(%r8)
	movq	%xmm1, NUMBERS+8(%r8)
	movq	%xmm2, NUMBERS+16(%r8)
	movq	%xmm3, NUMBERS+24(%r8)
	movq	%xmm4, NUMBERS+32(%r8)
	movq	%xmm5, NUMBERS+40(%r8)
	movq	%xmm6, NUMBERS+48(%r8)
	movq	%xmm7, NUMBERS+56(%r8)
1:	lea	STRINGS(%r8), %rdi
	lea	VALID(%r8), %rcx
	shr	$8*TEXTS, %r9d
2:	mov	%r9d, %eax
	and	$15, %eax
	jz	publish
	mov	WORDS-8(%r8,%rax,8), %rax
	string	copyEnter, copiedEnter
	mov	%ax, (%rcx)
	add	$2, %rcx
	shr	$4, %r9d
	jmp	2b
publish:
	mov	%r11, SEQ(%r8)
completeEnter:
	mov	NUMBER(%rsp), %eax
	lea	base+DESC(%rip), %rdx
	testb	$CALLONLY, (%rdx,%rax,4)
	jnz	pass
	lea	trampoline(%rip), %rax
	mov	%rax, AT(%rsp)
.endif

pass:
	restore
	ret

# Functions return to trampoline.
	.set	WHERE, SAVED			# to return to
	.p2align 4
trampoline:
	lea	-8(%rsp), %rsp
	save
	lea	WHERE(%rsp), %r10
	find
1:	cmp	%rdx, (%rcx)
	je	found
	add	$FRAME_SIZE, %rcx
	cmp	%r8, %rcx
	jb	1b
	sub	$PROBES*FRAME_SIZE, %rcx	# a second return?
2:	cmp	%r10, (%rcx)
	je	again
	add	$FRAME_SIZE, %rcx
	cmp	%r8, %rcx
	jb	2b
unknown:
	int3					# the tracer writes WHERE
	jmp	left
again:
	mov	RET(%rcx), %rax
	mov	%rax, WHERE(%rsp)
	jmp	left
found:
	mov	RET(%rcx), %rax
	mov	%rax, WHERE(%rsp)
.if COUNTING
	now
	sub	BEGAN(%rcx), %rax
	mov	FUNC(%rcx), %esi
	mov	%r10, (%rcx)
	call	spent
.else
	mov	%rcx, %r9
	testb	$0x40, base+OWNER+3(%rip)
	jnz	gone
	cmpb	$0, base+MUTE(%rip)
	jne	gone
	mov	base+ONLY(%rip), %rax
	test	%rax, %rax
	jz	1f
	cmp	%fs:0, %rax
	jne	gone
1:	testb	$STOPS, FLAGS(%r9)
	jnz	stopAgain
	claim	claimLeave, wonLeave, brimful
	lea	WHERE(%rsp), %rax
	mov	%rax, SLOT(%r8)
	mov	FUNC(%r9), %ecx
	mov	%ecx, INDEX(%r8)
	movl	$LEFT, KIND(%r8)
	mov	RDX(%rsp), %rax
	mov	%rax, WORDS+8(%r8)
	now
	mov	%rax, WHEN(%r8)
	mov	base+ERRNO(%rip), %rax
	test	%rax, %rax
	jz	1f
	mov	%fs:(%rax), %eax
1:	mov	%rax, WORDS+16(%r8)
	mov	RAX(%rsp), %rax
	mov	%rax, WORDS(%r8)
	mov	FLAGS(%r9), %ecx
	test	$RETFLOATS, %cl
	jz	1f
	movups	%xmm0, NUMBERS(%r8)
	movups	%xmm1, NUMBERS+16(%r8)
1:	test	$RETX87, %cl
	jz	1f
	x87	X87(%r8)
1:	test	$RETSTRING, %cl
	jz	1f
	lea	STRINGS(%r8), %rdi
	string	copyLeave, copiedLeave
	mov	%ax, VALID(%r8)
1:	mov	%r11, SEQ(%r8)
completeLeave:
gone:
	lea	WHERE(%rsp), %r10
	mov	%r10, (%r9)			# the call is no longer under way
.endif
left:
	restore
	pop	%r11
	jmp	*%r11

# notice has the tracer notice where it was called from, by a call of sched_yield: a
# thread that is in one when its tracer ends goes on. Without a tracer it puts the
# return addresses of the calls under way on the thread's stack, since an unwinder
# may want them: whatever happens next, fast stubs will not replace others.
notice:
	save
	testb	$0x40, base+OWNER+3(%rip)
	jnz	1f
	mov	$24, %eax			# sched_yield
	syscall
noticed:
	testb	$0x40, base+OWNER+3(%rip)
	jz	4f
1:	lea	SAVED(%rsp), %r10
	mov	%fs:0, %r9			# above a thread's stack, but for the first one's
	cmp	%r10, %r9
	ja	2f
	mov	$-1, %r9
2:	lea	base+TABLE(%rip), %rcx
	lea	base+TABLE+((1<<SLOTS_LOG)+PROBES)*FRAME_SIZE(%rip), %r8
	lea	trampoline(%rip), %rdi
3:	mov	(%rcx), %rax
	test	$1, %al
	jz	5f
	dec	%rax
	cmp	%r10, %rax
	jb	5f
	cmp	%r9, %rax
	jae	5f
	cmp	%rdi, (%rax)
	jne	5f
	mov	RET(%rcx), %rdx
	mov	%rdx, (%rax)
5:	add	$FRAME_SIZE, %rcx
	cmp	%r8, %rcx
	jb	3b
4:	restore
	ret

.if COUNTING
# spent adds %rax ticks to those of function %esi. %rax, %rdx, %rsi, %r8 are lost.
spent:
	shl	$5, %rsi			# COUNTER_SIZE
	lea	base+COUNTERS(%rip), %r8
	add	%r8, %rsi
	lock add %rax, TIME(%rsi)
	cmp	LONGEST(%rsi), %rax
	jbe	1f
	mov	%rax, LONGEST(%rsi)
1:	mov	SHORTEST(%rsi), %rdx
	dec	%rdx				# none is the largest number
	cmp	%rdx, %rax
	jae	1f
	inc	%rax
	mov	%rax, SHORTEST(%rsi)
1:	ret
.else

# A thread that stops has its arguments, or results, in their registers.
stop:
	mov	AT(%rsp), %r10			# for the tracer: what stands there
	lea	trampoline(%rip), %rax
	mov	%rax, AT(%rsp)
	mov	NUMBER(%rsp), %eax		# and of which function
	mov	RDI(%rsp), %rdi
	mov	RSI(%rsp), %rsi
	mov	RDX(%rsp), %rdx
	mov	RCX(%rsp), %rcx
	mov	R8(%rsp), %r8
	mov	R9(%rsp), %r9
stopEnter:
	int3
	jmp	pass
stopAgain:
	lea	WHERE(%rsp), %r10		# the slot
	mov	%r10, (%r9)
	mov	RAX(%rsp), %rax
	mov	RDX(%rsp), %rdx
stopLeave:
	int3
	jmp	left

full:
	wait	claimEnter, pass
brimful:
	wait	claimLeave, gone
.endif
