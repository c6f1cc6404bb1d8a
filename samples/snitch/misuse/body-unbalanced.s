# The body is said to have four instructions, and the function ends after two.
    .globl short
short:
    li      t1, 9
    frep.o  t1, 4, 0, 0
    fadd.d  fa0, fa0, fa1
    fadd.d  fa2, fa2, fa3
    ret
