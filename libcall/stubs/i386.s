# Fast stubs for i386: what amd64.s has, for few registers. A function's own stub is
# the same. Addresses are absolute: Go adds where the code is to them.

	.include "layout.inc"
	.include "common.inc"
	.text
base:

# find sets %ecx to the first place in the table for the slot %esi, %edi behind the
# last one, and %edx to the key that it has while its call is under way.
	.macro find
	lea	1(%esi), %edx
	imul	$0x9e3779b9, %esi, %ecx
	shr	$32 - SLOTS_LOG, %ecx
	shl	$5, %ecx			# FRAME_SIZE
	lea	base+TABLE(%ecx), %ecx
	lea	PROBES*FRAME_SIZE(%ecx), %edi
	.endm

	.set	SAVED, 11*4			# what save pushes

	.macro save
	push	%eax
	push	%ecx
	push	%edx
	push	%ebx
	push	%esi
	push	%edi
	push	%ebp
	lea	-16(%esp), %esp
	.endm
	.set	HIGH, 0				# of the record's SEQ, the upper half
	.set	NUMBER, 4			# of the function
	.set	MORE, 8				# strings to be copied
	.set	COPIED, 12			# where to tell how much was
	.set	ROW, 4				# at a return: the call's in the table
	.set	FOUND, 8			# and its slot
	.set	EDX, 32
	.set	EAX, 40

	.macro restore
	lea	16(%esp), %esp
	pop	%ebp
	pop	%edi
	pop	%esi
	pop	%ebx
	pop	%edx
	pop	%ecx
	pop	%eax
	.endm

	.set	AT, SAVED+4			# the slot
enter:
	save
	mov	SAVED(%esp), %eax		# an address in the function's stub
	sub	base+STUBS, %eax
	shr	$4, %eax
	mov	%eax, NUMBER(%esp)
	testb	$0x40, base+OWNER+3
	jnz	pass
	cmpb	$0, base+MUTE
	jne	pass
	mov	base+ONLY, %ecx
	test	%ecx, %ecx
	jz	1f
	cmp	%gs:0, %ecx
	jne	pass
1:	testb	$CALLONLY, base+DESC(,%eax,4)
	jnz	only
2:	lea	AT(%esp), %esi
	mov	(%esi), %ebx			# the return address
	find
3:	mov	(%ecx), %eax
	cmp	%edx, %eax
	je	live
	cmp	%esi, %eax
	je	take
	test	%eax, %eax
	jz	take
	add	$FRAME_SIZE, %ecx
	cmp	%edi, %ecx
	jb	3b
	sub	$PROBES*FRAME_SIZE, %ecx	# no place is free: take one whose call has returned
4:	mov	(%ecx), %eax
	test	$1, %al
	jz	take
	add	$FRAME_SIZE, %ecx
	cmp	%edi, %ecx
	jb	4b
	testb	$0x40, base+OWNER+3
	jnz	pass
crowded:
	int3					# the tracer handles this call, and has it go on at pass
	jmp	pass
take:
	lock cmpxchg %edx, (%ecx)
	jne	2b				# another thread was faster
	cmp	$trampoline, %ebx
	je	strange
	mov	%ebx, RET(%ecx)
	jmp	begin
strange:					# a return to the trampoline that is not known stays one
	mov	%eax, (%ecx)
	jmp	pass
live:
	cmp	$trampoline, %ebx
	je	tail
	mov	%ebx, RET(%ecx)			# the former call was jumped out of
begin:

.if COUNTING
	rdtsc
	jmp	1f
tail:						# the caller ends where its callee begins
	rdtsc
	mov	%eax, %esi
	mov	%edx, %edi
	mov	%ecx, %ebp
	sub	BEGAN(%ecx), %eax
	sbb	BEGAN+4(%ecx), %edx
	mov	FUNC(%ecx), %ecx
	call	spent
	mov	%esi, %eax
	mov	%edi, %edx
	mov	%ebp, %ecx
