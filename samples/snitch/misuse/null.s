# Nothing is at address 0.
    .globl null
null:
    li      a0, 0
    lw      a0, 0(a0)
    ret
