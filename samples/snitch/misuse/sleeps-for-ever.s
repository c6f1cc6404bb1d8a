# Nobody wakes the core.
    .globl sleep
sleep:
    wfi
    ret