1:	mov	%eax, BEGAN(%ecx)
	mov	%edx, BEGAN+4(%ecx)
	mov	NUMBER(%esp), %eax
	mov	%eax, FUNC(%ecx)
	movl	$trampoline, AT(%esp)
only:
	shl	$5, %eax			# COUNTER_SIZE
	lock addl $1, base+COUNTERS+CALLS(%eax)
	jnc	pass
	lock incl base+COUNTERS+CALLS+4(%eax)
.else
	movl	$0, FLAGS(%ecx)
tail:						# the result is that of all who end here
	mov	NUMBER(%esp), %eax
	mov	%eax, FUNC(%ecx)
	mov	base+DESC(,%eax,4), %eax
	or	%eax, FLAGS(%ecx)
	testb	$STOPS, %al
	jnz	stop
only:
.endif

.if !COUNTING
# claim gets a record: %ebp is its address, %ebx and HIGH are its SEQ. Whoever is
# stopped for a signal between \won and \complete begins again at \claim, and the
# tracer takes the record back. The ring may be full.
	.macro claim claim, won, full
\claim:
	mov	base+HEAD, %eax
	mov	base+HEAD+4, %edx
9:	mov	%eax, %ebx
	sub	base+TAIL, %ebx			# the lower halves do
	cmp	$LAST_RECORD, %ebx
	ja	\full
	mov	%eax, %ebx
	mov	%edx, %ecx
	add	$1, %ebx
	adc	$0, %ecx
	lock cmpxchg8b base+HEAD
\won:
	jne	9b
	mov	%ecx, HIGH(%esp)
	and	$LAST_RECORD, %eax
	shl	$RECORD_LOG, %eax
	lea	base+RING(%eax), %ebp
	movl	$0, VALID(%ebp)
	movl	$0, VALID+4(%ebp)
	mov	%gs:0, %eax
	mov	%eax, THREAD(%ebp)
	rdtsc
	mov	%eax, WHEN(%ebp)
	mov	%edx, WHEN+4(%ebp)
	.endm

# publish tells that the record is complete.
	.macro publish
	mov	HIGH(%esp), %eax
	mov	%eax, SEQ+4(%ebp)
	mov	%ebx, SEQ(%ebp)
	.endm

# wait waits for room in the ring, unless the tracer is gone.
	.macro wait claim, otherwise
	testb	$0x40, base+OWNER+3
	jnz	\otherwise
	cmpb	$0, base+WAITS
	jne	9f
	int3
	jmp	\claim
9:	mov	base+TAIL, %edx
	mov	base+HEAD, %eax
	sub	%edx, %eax
	cmp	$LAST_RECORD, %eax
	jbe	\claim
	mov	$240, %eax			# futex(&TAIL, FUTEX_WAIT, its value, &TIMEOUT)
	mov	$base+TAIL, %ebx
	xor	%ecx, %ecx
	mov	$base+TIMEOUT, %esi
	int	$0x80
	jmp	\claim
	.endm

# string copies the string at %eax to %edi, leaves the number of bytes in %eax, and
# %edi behind the room for it. An address that cannot be read makes the thread stop
# between \copy and \copied: the tracer has it go on there.
	.macro string copy, copied
	lea	STRING_SIZE(%edi), %ecx
	test	%eax, %eax
	jz	\copied
	mov	%eax, %esi
	and	$-4, %esi
	and	$3, %eax
	mov	base+MASKS(,%eax,8), %eax
\copy:
	or	(%esi), %eax
9:	mov	%eax, (%edi)
	add	$4, %edi
	lea	-0x01010101(%eax), %edx		# is a byte of it zero?
	not	%eax
	and	%eax, %edx
	test	$0x80808080, %edx
	jnz	\copied
	cmp	%ecx, %edi
	jae	\copied
	add	$4, %esi
	mov	(%esi), %eax
	jmp	9b
