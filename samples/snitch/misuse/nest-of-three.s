# frep.o inside of frep.o inside of frep.o.
    .globl deep
deep:
    li      t0, 1
    frep.o  t0, 4, 0, 0
    fadd.d  fa0, fa0, fa1
    frep.o  t0, 3, 0, 0
    fadd.d  fa2, fa2, fa1
    frep.o  t0, 2, 0, 0
    fadd.d  fa3, fa3, fa1
    fadd.d  fa4, fa4, fa1
    ret
