# exec: --in eight
# The caller would read from a stream where it thinks to read ft0.
    .globl careless
careless:
    li      t0, 0
    scfgwi  t0, 64
    li      t0, 8
    scfgwi  t0, 192
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    fmv.d   fa0, ft0
    ret
