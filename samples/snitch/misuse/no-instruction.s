# A word that is no instruction.
    .globl data
data:
    nop
    .word   0x7f
    ret
