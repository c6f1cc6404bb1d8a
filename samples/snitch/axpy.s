# void axpy(double a, const double *x, double *y, int n): y := a x + y, n at least 1
#
#   tosc exec samples/snitch/axpy.s --machine snitch --f64 3 --out x.npy:64xf64 --out y.npy:64xf64 --int 64
    .globl  axpy
axpy:
    addi    a2, a2, -1
    scfgwi  a2, 95              # bound 0 of all streams: n - 1
    li      t0, 8
    scfgwi  t0, 223             # stride 0 of all streams: 8 bytes
    scfgwi  a0, 768             # ft0 reads x
    scfgwi  a1, 769             # ft1 reads y
    csrrsi  zero, 0x7c0, 1      # ft0 to ft2 are streams
    frep.o  a2, 1, 0, 0         # n times
    fmadd.d ft2, fa0, ft0, ft1
    scfgwi  a1, 898             # ft2 writes y
    csrrci  zero, 0x7c0, 1
    ret
