	.file	"mix.c"
	.option nopic
	.attribute arch, "rv32i2p1_m2p0_a2p1_f2p2_d2p2_zicsr2p0_zifencei2p0"
	.attribute unaligned_access, 0
	.attribute stack_align, 16
	.text
	.section	.rodata
	.align	2
.LC0:
	.string	"zero"
	.align	2
.LC1:
	.string	"one \"two\"\n"
	.align	2
.LC2:
	.string	"three\t\\"
	.align	2
.LC3:
	.string	"\001\377 end"
	.data
	.align	2
	.type	names, @object
	.size	names, 16
names:
	.word	.LC0
	.word	.LC1
	.word	.LC2
	.word	.LC3
	.local	counters
	.comm	counters,160,4
	.globl	shared
	.section	.sdata,"aw"
	.align	2
	.type	shared, @object
	.size	shared, 4
shared:
	.word	7
	.globl	scale
	.align	3
	.type	scale, @object
	.size	scale, 8
scale:
	.word	0
	.word	1073217536
	.globl	third
	.align	2
	.type	third, @object
	.size	third, 4
third:
	.word	1051372203
	.globl	table
	.section	.rodata
	.align	3
	.type	table, @object
	.size	table, 32
table:
	.word	0
	.word	1072693248
	.word	-1442802941
	.word	-28451509
	.word	-1571638655
	.word	14137
	.word	0
	.word	0
	.globl	head
	.data
	.align	3
	.type	head, @object
	.size	head, 16
head:
	.word	head
	.half	-3
	.byte	-56
	.zero	1
	.word	-5
	.word	-1
	.text
	.align	2
	.weak	weak_one
	.type	weak_one, @function
weak_one:
	addi	sp,sp,-32
	sw	s0,28(sp)
	addi	s0,sp,32
	sw	a0,-20(s0)
	lw	a5,-20(s0)
	addi	a5,a5,1
	mv	a0,a5
	lw	s0,28(sp)
	addi	sp,sp,32
	jr	ra
	.size	weak_one, .-weak_one
	.align	2
	.type	pick, @function
pick:
	addi	sp,sp,-32
	sw	ra,28(sp)
	sw	s0,24(sp)
	addi	s0,sp,32
	sw	a0,-20(s0)
	lw	a4,-20(s0)
	li	a5,6
	bgtu	a4,a5,.L4
	lw	a5,-20(s0)
	slli	a4,a5,2
	lui	a5,%hi(.L6)
	addi	a5,a5,%lo(.L6)
	add	a5,a4,a5
	lw	a5,0(a5)
	jr	a5
	.section	.rodata
	.align	2
	.align	2
.L6:
	.word	.L12
	.word	.L11
	.word	.L10
	.word	.L9
	.word	.L8
	.word	.L7
	.word	.L5
	.text
.L12:
	li	a5,10
	j	.L13
.L11:
	lui	a5,%hi(shared)
	lw	a5,%lo(shared)(a5)
	j	.L13
.L10:
	li	a5,33
	j	.L13
.L9:
	lui	a5,%hi(counters)
	addi	a5,a5,%lo(counters)
	lw	a5,12(a5)
	j	.L13
.L8:
	li	a5,-9
	j	.L13
.L7:
	li	a5,69632
	addi	a5,a5,368
	j	.L13
.L5:
	lui	a5,%hi(.LC4)
	fld	fa5,%lo(.LC4)(a5)
	fmv.d	fa0,fa5
	li	a0,1
	call	outside
	mv	a5,a0
	j	.L13
.L4:
	li	a5,0
.L13:
	mv	a0,a5
	lw	ra,28(sp)
	lw	s0,24(sp)
	addi	sp,sp,32
	jr	ra
	.size	pick, .-pick
	.align	2
	.globl	dispatch
	.type	dispatch, @function
dispatch:
	addi	sp,sp,-32
	sw	ra,28(sp)
	sw	s0,24(sp)
	sw	s1,20(sp)
	addi	s0,sp,32
	sw	a0,-20(s0)
	sw	a1,-24(s0)
	lw	a5,-20(s0)
	lw	a0,-24(s0)
	jalr	a5
	mv	s1,a0
	lw	a0,-24(s0)
	call	pick
	mv	a5,a0
	add	a5,s1,a5
	mv	a0,a5
	lw	ra,28(sp)
	lw	s0,24(sp)
	lw	s1,20(sp)
	addi	sp,sp,32
	jr	ra
	.size	dispatch, .-dispatch
	.align	2
	.globl	dot
	.type	dot, @function
