import triton
import triton.language as tl


@triton.jit
def embed(token_ptr, table_ptr, out_ptr, n_tokens, D: tl.constexpr, BLOCK_T: tl.constexpr, BLOCK_D: tl.constexpr):
    rows = tl.program_id(0) * BLOCK_T + tl.arange(0, BLOCK_T)
    cols = tl.arange(0, BLOCK_D)
    tokens = tl.load(token_ptr + rows, mask=rows < n_tokens, other=0)
    mask = (rows[:, None] < n_tokens) & (cols[None, :] < D)
    values = tl.load(table_ptr + tokens[:, None] * D + cols[None, :], mask=mask, other=0.0)
    tl.store(out_ptr + rows[:, None] * D + cols[None, :], values, mask=mask)
