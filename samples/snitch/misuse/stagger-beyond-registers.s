# ft10 counted up by seven is no register.
    .globl many
many:
    li      t0, 15
    frep.o  t0, 1, 7, 1
    fadd.d  ft10, fa0, fa1
    ret
