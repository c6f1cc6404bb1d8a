# Two functions, and nobody says which.
    .globl first
    .globl second
first:
    ret
second:
    ret
