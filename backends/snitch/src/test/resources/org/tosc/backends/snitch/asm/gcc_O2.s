	.file	"mix.c"
	.option nopic
	.attribute arch, "rv32i2p1_m2p0_a2p1_f2p2_d2p2_zicsr2p0_zifencei2p0"
	.attribute unaligned_access, 0
	.attribute stack_align, 16
	.text
	.align	2
	.weak	weak_one
	.type	weak_one, @function
weak_one:
	addi	a0,a0,1
	ret
	.size	weak_one, .-weak_one
	.align	2
	.globl	dispatch
	.type	dispatch, @function
dispatch:
	addi	sp,sp,-16
	mv	a5,a0
	sw	s0,8(sp)
	sw	s1,4(sp)
	sw	ra,12(sp)
	mv	a0,a1
	mv	s0,a1
	jalr	a5
	li	a5,6
	mv	s1,a0
	bgtu	s0,a5,.L3
	lui	a5,%hi(.L6)
	addi	a5,a5,%lo(.L6)
	slli	s0,s0,2
	add	s0,s0,a5
	lw	a5,0(s0)
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
.L5:
	lui	a5,%hi(.LC0)
	fld	fa0,%lo(.LC0)(a5)
	li	a0,1
	call	outside
	add	s1,s1,a0
.L3:
	lw	ra,12(sp)
	lw	s0,8(sp)
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L7:
	lw	ra,12(sp)
	lw	s0,8(sp)
	li	a5,69632
	addi	a5,a5,368
	add	s1,a0,a5
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L12:
	lw	ra,12(sp)
	lw	s0,8(sp)
	addi	s1,a0,10
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L11:
	lui	a5,%hi(shared)
	lw	a5,%lo(shared)(a5)
	lw	ra,12(sp)
	lw	s0,8(sp)
	add	s1,a0,a5
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L10:
	lw	ra,12(sp)
	lw	s0,8(sp)
	addi	s1,a0,33
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L9:
	lui	a5,%hi(.LANCHOR0+12)
	lw	a5,%lo(.LANCHOR0+12)(a5)
	lw	ra,12(sp)
	lw	s0,8(sp)
	add	s1,a0,a5
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
.L8:
	lw	ra,12(sp)
	lw	s0,8(sp)
	addi	s1,a0,-9
	mv	a0,s1
	lw	s1,4(sp)
	addi	sp,sp,16
	jr	ra
	.size	dispatch, .-dispatch
	.align	2
	.globl	dot
	.type	dot, @function
dot:
	fcvt.d.w	fa5,x0
	ble	a2,zero,.L15
	slli	a2,a2,3
	add	a5,a0,a2
.L16:
	fld	fa3,0(a0)
	fld	fa4,0(a1)
	addi	a0,a0,8
	addi	a1,a1,8
	fmadd.d	fa5,fa3,fa4,fa5
	bne	a0,a5,.L16
.L15:
	lui	a5,%hi(scale)
	fld	fa0,%lo(scale)(a5)
	fmul.d	fa0,fa5,fa0
	ret
	.size	dot, .-dot
	.align	2
	.globl	blend
	.type	blend, @function
blend:
	addi	sp,sp,-32
	sw	ra,28(sp)
	fsd	fs0,8(sp)
	ble	a0,zero,.L20
	lui	a5,%hi(third)
	flw	fa5,%lo(third)(a5)
	li	a5,0
.L23:
	fmsub.s	fa0,fa0,fa1,fa5
	addi	a5,a5,1
	fgt.s	a4,fa1,fa0
	beq	a4,zero,.L21
	fneg.s	fa1,fa0
.L21:
	bne	a0,a5,.L23
.L20:
	fmv.w.x	fa5,zero
	fabs.s	fs0,fa0
	frflags	a4
	flt.s	a5,fa1,fa5
	fsflags a4
	bne	a5,zero,.L30
	fsqrt.s	fa0,fa1
.L26:
	lw	ra,28(sp)
	fadd.s	fa0,fs0,fa0
	fld	fs0,8(sp)
	addi	sp,sp,32
	jr	ra
.L30:
	fmv.s	fa0,fa1
	call	sqrtf
	j	.L26
	.size	blend, .-blend
	.align	2
	.globl	wide
	.type	wide, @function
wide:
	slli	a4,a1,25
	srli	a5,a0,7
	mul	a6,a1,a2
	or	a5,a4,a5
	slli	t1,a3,3
	srli	a4,a2,29
	slli	a7,a2,3
	or	t1,a4,t1
	srli	a1,a1,7
	mul	a3,a3,a0
	mul	a4,a0,a2
	add	a3,a6,a3
	mulhu	a2,a0,a2
	add	a5,a4,a5
	sltu	a4,a5,a4
	sub	a0,a5,a7
	sgtu	a5,a0,a5
	add	a3,a3,a2
	add	a3,a3,a1
	add	a4,a4,a3
	sub	a1,a4,t1
	sub	a1,a1,a5
	ret
	.size	wide, .-wide
	.section	.rodata.str1.4,"aMS",@progbits,1
	.align	2
.LC1:
	.string	"zero"
	.text
	.align	2
	.globl	strings
	.type	strings, @function
strings:
	andi	a4,a0,3
	lui	a5,%hi(.LANCHOR1)
	slli	a4,a4,2
	addi	a5,a5,%lo(.LANCHOR1)
	add	a5,a5,a4
	lw	a3,0(a5)
	lbu	a5,0(a3)
	beq	a5,zero,.L36
	li	a5,0
