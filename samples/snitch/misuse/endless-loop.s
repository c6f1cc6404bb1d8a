# The counter is counted down from zero.
    .globl endless
endless:
    li      t0, 0
1:  addi    t0, t0, -1
    fadd.d  fa0, fa0, fa1
    bnez    t0, 1b
    ret
