# exec: --in eight
# ft0 reads, and is written.
    .globl negate
negate:
    li      t0, 7
    scfgwi  t0, 64
    li      t0, 8
    scfgwi  t0, 192
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    fmv.d   ft0, fa0
    csrrci  zero, 0x7c0, 1
    ret
