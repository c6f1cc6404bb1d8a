	.text
	.globl	scale
scale:
	fmul.d	fa0, fa0, fa1
	fmuld	fa0, fa0, fa1
	ret