dot:
	addi	sp,sp,-48
	sw	s0,44(sp)
	addi	s0,sp,48
	sw	a0,-36(s0)
	sw	a1,-40(s0)
	sw	a2,-44(s0)
	sw	zero,-24(s0)
	sw	zero,-20(s0)
	sw	zero,-28(s0)
	j	.L17
.L18:
	lw	a5,-28(s0)
	slli	a5,a5,3
	lw	a4,-36(s0)
	add	a5,a4,a5
	fld	fa4,0(a5)
	lw	a5,-28(s0)
	slli	a5,a5,3
	lw	a4,-40(s0)
	add	a5,a4,a5
	fld	fa5,0(a5)
	fmul.d	fa5,fa4,fa5
	fld	fa4,-24(s0)
	fadd.d	fa5,fa4,fa5
	fsd	fa5,-24(s0)
	lw	a5,-28(s0)
	addi	a5,a5,1
	sw	a5,-28(s0)
.L17:
	lw	a4,-28(s0)
	lw	a5,-44(s0)
	blt	a4,a5,.L18
	lui	a5,%hi(scale)
	fld	fa4,%lo(scale)(a5)
	fld	fa5,-24(s0)
	fmul.d	fa5,fa4,fa5
	fmv.d	fa0,fa5
	lw	s0,44(sp)
	addi	sp,sp,48
	jr	ra
	.size	dot, .-dot
	.align	2
	.globl	blend
	.type	blend, @function
blend:
	addi	sp,sp,-64
	sw	ra,60(sp)
	sw	s0,56(sp)
	fsd	fs0,40(sp)
	addi	s0,sp,64
	fsw	fa0,-52(s0)
	fsw	fa1,-56(s0)
	sw	a0,-60(s0)
	sw	zero,-36(s0)
	j	.L21
.L24:
	flw	fa4,-52(s0)
	flw	fa5,-56(s0)
	fmul.s	fa4,fa4,fa5
	lui	a5,%hi(third)
	flw	fa5,%lo(third)(a5)
	fsub.s	fa5,fa4,fa5
	fsw	fa5,-52(s0)
	flw	fa4,-52(s0)
	flw	fa5,-56(s0)
	flt.s	a5,fa4,fa5
	beq	a5,zero,.L22
	flw	fa5,-52(s0)
	fneg.s	fa5,fa5
	fsw	fa5,-56(s0)
.L22:
	lw	a5,-36(s0)
	addi	a5,a5,1
	sw	a5,-36(s0)
.L21:
	lw	a4,-36(s0)
	lw	a5,-60(s0)
	blt	a4,a5,.L24
	flw	fa5,-52(s0)
	fabs.s	fs0,fa5
	flw	fa0,-56(s0)
	call	sqrtf
	fmv.s	fa5,fa0
	fadd.s	fa5,fs0,fa5
	fmv.s	fa0,fa5
	lw	ra,60(sp)
	lw	s0,56(sp)
	fld	fs0,40(sp)
	addi	sp,sp,64
	jr	ra
	.size	blend, .-blend
	.align	2
	.globl	wide
	.type	wide, @function
wide:
	addi	sp,sp,-32
	sw	s0,28(sp)
	addi	s0,sp,32
	sw	a0,-24(s0)
	sw	a1,-20(s0)
	sw	a2,-32(s0)
	sw	a3,-28(s0)
	lw	a2,-20(s0)
	lw	a3,-32(s0)
	mul	a2,a2,a3
	lw	a1,-28(s0)
	lw	a3,-24(s0)
	mul	a3,a1,a3
	add	a1,a2,a3
	lw	a2,-24(s0)
	lw	a3,-32(s0)
	mul	a0,a2,a3
	mulhu	t2,a2,a3
	mv	t1,a0
	add	a3,a1,t2
	mv	t2,a3
	lw	a3,-20(s0)
	slli	a3,a3,25
	lw	a2,-24(s0)
	srli	a6,a2,7
	or	a6,a3,a6
	lw	a3,-20(s0)
	srli	a7,a3,7
	add	a2,t1,a6
	mv	a1,a2
	sltu	a1,a1,t1
	add	a3,t2,a7
	add	a1,a1,a3
	mv	a3,a1
	mv	a0,a2
	mv	a1,a3
	lw	a3,-32(s0)
	srli	a3,a3,29
	lw	a2,-28(s0)
	slli	a5,a2,3
	or	a5,a3,a5
	lw	a3,-32(s0)
	slli	a4,a3,3
	sub	a2,a0,a4
	mv	a6,a2
	sgtu	a6,a6,a0
	sub	a3,a1,a5
	sub	a5,a3,a6
	mv	a3,a5
	mv	a4,a2
	mv	a5,a3
	mv	a0,a4
	mv	a1,a5
	lw	s0,28(sp)
	addi	sp,sp,32
	jr	ra
	.size	wide, .-wide
	.align	2
	.globl	strings
	.type	strings, @function
