# exec: --in eight
# A stride of four bytes, as if a stream took single floats one by one.
    .globl singles
singles:
    li      t0, 7
    scfgwi  t0, 64
    li      t0, 4
    scfgwi  t0, 192
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    fmv.d   fa0, ft0
    csrrci  zero, 0x7c0, 1
    ret
