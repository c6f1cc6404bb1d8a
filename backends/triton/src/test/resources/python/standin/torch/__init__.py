"""The little of torch that a launcher needs, over NumPy arrays. What is not written yet is NaN, or a pattern."""
import numpy as np
from triton import language as tl


class dtype:
    def __init__(self, name, of):
        self.name, self.tl, self.storage = name, of, of.storage

    def __repr__(self):
        return "torch." + self.name


float64, float32, float16 = dtype("float64", tl.float64), dtype("float32", tl.float32), dtype("float16", tl.float16)
bfloat16 = dtype("bfloat16", tl.bfloat16)
float8_e4m3fn, float8_e5m2 = dtype("float8_e4m3fn", tl.float8e4nv), dtype("float8_e5m2", tl.float8e5)
int64, int32, int16, int8 = dtype("int64", tl.int64), dtype("int32", tl.int32), dtype("int16", tl.int16), dtype("int8", tl.int8)
uint64, uint32, uint16, uint8 = dtype("uint64", tl.uint64), dtype("uint32", tl.uint32), dtype("uint16", tl.uint16), dtype("uint8", tl.uint8)
bool = dtype("bool", tl.int1)


class Tensor:
    def __init__(self, storage, shape, of):
        self.storage, self.shape, self.dtype, self.device = storage, tuple(shape), of, "cpu"

    def is_contiguous(self):
        return True

    def view(self, of):
        last = self.shape[-1] * self.storage.itemsize // np.dtype(of.storage).itemsize
        return Tensor(self.storage.view(of.storage), self.shape[:-1] + (last,), of)


def _size(shape):
    return int(np.prod(shape, dtype=np.int64))


def zeros(shape, dtype=float32, device=None):
    return Tensor(np.zeros(_size(shape), dtype.storage), shape, dtype)


def empty(shape, dtype=float32, device=None):
    made = zeros(shape, dtype)
    made.storage.view(np.uint8)[...] = 0xFF  # NaN of every float
    return made