.L35:
	addi	a5,a5,1
	add	a4,a3,a5
	lbu	a4,0(a4)
	bne	a4,zero,.L35
	lui	a4,%hi(.LC1)
	addi	a4,a4,%lo(.LC1)
	add	a0,a0,a4
	lbu	a0,0(a0)
	add	a0,a0,a5
	ret
.L36:
	lui	a4,%hi(.LC1)
	addi	a4,a4,%lo(.LC1)
	add	a0,a0,a4
	lbu	a0,0(a0)
	li	a5,0
	add	a0,a0,a5
	ret
	.size	strings, .-strings
	.align	2
	.globl	fill
	.type	fill, @function
fill:
	lui	a5,%hi(.LANCHOR0)
	addi	a5,a5,%lo(.LANCHOR0)
	addi	a3,a5,160
	li	a4,0
.L39:
	sw	a4,0(a5)
	addi	a5,a5,4
	add	a4,a4,a0
	bne	a5,a3,.L39
	lui	a4,%hi(shared)
	lw	a5,%lo(shared)(a4)
	xor	a5,a5,a0
	sw	a5,%lo(shared)(a4)
	ret
	.size	fill, .-fill
	.align	2
	.globl	conv
	.type	conv, @function
conv:
	fcvt.s.wu	fa5,a1
	fcvt.wu.s a3,fa1,rtz
	fcvt.w.d a4,fa0,rtz
	fcvt.w.s a5,fa5,rtz
	add	a5,a5,a3
	add	a0,a5,a0
	add	a0,a0,a4
	ret
	.size	conv, .-conv
	.align	2
	.globl	big
	.type	big, @function
big:
	addi	sp,sp,-944
	li	t0,-4096
	li	a3,4096
	sw	ra,940(sp)
	sw	s0,936(sp)
	li	a4,-4096
	add	sp,sp,t0
	addi	a3,a3,912
	add	a3,a3,a4
	addi	a4,sp,16
	add	a4,a3,a4
	sw	a4,12(sp)
	add	a2,a4,a0
	li	a1,1
	sb	a1,-904(a2)
	li	a4,4096
	lw	a2,12(sp)
	lui	a3,%hi(far_away)
	slli	a5,a0,3
	addi	a3,a3,%lo(far_away)
	addi	a4,a4,903
	sub	a4,a4,a0
	add	a5,a5,a3
	add	a4,a2,a4
	fld	fa0,0(a5)
	lbu	s0,-904(a4)
	call	outside
	andi	s0,s0,0xff
	li	t0,4096
	add	sp,sp,t0
	lw	ra,940(sp)
	add	a0,s0,a0
	lw	s0,936(sp)
	addi	sp,sp,944
	jr	ra
	.size	big, .-big
	.align	2
	.globl	divs
	.type	divs, @function
divs:
	div	a5,a0,a1
	rem	a4,a0,a1
	divu	a0,a0,a1
	add	a5,a5,a4
	add	a0,a5,a0
	ret
	.size	divs, .-divs
	.align	2
	.globl	atom
	.type	atom, @function
atom:
	li	a5,3
	fence iorw,ow; amoadd.w.aq a4,a5,0(a0)
	lw	a0,0(a0)
	fence	iorw,iorw
	add	a0,a4,a0
	ret
	.size	atom, .-atom
	.section	.text.startup,"ax",@progbits
	.align	2
	.globl	main
	.type	main, @function
main:
	addi	sp,sp,-16
	li	a0,3
	sw	ra,12(sp)
	sw	s0,8(sp)
	call	fill
	li	a0,4
	call	weak_one
	mv	s0,a0
	li	a0,2
	call	strings
	lui	a1,%hi(.LANCHOR1+16)
	addi	a1,a1,%lo(.LANCHOR1+16)
	mv	a5,a0
	addi	s0,s0,-9
	mv	a0,a1
	li	a2,4
	add	s0,s0,a5
	call	dot
	fcvt.w.d a0,fa0,rtz
	lw	ra,12(sp)
	add	a0,a0,s0
	lw	s0,8(sp)
	addi	sp,sp,16
	jr	ra
	.size	main, .-main
	.globl	head
	.globl	table
	.globl	third
	.globl	scale
	.globl	shared
	.section	.rodata.str1.4
	.align	2
.LC2:
	.string	"one \"two\"\n"
	.align	2
.LC3:
	.string	"three\t\\"
	.align	2
.LC4:
	.string	"\001\377 end"
	.section	.srodata.cst8,"aM",@progbits,8
	.align	3
.LC0:
	.word	0
	.word	1073741824
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
	.bss
	.align	2
	.set	.LANCHOR0,. + 0
	.type	counters, @object
	.size	counters, 160
counters:
	.zero	160
	.section	.rodata
	.align	3
	.set	.LANCHOR1,. + 0
	.type	names, @object
	.size	names, 16
names:
	.word	.LC1
	.word	.LC2
	.word	.LC3
	.word	.LC4
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
	.section	.sdata,"aw"
	.align	3
	.type	third, @object
	.size	third, 4
third:
	.word	1051372203
	.zero	4
	.type	scale, @object
	.size	scale, 8
scale:
	.word	0
	.word	1073217536
	.type	shared, @object
	.size	shared, 4
shared:
	.word	7
	.ident	"GCC: (12.2.0-14+deb12u1+11+b2) 12.2.0"
