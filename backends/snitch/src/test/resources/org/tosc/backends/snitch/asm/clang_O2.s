	.text
	.attribute	4, 16
	.attribute	5, "rv32i2p0_m2p0_a2p0_f2p0_d2p0"
	.file	"mix.c"
	.weak	weak_one
	.p2align	2
	.type	weak_one,@function
weak_one:
	addi	a0, a0, 1
	ret
.Lfunc_end0:
	.size	weak_one, .Lfunc_end0-weak_one

	.section	.sdata,"aw",@progbits
	.p2align	3
.LCPI1_0:
	.quad	0x4000000000000000
	.text
	.globl	dispatch
	.p2align	2
	.type	dispatch,@function
dispatch:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	sw	s1, 4(sp)
	mv	s1, a1
	mv	a1, a0
	mv	a0, s1
	jalr	a1
	li	a1, 6
	mv	s0, a0
	bltu	a1, s1, .LBB1_3
	slli	a0, s1, 2
	lui	a1, %hi(.LJTI1_0)
	addi	a1, a1, %lo(.LJTI1_0)
	add	a0, a0, a1
	lw	a1, 0(a0)
	li	a0, 10
	jr	a1
.LBB1_2:
	lui	a0, %hi(shared)
	lw	a0, %lo(shared)(a0)
	j	.LBB1_9
.LBB1_3:
	li	a0, 0
	j	.LBB1_9
.LBB1_4:
	li	a0, 33
	j	.LBB1_9
.LBB1_5:
	lui	a0, %hi(counters+12)
	lw	a0, %lo(counters+12)(a0)
	j	.LBB1_9
.LBB1_6:
	li	a0, -9
	j	.LBB1_9
.LBB1_7:
	lui	a0, 17
	addi	a0, a0, 368
	j	.LBB1_9
.LBB1_8:
	lui	a0, %hi(.LCPI1_0)
	fld	fa0, %lo(.LCPI1_0)(a0)
	li	a0, 1
	call	outside
