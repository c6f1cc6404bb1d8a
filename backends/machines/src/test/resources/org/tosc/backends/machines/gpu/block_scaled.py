# Tutorial 10: operands of 4 and 8 bits with a scale for each group of elements.
import triton
import triton.language as tl


@triton.jit
def block_scaled_matmul(a_ptr, a_scale, b_ptr, b_scale, c_ptr, M, N, K, GROUP: tl.constexpr, A_FORMAT: tl.constexpr,
                        B_FORMAT: tl.constexpr, A_PACK: tl.constexpr, B_PACK: tl.constexpr, BLOCK_M: tl.constexpr,
                        BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr):
    pid_m = tl.program_id(0)
    pid_n = tl.program_id(1)
    rm = pid_m * BLOCK_M + tl.arange(0, BLOCK_M)
    rn = pid_n * BLOCK_N + tl.arange(0, BLOCK_N)
    acc = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    for k in tl.range(0, tl.cdiv(K, BLOCK_K)):
        ka = k * (BLOCK_K // A_PACK) + tl.arange(0, BLOCK_K // A_PACK)
        kb = k * (BLOCK_K // B_PACK) + tl.arange(0, BLOCK_K // B_PACK)
        ks = k * (BLOCK_K // GROUP) + tl.arange(0, BLOCK_K // GROUP)
        a = tl.load(a_ptr + rm[:, None] * (K // A_PACK) + ka[None, :])
        b = tl.load(b_ptr + rn[None, :] * (K // B_PACK) + kb[:, None])
        sa = tl.load(a_scale + rm[:, None] * (K // GROUP) + ks[None, :])
        sb = tl.load(b_scale + rn[:, None] * (K // GROUP) + ks[None, :])
        acc = tl.dot_scaled(a, sa, A_FORMAT, b, sb, B_FORMAT, acc)
    tl.store(c_ptr + rm[:, None] * N + rn[None, :], acc)