\copied:
	lea	STRING_SIZE(%edi), %eax
	sub	%ecx, %eax
	mov	%ecx, %edi
	.endm

	claim	claimEnter, wonEnter, full
	lea	AT(%esp), %esi
	mov	%esi, SLOT(%ebp)
	mov	(%esi), %eax
	mov	%eax, RETURN(%ebp)
	mov	NUMBER(%esp), %eax
	mov	%eax, INDEX(%ebp)
	movl	$ENTERED, KIND(%ebp)
	mov	base+DESC(,%eax,4), %eax
	movzbl	%ah, %ecx			# STACKED
	jecxz	2f
1:	mov	(%esi,%ecx,4), %edx
	mov	%edx, WORDS-4(%ebp,%ecx,4)
	dec	%ecx
	jnz	1b
2:	shr	$8*TEXTS, %eax
	jz	publish
	mov	%eax, MORE(%esp)
	lea	VALID(%ebp), %edx
	mov	%edx, COPIED(%esp)
	lea	STRINGS(%ebp), %edi
3:	and	$15, %eax
	jz	publish
	mov	WORDS-4(%ebp,%eax,4), %eax
	string	copyEnter, copiedEnter
	mov	COPIED(%esp), %edx
	mov	%ax, (%edx)
	addl	$2, COPIED(%esp)
	mov	MORE(%esp), %eax
	shr	$4, %eax
	mov	%eax, MORE(%esp)
	jmp	3b
publish:
	publish
completeEnter:
	mov	NUMBER(%esp), %eax
	testb	$CALLONLY, base+DESC(,%eax,4)
	jnz	pass
	movl	$trampoline, AT(%esp)
.endif

pass:
	restore
	ret

# Functions return to trampoline, and may have popped arguments: their slots are among
# the POPPED words above the stack pointer.
	.set	POPPED, 16
	.set	WHERE, SAVED+4*(POPPED-1)	# to return to

# seek looks for a call under way whose slot is one of those: %ecx is its place in the
# table, %esi the slot. check is what has to be true of that, too.
	.macro seek check:vararg
	lea	SAVED+4*POPPED(%esp), %esi
	lea	SAVED(%esp), %ebx
6:	sub	$4, %esi
	\check
	find
7:	cmp	%edx, (%ecx)
	je	found
	add	$FRAME_SIZE, %ecx
	cmp	%edi, %ecx
	jb	7b
8:	cmp	%ebx, %esi
	ja	6b
	.endm

	.p2align 4
trampoline:
	lea	-4*POPPED(%esp), %esp
	save
	seek	cmpl $trampoline, (%esi); jne 8f
	seek					# a signal has come before the first instruction
	lea	WHERE(%esp), %esi
	find
1:	cmp	%esi, (%ecx)			# a second return?
	je	again
	add	$FRAME_SIZE, %ecx
	cmp	%edi, %ecx
	jb	1b
unknown:
	int3					# the tracer writes WHERE
	jmp	left
again:
	mov	RET(%ecx), %eax
	mov	%eax, WHERE(%esp)
	jmp	left
found:
	mov	RET(%ecx), %eax
	mov	%eax, WHERE(%esp)
.if COUNTING
	rdtsc
	sub	BEGAN(%ecx), %eax
	sbb	BEGAN+4(%ecx), %edx
	mov	%esi, (%ecx)
	mov	FUNC(%ecx), %ecx
	call	spent
.else
	mov	%ecx, ROW(%esp)
	mov	%esi, FOUND(%esp)
	testb	$0x40, base+OWNER+3
	jnz	gone
	cmpb	$0, base+MUTE
	jne	gone
	mov	base+ONLY, %eax
	test	%eax, %eax
	jz	1f
	cmp	%gs:0, %eax
	jne	gone
1:	testb	$STOPS, FLAGS(%ecx)
	jnz	stopAgain
	claim	claimLeave, wonLeave, brimful
	mov	FOUND(%esp), %eax
	mov	%eax, SLOT(%ebp)
	mov	ROW(%esp), %edi
	mov	FUNC(%edi), %eax
	mov	%eax, INDEX(%ebp)
	movl	$LEFT, KIND(%ebp)
	xor	%ecx, %ecx			# upper halves
	mov	EAX(%esp), %eax
	mov	%eax, WORDS(%ebp)
	mov	%ecx, WORDS+4(%ebp)
	mov	EDX(%esp), %eax
	mov	%eax, WORDS+8(%ebp)
	mov	%ecx, WORDS+12(%ebp)
	mov	base+ERRNO, %eax
	test	%eax, %eax
	jz	1f
	mov	%gs:(%eax), %eax
