	.text
	.attribute	4, 16
	.attribute	5, "rv32i2p0_m2p0_a2p0_f2p0_d2p0"
	.file	"mix.c"
	.weak	weak_one
	.p2align	2
	.type	weak_one,@function
weak_one:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	addi	s0, sp, 16
	sw	a0, -12(s0)
	lw	a0, -12(s0)
	addi	a0, a0, 1
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end0:
	.size	weak_one, .Lfunc_end0-weak_one

	.globl	dispatch
	.p2align	2
	.type	dispatch,@function
dispatch:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	sw	a0, -12(s0)
	sw	a1, -16(s0)
	lw	a1, -12(s0)
	lw	a0, -16(s0)
	jalr	a1
	sw	a0, -20(s0)
	lw	a0, -16(s0)
	call	pick
	mv	a1, a0
	lw	a0, -20(s0)
	add	a0, a0, a1
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end1:
	.size	dispatch, .Lfunc_end1-dispatch

	.section	.sdata,"aw",@progbits
	.p2align	3
.LCPI2_0:
	.quad	0x4000000000000000
	.text
	.p2align	2
	.type	pick,@function
pick:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	sw	a0, -16(s0)
	lw	a1, -16(s0)
	sw	a1, -20(s0)
	li	a0, 6
	bltu	a0, a1, .LBB2_9
	lw	a0, -20(s0)
	slli	a0, a0, 2
	lui	a1, %hi(.LJTI2_0)
	addi	a1, a1, %lo(.LJTI2_0)
	add	a0, a0, a1
	lw	a0, 0(a0)
	jr	a0
.LBB2_2:
	li	a0, 10
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_3:
	lui	a0, %hi(shared)
	lw	a0, %lo(shared)(a0)
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_4:
	li	a0, 33
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_5:
	lui	a0, %hi(counters)
	addi	a0, a0, %lo(counters)
	lw	a0, 12(a0)
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_6:
	li	a0, -9
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_7:
	lui	a0, 17
	addi	a0, a0, 368
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_8:
	lui	a0, %hi(.LCPI2_0)
	fld	fa0, %lo(.LCPI2_0)(a0)
	li	a0, 1
	call	outside
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_9:
	li	a0, 0
	sw	a0, -12(s0)
	j	.LBB2_10
.LBB2_10:
	lw	a0, -12(s0)
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end2:
	.size	pick, .Lfunc_end2-pick
	.section	.rodata,"a",@progbits
	.p2align	2
.LJTI2_0:
	.word	.LBB2_2
	.word	.LBB2_3
	.word	.LBB2_4
	.word	.LBB2_5
	.word	.LBB2_6
	.word	.LBB2_7
	.word	.LBB2_8

	.text
	.globl	dot
	.p2align	2
	.type	dot,@function
dot:
	addi	sp, sp, -48
	sw	ra, 44(sp)
	sw	s0, 40(sp)
	addi	s0, sp, 48
	sw	a0, -12(s0)
	sw	a1, -16(s0)
	sw	a2, -20(s0)
	li	a0, 0
	sw	a0, -28(s0)
	sw	a0, -32(s0)
	sw	a0, -36(s0)
	j	.LBB3_1
.LBB3_1:
	lw	a0, -36(s0)
	lw	a1, -20(s0)
	bge	a0, a1, .LBB3_4
	j	.LBB3_2
.LBB3_2:
	lw	a0, -12(s0)
	lw	a1, -36(s0)
	slli	a1, a1, 3
	add	a0, a0, a1
	fld	ft0, 0(a0)
	lw	a0, -16(s0)
	add	a0, a0, a1
	fld	ft1, 0(a0)
	fld	ft2, -32(s0)
	fmadd.d	ft0, ft0, ft1, ft2
	fsd	ft0, -32(s0)
	j	.LBB3_3
.LBB3_3:
	lw	a0, -36(s0)
	addi	a0, a0, 1
	sw	a0, -36(s0)
	j	.LBB3_1
