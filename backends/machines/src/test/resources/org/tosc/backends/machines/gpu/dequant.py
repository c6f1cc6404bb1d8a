import triton
import triton.language as tl


@triton.jit
def dequant_matmul(x_ptr, q_ptr, scale_ptr, y_ptr, M, N: tl.constexpr, K: tl.constexpr, GROUP: tl.constexpr,
                   BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr):
    pm, pn = tl.swizzle2d(tl.program_id(0), tl.program_id(1), tl.num_programs(0), tl.num_programs(1), 2)
    rm = pm * BM + tl.arange(0, BM)
    rn = pn * BN + tl.arange(0, BN)
    acc = tl.zeros((BM, BN), dtype=tl.float32)
    for k in range(0, K, BK):
        rk = k + tl.arange(0, BK)
        x = tl.load(x_ptr + rm[:, None] * K + rk[None, :], mask=(rm[:, None] < M) & (rk[None, :] < K), other=0.0)
        inside = (rk[:, None] < K) & (rn[None, :] < N)
        q = tl.load(q_ptr + rk[:, None] * N + rn[None, :], mask=inside, other=0)
        s = tl.load(scale_ptr + (rk // GROUP)[:, None] * N + rn[None, :], mask=inside, other=0.0)
        w = q.to(tl.float32) * s
        acc = tl.dot(x.to(tl.float32), w, acc, input_precision="ieee")
    tl.store(y_ptr + rm[:, None] * N + rn[None, :], acc, mask=(rm[:, None] < M) & (rn[None, :] < N))
