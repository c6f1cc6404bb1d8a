import torch
import triton
import triton.language as tl


@triton.jit
def count(x, B: tl.constexpr):
    tl.store(x, tl.load(x) + B)


def main():
    x = torch.zeros(1)
    count[(4,)](x, B=32)