strings:
	addi	sp,sp,-48
	sw	s0,44(sp)
	addi	s0,sp,48
	sw	a0,-36(s0)
	lw	a5,-36(s0)
	andi	a5,a5,3
	lui	a4,%hi(names)
	addi	a4,a4,%lo(names)
	slli	a5,a5,2
	add	a5,a4,a5
	lw	a5,0(a5)
	sw	a5,-20(s0)
	sw	zero,-24(s0)
	j	.L30
.L31:
	lw	a5,-24(s0)
	addi	a5,a5,1
	sw	a5,-24(s0)
.L30:
	lw	a5,-20(s0)
	addi	a4,a5,1
	sw	a4,-20(s0)
	lbu	a5,0(a5)
	bne	a5,zero,.L31
	lui	a5,%hi(names)
	addi	a5,a5,%lo(names)
	lw	a4,0(a5)
	lw	a5,-36(s0)
	add	a5,a4,a5
	lbu	a5,0(a5)
	mv	a4,a5
	lw	a5,-24(s0)
	add	a5,a4,a5
	mv	a0,a5
	lw	s0,44(sp)
	addi	sp,sp,48
	jr	ra
	.size	strings, .-strings
	.align	2
	.globl	fill
	.type	fill, @function
fill:
	addi	sp,sp,-48
	sw	s0,44(sp)
	addi	s0,sp,48
	sw	a0,-36(s0)
	sw	zero,-20(s0)
	j	.L34
.L35:
	lw	a4,-36(s0)
	lw	a5,-20(s0)
	mul	a4,a4,a5
	lui	a5,%hi(counters)
	addi	a3,a5,%lo(counters)
	lw	a5,-20(s0)
	slli	a5,a5,2
	add	a5,a3,a5
	sw	a4,0(a5)
	lw	a5,-20(s0)
	addi	a5,a5,1
	sw	a5,-20(s0)
.L34:
	lw	a4,-20(s0)
	li	a5,39
	ble	a4,a5,.L35
	lui	a5,%hi(shared)
	lw	a4,%lo(shared)(a5)
	lw	a5,-36(s0)
	xor	a4,a4,a5
	lui	a5,%hi(shared)
	sw	a4,%lo(shared)(a5)
	nop
	lw	s0,44(sp)
	addi	sp,sp,48
	jr	ra
	.size	fill, .-fill
	.align	2
	.globl	conv
	.type	conv, @function
conv:
	addi	sp,sp,-48
	sw	s0,44(sp)
	addi	s0,sp,48
	fsd	fa0,-24(s0)
	fsw	fa1,-28(s0)
	sw	a0,-32(s0)
	sw	a1,-36(s0)
	fld	fa5,-24(s0)
	fcvt.w.d a5,fa5,rtz
	mv	a4,a5
	flw	fa5,-28(s0)
	fcvt.wu.s a5,fa5,rtz
	add	a5,a4,a5
	lw	a4,-32(s0)
	fcvt.d.w	fa5,a4
	fcvt.w.d a4,fa5,rtz
	add	a5,a5,a4
	lw	a4,-36(s0)
	fcvt.s.wu	fa5,a4
	fcvt.w.s a4,fa5,rtz
	add	a5,a5,a4
	mv	a0,a5
	lw	s0,44(sp)
	addi	sp,sp,48
	jr	ra
	.size	conv, .-conv
	.align	2
	.globl	big
	.type	big, @function
