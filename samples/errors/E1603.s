	.text
	.globl	clear
clear:
	beqz	a1, 2f
1:	sw	zero, 0(a0)
	addi	a0, a0, 4
	addi	a1, a1, -1
	bnez	a1, 1b
	ret
