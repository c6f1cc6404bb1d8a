# exec: --in eight
# A double is at a multiple of eight.
    .globl half
half:
    fld     fa0, 4(a0)
    fadd.d  fa0, fa0, fa0
    ret