big:
	addi	sp,sp,-944
	sw	ra,940(sp)
	sw	s0,936(sp)
	sw	s1,932(sp)
	addi	s0,sp,944
	li	t0,-4096
	add	sp,sp,t0
	li	a5,-4096
	addi	a5,a5,-16
	add	a5,a5,s0
	sw	a0,-916(a5)
	li	a5,-4096
	addi	a5,a5,-16
	add	a4,a5,s0
	li	a5,-4096
	addi	a5,a5,-16
	add	a5,a5,s0
	lw	a5,-916(a5)
	add	a5,a4,a5
	li	a4,1
	sb	a4,-904(a5)
	li	a5,-4096
	addi	a5,a5,-16
	add	a5,a5,s0
	li	a4,4096
	addi	a4,a4,903
	lw	a5,-916(a5)
	sub	a5,a4,a5
	li	a4,-4096
	addi	a4,a4,-16
	add	a4,a4,s0
	add	a5,a4,a5
	lbu	a5,-904(a5)
	andi	a5,a5,0xff
	mv	s1,a5
	lui	a5,%hi(far_away)
	li	a4,-4096
	addi	a4,a4,-16
	add	a4,a4,s0
	lw	a4,-916(a4)
	slli	a4,a4,3
	addi	a5,a5,%lo(far_away)
	add	a5,a4,a5
	fld	fa5,0(a5)
	li	a5,-4096
	addi	a5,a5,-16
	add	a5,a5,s0
	fmv.d	fa0,fa5
	lw	a0,-916(a5)
	call	outside
	mv	a5,a0
	add	a5,s1,a5
	mv	a0,a5
	li	t0,4096
	add	sp,sp,t0
	lw	ra,940(sp)
	lw	s0,936(sp)
	lw	s1,932(sp)
	addi	sp,sp,944
	jr	ra
	.size	big, .-big
	.align	2
	.globl	divs
	.type	divs, @function
divs:
	addi	sp,sp,-32
	sw	s0,28(sp)
	addi	s0,sp,32
	sw	a0,-20(s0)
	sw	a1,-24(s0)
	lw	a4,-20(s0)
	lw	a5,-24(s0)
	div	a4,a4,a5
	lw	a3,-20(s0)
	lw	a5,-24(s0)
	rem	a5,a3,a5
	add	a5,a4,a5
	mv	a3,a5
	lw	a4,-20(s0)
	lw	a5,-24(s0)
	divu	a5,a4,a5
	add	a5,a3,a5
	mv	a0,a5
	lw	s0,28(sp)
	addi	sp,sp,32
	jr	ra
	.size	divs, .-divs
	.align	2
	.globl	atom
	.type	atom, @function
atom:
	addi	sp,sp,-32
	sw	s0,28(sp)
	addi	s0,sp,32
	sw	a0,-20(s0)
	lw	a5,-20(s0)
	li	a4,3
	fence iorw,ow; amoadd.w.aq a3,a4,0(a5)
	mv	a4,a3
	lw	a5,-20(s0)
	lw	a5,0(a5)
	fence	iorw,iorw
	add	a5,a4,a5
	mv	a0,a5
	lw	s0,28(sp)
	addi	sp,sp,32
	jr	ra
	.size	atom, .-atom
	.align	2
	.globl	main
	.type	main, @function
main:
	addi	sp,sp,-16
	sw	ra,12(sp)
	sw	s0,8(sp)
	sw	s1,4(sp)
	addi	s0,sp,16
	li	a0,3
	call	fill
	li	a1,4
	lui	a5,%hi(weak_one)
	addi	a0,a5,%lo(weak_one)
	call	dispatch
	mv	s1,a0
	li	a0,2
	call	strings
	mv	a5,a0
	add	s1,s1,a5
	li	a2,4
	lui	a5,%hi(table)
	addi	a1,a5,%lo(table)
	lui	a5,%hi(table)
	addi	a0,a5,%lo(table)
	call	dot
	fmv.d	fa5,fa0
	fcvt.w.d a5,fa5,rtz
	add	a5,s1,a5
	mv	a0,a5
	lw	ra,12(sp)
	lw	s0,8(sp)
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
	.size	main, .-main
	.section	.rodata
	.align	3
.LC4:
	.word	0
	.word	1073741824
	.ident	"GCC: (12.2.0-14+deb12u1+11+b2) 12.2.0"
