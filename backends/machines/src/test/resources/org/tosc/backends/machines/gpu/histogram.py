import triton
import triton.language as tl


@triton.jit
def count_values(x_ptr, counts_ptr, n, BINS: tl.constexpr, BLOCK: tl.constexpr):
    offs = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = offs < n
    x = tl.load(x_ptr + offs, mask=mask, other=0)
    tl.atomic_add(counts_ptr + x % BINS, 1, mask=mask, sem="relaxed")


@triton.jit
def count_in_tiles(x_ptr, counts_ptr, n, BINS: tl.constexpr, BLOCK: tl.constexpr):
    offs = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = offs < n
    x = tl.load(x_ptr + offs, mask=mask, other=-1)
    counts = tl.histogram(x % BINS, BINS, mask=mask)
    tl.atomic_add(counts_ptr + tl.arange(0, BINS), counts)
