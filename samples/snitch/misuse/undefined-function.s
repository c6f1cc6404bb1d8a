# A function of another object.
    .globl calls
calls:
    addi    sp, sp, -16
    sw      ra, 0(sp)
    call    exp
    lw      ra, 0(sp)
    addi    sp, sp, 16
    ret