.LBB3_4:
	fld	ft0, -32(s0)
	lui	a0, %hi(scale)
	fld	ft1, %lo(scale)(a0)
	fmul.d	fa0, ft0, ft1
	lw	ra, 44(sp)
	lw	s0, 40(sp)
	addi	sp, sp, 48
	ret
.Lfunc_end3:
	.size	dot, .Lfunc_end3-dot

	.globl	blend
	.p2align	2
	.type	blend,@function
blend:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	fsw	fa0, -12(s0)
	fsw	fa1, -16(s0)
	sw	a0, -20(s0)
	li	a0, 0
	sw	a0, -24(s0)
	j	.LBB4_1
.LBB4_1:
	lw	a0, -24(s0)
	lw	a1, -20(s0)
	bge	a0, a1, .LBB4_6
	j	.LBB4_2
.LBB4_2:
	flw	ft0, -12(s0)
	flw	ft1, -16(s0)
	lui	a0, %hi(third)
	flw	ft2, %lo(third)(a0)
	fmsub.s	ft0, ft0, ft1, ft2
	fsw	ft0, -12(s0)
	flw	ft0, -12(s0)
	flw	ft1, -16(s0)
	flt.s	a0, ft0, ft1
	li	a1, 0
	beq	a0, a1, .LBB4_4
	j	.LBB4_3
.LBB4_3:
	flw	ft0, -12(s0)
	fneg.s	ft0, ft0
	fsw	ft0, -16(s0)
	j	.LBB4_4
.LBB4_4:
	j	.LBB4_5
.LBB4_5:
	lw	a0, -24(s0)
	addi	a0, a0, 1
	sw	a0, -24(s0)
	j	.LBB4_1
.LBB4_6:
	flw	ft0, -12(s0)
	fabs.s	ft0, ft0
	fsw	ft0, -28(s0)
	flw	fa0, -16(s0)
	call	sqrtf
	flw	ft0, -28(s0)
	fadd.s	fa0, ft0, fa0
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end4:
	.size	blend, .Lfunc_end4-blend

	.globl	wide
	.p2align	2
	.type	wide,@function
wide:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	sw	a1, -12(s0)
	sw	a0, -16(s0)
	sw	a3, -20(s0)
	sw	a2, -24(s0)
	lw	a5, -12(s0)
	lw	a0, -16(s0)
	lw	a2, -24(s0)
	lw	a3, -20(s0)
	mul	a4, a0, a3
	mulhu	a1, a0, a2
	add	a1, a1, a4
	mul	a4, a5, a2
	add	a1, a1, a4
	mul	a4, a0, a2
	slli	a6, a5, 25
	srli	a0, a0, 7
	or	a0, a0, a6
	srli	a5, a5, 7
	add	a0, a4, a0
	sltu	a4, a0, a4
	add	a1, a1, a5
	add	a1, a1, a4
	srli	a4, a2, 29
	slli	a3, a3, 3
	or	a3, a3, a4
	slli	a2, a2, 3
	sub	a1, a1, a3
	sltu	a3, a0, a2
	sub	a1, a1, a3
	sub	a0, a0, a2
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end5:
	.size	wide, .Lfunc_end5-wide

	.globl	strings
	.p2align	2
	.type	strings,@function
strings:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	sw	a0, -12(s0)
	lw	a0, -12(s0)
	andi	a0, a0, 3
	lui	a1, %hi(names)
	addi	a1, a1, %lo(names)
	slli	a0, a0, 2
	add	a0, a0, a1
	lw	a0, 0(a0)
	sw	a0, -16(s0)
	li	a0, 0
	sw	a0, -20(s0)
	j	.LBB6_1
.LBB6_1:
	lw	a0, -16(s0)
	addi	a1, a0, 1
	sw	a1, -16(s0)
	lbu	a0, 0(a0)
	li	a1, 0
	beq	a0, a1, .LBB6_3
	j	.LBB6_2
.LBB6_2:
	lw	a0, -20(s0)
	addi	a0, a0, 1
	sw	a0, -20(s0)
	j	.LBB6_1