.LBB1_9:
	add	a0, a0, s0
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	lw	s1, 4(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end1:
	.size	dispatch, .Lfunc_end1-dispatch
	.section	.rodata,"a",@progbits
	.p2align	2
.LJTI1_0:
	.word	.LBB1_9
	.word	.LBB1_2
	.word	.LBB1_4
	.word	.LBB1_5
	.word	.LBB1_6
	.word	.LBB1_7
	.word	.LBB1_8

	.text
	.globl	dot
	.p2align	2
	.type	dot,@function
dot:
	fcvt.d.w	ft0, zero
	blez	a2, .LBB2_2
.LBB2_1:
	fld	ft1, 0(a0)
	fld	ft2, 0(a1)
	fmadd.d	ft0, ft1, ft2, ft0
	addi	a2, a2, -1
	addi	a1, a1, 8
	addi	a0, a0, 8
	bnez	a2, .LBB2_1
.LBB2_2:
	lui	a0, %hi(scale)
	fld	ft1, %lo(scale)(a0)
	fmul.d	fa0, ft0, ft1
	ret
.Lfunc_end2:
	.size	dot, .Lfunc_end2-dot

	.globl	blend
	.p2align	2
	.type	blend,@function
blend:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	fsd	fs0, 0(sp)
	blez	a0, .LBB3_5
	lui	a1, %hi(third)
	flw	ft0, %lo(third)(a1)
	fneg.s	ft0, ft0
	j	.LBB3_3
.LBB3_2:
	addi	a0, a0, -1
	beqz	a0, .LBB3_5
.LBB3_3:
	fmadd.s	fa0, fa0, fa1, ft0
	flt.s	a1, fa0, fa1
	beqz	a1, .LBB3_2
	fneg.s	fa1, fa0
	j	.LBB3_2
.LBB3_5:
	fabs.s	fs0, fa0
	fmv.s	fa0, fa1
	call	sqrtf
	fadd.s	fa0, fs0, fa0
	lw	ra, 12(sp)
	fld	fs0, 0(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end3:
	.size	blend, .Lfunc_end3-blend

	.globl	wide
	.p2align	2
	.type	wide,@function
wide:
	slli	a4, a1, 25
	srli	a5, a0, 7
	or	a4, a5, a4
	srli	a5, a1, 7
	addi	a6, a0, -8
	sltu	a0, a6, a0
	add	a0, a1, a0
	addi	a0, a0, -1
	mul	a1, a6, a3
	mulhu	a3, a6, a2
	add	a1, a3, a1
	mul	a0, a0, a2
	add	a1, a1, a0
	mul	a2, a6, a2
	add	a0, a2, a4
	sltu	a2, a0, a2
	add	a1, a1, a5
	add	a1, a1, a2
	ret
.Lfunc_end4:
	.size	wide, .Lfunc_end4-wide

	.globl	strings
	.p2align	2
	.type	strings,@function
strings:
	andi	a1, a0, 3
	lui	a2, %hi(names)
	addi	a2, a2, %lo(names)
	slli	a1, a1, 2
	add	a1, a1, a2
	lw	a2, 0(a1)
	lbu	a1, 0(a2)
	beqz	a1, .LBB5_3
	li	a1, 0
	addi	a2, a2, 1
.LBB5_2:
	add	a3, a2, a1
	lbu	a3, 0(a3)
	addi	a1, a1, 1
	bnez	a3, .LBB5_2
	j	.LBB5_4
.LBB5_3:
	li	a1, 0
.LBB5_4:
	lui	a2, %hi(.L.str)
	addi	a2, a2, %lo(.L.str)
	add	a0, a0, a2
	lbu	a0, 0(a0)
	add	a0, a1, a0
	ret
.Lfunc_end5:
	.size	strings, .Lfunc_end5-strings

	.globl	fill
	.p2align	2
	.type	fill,@function
fill:
	li	a1, 0
	li	a2, 0
	lui	a3, %hi(counters)
	addi	a3, a3, %lo(counters)
	li	a4, 160
.LBB6_1:
	add	a5, a2, a3
	sw	a1, 0(a5)
	addi	a2, a2, 4
	add	a1, a1, a0
	bne	a2, a4, .LBB6_1
	lui	a1, %hi(shared)
	lw	a2, %lo(shared)(a1)
	xor	a0, a2, a0
	sw	a0, %lo(shared)(a1)
	ret
.Lfunc_end6:
	.size	fill, .Lfunc_end6-fill

	.globl	conv
	.p2align	2
	.type	conv,@function
conv:
	fcvt.w.d	a2, fa0, rtz
	fcvt.wu.s	a3, fa1, rtz
	add	a2, a3, a2
	add	a0, a2, a0
	fcvt.s.wu	ft0, a1
	fcvt.w.s	a1, ft0, rtz
	add	a0, a0, a1
	ret
.Lfunc_end7:
	.size	conv, .Lfunc_end7-conv

	.globl	big
	.p2align	2
	.type	big,@function
big:
	addi	sp, sp, -2032
	sw	ra, 2028(sp)
	sw	s0, 2024(sp)
	lui	a1, 1
	addi	a1, a1, -1104
	sub	sp, sp, a1
	addi	a1, sp, 16
	add	a2, a1, a0
	li	a3, 1
	sb	a3, 0(a2)
	sub	a1, a1, a0
	lui	a2, 1
	addi	a2, a2, 903
	add	a1, a1, a2
	lbu	s0, 0(a1)
	lui	a1, %hi(far_away)
	addi	a1, a1, %lo(far_away)
	slli	a2, a0, 3
	add	a1, a2, a1
	fld	fa0, 0(a1)
	call	outside
	add	a0, a0, s0
	lui	a1, 1
	addi	a1, a1, -1104
	add	sp, sp, a1
	lw	ra, 2028(sp)
	lw	s0, 2024(sp)
	addi	sp, sp, 2032
	ret
.Lfunc_end8:
	.size	big, .Lfunc_end8-big

	.globl	divs
	.p2align	2
	.type	divs,@function
divs:
	div	a2, a0, a1
	mul	a3, a2, a1
	sub	a3, a0, a3
	add	a2, a3, a2
	divu	a0, a0, a1
	add	a0, a2, a0
	ret
.Lfunc_end9:
	.size	divs, .Lfunc_end9-divs

	.globl	atom
	.p2align	2
	.type	atom,@function
atom:
	li	a1, 3
	amoadd.w.aqrl	a1, a1, (a0)
	lw	a0, 0(a0)
	add	a0, a0, a1
	fence	r, rw
	ret
.Lfunc_end10:
	.size	atom, .Lfunc_end10-atom

	.section	.sdata,"aw",@progbits
	.p2align	3
.LCPI11_0:
	.quad	0x7ff0000000000000
	.text
	.globl	main
	.p2align	2
	.type	main,@function
main:
	addi	sp, sp, -16
	sw	ra, 12(sp)
	li	a0, 0
	lui	a1, %hi(counters)
	addi	a1, a1, %lo(counters)
	li	a2, 120
.LBB11_1:
	sw	a0, 0(a1)
	addi	a0, a0, 3
	addi	a1, a1, 4
	bne	a0, a2, .LBB11_1
	lui	a0, %hi(shared)
	lw	a1, %lo(shared)(a0)
	xori	a1, a1, 3
	sw	a1, %lo(shared)(a0)
	li	a0, 4
	call	weak_one
	lui	a1, %hi(scale)
	fld	ft0, %lo(scale)(a1)
	lui	a1, %hi(.LCPI11_0)
	fld	ft1, %lo(.LCPI11_0)(a1)
	fmul.d	ft0, ft0, ft1
	fcvt.w.d	a1, ft0, rtz
	add	a0, a0, a1
	addi	a0, a0, 112
	lw	ra, 12(sp)
	addi	sp, sp, 16
	ret
.Lfunc_end11:
	.size	main, .Lfunc_end11-main

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
	.section	.rodata,"a",@progbits
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
	.addrsig_sym head
