import torch
import triton
import triton.language as tl


@triton.jit
def fill(x, B: tl.constexpr):
    i = tl.program_id(0) * B + tl.arange(0, B)
    tl.store(x + i, 1.0)


def main():
    x = torch.empty(100)
    fill[(4,)](x, B=32)
