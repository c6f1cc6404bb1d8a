	.text
	.globl	clear
clear:
	addi	a1, a0, 4096
1:	sw	zero, 0(a0)
	addi	a0, a0, 4
	bne	a0, a1, 1b
	ret
