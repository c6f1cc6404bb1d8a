# The FPU has no square root.
    .globl norm
norm:
    fmul.s  fa0, fa0, fa0
    fsqrt.s fa0, fa0
    ret
