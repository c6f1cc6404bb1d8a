// The environment of riscv-tests on the model of Snitch: a test ends at `tosc_end` with the number
// of the test that failed in a0, 0 for none.
#ifndef TOSC_RISCV_TEST_H
#define TOSC_RISCV_TEST_H

#define RVTEST_RV32U
#define RVTEST_RV64U
#define RVTEST_RV32UF
#define RVTEST_RV64UF

#define TESTNUM gp

#define RVTEST_CODE_BEGIN \
        .text; \
        .globl _start; \
_start: \
        la t0, tosc_trap; \
        csrw mtvec, t0; \
        li TESTNUM, 0

#define RVTEST_CODE_END \
        .balign 4; \
tosc_trap: \
        li a0, 99; \
        .globl tosc_end; \
tosc_end: \
        j tosc_end

#define RVTEST_PASS li a0, 0; j tosc_end
#define RVTEST_FAIL mv a0, TESTNUM; j tosc_end

#define RVTEST_DATA_BEGIN .balign 16
#define RVTEST_DATA_END

// The flags of the FPU are read as they are, whatever is still on its way there (snitch.md section
// 2.8), so a program that wants those of a result waits for it first. All tests have it in a0.
#define fsflags mv a0, a0; fsflags

#endif
