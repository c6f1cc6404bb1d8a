# What has a register of the integer core cannot be repeated.
    .globl count
count:
    li      t1, 9
    frep.o  t1, 2, 0, 0
    fcvt.d.w fa1, t1
    fadd.d  fa0, fa0, fa1
    ret
