# A body of 33 instructions, and the buffer holds 32.
    .globl long
long:
    li      t1, 9
    frep.o  t1, 33, 0, 0
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    fadd.d  fa0, fa0, fa1
    ret