.LBB6_3:
	lw	a0, -20(s0)
	lui	a1, %hi(names)
	lw	a1, %lo(names)(a1)
	lw	a2, -12(s0)
	add	a1, a1, a2
	lbu	a1, 0(a1)
	add	a0, a0, a1
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end6:
	.size	strings, .Lfunc_end6-strings

	.globl	fill
	.p2align	2
	.type	fill,@function
fill:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	addi	s0, sp, 16
	sw	a0, -12(s0)
	li	a0, 0
	sw	a0, -16(s0)
	j	.LBB7_1
.LBB7_1:
	lw	a1, -16(s0)
	li	a0, 39
	blt	a0, a1, .LBB7_4
	j	.LBB7_2
.LBB7_2:
	lw	a0, -12(s0)
	lw	a1, -16(s0)
	mul	a0, a0, a1
	lui	a2, %hi(counters)
	addi	a2, a2, %lo(counters)
	slli	a1, a1, 2
	add	a1, a1, a2
	sw	a0, 0(a1)
	j	.LBB7_3
.LBB7_3:
	lw	a0, -16(s0)
	addi	a0, a0, 1
	sw	a0, -16(s0)
	j	.LBB7_1
.LBB7_4:
	lw	a2, -12(s0)
	lui	a1, %hi(shared)
	lw	a0, %lo(shared)(a1)
	xor	a0, a0, a2
	sw	a0, %lo(shared)(a1)
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end7:
	.size	fill, .Lfunc_end7-fill

	.globl	conv
	.p2align	2
	.type	conv,@function
conv:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	fsd	fa0, -16(s0)
	fsw	fa1, -20(s0)
	sw	a0, -24(s0)
	sw	a1, -28(s0)
	fld	ft0, -16(s0)
	fcvt.w.d	a0, ft0, rtz
	flw	ft0, -20(s0)
	fcvt.wu.s	a1, ft0, rtz
	add	a0, a0, a1
	lw	a1, -24(s0)
	add	a0, a0, a1
	lw	a1, -28(s0)
	fcvt.s.wu	ft0, a1
	fcvt.w.s	a1, ft0, rtz
	add	a0, a0, a1
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end8:
	.size	conv, .Lfunc_end8-conv

	.globl	big
	.p2align	2
	.type	big,@function
big:
	addi	sp, sp, -2032
	sw	ra, 2028(sp)
	sw	s0, 2024(sp)
	addi	s0, sp, 2032
	lui	a1, 1
	addi	a1, a1, -1104
	sub	sp, sp, a1
	sw	a0, -16(s0)
	lw	a1, -16(s0)
	lui	a0, 1048575
	addi	a0, a0, -920
	add	a0, s0, a0
	add	a2, a0, a1
	li	a1, 1
	sb	a1, 0(a2)
	lw	a1, -16(s0)
	sub	a0, a0, a1
	lui	a1, 1
	addi	a1, a1, 903
	add	a0, a0, a1
	lbu	a0, 0(a0)
	lui	a1, 1048575
	addi	a1, a1, -924
	add	a1, s0, a1
	sw	a0, 0(a1)
	lw	a0, -16(s0)
	lui	a1, %hi(far_away)
	addi	a2, a1, %lo(far_away)
	slli	a1, a0, 3
	add	a1, a1, a2
	fld	fa0, 0(a1)
	call	outside
	mv	a1, a0
	lui	a0, 1048575
	addi	a0, a0, -924
	add	a0, s0, a0
	lw	a0, 0(a0)
	add	a0, a0, a1
	lui	a1, 1
	addi	a1, a1, -1104
	add	sp, sp, a1
	lw	ra, 2028(sp)
	lw	s0, 2024(sp)
	addi	sp, sp, 2032
	ret
.Lfunc_end9:
	.size	big, .Lfunc_end9-big

	.globl	divs
	.p2align	2
	.type	divs,@function
divs:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	addi	s0, sp, 16
	sw	a0, -12(s0)
	sw	a1, -16(s0)
	lw	a1, -12(s0)
	lw	a2, -16(s0)
	div	a0, a1, a2
	rem	a3, a1, a2
	add	a0, a0, a3
	divu	a1, a1, a2
	add	a0, a0, a1
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end10:
	.size	divs, .Lfunc_end10-divs

	.globl	atom
	.p2align	2
	.type	atom,@function
