# exec: --in eight --out one
# Nine elements are read from a stream of eight.
    .globl sum
sum:
    li      t0, 7
    scfgwi  t0, 64              # bound 0 of ft0
    li      t0, 8
    scfgwi  t0, 192             # stride 0 of ft0
    scfgwi  a0, 768             # ft0 reads from a0 on
    csrrsi  zero, 0x7c0, 1
    fcvt.d.w fa0, zero
    li      t1, 8
    frep.o  t1, 1, 0, 0         # nine times
    fadd.d  fa0, fa0, ft0
    csrrci  zero, 0x7c0, 1
    fsd     fa0, 0(a1)
    ret
