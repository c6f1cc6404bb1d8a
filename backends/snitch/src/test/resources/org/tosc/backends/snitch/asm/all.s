# What people write by hand: every pseudo-instruction and directive that GNU as has, too.
	.file	"all.s"
	.option	norvc
	.equ	SIZE, 4 * (3 + 5) - 1
	.set	MASK, ~0x0f & 0xff | 1 << 9
COUNT = SIZE / 2
	.text
	.globl	_start, other
	.type	_start, @function
_start:	nop
	mv	a0, a1; not a0, a1
	neg	a0, a1	/* a comment
	of two lines */
	seqz	a0, a1
	snez	a0, a1
	sltz	a0, a1
	sgtz	a0, a1
	sgt	a0, a1, a2
	sgtu	a0, a1, a2
	zext.b	a0, a1
	add	a0, a1, 5
	and	a0, a1, MASK & 0x7ff
	or	a0, a1, -1
	xor	a0, a1, 0x7f
	slt	a0, a1, 1
	sltu	a0, a1, 1
	sll	a0, a1, 3
	srl	a0, a1, 3
	sra	a0, a1, SIZE
	slli	x10, x11, COUNT
	addi	a0, a0, 0xffffffff
	andi	a0, a0, 'a'
	andi	a0, a0, '\n'
1:	beqz	a0, 1b
	bnez	a0, 1f
	blez	a0, 1f
	bgez	a0, 1b
	bltz	a0, 1f
1:	bgtz	a0, 1b
	bgt	a0, a1, other
	ble	a0, a1, other
	bgtu	a0, a1, other
	bleu	a0, a1, other
	j	other
	jal	other
	jal	t0, other
	jr	a0
	jr	a0, 4
	jr	4(a0)
	jalr	a0
	jalr	a0, a1
	jalr	a0, a1, 8
	jalr	a0, -8(a1)
	ret
	call	other
	tail	other
	jump	other, t0
	beq	a0, a1, . + 8
	j	. - 4
	li	a0, 0
	li	a0, -2048
	li	a0, 2047
	li	a0, 2048
	li	a0, 0x12345000
	li	a0, 0x7fffffff
	li	a0, -0x80000000
	li	a0, 0xdeadbeef
	li	a0, SIZE - COUNT * 2
	la	a0, words
	la	a0, words + 4
	lla	a1, _start
	la	a2, far_away
	lui	a0, %hi(words)
	addi	a0, a0, %lo(words)
	lw	a1, %lo(words + 4)(a0)
	sw	a1, %lo(words)(a0)
	fld	fa0, %lo(words)(a0)
2:	auipc	a0, %pcrel_hi(words)
	addi	a0, a0, %pcrel_lo(2b)
	sw	a0, %pcrel_lo(2b)(a0)
	lw	a0, words
	lbu	a0, words + 1
	sh	a0, words, t0
	flw	fa0, words, t0
	fsd	fa0, words + 8, t1
	lw	a0, (a1)
	sw	a0, (a1)
	amoadd.w	a0, a1, (a2)
	amoswap.w.aq	a0, a1, 0(a2)
	lr.w.aqrl	a0, (a1)
	csrr	a0, mhartid
	csrw	mtvec, a0
	csrw	mtvec, 5
	csrs	mstatus, a0
	csrc	mstatus, a0
	csrsi	mie, 8
	csrci	mie, 8
	csrwi	frm, 1
	csrrw	a0, 0x7c0, a1
	csrrs	a0, mcycle, 4
	rdcycle	a0
	rdtime	a0
	rdinstret	a0
	rdcycleh	a0
	frcsr	a0
	fscsr	a0
	fscsr	a0, a1
	frrm	a0
	fsrm	a0
	fsrmi	a0, 2
	frflags	a0
	fsflags	a0, a1
	fsflagsi	3
	fence
	fence	rw, w
	fence.i
	sfence.vma
	sfence.vma	a0
	scall
	sbreak
	unimp
	fmv.s	fa0, fa1
	fneg.s	fa0, fa1
	fabs.s	fa0, fa1
	fmv.d	fa0, fa1
	fneg.d	fa0, fa1
	fabs.d	fa0, fa1
	fgt.s	a0, fa0, fa1
	fge.d	a0, fa0, fa1
	fmv.x.s	a0, fa0
	fmv.s.x	fa0, a0
	fadd.s	fa0, fa1, fa2
	fadd.d	f10, f11, f12, rup
	fcvt.w.d	a0, fa0, rtz
	fcvt.wu.s	a0, fa0
	fcvt.d.w	fa0, a0
	.p2align	4
	.balign	16
	.align	3
	.size	_start, . - _start
	.space	5000
	beq	a0, a1, 1b
	bltu	a0, a1, 3f
	.zero	4500
3:	ret
	.data
	.p2align	3
words:	.word	1, -2, 0x80000000, SIZE, words, other + 12, 3b - 1b
	.half	0xffff, -1, 'x'
	.2byte	7
	.byte	1, 2, 3, -128, 255
	.p2align	2, 0x5a
	.dword	0x1122334455667788, -1
	.quad	1
	.float	1.5, -0.25, 1e10, .5
	.float	NaN
	.float	-NaN
	.double	-inf
	.double	nan
	.float	3.4028235e38, 1e-45, 1.17549429e-38, 0.1, 123456789.987654321
	.double	1.7976931348623157e308, 4.9e-324, 0.1
	.double	3.141592653589793, -1e-300, 5
	.ascii	"abc", "d\"\\\n\t\x41\101"
	.string	"text"
	.asciz	"more", ""
	.fill	3, 2, 0x1234
	.fill	2
	.skip	3, 7
	.p2align	2
	.uleb128	300
	.sleb128	-300
	.word	. - words
	.section	.rodata.mine, "a", @progbits
table:	.word	table, _start
	.weak	hook
	.word	hook
	.pushsection	.data
	.word	0x77
	.popsection
	.word	0x78
	.bss
	.globl	room
room:	.zero	64
	.comm	shared, 16, 8
	.local	own
	.comm	own, 12, 4
	.data
	.word	room, own
	.text
	la	a0, own
	la	a0, shared
	call	hook
	.rept	SIZE / 10
	.rept	2
1:	addi	a0, a0, 1
	bnez	a0, 1b
	.endr
	nop
	.endr
	.previous
	.word	5