atom:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	sw	a0, -12(s0)
	lw	a0, -12(s0)
	li	a1, 3
	sw	a1, -16(s0)
	lw	a1, -16(s0)
	amoadd.w.aqrl	a0, a1, (a0)
	sw	a0, -20(s0)
	lw	a0, -20(s0)
	lw	a1, -12(s0)
	lw	a1, 0(a1)
	fence	r, rw
	sw	a1, -24(s0)
	lw	a1, -24(s0)
	add	a0, a0, a1
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end11:
	.size	atom, .Lfunc_end11-atom

	.globl	main
	.p2align	2
	.type	main,@function
main:
	addi	sp, sp, -32
	sw	ra, 28(sp)
	sw	s0, 24(sp)
	addi	s0, sp, 32
	li	a0, 3
	call	fill
	lui	a0, %hi(weak_one)
	addi	a0, a0, %lo(weak_one)
	li	a1, 4
	sw	a1, -20(s0)
	call	dispatch
	sw	a0, -16(s0)
	li	a0, 2
	call	strings
	lw	a2, -20(s0)
	mv	a1, a0
	lw	a0, -16(s0)
	add	a0, a0, a1
	sw	a0, -12(s0)
	lui	a0, %hi(table)
	addi	a1, a0, %lo(table)
	mv	a0, a1
	call	dot
	lw	a0, -12(s0)
	fcvt.w.d	a1, fa0, rtz
	add	a0, a0, a1
	lw	ra, 28(sp)
	lw	s0, 24(sp)
	addi	sp, sp, 32
	ret
.Lfunc_end12:
	.size	main, .Lfunc_end12-main

	.type	shared,@object
	.section	.sdata,"aw",@progbits
	.globl	shared
	.p2align	2
shared:
	.word	7
	.size	shared, 4

	.type	scale,@object
	.globl	scale
	.p2align	3
scale:
	.quad	0x3ff8000000000000
	.size	scale, 8

	.type	third,@object
	.globl	third
	.p2align	2
third:
	.word	0x3eaaaaab
	.size	third, 4

	.type	table,@object
	.section	.rodata,"a",@progbits
	.globl	table
	.p2align	3
table:
	.quad	0x3ff0000000000000
	.quad	0xfe4ddd4baa009303
	.quad	0x00003739a252b281
	.quad	0x0000000000000000
	.size	table, 32

	.type	head,@object
	.data
	.globl	head
	.p2align	3
head:
	.word	head
	.half	65533
	.byte	200
	.zero	1
	.quad	-5
	.size	head, 16

	.type	names,@object
	.p2align	2
names:
	.word	.L.str
	.word	.L.str.1
	.word	.L.str.2
	.word	.L.str.3
	.size	names, 16

	.type	counters,@object
	.local	counters
	.comm	counters,160,4
	.type	.L.str,@object
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str:
	.asciz	"zero"
	.size	.L.str, 5

	.type	.L.str.1,@object
.L.str.1:
	.asciz	"one \"two\"\n"
	.size	.L.str.1, 11

	.type	.L.str.2,@object
.L.str.2:
	.asciz	"three\t\\"
	.size	.L.str.2, 8

	.type	.L.str.3,@object
.L.str.3:
	.asciz	"\001\377 end"
	.size	.L.str.3, 7

	.ident	"Debian clang version 14.0.6"
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.addrsig_sym weak_one
	.addrsig_sym dispatch
	.addrsig_sym pick
	.addrsig_sym dot
	.addrsig_sym sqrtf
	.addrsig_sym strings
	.addrsig_sym fill
	.addrsig_sym outside
	.addrsig_sym shared
	.addrsig_sym scale
	.addrsig_sym third
	.addrsig_sym table
	.addrsig_sym head
	.addrsig_sym names
	.addrsig_sym counters
	.addrsig_sym far_away
