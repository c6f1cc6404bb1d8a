# An instruction's name, and an operand out of range.
    .globl typo
typo:
    fmad.d  fa0, fa1, fa2, fa3
    addi    a0, a0, 5000
    ret
