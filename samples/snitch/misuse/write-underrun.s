# exec: --out eight
# Seven elements are written to a stream of eight.
    .globl fill
fill:
    li      t0, 7
    scfgwi  t0, 66
    li      t0, 8
    scfgwi  t0, 194
    scfgwi  a0, 898
    csrrsi  zero, 0x7c0, 1
    li      t1, 6
    frep.o  t1, 1, 0, 0
    fmv.d   ft2, fa0
    csrrci  zero, 0x7c0, 1
    ret
