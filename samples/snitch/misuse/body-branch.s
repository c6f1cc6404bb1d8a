# The body is said to have three instructions, and a loop goes back after two.
    .globl loop
loop:
    li      t0, 3
    li      t1, 9
    frep.o  t1, 3, 0, 0
1:  fadd.d  fa0, fa0, fa1
    fadd.d  fa2, fa2, fa3
    addi    t0, t0, -1
    bnez    t0, 1b
    ret
