# ft1 was never told what to read.
    .globl nothing
nothing:
    csrrsi  zero, 0x7c0, 1
    fadd.d  fa0, fa0, ft1
    csrrci  zero, 0x7c0, 1
    ret
