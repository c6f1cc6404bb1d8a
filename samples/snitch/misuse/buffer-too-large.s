# exec: --out huge
# A buffer that is larger than the cluster's memory.
    .globl fill
fill:
    sw      zero, 0(a0)
    ret
