import torch
import triton
import triton.language as tl


@triton.jit
def total(x, y, n, B: tl.constexpr):
    i = tl.arange(0, B)
    v = tl.load(x + i, mask=i < n)
    tl.store(y, tl.sum(v))


def main():
    x = torch.ones(100)
    y = torch.empty(1)
    total[(1,)](x, y, 100, B=128)