1:	mov	%eax, WORDS+16(%ebp)
	mov	%ecx, WORDS+20(%ebp)
	mov	FLAGS(%edi), %ecx
	test	$RETX87, %cl
	jz	1f
	x87	X87(%ebp)
1:	test	$RETSTRING, %cl
	jz	1f
	mov	EAX(%esp), %eax
	lea	STRINGS(%ebp), %edi
	string	copyLeave, copiedLeave
	mov	%ax, VALID(%ebp)
1:	publish
completeLeave:
gone:
	mov	ROW(%esp), %ecx
	mov	FOUND(%esp), %eax
	mov	%eax, (%ecx)			# the call is no longer under way
.endif
left:
	restore
	lea	4*(POPPED-1)(%esp), %esp
	pop	%ecx
	jmp	*%ecx

# notice is what it is in amd64.s.
notice:
	save
	testb	$0x40, base+OWNER+3
	jnz	1f
	mov	$158, %eax			# sched_yield
	int	$0x80
noticed:
	testb	$0x40, base+OWNER+3
	jz	4f
1:	lea	SAVED(%esp), %esi
	mov	%gs:0, %edi			# above a thread's stack, but for the first one's
	cmp	%esi, %edi
	ja	2f
	mov	$-1, %edi
2:	mov	$base+TABLE, %ecx
3:	mov	(%ecx), %eax
	test	$1, %al
	jz	5f
	dec	%eax
	cmp	%esi, %eax
	jb	5f
	cmp	%edi, %eax
	jae	5f
	cmpl	$trampoline, (%eax)
	jne	5f
	mov	RET(%ecx), %edx
	mov	%edx, (%eax)
5:	add	$FRAME_SIZE, %ecx
	cmp	$base+TABLE+((1<<SLOTS_LOG)+PROBES)*FRAME_SIZE, %ecx
	jb	3b
4:	restore
	ret

.if COUNTING
# spent adds %edx:%eax ticks to those of function %ecx. %eax, %ebx, %ecx, %edx are lost.
spent:
	push	%esi
	push	%edi
	shl	$5, %ecx			# COUNTER_SIZE
	lea	base+COUNTERS(%ecx), %esi
	mov	%eax, %ebx
	mov	%edx, %ecx
	lock add %eax, TIME(%esi)
	adc	$0, %edx
	lock add %edx, TIME+4(%esi)
	mov	LONGEST(%esi), %eax
	mov	LONGEST+4(%esi), %edx
1:	mov	%edx, %edi
	cmp	%ebx, %eax
	sbb	%ecx, %edi
	jae	2f
	lock cmpxchg8b LONGEST(%esi)
	jne	1b
2:	add	$1, %ebx			# none is the largest number
	adc	$0, %ecx
	mov	SHORTEST(%esi), %eax
	mov	SHORTEST+4(%esi), %edx
3:	mov	%eax, %edi
	or	%edx, %edi
	jz	4f
	mov	%ecx, %edi
	cmp	%eax, %ebx
	sbb	%edx, %edi
	jae	5f
4:	lock cmpxchg8b SHORTEST(%esi)
	jne	3b
5:	pop	%edi
	pop	%esi
	ret
.else

# A thread that stops has its results in their registers.
stop:
	mov	AT(%esp), %esi			# for the tracer: what stands there
	movl	$trampoline, AT(%esp)
	mov	NUMBER(%esp), %eax		# and of which function
stopEnter:
	int3
	jmp	pass
stopAgain:
	mov	%esi, (%ecx)			# the slot
	mov	EAX(%esp), %eax
	mov	EDX(%esp), %edx
stopLeave:
	int3
	jmp	left

full:
	wait	claimEnter, pass
brimful:
	wait	claimLeave, gone
.endif
