# ft3 is a queue, and nothing is ever put into it.
    .globl chained
chained:
    li      t0, 8
    csrrs   zero, 0x7c3, t0
    fadd.d  fa0, fa0, ft3
    csrrc   zero, 0x7c3, t0
    ret
