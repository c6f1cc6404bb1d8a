	.globl sum
sum:
	xorl %eax, %eax
	ret
