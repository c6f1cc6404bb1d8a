import triton
import triton.language as tl


@triton.jit
def first_order(a_left, b_left, a_right, b_right):
    return a_right * a_left, a_right * b_left + b_right


@triton.jit
def times(a, b):
    return a * b


@triton.jit
def scans(x_ptr, g_ptr, sum_ptr, linear_ptr, product_ptr, N: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, N)
    x = tl.load(x_ptr + row * N + cols)
    g = tl.load(g_ptr + row * N + cols)
    tl.store(sum_ptr + row * N + cols, tl.cumsum(x, 0))
    _, h = tl.associative_scan((g, x), 0, first_order)
    tl.store(linear_ptr + row * N + cols, h)
    tl.store(product_ptr + row, tl.reduce(g, 0, times))
