# exec: --in eight
# A word is at a multiple of four.
    .globl odd
odd:
    lw      t0, 2(a0)
    add     a0, t0, t0
    ret
