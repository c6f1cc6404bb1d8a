# exec: --in eight
# This core lacks Zawrs.
    .globl wait
wait:
    lr.w    t0, (a0)
    wrs.nto
    ret
