# exec: --in eight
# The elements of a stream are at multiples of eight bytes.
    .globl shifted
shifted:
    li      t0, 6
    scfgwi  t0, 64
    li      t0, 8
    scfgwi  t0, 192
    addi    a0, a0, 4
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    fmv.d   fa0, ft0
    csrrci  zero, 0x7c0, 1
    ret
