# exec: --out eight
# ft2 writes, and is read.
    .globl double
double:
    li      t0, 7
    scfgwi  t0, 66
    li      t0, 8
    scfgwi  t0, 194
    scfgwi  a0, 898
    csrrsi  zero, 0x7c0, 1
    fadd.d  fa0, ft2, ft2
    csrrci  zero, 0x7c0, 1
    ret
