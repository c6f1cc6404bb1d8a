# exec: --at 0x81000000 --in eight
# Streams reach the cluster's own memory only, and the buffer is in the memory outside.
    .globl far
far:
    li      t0, 7
    scfgwi  t0, 64
    li      t0, 8
    scfgwi  t0, 192
    scfgwi  a0, 768
    csrrsi  zero, 0x7c0, 1
    fmv.d   fa0, ft0
    csrrci  zero, 0x7c0, 1
    ret
