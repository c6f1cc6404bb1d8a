# A stream that begins in the cluster's memory and leaves it.
    .globl beyond
beyond:
    li      a0, 0x1001fff0
    li      t0, 7
    scfgwi  t0, 64
    li      t0, 8
    scfgwi  t0, 192
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    li      t1, 7
    frep.o  t1, 1, 0, 0
    fadd.d  fa0, fa0, ft0
    csrrci  zero, 0x7c0, 1
    ret
